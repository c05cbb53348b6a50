package planar

// FromRGB returns a picture of full-range R'G'B' as planes, by the matrix of
// JFIF (ITU-R BT.601), each colour the mean of the four pixels it belongs to.
// Pixels are four bytes, of which the last is passed over; rows are stride bytes
// apart, from the top.
func FromRGB(s Size, pix []uint8, stride int) *Planes {
	p := &Planes{Size: s, Y: makePlane(s, 1, 1, 0, 0), Cb: makePlane(s, 2, 2, 0, 0), Cr: makePlane(s, 2, 2, 0, 0)}
	for y := 0; y < s.H; y += 2 {
		upper := pix[y*stride:][:4*s.W]
		lower := pix[min(y+1, s.H-1)*stride:][:4*s.W]
		lumaRow(p.Y.Pix[y*p.Y.Stride:][:s.W], upper)
		if y+1 < s.H {
			lumaRow(p.Y.Pix[(y+1)*p.Y.Stride:][:s.W], lower)
		}
		colourRow(p.Cb.Pix[y/2*p.Cb.Stride:][:p.Cb.W], p.Cr.Pix[y/2*p.Cr.Stride:][:p.Cr.W], upper, lower)
	}
	return p
}

// matrixBits is the precision of the factors of [FromRGB]; those of a line add up
// to one, or to nothing.
const matrixBits = 16

func lumaRow(out, pix []uint8) {
	for x := range out {
		r, g, b := int32(pix[4*x]), int32(pix[4*x+1]), int32(pix[4*x+2])
		out[x] = uint8((19595*r + 38470*g + 7471*b + 1<<(matrixBits-1)) >> matrixBits)
	}
}

func colourRow(cb, cr, upper, lower []uint8) {
	const shift = matrixBits + 2 // four pixels
	last := len(upper)/4 - 1
	for x := range cb {
		i, j := 8*x, 4*min(2*x+1, last)
		sum := func(c int) int32 {
			return int32(upper[i+c]) + int32(upper[j+c]) + int32(lower[i+c]) + int32(lower[j+c])
		}
		r, g, b := sum(0), sum(1), sum(2)
		const middle = 128<<shift + 1<<(shift-1)
		cb[x] = clamp((-11059*r - 21709*g + 32768*b + middle) >> shift)
		cr[x] = clamp((32768*r - 27439*g - 5329*b + middle) >> shift)
	}
}
