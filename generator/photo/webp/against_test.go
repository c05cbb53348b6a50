package webp

import (
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

var against = flag.String("against", "", "compare with cwebp on the photographs of this pattern")

// A point is a size in bytes and what it buys.
type point struct{ size, ssim, psnr float64 }

// TestAgainstCwebp compares sizes at equal quality with libwebp, method 4; it is
// run by hand, see the package comment. It fails where we need 8 % more.
func TestAgainstCwebp(t *testing.T) {
	tool, err := exec.LookPath("cwebp")
	if err != nil || *against == "" {
		t.Skip("needs cwebp and the flag -against")
	}
	names, err := filepath.Glob(filepath.Join("../../..", *against))
	if err != nil || len(names) == 0 {
		t.Fatalf("no photographs: %v", err)
	}
	var bySSIM, byPSNR, count float64
	for _, name := range names {
		im := half(photograph(t, name))
		ideal := studio(im)
		curve := libwebp(t, tool, ideal)
		for _, quality := range []int{50, 75, 90} {
			file := encode(t, im, quality)
			p := measure(t, file, ideal)
			s := p.size / sizeAt(curve, p.ssim, func(p point) float64 { return p.ssim })
			q := p.size / sizeAt(curve, p.psnr, func(p point) float64 { return p.psnr })
			t.Logf("%-36s q%d %7d bytes, SSIM %.2f dB, PSNR %.2f dB: %.3f and %.3f of libwebp's bytes",
				filepath.Base(name), quality, len(file), p.ssim, p.psnr, s, q)
			bySSIM, byPSNR, count = bySSIM+math.Log(s), byPSNR+math.Log(q), count+1
		}
	}
	s, q := math.Exp(bySSIM/count), math.Exp(byPSNR/count)
	t.Logf("bytes for the same SSIM %.3f, for the same PSNR %.3f", s, q)
	if s > 1.08 || q > 1.08 {
		t.Error("more than 8 % above libwebp")
	}
}

// half makes a picture of half the size, without the noise of the camera.
func half(im *Image) *Image {
	mean := func(pix []byte, stride, x, y int) byte {
		at := 2*y*stride + 2*x
		return byte((int(pix[at]) + int(pix[at+1]) + int(pix[at+stride]) + int(pix[at+stride+1]) + 2) / 4)
	}
	return newImage(im.Width/4*2, im.Height/4*2, func(p, x, y int) byte {
		return mean([][]byte{im.Y, im.Cb, im.Cr}[p], []int{im.YStride, im.CStride, im.CStride}[p], x, y)
	})
}

// libwebp encodes at rising qualities.
func libwebp(t *testing.T, tool string, ideal *Image) (curve []point) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.yuv"), filepath.Join(dir, "out.webp")
	data := append(append(append([]byte{}, ideal.Y...), ideal.Cb...), ideal.Cr...)
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, quality := range []int{30, 40, 50, 60, 70, 80, 90, 95} {
		said, err := exec.Command(tool, "-quiet", "-m", "4", "-q", fmt.Sprint(quality),
			"-s", fmt.Sprint(ideal.Width), fmt.Sprint(ideal.Height), in, "-o", out).CombinedOutput()
		if err != nil {
			t.Fatalf("cwebp: %v\n%s", err, said)
		}
		file, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		curve = append(curve, measure(t, file, ideal))
	}
	return curve
}

// measure decodes a file and compares it with the ideal.
func measure(t *testing.T, file []byte, ideal *Image) point {
	got := decode(t, file)
	return point{float64(len(file)), ssim(got, ideal), psnr(got, ideal)}
}

// sizeAt interpolates the size at which a curve reaches a quality.
func sizeAt(curve []point, quality float64, of func(point) float64) float64 {
	i := 1
	for i < len(curve)-1 && of(curve[i]) < quality {
		i++
	}
	a, b := curve[i-1], curve[i]
	part := (quality - of(a)) / (of(b) - of(a))
	return a.size * math.Pow(b.size/a.size, part)
}

// ssim is the structural similarity of the luma in windows of 8×8 pixels (Wang
// and others, 2004), in dB.
func ssim(a, b *Image) float64 {
	sum, count := 0.0, 0.0
	for y := 0; y+8 <= a.Height; y += 4 {
		for x := 0; x+8 <= a.Width; x += 4 {
			sum += similarity(a, b, x, y)
			count++
		}
	}
	return -10 * math.Log10(1-sum/count)
}

// similarity is that of one window.
func similarity(a, b *Image, x, y int) float64 {
	var sa, sb, saa, sbb, sab float64
	for j := range 8 {
		p, q := a.Y[(y+j)*a.YStride+x:], b.Y[(y+j)*b.YStride+x:]
		for i := range 8 {
			v, w := float64(p[i]), float64(q[i])
			sa, sb = sa+v, sb+w
			saa, sbb, sab = saa+v*v, sbb+w*w, sab+v*w
		}
	}
	const n, c1, c2 = 64, 6.5025, 58.5225
	ma, mb := sa/n, sb/n
	va, vb, vab := saa/n-ma*ma, sbb/n-mb*mb, sab/n-ma*mb
	return (2*ma*mb + c1) * (2*vab + c2) / ((ma*ma + mb*mb + c1) * (va + vb + c2))
}
