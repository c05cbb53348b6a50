package generator

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"photodesk/generator/cache"
	"photodesk/generator/publish"
	"photodesk/generator/story"
)

// run is a build as another run of the program does it, at a time; stood is whether it
// had nothing to decide.
func (s *site) run(now time.Time, change func(*Options, *To)) (b *Built, stood bool) {
	s.t.Helper()
	tree, err := Open(s.dir)
	if err != nil {
		s.t.Fatal(err)
	}
	defer tree.Close()
	c, err := cache.Open(s.path("cache"), time.Now)
	if err != nil {
		s.t.Fatal(err)
	}
	opt := Options{Tree: tree, Loader: &story.Loader{}, Cache: c, Memory: Recall(c, s.dir), Now: now}
	to := To{Options: publish.Options{Dir: s.path("public")}}
	if change != nil {
		change(&opt, &to)
	}
	if b, err = Build(s.t.Context(), opt, to, nil); err != nil {
		s.t.Fatal(err)
	}
	return b, b.site == nil
}

func receiptSite(t *testing.T) *site {
	s := newSite(t)
	s.text("content/site.yaml", "title: Receipts\n")
	s.text("content/a/index.md", "---\nheadline: A\npublished: 2024-05-02\n---\n\n![A](1.jpg)\nCaption one.\n")
	s.photo("content/a/1.jpg", "600x400 credit=Agency")
	return s
}

