package photo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"

	"github.com/disintegration/imaging"

	_ "golang.org/x/image/webp" // imaging decodes what is registered

	"photodesk/generator/photo/colour"
	"photodesk/generator/photo/meta"
	"photodesk/generator/photo/scanline"
)

// general is a photograph on the general path: PNG, TIFF, WebP, GIF, and JPEGs in
// inks or of rare kinds. It is there in the sizes that some recipes need: whole,
// halved, halved again; the others are nil.
type general struct {
	size    image.Point // as it is seen
	at      []image.Image
	convert *colour.Converter // nil: samples stay
}

// openGeneral decodes a photograph for the recipes. Of an animated one the first
// picture is decoded and no other.
func openGeneral(ctx context.Context, data []byte, recipes []*Recipe, c *colour.Converter) (pixels, error) {
	if err := asProbed(data); err != nil {
		return nil, err
	}
	orientation := recipes[0].Orientation
	g := general{convert: c}
	halves, err := scanline.Decode(stoppable{ctx, bytes.NewReader(data)}, func(w, h int) ([]bool, error) {
		if orientation >= 5 {
			w, h = h, w
		}
		g.size = image.Pt(w, h)
		return g.needed(recipes), nil
	})
	for _, half := range halves {
		var im image.Image
		if half != nil {
			im = orient(half, orientation)
		}
		g.at = append(g.at, im)
	}
	if err == nil || !errors.Is(err, scanline.ErrInterlaced) && bytes.HasPrefix(data, []byte("\x89PNG")) {
		return g, err
	}
	im, err := decode(ctx, data)
	if err != nil {
		return nil, err
	}
	if c.Channels() == 4 {
		if inks, ok := im.(*image.CMYK); ok {
			im = unprinted(inks, c)
		}
		c = nil
	}
	im = orient(im, orientation)
	return general{im.Bounds().Size(), []image.Image{im}, c}, nil
}

// stoppable is a file that cannot be read any more when ctx has ended, so that
// decoding ends too.
type stoppable struct {
	ctx context.Context
	*bytes.Reader
}

// Read implements [io.Reader].
func (s stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.Reader.Read(p)
}

// asProbed makes sure that what would be decoded is no larger than what the facts
// say, which was judged: some files have two headers that differ.
func asProbed(data []byte) error {
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if marked := tiffAsRGBA(data); err != nil && marked != nil { // decode will read it so
		config, _, err = image.DecodeConfig(bytes.NewReader(marked))
	}
	if err != nil {
		return err
	}
	f := meta.Read(bytes.NewReader(data), int64(len(data)))
	if config.Width != f.Width || config.Height != f.Height {
		return fmt.Errorf("it says %d×%d pixels in one place and %d×%d in another", f.Width, f.Height, config.Width, config.Height)
	}
	return nil
}

func (g general) close() {}

// halved is the size in pixels from which pictures are halved while they are
// read. Smaller ones are often drawn, sharp to the pixel, and cost little.
const halved = 8_000_000

// halving returns how often the picture is halved for a recipe: so that twice its
// size is left. It depends on the picture and the recipe alone, not on what else
// is made, and so do the bytes of a rendition.
func (g general) halving(r *Recipe) int {
	piece := g.size
	if r.Crop != nil {
		piece = r.Crop.rect(image.Rectangle{Max: g.size}, r.Width, r.Height).Size()
	}
	n := 0
	for g.size.X*g.size.Y >= halved && piece.X>>(n+1) >= 2*r.Width && piece.Y>>(n+1) >= 2*r.Height {
		n++
	}
	return n
}

// needed says which sizes the recipes need, by how often they are halved.
func (g general) needed(recipes []*Recipe) (halves []bool) {
	for _, r := range recipes {
		n := g.halving(r)
		for len(halves) <= n {
			halves = append(halves, false)
		}
		halves[n] = true
	}
	return halves
}

// render makes and encodes the pixels of one recipe.
func (g general) render(r *Recipe) ([]byte, error) {
	im := g.at[0]
	if n := g.halving(r); n < len(g.at) {
		im = g.at[n]
	}
	if r.Crop != nil {
		im = cropped(im, r.Crop.rect(im.Bounds(), r.Width, r.Height))
	}
	return encodeImage(converted(imaging.Resize(im, r.Width, r.Height, imaging.Lanczos), g.convert), r)
}

// cropped returns a part of a picture, which for most kinds is not copied: of a large
// picture it is nearly all.
func cropped(im image.Image, part image.Rectangle) image.Image {
	if im, ok := im.(interface {
		SubImage(r image.Rectangle) image.Image
	}); ok {
		return im.SubImage(part)
	}
	return imaging.Crop(im, part)
}

// orient turns and flips stored pixels to what is seen: Exif 2.32, tag 0x0112.
func orient(im image.Image, orientation int) image.Image {
	switch orientation {
	case 2:
		return imaging.FlipH(im)
	case 3:
		return imaging.Rotate180(im)
	case 4:
		return imaging.FlipV(im)
	case 5:
		return imaging.Transpose(im)
	case 6:
		return imaging.Rotate270(im)
	case 7:
		return imaging.Transverse(im)
	case 8:
		return imaging.Rotate90(im)
	}
	return im
}
