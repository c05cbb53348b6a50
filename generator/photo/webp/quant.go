package webp

import "math/bits"

// A quantiser turns coefficients into levels and back with one step for the DC
// and one for the other coefficients.
type quantiser struct {
	step    [2]int32
	inverse [2]uint32 // 2^quantBits / step
	bias    [2]uint32 // what is added before rounding down, of 2^(quantBits+2)
	zero    [16]int64 // squares up to this become zero
}

// quantBits is the precision of an inverse step; coefficients have two bits more
// than steps, see [forward].
const quantBits = 17

// deadening widens the range that becomes zero, in 1/256 step for each place in
// coded order: late levels of one cost many bits.
const deadening = 3

// newQuantiser makes a quantiser; biases are in 1/256 step.
func newQuantiser(dc, ac int32, biasDC, biasAC uint32) quantiser {
	q := quantiser{step: [2]int32{dc, ac}}
	for i, bias := range [2]uint32{biasDC, biasAC} {
		q.inverse[i] = (1<<quantBits + uint32(q.step[i])/2) / uint32(q.step[i])
		q.bias[i] = bias << (quantBits + 2 - 8)
	}
	for n, at := range zigzag {
		i := min(n, 1)
		excess := uint32(max(0, n-2)) * deadening << (quantBits + 2 - 8)
		least := int64((1<<(quantBits+2) - q.bias[i] + excess + q.inverse[i] - 1) / q.inverse[i])
		q.zero[at] = least*least - 1
	}
	return q
}

// quantise finds the levels of a block in coded order and its coefficients as
// the decoder will see them. It returns the place of the last level that is not
// zero (-1 when there is none) and the squared error, in units of the
// coefficients.
func (q *quantiser) quantise(c *coeffs, levels *[16]int16, out *coeffs) (last int, distortion int64) {
	*levels, *out = [16]int16{}, coeffs{}
	large, distortion := q.large(c)
	places := uint32(0)
	for ; large != 0; large &= large - 1 {
		at := bits.TrailingZeros64(large) & 15
		kind := min(at, 1)
		v := c[at]
		a := max(v, -v)
		level := int32(min((uint32(a)*q.inverse[kind]+q.bias[kind])>>(quantBits+2), largestLevel))
		back := level * q.step[kind]
		distortion += int64(a-4*back)*int64(a-4*back) - int64(v)*int64(v)
		sign := v >> 31
		n := places16[at] & 15
		levels[n], out[at] = int16((level^sign)-sign), (back^sign)-sign
		places |= 1 << n
	}
	return bits.Len32(places) - 1, distortion
}

// large marks the coefficients that do not become zero, the first in the lowest
// bit, and sums the squares of all.
func (q *quantiser) large(c *coeffs) (mask uint64, energy int64) {
	for i := 0; i < 16; i += 4 {
		e0, e1 := int64(c[i])*int64(c[i]), int64(c[i+1])*int64(c[i+1])
		e2, e3 := int64(c[i+2])*int64(c[i+2]), int64(c[i+3])*int64(c[i+3])
		energy += e0 + e1 + e2 + e3
		mask = mask>>4 |
			uint64(q.zero[i]-e0)>>63<<12 | uint64(q.zero[i+1]-e1)>>63<<13 |
			uint64(q.zero[i+2]-e2)>>63<<14 | uint64(q.zero[i+3]-e3)>>63<<15
	}
	return mask, energy
}

// places16 gives the place in coded order of each coefficient.
var places16 = makePlaces()

func makePlaces() (out [16]uint8) {
	for n, at := range zigzag {
		out[at] = uint8(n)
	}
	return out
}
