package meta

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"slices"
	"strings"
)

var errNotPNG = errors.New("not a PNG stream")

// shownChunks are the ancillary chunks that say how a picture looks, and those of animation (PNG third edition).
var shownChunks = []string{
	"tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "hIST", "pHYs", "sPLT", "tIME", "acTL", "fcTL", "fdAT",
}

// publicWords are the keywords of text that the PNG specification lists, in small letters; programs keep their own
// matters under others.
var publicWords = []string{
	"title", "author", "description", "copyright", "creation time", "software", "disclaimer", "warning", "source", "comment", "collection",
}

// StripPNG is [StripJPEG] for PNG. Exif, IPTC and XMP in the text of "raw profile" chunks are left out: the chunks of
// their own have what is public.
func StripPNG(dst io.Writer, src io.ReaderAt, size int64) error {
	f := openFile(src, size)
	if sniffFormat(f) != "png" {
		return errNotPNG
	}
	if _, err := io.WriteString(dst, pngSignature); err != nil {
		return err
	}
	off := int64(len(pngSignature))
	for range maxChunks {
		head := f.peek(off, 8)
		if head == nil {
			return io.ErrUnexpectedEOF
		}
		n, kind := int64(binary.BigEndian.Uint32(head)), string(head[4:8])
		if off+12+n > size {
			return io.ErrUnexpectedEOF
		}
		if err := stripPNGChunk(dst, f, kind, off, n); err != nil || kind == "IEND" {
			return err
		}
		off += 12 + n
	}
	return errNotPNG
}

// stripPNGChunk writes the chunk of n bytes at off, or what of it is public.
func stripPNGChunk(dst io.Writer, f *file, kind string, off, n int64) error {
	critical := kind[0]&0x20 == 0
	switch {
	case critical || slices.Contains(shownChunks, kind):
		_, err := io.Copy(dst, io.NewSectionReader(f.r, off, 12+n))
		return err
	case kind != "eXIf" && kind != "tEXt" && kind != "zTXt" && kind != "iTXt" || n > maxBlock:
		return nil
	}
	data := f.take(off+8, n)
	if kind == "eXIf" {
		data = stripExif(data)
	} else {
		data = stripPNGText(kind, data)
	}
	if data == nil {
		return nil
	}
	return writePNGChunk(dst, kind, data)
}

// stripPNGText returns what is public in a chunk of text; nil if nothing is.
func stripPNGText(kind string, data []byte) []byte {
	word, rest, ok := bytes.Cut(data, []byte{0})
	switch w := strings.ToLower(string(word)); {
	case slices.Contains(publicWords, w):
		return data
	case !ok || w != "xml:com.adobe.xmp":
		return nil
	}
	rd := newReader(nil)
	packet := stripPacket(rd.pngTextOf(kind, rest))
	if packet == nil {
		return nil
	}
	return append([]byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"), packet...)
}

// writePNGChunk writes a chunk with its length and its check sum.
func writePNGChunk(dst io.Writer, kind string, data []byte) error {
	b := binary.BigEndian.AppendUint32(make([]byte, 0, len(data)+12), uint32(len(data)))
	b = append(append(b, kind...), data...)
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
	_, err := dst.Write(b)
	return err
}
