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
		f.codeChroma(c, int(mb.chroma), &q[c], &source[c], s, above)
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

// spreadMissed is what each of two neighbours gets of what a block missed, of 16. At 8
// nothing would be lost, and colours be truer by a fiftieth for 0.6 % more bytes; at 6
// they are off by a twentieth more.
const spreadMissed = 7

// codeChroma quantises one plane and makes its pixels. What the DC of a block misses
// its neighbours to the right and below make up for: as each block is predicted from
// what precedes it, an error too small for a level would be handed on across smooth
// ground, which then has another colour. Green walls became blue, by two or three
// levels of 255, and by butteraugli that was worth 3 % of the bytes. A finer quantiser
// for the DC was worth 1 % at best.
func (f *frame) codeChroma(c, mode int, q *square, source *[4]coeffs, s *segment, above *border) {
	w := &f.work
	for i := range source {
		var d, quantised coeffs
		top, left := &above.missed[c][i%2], &f.left.missed[c][i/2]
		q.difference(mode, i, &source[i], &d)
		d[0] += (*top + *left) * spreadMissed >> 4
		last, _ := s.uv.quantise(&d, &w.cLevels[4*c+i], &quantised)
		missed := d[0] - 4*quantised[0] // coefficients have two bits more than steps
		*top, *left = missed, missed
		w.cLast[4*c+i] = int8(last)
		p := q.block(mode, i)
		p.reconstruct(&quantised, last)
		p.store(w.c[c][:], origin+i/2*4*stride+i%2*4)
	}
}
