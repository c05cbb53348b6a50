// Package source is how a site's files are read and how change is noticed.
//
// Everything a build reads goes through one [Tree]: the site's folder laid over
// the defaults that the program carries, so that a site's own
// templates/story.html shadows the built-in one, file by file.
//
// A Tree is also a memory. What it has been asked for, a name's absence
// included, it remembers with the stamp (size, times, inode) that the file had;
// until [Tree.Refresh] is told to look again, it answers from there. So a build
// sees one state of the folder, a watcher knows what to watch, and a warm build
// of ten thousand photographs does not ask the disk ten thousand times.
//
// # When a stamp can be trusted
//
// The stamp is taken before the bytes are read, so that a change during the
// reading shows. A file that was changed within the grain of the clock may
// change again without its stamp changing: what was read of one that young is
// read again at the next Refresh (git calls such entries racy). Equal bytes
// under a new stamp are no change.
package source

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
)

// A Tree is a site's files over the program's defaults. It implements [fs.FS],
// [fs.ReadDirFS], [fs.ReadFileFS] and [fs.StatFS], and is safe for concurrent use.
type Tree struct {
	layers []fs.FS
	root   *os.Root

	mu      sync.Mutex
	nodes   map[string]*node
	known   map[string]Known  // digests of an earlier run, not yet asked for
	growing map[string]growth // what is being written, and not looked at until it is still
	whole   map[string]stamp  // what was such, and the stamp with which it was still

	followed bool // changes are: Refresh has been called
}

// node is what a Tree knows of one name.
type node struct {
	stamp   stamp
	info    fs.FileInfo   // nil if there is nothing of that name
	err     error         // why info could not be had, other than absence
	entries []fs.DirEntry // of a folder, once listed; sorted
	listed  bool
	data    []byte // of a small file, once read
	digest  *[sha256.Size]byte
	young   bool // read when its stamp could not yet be trusted
	opened  bool // and read by somebody else
}

// Open returns the tree of the site in dir, over defaults. Links that lead out
// of dir are refused by the operating system's own means ([os.Root]).
func Open(dir string, defaults ...fs.FS) (*Tree, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	t := New(append([]fs.FS{root.FS()}, defaults...)...)
	t.root = root
	return t, nil
}

// New returns a tree of layers, the first over the rest.
func New(layers ...fs.FS) *Tree {
	return &Tree{layers: layers, nodes: map[string]*node{}, known: map[string]Known{}, growing: map[string]growth{}, whole: map[string]stamp{}}
}

// Close releases the site's folder.
func (t *Tree) Close() error {
	if t.root == nil {
		return nil
	}
	return t.root.Close()
}

// Open implements [fs.FS]. A folder opened so lists all layers.
func (t *Tree) Open(name string) (fs.File, error) {
	info, err := t.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		entries, err := t.ReadDir(name)
		return &folder{info: info, entries: entries}, err
	}
	t.mu.Lock()
	t.node(name).opened = true
	t.mu.Unlock()
	return t.open(name)
}

func (t *Tree) open(name string) (fs.File, error) {
	for _, l := range t.layers {
		f, err := l.Open(name)
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return f, err
		}
	}
	return nil, notExist("open", name)
}

// Stat implements [fs.StatFS] from memory.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrInvalid}
	}
	t.mu.Lock()
	n := t.nodes[name]
	t.mu.Unlock()
	if n == nil {
		n = t.first(name)
	}
	if n.err != nil {
		return nil, n.err
	}
	if n.info == nil {
		return nil, notExist("stat", name)
	}
	return n.info, nil
}

// first looks at a name for the first time. Disks answer several who ask at once.
func (t *Tree) first(name string) *node {
	now := t.look(name)
	t.mu.Lock()
	defer t.mu.Unlock()
	if n := t.nodes[name]; n != nil {
		return n
	}
	t.nodes[name] = now
	return now
}

// ReadDir implements [fs.ReadDirFS] from memory. Go files are left out: they are
// the program's own, which carry its defaults.
func (t *Tree) ReadDir(name string) ([]fs.DirEntry, error) {
	if _, err := t.Stat(name); err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	n := t.node(name)
	if !n.listed {
		entries, err := t.list(name)
		if err != nil {
			return nil, err
		}
		if t.followed { // what is being written is found in the very listing that is shown
			t.newcomers(name, n, entries)
		}
		n.entries, n.listed = t.settled(name, entries), true
	}
	return slices.Clone(n.entries), nil
}

