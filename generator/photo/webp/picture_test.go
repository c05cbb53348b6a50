package webp

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"golang.org/x/image/webp"
)

// newImage makes a picture from a function of plane (0 Y, 1 Cb, 2 Cr), column and row.
func newImage(w, h int, f func(plane, x, y int) byte) *Image {
	cw, ch := (w+1)/2, (h+1)/2
	im := &Image{
		Y: make([]byte, w*h), Cb: make([]byte, cw*ch), Cr: make([]byte, cw*ch),
		YStride: w, CStride: cw, Width: w, Height: h,
	}
	for i := range im.Y {
		im.Y[i] = f(0, i%w, i/w)
	}
	for i := range im.Cb {
		im.Cb[i], im.Cr[i] = f(1, i%cw, i/cw), f(2, i%cw, i/cw)
	}
	return im
}

// Patterns that stress the encoder in different ways.
var patterns = map[string]func(plane, x, y int) byte{
	"black":    func(int, int, int) byte { return 0 },
	"white":    func(p, _, _ int) byte { return byte(255 - 127*min(p, 1)) },
	"gradient": func(p, x, y int) byte { return byte(min(255, 3*x+2*y+40*p)) },
	"checks":   func(_, x, y int) byte { return byte((x ^ y) & 1 * 255) },
	"blocks":   func(_, x, y int) byte { return byte((x/5 ^ y/3) & 1 * 255) },
	"waves":    func(p, x, y int) byte { return byte(128 + 100*math.Sin(float64(x+p*3)/3+float64(y)/4)) },
	"noise":    noise,
	"mixed": func(p, x, y int) byte {
		return byte(100 + x/4 + int(noise(p, x, y))*min(x, 128)/256)
	},
}

// noise is a hash of the place.
func noise(p, x, y int) byte {
	v := uint32(x)*2654435761 ^ uint32(y)*2246822519 ^ uint32(p)*3266489917
	v ^= v >> 15
	v *= 2246822519
	return byte(v >> 13)
}

// random makes noise over smooth ground, different for each seed.
func random(w, h int, seed uint64) *Image {
	r := rand.New(rand.NewPCG(seed, 1))
	amplitude := r.IntN(200) + 1
	return newImage(w, h, func(_, x, y int) byte {
		return byte(max(0, min(255, 2*x+y+r.IntN(amplitude)-amplitude/2)))
	})
}

// photograph reads a JPEG, which must have 4:2:0 planes.
func photograph(t testing.TB, path string) *Image {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	im, ok := decoded.(*image.YCbCr)
	if !ok || im.SubsampleRatio != image.YCbCrSubsampleRatio420 {
		t.Fatalf("%s is not 4:2:0", path)
	}
	return &Image{
		Y: im.Y, Cb: im.Cb, Cr: im.Cr, YStride: im.YStride, CStride: im.CStride,
		Width: im.Rect.Dx(), Height: im.Rect.Dy(),
	}
}

// studio gives the planes of a picture in VP8's range, the ideal of a decoder.
func studio(im *Image) *Image {
	cw := (im.Width + 1) / 2
	return newImage(im.Width, im.Height, func(p, x, y int) byte {
		switch p {
		case 0:
			return lumaRange.of(im.Y[y*im.YStride+x])
		case 1:
			return chromaRange.of(im.Cb[y*im.CStride+min(x, cw-1)])
		}
		return chromaRange.of(im.Cr[y*im.CStride+min(x, cw-1)])
	})
}

// encode encodes or fails the test.
func encode(t testing.TB, im *Image, quality int) []byte {
	t.Helper()
	file, err := Encode(nil, im, Options{Quality: quality})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// decode reads a file with golang.org/x/image/webp.
func decode(t testing.TB, file []byte) *Image {
	t.Helper()
	decoded, err := webp.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	im := decoded.(*image.YCbCr)
	return &Image{
		Y: im.Y, Cb: im.Cb, Cr: im.Cr, YStride: im.YStride, CStride: im.CStride,
		Width: im.Rect.Dx(), Height: im.Rect.Dy(),
	}
}

// psnr compares the luma of two pictures, in dB.
func psnr(a, b *Image) float64 {
	sum := 0.0
	for y := range a.Height {
		for x := range a.Width {
			d := float64(a.Y[y*a.YStride+x]) - float64(b.Y[y*b.YStride+x])
			sum += d * d
		}
	}
	if sum == 0 {
		return 99
	}
	return 10 * math.Log10(255*255*float64(a.Width*a.Height)/sum)
}
