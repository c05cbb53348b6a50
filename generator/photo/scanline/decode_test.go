package scanline

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
)

// noise is a picture of some kind whose samples are all different.
func noise(kind string, w, h int) image.Image {
	r := image.Rect(0, 0, w, h)
	fill := func(pix []uint8, opaque int) {
		v := uint32(1)
		for i := range pix {
			v = v*1664525 + 1013904223
			if pix[i] = uint8(v >> 24); opaque > 0 && i%opaque >= opaque*3/4 {
				pix[i] = 255
			}
		}
	}
	switch kind {
	case "grey":
		im := image.NewGray(r)
		fill(im.Pix, 0)
		return im
	case "grey 16":
		im := image.NewGray16(r)
		fill(im.Pix, 0)
		return im
	case "rgb":
		im := image.NewNRGBA(r)
		fill(im.Pix, 4)
		return im
	case "rgba":
		im := image.NewNRGBA(r)
		fill(im.Pix, 0)
		return im
	case "rgb 16":
		im := image.NewNRGBA64(r)
		fill(im.Pix, 8)
		return im
	case "rgba 16":
		im := image.NewNRGBA64(r)
		fill(im.Pix, 0)
		return im
	}
	colours := map[string]int{"palette 1": 2, "palette 2": 4, "palette 4": 16, "palette 8": 200}[kind]
	var p color.Palette
	for i := range colours {
		p = append(p, color.NRGBA{uint8(i * 7), uint8(i * 31), uint8(255 - i), uint8(255 - i%2*100)})
	}
	im := image.NewPaletted(r, p)
	fill(im.Pix, 0)
	for i := range im.Pix {
		im.Pix[i] %= uint8(colours)
	}
	return im
}

var kinds = []string{"grey", "grey 16", "rgb", "rgba", "rgb 16", "rgba 16", "palette 1", "palette 2", "palette 4", "palette 8"}

func encoded(t testing.TB, im image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, im); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// whole asks for the picture as it is.
func whole(int, int) ([]bool, error) { return []bool{true}, nil }

// TestAsImagePNG holds every kind of picture to image/png, which has all its
// filters tried by its own encoder.
func TestAsImagePNG(t *testing.T) {
	for _, kind := range kinds {
		for _, size := range []image.Point{{1, 1}, {17, 9}, {64, 40}} {
			data := encoded(t, noise(kind, size.X, size.Y))
			same(t, kind, data)
		}
	}
	smooth := image.NewNRGBA(image.Rect(0, 0, 100, 100)) // brings out the filters that noise does not
	for i := range smooth.Pix {
		smooth.Pix[i] = uint8(i/400 + i%400/4*(i%4+1)/2)
	}
	same(t, "smooth", encoded(t, smooth))
}

// same compares a decoded file with what image/png makes of it.
func same(t *testing.T, name string, data []byte) {
	t.Helper()
	want, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(bytes.NewReader(data), whole)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	if got[0].Bounds() != want.Bounds() {
		t.Fatalf("%s: %v, want %v", name, got[0].Bounds(), want.Bounds())
	}
	for y := range want.Bounds().Dy() {
		for x := range want.Bounds().Dx() {
			w := eightBits(want.At(x, y))
			if g := got[0].NRGBAAt(x, y); g != w && (g.A != 0 || w.A != 0) {
				t.Fatalf("%s: at %d,%d %v, want %v", name, x, y, g, w)
			}
		}
	}
}

func eightBits(c color.Color) color.NRGBA {
	switch c := c.(type) {
	case color.NRGBA:
		return c
	case color.NRGBA64:
		return color.NRGBA{uint8(c.R >> 8), uint8(c.G >> 8), uint8(c.B >> 8), uint8(c.A >> 8)}
	}
	return color.NRGBAModel.Convert(c).(color.NRGBA)
}

