package photo

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/image/tiff"
)

// What a hostile file may take: time, and memory beyond that which its facts
// announce.
const (
	maxHostileTime  = 5 * time.Second
	maxHostileBytes = 64 << 20
)

var testLimits = Limits{Megapixels: 120, Megabytes: 200}

// corpusFiles returns the files below a folder of the corpus of damaged
// photographs, which is not part of the repository: see PHOTODESK_CORPUS in
// planar's tests.
func corpusFiles(t testing.TB, folder string) []string {
	t.Helper()
	root := os.Getenv("PHOTODESK_CORPUS")
	if root == "none" {
		t.Skip("told to do without the corpus of photographs")
	}
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	var names []string
	err := filepath.WalkDir(filepath.Join(root, folder), func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			names = append(names, name)
		}
		return err
	})
	if err == nil && len(names) > 0 {
		return names
	}
	if os.Getenv("PHOTODESK_CORPUS") != "" {
		t.Fatalf("no corpus of photographs at %s: %v", root, err)
	}
	t.Skipf("no corpus of photographs at %s (PHOTODESK_CORPUS names another folder): %v", root, err)
	return nil
}

// take sends a file through the room as a build does: what it says, whether it
// may be decoded, its renditions in every format, turned and cropped.
func take(t testing.TB, data []byte) (*Facts, error) {
	t.Helper()
	src, c := folder{fstest.MapFS{"a": {Data: data}}}, newCache(t)
	f, err := Probe(src, c, "a")
	if err != nil {
		return f, err
	}
	if d := testLimits.Exceeded(f); d != nil {
		return f, errors.New(d.Message)
	}
	if d := Unusable(f); d != nil {
		return f, errors.New(d.Message)
	}
	w, h := f.Oriented()
	small := NewRecipe(f, min(w, 100), max(1, min(h, 100*h/w)), "webp", 50, nil)
	crop := NewRecipe(f, 30, 20, "jpeg", 50, &Crop{X: 90, Y: 10})
	_, err = Make(t.Context(), src, c, "a", []*Recipe{&small, &crop})
	return f, err
}

// withinLimits takes a file and holds it to the limits. An error must be the
// photograph's.
func withinLimits(t *testing.T, name string, data []byte) error {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	f, err := take(t, data)
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	if took > maxHostileTime {
		t.Errorf("%s: took %v", name, took)
	}
	allowed := uint64(maxHostileBytes)
	if f != nil && testLimits.Exceeded(f) == nil && Unusable(f) == nil {
		allowed += uint64(2 * Weight(f, &Recipe{}))
	}
	if n := after.TotalAlloc - before.TotalAlloc; n > allowed {
		t.Errorf("%s: allocated %d MB of %d", name, n>>20, allowed>>20)
	}
	var inPath *fs.PathError
	if errors.As(err, &inPath) {
		t.Errorf("%s: the machine is blamed: %v", name, err)
	}
	return err
}

// TestMalformed takes every damaged file and every bomb of the corpus.
func TestMalformed(t *testing.T) {
	refused := 0
	names := append(corpusFiles(t, "malformed"), corpusFiles(t, "bombs")...)
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if withinLimits(t, name, data) != nil {
			refused++
		}
	}
	t.Logf("%d files, %d refused", len(names), refused)
	if refused < len(names)/2 {
		t.Errorf("only %d of %d are refused", refused, len(names))
	}
}

// files is a picture in every format but WebP, of which there is a file.
func files(t testing.TB, w, h int) map[string][]byte {
	t.Helper()
	im := corners(w, h)
	out := map[string][]byte{"jpeg": jpegOf(t, im)}
	for name, encode := range map[string]func(*bytes.Buffer) error{
		"png":  func(b *bytes.Buffer) error { return png.Encode(b, im) },
		"gif":  func(b *bytes.Buffer) error { return gif.Encode(b, im, nil) },
		"tiff": func(b *bytes.Buffer) error { return tiff.Encode(b, im, nil) },
	} {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			t.Fatal(err)
		}
		out[name] = b.Bytes()
	}
	src, c := folder{fstest.MapFS{"a": {Data: out["jpeg"]}}}, newCache(t)
	f, err := Probe(src, c, "a")
	if err != nil {
		t.Fatal(err)
	}
	out["webp"], err = Open(t.Context(), src, c, "a", &Rendition{Recipe: NewRecipe(f, w, h, "webp", 60, nil)})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestDamageIsFound damages the pixels of each format, past the header that
