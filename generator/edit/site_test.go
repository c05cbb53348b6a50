package edit

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"photodesk/generator/cache"
	"photodesk/generator/photo"
	"photodesk/generator/photo/meta"
)

var today = time.Date(2026, 3, 4, 20, 0, 0, 0, time.UTC)

// tree is files by slash-separated path.
type tree map[string]string

// desk is a folder that holds a site and the takes that come in.
type desk struct {
	t     testing.TB
	dir   string
	cache *cache.Cache
}

func newDesk(t testing.TB, files tree) *desk {
	t.Helper()
	c, err := cache.Open(t.TempDir(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t, t.TempDir(), c}
	d.put(files)
	return d
}

func (d *desk) path(name string) string { return filepath.Join(d.dir, filepath.FromSlash(name)) }

func (d *desk) put(files tree) {
	d.t.Helper()
	for name, text := range files {
		if err := errors.Join(os.MkdirAll(filepath.Dir(d.path(name)), 0o777), os.WriteFile(d.path(name), []byte(text), 0o666)); err != nil {
			d.t.Fatal(err)
		}
	}
}

// open opens the site in "site".
func (d *desk) open(step func(op, name string) error) *Site {
	d.t.Helper()
	if err := os.MkdirAll(d.path("site/content"), 0o777); err != nil {
		d.t.Fatal(err)
	}
	s, err := Open(d.path("site"), Options{Now: today, Step: step, Look: func(src photo.Source, name string) (*photo.Facts, error) {
		return photo.Probe(src, d.cache, name)
	}})
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { s.Close() })
	return s
}

// files returns all that lies below the folder.
func (d *desk) files() tree {
	d.t.Helper()
	out := tree{}
	err := filepath.WalkDir(d.dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(d.dir, p)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return out
}

// changes names what differs between two trees, "+" new, "-" gone, "~" changed.
func changes(before, after tree) []string {
	var out []string
	for name, text := range after {
		if was, ok := before[name]; !ok {
			out = append(out, "+"+name)
		} else if was != text {
			out = append(out, "~"+name)
		}
	}
	for name := range before {
		if _, ok := after[name]; !ok {
			out = append(out, "-"+name)
		}
	}
	slices.Sort(out)
	return out
}

func wantChanges(t testing.TB, before, after tree, want ...string) {
	t.Helper()
	slices.Sort(want)
	if got := changes(before, after); !slices.Equal(got, want) {
		t.Errorf("changed:\n  %s\nwant:\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// with returns files and more.
func with(files, more tree) tree {
	out := maps.Clone(files)
	maps.Copy(out, more)
	return out
}

// jpegOf makes a photograph with a label; shade tells pictures apart.
func jpegOf(t testing.TB, shade uint8, l meta.Label) string {
	t.Helper()
	im := image.NewRGBA(image.Rect(0, 0, 12, 8))
	for i := range 96 {
		im.Set(i%12, i/12, color.RGBA{shade, uint8(i), 90, 255})
	}
	var pixels, out bytes.Buffer
	if err := errors.Join(jpeg.Encode(&pixels, im, nil), meta.WriteJPEG(&out, pixels.Bytes(), l, nil)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// said is a label as agencies write it.
func said(headline, caption, creator, date string) meta.Label {
	return meta.Label{
		Headline: headline, Caption: []meta.Text{{Text: caption}}, Creators: []string{creator}, Credit: "Xinhua",
		DateCreated: date, City: "Chongqing", Country: "China",
	}
}

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// wantRefusal fails unless err is for a person, with the words in it.
func wantRefusal(t testing.TB, err error, words string) {
	t.Helper()
	var r *Refusal
	if !errors.As(err, &r) || !strings.Contains(err.Error(), words) {
		t.Errorf("error %v, want a refusal with %q", err, words)
	}
}
