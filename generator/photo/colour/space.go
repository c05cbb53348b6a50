package colour

import "sync"

// primaries are a space of colours mixed from three lights: their XYZ, adapted to
// D50, and the curve of each.
type primaries struct {
	colorants [3][3]float64
	curves    curves
	alike     bool // the curves are one and the same
}

// A Space is one that everybody knows.
type Space int

// The spaces that are recognised in profiles.
const (
	Unknown Space = iota
	SRGB
	DisplayP3
	AdobeRGB
	ProPhotoRGB
)

// srgbCurve is that of IEC 61966-2-1.
var srgbCurve = parametric{g: 2.4, a: 1 / 1.055, b: 0.055 / 1.055, c: 1 / 12.92, d: 0.04045}

// known are the spaces by their standards: the colorants from the primaries' x
// and y and the white point, taken to D50 by Bradford's transform.
var known = map[Space]struct {
	name      string
	colorants [3][3]float64
	curve     curve
}{
	SRGB:        {"sRGB", [3][3]float64{{0.43604, 0.22248, 0.01392}, {0.38511, 0.71691, 0.09707}, {0.14305, 0.06061, 0.71391}}, srgbCurve},
	DisplayP3:   {"Display P3", [3][3]float64{{0.51512, 0.24119, -0.00105}, {0.29198, 0.69224, 0.04188}, {0.1571, 0.06657, 0.78407}}, srgbCurve},
	AdobeRGB:    {"Adobe RGB (1998)", [3][3]float64{{0.60974, 0.31111, 0.01947}, {0.20527, 0.62568, 0.06087}, {0.14919, 0.06321, 0.74456}}, gamma(563.0 / 256)},
	ProPhotoRGB: {"ProPhoto RGB", [3][3]float64{{0.79773, 0.28805, 0}, {0.13516, 0.71187, 0.00001}, {0.03132, 0.00008, 0.82489}}, gamma(1.8)},
}

// Tolerances for being a known space: profiles round their colorants, adapt them
// by other transforms, and sample their curves.
const (
	nearColorant = 0.003
	nearLevels   = 2 // of 255
)

// space recognises a known one.
func (s *primaries) space() Space {
	for _, k := range []Space{SRGB, DisplayP3, AdobeRGB, ProPhotoRGB} {
		if s.has(known[k].colorants) && s.follows(k) {
			return k
		}
	}
	return Unknown
}

func (s *primaries) has(colorants [3][3]float64) bool {
	for i, c := range colorants {
		for j := range c {
			if d := c[j] - s.colorants[i][j]; !(d < nearColorant && d > -nearColorant) {
				return false
			}
		}
	}
	return true
}

func (s *primaries) follows(k Space) bool {
	for _, c := range s.curves {
		if !follows(c, k) {
			return false
		}
		if s.alike {
			break
		}
	}
	return true
}

// follows reports whether a curve is a known one but for a few levels.
func follows(c curve, k Space) bool {
	ideal := ideals()[k]
	for i := 0; i <= 255; i += 15 {
		v := c.at(float64(i) / 255)
		if !(v >= ideal[max(i-nearLevels, 0)]-1e-4 && v <= ideal[min(i+nearLevels, 255)]+1e-4) {
			return false
		}
	}
	return true
}

// ideals are the known curves at every level.
var ideals = sync.OnceValue(func() map[Space]*[256]float64 {
	out := map[Space]*[256]float64{}
	for k, s := range known {
		out[k] = new([256]float64)
		for i := range out[k] {
			out[k][i] = s.curve.at(float64(i) / 255)
		}
	}
	return out
})
