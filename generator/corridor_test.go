package generator

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"photodesk/generator/cache"
	"photodesk/generator/publish"
)

// corpus returns the files below a folder of the corpus of damaged photographs:
// see PHOTODESK_CORPUS in planar's tests.
func corpus(t testing.TB, folder string) []string {
	t.Helper()
	root := os.Getenv("PHOTODESK_CORPUS")
	if root == "none" {
		t.Skip("told to do without the corpus of photographs")
	}
	if root == "" {
		root = filepath.Join("..", "..", "shared", "corpus")
	}
	var names []string
	err := filepath.WalkDir(filepath.Join(root, folder), func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() && filepath.Ext(name) != ".tsv" {
			names = append(names, name)
		}
		return err
	})
	if err == nil && len(names) > 0 {
		return names
	}
	if os.Getenv("PHOTODESK_CORPUS") != "" {
		t.Fatalf("no corpus of photographs at %s: %v", root, err)
	}
	t.Skipf("no corpus of photographs at %s (PHOTODESK_CORPUS names another folder): %v", root, err)
	return nil
}

// TestHostileStories gives each bomb a story of its own: those that cannot be
// used are named where they are placed, and all other stories are published.
func TestHostileStories(t *testing.T) {
	s := newSite(t)
	s.small()
	s.essay("good", 2)
	bombs := corpus(t, "bombs")
	for i, name := range bombs {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		dir := fmt.Sprintf("content/bomb%d/", i)
		s.write(dir+filepath.Base(name), data)
		s.text(dir+"index.md", fmt.Sprintf(anEssay, filepath.Base(name)))
	}
	b := s.keepGoing(20 * time.Second)
	for i, name := range bombs {
		base := filepath.Base(name)
		switch {
		case strings.HasPrefix(base, "png-") && strings.HasSuffix(base, "-bomb.png"):
			s.named(b, fmt.Sprintf("content/bomb%d/index.md", i), base, "unpacks to more than") // the picture is whole
		case strings.HasPrefix(base, "png-"), strings.Contains(base, "65500"), strings.Contains(base, "65535.gif"), strings.HasSuffix(base, "4G.webp"):
			s.named(b, fmt.Sprintf("content/bomb%d/index.md", i), base, "cannot be used")
		}
	}
	for limit, name := range map[string]string{"900 megapixels, and 120 are allowed": "png-30000", "10000 megapixels": "tiff-", "4295 megapixels": "gif-"} {
		if !slices.ContainsFunc(strings.Split(rendered(b), "\n"), func(line string) bool {
			return strings.Contains(line, name) && strings.Contains(line, limit)
		}) {
			t.Errorf("%s: no complaint says %q", name, limit)
		}
	}
}

// TestDamageInTheScan places photographs that are damaged where only decoding
// notices.
func TestDamageInTheScan(t *testing.T) {
	s := newSite(t)
	s.small()
	s.essay("good", 2)
	var b bytes.Buffer
	im := image.NewGray(image.Rect(0, 0, 400, 300))
	for i := range im.Pix {
		im.Pix[i] = uint8(i * i >> 4)
	}
	if err := png.Encode(&b, im); err != nil {
		t.Fatal(err)
	}
	scratched := func(data []byte) []byte {
		for i := range 60 {
			data[len(data)/2+i] ^= 0xA5
		}
		return data
	}
	for name, data := range map[string][]byte{"a.png": scratched(b.Bytes()), "a.jpg": scratched(synthesise(t, "900x600 shade=30"))} {
		dir := "content/" + strings.ReplaceAll(name, ".", "") + "/"
		s.write(dir+name, data)
		s.text(dir+"index.md", fmt.Sprintf(anEssay, name))
	}
	built := s.keepGoing(20 * time.Second)
	s.named(built, "content/apng/index.md", "a.png", "cannot be used")
	s.named(built, "content/ajpg/index.md", "a.jpg", "cannot be used")
	if all := built.Made + built.Kept; built.Kept != 0 || built.Made < 4 {
		t.Errorf("made %d of %d and kept %d of a first build", built.Made, all, built.Kept)
	}
	if n := strings.Count(rendered(built), "cannot be used: its pixels are damaged"); n != 2 {
		t.Errorf("%d complaints of damage:\n%s", n, rendered(built))
	}
	s.memory = nil
	if again := s.build("other", "cache"); again.Published {
		t.Error("without --keep-going the site is published")
	}
}

// TestDeskKeepsTheLimits has the desk show a photograph that is in no story's text.
func TestDeskKeepsTheLimits(t *testing.T) {
	s := newSite(t)
	s.essay("a", 1)
	s.photo("content/a/large.jpg", "1500x1000")
	for limit, want := range map[string]bool{"1": true, "2": false} {
		s.text("content/site.yaml", "title: T\nimages: {limits: {megapixels: "+limit+"}}\n")
		s.tree.Refresh()
		m, err := Make(t.Context(), s.options("cache"))
		if err != nil {
			t.Fatal(err)
		}
		if refused := m.unplaced("content/a/large.jpg") == nil; refused != want {
			t.Errorf("1.5 megapixels, %s allowed: refused %v", limit, refused)
		}
	}
}

// keepGoing builds with --keep-going and expects the good story to be published.
func (s *site) keepGoing(within time.Duration) *Built {
	s.t.Helper()
	s.tree.Refresh()
	opt := s.options("cache")
	opt.KeepGoing = true
	start := time.Now()
	b, err := Build(s.t.Context(), opt, To{Options: publish.Options{Dir: s.path("public")}}, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	if took := time.Since(start); took > within {
		s.t.Errorf("took %v", took)
	}
	files := s.files("public")
	if _, ok := files["good/index.html"]; !ok || !b.Published {
		s.t.Errorf("published %v, the good story %v:\n%s", b.Published, ok, rendered(b))
	}
	return b
}

// named expects a complaint at the place of a photograph.
func (s *site) named(b *Built, file, photo, text string) {
	s.t.Helper()
	for _, d := range b.Diags {
		if d.Pos.File == file && d.Pos.Line > 0 && strings.Contains(d.Message, photo) && strings.Contains(d.Message, text) {
			return
		}
	}
	s.t.Errorf("%s: nothing is said of %s", file, photo)
}

// TestCacheCannotBeWritten has files where the cache would have its folders: that
// is said of the cache, of no photograph, and no story goes missing for it.
func TestCacheCannotBeWritten(t *testing.T) {
	s := newSite(t)
	s.small()
	s.essay("good", 2)
	s.good() // what photographs say is known from now on
	for i := range 256 {
		dir := fmt.Sprintf("cache/%02x", i)
		if err := os.RemoveAll(s.path(dir)); err != nil {
			t.Fatal(err)
		}
		s.text(dir, "in the way")
	}
	opt := s.options("cache")
	opt.KeepGoing = true
	b, err := Build(t.Context(), opt, To{Options: publish.Options{Dir: s.path("other")}}, nil)
	if !errors.Is(err, cache.ErrWrite) {
		t.Errorf("error %v:\n%s", err, rendered(b))
	}
	if b.Published {
		t.Error("a site is published without its pictures")
	}
}
