//go:build !amd64

package webp

// forward transforms a block of pixels.
func forward(p *rows, out *coeffs) { forwardPlain(p, out) }

// difference gives the transform of a source less that of a block of pixels, and
// the sum of its magnitudes.
func difference(p *rows, source, out *coeffs) int32 { return differencePlain(p, source, out) }
