package publish

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// A staged file was opened and read to its end once, or what is published is known
// to be its bytes.
type staged struct {
	member
	sum  string // hexadecimal SHA-256
	size int64
	key  string // empty: it has none
}

func (s staged) entry() Entry { return Entry{SHA256: s.sum, Kind: s.Kind, Photo: s.Digest} }

// stage reads every file of which the published bytes are not known to be the ones that
// are wanted. Its result is in the order of publishing: by kind, then by path.
func stage(ctx context.Context, files []member, found survey) ([]staged, error) {
	wanted := make([]staged, len(files))
	for i, f := range files {
		wanted[i].member = f
	}
	slices.SortFunc(wanted, func(a, b staged) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Path, b.Path))
	})
	err := each(ctx, len(wanted), func(i int) error { return wanted[i].settle(found.spot(wanted[i].Path)) })
	return wanted, err
}

// settle learns the digest: from what is published, if that was made of the same.
func (s *staged) settle(there spot) error {
	if s.Key != nil {
		s.key = s.Key()
		if s.key != "" && s.key == there.key {
			s.sum, s.key = there.sum, there.key // which need not be held twice
			return nil
		}
	}
	err := s.read()
	if err == nil && s.sum == there.sum {
		s.Open = nil // what stands there is what it would give: it may hold it no longer
	}
	return err
}

// read learns the digest and the size.
func (s *staged) read() error {
	src, err := s.Open()
	if err != nil {
		return fmt.Errorf("cannot make %s: %w", s.Path, err)
	}
	defer src.Close()
	s.sum, s.size, err = sum(src)
	if err != nil {
		return fmt.Errorf("cannot make %s: %w", s.Path, err)
	}
	return nil
}

// copyTo makes the bytes again and writes them. Those of a plain file are
// copied by the kernel and only counted; of all others the digest is compared.
func (s *staged) copyTo(dst *os.File) error {
	src, err := s.Open()
	if err != nil {
		return fmt.Errorf("cannot make %s: %w", s.Path, err)
	}
	defer src.Close()
	if file, ok := src.(*os.File); ok {
		n, err := io.Copy(dst, file)
		if err == nil && n != s.size {
			err = &ChangedError{s.Path}
		}
		return err
	}
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(dst, h), src); err != nil {
		return err
	}
	if hexOf(h) != s.sum {
		return &ChangedError{s.Path}
	}
	return nil
}

// buffers are for sum, which would else make one for each of ten thousand files.
var buffers = sync.Pool{New: func() any { return new([64 << 10]byte) }}

// sum reads r to its end.
func sum(r io.Reader) (digest string, size int64, err error) {
	h := sha256.New()
	buf := buffers.Get().(*[64 << 10]byte)
	defer buffers.Put(buf)
	size, err = io.CopyBuffer(h, struct{ io.Reader }{r}, buf[:]) // hide WriteTo, which would pass over buf
	return hexOf(h), size, err
}

func hexOf(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)) }

// each calls do for 0 to n-1, several at a time, until one fails. It returns the
// error of the lowest number, which is the same each time: numbers are begun in order.
func each(ctx context.Context, n int, do func(i int) error) error {
	var next atomic.Int64
	var failed atomic.Bool
	errs := make([]error, n)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), 8) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && !failed.Load(); i = int(next.Add(1)) - 1 {
				if errs[i] = ctx.Err(); errs[i] == nil {
					errs[i] = do(i)
				}
				if errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	workers.Wait()
	if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
		return errs[i]
	}
	return nil
}
