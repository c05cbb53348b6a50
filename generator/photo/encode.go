package photo

import (
	"bytes"
	"image"
	"io"

	"photodesk/generator/photo/meta"
	"photodesk/generator/photo/planar"
	"photodesk/generator/photo/webp"
)

// A format is a way to write a rendition.
type format struct {
	side   int // the most pixels across or down
	encode func(q *planar.Planes, quality int) ([]byte, error)
	label  func(w io.Writer, pixels []byte, l Label, icc []byte) error
}

// formats are those that renditions can have, by the name of their media type.
var formats = map[string]format{
	"jpeg": {65535, planar.EncodeJPEG, meta.WriteJPEG},
	"webp": {16383, encodeWebP, meta.WriteWebP},
}

// Makes reports whether renditions of that format and size, in pixels, can be
// made.
func Makes(name string, width, height int) bool { return max(width, height) <= formats[name].side }

// encodeWebP encodes planes, of which a grey picture has one: WebP always has
// colours.
func encodeWebP(q *planar.Planes, quality int) ([]byte, error) {
	im := webp.Image{
		Y: q.Y.Pix, Cb: q.Cb.Pix, Cr: q.Cr.Pix, YStride: q.Y.Stride, CStride: q.Cb.Stride,
		Width: q.W, Height: q.H,
	}
	if q.Grey() {
		im.CStride = (q.W + 1) / 2
		im.Cb = bytes.Repeat([]byte{128}, im.CStride*((q.H+1)/2))
		im.Cr = im.Cb
	}
	return webp.Encode(nil, &im, webp.Options{Quality: quality})
}

// encodePlanes encodes a recipe's pixels.
func encodePlanes(q *planar.Planes, r *Recipe) ([]byte, error) {
	return formats[r.Format].encode(q, r.Quality)
}

// encodeImage encodes a recipe's pixels from the general path. It may change them.
func encodeImage(im *image.NRGBA, r *Recipe) ([]byte, error) {
	onWhite(im)
	q := planar.FromRGB(planar.Size{W: im.Rect.Dx(), H: im.Rect.Dy()}, im.Pix, im.Stride)
	defer q.Release()
	return encodePlanes(q, r)
}

// onWhite lays a picture with transparent parts on white, in place: JPEG has no
// transparency, and graphics that do are drawn for paper.
func onWhite(im *image.NRGBA) {
	for i := 0; i < len(im.Pix); i += 4 {
		p := im.Pix[i : i+4]
		a := int(p[3])
		if a == 255 {
			continue
		}
		for c := range 3 {
			p[c] = uint8((int(p[c])*a + 255*(255-a) + 127) / 255)
		}
		p[3] = 255
	}
}
