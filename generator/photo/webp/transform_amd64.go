package webp

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
