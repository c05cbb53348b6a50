package meta

import (
	"encoding/binary"
	"io"
)

// Flags of VP8X (RFC 9649 section 2.7).
const (
	webpXMP       = 0x04
	webpEXIF      = 0x08
	webpAlpha     = 0x10
	webpICC       = 0x20
	webpAnimation = 0x02
)

// chunk is one RIFF chunk.
type chunk struct {
	kind string
	data []byte
}

// WriteWebP writes a WebP stream with a label, as XMP, and a colour profile, in the extended format (RFC 9649 section
// 2.7). Metadata and profile in pixels are not kept. An empty label and an icc of nil leave a simple stream simple.
func WriteWebP(w io.Writer, pixels []byte, l Label, icc []byte) error {
	old, err := webpChunks(pixels)
	if err != nil {
		return err
	}
	packet := l.Packet()
	chunks := make([]chunk, 0, len(old)+3)
	if header, ok := webpExtended(old, packet != nil, icc != nil); ok {
		chunks = append(chunks, chunk{"VP8X", header})
	}
	if icc != nil {
		chunks = append(chunks, chunk{"ICCP", icc})
	}
	for _, c := range old {
		if !webpMetadata(c.kind) {
			chunks = append(chunks, c)
		}
	}
	if packet != nil {
		chunks = append(chunks, chunk{"XMP ", packet})
	}
	return writeRIFF(w, chunks)
}

func webpMetadata(kind string) bool {
	return kind == "VP8X" || kind == "ICCP" || kind == "EXIF" || kind == "XMP " || kind == "C2PA"
}

// webpChunks takes a stream apart; all of it must be there.
func webpChunks(p []byte) ([]chunk, error) {
	if len(p) < 20 || string(p[:4]) != "RIFF" || string(p[8:12]) != "WEBP" {
		return nil, errNotWebP
	}
	var chunks []chunk
	for p = p[12:]; len(p) >= 8; {
		n := int64(binary.LittleEndian.Uint32(p[4:]))
		if n > int64(len(p)-8) {
			return nil, errNotWebP
		}
		chunks = append(chunks, chunk{string(p[:4]), p[8 : 8+n]})
		p = p[min(8+n+n&1, int64(len(p))):]
	}
	return chunks, nil
}

// webpExtended makes the header of the extended format, unless a simple one does: flags, and the size of the canvas
// less one.
func webpExtended(chunks []chunk, xmp, icc bool) ([]byte, bool) {
	rd := newReader(nil)
	header := make([]byte, 10)
	needed := xmp || icc
	for _, c := range chunks {
		rd.webpHeader(c.kind, c.data[:min(10, len(c.data))])
		switch c.kind {
		case "VP8X":
			if len(c.data) > 0 {
				header[0] |= c.data[0] & (webpAlpha | webpAnimation)
			}
		case "ALPH":
			header[0] |= webpAlpha
		}
		needed = needed || c.kind == "ALPH" || c.kind == "ANMF"
	}
	if rd.facts.Alpha {
		header[0] |= webpAlpha
	}
	if xmp {
		header[0] |= webpXMP
	}
	if icc {
		header[0] |= webpICC
	}
	putUint24(header[4:], rd.facts.Width-1)
	putUint24(header[7:], rd.facts.Height-1)
	return header, needed
}

func putUint24(p []byte, n int) { p[0], p[1], p[2] = byte(n), byte(n>>8), byte(n>>16) }

// writeRIFF writes the chunks, each padded to an even length.
func writeRIFF(w io.Writer, chunks []chunk) error {
	size := 4
	for _, c := range chunks {
		size += 8 + len(c.data) + len(c.data)&1
	}
	head := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(size))
	if _, err := w.Write(append(head, "WEBP"...)); err != nil {
		return err
	}
	for _, c := range chunks {
		head := binary.LittleEndian.AppendUint32([]byte(c.kind), uint32(len(c.data)))
		padding := make([]byte, len(c.data)&1)
		for _, part := range [][]byte{head, c.data, padding} {
			if _, err := w.Write(part); err != nil {
				return err
			}
		}
	}
	return nil
}
