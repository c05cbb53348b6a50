package colour

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// difference is ΔE*ab of two colours of sRGB, in levels.
func difference(a, b [3]float64) float64 {
	x, y := labOf(a), labOf(b)
	return math.Sqrt((x[0]-y[0])*(x[0]-y[0]) + (x[1]-y[1])*(x[1]-y[1]) + (x[2]-y[2])*(x[2]-y[2]))
}

func labOf(levels [3]float64) [3]float64 {
	var xyz [3]float64
	for i, c := range known[SRGB].colorants {
		v := levels[i] / 255
		if v > 0.04045 {
			v = math.Pow((v+0.055)/1.055, 2.4)
		} else {
			v /= 12.92
		}
		for j := range xyz {
			xyz[j] += v * c[j]
		}
	}
	return toLab(xyz)
}

// convert converts one colour.
func convert(c *Converter, in []byte) [3]float64 {
	p := make([]byte, 4)
	copy(p, in)
	switch len(in) {
	case 1:
		c.Grey(p[:1])
		p[1], p[2] = p[0], p[0]
	case 3:
		c.RGB(p)
	case 4:
		c.Inks(p, p)
	}
	return [3]float64{float64(p[0]), float64(p[1]), float64(p[2])}
}

// TestAsLittleCMS holds every kind of profile to what another program makes of it.
func TestAsLittleCMS(t *testing.T) {
	profiles := profilesOf()
	if len(profiles) != len(byLittleCMS) {
		t.Fatalf("%d profiles, %d in the table", len(profiles), len(byLittleCMS))
	}
	for name, samples := range byLittleCMS {
		c, err := Open(profiles[name], len(samples[0].in))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, s := range samples {
			got := convert(c, s.in)
			if d := difference(got, s.want); d > 2 {
				t.Errorf("%s: %v is %v, by Little CMS %v: ΔE %.1f", name, s.in, got, s.want, d)
			}
		}
	}
}

// TestGridIsFine compares the grid with the way that it samples, on colours of no
// point of it.
func TestGridIsFine(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	profiles := profilesOf()
	profiles["none"] = nil
	for name, channels := range map[string]int{"none": 4, "press": 4, "mab": 3, "mft1": 3} {
		c, err := Open(profiles[name], channels)
		if err != nil {
			t.Fatal(err)
		}
		w := press().compensated(pressBlack)
		if name != "none" {
			if w, err = profiled(profiles[name], channels); err != nil {
				t.Fatal(err)
			}
		}
		var all []float64
		for range 2000 {
			in, v := make([]byte, channels), make([]float64, channels)
			for i := range in {
				in[i] = uint8(r.IntN(256))
				v[i] = float64(in[i]) / 255
			}
			exact := sRGB(w(v))
			for i := range exact {
				exact[i] = min(max(exact[i], 0), 1) * 255
			}
			all = append(all, difference(convert(c, in), exact))
		}
		slices.Sort(all)
		if p95, worst := all[len(all)*95/100], all[len(all)-1]; p95 > 1 || worst > 4 {
			t.Errorf("%s: ΔE of the grid is %.2f for 95 in 100, %.2f at worst", name, p95, worst)
		}
	}
}

// TestPress holds inks without a profile to measured patches: L*a*b* of FOGRA39,
// relative to the paper, with black taken to black.
func TestPress(t *testing.T) {
	for _, p := range []struct {
		inks []float64 // percent
		lab  [3]float64
	}{
		{[]float64{0, 40, 0, 0}, [3]float64{76.42, 25.78, -6.91}},
		{[]float64{20, 30, 0, 0}, [3]float64{75.09, 11.45, -14.35}},
		{[]float64{10, 100, 0, 0}, [3]float64{45.66, 69.64, -7.40}},
		{[]float64{0, 0, 0, 0}, [3]float64{95, 0, -2}},
		{[]float64{0, 100, 0, 0}, [3]float64{48, 74, -3}},
	} {
		v := slices.Clone(p.inks)
		for i := range v {
			v[i] /= 100
		}
		xyz, paper := fromLab(p.lab[0], p.lab[1], p.lab[2]), fromLab(95, 0, -2)
		for i := range xyz {
			xyz[i] = xyz[i] / paper[i] * d50[i]
		}
		got, want := toLab(press()(v)), toLab(xyz)
		d := math.Sqrt(math.Pow(got[0]-want[0], 2) + math.Pow(got[1]-want[1], 2) + math.Pow(got[2]-want[2], 2))
		if d > 2.5 {
			t.Errorf("inks %v are Lab %.1f, measured %.1f: ΔE %.1f", p.inks, got, want, d)
		}
	}
	c, err := Open(nil, 4)
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[[4]byte][3]float64{
		{}: {255, 255, 255}, {255, 255, 255, 255}: {0, 0, 0},
	} {
		if got := convert(c, in[:]); difference(got, want) > 1 {
			t.Errorf("inks %v are %v, want %v", in, got, want)
		}
	}
	// A formula would make it 0, 255, 255, which no paper can show.
	if got := convert(c, []byte{255, 0, 0, 0}); got[0] != 0 || got[1] < 140 || got[1] > 175 || got[2] < 210 || got[2] > 240 {
		t.Errorf("cyan is %v", got)
	}
}

// TestSameBytes holds conversions to the bytes that they had on another machine:
// run it on arm64 too.
func TestSameBytes(t *testing.T) {
	sum := sha256.New()
	profiles := profilesOf()
	for _, name := range []string{"", "inks", "mft1", "mab", "colorants"} {
		c, err := Open(profiles[name], map[string]int{"": 4, "inks": 4, "mft1": 3, "mab": 3, "colorants": 3}[name])
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(sum, name, c.cells)
	}
	for _, s := range []Space{SRGB, DisplayP3, AdobeRGB, ProPhotoRGB} {
		sum.Write(s.Profile())
	}
	const want = "2d4eecbb7d36ccfc9cc578c98fa88d5a48ccab39e752b8253402cf0c774b7424"
	if got := hex.EncodeToString(sum.Sum(nil)); got != want {
		t.Errorf("the digest of all grids is %s, was %s", got, want)
	}
}

func TestAlphaStays(t *testing.T) {
	c, err := Open(profilesOf()["mab"], 3)
	if err != nil {
		t.Fatal(err)
	}
	pix := []byte{10, 20, 30, 77, 200, 100, 50, 0}
	before := bytes.Clone(pix)
	c.RGB(pix)
	if pix[3] != 77 || pix[7] != 0 || bytes.Equal(pix[:3], before[:3]) {
		t.Errorf("%v became %v", before, pix)
	}
}

func BenchmarkOpenInks(b *testing.B) {
	icc := profilesOf()["press"]
	for b.Loop() {
		if _, err := Open(icc, 4); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkInks(b *testing.B) {
	c, err := Open(nil, 4)
	if err != nil {
		b.Fatal(err)
	}
	pix := make([]byte, 4<<20)
	for i := range pix {
		pix[i] = byte(i * 7 >> 3)
	}
	dst := make([]byte, len(pix))
	b.SetBytes(int64(len(pix)) / 4) // so that MB/s are megapixels
	for b.Loop() {
		c.Inks(dst, pix)
	}
}

func BenchmarkHandle(b *testing.B) {
	icc := DisplayP3.Profile()
	for b.Loop() {
		Handle(icc, 3)
	}
}
