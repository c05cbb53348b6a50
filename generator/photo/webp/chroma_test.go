package webp

import (
	"math"
	"testing"
)

// TestColour holds the colour of smooth ground, which changes by less than a step of
// the quantiser from one macroblock to the next, to that of the picture on the average
// of 32×32 pixels.
func TestColour(t *testing.T) {
	im := newImage(640, 320, func(p, x, y int) byte {
		if p == 0 {
			return byte(80 + noise(p, x, y)%5)
		}
		return byte(110 + (x+y)/40 + int(noise(p, x, y)%3))
	})
	got, want := decode(t, encode(t, im, 78)), studio(im)
	for y := 0; y+16 <= 160; y += 16 {
		for x := 0; x+16 <= 320; x += 16 {
			var d [2]float64
			for j := y; j < y+16; j++ {
				for i := x; i < x+16; i++ {
					d[0] += float64(got.Cb[j*got.CStride+i]) - float64(want.Cb[j*want.CStride+i])
					d[1] += float64(got.Cr[j*got.CStride+i]) - float64(want.Cr[j*want.CStride+i])
				}
			}
			if e := max(math.Abs(d[0]), math.Abs(d[1])) / 256; e > 0.5 {
				t.Errorf("at %d,%d chroma is off by %.2f", x, y, e)
			}
		}
	}
}