// probing reads. JPEG and PNG notice any of it; the others notice what is cut off.
func TestDamageIsFound(t *testing.T) {
	for name, good := range files(t, 400, 300) {
		if err := withinLimits(t, name, good); err != nil {
			t.Errorf("%s: the good one: %v", name, err)
		}
		for _, part := range []int{2, 3, 10} {
			cut := good[:len(good)-len(good)/part]
			if err := withinLimits(t, name, cut); err == nil {
				t.Errorf("%s without its last 1/%d is taken", name, part)
			}
		}
	}
	pic := files(t, 400, 300)
	for name, at := range map[string]int{"png": 3, "jpeg": 2} {
		bad := pic[name]
		for i := range 40 {
			bad[len(bad)/at+i] ^= 0xA5
		}
		if err := withinLimits(t, name, bad); !errors.Is(err, ErrUnreadable) {
			t.Errorf("%s with wrong bytes in the middle: %v", name, err)
		}
	}
}

// TestTwoSizes puts one size into the header that is read first, and another into
// the one that decoders go by.
func TestTwoSizes(t *testing.T) {
	webp := files(t, 64, 48)["webp"]
	at := bytes.Index(webp, []byte("VP8 "))
	frame := bytes.Clone(webp[at:])
	copy(frame[14:], []byte{0xff, 0x3f, 0xff, 0x3f}) // 16383 by 16383
	canvas := append([]byte("VP8X\x0a\x00\x00\x00\x00\x00\x00\x00"), 63, 0, 0, 47, 0, 0)
	body := append(append([]byte("WEBP"), canvas...), frame...)
	file := append([]byte("RIFF"), byte(len(body)), byte(len(body)>>8), 0, 0)
	if err := withinLimits(t, "webp", append(file, body...)); !errors.Is(err, ErrUnreadable) {
		t.Errorf("a frame larger than its canvas: %v", err)
	}
	two := files(t, 64, 48)["gif"]
	copy(two[6:], []byte{1, 0, 1, 0})
	if err := withinLimits(t, "gif", two); !errors.Is(err, ErrUnreadable) {
		t.Errorf("a frame larger than its screen: %v", err)
	}
}

// TestManyFrames takes an animation of thousands of pictures, of which one is
// decoded.
func TestManyFrames(t *testing.T) {
	frame := image.NewPaletted(image.Rect(0, 0, 1000, 700), color.Palette{color.Black, color.White})
	g := &gif.GIF{}
	for range 200 {
		g.Image, g.Delay = append(g.Image, frame), append(g.Delay, 1)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	if err := withinLimits(t, "gif", b.Bytes()); err != nil {
		t.Error(err)
	}
}

// TestAnimatedWebP is refused for what it is, not as damaged.
func TestAnimatedWebP(t *testing.T) {
	frame := append([]byte("ANMF\x18\x00\x00\x00"), make([]byte, 24)...)
	body := append([]byte("WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00\x3f\x00\x00\x2f\x00\x00"+"ANIM\x06\x00\x00\x00\x00\x00\x00\x00\x00\x00"), frame...)
	data := append([]byte{'R', 'I', 'F', 'F', byte(len(body)), 0, 0, 0}, body...)
	if f, err := take(t, data); err == nil || err.Error() != "animated WebP pictures cannot be read" || f.Width != 64 {
		t.Errorf("%+v, %v", f, err)
	}
}

// FuzzMake takes files of every format as they come. Of large pictures the facts
// are read and no more.
func FuzzMake(f *testing.F) {
	for _, data := range files(f, 24, 16) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		src := folder{fstest.MapFS{"a": {Data: data}}}
		facts, err := read(src, "a", Digest{})
		if err != nil || (Limits{Megapixels: 1, Megabytes: 1}).Exceeded(facts) != nil {
			return
		}
		if _, err := take(t, data); err != nil && bytes.Contains([]byte(err.Error()), []byte("not foreseen")) {
			t.Error(err)
		}
	})
}

// TestRealHeaders reads the headers of real photographs: those that agree for
// people must agree for asProbed.
func TestRealHeaders(t *testing.T) {
	n := 0
	for _, name := range append(corpusFiles(t, "real"), corpusFiles(t, "traps")...) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := image.DecodeConfig(bytes.NewReader(data)); err != nil {
			continue
		}
		n++
		if err := asProbed(data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	t.Logf("%d files", n)
}
