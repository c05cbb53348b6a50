package source

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// old is a time that stamps can be trusted at; each change moves on from it.
var old = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

type folderOnDisk struct {
	t     *testing.T
	dir   string
	clock time.Time
}

func newFolder(t *testing.T) *folderOnDisk {
	return &folderOnDisk{t: t, dir: t.TempDir(), clock: old}
}

func (f *folderOnDisk) write(name, data string) {
	f.t.Helper()
	p := filepath.Join(f.dir, filepath.FromSlash(name))
	f.clock = f.clock.Add(time.Minute)
	err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o777), os.WriteFile(p, []byte(data), 0o666), os.Chtimes(p, f.clock, f.clock))
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *folderOnDisk) open(defaults ...fs.FS) *Tree {
	f.t.Helper()
	t, err := Open(f.dir, defaults...)
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { t.Close() })
	return t
}

// dump reads everything through a tree: every name, its bytes and its digest.
func dump(t *Tree) string {
	var b strings.Builder
	err := fs.WalkDir(t, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			fmt.Fprintf(&b, "%s: %v\n", name, err)
			return nil
		}
		if d.IsDir() {
			fmt.Fprintf(&b, "%s/\n", name)
			return nil
		}
		data, err := t.ReadFile(name)
		sum, err2 := t.Digest(name)
		fmt.Fprintf(&b, "%s %q %x %v %v\n", name, data, sum[:4], err, err2)
		return nil
	})
	fmt.Fprint(&b, err)
	return b.String()
}

// TestRefreshEqualsAFreshScan changes a folder at random; told of the changed
// paths, or told nothing, a tree answers as a new one does.
func TestRefreshEqualsAFreshScan(t *testing.T) {
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 1))
		f := newFolder(t)
		f.write("content/a/index.md", "a")
		tree := f.open()
		dump(tree)
		for step := range 25 {
			p, op := change(f, rng)
			var paths []string
			if rng.IntN(4) > 0 {
				paths = []string{p}
			}
			_, _ = tree.Stat(p) // what is absent is remembered as such
			tree.Refresh(paths...)
			if got, want := dump(tree), dump(f.open()); got != want {
				t.Fatalf("seed %d, step %d (%s %s):\ngot\n%s\nwant\n%s", seed, step, op, p, got, want)
			}
		}
	}
}

// change makes one random change and returns the path that an event would name.
func change(f *folderOnDisk, rng *rand.Rand) (string, string) {
	dir := "content/" + string('a'+rune(rng.IntN(3)))
	name := fmt.Sprintf("%s/%d.md", dir, rng.IntN(3))
	disk := filepath.Join(f.dir, filepath.FromSlash(name))
	switch rng.IntN(6) {
	case 0:
		_ = os.Remove(disk)
		return name, "remove"
	case 1:
		_ = os.RemoveAll(filepath.Dir(disk))
		return dir, "remove folder"
	case 2: // the same size, within the same tick of the clock, as two quick saves are
		_ = os.RemoveAll(disk)
		f.write(name, "x")
		now := time.Now()
		_ = os.WriteFile(disk, []byte(string('a'+rune(rng.IntN(26)))), 0o666)
		_ = os.Chtimes(disk, now, now)
		return name, "quick save"
	case 3: // an atomic save: another file takes the name
		_ = os.RemoveAll(disk)
		f.write(dir+"/.tmp", fmt.Sprint(rng.IntN(9)))
		_ = os.Rename(filepath.Join(f.dir, filepath.FromSlash(dir+"/.tmp")), disk)
		return name, "rename over"
	case 4:
		_ = os.RemoveAll(disk)
		f.write(name+"/index.md", "a folder now")
		defer os.RemoveAll(filepath.Join(disk, "index.md"))
		return name, "folder in a file's place"
	}
	_ = os.RemoveAll(disk)
	f.write(name, fmt.Sprint(rng.IntN(1000)))
	return name, "write"
}

func TestRefreshNamesWhatChanged(t *testing.T) {
	f := newFolder(t)
	f.write("content/a/index.md", "one")
	f.write("content/a/1.jpg", "pixels")
	tree := f.open()
	dump(tree)
	if _, err := tree.Stat("content/a/2.jpg"); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("Stat of what is not there: %v", err)
	}
	steps := []struct {
		what string
		do   func()
		want []string
	}{
		{"nothing", func() {}, nil},
		{"a touch", func() { f.write("content/a/1.jpg", "pixels") }, nil},
		{"an edit", func() { f.write("content/a/index.md", "two") }, []string{"content/a/index.md"}},
		{"what was missing", func() { f.write("content/a/2.jpg", "new") }, []string{"content/a", "content/a/2.jpg"}},
		{"a deletion", func() { os.Remove(filepath.Join(f.dir, "content", "a", "1.jpg")) }, []string{"content/a", "content/a/1.jpg"}},
	}
	for _, s := range steps {
		dump(tree)
		s.do()
		if got := tree.Refresh(); !slices.Equal(got, s.want) {
			t.Errorf("%s: Refresh = %q, want %q", s.what, got, s.want)
		}
	}
}