// chunk makes a chunk.
func chunk(kind string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	out = append(append(out, kind...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// TestTransparentColour puts tRNS before the pixels of pictures without alpha.
func TestTransparentColour(t *testing.T) {
	for _, kind := range []string{"grey", "grey 16", "rgb", "rgb 16"} {
		im := noise(kind, 20, 20)
		r, g, b, _ := im.At(3, 4).RGBA()
		if !strings.HasSuffix(kind, "16") {
			r, g, b = r>>8, g>>8, b>>8
		}
		samples := binary.BigEndian.AppendUint16(nil, uint16(r))
		if strings.HasPrefix(kind, "rgb") {
			samples = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(samples, uint16(g)), uint16(b))
		}
		data := encoded(t, im)
		at := bytes.Index(data, []byte("IDAT")) - 4
		data = append(append(bytes.Clone(data[:at]), chunk("tRNS", samples)...), data[at:]...)
		same(t, kind, data)
		got, err := Decode(bytes.NewReader(data), whole)
		if err != nil || got[0].NRGBAAt(3, 4).A != 0 {
			t.Errorf("%s: the transparent colour is %v, %v", kind, got[0].NRGBAAt(3, 4), err)
		}
	}
}

func TestHalves(t *testing.T) {
	im := image.NewNRGBA(image.Rect(0, 0, 41, 23))
	for i := range im.Pix {
		im.Pix[i] = 255
	}
	for y := range 23 {
		for x := range 41 {
			im.SetNRGBA(x, y, color.NRGBA{uint8(6 * x), uint8(10 * y), 77, 255})
		}
	}
	im.SetNRGBA(0, 0, color.NRGBA{255, 255, 255, 0}) // what is not seen does not count
	got, err := Decode(bytes.NewReader(encoded(t, im)), func(w, h int) ([]bool, error) {
		if w != 41 || h != 23 {
			t.Errorf("%d×%d", w, h)
		}
		return []bool{false, true, false, true}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got[0] != nil || got[2] != nil || got[1].Bounds() != image.Rect(0, 0, 20, 11) || got[3].Bounds() != image.Rect(0, 0, 5, 2) {
		t.Fatalf("sizes: %v", got)
	}
	if c := got[1].NRGBAAt(0, 0); c != (color.NRGBA{4, 7, 77, 191}) {
		t.Errorf("a pixel of three: %v", c)
	}
	for y := range 2 {
		for x := range 5 {
			c, wantR, wantG := got[3].NRGBAAt(x, y), 6*(8*x)+21, 10*(8*y)+35
			if off := max(int(c.R)-wantR, wantR-int(c.R), int(c.G)-wantG, wantG-int(c.G)); off > 2 {
				t.Errorf("eighth at %d,%d: %v, want about %d, %d", x, y, c, wantR, wantG)
			}
		}
	}
}

// TestBrightness halves noise: its mean must stay.
func TestBrightness(t *testing.T) {
	got, err := Decode(bytes.NewReader(encoded(t, noise("grey", 512, 512))), func(int, int) ([]bool, error) {
		return []bool{true, false, false, true}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	mean := func(im *image.NRGBA) float64 {
		sum := 0
		for i := 0; i < len(im.Pix); i += 4 {
			sum += int(im.Pix[i])
		}
		return 4 * float64(sum) / float64(len(im.Pix))
	}
	if a, b := mean(got[0]), mean(got[3]); a-b > 0.1 || b-a > 0.1 {
		t.Errorf("the mean was %.2f and is %.2f", a, b)
	}
}

func TestDamage(t *testing.T) {
	good := encoded(t, noise("rgb", 60, 40))
	first := bytes.Index(good, []byte("IDAT"))
	for name, damage := range map[string]func([]byte) []byte{
		"a byte in the middle":  func(b []byte) []byte { b[len(b)/2] ^= 0x55; return b },
		"the checksum at last":  func(b []byte) []byte { b[len(b)-13] ^= 1; return b },
		"cut in the middle":     func(b []byte) []byte { return b[:len(b)/2] },
		"cut behind the header": func(b []byte) []byte { return b[:33] },
		"no pixels":             func(b []byte) []byte { return append(b[:33], chunk("IEND", nil)...) },
		"empty pixels":          func(b []byte) []byte { return append(append(b[:33], chunk("IDAT", nil)...), chunk("IEND", nil)...) },
		"another kind between":  func(b []byte) []byte { copy(b[first:], "JDAT"); return b },
		"no such depth":         func(b []byte) []byte { b[24] = 3; return b },
		"no such colour":        func(b []byte) []byte { b[25] = 200; return b },
		"a chunk of 2 GB":       func(b []byte) []byte { copy(b[33:], "\x7f\xff\xff\xffPLTE"); return b[:60] },
		"negative size":         func(b []byte) []byte { b[16] = 0xff; return b },
		"nothing":               func([]byte) []byte { return nil },
	} {
		if _, err := Decode(bytes.NewReader(damage(bytes.Clone(good))), whole); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	refused := errors.New("refused")
	if _, err := Decode(bytes.NewReader(good), func(int, int) ([]bool, error) { return nil, refused }); !errors.Is(err, refused) {
		t.Errorf("a refusal: %v", err)
	}
	interlaced := bytes.Clone(good)
	interlaced[28] = 1
	binary.BigEndian.PutUint32(interlaced[29:], crc32.ChecksumIEEE(interlaced[12:29]))
	if _, err := Decode(bytes.NewReader(interlaced), whole); !errors.Is(err, ErrInterlaced) {
		t.Errorf("interlaced: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	for _, kind := range kinds {
		f.Add(encoded(f, noise(kind, 13, 7)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		want, refuses := png.DecodeConfig(bytes.NewReader(data))
		got, err := Decode(bytes.NewReader(data), func(w, h int) ([]bool, error) {
			if w*h > 1<<20 {
				return nil, errors.New("too large")
			}
			return []bool{true, w > 1 && h > 1}, nil
		})
		if err == nil && refuses == nil && got[0].Bounds() != image.Rect(0, 0, want.Width, want.Height) {
			t.Errorf("%v, but image/png says %d×%d", got[0].Bounds(), want.Width, want.Height)
		}
	})
}
