package photo

import (
	"crypto/sha256"
	"encoding/hex"
	"image"

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

// channels counts those of a pixel. Four are inks in a JPEG or TIFF; elsewhere one
// of them is not a colour.
func (f *Facts) channels() int {
	if f.Components == 4 && f.Format != "jpeg" && f.Format != "tiff" {
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

// unprinted converts a picture in inks, whole and in place: it cannot be scaled
// before, and of a large one there is no room for two.
func unprinted(im *image.CMYK, c *colour.Converter) *image.NRGBA {
	for y := range im.Rect.Dy() {
		row := im.Pix[y*im.Stride:][:4*im.Rect.Dx()]
		c.Inks(row, row)
	}
	return &image.NRGBA{Pix: im.Pix, Stride: im.Stride, Rect: im.Rect}
}