// list lists a folder in all layers, as it is now.
func (t *Tree) list(name string) ([]fs.DirEntry, error) {
	byName := map[string]fs.DirEntry{}
	for _, l := range slices.Backward(t.layers) {
		entries, err := fs.ReadDir(l, name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, e := range entries {
			if !strings.HasSuffix(e.Name(), ".go") {
				byName[e.Name()] = e
			}
		}
	}
	return slices.SortedFunc(maps.Values(byName), func(a, b fs.DirEntry) int {
		return strings.Compare(a.Name(), b.Name())
	}), nil
}

// small is the largest file whose bytes are kept in memory: texts and templates,
// not photographs.
const small = 1 << 20

// ReadFile implements [fs.ReadFileFS], a small file from memory.
func (t *Tree) ReadFile(name string) ([]byte, error) {
	if _, err := t.Stat(name); err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	n := t.node(name)
	if n.data != nil {
		return bytes.Clone(n.data), nil
	}
	data, err := t.read(name)
	if err != nil {
		return nil, err
	}
	n.young = n.young || n.stamp.young()
	if len(data) <= small {
		n.data = data
		return bytes.Clone(data), nil
	}
	if n.digest == nil {
		sum := sha256.Sum256(data)
		n.digest = &sum
	}
	return data, nil // a photograph of 40 MB is not held twice
}

func (t *Tree) read(name string) ([]byte, error) {
	f, err := t.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	if info, err := f.Stat(); err == nil && info.Size() < hugest {
		b.Grow(int(info.Size()) + bytes.MinRead) // else it grows step by step, and leaves as much behind
	}
	_, err = b.ReadFrom(f)
	return b.Bytes(), err
}

// hugest is the size from which no file is believed that it has it before it is read.
const hugest = 1 << 30

// Refresh looks again at the named paths, or at everything that was ever asked
// for if there are none, and returns the names whose content, listing or
// existence differs from what was read. A path stands for itself, for all below
// it, and for the folders above it; afterwards the tree answers as a new one
// would, as far as those paths go, but for what is being written: see
// [Tree.Unsettled].
func (t *Tree) Refresh(paths ...string) []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.release()
	t.followed = true
	var changed []string
	for name, n := range t.nodes {
		if !touches(paths, name) {
			continue
		}
		now := t.look(name)
		if t.grows(name, n, now) {
			continue
		}
		if n.listed {
			if entries, err := t.list(name); err == nil {
				t.newcomers(name, n, entries)
			}
		}
		if now.stamp == n.stamp && !n.young {
			if !n.listed || t.sameListing(name, n) {
				continue
			}
		}
		if t.differs(name, n, now) {
			changed = append(changed, name)
		}
		t.nodes[name] = now
	}
	slices.Sort(changed)
	return changed
}

// touches reports whether a change at one of paths may concern name.
func touches(paths []string, name string) bool {
	if len(paths) == 0 {
		return true
	}
	return slices.ContainsFunc(paths, func(p string) bool {
		return name == p || below(p, name) || below(name, p)
	})
}

// below reports whether name lies below dir.
func below(dir, name string) bool {
	return dir == "." && name != "." || strings.HasPrefix(name, dir+"/")
}

// differs reports whether what was read of name would now be read otherwise;
// what is read to find out is kept in now.
func (t *Tree) differs(name string, was, now *node) bool {
	if (was.info == nil) != (now.info == nil) || (was.err == nil) != (now.err == nil) {
		return true
	}
	if now.info == nil {
		return false
	}
	if was.info.IsDir() || now.info.IsDir() {
		if was.info.IsDir() != now.info.IsDir() || was.listed && !t.sameListing(name, was) {
			return true
		}
		now.entries, now.listed = was.entries, was.listed
		return false
	}
	if was.data != nil {
		data, err := t.read(name)
		if err != nil || !bytes.Equal(data, was.data) {
			return true
		}
		now.data, now.young = data, now.stamp.young()
	}
	if was.digest != nil {
		sum, err := t.hash(name)
		if err != nil || sum != *was.digest {
			return true
		}
		now.digest, now.young = &sum, now.stamp.young()
	}
	return was.data == nil && was.digest == nil && was.stamp != now.stamp
}

func (t *Tree) sameListing(name string, was *node) bool {
	entries, err := t.list(name)
	return err == nil && slices.EqualFunc(t.settled(name, entries), was.entries, func(a, b fs.DirEntry) bool {
		return a.Name() == b.Name() && a.Type() == b.Type()
	})
}

// node returns what is known of name, looking once if nothing is.
func (t *Tree) node(name string) *node {
	n := t.nodes[name]
	if n == nil {
		n = t.look(name)
		t.nodes[name] = n
	}
	return n
}

func (t *Tree) look(name string) *node {
	for _, l := range t.layers {
		info, err := fs.Stat(l, name)
		if err == nil {
			return &node{info: renamed{info, path.Base(name)}, stamp: stampOf(info)}
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return &node{err: err}
		}
	}
	return &node{}
}

func notExist(op, name string) error {
	return &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
}
