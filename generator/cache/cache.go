// Package cache keeps the results of slow work on disk, by content.
//
// An entry is found by its [Key], the hash of a complete description of the
// work. It can cost nothing but time: whatever is odd about an entry (cut short,
// grown, a flipped bit, another key's) makes it a miss, never an error, and what
// cannot be stored is made again next time. So the whole folder may be deleted
// at any moment.
//
// # Layout
//
// DIR/ab/abcdef… holds one entry, named by its key in hex: 8 bytes of magic,
// the SHA-256 of the rest, the key, the bytes. An entry is written beside its
// place and renamed, so that two programs may share a cache. A README tells a
// stranger what the folder is.
//
// # Trimming
//
// An entry's modification time says when it was last used, within a day: a
// story is worked on for days and looked at again for weeks, and a rendition is
// cheap to make again. [Cache.Trim] runs at most once a day and drops what
// nobody used for thirty.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// Key names one result.
type Key [sha256.Size]byte

// KeyOf returns the key of work of the given kind, described by parts. Kind ends
// in the version of the code that does the work ("facts/3"), so that a mistake
// of one version cannot outlive it. Parts are hashed as JSON.
func KeyOf(kind string, parts ...any) Key {
	data, err := json.Marshal(append([]any{kind}, parts...))
	if err != nil {
		panic("cache: a key must be plain data: " + err.Error())
	}
	return sha256.Sum256(data)
}

// Cache is a folder of results. It is safe for concurrent use.
type Cache struct {
	dir string
	now func() time.Time

	open   sync.RWMutex // held for reading by every Put
	closed bool
}

const (
	magic  = "pdcache1"
	header = len(magic) + sha256.Size + len(Key{})

	touchAfter = 24 * time.Hour
	trimEvery  = 24 * time.Hour
	dropAfter  = 30 * 24 * time.Hour
)

const readme = `This folder is photodesk's cache: facts read from photographs, and renditions.
It may be deleted at any time; what is missing is made again.
`

// Open returns the cache in dir, which is made if need be. Now tells how old
// entries are; it never decides what a result is.
func Open(dir string, now func() time.Time) (*Cache, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	if _, err := os.Lstat(filepath.Join(dir, "README")); errors.Is(err, fs.ErrNotExist) {
		if err := os.WriteFile(filepath.Join(dir, "README"), []byte(readme), 0o666); err != nil {
			return nil, err
		}
	}
	return &Cache{dir: dir, now: now}, nil
}

// Dir returns the folder that the user sees it in by default.
func Dir() (string, error) {
	if dir := os.Getenv("PHOTODESK_CACHE"); dir != "" {
		return filepath.Abs(dir)
	}
	dir, err := os.UserCacheDir()
	return filepath.Join(dir, "photodesk"), err
}

func (c *Cache) file(k Key) string {
	name := hex.EncodeToString(k[:])
	return filepath.Join(c.dir, name[:2], name)
}

// Get returns the bytes stored under k, verified.
func (c *Cache) Get(k Key) ([]byte, bool) {
	name := c.file(k)
	data, err := os.ReadFile(name)
	if err != nil || len(data) < header || string(data[:len(magic)]) != magic {
		return nil, false
	}
	rest := data[len(magic)+sha256.Size:]
	sum := sha256.Sum256(rest)
	if !bytes.Equal(sum[:], data[len(magic):len(magic)+sha256.Size]) || !bytes.Equal(rest[:len(k)], k[:]) {
		return nil, false
	}
	c.touch(name)
	return data[header:], true
}

// Has reports whether an entry stands under k, without reading it.
func (c *Cache) Has(k Key) bool {
	info, err := os.Stat(c.file(k))
	return err == nil && info.Mode().IsRegular() && info.Size() >= int64(header)
}

// ErrWrite is what an error of [Cache.Put] wraps. Below it is one of the file
// system, which must not be taken for one of a photograph.
var ErrWrite = errors.New("the cache cannot be written")

// writeError is an ErrWrite with its reason.
type writeError struct{ reason error }

func (e writeError) Error() string   { return ErrWrite.Error() + ": " + e.reason.Error() }
func (e writeError) Unwrap() []error { return []error{ErrWrite, e.reason} }

// Hint says what a person can do about it.
func (e writeError) Hint() string {
	return "make room on its disk, or name another folder with --cache FOLDER"
}

// Put stores data under k. An error wraps [ErrWrite]: the cache cannot be written,
// which a caller may tell the user; the result itself is at hand.
func (c *Cache) Put(k Key, data []byte) error {
	return c.PutFrom(k, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// PutFrom is Put of what write writes, which need not be in memory at once.
func (c *Cache) PutFrom(k Key, write func(io.Writer) error) error {
	c.open.RLock()
	defer c.open.RUnlock()
	if c.closed {
		return fs.ErrClosed
	}
	if err := c.put(k, write); err != nil {
		return writeError{err}
	}
	return nil
}

func (c *Cache) put(k Key, write func(io.Writer) error) error {
	name := c.file(k)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), "tmp-")
	if err != nil {
		return err
	}
	if err = errors.Join(writeEntry(tmp, k, write), tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return nil
}

// writeEntry writes a file of the cache, and last what stands before the data.
func writeEntry(f *os.File, k Key, write func(io.Writer) error) error {
	if _, err := f.Seek(int64(header), io.SeekStart); err != nil {
		return err
	}
	h := sha256.New()
	h.Write(k[:])
	if err := write(io.MultiWriter(f, h)); err != nil {
		return err
	}
	_, err := f.WriteAt(slices.Concat([]byte(magic), h.Sum(nil), k[:]), 0)
	return err
}

// Close waits for what is being stored, so that nothing is left half written,
// and lets nothing more be. What is there can still be had.
func (c *Cache) Close() {
	c.open.Lock()
	defer c.open.Unlock()
	c.closed = true
}

// touch notes that an entry was used.
func (c *Cache) touch(name string) {
	now := c.now()
	if info, err := os.Stat(name); err == nil && now.Sub(info.ModTime()) > touchAfter {
		_ = os.Chtimes(name, now, now) // failing costs a result its place after thirty days
	}
}

// Trim drops what has long not been used, at most once a day, and returns how
// many entries went.
func (c *Cache) Trim() (int, error) {
	stamp := filepath.Join(c.dir, "trimmed")
	now := c.now()
	if info, err := os.Stat(stamp); err == nil && now.Sub(info.ModTime()) < trimEvery && !info.ModTime().After(now) {
		return 0, nil
	}
	if err := os.WriteFile(stamp, nil, 0o666); err != nil {
		return 0, err
	}
	if err := os.Chtimes(stamp, now, now); err != nil {
		return 0, err
	}
	return c.drop(func(info fs.FileInfo) bool { return now.Sub(info.ModTime()) > dropAfter })
}

// Clear empties the cache and returns how many entries went.
func (c *Cache) Clear() (int, error) {
	return c.drop(func(fs.FileInfo) bool { return true })
}

func (c *Cache) drop(old func(fs.FileInfo) bool) (n int, err error) {
	names, err := filepath.Glob(filepath.Join(c.dir, "[0-9a-f][0-9a-f]", "*"))
	if err != nil {
		return 0, err
	}
	for _, name := range names {
		info, err := os.Lstat(name)
		if err != nil || !info.Mode().IsRegular() || !old(info) {
			continue
		}
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return n, err
		}
		n++
	}
	return n, nil
}
