package edit

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"photodesk/generator/diag"
	"photodesk/generator/story"
)

// view is a site with one text changed, so that it can be read before the text
// is written. Of the stories it shows one.
type view struct {
	fs.FS
	dir  string // of the story
	file string // of the text that is not as on the disk
	text string
}

// read returns the story's folder as the site would read it with text in the
// place of file, and all that it would complain of.
func (s *Site) read(dir, file, text string) (*story.Folder, diag.List, error) {
	content, ds, err := story.NewLoader().Load(&view{s.root.FS(), dir, file, text}, "content")
	if err != nil {
		return nil, nil, err
	}
	f := folderAt(content, dir)
	if f == nil {
		return nil, nil, refuse("", "%s holds no story", dir)
	}
	return f, ds, nil
}

// ReadFile implements [fs.ReadFileFS].
func (v *view) ReadFile(name string) ([]byte, error) {
	if name == v.file {
		return []byte(v.text), nil
	}
	return fs.ReadFile(v.FS, name)
}

// Stat implements [fs.StatFS].
func (v *view) Stat(name string) (fs.FileInfo, error) {
	if name == v.file {
		return textInfo{path.Base(name), int64(len(v.text))}, nil
	}
	return fs.Stat(v.FS, name)
}

// ReadDir implements [fs.ReadDirFS].
func (v *view) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(v.FS, name)
	if err != nil && !(errors.Is(err, fs.ErrNotExist) && name == path.Dir(v.file)) {
		return nil, err
	}
	if below, ok := strings.CutPrefix(v.dir, name+"/"); ok {
		next, _, _ := strings.Cut(below, "/")
		entries = slices.DeleteFunc(slices.Clone(entries), func(e fs.DirEntry) bool {
			return e.Name() != next && !strings.HasSuffix(e.Name(), ".yaml")
		})
	}
	has := func(e fs.DirEntry) bool { return e.Name() == path.Base(v.file) }
	if path.Dir(v.file) == name && !slices.ContainsFunc(entries, has) {
		entries = append(slices.Clone(entries), fs.FileInfoToDirEntry(textInfo{path.Base(v.file), int64(len(v.text))}))
		slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}
	return entries, nil
}

// textInfo describes a text that is on no disk.
type textInfo struct {
	name string
	size int64
}

func (t textInfo) Name() string     { return t.name }
func (t textInfo) Size() int64      { return t.size }
func (textInfo) Mode() fs.FileMode  { return 0o666 }
func (textInfo) ModTime() time.Time { return time.Time{} }
func (textInfo) IsDir() bool        { return false }
func (textInfo) Sys() any           { return nil }

// worse returns the first error that after has and before has not; nil if there
// is none.
func worse(before, after diag.List) *diag.Diagnostic {
	type wrong struct{ id, file, message string }
	known := map[wrong]int{}
	for _, d := range before {
		if d.Severity == diag.Error {
			known[wrong{d.ID, d.Pos.File, d.Message}]++
		}
	}
	for i, d := range after {
		key := wrong{d.ID, d.Pos.File, d.Message}
		if d.Severity != diag.Error {
			continue
		}
		if known[key]--; known[key] < 0 {
			return &after[i]
		}
	}
	return nil
}
