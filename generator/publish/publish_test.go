package publish

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOrder(t *testing.T) {
	dir := t.TempDir()
	r := apply(t, dir, bridge)
	wantPaths(t, "written", r.Written,
		"bridge/1-480-aa.jpg", "css/site.css",
		"bridge/1/index.html", "bridge/index.html", "大桥/é %23 'q'/index.html",
		"feed.xml", "index.html")
	wantSite(t, dir, bridge)

	next := site{"index.html": "front"}
	r = apply(t, dir, next)
	wantPaths(t, "deleted", r.Deleted, "feed.xml",
		"bridge/1/index.html", "bridge/index.html", "大桥/é %23 'q'/index.html",
		"bridge/1-480-aa.jpg", "css/site.css")
	wantPaths(t, "removed", r.Removed, "feed.xml", "bridge/1/index.html", "bridge/index.html", "大桥/é %23 'q'/index.html")
	wantSite(t, dir, next)
}

func TestSecondApplyWritesNothing(t *testing.T) {
	dir := t.TempDir()
	apply(t, dir, bridge)
	before := stats(t, dir)
	opt := Options{Dir: dir, Holder: gone, Step: func(op, p string) error {
		t.Errorf("%s %s", op, p)
		return nil
	}}
	r, err := Apply(t.Context(), opt, whole(bridge.files()))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Written)+len(r.Deleted)+len(r.Kept) != 0 {
		t.Errorf("report %+v", r)
	}
	for name, was := range before {
		is, err := os.Lstat(name)
		if err != nil || !os.SameFile(was, is) || !was.ModTime().Equal(is.ModTime()) {
			t.Errorf("%s was touched", name)
		}
	}
}

func stats(t *testing.T, dir string) map[string]fs.FileInfo {
	t.Helper()
	all := map[string]fs.FileInfo{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all[name], err = d.Info()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestOneFileChanged(t *testing.T) {
	dir := t.TempDir()
	apply(t, dir, bridge)
	next := bridge.with("bridge/index.html", "corrected").without("bridge/1/index.html")
	r := apply(t, dir, next)
	wantPaths(t, "written", r.Written, "bridge/index.html")
	wantPaths(t, "deleted", r.Deleted, "bridge/1/index.html")
	wantSite(t, dir, next)
}

func TestManifest(t *testing.T) {
	dir := t.TempDir()
	apply(t, dir, site{"a.jpg": "pixels", "index.html": "front"})
	m, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := Manifest{1, map[string]Entry{
		"a.jpg":      {hexSum("pixels"), Asset, hexSum("photograph of a.jpg")},
		"index.html": {hexSum("front"), Index, ""},
	}, nil}
	if fmt.Sprint(m) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", m, want)
	}
	text, _ := os.ReadFile(filepath.Join(dir, ManifestName))
	if !bytes.HasPrefix(text, []byte("{\n \"version\": 1,\n \"files\": {\n  \"a.jpg\": {")) {
		t.Errorf("manifest is\n%s", text)
	}
	if _, err := ReadManifest(t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no manifest: %v", err)
	}
}

// What stands in the way of a wanted file and is ours is deleted before its turn.
func TestFileBecomesFolder(t *testing.T) {
	dir := t.TempDir()
	flat := site{"a": "file", "b/c/d.html": "page", "b/e.jpg": "pixels", "index.html": "front"}
	deep := site{"a/x/y.html": "page", "b": "file", "index.html": "front"}
	for _, s := range []site{flat, deep, flat} {
		apply(t, dir, s)
		wantSite(t, dir, s)
	}
	if err := os.Mkdir(filepath.Join(dir, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	apply(t, dir, flat.with("empty", "a file"))
	wantSite(t, dir, flat.with("empty", "a file"))
}

func TestPlainFiles(t *testing.T) {
	dir, cached := t.TempDir(), filepath.Join(t.TempDir(), "entry")
	if err := os.WriteFile(cached, []byte(strings.Repeat("pixels", 1<<16)), 0o600); err != nil {
		t.Fatal(err)
	}
	f := File{Path: "a/b.jpg", Open: func() (io.ReadCloser, error) { return os.Open(cached) }}
	if _, err := Apply(t.Context(), Options{Dir: dir}, whole([]File{f})); err != nil {
		t.Fatal(err)
	}
	wantSite(t, dir, site{"a/b.jpg": strings.Repeat("pixels", 1<<16)})
	published, err := os.Stat(filepath.Join(dir, "a", "b.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	if source, err := os.Stat(cached); err != nil || os.SameFile(published, source) {
		t.Error("the cache's file itself was published")
	}
	if mode := published.Mode(); mode&0o444 != 0o444 {
		t.Errorf("mode %v: readers cannot read it", mode)
	}
}

func BenchmarkSecondApply(b *testing.B) {
	dir := b.TempDir()
	s := site{}
	for i := range 10_000 {
		s[fmt.Sprintf("story-%d/%d.jpg", i/100, i)] = strings.Repeat(fmt.Sprint(i), 400)
	}
	files := s.files()
	for b.Loop() {
		if _, err := Apply(b.Context(), Options{Dir: dir, Holder: gone}, whole(files)); err != nil {
			b.Fatal(err)
		}
	}
}

// TestAnnouncement looks at the manifest while a publish writes: it is what was read,
// with what is about to be written behind it, whatever names it has.
func TestAnnouncement(t *testing.T) {
	for name, first := range map[string]site{"plain": {"a.jpg": "pixels", "index.html": "front"}, "odd": bridge} {
		dir := t.TempDir()
		apply(t, dir, first)
		old, err := ReadManifest(dir)
		if err != nil {
			t.Fatal(err)
		}
		pending := map[string]Entry{"index.html": {hexSum("another front"), Index, ""}, "dock/index.html": {hexSum("a dock"), Page, ""}}
		var want bytes.Buffer
		w := bufio.NewWriter(&want)
		Manifest{1, old.Files, pending}.write(w)
		w.Flush()
		seen := 0
		opt := Options{Dir: dir, Holder: gone, Step: func(op, p string) error {
			if op == "write" && p != ManifestName {
				seen++
				if got, err := os.ReadFile(filepath.Join(dir, ManifestName)); err != nil || !bytes.Equal(got, want.Bytes()) {
					t.Errorf("%s, before %s: %v\n%s\nwant %s", name, p, err, got, &want)
				}
			}
			return nil
		}}
		next := first.with("index.html", "another front").with("dock/index.html", "a dock")
		if _, err := Apply(t.Context(), opt, whole(next.files())); err != nil || seen != 2 {
			t.Errorf("%s: %d written: %v", name, seen, err)
		}
	}
}
