//go:build !amd64 && !arm64

package webp

// simd says that nothing is in assembly here.
var simd = false

// forward transforms a block of pixels.
func forward(p *rows, out *coeffs) { forwardPlain(p, out) }

// difference gives the transform of a source less that of a block of pixels, and
// the sum of its magnitudes.
func difference(p *rows, source, out *coeffs) int32 { return differencePlain(p, source, out) }

// forwardStrip transforms four blocks side by side.
func forwardStrip(s *strip, out *[4]coeffs) { forwardStripPlain(s, out) }

// distances sums the magnitudes of a source less the transforms of each of four
// blocks.
func distances(p *[4]rows, source *coeffs) [4]int32 { return distancesPlain(p, source) }

// quantise finds the levels of a block.
func (q *quantiser) quantise(c *coeffs, levels *[16]int16, out *coeffs) (last int, distortion int64) {
	return q.quantisePlain(c, levels, out)
}

// inverse adds the inverse transform of c to a block.
func inverse(p *rows, c *coeffs) { inversePlain(p, c) }

// toStudio converts a block of size×size pixels into rows of 16.
func toStudio(dst, src []byte, stride, size int, levels studioRange) {
	toStudioPlain(dst, src, stride, size, levels)
}

// contrasts measures two blocks side by side.
func contrasts(pix []byte, stride int) (left, right int) { return contrastsPlain(pix, stride) }
