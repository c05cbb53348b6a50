package meta

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// maxChunks bounds the walk; a picture of 120 megapixels in chunks of 8 KB has fewer.
const maxChunks = 200_000

// png walks the chunks (PNG third edition, section 5).
func (rd *reader) png() {
	off := int64(len(pngSignature))
	rd.facts.Truncated = true
	for range maxChunks {
		head := rd.file.peek(off, 8)
		if head == nil {
			return
		}
		n, kind := int64(binary.BigEndian.Uint32(head)), string(head[4:8])
		if kind == "IEND" {
			rd.facts.Truncated = false
			return
		}
		if off+8+n > rd.file.size {
			rd.facts.damaged("PNG", "a chunk runs past the end of the file")
			return
		}
		rd.pngChunk(kind, off+8, n)
		off += 12 + n
	}
}

func (rd *reader) pngChunk(kind string, off, n int64) {
	switch kind {
	case "IHDR":
		rd.pngHeader(rd.file.peekUpTo(off, min(n, 13)))
	case "tRNS":
		rd.facts.Alpha = true
	case "eXIf":
		rd.addExif(rd.block("EXIF", off, n))
	case "iCCP":
		rd.pngProfile(rd.block("ICC", off, n))
	case "tEXt", "zTXt", "iTXt":
		if rd.pngKeyword(off, n) {
			rd.pngText(kind, rd.block("PNG", off, n))
		}
	case "caBX":
		rd.facts.C2PA = true
	}
}

// block loads a metadata block of the file, or says why not.
func (rd *reader) block(part string, off, n int64) []byte {
	if n > maxBlock {
		rd.facts.damaged(part, "a block larger than 16 MB")
		return nil
	}
	return rd.file.takeUpTo(off, n)
}

// pngHeader reads IHDR (section 11.2.1).
func (rd *reader) pngHeader(p []byte) {
	if len(p) < 13 {
		return
	}
	rd.facts.Width, rd.facts.Height = int(binary.BigEndian.Uint32(p)), int(binary.BigEndian.Uint32(p[4:]))
	rd.facts.Bits = int(p[8])
	rd.facts.Components = 1
	if p[9]&2 != 0 {
		rd.facts.Components = 3
	}
	rd.facts.Alpha = p[9]&4 != 0
	rd.facts.Progressive = p[12] != 0
}

// pngKeyword reports whether the text chunk is one of those that hold metadata.
func (rd *reader) pngKeyword(off, n int64) bool {
	word, _, ok := bytes.Cut(rd.file.peekUpTo(off, min(n, 80)), []byte{0})
	if !ok {
		return false
	}
	s := strings.ToLower(string(word))
	return s == "xml:com.adobe.xmp" || strings.HasPrefix(s, "raw profile type ")
}

// pngText reads the three kinds of text chunk (sections 11.3.3.2 to 11.3.3.4).
func (rd *reader) pngText(kind string, p []byte) {
	word, rest, _ := bytes.Cut(p, []byte{0})
	rd.pngProfileText(strings.ToLower(string(word)), rd.pngTextOf(kind, rest))
}

// pngTextOf returns the text of a chunk of the kind, unpacked, from what follows the keyword.
func (rd *reader) pngTextOf(kind string, rest []byte) []byte {
	packed := kind == "zTXt"
	if kind == "iTXt" {
		if len(rest) < 2 {
			return nil
		}
		packed = rest[0] == 1
		_, rest, _ = bytes.Cut(rest[2:], []byte{0}) // language
		_, rest, _ = bytes.Cut(rest, []byte{0})     // translated keyword
	} else if packed && len(rest) > 0 {
		rest = rest[1:] // compression method
	}
	if packed {
		rest = rd.inflate("PNG", rest, maxText)
	}
	return rest
}

// pngProfileText hands XMP on, and the profiles that ImageMagick writes as hexadecimal text.
func (rd *reader) pngProfileText(word string, text []byte) {
	kind, raw := strings.CutPrefix(word, "raw profile type ")
	if !raw {
		rd.addXMP(text)
		return
	}
	p := unhexProfile(text)
	switch {
	case len(p) == 0:
		rd.facts.damaged("PNG", "a raw profile that is not hexadecimal")
	case bytes.HasPrefix(p, []byte(idXMP)):
		rd.addXMP(p[len(idXMP):])
	case kind == "xmp":
		rd.addXMP(p)
	case kind == "exif" || kind == "app1":
		rd.addExif(p)
	case kind == "iptc" || kind == "8bim":
		rd.rawResources(bytes.TrimPrefix(p, []byte(idResource)))
	}
}

// rawResources reads image resources, or bare IIM where that is all there is.
func (rd *reader) rawResources(p []byte) {
	if len(p) >= 4 && signatures[string(p[:4])] {
		rd.addResources(p)
	} else {
		rd.addIIM(p)
	}
}

// unhexProfile reads "\nexif\n   1234\n" and lines of hexadecimal digits.
func unhexProfile(text []byte) []byte {
	fields := bytes.Fields(text)
	if len(fields) < 3 {
		return nil
	}
	digits := bytes.Join(fields[2:], nil)
	out := digits[:len(digits)/2]
	if _, err := hex.Decode(out, digits[:len(out)*2]); err != nil {
		return nil
	}
	return out
}

// pngProfile reads iCCP (section 11.3.2.3): a name, the method and a compressed profile.
func (rd *reader) pngProfile(p []byte) {
	if _, rest, ok := bytes.Cut(p, []byte{0}); ok && len(rest) > 1 {
		if profile := rd.inflate("ICC", rest[1:], maxBlock); profile != nil {
			rd.setICC(profile)
		}
	}
}

// maxText bounds what a compressed text chunk may become.
const maxText = 4 << 20

// inflate unpacks a zlib stream of at most limit bytes. It measures before it allocates: a bomb costs time for that many
// bytes and no memory. What a damaged stream gave before the damage is kept.
func (rd *reader) inflate(part string, p []byte, limit int64) []byte {
	n, err := inflateInto(io.Discard, p, limit)
	if err != nil || n == 0 {
		rd.facts.damaged(part, "a compressed block that cannot be unpacked")
	}
	if n > limit {
		rd.facts.damaged(part, fmt.Sprintf("a compressed block that unpacks to more than %d MB", limit>>20))
		return nil
	}
	out := bytes.NewBuffer(make([]byte, 0, n))
	_, _ = inflateInto(out, p, limit)
	return out.Bytes()
}

func inflateInto(w io.Writer, p []byte, limit int64) (int64, error) {
	z, err := zlib.NewReader(bytes.NewReader(p))
	if err != nil {
		return 0, err
	}
	return io.Copy(w, io.LimitReader(z, limit+1))
}
