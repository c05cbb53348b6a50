package meta

import (
	"bytes"
	"encoding/binary"
)

// Field types of TIFF 6.0 section 2 and Exif 3.0.
const (
	typeByte      = 1
	typeASCII     = 2
	typeShort     = 3
	typeLong      = 4
	typeRational  = 5
	typeSByte     = 6
	typeUndefined = 7
	typeSShort    = 8
	typeSLong     = 9
	typeSRational = 10
	typeFloat     = 11
	typeDouble    = 12
	typeIFD       = 13
	typeLong8     = 16 // BigTIFF
	typeSLong8    = 17
	typeIFD8      = 18
	typeUTF8      = 129
)

// typeSize is the length in bytes of one value of each type; 0 for types that do not exist.
var typeSize = [256]int64{
	typeByte: 1, typeASCII: 1, typeShort: 2, typeLong: 4, typeRational: 8, typeSByte: 1, typeUndefined: 1,
	typeSShort: 2, typeSLong: 4, typeSRational: 8, typeFloat: 4, typeDouble: 8, typeIFD: 4, typeLong8: 8, typeSLong8: 8, typeIFD8: 8,
	typeUTF8: 1,
}

const (
	// maxEntries bounds one image file directory.
	maxEntries = 1000
	// maxValues bounds the values of one stream together: a thousand entries may all name the same 64 KB.
	maxValues = 2 << 20
)

// tiffStream is a TIFF structure: the whole file, or an Exif block.
type tiffStream struct {
	span
	order binary.ByteOrder
	first int64 // offset of IFD0
	wide  int64 // bytes of an offset: 4, in BigTIFF 8
	left  int64 // bytes of values that may still be read
}

// entry is one field of a directory, its value not read yet.
type entry struct {
	tag   uint16
	kind  byte
	count int64
	off   int64
}

func isTIFF(p []byte) bool {
	return bytes.HasPrefix(p, []byte("II")) || bytes.HasPrefix(p, []byte("MM"))
}

// openTIFF reads the header (TIFF 6.0 section 2; BigTIFF has 43 for 42 and offsets of eight bytes). The number 42 is not
// insisted upon: cameras write others.
func openTIFF(s span) *tiffStream {
	head := s.take(0, 8)
	if head == nil || !isTIFF(head) {
		return nil
	}
	t := &tiffStream{span: s, order: binary.LittleEndian, left: maxValues, wide: 4}
	if head[0] == 'M' {
		t.order = binary.BigEndian
	}
	t.first = int64(t.order.Uint32(head[4:]))
	if t.order.Uint16(head[2:]) == 43 {
		t.wide = 8
		if head = s.take(8, 8); head == nil {
			return nil
		}
		t.first = t.offset(head)
	}
	return t
}

// offset reads an offset or a count of the stream's width; what no file can hold becomes -1.
func (t *tiffStream) offset(p []byte) int64 {
	if t.wide == 4 {
		return int64(t.order.Uint32(p))
	}
	n := t.order.Uint64(p)
	if n > 1<<48 {
		return -1
	}
	return int64(n)
}

// directory reads the entries at off. Entries of unknown type are passed over; whole is false when the directory runs
// past the end or holds more entries than anyone writes.
func (t *tiffStream) directory(off int64) (entries []entry, whole bool) {
	head := int64(2) // the count; in BigTIFF it has eight bytes too
	if t.wide == 8 {
		head = 8
	}
	size := 4 + 2*t.wide
	count := t.take(off, head)
	if count == nil {
		return nil, false
	}
	n := int64(t.order.Uint16(count))
	if t.wide == 8 {
		n = t.offset(count)
	}
	room := min(n, maxEntries, (t.length()-off-head)/size)
	table := t.take(off+head, room*size)
	entries = make([]entry, 0, int64(len(table))/size)
	for at := int64(0); at+size <= int64(len(table)); at += size {
		if e, ok := t.entry(table[at:at+size], off+head+at); ok {
			entries = append(entries, e)
		}
	}
	return entries, room == n
}

func (t *tiffStream) entry(p []byte, at int64) (entry, bool) {
	kind := t.order.Uint16(p[2:])
	if kind > 255 || typeSize[kind] == 0 {
		return entry{}, false
	}
	e := entry{t.order.Uint16(p), byte(kind), t.offset(p[4:]), at + 4 + t.wide}
	if e.count < 0 {
		return entry{}, false
	}
	if e.count*typeSize[kind] > t.wide {
		e.off = t.offset(p[4+t.wide:])
	}
	return e, true
}

// bytes reads an entry's value. Text that runs past the end is given as far as it goes; of numbers nothing is given.
func (t *tiffStream) bytes(e entry) []byte {
	n := e.count * typeSize[e.kind]
	if room := t.length() - e.off; n > room && (e.kind == typeASCII || e.kind == typeUndefined || e.kind == typeUTF8) {
		n = room
	}
	if n < 0 || n > t.left {
		return nil
	}
	t.left -= n
	return t.take(e.off, n)
}

// block reads an entry that holds a structure of its own, which counts apart from the values.
func (t *tiffStream) block(e entry) []byte {
	n := e.count * typeSize[e.kind]
	if n > maxBlock/4 {
		return nil
	}
	return t.take(e.off, min(n, max(t.length()-e.off, 0)))
}
