package publish

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestBadPaths(t *testing.T) {
	for _, paths := range [][]string{
		{""},
		{"."},
		{"/a"},
		{"../a"},
		{"a/../../b"},
		{"a//b"},
		{"a/"},
		{`a\b`},
		{"a\x00"},
		{ManifestName},
		{".PhotoDesk.lock"},
		{"a/.photodesk-tmp-1"},
		{"a", "a"},
		{"a/b", "a"},
	} {
		var files []File
		for _, p := range paths {
			files = append(files, file(p, "x"))
		}
		dir := t.TempDir()
		if _, err := Apply(t.Context(), Options{Dir: dir}, whole(files)); err == nil {
			t.Errorf("%q was published", paths)
		}
		wantSite(t, dir, site{})
	}
}

// Where letter case is not told apart, a story that is renamed only in that way keeps its
// files, under the new name.
func TestOnlyTheSpellingChanges(t *testing.T) {
	dir := t.TempDir()
	if base := os.Getenv("PHOTODESK_CASEFOLD"); base != "" {
		dir = base
	}
	put(t, dir, ".probe", "")
	if _, err := os.Stat(filepath.Join(dir, ".PROBE")); err != nil {
		t.Skip("letter case is told apart here")
	}
	if err := os.Remove(filepath.Join(dir, ".probe")); err != nil {
		t.Fatal(err)
	}
	old := site{"Bridge/Index.html": "a", "Bridge/b.html": "b", "c.html": "c"}
	next := site{"bridge/index.html": "a", "bridge/b.html": "new", "C.html": "c"}
	apply(t, dir, old)
	apply(t, dir, next)
	wantSite(t, dir, next)
	if r := apply(t, dir, next); len(r.Written)+len(r.Deleted)+r.Unknown != 0 {
		t.Errorf("report %+v", r)
	}
	apply(t, dir, next.without("C.html"))
	wantSite(t, dir, next.without("C.html"))
}

// The same decision where no such file system is at hand: two names of one file, of which
// the folder's listing has the old one only.
func TestSpellingsAreOneFile(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "Story/a.html", "a")
	f, err := openFolder(Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer f.root.Close()
	info, err := f.root.Lstat("Story/a.html")
	if err != nil {
		t.Fatal(err)
	}
	was := Manifest{1, map[string]Entry{"Story/a.html": {hexSum("a"), Page, ""}}, nil}
	for _, c := range []struct {
		listed, unlisted string
		moves            []move
	}{
		{"Story/a.html", "story/a.html", []move{{"Story", "story"}}},
		{"story/a.html", "Story/a.html", nil}, // cut off after the renaming
	} {
		s := survey{
			at: map[string]*spot{c.listed: {found: true, info: info, sum: hexSum("a"), listed: true}, c.unlisted: {found: true, info: info, sum: hexSum("a")}},
		}
		if c.listed == "story/a.html" && f.root.Rename("Story", "story") != nil {
			t.Fatal("cannot rename")
		}
		wanted, err := stage(t.Context(), filesOf(whole(site{"story/a.html": "a"}.files())), survey{})
		if err != nil {
			t.Fatal(err)
		}
		change, err := f.decide(Options{}, false, wanted, was, s)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(change.respell, c.moves) || len(change.late)+len(change.early)+len(change.write)+change.report.Unknown != 0 {
			t.Errorf("%s: %+v", c.listed, change)
		}
	}
}

func TestMoves(t *testing.T) {
	got := moves("Story/a/Photo.jpg", "story/a/photo.jpg")
	want := []move{{"Story", "story"}, {"story/a/Photo.jpg", "story/a/photo.jpg"}}
	if !slices.Equal(got, want) || moves("a/b", "a/b") != nil {
		t.Errorf("got %v, want %v", got, want)
	}
}