// TestWritingIsWaitedFor writes photographs bit by bit.
func TestWritingIsWaitedFor(t *testing.T) {
	f := newFolder(t)
	f.write("content/a/index.md", "a")
	f.write("content/a/old.jpg", "old")
	tree := f.open()
	dump(tree)
	now := func(name, data string) {
		t.Helper()
		p := filepath.Join(f.dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o777), os.WriteFile(p, []byte(data), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	now("content/a/new.jpg", "ne")
	now("content/a/old.jpg", "ol")
	now("content/a/below/1.jpg", "o")
	now("content/a/text.md", "a text is saved at once")
	if got := tree.Refresh("content/a"); !slices.Contains(got, "content/a") || slices.Contains(got, "content/a/old.jpg") {
		t.Errorf("Refresh = %q", got)
	}
	for name, want := range map[string]int{"content/a": 4, "content/a/below": 0} { // below, index.md, old.jpg, text.md
		if entries, err := tree.ReadDir(name); err != nil || len(entries) != want {
			t.Errorf("%s holds %v, %v while it is written to", name, entries, err)
		}
	}
	if got, _ := tree.Digest("content/a/old.jpg"); got != sha256.Sum256([]byte("old")) {
		t.Error("a photograph that is being written is not as it was before")
	}
	want := []string{"content/a/below/1.jpg", "content/a/new.jpg", "content/a/old.jpg"}
	if got := tree.Unsettled(); !slices.Equal(got, want) {
		t.Fatalf("Unsettled = %q, want %q", got, want)
	}
	now("content/a/new.jpg", "new")
	time.Sleep(still + 20*time.Millisecond)
	now("content/a/old.jpg", "old one")
	tree.Refresh(tree.Unsettled()...)
	if got := tree.Unsettled(); !slices.Equal(got, want[1:]) {
		t.Errorf("after a while Unsettled = %q", got)
	}
	time.Sleep(still + 20*time.Millisecond)
	if got := tree.Refresh(tree.Unsettled()...); !slices.Equal(got, []string{"content/a", "content/a/old.jpg"}) {
		t.Errorf("once they are still Refresh = %q", got)
	}
	if got, want := dump(tree), dump(f.open()); got != want {
		t.Errorf("in the end:\n%s\nwant\n%s", got, want)
	}
}

func TestPassing(t *testing.T) {
	for name, want := range map[string]bool{
		".index.md.swp": true, ".#index.md": true, "index.md~": true, "#index.md#": true, "4913": true, "1.jpg.part": true, "~$a.md": true,
		"index.md": false, "_DSC1.jpg": false, "a~b.jpg": false, "1.JPG": false, "photos": false,
	} {
		if passing(filepath.Join("content", name)) != want {
			t.Errorf("passing(%q) = %v", name, !want)
		}
	}
}

func TestDefaultsAreShadowed(t *testing.T) {
	f := newFolder(t)
	defaults := Under("templates", fstest.MapFS{
		"story.html": {Data: []byte("ours")}, "front.html": {Data: []byte("front")}, "embed.go": {Data: []byte("package x")},
	})
	tree := f.open(defaults)
	read := func(name string) string {
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			return err.Error()
		}
		return string(data)
	}
	if got := read("templates/story.html"); got != "ours" {
		t.Errorf("story.html = %q", got)
	}
	f.write("templates/story.html", "the site's")
	if changed := tree.Refresh(); !slices.Contains(changed, "templates/story.html") {
		t.Errorf("a template that shadows the built-in one is not noticed: %q", changed)
	}
	if got := read("templates/story.html"); got != "the site's" {
		t.Errorf("story.html = %q", got)
	}
	if got := read("templates/front.html"); got != "front" {
		t.Errorf("front.html = %q", got)
	}
	entries, err := fs.ReadDir(tree, "templates")
	if err != nil || len(entries) != 2 {
		t.Errorf("templates holds %v, %v; want two, and no Go file", entries, err)
	}
}

func TestNoWayOut(t *testing.T) {
	f := newFolder(t)
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("secret"), 0o666); err != nil {
		t.Fatal(err)
	}
	f.write("content/a/index.md", "a")
	if err := os.Symlink(secret, filepath.Join(f.dir, "content", "a", "out.jpg")); err != nil {
		t.Skip("no links here:", err)
	}
	if err := os.Symlink("index.md", filepath.Join(f.dir, "content", "a", "in.md")); err != nil {
		t.Fatal(err)
	}
	tree := f.open()
	for _, name := range []string{"content/a/out.jpg", "../secret", "/etc/passwd", "content/../../x"} {
		if data, err := fs.ReadFile(tree, name); err == nil {
			t.Errorf("%s can be read: %q", name, data)
		}
		if _, err := tree.Digest(name); err == nil {
			t.Errorf("%s can be digested", name)
		}
	}
	if data, err := fs.ReadFile(tree, "content/a/in.md"); err != nil || string(data) != "a" {
		t.Errorf("a link within the site: %q, %v", data, err)
	}
}

