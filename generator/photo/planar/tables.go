package planar

import (
	"encoding/binary"
	"math/bits"
)

// lumaQuant and chromaQuant are the tables of T.81, annex K.1, in rows.
var lumaQuant = [64]uint8{
	16, 11, 10, 16, 24, 40, 51, 61,
	12, 12, 14, 19, 26, 58, 60, 55,
	14, 13, 16, 24, 40, 57, 69, 56,
	14, 17, 22, 29, 51, 87, 80, 62,
	18, 22, 37, 56, 68, 109, 103, 77,
	24, 35, 55, 64, 81, 104, 113, 92,
	49, 64, 78, 87, 103, 121, 120, 101,
	72, 92, 95, 98, 112, 100, 103, 99,
}

var chromaQuant = [64]uint8{
	17, 18, 24, 47, 99, 99, 99, 99,
	18, 21, 26, 66, 99, 99, 99, 99,
	24, 26, 56, 99, 99, 99, 99, 99,
	47, 66, 99, 99, 99, 99, 99, 99,
	99, 99, 99, 99, 99, 99, 99, 99,
	99, 99, 99, 99, 99, 99, 99, 99,
	99, 99, 99, 99, 99, 99, 99, 99,
	99, 99, 99, 99, 99, 99, 99, 99,
}

// The encoder keeps a block's coefficients in columns. stored[k] is the index of
// the coefficient at place k of the zigzag, place the reverse.
var stored, place = columnOrder()

func columnOrder() (stored, place [64]uint8) {
	for k, natural := range zigzag {
		i := natural%8*8 + natural/8
		stored[k], place[i] = i, uint8(k)
	}
	return stored, place
}

// quantiser divides coefficients, which are eight times too large, by the
// factors of a quality, to the nearest: (|c| + half)·times >> shift. In columns.
type quantiser struct {
	half, times, shift [64]int32
	factors            [64]uint8 // as they are written
}

// maxCoefficientBits holds any coefficient to quantise with half a factor added:
// for those the multiplication is a division, exactly.
const maxCoefficientBits = 14

func (q *quantiser) set(base *[64]uint8, quality int) {
	quality = min(max(quality, 1), 100)
	percent := 200 - 2*quality
	if quality < 50 {
		percent = 5000 / quality
	}
	for k, natural := range zigzag {
		f := min(max((int(base[natural])*percent+50)/100, 1), 255)
		q.factors[k] = uint8(f)
		i, by := stored[k], 8*f
		shift := maxCoefficientBits + bits.Len(uint(by-1))
		q.half[i], q.shift[i] = int32(by/2), int32(shift)
		q.times[i] = int32((1<<shift + by - 1) / by)
	}
}

// coder is a Huffman code and the counts that it is made for.
type coder struct {
	counts  [256]int32
	codes   [256]code
	lengths [17]uint8 // how many codes of each length
	symbols []uint8   // in the order of their codes
}

type code struct {
	bits   uint16
	length uint8
}

// build makes the code (T.81, annex K.2).
func (c *coder) build() {
	c.assignLengths(c.unlimited())
	next, at := uint16(0), 0
	for length := 1; length <= 16; length++ {
		for range c.lengths[length] {
			c.codes[c.symbols[at]] = code{next, uint8(length)}
			next++
			at++
		}
		next <<= 1
	}
}

// unlimited returns the lengths of the shortest code there is, for each symbol
// and for one more, which is there so that no symbol has a code of ones alone.
func (c *coder) unlimited() (lengths [257]int) {
	var weight [257]int64
	var other [257]int // the next symbol below the same branch; -1: none
	for s, n := range c.counts {
		weight[s], other[s] = int64(n), -1
	}
	weight[256], other[256] = 1, -1
	for {
		a, b := lightest(&weight)
		if b < 0 {
			return lengths
		}
		weight[a], weight[b] = weight[a]+weight[b], 0
		end := a
		for s := a; s >= 0; s = other[s] {
			lengths[s]++
			end = s
		}
		for s := b; s >= 0; s = other[s] {
			lengths[s]++
		}
		other[end] = b
	}
}

// lightest returns the two branches of the least weight, of equals those of the
// highest symbols; b is -1 if there is but one.
func lightest(weight *[257]int64) (a, b int) {
	a, b = -1, -1
	for s, w := range weight {
		switch {
		case w == 0:
		case a < 0 || w <= weight[a]:
			a, b = s, a
		case b < 0 || w <= weight[b]:
			b = s
		}
	}
	return a, b
}

// assignLengths makes every code at most 16 bits long and orders the symbols.
func (c *coder) assignLengths(lengths [257]int) {
	var n [258]int
	longest := 0
	for _, l := range lengths {
		if l > 0 {
			n[l]++
			longest = max(longest, l)
		}
	}
	for l := longest; l > 16; l-- {
		for n[l] > 0 { // two of this length: one shorter, and a shorter one becomes two
			j := l - 2
			for n[j] == 0 {
				j--
			}
			n[l] -= 2
			n[l-1]++
			n[j+1] += 2
			n[j]--
		}
	}
	l := min(longest, 16)
	for n[l] == 0 {
		l--
	}
	n[l]-- // the symbol that there is not
	for l := 1; l <= 16; l++ {
		c.lengths[l] = uint8(n[l])
	}
	c.symbols = c.symbols[:0]
	for l := 1; l <= longest; l++ {
		for s, have := range lengths[:256] {
			if have == l {
				c.symbols = append(c.symbols, uint8(s))
			}
		}
	}
}

// header writes all that stands before the scan's data.
func (e *encoder) header() {
	e.out = append(e.out, 0xFF, markSOI)
	e.segment(markAPP0, []byte{'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0})
	kinds := min(len(e.planes), 2)
	for i := range kinds {
		e.segment(markDQT, append([]byte{byte(i)}, e.quant[i].factors[:]...))
	}
	frame := []byte{8, byte(e.size.H >> 8), byte(e.size.H), byte(e.size.W >> 8), byte(e.size.W), byte(len(e.planes))}
	scan := []byte{byte(len(e.planes))}
	for i := range e.planes {
		sampling, kind := byte(0x11), byte(min(i, 1))
		if i == 0 && len(e.planes) > 1 {
			sampling = 0x22
		}
		frame = append(frame, byte(i+1), sampling, kind)
		scan = append(scan, byte(i+1), kind<<4|kind)
	}
	e.segment(markSOF0, frame)
	for i := range 2 * kinds {
		c := &e.coders[i]
		c.build()
		e.segment(markDHT, append(append([]byte{byte(i%2<<4 | i/2)}, c.lengths[1:]...), c.symbols...))
	}
	e.segment(markSOS, append(scan, 0, 63, 0))
}

func (e *encoder) segment(marker byte, content []byte) {
	e.out = binary.BigEndian.AppendUint16(append(e.out, 0xFF, marker), uint16(len(content)+2))
	e.out = append(e.out, content...)
}
