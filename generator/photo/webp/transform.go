package webp

import "encoding/binary"

// The forward transforms are ours to choose; the inverse ones are the
// decoder's, to the bit (RFC 6386, sections 14.3 and 14.4).
//
// Forward coefficients carry two extra bits of precision: four times what the
// quantiser's steps measure, eight times an orthonormal transform. So the
// transform of a difference may be had as a difference of transforms.

// The cosine and sine of π/8, times √2, in 14 bits.
const (
	cosEighth = 21407
	sinEighth = 8867
)

// A coeffs holds the sixteen coefficients of a 4×4 block in raster order:
// horizontal frequency grows with the column, vertical with the row.
type coeffs [16]int32

// A rows holds the pixels of a 4×4 block, one row in a word, the leftmost pixel
// in the low byte.
type rows [4]uint32

// forward4 transforms four samples: the first half of [forward], and all of it
// for a block whose rows, or whose columns, are the same.
func forward4(x0, x1, x2, x3 int32) (int32, int32, int32, int32) {
	s0, s1 := x0+x3, x1+x2
	d0, d1 := x0-x3, x1-x2
	return (s0 + s1) << 3,
		(d0*cosEighth + d1*sinEighth + 1<<10) >> 11,
		(s0 - s1) << 3,
		(d0*sinEighth - d1*cosEighth + 1<<10) >> 11
}

// forwardRow transforms a row of four pixels.
func forwardRow(r uint32) (int32, int32, int32, int32) {
	return forward4(int32(r&255), int32(r>>8&255), int32(r>>16&255), int32(r>>24))
}

// forwardPlain is forward in Go, to the bit.
func forwardPlain(p *rows, out *coeffs) {
	a0, a1, a2, a3 := forwardRow(p[0])
	b0, b1, b2, b3 := forwardRow(p[1])
	c0, c1, c2, c3 := forwardRow(p[2])
	d0, d1, d2, d3 := forwardRow(p[3])
	out[0], out[4], out[8], out[12] = forwardColumn(a0, b0, c0, d0)
	out[1], out[5], out[9], out[13] = forwardColumn(a1, b1, c1, d1)
	out[2], out[6], out[10], out[14] = forwardColumn(a2, b2, c2, d2)
	out[3], out[7], out[11], out[15] = forwardColumn(a3, b3, c3, d3)
}

// differencePlain is difference in Go, to the bit.
func differencePlain(p *rows, source, out *coeffs) (sum int32) {
	forwardPlain(p, out)
	for i := range out {
		out[i] = source[i] - out[i]
		sum += abs(out[i])
	}
	return sum
}

// A strip is the pixels of four blocks side by side: four rows of 16.
type strip [64]byte

// block gives one of a strip's blocks.
func (s *strip) block(i int) (p rows) {
	for y := range p {
		p[y] = binary.LittleEndian.Uint32(s[16*y+4*i:])
	}
	return p
}

// forwardStripPlain is forwardStrip in Go, to the bit.
func forwardStripPlain(s *strip, out *[4]coeffs) {
	for i := range out {
		p := s.block(i)
		forward(&p, &out[i])
	}
}

// distancesPlain is distances in Go, to the bit.
func distancesPlain(p *[4]rows, source *coeffs) (sums [4]int32) {
	for i := range p {
		var c coeffs
		sums[i] = difference(&p[i], source, &c)
	}
	return sums
}

// forwardColumn transforms four results of [forward4] and drops its extra scale.
func forwardColumn(x0, x1, x2, x3 int32) (int32, int32, int32, int32) {
	s0, s1 := x0+x3, x1+x2
	d0, d1 := x0-x3, x1-x2
	return (s0 + s1 + 2) >> 2,
		(d0*cosEighth + d1*sinEighth + 1<<15) >> 16,
		(s0 - s1 + 2) >> 2,
		(d0*sinEighth - d1*cosEighth + 1<<15) >> 16
}

// inversePlain is inverse in Go, to the bit: it adds the inverse transform of c to
// the block p (section 14.3).
func inversePlain(p *rows, c *coeffs) {
	var t coeffs
	for i := range 4 {
		t[i], t[4+i], t[8+i], t[12+i] = inverse4(c[i], c[4+i], c[8+i], c[12+i])
	}
	for i := range 4 {
		x0, x1, x2, x3 := inverse4(t[4*i]+4, t[4*i+1], t[4*i+2], t[4*i+3])
		p[i] = addRow(p[i], x0>>3, x1>>3, x2>>3, x3>>3)
	}
}

// inverse4 is one dimension of the inverse transform.
func inverse4(x0, x1, x2, x3 int32) (int32, int32, int32, int32) {
	a, b := x0+x2, x0-x2
	c := x1*35468>>16 - x3 - x3*20091>>16
	d := x1 + x1*20091>>16 + x3*35468>>16
	return a + d, b + c, b - c, a - d
}

// inverseDC is [inverse] of a block whose only coefficient is dc.
func inverseDC(p *rows, dc int32) {
	v := (dc + 4) >> 3
	for i, r := range p {
		p[i] = addRow(r, v, v, v, v)
	}
}

// addRow adds to the four pixels of a row and clamps them.
func addRow(r uint32, x0, x1, x2, x3 int32) uint32 {
	x0 += int32(r & 255)
	x1 += int32(r >> 8 & 255)
	x2 += int32(r >> 16 & 255)
	x3 += int32(r >> 24)
	if uint32(x0|x1|x2|x3) > 255 {
		x0, x1, x2, x3 = clamp(x0), clamp(x1), clamp(x2), clamp(x3)
	}
	return uint32(x0) | uint32(x1)<<8 | uint32(x2)<<16 | uint32(x3)<<24
}

// clamp limits a sample to a byte.
func clamp(v int32) int32 { return max(0, min(255, v)) }

// forwardWalsh transforms the DC coefficients of the sixteen blocks of a
// macroblock in place, to four times the scale of the quantiser's steps.
func forwardWalsh(c *coeffs) {
	for i := range 4 {
		c[4*i], c[4*i+1], c[4*i+2], c[4*i+3] = walsh4(c[4*i], c[4*i+1], c[4*i+2], c[4*i+3])
	}
	for i := range 4 {
		x0, x1, x2, x3 := walsh4(c[i], c[4+i], c[8+i], c[12+i])
		c[i], c[4+i], c[8+i], c[12+i] = x0>>1, x1>>1, x2>>1, x3>>1
	}
}

// walsh4 is one dimension of the Walsh–Hadamard transform, in order of frequency.
func walsh4(x0, x1, x2, x3 int32) (int32, int32, int32, int32) {
	s0, s1 := x0+x3, x1+x2
	d0, d1 := x0-x3, x1-x2
	return s0 + s1, d0 + d1, s0 - s1, d0 - d1
}

// inverseWalsh transforms dequantised coefficients back to the DC coefficients
// of sixteen blocks (section 14.3).
func inverseWalsh(c *coeffs) {
	for i := range 4 {
		c[i], c[4+i], c[8+i], c[12+i] = walsh4(c[i], c[4+i], c[8+i], c[12+i])
	}
	for i := range 4 {
		x0, x1, x2, x3 := walsh4(c[4*i], c[4*i+1], c[4*i+2], c[4*i+3])
		c[4*i], c[4*i+1], c[4*i+2], c[4*i+3] = (x0+3)>>3, (x1+3)>>3, (x2+3)>>3, (x3+3)>>3
	}
}
