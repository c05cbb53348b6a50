package colour

import (
	"encoding/binary"
	"math"
)

// built is a profile that a test builds.
type built struct {
	class, space, pcs string
	version           uint32
	tags              []tag
}

func (b built) bytes() []byte {
	h := header(b.version)
	copy(h[12:], b.class+b.space+b.pcs)
	return assemble(h, append([]tag{{"desc", text("test")}, {"cprt", text("CC0")}, {"wtpt", lights(d50)}}, b.tags...))
}

func be16(out []byte, v ...float64) []byte {
	for _, x := range v {
		out = binary.BigEndian.AppendUint16(out, uint16(math.Round(clamp(x)*65535)))
	}
	return out
}

func be8(out []byte, v ...float64) []byte {
	for _, x := range v {
		out = append(out, uint8(math.Round(clamp(x)*255)))
	}
	return out
}

func be32(out []byte, v ...uint32) []byte {
	for _, x := range v {
		out = binary.BigEndian.AppendUint32(out, x)
	}
	return out
}

// points calls f for each point of a grid, the last channel varying fastest.
func gridPoints(size []int, f func(v []float64)) {
	n := 1
	for _, s := range size {
		n *= s
	}
	v := make([]float64, len(size))
	for i := range n {
		rest := i
		for c := len(size) - 1; c >= 0; c-- {
			v[c] = float64(rest%size[c]) / float64(size[c]-1)
			rest /= size[c]
		}
		f(v)
	}
}

// mft builds lut8Type or lut16Type: input curves that are powers, a grid of the
// function, output curves that are straight.
func mft(kind string, in, out, side int, power float64, f func(v []float64) []float64) []byte {
	t := append([]byte(kind), 0, 0, 0, 0, byte(in), byte(out), byte(side), 0)
	for i := range 9 {
		v := uint32(0)
		if i%4 == 0 {
			v = 65536
		}
		t = be32(t, v)
	}
	put, before, after := be8, 256, 256
	if kind == "mft2" {
		put, before, after = be16, 33, 2
		t = append(t, 0, 33, 0, 2)
	}
	for range in {
		for i := range before {
			t = put(t, math.Pow(float64(i)/float64(before-1), power))
		}
	}
	size := make([]int, in)
	for i := range size {
		size[i] = side
	}
	gridPoints(size, func(v []float64) { t = put(t, f(v)...) })
	for range out {
		for i := range after {
			t = put(t, float64(i)/float64(after-1))
		}
	}
	return t
}

// para builds a curve of parametricCurveType.
func para(kind int, v ...float64) []byte {
	t := append([]byte("para\x00\x00\x00\x00"), 0, byte(kind), 0, 0)
	for _, x := range v {
		t = be32(t, toFixed(x))
	}
	return t
}

// mab builds lutAToBType of three channels to three: the curves A and the grid
// of the sizes if there is one, the curves M and the matrix, the curves B.
func mab(size []int, wide int, a, m, b []byte, mx [12]float64, f func(v []float64) []float64) []byte {
	t := append([]byte("mAB \x00\x00\x00\x00"), 3, 3, 0, 0)
	t = append(t, make([]byte, 20)...)
	part := func(at int, data ...[]byte) {
		binary.BigEndian.PutUint32(t[at:], uint32(len(t)))
		for _, d := range data {
			t = append(t, d...)
			t = append(t, make([]byte, -len(t)&3)...)
		}
	}
	part(12, b, b, b)
	var numbers []byte
	for _, x := range mx {
		numbers = be32(numbers, toFixed(x))
	}
	part(16, numbers)
	part(20, m, m, m)
	if size != nil {
		clut := make([]byte, 20)
		for i, n := range size {
			clut[i] = byte(n)
		}
		clut[16] = byte(wide)
		gridPoints(size, func(v []float64) {
			if wide == 1 {
				clut = be8(clut, f(v)...)
			} else {
				clut = be16(clut, f(v)...)
			}
		})
		part(24, clut)
		part(28, a, a, a)
	}
	return t
}

// toLab is CIELAB of a colour of the connection space.
func toLab(xyz [3]float64) [3]float64 {
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return t*841/108 + 4.0/29
	}
	x, y, z := f(xyz[0]/d50[0]), f(xyz[1]/d50[1]), f(xyz[2]/d50[2])
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// offset is what the inks of a press give, in Lab as mft2 has it.
func offset(v []float64) []float64 {
	lab := toLab(press()(v))
	return []float64{lab[0] * 652.8 / 65535, (lab[1] + 128) * 256 / 65535, (lab[2] + 128) * 256 / 65535}
}

