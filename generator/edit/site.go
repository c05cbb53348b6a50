package edit

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"photodesk/generator/photo"
	"photodesk/generator/story"
)

// Options are what an edit depends on beside the site.
type Options struct {
	// Now is the day that a withdrawal is dated with.
	Now time.Time
	// Look returns what a photograph's bytes say, as photo.Probe does. Errors that
	// wrap photo.ErrUnreadable or a *fs.PathError are the file's. Needed by New and Add.
	Look func(src photo.Source, name string) (*photo.Facts, error)
	// Try, when not nil, reads a photograph's picture to the end, with errors as
	// Look has them. It is asked of none that the site's limits keep out.
	Try func(src photo.Source, name string, facts *photo.Facts) error
	// Step, when not nil, is called before each change of the disk with its kind
	// ("mkdir", "create", "write", "rename", "flush", "remove") and the path of the
	// file meant; an error keeps the change from happening. It is for tests.
	Step func(op, name string) error
}

// Site is the folder that holds content/, opened for changing.
type Site struct {
	disk
	dir string
	opt Options
}

// Open opens the site in dir.
func Open(dir string, opt Options) (*Site, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Site{disk: disk{root: root, tell: opt.Step}, dir: dir, opt: opt}, nil
}

// Close releases the folder.
func (s *Site) Close() error { return s.root.Close() }

// load reads the whole site as it is now.
func (s *Site) load() (*story.Content, error) {
	content, _, err := story.NewLoader().Load(s.root.FS(), "content")
	return content, err
}

// folderAt returns the story in dir, or nil.
func folderAt(content *story.Content, dir string) *story.Folder {
	for _, f := range content.Folders {
		if f.Dir == dir && len(f.Stories) > 0 {
			return f
		}
	}
	return nil
}

// storyDir returns the path of a story as people give it, "bridge",
// "content/bridge/", "content/bridge/index.md" or where it lies on the disk, as a
// path of the site.
func (s *Site) storyDir(name string) string {
	name = strings.TrimSpace(name)
	if rel, err := filepath.Rel(absolute(s.dir), absolute(name)); err == nil && strings.HasPrefix(filepath.ToSlash(rel), "content/") {
		name = rel
	}
	name = path.Clean(filepath.ToSlash(name))
	if base := path.Base(name); strings.HasPrefix(base, "index.") && strings.HasSuffix(base, ".md") {
		name = path.Dir(name)
	}
	return "content/" + strings.TrimPrefix(name, "content/")
}

// absolute returns where name leads on the disk, as far as it exists.
func absolute(name string) string {
	if abs, err := filepath.Abs(name); err == nil {
		name = abs
	}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		return real
	}
	return name
}

// exists reports whether there is anything at name.
func (s *Site) exists(name string) (bool, error) {
	_, err := s.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// digestOf is the SHA-256 of data.
func digestOf(data string) photo.Digest { return sha256.Sum256([]byte(data)) }
