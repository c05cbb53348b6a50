package story

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"photodesk/generator/diag"
)

// maxDepth is how many folders deep content may lie; what is deeper is a link
// that leads to itself.
const maxDepth = 32

// found is what lies in a story's folder and below it, by name alone.
type found struct {
	dir                    string
	texts, photos, skipped []string
	packets                []string // of XMP
	ds                     diag.List
}

func (f *found) equal(g *found) bool {
	return f.dir == g.dir && slices.Equal(f.texts, g.texts) && slices.Equal(f.photos, g.photos) &&
		slices.Equal(f.skipped, g.skipped) && slices.Equal(f.packets, g.packets) && slices.Equal(f.ds, g.ds)
}

// walk finds the stories below content/.
type walk struct {
	fsys    fs.FS
	folders []*found
	ds      diag.List
}

// list returns what is the editor's in dir. A folder that cannot be read is
// reported, and counts as empty.
func (w *walk) list(dir string, ds *diag.List) []fs.DirEntry {
	entries, err := fs.ReadDir(w.fsys, dir)
	if err != nil {
		ds.Error("file-unreadable", diag.InFile(dir), "the folder cannot be read: "+reason(err), "is it a link to somewhere else, or protected?")
	}
	return slices.DeleteFunc(slices.Clone(entries), func(e fs.DirEntry) bool { return ignored(e.Name()) })
}

// top walks content/ itself, which holds stories and is none.
func (w *walk) top(dir string) error {
	entries, err := fs.ReadDir(w.fsys, dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch {
		case ignored(e.Name()), e.Name() == "site.yaml", e.Name() == "withdrawn.yaml":
		case w.isDir(name, e, &w.ds):
			w.folder(name, 1)
		case isText(name) || isPhoto(name):
			w.ds.Warn("story-folder", diag.InFile(name), fmt.Sprintf("%s belongs to no story", e.Name()), "put it into a folder of its own in "+dir)
		case strings.EqualFold(e.Name(), "site.yml"), strings.EqualFold(e.Name(), "site.yaml"), strings.EqualFold(e.Name(), "withdrawn.yml"), strings.EqualFold(e.Name(), "withdrawn.yaml"):
			w.ds.Error("story-folder", diag.InFile(name), fmt.Sprintf("%s is not read", e.Name()), fmt.Sprintf("call it %s.yaml", strings.ToLower(stem(e.Name()))))
		default:
			w.ds.Warn("file-skipped", diag.InFile(name), fmt.Sprintf("%s is no part of a site", e.Name()), "")
		}
	}
	return nil
}

// isDir reports whether e is a folder, through a link too.
func (w *walk) isDir(name string, e fs.DirEntry, ds *diag.List) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.IsDir()
	}
	info, err := fs.Stat(w.fsys, name)
	if err != nil {
		ds.Error("file-unreadable", diag.InFile(name), "the link cannot be followed: "+reason(err), "copy what it leads to")
		return false
	}
	return info.IsDir()
}

// folder walks a folder that is a story, or that holds stories.
func (w *walk) folder(dir string, depth int) {
	entries := w.list(dir, &w.ds)
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return isIndexName(e.Name()) }) {
		f := &found{dir: dir}
		w.story(f, dir, entries, depth)
		slices.Sort(f.photos)
		slices.Sort(f.skipped)
		slices.Sort(f.packets)
		w.folders = append(w.folders, f)
		return
	}
	photos := false
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch {
		case w.isDir(name, e, &w.ds):
			if depth < maxDepth {
				w.folder(name, depth+1)
			}
		case strings.EqualFold(e.Name(), "index.md"):
			w.ds.Error("story-folder", diag.InFile(name), fmt.Sprintf("\"%s\" is not \"%s\"", e.Name(), "index.md"), "call it index.md, in lower case")
		case isPhoto(name):
			photos = true
		}
	}
	if photos {
		w.ds.Warn("story-folder", diag.InFile(dir), "photographs, and no index.md", "write an index.md: without one nothing here is published")
	}
}

// story collects what lies in a story's folder and in the folders below it.
func (w *walk) story(f *found, dir string, entries []fs.DirEntry, depth int) {
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch {
		case w.isDir(name, e, &f.ds):
			if isIndexName(e.Name()) {
				f.ds.Error("story-folder", diag.InFile(name), "a folder has the name of a story's file", "rename it")
			} else if depth < maxDepth {
				w.story(f, name, w.list(name, &f.ds), depth+1)
			}
		case isIndexName(e.Name()) && dir != f.dir:
			f.ds.Error("story-folder", diag.InFile(name), fmt.Sprintf("a story inside the story %s", f.dir), "move the folder out, or call the file otherwise: folders in a story hold its photographs")
		case isText(name):
			f.texts = append(f.texts, name)
		case isPhoto(name):
			f.photos = append(f.photos, name)
		case isXMP(name):
			f.packets = append(f.packets, name)
		default:
			f.skipped = append(f.skipped, name)
		}
	}
}
