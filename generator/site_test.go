package generator

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"photodesk/generator/cache"
	"photodesk/generator/photo/meta"
	"photodesk/generator/publish"
	"photodesk/generator/source"
	"photodesk/generator/story"
)

// now is the time of every test's build: nothing but embargoes may depend on it.
var now = time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)

// site is a site in a temporary folder, with the memories of a program that
// keeps running beside it.
type site struct {
	t      testing.TB
	dir    string
	tree   *source.Tree
	loader *story.Loader
	memory *Memory
	clock  time.Time // of the last change; long past, so that stamps are trusted
	shared bool      // its cache is that of all such sites, which have the same photographs
}

func newSite(t testing.TB) *site {
	t.Helper()
	s := &site{t: t, dir: t.TempDir(), clock: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}
	s.mkdir("content")
	s.reopen()
	return s
}

// reopen forgets all that was remembered in memory.
func (s *site) reopen() {
	s.t.Helper()
	tree, err := Open(s.dir)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { tree.Close() })
	s.tree, s.loader, s.memory = tree, story.NewLoader(), nil
}

func (s *site) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

func (s *site) mkdir(name string) {
	s.t.Helper()
	if err := os.MkdirAll(s.path(name), 0o777); err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) write(name string, data []byte) {
	s.t.Helper()
	s.clock = s.clock.Add(time.Minute)
	p := s.path(name)
	err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o777), os.WriteFile(p, data, 0o666), os.Chtimes(p, s.clock, s.clock))
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) text(name, data string)       { s.t.Helper(); s.write(name, []byte(data)) }
func (s *site) photo(name, described string) { s.t.Helper(); s.write(name, synthesise(s.t, described)) }

func (s *site) options(cacheDir string) Options {
	s.t.Helper()
	dir := s.path(cacheDir)
	if s.shared {
		dir = filepath.Join(sampleFolder, cacheDir)
	}
	c, err := cache.Open(dir, time.Now)
	if err != nil {
		s.t.Fatal(err)
	}
	if s.memory == nil {
		s.memory = Recall(c, s.dir)
	}
	return Options{Tree: s.tree, Loader: s.loader, Cache: c, Memory: s.memory, Now: now}
}

// build looks again at the folder and publishes the site to public.
func (s *site) build(public, cacheDir string) *Built {
	s.t.Helper()
	s.tree.Refresh()
	b, err := Build(s.t.Context(), s.options(cacheDir), To{Options: publish.Options{Dir: s.path(public)}}, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return b
}

// good builds and fails the test if the site has errors.
func (s *site) good() *Built {
	s.t.Helper()
	b := s.build("public", "cache")
	if !b.Published {
		s.t.Fatalf("the site has errors:\n%s", rendered(b))
	}
	return b
}

func rendered(b *Built) string {
	var out strings.Builder
	for _, d := range b.Diags {
		out.WriteString(d.String())
	}
	return out.String()
}

// files returns every file below a folder of the site, by slash-separated path.
func (s *site) files(dir string) map[string]string {
	s.t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(s.path(dir)), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(s.path(dir), filepath.FromSlash(p)))
		out[p] = string(data)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.t.Fatal(err)
	}
	return out
}

// differing names the files that two folders do not share byte for byte.
func differing(a, b map[string]string) []string {
	var out []string
	for p, data := range a {
		if other, ok := b[p]; !ok {
			out = append(out, p+" is only in the first")
		} else if other != data {
			out = append(out, p+" differs")
		}
	}
	for p := range b {
		if _, ok := a[p]; !ok {
			out = append(out, p+" is only in the second")
		}
	}
	return out
}

// synthesise makes a JPEG as described: "60x40", then words: shade=120,
// orientation=6, and values of its metadata, caption="..." credit="...",
// creator, copyright, headline, alt, date, city, country; truncated cuts it
// short.
func synthesise(t testing.TB, described string) []byte {
	t.Helper()
	d, err := describe(described)
	if err != nil {
		t.Fatal(err)
	}
	var w, h int
	if _, err := fmt.Sscanf(d["size"], "%dx%d", &w, &h); err != nil {
		t.Fatalf("%q: %v", described, err)
	}
	shade, _ := strconv.Atoi(d["shade"])
	im := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			im.SetRGBA(x, y, color.RGBA{uint8(shade + 200*x/w), uint8(shade + 150*y/h), uint8(shade), 255})
		}
	}
	var pixels, out bytes.Buffer
	if err := jpeg.Encode(&pixels, im, nil); err != nil {
		t.Fatal(err)
	}
	texts := func(key string) []meta.Text {
		if d[key] == "" {
			return nil
		}
		return []meta.Text{{Lang: d["lang"], Text: d[key]}}
	}
	label := meta.Label{
		Credit: d["credit"], Copyright: d["copyright"], Headline: d["headline"], Caption: texts("caption"), Alt: texts("alt"),
		DateCreated: d["date"], City: d["city"], Country: d["country"], UsageTerms: texts("terms"),
	}
	if d["creator"] != "" {
		label.Creators = []string{d["creator"]}
	}
	if err := meta.WriteJPEG(&out, pixels.Bytes(), label, nil); err != nil {
		t.Fatal(err)
	}
	data := out.Bytes()
	if o, _ := strconv.Atoi(d["orientation"]); o != 0 {
		data = withOrientation(data, o)
	}
	if d["truncated"] != "" {
		data = data[:len(data)*2/3]
	}
	return data
}

// withOrientation puts an Exif segment with tag 0x0112 behind the SOI marker.
func withOrientation(jpg []byte, o int) []byte {
	tiff := []byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00")
	binary.BigEndian.PutUint16(tiff[18:], uint16(o))
	seg := append([]byte("\xff\xe1\x00\x00Exif\x00\x00"), tiff...)
	binary.BigEndian.PutUint16(seg[2:], uint16(len(seg)-2))
	return append(append([]byte("\xff\xd8"), seg...), jpg[2:]...)
}

// describe reads a description: words, key=value, key="several words".
func describe(s string) (map[string]string, error) {
	d := map[string]string{}
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		key, rest, found := strings.Cut(s, "=")
		if sp := strings.IndexAny(s, " \n"); !found || sp >= 0 && sp < len(key) {
			word := strings.Fields(s)[0]
			s = s[len(word):]
			if d["size"] == "" {
				d["size"] = word
			} else {
				d[word] = "yes"
			}
			continue
		}
		if strings.HasPrefix(rest, `"`) {
			quoted, err := strconv.QuotedPrefix(rest)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", key, err)
			}
			d[key], _ = strconv.Unquote(quoted)
			s = rest[len(quoted):]
			continue
		}
		end := strings.IndexAny(rest+" ", " \n")
		d[key], s = rest[:end], rest[end:]
	}
	return d, nil
}
