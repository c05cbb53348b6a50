package colour

import "bytes"

// d50 is the white of the connection space (ICC.1:2022 section 7.2.16).
var d50 = [3]float64{0.9642, 1, 0.8249}

// fromLab takes CIELAB to XYZ (ICC.1:2022 annex A, CIE 15).
func fromLab(l, a, b float64) [3]float64 {
	y := (l + 16) / 116
	return [3]float64{
		mul(d50[0], cube(y+a/500)), mul(d50[1], cube(y)), mul(d50[2], cube(y-b/200)),
	}
}

func cube(t float64) float64 {
	if t > 6.0/29 {
		return mul(mul(t, t), t)
	}
	return mul(t-4.0/29, 108.0/841)
}

// An encoding says how a table writes colours of the connection space in numbers
// from 0 to 1.
type encoding int

const (
	encodedXYZ   encoding = iota // u1Fixed15Number (section 4.8)
	encodedLab                   // L* of 100 is 1 (section 6.3.4.2)
	encodedLabV2                 // L* of 100 is 0xFF00, as in lut16Type always (section 10.10)
)

// xyz returns the colour of the connection space that v stands for.
func (e encoding) xyz(v []float64) [3]float64 {
	switch e {
	case encodedXYZ:
		const one = 1 + 32767.0/32768
		return [3]float64{mul(v[0], one), mul(v[1], one), mul(v[2], one)}
	case encodedLabV2:
		const more = 65535.0 / 65280
		return fromLab(mul(v[0], 100*more), mul(v[1], 255*more)-128, mul(v[2], 255*more)-128)
	}
	return fromLab(mul(v[0], 100), mul(v[1], 255)-128, mul(v[2], 255)-128)
}

// toSRGB takes colours of the connection space to linear sRGB: the inverse of
// its colorants, adapted to D50 by the linear Bradford transform (annex E).
var toSRGB = matrix{
	3.13418636423682, -1.6172089589982745, -0.490694064006384,
	-0.9787485041906939, 1.916130096773586, 0.03343339915999553,
	0.07196392780224675, -0.2289938734532031, 1.405753732896444,
}

// sRGB returns the encoded sRGB of a colour of the connection space. Colours that
// sRGB has not are below 0 or above 1, so that what is interpolated between
// colours is cut off afterwards and not before.
func sRGB(xyz [3]float64) [3]float64 {
	toSRGB.run(xyz[:])
	for i, v := range xyz {
		xyz[i] = encode(v)
	}
	return xyz
}

// encode is the curve of IEC 61966-2-1, odd about zero.
func encode(v float64) float64 {
	switch {
	case v < 0:
		return -encode(-v)
	case v <= 0.0031308:
		return mul(v, 12.92)
	}
	return mul(1.055, pow(v, 1/2.4)) - 0.055
}

// A way leads from samples between 0 and 1 to the connection space. It may write
// on the samples.
type way func(v []float64) [3]float64

// way returns the profile's.
func (p *profile) way() (way, error) {
	switch t := p.table(); {
	case t != nil:
		return p.throughTable(t)
	case p.space == "RGB ":
		return p.throughColorants()
	case p.space == "GRAY":
		return p.throughGrey()
	}
	return nil, bad("no table for its inks")
}

func (p *profile) throughTable(t []byte) (way, error) {
	steps, err := readLUT(t, p.channels, 3)
	if err != nil {
		return nil, err
	}
	enc := encodedXYZ
	switch {
	case p.lab && string(t[:4]) == "mft2":
		enc = encodedLabV2
	case p.lab:
		enc = encodedLab
	}
	return func(v []float64) [3]float64 {
		for _, s := range steps {
			v = s.run(v)
		}
		return enc.xyz(v)
	}, nil
}

// throughColorants is the model of three components (annex F.3).
func (p *profile) throughColorants() (way, error) {
	s, err := p.primaries()
	if err != nil {
		return nil, err
	}
	var m matrix
	for i, c := range s.colorants {
		m[i], m[3+i], m[6+i] = c[0], c[1], c[2]
	}
	return func(v []float64) [3]float64 {
		return [3]float64(m.run(s.curves.run(v)))
	}, nil
}

// primaries reads the colorants and curves of an RGB profile.
func (p *profile) primaries() (*primaries, error) {
	s := &primaries{curves: make(curves, 3)}
	if p.space != "RGB " || p.lab {
		return nil, bad("no colorants")
	}
	for i, name := range []string{"r", "g", "b"} {
		var err error
		if s.colorants[i], err = p.xyz(name + "XYZ"); err != nil {
			return nil, err
		}
		if s.curves[i], _, err = readCurve(p.tags[name+"TRC"]); err != nil {
			return nil, err
		}
	}
	s.alike = bytes.Equal(p.tags["rTRC"], p.tags["gTRC"]) && bytes.Equal(p.tags["gTRC"], p.tags["bTRC"])
	return s, nil
}

// throughGrey is the model of one component (annex F.2): the curve gives Y, or
// L* where the profile is connected in Lab.
func (p *profile) throughGrey() (way, error) {
	c, _, err := readCurve(p.tags["kTRC"])
	if err != nil {
		return nil, err
	}
	return func(v []float64) [3]float64 {
		y := c.at(v[0])
		if p.lab {
			return fromLab(mul(y, 100), 0, 0)
		}
		return [3]float64{mul(d50[0], y), y, mul(d50[2], y)}
	}, nil
}

// black returns how light the darkest colour of a profile is, as Y: that of no
// light, or of the inks that the profile itself would print for black.
func (p *profile) black(w way) float64 {
	v := make([]float64, p.channels)
	if p.space == "CMYK" {
		copy(v, []float64{1, 1, 1, 1})
		if inks := p.blackInks(); inks != nil {
			v = inks
		}
	}
	return min(max(w(v)[1], 0), deepest)
}

// deepest is L* of 50 as Y: what is lighter is not a black (ISO 18619).
const deepest = 0.1842

// blackInks returns the inks with which a profile prints black, which are fewer
// than all; nil if it does not say. Lab is what its tables take.
func (p *profile) blackInks() []float64 {
	t := p.tags["B2A0"]
	if !p.lab || len(t) < 32 || string(t[:3]) != "mft" {
		return nil
	}
	steps, err := readLUT(t, 3, p.channels)
	if err != nil {
		return nil
	}
	v := []float64{0, 128.0 / 255, 128.0 / 255}
	if string(t[:4]) == "mft2" {
		v[1], v[2] = 128*256/65535.0, 128*256/65535.0
	}
	for _, s := range steps {
		v = s.run(v)
	}
	return v
}

// compensated takes a black of the lightness y to black, and white to white.
func (w way) compensated(y float64) way {
	if y == 0 {
		return w
	}
	return func(v []float64) [3]float64 {
		xyz := w(v)
		for i := range xyz {
			xyz[i] = (xyz[i] - mul(y, d50[i])) / (1 - y)
		}
		return xyz
	}
}
