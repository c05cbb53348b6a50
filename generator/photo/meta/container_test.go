package meta

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"path/filepath"
	"testing"
)

// pngChunk writes one chunk with its checksum.
func pngChunk(kind string, data []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	b = append(append(b, kind...), data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

func deflated(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func profile() string {
	p := make([]byte, 200)
	copy(p[36:], "acsp")
	return string(p)
}

func TestPNG(t *testing.T) {
	xmp := string(packet("<dc:title>t</dc:title>"))
	iim := string(appendIIMResources([]byte(idResource), Label{Credit: "Desk"}.IIM()))
	file := bytes.Join([][]byte{
		[]byte(pngSignature),
		pngChunk("IHDR", []byte("\x00\x00\x01\x00\x00\x00\x00\x80\x10\x06\x00\x00\x01")),
		pngChunk("iCCP", []byte("p\x00\x00"+deflated(t, profile()))),
		pngChunk("iTXt", []byte("XML:com.adobe.xmp\x00\x01\x00\x00\x00"+deflated(t, xmp))),
		pngChunk("zTXt", []byte("Raw profile type iptc\x00\x00"+deflated(t, hexProfile("iptc", iim)))),
		pngChunk("eXIf", exifBlock()),
		pngChunk("caBX", nil),
	}, nil)
	whole := append(bytes.Clone(file), pngChunk("IEND", nil)...)
	f := readBytes(whole)
	if f.Width != 256 || f.Height != 128 || f.Bits != 16 || f.Components != 3 || !f.Alpha || !f.Progressive || !f.C2PA || f.Truncated {
		t.Errorf("header: %+v", f)
	}
	if string(f.ICC) != profile() || f.Orientation != 6 || f.IPTCDigest != DigestEqual || len(f.Damage) > 0 {
		t.Errorf("profile of %d bytes, orientation %d, digest %q, damage %v", len(f.ICC), f.Orientation, f.IPTCDigest, f.Damage)
	}
	got := raw(f)
	if got["XMP-dc:Title"] != "t" || got["IPTC:Credit"] != "Desk" {
		t.Errorf("values: %v", got)
	}
	if !readBytes(file).Truncated {
		t.Error("a PNG without IEND is not said to be truncated")
	}
}

// hexProfile writes a profile as ImageMagick does.
func hexProfile(kind, data string) string {
	const digits = "0123456789abcdef"
	s := "\n" + kind + "\n      77\n"
	for i := range len(data) {
		s += string(digits[data[i]>>4]) + string(digits[data[i]&15])
		if i%36 == 35 {
			s += "\n"
		}
	}
	return s
}

// exifBlock is a big-endian Exif block with orientation 6, a serial number and a position.
func exifBlock() []byte {
	e := func(tag, kind uint16, n, value uint32) []byte {
		b := binary.BigEndian.AppendUint16(nil, tag)
		b = binary.BigEndian.AppendUint16(b, kind)
		b = binary.BigEndian.AppendUint32(b, n)
		return binary.BigEndian.AppendUint32(b, value)
	}
	ifd := func(entries ...[]byte) []byte {
		b := binary.BigEndian.AppendUint16(nil, uint16(len(entries)))
		return append(append(b, bytes.Join(entries, nil)...), 0, 0, 0, 0)
	}
	b := []byte("MM\x00*\x00\x00\x00\x08")
	b = append(b, ifd(e(0x0112, typeShort, 1, 6<<16), e(tagExifIFD, typeLong, 1, 50), e(tagGPSIFD, typeLong, 1, 100))...)
	b = append(b, ifd(e(0x9003, typeASCII, 20, 80), e(0xA431, typeASCII, 4, 0x31323300))...)
	b = append(b, "2025:03:05 09:30:15\x00"...)
	b = append(b, ifd(e(1, typeASCII, 2, 0x4E000000), e(2, typeRational, 3, 130))...)
	return append(b, bytes.Repeat([]byte("\x00\x00\x00\x05\x00\x00\x00\x01"), 3)...)
}

func TestExifBlock(t *testing.T) {
	p := pixels(t)
	in := appendSegment(bytes.Clone(p[:2]), markAPP1, []byte(idExif), exifBlock())
	in = append(in, p[2:]...)
	got := raw(readBytes(in))
	if got["ExifIFD:DateTimeOriginal"] != "2025:03:05 09:30:15" || normal(got["GPS:GPSLatitude"]) != "5.08472222222" || normal(got["ExifIFD:SerialNumber"]) != "123" {
		t.Errorf("values: %v", got)
	}
	var out bytes.Buffer
	if err := StripJPEG(&out, bytes.NewReader(in), int64(len(in))); err != nil {
		t.Fatal(err)
	}
	f := readBytes(out.Bytes())
	got = raw(f)
	if len(got) != 2 || got["ExifIFD:DateTimeOriginal"] != "2025:03:05 09:30:15" || f.Orientation != 6 || len(f.Damage) > 0 {
		t.Errorf("after stripping: %v, damage %v", got, f.Damage)
	}
}

func TestHEIF(t *testing.T) {
	f := readBytes(heifSeed())
	if v, _ := f.Get("XMP-dc:Title"); v.Text != "t" || f.Format != "heif" || len(f.Damage) > 0 {
		t.Errorf("title %q, format %q, damage %v", v.Text, f.Format, f.Damage)
	}
	if f := readBytes(heifSeed()[:100]); !f.Truncated {
		t.Error("a HEIF file cut in its meta box is not said to be truncated")
	}
}

func TestHEIFOrientation(t *testing.T) {
	for _, c := range [][3]int{{0, -1, 1}, {1, -1, 8}, {2, -1, 3}, {3, -1, 6}, {0, 1, 2}, {0, 0, 4}, {1, 1, 7}, {3, 1, 5}} {
		if got := heifOrientation(c[0], c[1]); got != c[2] {
			t.Errorf("irot %d imir %d: %d, want %d", c[0], c[1], got, c[2])
		}
	}
}

func TestGIF(t *testing.T) {
	b := []byte("GIF89a\x02\x00\x03\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xff\x0bXMP DataXMP")
	b = append(b, packet("<dc:title>t</dc:title>")...)
	b = append(b, "\x01\xff\xfe\xfd\x00;"...)
	f := readBytes(b)
	if v, _ := f.Get("XMP-dc:Title"); v.Text != "t" || f.Width != 2 || f.Height != 3 || f.Truncated {
		t.Errorf("title %q, %d by %d, truncated %v", v.Text, f.Width, f.Height, f.Truncated)
	}
}

// TestTruncatedJPEG tells a picture that ends too early from one that is followed by something.
func TestTruncatedJPEG(t *testing.T) {
	p := pixels(t)
	for name, c := range map[string]struct {
		b    []byte
		want bool
	}{
		"whole": {p, false}, "with a trailer": {append(bytes.Clone(p), "trailer"...), false},
		"padded": {append(bytes.Clone(p), make([]byte, 100_000)...), false},
		"half":   {p[:len(p)-200], true}, "without its last byte": {p[:len(p)-1], true}, "head only": {p[:30], true},
	} {
		f := readBytes(c.b)
		if f.Truncated != c.want {
			t.Errorf("%s: truncated is %v", name, f.Truncated)
		}
		if name == "whole" && (f.Width != 40 || f.Height != 24 || f.Components != 3 || f.Subsampling != "4:2:0" || f.Progressive) {
			t.Errorf("header: %+v", f)
		}
	}
}

// TestBrokenParts holds that one part's damage costs no other part.
func TestBrokenParts(t *testing.T) {
	p := pixels(t)
	in := appendSegment(bytes.Clone(p[:2]), markAPP1, []byte(idExif), []byte("no TIFF stream here"))
	in = appendSegment(in, markAPP1, []byte(idXMP), []byte("<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>half a ti"))
	in = appendSegment(in, markAPP13, []byte(idResource), appendResource(nil, resourceIIM, append(Label{Credit: "Desk"}.IIM(), "\x1c\x02\x78\x00\x20short"...)))
	f := readBytes(append(in, p[2:]...))
	parts := map[string]bool{}
	for _, d := range f.Damage {
		parts[d.Part] = true
	}
	if !parts["EXIF"] || !parts["XMP"] || !parts["IPTC"] {
		t.Errorf("damage: %v", f.Damage)
	}
	got := raw(f)
	if got["XMP-dc:Title"] != "half a ti" || got["IPTC:Credit"] != "Desk" || got["IPTC:Caption-Abstract"] != "short" {
		t.Errorf("values: %v", got)
	}
}

// TestAgreement takes the character set under which IIM says what XMP says.
func TestAgreement(t *testing.T) {
	iim := appendDataset(nil, 2, 90, "\xcc\xee\xf1\xea\xe2\xe0")
	iim = appendDataset(iim, 2, 120, "\xca\xf0\xe5\xec\xeb\xfc")
	xmp := packet(`<photoshop:City xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">Москва</photoshop:City>`)
	f := readBytes(jpegWith(t, xmp, iim))
	v, _ := f.Get("IPTC:Caption-Abstract")
	if v.Text != "Кремль" || v.Charset != "windows-1251" || v.Guess != GuessXMP {
		t.Errorf("%q in %s by %s", v.Text, v.Charset, v.Guess)
	}
	undecided := readBytes(jpegWith(t, nil, iim))
	if v, _ := undecided.Get("IPTC:City"); v.Guess != GuessFallback || v.Charset != "windows-1252" {
		t.Errorf("without XMP: %q in %s by %q", v.Text, v.Charset, v.Guess)
	}
	if v, _ := undecided.Resolve("windows-1251").Get("IPTC:City"); v.Text != "Москва" || v.Charset != "windows-1251" {
		t.Errorf("resolved: %q in %s", v.Text, v.Charset)
	}
	if v, _ := undecided.Get("IPTC:City"); v.Charset != "windows-1252" {
		t.Error("Resolve changed its receiver")
	}
}

// TestMixedKeywords keeps a list together when only one of its items needs the site's character set.
func TestMixedKeywords(t *testing.T) {
	iim := appendDataset(appendDataset(nil, 2, 25, "plain"), 2, 25, "caf\xe9")
	f := readBytes(jpegWith(t, nil, iim)).Resolve("macintosh")
	if v, _ := f.Get("IPTC:Keywords"); normal(v.JSON()) != "plain|cafÈ" {
		t.Errorf("keywords %v", v.All())
	}
}

func TestLanguages(t *testing.T) {
	f := readBytes(trapBytes(t, "xmp01-alt-default-en-zh"))
	for want, langs := range map[string][]string{"x-default": nil, "zh-CN": {"zh-Hans"}, "en": {"en-GB", "zh"}} {
		if v, _ := f.In("XMP-dc:Description", langs...); v.Lang != want {
			t.Errorf("asked for %v, got %q", langs, v.Lang)
		}
	}
}

// TestSidecar reads a packet alone.
func TestSidecar(t *testing.T) {
	f := ReadSidecar(fullLabel().Packet())
	if v, _ := f.Get("XMP-photoshop:Credit"); v.Text != "Xinhua" || f.Format != "xmp" || len(f.Damage) > 0 {
		t.Errorf("credit %q, damage %v", v.Text, f.Damage)
	}
	if f := ReadSidecar([]byte("no packet")); len(f.Damage) == 0 {
		t.Error("a file without XMP is not said to be damaged")
	}
}

// TestFalseAlarms holds that whole photographs are not called damaged or truncated.
func TestFalseAlarms(t *testing.T) {
	for _, name := range realJPEGs(t) {
		if f := readBytes(readFile(t, name)); f.Truncated || len(f.Damage) > 0 || f.Width == 0 {
			t.Errorf("%s: truncated %v, damage %v, width %d", filepath.Base(name), f.Truncated, f.Damage, f.Width)
		}
	}
}
