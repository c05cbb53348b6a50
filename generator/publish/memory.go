package publish

import "io/fs"

// A Memory keeps from one Apply to the next what published files are. It is safe
// for concurrent use. Losing it costs time and nothing else.
type Memory interface {
	// Recall returns the hexadecimal SHA-256 of the file at a path and the key of
	// what it was made of, if the file that info describes is surely the one that
	// was learned of.
	Recall(path string, info fs.FileInfo) (sha256, key string, ok bool)

	// Learn is told of the file at a path, and what described it before it was
	// read. The key is empty if what it was made of has none.
	Learn(path string, info fs.FileInfo, sha256, key string)
}

// forgetful is the memory of those who have none.
type forgetful struct{}

func (forgetful) Recall(string, fs.FileInfo) (sha256, key string, ok bool) { return "", "", false }
func (forgetful) Learn(string, fs.FileInfo, string, string)                {}

// learn tells the memory what the site's files are now, those that were written
// last of all: by then most have lain still for a while.
func (f *folder) learn(wanted []staged, c *change, found survey) {
	written := map[string]bool{}
	for _, p := range c.report.Written {
		written[p] = true
	}
	for _, w := range wanted {
		info := found.at[w.Path].info
		if written[w.Path] {
			info, _ = f.root.Lstat(w.Path)
		} else if found.at[w.Path].sum != w.sum {
			continue // the change was stopped before it
		}
		if info != nil && info.Mode().IsRegular() {
			f.memory.Learn(w.Path, info, w.sum, w.key)
		}
	}
}
