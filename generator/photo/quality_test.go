//go:build unix

package photo

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io/fs"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"photodesk/generator/photo/planar"
)

// A rival is an encoder that is compared with ours: a program, what it makes of a
// picture in PPM, and the share of its bytes that ours may need.
type rival struct {
	format, program string
	most            float64
	qualities       []int // near those of our default
	arguments       func(quality, in, out string) []string
}

var rivals = []rival{
	{"jpeg", "cjpeg", 1.02, []int{75, 80, 85}, func(quality, in, out string) []string {
		return []string{"-quality", quality, "-sample", "2x2", "-optimize", "-outfile", out, in}
	}},
	{"webp", "cwebp", 1.08, []int{71, 78, 85}, func(quality, in, out string) []string {
		return []string{"-quiet", "-m", "4", "-q", quality, in, "-o", out}
	}},
}

// TestBytesAtEqualQuality compares the sizes of renditions, at the qualities of the
// default, with what cjpeg (libjpeg-turbo) and cwebp (libwebp, method 4) need to be as
// near to the same picture, on the folder that PHOTODESK_BENCH_PHOTOS names.
// Nearness is structural similarity of the luma, and butteraugli's distance. It
// fails where ours need more than is promised.
func TestBytesAtEqualQuality(t *testing.T) {
	src, names := photographs(t)
	for _, program := range []string{"cjpeg", "djpeg", "cwebp", "dwebp", "butteraugli"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%s is missing", program)
		}
	}
	var mu sync.Mutex
	all := map[string][][]bought{} // of each photograph: ours, and the rival's
	t.Run("of", func(t *testing.T) {
		for _, name := range names {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				for _, width := range []int{480, 1600} {
					s := newSample(t, src, name, width)
					for i := range rivals {
						r := &rivals[i]
						for measure, points := range r.compare(s) {
							mu.Lock()
							what := fmt.Sprintf("%s against %s, %4d pixels, %s", r.format, r.program, width, measure)
							all[what] = append(all[what], points)
							mu.Unlock()
						}
					}
				}
			})
		}
	})
	for _, what := range slices.Sorted(maps.Keys(all)) {
		ratio := share(all[what])
		fmt.Printf("%s: %.3f of its bytes\n", what, ratio)
		for _, r := range rivals {
			if strings.HasPrefix(what, r.format) && ratio > r.most {
				t.Errorf("%s: more than %.2f", what, r.most)
			}
		}
	}
}

// bought is what bytes bought: their logarithm, and how near to the picture the file
// comes by some measure, of which more is better.
type bought struct{ bytes, nearness float64 }

// share returns our bytes as a share of those that the rival needs to come as near
// on the average of the photographs.
func share(photographs [][]bought) float64 {
	mean := make([]bought, len(photographs[0]))
	for _, points := range photographs {
		for i, p := range points {
			mean[i].bytes += p.bytes / float64(len(photographs))
			mean[i].nearness += p.nearness / float64(len(photographs))
		}
	}
	return math.Exp(mean[0].bytes - bytesAt(mean[1:], mean[0].nearness))
}

// bytesAt returns the bytes at which the line through a curve comes so near.
func bytesAt(curve []bought, nearness float64) float64 {
	var n, sx, sy, sxx, sxy float64
	for _, p := range curve {
		x, y := p.nearness, p.bytes
		n, sx, sy, sxx, sxy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	slope := (n*sxy - sx*sy) / (n*sxx - sx*sx)
	return sy/n + slope*(nearness-sx/n)
}

// A sample is a photograph at the size of a rendition, as all encoders get it.
type sample struct {
	t     *testing.T
	dir   string
	image *image.NRGBA
	luma  *image.Gray
}

func newSample(t *testing.T, src camera, name string, width int) *sample {
	t.Helper()
	data, err := fs.ReadFile(src, name)
	if err != nil {
		t.Fatal(err)
	}
	config, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	size := planar.Size{W: width, H: max(1, config.Height*width/config.Width)}
	p, err := planar.Decode(data, 1, []planar.Size{size})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Release()
	q := p.Planes(0)
	defer q.Release()
	s := &sample{t: t, dir: t.TempDir(), image: rgb(asImage(q))}
	s.luma = luma(s.image)
	ppm := []byte(ppmHeader(s.image.Rect))
	for i := 0; i < len(s.image.Pix); i += 4 {
		ppm = append(ppm, s.image.Pix[i:i+3]...)
	}
	s.write("picture.ppm", ppm)
	return s
}

func (s *sample) path(name string) string { return filepath.Join(s.dir, name) }

func (s *sample) write(name string, data []byte) {
	if err := os.WriteFile(s.path(name), data, 0o600); err != nil {
		s.t.Fatal(err)
	}
}

func (s *sample) writePNG(name string, im image.Image) {
	s.t.Helper()
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, im); err != nil {
		s.t.Fatal(err)
	}
	s.write(name, b.Bytes())
}

func (s *sample) run(program string, arguments ...string) string {
	s.t.Helper()
	said, err := exec.Command(program, arguments...).CombinedOutput()
	if err != nil {
		s.t.Fatalf("%s: %v\n%s", program, err, said)
	}
	return strings.TrimSpace(string(said))
}

// judge compares what a file shows with the picture, by each measure: structural
// similarity in dB, and the logarithm of butteraugli's distance, negative.
func (s *sample) judge(name string) map[string]bought {
	s.t.Helper()
	info, err := os.Stat(s.path(name))
	if err != nil {
		s.t.Fatal(err)
	}
	bytes := math.Log(float64(info.Size()))
	shown := s.show(name)
	return map[string]bought{
		"SSIM":        {bytes, similarity(s.luma, luma(shown))},
		"butteraugli": {bytes, -math.Log(s.distance(shown))},
	}
}

