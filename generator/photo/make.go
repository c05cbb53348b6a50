package photo

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"image"
	"io/fs"

	"photodesk/generator/cache"
	"photodesk/generator/photo/planar"
)

// pixelKind names the cache's entries of encoded pixels.
const pixelKind = "pixels/1"

func (r *Recipe) key() cache.Key { return cache.KeyOf(pixelKind, r) }

// Made reports whether a recipe's pixels are in the cache.
func Made(c *cache.Cache, r *Recipe) bool { return c.Has(r.key()) }

// Make makes the pixels of every recipe that the cache does not hold, all of
// them of the named photograph, which is decoded once. Errors that wrap
// [ErrUnreadable] are the photograph's.
func Make(ctx context.Context, src Source, c *cache.Cache, name string, recipes []*Recipe) (made int, err error) {
	defer survive(&err)
	var missing []*Recipe
	for _, r := range recipes {
		if !Made(c, r) {
			missing = append(missing, r)
		}
	}
	if len(missing) == 0 {
		return 0, nil
	}
	p, err := open(ctx, src, name, missing)
	if err != nil {
		return 0, err
	}
	defer p.close()
	for _, r := range missing {
		if err := ctx.Err(); err != nil {
			return made, err
		}
		data, err := p.render(r)
		if err != nil {
			return made, err
		}
		if err := c.Put(r.key(), data); err != nil {
			return made, err
		}
		made++
	}
	return made, nil
}

// Open returns the whole file of a rendition of the named photograph: its
// pixels, made if the cache does not hold them, with its label round them.
func Open(ctx context.Context, src Source, c *cache.Cache, name string, r *Rendition) (file []byte, err error) {
	defer survive(&err)
	pixels, ok := c.Get(r.key())
	if !ok {
		p, err := open(ctx, src, name, []*Recipe{&r.Recipe})
		if err != nil {
			return nil, err
		}
		defer p.close()
		if pixels, err = p.render(&r.Recipe); err != nil {
			return nil, err
		}
		if err := errors.Join(c.Put(r.key(), pixels), ctx.Err()); err != nil {
			return nil, err
		}
	}
	var icc []byte
	if r.Profile != nil {
		icc = r.Profile.Data
	}
	var label Label
	if r.Label != nil {
		label = *r.Label
	}
	var out bytes.Buffer
	out.Grow(len(pixels) + len(icc) + 8<<10)
	err = formats[r.Format].label(&out, pixels, label, icc)
	return out.Bytes(), err
}

// survive, deferred, makes a panic the photograph's error: who decodes it has met
// a file that he does not understand.
func survive(err *error) {
	if r := recover(); r != nil {
		*err = unreadable("it is damaged in a way that was not foreseen (%v)", r)
	}
}

// ErrChanged says that a photograph is not the one that was planned with: it
// was written while it was being read.
var ErrChanged = errors.New("changed while it was being read")

// pixels is a photograph opened for making some renditions of it.
type pixels interface {
	render(*Recipe) ([]byte, error)
	close()
}

// open reads the named photograph for the recipes, all of which are its own: a
// JPEG in planes, all else by the general path.
func open(ctx context.Context, src fs.FS, name string, recipes []*Recipe) (p pixels, err error) {
	data, err := fs.ReadFile(src, name)
	if err != nil {
		return nil, err
	}
	if sha256.Sum256(data) != recipes[0].Source {
		return nil, ErrChanged
	}
	c, err := recipes[0].Convert.open()
	if err != nil {
		return nil, unreadable("its colours cannot be converted (%v)", err)
	}
	p, err = openPlanes(data, recipes, c)
	if errors.Is(err, planar.ErrUnsupported) {
		p, err = openGeneral(ctx, data, recipes, c)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, unreadable("its pixels are damaged (%v)", err)
	}
	return p, nil
}

// rect returns the largest piece of b in the proportion w:h that lies round the
// focal point as nearly as b's edges allow.
func (c *Crop) rect(b image.Rectangle, w, h int) image.Rectangle {
	cw, ch := b.Dx(), b.Dy()
	if cw*h > ch*w {
		cw = max(1, (ch*w+h/2)/h)
	} else {
		ch = max(1, (cw*h+w/2)/w)
	}
	x := place(b.Dx(), cw, c.X)
	y := place(b.Dy(), ch, c.Y)
	return image.Rect(x, y, x+cw, y+ch).Add(b.Min)
}

// place returns where a piece of n begins on an edge of whole pixels, so that
// the point at percent of the edge is in its middle if possible.
func place(whole, n int, percent float64) int {
	middle := int(percent * float64(whole) / 100)
	return min(max(middle-n/2, 0), whole-n)
}
