package planar

import (
	"math/bits"
	"sync"
)

// Size is the size of a picture in pixels.
type Size struct{ W, H int }

// Plane is one component of a picture. A sample covers StepX by StepY units of
// the picture that it belongs to, the first one from the upper left corner on;
// the last column and row may reach beyond the picture's edge.
type Plane struct {
	Pix          []uint8 // rows from the top, Stride bytes apart
	Stride       int
	W, H         int // samples, without padding
	StepX, StepY int
}

// Planes is a picture in full-range Y'CbCr as JFIF has it, subsampled 4:2:0 with
// chroma centred between the four pixels it belongs to. A grey picture has no Cb
// and Cr: their Pix is nil.
type Planes struct {
	Size // in pixels: the steps of Y are 1, those of Cb and Cr are 2

	Y, Cb, Cr Plane
}

// Grey reports whether the picture has no colours.
func (p *Planes) Grey() bool { return p.Cb.Pix == nil }

// Piece returns a part of the picture, from x and y on, which must be even: each colour
// belongs to four pixels. It shares the memory of p, which gives it back.
func (p *Planes) Piece(x, y int, s Size) *Planes {
	part := &Planes{Size: s, Y: p.Y.piece(x, y, s.W, s.H)}
	if !p.Grey() {
		w, h := (s.W+1)/2, (s.H+1)/2
		part.Cb, part.Cr = p.Cb.piece(x/2, y/2, w, h), p.Cr.piece(x/2, y/2, w, h)
	}
	return part
}

// piece returns w by h samples of a plane, from sample x, y on.
func (p *Plane) piece(x, y, w, h int) Plane {
	part := *p
	part.Pix, part.W, part.H = p.Pix[y*p.Stride+x:], w, h
	return part
}

// Release gives the planes' memory back. Nothing may use them afterwards.
func (p *Planes) Release() {
	p.Y.release()
	p.Cb.release()
	p.Cr.release()
}

// makePlane returns a plane of unset samples that covers a picture of the given
// size, with at least stride by rows samples of memory.
func makePlane(s Size, stepX, stepY, stride, rows int) Plane {
	p := Plane{W: (s.W + stepX - 1) / stepX, H: (s.H + stepY - 1) / stepY, StepX: stepX, StepY: stepY}
	p.Stride = max(stride, p.W)
	p.Pix = takeBuffer(p.Stride * max(rows, p.H))
	return p
}

func (p *Plane) release() {
	giveBuffer(p.Pix)
	*p = Plane{}
}

// buffers holds memory for planes in classes, four to an octave, so that a
// buffer is at most a quarter larger than what is asked for. The garbage
// collector empties it.
var buffers [4 * bits.UintSize]sync.Pool

// class returns the index of the smallest class that holds n bytes, and its size.
func class(n int) (index, size int) {
	n = max(n, 1<<12)
	shift := bits.Len(uint(n-1)) - 3 // n-1 has three leading bits left: 4 to 7
	quarters := (n-1)>>shift + 1
	return 4*shift + quarters - 4, quarters << shift
}

// takeBuffer returns n bytes of any content.
func takeBuffer(n int) []uint8 {
	i, size := class(n)
	if b, ok := buffers[i].Get().(*[]uint8); ok {
		return (*b)[:n]
	}
	return make([]uint8, n, size)
}

func giveBuffer(b []uint8) {
	if b == nil {
		return
	}
	b = b[:cap(b)]
	if i, size := class(len(b)); size == len(b) {
		buffers[i].Put(&b)
	}
}
