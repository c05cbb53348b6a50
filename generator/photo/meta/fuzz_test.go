package meta

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
)

// addTraps seeds a target with the trap files.
func addTraps(f *testing.F) {
	for _, c := range traps(f) {
		if b := trapBytes(f, c.ID); len(b) < 16<<10 {
			f.Add(b)
		}
	}
}

// FuzzRead covers the containers: the seeds are traps and one file of each format that the package can make.
func FuzzRead(f *testing.F) {
	addTraps(f)
	f.Add(webpPixels(f))
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xff\x0bXMP DataXMP<x/>\x01\xff\xfe\xfd\x00;"))
	f.Add([]byte(pngSignature + "\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00IEND\x00\x00\x00\x00"))
	f.Add(heifSeed())
	f.Add([]byte("II+\x00\x08\x00\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		facts := readBytes(b)
		if facts.Orientation < 1 || facts.Orientation > 8 {
			t.Errorf("orientation %d", facts.Orientation)
		}
		facts.Resolve("gb18030")
		raw(facts)
	})
}

// heifSeed is a HEIF file of one XMP item in idat.
func heifSeed() []byte {
	b := func(kind, payload string) string {
		n := 8 + len(payload)
		return string([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}) + kind + payload
	}
	xmp := string(packet("<dc:title>t</dc:title>"))
	infe := b("infe", "\x02\x00\x00\x00\x00\x01\x00\x00mime\x00application/rdf+xml\x00")
	iloc := b("iloc", "\x01\x00\x00\x00\x44\x00\x00\x01\x00\x01\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00"+string([]byte{byte(len(xmp))}))
	meta := b("meta", "\x00\x00\x00\x00"+b("pitm", "\x00\x00\x00\x00\x00\x02")+b("iinf", "\x00\x00\x00\x00\x00\x01"+infe)+iloc+b("idat", xmp))
	return []byte(b("ftyp", "heic\x00\x00\x00\x00mif1heic") + meta)
}

func FuzzXMP(f *testing.F) {
	f.Add(packet(`<dc:creator><rdf:Seq><rdf:li xml:lang="en">a</rdf:li></rdf:Seq></dc:creator><a:b rdf:parseType="Resource"><a:c>1/2</a:c></a:b>`))
	f.Add(fullLabel().Packet())
	f.Add([]byte("<a b='&#x10FFFF;&amp' <!-- <![CDATA[ ]]>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		readXMP(b)
		if s := stripXMP(b); s != nil {
			values, _ := readXMP(s)
			for _, v := range values {
				if v.Name == "XMP-photoshop:Instructions" {
					t.Error("instructions are still there")
				}
			}
		}
	})
}

func FuzzIIM(f *testing.F) {
	f.Add(fullLabel().IIM())
	f.Add([]byte("\x1c\x02\x78\x80\x04\x00\x00\x00\x03abc\x1c\x01\x5a\x00\x03\x1b%G"))
	f.Fuzz(func(t *testing.T, b []byte) {
		readIIM(b, func(string) []string { return []string{"姚大伟"} })
		stripIIM(b)
	})
}

func FuzzExif(f *testing.F) {
	for _, id := range []string{"exif01-utf8", "uc02-unicode-be-in-II", "uc03-unicode-be-MM"} {
		b := trapBytes(f, id)
		f.Add(b[bytes.Index(b, []byte(idExif))+len(idExif):])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		newReader(openFile(bytes.NewReader(nil), 0)).addExif(b)
		if s := stripExif(b); len(s) > maxPayload {
			t.Error("too long for a segment")
		}
	})
}

// FuzzWrite holds that whatever a label says is written so that it is read back.
func FuzzWrite(f *testing.F) {
	f.Add("姚大伟", "a\r\nb]]>&<")
	p := pixels(f)
	f.Fuzz(func(t *testing.T, credit, caption string) {
		var b bytes.Buffer
		if WriteJPEG(&b, p, Label{Credit: credit, Caption: []Text{{"en", caption}}}, nil) != nil {
			return
		}
		facts := readBytes(b.Bytes())
		if v, _ := facts.Get("XMP-photoshop:Credit"); v.Text != printable(credit) {
			t.Errorf("credit %q came back as %q", credit, v.Text)
		}
		if v, _ := facts.In("XMP-dc:Description", "en"); v.Text != printable(caption) {
			t.Errorf("caption %q came back as %q", caption, v.Text)
		}
	})
}

// TestDamaged flips and cuts bytes of the traps, at fixed random places: reading must go on.
func TestDamaged(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, c := range traps(t) {
		b := trapBytes(t, c.ID)
		for range 50 {
			d := bytes.Clone(b[:len(b)-random.IntN(len(b)/2)])
			for range 1 + random.IntN(8) {
				d[random.IntN(len(d))] = byte(random.Uint32())
			}
			readBytes(d)
		}
	}
}

// BenchmarkRead reads the real photographs from memory; the median is reported, which a few large packets do not move.
func BenchmarkRead(b *testing.B) {
	var files [][]byte
	for _, name := range realJPEGs(b) {
		files = append(files, readFile(b, name))
	}
	b.ReportAllocs()
	for b.Loop() {
		b.ReportMetric(median(files), "median-ns/file")
	}
}

// FuzzStrip copies originals without their private parts: whatever comes out can be read, and nothing private is in it.
func FuzzStrip(f *testing.F) {
	f.Add(secretPNG(f))
	f.Add(secretWebP(f))
	f.Add(labelled(f, fullLabel(), nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		var out bytes.Buffer
		if Strip(&out, bytes.NewReader(b), int64(len(b))) != nil {
			return
		}
		for _, v := range readBytes(out.Bytes()).Values {
			if strings.HasPrefix(v.Name, "GPS:GPSLat") || v.Name == "XMP-photoshop:Instructions" || v.Name == "XMP-aux:SerialNumber" {
				t.Errorf("%s is still there", v.Name)
			}
		}
	})
}
