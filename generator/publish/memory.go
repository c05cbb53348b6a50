package publish

import (
	"io/fs"
	"iter"
)

// A Memory keeps from one Apply to the next what published files are, the manifest
// among them. It is safe for concurrent use. Losing it costs time and nothing else.
type Memory interface {
	// Recall returns the hexadecimal SHA-256 of the file that was learned of at a
	// path, and the key of what it was made of; sure if the file that info describes
	// is that file.
	Recall(path string, info fs.FileInfo) (sha256, key string, sure bool)

	// Paths yields every path that was learned of before.
	Paths() iter.Seq[string]

	// Learn is told of the file at a path, and what described it before it was
	// read: nil if it is the one that was recalled. The key is empty if what it was
	// made of has none.
	Learn(path string, info fs.FileInfo, sha256, key string)
}

// forgetful is the memory of those who have none.
type forgetful struct{}

func (forgetful) Recall(string, fs.FileInfo) (sha256, key string, sure bool) { return "", "", false }
func (forgetful) Learn(string, fs.FileInfo, string, string)                  {}
func (forgetful) Paths() iter.Seq[string]                                    { return func(func(string) bool) {} }

// learn tells the memory what the site's files are now, those that were written
// last of all: by then most have lain still for a while.
func (f *folder) learn(wanted []staged, c *change, found survey) {
	written := map[string]bool{}
	for _, p := range c.report.Written {
		written[p] = true
	}
	for _, w := range wanted {
		there := found.spot(w.Path)
		if written[w.Path] {
			there.info, _ = f.root.Lstat(w.Path)
			if there.info == nil {
				continue
			}
			there.mode = there.info.Mode()
		} else if there.sum != w.sum {
			continue // the change was stopped before it
		}
		if there.mode.IsRegular() {
			f.memory.Learn(w.Path, there.info, w.sum, w.key)
		}
	}
	if info, err := f.root.Lstat(ManifestName); err == nil {
		there := f.read(ManifestName, info)
		f.memory.Learn(ManifestName, there.info, there.sum, "")
	}
}
