package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// stamps is a memory that believes a size and a time.
type stamps struct {
	known map[string]stamped
	mu    sync.Mutex
	now   map[string]stamped
	asked int // in vain
}

type stamped struct {
	Learned
	stamp string
}

// remembering returns the options of a publish that remembers, and what to do after each.
func remembering(dir string) (opt Options, m *stamps) {
	m = &stamps{}
	m.turn()
	return Options{Dir: dir, Holder: gone, Memory: m}, m
}

// turn makes what was learned what is known.
func (m *stamps) turn() { m.known, m.now, m.asked = m.now, map[string]stamped{}, 0 }

func (m *stamps) Stands(path string, info fs.FileInfo) (known, sure bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, known := m.known[path]
	if sure = known && k.stamp == stamp(info); !sure {
		m.asked++
	}
	return known, sure
}

func stamp(info fs.FileInfo) string {
	return fmt.Sprint(info.Mode(), info.Size(), info.ModTime().UnixNano())
}

func (m *stamps) Recall(path string) Learned { return m.known[path].Learned }

func (m *stamps) Paths() iter.Seq[string] { return maps.Keys(m.known) }

func (m *stamps) Batches() iter.Seq[string] {
	keys := map[string]bool{}
	for _, k := range m.known {
		keys[k.Batch] = true
	}
	return maps.Keys(keys)
}

func (m *stamps) Batch(key string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for path, k := range m.known {
			if k.Batch == key && !yield(path) {
				return
			}
		}
	}
}

func (m *stamps) Learn(path string, info fs.FileInfo, now Learned) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if info == nil {
		m.now[path] = stamped{now, m.known[path].stamp}
	} else {
		m.now[path] = stamped{now, stamp(info)}
	}
}

func (m *stamps) Stay(batch string) {
	for path := range m.Batch(batch) {
		m.now[path] = m.known[path]
	}
}

// TestMemory: what was written is known at once, and what changed since is found
// out, written again and named.
func TestMemory(t *testing.T) {
	dir := t.TempDir()
	opt, m := remembering(dir)
	asked := 0
	do := func() Report {
		t.Helper()
		r, err := Apply(t.Context(), opt, whole(bridge.files()))
		if err != nil {
			t.Fatal(err)
		}
		asked = m.asked
		m.turn()
		return r
	}
	do()
	if len(do().Written) != 0 || asked != 0 {
		t.Errorf("a second publish wrote, or asked of %d files in vain", m.asked)
	}
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("defaced"), 0o666); err != nil {
		t.Fatal(err)
	}
	// In vain: of the page, and of the manifest that named it while it was written.
	if r := do(); len(r.Healed) != 1 || r.Healed[0] != "index.html" || asked != 2 {
		t.Errorf("healed %v, asked of %d in vain", r.Healed, asked)
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
	opt, m := remembering(dir)
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
		if _, err := Apply(t.Context(), opt, whole(files)); err != nil || made != s.made {
			t.Errorf("%s: opened %d times, %v; want %d", s.why, made, err, s.made)
		}
		m.turn()
		wantSite(t, dir, site{"a.html": "of " + key})
	}
	key, broken = "3", fs.ErrInvalid
	if r, err := Apply(t.Context(), opt, whole(files)); err == nil || len(r.Written) != 0 {
		t.Errorf("a file that cannot be made: %v, %v", r.Written, err)
	}
}
