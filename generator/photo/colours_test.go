package photo

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"testing"
	"testing/fstest"

	"golang.org/x/image/webp"

	"photodesk/generator/photo/colour"
	"photodesk/generator/photo/meta"
)

// patches are pixels in eight columns of a picture.
type patches [8][4]uint8

// colourful are sRGB's corners, two greys and a skin.
var colourful = patches{
	{230, 30, 30}, {40, 220, 50}, {30, 40, 220}, {250, 240, 60}, {128, 128, 128}, {30, 30, 30}, {220, 170, 140}, {255, 255, 255},
}

const patchSize = 16

// plane is one channel of a picture of patches.
func (p *patches) plane(channel int) *image.Gray {
	im := image.NewGray(image.Rect(0, 0, patchSize*len(p), 32))
	for i := range im.Pix {
		im.Pix[i] = p[i%im.Stride/patchSize][channel]
	}
	return im
}

func (p *patches) image() *image.NRGBA {
	im := image.NewNRGBA(image.Rect(0, 0, patchSize*len(p), 32))
	for y := range 32 {
		for x := range im.Rect.Dx() {
			c := p[x/patchSize]
			im.SetNRGBA(x, y, color.NRGBA{c[0], c[1], c[2], 255})
		}
	}
	return im
}

// fourComponents is a JPEG of four components, each in a scan of its own, which
// are those of grey JPEGs. With adobe its segment stands first, of that transform.
func (p *patches) fourComponents(t *testing.T, adobe bool, transform byte) []byte {
	t.Helper()
	out := []byte("\xff\xd8")
	if adobe {
		out = append(out, "\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00"...)
		out = append(out, transform)
	}
	for c := range 4 {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, p.plane(c), &jpeg.Options{Quality: 100}); err != nil {
			t.Fatal(err)
		}
		grey := b.Bytes()
		frame, scan := bytes.Index(grey, []byte("\xff\xc0")), bytes.Index(grey, []byte("\xff\xda"))
		if c == 0 {
			out = append(out, grey[2:frame]...)
			out = append(out, "\xff\xc0\x00\x14\x08"...)
			out = append(out, grey[frame+5:frame+9]...)
			out = append(out, "\x04\x01\x11\x00\x02\x11\x00\x03\x11\x00\x04\x11\x00"...)
			tables := grey[frame:scan]
			out = append(out, tables[2+binary.BigEndian.Uint16(tables[2:]):]...)
		}
		out = append(out, "\xff\xda\x00\x08\x01"...)
		out = append(out, byte(c+1), 0, 0, 63, 0)
		out = append(out, grey[scan+10:len(grey)-2]...)
	}
	return append(out, "\xff\xd9"...)
}

// withProfile puts a profile into a JPEG.
func withProfile(t *testing.T, jpg, icc []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := meta.WriteJPEG(&out, jpg, Label{}, icc); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// shown makes a rendition of the data and returns its patches and its profile.
func shown(t *testing.T, data []byte, format string, crop *Crop) (patches, []byte) {
	t.Helper()
	src := folder{fstest.MapFS{"a": {Data: data}}}
	c := newCache(t)
	f, err := Probe(src, c, "a")
	if err != nil {
		t.Fatal(err)
	}
	w, h := f.Width, f.Height
	if crop != nil {
		h = 30
	}
	r := &Rendition{Recipe: NewRecipe(f, w, h, format, 95, crop), Profile: f.Profile()}
	out, err := Open(t.Context(), src, c, "a", r)
	if err != nil {
		t.Fatal(err)
	}
	facts := meta.Read(bytes.NewReader(out), int64(len(out)))
	return patchesOf(t, out, format), facts.ICC
}

// patchesOf reads the middle of each patch.
func patchesOf(t *testing.T, data []byte, format string) (p patches) {
	t.Helper()
	if format == "webp" {
		im, err := webp.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		yuv := im.(*image.YCbCr)
		for i := range p {
			x, y := i*patchSize+patchSize/2, 15
			o, q := yuv.YOffset(x, y), yuv.COffset(x, y)
			wide := func(v uint8, low, span float64) uint8 { return uint8(min(max((float64(v)-low)*255/span+0.5, 0), 255)) }
			r, g, b := color.YCbCrToRGB(wide(yuv.Y[o], 16, 219), wide(yuv.Cb[q], 128-128*224/255.0, 224), wide(yuv.Cr[q], 128-128*224/255.0, 224))
			p[i] = [4]uint8{r, g, b}
		}
		return p
	}
	im, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for i := range p {
		r, g, b, _ := im.At(i*patchSize+patchSize/2, 15).RGBA()
		p[i] = [4]uint8{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8)}
	}
	return p
}

