package webp

// chooseChroma picks the mode of both chroma planes and codes them.
func (f *frame) chooseChroma(mb *macroblock, s *segment, above *border) {
	w := &f.work
	var q [2]square
	var source [2][4]coeffs
	for y := range 2 {
		var strips [4]coeffs // two blocks of Cb, two of Cr
		forwardStrip((*strip)(w.sourceC[64*y:]), &strips)
		copy(source[0][2*y:], strips[:2])
		copy(source[1][2*y:], strips[2:])
	}
	for c := range q {
		q[c].read(w.c[c][:], 2, w.noTop, w.noLeft)
	}
	mb.chroma = modeDC
	if f.effort != effortLeast {
		mb.chroma = chromaMode(&q, &source, s)
	}
	for c := range q {
		w.codeChroma(c, int(mb.chroma), &q[c], &source[c], s)
	}
}

// chromaMode picks a mode by the magnitudes of the transformed differences.
func chromaMode(q *[2]square, source *[2][4]coeffs, s *segment) uint8 {
	var sums [4]int32
	for c := range q {
		for mode, sum := range q[c].acCosts(source[c][:]) {
			sums[mode] += sum
			for i := range source[c] {
				sums[mode] += abs(source[c][i][0] - q[c].dcOf(mode, i))
			}
		}
	}
	best := modeDC
	for mode := range sums {
		sums[mode] += s.modePrice(chromaCosts[mode])
		if sums[mode] < sums[best] {
			best = mode
		}
	}
	return uint8(best)
}

// codeChroma quantises one plane and makes its pixels.
func (w *work) codeChroma(c, mode int, q *square, source *[4]coeffs, s *segment) {
	for i := range source {
		var d, quantised coeffs
		q.difference(mode, i, &source[i], &d)
		last, _ := s.uv.quantise(&d, &w.cLevels[4*c+i], &quantised)
		w.cLast[4*c+i] = int8(last)
		p := q.block(mode, i)
		p.reconstruct(&quantised, last)
		p.store(w.c[c][:], origin+i/2*4*stride+i%2*4)
	}
}
