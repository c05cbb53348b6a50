package meta

import (
	"image"
	"slices"
	"testing"
	"time"
)

// median is the time in nanoseconds that the middle one of the files takes to read.
func median(files [][]byte) float64 {
	times := make([]float64, len(files))
	for i, f := range files {
		start := time.Now()
		readBytes(f)
		times[i] = float64(time.Since(start))
	}
	slices.Sort(times)
	return times[len(times)/2]
}

// TestMedian holds the budget of reading, with room for a busy machine: 50 µs are aimed at, 500 µs fail.
func TestMedian(t *testing.T) {
	var files [][]byte
	for _, c := range traps(t) {
		files = append(files, trapBytes(t, c.ID))
	}
	median(files)
	if m := median(files); m > 500e3 {
		t.Errorf("the median file takes %v", time.Duration(m))
	}
}

// planes gives the samples of a decoded picture.
func planes(img any) []byte {
	switch p := img.(type) {
	case *image.YCbCr:
		return slices.Concat(p.Y, p.Cb, p.Cr)
	case *image.Gray:
		return p.Pix
	case *image.CMYK:
		return p.Pix
	case *image.NRGBA:
		return p.Pix
	case *image.RGBA:
		return p.Pix
	}
	return nil
}
