package meta

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

const (
	maxHostileTime  = 2 * time.Second
	maxHostileBytes = 32 << 20
)

// TestMalformed reads every damaged file and every bomb: nothing may panic, take two seconds or allocate 32 MB.
func TestMalformed(t *testing.T) {
	dir := corpusDir(t)
	n := 0
	for _, sub := range []string{"malformed", "bombs"} {
		err := filepath.WalkDir(filepath.Join(dir, sub), func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			b, err := os.ReadFile(name)
			if err == nil {
				n++
				withinLimits(t, name, func() { readBytes(b) })
				withinLimits(t, name, func() { ReadSidecar(b) })
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d files", n)
}

func withinLimits(t *testing.T, name string, read func()) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	read()
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	if took > maxHostileTime {
		t.Errorf("%s: took %v", name, took)
	}
	if n := after.TotalAlloc - before.TotalAlloc; n > maxHostileBytes {
		t.Errorf("%s: allocated %d MB", name, n>>20)
	}
}

// TestHostile makes the bombs that the corpus has no room for.
func TestHostile(t *testing.T) {
	for name, b := range map[string][]byte{
		"xmp of 15 MB of elements":     jpegWith(t, packet(strings.Repeat("<dc:a/>", 2<<20))),
		"xmp of a bag of 200000 items": sidecar(strings.Repeat("<rdf:li>x</rdf:li>", 200_000)),
		"xmp of many fields":           packet(manyFields(90_000)),
		"xmp of open elements":         []byte(strings.Repeat("<a>", 5<<20)),
		"xmp of ampersands":            packet("<dc:a>" + strings.Repeat("&", 6<<20) + "</dc:a>"),
		"xmp of text in pieces":        packet("<dc:a>" + strings.Repeat("x<!---->", 1<<20) + "</dc:a>"),
		"iim of empty datasets":        jpegWith(t, nil, bytes.Repeat([]byte("\x1c\x02\x19\x00\x00"), 10_000)),
	} {
		withinLimits(t, name, func() { readBytes(b) })
		withinLimits(t, name, func() { ReadSidecar(b) })
	}
}

func packet(inner string) []byte {
	return []byte(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">` + inner + `</rdf:Description></rdf:RDF></x:xmpmeta>`)
}

func sidecar(items string) []byte {
	return packet("<dc:subject><rdf:Bag>" + items + "</rdf:Bag></dc:subject>")
}

func manyFields(n int) string {
	var b strings.Builder
	b.WriteString(`<dc:a rdf:parseType="Resource">`)
	for i := range n {
		b.WriteString("<dc:f" + string(rune('a'+i%26)) + strings.Repeat("z", i/26%50) + string(rune('a'+i/1300%26)) + "/>")
	}
	return b.String() + "</dc:a>"
}

// jpegWith makes a JPEG without a picture, of one XMP and one IIM block.
func jpegWith(t testing.TB, xmp []byte, iim ...[]byte) []byte {
	t.Helper()
	out := []byte("\xff\xd8")
	if len(xmp) > 0 && len(xmp) < 65000 {
		out = appendSegment(out, markAPP1, []byte(idXMP), xmp)
	}
	for _, b := range iim {
		out = appendSegment(out, markAPP13, []byte(idResource), appendResource(nil, resourceIIM, b))
	}
	return append(out, 0xFF, markEOI)
}
