package webp

import (
	"path/filepath"
	"testing"
)

// BenchmarkEncode encodes a smooth and a busy sample photograph at quality 75,
// at half their size, and tells the milliseconds a megapixel takes.
func BenchmarkEncode(b *testing.B) {
	samples, _ := filepath.Glob("../../../content/*/photos/*.jpg")
	if len(samples) < 2 {
		b.Skip("no sample photographs")
	}
	for _, sample := range samples[:2] {
		im := half(photograph(b, sample))
		b.Run(filepath.Base(sample), func(b *testing.B) {
			var buf []byte
			for b.Loop() {
				buf = buf[:0]
				buf, _ = Encode(buf, im, Options{Quality: 75})
			}
			pixels := float64(im.Width) * float64(im.Height)
			b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/pixels, "ms/Mpx")
			b.ReportMetric(float64(len(buf))*8/pixels, "bit/px")
		})
	}
}
