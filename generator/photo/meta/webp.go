package meta

import "encoding/binary"

// webp walks the RIFF chunks (RFC 9649 section 2).
func (rd *reader) webp() {
	size := int64(binary.LittleEndian.Uint32(rd.file.peek(4, 4))) + 8
	rd.facts.Truncated = size > rd.file.size
	off := int64(12)
	for range maxChunks {
		head := rd.file.peek(off, 8)
		if head == nil {
			return
		}
		kind, n := string(head[:4]), int64(binary.LittleEndian.Uint32(head[4:]))
		if off+8+n > rd.file.size {
			rd.facts.damaged("WebP", "a chunk runs past the end of the file")
			rd.facts.Truncated = true
			n = rd.file.size - off - 8
		}
		rd.webpChunk(kind, off+8, n)
		off += 8 + n + n&1
	}
}

func (rd *reader) webpChunk(kind string, off, n int64) {
	switch kind {
	case "VP8X", "VP8 ", "VP8L":
		rd.webpHeader(kind, rd.file.peekUpTo(off, min(n, 10)))
	case "ALPH":
		rd.facts.Alpha = true
	case "ICCP":
		if profile := rd.block("ICC", off, n); profile != nil {
			rd.setICC(profile)
		}
	case "EXIF":
		rd.addExif(rd.block("EXIF", off, n))
	case "XMP ", "XMP\x00":
		if packet := rd.block("XMP", off, n); packet != nil {
			rd.addXMP(packet)
		}
	case "C2PA":
		rd.facts.C2PA = true
	}
}

// webpHeader reads the size from the canvas (RFC 9649 section 2.7), the key frame (RFC 6386 section 9.1) or the lossless
// header (RFC 9649 section 3.4), whichever comes first.
func (rd *reader) webpHeader(kind string, p []byte) {
	f := rd.facts
	if f.Width != 0 || len(p) < 5 {
		return
	}
	f.Components, f.Bits = 3, 8
	switch {
	case kind == "VP8X" && len(p) >= 10:
		f.Width, f.Height = uint24(p[4:])+1, uint24(p[7:])+1
		f.Alpha, f.Animated = p[0]&0x10 != 0, p[0]&0x02 != 0
	case kind == "VP8 " && len(p) >= 10 && string(p[3:6]) == "\x9d\x01\x2a":
		f.Width = int(binary.LittleEndian.Uint16(p[6:]) & 0x3fff)
		f.Height = int(binary.LittleEndian.Uint16(p[8:]) & 0x3fff)
	case kind == "VP8L" && p[0] == 0x2f:
		bits := binary.LittleEndian.Uint32(p[1:])
		f.Width, f.Height = int(bits&0x3fff)+1, int(bits>>14&0x3fff)+1
		f.Alpha = bits>>28&1 != 0
	}
}

func uint24(p []byte) int { return int(p[0]) | int(p[1])<<8 | int(p[2])<<16 }
