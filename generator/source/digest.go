package source

import (
	"crypto/sha256"
	"io"
	"maps"
)

// Known is a digest that an earlier run took, with the stamp it belongs to.
type Known struct {
	Stamp  stamp
	Digest [sha256.Size]byte
}

// Digest returns the SHA-256 of the named file's bytes, which are read only if
// no digest of the file as it stands is known. Files are read one at a time for
// each caller; callers may be several.
func (t *Tree) Digest(name string) ([sha256.Size]byte, error) {
	if _, err := t.Stat(name); err != nil {
		return [sha256.Size]byte{}, err
	}
	t.mu.Lock()
	n := t.node(name)
	if n.digest == nil {
		if k, ok := t.known[name]; ok && k.Stamp == n.stamp {
			n.digest = &k.Digest
		}
	}
	if n.digest != nil {
		defer t.mu.Unlock()
		return *n.digest, nil
	}
	young := n.stamp.young()
	t.mu.Unlock()

	sum, err := t.hash(name)
	if err != nil {
		return sum, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	n.digest, n.young = &sum, n.young || young
	return sum, nil
}

func (t *Tree) hash(name string) (sum [sha256.Size]byte, err error) {
	f, err := t.open(name)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return sum, err
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}

// Digests returns, of the named files, every digest that a later run may rely on.
func (t *Tree) Digests(names ...string) map[string]Known {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := map[string]Known{}
	for _, name := range names {
		if n := t.nodes[name]; n != nil && n.digest != nil && !n.young && n.stamp.Size > 0 {
			out[name] = Known{n.stamp, *n.digest}
		}
	}
	return out
}

// Recall gives the tree digests of an earlier run, to be believed where the
// stamps are the same.
func (t *Tree) Recall(known map[string]Known) {
	t.mu.Lock()
	defer t.mu.Unlock()
	maps.Copy(t.known, known)
}

// Remembered returns the digest of the named file if it is known without reading
// the file.
func (t *Tree) Remembered(name string) (sum [sha256.Size]byte, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if n := t.nodes[name]; n != nil && n.info != nil && n.digest != nil {
		return *n.digest, true
	}
	return sum, false
}
