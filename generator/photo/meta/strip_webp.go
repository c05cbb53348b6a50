package meta

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// ErrNoStrip says that a format cannot be copied without its private parts: only JPEG, PNG and WebP can.
var ErrNoStrip = errors.New("files of this format cannot be copied without their private parts")

// Strip copies a photograph without its private parts, as [StripJPEG] says. It fails with [ErrNoStrip] for other formats.
func Strip(dst io.Writer, src io.ReaderAt, size int64) error {
	switch sniffFormat(openFile(src, size)) {
	case "jpeg":
		return StripJPEG(dst, src, size)
	case "png":
		return StripPNG(dst, src, size)
	case "webp":
		return StripWebP(dst, src, size)
	}
	return ErrNoStrip
}

// webpPart is a chunk of the copy: a stretch of the source, or bytes of ours.
type webpPart struct {
	kind   string
	off, n int64
	data   []byte
}

// StripWebP is [StripJPEG] for WebP (RFC 9649 section 2.7).
func StripWebP(dst io.Writer, src io.ReaderAt, size int64) error {
	f := openFile(src, size)
	if sniffFormat(f) != "webp" {
		return errNotWebP
	}
	parts, err := webpParts(f)
	if err != nil {
		return err
	}
	total := int64(4)
	for _, p := range parts {
		total += 8 + p.n + p.n&1
	}
	head := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(total))
	if _, err := dst.Write(append(head, "WEBP"...)); err != nil {
		return err
	}
	for _, p := range parts {
		if err := p.copy(dst, src); err != nil {
			return err
		}
	}
	return nil
}

// webpParts lists the chunks of the copy.
func webpParts(f *file) ([]webpPart, error) {
	var parts []webpPart
	var flags byte // of the metadata that is left
	end := int64(binary.LittleEndian.Uint32(f.peek(4, 4))) + 8
	if end > f.size {
		return nil, io.ErrUnexpectedEOF
	}
	for off := int64(12); off+8 <= end; {
		head := f.peek(off, 8)
		p := webpPart{kind: string(head[:4]), off: off + 8, n: int64(binary.LittleEndian.Uint32(head[4:]))}
		if p.off+p.n > end || len(parts) > maxChunks {
			return nil, errNotWebP
		}
		off = p.off + p.n + p.n&1
		if p.strip(f) {
			flags |= webpFlags[p.kind]
			parts = append(parts, p)
		}
	}
	if len(parts) > 0 && parts[0].kind == "VP8X" && parts[0].n > 0 {
		parts[0].data[0] = parts[0].data[0]&^(webpEXIF|webpXMP) | flags
	}
	return parts, nil
}

// webpFlags say in VP8X which metadata there is.
var webpFlags = map[string]byte{"EXIF": webpEXIF, "XMP ": webpXMP}

// strip makes the bytes of a chunk that is not copied as it is, and reports
// whether anything of it is left.
func (p *webpPart) strip(f *file) bool {
	switch p.kind {
	case "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP":
		return true
	case "VP8X":
		p.data = f.take(p.off, p.n)
	case "EXIF":
		p.data = stripExif(bytes.TrimPrefix(f.take(p.off, min(p.n, maxBlock)), []byte(idExif)))
	case "XMP ":
		p.data = stripPacket(f.take(p.off, min(p.n, maxBlock)))
	}
	p.n = int64(len(p.data))
	return p.data != nil
}

// copy writes the chunk, padded to an even length.
func (p *webpPart) copy(dst io.Writer, src io.ReaderAt) error {
	if _, err := dst.Write(binary.LittleEndian.AppendUint32([]byte(p.kind), uint32(p.n))); err != nil {
		return err
	}
	var err error
	if p.data != nil {
		_, err = dst.Write(p.data)
	} else {
		_, err = io.Copy(dst, io.NewSectionReader(src, p.off, p.n))
	}
	if err == nil && p.n&1 == 1 {
		_, err = dst.Write([]byte{0})
	}
	return err
}
