package publish

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestForeignFolder(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, ".gitignore", "*")
	put(t, dir, ".git/HEAD", "ref")
	apply(t, dir, bridge) // dot files are no obstacle
	dir = t.TempDir()
	put(t, dir, "thesis.doc", "years of work")
	put(t, dir, "index.html", "my home page")
	_, err := Apply(t.Context(), Options{Dir: dir}, whole(bridge.files()))
	var foreign *ForeignError
	if !errors.As(err, &foreign) || foreign.Example != "index.html" || foreign.Dir != dir {
		t.Fatalf("error %v", err)
	}
	wantSite(t, dir, site{"thesis.doc": "years of work", "index.html": "my home page"})

	r, err := Apply(t.Context(), Options{Dir: dir, Force: true}, whole(bridge.files()))
	if err != nil || r.Unknown != 1 {
		t.Fatalf("%v, %d unknown", err, r.Unknown)
	}
	wantSite(t, dir, bridge.with("thesis.doc", "years of work"))
	apply(t, dir, bridge) // ours from now on
}

func TestForeignFiles(t *testing.T) {
	dir := t.TempDir()
	apply(t, dir, bridge)
	foreign := site{"bridge/notes.txt": "mine", "google123.html": "mine too", ".well-known/x": "dot", "bridge/.DS_Store": "dot"}
	for p, text := range foreign {
		put(t, dir, p, text)
	}
	if r := apply(t, dir, bridge); r.Unknown != 2 {
		t.Errorf("%d unknown, want 2", r.Unknown)
	}
	next := bridge.without("bridge/index.html", "bridge/1/index.html", "bridge/1-480-aa.jpg")
	apply(t, dir, next)
	want := maps.Clone(next)
	maps.Copy(want, foreign)
	wantSite(t, dir, want)
	if _, err := Clean(t.Context(), Options{Dir: dir, Holder: gone}); err != nil {
		t.Fatal(err)
	}
	wantSite(t, dir, foreign)
	if _, err := os.Stat(filepath.Join(dir, ManifestName)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("manifest after Clean: %v", err)
	}
}

func TestOccupied(t *testing.T) {
	for _, c := range []struct {
		name, foreign string
		same          bool
	}{
		{"the file itself", "bridge/2/index.html", true},
		{"a file where a folder must be", "bridge/2", false},
		{"a folder where the file must be", "bridge/2/index.html/x", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			apply(t, dir, bridge)
			put(t, dir, c.foreign, "mine")
			_, err := Apply(t.Context(), Options{Dir: dir, Holder: gone}, whole(bridge.with("bridge/2/index.html", "ours").files()))
			var occupied *OccupiedError
			if !errors.As(err, &occupied) || occupied.Path != c.foreign || occupied.Same != c.same {
				t.Fatalf("error %v", err)
			}
			wantSite(t, dir, bridge.with(c.foreign, "mine"))
		})
	}
}

func TestChangedByOthers(t *testing.T) {
	dir := t.TempDir()
	apply(t, dir, bridge)
	put(t, dir, "index.html", "injected")
	put(t, dir, "bridge/1/index.html", "an editor's words")
	put(t, dir, "bridge/1-480-aa.jpg", "optimised pixels")
	if err := os.Remove(filepath.Join(dir, "feed.xml")); err != nil {
		t.Fatal(err)
	}
	next := bridge.without("bridge/1/index.html", "bridge/1-480-aa.jpg")
	for range 2 { // and said again
		r := apply(t, dir, next)
		wantPaths(t, "altered", r.Altered, "bridge/1/index.html")
		if r.Unknown != 0 {
			t.Errorf("%d unknown", r.Unknown)
		}
		wantSite(t, dir, next.with("bridge/1/index.html", "an editor's words"))
	}
	put(t, dir, "index.html", "injected")
	wantPaths(t, "healed", apply(t, dir, bridge).Healed, "bridge/1/index.html", "index.html")
	wantSite(t, dir, bridge)
}

