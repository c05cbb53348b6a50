package colour

// maxChannels is the number of channels that a table takes and gives at most.
const maxChannels = 4

// A step is a part of a profile's way from samples to the connection space.
// Numbers are between 0 and 1 but for those that parametric curves and matrices
// make. A step may write on what it is given.
type step interface {
	run(v []float64) []float64
}

// curves is a step that takes each channel along its own curve.
type curves []curve

func (c curves) run(v []float64) []float64 {
	for i := range v {
		v[i] = c[i].at(v[i])
	}
	return v
}

// matrix is a step of three channels: nine factors, then what is added.
type matrix [12]float64

func (m *matrix) run(v []float64) []float64 {
	var out [3]float64
	for i := range out {
		out[i] = mul(m[3*i], v[0]) + mul(m[3*i+1], v[1]) + mul(m[3*i+2], v[2]) + m[9+i]
	}
	copy(v, out[:])
	return v
}

// grid is a table of many dimensions, the last channel varying fastest.
type grid struct {
	size []int // of each dimension, at least 2
	data sampled
	out  int
}

// run interpolates in the simplex that a colour lies in: of the 2^n corners of
// its cell those n+1 that are met on the way from the lowest to the highest,
// going along the largest fraction first. A neutral stays one.
func (g *grid) run(v []float64) []float64 {
	var frac [maxChannels]float64
	var stride, order [maxChannels]int
	n := len(g.size)
	at, step := 0, g.out
	for i := n - 1; i >= 0; i-- {
		pos := mul(clamp(v[i]), float64(g.size[i]-1))
		whole := min(int(pos), g.size[i]-2)
		frac[i], stride[i] = pos-float64(whole), step
		at += whole * step
		step *= g.size[i]
	}
	for i := range n {
		j := i
		for ; j > 0 && frac[order[j-1]] < frac[i]; j-- {
			order[j] = order[j-1]
		}
		order[j] = i
	}
	out := make([]float64, g.out)
	for c := range out {
		out[c] = g.data.sample(at + c)
	}
	for _, d := range order[:n] {
		for c := range out {
			out[c] += mul(frac[d], g.data.sample(at+stride[d]+c)-g.data.sample(at+c))
		}
		at += stride[d]
	}
	return out
}

// newGrid takes as much of data as a grid needs.
func newGrid(data []byte, size []int, out, wide int) (*grid, error) {
	need := int64(out * wide)
	for _, n := range size {
		if n < 2 {
			return nil, bad("a table with %d points on a side", n)
		}
		if need *= int64(n); need > int64(len(data)) {
			return nil, bad("a table that is cut off")
		}
	}
	return &grid{size, sampled{data[:need], wide}, out}, nil
}

// readLUT reads a table of lut8Type, lut16Type or lutAToBType that takes in
// channels to out (ICC.1:2022 sections 10.10 to 10.12).
func readLUT(t []byte, in, out int) ([]step, error) {
	if len(t) < 32 {
		return nil, bad("a table that is cut off")
	}
	if int(t[8]) != in || int(t[9]) != out {
		return nil, bad("a table of %d channels to %d where it has %d to %d", t[8], t[9], in, out)
	}
	switch string(t[:4]) {
	case "mft1":
		return readMFT(t, 48, 256, 256, 1)
	case "mft2":
		if len(t) < 52 {
			return nil, bad("a table that is cut off")
		}
		return readMFT(t, 52, u16(t[48:]), u16(t[50:]), 2)
	case "mAB ":
		return readMAB(t)
	}
	return nil, bad("a table of the type %q", t[:4])
}

// readMFT reads curves of before points, a grid, and curves of after points, in
// samples of wide bytes from off on. Its matrix is for XYZ samples alone.
func readMFT(t []byte, off, before, after, wide int) ([]step, error) {
	in, out := int(t[8]), int(t[9])
	size := make([]int, in)
	for i := range size {
		size[i] = int(t[10])
	}
	first, rest, err := readSampled(t[min(off, len(t)):], in, before, wide)
	if err != nil {
		return nil, err
	}
	g, err := newGrid(rest, size, out, wide)
	if err != nil {
		return nil, err
	}
	last, _, err := readSampled(rest[len(g.data.data):], out, after, wide)
	return []step{first, g, last}, err
}

// readSampled reads n curves of the same number of points.
func readSampled(t []byte, n, points, wide int) (curves, []byte, error) {
	each := points * wide
	if points < 2 || n*each > len(t) {
		return nil, nil, bad("a table that is cut off")
	}
	out := make(curves, n)
	for i := range out {
		out[i] = sampled{t[i*each : (i+1)*each], wide}
	}
	return out, t[n*each:], nil
}

// readMAB reads the elements of lutAToBType: curves A, a grid, curves M, a matrix
// and curves B, of which all but the last may be absent (section 10.12).
func readMAB(t []byte) ([]step, error) {
	in, out := int(t[8]), int(t[9])
	part := func(at int) []byte {
		off := u32(t[at:])
		if off == 0 || off >= int64(len(t)) {
			return nil
		}
		return t[off:]
	}
	var steps []step
	add := func(p []byte, n int) error {
		c, err := readCurves(p, n)
		steps = append(steps, curves(c))
		return err
	}
	if clut := part(24); clut != nil {
		if err := add(part(28), in); err != nil {
			return nil, err
		}
		g, err := readCLUT(clut, in, out)
		if err != nil {
			return nil, err
		}
		steps = append(steps, g)
	} else if in != out {
		return nil, bad("no table from %d channels to %d", in, out)
	}
	if m := part(16); m != nil && out == 3 {
		if err := add(part(20), out); err != nil {
			return nil, err
		}
		if len(m) < 48 {
			return nil, bad("a matrix that is cut off")
		}
		steps = append(steps, readMatrix(m))
	}
	return steps, add(part(12), out)
}

func readMatrix(b []byte) *matrix {
	var m matrix
	for i := range m {
		m[i] = fixed(b[4*i:])
	}
	return &m
}

// readCLUT reads a grid with its own size for each dimension (section 10.12.3).
func readCLUT(t []byte, in, out int) (*grid, error) {
	if len(t) < 20 || t[16] != 1 && t[16] != 2 {
		return nil, bad("a table that is cut off")
	}
	size := make([]int, in)
	for i := range size {
		size[i] = int(t[i])
	}
	return newGrid(t[20:], size, out, int(t[16]))
}
