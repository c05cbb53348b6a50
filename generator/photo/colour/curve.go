package colour

// A curve takes a sample between 0 and 1 to another number.
type curve interface {
	at(x float64) float64
}

// gamma is a curve that is a power.
type gamma float64

func (g gamma) at(x float64) float64 {
	if g == 1 {
		return x
	}
	return pow(x, float64(g))
}

// sampled is a curve given by samples at equal distances, of 1 or 2 bytes.
type sampled struct {
	data []byte
	wide int
}

func (s sampled) sample(i int) float64 {
	if s.wide == 1 {
		return float64(s.data[i]) / 255
	}
	return float64(u16(s.data[2*i:])) / 65535
}

func (s sampled) at(x float64) float64 {
	last := len(s.data)/s.wide - 1
	pos := mul(clamp(x), float64(last))
	i := min(int(pos), last-1)
	return between(s.sample(i), s.sample(i+1), pos-float64(i))
}

// parametric is a curve of parametricCurveType: (ax+b)^g + e from d on, cx + f
// below (ICC.1:2022 section 10.18, table 70).
type parametric struct{ g, a, b, c, d, e, f float64 }

func (p parametric) at(x float64) float64 {
	if x < p.d {
		return mul(p.c, x) + p.f
	}
	return pow(mul(p.a, x)+p.b, p.g) + p.e
}

// parameters tells how many numbers each function type has.
var parameters = [5]int{1, 3, 4, 5, 7}

// newParametric returns the curve of a function type by its numbers.
func newParametric(kind int, v []float64) parametric {
	p := parametric{g: v[0], a: 1, d: -1}
	if kind > 0 {
		p.a, p.b = v[1], v[2]
	}
	switch kind {
	case 1, 2: // a constant below -b/a
		if p.a != 0 {
			p.d = -p.b / p.a
		}
		if kind == 2 {
			p.e, p.f = v[3], v[3]
		}
	case 3:
		p.c, p.d = v[3], v[4]
	case 4:
		p.c, p.d, p.e, p.f = v[3], v[4], v[5], v[6]
	}
	return p
}

// readCurve reads a curve of curveType (section 10.6) or parametricCurveType, and
// returns how many bytes it takes.
func readCurve(t []byte) (curve, int, error) {
	if len(t) < 12 {
		return nil, 0, bad("a curve that is cut off")
	}
	switch string(t[:4]) {
	case "curv":
		return readSamples(t)
	case "para":
		kind := u16(t[8:])
		if kind >= len(parameters) || len(t) < 12+4*parameters[kind] {
			return nil, 0, bad("a curve of the type %d", kind)
		}
		v := make([]float64, parameters[kind])
		for i := range v {
			v[i] = fixed(t[12+4*i:])
		}
		return newParametric(kind, v), 12 + 4*len(v), nil
	}
	return nil, 0, bad("a curve of the type %q", t[:4])
}

func readSamples(t []byte) (curve, int, error) {
	n := u32(t[8:])
	end := 12 + 2*n
	switch {
	case end > int64(len(t)):
		return nil, 0, bad("a curve that is cut off")
	case n == 0:
		return gamma(1), 12, nil
	case n == 1:
		return gamma(float64(u16(t[12:])) / 256), 14, nil
	}
	return sampled{t[12:end], 2}, int(end), nil
}

// readCurves reads n curves that stand behind each other, each padded to four
// bytes (section 10.12.5).
func readCurves(t []byte, n int) ([]curve, error) {
	out := make([]curve, n)
	for i := range out {
		c, size, err := readCurve(t)
		if err != nil {
			return nil, err
		}
		out[i] = c
		t = t[min((size+3)&^3, len(t)):]
	}
	return out, nil
}
