//go:build !amd64 && !arm64

package planar

func filterDown(out []int16, src []uint8, stride int, weights []int16) {
	plainDown(out, src, stride, weights)
}

func filterAcross(out []uint8, row []int16, f *filter) { plainAcross(out, row, f) }

func inverse8(b *[64]int32, out []uint8, stride int) { plainInverse8(b, out, stride) }

func inverse4(b *[64]int32, out []uint8, stride int) { plainInverse4(b, out, stride) }

func forward(b *[64]int16, src []uint8, stride int, q *quantiser) (nonzero uint64) {
	return plainForward(b, src, stride, q)
}
