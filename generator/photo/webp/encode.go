package webp

import (
	"errors"
	"fmt"
	"sync"
)

// An Image is a picture as JPEG has it: full-range planes (JFIF, ITU-R BT.601
// matrix), chroma halved in both directions.
type Image struct {
	Y, Cb, Cr        []byte
	YStride, CStride int
	Width, Height    int // of Y; the chroma planes are (Width+1)/2 by (Height+1)/2
}

// Options say how to encode.
type Options struct {
	Quality int // 1..100, comparable to libwebp's -q; outside it is taken to the nearest
}

// Encode appends im as a lossy WebP file to dst: RIFF with one VP8 chunk and no
// metadata. The same picture and options give the same bytes everywhere. It is
// an error if a side is not 1..16383 or the planes are shorter than they say.
func Encode(dst []byte, im *Image, opt Options) ([]byte, error) {
	if err := im.check(); err != nil {
		return dst, err
	}
	f := frames.Get().(*frame)
	defer f.close()
	f.open(im, min(100, max(1, opt.Quality)))
	return f.fit(dst, maxPartition)
}

// fit encodes with as much effort as leaves the first partition within limit.
// At the format's largest size the least effort takes 3.42 bits a macroblock,
// which is within maxPartition.
func (f *frame) fit(dst []byte, limit int) ([]byte, error) {
	for effort := effortAll; ; effort-- {
		f.encode(effort)
		out, err := f.write(dst, limit)
		if err == nil || effort == effortLeast {
			return out, err
		}
	}
}

// check holds an image to what it promises.
func (im *Image) check() error {
	if im.Width < 1 || im.Height < 1 || im.Width > maxSide || im.Height > maxSide {
		return fmt.Errorf("webp: %d×%d pixels; a side is 1 to %d", im.Width, im.Height, maxSide)
	}
	cw, ch := (im.Width+1)/2, (im.Height+1)/2
	if !holds(im.Y, im.YStride, im.Width, im.Height) ||
		!holds(im.Cb, im.CStride, cw, ch) || !holds(im.Cr, im.CStride, cw, ch) {
		return errors.New("webp: a plane is shorter than its size")
	}
	return nil
}

// holds reports whether a plane has all its pixels.
func holds(pix []byte, stride, w, h int) bool {
	if h > 1 && stride > len(pix) {
		return false // nor can the product below overflow
	}
	return stride >= w && len(pix) >= (h-1)*stride+w
}

// Efforts, for pictures so large that their modes do not fit the format.
const (
	effortLeast = iota // DC prediction and nothing that costs a bit
	effortWhole        // 16×16 modes
	effortAll
)

// frames keeps the buffers of encoders between pictures.
var frames = sync.Pool{New: func() any { return newFrame() }}

// newFrame makes an encoder. Costs follow the default probabilities throughout:
// following the picture's own gains nothing that could be measured.
func newFrame() *frame {
	f := new(frame)
	f.costs.fill(&defaultProbs)
	return f
}

// A frame is the state of one encoding.
type frame struct {
	width, height int
	columns, rows int // in macroblocks
	planes        [3]plane
	segments      [4]segment
	segmentProbs  [3]uint8
	segmented     bool
	skips         bool // macroblocks without coefficients are marked
	effort        int
	base          int // quantiser index

	blocks []macroblock
	tokens tokenStore
	tally  tally
	costs  costTable

	above []border // by column
	left  border
	work  work

	// trace, if set, sees each macroblock as the decoder will before its loop
	// filter.
	trace func(x, y int, w *work)
}

// A border is what a macroblock leaves to its neighbours below or to its right.
type border struct {
	y       [16]byte
	c       [2][8]byte
	nonZero [9]uint8 // whether blocks had coefficients: 4 luma, 2 Cb, 2 Cr, Y2
	modes   [4]uint8
	missed  [2][2]int32 // of the DC of each block of Cb and Cr, see [spreadMissed]
}

// open prepares for a picture.
func (f *frame) open(im *Image, quality int) {
	f.width, f.height = im.Width, im.Height
	f.columns, f.rows = (im.Width+15)/16, (im.Height+15)/16
	cw, ch := (im.Width+1)/2, (im.Height+1)/2
	f.planes = [3]plane{
		{im.Y, im.YStride, im.Width, im.Height, lumaRange},
		{im.Cb, im.CStride, cw, ch, chromaRange},
		{im.Cr, im.CStride, cw, ch, chromaRange},
	}
	f.base = int(qualityIndex[quality])
	if n := f.columns * f.rows; cap(f.blocks) < n {
		f.blocks = make([]macroblock, n)
	} else {
		f.blocks = f.blocks[:n]
	}
	if cap(f.above) < f.columns {
		f.above = make([]border, f.columns)
	}
	f.above = f.above[:f.columns]
}

// close lets go of the picture and keeps the buffers.
func (f *frame) close() {
	f.planes = [3]plane{}
	frames.Put(f)
}

// encode decides and tokenises every macroblock.
func (f *frame) encode(effort int) {
	f.effort = effort
	f.skips = effort != effortLeast
	f.tokens.clear()
	f.tally = tally{}
	f.segmented = effort != effortLeast && len(f.blocks) >= leastSegmented
	f.classify()
	for x := range f.above {
		f.above[x] = border{}
	}
	for y := range f.rows {
		f.left = border{}
		for x := range f.columns {
			f.macroblock(x, y)
		}
	}
}

// macroblock encodes 16×16 pixels.
func (f *frame) macroblock(x, y int) {
	mb := &f.blocks[y*f.columns+x]
	*mb = macroblock{segment: mb.segment}
	f.load(x, y)
	s := &f.segments[mb.segment]
	f.chooseLuma(mb, s, &f.above[x])
	f.chooseChroma(mb, s, &f.above[x])
	mb.skip = f.work.empty(mb)
	f.tokens.makeRoom()
	f.recordAll(mb, &f.above[x])
	f.leave(mb, &f.above[x])
	if f.trace != nil {
		f.trace(x, y, &f.work)
	}
}
