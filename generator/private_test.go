package generator

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"path"
	"slices"
	"strings"
	"testing"
)

// planted are what must not be published, as they stand in the bytes of the
// photographs below: desk instructions in IIM and XMP, serial numbers, a maker
// note, a position in Exif and in XMP, and a thumbnail.
var planted = []string{
	"INSTRUCTIONS-IN-IIM", "INSTRUCTIONS-IN-XMP", "SERIAL-IN-EXIF", "SERIAL-IN-XMP", "MAKER-NOTE", "THUMBNAIL", "INSTRUCTIONS-BESIDE",
	positionInExif, "29,21.77", "106,55.33", "SERIAL-BESIDE",
}

// degrees are forms in which the position might be written again.
var degrees = []string{"29.3628", "29.3629", "106.9221", "106.9222"}

// positionInExif is 29° 21' 46.5" as three rationals of a big-endian stream.
const positionInExif = "\x00\x00\x00\x1d\x00\x00\x00\x01\x00\x00\x00\x15\x00\x00\x00\x01\x00\x00\x01\xd1\x00\x00\x00\x0a"

const plantedXMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 photoshop:Credit="Agency" photoshop:Instructions="INSTRUCTIONS-IN-XMP" photoshop:City="Yongchuan" photoshop:DateCreated="2023-07-20"
 exif:GPSLatitude="29,21.775N" exif:GPSLongitude="106,55.331E" aux:SerialNumber="SERIAL-IN-XMP">
<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Tang Yi</rdf:li><rdf:li>Li Na</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage></rdf:Description></rdf:RDF></x:xmpmeta>`

// segment is a JPEG marker segment.
func segment(mark byte, parts ...string) string {
	data := strings.Join(parts, "")
	return string(binary.BigEndian.AppendUint16([]byte{0xFF, mark}, uint16(len(data)+2))) + data
}

// directory lays out one IFD of big-endian entries at an offset; values longer
// than four bytes follow it.
func directory(at int, next uint32, entries ...[3]any) string {
	var table, values []byte
	table = binary.BigEndian.AppendUint16(table, uint16(len(entries)))
	end := at + 2 + 12*len(entries) + 4
	sizes := map[int]int{2: 1, 3: 2, 4: 4, 5: 8, 7: 1}
	for _, e := range entries {
		kind, value := e[1].(int), e[2].(string)
		table = binary.BigEndian.AppendUint16(table, uint16(e[0].(int)))
		table = binary.BigEndian.AppendUint16(table, uint16(kind))
		table = binary.BigEndian.AppendUint32(table, uint32(len(value)/sizes[kind]))
		if len(value) <= 4 {
			table = append(table, (value + "\x00\x00\x00\x00")[:4]...)
			continue
		}
		table = binary.BigEndian.AppendUint32(table, uint32(end+len(values)))
		values = append(values, value...)
	}
	table = binary.BigEndian.AppendUint32(table, next)
	return string(append(table, values...))
}

func long(n int) string { return string(binary.BigEndian.AppendUint32(nil, uint32(n))) }

// plantedExif has an artist, which is public, and all that is private.
func plantedExif() string {
	longitude := "\x00\x00\x00\x6a\x00\x00\x00\x01\x00\x00\x00\x37\x00\x00\x00\x01\x00\x00\x00\xc8\x00\x00\x00\x0a"
	gps := func(at int) string {
		return directory(at, 0, [3]any{1, 2, "N\x00"}, [3]any{2, 5, positionInExif}, [3]any{3, 2, "E\x00"}, [3]any{4, 5, longitude})
	}
	sub := func(at int) string {
		return directory(at, 0, [3]any{0x829D, 5, long(28) + long(10)}, [3]any{0x8827, 3, "\x00\xc8"},
			[3]any{0x927C, 7, "MAKER-NOTE"}, [3]any{0xA431, 2, "SERIAL-IN-EXIF\x00"})
	}
	main := func(sub, gps, thumb int) string {
		return directory(8, uint32(thumb), [3]any{0x10F, 2, "Canon\x00"}, [3]any{0x110, 2, "Canon EOS R5\x00"}, [3]any{0x13B, 2, "Ann Example\x00"}, [3]any{0x8769, 4, long(sub)}, [3]any{0x8825, 4, long(gps)})
	}
	subAt := 8 + len(main(0, 0, 0))
	gpsAt := subAt + len(sub(subAt))
	thumbAt := gpsAt + len(gps(gpsAt))
	thumb := func(data int) string {
		return directory(thumbAt, 0, [3]any{0x201, 4, long(data)}, [3]any{0x202, 4, long(9)})
	}
	dataAt := thumbAt + len(thumb(0))
	return "MM\x00*\x00\x00\x00\x08" + main(subAt, gpsAt, thumbAt) + sub(subAt) + gps(gpsAt) + thumb(dataAt) + "THUMBNAIL"
}

// private is a photograph in which everything private is planted; its pixels are
// noise, so that stripping is seen not to touch them.
func private(t *testing.T) []byte {
	t.Helper()
	im := image.NewRGBA(image.Rect(0, 0, 300, 200))
	for i := range 60_000 {
		im.SetRGBA(i%300, i/300, color.RGBA{uint8(i * 7), uint8(i * i), uint8(i / 300), 255})
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, nil); err != nil {
		t.Fatal(err)
	}
	iim := "\x1c\x02\x28\x00\x13INSTRUCTIONS-IN-IIM" + "\x1c\x02\x78\x00\x0eA wire caption"
	resources := "8BIM\x04\x04\x00\x00\x00\x00\x00" + string(rune(len(iim))) + iim
	if len(iim)%2 == 1 {
		resources += "\x00"
	}
	resources += "8BIM\x04\x0c\x00\x00\x00\x00\x00\x0aTHUMBNAIL!"
	return []byte("\xff\xd8" + segment(0xE1, "Exif\x00\x00", plantedExif()) + segment(0xE1, "http://ns.adobe.com/xap/1.0/\x00", plantedXMP) +
		segment(0xED, "Photoshop 3.0\x00", resources) + segment(0xEB, "JP\x00\x01 jumb c2pa MAKER-NOTE") + string(b.Bytes()[2:]))
}

const besideXMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"
 photoshop:Headline="A headline beside" photoshop:Instructions="INSTRUCTIONS-BESIDE" exif:GPSLatitude="29,21.775N" exif:GPSLongitude="106,55.331E" aux:SerialNumber="SERIAL-BESIDE"/>
</rdf:RDF></x:xmpmeta>`

