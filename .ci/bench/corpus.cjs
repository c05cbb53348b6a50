// Makes photographs as cameras make them out of smaller ones: pieces of each picture,
// enlarged, mirrored in turn, with the grain of a sensor, saved as baseline JPEG of
// quality 92 in 4:2:0. No two are alike.
//
//   node corpus.cjs FROM TO [COUNT] [WIDTH] [HEIGHT]
const fs = require('fs')
const path = require('path')
const sharp = require('sharp')

const [from, to] = process.argv.slice(2, 4)
const [count = 24, width = 6000, height = 4000] = process.argv.slice(4).map(Number)
const share = 0.8 // of the original's width and height that a piece has
const anchors = [[0, 0], [1, 1], [0.5, 0.5], [0, 1], [1, 0]]

// grain is neutral grey on average, which a soft light leaves as it is.
const grain = () => sharp({
  create: { width, height, channels: 3, noise: { type: 'gaussian', mean: 128, sigma: 14 } },
}).png({ compressionLevel: 0 }).toBuffer()

async function make(original, [across, down], mirrored, file) {
  const { data, info } = await sharp(original).rotate().raw().toBuffer({ resolveWithObject: true })
  const w = Math.floor(info.width * share), h = Math.floor(info.height * share)
  const piece = sharp(data, { raw: info }).extract({
    left: Math.floor((info.width - w) * across), top: Math.floor((info.height - h) * down), width: w, height: h,
  })
  const large = await piece.resize(width, height, { fit: 'cover' }).flop(mirrored).raw().toBuffer({ resolveWithObject: true })
  await sharp(large.data, { raw: large.info })
    .composite([{ input: await grain(), blend: 'soft-light' }])
    .jpeg({ quality: 92 })
    .toFile(file + '.part')
  fs.renameSync(file + '.part', file)
}

async function main() {
  const originals = fs.readdirSync(from).filter((name) => /\.jpe?g$/i.test(name)).sort()
  fs.mkdirSync(to, { recursive: true })
  for (let i = 0; i < count; i++) {
    const file = path.join(to, String(i + 1).padStart(3, '0') + '.jpg')
    if (fs.existsSync(file)) continue
    const turn = Math.floor(i / originals.length)
    await make(path.join(from, originals[i % originals.length]), anchors[turn % anchors.length], i % 2 === 1, file)
  }
}

main()
