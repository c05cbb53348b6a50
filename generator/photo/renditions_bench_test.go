//go:build unix

package photo

import (
	"context"
	"crypto/sha256"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"photodesk/generator/cache"
)

// camera is a folder of photographs on disk.
type camera struct{ fs.FS }

func (c camera) Digest(name string) (Digest, error) {
	data, err := fs.ReadFile(c, name)
	return sha256.Sum256(data), err
}

// photographs opens the folder that PHOTODESK_BENCH_PHOTOS names and lists its
// JPEGs; without one the test is skipped. [.ci/bench/run] makes such a folder.
func photographs(t testing.TB) (camera, []string) {
	t.Helper()
	dir := os.Getenv("PHOTODESK_BENCH_PHOTOS")
	if dir == "" {
		t.Skip("PHOTODESK_BENCH_PHOTOS names no folder of photographs")
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if ext := strings.ToLower(filepath.Ext(e.Name())); ext == ".jpg" || ext == ".jpeg" {
			names = append(names, e.Name())
		}
	}
	if len(names) == 0 {
		t.Fatalf("no photographs in %s", dir)
	}
	return camera{os.DirFS(dir)}, names
}

// ladder is the renditions of a photograph that are compared with those of others:
// four widths in each format, at the qualities of the default.
func ladder(f *Facts, formats ...string) (out []*Recipe) {
	quality := map[string]int{"jpeg": 80, "webp": 78}
	w, h := f.Width, f.Height
	if f.Orientation >= 5 && f.Orientation <= 8 {
		w, h = h, w
	}
	for _, width := range []int{480, 960, 1600, 2400} {
		if width > w {
			continue
		}
		for _, format := range formats {
			r := NewRecipe(f, width, max(1, (h*width+w/2)/w), format, quality[format], nil)
			out = append(out, &r)
		}
	}
	return out
}

// BenchmarkRenditions makes the renditions of a folder of photographs, each read,
// decoded, scaled, encoded and written, as many photographs at a time as there are
// processors. It tells what one photograph takes.
func BenchmarkRenditions(b *testing.B) {
	src, names := photographs(b)
	for _, formats := range [][]string{{"jpeg"}, {"jpeg", "webp"}} {
		b.Run(strings.Join(formats, "+"), func(b *testing.B) {
			began, cpu := time.Now(), processorTime(b)
			var dir string
			for b.Loop() {
				dir = b.TempDir()
				if err := makeAll(b.Context(), src, names, formats, dir); err != nil {
					b.Fatal(err)
				}
			}
			photos := float64(b.N * len(names))
			b.ReportMetric(time.Since(began).Seconds()*1000/photos, "ms/photo")
			b.ReportMetric((processorTime(b)-cpu).Seconds()*1000/photos, "cpu-ms/photo")
			b.ReportMetric(float64(sizeOf(b, dir))/float64(len(names)), "bytes/photo")
		})
	}
}

// makeAll makes renditions into a cache of their own in a folder.
func makeAll(ctx context.Context, src camera, names, formats []string, dir string) error {
	c, err := cache.Open(dir, time.Now)
	if err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, name := range names {
		g.Go(func() error {
			f, err := Probe(src, c, name)
			if err != nil {
				return err
			}
			_, err = Make(ctx, src, c, name, ladder(f, formats...))
			return err
		})
	}
	return g.Wait()
}

// processorTime is what this program has used of all processors.
func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func sizeOf(b *testing.B, dir string) (sum int64) {
	err := filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		info, err := e.Info()
		sum += info.Size()
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return sum
}