// privateSite is a site of one story that shows the photograph in two formats.
func privateSite(t *testing.T, settings string) *site {
	s := newSite(t)
	s.text("content/site.yaml", "title: Private\ncredit: Desk\ncamera_line: true\nimages: {widths: [60, 120, 300]}\n"+settings)
	s.text("content/a/index.md", "---\nheadline: Private\npublished: 2023-07-25\n---\n\n![Alt](photos/one.jpg)\nA caption.\n\n![Alt](photos/two.jpg)\nAnother.\n")
	s.write("content/a/photos/one.jpg", private(t))
	s.write("content/a/photos/two.jpg", private(t))
	s.text("content/a/photos/two.xmp", besideXMP)
	return s
}

// leaks returns what of the planted is found in the files.
func leaks(files map[string]string, but ...string) []string {
	var out []string
	for p, data := range files {
		for _, secret := range slices.Concat(planted, degrees) {
			if strings.Contains(data, secret) && !strings.Contains(strings.Join(but, "\n"), secret) {
				out = append(out, fmt.Sprintf("%s holds %q", p, secret))
			}
		}
	}
	return out
}

func TestNothingPrivateIsPublished(t *testing.T) {
	data := string(private(t)) + besideXMP
	for _, secret := range planted {
		if !strings.Contains(data, secret) {
			t.Fatalf("%q is not planted", secret)
		}
	}
	for _, settings := range []string{"", "originals: none\n", "originals: strip\n"} {
		s := privateSite(t, settings)
		s.good()
		files := s.files("public")
		for _, leak := range leaks(files) {
			t.Errorf("%q: %s", settings, leak)
		}
		if got := strings.Count(strings.Join(keys(files), "\n"), "-original-"); got != 2*strings.Count(settings, "strip") {
			t.Errorf("%q: %d originals", settings, got)
		}
	}
}

func keys(files map[string]string) []string {
	var out []string
	for p := range files {
		out = append(out, p)
	}
	return out
}

// TestPositionsAreForThoseWhoAsk: with gps: true the largest rendition in each
// format has the position, and nothing else has.
func TestPositionsAreForThoseWhoAsk(t *testing.T) {
	s := privateSite(t, "gps: true\n")
	s.good()
	var with []string
	for p, data := range s.files("public") {
		if strings.Contains(data, "<exif:GPSLatitude>29,21.775000N<") && strings.Contains(data, "<exif:GPSLongitude>106,55.331000E<") {
			with = append(with, path.Base(p))
		} else if strings.Contains(data, "GPS") {
			t.Errorf("%s has part of a position", p)
		}
	}
	if all := strings.Join(with, " "); len(with) != 4 || !strings.Contains(all, "one-300-") || !strings.Contains(all, "two-300-") {
		t.Errorf("positions in %v", with)
	}
	for _, leak := range leaks(s.files("public"), "29,21.77", "106,55.33") {
		t.Error(leak)
	}
}

// TestPagesShowWhatFilesSay: credit, date, place, persons and, if the site wants
// it, the camera.
func TestPagesShowWhatFilesSay(t *testing.T) {
	s := privateSite(t, "")
	s.good()
	facts := map[string]string{
		"Date": "July 20, 2023", "Place": "Yongchuan", "People": "Tang Yi and Li Na", "Creator": "Ann Example", "Credit": "Agency",
		"Camera": "Canon EOS R5, f/2.8, ISO 200",
	}
	got := factsOf(t, s.files("public")["a/one/index.html"])
	for label, want := range facts {
		if got[label] != want {
			t.Errorf("%s: %q, want %q", label, got[label], want)
		}
	}
	s.text("content/site.yaml", "title: Private\n")
	s.good()
	if got := factsOf(t, s.files("public")["a/one/index.html"])["Camera"]; got != "" {
		t.Errorf("the camera is shown unasked: %q", got)
	}
}
