package webp

import "encoding/binary"

// riffHeader is the length of "RIFF", size, "WEBP", "VP8 ", size.
const riffHeader = 20

// wrap fills in the header that was left free at start and pads the chunk to an
// even length (WebP Container Specification, "Simple File Format (Lossy)").
func wrap(file []byte, start int) []byte {
	chunk := len(file) - start - riffHeader
	if chunk%2 != 0 {
		file = append(file, 0)
	}
	h := file[start:]
	copy(h, "RIFF")
	binary.LittleEndian.PutUint32(h[4:], uint32(len(h)-8))
	copy(h[8:], "WEBPVP8 ")
	binary.LittleEndian.PutUint32(h[16:], uint32(chunk))
	return file
}
