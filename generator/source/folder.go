package source

import (
	"errors"
	"io"
	"io/fs"
	"strings"
)

// folder is an open folder of a Tree.
type folder struct {
	info    fs.FileInfo
	entries []fs.DirEntry
}

func (f *folder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *folder) Close() error               { return nil }
func (f *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.info.Name(), Err: errors.New("is a folder")}
}

// ReadDir implements [fs.ReadDirFile].
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(f.entries)
	} else if len(f.entries) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.entries))
	out := f.entries[:n:n]
	f.entries = f.entries[n:]
	return out, nil
}

// Under mounts fsys at dir, as the defaults of a site are.
func Under(dir string, fsys fs.FS) fs.FS { return under{dir, fsys} }

type under struct {
	dir string
	fs.FS
}

// Open implements [fs.FS].
func (u under) Open(name string) (fs.File, error) {
	switch rest, ok := strings.CutPrefix(name, u.dir+"/"); {
	case name == ".":
		info, err := fs.Stat(u.FS, ".")
		return &folder{info, []fs.DirEntry{fs.FileInfoToDirEntry(renamed{info, u.dir})}}, err
	case name == u.dir:
		return u.FS.Open(".")
	case ok:
		return u.FS.Open(rest)
	}
	return nil, notExist("open", name)
}

// renamed is a file's info under the name that a tree has it by: the root of the
// defaults calls itself "." wherever it is mounted.
type renamed struct {
	fs.FileInfo
	name string
}

// Name implements [fs.FileInfo].
func (r renamed) Name() string { return r.name }
