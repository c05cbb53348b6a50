package webp

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// traced encodes and returns what the encoder believes a decoder shows.
func traced(t testing.TB, im *Image, quality, effort int) ([]byte, *Image) {
	t.Helper()
	f := newFrame()
	f.open(im, quality)
	w, h := 16*f.columns, 16*f.rows
	shown := newImage(w, h, func(int, int, int) byte { return 0 })
	d := deblocker{im: shown, columns: f.columns}
	f.trace = func(x, y int, work *work) {
		for j := range 16 {
			copy(shown.Y[(16*y+j)*w+16*x:][:16], work.y[origin+j*stride:])
		}
		for j := range 8 {
			copy(shown.Cb[(8*y+j)*w/2+8*x:][:8], work.c[0][origin+j*stride:])
			copy(shown.Cr[(8*y+j)*w/2+8*x:][:8], work.c[1][origin+j*stride:])
		}
		mb := f.blocks[y*f.columns+x]
		d.level = append(d.level, f.segments[mb.segment].level)
		d.inner = append(d.inner, !mb.skip || mb.luma == modeSplit)
	}
	f.encode(effort)
	file, err := f.write(nil, maxPartition)
	if err != nil {
		t.Fatal(err)
	}
	d.run()
	return file, shown
}

// samePlanes compares what a decoder shows with what the encoder believes.
func samePlanes(t testing.TB, got, want *Image) {
	t.Helper()
	plane := func(name string, a, b []byte, as, bs, w, h int) {
		for y := range h {
			if i := mismatch(a[y*as:][:w], b[y*bs:][:w]); i >= 0 {
				t.Fatalf("%s differs at %d,%d: decoder %d, encoder %d", name, i, y, a[y*as+i], b[y*bs+i])
			}
		}
	}
	cw, ch := (got.Width+1)/2, (got.Height+1)/2
	plane("Y", got.Y, want.Y, got.YStride, want.YStride, got.Width, got.Height)
	plane("Cb", got.Cb, want.Cb, got.CStride, want.CStride, cw, ch)
	plane("Cr", got.Cr, want.Cr, got.CStride, want.CStride, cw, ch)
}

// mismatch is the first place where a and b differ, or -1.
func mismatch(a, b []byte) int {
	if bytes.Equal(a, b) {
		return -1
	}
	for i := range a {
		if a[i] != b[i] {
			return i
		}
	}
	return -1
}

var sizes = [][2]int{{1, 1}, {1, 17}, {17, 1}, {15, 16}, {16, 16}, {17, 33}, {64, 64}, {99, 51}, {130, 7}, {193, 65}}

// TestDecoderAgrees holds the encoder's idea of the decoded picture to the
// decoder's, to the bit, for pictures that reach into every corner.
func TestDecoderAgrees(t *testing.T) {
	for name, pattern := range patterns {
		for _, size := range sizes {
			for _, quality := range []int{1, 30, 75, 95, 100} {
				for effort := range effortAll + 1 {
					t.Run(fmt.Sprintf("%s %d×%d q%d e%d", name, size[0], size[1], quality, effort), func(t *testing.T) {
						file, want := traced(t, newImage(size[0], size[1], pattern), quality, effort)
						got := decode(t, file)
						if got.Width != size[0] || got.Height != size[1] {
							t.Fatalf("decoded to %d×%d", got.Width, got.Height)
						}
						samePlanes(t, got, want)
					})
				}
			}
		}
	}
}

// TestQuality holds each quality to a fidelity.
func TestQuality(t *testing.T) {
	im := newImage(210, 131, patterns["waves"])
	for _, q := range []struct {
		quality int
		psnr    float64
	}{{1, 24}, {20, 31}, {50, 34}, {75, 36}, {90, 41}, {100, 49}} {
		if got := psnr(decode(t, encode(t, im, q.quality)), studio(im)); got < q.psnr {
			t.Errorf("quality %d: %.1f dB, want at least %.1f", q.quality, got, q.psnr)
		}
	}
}

// TestFlat holds a picture of one colour to few bytes and the right value.
func TestFlat(t *testing.T) {
	for _, v := range []byte{0, 1, 77, 128, 254, 255} {
		im := newImage(640, 480, func(int, int, int) byte { return v })
		file := encode(t, im, 75)
		if len(file) > 1200 {
			t.Errorf("value %d takes %d bytes", v, len(file))
		}
		got, want := decode(t, file), studio(im)
		if d := abs(int32(got.Y[0]) - int32(want.Y[0])); d > 1 {
			t.Errorf("value %d decodes to %d, want %d", v, got.Y[0], want.Y[0])
		}
	}
}

// TestMonotone holds sizes to grow with quality.
func TestMonotone(t *testing.T) {
	im := random(200, 150, 5)
	before := 0
	for quality := 1; quality <= 100; quality++ {
		size := len(encode(t, im, quality))
		if size < before {
			t.Errorf("quality %d has %d bytes, the one below %d", quality, size, before)
		}
		before = size
	}
}

