package generator

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"photodesk/generator/publish"
)

func (v *served) shows(path, words string) {
	v.t.Helper()
	v.becomes(path, "shows "+words, func(status int, body string) bool { return status == 200 && strings.Contains(body, words) })
}

// TestEveryPageAfterASaveIsNew asks for a page as soon as a save is done, by an
// editor that writes in place and by one that renames.
func TestEveryPageAfterASaveIsNew(t *testing.T) {
	t.Parallel() // it waits most of the time
	s := newSite(t)
	s.small()
	s.essay("bridge", 2)
	v := s.serve(0)
	v.shows("/bridge/", "An opening")
	text := v.read("content/bridge/index.md")
	for i := range 20 {
		token := fmt.Sprintf("token-%d", i)
		if i%2 == 0 {
			v.save("content/bridge/index.md", text+"\n"+token+"\n")
		} else {
			v.save("content/bridge/.index.md.swp", "swap")
			v.save("content/bridge/index.md~", text)
			v.save("content/bridge/index.md.tmp", text+"\n"+token+"\n")
			if err := os.Rename(v.path("content/bridge/index.md.tmp"), v.path("content/bridge/index.md")); err != nil {
				t.Fatal(err)
			}
		}
		v.shows("/bridge/", token)
	}
	if e := v.errors(); e != "" {
		t.Errorf("complaints on the way:\n%s", e)
	}
}

func TestAHundredSavesInASecond(t *testing.T) {
	t.Parallel() // it waits most of the time
	s := newSite(t)
	s.small()
	s.essay("bridge", 2)
	s.essay("tower", 2)
	v := s.serve(0)
	v.shows("/bridge/", "An opening")
	text := map[string]string{}
	for _, dir := range []string{"bridge", "tower"} {
		text[dir] = v.read("content/" + dir + "/index.md")
	}
	for i := range 100 {
		for dir, src := range text {
			v.save("content/"+dir+"/index.md", fmt.Sprintf("%s\nsave %d.\n", src, i))
		}
		time.Sleep(8 * time.Millisecond)
	}
	v.shows("/bridge/", "save 99.")
	v.shows("/tower/", "save 99.")
}

// TestCheckout changes everything at once, as a version control program does:
// folders go, come, and change their names.
func TestCheckout(t *testing.T) {
	for _, poll := range []bool{false, true} {
		t.Run(fmt.Sprintf("poll=%v", poll), func(t *testing.T) {
			t.Parallel() // it waits most of the time
			s := newSite(t)
			s.small()
			for i := range 12 {
				s.essay(fmt.Sprintf("story-%d", i), 2)
			}
			v := s.serveAs(0, poll)
			v.shows("/story-3/", "An opening")
			rename := func(from, to string) {
				if err := os.Rename(v.path(from), v.path(to)); err != nil {
					t.Fatal(err)
				}
			}
			s.mkdir("content/other")
			rename("content/story-1", "content/other/renamed")
			if err := os.RemoveAll(v.path("content/story-2")); err != nil {
				t.Fatal(err)
			}
			for i := 3; i < 12; i++ {
				v.save(fmt.Sprintf("content/story-%d/index.md", i), fmt.Sprintf("---\nheadline: Now %d\npublished: 2024-01-02\n---\n\nOther words %d.\n\n![](photos/02.jpg)\n", i, i))
			}
			v.save("content/new/deep/index.md", "---\nheadline: New\npublished: 2024-01-02\n---\n\nA new one.\n")
			v.shows("/story-11/", "Other words 11.")
			v.shows("/story-3/", "Other words 3.")
			v.shows("/new/deep/", "A new one.")
			v.shows("/other/renamed/", "An opening")
			gone := func(status int, _ string) bool { return status == 404 }
			v.becomes("/story-1/", "gone", gone)
			v.becomes("/story-2/", "gone", gone)
			v.save("content/other/renamed/index.md", "---\nheadline: Again\npublished: 2024-01-02\n---\n\nEdited under its new name.\n")
			v.shows("/other/renamed/", "Edited under its new name.")
			v.save("content/new/deep/index.md", "---\nheadline: New\npublished: 2024-01-02\n---\n\nEdited in a new folder.\n")
			v.shows("/new/deep/", "Edited in a new folder.")
			if poll && (len(v.said) != 1 || !strings.HasPrefix(v.said[0], "looking for changes once a second")) {
				t.Errorf("said %q", v.said)
			}
		})
	}
}

// TestPhotographsCopiedIn copies photographs slowly, each in pieces, into a story
// that places all there are.
func TestPhotographsCopiedIn(t *testing.T) {
	t.Parallel() // it waits most of the time
	s := newSite(t)
	s.small()
	s.text("content/take/index.md", "---\nheadline: A take\npublished: 2024-05-02\nphotos: all\n---\n\nWords.\n")
	v := s.serve(0)
	v.shows("/take/", "Words.")
	n, pause := 40, time.Duration(0)
	for i := range n {
		data := synthesise(t, fmt.Sprintf("%dx40 shade=%d", 60+i, i))
		name := v.path(fmt.Sprintf("content/take/photos/%02d.jpg", i))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		f, err := os.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		for len(data) > 0 {
			piece := data[:min(len(data), 300)]
			if _, err := f.Write(piece); err != nil {
				t.Fatal(err)
			}
			data = data[len(piece):]
			began := time.Now()
			time.Sleep(15 * time.Millisecond)
			pause = max(pause, time.Since(began))
		}
		f.Close()
	}
	v.becomes("/take/", "shows all", func(_ int, body string) bool {
		return strings.Contains(body, fmt.Sprintf("%d pictures", n))
	})
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, d := range v.diags {
		if d.ID != "photo-unreadable" && d.ID != "photo-truncated" {
			continue
		}
		// A writer that the machine holds up for so long looks like one that is done.
		if message := fmt.Sprintf("a photograph was looked at half written, after pauses of up to %v: %s", pause, d); pause < 200*time.Millisecond {
			t.Error(message)
		} else {
			t.Log(message)
		}
		break
	}
}

