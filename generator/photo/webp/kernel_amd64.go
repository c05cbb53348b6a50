package webp

import "golang.org/x/sys/cpu"

// simd says whether the processor and the system have AVX2.
var simd = cpu.X86.HasAVX2

// forward transforms a block of pixels. See [forwardPlain]; this one uses what
// every amd64 has (SSE2).
//
//go:noescape
func forward(p *rows, out *coeffs)

// difference gives the transform of a source less that of a block of pixels,
// and the sum of its magnitudes. See [differencePlain].
//
//go:noescape
func difference(p *rows, source, out *coeffs) int32

//go:noescape
func forwardStripAVX2(s *strip, out *[4]coeffs)

// forwardStrip transforms four blocks side by side. See [forwardStripPlain].
func forwardStrip(s *strip, out *[4]coeffs) {
	if simd {
		forwardStripAVX2(s, out)
		return
	}
	forwardStripPlain(s, out)
}

//go:noescape
func distancesAVX2(p *[4]rows, source *coeffs, sums *[4]int32)

// distances sums the magnitudes of a source less the transforms of each of four
// blocks. See [distancesPlain].
func distances(p *[4]rows, source *coeffs) (sums [4]int32) {
	if simd {
		distancesAVX2(p, source, &sums)
		return sums
	}
	return distancesPlain(p, source)
}

//go:noescape
func quantiseAVX2(q *quantiser, c *coeffs, levels *[16]int16, out *coeffs) (last int, distortion int64)

// quantise finds the levels of a block. See [quantiser.quantisePlain].
func (q *quantiser) quantise(c *coeffs, levels *[16]int16, out *coeffs) (last int, distortion int64) {
	if simd {
		return quantiseAVX2(q, c, levels, out)
	}
	return q.quantisePlain(c, levels, out)
}

//go:noescape
func inverseAVX2(p *rows, c *coeffs)

// inverse adds the inverse transform of c to a block. See [inversePlain].
func inverse(p *rows, c *coeffs) {
	if simd {
		inverseAVX2(p, c)
		return
	}
	inversePlain(p, c)
}

//go:noescape
func toStudioAVX2(dst, src *byte, stride, size int, scale, offset uint64)

// toStudio converts a block of 8×8 or 16×16 pixels into rows of 16. See
// [toStudioPlain].
func toStudio(dst, src []byte, stride, size int, levels studioRange) {
	if simd {
		_, _ = dst[16*(size-1)+size-1], src[(size-1)*stride+size-1]
		toStudioAVX2(&dst[0], &src[0], stride, size, levels.scale, levels.offset)
		return
	}
	toStudioPlain(dst, src, stride, size, levels)
}

//go:noescape
func contrastsAVX2(pix *byte, stride int) (left, right int)

// contrasts measures two blocks side by side. See [contrastsPlain].
func contrasts(pix []byte, stride int) (left, right int) {
	if simd {
		_ = pix[7*stride+16]
		return contrastsAVX2(&pix[0], stride)
	}
	return contrastsPlain(pix, stride)
}
