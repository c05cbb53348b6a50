package edit

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"photodesk/generator/photo"
)

// copyIn copies a file of a take to name, and lets it be the old one's successor
// only when over is set. The copy is read back from the disk and has the digest
// want, and the modification time of the original.
func (s *Site) copyIn(from fs.FS, source, name string, want photo.Digest, over bool) error {
	info, err := fs.Stat(from, source)
	if err != nil {
		return err
	}
	in := incoming{
		name: name,
		fill: func(dst *os.File) error { return copyBytes(dst, from, source) },
		seal: func(temp string) error {
			if got, err := (inbox{s.root.FS()}).Digest(temp); err != nil || got != want {
				return fmt.Errorf("copying %s: %w", source, errors.Join(err, photo.ErrChanged))
			}
			return s.root.Chtimes(temp, info.ModTime(), info.ModTime())
		},
	}
	if over {
		old, err := s.root.Lstat(name)
		if err == nil && !old.Mode().IsRegular() {
			return refuse("replace the file that it leads to by hand", "%s is a link", name)
		} else if err == nil {
			in.mode = old.Mode().Perm()
		}
	} else {
		in.ready = func() error { return s.absent(name) }
	}
	return s.put(in)
}

func copyBytes(dst io.Writer, from fs.FS, source string) error {
	src, err := from.Open(source)
	if err != nil {
		return err
	}
	defer src.Close()
	_, err = io.Copy(dst, src)
	return err
}

// copyShot copies a photograph and its .xmp to the name that it has in the site.
func (s *Site) copyShot(t *take, sh *shot, name string, over bool) error {
	if sh.xmp != "" { // first: nobody reads one without its photograph
		sum, err := t.fsys.Digest(sh.xmp)
		if err != nil {
			return err
		}
		if err := s.copyIn(t.fsys, sh.xmp, xmpName(sh, name), sum, over); err != nil {
			return err
		}
	}
	return s.copyIn(t.fsys, sh.name, name, sh.facts.Digest, over)
}

// xmpName returns the name of the .xmp beside a photograph called name, in the
// manner in which it was called in the take.
func xmpName(sh *shot, name string) string {
	ext := path.Ext(sh.xmp)
	if strings.TrimSuffix(sh.xmp, ext) == sh.name {
		return name + ext
	}
	return strings.TrimSuffix(name, path.Ext(name)) + ext
}
