package planar

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// ErrUnsupported says that a picture is none that is read in planes: not a JPEG,
// CMYK, RGB, arithmetic coding, twelve bits, lossless, subsampled by a fraction.
// Another decoder may read it.
var ErrUnsupported = errors.New("not a JPEG that can be read in planes")

// ErrDamaged says that a JPEG is broken; errors that wrap it say where.
var ErrDamaged = errors.New("damaged")

func damaged(what string) error { return fmt.Errorf("%w: %s", ErrDamaged, what) }

// Markers of T.81, table B.1.
const (
	markSOF0  = 0xC0
	markSOF1  = 0xC1
	markSOF2  = 0xC2
	markDHT   = 0xC4
	markSOF15 = 0xCF
	markDAC   = 0xCC
	markJPG   = 0xC8
	markRST0  = 0xD0
	markRST7  = 0xD7
	markSOI   = 0xD8
	markEOI   = 0xD9
	markSOS   = 0xDA
	markDQT   = 0xDB
	markDRI   = 0xDD
	markAPP0  = 0xE0
	markAPP14 = 0xEE
)

// decoder reads one JPEG.
type decoder struct {
	bits        bitReader
	pos         int
	wanted      []Size
	orientation int

	size    Size
	targets []target

	framed, progressive bool
	jfif, adobe         bool
	transform           uint8 // of Adobe's APP14
	comps               []component
	hMax, vMax          int
	mcusX, mcusY        int
	quant               [4]*[64]int32 // natural order
	dc, ac              [4]*huffman
	interval            int // MCUs between two restart markers; 0: none
	scans               int
	seen                int // bits: the components that had a scan
	eobRun              int // blocks for which a band has ended
	block               [64]int32
}

// component is a component of the frame.
type component struct {
	id               uint8
	h, v             int // sampling factors
	stepX, stepY     int // pixels that a sample covers
	quant            uint8
	blocksX, blocksY int // with those that fill up MCUs
	ownX, ownY       int // without
	levels           [4]Plane
	coeffs           []int16 // progressive: 64 a block, natural order

	// of the scan being read
	dcTable, acTable *huffman
	factors          *[64]int32
	pred             int32
}

// zigzag is the natural index of each coefficient as it comes (T.81, figure A.6).
var zigzag = [64]uint8{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
	12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
	58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}

// read reads the file from marker to marker until the picture is whole.
func (d *decoder) read() error {
	data := d.bits.data
	if len(data) < 2 || data[0] != 0xFF || data[1] != markSOI {
		return ErrUnsupported
	}
	d.pos = 2
	for {
		marker, ok := d.marker()
		switch {
		case !ok:
			return damaged("the file ends before the picture does")
		case marker == markEOI:
			return d.finish()
		case marker >= markRST0 && marker <= markSOI, marker <= 0x01:
			continue // they stand alone
		}
		segment, err := d.segment()
		if err == nil {
			err = d.apply(marker, segment)
		}
		if err != nil {
			return err
		}
		if !d.progressive && d.complete() {
			return d.finish()
		}
	}
}

// finish turns what was read into samples.
func (d *decoder) finish() error {
	if !d.complete() {
		return damaged("a part of the picture is missing")
	}
	if d.progressive {
		d.transformAll()
	}
	return nil
}

// marker returns the next marker's code, whatever stands before it.
func (d *decoder) marker() (uint8, bool) {
	data := d.bits.data
	for ; d.pos+1 < len(data); d.pos++ {
		if data[d.pos] == 0xFF && data[d.pos+1] != 0xFF && data[d.pos+1] != 0 {
			d.pos += 2
			return data[d.pos-1], true
		}
	}
	return 0, false
}

// segment returns the content of the marker segment at pos and goes behind it.
func (d *decoder) segment() ([]byte, error) {
	rest := d.bits.data[d.pos:]
	if len(rest) < 2 {
		return nil, damaged("the file ends in a marker")
	}
	n := int(binary.BigEndian.Uint16(rest))
	if n < 2 || n > len(rest) {
		return nil, damaged("a marker's length is wrong")
	}
	d.pos += n
	return rest[2:n], nil
}

// apply does what a marker segment says.
func (d *decoder) apply(marker uint8, s []byte) error {
	switch marker {
	case markSOF0, markSOF1, markSOF2:
		d.progressive = marker == markSOF2
		return d.frame(s)
	case markDHT:
		return d.huffmanTables(s)
	case markDQT:
		return d.quantTables(s)
	case markDRI:
		if len(s) < 2 {
			return damaged("a restart interval is cut off")
		}
		d.interval = int(binary.BigEndian.Uint16(s))
	case markSOS:
		return d.scan(s)
	case markAPP0:
		d.jfif = d.jfif || len(s) >= 5 && string(s[:5]) == "JFIF\x00"
	case markAPP14:
		if len(s) >= 12 && string(s[:5]) == "Adobe" {
			d.adobe, d.transform = true, s[11]
		}
	default:
		if marker > markSOF2 && marker <= markSOF15 && marker != markJPG && marker != markDAC {
			return ErrUnsupported
		}
	}
	return nil
}

func (d *decoder) quantTables(s []byte) error {
	for len(s) > 0 {
		wide, id := int(s[0]>>4), s[0]&15
		n := 1 + 64*(1+wide)
		if wide > 1 || id > 3 || len(s) < n {
			return damaged("a quantisation table is broken")
		}
		t := &[64]int32{}
		for i, at := range zigzag {
			if wide == 1 {
				t[at] = int32(binary.BigEndian.Uint16(s[1+2*i:]))
			} else {
				t[at] = int32(s[1+i])
			}
		}
		d.quant[id], s = t, s[n:]
	}
	return nil
}

func (d *decoder) huffmanTables(s []byte) error {
	for len(s) > 0 {
		if len(s) < 17 || s[0]>>4 > 1 || s[0]&15 > 3 {
			return damaged("a Huffman table is broken")
		}
		counts, total := [16]uint8(s[1:17]), 0
		for _, c := range counts {
			total += int(c)
		}
		if total > 256 || len(s) < 17+total {
			return damaged("a Huffman table is broken")
		}
		h := newHuffman(&counts, s[17:17+total])
		if h == nil {
			return damaged("a Huffman table is broken")
		}
		if s[0]>>4 == 0 {
			d.dc[s[0]&15] = h
		} else {
			d.ac[s[0]&15] = h
		}
		s = s[17+total:]
	}
	return nil
}
