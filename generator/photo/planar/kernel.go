package planar

// Between the two filters a sample is an int16 with fineBits more than it had:
// what overshoots black and white at an edge is kept, and rounded once less.
const fineBits = 6

// slack is how many samples behind a line the fast filters may read, at a weight
// of zero.
const slack = 32

// plainDown is the filter across rows in plain Go: out[x] is the weighted sum of
// the samples at x of as many rows as there are weights, the first one at src,
// stride bytes apart.
func plainDown(out []int16, src []uint8, stride int, weights []int16) {
	const chunk = 256
	const shift = weightBits - fineBits
	var sums [chunk]int32
	for x0 := 0; x0 < len(out); x0 += chunk {
		part := out[x0:min(x0+chunk, len(out))]
		acc := sums[:len(part)]
		for x := range acc {
			acc[x] = 1 << (shift - 1)
		}
		for k, w := range weights {
			addRow(acc, src[k*stride+x0:], int32(w))
		}
		for x, v := range acc {
			part[x] = saturate(v >> shift)
		}
	}
}

func addRow(acc []int32, row []uint8, w int32) {
	row = row[:len(acc)]
	for x, v := range row {
		acc[x] += w * int32(v)
	}
}

// plainAcross is the filter along a line in plain Go.
func plainAcross(out []uint8, line []int16, f *filter) {
	const shift = weightBits + fineBits
	for x := range out {
		weights := f.window(x)
		src := line[f.start[x]:][:len(weights)]
		acc := int32(1 << (shift - 1))
		for k, w := range weights {
			acc += int32(w) * int32(src[k])
		}
		out[x] = clamp(acc >> shift)
	}
}

// clamp returns v as a sample: the nearest value from 0 to 255.
func clamp(v int32) uint8 { return uint8(min(max(v, 0), 255)) }

// saturate returns the int16 nearest to v.
func saturate(v int32) int16 { return int16(min(max(v, -1<<15), 1<<15-1)) }
