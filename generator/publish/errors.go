package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// A ForeignError says that a folder holds files and that photodesk wrote none of
// them. Nothing was touched.
type ForeignError struct {
	Dir     string
	Example string // the name of one thing in it
}

func (e *ForeignError) Error() string {
	return fmt.Sprintf("%s is not a folder that photodesk publishes to: it holds %s", e.Dir, e.Example)
}

// Hint says what to do.
func (e *ForeignError) Hint() string {
	return "publish to an empty folder, or take this one over with --force: its own files stay, but for those in the way"
}

// An OccupiedError says that where a file of the site must be stands something that
// photodesk did not write. Nothing was touched.
type OccupiedError struct {
	Dir  string
	Path string // what stands there, slash-separated, relative to Dir
	Want string // the file that cannot be written
	Same bool   // both are files with one path, which Options.Force replaces
}

func (e *OccupiedError) Error() string {
	at := filepath.Join(e.Dir, filepath.FromSlash(e.Path))
	if e.Same {
		return fmt.Sprintf("%s was not written by photodesk, or not finished by it, and would be lost", at)
	}
	return fmt.Sprintf("%s was not written by photodesk and stands in the way of %s", at, e.Want)
}

// Hint says what to do.
func (e *OccupiedError) Hint() string {
	if e.Same {
		return "move it out of the folder, or replace it with --force"
	}
	return "move it out of the folder"
}

// A ManifestError says that a folder's manifest is there but cannot be understood.
type ManifestError struct {
	Dir string
	Err error
}

func (e *ManifestError) Error() string {
	return fmt.Sprintf("the manifest %s is damaged: %v", filepath.Join(e.Dir, ManifestName), e.Err)
}

func (e *ManifestError) Unwrap() error { return e.Err }

// Hint says what to do.
func (e *ManifestError) Hint() string {
	return "photodesk deletes only what its manifest names; to be rid of old files, empty the folder by hand and build again"
}

// A NewerError says that a later photodesk published to the folder. Nothing was touched.
type NewerError struct {
	Dir     string
	Version int // of its manifest's format
}

func (e *NewerError) Error() string {
	return fmt.Sprintf("%s was published by a newer photodesk (manifest version %d)", e.Dir, e.Version)
}

// Hint says what to do.
func (e *NewerError) Hint() string { return "update photodesk on this machine" }

// A ChangedError says that a file's bytes were not the same when they were made for
// the second time. The published file was left as it was.
type ChangedError struct{ Path string }

func (e *ChangedError) Error() string { return e.Path + " changed while it was being published" }

// Hint says what to do.
func (e *ChangedError) Hint() string { return "build again" }

// A FolderError says that the folder could not be read or changed. The site in it
// is whole; it may be partly the old and partly the new one.
type FolderError struct {
	Op   string // what was tried: "write", "delete", ...
	Path string // in the form of the operating system, the folder's path included
	Err  error
}

func (e *FolderError) Error() string { return fmt.Sprintf("cannot %s %s: %v", e.Op, e.Path, e.Err) }

func (e *FolderError) Unwrap() error { return e.Err }

// Hint says what to do.
func (e *FolderError) Hint() string {
	switch {
	case isFull(e.Err):
		return "free some space and build again; the published site still works"
	case isBusy(e.Err):
		return "close the program that has the file open, or ask for the right to write there; then build again"
	case errors.Is(e.Err, fs.ErrPermission), errors.Is(e.Err, syscall.EROFS):
		return "ask for the right to write there, or publish to another folder with --out"
	}
	return "build again once that is put right; the published site still works"
}

func isFull(err error) bool {
	const diskFull = syscall.Errno(112) // ERROR_DISK_FULL
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) ||
		runtime.GOOS == "windows" && errors.Is(err, diskFull)
}

// folderError tells of a failure at the path p in the folder dir. The path in err,
// that of a temporary file perhaps, would only distract.
func folderError(op, dir, p string, err error) error {
	if err == nil {
		return nil
	}
	var known *FolderError
	var changed *ChangedError
	if errors.As(err, &known) || errors.As(err, &changed) || errors.Is(err, ErrLockLost) {
		return err
	}
	var inPath *fs.PathError
	var inLink *os.LinkError
	if errors.As(err, &inPath) {
		err = inPath.Err
	} else if errors.As(err, &inLink) {
		err = inLink.Err
	}
	return &FolderError{Op: op, Path: filepath.Join(dir, filepath.FromSlash(p)), Err: err}
}
