package photo

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"photodesk/generator/cache"
	"photodesk/generator/photo/meta"
)

// Source is where photographs come from.
type Source interface {
	fs.FS
	Digest(name string) ([sha256.Size]byte, error)
}

// ErrUnreadable is what every error about a photograph that cannot be used
// wraps, as against one about the machine.
var ErrUnreadable = errors.New("cannot be read as a photograph")

// Blames reports whether an error is about a photograph and its file, as against
// one about the machine. What a cache cannot write is the machine's, though it is an
// [fs.PathError] like that of a file that cannot be read.
func Blames(err error) bool {
	var inPath *fs.PathError
	switch {
	case errors.Is(err, cache.ErrWrite):
		return false
	case errors.Is(err, ErrUnreadable), errors.Is(err, ErrChanged), errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return true
	}
	return errors.As(err, &inPath)
}

// unreadable returns an error about the photograph itself.
func unreadable(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrUnreadable, fmt.Sprintf(format, args...))
}

// factsKind names the reader's version in the cache's keys.
const factsKind = "facts/3"

// Probe returns what the named photograph's bytes say, from the cache if they
// were read before. Errors that wrap [ErrUnreadable] or [fs.ErrNotExist] are the
// file's; others are the machine's.
func Probe(src Source, c *cache.Cache, name string) (*Facts, error) {
	digest, err := digest(src, name)
	if err != nil {
		return nil, err
	}
	key := cache.KeyOf(factsKind, digest)
	f := &Facts{}
	if data, ok := c.Get(key); ok && json.Unmarshal(data, f) == nil {
		return f, nil
	}
	if f, err = read(src, name, digest); err != nil {
		return nil, err
	}
	data, err := json.Marshal(f)
	if err != nil {
		return nil, err
	}
	return f, c.Put(key, data)
}

func read(src fs.FS, name string, digest Digest) (f *Facts, err error) {
	defer survive(&err)
	file, err := src.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	at, size, err := randomAccess(file)
	if err != nil {
		return nil, err
	}
	return &Facts{Digest: digest, Size: size, Facts: *meta.Read(at, size)}, nil
}

// randomAccess returns a file's bytes to read at random, and how many there are.
// Files of disks can do that; those of a tree in memory are read as a whole.
func randomAccess(file fs.File) (io.ReaderAt, int64, error) {
	if at, ok := file.(io.ReaderAt); ok {
		info, err := file.Stat()
		if err != nil {
			return nil, 0, err
		}
		return at, info.Size(), nil
	}
	data, err := io.ReadAll(file)
	return bytes.NewReader(data), int64(len(data)), err
}

// maxSidecar is the size in bytes beyond which an .xmp is not read.
const maxSidecar = 16 << 20

// ReadSidecar returns what the named .xmp beside a photograph says. One that
// cannot be read costs its values and nothing else: that it was damaged is said
// in the facts.
func ReadSidecar(src fs.FS, name string) *meta.Facts {
	damaged := func(reason string) *meta.Facts {
		return &meta.Facts{Damage: []meta.Damage{{Part: "XMP", Message: reason}}}
	}
	info, err := fs.Stat(src, name)
	switch {
	case err != nil:
		return damaged("the file cannot be opened")
	case !info.Mode().IsRegular():
		return damaged("it is not a regular file")
	case info.Size() > maxSidecar:
		return damaged("larger than 16 MB")
	}
	data, err := fs.ReadFile(src, name)
	if err != nil {
		return damaged("the file cannot be read")
	}
	return meta.ReadSidecar(data)
}