// near fails if patches differ by more than some levels.
func near(t *testing.T, what string, got, want patches, levels float64) {
	t.Helper()
	for i := range got {
		for c := range 3 {
			if d := math.Abs(float64(got[i][c]) - float64(want[i][c])); d > levels {
				t.Errorf("%s: patch %d is %v, want %v", what, i, got[i][:3], want[i][:3])
				break
			}
		}
	}
}

// inks are patches in cyan, magenta, yellow and black: the corners, paper, a
// grey, a skin and all of them.
var inks = patches{
	{255, 0, 0, 0}, {0, 255, 0, 0}, {0, 0, 255, 0}, {0, 0, 0, 255}, {}, {128, 100, 100, 20}, {20, 80, 90, 0}, {255, 255, 255, 255},
}

// TestInks shows a picture for printing as paper would, from files of each kind
// that programs write.
func TestInks(t *testing.T) {
	c, err := colour.Open(nil, 4)
	if err != nil {
		t.Fatal(err)
	}
	var want, inverted, ycck patches
	for i, p := range inks {
		c.Inks(want[i][:], p[:])
		for ch, v := range p {
			inverted[i][ch] = 255 - v
		}
		y, cb, cr := color.RGBToYCbCr(p[0], p[1], p[2])
		ycck[i] = [4]uint8{y, cb, cr, 255 - p[3]}
	}
	// Not the formula, by which cyan is 0, 255, 255.
	if want[0][1] > 180 || want[4] != [4]uint8{255, 255, 255, 255} || want[7][0] > 4 {
		t.Fatalf("the inks are %v", want)
	}
	for _, format := range []string{"jpeg", "webp"} {
		for name, data := range map[string][]byte{
			"plain":    inks.fourComponents(t, false, 0),
			"inverted": inverted.fourComponents(t, true, 0),
			"YCCK":     ycck.fourComponents(t, true, 2),
			"TIFF":     inks.tiffOf(binary.BigEndian, 8),
			"TIFF, 16": inks.tiffOf(binary.LittleEndian, 16),
		} {
			got, icc := shown(t, data, format, nil)
			if icc != nil {
				t.Errorf("%s %s: a profile of %d bytes", name, format, len(icc))
			}
			near(t, name+" "+format, got, want, 12)
		}
	}
}

// TestPassedThrough leaves samples as they are and puts the profile beside them.
func TestPassedThrough(t *testing.T) {
	for _, space := range []colour.Space{colour.DisplayP3, colour.AdobeRGB, colour.ProPhotoRGB} {
		data := withProfile(t, jpegOf(t, colourful.image()), space.Profile())
		for _, format := range []string{"jpeg", "webp"} {
			got, icc := shown(t, data, format, nil)
			near(t, format, got, colourful, 12)
			if !bytes.Equal(icc, space.Profile()) {
				t.Errorf("space %d, %s: a profile of %d bytes", space, format, len(icc))
			}
		}
	}
	_, icc := shown(t, withProfile(t, jpegOf(t, colourful.image()), colour.SRGB.Profile()), "jpeg", nil)
	if icc != nil {
		t.Errorf("sRGB is passed on in %d bytes", len(icc))
	}
}

