package planar

import (
	"image"
	"image/color"
	"math/rand/v2"
	"testing"
)

// TestFromRGB holds the conversion to the standard library's, which rounds a
// little differently, at odd and even sizes.
func TestFromRGB(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for _, s := range []Size{{1, 1}, {2, 1}, {1, 2}, {7, 5}, {16, 8}, {33, 18}} {
		im := image.NewNRGBA(image.Rect(0, 0, s.W, s.H))
		for i := range im.Pix {
			im.Pix[i] = uint8(r.IntN(256))
			if i%3 == 0 {
				im.Pix[i] = 255 * (im.Pix[i] & 1)
			}
		}
		p := FromRGB(s, im.Pix, im.Stride)
		for y := range s.H {
			for x := range s.W {
				want, _, _ := ycc(im, x, y)
				near(t, s, "Y", int(p.Y.Pix[y*p.Y.Stride+x]), want)
			}
		}
		for y := range p.Cb.H {
			for x := range p.Cb.W {
				var cb, cr int
				for i := range 4 {
					_, b, r := ycc(im, min(2*x+i%2, s.W-1), min(2*y+i/2, s.H-1))
					cb, cr = cb+b, cr+r
				}
				near(t, s, "Cb", int(p.Cb.Pix[y*p.Cb.Stride+x]), (cb+2)/4)
				near(t, s, "Cr", int(p.Cr.Pix[y*p.Cr.Stride+x]), (cr+2)/4)
			}
		}
		p.Release()
	}
}

func ycc(im *image.NRGBA, x, y int) (luma, cb, cr int) {
	c := im.NRGBAAt(x, y)
	a, b, d := color.RGBToYCbCr(c.R, c.G, c.B)
	return int(a), int(b), int(d)
}

func near(t *testing.T, s Size, what string, got, want int) {
	t.Helper()
	if got < want-1 || got > want+1 {
		t.Errorf("%v: %s is %d, want %d", s, what, got, want)
	}
}
