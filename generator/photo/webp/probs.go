package webp

// adapt replaces each coefficient probability whose replacement saves more bits
// than it costs to announce (RFC 6386, section 13.4).
func adapt(counts *tally) (probs [slots][nodes]uint8) {
	for s := range probs {
		branches := branchCounts(counts, s)
		for n := range probs[s] {
			probs[s][n] = better(branches[n], defaultProbs[s][n], updateProbs[s][n])
		}
	}
	return probs
}

// better chooses between a probability and the one that fits the counts.
func better(count [2]uint32, old, update uint8) uint8 {
	fit := fitting(count)
	keep := costOf(count, old) + uint64(bitCost(false, update))
	change := costOf(count, fit) + uint64(bitCost(true, update)) + 8*256
	if change < keep {
		return fit
	}
	return old
}

// fitting is the probability of false that suits the counts best.
func fitting(count [2]uint32) uint8 {
	no, yes := uint64(count[0]), uint64(count[1])
	if no+yes == 0 {
		return 255
	}
	return uint8(max(1, min(255, (256*no+(no+yes)/2)/(no+yes))))
}

// costOf is the cost of that many bits, in 1/256 bit.
func costOf(count [2]uint32, prob uint8) uint64 {
	return uint64(count[0])*uint64(bitCost(false, prob)) + uint64(count[1])*uint64(bitCost(true, prob))
}

// branchCounts turns counts of letters into counts of the bits at each node of
// the tree.
func branchCounts(counts *tally, slot int) (out [nodes][2]uint32) {
	free := counts[slot<<slotShift:][:16]
	bound := counts[slot<<slotShift|int(tokenNoEnd):][:16]
	var n [16]uint32
	for v := range n {
		n[v] = free[v] + bound[v]
	}
	sum := func(from, to int) (s uint32) {
		for v := from; v <= to; v++ {
			s += n[v]
		}
		return s
	}
	const c1 = tokenCategory1
	out[0] = [2]uint32{n[tokenEnd], sum(tokenZero, tokenCategory6)}
	for _, unasked := range bound {
		out[0][1] -= unasked
	}
	out[1] = [2]uint32{n[tokenZero], sum(tokenOne, tokenCategory6)}
	out[2] = [2]uint32{n[tokenOne], sum(tokenTwo, tokenCategory6)}
	out[3] = [2]uint32{sum(tokenTwo, tokenFour), sum(c1, tokenCategory6)}
	out[4] = [2]uint32{n[tokenTwo], sum(tokenThree, tokenFour)}
	out[5] = [2]uint32{n[tokenThree], n[tokenFour]}
	out[6] = [2]uint32{sum(c1, c1+1), sum(c1+2, tokenCategory6)}
	out[7] = [2]uint32{n[c1], n[c1+1]}
	out[8] = [2]uint32{sum(c1+2, c1+3), sum(c1+4, tokenCategory6)}
	out[9] = [2]uint32{n[c1+2], n[c1+3]}
	out[10] = [2]uint32{n[c1+4], n[tokenCategory6]}
	return out
}