// TestSameBytes holds the encoder to giving the same bytes again, whatever its
// buffers held before.
func TestSameBytes(t *testing.T) {
	im := random(123, 77, 9)
	first := encode(t, im, 70)
	encode(t, random(300, 200, 3), 20)
	if !bytes.Equal(first, encode(t, im, 70)) {
		t.Error("the second encoding differs")
	}
	prefix := []byte("before")
	got, err := Encode(slices.Clone(prefix), im, Options{Quality: 70})
	if err != nil || !bytes.Equal(got, append(prefix, first...)) {
		t.Error("appending gives another file")
	}
}

// TestSameBytesEverywhere holds the bytes to those of the machine this was
// written on. A change of the encoder changes the digest; a change of machine
// must not.
func TestSameBytesEverywhere(t *testing.T) {
	h := sha256.New()
	for _, quality := range []int{10, 75, 98} {
		h.Write(encode(t, newImage(333, 222, patterns["mixed"]), quality))
		h.Write(encode(t, random(200, 100, 11), quality))
	}
	const want = "a287b3e35370e13d"
	if got := fmt.Sprintf("%x", h.Sum(nil)[:8]); got != want {
		t.Errorf("digest %s, want %s", got, want)
	}
}

// TestRefuses holds Encode to an error for pictures that cannot be.
func TestRefuses(t *testing.T) {
	good := newImage(20, 20, noise)
	for name, change := range map[string]func(*Image){
		"no width":     func(im *Image) { im.Width = 0 },
		"too wide":     func(im *Image) { im.Width = 16384 },
		"short luma":   func(im *Image) { im.Y = im.Y[:399] },
		"short chroma": func(im *Image) { im.Cr = im.Cr[:99] },
		"stride":       func(im *Image) { im.CStride = 9 },
		"huge stride":  func(im *Image) { im.YStride = math.MaxInt/19 + 1 },
		"negative":     func(im *Image) { im.Height = -1 },
	} {
		im := *good
		change(&im)
		if _, err := Encode(nil, &im, Options{Quality: 75}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestManyModes holds a picture whose modes do not fit the first partition to
// simpler modes, and to an error when not even those fit.
func TestManyModes(t *testing.T) {
	im := newImage(640, 480, patterns["waves"])
	f := newFrame()
	f.open(im, 80)
	before := 0
	for effort := effortLeast; effort <= effortAll; effort++ {
		f.encode(effort)
		file, err := f.write(nil, maxPartition)
		if err != nil {
			t.Fatal(err)
		}
		first := firstPartition(file)
		if first <= before {
			t.Errorf("effort %d: the first partition has %d bytes, with less effort %d", effort, first, before)
		}
		fitted, err := f.fit(nil, first)
		if err != nil || !bytes.Equal(fitted, file) {
			t.Errorf("limit %d: %d bytes instead of effort %d's %d, %v", first, len(fitted), effort, len(file), err)
		}
		before = first
	}
	if out, err := f.fit([]byte("kept"), 10); err == nil || string(out) != "kept" {
		t.Errorf("limit 10: %q, %v", out, err)
	}
}

// firstPartition reads the length of the first partition (RFC 6386, section 9.1).
func firstPartition(file []byte) int {
	return (int(file[20]) | int(file[21])<<8 | int(file[22])<<16) >> 5
}

// TestDwebp has libwebp decode and compares to the bit.
func TestDwebp(t *testing.T) {
	tool, err := exec.LookPath("dwebp")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("dwebp is missing")
		}
		t.Skip("dwebp is missing")
	}
	for name, pattern := range patterns {
		t.Run(name, func(t *testing.T) {
			for _, size := range sizes {
				file, want := traced(t, newImage(size[0], size[1], pattern), 60, effortAll)
				samePlanes(t, dwebp(t, tool, file, size[0], size[1]), want)
			}
		})
	}
}

// dwebp decodes to planes with libwebp's tool.
func dwebp(t *testing.T, tool string, file []byte, w, h int) *Image {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.webp"), filepath.Join(dir, "out.yuv")
	if err := os.WriteFile(in, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command(tool, "-yuv", in, "-o", out).CombinedOutput(); err != nil {
		t.Fatalf("dwebp: %v\n%s", err, said)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	cw, ch := (w+1)/2, (h+1)/2
	return &Image{
		Y: data[:w*h], Cb: data[w*h:][:cw*ch], Cr: data[w*h+cw*ch:][:cw*ch],
		YStride: w, CStride: cw, Width: w, Height: h,
	}
}

// FuzzEncode has arbitrary pixels in arbitrary sizes decode to what the encoder
// believes.
func FuzzEncode(f *testing.F) {
	f.Add(uint16(1), uint16(1), 75, []byte{0})
	f.Add(uint16(33), uint16(17), 100, []byte{0, 255, 3, 9, 255})
	f.Add(uint16(16), uint16(48), 1, []byte("news photograph"))
	f.Fuzz(func(t *testing.T, w, h uint16, quality int, data []byte) {
		if len(data) == 0 {
			data = []byte{128}
		}
		im := newImage(int(w)%128+1, int(h)%128+1, func(p, x, y int) byte {
			return data[(p*7+y*131+x)%len(data)]
		})
		file, want := traced(t, im, min(100, max(1, quality)), effortAll)
		samePlanes(t, decode(t, file), want)
	})
}