// faded is the Lab of a film whose colours are not pure, as mft1 and mAB have it.
func faded(v []float64) []float64 {
	r, g, b := 0.04+0.8*v[0]+0.1*v[1], 0.03+0.1*v[0]+0.8*v[1]+0.05*v[2], 0.05+0.1*v[1]+0.8*v[2]
	lab := toLab([3]float64{0.43604*r + 0.38511*g + 0.14305*b, 0.22248*r + 0.71691*g + 0.06061*b, 0.01392*r + 0.09707*g + 0.71391*b})
	return []float64{lab[0] / 100, (lab[1] + 128) / 255, (lab[2] + 128) / 255}
}

// wide is a linear mixture in XYZ, as tables have it.
func wide(v []float64) []float64 {
	const one = 1 + 32767.0/32768
	x := 0.6*v[0] + 0.2*v[1] + 0.16*v[2]
	y := 0.3*v[0] + 0.62*v[1] + 0.08*v[2]
	z := 0.02*v[0] + 0.06*v[1] + 0.74*v[2]
	return []float64{x / one, y / one, z / one}
}

// profilesOf are the profiles that conversions are tested with.
func profilesOf() map[string][]byte {
	straight := []byte("curv\x00\x00\x00\x00\x00\x00\x00\x00")
	inks := mft("mft2", 4, 3, 6, 0.8, offset)
	black := mft("mft2", 3, 4, 3, 1, func(v []float64) []float64 {
		if v[0] > 0 {
			return []float64{0, 0, 0, 0}
		}
		return []float64{0.6, 0.5, 0.5, 0.9}
	})
	identity := [12]float64{0: 1, 4: 1, 8: 1}
	colorants := func(curve []byte) []tag {
		c := known[ProPhotoRGB].colorants
		return []tag{{"rXYZ", lights(c[0])}, {"gXYZ", lights(c[1])}, {"bXYZ", lights(c[2])}, {"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve}}
	}
	return map[string][]byte{
		"inks":        built{"scnr", "CMYK", "Lab ", 0x02400000, []tag{{"A2B1", inks}}}.bytes(),
		"press":       built{"prtr", "CMYK", "Lab ", 0x02400000, []tag{{"A2B0", inks}, {"A2B1", inks}, {"B2A0", black}}}.bytes(),
		"mft1":        built{"scnr", "RGB ", "Lab ", 0x02400000, []tag{{"A2B1", mft("mft1", 3, 3, 9, 2, faded)}}}.bytes(),
		"mft2-xyz":    built{"scnr", "RGB ", "XYZ ", 0x02400000, []tag{{"A2B1", mft("mft2", 3, 3, 7, 2.2, wide)}}}.bytes(),
		"mab":         built{"scnr", "RGB ", "Lab ", 0x04200000, []tag{{"A2B1", mab([]int{9, 7, 8}, 2, para(0, 2), para(3, 1.2, 0.9, 0.1, 0.9, 0.05), straight, identity, faded)}}}.bytes(),
		"mab-8":       built{"scnr", "RGB ", "Lab ", 0x04200000, []tag{{"A2B1", mab([]int{5, 6, 9}, 1, para(4, 2, 0.95, 0.05, 0.2, 0.1, 0.0, 0.0), straight, straight, identity, faded)}}}.bytes(),
		"mab-xyz":     built{"scnr", "RGB ", "XYZ ", 0x04200000, []tag{{"A2B1", mab(nil, 0, nil, para(0, 2.2), straight, [12]float64{0.218, 0.1925, 0.0715, 0.111, 0.358, 0.03, 0.007, 0.0485, 0.357}, nil)}}}.bytes(),
		"colorants":   built{"mntr", "RGB ", "XYZ ", 0x04200000, colorants(para(1, 2.2, 0.9, 0.1))}.bytes(),
		"colorants-2": built{"mntr", "RGB ", "XYZ ", 0x04200000, colorants(para(2, 2.2, 0.9, 0.05, 0.01))}.bytes(),
		"grey":        built{"mntr", "GRAY", "XYZ ", 0x02400000, []tag{{"kTRC", curveTag(gamma(1.75))}}}.bytes(),
		"grey-lab":    built{"prtr", "GRAY", "Lab ", 0x04200000, []tag{{"kTRC", para(0, 1.25)}}}.bytes(),
	}
}
