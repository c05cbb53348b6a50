package planar

import "sync"

// band is what a progressive scan brings: the coefficients from and to in zigzag
// order, to the precision of bit after; before is the precision they have (T.81,
// G.1.1), 0 if this is the first scan of them.
type band struct{ from, to, before, after int }

// progressiveBlock returns what reads the blocks of a progressive scan.
func (d *decoder) progressiveBlock(comps []*component, b band) (blockReader, error) {
	if b.to > 63 || b.from > b.to || b.from == 0 && b.to != 0 || b.from > 0 && len(comps) > 1 ||
		b.after > 13 || b.before > 0 && b.after != b.before-1 {
		return nil, damaged("a scan's band is wrong")
	}
	for _, c := range comps {
		if b.from == 0 && b.before == 0 && c.dcTable == nil || b.from > 0 && c.acTable == nil {
			return nil, damaged("a table is missing")
		}
	}
	visit := d.firstAC
	switch {
	case b.from == 0 && b.before == 0:
		visit = d.firstDC
	case b.from == 0:
		visit = d.refineDC
	case b.before > 0:
		visit = d.refineAC
	}
	return func(c *component, bx, by int) error {
		at := (by*c.blocksX + bx) * 64
		return visit(c, b, (*[64]int16)(c.coeffs[at:at+64]))
	}, nil
}

func (d *decoder) firstDC(c *component, b band, block *[64]int16) error {
	e := c.dcTable.next(&d.bits)
	if e == 0 {
		return errCode
	}
	diff := e.value()
	if s := e.size(); s > 0 {
		diff = extend(d.bits.take(s), s)
	}
	c.pred += diff
	block[0] = int16(c.pred << b.after)
	return nil
}

func (d *decoder) refineDC(_ *component, b band, block *[64]int16) error {
	if d.bits.bit() {
		block[0] |= 1 << b.after
	}
	return nil
}

// firstAC reads the first scan of a band (T.81, G.1.2.2).
func (d *decoder) firstAC(c *component, b band, block *[64]int16) error {
	if d.eobRun > 0 {
		d.eobRun--
		return nil
	}
	for k := b.from; k <= b.to; k++ {
		e := c.acTable.next(&d.bits)
		if e == 0 {
			return errCode
		}
		v := e.value()
		if s := e.size(); s > 0 {
			v = extend(d.bits.take(s), s)
		}
		if v == 0 && e.run() < 15 {
			d.eobRun = d.endOfBand(e.run()) - 1
			break
		}
		if k += e.run(); v == 0 {
			continue
		}
		if k > b.to {
			return errCode
		}
		block[zigzag[k]] = int16(v << b.after)
	}
	return nil
}

// endOfBand returns for how many blocks a band has ended, this one included.
func (d *decoder) endOfBand(run int) int { return 1<<run + int(d.bits.take(run)) }

// refineAC reads a further bit of a band (T.81, G.1.2.3): one for each
// coefficient that is not zero, and codes for those that stop being it.
func (d *decoder) refineAC(c *component, b band, block *[64]int16) error {
	bit := int16(1) << b.after
	k := b.from
	for d.eobRun == 0 && k <= b.to {
		e := c.acTable.next(&d.bits)
		if e == 0 {
			return errCode
		}
		v := e.value()
		if e.size() > 0 {
			v = extend(d.bits.take(e.size()), e.size())
		}
		if v == 0 && e.run() < 15 {
			d.eobRun = d.endOfBand(e.run())
			break
		}
		k = d.refine(block, b, k, e.run())
		if v != 0 {
			if k > b.to {
				return errCode
			}
			block[zigzag[k]] = bit
			if v < 0 {
				block[zigzag[k]] = -bit
			}
		}
		k++
	}
	if d.eobRun > 0 {
		d.refine(block, b, k, 64)
		d.eobRun--
	}
	return nil
}

// refine reads a bit for each coefficient from k on that is not zero, over as
// many zeros as skip says, and returns the place of the zero behind those.
func (d *decoder) refine(block *[64]int16, b band, k, skip int) int {
	bit := int16(1) << b.after
	for ; k <= b.to; k++ {
		at := zigzag[k&63] & 63
		v := block[at]
		if v == 0 {
			if skip--; skip < 0 {
				return k
			}
			continue
		}
		if d.bits.bit() {
			block[at] = v + (bit ^ v>>15 - v>>15) // away from zero
		}
	}
	return k
}

// transformAll turns the coefficients of a progressive picture into samples.
func (d *decoder) transformAll() {
	for i := range d.comps {
		c := &d.comps[i]
		for by := range c.blocksY {
			for bx := range c.blocksX {
				at := (by*c.blocksX + bx) * 64
				flat := dequantise(&d.block, (*[64]int16)(c.coeffs[at:at+64]), c.factors)
				c.put(&d.block, flat, bx, by)
			}
		}
		giveCoefficients(c.coeffs)
		c.coeffs = nil
	}
}

// coefficients holds memory for those of progressive pictures.
var coefficients sync.Pool

// takeCoefficients returns n zeros.
func takeCoefficients(n int) []int16 {
	if c, ok := coefficients.Get().(*[]int16); ok && cap(*c) >= n {
		clear((*c)[:n])
		return (*c)[:n]
	}
	return make([]int16, n)
}

func giveCoefficients(c []int16) { coefficients.Put(&c) }

// dequantise sets b to the coefficients times their factors and reports whether
// only the first may differ from zero.
func dequantise(b *[64]int32, coeffs *[64]int16, factors *[64]int32) (flat bool) {
	var any int16
	for i, v := range coeffs {
		b[i] = int32(v) * factors[i]
		if i > 0 {
			any |= v
		}
	}
	return any == 0
}