// greyProfile is a profile of one curve, a power in 256ths.
func greyProfile(power uint16) []byte {
	icc := make([]byte, 128+4+12+14)
	binary.BigEndian.PutUint32(icc, uint32(len(icc)))
	icc[8] = 2
	copy(icc[12:], "mntrGRAYXYZ ")
	copy(icc[36:], "acsp")
	icc[131] = 1
	copy(icc[132:], "kTRC\x00\x00\x00\x90\x00\x00\x00\x0ecurv\x00\x00\x00\x00\x00\x00\x00\x01")
	binary.BigEndian.PutUint16(icc[156:], power)
	return icc
}

// TestGreyOnAnotherCurve converts greys, in JPEGs whole and cut, and in PNGs.
func TestGreyOnAnotherCurve(t *testing.T) {
	var grey, want patches
	for i := range grey {
		v := uint8(20 + 30*i)
		y := math.Pow(float64(v)/255, 1.25)
		s := 12.92 * y
		if y > 0.0031308 {
			s = 1.055*math.Pow(y, 1/2.4) - 0.055
		}
		w := uint8(s*255 + 0.5)
		grey[i], want[i] = [4]uint8{v, v, v}, [4]uint8{w, w, w}
	}
	icc := greyProfile(320)
	jpg := withProfile(t, jpegOf(t, grey.plane(0)), icc)
	for _, format := range []string{"jpeg", "webp"} {
		for _, crop := range []*Crop{nil, {50, 50}} {
			got, left := shown(t, jpg, format, crop)
			near(t, "JPEG to "+format, got, want, 4)
			if left != nil {
				t.Errorf("a profile for grey of %d bytes is left", len(left))
			}
		}
	}
	got, _ := shown(t, pngWith(t, grey.plane(0), icc), "jpeg", nil)
	near(t, "PNG", got, want, 4)
}

// TestTableIsConverted converts a profile in a table of more than 4 kB, which
// swaps red and blue, on both paths.
func TestTableIsConverted(t *testing.T) {
	icc := swapped()
	// The table's colours are XYZ of linear light; levels are on a power of 2.
	var want patches
	for i, p := range colourful {
		for c, v := range p[:3] {
			y := math.Pow(float64(v)/255, 2)
			s := 12.92 * y
			if y > 0.0031308 {
				s = 1.055*math.Pow(y, 1/2.4) - 0.055
			}
			want[i][2-c] = uint8(s*255 + 0.5)
		}
	}
	for _, format := range []string{"jpeg", "webp"} {
		for _, crop := range []*Crop{nil, {50, 50}} {
			got, left := shown(t, withProfile(t, jpegOf(t, colourful.image()), icc), format, crop)
			near(t, "JPEG to "+format, got, want, 14)
			if left != nil {
				t.Errorf("a profile of %d bytes is left", len(left))
			}
		}
	}
	got, _ := shown(t, pngWith(t, colourful.image(), icc), "jpeg", nil)
	near(t, "PNG", got, want, 12)
}

