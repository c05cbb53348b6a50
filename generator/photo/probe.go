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

// unreadable returns an error about the photograph itself.
func unreadable(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrUnreadable, fmt.Sprintf(format, args...))
}

// factsKind names the reader's version in the cache's keys.
const factsKind = "facts/1"

// Probe returns what the named photograph's bytes say, from the cache if they
// were read before. Errors that wrap [ErrUnreadable] or [fs.ErrNotExist] are the
// file's; others are the machine's.
func Probe(src Source, c *cache.Cache, name string) (*Facts, error) {
	info, err := fs.Stat(src, name)
	if err != nil {
		return nil, err
	}
	switch {
	case info.IsDir():
		return nil, unreadable("it is a folder")
	case !info.Mode().IsRegular():
		return nil, unreadable("it is not a regular file")
	case info.Size() == 0:
		return nil, unreadable("the file is empty")
	}
	digest, err := src.Digest(name)
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

func read(src fs.FS, name string, digest Digest) (*Facts, error) {
	file, err := src.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	at, ok := file.(io.ReaderAt)
	if !ok { // an in-memory tree; those of disks read at random
		data, err := io.ReadAll(file)
		if err != nil {
			return nil, err
		}
		at = bytes.NewReader(data)
	}
	return &Facts{Digest: digest, Size: info.Size(), Facts: *meta.Read(at, info.Size())}, nil
}