// TestWatchedBuild breaks a story and mends it while build --watch runs.
func TestWatchedBuild(t *testing.T) {
	s := newSite(t)
	s.small()
	s.essay("bridge", 2)
	s.good()
	ctx, stop := context.WithCancel(t.Context())
	builds := make(chan *Built, 100)
	done := make(chan error, 1)
	opt := s.options("cache")
	go func() {
		done <- Watch(ctx, Watching{
			Dir: s.dir, Tree: s.tree, Say: func(string) {},
			Again: func([]string) error {
				b, err := Build(ctx, opt, To{Options: publish.Options{Dir: s.path("public")}}, nil)
				builds <- b
				return err
			},
		})
	}()
	v := &served{site: s}
	time.Sleep(100 * time.Millisecond) // until it listens
	page := s.files("public")["bridge/index.html"]
	text := v.read("content/bridge/index.md")
	next := func(what string) *Built {
		select {
		case b := <-builds:
			return b
		case <-time.After(5 * time.Second):
			t.Fatalf("%s: no build", what)
			return nil
		}
	}
	v.save("content/bridge/index.md", strings.Replace(text, "headline", "headlin", 1))
	if b := next("broken"); b.Published || s.files("public")["bridge/index.html"] != page {
		t.Error("a broken story was published")
	}
	v.save("content/bridge/index.md", text+"\nMore.\n")
	if b := next("mended"); !b.Published || !strings.Contains(s.files("public")["bridge/index.html"], "More.") {
		t.Error("a mended story was not published")
	}
	stop()
	if err := <-done; err != context.Canceled {
		t.Error(err)
	}
}

// TestNothingIsLeftBehind ends a preview in the midst of its work.
func TestNothingIsLeftBehind(t *testing.T) {
	s := newSite(t)
	s.text("content/site.yaml", "title: Test\n")
	for i := range 6 {
		s.photo(fmt.Sprintf("content/big/%d.jpg", i), fmt.Sprintf("3000x2000 shade=%d", i))
	}
	s.text("content/big/index.md", "---\nheadline: Big\npublished: 2024-05-02\nphotos: all\n---\n")
	before := runtime.NumGoroutine()
	v := s.serve(0)
	_, body := v.get("/big/")
	var asked atomic.Int32
	for _, part := range strings.Split(body, `src="`)[1:] {
		name, _, _ := strings.Cut(part, `"`)
		if strings.HasSuffix(name, ".jpg") {
			asked.Add(1)
			go func() {
				if res, err := http.Get(v.url + "/big/" + name); err == nil {
					res.Body.Close()
				}
			}()
		}
	}
	time.Sleep(150 * time.Millisecond)
	started := time.Now()
	v.end()
	if took := time.Since(started); took > time.Second { // 100 ms on a machine with nothing else to do
		t.Errorf("ending takes %v", took)
	}
	if asked.Load() == 0 {
		t.Fatal("no picture was asked for")
	}
	left, err := filepath.Glob(filepath.Join(s.path("cache"), "*", "tmp-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if _, err := os.Stat(s.path("public")); err == nil {
		t.Error("there is an output folder")
	}
	for end := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before+3 && time.Now().Before(end); {
		time.Sleep(20 * time.Millisecond)
	}
	if n := runtime.NumGoroutine(); n > before+3 {
		t.Errorf("%d goroutines, and %d before", n, before)
	}
}

// TestMemoryStaysFlat edits a site a thousand times.
func TestMemoryStaysFlat(t *testing.T) {
	edits := 1000
	if testing.Short() {
		edits = 200
	}
	s := newSite(t)
	s.small()
	for i := range 10 {
		s.essay(fmt.Sprintf("story-%d", i), 3)
	}
	opt := s.options("cache")
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	text := s.files("content")["story-1/index.md"]
	var early uint64
	for i := range edits {
		name := "content/story-1/index.md"
		s.text(name, fmt.Sprintf("%s\nEdit %d.\n", text, i))
		if i%50 == 7 {
			s.photo("content/story-2/photos/01.jpg", fmt.Sprintf("%dx40", 60+i))
			s.tree.Refresh("content/story-2/photos/01.jpg")
		}
		s.tree.Refresh(name)
		m, err := Make(t.Context(), opt)
		if err != nil {
			t.Fatal(err)
		}
		m.judge(opt)
		f, _ := m.File("story-1/index.html")
		if in, err := f.Open(); err != nil {
			t.Fatal(err)
		} else if in.Close() != nil {
			t.Fatal("not closed")
		}
		if i == edits/5 {
			early = heap()
		}
	}
	if late := heap(); late > early+early/10+1<<20 {
		t.Errorf("after %d edits the program holds %d kB, and %d kB after a fifth of them", edits, late>>10, early>>10)
	}
}
