package webp

import "math/bits"

// A boolWriter is the boolean entropy encoder of RFC 6386, section 7.
type boolWriter struct {
	buf []byte
	interval
}

// An interval is where the number being written lies: low has pending+8 bits
// that are not in the buffer yet, and the interval's width, span, is 128..255
// between bits. It is a value of its own so that a loop can keep it in registers.
type interval struct {
	low     uint64
	span    uint32
	pending int
}

// flushAt is the number of pending bits from which whole bytes leave low. A bit
// adds at most seven, so four more fit into low before it has to be flushed.
const flushAt = 24

// normalising gives the shift that brings a span back to 128..255.
var normalising = makeNormalising()

func makeNormalising() (out [256]uint8) {
	for span := range out {
		out[span] = uint8(bits.LeadingZeros8(uint8(span)))
	}
	return out
}

// narrow takes in one bit, 0 or 1, whose probability of being 0 is prob/256.
func (v interval) narrow(bit uint32, prob uint8) interval {
	split := 1 + (v.span-1)*uint32(prob)>>8
	v.low += uint64(split & -bit)
	split += (v.span - 2*split) & -bit
	shift := normalising[uint8(split)]
	return interval{v.low << (shift & 7), split << (shift & 7), v.pending + int(shift)}
}

// start begins a partition that is appended to buf.
func (w *boolWriter) start(buf []byte) {
	*w = boolWriter{buf: buf, interval: interval{span: 255}}
}

// bit writes one bit whose probability of being false is prob/256.
func (w *boolWriter) bit(b bool, prob uint8) {
	w.interval = w.narrow(uint32(flagOf(b)), prob)
	if w.pending >= flushAt {
		w.flush()
	}
}

// flush moves whole bytes from low to the buffer.
func (w *boolWriter) flush() {
	rest := w.pending&7 + 8
	n := w.pending >> 3
	top := w.low >> rest
	w.low &= 1<<rest - 1
	w.pending &= 7
	if top>>(8*n) != 0 {
		w.carry()
	}
	for n--; n >= 0; n-- {
		w.buf = append(w.buf, byte(top>>(8*n)))
	}
}

// carry adds one to the number already in the buffer. The very first byte of a
// partition cannot overflow, so the walk ends inside it.
func (w *boolWriter) carry() {
	i := len(w.buf) - 1
	for ; w.buf[i] == 0xff; i-- {
		w.buf[i] = 0
	}
	w.buf[i]++
}

// literal writes the n low bits of v, high bit first, each at even odds.
func (w *boolWriter) literal(v uint32, n int) {
	for n--; n >= 0; n-- {
		w.bit(v>>n&1 != 0, 128)
	}
}

// flag writes one bit at even odds.
func (w *boolWriter) flag(b bool) { w.bit(b, 128) }

// signed writes an optional number: a flag whether it is not zero, then n bits
// of magnitude and a sign.
func (w *boolWriter) signed(v, n int) {
	w.flag(v != 0)
	if v == 0 {
		return
	}
	w.literal(uint32(max(v, -v)), n)
	w.flag(v < 0)
}

// finish pads the partition, so that no decoder reads past its end, and returns
// the buffer.
func (w *boolWriter) finish() []byte {
	w.literal(0, 8)
	shift := 8 - w.pending&7
	w.low <<= shift
	w.pending += shift
	w.flush()
	return append(w.buf, byte(w.low))
}
