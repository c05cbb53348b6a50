package webp

import "math"

// chooseLuma decides how the luma of a macroblock is coded, and codes it.
func (f *frame) chooseLuma(mb *macroblock, s *segment, above *border) {
	w := &f.work
	for y := range 4 {
		forwardStrip((*strip)(w.source[64*y:]), (*[4]coeffs)(w.sourceY[4*y:]))
	}
	var q square
	q.read(w.y[:], 4, w.noTop, w.noLeft)
	whole := &w.whole
	bound, split := int64(math.MaxInt64), f.effort == effortAll
	var difference int32
	whole.mode, difference = f.wholeMode(&q, s)
	if !split || difference < s.busy {
		bound = f.codeWhole(&q, s, above)
		split = split && whole.last != [16]int8{}
	}
	if split && f.codeSplit(s, above, bound) {
		mb.luma, mb.sub = modeSplit, w.split.sub
		return
	}
	mb.luma = whole.mode
	w.rebuildWhole(&q)
}

// codeWhole codes the luma in the chosen 16×16 mode, all but the pixels, and
// gives its cost: squared error and bits.
func (f *frame) codeWhole(q *square, s *segment, above *border) int64 {
	w := &f.work
	whole := &w.whole
	bits, distortion := lumaCosts[whole.mode], int64(0)
	var dc coeffs
	top, left := above.nonZero, f.left.nonZero
	for i := range 16 {
		var c coeffs
		q.difference(int(whole.mode), i, &w.sourceY[i], &c)
		dc[i], c[0] = c[0], 0
		last, d := s.y.quantise(&c, &whole.levels[i], &whole.quantised[i])
		last = max(last, 0)
		whole.last[i] = int8(last)
		distortion += d
		bits += f.costs.block(typeYAfterY2, int(top[i%4]+left[i/4]), 1, last, &whole.levels[i])
		has := flagOf(last > 0)
		top[i%4], left[i/4] = has, has
	}
	forwardWalsh(&dc)
	last, d := s.y2.quantise(&dc, &whole.y2, &whole.dc)
	whole.y2Last = int8(last)
	distortion += d >> 2
	bits += f.costs.block(typeY2, int(top[8]+left[8]), 0, last, &whole.y2)
	return distortion + s.price(bits)
}

// price is what bits are worth, as squared error.
func (s *segment) price(bits int) int64 { return int64(bits) * s.lambda >> lambdaBits }

// flagOf is 1 for true.
func flagOf(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

// wholeMode picks a 16×16 mode by the magnitudes of the transformed difference,
// and tells their sum, less what is the same in all modes.
func (f *frame) wholeMode(q *square, s *segment) (uint8, int32) {
	if f.effort == effortLeast {
		return modeDC, 0
	}
	source := &f.work.sourceY
	costs := q.acCosts(source[:])
	best, least := modeDC, int32(math.MaxInt32)
	for mode := range costs {
		var dc coeffs
		for i := range dc {
			dc[i] = source[i][0] - q.dcOf(mode, i)
		}
		forwardWalsh(&dc)
		sum := costs[mode] + s.modePrice(lumaCosts[mode])
		for _, v := range dc {
			sum += abs(v) >> 1
		}
		if sum < least {
			best, least = mode, sum
		}
	}
	return uint8(best), least
}

// modePrice is what bits are worth, as a sum of magnitudes.
func (s *segment) modePrice(bits int) int32 { return int32(bits) * s.modeLambda >> lambdaBits }

// rebuildWhole makes the pixels of the 16×16 mode that was coded.
func (w *work) rebuildWhole(q *square) {
	dc := w.whole.dc
	inverseWalsh(&dc)
	for i := range 16 {
		p := q.block(int(w.whole.mode), i)
		c := &w.whole.quantised[i]
		c[0] = dc[i]
		p.reconstruct(c, int(w.whole.last[i]))
		p.store(w.y[:], blockAt(i))
	}
}

// blockAt is the place of luma subblock i in the working plane.
func blockAt(i int) int { return origin + i/4*4*stride + i%4*4 }
