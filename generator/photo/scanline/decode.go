package scanline

import (
	"compress/zlib"
	"errors"
	"fmt"
	"image"
	"io"
)

// ErrInterlaced says that the rows of a picture do not come from the top.
var ErrInterlaced = errors.New("the picture is interlaced")

// ErrDamaged is wrapped by the errors about a file that is no whole PNG.
var ErrDamaged = errors.New("damaged")

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}

// Decode reads a PNG and returns its sizes that need asks for, by how often they
// are halved; the others are nil. need is told the size of the picture in pixels
// before memory is taken for it, and refuses it by an error. It may ask for no
// more halves than leave a pixel.
func Decode(r io.Reader, need func(width, height int) (halves []bool, err error)) ([]*image.NRGBA, error) {
	c, h, err := open(r)
	if err != nil {
		return nil, err
	}
	wanted, err := need(h.width, h.height)
	if err != nil {
		return nil, err
	}
	if h.interlaced {
		return nil, ErrInterlaced
	}
	cs, err := c.colours(h)
	if err != nil {
		return nil, err
	}
	z, err := zlib.NewReader(&pixelData{chunks: c})
	if err != nil {
		return nil, damaged("its pixels cannot be unpacked (%v)", err)
	}
	p := newPyramid(h.width, h.height, wanted)
	if err := h.rows(z, func(row []byte) { p.add(cs.convert(row)) }); err != nil {
		return nil, err
	}
	return p.images(), c.end()
}

// rows calls each with every row as it was before it was filtered. The row is
// valid until the next call.
func (h *header) rows(z io.Reader, each func([]byte)) error {
	n := (h.width*h.bits() + 7) / 8
	buffers := [2][]byte{make([]byte, 1+n), make([]byte, 1+n)}
	for y := range h.height {
		row, above := buffers[y&1], buffers[1-y&1]
		if _, err := io.ReadFull(z, row); err != nil {
			return damaged("its pixels end or break in row %d of %d (%v)", y+1, h.height, err)
		}
		if err := unfilter(row[0], row[1:], above[1:], (h.bits()+7)/8); err != nil {
			return err
		}
		each(row[1:])
	}
	// The checksum stands behind the last row. More rows are not looked at.
	if _, err := io.ReadFull(z, make([]byte, 1)); err != nil && !errors.Is(err, io.EOF) {
		return damaged("the checksum of its pixels is wrong (%v)", err)
	}
	return nil
}

// unfilter undoes the filter of a row (section 9.2). above is the row over it,
// and step the bytes of a pixel, at least one.
func unfilter(filter byte, row, above []byte, step int) error {
	switch filter {
	case 0:
	case 1:
		for i := step; i < len(row); i++ {
			row[i] += row[i-step]
		}
	case 2:
		for i, a := range above {
			row[i] += a
		}
	case 3:
		for i := range min(step, len(row)) {
			row[i] += above[i] / 2
		}
		for i := step; i < len(row); i++ {
			row[i] += uint8((int(row[i-step]) + int(above[i])) / 2)
		}
	case 4:
		for i := range min(step, len(row)) {
			row[i] += above[i]
		}
		for i := step; i < len(row); i++ {
			row[i] += paeth(row[i-step], above[i], above[i-step])
		}
	default:
		return damaged("a row has a filter that does not exist: %d", filter)
	}
	return nil
}

// paeth returns which of left, above and upper left is nearest to left + above -
// upper left (section 9.4).
func paeth(left, above, corner uint8) uint8 {
	a, b, c := int(left), int(above), int(corner)
	pa, pb, pc := b-c, a-c, a+b-2*c
	pa, pb, pc = max(pa, -pa), max(pb, -pb), max(pc, -pc)
	switch {
	case pa <= pb && pa <= pc:
		return left
	case pb <= pc:
		return above
	}
	return corner
}
