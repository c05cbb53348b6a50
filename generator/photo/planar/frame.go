package planar

import "encoding/binary"

// frame reads a frame header (T.81, B.2.2).
func (d *decoder) frame(s []byte) error {
	if d.framed {
		return damaged("it has two frames")
	}
	if len(s) < 6 || len(s) < 6+3*int(s[5]) {
		return damaged("the frame header is cut off")
	}
	d.framed = true
	d.size = Size{int(binary.BigEndian.Uint16(s[3:])), int(binary.BigEndian.Uint16(s[1:]))}
	if n := s[5]; s[0] != 8 || n != 1 && n != 3 || d.size.W == 0 || d.size.H == 0 {
		return ErrUnsupported
	}
	for i := range int(s[5]) {
		p := s[6+3*i:]
		d.comps = append(d.comps, component{id: p[0], h: int(p[1] >> 4), v: int(p[1] & 15), quant: p[2]})
	}
	if err := d.layOut(); err != nil {
		return err
	}
	if d.isRGB() {
		return ErrUnsupported
	}
	return d.affordable()
}

// layOut computes the grid of blocks.
func (d *decoder) layOut() error {
	if len(d.comps) == 1 {
		d.comps[0].h, d.comps[0].v = 1, 1 // T.81, A.2.2: not interleaved
	}
	for _, c := range d.comps {
		if c.h < 1 || c.h > 4 || c.v < 1 || c.v > 4 || c.quant > 3 {
			return damaged("a component's description is wrong")
		}
		d.hMax, d.vMax = max(d.hMax, c.h), max(d.vMax, c.v)
	}
	d.mcusX, d.mcusY = ceilDiv(d.size.W, 8*d.hMax), ceilDiv(d.size.H, 8*d.vMax)
	for i := range d.comps {
		c := &d.comps[i]
		if d.hMax%c.h != 0 || d.vMax%c.v != 0 {
			return ErrUnsupported
		}
		c.stepX, c.stepY = d.hMax/c.h, d.vMax/c.v
		c.blocksX, c.blocksY = d.mcusX*c.h, d.mcusY*c.v
		c.ownX, c.ownY = ceilDiv(d.size.W*c.h, 8*d.hMax), ceilDiv(d.size.H*c.v, 8*d.vMax)
	}
	return nil
}

func ceilDiv(a, b int) int { return (a + b - 1) / b }

// isRGB reports whether three components are red, green and blue, by the marks
// that libjpeg goes by.
func (d *decoder) isRGB() bool {
	if len(d.comps) != 3 || d.jfif {
		return false
	}
	if d.adobe {
		return d.transform == 0
	}
	return d.comps[0].id == 'R' && d.comps[1].id == 'G' && d.comps[2].id == 'B'
}

// affordable refuses what cannot be in so short a file before there is memory taken
// for it: each block takes a bit at the least.
func (d *decoder) affordable() error {
	blocks := 0
	for _, c := range d.comps {
		blocks += c.ownX * c.ownY
	}
	if blocks/8 > len(d.bits.data) {
		return damaged("the file is too short for the picture")
	}
	return nil
}

// allocate takes the memory for what the targets need, when there is a scan.
func (d *decoder) allocate() {
	for _, t := range d.wanted {
		d.targets = append(d.targets, asStored(t, d.size, d.orientation))
	}
	for i := range d.comps {
		c := &d.comps[i]
		for _, t := range d.targets {
			l := t.level(i, c.stepX, c.stepY)
			if c.levels[l].Pix == nil {
				c.levels[l] = makePlane(d.size, c.stepX<<l, c.stepY<<l, c.blocksX*8>>l, c.blocksY*8>>l)
			}
		}
		if d.progressive {
			c.coeffs = takeCoefficients(c.blocksX * c.blocksY * 64)
		}
	}
}

// put writes a block of dequantised coefficients at every level that is needed.
func (c *component) put(b *[64]int32, flat bool, bx, by int) {
	for l := range c.levels {
		if p := &c.levels[l]; p.Pix != nil {
			n := 8 >> l
			inverse(l, b, flat, p.Pix[by*n*p.Stride+bx*n:], p.Stride)
		}
	}
}
