package meta

import (
	"bytes"
	"encoding/binary"
	"io"
	"testing"
)

// counter counts the bytes that are read from it.
type counter struct {
	io.ReaderAt
	n, calls int
}

func (c *counter) ReadAt(p []byte, off int64) (int, error) {
	n, err := c.ReaderAt.ReadAt(p, off)
	c.n, c.calls = c.n+n, c.calls+1
	return n, err
}

// TestPixelsAreNotRead reads photographs of 30 MB in each container: what holds the pixels is stepped over.
func TestPixelsAreNotRead(t *testing.T) {
	scan := bytes.Repeat([]byte{0x5A}, 30<<20)
	small := labelled(t, fullLabel(), nil)
	jpeg := append(bytes.Clone(small[:len(small)-2]), scan...)
	jpeg = append(jpeg, 0xFF, markEOI)
	for name, data := range map[string][]byte{
		"JPEG":                    jpeg,
		"JPEG with a preview":     append(bytes.Clone(jpeg), append(bytes.Repeat([]byte{1}, 100<<10), 0xFF, markEOI)...),
		"PNG":                     bigPNG(t, scan),
		"WebP":                    bigWebP(t, scan),
		"TIFF":                    bigTIFF(scan),
		"a file of no known kind": scan,
	} {
		c := &counter{ReaderAt: bytes.NewReader(data)}
		f := Read(c, int64(len(data)))
		t.Logf("%s: %d bytes in %d reads", name, c.n, c.calls)
		if c.n > 256<<10 {
			t.Errorf("%s: %d bytes of %d were read", name, c.n, len(data))
		}
		if f.Format != "" && len(f.Values) == 0 || f.Truncated {
			t.Errorf("%s: %d values, truncated %v", name, len(f.Values), f.Truncated)
		}
	}
}

func bigPNG(t testing.TB, scan []byte) []byte {
	small := secretPNG(t)
	end := bytes.Index(small, []byte("IDAT")) - 4
	var b bytes.Buffer
	b.Write(small[:end])
	for part := range 30 { // a chunk to each megabyte, as encoders write at most
		if err := writePNGChunk(&b, "IDAT", scan[part<<20:(part+1)<<20]); err != nil {
			t.Fatal(err)
		}
	}
	if err := writePNGChunk(&b, "IEND", nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func bigWebP(t testing.TB, scan []byte) []byte {
	var b bytes.Buffer
	header := chunk{"VP8X", []byte{webpXMP, 0, 0, 0, 0, 0, 0, 0, 0, 0}}
	if err := writeRIFF(&b, []chunk{header, {"VP8L", scan}, {"XMP ", []byte(secretXMP)}}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bigTIFF has its directory behind the strip, as encoders do that write in one go.
func bigTIFF(scan []byte) []byte {
	b := append([]byte("II*\x00\x00\x00\x00\x00"), scan...)
	at := len(b)
	binary.LittleEndian.PutUint32(b[4:], uint32(at))
	b = binary.LittleEndian.AppendUint16(b, 3)
	for _, e := range [][2]uint32{{0x0111, 8}, {0x0117, uint32(len(scan))}, {0x0112, 1}} {
		b = binary.LittleEndian.AppendUint16(b, uint16(e[0]))
		b = binary.LittleEndian.AppendUint16(b, typeLong)
		b = binary.LittleEndian.AppendUint32(b, 1)
		b = binary.LittleEndian.AppendUint32(b, e[1])
	}
	return append(b, 0, 0, 0, 0)
}
