package planar

import (
	"os"
	"sync"
	"testing"
)

// photograph is what benchmarks work on: the JPEG that PLANAR_PHOTO names, else
// one of 24 megapixels.
func photograph(b *testing.B) []byte {
	if name := os.Getenv("PLANAR_PHOTO"); name != "" {
		return readFile(b, name)
	}
	return synthetic(b)
}

var (
	synthesised sync.Once
	large       []byte
)

func synthetic(b *testing.B) []byte {
	synthesised.Do(func() { large = baseline(b, 6000, 4000) })
	return large
}

// ladder is the renditions of a story's page.
func ladder(b *testing.B, data []byte) []Size {
	b.Helper()
	d := &decoder{bits: bitReader{data: data}}
	if err := d.read(); err != nil {
		b.Fatal(err)
	}
	var ts []Size
	for _, w := range []int{2400, 1600, 960, 480} {
		ts = append(ts, Size{w, d.size.H * w / d.size.W})
	}
	return ts
}

func BenchmarkDecode(b *testing.B) {
	data := photograph(b)
	ts := ladder(b, data)
	for b.Loop() {
		decode(b, data, 1, ts...).Release()
	}
}

func BenchmarkResize(b *testing.B) {
	data := photograph(b)
	ts := ladder(b, data)
	p := decode(b, data, 1, ts...)
	for b.Loop() {
		for i := range ts {
			p.Planes(i).Release()
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	data := photograph(b)
	ts := ladder(b, data)
	p := decode(b, data, 1, ts...)
	var all []*Planes
	for i := range ts {
		all = append(all, p.Planes(i))
	}
	for b.Loop() {
		for _, q := range all {
			if _, err := EncodeJPEG(q, 80); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkPhotograph makes all renditions of a photograph on every processor.
func BenchmarkPhotograph(b *testing.B) {
	data := photograph(b)
	ts := ladder(b, data)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			p, err := Decode(data, 1, ts)
			if err != nil {
				b.Error(err)
				return
			}
			for i := range ts {
				q := p.Planes(i)
				if _, err := EncodeJPEG(q, 80); err != nil {
					b.Error(err)
				}
				q.Release()
			}
			p.Release()
		}
	})
}