func TestDigestsOfAnEarlierRun(t *testing.T) {
	f := newFolder(t)
	f.write("content/a/1.jpg", "pixels")
	first := f.open()
	want := sha256.Sum256([]byte("pixels"))
	if got, err := first.Digest("content/a/1.jpg"); err != nil || got != want {
		t.Fatalf("Digest = %x, %v", got, err)
	}
	known := first.Digests("content/a/1.jpg", "content/a/2.jpg")
	if len(known) != 1 {
		t.Fatalf("Digests = %v", slices.Collect(maps.Keys(known)))
	}
	forged := Known{known["content/a/1.jpg"].Stamp, [32]byte{1}}
	second := f.open()
	second.Recall(map[string]Known{"content/a/1.jpg": forged})
	if got, _ := second.Digest("content/a/1.jpg"); got != forged.Digest {
		t.Error("the file was read although its stamp is known")
	}
	f.write("content/a/1.jpg", "other")
	third := f.open()
	third.Recall(map[string]Known{"content/a/1.jpg": forged})
	if got, _ := third.Digest("content/a/1.jpg"); got != sha256.Sum256([]byte("other")) {
		t.Error("a digest was believed whose stamp is another's")
	}
}

func TestTreeIsAFileSystem(t *testing.T) {
	f := newFolder(t)
	f.write("content/a/index.md", "a")
	f.write("content/b.txt", "b")
	tree := f.open(Under("static", fstest.MapFS{"site.css": {Data: []byte("css")}}))
	if err := fstest.TestFS(tree, path.Join("content", "a", "index.md"), "static/site.css"); err != nil {
		t.Error(err)
	}
}

func TestWatch(t *testing.T) {
	f := newFolder(t)
	f.write("content/a/index.md", "a")
	f.write("elsewhere/x", "x")
	w, err := Watch(f.dir, []string{"content", "templates"}, false)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if why := w.Polling(); why != "" {
		t.Skip("polling here:", why)
	}
	next := func(do func(), want string) {
		t.Helper()
		do()
		seen := map[string]bool{}
		deadline := time.Now().Add(5 * time.Second)
		for !seen[want] && time.Now().Before(deadline) {
			paths, err := w.Next(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range paths {
				seen[p] = true
			}
		}
		if !seen[want] || seen["elsewhere/x"] {
			t.Errorf("waiting for %s, heard of %v", want, slices.Collect(maps.Keys(seen)))
		}
	}
	next(func() { f.write("elsewhere/x", "y"); f.write("content/a/index.md", "b") }, "content/a/index.md")
	next(func() { f.write("content/new/photos/1.jpg", "pixels") }, "content/new")
	next(func() { f.write("content/new/photos/2.jpg", "pixels") }, "content/new/photos/2.jpg")
	next(func() { f.write("templates/story.html", "t") }, "templates")
	next(func() { f.write("templates/front.html", "t") }, "templates/front.html")
}

// appearing is a folder in which a file is found from the second listing on.
type appearing struct {
	fstest.MapFS
	hidden string
	looks  int
}

func (a *appearing) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := a.MapFS.ReadDir(name)
	if a.looks++; a.looks > 1 {
		return entries, err
	}
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() == a.hidden }), err
}

// TestAppearsBetweenLooks: a photograph whose writing begins while its folder is
// being listed is not shown before it is whole.
func TestAppearsBetweenLooks(t *testing.T) {
	layer := &appearing{fstest.MapFS{"a/1.jpg": {Data: []byte("half"), ModTime: time.Now()}}, "1.jpg", 0}
	tree := New(layer)
	tree.Refresh() // changes are followed
	for range 2 {
		entries, err := tree.ReadDir("a")
		if err != nil {
			t.Fatal(err)
		}
		if len(entries) > 0 && len(tree.Unsettled()) == 0 {
			t.Errorf("%v is shown while it is being written", entries)
		}
		tree.Refresh("a")
	}
	if got := tree.Unsettled(); !slices.Equal(got, []string{"a/1.jpg"}) {
		t.Errorf("Unsettled = %q", got)
	}
}
