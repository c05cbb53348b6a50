package publish

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
)

// Stands reports whether the folder of opt holds what its memory learned of, so that
// to publish the same again would change nothing; unknown is how many files in it are
// not ours, as in [Report.Unknown]. The memory learns that all of it stays. Nothing is
// changed and no lock taken: the folder is told as it is found.
func Stands(ctx context.Context, opt Options) (unknown int, ok bool) {
	f, err := openFolder(opt)
	if err != nil {
		return 0, false
	}
	defer f.root.Close()
	s, ok := f.stands(ctx)
	if !ok {
		return 0, false
	}
	for key := range f.memory.Batches() {
		s.stay(key)
	}
	return len(s.others), true
}

// standing is a folder that holds what its memory learned of.
type standing struct {
	*folder
	missing atomic.Int64 // how much of it was not met yet

	mu     sync.Mutex
	others []string                          // files that are not ours, but for those whose name begins with a dot
	looked map[string]map[string]fs.FileInfo // of each batch, what had to be read, and what described it before
}

// stands compares the folder with all that its memory learned of; false if anything of
// that is otherwise, or if a publish was cut off.
func (f *folder) stands(ctx context.Context) (*standing, bool) {
	s := &standing{folder: f, looked: map[string]map[string]fs.FileInfo{}}
	for p := range f.memory.Paths() {
		s.missing.Add(1)
		if isHidden(p) && !s.hidden(p) { // what else lies in hidden folders is not looked at
			return nil, false
		}
	}
	if s.missing.Load() == 0 {
		return nil, false
	}
	for dirs := []string{"."}; len(dirs) > 0; {
		found := make([][]string, len(dirs))
		err := each(ctx, len(dirs), func(i int) (err error) {
			found[i], err = s.dir(dirs[i])
			return err
		})
		if err != nil {
			return nil, false
		}
		dirs = nil
		for _, more := range found {
			dirs = append(dirs, more...)
		}
	}
	return s, s.missing.Load() == 0
}

// stay tells the memory that a batch is as it was.
func (s *standing) stay(batch string) {
	s.memory.Stay(batch)
	for p, info := range s.looked[batch] {
		s.memory.Learn(p, info, s.memory.Recall(p))
	}
}

// look notes that a file of a batch had to be read.
func (s *standing) look(batch, p string, info fs.FileInfo) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.looked[batch] == nil {
		s.looked[batch] = map[string]fs.FileInfo{}
	}
	s.looked[batch][p] = info
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
	known, sure := s.memory.Stands(p, info)
	switch {
	case !known:
		s.mu.Lock()
		s.others = append(s.others, p)
		s.mu.Unlock()
		return true
	case !info.Mode().IsRegular():
		return false
	case !sure:
		l := s.memory.Recall(p)
		if s.read(p, info).sum != l.SHA256 {
			return false
		}
		s.look(l.Batch, p, info)
	}
	s.missing.Add(-1)
	return true
}
