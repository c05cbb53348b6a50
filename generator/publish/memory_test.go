package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// stamps is a memory that believes a size and a time.
type stamps struct {
	mu    sync.Mutex
	known map[string][2]string
	asked int // in vain
}

func stamp(path string, info fs.FileInfo) string {
	return fmt.Sprint(path, " ", info.Size(), " ", info.ModTime().UnixNano())
}

func (m *stamps) Recall(path string, info fs.FileInfo) (sum, key string, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, ok := m.known[stamp(path, info)]
	if !ok {
		m.asked++
	}
	return k[0], k[1], ok
}

func (m *stamps) Paths() iter.Seq[string] {
	return func(yield func(string) bool) {
		for stamp := range m.known {
			if path, _, _ := strings.Cut(stamp, " "); !yield(path) {
				return
			}
		}
	}
}

func (m *stamps) Learn(path string, info fs.FileInfo, sum, key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if info == nil {
		for stamp, k := range m.known {
			if strings.HasPrefix(stamp, path+" ") && k[0] == sum {
				m.known[stamp] = [2]string{sum, key}
			}
		}
		return
	}
	m.known[stamp(path, info)] = [2]string{sum, key}
}

// TestMemory: what was written is known at once, and what changed since is found
// out, written again and named.
func TestMemory(t *testing.T) {
	dir := t.TempDir()
	m := &stamps{known: map[string][2]string{}}
	opt := Options{Dir: dir, Holder: gone, Memory: m}
	do := func() Report {
		t.Helper()
		r, err := Apply(t.Context(), opt, bridge.files())
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	do()
	if m.asked = 0; len(do().Written) != 0 || m.asked != 0 {
		t.Errorf("a second publish wrote, or asked of %d files in vain", m.asked)
	}
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("defaced"), 0o666); err != nil {
		t.Fatal(err)
	}
	// In vain: of the page, and of the manifest that named it while it was written.
	if r := do(); len(r.Healed) != 1 || r.Healed[0] != "index.html" || m.asked != 2 {
		t.Errorf("healed %v, asked of %d in vain", r.Healed, m.asked)
	}
	wantSite(t, dir, bridge)
}

// TestKey: a file is not made again while its key and what is published stay; one
// that cannot be made costs nothing.
func TestKey(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.html")
	made, key := 0, "1"
	var broken error
	files := []File{{
		Path: "a.html", Key: func() string { return key },
		Open: func() (io.ReadCloser, error) {
			made++
			f, err := file("a.html", "of "+key).Open()
			return f, errors.Join(broken, err)
		},
	}}
	opt := Options{Dir: dir, Holder: gone, Memory: &stamps{known: map[string][2]string{}}}
	for _, s := range []struct {
		why    string
		before func() error
		made   int
	}{
		{"the first time", func() error { return nil }, 2},
		{"the second", func() error { return nil }, 0},
		{"with another key", func() error { key = "2"; return nil }, 2},
		{"after it was changed", func() error { return os.WriteFile(name, []byte("defaced"), 0o666) }, 2},
		{"after it was deleted", func() error { return os.Remove(name) }, 2},
		{"without a key", func() error { key = ""; return nil }, 2},
		{"without a key again", func() error { return nil }, 1},
	} {
		if err := s.before(); err != nil {
			t.Fatal(err)
		}
		made = 0
		if _, err := Apply(t.Context(), opt, files); err != nil || made != s.made {
			t.Errorf("%s: opened %d times, %v; want %d", s.why, made, err, s.made)
		}
		wantSite(t, dir, site{"a.html": "of " + key})
	}
	key, broken = "3", fs.ErrInvalid
	if r, err := Apply(t.Context(), opt, files); err == nil || len(r.Written) != 0 {
		t.Errorf("a file that cannot be made: %v, %v", r.Written, err)
	}
}
