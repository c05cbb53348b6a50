package meta

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/png"
	"io"
	"strings"
	"testing"

	"golang.org/x/image/webp"
)

// secrets stand in the private parts of the files below, in every form in which they are found.
var secrets = []string{"SECRETSERIAL", "SECRETINSTRUCTION", "SECRETNOTE", "29,21.5N"}

const secretXMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"
 photoshop:Credit="Public Credit" photoshop:Instructions="SECRETINSTRUCTION" exif:GPSLatitude="29,21.5N" exif:GPSLongitude="106,55.2E" aux:SerialNumber="SECRETSERIAL"/>
</rdf:RDF></x:xmpmeta>`

// secretExif is a stream of an artist, a serial number and a maker note.
func secretExif() []byte {
	b := []byte("II*\x00\x08\x00\x00\x00")
	entry := func(b []byte, tag, kind uint16, count, value uint32) []byte {
		b = binary.LittleEndian.AppendUint16(b, tag)
		b = binary.LittleEndian.AppendUint16(b, kind)
		b = binary.LittleEndian.AppendUint32(b, count)
		return binary.LittleEndian.AppendUint32(b, value)
	}
	b = binary.LittleEndian.AppendUint16(b, 2)
	b = entry(b, 0x013B, typeASCII, 7, 38)
	b = entry(b, tagExifIFD, typeLong, 1, 46)
	b = append(b, 0, 0, 0, 0)
	b = append(b, "Public\x00\x00"...)
	b = binary.LittleEndian.AppendUint16(b, 2)
	b = entry(b, 0x927C, typeUndefined, 10, 76)
	b = entry(b, 0xA431, typeASCII, 13, 86)
	b = append(b, 0, 0, 0, 0)
	return append(b, "SECRETNOTESECRETSERIAL\x00"...)
}

func secretPNG(t testing.TB) []byte {
	var b bytes.Buffer
	im := image.NewNRGBA(image.Rect(0, 0, 9, 7))
	for i := range im.Pix {
		im.Pix[i] = byte(i * 5)
	}
	if err := png.Encode(&b, im); err != nil {
		t.Fatal(err)
	}
	plain := b.Bytes()
	var out bytes.Buffer
	out.Write(plain[:33]) // up to the end of IHDR
	for _, c := range []struct{ kind, data string }{
		{"eXIf", string(secretExif())},
		{"iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00" + secretXMP},
		{"tEXt", "Copyright\x00Public Copyright"},
		{"tEXt", "parameters\x00SECRETNOTE"},
		{"tEXt", "Raw profile type iptc\x00\niptc\n 10\nSECRETNOTE"},
		{"caBX", "SECRETNOTE"},
		{"prVt", "SECRETNOTE"},
		{"pHYs", "\x00\x00\x0b\x13\x00\x00\x0b\x13\x01"},
	} {
		if err := writePNGChunk(&out, c.kind, []byte(c.data)); err != nil {
			t.Fatal(err)
		}
	}
	out.Write(plain[33:])
	out.WriteString("SECRETNOTE behind the end")
	return out.Bytes()
}

// tinyWebP is a lossless picture of one pixel.
const tinyWebP = "RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"

func secretWebP(t testing.TB) []byte {
	var out bytes.Buffer
	chunks, err := webpChunks([]byte(tinyWebP))
	if err != nil {
		t.Fatal(err)
	}
	header := chunk{"VP8X", []byte{webpEXIF | webpXMP, 0, 0, 0, 0, 0, 0, 0, 0, 0}}
	all := []chunk{header, chunks[0], {"EXIF", secretExif()}, {"XMP ", []byte(secretXMP)}, {"C2PA", []byte("SECRETNOTE")}, {"what", []byte("SECRETNOTE")}}
	if err := writeRIFF(&out, all); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestStripOtherFormats(t *testing.T) {
	for _, c := range []struct {
		name   string
		data   []byte
		decode func(io.Reader) (image.Image, error)
		kept   []string
	}{
		{"PNG", secretPNG(t), png.Decode, []string{"IFD0:Artist", "XMP-photoshop:Credit"}},
		{"WebP", secretWebP(t), webp.Decode, []string{"IFD0:Artist", "XMP-photoshop:Credit"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, secret := range secrets {
				if !bytes.Contains(c.data, []byte(secret)) {
					t.Fatalf("%s was not planted", secret)
				}
			}
			var out bytes.Buffer
			if err := Strip(&out, bytes.NewReader(c.data), int64(len(c.data))); err != nil {
				t.Fatal(err)
			}
			for _, secret := range secrets {
				if bytes.Contains(out.Bytes(), []byte(secret)) {
					t.Errorf("%s is still there", secret)
				}
			}
			if n := bytes.Count(out.Bytes(), []byte("<?xpacket")); n != 2 {
				t.Errorf("%d parts of a packet's wrapper, want 2", n)
			}
			f := readBytes(out.Bytes())
			for _, name := range c.kept {
				if v, ok := f.Get(name); !ok || !strings.HasPrefix(v.Text, "Public") {
					t.Errorf("%s is lost: %v", name, raw(f))
				}
			}
			if len(f.Damage) > 0 || f.Truncated || f.C2PA {
				t.Errorf("damage %v, truncated %v, C2PA %v", f.Damage, f.Truncated, f.C2PA)
			}
			before, err := c.decode(bytes.NewReader(c.data))
			if err != nil {
				t.Fatal(err)
			}
			after, err := c.decode(&out)
			if err != nil || !samePixels(before, after) {
				t.Errorf("the pixels changed: %v", err)
			}
			for n := range len(c.data) - 26 { // the tail behind the end is not the picture's
				if err := Strip(io.Discard, bytes.NewReader(c.data[:n]), int64(n)); err == nil {
					t.Fatalf("cut at %d: no error", n)
				}
			}
		})
	}
}

func TestStripRefuses(t *testing.T) {
	for name, data := range map[string]string{"TIFF": "II*\x00\x08\x00\x00\x00\x00\x00", "GIF": "GIF89a", "text": "words", "": ""} {
		if err := Strip(io.Discard, strings.NewReader(data), int64(len(data))); !errors.Is(err, ErrNoStrip) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDegrees(t *testing.T) {
	for want, angle := range map[string]float64{
		"0,0.000000N": 0, "29,21.000000N": 29.35, "33,54.000000S": -33.9, "90,0.000000N": 90, "30,0.000000N": 29.9999999999, "0,0.600000S": -0.01,
	} {
		if got := Degrees(angle, "N", "S"); got != want {
			t.Errorf("%v: %s, want %s", angle, got, want)
		}
	}
}

func TestCredentialsInTIFF(t *testing.T) {
	b := []byte("MM\x00*\x00\x00\x00\x08\x00\x01\xcd\x41\x00\x07\x00\x00\x00\x08\x00\x00\x00\x1a\x00\x00\x00\x00manifest")
	if !readBytes(b).C2PA {
		t.Error("the manifest is not seen")
	}
}
