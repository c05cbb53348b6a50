package webp

import "testing"

// TestLetters holds every magnitude to a category that contains it.
func TestLetters(t *testing.T) {
	for v := range largestLevel + 1 {
		got := letter(v)
		value := int(got&15) - tokenZero
		if c := int(got&15) - tokenCategory1; c >= 0 {
			extra := int(got >> extraShift)
			value = categoryBase[c] + extra
			if extra >= 1<<len(categoryProbs[c]) {
				t.Errorf("%d: %d does not fit category %d", v, extra, c+1)
			}
		}
		if value != v {
			t.Errorf("%d becomes %d", v, value)
		}
	}
}

// TestCosts holds the prices of levels to the bits that are written.
func TestCosts(t *testing.T) {
	f := newFrame()
	for _, block := range [][16]int16{
		{}, {1}, {0, 0, 1}, {5, -3, 2, 0, 0, 1}, {-60, 20, 9, 7, 5, 3, 2, 1, 1, 1, 1, 1, 1, 1, 1, -1},
	} {
		for ctx := range 3 {
			last := -1
			for n, v := range block {
				if v != 0 {
					last = n
				}
			}
			const repeats = 400
			f.tokens.clear()
			f.tokens.makeRoom()
			for range repeats {
				f.record(typeY, ctx, 0, last, &block)
			}
			var w boolWriter
			w.start(nil)
			w.putTokens(f.tokens.last, &defaultProbs)
			written := float64(len(w.finish())) * 8 / repeats
			priced := float64(f.costs.block(typeY, ctx, 0, last, &block)) / 256
			if d := written - priced; d < -0.1-priced/50 || d > 0.1+priced/50 {
				t.Errorf("%v in context %d: %.2f bits written, %.2f priced", block, ctx, written, priced)
			}
		}
	}
}

// TestFitting holds probabilities to the counts they are made from.
func TestFitting(t *testing.T) {
	for _, c := range []struct {
		count [2]uint32
		want  uint8
	}{{[2]uint32{0, 0}, 255}, {[2]uint32{9, 0}, 255}, {[2]uint32{0, 9}, 1}, {[2]uint32{5, 5}, 128}, {[2]uint32{3, 1}, 192}} {
		if got := fitting(c.count); got != c.want {
			t.Errorf("%v: %d, want %d", c.count, got, c.want)
		}
	}
}