// swapped is a profile of lut16Type whose red is blue, with a curve of a power of
// 2 before a table of two points a side.
func swapped() []byte {
	lut := []byte("mft2\x00\x00\x00\x00\x03\x03\x02\x00")
	lut = append(lut, make([]byte, 36)...)
	lut = append(lut, 4, 0, 0, 2) // 1024 points before, 2 after
	for range 3 {
		for i := range 1024 {
			x := float64(i) / 1023
			lut = binary.BigEndian.AppendUint16(lut, uint16(x*x*65535+0.5))
		}
	}
	blueGreenRed := [3][3]float64{{0.14305, 0.06061, 0.71391}, {0.38511, 0.71691, 0.09707}, {0.43604, 0.22248, 0.01392}}
	for i := range 8 {
		for c := range 3 {
			v := 0.0
			for ch, on := range [3]int{i >> 2 & 1, i >> 1 & 1, i & 1} {
				v += float64(on) * blueGreenRed[ch][c]
			}
			lut = binary.BigEndian.AppendUint16(lut, uint16(v*32768+0.5))
		}
	}
	for range 3 {
		lut = append(lut, 0, 0, 255, 255)
	}
	icc := make([]byte, 128+4+12)
	icc[8] = 2
	copy(icc[12:], "scnrRGB XYZ ")
	copy(icc[36:], "acsp")
	icc[131] = 1
	copy(icc[132:], "A2B0\x00\x00\x00\x90")
	binary.BigEndian.PutUint32(icc[140:], uint32(len(lut)))
	icc = append(icc, lut...)
	binary.BigEndian.PutUint32(icc, uint32(len(icc)))
	return icc
}

// pngWith is a PNG with a profile.
func pngWith(t *testing.T, im image.Image, icc []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, im); err != nil {
		t.Fatal(err)
	}
	const header = 8 + 25 // the signature and IHDR
	return append(append(bytes.Clone(b.Bytes()[:header]), iccp(icc)...), b.Bytes()[header:]...)
}

// TestAdobeByExif takes a camera at its word where there is no profile.
func TestAdobeByExif(t *testing.T) {
	value := func(name, text string) meta.Value { return meta.Value{Name: name, Text: text} }
	for _, c := range []struct {
		space, index string
		icc          []byte
		want         bool
	}{
		{"65535", "R03", nil, true},
		{"2", "", nil, true},
		{"65535", "R98", nil, false},
		{"65535", "", nil, false},
		{"1", "R03", nil, false},
		{"65535", "R03", colour.SRGB.Profile(), false},
	} {
		f := &Facts{Facts: meta.Facts{Format: "jpeg", Components: 3, ICC: c.icc, Values: []meta.Value{
			value("ExifIFD:ColorSpace", c.space), value("InteropIFD:InteropIndex", c.index),
		}}}
		p := f.Profile()
		if got := p != nil && bytes.Equal(p.Data, colour.AdobeRGB.Profile()); got != c.want {
			t.Errorf("colour space %q, index %q, %d bytes of profile: Adobe RGB is %v", c.space, c.index, len(c.icc), got)
		}
	}
	// And as a camera writes it.
	_, icc := shown(t, dcf(jpegOf(t, colourful.image())), "jpeg", nil)
	if !bytes.Equal(icc, colour.AdobeRGB.Profile()) {
		t.Errorf("a camera's Adobe RGB has a profile of %d bytes", len(icc))
	}
}

// dcf puts Exif with a colour space that is not calibrated and the index R03 into
// a JPEG.
func dcf(jpg []byte) []byte {
	be := binary.BigEndian
	tiff := []byte("MM\x00*\x00\x00\x00\x08")
	ifd := func(entries ...[]byte) {
		tiff = be.AppendUint16(tiff, uint16(len(entries)))
		for _, e := range entries {
			tiff = append(tiff, e...)
		}
		tiff = be.AppendUint32(tiff, 0)
	}
	entry := func(tag, kind uint16, count uint32, value string) []byte {
		e := be.AppendUint16(nil, tag)
		e = be.AppendUint16(e, kind)
		e = be.AppendUint32(e, count)
		return append(e, value...)
	}
	ifd(entry(0x8769, 4, 1, "\x00\x00\x00\x1a"))
	ifd(entry(0xa001, 3, 1, "\xff\xff\x00\x00"), entry(0xa005, 4, 1, "\x00\x00\x00\x38"))
	ifd(entry(0x0001, 2, 4, "R03\x00"))
	seg := append([]byte("\xff\xe1\x00\x00Exif\x00\x00"), tiff...)
	be.PutUint16(seg[2:], uint16(len(seg)-2))
	return append(append([]byte("\xff\xd8"), seg...), jpg[2:]...)
}

