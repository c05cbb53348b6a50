package planar

import (
	"bytes"
	"image"
	"math/rand/v2"
	"testing"

	"github.com/gen2brain/jpegn"
)

// scenery returns a picture of soft gradients, a grid and a little noise: the
// same on every machine.
func scenery(w, h int, ratio image.YCbCrSubsampleRatio) *image.YCbCr {
	r := rand.New(rand.NewPCG(uint64(w), uint64(h)))
	im := image.NewYCbCr(image.Rect(0, 0, w, h), ratio)
	for y := range h {
		for x := range w {
			v := 40 + 160*x/w - 60*y/h + r.IntN(12)
			if x%23 == 0 || y%17 == 0 {
				v += 60
			}
			im.Y[im.YOffset(x, y)] = uint8(min(max(v, 0), 255))
			im.Cb[im.COffset(x, y)] = uint8(90 + 80*y/h)
			im.Cr[im.COffset(x, y)] = uint8(160 - 70*x/w)
		}
	}
	return im
}

func encode(t testing.TB, im image.Image, o jpegn.EncodeOptions) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpegn.Encode(&b, im, &o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// baseline is scenery as an ordinary JPEG.
func baseline(t testing.TB, w, h int) []byte {
	t.Helper()
	return encode(t, scenery(w, h, image.YCbCrSubsampleRatio420), jpegn.EncodeOptions{Quality: 90})
}

// kinds are JPEGs of each kind in some size, by name.
func kinds(t testing.TB, w, h int) map[string][]byte {
	t.Helper()
	im := scenery(w, h, image.YCbCrSubsampleRatio444)
	out := map[string][]byte{}
	for name, s := range map[string]jpegn.Subsampling{
		"4:4:4": jpegn.Subsample444, "4:4:0": jpegn.Subsample440, "4:2:2": jpegn.Subsample422,
		"4:2:0": jpegn.Subsample420, "grey": jpegn.SubsampleGray,
	} {
		out[name] = encode(t, im, jpegn.EncodeOptions{Quality: 85, Subsampling: s})
		out[name+" optimised"] = encode(t, im, jpegn.EncodeOptions{Quality: 40, Subsampling: s, OptimizeCoding: true})
		out[name+" restart"] = encode(t, im, jpegn.EncodeOptions{Quality: 85, Subsampling: s, RestartInterval: 3})
		out[name+" progressive"] = encode(t, im, jpegn.EncodeOptions{Quality: 85, Subsampling: s, Progressive: true})
		out[name+" progressive restart"] = encode(t, im, jpegn.EncodeOptions{Quality: 85, Subsampling: s, Progressive: true, RestartInterval: 2})
	}
	out["three scans"] = threeScans(t, w, h)
	return out
}

// threeScans returns a sequential JPEG with a scan for each component, put
// together from three grey ones.
func threeScans(t testing.TB, w, h int) []byte {
	t.Helper()
	im := scenery(w, h, image.YCbCrSubsampleRatio444)
	var out []byte
	for i, pix := range [][]uint8{im.Y, im.Cb, im.Cr} {
		grey := encode(t, &image.Gray{Pix: pix, Stride: im.YStride, Rect: im.Rect}, jpegn.EncodeOptions{Quality: 85})
		frame, scan := bytes.Index(grey, []byte{0xFF, markSOF0}), bytes.Index(grey, []byte{0xFF, markSOS})
		if i == 0 {
			out = append(out, grey[:frame]...)
			out = append(out, 0xFF, markSOF0, 0, 17, 8, byte(h>>8), byte(h), byte(w>>8), byte(w), 3)
			out = append(out, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0)
			out = append(out, grey[frame+13:scan]...)
		}
		segment := bytes.Clone(grey[scan : len(grey)-2])
		segment[5] = byte(i + 1)
		out = append(out, segment...)
	}
	return append(out, 0xFF, markEOI)
}
