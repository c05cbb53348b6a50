// Makes renditions of every photograph in a folder with another program, and prints
// what it took as a line of JSON: seconds by the clock and of the processors, bytes
// written. What it takes to start is left out.
//
//   node peers.cjs sharp|eleventy-img FROM TO WIDTHS FORMATS
//   node peers.cjs sharp photographs out 480,960,1600,2400 jpeg,webp
const fs = require('fs')
const os = require('os')
const path = require('path')
const sharp = require('sharp')

const [side, from, to] = process.argv.slice(2, 5)
const widths = process.argv[5].split(',').map(Number).sort((a, b) => b - a)
const formats = process.argv[6].split(',')

// sharp as fast as it goes: the file is decoded once, as small as libjpeg can, each
// width is scaled from the next larger one, and the encoder of WebP takes less pains
// (effort 2; at 4, its default, it takes half as long again).
async function cascade(photograph, widths) {
  const name = path.parse(photograph).name
  let picture = sharp(photograph).rotate()
  for (const width of widths) {
    const { data, info } = await picture.resize(width).raw().toBuffer({ resolveWithObject: true })
    const again = () => sharp(data, { raw: info })
    await Promise.all(formats.map((format) => again()
      .toFormat(format, format === 'webp' ? { quality: 78, effort: 2 } : { quality: 80 })
      .toFile(path.join(to, `${name}-${width}.${format}`))))
    picture = again()
  }
}

// eleventy-img as a site calls it.
async function eleventy(photograph, widths) {
  const { default: Image } = await import('@11ty/eleventy-img')
  await Image(photograph, {
    widths, formats, outputDir: to, urlPath: '/', useCache: false,
    sharpJpegOptions: { quality: 80 }, sharpWebpOptions: { quality: 78 },
  })
}

const sides = { sharp: cascade, 'eleventy-img': eleventy }

async function main() {
  fs.rmSync(to, { recursive: true, force: true })
  fs.mkdirSync(to, { recursive: true })
  sharp.concurrency(1) // a thread a photograph wastes less than several at one
  if (side === 'eleventy-img') await import('@11ty/eleventy-img')
  const queue = []
  for (const name of fs.readdirSync(from).filter((name) => /\.jpe?g$/i.test(name)).sort()) {
    const photograph = path.join(from, name)
    const { autoOrient } = await sharp(photograph).metadata()
    queue.push([photograph, widths.filter((width) => width <= autoOrient.width)]) // photodesk enlarges nothing
  }
  const photos = queue.length
  const began = process.hrtime.bigint(), used = process.cpuUsage()
  await Promise.all(os.cpus().map(async () => {
    for (let next; (next = queue.shift()) !== undefined;) await sides[side](...next)
  }))
  const { user, system } = process.cpuUsage(used)
  const wall = Number(process.hrtime.bigint() - began) / 1e9
  const bytes = fs.readdirSync(to).reduce((sum, name) => sum + fs.statSync(path.join(to, name)).size, 0)
  console.log(JSON.stringify({ side, formats: formats.join('+'), photos, wall, cpu: (user + system) / 1e6, bytes }))
}

main()
