package planar

import (
	"bytes"
	"errors"
	"fmt"
	"image/jpeg"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// sameAsStandard holds the planes of a JPEG at full size to those that image/jpeg
// has of the oracle, which is the same picture. Its transform rounds differently.
func sameAsStandard(t *testing.T, data, oracle []byte) {
	t.Helper()
	want := components(oracle)
	if want == nil {
		t.Fatal("the standard library cannot read it")
	}
	p := decode(t, data, 1, want.Size)
	defer p.Release()
	got := &Planes{Size: want.Size, Y: p.comps[0].levels[0]}
	if len(p.comps) == 3 {
		got.Cb, got.Cr = p.comps[1].levels[0], p.comps[2].levels[0]
	}
	for c, pair := range parts(want, got) {
		a, b := pair[0], pair[1]
		if a.W != b.W || a.H != b.H || a.StepX != b.StepX || a.StepY != b.StepY {
			t.Fatalf("component %d is %dx%d, steps %d, %d; want %dx%d, steps %d, %d", c, b.W, b.H, b.StepX, b.StepY, a.W, a.H, a.StepX, a.StepY)
		}
		for y := range a.H {
			for x := range a.W {
				if d := int(a.Pix[y*a.Stride+x]) - int(b.Pix[y*b.Stride+x]); d < -2 || d > 2 {
					t.Fatalf("component %d differs by %d at %d, %d", c, d, x, y)
				}
			}
		}
	}
}

func TestEveryKindInEverySize(t *testing.T) {
	for _, s := range []Size{{1, 1}, {2, 1}, {1, 7}, {8, 8}, {9, 8}, {16, 17}, {15, 33}, {64, 48}, {101, 67}} {
		files := kinds(t, s.W, s.H)
		for _, name := range slices.Sorted(maps.Keys(files)) {
			// The standard library counts restart intervals wrongly in progressive
			// pictures, so those are held to the same picture without.
			oracle := files[strings.Replace(name, "progressive restart", "progressive", 1)]
			t.Run(fmt.Sprintf("%s %dx%d", name, s.W, s.H), func(t *testing.T) { sameAsStandard(t, files[name], oracle) })
		}
	}
	names, _ := filepath.Glob("testdata/*.jpg")
	if len(names) < 3 {
		t.Error("testdata lacks pictures")
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) { sameAsStandard(t, readFile(t, name), readFile(t, name)) })
	}
}

func TestRealPhotographsDecodeAsTheStandardLibraryDoes(t *testing.T) {
	for _, name := range corpusFiles(t, "real") {
		if isJPEG(name) {
			t.Run(filepath.Base(name), func(t *testing.T) {
				data := readFile(t, name)
				if components(data) == nil {
					t.Skip("the standard library has no planes of it")
				}
				if _, err := Decode(data, 1, nil); errors.Is(err, ErrUnsupported) {
					t.Skip(err)
				}
				sameAsStandard(t, data, data)
			})
		}
	}
}

