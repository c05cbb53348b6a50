package webp

import "math/bits"

// Costs are counted in 1/256 bit.

// bitCosts gives the cost of an event of probability n/256.
var bitCosts = makeBitCosts()

func makeBitCosts() (out [257]uint16) {
	out[0] = 8 * 256
	for n := 1; n <= 256; n++ {
		out[n] = uint16(8*256 - log2(uint64(n)))
	}
	return out
}

// log2 is the logarithm of n in 1/256, found by squaring.
func log2(n uint64) int {
	whole := bits.Len64(n) - 1
	out := whole * 256
	x := n << 30 >> whole // 30 bits of fraction
	for step := 128; step > 0; step /= 2 {
		x = x * x >> 30
		if x >= 2<<30 {
			x >>= 1
			out += step
		}
	}
	return out
}

// bitCost is the cost of a bit whose probability of being false is prob/256.
func bitCost(b bool, prob uint8) int {
	if b {
		return int(bitCosts[256-int(prob)])
	}
	return int(bitCosts[prob])
}

// costedLevels is the number of magnitudes with a cost of their own; larger
// ones count as the last.
const costedLevels = 68

// A slotCost tells what the coefficients met in one slot cost: each magnitude
// with its sign (without the bit that it is not the end), the end of the block
// there, and the bit that it is not the end.
type slotCost struct {
	level       [costedLevels]uint16
	end, notEnd uint16
}

// A costTable has the costs by slot. The level costs of contexts 1 and 2 contain
// the notEnd bit, those of context 0 do not: within a block context 0 means
// that a zero came before, and the end cannot follow a zero.
type costTable [slots]slotCost

// fill computes the costs that follow from the probabilities.
func (c *costTable) fill(probs *[slots][nodes]uint8) {
	for s := range c {
		p, to := &probs[s], &c[s]
		to.end = uint16(bitCost(false, p[0]))
		to.notEnd = uint16(bitCost(true, p[0]))
		base := 0
		if s%3 > 0 {
			base = int(to.notEnd)
		}
		to.level[0] = uint16(base + bitCost(false, p[1]))
		base += bitCost(true, p[1]) + 256 // the sign
		for v := 1; v < costedLevels; v++ {
			to.level[v] = uint16(base + magnitudeCost(v, p))
		}
	}
}

// magnitudeCost is the cost of a magnitude that is known not to be zero.
func magnitudeCost(v int, p *[nodes]uint8) int {
	if v == 1 {
		return bitCost(false, p[2])
	}
	cost := bitCost(true, p[2])
	if v <= 4 {
		cost += bitCost(false, p[3]) + bitCost(v > 2, p[4])
		if v > 2 {
			cost += bitCost(v == 4, p[5])
		}
		return cost
	}
	cost += bitCost(true, p[3])
	t := letter(v)
	c := int(t&15) - tokenCategory1
	cost += bitCost(c >= 2, p[6])
	if c < 2 {
		cost += bitCost(c == 1, p[7])
	} else {
		cost += bitCost(c >= 4, p[8]) + bitCost(c&1 != 0, p[8+c>>1])
	}
	extra := int(t >> extraShift)
	for i, q := range categoryProbs[c] {
		cost += bitCost(extra>>(len(categoryProbs[c])-1-i)&1 != 0, q)
	}
	return cost
}

// block is the cost of a block's levels, from first to last in coded order.
func (c *costTable) block(kind, ctx, first, last int, levels *[16]int16) int {
	base := kind * 24
	s := &c[base+int(bands[first])*3+ctx]
	if last < first {
		return int(s.end)
	}
	cost := 0
	if ctx == 0 {
		cost = int(s.notEnd)
	}
	for n := first; n <= last; n++ {
		v := levels[n&15]
		v = max(v, -v)
		cost += int(s.level[min(v, costedLevels-1)])
		s = &c[base+int(bands[n+1])*3+int(min(v, 2))]
	}
	if last < 15 {
		cost += int(s.end)
	}
	return cost
}
