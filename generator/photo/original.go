package photo

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"photodesk/generator/cache"
	"photodesk/generator/photo/meta"
)

// strippedKind names the version of the code that strips in the cache's keys,
// and in the names of stripped originals.
const strippedKind = "stripped/1"

// Original is a photograph that is published as it came, or without its private
// parts: positions, serial numbers, owners, maker notes, thumbnails and desk
// instructions.
type Original struct {
	Source Digest
	Strip  bool
}

// ID returns what names the file: twelve hex digits that change with its bytes.
func (o Original) ID() string {
	sum := o.Source
	if o.Strip {
		sum = sha256.Sum256(append([]byte(strippedKind), sum[:]...))
	}
	return hex.EncodeToString(sum[:6])
}

// endings are those of original files, by the format that their bytes have.
var endings = map[string]string{
	"jpeg": ".jpg", "png": ".png", "tiff": ".tif", "webp": ".webp", "gif": ".gif", "heif": ".heic", "avif": ".avif",
}

// Ending returns the ending of f's file name, by its bytes; empty if its format
// is not known.
func (f *Facts) Ending() string { return endings[f.Format] }

// ErrNoStrip is wrapped by the error about a photograph that cannot be copied
// without its private parts.
var ErrNoStrip = meta.ErrNoStrip

// StrippedSize returns the size in bytes of the named photograph without its
// private parts, from the cache if it was stripped before. Errors that wrap
// [ErrUnreadable] are the photograph's.
func StrippedSize(src fs.FS, c *cache.Cache, name string, f *Facts) (int64, error) {
	key := cache.KeyOf(strippedKind, f.Digest)
	var n int64
	if data, ok := c.Get(key); ok && json.Unmarshal(data, &n) == nil {
		return n, nil
	}
	r, err := Original{Source: f.Digest, Strip: true}.Open(src, name)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	if n, err = io.Copy(io.Discard, r); err != nil {
		return 0, err
	}
	return n, c.Put(key, fmt.Append(nil, n))
}

// Open opens the bytes of the original of the named photograph, if they are
// those that it was planned with; else the error is [ErrChanged].
func (o Original) Open(src fs.FS, name string) (io.ReadCloser, error) {
	file, err := src.Open(name)
	if err != nil {
		return nil, err
	}
	at, size, err := randomAccess(file)
	if err == nil {
		err = o.verify(at, size)
	}
	_, onDisk := file.(io.ReaderAt)
	switch {
	case err != nil:
	case o.Strip:
		at, err = stripped(at, size)
	case onDisk:
		return file, nil // a file of its own can be cloned by the system
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, err
	}
	return io.NopCloser(at.(io.Reader)), nil
}

func (o Original) verify(at io.ReaderAt, size int64) error {
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(at, 0, size)); err != nil {
		return err
	}
	if Digest(h.Sum(nil)) != o.Source {
		return ErrChanged
	}
	return nil
}

// stripped returns a photograph without its private parts.
func stripped(at io.ReaderAt, size int64) (*bytes.Reader, error) {
	var out bytes.Buffer
	switch err := meta.Strip(&out, at, size); {
	case errors.Is(err, ErrNoStrip):
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	case err != nil:
		return nil, unreadable("its private parts cannot be told from the rest (%v)", err)
	}
	return bytes.NewReader(out.Bytes()), nil
}
