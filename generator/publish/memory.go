package publish

import (
	"io/fs"
	"iter"
)

// A Memory keeps from one Apply to the next what published files are, the manifest
// among them. It is safe for concurrent use. Losing it costs time and nothing else.
type Memory interface {
	// Stands reports whether anything was learned of a file at a path, and whether the
	// file that info describes is surely that file.
	Stands(path string, info fs.FileInfo) (known, sure bool)

	// Recall returns what was learned of the file at a path; zero if nothing was.
	Recall(path string) Learned

	// Paths yields every path that was learned of before, and Batch those of one batch.
	Paths() iter.Seq[string]
	Batch(key string) iter.Seq[string]

	// Batches yields the key of every batch that was learned of before.
	Batches() iter.Seq[string]

	// Learn is told of the file at a path, and what described it before it was
	// read: nil if it is the one that was recalled.
	Learn(path string, info fs.FileInfo, now Learned)

	// Stay is told that all files of a batch are as they were recalled, but for those
	// that Learn is told of.
	Stay(batch string)
}

// Learned is what is known of a published file.
type Learned struct {
	Entry
	Key   string // of what it was made of; empty: it has none
	Batch string // that it was published in
}

// forgetful is the memory of those who have none.
type forgetful struct{}

func (forgetful) Stands(string, fs.FileInfo) (known, sure bool) { return false, false }
func (forgetful) Recall(string) (l Learned)                     { return l }
func (forgetful) Paths() iter.Seq[string]                       { return nothing }
func (forgetful) Batch(string) iter.Seq[string]                 { return nothing }
func (forgetful) Batches() iter.Seq[string]                     { return nothing }
func (forgetful) Learn(string, fs.FileInfo, Learned)            {}
func (forgetful) Stay(string)                                   {}

func nothing(func(string) bool) {}

// learn tells the memory what the site's files are now, those that were written
// last of all: by then most have lain still for a while. The manifest is told of only
// if all that it names was: who knows it knows the whole folder.
func (f *folder) learn(wanted []staged, c *change, found survey) {
	written := map[string]bool{}
	for _, p := range c.report.Written {
		written[p] = true
	}
	learned := 0
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
			f.memory.Learn(w.Path, there.info, Learned{w.entry(), w.key, w.batch})
			learned++
		}
	}
	if c.report.Files == nil || learned < len(c.next) {
		return // it failed, or files stay that are not of the site
	}
	if info, err := f.root.Lstat(ManifestName); err == nil {
		there := f.read(ManifestName, info)
		l := Learned{Entry: Entry{SHA256: there.sum}}
		if !c.same || f.ourForm || f.memory.Recall(ManifestName) == (Learned{l.Entry, inOurForm, ""}) {
			l.Key = inOurForm
		}
		f.memory.Learn(ManifestName, there.info, l)
	}
}

// inOurForm is the key of a manifest whose text is known to be in the form that we give it.
const inOurForm = "as written"
