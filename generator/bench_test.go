package generator

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"

	"photodesk/generator/publish"
)

// Benchmarks of whole builds. Cold is without a cache and without an output
// folder, warm is the build after it, in a new program: the tree and the loader
// are opened anew.
//
//	go test ./generator -run '^$' -bench Build -benchtime 3x

func BenchmarkBuildSampleCold(b *testing.B) { benchCold(b, "..") }
func BenchmarkBuildSampleWarm(b *testing.B) { benchWarm(b, "..") }

func BenchmarkBuildThousandCold(b *testing.B) { benchCold(b, thousand(b)) }
func BenchmarkBuildThousandWarm(b *testing.B) { benchWarm(b, thousand(b)) }

func benchCold(b *testing.B, dir string) {
	for b.Loop() {
		out := b.TempDir()
		benchBuild(b, dir, out)
	}
}

func benchWarm(b *testing.B, dir string) {
	out := b.TempDir()
	benchBuild(b, dir, out)
	b.ResetTimer()
	for b.Loop() {
		if built := benchBuild(b, dir, out); built.Made > 0 || len(built.Report.Written) > 0 {
			b.Fatalf("a warm build made %d and wrote %d", built.Made, len(built.Report.Written))
		}
	}
}

func benchBuild(b *testing.B, dir, out string) *Built {
	b.Helper()
	s := &site{t: b, dir: dir}
	s.reopen()
	s.dir = out
	built, err := Build(b.Context(), s.options("cache"), To{Options: publish.Options{Dir: filepath.Join(out, "public")}}, nil)
	if err != nil || !built.Published {
		b.Fatalf("not built: %v", err)
	}
	return built
}

// thousand is 50 stories of 20 photographs of 640 by 427 pixels, no two alike.
func thousand(b *testing.B) string {
	b.Helper()
	dir := b.TempDir()
	for i := range 50 {
		story := filepath.Join(dir, "content", fmt.Sprintf("story-%02d", i))
		if err := os.MkdirAll(story, 0o777); err != nil {
			b.Fatal(err)
		}
		var text bytes.Buffer
		fmt.Fprintf(&text, "---\nheadline: Story %d\npublished: 2024-05-02\n---\n", i)
		for j := range 20 {
			name := fmt.Sprintf("%02d.jpg", j)
			fmt.Fprintf(&text, "\n![Picture %d](%s)\nThe caption of picture %d of story %d, May 2, 2024. (Agency/Lin Wei)\n", j, name, j, i)
			if err := os.WriteFile(filepath.Join(story, name), noise(b, i*20+j), 0o666); err != nil {
				b.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(story, "index.md"), text.Bytes(), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

func noise(b *testing.B, seed int) []byte {
	im := image.NewRGBA(image.Rect(0, 0, 640, 427))
	for y := range 427 {
		for x := range 640 {
			im.SetRGBA(x, y, color.RGBA{uint8(x/3 + seed), uint8(y/2 + seed/7), uint8((x^y)/4 + seed/3), 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, im, nil); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}
