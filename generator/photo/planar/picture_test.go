package planar

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"math"
	"reflect"
	"slices"
	"testing"

	"github.com/disintegration/imaging"
	"github.com/gen2brain/jpegn"
)

// rendition makes the planes of one target.
func rendition(t testing.TB, data []byte, orientation int, target Size) *Planes {
	t.Helper()
	p := decode(t, data, orientation, target)
	defer p.Release()
	return p.Planes(0)
}

// samples returns a plane's samples without padding.
func samples(p *Plane) []uint8 {
	out := make([]uint8, 0, p.W*p.H)
	for y := range p.H {
		out = append(out, p.Pix[y*p.Stride:][:p.W]...)
	}
	return out
}

func equal(a, b *Planes) bool {
	return a.Size == b.Size && slices.Equal(samples(&a.Y), samples(&b.Y)) &&
		slices.Equal(samples(&a.Cb), samples(&b.Cb)) && slices.Equal(samples(&a.Cr), samples(&b.Cr))
}

// blob is a picture of a soft spot at a fraction of its width and height, in
// luma and in chroma.
func blob(w, h int, atX, atY float64, ratio image.YCbCrSubsampleRatio) *image.YCbCr {
	im := image.NewYCbCr(image.Rect(0, 0, w, h), ratio)
	cx, cy, r := atX*float64(w), atY*float64(h), float64(min(w, h))/9
	value := func(x, y float64) float64 { return math.Exp(-((x-cx)*(x-cx) + (y-cy)*(y-cy)) / (2 * r * r)) }
	steps := map[image.YCbCrSubsampleRatio][2]int{
		image.YCbCrSubsampleRatio444: {1, 1}, image.YCbCrSubsampleRatio440: {1, 2},
		image.YCbCrSubsampleRatio422: {2, 1}, image.YCbCrSubsampleRatio420: {2, 2},
	}
	sx, sy := steps[ratio][0], steps[ratio][1]
	for y := range h {
		for x := range w {
			im.Y[y*im.YStride+x] = uint8(20 + 200*value(float64(x)+0.5, float64(y)+0.5))
			if x%sx+y%sy == 0 { // the first pixel of a sample
				v := value(float64(x)+float64(sx)/2, float64(y)+float64(sy)/2)
				im.Cb[im.COffset(x, y)], im.Cr[im.COffset(x, y)] = uint8(128+90*v), uint8(128-90*v)
			}
		}
	}
	return im
}

// centre returns the centre of what differs from a plane's ground, as a fraction
// of the picture's width and height.
func centre(p *Plane, s Size, ground int) (x, y float64) {
	var sum, sx, sy float64
	for j := range p.H {
		for i := range p.W {
			v := math.Abs(float64(int(p.Pix[j*p.Stride+i]) - ground))
			if v < 12 {
				continue
			}
			sum += v
			sx += v * (float64(i) + 0.5) * float64(p.StepX)
			sy += v * (float64(j) + 0.5) * float64(p.StepY)
		}
	}
	return sx / sum / float64(s.W), sy / sum / float64(s.H)
}

// TestNothingMoves looks where a spot is after scaling from odd sizes to odd
// sizes, in every subsampling, at each scale of decoding: within a tenth of a pixel,
// where half a sample of chroma would be a whole one.
func TestNothingMoves(t *testing.T) {
	for _, ratio := range []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420,
	} {
		for _, from := range []Size{{1001, 747}, {3001, 1999}, {4003, 2999}} {
			data := encode(t, blob(from.W, from.H, 0.37, 0.59, ratio), jpegn.EncodeOptions{Quality: 95})
			for _, w := range []int{977, 601, 333, 250, 129} {
				to := Size{w, w * from.H / from.W}
				p := rendition(t, data, 1, to)
				for c, plane := range []*Plane{&p.Y, &p.Cb, &p.Cr} {
					x, y := centre(plane, to, []int{20, 128, 128}[c])
					if dx, dy := (x-0.37)*float64(w), (y-0.59)*float64(to.H); math.Hypot(dx, dy) > 0.1 {
						t.Errorf("%v to %v, component %d: moved by %.3f, %.3f pixels", from, to, c, dx, dy)
					}
				}
				p.Release()
			}
		}
	}
}

func turned(im image.Image, orientation int) *image.NRGBA {
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
	return imaging.Clone(im)
}

