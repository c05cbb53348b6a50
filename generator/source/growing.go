package source

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// still is for how long a photograph's stamp must not have changed for the file
// to count as whole. Copying programs write without such pauses, and a person who
// replaced a picture waits that long for it.
const still = 250 * time.Millisecond

// growth is a file that is being written: what it looked like, and since when.
type growth struct {
	stamp stamp
	since time.Time
	isNew bool // nothing of that name was known before
}

// Unsettled returns the photographs that the last [Tree.Refresh] has held back
// because they are being written; sorted. For the tree they are as they were
// before, until they have not changed for a quarter of a second and Refresh is
// called for them.
func (t *Tree) Unsettled() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Sorted(maps.Keys(t.growing))
}

// release lets go of what is not being written any more.
func (t *Tree) release() {
	for name, g := range t.growing {
		now := t.look(name)
		switch {
		case now.info == nil:
			delete(t.growing, name)
		case now.stamp == g.stamp && time.Since(g.since) >= still:
			delete(t.growing, name)
			t.whole[name] = g.stamp
		case now.stamp != g.stamp:
			t.growing[name] = growth{now.stamp, time.Now(), g.isNew}
		}
	}
}

// grows reports whether a file is being written, as far as one can tell: it is
// of a kind that takes time to write, it is not as it was, and it was changed just
// now.
func (t *Tree) grows(name string, was, now *node) bool {
	if _, known := t.growing[name]; known {
		return true
	}
	if savedAtOnce(name) || now.info == nil || now.info.IsDir() || now.stamp == was.stamp || now.stamp == t.whole[name] || !now.stamp.young() {
		return false
	}
	t.growing[name] = growth{now.stamp, time.Now(), was.info == nil}
	return true
}

// settled returns a folder's entries without new files that are being written.
func (t *Tree) settled(dir string, entries []fs.DirEntry) []fs.DirEntry {
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		g, growing := t.growing[path.Join(dir, e.Name())]
		return growing && g.isNew
	})
}

// newcomers finds what is being written among the entries that are new in a folder.
func (t *Tree) newcomers(dir string, was *node, entries []fs.DirEntry) {
	for _, e := range entries {
		if savedAtOnce(e.Name()) || e.IsDir() {
			continue
		}
		known := func(k fs.DirEntry) bool { return k.Name() == e.Name() }
		if !slices.ContainsFunc(was.entries, known) {
			name := path.Join(dir, e.Name())
			t.grows(name, &node{}, t.look(name))
		}
	}
}

// savedAtOnce reports whether a file is of a kind that programs write in one go:
// texts, and what has no kind.
func savedAtOnce(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case "", ".md", ".yaml", ".yml", ".html", ".css", ".js", ".svg", ".txt", ".json", ".xmp":
		return true
	}
	return false
}
