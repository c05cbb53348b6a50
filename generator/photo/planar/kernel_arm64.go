package planar

// columns is how many columns downNEON makes at a time, results how many samples
// acrossNEON does.
const (
	columns = 16
	results = 4
)

// downNEON is [plainDown] for n columns, a multiple of 16 and not zero, and as
// many weights as taps says, not zero.
//
//go:noescape
func downNEON(out *int16, src *uint8, stride int, weights *int16, taps, n int)

// acrossNEON is [plainAcross] for n samples, a multiple of 4 and not zero, of
// windows with 16 weights for each of chunks, not zero.
//
//go:noescape
func acrossNEON(out *uint8, line *int16, start *int32, weights *int16, chunks, n int)

func filterDown(out []int16, src []uint8, stride int, weights []int16) {
	n := len(out) &^ (columns - 1)
	if n == 0 {
		plainDown(out, src, stride, weights)
		return
	}
	_ = src[(len(weights)-1)*stride+len(out)-1]
	downNEON(&out[0], &src[0], stride, &weights[0], len(weights), n)
	if n < len(out) { // the last columns once more, with those before
		last := len(out) - columns
		downNEON(&out[last], &src[last], stride, &weights[0], len(weights), columns)
	}
}

func filterAcross(out []uint8, line []int16, f *filter) {
	n := len(out) &^ (results - 1)
	if n > 0 {
		acrossNEON(&out[0], &line[0], &f.start[0], &f.weights[0], f.padded/16, n)
	}
	rest := filter{f.taps, f.padded, f.start[n:], f.weights[n*f.padded:]}
	plainAcross(out[n:], line, &rest)
}

//go:noescape
func inverse8NEON(b *[64]int32, out *uint8, stride int)

//go:noescape
func inverse4NEON(b *[64]int32, out *uint8, stride int)

func inverse8(b *[64]int32, out []uint8, stride int) {
	_ = out[7*stride+7]
	inverse8NEON(b, &out[0], stride)
}

func inverse4(b *[64]int32, out []uint8, stride int) {
	_ = out[3*stride+3]
	inverse4NEON(b, &out[0], stride)
}

//go:noescape
func forwardNEON(b *[64]int16, src *uint8, stride int, q *quantiser) (nonzero uint64)

func forward(b *[64]int16, src []uint8, stride int, q *quantiser) (nonzero uint64) {
	_ = src[7*stride+7]
	return forwardNEON(b, &src[0], stride, q)
}
