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
	// read: nil if it is the one that was recalled. The key is empty if what it was
	// made of has none.
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
		there := found.at[w.Path]
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
}
