package webp

import "encoding/binary"

// A work holds one macroblock while it is encoded.
type work struct {
	source  [256]byte // luma, rows of 16
	sourceC [128]byte // chroma, rows of 8 of Cb and 8 of Cr

	// The decoder's picture before its loop filter, with the border of what is
	// above and to the left: see stride and origin.
	y [luma]byte
	c [2][chroma]byte

	whole, split lumaCoding
	cLevels      [8][16]int16
	cLast        [8]int8
	noTop        bool
	noLeft       bool

	sourceY [16]coeffs // transforms of the source
}

// A lumaCoding is one way to code the luma of a macroblock.
type lumaCoding struct {
	mode      uint8
	sub       [16]uint8
	levels    [16][16]int16
	last      [16]int8 // place of the last coefficient of each block, -1 or 0 for none
	y2        [16]int16
	y2Last    int8
	quantised [16]coeffs
	dc        coeffs
}

// load brings the source and the border of macroblock (x, y) into the work.
func (f *frame) load(x, y int) {
	w := &f.work
	f.planes[0].load(w.source[:], 16*x, 16*y, 16)
	f.planes[1].load(w.sourceC[:], 8*x, 8*y, 8)
	f.planes[2].load(w.sourceC[8:], 8*x, 8*y, 8)
	w.noTop, w.noLeft = y == 0, x == 0
	w.borders(f.above, &f.left, x, y)
}

// borders lays out the pixels above and to the left (RFC 6386, section 12.2):
// 127 above the picture, 129 to its left.
func (w *work) borders(above []border, left *border, x, y int) {
	corner := [3]byte{127, 127, 127}
	if y > 0 {
		corner = [3]byte{129, 129, 129}
		if x > 0 {
			corner = [3]byte{w.y[origin-stride+15], w.c[0][origin-stride+7], w.c[1][origin-stride+7]}
		}
	}
	w.y[origin-stride-1], w.c[0][origin-stride-1], w.c[1][origin-stride-1] = corner[0], corner[1], corner[2]
	w.leftBorder(left, x > 0)
	w.topBorder(above, x, y > 0)
}

// leftBorder lays out the columns to the left.
func (w *work) leftBorder(left *border, inside bool) {
	for j := range 16 {
		v := byte(129)
		if inside {
			v = left.y[j]
		}
		w.y[origin-1+j*stride] = v
	}
	for c := range w.c {
		for j := range 8 {
			v := byte(129)
			if inside {
				v = left.c[c][j]
			}
			w.c[c][origin-1+j*stride] = v
		}
	}
}

// topBorder lays out the rows above, and the four pixels above and to the right
// that the subblocks of the last column share.
func (w *work) topBorder(above []border, x int, inside bool) {
	right := uint32(127 * ones)
	row := w.y[origin-stride:][:20]
	if inside {
		copy(row, above[x].y[:])
		copy(w.c[0][origin-stride:], above[x].c[0][:])
		copy(w.c[1][origin-stride:], above[x].c[1][:])
		right = uint32(row[15]) * ones
		if x+1 < len(above) {
			right = binary.LittleEndian.Uint32(above[x+1].y[:])
		}
	} else {
		for i := range 16 {
			row[i] = 127
		}
		for i := range 8 {
			w.c[0][origin-stride+i], w.c[1][origin-stride+i] = 127, 127
		}
	}
	for j := 0; j < 16; j += 4 {
		binary.LittleEndian.PutUint32(w.y[origin+(j-1)*stride+16:], right)
	}
}

// leave keeps what the neighbours need.
func (f *frame) leave(mb *macroblock, above *border) {
	w := &f.work
	copy(above.y[:], w.y[origin+15*stride:])
	for j := range 16 {
		f.left.y[j] = w.y[origin+15+j*stride]
	}
	for c := range w.c {
		copy(above.c[c][:], w.c[c][origin+7*stride:])
		for j := range 8 {
			f.left.c[c][j] = w.c[c][origin+7+j*stride]
		}
	}
	for i := range 4 {
		above.modes[i], f.left.modes[i] = mb.luma, mb.luma
		if mb.luma == modeSplit {
			above.modes[i], f.left.modes[i] = mb.sub[12+i], mb.sub[3+4*i]
		}
	}
}

// store puts a block of pixels into a working plane.
func (p *rows) store(plane []byte, at int) {
	to := plane[at:][:3*stride+4]
	binary.LittleEndian.PutUint32(to, p[0])
	binary.LittleEndian.PutUint32(to[stride:], p[1])
	binary.LittleEndian.PutUint32(to[2*stride:], p[2])
	binary.LittleEndian.PutUint32(to[3*stride:], p[3])
}

// reconstruct adds the coded difference to a prediction.
func (p *rows) reconstruct(c *coeffs, last int) {
	switch {
	case last > 0:
		inverse(p, c)
	case c[0] != 0:
		inverseDC(p, c[0])
	}
}
