package webp

import "encoding/binary"

// A studioRange takes JPEG's full range to the 16–235 and 16–240 of VP8's colour
// space (ITU-R BT.601): a sample v becomes (v·scale + offset)/255, rounded.
type studioRange struct{ scale, offset uint64 }

var (
	lumaRange   = studioRange{219, 16*255 + 127}
	chromaRange = studioRange{224, 128*255 - 128*224 + 127}
)

// of converts one sample.
func (r studioRange) of(v byte) byte {
	return byte((uint64(v)*r.scale + r.offset) / 255)
}

const (
	lanes    = 0x0001000100010001 // four of 16 bits
	lowBytes = 0xff * lanes
)

// eight converts eight samples.
func (r studioRange) eight(v uint64) uint64 {
	return r.four(v&lowBytes) | r.four(v>>8&lowBytes)<<8
}

// four converts the samples in four lanes. As x is below 2^16-256, x/255 is
// (x + 1 + x/256)/256.
func (r studioRange) four(v uint64) uint64 {
	x := v*r.scale + r.offset*lanes
	return (x + lanes + x>>8&lowBytes) >> 8 & lowBytes
}

// A plane is one component of the source.
type plane struct {
	pix                   []byte
	stride, width, height int
	levels                studioRange
}

// load copies the block of size×size pixels at column x and row y to dst, in rows
// of 16, repeating the last column and row beyond the picture. The size is 8 or 16.
func (p *plane) load(dst []byte, x, y, size int) {
	if x+size <= p.width && y+size <= p.height {
		toStudio(dst, p.pix[y*p.stride+x:], p.stride, size, p.levels)
		return
	}
	p.loadEdge(dst, x, y, size)
}

// toStudioPlain is toStudio in Go, to the bit: it converts a block of size×size
// pixels into rows of 16.
func toStudioPlain(dst, src []byte, stride, size int, levels studioRange) {
	for j := range size {
		from, to := src[j*stride:][:size], dst[16*j:][:size]
		for i := 0; i+8 <= size; i += 8 {
			binary.LittleEndian.PutUint64(to[i:], levels.eight(binary.LittleEndian.Uint64(from[i:])))
		}
	}
}

// loadEdge is load of a block that reaches beyond the picture.
func (p *plane) loadEdge(dst []byte, x, y, size int) {
	n := min(size, p.width-x)
	for j := range size {
		from := p.pix[min(y+j, p.height-1)*p.stride+x:][:n]
		to := dst[16*j:][:size]
		if n < size {
			n := copy(to, from)
			for i := n; i < size; i++ {
				to[i] = to[n-1]
			}
			from = to
		}
		for i := 0; i+8 <= size; i += 8 {
			v := binary.LittleEndian.Uint64(from[i:])
			binary.LittleEndian.PutUint64(to[i:], p.levels.eight(v))
		}
	}
}
