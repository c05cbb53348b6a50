package planar

import "golang.org/x/sys/cpu"

// avx2 says whether the processor and the system have the instructions.
var avx2 = cpu.X86.HasAVX2

// columns is how many columns downAVX2 makes at a time, results how many samples
// acrossAVX2 does.
const (
	columns = 32
	results = 8
)

// downAVX2 is [plainDown] for n columns, a multiple of 32 and not zero, and twice
// as many weights as pairs says, not zero.
//
//go:noescape
func downAVX2(out *int16, src *uint8, stride int, weights *int16, pairs, n int)

// acrossAVX2 is [plainAcross] for n samples, a multiple of 8 and not zero, of
// windows with 16 weights for each of chunks, not zero.
//
//go:noescape
func acrossAVX2(out *uint8, line *int16, start *int32, weights *int16, chunks, n int)

func filterDown(out []int16, src []uint8, stride int, weights []int16) {
	n := len(out) &^ (columns - 1)
	if !avx2 || n == 0 || len(weights)%2 != 0 {
		plainDown(out, src, stride, weights)
		return
	}
	_ = src[(len(weights)-1)*stride+len(out)-1]
	downAVX2(&out[0], &src[0], stride, &weights[0], len(weights)/2, n)
	if n < len(out) { // the last columns once more, with those before
		last := len(out) - columns
		downAVX2(&out[last], &src[last], stride, &weights[0], len(weights)/2, columns)
	}
}

func filterAcross(out []uint8, line []int16, f *filter) {
	n := len(out) &^ (results - 1)
	if !avx2 || n == 0 {
		plainAcross(out, line, f)
		return
	}
	acrossAVX2(&out[0], &line[0], &f.start[0], &f.weights[0], f.padded/16, n)
	rest := filter{f.taps, f.padded, f.start[n:], f.weights[n*f.padded:]}
	plainAcross(out[n:], line, &rest)
}

// inverse8AVX2 is [plainInverse8].
//
//go:noescape
func inverse8AVX2(b *[64]int32, out *uint8, stride int)

// inverse4AVX2 is [plainInverse4].
//
//go:noescape
func inverse4AVX2(b *[64]int32, out *uint8, stride int)

func inverse8(b *[64]int32, out []uint8, stride int) {
	if !avx2 {
		plainInverse8(b, out, stride)
		return
	}
	_ = out[7*stride+7]
	inverse8AVX2(b, &out[0], stride)
}

func inverse4(b *[64]int32, out []uint8, stride int) {
	if !avx2 {
		plainInverse4(b, out, stride)
		return
	}
	_ = out[3*stride+3]
	inverse4AVX2(b, &out[0], stride)
}

// forwardAVX2 is [plainForward].
//
//go:noescape
func forwardAVX2(b *[64]int16, src *uint8, stride int, q *quantiser) (nonzero uint64)

func forward(b *[64]int16, src []uint8, stride int, q *quantiser) (nonzero uint64) {
	if !avx2 {
		return plainForward(b, src, stride, q)
	}
	_ = src[7*stride+7]
	return forwardAVX2(b, &src[0], stride, q)
}