func TestKeep(t *testing.T) {
	dir := t.TempDir()
	apply(t, dir, bridge)
	put(t, dir, "index.html", "x")
	next := site{"index.html": "front"}
	opt := Options{Dir: dir, Holder: gone, Keep: func(p string) bool {
		if p == "index.html" {
			t.Error("Keep was asked about a wanted file")
		}
		return strings.HasPrefix(p, "bridge/") && p != "bridge/1-480-aa.jpg"
	}}
	r, err := Apply(t.Context(), opt, whole(next.files()))
	if err != nil {
		t.Fatal(err)
	}
	wantPaths(t, "kept", r.Kept, "bridge/1/index.html", "bridge/index.html")
	wantSite(t, dir, next.with("bridge/index.html", bridge["bridge/index.html"]).with("bridge/1/index.html", bridge["bridge/1/index.html"]))
	apply(t, dir, next) // still ours
	wantSite(t, dir, next)
}

func TestDamagedManifest(t *testing.T) {
	for _, text := range []string{
		"", "{", `{"version":0}`, `{"version":1,"files":{"../x":{"sha256":"` + hexSum("") + `","kind":"page"}}}`,
		`{"version":1,"files":{"x":{"sha256":"12","kind":"page"}}}`,
		`{"version":1,"files":{"x":{"sha256":"` + hexSum("") + `","kind":"book"}}}`,
		`{"version":1,"files":{".photodesk.lock":{"sha256":"` + hexSum("") + `","kind":"page"}}}`,
	} {
		dir := t.TempDir()
		apply(t, dir, bridge)
		put(t, dir, ManifestName, text)
		if _, err := Clean(t.Context(), Options{Dir: dir, Holder: gone}); err == nil {
			t.Errorf("Clean believed %q", text)
		}
		next := bridge.with("index.html", "new").without("feed.xml")
		r := apply(t, dir, next)
		if r.Damaged == nil || r.Unknown != 1 || len(r.Deleted) != 0 {
			t.Errorf("%q: report %+v", text, r)
		}
		wantSite(t, dir, next.with("feed.xml", bridge["feed.xml"]))
		if r := apply(t, dir, next); r.Damaged != nil || len(r.Written) != 0 {
			t.Errorf("%q: second report %+v", text, r)
		}
	}
}

// A file that was right when the folder was taken over is ours, even if the taking over was cut off.
func TestTakenOverAndCutOff(t *testing.T) {
	dir := t.TempDir()
	for p, text := range bridge {
		put(t, dir, p, text)
	}
	put(t, dir, "index.html", "old")
	opt := Options{Dir: dir, Holder: gone, Force: true, Step: func(op, p string) error {
		if p == "index.html" {
			return errCrash
		}
		return nil
	}}
	if _, err := Apply(t.Context(), opt, whole(bridge.files())); !errors.Is(err, errCrash) {
		t.Fatal(err)
	}
	next := bridge.with("bridge/index.html", "corrected")
	apply(t, dir, next)
	wantSite(t, dir, next)
}

func TestNewerManifest(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, ManifestName, `{"version":2,"files":[]}`)
	_, err := Apply(t.Context(), Options{Dir: dir}, whole(bridge.files()))
	var newer *NewerError
	if !errors.As(err, &newer) {
		t.Fatalf("error %v", err)
	}
	wantSite(t, dir, site{})
}

func TestLinksLeadNowhere(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	put(t, outside, "precious.html", "precious")
	put(t, outside, "index.html", "precious")
	apply(t, dir, bridge)
	if err := os.RemoveAll(filepath.Join(dir, "bridge")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "bridge")); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	opt := Options{Dir: dir, Holder: gone, Force: true}
	_, err := Apply(t.Context(), opt, whole(bridge.files()))
	var occupied *OccupiedError
	if !errors.As(err, &occupied) || occupied.Path != "bridge" {
		t.Errorf("error %v", err)
	}
	rest := bridge.without("bridge/index.html", "bridge/1/index.html", "bridge/1-480-aa.jpg")
	if r := apply(t, dir, rest); r.Unknown != 1 { // the story is gone, and the link stays
		t.Errorf("report %+v", r)
	}
	// A link in the place of a file is replaced, not followed.
	if err := os.Remove(filepath.Join(dir, "index.html")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(outside, "precious.html"), filepath.Join(dir, "index.html")); err != nil {
		t.Fatal(err)
	}
	apply(t, dir, rest)
	wantSite(t, outside, site{"precious.html": "precious", "index.html": "precious"})
}
