package photo

import (
	"bytes"
	"image"
	"runtime"
	"testing"
	"testing/fstest"

	"photodesk/generator/photo/meta"
)

// TestWeight has the bytes that each pixel of a photograph takes, its file and the
// rendition apart.
func TestWeight(t *testing.T) {
	for name, c := range map[string]struct {
		f    meta.Facts
		want int64
	}{
		"JPEG 4:2:0":               {meta.Facts{Format: "jpeg", Components: 3, Subsampling: "4:2:0", AdobeTransform: -1}, 2},
		"JPEG 4:4:4":               {meta.Facts{Format: "jpeg", Components: 3, Subsampling: "4:4:4", AdobeTransform: 1}, 4},
		"JPEG 4:4:4, progressive":  {meta.Facts{Format: "jpeg", Components: 3, Subsampling: "4:4:4", AdobeTransform: 1, Progressive: true}, 10},
		"JPEG in RGB":              {meta.Facts{Format: "jpeg", Components: 3, Bits: 8}, 12},
		"JPEG in RGB, progressive": {meta.Facts{Format: "jpeg", Components: 3, Bits: 8, Progressive: true}, 24},
		"JPEG in inks":             {meta.Facts{Format: "jpeg", Components: 4, Bits: 8, AdobeTransform: 2}, 12},
		"PNG":                      {meta.Facts{Format: "png", Components: 3, Bits: 16}, 5},
		"PNG, interlaced":          {meta.Facts{Format: "png", Components: 3, Bits: 8, Progressive: true}, 12},
		"PNG, interlaced, 16 bit":  {meta.Facts{Format: "png", Components: 3, Bits: 16, Progressive: true}, 16},
		"TIFF":                     {meta.Facts{Format: "tiff", Components: 3, Bits: 8}, 8},
		"TIFF in inks, 16 bit":     {meta.Facts{Format: "tiff", Components: 4, Bits: 16}, 16},
	} {
		c.f.Width, c.f.Height = 3000, 2000
		if got := Weight(&Facts{Facts: c.f}, &Recipe{}) / (3000 * 2000); got != c.want {
			t.Errorf("%s: %d bytes a pixel, want %d", name, got, c.want)
		}
	}
}

// TestWeightOfRGB makes a rendition of a JPEG that says it is in RGB, which leads it
// past the planes to the general path: all that is allocated was foreseen.
func TestWeightOfRGB(t *testing.T) {
	data := jpegOf(t, image.NewRGBA(image.Rect(0, 0, 2000, 1500)))
	data = bytes.Join([][]byte{data[:2], []byte(adobeInks), data[2:]}, nil)
	src, c := folder{fstest.MapFS{"a": {Data: data}}}, newCache(t)
	f, err := Probe(src, c, "a")
	if err != nil {
		t.Fatal(err)
	}
	r := NewRecipe(f, 200, 150, "jpeg", 80, nil)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	made, err := Make(t.Context(), src, c, "a", []*Recipe{&r})
	runtime.ReadMemStats(&after)
	if made != 1 || err != nil {
		t.Fatal(made, err)
	}
	if took, foreseen := after.TotalAlloc-before.TotalAlloc, Weight(f, &r)+4<<20; took > uint64(foreseen) {
		t.Errorf("%d MB, where %d were foreseen", took>>20, foreseen>>20)
	}
}
