package planar

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/disintegration/imaging"
	"github.com/gen2brain/jpegn"
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
func decode(t testing.TB, data []byte, orientation int, targets ...Size) *Picture {
	t.Helper()
	p, err := Decode(data, orientation, targets)
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

// An agreement tells by how much planes agreed with imaging, in decibels, and how
// many had to be held to the definition instead.
type agreement struct {
	least                 float64
	imaging, byDefinition int
}

// TestRealPhotographsAgreeWithImaging scales every JPEG of the corpus to several
// sizes, odd ones too.
func TestRealPhotographsAgreeWithImaging(t *testing.T) {
	agreed := agreement{least: math.Inf(1)}
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
				agreed.compare(t, data, source, to)
			}
		})
	}
	t.Logf("%+v", agreed)
	if agreed.imaging+agreed.byDefinition < 300 {
		t.Errorf("only %d planes compared", agreed.imaging+agreed.byDefinition)
	}
}

// TestCameraPhotographsAgreeWithImaging scales a folder of photographs as large as
// cameras make them to the widths of renditions, and to odd sizes near them. It
// takes minutes; .ci/bench/quality runs it.
func TestCameraPhotographsAgreeWithImaging(t *testing.T) {
	dir := os.Getenv("PHOTODESK_BENCH_PHOTOS")
	names, _ := filepath.Glob(filepath.Join(dir, "*"))
	if dir == "" || len(names) == 0 {
		t.Skip("PHOTODESK_BENCH_PHOTOS names no folder of photographs")
	}
	agreed := agreement{least: math.Inf(1)}
	for _, name := range slices.DeleteFunc(names, func(name string) bool { return !isJPEG(name) }) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data := readFile(t, name)
			source := components(data)
			if source == nil {
				t.Skip("the standard library has no planes of it")
			}
			for _, w := range []int{2400, 1600, 960, 480, 1999, 601} {
				agreed.compare(t, data, source, Size{w, (source.H*w + source.W/2) / source.W})
			}
		})
	}
	t.Logf("%+v", agreed)
}

// TestEverySubsamplingAgreesWithImaging scales sample photographs of odd size, saved
// in each subsampling, to sizes that are read at 1/1, 1/2, 1/4 and 1/8, even and odd.
func TestEverySubsamplingAgreesWithImaging(t *testing.T) {
	names, _ := filepath.Glob("../../../content/*/photos/*.jpg")
	if len(names) < 5 {
		t.Skip("no sample photographs")
	}
	for i, s := range []jpegn.Subsampling{
		jpegn.Subsample444, jpegn.Subsample440, jpegn.Subsample422, jpegn.Subsample420, jpegn.SubsampleGray,
	} {
		t.Run(fmt.Sprint(s), func(t *testing.T) {
			t.Parallel()
			photograph, err := jpeg.Decode(bytes.NewReader(readFile(t, names[i])))
			if err != nil {
				t.Fatal(err)
			}
			piece := imaging.CropCenter(photograph, 1463, 1371)
			data := encode(t, piece, jpegn.EncodeOptions{Quality: 92, Subsampling: s})
			source := components(data)
			agreed := agreement{least: math.Inf(1)}
			for _, to := range []Size{{1317, 1234}, {601, 563}, {400, 374}, {201, 189}, {59, 55}} {
				agreed.compare(t, data, source, to)
			}
			if agreed.imaging < 5 {
				t.Errorf("%+v", agreed)
			}
		})
	}
}

// compare scales a JPEG, whose planes are given, and holds the planes to imaging's.
// Where imaging itself is far from the definition (it rounds and cuts off at black
// and white between its two passes, which shows in noise and line art), or cannot be
// asked, the definition is the measure.
func (a *agreement) compare(t *testing.T, data []byte, source *Planes, to Size) {
	t.Helper()
	p, err := Decode(data, 1, []Size{to})
	if errors.Is(err, ErrUnsupported) {
		t.Skip(err)
	} else if err != nil {
		t.Fatal(err)
	}
	defer p.Release()
	got := p.Planes(0)
	defer got.Release()
	for c, pair := range parts(source, got) {
		step := outStep(c)
		scaled, asked := byImaging(pair[0], source.Size, to, step)
		if asked {
			if db := psnr(pair[1], &scaled); db >= leastPSNR {
				a.imaging++
				a.least = min(a.least, db)
				continue
			}
		}
		exact := exactly(pair[0], source.Size, to, step)
		if asked && psnr(&scaled, &exact) > leastPSNR+5 {
			t.Errorf("%v to %v, component %d: %.1f dB", source.Size, to, c, psnr(pair[1], &scaled))
			continue
		}
		a.byDefinition++
		if db := psnr(pair[1], &exact); db < leastPSNR {
			t.Errorf("%v to %v, component %d: %.1f dB by the definition", source.Size, to, c, db)
		}
	}
}
