package scanline

import "encoding/binary"

// colours turns rows into pixels of four samples of 8 bits: red, green, blue and
// alpha.
type colours struct {
	*header
	palette [256][4]uint8
	clear   [3]uint16 // the samples of the colour that is transparent
	hasHole bool      // there is such a colour
	out     []uint8
}

// colours reads up to the first chunk of pixels.
func (c *chunks) colours(h *header) (*colours, error) {
	cs := &colours{header: h, out: make([]uint8, 4*h.width)}
	for i := range cs.palette {
		cs.palette[i][3] = 255 // black, for pixels beyond the palette
	}
	found := false
	for {
		if err := c.next(); err != nil {
			return nil, err
		}
		var p []byte
		var err error
		switch c.kind {
		case "PLTE":
			p, err = c.small(3 * 256)
			found = found || len(p) >= 3
			for i := range len(p) / 3 {
				copy(cs.palette[i][:3], p[3*i:])
			}
		case "tRNS":
			if p, err = c.small(256); err == nil {
				cs.transparency(p)
			}
		case "IDAT":
			if h.colour == 3 && !found {
				return nil, damaged("its palette is missing")
			}
			return cs, nil
		case "IEND":
			return nil, damaged("it has no pixels")
		}
		if err != nil {
			return nil, err
		}
	}
}

// transparency reads tRNS (section 11.3.1.1): alpha for colours of the palette, or
// one colour that is transparent.
func (cs *colours) transparency(p []byte) {
	switch n := samples[cs.colour]; {
	case cs.colour == 3:
		for i, a := range p {
			cs.palette[i][3] = a
		}
	case cs.colour < 3 && len(p) >= 2*n:
		cs.hasHole = true
		for i := range n {
			cs.clear[i] = binary.BigEndian.Uint16(p[2*i:])
		}
	}
}

// convert returns the pixels of a row, which are valid until the next call.
func (cs *colours) convert(row []byte) []uint8 {
	switch {
	case cs.colour == 3:
		for x := range cs.width {
			copy(cs.out[4*x:], cs.palette[cs.sample(row, x)][:])
		}
	case cs.depth < 8:
		for x := range cs.width {
			v := cs.sample(row, x)
			cs.set(x, [3]uint8{scale(v, cs.depth)}, 1, cs.hasHole && uint16(v) == cs.clear[0])
		}
	case cs.depth == 8 && cs.colour == 6:
		return row
	case cs.depth == 8 && cs.colour == 2 && !cs.hasHole:
		for i, o := 0, 0; i+3 <= len(row) && o+4 <= len(cs.out); i, o = i+3, o+4 {
			cs.out[o], cs.out[o+1], cs.out[o+2], cs.out[o+3] = row[i], row[i+1], row[i+2], 255
		}
	default:
		cs.convertWhole(row)
	}
	return cs.out
}

// sample returns sample x of a row of one sample a pixel (section 7.2).
func (cs *colours) sample(row []byte, x int) uint8 {
	at := x * cs.depth
	return row[at/8] >> (8 - cs.depth - at%8) & (1<<cs.depth - 1)
}

// scale brings a sample of fewer bits to eight (section 13.12).
func scale(v uint8, depth int) uint8 { return uint8(int(v) * 255 / (1<<depth - 1)) }

// set sets a pixel of one or three samples.
func (cs *colours) set(x int, s [3]uint8, n int, hole bool) {
	p := cs.out[4*x : 4*x+4]
	p[0], p[1], p[2], p[3] = s[0], s[1], s[2], 255
	if n == 1 {
		p[1], p[2] = s[0], s[0]
	}
	if hole {
		p[3] = 0
	}
}

// convertWhole converts samples of 8 and 16 bits; of the latter the high byte
// comes first and counts.
func (cs *colours) convertWhole(row []byte) {
	n, wide := samples[cs.colour], cs.depth/8
	own := n - 1 + n%2 // without alpha
	for x := range cs.width {
		px := row[x*n*wide : (x+1)*n*wide]
		var s [3]uint8
		hole := cs.hasHole
		for i := range own {
			s[i] = px[i*wide]
			if cs.hasHole {
				v := uint16(s[i])
				if wide == 2 {
					v = binary.BigEndian.Uint16(px[2*i:])
				}
				hole = hole && v == cs.clear[i]
			}
		}
		cs.set(x, s, own, hole)
		if own < n {
			cs.out[4*x+3] = px[own*wide]
		}
	}
}