// TestOrientations holds each turn to imaging's: exactly where sizes are even,
// and in where the spot of an odd picture is.
func TestOrientations(t *testing.T) {
	data := baseline(t, 320, 208)
	upright := rendition(t, data, 1, Size{120, 80})
	odd := encode(t, blob(301, 203, 0.3, 0.4, image.YCbCrSubsampleRatio420), jpegn.EncodeOptions{Quality: 95})
	for o := 0; o <= 9; o++ {
		size, oddSize := Size{120, 80}, Size{121, 83}
		x, y := 0.3, 0.4
		if o >= 5 && o <= 8 {
			size, oddSize = Size{80, 120}, Size{83, 121}
			x, y = y, x
		}
		if o == 2 || o == 3 || o == 6 || o == 7 {
			x = 1 - x
		}
		if o == 3 || o == 4 || o == 7 || o == 8 {
			y = 1 - y
		}
		got := rendition(t, data, o, size)
		for c, pair := range parts(upright, got) {
			p := pair[0]
			want := turned(&image.Gray{Pix: samples(p), Stride: p.W, Rect: image.Rect(0, 0, p.W, p.H)}, o)
			for i, v := range samples(pair[1]) {
				if v != want.Pix[4*i] {
					t.Fatalf("orientation %d, component %d: %d at %d, want %d", o, c, v, i, want.Pix[4*i])
				}
			}
		}
		spot := rendition(t, odd, o, oddSize)
		for c, plane := range []*Plane{&spot.Y, &spot.Cb, &spot.Cr} {
			gx, gy := centre(plane, oddSize, []int{20, 128, 128}[c])
			if dx, dy := (gx-x)*float64(oddSize.W), (gy-y)*float64(oddSize.H); math.Hypot(dx, dy) > 0.1 {
				t.Errorf("orientation %d, component %d: moved by %.3f, %.3f", o, c, dx, dy)
			}
		}
	}
}

// TestARenditionIsTheSameWhateverElseIsMade makes renditions alone and together.
func TestARenditionIsTheSameWhateverElseIsMade(t *testing.T) {
	data := baseline(t, 3600, 2400)
	var targets []Size
	for _, w := range []int{2400, 1000, 481, 240, 60} {
		targets = append(targets, Size{w, w * 2 / 3})
	}
	all := decode(t, data, 6, targets...)
	defer all.Release()
	for i, target := range targets {
		if !equal(all.Planes(i), rendition(t, data, 6, target)) {
			t.Errorf("%v differs alone", target)
		}
	}
	if levels := all.comps[0].levels; levels[0].Pix == nil || levels[1].Pix == nil || levels[3].Pix == nil {
		t.Error("the targets do not need several scales")
	}
}

// TestBytesAreTheSameEverywhere holds whole renditions to what they were on
// another machine: of another processor, another system, with and without
// instructions for many samples at once.
func TestBytesAreTheSameEverywhere(t *testing.T) {
	var sums []string
	for _, data := range [][]byte{baseline(t, 1203, 807), baseline(t, 3001, 2003), kinds(t, 300, 201)["4:4:0 progressive"]} {
		sum := sha256.New()
		sum.Write(data)
		for o := 1; o <= 8; o += 5 {
			out, err := EncodeJPEG(rendition(t, data, o, Size{403, 271}), 80)
			if err != nil {
				t.Fatal(err)
			}
			sum.Write(out)
		}
		sums = append(sums, hex.EncodeToString(sum.Sum(nil)[:8]))
	}
	if want := []string{"8cddb54b09308398", "fb110276aa547933", "69749f34b7ad5942"}; !slices.Equal(sums, want) {
		t.Errorf("got %q, want %q", sums, want)
	}
}

// TestPieces compares a part of a picture with what is there, and encodes it like a
// picture of its own: nothing beyond its edges counts.
func TestPieces(t *testing.T) {
	for _, kind := range []string{"4:2:0", "grey"} {
		p := rendition(t, kinds(t, 71, 53)[kind], 1, Size{71, 53})
		for _, at := range []struct {
			x, y int
			Size
		}{{0, 0, p.Size}, {0, 0, Size{1, 1}}, {2, 4, Size{17, 16}}, {38, 20, Size{33, 33}}, {70, 52, Size{1, 1}}} {
			part := p.Piece(at.x, at.y, at.Size)
			own := &Planes{Size: at.Size, Y: cut(&p.Y, at.x, at.y, at.W, at.H)}
			if !p.Grey() {
				own.Cb = cut(&p.Cb, at.x/2, at.y/2, (at.W+1)/2, (at.H+1)/2)
				own.Cr = cut(&p.Cr, at.x/2, at.y/2, (at.W+1)/2, (at.H+1)/2)
			}
			a, err := EncodeJPEG(part, 80)
			if err != nil {
				t.Fatal(err)
			}
			b, err := EncodeJPEG(own, 80)
			if err != nil || part.Grey() != p.Grey() || !equal(part, own) || !bytes.Equal(a, b) {
				t.Errorf("%s: %v at %d, %d is something else (%v)", kind, at.Size, at.x, at.y, err)
			}
		}
	}
}

// cut copies w by h samples of a plane, sample by sample.
func cut(p *Plane, x, y, w, h int) Plane {
	out := Plane{Stride: w, W: w, H: h, StepX: p.StepX, StepY: p.StepY}
	for j := range h {
		for i := range w {
			out.Pix = append(out.Pix, p.Pix[(y+j)*p.Stride+x+i])
		}
	}
	return out
}

func TestFiltersAreKept(t *testing.T) {
	var m filterMemory
	for i := range 150 { // more than there is room for
		l := line{samples: 4000 + i%75, step: 1, length: 4000 + i%75, size: 1600, outStep: 1, mirror: i%2 == 0}
		if f := m.of(l); m.of(l) != f || i%50 == 0 && !reflect.DeepEqual(f, newFilter(l)) {
			t.Fatalf("%+v has another filter", l)
		}
		size := 0
		for _, f := range m.made {
			size += 2 * len(f.weights)
		}
		if size != m.size || size > maxFilters {
			t.Fatalf("%d bytes are kept, %d counted", size, m.size)
		}
	}
}