// TestReceipt: a build that has nothing to do says what the last one said, without
// reading a story; whatever changed since, it notices.
func TestReceipt(t *testing.T) {
	remove := func(name string) func(*testing.T, *site) {
		return func(t *testing.T, s *site) {
			if err := os.RemoveAll(s.path(name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	write := func(name, text string) func(*testing.T, *site) {
		return func(_ *testing.T, s *site) { s.text(name, text) }
	}
	rendition := func(t *testing.T, s *site) string {
		all, err := filepath.Glob(s.path("public/a/1-*"))
		if err != nil || len(all) == 0 {
			t.Fatal("no rendition is published")
		}
		return all[0]
	}
	for _, c := range []struct {
		what    string
		change  func(*testing.T, *site)
		stands  bool
		written int
	}{
		{"nothing", func(*testing.T, *site) {}, true, 0},
		{"a caption", write("content/a/index.md", "---\nheadline: A\npublished: 2024-05-02\n---\n\n![A](1.jpg)\nCaption two.\n"), false, -1},
		{"a template", write("templates/notfound.html", `{{define "main"}}<p>Nothing here.</p>{{end}}`), false, 1},
		{"a file for readers", write("static/robots.svg", "<svg/>"), false, -1},
		{"an .xmp", write("content/a/1.xmp", "<x/>"), false, 0},
		{"a story more", write("content/b/index.md", "---\nheadline: B\npublished: 2024-05-03\n---\n\nText.\n"), false, -1},
		{"a published page defaced", write("public/a/index.html", "defaced"), false, 1},
		{"a published page lost", remove("public/a/1/index.html"), false, 1},
		{"a rendition lost", func(t *testing.T, s *site) {
			if err := os.Remove(rendition(t, s)); err != nil {
				t.Fatal(err)
			}
		}, false, 1},
		{"a rendition changed in place", func(t *testing.T, s *site) {
			name := rendition(t, s)
			info, err := os.Stat(name)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, make([]byte, info.Size()), 0o666); err != nil {
				t.Fatal(err)
			}
		}, false, 1},
		{"the manifest damaged", write("public/.photodesk.json", "{"), false, 0},
		{"the manifest lost", remove("public/.photodesk.json"), false, 0},
		{"what a killed publish left", write("public/a/.photodesk-tmp-1", "half"), false, 0},
		{"the cache lost", remove("cache"), false, 0},
	} {
		t.Run(c.what, func(t *testing.T) {
			s := receiptSite(t)
			first, stood := s.run(now, nil)
			if stood || !first.Published {
				t.Fatalf("published %v, stood %v:\n%s", first.Published, stood, rendered(first))
			}
			again, stood := s.run(now, nil)
			if !stood {
				t.Fatal("a build with nothing to do decided a site")
			}
			if rendered(again) != rendered(first) || again.Stories != 1 || again.Pictures != 1 || again.Kept != first.Made || !again.Published {
				t.Errorf("it says %+v\nand not %+v", again, first)
			}
			sums := map[string]string{}
			for p, sum := range first.Report.Files {
				sums[p] = sum
			}
			for p, sum := range again.Report.Files {
				if sums[p] != sum {
					t.Errorf("%s is told as %s", p, sum)
				}
				delete(sums, p)
			}
			if len(sums) > 0 {
				t.Errorf("not told: %v", sums)
			}

			c.change(t, s)
			force := func(_ *Options, to *To) { to.Force = true }
			b, stood := s.run(now, force)
			if stood != c.stands || c.written >= 0 && len(b.Report.Written) != c.written || c.written < 0 && len(b.Report.Written) == 0 {
				t.Errorf("stood %v, written %q:\n%s", stood, b.Report.Written, rendered(b))
			}
			if b, stood := s.run(now, force); !stood || len(b.Report.Written) > 0 {
				t.Errorf("afterwards: stood %v, written %q", stood, b.Report.Written)
			}
		})
	}
}

// TestReceiptHasATime: what changes by itself is not taken for what it was, nor a
// build with other options.
func TestReceiptHasATime(t *testing.T) {
	s := receiptSite(t)
	s.text("content/b/index.md", "---\nheadline: B\npublished: 2024-05-03\nembargo: 2026-01-03 10:00 +00:00\n---\n\nText.\n")
	s.run(now, nil)
	lifted := time.Date(2026, 1, 3, 10, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		what   string
		now    time.Time
		change func(*Options, *To)
		stands bool
	}{
		{"later", now.Add(5 * time.Hour), nil, true},
		{"earlier", now.Add(-time.Hour), nil, false},
		{"with drafts", now, func(o *Options, _ *To) { o.Drafts = true }, false},
		{"strict", now, func(_ *Options, to *To) { to.Strict = true }, false},
		{"into another folder", now, func(_ *Options, to *To) { to.Dir = s.path("elsewhere") }, false},
		{"the embargo is over", lifted, nil, false},
		{"and again", lifted, nil, true},
	} {
		b, stood := s.run(c.now, c.change)
		if stood != c.stands {
			t.Errorf("%s: stood %v", c.what, stood)
		}
		if want := 1 + map[bool]int{true: 1}[!c.now.Before(lifted)]; b.Stories != want {
			t.Errorf("%s: %d stories", c.what, b.Stories)
		}
	}
	if _, err := os.Stat(s.path("public/b/index.html")); err != nil {
		t.Error(err)
	}
}

// TestNoReceipt: a build that does not publish a whole site, or judged it by the clock,
// is done again.
func TestNoReceipt(t *testing.T) {
	s := receiptSite(t)
	s.text("content/b/index.md", "---\nheadline: B\n---\n\n![B](none.jpg)\nCaption.\n")
	for range 2 {
		if b, stood := s.run(now, nil); stood || b.Published || !strings.Contains(rendered(b), "none.jpg") {
			t.Errorf("published %v, stood %v", b.Published, stood)
		}
		if b, stood := s.run(now, func(o *Options, _ *To) { o.KeepGoing = true }); stood || len(b.Left) != 1 {
			t.Errorf("left %d, stood %v", len(b.Left), stood)
		}
	}

	s = receiptSite(t)
	s.photo("content/a/1.jpg", `600x400 credit=Agency terms="Embargoed until 1 January 2026, 10:00 GMT"`)
	s.run(now, nil)
	if _, stood := s.run(now.Add(time.Minute), nil); !stood {
		t.Error("what was judged by the clock does not hold for a minute")
	}
	if _, stood := s.run(now.Add(time.Hour), nil); stood {
		t.Error("what was judged by the clock holds for an hour")
	}
}

// TestReceiptOfAnotherBuild: a receipt is of what the folder holds. After a build with
// other options had changed that, the first one's does not hold any more.
func TestReceiptOfAnotherBuild(t *testing.T) {
	t.Run("drafts", func(t *testing.T) {
		s := receiptSite(t)
		s.text("content/b/index.md", "---\nheadline: B\npublished: 2024-05-03\ndraft: true\n---\n\nText.\n")
		page := s.path("public/b/index.html")
		s.run(now, nil)
		s.run(now, func(o *Options, _ *To) { o.Drafts = true })
		if _, err := os.Stat(page); err != nil {
			t.Fatal(err)
		}
		if b, stood := s.run(now, nil); stood || b.Stories != 1 {
			t.Errorf("stood %v, %d stories", stood, b.Stories)
		}
		if _, err := os.Stat(page); err == nil {
			t.Error("the draft is still published")
		}
	})
	t.Run("keep going", func(t *testing.T) {
		s := receiptSite(t)
		going := func(o *Options, _ *To) { o.KeepGoing = true }
		good := "---\nheadline: B\npublished: 2024-05-03\n---\n\nText.\n"
		s.text("content/b/index.md", good)
		s.run(now, going)
		s.text("content/b/index.md", good+"\n![B](none.jpg)\nCaption.\n")
		if b, _ := s.run(now, going); len(b.Left) != 1 {
			t.Fatalf("left %v", b.Left)
		}
		s.text("content/b/index.md", good)
		s.run(now, going)
		if front := s.files("public")["index.html"]; !strings.Contains(front, ">B<") {
			t.Errorf("the mended story is not listed: %.3000s", front)
		}
	})
}

// TestSamePhotographTwice: what stands under an embargo may show a photograph that
// another place shows already, so that a story has the same pictures before and after.
func TestSamePhotographTwice(t *testing.T) {
	s := receiptSite(t)
	s.text("content/a/index.md", "---\nheadline: A\npublished: 2024-05-02\n---\n\n![A](1.jpg){embargo=\"2026-01-03 10:00 +00:00\"}\nCaption one.\n\n![A](1.jpg)\nCaption two.\n")
	lifted := time.Date(2026, 1, 3, 11, 0, 0, 0, time.UTC)
	s.run(now, nil)
	if before := s.files("public")["a/index.html"]; strings.Contains(before, "Caption one") || !strings.Contains(before, "Caption two") {
		t.Fatalf("before: %s", before)
	}
	s.run(lifted, nil)
	for _, p := range []string{"a/index.html", "a/1/index.html"} {
		if after := s.files("public")[p]; !strings.Contains(after, "Caption one") {
			t.Errorf("%s after: %s", p, after)
		}
	}
}
