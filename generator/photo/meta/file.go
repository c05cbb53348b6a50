package meta

import "io"

const (
	// maxBlock is the largest block of metadata that is read, before and after inflation.
	maxBlock = 16 << 20
	// maxRead is how many bytes of one file are read into memory altogether.
	maxRead = 20 << 20
	// windowSize is the step in which headers are read.
	windowSize = 4 << 10
)

// span is a stretch of bytes with random access: a block in memory or a whole file.
type span interface {
	// take returns n bytes at off, or nil when the stretch does not hold them all. The bytes must not be changed.
	take(off, n int64) []byte
	length() int64
}

// memory is a span of bytes already read.
type memory []byte

func (m memory) length() int64 { return int64(len(m)) }

func (m memory) take(off, n int64) []byte {
	if off < 0 || n < 0 || off > int64(len(m)) || n > int64(len(m))-off {
		return nil
	}
	return m[off : off+n : off+n]
}

// file is a span over the photograph itself. It counts what it reads, so that a file of a million overlapping blocks
// cannot fill the memory.
type file struct {
	r      io.ReaderAt
	size   int64
	left   int64 // of maxRead
	window []byte
	start  int64 // of the window
}

func openFile(r io.ReaderAt, size int64) *file {
	return &file{r: r, size: size, left: maxRead}
}

func (f *file) length() int64 { return f.size }

// take reads a block into memory of its own.
func (f *file) take(off, n int64) []byte {
	if off < 0 || n < 0 || off > f.size || n > f.size-off || n > f.left {
		return nil
	}
	f.left -= n
	b := make([]byte, n)
	if k, _ := f.r.ReadAt(b, off); int64(k) < n {
		return nil
	}
	return b
}

// takeUpTo is take for a block that may run past the end of the file; it returns what there is.
func (f *file) takeUpTo(off, n int64) []byte {
	if off < 0 || off > f.size {
		return nil
	}
	return f.take(off, min(n, f.size-off))
}

// peek returns n bytes (at most windowSize) that are valid until the next call; nil past the end.
func (f *file) peek(off int64, n int) []byte {
	if off < 0 || n < 0 || off > f.size-int64(n) {
		return nil
	}
	if off < f.start || off+int64(n) > f.start+int64(len(f.window)) {
		f.slide(off)
	}
	at := off - f.start
	if at < 0 || at+int64(n) > int64(len(f.window)) {
		return nil
	}
	return f.window[at : at+int64(n)]
}

// peekUpTo is peek for at most n bytes, fewer at the end of the file.
func (f *file) peekUpTo(off, n int64) []byte {
	return f.peek(off, int(min(n, windowSize, f.size-off)))
}

// ahead returns what is at hand from off on: two bytes at least, fewer at the end of the file.
func (f *file) ahead(off int64) []byte {
	if f.peek(off, 2) == nil {
		return nil
	}
	return f.window[off-f.start:]
}

func (f *file) slide(off int64) {
	if f.window == nil {
		f.window = make([]byte, min(windowSize, f.size))
	}
	f.window = f.window[:cap(f.window)]
	n, _ := f.r.ReadAt(f.window, off)
	f.window, f.start = f.window[:n], off
}

// contains reports whether the two bytes occur at or after off, without keeping what it reads.
func (f *file) contains(first, second byte, off int64) bool {
	buf := make([]byte, 64<<10)
	last := byte(0)
	for off < f.size {
		n, _ := f.r.ReadAt(buf, off)
		if n == 0 {
			return false
		}
		if last == first && buf[0] == second || containsPair(buf[:n], first, second) {
			return true
		}
		last, off = buf[n-1], off+int64(n)
	}
	return false
}
