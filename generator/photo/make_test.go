package photo

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io/fs"
	"math"
	"reflect"
	"testing"
	"testing/fstest"
	"time"

	"github.com/disintegration/imaging"

	"photodesk/generator/cache"
)

// folder is photographs in memory.
type folder struct{ fstest.MapFS }

func (f folder) Digest(name string) (Digest, error) {
	data, err := fs.ReadFile(f, name)
	return sha256.Sum256(data), err
}

func newCache(t testing.TB) *cache.Cache {
	t.Helper()
	c, err := cache.Open(t.TempDir(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// corners is a picture whose quarters are red, green, blue and white, from the
// upper left.
func corners(w, h int) image.Image {
	im := image.NewRGBA(image.Rect(0, 0, w, h))
	quarter := [4]color.RGBA{{200, 0, 0, 255}, {0, 200, 0, 255}, {0, 0, 200, 255}, {250, 250, 250, 255}}
	for y := range h {
		for x := range w {
			im.SetRGBA(x, y, quarter[2*(2*y/h)+2*x/w])
		}
	}
	return im
}

func jpegOf(t testing.TB, im image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exif puts tag 0x0112 behind the SOI marker.
func exif(jpg []byte, orientation int) []byte {
	tiff := []byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00")
	binary.BigEndian.PutUint16(tiff[18:], uint16(orientation))
	seg := append([]byte("\xff\xe1\x00\x00Exif\x00\x00"), tiff...)
	binary.BigEndian.PutUint16(seg[2:], uint16(len(seg)-2))
	return append(append([]byte("\xff\xd8"), seg...), jpg[2:]...)
}

// colourAt names the colour at a point given in quarters of the picture.
func colourAt(im image.Image, x, y int) string {
	b := im.Bounds()
	r, g, bl, _ := im.At(b.Min.X+b.Dx()*x/4, b.Min.Y+b.Dy()*y/4).RGBA()
	switch {
	case r > 0x9000 && g > 0x9000 && bl > 0x9000:
		return "w"
	case r > g && r > bl:
		return "r"
	case g > bl:
		return "g"
	}
	return "b"
}

// TestOrientation bakes in each of the eight orientations of Exif: what the
// stored rows and columns are is in the standard's table of tag 0x0112.
func TestOrientation(t *testing.T) {
	want := map[int]string{1: "rgbw", 2: "grwb", 3: "wbgr", 4: "bwrg", 5: "rbgw", 6: "brwg", 7: "wgbr", 8: "gwrb"}
	for o, quarters := range want {
		src := folder{fstest.MapFS{"a.jpg": {Data: exif(jpegOf(t, corners(80, 40)), o)}}}
		c := newCache(t)
		f, err := Probe(src, c, "a.jpg")
		if err != nil {
			t.Fatal(err)
		}
		w, h := f.Oriented()
		r := Rendition{Recipe: NewRecipe(f, w/2, h/2, "jpeg", 90, nil)}
		data, err := Open(t.Context(), src, c, "a.jpg", &r)
		if err != nil {
			t.Fatal(err)
		}
		im, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		got := colourAt(im, 1, 1) + colourAt(im, 3, 1) + colourAt(im, 1, 3) + colourAt(im, 3, 3)
		if got != quarters || im.Bounds().Dx() != w/2 || im.Bounds().Dy() != h/2 {
			t.Errorf("orientation %d: quarters %s in %v, want %s in %dx%d", o, got, im.Bounds(), quarters, w/2, h/2)
		}
	}
}

// TestCropsShowTheirPart compares crops of JPEGs with what imaging cuts out and scales,
// by way of RGB.
func TestCropsShowTheirPart(t *testing.T) {
	im := image.NewNRGBA(image.Rect(0, 0, 240, 180))
	for y := range 180 {
		for x := range 240 {
			im.SetNRGBA(x, y, color.NRGBA{uint8(x), uint8(y), uint8(128 + (x-y)/4), 255})
		}
	}
	src, c := folder{fstest.MapFS{"a.jpg": {Data: jpegOf(t, im)}}}, newCache(t)
	f, err := Probe(src, c, "a.jpg")
	if err != nil {
		t.Fatal(err)
	}
	for _, crop := range []Crop{{50, 50}, {0, 0}, {100, 100}, {37, 61}, {81, 13}} {
		for _, s := range []image.Point{{120, 80}, {97, 33}, {41, 67}, {60, 60}} {
			data, err := Open(t.Context(), src, c, "a.jpg", &Rendition{Recipe: NewRecipe(f, s.X, s.Y, "jpeg", 95, &crop)})
			if err != nil {
				t.Fatal(err)
			}
			got, err := imaging.Decode(bytes.NewReader(data))
			if err != nil || got.Bounds().Size() != s {
				t.Fatalf("%v of %v: %v", s, crop, err)
			}
			want := imaging.Resize(imaging.Crop(im, crop.rect(im.Bounds(), s.X, s.Y)), s.X, s.Y, imaging.Lanczos)
			var off float64
			have := imaging.Clone(got)
			for i, v := range want.Pix {
				off += math.Abs(float64(v) - float64(have.Pix[i]))
			}
			if off /= float64(len(want.Pix)); off > 1.5 { // two pixels to the side give 2
				t.Errorf("%v of %v: off by %.2f", s, crop, off)
			}
		}
	}
}

func TestCrop(t *testing.T) {
	b := image.Rect(0, 0, 300, 100)
	for _, c := range []struct {
		crop Crop
		w, h int
		want image.Rectangle
	}{
		{Crop{50, 50}, 3, 2, image.Rect(75, 0, 225, 100)},
		{Crop{0, 50}, 3, 2, image.Rect(0, 0, 150, 100)},
		{Crop{100, 0}, 3, 2, image.Rect(150, 0, 300, 100)},
		{Crop{30, 90}, 3, 1, b},
		{Crop{50, 0}, 6, 1, image.Rect(0, 0, 300, 50)},
	} {
		if got := c.crop.rect(b, c.w, c.h); got != c.want {
			t.Errorf("%v to %d:%d: %v, want %v", c.crop, c.w, c.h, got, c.want)
		}
	}
	for x := range 30 { // whatever the numbers, a piece of the picture and not of nothing
		for y := range 30 {
			b := image.Rect(0, 0, x+1, y+1)
			if r := (&Crop{float64(x * 7 % 101), 33}).rect(b, 3, 2); r.Empty() || !r.In(b) {
				t.Fatalf("%v: %v", b, r)
			}
		}
	}
}

// TestEveryFieldIsInTheID changes each field of a rendition in turn: an ID that
// stayed would give other bytes the same name.
func TestEveryFieldIsInTheID(t *testing.T) {
	base := func() *Rendition {
		return &Rendition{Recipe: Recipe{Crop: &Crop{}, Convert: &Conversion{}}, Profile: &Profile{}, Label: &Label{}}
	}
	before := base().ID()
	var walk func(path string, get func(*Rendition) reflect.Value)
	count := 0
	walk = func(path string, get func(*Rendition) reflect.Value) {
		v := get(base())
		if v.Kind() == reflect.Pointer {
			walk(path, func(r *Rendition) reflect.Value { return get(r).Elem() })
			return
		}
		if v.Kind() == reflect.Struct {
			for i := range v.NumField() {
				if v.Type().Field(i).Tag.Get("json") == "-" {
					continue
				}
				walk(path+"."+v.Type().Field(i).Name, func(r *Rendition) reflect.Value { return get(r).Field(i) })
			}
			return
		}
		changed := base()
		change(t, path, get(changed))
		count++
		if changed.ID() == before {
			t.Errorf("%s does not change the ID", path)
		}
	}
	walk("Rendition", func(r *Rendition) reflect.Value { return reflect.ValueOf(r).Elem() })
	if count < 20 {
		t.Errorf("only %d fields were tried", count)
	}
}

func change(t *testing.T, path string, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Int:
		v.SetInt(7)
	case reflect.Float64:
		v.SetFloat(7)
	case reflect.Array:
		v.Index(0).SetUint(7)
	case reflect.Slice:
		item := reflect.New(v.Type().Elem()).Elem()
		if item.Kind() == reflect.Struct {
			item.FieldByName("Text").SetString("x")
		} else {
			item.SetString("x")
		}
		v.Set(reflect.Append(v, item))
	default:
		t.Fatalf("%s: a kind of field that this test does not know: %v", path, v.Kind())
	}
}

func TestTransparencyIsWhite(t *testing.T) {
	im := image.NewNRGBA(image.Rect(0, 0, 40, 40))
	var b bytes.Buffer
	if err := png.Encode(&b, im); err != nil {
		t.Fatal(err)
	}
	src := folder{fstest.MapFS{"a.png": {Data: b.Bytes()}}}
	c := newCache(t)
	f, err := Probe(src, c, "a.png")
	if err != nil {
		t.Fatal(err)
	}
	data, err := Open(t.Context(), src, c, "a.png", &Rendition{Recipe: NewRecipe(f, 20, 20, "jpeg", 90, nil)})
	if err != nil {
		t.Fatal(err)
	}
	got, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil || colourAt(got, 2, 2) != "w" {
		t.Errorf("a transparent picture is %s, %v", colourAt(got, 2, 2), err)
	}
}

func TestWhatCannotBeMade(t *testing.T) {
	good := jpegOf(t, corners(400, 400))
	damaged := bytes.Clone(good)
	for i := len(damaged) / 2; i < len(damaged)-2; i++ {
		damaged[i] = 0xff - byte(i)
	}
	src := folder{fstest.MapFS{"a.jpg": {Data: damaged}, "b.jpg": {Data: good}}}
	c := newCache(t)
	f, err := Probe(src, c, "a.jpg")
	if err != nil {
		t.Fatal(err)
	}
	r := NewRecipe(f, 20, 20, "jpeg", 90, nil)
	if _, err := Make(t.Context(), src, c, "a.jpg", []*Recipe{&r}); !errors.Is(err, ErrUnreadable) {
		t.Errorf("a damaged scan: %v", err)
	}
	if _, err := Make(t.Context(), src, c, "b.jpg", []*Recipe{&r}); !errors.Is(err, ErrChanged) {
		t.Errorf("another file under the name: %v", err)
	}
}

func TestMakeOnce(t *testing.T) {
	src := folder{fstest.MapFS{"a.jpg": {Data: jpegOf(t, corners(400, 400))}}}
	c := newCache(t)
	f, err := Probe(src, c, "a.jpg")
	if err != nil {
		t.Fatal(err)
	}
	a, b := NewRecipe(f, 20, 20, "jpeg", 90, nil), NewRecipe(f, 10, 10, "jpeg", 90, nil)
	for i, want := range []int{1, 1, 0} {
		recipes := [][]*Recipe{{&a}, {&a, &b}, {&a, &b}}[i]
		if made, err := Make(t.Context(), src, c, "a.jpg", recipes); made != want || err != nil {
			t.Errorf("time %d: made %d, %v; want %d", i+1, made, err, want)
		}
	}
	alone, err := Open(t.Context(), src, newCache(t), "a.jpg", &Rendition{Recipe: b})
	if err != nil {
		t.Fatal(err)
	}
	together, err := Open(t.Context(), src, c, "a.jpg", &Rendition{Recipe: b})
	if err != nil || !bytes.Equal(alone, together) {
		t.Errorf("a rendition made alone has other bytes than one made with its sisters: %v", err)
	}
}

// TestGIFOnItsScreen has a picture in the lower right quarter of its screen, which
// is otherwise white: nothing is stretched.
func TestGIFOnItsScreen(t *testing.T) {
	frame := image.NewPaletted(image.Rect(40, 20, 80, 40), color.Palette{color.RGBA{200, 0, 0, 255}})
	g := &gif.GIF{Image: []*image.Paletted{frame}, Delay: []int{0}, Config: image.Config{Width: 80, Height: 40}}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	src, c := folder{fstest.MapFS{"a.gif": {Data: b.Bytes()}}}, newCache(t)
	f, err := Probe(src, c, "a.gif")
	if err != nil {
		t.Fatal(err)
	}
	data, err := Open(t.Context(), src, c, "a.gif", &Rendition{Recipe: NewRecipe(f, 40, 20, "jpeg", 90, nil)})
	if err != nil {
		t.Fatal(err)
	}
	im, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if got := colourAt(im, 1, 1) + colourAt(im, 3, 1) + colourAt(im, 1, 3) + colourAt(im, 3, 3); got != "wwwr" {
		t.Errorf("its quarters are %s, want wwwr", got)
	}
}

// TestFormats makes every format from planes, from a crop, from grey and from the
// general path: each decodes to what was asked for.
func TestFormats(t *testing.T) {
	grey := image.NewGray(image.Rect(0, 0, 90, 60))
	var flat bytes.Buffer
	if err := png.Encode(&flat, corners(90, 60)); err != nil {
		t.Fatal(err)
	}
	src := folder{fstest.MapFS{
		"planes.jpg": {Data: jpegOf(t, corners(90, 60))}, "grey.jpg": {Data: jpegOf(t, grey)}, "general.png": {Data: flat.Bytes()},
	}}
	c := newCache(t)
	for name := range src.MapFS {
		f, err := Probe(src, c, name)
		if err != nil {
			t.Fatal(err)
		}
		for format := range formats {
			for _, crop := range []*Crop{nil, {X: 20, Y: 50}} {
				r := Rendition{Recipe: NewRecipe(f, 45, 30, format, 90, crop), Label: &Label{Credit: "Agency"}}
				data, err := Open(t.Context(), src, c, name, &r)
				if err != nil {
					t.Fatal(err)
				}
				im, got, err := image.Decode(bytes.NewReader(data))
				if err != nil || got != format || im.Bounds().Dx() != 45 || im.Bounds().Dy() != 30 {
					t.Errorf("%s as %s: %v, a %s", name, format, err, got)
				} else if name != "grey.jpg" && colourAt(im, 1, 1)+colourAt(im, 3, 3) != "rw" {
					t.Errorf("%s as %s: other colours", name, format)
				}
				if !bytes.Contains(data, []byte("<photoshop:Credit>Agency")) {
					t.Errorf("%s as %s has no label", name, format)
				}
			}
		}
	}
}