func TestWhatIsNotReadInPlanes(t *testing.T) {
	good := baseline(t, 64, 48)
	sof := bytes.Index(good, []byte{0xFF, markSOF0})
	patched := func(at int, b ...byte) []byte {
		data := bytes.Clone(good)
		copy(data[at:], b)
		return data
	}
	adobe := []byte{0xFF, markAPP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0}
	rgb := slices.Concat(good[:2], adobe, good[20:])
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"nothing":         {nil, ErrUnsupported},
		"a PNG":           {[]byte("\x89PNG\r\n\x1a\n"), ErrUnsupported},
		"twelve bits":     {patched(sof+4, 12), ErrUnsupported},
		"arithmetic":      {patched(sof+1, 0xC9), ErrUnsupported},
		"lossless":        {patched(sof+1, 0xC3), ErrUnsupported},
		"no height":       {patched(sof+5, 0, 0), ErrUnsupported},
		"four components": {patched(sof+9, 4), ErrDamaged},
		"fractions":       {patched(sof+11, 0x31, 0, 2, 0x21), ErrUnsupported},
		"RGB":             {rgb, ErrUnsupported},
		"no sampling":     {patched(sof+11, 0x02), ErrDamaged},
		"a wrong table":   {patched(sof+12, 3), ErrDamaged},
		"too short":       {patched(sof+5, 0xFF, 0xFF, 0xFF, 0xFF), ErrDamaged},
		"only a header":   {good[:sof+19], ErrDamaged},
	} {
		if _, err := Decode(c.data, 1, []Size{{8, 8}}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// TestDamageIsNoticed cuts JPEGs anywhere and changes bytes of their scans. What
// image/jpeg refuses is refused.
func TestDamageIsNoticed(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	target := []Size{{80, 60}}
	files := kinds(t, 320, 240)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		good := files[name]
		if components(good) == nil {
			continue
		}
		for range 20 {
			if _, err := Decode(good[:r.IntN(len(good)-2)], 1, target); err == nil {
				t.Errorf("%s: a cut went unnoticed", name)
			}
		}
		scan := bytes.Index(good, []byte{0xFF, markSOS})
		noticed, std := 0, 0
		for range 40 {
			bad := bytes.Clone(good)
			bad[scan+14+r.IntN(len(bad)-scan-16)] ^= 1 << r.IntN(8)
			_, err := Decode(bad, 1, target)
			_, stdErr := jpeg.Decode(bytes.NewReader(bad))
			if stdErr != nil {
				std++
			}
			if err != nil {
				noticed++
			} else if stdErr != nil {
				t.Errorf("%s: went unnoticed: %v", name, stdErr)
			}
		}
		t.Logf("%s: %d of 40 changes noticed, %d by image/jpeg", name, noticed, std)
	}
}

// TestScansAreCounted repeats a scan of a progressive picture until it is one
// that nobody makes but to keep a reader busy.
func TestScansAreCounted(t *testing.T) {
	good := kinds(t, 64, 48)["4:2:0 progressive"]
	from := bytes.Index(good, []byte{0xFF, markSOS}) // the first, of DC, changes nothing when it comes again
	to := from + bytes.Index(good[from:], []byte{0xFF, markDHT})
	for times, wanted := range map[int]error{3: nil, maxScans: ErrDamaged} {
		data := slices.Concat(good[:from], bytes.Repeat(good[from:to], times), good[to:])
		if _, err := Decode(data, 1, []Size{{8, 6}}); !errors.Is(err, wanted) {
			t.Errorf("%d scans more: %v, want %v", times, err, wanted)
		}
	}
}

// TestHostileFiles reads every damaged file and bomb of the corpus.
func TestHostileFiles(t *testing.T) {
	for _, folder := range []string{"malformed", "bombs"} {
		for _, name := range corpusFiles(t, folder) {
			data := readFile(t, name)
			began := time.Now()
			p, err := Decode(data, 6, []Size{{480, 320}, {99, 1}})
			if err == nil {
				p.Planes(0).Release()
				p.Planes(1).Release()
				p.Release()
			} else if !errors.Is(err, ErrUnsupported) && !errors.Is(err, ErrDamaged) {
				t.Errorf("%s: %v", filepath.Base(name), err)
			}
			if d := time.Since(began); d > 5*time.Second {
				t.Errorf("%s: took %v", filepath.Base(name), d)
			}
		}
	}
}

func FuzzDecode(f *testing.F) {
	files := kinds(f, 33, 18)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f.Add(files[name], 6)
	}
	f.Fuzz(func(t *testing.T, data []byte, orientation int) {
		p, err := Decode(data, orientation, []Size{{7, 5}, {20, 20}})
		if err != nil {
			return
		}
		defer p.Release()
		for i := range 2 {
			q := p.Planes(i)
			if _, err := EncodeJPEG(q, 80); err != nil {
				t.Fatal(err)
			}
			q.Release()
		}
	})
}
