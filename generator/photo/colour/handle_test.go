package colour

import (
	"bytes"
	"encoding/binary"
	"testing"
)

// lights3 are the tags of three colorants and their curves.
func lights3(c [3][3]float64, curves ...[]byte) []tag {
	out := []tag{{"rXYZ", lights(c[0])}, {"gXYZ", lights(c[1])}, {"bXYZ", lights(c[2])}}
	for i, name := range []string{"rTRC", "gTRC", "bTRC"} {
		out = append(out, tag{name, curves[i%len(curves)]})
	}
	return out
}

// tableOf samples a curve as old profiles do.
func tableOf(c curve, n int) []byte {
	t := binary.BigEndian.AppendUint32([]byte("curv\x00\x00\x00\x00"), uint32(n))
	for i := range n {
		t = be16(t, c.at(float64(i)/float64(n-1)))
	}
	return t
}

func rgb(tags []tag) []byte { return built{"mntr", "RGB ", "XYZ ", 0x02100000, tags}.bytes() }

// TestHandle decides by what a profile means, not by what it says it is.
func TestHandle(t *testing.T) {
	srgb, p3 := known[SRGB].colorants, known[DisplayP3].colorants
	curve := curveTag(srgbCurve)
	named := append([]tag{{"dmdd", text("sRGB IEC61966-2.1")}}, lights3(p3, curve)...)
	hp := [3][3]float64{{0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.7141}}
	odd := [3][3]float64{{0.5, 0.25, 0}, {0.3, 0.68, 0.05}, {0.1642, 0.07, 0.7749}}
	big := append(lights3(odd, curve), tag{"vcgt", make([]byte, 6000)})
	huge := lights3(odd, tableOf(srgbCurve, 4096), tableOf(gamma(2.2), 4096), tableOf(gamma(2.1), 4096))
	bigTable := built{"scnr", "RGB ", "Lab ", 0x02400000, []tag{{"A2B0", mft("mft2", 3, 3, 11, 1, faded)}}}.bytes()
	smallTable := profilesOf()["mab"]
	grey := func(c []byte) []byte { return built{"mntr", "GRAY", "XYZ ", 0x02100000, []tag{{"kTRC", c}}}.bytes() }
	broken := rgb(lights3(p3, []byte("curv\x00\x00\x00\x00\xff\xff\xff\xff")))

	for _, c := range []struct {
		name     string
		icc      []byte
		channels int
		embed    []byte
		convert  bool
	}{
		{"none", nil, 3, nil, false},
		{"sRGB", rgb(lights3(srgb, curve)), 3, nil, false},
		{"sRGB, its curve in a table, other digits", rgb(lights3(hp, tableOf(srgbCurve, 1024))), 3, nil, false},
		{"sRGB of ours", SRGB.Profile(), 3, nil, false},
		{"sRGB's lights on a power", rgb(lights3(srgb, curveTag(gamma(2.2)))), 3, rgb(lights3(srgb, curveTag(gamma(2.2)))), false},
		{"sRGB with linear light", rgb(lights3(srgb, curveTag(gamma(1)))), 3, rgb(lights3(srgb, curveTag(gamma(1)))), false},
		{"Display P3 that says it is sRGB", rgb(named), 3, DisplayP3.Profile(), false},
		{"Adobe RGB", rgb(lights3(known[AdobeRGB].colorants, curveTag(gamma(2.2)))), 3, AdobeRGB.Profile(), false},
		{"Adobe RGB, channels not known", AdobeRGB.Profile(), 0, AdobeRGB.Profile(), false},
		{"another", rgb(lights3(odd, curve)), 3, rgb(lights3(odd, curve)), false},
		{"another, with much for a monitor", rgb(big), 3, rgb(lights3(odd, curve)), false},
		{"another, whose curves are large", rgb(huge), 3, nil, true},
		{"a table", bigTable, 3, nil, true},
		{"a small table", smallTable, 3, smallTable, false},
		{"inks", profilesOf()["inks"], 4, nil, true},
		{"inks without a profile", nil, 4, nil, true},
		{"inks with a profile for light", AdobeRGB.Profile(), 4, nil, true},
		{"light with a profile for inks", profilesOf()["inks"], 3, nil, false},
		{"grey on sRGB's curve", grey(curve), 1, nil, false},
		{"grey on a power", grey(curveTag(gamma(1.8))), 1, nil, true},
		{"grey with sRGB", SRGB.Profile(), 1, nil, false},
		{"grey with Display P3", DisplayP3.Profile(), 1, nil, false},
		{"grey with ProPhoto RGB", ProPhotoRGB.Profile(), 1, nil, true},
		{"light with a profile for grey", grey(curve), 3, nil, false},
		{"broken", broken, 3, nil, false},
		{"not a profile", bytes.Repeat([]byte("x"), 400), 3, nil, false},
	} {
		h := Handle(c.icc, c.channels)
		if !bytes.Equal(h.Embed, c.embed) || h.Convert != c.convert {
			t.Errorf("%s: %d bytes embedded, converted: %v; want %d and %v", c.name, len(h.Embed), h.Convert, len(c.embed), c.convert)
		}
		if h.Convert {
			if _, err := Open(c.icc, c.channels); err != nil {
				t.Errorf("%s: to be converted, but: %v", c.name, err)
			}
		}
	}
}

// TestProfiles reads our own profiles back.
func TestProfiles(t *testing.T) {
	for k, s := range known {
		icc := k.Profile()
		if len(icc) >= 600 || len(icc)%4 != 0 {
			t.Errorf("%s: %d bytes", s.name, len(icc))
		}
		p, err := parse(icc)
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		lights, err := p.primaries()
		if err != nil || lights.space() != k {
			t.Errorf("%s: recognised as %v, %v", s.name, lights.space(), err)
		}
		var white [3]float64
		for _, c := range lights.colorants {
			for i := range white {
				white[i] += c[i]
			}
		}
		for i := range white {
			if d := white[i] - d50[i]; d > 1e-4 || d < -1e-4 {
				t.Errorf("%s: white is %v, not D50", s.name, white)
			}
		}
		icc[0] = 99
		if bytes.Equal(icc, k.Profile()) {
			t.Errorf("%s: a caller can change it", s.name)
		}
	}
}
