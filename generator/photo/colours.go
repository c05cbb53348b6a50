package photo

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image"
	"image/jpeg"

	"github.com/disintegration/imaging"

	"photodesk/generator/photo/colour"
)

// Profile is the colour profile of a rendition: its photograph's, or a smaller
// one that means the same.
type Profile struct {
	Digest string // SHA-256 in hex
	Data   []byte `json:"-"`
}

// Conversion says that the samples of a photograph become sRGB.
type Conversion struct {
	Channels int    // 1 grey, 3 colour, 4 inks
	ICC      []byte `json:"-"` // the photograph's, which its digest vouches for; nil: none
}

// Profile returns the colour profile that renditions of f carry; nil if they are
// in sRGB, by themselves or converted.
func (f *Facts) Profile() *Profile {
	h := f.handling()
	if h.Embed == nil {
		return nil
	}
	sum := sha256.Sum256(h.Embed)
	return &Profile{Digest: hex.EncodeToString(sum[:]), Data: h.Embed}
}

func (f *Facts) conversion() *Conversion {
	if !f.handling().Convert {
		return nil
	}
	return &Conversion{Channels: f.channels(), ICC: f.ICC}
}

func (f *Facts) handling() colour.Handling {
	if f.adobeByExif() {
		return colour.Handling{Embed: colour.AdobeRGB.Profile()}
	}
	return colour.Handle(f.ICC, f.channels())
}

// channels counts those of a pixel. Four are inks in a JPEG; elsewhere one of
// them is not a colour.
func (f *Facts) channels() int {
	if f.Components == 4 && f.Format != "jpeg" {
		return 3
	}
	return f.Components
}

// adobeByExif reports whether a camera says without a profile that a picture is
// in Adobe RGB: by the index of interoperability R03 (DCF 2.0, the optional
// colour space) or, as some do, by a colour space of 2.
func (f *Facts) adobeByExif() bool {
	if f.ICC != nil || f.Format != "jpeg" || f.Components != 3 {
		return false
	}
	space, _ := f.Get("ExifIFD:ColorSpace")
	index, _ := f.Get("InteropIFD:InteropIndex")
	return space.Text == "2" || space.Text == "65535" && index.Text == "R03"
}

// open returns what converts; nil if nothing is to be converted.
func (c *Conversion) open() (*colour.Converter, error) {
	if c == nil {
		return nil, nil
	}
	return colour.Open(c.ICC, c.Channels)
}

// converted converts a picture in place, if there is something to convert it.
func converted(im *image.NRGBA, c *colour.Converter) *image.NRGBA {
	if c != nil {
		c.RGB(im.Pix)
	}
	return im
}

// unprinted converts a picture in inks, whole: it cannot be scaled before.
func unprinted(im *image.CMYK, c *colour.Converter) *image.NRGBA {
	size := im.Rect.Size()
	out := image.NewNRGBA(image.Rectangle{Max: size})
	for y := range size.Y {
		c.Inks(out.Pix[y*out.Stride:][:4*size.X], im.Pix[y*im.Stride:][:4*size.X])
	}
	return out
}

// decode decodes a picture on the general path.
func decode(data []byte) (image.Image, error) {
	im, err := imaging.Decode(bytes.NewReader(data))
	var unsupported jpeg.UnsupportedError
	switch {
	case errors.As(err, &unsupported):
		if inks := plainInks(data); inks != nil {
			return inks, nil
		}
	case err == nil && bytes.HasPrefix(data, []byte("RIFF")):
		fullRange(im)
	}
	return im, err
}

// fullRange takes the planes of a lossy WebP from 16 to 235 and 16 to 240 (RFC
// 6386 section 9.2, ITU-R BT.601) to JPEG's range, in which package image reads
// them; left alone, pictures fade.
func fullRange(im image.Image) {
	var p *image.YCbCr
	switch im := im.(type) {
	case *image.YCbCr:
		p = im
	case *image.NYCbCrA:
		p = &im.YCbCr
	default:
		return // lossless: RGB
	}
	var luma, chroma [256]uint8
	for i := range 256 {
		luma[i] = uint8(min(max((2*255*(i-16)+219)/(2*219), 0), 255))
		chroma[i] = uint8(min(max((2*255*(i-128)+224*257)/(2*224), 0), 255))
	}
	for i, v := range p.Y {
		p.Y[i] = luma[v]
	}
	for _, plane := range [][]uint8{p.Cb, p.Cr} {
		for i, v := range plane {
			plane[i] = chroma[v]
		}
	}
}

// adobeInks is the segment APP14 of a JPEG in inks that are not transformed.
const adobeInks = "\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00"

// plainInks decodes a JPEG of four components without Adobe's segment, which the
// standard library does not read; nil if it is none. Its inks stand as they are,
// where Adobe's are inverted, and Adobe's is what the decoder is told.
func plainInks(data []byte) image.Image {
	if len(data) < 2 {
		return nil
	}
	marked := append([]byte("\xff\xd8"+adobeInks), data[2:]...)
	im, err := jpeg.Decode(bytes.NewReader(marked))
	inks, ok := im.(*image.CMYK)
	if err != nil || !ok {
		return nil
	}
	for i, v := range inks.Pix {
		inks.Pix[i] = 255 - v
	}
	return inks
}
