package webp

// simd says that assembly is used: every arm64 has NEON. Tests turn it off.
var simd = true

//go:noescape
func forwardNEON(p *rows, out *coeffs)

// forward transforms a block of pixels. See [forwardPlain].
func forward(p *rows, out *coeffs) {
	if simd {
		forwardNEON(p, out)
		return
	}
	forwardPlain(p, out)
}

//go:noescape
func differenceNEON(p *rows, source, out *coeffs) int32

// difference gives the transform of a source less that of a block of pixels,
// and the sum of its magnitudes. See [differencePlain].
func difference(p *rows, source, out *coeffs) int32 {
	if simd {
		return differenceNEON(p, source, out)
	}
	return differencePlain(p, source, out)
}

//go:noescape
func forwardStripNEON(s *strip, out *[4]coeffs)

// forwardStrip transforms four blocks side by side. See [forwardStripPlain].
func forwardStrip(s *strip, out *[4]coeffs) {
	if simd {
		forwardStripNEON(s, out)
		return
	}
	forwardStripPlain(s, out)
}

//go:noescape
func distancesNEON(p *[4]rows, source *coeffs, sums *[4]int32)

// distances sums the magnitudes of a source less the transforms of each of four
// blocks. See [distancesPlain].
func distances(p *[4]rows, source *coeffs) (sums [4]int32) {
	if simd {
		distancesNEON(p, source, &sums)
		return sums
	}
	return distancesPlain(p, source)
}

//go:noescape
func quantiseNEON(q *quantiser, c *coeffs, levels *[16]int16, out *coeffs) (last int, distortion int64)

// quantise finds the levels of a block. See [quantiser.quantisePlain].
func (q *quantiser) quantise(c *coeffs, levels *[16]int16, out *coeffs) (last int, distortion int64) {
	if simd {
		return quantiseNEON(q, c, levels, out)
	}
	return q.quantisePlain(c, levels, out)
}

//go:noescape
func inverseNEON(p *rows, c *coeffs)

// inverse adds the inverse transform of c to a block. See [inversePlain].
func inverse(p *rows, c *coeffs) {
	if simd {
		inverseNEON(p, c)
		return
	}
	inversePlain(p, c)
}

//go:noescape
func toStudioNEON(dst, src *byte, stride, size int, scale, offset uint64)

// toStudio converts a block of 8×8 or 16×16 pixels into rows of 16. See
// [toStudioPlain].
func toStudio(dst, src []byte, stride, size int, levels studioRange) {
	if simd {
		_, _ = dst[16*(size-1)+size-1], src[(size-1)*stride+size-1]
		toStudioNEON(&dst[0], &src[0], stride, size, levels.scale, levels.offset)
		return
	}
	toStudioPlain(dst, src, stride, size, levels)
}

//go:noescape
func contrastsNEON(pix *byte, stride int) (left, right int)

// contrasts measures two blocks side by side. See [contrastsPlain].
func contrasts(pix []byte, stride int) (left, right int) {
	if simd {
		_ = pix[7*stride+16]
		return contrastsNEON(&pix[0], stride)
	}
	return contrastsPlain(pix, stride)
}
