package planar

import "encoding/binary"

// bitReader reads the entropy-coded bytes of a scan (ITU-T T.81, F.2.2.5). It
// stops at the first marker and goes on with zeros; overrun tells whether any of
// those were used.
type bitReader struct {
	data []byte
	pos  int    // of the next byte to load
	acc  uint64 // the next bits, from the top
	n    int    // how many there are
	pad  int    // how many zeros were added in all
}

// start begins to read at pos.
func (r *bitReader) start(pos int) { r.pos, r.acc, r.n, r.pad = pos, 0, 0, 0 }

// fill returns at least 32 bits behind the n that acc has, four bytes at a time
// as long as none of them is 0xFF.
func (r *bitReader) fill(acc uint64, n int) (uint64, int) {
	if n <= 32 && r.pos+4 <= len(r.data) {
		v := binary.BigEndian.Uint32(r.data[r.pos:])
		if (^v-0x01010101)&v&0x80808080 == 0 {
			r.pos += 4
			return acc | uint64(v)<<(32-n), n + 32
		}
	}
	return r.fillBytes(acc, n)
}

func (r *bitReader) fillBytes(acc uint64, n int) (uint64, int) {
	for n <= 56 {
		b, ok := r.next()
		if !ok {
			r.pad += 8
		}
		acc |= uint64(b) << (56 - n)
		n += 8
	}
	return acc, n
}

// next returns the next byte of the scan; false at a marker or the file's end.
func (r *bitReader) next() (uint8, bool) {
	if r.pos >= len(r.data) {
		return 0, false
	}
	b := r.data[r.pos]
	if b != 0xFF {
		r.pos++
		return b, true
	}
	if r.pos+1 < len(r.data) && r.data[r.pos+1] == 0 {
		r.pos += 2
		return b, true
	}
	return 0, false
}

// overrun reports whether more bits were used than the scan has.
func (r *bitReader) overrun() bool { return r.n < r.pad }

// finish skips to the next marker and returns how many bytes of content were
// left unread. Filling, all zeros or all ones, is none.
func (r *bitReader) finish() (left int) {
	unread := r.n - r.pad
	for rest := r.acc << (unread & 7); unread >= 8; unread -= 8 {
		if b := uint8(rest >> 56); b != 0 && b != 0xFF {
			left++
		}
		rest <<= 8
	}
	for r.pos < len(r.data) {
		b, ok := r.next()
		switch {
		case ok && b != 0 && b != 0xFF:
			left++
		case !ok && r.atMarker():
			return left
		case !ok: // an 0xFF before another or at the end
			r.pos++
		}
	}
	return left
}

func (r *bitReader) atMarker() bool {
	return r.pos+1 < len(r.data) && r.data[r.pos] == 0xFF && r.data[r.pos+1] != 0xFF
}

// take returns the next n bits, at most 16.
func (r *bitReader) take(n int) int32 {
	if n == 0 {
		return 0
	}
	if r.n < n {
		r.acc, r.n = r.fill(r.acc, r.n)
	}
	v := int32(r.acc >> (64 - n))
	r.acc <<= n
	r.n -= n
	return v
}

// bit reports whether the next bit is one.
func (r *bitReader) bit() bool {
	if r.n == 0 {
		r.acc, r.n = r.fill(r.acc, r.n)
	}
	one := r.acc>>63 != 0
	r.acc <<= 1
	r.n--
	return one
}
