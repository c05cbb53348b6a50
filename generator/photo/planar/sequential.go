package planar

// errCode is that of a bit sequence that the Huffman tables do not know, and of
// coefficients beyond the last.
var errCode = damaged("the picture's data are garbled")

// sequentialBlock reads a block of a sequential picture (T.81, F.2.2) and
// transforms it.
func (d *decoder) sequentialBlock(c *component, bx, by int) error {
	e := c.dcTable.next(&d.bits)
	if e == 0 {
		return errCode
	}
	diff := e.value()
	if s := e.size(); s > 0 {
		diff = extend(d.bits.take(s), s)
	}
	c.pred += diff
	b := &d.block
	b[0] = c.pred * c.factors[0]
	last, ok := d.bits.coefficients(c.acTable, c.factors, b)
	if !ok {
		return errCode
	}
	c.put(b, last == 0, bx, by)
	if last > 0 {
		clear(b[:])
	}
	return nil
}

// coefficients reads those of a block but the first, dequantised, into b, which
// must be zero there. It returns the place of the last one in zigzag order, and
// whether all was right. It is where the time goes: the reader's state is kept
// in registers.
func (r *bitReader) coefficients(h *huffman, factors, b *[64]int32) (last int, ok bool) {
	acc, n := r.acc, r.n
	for k := 1; k < 64; k++ {
		if n < 32 {
			acc, n = r.fill(acc, n)
		}
		e := h.look[acc>>(64-lookBits)]
		if e == 0 {
			if e = h.long(acc); e == 0 {
				return 0, false
			}
		}
		acc <<= uint(e & 63)
		n -= e.length()
		v := e.value()
		if s := e.size(); s > 0 {
			v = extend(int32(acc>>((64-s)&63)), s)
			acc <<= uint(s & 63)
			n -= s
		} else if v == 0 {
			if e.run() != 15 {
				break
			}
			k += 15
			continue
		}
		if k += e.run(); k > 63 {
			return 0, false
		}
		at := zigzag[k] & 63
		b[at] = v * factors[at]
		last = k
	}
	r.acc, r.n = acc, n
	return last, true
}
