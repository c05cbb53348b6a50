package photo

import "testing"

// TestHead: what is written by hand is what encoding/json writes, of every field.
func TestHead(t *testing.T) {
	for _, r := range []Rendition{
		{},
		{Recipe: Recipe{Version: 9, Source: Digest{0, 1, 255, 31: 7}, Orientation: 6, Width: 480, Height: 320, Format: "jpeg", Quality: 80}},
		{
			Recipe: Recipe{
				Version: -1, Source: Digest{1: 200}, Orientation: 1, Crop: &Crop{X: 33.25, Y: 1e-7}, Width: 1, Height: 1 << 30, Format: "<\"é\u2028>",
				Quality: 100, Convert: &Conversion{Channels: 4, ICC: []byte("icc")},
			},
			Profile: &Profile{Digest: "ab", Data: []byte("data")},
		},
	} {
		want := plain(struct {
			*Recipe
			Profile *Profile
		}{&r.Recipe, r.Profile})
		if got := string(r.head()) + "}"; got != string(want) {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
}
