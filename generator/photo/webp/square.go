package webp

import "encoding/binary"

// A square predicts a whole plane of a macroblock, 16×16 luma or 8×8 chroma, in
// the four modes that the format has for it. Because these predictions are flat
// along a row or a column, their transforms have one row or one column of
// coefficients, and every mode is compared without predicting a pixel.
type square struct {
	n         int         // blocks along a side: 4 or 2
	top, left [4]uint32   // border, four pixels to a word
	topT      [4][4]int32 // transforms of those
	leftT     [4][4]int32
	corner    int32
	dc        int32 // what modeDC predicts
	clips     bool  // modeTM leaves 0..255 somewhere
}

// read takes in the border of a working plane.
func (q *square) read(plane []byte, n int, noTop, noLeft bool) {
	q.n = n
	q.corner = int32(plane[origin-stride-1])
	for i := range n {
		q.top[i] = binary.LittleEndian.Uint32(plane[origin-stride+4*i:])
		at := origin - 1 + 4*i*stride
		q.left[i] = uint32(plane[at]) | uint32(plane[at+stride])<<8 |
			uint32(plane[at+2*stride])<<16 | uint32(plane[at+3*stride])<<24
		t, l := &q.topT[i], &q.leftT[i]
		t[0], t[1], t[2], t[3] = forwardRow(q.top[i])
		l[0], l[1], l[2], l[3] = forwardRow(q.left[i])
	}
	q.dc = q.mean(noTop, noLeft)
	q.clips = q.leavesRange()
}

// mean is the prediction of modeDC (RFC 6386, section 12.2): only what lies
// inside the picture counts.
func (q *square) mean(noTop, noLeft bool) int32 {
	var top, left int32
	for i := range q.n {
		top += q.topT[i][0] >> 3
		left += q.leftT[i][0] >> 3
	}
	n := int32(4 * q.n)
	switch {
	case noTop && noLeft:
		return 128
	case noTop:
		return (left + n/2) / n
	case noLeft:
		return (top + n/2) / n
	}
	return (top + left + n) / (2 * n)
}

// leavesRange reports whether modeTM has to clamp.
func (q *square) leavesRange() bool {
	topLow, topHigh := spanOf(q.top[:q.n])
	leftLow, leftHigh := spanOf(q.left[:q.n])
	return topLow+leftLow < q.corner || topHigh+leftHigh-q.corner > 255
}

// spanOf gives the least and the greatest pixel.
func spanOf(words []uint32) (low, high int32) {
	low = 255
	for _, v := range words {
		for range 4 {
			low, high = min(low, int32(v&255)), max(high, int32(v&255))
			v >>= 8
		}
	}
	return low, high
}

// block predicts the pixels of block i.
func (q *square) block(mode, i int) rows {
	x, y := i%q.n, i/q.n
	switch mode {
	case modeVE:
		r := q.top[x]
		return rows{r, r, r, r}
	case modeHE:
		l := q.left[y]
		return rows{l & 255 * ones, l >> 8 & 255 * ones, l >> 16 & 255 * ones, l >> 24 * ones}
	case modeTM:
		return q.gradient(q.top[x], q.left[y])
	}
	r := uint32(q.dc) * ones
	return rows{r, r, r, r}
}

// gradient predicts a block from the row above and the column to the left.
func (q *square) gradient(top, left uint32) (p rows) {
	for i := range p {
		d := int32(left>>(8*i)&255) - q.corner
		p[i] = addRow(top, d, d, d, d)
	}
	return p
}

// flat is the transform of a block of one value.
func flat(v int32) int32 { return v << 5 }

// difference gives the transform of block i less its prediction.
func (q *square) difference(mode, i int, source, out *coeffs) {
	if mode == modeTM && q.clips {
		p := q.block(mode, i)
		difference(&p, source, out)
		return
	}
	*out = *source
	out[0] -= q.dcOf(mode, i)
	if mode == modeVE || mode == modeTM {
		t := &q.topT[i%q.n]
		out[1] -= t[1]
		out[2] -= t[2]
		out[3] -= t[3]
	}
	if mode == modeHE || mode == modeTM {
		t := &q.leftT[i/q.n]
		out[4] -= t[1]
		out[8] -= t[2]
		out[12] -= t[3]
	}
}

// dcOf is the DC coefficient of the prediction of block i.
func (q *square) dcOf(mode, i int) int32 {
	switch mode {
	case modeVE:
		return q.topT[i%q.n][0]
	case modeHE:
		return q.leftT[i/q.n][0]
	case modeTM:
		return q.topT[i%q.n][0] + q.leftT[i/q.n][0] - flat(q.corner)
	}
	return flat(q.dc)
}

// acCosts sums, for each mode, the magnitudes of the coefficients that are not
// DC, leaving out those that are the same in all modes.
func (q *square) acCosts(source []coeffs) [4]int32 {
	var row, column, rowT, columnT int32
	for i := range q.n * q.n {
		c, t, l := &source[i], &q.topT[i%q.n], &q.leftT[i/q.n]
		row += abs(c[1]) + abs(c[2]) + abs(c[3])
		rowT += abs(c[1]-t[1]) + abs(c[2]-t[2]) + abs(c[3]-t[3])
		column += abs(c[4]) + abs(c[8]) + abs(c[12])
		columnT += abs(c[4]-l[1]) + abs(c[8]-l[2]) + abs(c[12]-l[3])
	}
	return [4]int32{
		modeDC: row + column,
		modeTM: rowT + columnT,
		modeVE: rowT + column,
		modeHE: row + columnT,
	}
}

// abs is the magnitude of v.
func abs(v int32) int32 { return max(v, -v) }
