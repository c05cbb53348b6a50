package meta

import (
	"bytes"
	"encoding/binary"
)

// gif walks the blocks (GIF89a specification); XMP stands in an application extension (XMP specification part 3,
// section 1.1.2).
func (rd *reader) gif() {
	head := rd.file.peek(0, 13)
	if head == nil {
		rd.facts.Truncated = true
		return
	}
	f := rd.facts
	f.Width, f.Height = int(binary.LittleEndian.Uint16(head[6:])), int(binary.LittleEndian.Uint16(head[8:]))
	f.Components, f.Bits = 3, 8
	rd.gifBlocks(13 + colourTable(head[10]))
	tail := rd.file.peek(rd.file.size-1, 1)
	f.Truncated = tail[0] != 0x3B && tail[0] != 0
}

// colourTable is the length of the colour table that the packed field announces.
func colourTable(packed byte) int64 {
	if packed&0x80 == 0 {
		return 0
	}
	return 3 << (packed&7 + 1)
}

// gifBlocks reads extensions up to the first picture; XMP is written before it.
func (rd *reader) gifBlocks(off int64) {
	for range maxChunks {
		head := rd.file.peek(off, 3)
		if head == nil || head[0] != 0x21 {
			return
		}
		if head[1] == 0xFF {
			rd.gifApplication(off + 2)
		}
		for off += 2; ; {
			n := rd.file.peek(off, 1)
			if n == nil {
				return
			}
			off += 1 + int64(n[0])
			if n[0] == 0 {
				break
			}
		}
	}
}

// gifApplication reads the packet: it is not cut into sub-blocks, but ends in a trailer of 258 bytes that leads readers
// of sub-blocks out of it.
func (rd *reader) gifApplication(off int64) {
	id := rd.file.peek(off, 12)
	if id == nil || string(id[1:]) != "XMP DataXMP" {
		return
	}
	packet := rd.file.takeUpTo(off+12, min(rd.file.size-off-12, maxBlock/4))
	if i := bytes.Index(packet, []byte("\x01\xff\xfe\xfd")); i >= 0 {
		packet = packet[:i]
	}
	rd.addXMP(packet)
}
