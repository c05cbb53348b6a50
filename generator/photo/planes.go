package photo

import (
	"bytes"
	"image"
	"image/jpeg"

	"github.com/disintegration/imaging"

	"photodesk/generator/photo/colour"
	"photodesk/generator/photo/planar"
)

// planes is a JPEG opened in planes, at the scales that some recipes need.
type planes struct {
	*planar.Picture
	size image.Rectangle // of the picture as it is seen
	at   map[*Recipe]int // the target of each recipe

	convert *colour.Converter // nil: samples stay
}

// openPlanes decodes a JPEG for the recipes, all of one photograph.
func openPlanes(data []byte, recipes []*Recipe, c *colour.Converter) (pixels, error) {
	config, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, planar.ErrUnsupported // the general path says what it is
	}
	p := &planes{size: image.Rect(0, 0, config.Width, config.Height), at: map[*Recipe]int{}, convert: c}
	if o := recipes[0].Orientation; o >= 5 && o <= 8 {
		p.size = image.Rect(0, 0, config.Height, config.Width)
	}
	var sizes []planar.Size
	for i, r := range recipes {
		w, h, _ := p.scaled(r)
		p.at[r] = i
		sizes = append(sizes, planar.Size{W: w, H: h})
	}
	p.Picture, err = planar.Decode(data, recipes[0].Orientation, sizes)
	return p, err
}

func (p *planes) close() { p.Release() }

// scaled returns the size to which the whole picture is brought for a recipe, and
// the piece of it that is shown: all, or what a crop leaves. It begins at even pixels,
// which no eye misses, so that colours stay where they are.
func (p *planes) scaled(r *Recipe) (w, h int, piece image.Rectangle) {
	if r.Crop == nil {
		return r.Width, r.Height, image.Rect(0, 0, r.Width, r.Height)
	}
	full := r.Crop.rect(p.size, r.Width, r.Height)
	w = max(r.Width, (p.size.Dx()*r.Width+full.Dx()/2)/full.Dx())
	h = max(r.Height, (p.size.Dy()*r.Height+full.Dy()/2)/full.Dy())
	x := min((full.Min.X*r.Width+full.Dx()/2)/full.Dx(), w-r.Width)
	y := min((full.Min.Y*r.Height+full.Dy()/2)/full.Dy(), h-r.Height)
	x, y = x&^1, y&^1
	return w, h, image.Rect(x, y, x+r.Width, y+r.Height)
}

// render makes and encodes the pixels of one recipe. Colours are converted when the
// picture is small, by way of imaging; grey ones in their plane. Where none are, a crop
// is a piece of the planes: to go by way of RGB took a tenth of a build of 10,000
// photographs of 640 pixels, and lost a little.
func (p *planes) render(r *Recipe) ([]byte, error) {
	q := p.Planes(p.at[r])
	defer q.Release()
	c := p.convert
	if q.Grey() && c != nil {
		c.Grey(q.Y.Pix)
		c = nil
	}
	_, _, piece := p.scaled(r)
	if c == nil {
		return encodePlanes(q.Piece(piece.Min.X, piece.Min.Y, planar.Size{W: r.Width, H: r.Height}), r)
	}
	return encodeImage(converted(imaging.Crop(asImage(q), piece), c), r)
}

// asImage shows planes to the general path, without copying them.
func asImage(q *planar.Planes) image.Image {
	all := image.Rect(0, 0, q.W, q.H)
	if q.Grey() {
		return &image.Gray{Pix: q.Y.Pix, Stride: q.Y.Stride, Rect: all}
	}
	return &image.YCbCr{
		Y: q.Y.Pix, Cb: q.Cb.Pix, Cr: q.Cr.Pix, YStride: q.Y.Stride, CStride: q.Cb.Stride,
		SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: all,
	}
}
