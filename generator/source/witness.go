package source

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// A Witness is all that a [Tree] was asked for, a name's absence included, as it was
// found: what a run depended on. It can be stored with encoding/gob.
type Witness []Seen

// Seen is what was found at one name.
type Seen struct {
	Name   string
	Kind   Kind
	Stamp  stamp
	Sure   bool              // the stamp can be trusted
	Digest [sha256.Size]byte // of a file that was read; of a folder that was listed, of its names
	Read   bool              // there is a digest
}

// Kind is what stands at a name.
type Kind uint8

// The kinds.
const (
	Absent Kind = iota
	Folder
	File
)

// Witness returns what the tree was asked for so far; false if that cannot be told
// for sure: of a tree that follows changes, or that could not read everything.
func (t *Tree) Witness() (Witness, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.followed {
		return nil, false
	}
	w := make(Witness, 0, len(t.nodes))
	for _, name := range slices.Sorted(maps.Keys(t.nodes)) {
		n := t.nodes[name]
		s := Seen{Name: name, Stamp: n.stamp, Sure: !n.young}
		switch {
		case n.err != nil:
			return nil, false
		case n.info == nil:
		case n.info.IsDir():
			s.Kind, s.Read = Folder, n.listed
			s.Stamp = stamp{} // of the folder itself nothing was asked but that it is one
			if n.listed {
				s.Digest = digestOf(n.entries)
			}
		default:
			s.Kind, s.Read = File, true
			switch {
			case n.digest != nil:
				s.Digest = *n.digest
			case n.data != nil:
				s.Digest = sha256.Sum256(n.data)
			case n.opened:
				return nil, false // read by somebody, and nobody knows what
			default:
				s.Read = false
			}
		}
		w = append(w, s)
	}
	return w, true
}

// digestOf digests what a listing says.
func digestOf(entries []fs.DirEntry) (sum [sha256.Size]byte) {
	h := sha256.New()
	for _, e := range entries {
		_, _ = fmt.Fprintf(h, "%q %d\n", e.Name(), e.Type()) // a hash takes everything
	}
	h.Sum(sum[:0])
	return sum
}

// Stands reports whether a tree that was asked for nothing yet would answer as that
// of the witness did. It is asked for these names by that, so that it can be watched.
func (t *Tree) Stands(w Witness) bool {
	var next atomic.Int64
	var other atomic.Bool
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(w) && !other.Load(); i = int(next.Add(1)) - 1 {
				if !t.isAs(&w[i]) {
					other.Store(true)
				}
			}
		})
	}
	workers.Wait()
	return !other.Load()
}

// isAs reports whether a name stands for what was seen there.
func (t *Tree) isAs(s *Seen) bool {
	info, err := t.Stat(s.Name)
	switch s.Kind {
	case Absent:
		return errors.Is(err, fs.ErrNotExist)
	case Folder:
		if err != nil || !info.IsDir() {
			return false
		}
		if !s.Read {
			return true
		}
		entries, err := t.ReadDir(s.Name)
		return err == nil && digestOf(entries) == s.Digest
	}
	if err != nil || info.IsDir() {
		return false
	}
	if s.Sure && t.vouches(s) {
		return true
	}
	if !s.Read {
		return info.Size() == s.Stamp.Size
	}
	sum, err := t.Digest(s.Name)
	return err == nil && sum == s.Digest
}

// vouches reports whether the file still has the stamp that was seen, and takes over
// what was read of it.
func (t *Tree) vouches(s *Seen) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := t.nodes[s.Name]
	if n == nil || n.stamp != s.Stamp {
		return false
	}
	if s.Read && n.digest == nil {
		sum := s.Digest
		n.digest = &sum
	}
	return true
}
