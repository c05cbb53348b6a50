package planar

import (
	"encoding/binary"
	"errors"
	"math/bits"
	"slices"
	"sync"
)

// errTooLong says that a picture has more pixels across or down than a JPEG can.
var errTooLong = errors.New("a JPEG cannot be longer than 65535 pixels")

// EncodeJPEG returns p as a baseline JPEG (T.81) with Huffman tables of its own,
// 4:2:0 or of one component if p is grey. Quality runs from 1 to 100 on the
// scale of the Independent JPEG Group, with the tables of T.81, annex K.
func EncodeJPEG(p *Planes, quality int) ([]byte, error) {
	if max(p.W, p.H) > 0xFFFF {
		return nil, errTooLong
	}
	e := encoders.Get().(*encoder)
	defer encoders.Put(e)
	e.reset(p, quality)
	e.tokenise()
	e.header()
	e.write()
	return slices.Clone(e.out), nil
}

var encoders = sync.Pool{New: func() any { return new(encoder) }}

// encoder writes one picture: first all its blocks as tokens, which are counted,
// then the tokens in codes made for these counts.
type encoder struct {
	planes []*Plane
	size   Size
	quant  [2]quantiser // of luma, of chroma
	coders [4]coder     // of DC and AC of luma, of DC and AC of chroma
	tokens []token
	out    []byte
	acc    uint64 // bits to write, at the bottom
	n      uint   // how many
}

// token is what a Huffman code and the bits behind it say: in bits 0 to 7 the
// symbol, 8 and 9 the coder, from 16 on the bits, as many as the symbol's lower
// half says.
type token uint32

func makeToken(coder, symbol int, value uint16) token {
	return token(uint32(value)<<16 | uint32(coder)<<8 | uint32(symbol))
}

func (e *encoder) reset(p *Planes, quality int) {
	e.planes = append(e.planes[:0], &p.Y)
	if !p.Grey() {
		e.planes = append(e.planes, &p.Cb, &p.Cr)
	}
	e.size, e.tokens, e.out, e.acc, e.n = p.Size, e.tokens[:0], e.out[:0], 0, 0
	e.quant[0].set(&lumaQuant, quality)
	e.quant[1].set(&chromaQuant, quality)
	for i := range e.coders {
		clear(e.coders[i].counts[:])
	}
}

// tokenise makes the tokens of all blocks, in the order of their MCUs.
func (e *encoder) tokenise() {
	if len(e.planes) == 1 {
		var pred int32
		for y := 0; y < e.size.H; y += 8 {
			for x := 0; x < e.size.W; x += 8 {
				pred = e.block(0, x, y, pred)
			}
		}
		return
	}
	var pred [3]int32
	for y := 0; y < e.size.H; y += 16 {
		for x := 0; x < e.size.W; x += 16 {
			for i := range 4 {
				pred[0] = e.block(0, x+i%2*8, y+i/2*8, pred[0])
			}
			pred[1] = e.block(1, x/2, y/2, pred[1])
			pred[2] = e.block(2, x/2, y/2, pred[2])
		}
	}
}

// block makes the tokens of one block of a plane and returns its DC coefficient.
func (e *encoder) block(plane, x, y int, pred int32) int32 {
	p, kind := e.planes[plane], min(plane, 1)
	src, stride := p.Pix, p.Stride
	var edge [64]uint8
	if x+8 <= p.W && y+8 <= p.H {
		src = src[y*stride+x:]
	} else {
		p.repeat(&edge, x, y)
		src, stride = edge[:], 8
	}
	var b [64]int16
	nonzero := forward(&b, src, stride, &e.quant[kind])
	dc := int32(b[0])
	e.put(2*kind, 0, dc-pred)
	e.band(2*kind+1, &b, nonzero)
	return dc
}

// repeat fills a block that reaches beyond the plane with what is at its edge.
func (p *Plane) repeat(b *[64]uint8, x, y int) {
	for j := range 8 {
		row := p.Pix[min(y+j, p.H-1)*p.Stride:][:p.W]
		for i := range 8 {
			b[8*j+i] = row[min(x+i, p.W-1)]
		}
	}
}

// put makes the token of a value behind a run of zeros (T.81, F.1.2).
func (e *encoder) put(coder, run int, v int32) {
	size := bits.Len32(uint32(max(v, -v)))
	v += v >> 31 // negative values are written less one
	e.count(coder, run<<4|size, uint16(v)&(1<<size-1))
}

func (e *encoder) count(coder, symbol int, value uint16) {
	e.coders[coder].counts[symbol]++
	e.tokens = append(e.tokens, makeToken(coder, symbol, value))
}

const zeroRun = 0xF0 // the symbol of sixteen zeros

// band makes the tokens of a block but for its first coefficient. Bit i of
// nonzero says whether b[i] is not zero.
func (e *encoder) band(coder int, b *[64]int16, nonzero uint64) {
	var ordered uint64
	for nonzero &^= 1; nonzero != 0; nonzero &= nonzero - 1 {
		ordered |= 1 << place[bits.TrailingZeros64(nonzero)]
	}
	last := 0
	for ; ordered != 0; ordered &= ordered - 1 {
		k := bits.TrailingZeros64(ordered)
		run := k - last - 1
		for ; run > 15; run -= 16 {
			e.count(coder, zeroRun, 0)
		}
		e.put(coder, run, int32(b[stored[k]]))
		last = k
	}
	if last < 63 {
		e.count(coder, 0, 0)
	}
}

// write writes all tokens and the end of the picture.
func (e *encoder) write() {
	for _, t := range e.tokens {
		c := e.coders[t>>8&3].codes[uint8(t)]
		size := uint(t & 15)
		e.acc = e.acc<<(c.length+uint8(size)) | uint64(c.bits)<<size | uint64(t>>16)
		if e.n += uint(c.length) + size; e.n >= 32 {
			e.n -= 32
			e.flush(uint32(e.acc >> e.n))
		}
	}
	for e.acc, e.n = e.acc<<7|0x7F, e.n+7; e.n >= 8; {
		e.n -= 8
		e.stuff(uint8(e.acc >> e.n))
	}
	e.out = append(e.out, 0xFF, markEOI)
}

// flush writes four bytes, which seldom have an 0xFF among them.
func (e *encoder) flush(v uint32) {
	if (^v-0x01010101)&v&0x80808080 == 0 {
		e.out = binary.BigEndian.AppendUint32(e.out, v)
		return
	}
	for shift := 24; shift >= 0; shift -= 8 {
		e.stuff(uint8(v >> shift))
	}
}

func (e *encoder) stuff(b uint8) {
	if e.out = append(e.out, b); b == 0xFF {
		e.out = append(e.out, 0)
	}
}
