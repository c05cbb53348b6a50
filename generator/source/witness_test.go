package source

import (
	"bytes"
	"encoding/gob"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// witnessed asks a tree for what a run would, and returns what it witnessed, stored and
// read again.
func witnessed(t *testing.T, f *folderOnDisk) Witness {
	t.Helper()
	tree := f.open()
	for _, name := range []string{"a.md", "large.md", "photos/1.jpg", "sized.jpg", "absent.md"} {
		switch {
		case strings.HasSuffix(name, ".md"):
			_, _ = tree.ReadFile(name)
		case name == "photos/1.jpg":
			if _, err := tree.Digest(name); err != nil {
				t.Fatal(err)
			}
		default:
			if _, err := tree.Stat(name); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := tree.ReadDir("photos"); err != nil {
		t.Fatal(err)
	}
	w, ok := tree.Witness()
	if !ok {
		t.Fatal("nothing was witnessed")
	}
	var data bytes.Buffer
	var out Witness
	if err := gob.NewEncoder(&data).Encode(w); err != nil {
		t.Fatal(err)
	}
	if err := gob.NewDecoder(&data).Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestWitness: whatever a run was told and would now be told otherwise is noticed, and
// what it did not ask for is not.
func TestWitness(t *testing.T) {
	keepTime := func(t *testing.T, p, data string) { // as copying tools and bad clocks do
		t.Helper()
		info, err := os.Stat(p)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p+".new", []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(p+".new", info.ModTime(), info.ModTime()); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(p+".new", p); err != nil {
			t.Fatal(err)
		}
	}
	remove := func(t *testing.T, p string) {
		t.Helper()
		if err := os.Remove(p); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		what   string
		change func(t *testing.T, f *folderOnDisk)
		stands bool
	}{
		{"nothing", func(*testing.T, *folderOnDisk) {}, true},
		{"text", func(_ *testing.T, f *folderOnDisk) { f.write("a.md", "# B") }, false},
		{"same text, saved again", func(_ *testing.T, f *folderOnDisk) { f.write("a.md", "# A") }, true},
		{"text of the same size and time", func(t *testing.T, f *folderOnDisk) { keepTime(t, filepath.Join(f.dir, "a.md"), "# B") }, false},
		{"large text", func(_ *testing.T, f *folderOnDisk) { f.write("large.md", strings.Repeat("b", small+1)) }, false},
		{"photograph", func(_ *testing.T, f *folderOnDisk) { f.write("photos/1.jpg", "two") }, false},
		{"what was not read, larger", func(_ *testing.T, f *folderOnDisk) { f.write("sized.jpg", "larger") }, false},
		{"a file that was asked for in vain", func(_ *testing.T, f *folderOnDisk) { f.write("absent.md", "here") }, false},
		{"a new photograph", func(_ *testing.T, f *folderOnDisk) { f.write("photos/2.jpg", "two") }, false},
		{"a photograph less", func(t *testing.T, f *folderOnDisk) { remove(t, filepath.Join(f.dir, "photos", "1.jpg")) }, false},
		{"a text less", func(t *testing.T, f *folderOnDisk) { remove(t, filepath.Join(f.dir, "a.md")) }, false},
		{"a file instead of a folder", func(t *testing.T, f *folderOnDisk) {
			if err := os.RemoveAll(filepath.Join(f.dir, "photos")); err != nil {
				t.Fatal(err)
			}
			f.write("photos", "none")
		}, false},
		{"a folder instead of a file", func(t *testing.T, f *folderOnDisk) {
			remove(t, filepath.Join(f.dir, "a.md"))
			f.write("a.md/index.md", "# A")
		}, false},
		{"what nobody asked for", func(_ *testing.T, f *folderOnDisk) { f.write("other/b.md", "# B") }, true},
	} {
		t.Run(c.what, func(t *testing.T) {
			f := newFolder(t)
			f.write("a.md", "# A")
			f.write("large.md", strings.Repeat("a", small+1))
			f.write("photos/1.jpg", "one")
			f.write("sized.jpg", "sized")
			w := witnessed(t, f)
			c.change(t, f)
			tree := f.open()
			if got := tree.Stands(w); got != c.stands {
				t.Errorf("it stands: %v", got)
			}
			if !c.stands {
				return
			}
			f.write("a.md", "# C") // the tree was asked for all, so that it can be followed
			if changed := tree.Refresh(); len(changed) != 1 || changed[0] != "a.md" {
				t.Errorf("noticed afterwards: %q", changed)
			}
		})
	}
}

// TestWitnessOfTheYoung: what was read while its stamp could not be trusted is read
// again.
func TestWitnessOfTheYoung(t *testing.T) {
	f := newFolder(t)
	for _, name := range []string{"a.md", "large.md", "photos/1.jpg", "sized.jpg"} {
		f.write(name, name)
	}
	p := filepath.Join(f.dir, "a.md")
	young := time.Now()
	if err := os.Chtimes(p, young, young); err != nil {
		t.Fatal(err)
	}
	w := witnessed(t, f)
	if tree := f.open(); !tree.Stands(w) {
		t.Error("a young file does not stand")
	}
	file, err := os.OpenFile(p, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := file.WriteString("b"); err != nil { // size, time and inode stay
		t.Fatal(err)
	}
	if err := os.Chtimes(p, young, young); err != nil {
		t.Fatal(err)
	}
	if tree := f.open(); tree.Stands(w) {
		t.Error("the change of a young file was not noticed")
	}
}

// TestNoWitness: a tree that cannot vouch for all that was read says so.
func TestNoWitness(t *testing.T) {
	f := newFolder(t)
	f.write("a.jpg", "a")
	tree := f.open()
	file, err := tree.Open("a.jpg")
	if err != nil {
		t.Fatal(err)
	}
	file.Close()
	if _, ok := tree.Witness(); ok {
		t.Error("nobody knows what was read of the open file")
	}
	if _, err := tree.Digest("a.jpg"); err != nil {
		t.Fatal(err)
	}
	if _, ok := tree.Witness(); !ok {
		t.Error("its digest is known")
	}
	tree.Refresh()
	if _, ok := tree.Witness(); ok {
		t.Error("a tree that follows changes has no single state")
	}
}
