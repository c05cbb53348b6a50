package cache

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func open(t *testing.T) (*Cache, *time.Time) {
	t.Helper()
	now := time.Now()
	c, err := Open(t.TempDir(), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	return c, &now
}

func TestDamageIsAMiss(t *testing.T) {
	c, _ := open(t)
	k, other := KeyOf("test/1", "a"), KeyOf("test/1", "b")
	want := []byte("some pixels")
	put := func() {
		if err := c.Put(k, want); err != nil {
			t.Fatal(err)
		}
	}
	put()
	whole, err := os.ReadFile(c.file(k))
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := c.Get(k); !ok || !bytes.Equal(got, want) {
		t.Fatalf("Get = %q, %v", got, ok)
	}
	for i := range whole {
		for _, damaged := range [][]byte{whole[:i], append(append(bytes.Clone(whole[:i]), whole[i]^1), whole[i+1:]...)} {
			if err := os.WriteFile(c.file(k), damaged, 0o666); err != nil {
				t.Fatal(err)
			}
			if got, ok := c.Get(k); ok {
				t.Fatalf("damaged at %d (%d bytes), Get still gives %q", i, len(damaged), got)
			}
		}
	}
	put()
	if err := os.MkdirAll(filepath.Dir(c.file(other)), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(c.file(k), c.file(other)); err != nil {
		t.Fatal(err)
	}
	if _, ok := c.Get(other); ok {
		t.Error("an entry under another's name is believed")
	}
}

// TestWriteError takes the place of an entry's folder with a file: the error is
// the cache's, whatever the file system calls it, and says what to do.
func TestWriteError(t *testing.T) {
	c, _ := open(t)
	k := KeyOf("test/1", "a")
	if err := os.WriteFile(filepath.Dir(c.file(k)), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	err := c.Put(k, []byte("x"))
	var inPath *fs.PathError
	if !errors.Is(err, ErrWrite) || !errors.As(err, &inPath) {
		t.Fatalf("Put = %v", err)
	}
	var hinted interface{ Hint() string }
	if !errors.As(err, &hinted) || !strings.Contains(hinted.Hint(), "--cache") {
		t.Errorf("%v has no hint", err)
	}
}

func TestKeysDiffer(t *testing.T) {
	seen := map[Key]string{}
	for name, k := range map[string]Key{
		"a":        KeyOf("x/1", "a"),
		"version":  KeyOf("x/2", "a"),
		"split":    KeyOf("x/1", "a", "b"),
		"joined":   KeyOf("x/1", "ab"),
		"number":   KeyOf("x/1", 1),
		"numberal": KeyOf("x/1", "1"),
	} {
		if was, ok := seen[k]; ok {
			t.Errorf("%s and %s share a key", was, name)
		}
		seen[k] = name
	}
}

func TestTrim(t *testing.T) {
	c, now := open(t)
	old, used := KeyOf("t/1", 1), KeyOf("t/1", 2)
	for _, k := range []Key{old, used} {
		if err := c.Put(k, []byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	*now = now.Add(dropAfter / 2)
	if _, ok := c.Get(used); !ok {
		t.Fatal("lost before its time")
	}
	*now = now.Add(dropAfter/2 + time.Hour)
	if n, err := c.Trim(); n != 1 || err != nil {
		t.Errorf("Trim = %d, %v; want the one unused entry gone", n, err)
	}
	if c.Has(old) || !c.Has(used) {
		t.Error("the wrong entry went")
	}
	*now = now.Add(time.Hour)
	if err := os.Chtimes(c.file(used), time.Unix(0, 0), time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	if n, _ := c.Trim(); n != 0 {
		t.Error("trimmed twice within a day")
	}
	if n, err := c.Clear(); n != 1 || err != nil || c.Has(used) {
		t.Errorf("Clear = %d, %v", n, err)
	}
}

func TestDir(t *testing.T) {
	t.Setenv("PHOTODESK_CACHE", "here")
	if dir, err := Dir(); err != nil || !filepath.IsAbs(dir) || filepath.Base(dir) != "here" {
		t.Errorf("Dir = %q, %v", dir, err)
	}
}
