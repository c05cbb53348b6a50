package colour

import "sync"

// A Converter takes samples of eight bits to sRGB. It may be used by many at
// once.
type Converter struct {
	channels int
	points   int     // of the grid on a side
	cells    []int32 // sRGB in 1/one of a level, three for each point
	at       [256]cell
	grey     [256]uint8 // for one channel
}

// cell says between which two points of a side a sample lies, in 255ths of the
// distance.
type cell struct{ point, frac int32 }

// one is the unit of a grid's colours.
const one = 256

// points is how fine the grid is, by the number of channels. Twice as many change
// hardly a level (TestGridIsFine).
var points = [maxChannels + 1]int{3: 33, 4: 17}

// Open returns the way to sRGB for a picture of the number of channels (1 grey, 3
// colour, 4 inks) with the profile. A grey picture may have a profile for colour:
// grey is then its neutral. Inks without a profile for inks are those of a press,
// so there is a way for all.
func Open(icc []byte, channels int) (*Converter, error) {
	w, err := profiled(icc, channels)
	switch {
	case err != nil && channels == 4:
		return printed(), nil
	case err != nil:
		return nil, err
	}
	return newConverter(w, channels), nil
}

// printed converts inks without a profile.
var printed = sync.OnceValue(func() *Converter {
	return newConverter(press().compensated(pressBlack), 4)
})

// Channels returns how many a pixel has that the converter takes; 0 for none.
func (c *Converter) Channels() int {
	if c == nil {
		return 0
	}
	return c.channels
}

// profiled returns the way from a picture's samples to the connection space that
// the profile gives.
func profiled(icc []byte, channels int) (way, error) {
	p, err := parse(icc)
	if err != nil {
		return nil, err
	}
	w, err := p.way()
	if err != nil {
		return nil, err
	}
	w = w.compensated(p.black(w))
	switch {
	case p.channels == channels:
		return w, nil
	case p.channels == 3 && channels == 1:
		return func(v []float64) [3]float64 { return w([]float64{v[0], v[0], v[0]}) }, nil
	}
	return nil, bad("for %d channels where the picture has %d", p.channels, channels)
}

func newConverter(w way, channels int) *Converter {
	c := &Converter{channels: channels}
	if channels == 1 {
		for i := range c.grey {
			c.grey[i] = uint8(mul(neutral(w, i), 255) + 0.5)
		}
		return c
	}
	c.points = points[channels]
	for i := range c.at {
		pos := i * (c.points - 1)
		point := min(pos/255, c.points-2)
		c.at[i] = cell{int32(point), int32(pos - 255*point)}
	}
	c.sample(w)
	return c
}

// neutral returns the encoded sRGB of a grey of the level: it is as light as what
// the profile says, and stays grey.
func neutral(w way, level int) float64 {
	return clamp(encode(w([]float64{float64(level) / 255})[1]))
}

// sample fills the grid, the last channel varying fastest.
func (c *Converter) sample(w way) {
	n := 1
	for range c.channels {
		n *= c.points
	}
	c.cells = make([]int32, 0, 3*n)
	v := make([]float64, c.channels)
	for i := range n {
		for ch, rest := c.channels-1, i; ch >= 0; ch-- {
			v[ch] = float64(rest%c.points) / float64(c.points-1)
			rest /= c.points
		}
		for _, s := range sRGB(w(v)) {
			s = min(max(s, -1), 2) // no number, however a profile came to it, is beyond
			if s != s {
				s = 0
			}
			c.cells = append(c.cells, int32(mul(s+1, 255*one)+0.5)-255*one)
		}
	}
}

// RGB converts pixels of four bytes (red, green, blue, alpha) in place; grey ones
// have their value in the first three. Alpha stays.
func (c *Converter) RGB(pix []byte) {
	for i := 0; i+4 <= len(pix); i += 4 {
		p := pix[i : i+4 : i+4]
		if c.channels == 1 {
			p[0], p[1], p[2] = c.grey[p[0]], c.grey[p[1]], c.grey[p[2]]
			continue
		}
		c.three(p, p[0], p[1], p[2])
	}
}

// Grey converts samples of one channel in place.
func (c *Converter) Grey(pix []byte) {
	for i, v := range pix {
		pix[i] = c.grey[v]
	}
}

// Inks converts pixels of four inks (0 is none) to opaque pixels of red, green,
// blue and alpha, which may be in the same place.
func (c *Converter) Inks(dst, src []byte) {
	for i := 0; i+4 <= len(src) && i+4 <= len(dst); i += 4 {
		s, d := src[i:i+4:i+4], dst[i:i+4:i+4]
		c.four(d, s[0], s[1], s[2], s[3])
		d[3] = 255
	}
}

// part is a step through a cell: how far, and to which point of the grid.
type part struct{ frac, stride int32 }

// three interpolates in the tetrahedron that a colour lies in.
func (c *Converter) three(d []byte, x, y, z byte) {
	n := int32(c.points)
	a, b, e := c.at[x], c.at[y], c.at[z]
	at := 3 * ((a.point*n+b.point)*n + e.point)
	p, q, r := part{a.frac, 3 * n * n}, part{b.frac, 3 * n}, part{e.frac, 3}
	if p.frac < q.frac {
		p, q = q, p
	}
	if q.frac < r.frac {
		q, r = r, q
		if p.frac < q.frac {
			p, q = q, p
		}
	}
	i1 := at + p.stride
	i2 := i1 + q.stride
	i3 := i2 + r.stride
	g := c.cells
	for ch := range int32(3) {
		d[ch] = level(g[at+ch]*(255-p.frac) + g[i1+ch]*(p.frac-q.frac) + g[i2+ch]*(q.frac-r.frac) + g[i3+ch]*r.frac)
	}
}

// four does the same in four dimensions.
func (c *Converter) four(d []byte, x, y, z, k byte) {
	n := int32(c.points)
	cells := [4]cell{c.at[x], c.at[y], c.at[z], c.at[k]}
	strides := [4]int32{3 * n * n * n, 3 * n * n, 3 * n, 3}
	var order [4]part
	at := int32(0)
	for i, cl := range cells {
		at += cl.point * strides[i]
		j := i
		for ; j > 0 && order[j-1].frac < cl.frac; j-- {
			order[j] = order[j-1]
		}
		order[j] = part{cl.frac, strides[i]}
	}
	g := c.cells
	rest := 255 - order[0].frac
	r0, r1, r2 := g[at]*rest, g[at+1]*rest, g[at+2]*rest
	for i, p := range order {
		at += p.stride
		w := p.frac
		if i < 3 {
			w -= order[i+1].frac
		}
		r0, r1, r2 = r0+g[at]*w, r1+g[at+1]*w, r2+g[at+2]*w
	}
	d[0], d[1], d[2] = level(r0), level(r1), level(r2)
}

// level rounds a sum of weights of 255 to a sample.
func level(sum int32) byte {
	const unit = 255 * one
	return byte(min(max((sum+unit/2)/unit, 0), 255))
}
