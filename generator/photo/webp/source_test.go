package webp

import "testing"

// TestRange holds the conversion of eight samples at once to that of one, and
// its ends to those of the standard.
func TestRange(t *testing.T) {
	for name, r := range map[string]studioRange{"luma": lumaRange, "chroma": chromaRange} {
		for v := range 256 {
			got := r.eight(uint64(v) * 0x0101010101010101)
			if want := uint64(r.of(byte(v))) * 0x0101010101010101; got != want {
				t.Errorf("%s %d: eight give %x, one %x", name, v, got, want)
			}
		}
	}
	ends := [6]byte{lumaRange.of(0), lumaRange.of(255), chromaRange.of(0), chromaRange.of(128), chromaRange.of(255), lumaRange.of(128)}
	if ends != [6]byte{16, 235, 16, 128, 240, 126} {
		t.Errorf("ends of the ranges: %d", ends)
	}
}
