package webp

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestSameStrips holds the transform of four blocks, and the distances to four
// predictions, to their plain twins.
func TestSameStrips(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	for i := range 20000 {
		var s strip
		for k := range s {
			s[k] = byte(r.Uint32())
			if i%5 == 0 {
				s[k] = s[k] & 1 * 255
			}
		}
		var got, want [4]coeffs
		forwardStrip(&s, &got)
		forwardStripPlain(&s, &want)
		if got != want {
			t.Fatalf("%v: %d, plain %d", s, got, want)
		}
		p := [4]rows{s.block(3), s.block(1), randomRows(r), s.block(0)}
		if got, want := distances(&p, &want[i%4]), distancesPlain(&p, &want[i%4]); got != want {
			t.Fatalf("%x from %d: %d, plain %d", p, want[i%4], got, want)
		}
	}
}

// TestSameLevels holds the quantiser to its plain twin at every index, with
// coefficients of all sizes that a transform gives, and those next to where a
// level changes.
func TestSameLevels(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	for i := range 60000 {
		s := newSegment(i % 128)
		q, span := &s.y, int32(8<<r.IntN(12)) // the Y and chroma transforms give up to 14000
		switch i % 3 {
		case 1:
			q, span = &s.y2, int32(8<<r.IntN(14)) // 16 DCs of 8160 give 65280
		case 2:
			q = &s.uv
		}
		var c coeffs
		for k := range c {
			c[k] = r.Int32N(2*span+1) - span
			if i%4 == 0 {
				c[k] = q.zero[k] + r.Int32N(2)
				if r.IntN(2) == 0 {
					c[k] = -c[k]
				}
			}
			if r.IntN(16) < i%16 {
				c[k] = 0
			}
		}
		var gotLevels, wantLevels [16]int16
		var got, want coeffs
		gotLast, gotError := q.quantise(&c, &gotLevels, &got)
		wantLast, wantError := q.quantisePlain(&c, &wantLevels, &want)
		if gotLast != wantLast || gotError != wantError || gotLevels != wantLevels || got != want {
			t.Fatalf("index %d, %d:\n got %d %d %d %d\nwant %d %d %d %d", i%128, c,
				gotLast, gotError, gotLevels, got, wantLast, wantError, wantLevels, want)
		}
	}
}

// TestSameInverse holds the inverse transform to its plain twin, with what a
// quantiser leaves and with what none does.
func TestSameInverse(t *testing.T) {
	r := rand.New(rand.NewPCG(29, 30))
	for i := range 20000 {
		got := randomRows(r)
		want := got
		var c coeffs
		for range r.IntN(17) {
			c[r.IntN(16)] = int32(r.Uint32()) >> (i % 31)
		}
		inverse(&got, &c)
		inversePlain(&want, &c)
		if got != want {
			t.Fatalf("%d: %x, plain %x", c, got, want)
		}
	}
}

// TestSameStudio holds the conversion of blocks to its plain twin, and to writing
// nothing else.
func TestSameStudio(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	for i := range 1000 {
		size, stride := 8+i%2*8, 16+r.IntN(40)
		src := make([]byte, (size-1)*stride+size)
		for k := range src {
			src[k] = byte(r.Uint32())
		}
		levels := []studioRange{lumaRange, chromaRange}[i%3%2]
		got, want := make([]byte, 16*size), make([]byte, 16*size)
		toStudio(got, src, stride, size, levels)
		toStudioPlain(want, src, stride, size, levels)
		if !bytes.Equal(got, want) {
			t.Fatalf("size %d, stride %d:\n got %v\nwant %v", size, stride, got, want)
		}
		if want[17] != levels.of(src[stride+1]) {
			t.Fatalf("%d becomes %d", src[stride+1], want[17])
		}
	}
}

// TestWithoutSIMD holds whole files to the bytes that they have in plain Go.
func TestWithoutSIMD(t *testing.T) {
	if !simd {
		t.Skip("this machine has no other way")
	}
	defer func() { simd = true }()
	for name, pattern := range patterns {
		for _, size := range sizes {
			for _, quality := range []int{5, 78, 99} {
				im := newImage(size[0], size[1], pattern)
				simd = true
				fast := encode(t, im, quality)
				simd = false
				if !bytes.Equal(fast, encode(t, im, quality)) {
					t.Errorf("%s, %d×%d, quality %d differs", name, size[0], size[1], quality)
				}
			}
		}
	}
}

// TestSameContrasts holds the contrast of blocks to its plain twin.
func TestSameContrasts(t *testing.T) {
	r := rand.New(rand.NewPCG(25, 26))
	for i := range 1000 {
		stride := 17 + r.IntN(40)
		pix := make([]byte, 7*stride+17)
		for k := range pix {
			pix[k] = byte(r.Uint32())
			if i%2 == 0 {
				pix[k] = pix[k] & 1 * 255
			}
		}
		left, right := contrasts(pix, stride)
		if l, r := contrastsPlain(pix, stride); l != left || r != right {
			t.Fatalf("%d and %d, plain %d and %d", left, right, l, r)
		}
	}
}

// BenchmarkKernels tells what each routine takes, and its twin in Go.
func BenchmarkKernels(b *testing.B) {
	ways := []bool{simd, false}
	defer func() { simd = ways[0] }()
	r := rand.New(rand.NewPCG(27, 28))
	var s strip
	for i := range s {
		s[i] = byte(100 + r.IntN(60))
	}
	pix := make([]byte, 2500*8)
	seg := newSegment(30)
	var blocks [4]coeffs
	forwardStripPlain(&s, &blocks)
	p := [4]rows{s.block(0), s.block(1), s.block(2), s.block(3)}
	var levels [16]int16
	var out coeffs
	c := blocks[1]
	c[0] -= 4000
	for name, f := range map[string]func(){
		"forwardStrip": func() { forwardStrip(&s, &blocks) },
		"distances":    func() { distances(&p, &c) },
		"quantise":     func() { seg.y.quantise(&c, &levels, &out) },
		"inverse":      func() { inverse(&p[0], &c) },
		"toStudio":     func() { toStudio(pix[2500:], pix, 100, 16, lumaRange) },
		"contrasts":    func() { contrasts(pix, 2500) },
	} {
		for _, on := range ways {
			b.Run(fmt.Sprintf("%s simd=%v", name, on), func(b *testing.B) {
				simd = on
				for b.Loop() {
					f()
				}
			})
		}
	}
}
