package webp

import (
	"encoding/binary"
	"math/bits"
)

// Prediction modes; the first four also serve 16×16 luma and chroma. The order
// is that of subModeProbs.
const (
	modeDC = iota
	modeTM // gradient
	modeVE // from above
	modeHE // from the left
	modeRD // down and right
	modeVR // vertical, to the right
	modeLD // down and left
	modeVL // vertical, to the left
	modeHD // horizontal, downwards
	modeHU // horizontal, upwards
	subModes

	modeSplit = 4 // 16×16 mode: each subblock has its own
)

const (
	stride = 32          // of the working planes
	origin = stride + 8  // their first pixel; above it a row, before it a column
	luma   = 17 * stride // sizes
	chroma = 9 * stride
)

// ones repeats a byte in the four pixels of a row.
const ones = 0x01010101

// An edge has the pixels round a 4×4 block.
type edge struct {
	around uint64 // left column from the bottom up, corner, first three above
	above  uint64 // eight above
}

// edgeOf reads the edge of the block at offset at of a working plane.
func edgeOf(plane *[luma]byte, at int) edge {
	above := binary.LittleEndian.Uint64(plane[at-stride:])
	around := uint64(plane[at+3*stride-1]) | uint64(plane[at+2*stride-1])<<8 |
		uint64(plane[at+stride-1])<<16 | uint64(plane[at-1])<<24 |
		uint64(plane[at-stride-1])<<32 | above<<40
	return edge{around, above}
}

// mean2 gives for each byte (a+b+1)/2.
func mean2(a, b uint64) uint64 {
	return (a | b) - (a^b)>>1&0x7f7f7f7f7f7f7f7f
}

// mean3 gives for each byte (a+2b+c+2)/4.
func mean3(a, b, c uint64) uint64 {
	return mean2(a&c+(a^c)>>1&0x7f7f7f7f7f7f7f7f, b)
}

// A directions holds what the directional modes of a block are cut from: the
// means of two and of three neighbours along its edge.
type directions struct {
	edge
	two, three           uint64 // along the left column, upwards, and on
	aboveTwo, aboveThree uint64 // along the row above
}

// directions computes the means once for all modes.
func (e edge) directions() directions {
	next := e.around>>8 | e.above>>24<<56
	afterNext := e.around>>16 | e.above>>24<<48
	last := e.above >> 56
	above1 := e.above>>8 | last<<56
	above2 := e.above>>16 | last*0x0101<<48
	return directions{
		edge: e,
		two:  mean2(e.around, next), three: mean3(e.around, next, afterNext),
		aboveTwo: mean2(e.above, above1), aboveThree: mean3(e.above, above1, above2),
	}
}

// block predicts the pixels (RFC 6386, section 12.3).
func (d *directions) block(mode int) (p rows) {
	two, three := d.two, d.three
	switch mode {
	case modeDC:
		r := uint32(d.mean()) * ones
		p = rows{r, r, r, r}
	case modeTM:
		p = d.gradient()
	case modeVE:
		r := uint32(three >> 32)
		p = rows{r, r, r, r}
	case modeHE:
		p = d.horizontal()
	case modeRD:
		p = rows{uint32(three >> 24), uint32(three >> 16), uint32(three >> 8), uint32(three)}
	case modeVR:
		r0, r1 := uint32(two>>32), uint32(three>>24)
		p = rows{r0, r1, r0<<8 | uint32(three>>16)&255, r1<<8 | uint32(three>>8)&255}
	case modeLD:
		three = d.aboveThree
		p = rows{uint32(three), uint32(three >> 8), uint32(three >> 16), uint32(three >> 24)}
	case modeVL:
		two, three = d.aboveTwo, d.aboveThree
		p = rows{
			uint32(two), uint32(three),
			uint32(two)>>8 | uint32(three>>32)<<24,
			uint32(three)>>8 | uint32(three>>40)<<24,
		}
	case modeHD:
		low := interleave(uint32(two), uint32(three))
		p = rows{
			uint32(low>>48) | uint32(three>>32)<<16,
			uint32(low >> 32), uint32(low >> 16), uint32(low),
		}
	case modeHU:
		p = d.upwards()
	}
	return p
}

// smoothLeft is the smoothed column to the left, downwards.
func (d *directions) smoothLeft() uint32 {
	bottom, above := uint32(d.around&255), uint32(d.around>>8&255)
	return bits.ReverseBytes32(uint32(d.three)<<8 | (above+3*bottom+2)>>2)
}

// horizontal predicts each row from the smoothed pixel on its left.
func (d *directions) horizontal() rows {
	l := d.smoothLeft()
	return rows{l & 255 * ones, l >> 8 & 255 * ones, l >> 16 & 255 * ones, l >> 24 * ones}
}

// upwards predicts from the left column alone, which goes on with its last pixel.
func (d *directions) upwards() rows {
	l3, l2, l1, l0 := d.around&255, d.around>>8&255, d.around>>16&255, d.around>>24&255
	a := l0 | l1<<8 | l2<<16 | l3<<24
	b := a>>8 | l3<<24
	c := b>>8 | l3<<24
	s := interleave(uint32(mean2(a, b)), uint32(mean3(a, b, c)))
	return rows{uint32(s), uint32(s >> 16), uint32(s >> 32), uint32(l3) * ones}
}

// interleave mixes the bytes of a and b: a0, b0, a1, b1 and so on.
func interleave(a, b uint32) uint64 { return spread(a) | spread(b)<<8 }

// spread puts a zero byte after each byte.
func spread(v uint32) uint64 {
	x := uint64(v)
	x = (x | x<<16) & 0x0000ffff0000ffff
	return (x | x<<8) & 0x00ff00ff00ff00ff
}

// gradient predicts from left plus above minus corner.
func (e edge) gradient() (p rows) {
	corner := int32(e.around >> 32 & 255)
	above := uint32(e.above)
	for i := range p {
		d := int32(e.around>>(24-8*i)&255) - corner
		p[i] = addRow(above, d, d, d, d)
	}
	return p
}

// mean is the DC prediction: four above, four left.
func (e edge) mean() int32 {
	sum := spread(uint32(e.above)) + spread(uint32(e.around))
	return int32(sum*0x0001000100010001>>48+4) >> 3
}
