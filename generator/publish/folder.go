package publish

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	reserved   = ".photodesk"
	tempPrefix = ".photodesk-tmp-"

	// Readable for a web server that runs as another user, whatever our umask.
	fileMode = 0o644
	dirMode  = 0o755
)

// A folder is the one place from which the output folder is changed.
type folder struct {
	dir   string // for messages
	root  *os.Root
	lock  *Lock // nil only while nothing is changed
	step  func(op, path string) error
	temps int // how many temporary names were given

	ourForm bool             // the manifest that stands there is in the form that we give it
	old     map[string]Entry // those of its files that may change; nil: all

	memory Memory
}

func openFolder(opt Options) (*folder, error) {
	root, err := os.OpenRoot(opt.Dir)
	if err != nil {
		return nil, folderError("open the folder", opt.Dir, ".", err)
	}
	step := opt.Step
	if step == nil {
		step = func(string, string) error { return nil }
	}
	memory := opt.Memory
	if memory == nil {
		memory = forgetful{}
	}
	return &folder{dir: opt.Dir, root: root, step: step, memory: memory}, nil
}

// refuseForeign returns a ForeignError if the folder holds something, but no manifest.
func (f *folder) refuseForeign(force bool) error {
	if _, err := f.root.Lstat(ManifestName); err == nil || force {
		return nil
	}
	entries, err := fs.ReadDir(f.root.FS(), ".")
	if err != nil {
		return folderError("read the folder", f.dir, ".", err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			return &ForeignError{Dir: f.dir, Example: e.Name()}
		}
	}
	return nil
}

// replace puts what fill writes at p, in one step: readers find the old file or the new.
//
// Files are not synced to the disk one by one. That would cost a publish of ten
// thousand files minutes, and buys nothing: a file that a power cut emptied differs
// from the wanted one, so the next publish writes it again.
func (f *folder) replace(ctx context.Context, p string, fill func(*os.File) error) (err error) {
	if err := f.mkdir(path.Dir(p)); err != nil {
		return err
	}
	if err := f.step("write", p); err != nil {
		return folderError("write", f.dir, p, err)
	}
	f.temps++
	temp := path.Join(path.Dir(p), tempPrefix+strconv.Itoa(f.temps))
	defer func() {
		if err != nil {
			f.discard(temp)
		}
	}()
	if err := f.create(temp, fill); err != nil {
		return folderError("write", f.dir, p, err)
	}
	if err := f.step("rename", p); err != nil {
		return folderError("write", f.dir, p, err)
	}
	err = patiently(ctx, isBusy, func() error { return f.root.Rename(temp, p) })
	return folderError("replace", f.dir, p, err)
}

// create writes a new file with a temporary name.
func (f *folder) create(temp string, fill func(*os.File) error) error {
	file, err := f.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	err = fill(file)
	_ = file.Chmod(fileMode) // shares that know no modes refuse; nothing is lost
	return errors.Join(err, file.Close())
}

// discard removes the temporary of a write that failed. If that fails too, the next
// publish sweeps it; the first error is the one to tell.
func (f *folder) discard(temp string) {
	if f.step("remove", temp) == nil {
		_ = f.root.Remove(temp)
	}
}

// mkdir makes dir and what leads to it.
func (f *folder) mkdir(dir string) error {
	if dir == "." {
		return nil
	}
	if info, err := f.root.Lstat(dir); err == nil && info.IsDir() {
		return nil
	}
	if err := f.mkdir(path.Dir(dir)); err != nil {
		return err
	}
	err := f.step("mkdir", dir)
	if err == nil {
		err = f.root.Mkdir(dir, dirMode)
	}
	if err == nil {
		_ = f.root.Chmod(dir, dirMode) // as in create
	}
	return folderError("make the folder", f.dir, dir, err)
}

// remove deletes the file or the empty folder p; that it is already gone is fine.
func (f *folder) remove(ctx context.Context, p string) error {
	if _, err := f.root.Lstat(p); err != nil && isAbsent(err) {
		return nil
	}
	if err := f.step("remove", p); err != nil {
		return folderError("delete", f.dir, p, err)
	}
	err := patiently(ctx, isBusy, func() error { return f.root.Remove(p) })
	if err != nil && isAbsent(err) {
		return nil
	}
	return folderError("delete", f.dir, p, err)
}

// prune removes the folders in which paths lay, and those above, as far as they are empty.
func (f *folder) prune(paths []string) error {
	dirs := map[string]bool{}
	for _, p := range paths {
		for dir := range parents(p) {
			dirs[dir] = true
		}
	}
	innermost := slices.Sorted(maps.Keys(dirs))
	slices.Reverse(innermost) // "a/b" sorts after "a"
	for _, dir := range innermost {
		if err := f.removeEmpty(dir); err != nil {
			return err
		}
	}
	return nil
}

// removeEmpty removes dir if it is an empty folder.
func (f *folder) removeEmpty(dir string) error {
	info, err := f.root.Lstat(dir)
	if err != nil || !info.IsDir() || f.hasEntries(dir) {
		return nil
	}
	if err := f.step("remove", dir); err != nil {
		return folderError("delete the folder", f.dir, dir, err)
	}
	_ = f.root.Remove(dir) // somebody may be using it, and an empty folder harms nobody
	return nil
}

// hasEntries reports whether the folder dir holds anything, or cannot be read.
func (f *folder) hasEntries(dir string) bool {
	d, err := f.root.Open(dir)
	if err != nil {
		return true
	}
	defer d.Close()
	names, err := d.Readdirnames(1)
	return len(names) > 0 || !errors.Is(err, io.EOF)
}

// isAbsent reports whether an error says that there is nothing at a path, a file
// where the path has a folder included.
func isAbsent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// parents yields the folders that lead to p, the innermost first, without ".".
func parents(p string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for dir := path.Dir(p); dir != "." && dir != "/"; dir = path.Dir(dir) {
			if !yield(dir) {
				return
			}
		}
	}
}

// patiently does op again, for about two seconds, while it fails because another
// program has the file open: a Windows editor, virus scanner or web server.
func patiently(ctx context.Context, busy func(error) bool, op func() error) error {
	for wait := 15 * time.Millisecond; ; wait *= 2 {
		err := op()
		if err == nil || !busy(err) || wait > time.Second {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(wait):
		}
	}
}

// isBusy reports whether an error may pass once another program closes the file.
// Elsewhere than on Windows an open file is no obstacle.
func isBusy(err error) bool {
	const sharingViolation = syscall.Errno(32) // ERROR_SHARING_VIOLATION
	return runtime.GOOS == "windows" &&
		(errors.Is(err, fs.ErrPermission) || errors.Is(err, sharingViolation))
}
