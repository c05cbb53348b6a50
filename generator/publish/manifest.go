package publish

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// ManifestName is the manifest's, in the folder.
const ManifestName = ".photodesk.json"

const (
	manifestVersion = 1

	// maxManifest is what a manifest of a million files comes to; a larger file is none.
	maxManifest = 256 << 20
)

// A Manifest says which files in a folder photodesk wrote. On disk it is the JSON
// file .photodesk.json, sorted by path: the same site has the same manifest.
type Manifest struct {
	// Version is that of the format: 1.
	Version int `json:"version"`

	// Files are those of the last publish, by slash-separated path.
	Files map[string]Entry `json:"files"`

	// Pending are the files that a publish under way is about to write, over those
	// of Files or beside them. It is empty once a publish has finished: after a
	// crash each of these paths may hold the old bytes, the new, or none.
	Pending map[string]Entry `json:"pending,omitempty"`
}

// An Entry describes one published file.
type Entry struct {
	SHA256 string `json:"sha256"`          // of the bytes that were written, hexadecimal
	Kind   Kind   `json:"kind"`            // decides the order of deletion
	Photo  string `json:"photo,omitempty"` // for a rendition, the digest of its photograph
}

// ReadManifest reads the manifest of the folder dir. The error is one that is
// [fs.ErrNotExist] if there is none, [*ManifestError] if it is damaged,
// [*NewerError] if a later photodesk wrote it.
func ReadManifest(dir string) (Manifest, error) {
	f, err := openFolder(Options{Dir: dir})
	if err != nil {
		return Manifest{}, err
	}
	defer f.root.Close()
	if _, err := f.root.Lstat(ManifestName); err != nil {
		return Manifest{}, folderError("read", dir, ManifestName, err)
	}
	return f.readManifest()
}

// ReadFile returns the bytes of a file in the folder dir.
func ReadFile(dir, path string) ([]byte, error) {
	f, err := openFolder(Options{Dir: dir})
	if err != nil {
		return nil, err
	}
	defer f.root.Close()
	data, err := f.root.ReadFile(path)
	if err != nil {
		return nil, folderError("read", dir, path, err)
	}
	return data, nil
}

// readManifest is ReadManifest, but a manifest that is not there is empty.
func (f *folder) readManifest() (Manifest, error) {
	info, err := f.root.Lstat(ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return Manifest{}, nil
	}
	if err != nil {
		return Manifest{}, folderError("read", f.dir, ManifestName, err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxManifest {
		return Manifest{}, &ManifestError{Dir: f.dir, Err: errors.New("not a file of sensible size")}
	}
	file, err := f.root.Open(ManifestName)
	if err != nil {
		return Manifest{}, folderError("read", f.dir, ManifestName, err)
	}
	defer file.Close()
	var text strings.Builder // whose text the manifest keeps, without a copy
	text.Grow(int(info.Size()))
	if _, err := io.Copy(&text, io.LimitReader(file, maxManifest)); err != nil {
		return Manifest{}, folderError("read", f.dir, ManifestName, err)
	}
	m, ours, err := parseManifest(f.dir, text.String())
	f.ourForm = ours
	return m, err
}

// parseManifest reads a manifest; written says that the text is in the form that
// photodesk gives it.
func parseManifest(dir, text string) (m Manifest, written bool, err error) {
	if m, written = readWritten(text); written {
		if err := m.check(); err != nil {
			return Manifest{}, false, &ManifestError{Dir: dir, Err: err}
		}
		return m, true, nil
	}
	var head struct{ Version int } // of a later version we know nothing but this
	if json.Unmarshal([]byte(text), &head) == nil && head.Version > manifestVersion {
		return Manifest{}, false, &NewerError{Dir: dir, Version: head.Version}
	}
	m = Manifest{}
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		return Manifest{}, false, &ManifestError{Dir: dir, Err: err}
	}
	if err := m.check(); err != nil {
		return Manifest{}, false, &ManifestError{Dir: dir, Err: err}
	}
	return m, false, nil
}

// check mistrusts a manifest as it would any file: its paths are going to be deleted.
func (m Manifest) check() error {
	if m.Version != manifestVersion {
		return fmt.Errorf("version %d", m.Version)
	}
	for _, files := range []map[string]Entry{m.Files, m.Pending} {
		for p, e := range files {
			if err := checkPath(p); err != nil {
				return err
			}
			if !isSum(e.SHA256) {
				return fmt.Errorf("%q has no SHA-256", p)
			}
		}
	}
	return nil
}

// isSum reports whether s can be a hexadecimal SHA-256.
func isSum(s string) bool {
	for _, c := range []byte(s) {
		if !('0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F') {
			return false
		}
	}
	return len(s) == 2*sha256.Size
}

// owns reports whether photodesk wrote the file at p, or was about to.
func (m Manifest) owns(p string) bool {
	_, done := m.Files[p]
	_, begun := m.Pending[p]
	return done || begun
}

// writeManifest puts the manifest of these files in place, or, where only a part of the
// folder is looked at, that of what stays and of these. An empty one is removed.
func (f *folder) writeManifest(ctx context.Context, files, pending map[string]Entry) error {
	if f.old != nil {
		return f.putManifest(ctx, func(w *bufio.Writer) error {
			standing, err := f.root.Open(ManifestName)
			if err != nil {
				return err
			}
			defer standing.Close()
			err = writePatched(w, standing, f.old, files)
			writePending(w, pending)
			return err
		})
	}
	if len(files)+len(pending) == 0 {
		return f.remove(ctx, ManifestName)
	}
	return f.putManifest(ctx, func(w *bufio.Writer) error {
		Manifest{manifestVersion, files, pending}.write(w)
		return nil
	})
}

// putManifest puts a manifest's text in place.
func (f *folder) putManifest(ctx context.Context, write func(*bufio.Writer) error) error {
	return f.replace(ctx, ManifestName, func(tmp *os.File) error {
		w := bufio.NewWriterSize(tmp, 64<<10)
		if err := errors.Join(write(w), w.Flush()); err != nil {
			return err
		}
		// The one file whose loss in a power cut could not be made good by
		// publishing again: without it we would no longer know what is ours.
		return tmp.Sync()
	})
}
