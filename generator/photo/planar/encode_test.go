package planar

import (
	"bytes"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"testing"

	"github.com/gen2brain/jpegn"
)

func TestEveryJPEGThatIsWrittenCanBeRead(t *testing.T) {
	data := baseline(t, 70, 50)
	for _, s := range []Size{{1, 1}, {1, 2}, {2, 1}, {3, 3}, {16, 16}, {17, 15}, {69, 49}, {140, 100}} {
		p := rendition(t, data, 1, s)
		out, err := EncodeJPEG(p, 90)
		if err != nil {
			t.Fatal(err)
		}
		im, err := jpeg.Decode(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		if im.Bounds() != image.Rect(0, 0, s.W, s.H) {
			t.Errorf("%v became %v", s, im.Bounds())
		}
		if ycc, ok := im.(*image.YCbCr); !ok || ycc.SubsampleRatio != image.YCbCrSubsampleRatio420 {
			t.Errorf("%v became %T", s, im)
		}
		if got := components(out); s.W >= 16 && (psnr(&got.Y, &p.Y) < 32 || psnr(&got.Cb, &p.Cb) < 38) {
			t.Errorf("%v: %.1f and %.1f dB after encoding", s, psnr(&got.Y, &p.Y), psnr(&got.Cb, &p.Cb))
		}
	}
	if _, err := EncodeJPEG(&Planes{Size: Size{65536, 1}}, 80); err == nil {
		t.Error("a picture that is too long was written")
	}
}

func TestGreyStaysGrey(t *testing.T) {
	p := rendition(t, kinds(t, 40, 30)["grey"], 1, Size{20, 15})
	out, err := EncodeJPEG(p, 80)
	if err != nil {
		t.Fatal(err)
	}
	im, err := jpeg.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if grey, ok := im.(*image.Gray); !ok || grey.Rect != image.Rect(0, 0, 20, 15) {
		t.Errorf("grey became %T of %v", im, im.Bounds())
	}
}

// TestAsSmallAndAsGoodAsOthers compares with another encoder that has the same
// quantisation and codes made to measure, at every kind of quality.
func TestAsSmallAndAsGoodAsOthers(t *testing.T) {
	p := rendition(t, baseline(t, 900, 600), 1, Size{600, 400})
	picture := &image.YCbCr{
		Y: p.Y.Pix, Cb: p.Cb.Pix, Cr: p.Cr.Pix, YStride: p.Y.Stride, CStride: p.Cb.Stride,
		SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: image.Rect(0, 0, p.W, p.H),
	}
	for _, quality := range []int{1, 10, 30, 50, 75, 80, 90, 98, 100} {
		ours, err := EncodeJPEG(p, quality)
		if err != nil {
			t.Fatal(err)
		}
		theirs := encode(t, picture, jpegn.EncodeOptions{Quality: quality, OptimizeCoding: true})
		if len(ours)*1000 > len(theirs)*1005 {
			t.Errorf("quality %d: %d bytes, others need %d", quality, len(ours), len(theirs))
		}
		a, b := components(ours), components(theirs)
		for c, pair := range parts(p, a) {
			if db, other := psnr(pair[0], pair[1]), psnr(pair[0], parts(p, b)[c][1]); db < other-0.1 {
				t.Errorf("quality %d, component %d: %.2f dB, others have %.2f", quality, c, db, other)
			}
		}
	}
}

// TestCodesFitIntoSixteenBits makes codes of counts that grow so fast that the
// shortest would be longer, and of few symbols and of all.
func TestCodesFitIntoSixteenBits(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for n := 1; n <= 256; n++ {
		var c coder
		a, b := int32(1), int32(1)
		for s := range n {
			c.counts[s] = a
			if n%2 == 0 {
				c.counts[s] = 1 + r.Int32N(1<<(n%20))
			} else if a < 1<<28 {
				a, b = b, a+b
			}
		}
		c.build()
		room := 1 << 16
		for s := range c.counts {
			switch length := c.codes[s].length; {
			case c.counts[s] > 0 && (length < 1 || length > 16):
				t.Fatalf("%d symbols: one has %d bits", n, length)
			case c.counts[s] > 0:
				room -= 1 << (16 - length)
				if c.codes[s].bits == 1<<length-1 {
					t.Fatalf("%d symbols: a code is all ones", n)
				}
			}
		}
		if room < 1 || len(c.symbols) != n {
			t.Fatalf("%d symbols: room for %d codes left, %d symbols in order", n, room, len(c.symbols))
		}
	}
}
