package generator

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// Benchmarks of the preview, through its server: from a save to the answer that
// shows it, the 20 ms of waiting for the end of the save included, and from the
// start to the first page.
//
//	go test ./generator -run '^$' -bench 'Save|FirstPage' -benchtime 15x

func BenchmarkSave40(b *testing.B)    { benchSave(b, 1, 40) }
func BenchmarkSave10000(b *testing.B) { benchSave(b, 200, 50) }

func BenchmarkFirstPageCold10000(b *testing.B) { benchFirstPage(b, true) }
func BenchmarkFirstPageWarm10000(b *testing.B) { benchFirstPage(b, false) }

// many writes stories of photographs of 640 by 427 pixels, no two of the same
// bytes, and returns the site.
func many(b *testing.B, stories, photos int) *site {
	s := newSite(b)
	s.text("content/site.yaml", "title: Many\n")
	base := synthesise(b, `640x427 caption="A view of the harbour in Hamburg, Germany, May 2, 2024." credit="Agency" creator="Lin Wei" city="Hamburg" country="Germany" date="2024-05-02"`)
	for i := range stories {
		dir := fmt.Sprintf("content/story-%03d", i)
		s.mkdir(dir + "/photos")
		var text bytes.Buffer
		fmt.Fprintf(&text, "---\nheadline: Story %d\npublished: 2024-05-02\n---\n\nWords.\n", i)
		for j := range photos {
			comment := binary.BigEndian.AppendUint32([]byte{0xff, 0xd8, 0xff, 0xfe, 0, 6}, uint32(i*photos+j))
			name := fmt.Sprintf("photos/%02d.jpg", j)
			p := filepath.Join(s.path(dir), filepath.FromSlash(name))
			if err := os.WriteFile(p, append(comment, base[2:]...), 0o666); err != nil {
				b.Fatal(err)
			}
			if err := os.Chtimes(p, s.clock, s.clock); err != nil {
				b.Fatal(err)
			}
			fmt.Fprintf(&text, "\n![Picture %d](%s)\nThe caption of picture %d in Hamburg, Germany, May 2, 2024. (Agency/Lin Wei)\n", j, name, j)
		}
		s.text(dir+"/index.md", text.String())
	}
	return s
}

func (v *served) page(path string) []byte {
	for {
		res, err := http.Get(v.url + path)
		if err != nil {
			v.t.Fatal(err)
		}
		data, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err == nil && res.StatusCode == http.StatusOK {
			return data
		}
	}
}

func benchSave(b *testing.B, stories, photos int) {
	s := many(b, stories, photos)
	v := s.serve(0)
	v.page("/story-000/")
	name := "content/story-000/index.md"
	text := v.read(name)
	time.Sleep(time.Second)
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		token := fmt.Appendf(nil, "token-%d-", i)
		at := time.Now()
		v.save(name, text+"\n"+string(token)+"\n")
		for !bytes.Contains(v.page("/story-000/"), token) {
			time.Sleep(2 * time.Millisecond)
		}
		took = append(took, time.Since(at))
		time.Sleep(300 * time.Millisecond) // what follows a save is over, as it is for a person
	}
	slices.Sort(took)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/save")
}

func benchFirstPage(b *testing.B, cold bool) {
	s := many(b, 200, 50)
	start := func() {
		v := s.serve(0)
		v.page("/story-000/")
		b.StopTimer()
		if !cold {
			time.Sleep(4 * time.Second) // the index is written behind the first page
		}
		v.end()
		if cold {
			_ = os.RemoveAll(s.path("cache"))
		}
		b.StartTimer()
	}
	if !cold {
		start()
		b.ResetTimer()
	}
	for b.Loop() {
		start()
	}
}
