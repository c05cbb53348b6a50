// Prints the medians of what was measured, and how photodesk's compare.
//
//   node report.cjs RESULTS   (lines of JSON, as run writes them)
const fs = require('fs')

const results = fs.readFileSync(process.argv[2], 'utf8').trim().split('\n').map((line) => JSON.parse(line))

function median(values) {
  const sorted = [...values].sort((a, b) => a - b), half = sorted.length >> 1
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

// summary is the median run of a side: milliseconds a photograph, and kilobytes.
function summary(side, formats) {
  const runs = results.filter((r) => r.side === side && r.formats === formats)
  const each = (key) => median(runs.map((r) => r[key] / r.photos))
  const walls = runs.map((r) => r.wall / r.photos)
  return {
    runs: runs.length, wall: each('wall') * 1000, cpu: each('cpu') * 1000, size: each('bytes') / 1000,
    spread: (Math.max(...walls) / Math.min(...walls) - 1) * 100,
  }
}

// Renditions are compared with renditions, sites with sites.
const rivals = { photodesk: ['sharp', 'eleventy-img'], 'photodesk build': ['hugo'] }

for (const formats of new Set(results.map((r) => r.formats))) {
  console.log(`\n${formats}: medians, for each photograph`)
  console.log('                     wall ms   CPU ms       kB   spread   photodesk takes')
  for (const [own, others] of Object.entries(rivals)) {
    const mine = summary(own, formats)
    if (!mine.runs) continue
    for (const side of [own, ...others]) {
      const s = summary(side, formats)
      if (!s.runs) continue
      const ratio = side === own ? '' : `   ${(mine.wall / s.wall).toFixed(2)} of its time, ${(mine.cpu / s.cpu).toFixed(2)} of its CPU`
      console.log(side.padEnd(18) + [s.wall, s.cpu, s.size].map((v) => v.toFixed(0).padStart(9)).join('') +
        `${s.spread.toFixed(0)} %`.padStart(9) + ratio)
    }
  }
}
