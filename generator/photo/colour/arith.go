package colour

import "math"

// mul is a product that is rounded before it is added to anything: an explicit
// conversion keeps the compiler from fusing it (Go specification, "Floating-point
// operators").
func mul(a, b float64) float64 { return float64(a * b) }

// between returns the value at the fraction f of the way from a to b.
func between(a, b, f float64) float64 { return a + mul(f, b-a) }

// clamp returns the number of 0 to 1 that is nearest to x; 0 for none.
func clamp(x float64) float64 {
	if !(x > 0) {
		return 0
	}
	return min(x, 1)
}

// pow returns x to the power y for x and y that a curve has; 0 for x <= 0. Its
// error is some 1e-14 of the result, the same on every machine.
func pow(x, y float64) float64 {
	switch {
	case !(x > 0):
		return 0
	case x == 1 || y == 0:
		return 1
	}
	return exp2(mul(y, log2(x)))
}

// log2 reduces x to a mantissa between √½ and √2 and sums the series of the
// inverse hyperbolic tangent.
func log2(x float64) float64 {
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, e = mul(m, 2), e-1
	}
	z := (m - 1) / (m + 1)
	zz := mul(z, z)
	sum := 0.0
	for k := 27; k >= 1; k -= 2 {
		sum = mul(sum, zz) + 1/float64(k)
	}
	const factor = 2.8853900817779268 // 2/ln 2
	return float64(e) + mul(mul(factor, z), sum)
}

// exp2 sums the series of the exponential for what is left of x beside a whole
// number. Results beyond 2^±60 are of no use to anybody here.
func exp2(x float64) float64 {
	x = min(max(x, -60), 60)
	whole := math.Floor(x + 0.5)
	f := mul(x-whole, math.Ln2)
	sum := 1.0
	for k := 16; k >= 1; k-- {
		sum = 1 + mul(sum, f)/float64(k)
	}
	return math.Ldexp(sum, int(whole))
}
