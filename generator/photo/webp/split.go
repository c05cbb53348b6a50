package webp

import "math/bits"

// codeSplit codes the luma subblock by subblock, each in its best mode, unless
// that costs as much as bound; then it reports false.
func (f *frame) codeSplit(s *segment, above *border, bound int64) bool {
	w := &f.work
	split := &w.split
	total := s.price(lumaCosts[modeSplit]) + 16*s.least
	top, left := above.nonZero, f.left.nonZero
	topModes, leftModes := above.modes, f.left.modes
	for i := range 16 {
		x, y := i%4, i/4
		modeCosts := &subModeCosts[topModes[x]][leftModes[y]]
		var c coeffs
		mode, p := w.subMode(i, s, modeCosts, &c)
		last, d := s.y.quantise(&c, &split.levels[i], &split.quantised[i])
		bits := int(modeCosts[mode]) + f.costs.block(typeY, int(top[x]+left[y]), 0, last, &split.levels[i])
		total += d + s.price(bits) - s.least
		if total >= bound {
			return false
		}
		split.sub[i], split.last[i] = uint8(mode), int8(last)
		topModes[x], leftModes[y] = uint8(mode), uint8(mode)
		has := flagOf(last >= 0)
		top[x], left[y] = has, has
		p.reconstruct(&split.quantised[i], last)
		p.store(w.y[:], blockAt(i))
	}
	return true
}

// subMode picks the mode of subblock i by the magnitudes of the transformed
// difference, and gives that difference and the predicted pixels. The modes
// that are flat along a row or a column are compared without predicting; of the
// others only those that lean the way the picture does are tried, and only if
// the flat ones leave something to gain.
func (w *work) subMode(i int, s *segment, modeCosts *[subModes]uint16, best *coeffs) (int, rows) {
	e := edgeOf(&w.y, blockAt(i))
	d := e.directions()
	source := &w.sourceY[i]
	var flat flatModes
	flat.compare(&d, source, s, modeCosts)
	chosen, least := flat.best, flat.least
	if least-s.modePrice(int(modeCosts[chosen])) > s.good {
		modes := leaning(source)
		var p [4]rows
		for i, mode := range modes {
			p[i] = d.block(mode)
		}
		lean := -1
		sums := distances(&p, source)
		for i, sum := range sums[:len(modes)] {
			if sum += s.modePrice(int(modeCosts[modes[i]])); sum < least {
				lean, least = i, sum
			}
		}
		if lean >= 0 {
			difference(&p[lean], source, best)
			return modes[lean], p[lean]
		}
	}
	prediction := d.block(chosen)
	flat.difference(&prediction, source, best)
	return chosen, prediction
}

// leaning gives the directional modes whose lines rise to the right or fall, as
// those of the source do.
func leaning(source *coeffs) *[3]int {
	if source[1]^source[4] < 0 {
		return &falling
	}
	return &rising
}

var (
	falling = [3]int{modeRD, modeVR, modeHD}
	rising  = [3]int{modeLD, modeVL, modeHU}
)

// A flatModes compares the modes of a subblock whose prediction is flat along a
// row or a column, or the sum of two such: their transforms have one row or one
// column of coefficients.
type flatModes struct {
	best  int
	least int32
	dc    int32
	// transforms of the smoothed border
	smoothAbove, smoothLeft [4]int32
}

// compare finds the best mode for the transformed source c.
func (f *flatModes) compare(d *directions, c *coeffs, s *segment, modeCosts *[subModes]uint16) {
	t0, t1, t2, t3 := forwardRow(uint32(d.three >> 32))
	l0, l1, l2, l3 := forwardRow(d.smoothLeft())
	a0, a1, a2, a3 := forwardRow(uint32(d.above))
	b0, b1, b2, b3 := forwardRow(bits.ReverseBytes32(uint32(d.around)))
	f.dc = flat(d.mean())
	f.smoothAbove, f.smoothLeft = [4]int32{t0, t1, t2, t3}, [4]int32{l0, l1, l2, l3}
	inner := abs(c[5]) + abs(c[6]) + abs(c[7]) + abs(c[9]) + abs(c[10]) + abs(c[11]) +
		abs(c[13]) + abs(c[14]) + abs(c[15])
	row := abs(c[1]) + abs(c[2]) + abs(c[3])
	column := abs(c[4]) + abs(c[8]) + abs(c[12])
	sums := [4]int32{
		modeDC: abs(c[0]-f.dc) + row + column,
		modeTM: abs(c[0]-a0-b0+flat(int32(d.around>>32&255))) +
			abs(c[1]-a1) + abs(c[2]-a2) + abs(c[3]-a3) +
			abs(c[4]-b1) + abs(c[8]-b2) + abs(c[12]-b3),
		modeVE: abs(c[0]-t0) + abs(c[1]-t1) + abs(c[2]-t2) + abs(c[3]-t3) + column,
		modeHE: abs(c[0]-l0) + abs(c[4]-l1) + abs(c[8]-l2) + abs(c[12]-l3) + row,
	}
	f.best = modeDC
	for mode := range sums {
		sums[mode] += inner + s.modePrice(int(modeCosts[mode]))
		if sums[mode] < sums[f.best] {
			f.best = mode
		}
	}
	f.least = sums[f.best]
}

// difference gives the transformed source less the best prediction.
func (f *flatModes) difference(p *rows, source, out *coeffs) {
	*out = *source
	switch f.best {
	case modeDC:
		out[0] -= f.dc
	case modeVE:
		t := &f.smoothAbove
		out[0], out[1], out[2], out[3] = out[0]-t[0], out[1]-t[1], out[2]-t[2], out[3]-t[3]
	case modeHE:
		t := &f.smoothLeft
		out[0], out[4], out[8], out[12] = out[0]-t[0], out[4]-t[1], out[8]-t[2], out[12]-t[3]
	default: // modeTM may have been clamped
		difference(p, source, out)
	}
}