// show returns what the libraries that browsers use make of a file.
func (s *sample) show(name string) *image.NRGBA {
	s.t.Helper()
	if filepath.Ext(name) == ".webp" {
		s.run("dwebp", "-quiet", "-ppm", s.path(name), "-o", s.path("shown.ppm"))
	} else {
		s.run("djpeg", "-ppm", "-outfile", s.path("shown.ppm"), s.path(name))
	}
	data, err := os.ReadFile(s.path("shown.ppm"))
	if err != nil {
		s.t.Fatal(err)
	}
	out := image.NewNRGBA(s.image.Rect)
	head := ppmHeader(out.Rect)
	if len(data) != len(head)+out.Rect.Dx()*out.Rect.Dy()*3 || string(data[:len(head)]) != head {
		s.t.Fatalf("%s shows another size, or is no PPM", name)
	}
	for i, from := 0, data[len(head):]; i < len(out.Pix); i, from = i+4, from[3:] {
		copy(out.Pix[i:], from[:3])
		out.Pix[i+3] = 255
	}
	return out
}

func ppmHeader(r image.Rectangle) string { return fmt.Sprintf("P6\n%d %d\n255\n", r.Dx(), r.Dy()) }

// distance is butteraugli's for the whole picture. Debian's program gives that of
// the worst spot alone, which moves by chance with quality; so it gets the picture in
// 24 tiles, whose distances make a norm with the exponent 3, as butteraugli's authors
// take of its pixels to judge a picture.
func (s *sample) distance(shown *image.NRGBA) float64 {
	s.t.Helper()
	const columns, rows = 6, 4
	sum := 0.0
	for i := range columns * rows {
		x, y := i%columns, i/columns
		r := image.Rect(shown.Rect.Dx()*x/columns, shown.Rect.Dy()*y/rows,
			shown.Rect.Dx()*(x+1)/columns, shown.Rect.Dy()*(y+1)/rows)
		s.writePNG("a.png", s.image.SubImage(r))
		s.writePNG("b.png", shown.SubImage(r))
		d, err := strconv.ParseFloat(s.run("butteraugli", s.path("a.png"), s.path("b.png")), 64)
		if err != nil {
			s.t.Fatal(err)
		}
		sum += d * d * d
	}
	return math.Cbrt(sum / (columns * rows))
}

// compare returns, by measure, what our bytes buy, and then what the rival's do.
func (r *rival) compare(s *sample) map[string][]bought {
	s.t.Helper()
	quality := map[string]int{"jpeg": 80, "webp": 78}[r.format]
	recipe := Recipe{Format: r.format, Quality: quality}
	picture := *s.image
	picture.Pix = slices.Clone(picture.Pix)
	file, err := encodeImage(&picture, &recipe)
	if err != nil {
		s.t.Fatal(err)
	}
	out := map[string][]bought{}
	note := func(name string) {
		for measure, b := range s.judge(name) {
			out[measure] = append(out[measure], b)
		}
	}
	s.write("ours"+recipe.Ext(), file)
	note("ours" + recipe.Ext())
	theirs := "theirs" + recipe.Ext()
	for _, q := range r.qualities {
		s.run(r.program, r.arguments(strconv.Itoa(q), s.path("picture.ppm"), s.path(theirs))...)
		note(theirs)
	}
	return out
}

// rgb returns a picture's colours.
func rgb(im image.Image) *image.NRGBA {
	out := image.NewNRGBA(im.Bounds())
	for y := out.Rect.Min.Y; y < out.Rect.Max.Y; y++ {
		for x := out.Rect.Min.X; x < out.Rect.Max.X; x++ {
			out.Set(x, y, im.At(x, y))
		}
	}
	return out
}

// luma returns a picture's luma in full range.
func luma(im image.Image) *image.Gray {
	out := image.NewGray(im.Bounds())
	if p, ok := im.(*image.YCbCr); ok {
		for y := range out.Rect.Dy() {
			copy(out.Pix[y*out.Stride:][:out.Rect.Dx()], p.Y[y*p.YStride:])
		}
		return out
	}
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			r, g, b, _ := im.At(x, y).RGBA()
			out.Pix[y*out.Stride+x] = uint8((19595*(r>>8) + 38470*(g>>8) + 7471*(b>>8) + 1<<15) >> 16)
		}
	}
	return out
}

// similarity is the structural similarity of two pictures in windows of 8×8 pixels
// (Wang and others, 2004), in dB.
func similarity(a, b *image.Gray) float64 {
	var sum, count float64
	for y := 0; y+8 <= a.Rect.Dy(); y += 4 {
		for x := 0; x+8 <= a.Rect.Dx(); x += 4 {
			sum += alike(a.Pix[y*a.Stride+x:], b.Pix[y*b.Stride+x:], a.Stride, b.Stride)
			count++
		}
	}
	return -10 * math.Log10(1-sum/count)
}

// alike is the similarity of one window.
func alike(a, b []uint8, strideA, strideB int) float64 {
	var sa, sb, saa, sbb, sab float64
	for y := range 8 {
		for x := range 8 {
			v, w := float64(a[y*strideA+x]), float64(b[y*strideB+x])
			sa, sb, saa, sbb, sab = sa+v, sb+w, saa+v*v, sbb+w*w, sab+v*w
		}
	}
	const n, c1, c2 = 64, 6.5025, 58.5225
	ma, mb := sa/n, sb/n
	va, vb, vab := saa/n-ma*ma, sbb/n-mb*mb, sab/n-ma*mb
	return (2*ma*mb + c1) * (2*vab + c2) / ((ma*ma + mb*mb + c1) * (va + vb + c2))
}
