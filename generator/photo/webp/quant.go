package webp

import "math/bits"

// A quantiser turns coefficients into levels and back with one step for the DC
// and one for the other coefficients.
type quantiser struct {
	zero    [16]int32  // magnitudes up to this become zero
	inverse [16]uint32 // 2^quantBits / step
	bias    [16]uint32 // what is added before rounding down, of 2^(quantBits+2)
	step    [16]int32
}

// quantBits is the precision of an inverse step; coefficients have two bits more
// than steps, see [forward].
const quantBits = 17

// deadening widens the range that becomes zero, in 1/256 step for each place in
// coded order: late levels of one cost many bits.
const deadening = 3

// newQuantiser makes a quantiser; biases are in 1/256 step.
func newQuantiser(dc, ac int32, biasDC, biasAC uint32) quantiser {
	var q quantiser
	for n, at := range zigzag {
		step, bias := ac, biasAC
		if n == 0 {
			step, bias = dc, biasDC
		}
		q.step[at] = step
		q.inverse[at] = (1<<quantBits + uint32(step)/2) / uint32(step)
		q.bias[at] = bias << (quantBits + 2 - 8)
		excess := uint32(max(0, n-2)) * deadening << (quantBits + 2 - 8)
		least := (1<<(quantBits+2) - q.bias[at] + excess + q.inverse[at] - 1) / q.inverse[at]
		q.zero[at] = int32(least) - 1
	}
	return q
}

// quantisePlain is quantise in Go, to the bit. It finds the levels of a block in coded order and its coefficients as
// the decoder will see them. It returns the place of the last level that is not
// zero (-1 when there is none) and the squared error, in units of the
// coefficients.
func (q *quantiser) quantisePlain(c *coeffs, levels *[16]int16, out *coeffs) (last int, distortion int64) {
	*levels, *out = [16]int16{}, coeffs{}
	large, distortion := q.large(c)
	places := uint32(0)
	for ; large != 0; large &= large - 1 {
		at := bits.TrailingZeros64(large) & 15
		v := c[at]
		a := max(v, -v)
		level := int32(min((uint32(a)*q.inverse[at]+q.bias[at])>>(quantBits+2), largestLevel))
		back := level * q.step[at]
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
		a0, a1, a2, a3 := abs(c[i]), abs(c[i+1]), abs(c[i+2]), abs(c[i+3])
		energy += int64(a0)*int64(a0) + int64(a1)*int64(a1) + int64(a2)*int64(a2) + int64(a3)*int64(a3)
		mask = mask>>4 |
			uint64(uint32(q.zero[i]-a0)>>31<<12|uint32(q.zero[i+1]-a1)>>31<<13|
				uint32(q.zero[i+2]-a2)>>31<<14|uint32(q.zero[i+3]-a3)>>31<<15)
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
