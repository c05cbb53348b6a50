package planar

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestFastFiltersGiveTheSameBytes holds the filters in use to plain Go, with
// samples of noise and of black and white, which saturate.
func TestFastFiltersGiveTheSameBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 300 {
		from, to := 1+r.IntN(700), 1+r.IntN(300)
		f := newFilter(line{samples: from, step: 1, length: from, size: to, outStep: 1, mirror: i%3 == 0})
		samples := make([]int16, from+slack)
		for x := range samples {
			samples[x] = int16(r.IntN(1 << 16))
		}
		got, want := make([]uint8, to), make([]uint8, to)
		filterAcross(got, samples, f)
		plainAcross(want, samples, f)
		if !slices.Equal(got, want) {
			t.Fatalf("along a row, %d to %d:\n got %v\nwant %v", from, to, got, want)
		}
		width := 1 + r.IntN(200)
		stride := width + r.IntN(9)
		src := make([]uint8, stride*f.taps)
		for x := range src {
			src[x] = uint8(r.IntN(256))
			if i%2 == 0 {
				src[x] = 255 * (src[x] & 1)
			}
		}
		gotDown, wantDown := make([]int16, width), make([]int16, width)
		filterDown(gotDown, src, stride, f.window(to/2))
		plainDown(wantDown, src, stride, f.window(to/2))
		if !slices.Equal(gotDown, wantDown) {
			t.Fatalf("across rows, %d to %d:\n got %v\nwant %v", from, to, gotDown, wantDown)
		}
	}
}

// TestFastTransformsGiveTheSameBytes tries blocks as they come, with few
// coefficients and with all of them, up to what only a broken file has.
func TestFastTransformsGiveTheSameBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	const stride = 11
	for i := range 3000 {
		var b [64]int32
		for range r.IntN(70) {
			b[r.IntN(64)] = int32(r.Uint32()) >> (i % 29)
		}
		for level, f := range map[int][2]func(*[64]int32, []uint8, int){0: {inverse8, plainInverse8}, 1: {inverse4, plainInverse4}} {
			got, want := make([]uint8, 8*stride), make([]uint8, 8*stride)
			f[0](&b, got, stride)
			f[1](&b, want, stride)
			if !slices.Equal(got, want) {
				t.Fatalf("level %d, %v:\n got %v\nwant %v", level, b, got, want)
			}
		}
	}
}

// TestFastForwardGivesTheSameCoefficients tries noise, flat blocks and black and
// white at every quality.
func TestFastForwardGivesTheSameCoefficients(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	const stride = 9
	for i := range 3000 {
		src := make([]uint8, 8*stride)
		for j := range src {
			src[j] = uint8(r.IntN(256)) >> (i % 9)
			if i%4 == 0 {
				src[j] = 255 * (src[j] & 1)
			}
		}
		var q quantiser
		q.set([]*[64]uint8{&lumaQuant, &chromaQuant}[i%2], 1+i%100)
		var got, want [64]int16
		gotMask, wantMask := forward(&got, src, stride, &q), plainForward(&want, src, stride, &q)
		if got != want || gotMask != wantMask {
			t.Fatalf("%v:\n got %v %x\nwant %v %x", src, got, gotMask, want, wantMask)
		}
	}
}
