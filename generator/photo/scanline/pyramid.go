package scanline

import "image"

// pyramid is a picture, its half, its quarter and so on, as far as they are
// wanted. An odd last row or column is left out when it is halved.
type pyramid struct{ levels []level }

// level is one size of the picture.
type level struct {
	width, height int
	kept          *image.NRGBA // nil: not wanted
	above         []uint8      // a row that waits for the next to be halved with it
	half          []uint8      // the row that came of two
	rows          int          // how many have come
}

func newPyramid(width, height int, wanted []bool) *pyramid {
	p := &pyramid{levels: make([]level, len(wanted))}
	for i := range p.levels {
		l := &p.levels[i]
		l.width, l.height = width>>i, height>>i
		if wanted[i] {
			l.kept = image.NewNRGBA(image.Rect(0, 0, l.width, l.height))
		}
		if i+1 < len(wanted) {
			l.above, l.half = make([]uint8, 4*l.width), make([]uint8, 4*(l.width/2))
		}
	}
	return p
}

func (p *pyramid) images() []*image.NRGBA {
	out := make([]*image.NRGBA, len(p.levels))
	for i := range p.levels {
		out[i] = p.levels[i].kept
	}
	return out
}

// add takes the next row of the picture.
func (p *pyramid) add(row []uint8) {
	for i := range p.levels {
		l := &p.levels[i]
		y := l.rows
		if l.rows++; y >= l.height {
			return
		}
		if l.kept != nil {
			copy(l.kept.Pix[y*l.kept.Stride:], row)
		}
		if l.above == nil {
			return
		}
		if y%2 == 0 {
			copy(l.above, row)
			return
		}
		halve(l.half, l.above, row, y/2)
		row = l.half
	}
}

// halve sets row y of a half from two rows: the mean of four pixels.
func halve(dst, above, below []uint8, y int) {
	for x := 0; x < len(dst); x += 4 {
		a, b := above[2*x:2*x+8], below[2*x:2*x+8]
		d := dst[x : x+4]
		if a[3]&a[7]&b[3]&b[7] != 255 {
			mix(d, a, b)
			continue
		}
		// Halves are rounded up and down by turns, or the picture would brighten.
		turn := 1 + (x/4+y)&1
		for c := range 3 {
			d[c] = uint8((int(a[c]) + int(a[c+4]) + int(b[c]) + int(b[c+4]) + turn) / 4)
		}
		d[3] = 255
	}
}

// mix is the mean of four pixels of which some are transparent: each counts as
// much as it is seen.
func mix(d, a, b []uint8) {
	sum := int(a[3]) + int(a[7]) + int(b[3]) + int(b[7])
	for c := range 3 {
		v := int(a[c])*int(a[3]) + int(a[c+4])*int(a[7]) + int(b[c])*int(b[3]) + int(b[c+4])*int(b[7])
		d[c] = uint8((v + sum/2) / max(1, sum))
	}
	d[3] = uint8((sum + 2) / 4)
}