// iccp is the chunk of a PNG with a profile.
func iccp(icc []byte) []byte {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	w.Write(icc)
	w.Close()
	body := append([]byte("iCCPtest\x00\x00"), z.Bytes()...)
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))
	return binary.BigEndian.AppendUint32(append(out, body...), crc32.ChecksumIEEE(body))
}

// TestWebPKeepsItsContrast makes a rendition of a rendition in WebP, whose planes
// have another range than JPEG's.
func TestWebPKeepsItsContrast(t *testing.T) {
	src := folder{fstest.MapFS{"a": {Data: jpegOf(t, colourful.image())}}}
	c := newCache(t)
	f, err := Probe(src, c, "a")
	if err != nil {
		t.Fatal(err)
	}
	data, err := Open(t.Context(), src, c, "a", &Rendition{Recipe: NewRecipe(f, f.Width, f.Height, "webp", 95, nil)})
	if err != nil {
		t.Fatal(err)
	}
	got, _ := shown(t, data, "jpeg", nil)
	near(t, "WebP", got, colourful, 12)
}

// tiffOf is a TIFF of the patches' four channels as inks, in samples of 8 or 16
// bits, not compressed.
func (p *patches) tiffOf(order binary.AppendByteOrder, bits int) []byte {
	head := "II*\x00"
	if order.AppendUint16(nil, 1)[0] == 0 {
		head = "MM\x00*"
	}
	var pix []byte
	for range 32 {
		for x := range patchSize * len(p) {
			for _, v := range p[x/patchSize] {
				if bits == 16 {
					pix = order.AppendUint16(pix, uint16(v)*257)
				} else {
					pix = append(pix, v)
				}
			}
		}
	}
	out := order.AppendUint32([]byte(head), uint32(16+len(pix)))
	for range 4 {
		out = order.AppendUint16(out, uint16(bits))
	}
	out = append(out, pix...)
	entries := [][3]uint32{ // a SHORT but for what is 4
		{256, 3, uint32(patchSize * len(p))},
		{257, 3, 32},
		{258, 3, 0},
		{259, 3, 1},
		{262, 3, 5},
		{273, 4, 16},
		{277, 3, 4},
		{278, 3, 32},
		{279, 4, uint32(len(pix))},
		{284, 3, 1},
	}
	out = order.AppendUint16(out, uint16(len(entries)))
	for _, e := range entries {
		out = order.AppendUint16(out, uint16(e[0]))
		out = order.AppendUint16(out, uint16(e[1]))
		switch {
		case e[0] == 258: // four numbers, behind the header
			out = order.AppendUint32(out, 4)
			out = order.AppendUint32(out, 8)
		case e[1] == 3:
			out = order.AppendUint32(out, 1)
			out = order.AppendUint16(out, uint16(e[2]))
			out = order.AppendUint16(out, 0)
		default:
			out = order.AppendUint32(out, 1)
			out = order.AppendUint32(out, e[2])
		}
	}
	return order.AppendUint32(out, 0)
}

// TestProfileThatIsABomb makes a picture whose profile unpacks to 20 MB, which
// are not kept, as if it had none.
func TestProfileThatIsABomb(t *testing.T) {
	icc := append(swapped(), make([]byte, 20<<20)...)
	data := pngWith(t, colourful.image(), icc)
	if len(data) > 1<<20 {
		t.Fatalf("the bomb has %d bytes", len(data))
	}
	facts := meta.Read(bytes.NewReader(data), int64(len(data)))
	if facts.ICC != nil || len(facts.Damage) == 0 {
		t.Errorf("%d bytes of profile are kept, damage %v", len(facts.ICC), facts.Damage)
	}
	got, left := shown(t, data, "jpeg", nil)
	near(t, "PNG", got, colourful, 12)
	if left != nil {
		t.Errorf("a profile of %d bytes is left", len(left))
	}
}
