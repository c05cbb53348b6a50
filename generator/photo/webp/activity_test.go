package webp

import "testing"

// TestShaping holds smooth macroblocks to a finer quantiser than busy ones.
func TestShaping(t *testing.T) {
	f := newFrame()
	f.open(newImage(320, 160, func(p, x, y int) byte {
		if x < 160 {
			return byte(60 + x/8)
		}
		return noise(p, x, y)
	}), 75)
	f.encode(effortAll)
	smooth := f.segments[f.blocks[0].segment].index
	busy := f.segments[f.blocks[f.columns-1].segment].index
	base := int(qualityIndex[75])
	if smooth >= base || busy <= base {
		t.Errorf("quantisers: smooth %d, busy %d; the quality's is %d", smooth, busy, base)
	}
}

// TestActivity holds one edge on smooth ground to count less than texture.
func TestActivity(t *testing.T) {
	measure := func(f func(plane, x, y int) byte) uint8 {
		im := newImage(16, 16, f)
		p := plane{im.Y, im.YStride, 16, 16, lumaRange}
		return p.activity(0, 0)
	}
	flat := measure(func(int, int, int) byte { return 90 })
	edge := measure(func(_, x, _ int) byte { return byte(min(1, x/13) * 200) })
	texture := measure(noise)
	if flat != 0 || edge <= flat || texture <= edge {
		t.Errorf("activity: flat %d, edge %d, texture %d", flat, edge, texture)
	}
}

// TestQuantile holds quantiles to a small histogram.
func TestQuantile(t *testing.T) {
	histogram := [activities]uint32{3: 2, 7: 1, 50: 5}
	for rank, want := range []int{3, 3, 7, 50, 50, 50, 50, 50, activities - 1} {
		if got := quantile(&histogram, uint64(rank)); got != want {
			t.Errorf("rank %d: %d, want %d", rank, got, want)
		}
	}
}
