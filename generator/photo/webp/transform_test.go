package webp

import (
	"math/rand/v2"
	"testing"
)

// randomRows makes a block of random pixels, some of them flat in parts.
func randomRows(r *rand.Rand) (p rows) {
	for i := range p {
		p[i] = r.Uint32()
		if r.IntN(3) == 0 {
			p[i] = r.Uint32N(256) * ones
		}
	}
	return p
}

// TestTransform holds the inverse transform to undo the forward one, but for
// the rounding to whole coefficients.
func TestTransform(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		p, back := randomRows(r), rows{}
		var c coeffs
		forward(&p, &c)
		for i := range c {
			c[i] = (c[i] + 2) >> 2
		}
		inverse(&back, &c)
		for i := range 16 {
			got, want := back[i/4]>>(i%4*8)&255, p[i/4]>>(i%4*8)&255
			if abs(int32(got)-int32(want)) > 1 {
				t.Fatalf("pixel %d of %x comes back as %d", i, p, got)
			}
		}
	}
}

// TestPlain holds the transforms of this machine to their plain twins.
func TestPlain(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for i := range 20000 {
		p := randomRows(r)
		for k := range p {
			switch i % 7 {
			case 0: // extremes
				p[k] = r.Uint32() >> 7 & ones * 255
			case 1:
				p[k] = 0xffffffff
			}
		}
		var source, got, want, gotDifference, wantDifference coeffs
		for k := range source {
			source[k] = r.Int32N(20000) - 10000
		}
		forward(&p, &got)
		forwardPlain(&p, &want)
		if got != want {
			t.Fatalf("%x: %d, plain %d", p, got, want)
		}
		sum := difference(&p, &source, &gotDifference)
		if s := differencePlain(&p, &source, &wantDifference); sum != s || gotDifference != wantDifference {
			t.Fatalf("%x less %d: %d (%d), plain %d (%d)", p, source, gotDifference, sum, wantDifference, s)
		}
	}
}

// TestInverseDC holds the short cut to the whole.
func TestInverseDC(t *testing.T) {
	for dc := int32(-2100); dc <= 2100; dc++ {
		p := rows{0x00ff8040, 0x01020304, 0xfffefdfc, 0x80808080}
		q := p
		inverse(&p, &coeffs{dc})
		inverseDC(&q, dc)
		if p != q {
			t.Fatalf("dc %d: %x and %x", dc, p, q)
		}
	}
}

// TestWalsh holds the inverse transform of DC coefficients to undo the forward one.
func TestWalsh(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		var c, want coeffs
		for i := range c {
			want[i] = r.Int32N(4080) - 2040
			c[i] = 4 * want[i]
		}
		forwardWalsh(&c)
		for i := range c {
			c[i] = (c[i] + 2) >> 2
		}
		inverseWalsh(&c)
		for i := range c {
			if abs(c[i]-want[i]) > 2 {
				t.Fatalf("coefficient %d is %d, was %d", i, c[i], want[i])
			}
		}
	}
}

// TestSquare holds the differences that are found without predicting to those of
// the predicted pixels.
func TestSquare(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		var plane [luma]byte
		span := 1 + r.IntN(255)
		for i := range plane {
			plane[i] = byte(r.IntN(span))
		}
		var q square
		q.read(plane[:], 2+2*r.IntN(2), r.IntN(4) == 0, r.IntN(4) == 0)
		for mode := modeDC; mode <= modeHE; mode++ {
			for i := range q.n * q.n {
				var source, got, want coeffs
				pixels, predicted := randomRows(r), q.block(mode, i)
				forward(&pixels, &source)
				forward(&predicted, &want)
				q.difference(mode, i, &source, &got)
				for k := range got {
					if d := got[k] - (source[k] - want[k]); abs(d) > 1 {
						t.Fatalf("mode %d, block %d: coefficient %d is off by %d", mode, i, k, d)
					}
				}
			}
		}
	}
}

// TestFlatModes holds the costs that are found without predicting to those of
// the predicted pixels, where these are not clamped.
func TestFlatModes(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	s := newSegment(20)
	for range 2000 {
		var plane [luma]byte
		for i := range plane {
			plane[i] = byte(100 + r.IntN(50))
		}
		e := edgeOf(&plane, origin+4*stride+4)
		d := e.directions()
		pixels := randomRows(r)
		var source coeffs
		forward(&pixels, &source)
		var flat flatModes
		flat.compare(&d, &source, &s, new([subModes]uint16))
		least := int32(1) << 30
		for mode := modeDC; mode <= modeHE; mode++ {
			p := d.block(mode)
			var c coeffs
			forward(&p, &c)
			sum := int32(0)
			for k := range c {
				sum += abs(source[k] - c[k])
			}
			least = min(least, sum)
		}
		if abs(flat.least-least) > 8 {
			t.Fatalf("the least cost is %d, predicted pixels give %d", flat.least, least)
		}
	}
}
