package scanline

import (
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"io"
)

const signature = "\x89PNG\r\n\x1a\n"

// chunks reads the chunks of a file one after another (section 5.3).
type chunks struct {
	r    io.Reader
	kind string
	left int64 // bytes of the chunk's data that were not read yet
	sum  hash.Hash32
}

// next ends a chunk and begins another.
func (c *chunks) next() error {
	if err := c.end(); err != nil {
		return err
	}
	var head [8]byte
	if _, err := io.ReadFull(c.r, head[:]); err != nil {
		return damaged("it ends before its pixels do")
	}
	c.kind, c.left = string(head[4:]), int64(binary.BigEndian.Uint32(head[:]))
	c.sum.Reset()
	_, _ = c.sum.Write(head[4:]) // a hash does not fail
	return nil
}

// Read reads data of the chunk.
func (c *chunks) Read(p []byte) (int, error) {
	if c.left == 0 {
		return 0, io.EOF
	}
	n, err := c.r.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	_, _ = c.sum.Write(p[:n])
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// end passes over what is left of a chunk and its checksum. That of a chunk which
// a reader may do without (section 5.4) is not looked at: a caption edited by a
// careless program leaves the picture whole.
func (c *chunks) end() error {
	if c.kind == "" {
		return nil
	}
	if _, err := io.Copy(io.Discard, c); err != nil {
		return damaged("it ends within a chunk")
	}
	var sum [4]byte
	if _, err := io.ReadFull(c.r, sum[:]); err != nil {
		return damaged("it ends within a chunk")
	}
	if c.kind[0]&0x20 == 0 && binary.BigEndian.Uint32(sum[:]) != c.sum.Sum32() {
		return damaged("the checksum of a chunk of the kind %q is wrong", c.kind)
	}
	return nil
}

// small returns the data of a chunk of at most limit bytes.
func (c *chunks) small(limit int64) ([]byte, error) {
	if c.left > limit {
		return nil, damaged("a chunk of the kind %q is too long", c.kind)
	}
	data := make([]byte, c.left)
	if _, err := io.ReadFull(c, data); err != nil {
		return nil, damaged("it ends within a chunk")
	}
	return data, nil
}

// header is IHDR (section 11.2.1).
type header struct {
	width, height int
	depth         int  // bits of a sample
	colour        byte // 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha
	interlaced    bool
}

// samples is how many samples a pixel has, by colour.
var samples = [7]int{0: 1, 2: 3, 3: 1, 4: 2, 6: 4}

// bits is how many bits a pixel has.
func (h *header) bits() int { return samples[h.colour] * h.depth }

// open reads a file up to the end of its header.
func open(r io.Reader) (*chunks, *header, error) {
	var start [len(signature)]byte
	if _, err := io.ReadFull(r, start[:]); err != nil || string(start[:]) != signature {
		return nil, nil, damaged("it is no PNG")
	}
	c := &chunks{r: r, sum: crc32.NewIEEE()}
	if err := c.next(); err != nil {
		return nil, nil, err
	}
	p, err := c.small(13)
	if err != nil || c.kind != "IHDR" || len(p) != 13 {
		return nil, nil, damaged("its header is broken")
	}
	h := &header{
		width: int(int32(binary.BigEndian.Uint32(p))), height: int(int32(binary.BigEndian.Uint32(p[4:]))),
		depth: int(p[8]), colour: p[9], interlaced: p[12] == 1,
	}
	if h.width < 1 || h.height < 1 || p[10] != 0 || p[11] != 0 || p[12] > 1 || !h.exists() {
		return nil, nil, damaged("its header is broken")
	}
	return c, h, nil
}

// exists reports whether there are pictures of that depth and colour (table 12).
func (h *header) exists() bool {
	switch h.depth {
	case 8:
		return h.colour < 7 && samples[h.colour] > 0
	case 16:
		return h.colour < 7 && samples[h.colour] > 0 && h.colour != 3
	case 1, 2, 4:
		return h.colour == 0 || h.colour == 3
	}
	return false
}

// pixelData is the data of all IDAT chunks, of which the first has begun.
type pixelData struct{ *chunks }

func (d *pixelData) Read(p []byte) (int, error) {
	for d.left == 0 {
		if err := d.next(); err != nil {
			return 0, err
		}
		if d.kind != "IDAT" {
			return 0, damaged("it ends before its pixels do")
		}
	}
	return d.chunks.Read(p)
}
