package publish

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"sync/atomic"
)

// Stands reports whether the folder of opt holds what its memory learned of, so that
// to publish the same again would change nothing; unknown is how many files in it are
// not ours, as in [Report.Unknown]. The memory learns all anew. Nothing is changed
// and no lock taken: the folder is told as it is found.
func Stands(ctx context.Context, opt Options) (unknown int, ok bool) {
	f, err := openFolder(opt)
	if err != nil {
		return 0, false
	}
	defer f.root.Close()
	s := standing{folder: f}
	for p := range f.memory.Paths() {
		s.missing.Add(1)
		if isHidden(p) && !s.hidden(p) { // what else lies in hidden folders is not looked at
			return 0, false
		}
	}
	if s.missing.Load() == 0 {
		return 0, false
	}
	for dirs := []string{"."}; len(dirs) > 0; {
		found := make([][]string, len(dirs))
		err := each(ctx, len(dirs), func(i int) (err error) {
			found[i], err = s.dir(dirs[i])
			return err
		})
		if err != nil {
			return 0, false
		}
		dirs = nil
		for _, more := range found {
			dirs = append(dirs, more...)
		}
	}
	return int(s.unknown.Load()), s.missing.Load() == 0
}

// standing is the work of Stands.
type standing struct {
	*folder
	missing, unknown atomic.Int64
}

// errOther says that something is not as it was learned of.
var errOther = errors.New("the folder is not as it was")

// dir looks at the files in a folder, and returns the folders in it.
func (s *standing) dir(dir string) (dirs []string, err error) {
	entries, err := fs.ReadDir(s.root.FS(), dir)
	if err != nil {
		return nil, err
	}
	for _, d := range entries {
		p := path.Join(dir, d.Name())
		switch {
		case strings.HasPrefix(d.Name(), tempPrefix):
			return nil, errOther // a publish was cut off
		case strings.HasPrefix(d.Name(), "."):
		case d.IsDir():
			dirs = append(dirs, p)
		default:
			info, err := d.Info()
			if err == nil && runtime.GOOS == "windows" { // where a listing may be of a moment ago
				info, err = s.root.Lstat(p)
			}
			if err != nil || !s.file(p, info) {
				return nil, errOther
			}
		}
	}
	return dirs, nil
}

func (s *standing) hidden(p string) bool {
	info, err := s.root.Lstat(p)
	return err == nil && s.file(p, info)
}

// file reports whether a file is as it was learned of, or not ours.
func (s *standing) file(p string, info fs.FileInfo) bool {
	was, key, sure := s.memory.Recall(p, info)
	switch {
	case was == "":
		s.unknown.Add(1)
		return true
	case !info.Mode().IsRegular():
		return false
	case sure:
		info = nil
	default:
		if there := s.read(p, info); there.sum != was {
			return false
		}
	}
	s.memory.Learn(p, info, was, key)
	s.missing.Add(-1)
	return true
}
