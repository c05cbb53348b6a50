package planar

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"math"
	"path/filepath"
	"testing"

	"github.com/disintegration/imaging"
)

// components returns a JPEG's planes as the standard library decodes them; nil if
// it cannot, or has it as something else.
func components(data []byte) *Planes {
	im, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	s := Size{im.Bounds().Dx(), im.Bounds().Dy()}
	switch im := im.(type) {
	case *image.Gray:
		return &Planes{Size: s, Y: planeOf(im.Pix, im.Stride, s, 1, 1)}
	case *image.YCbCr:
		x, y := 1, 1
		for im.COffset(x, 0) == im.COffset(0, 0) {
			x++
		}
		for im.COffset(0, y) == im.COffset(0, 0) {
			y++
		}
		return &Planes{
			Size: s, Y: planeOf(im.Y, im.YStride, s, 1, 1),
			Cb: planeOf(im.Cb, im.CStride, s, x, y), Cr: planeOf(im.Cr, im.CStride, s, x, y),
		}
	}
	return nil
}

func planeOf(pix []uint8, stride int, s Size, stepX, stepY int) Plane {
	return Plane{pix, stride, ceilDiv(s.W, stepX), ceilDiv(s.H, stepY), stepX, stepY}
}

// byImaging scales a plane of a picture as imaging does; false if the plane's
// samples or the result's do not divide the sizes, which imaging cannot know of.
func byImaging(p *Plane, from, to Size, step int) (Plane, bool) {
	if from.W%p.StepX+from.H%p.StepY+to.W%step+to.H%step != 0 {
		return Plane{}, false
	}
	im := &image.Gray{Pix: p.Pix, Stride: p.Stride, Rect: image.Rect(0, 0, p.W, p.H)}
	scaled := imaging.Resize(im, to.W/step, to.H/step, imaging.Lanczos)
	out := makePlane(to, step, step, 0, 0)
	for i := range out.Pix {
		out.Pix[i] = scaled.Pix[4*i]
	}
	return out, true
}

// exactly scales a plane by the definition, in floating point, unrounded up to
// the end.
func exactly(p *Plane, from, to Size, step int) Plane {
	out := makePlane(to, step, step, 0, 0)
	acrossWeights := windows(out.W, p.W, ratio(from.W, p.StepX, to.W, step))
	downWeights := windows(out.H, p.H, ratio(from.H, p.StepY, to.H, step))
	across := make([][]float64, p.H)
	for y := range across {
		across[y] = make([]float64, out.W)
		for x, w := range acrossWeights {
			for k, v := range w.weights {
				across[y][x] += v * float64(p.Pix[y*p.Stride+w.start+k])
			}
		}
	}
	sum := make([]float64, out.W)
	for y, w := range downWeights {
		clear(sum)
		for k, v := range w.weights {
			for x, s := range across[w.start+k] {
				sum[x] += v * s
			}
		}
		for x, v := range sum {
			out.Pix[y*out.Stride+x] = uint8(min(max(v+0.5, 0), 255))
		}
	}
	return out
}

// ratio returns how many samples of the source make one of the result.
func ratio(from, step, to, outStep int) float64 {
	return float64(from) / float64(step) / (float64(to) / float64(outStep))
}

type exactWindow struct {
	start   int
	weights []float64
}

func windows(n, samples int, ratio float64) []exactWindow {
	out := make([]exactWindow, n)
	stretch := max(ratio, 1)
	for i := range out {
		c := (float64(i)+0.5)*ratio - 0.5
		out[i].start = max(0, int(c-3*stretch))
		var sum float64
		for k := out[i].start; k < min(samples, int(c+3*stretch)+2); k++ {
			w := imaging.Lanczos.Kernel(math.Abs(float64(k)-c) / stretch)
			out[i].weights = append(out[i].weights, w)
			sum += w
		}
		for k := range out[i].weights {
			out[i].weights[k] /= sum
		}
	}
	return out
}

// psnr compares two planes in decibels.
func psnr(a, b *Plane) float64 {
	var sum float64
	for y := range a.H {
		for x := range a.W {
			d := float64(a.Pix[y*a.Stride+x]) - float64(b.Pix[y*b.Stride+x])
			sum += d * d
		}
	}
	return 10 * math.Log10(255*255*float64(a.W*a.H)/max(sum, 1e-3))
}

// decode reads a JPEG for some targets.
func decode(t testing.TB, data []byte, orientation int, targets ...Target) *Picture {
	t.Helper()
	p, err := Decode(data, orientation, targets, 0)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// parts pairs the planes of two pictures.
func parts(a, b *Planes) [][2]*Plane {
	all := [][2]*Plane{{&a.Y, &b.Y}, {&a.Cb, &b.Cb}, {&a.Cr, &b.Cr}}
	if a.Grey() {
		return all[:1]
	}
	return all
}

// leastPSNR is what renditions must agree by with the general path, in decibels.
const leastPSNR = 45

// TestRealPhotographsAgreeWithImaging scales every JPEG of the corpus to several
// sizes, odd ones too. Where imaging itself is far from the definition (it rounds
// and cuts off at black and white between its two passes, which shows in noise
// and line art), or cannot be asked, the definition is the measure.
func TestRealPhotographsAgreeWithImaging(t *testing.T) {
	compared := 0
	for _, name := range corpusFiles(t, "real") {
		if !isJPEG(name) {
			continue
		}
		t.Run(filepath.Base(name), func(t *testing.T) {
			data := readFile(t, name)
			source := components(data)
			if source == nil {
				t.Skip("the standard library has no planes of it")
			}
			percents := []int{90, 41, 19}
			if source.W*source.H > 1_000_000 {
				percents = percents[1:2]
			}
			for _, per := range percents {
				to := Size{max(source.W*per/100, 1), max(source.H*per/100, 1)}
				p, err := Decode(data, 1, []Target{{Size: to}}, 0)
				if errors.Is(err, ErrUnsupported) {
					t.Skip(err)
				} else if err != nil {
					t.Fatal(err)
				}
				compare(t, source, p.Planes(0))
				p.Release()
				compared++
			}
		})
	}
	if compared < 100 {
		t.Errorf("only %d comparisons", compared)
	}
}

func compare(t *testing.T, source, got *Planes) {
	t.Helper()
	for c, pair := range parts(source, got) {
		step := outStep(c)
		exact := exactly(pair[0], source.Size, got.Size, step)
		wanted := &exact
		if scaled, ok := byImaging(pair[0], source.Size, got.Size, step); ok && psnr(&scaled, &exact) > leastPSNR+5 {
			wanted = &scaled
		}
		if db := psnr(pair[1], wanted); db < leastPSNR {
			t.Errorf("%v to %v, component %d: %.1f dB", source.Size, got.Size, c, db)
		}
	}
}
