package planar

// lookBits is how many bits of a code are decoded with one look.
const lookBits = 10

// entry is what a Huffman code stands for: in bits 0 to 7 how many bits to
// consume, 8 to 11 the run of zeros before the value, 12 to 15 how many more bits
// the value has, and above those the value itself if the look saw all of it.
// Zero is no code.
type entry int32

func (e entry) length() int  { return int(e & 0xFF) }
func (e entry) run() int     { return int(e >> 8 & 15) }
func (e entry) size() int    { return int(e >> 12 & 15) }
func (e entry) value() int32 { return int32(e >> 16) }

// huffman is a table to decode with (T.81, C and F.2.2.3).
type huffman struct {
	look   [1 << lookBits]entry
	limit  [17]uint32 // the first code of 16 bits that is longer than this many
	offset [17]int32  // from a code of this length to its symbol
	values [256]uint8
}

// newHuffman builds a table from the number of codes of each length and their
// symbols in order; nil if there are more codes than bits.
func newHuffman(counts *[16]uint8, symbols []uint8) *huffman {
	h := &huffman{}
	copy(h.values[:], symbols)
	code, at := int32(0), int32(0)
	for length := 1; length <= 16; length++ {
		h.offset[length] = at - code
		for range counts[length-1] {
			h.fill(uint32(code), length, symbols[at])
			code++
			at++
		}
		if code > 1<<length {
			return nil
		}
		h.limit[length] = uint32(code) << (16 - length)
		code <<= 1
	}
	return h
}

// fill enters a code wherever a look begins with it.
func (h *huffman) fill(code uint32, length int, symbol uint8) {
	if length > lookBits {
		return
	}
	free := lookBits - length
	first := int(code) << free
	if first>>lookBits != 0 {
		return // too many codes
	}
	run, size := int32(symbol>>4), int32(symbol&15)
	for i := range 1 << free {
		e := entry(int32(length) | run<<8 | size<<12)
		if s := int(size); s > 0 && s <= free {
			v := extend(int32(i>>(free-s)), s)
			e = entry(int32(length+s) | run<<8 | v<<16)
		}
		h.look[first+i] = e
	}
}

// long returns the entry of a code longer than a look; zero if there is none.
func (h *huffman) long(acc uint64) entry {
	next := uint32(acc >> 48)
	for length := lookBits + 1; length <= 16; length++ {
		if next < h.limit[length] {
			symbol := int32(h.values[uint8(int32(next>>(16-length))+h.offset[length])])
			return entry(int32(length) | symbol>>4<<8 | symbol&15<<12)
		}
	}
	return 0
}

// next reads one code and returns its entry; the value's bits that it did not
// see are still to be read.
func (h *huffman) next(r *bitReader) entry {
	if r.n < 16 {
		r.acc, r.n = r.fill(r.acc, r.n)
	}
	e := h.look[r.acc>>(64-lookBits)]
	if e == 0 {
		e = h.long(r.acc)
	}
	r.acc <<= e.length()
	r.n -= e.length()
	return e
}

// extend returns the value that s bits stand for (T.81, table F.1): those that
// begin with a zero are negative. It has no branch, as none could be foreseen.
func extend(bits int32, s int) int32 {
	negative := bits>>((s-1)&31) - 1
	return bits + negative&(1-1<<(s&31))
}
