package generator

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // not every machine has the zones

	"photodesk/generator/publish"
)

// essay writes a story of n figures in dir.
func (s *site) essay(dir string, n int) {
	s.t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "---\nheadline: The story of %s\npublished: 2023-07-25 08:32 +08:00\n---\n\nAn opening paragraph.\n", dir)
	for i := range n {
		name := fmt.Sprintf("photos/%02d.jpg", i+1)
		fmt.Fprintf(&b, "\n![Picture %d of %s](%s)\nCaption %d says what it shows. (Agency/A. Name)\n", i+1, dir, name, i+1)
		s.photo("content/"+dir+"/"+name, fmt.Sprintf("%dx40 shade=%d", 60+i, 10*i))
	}
	s.text("content/"+dir+"/index.md", b.String())
}

func (s *site) small() {
	s.text("content/site.yaml", "title: Test\ncredit: Desk\nimages: {widths: [20, 50]}\n")
}

func TestSecondBuildWritesNothing(t *testing.T) {
	s := newSite(t)
	s.small()
	s.essay("bridge", 3)
	first := s.good()
	if first.Made == 0 || len(first.Report.Written) == 0 {
		t.Fatalf("the first build made %d and wrote %d", first.Made, len(first.Report.Written))
	}
	for _, again := range []string{"in the same program", "in another"} {
		b := s.good()
		if b.Made != 0 || len(b.Report.Written) != 0 || len(b.Report.Deleted) != 0 || b.Kept != first.Made {
			t.Errorf("%s: made %d, kept %d, wrote %q, deleted %q", again, b.Made, b.Kept, b.Report.Written, b.Report.Deleted)
		}
		s.reopen()
	}
}

func TestBrokenStoryLeavesPublicAlone(t *testing.T) {
	s := newSite(t)
	s.small()
	s.essay("bridge", 2)
	s.good()
	before := s.files("public")
	for what, breakIt := range map[string]func(){
		"a missing photograph": func() { s.essay("bridge", 2); os.Remove(s.path("content/bridge/photos/02.jpg")) },
		"a cut photograph":     func() { s.essay("bridge", 2); s.photo("content/bridge/photos/02.jpg", "60x40 truncated") },
		"an empty photograph":  func() { s.essay("bridge", 2); s.text("content/bridge/photos/02.jpg", "") },
		"no front matter":      func() { s.essay("bridge", 2); s.text("content/bridge/index.md", "Words.\n") },
		"a broken template":    func() { s.essay("bridge", 2); s.text("templates/story.html", "{{.Nonsense}}") },
		"a damaged scan":       func() { s.essay("bridge", 2); s.write("content/bridge/photos/02.jpg", damagedScan(t)) },
	} {
		breakIt()
		b := s.build("public", "cache")
		if b.Published || !b.Diags.HasErrors() {
			t.Errorf("%s: published; diagnostics:\n%s", what, rendered(b))
		}
		if d := differing(before, s.files("public")); len(d) > 0 {
			t.Errorf("%s: %v", what, d)
		}
		os.RemoveAll(s.path("templates"))
	}
	s.essay("bridge", 2)
	s.good()
	if d := differing(before, s.files("public")); len(d) > 0 {
		t.Errorf("mended, the site is not what it was: %v", d)
	}
}

// damagedScan is a JPEG whose headers and end are whole and whose pixels are not.
func damagedScan(t *testing.T) []byte {
	data := synthesise(t, "600x400")
	for i := len(data) / 2; i < len(data)-2; i++ {
		data[i] = 0xff
		if i%2 == 0 {
			data[i] = 0xda
		}
	}
	return data
}

// TestSameAsClean is what a correct build is: after any history of edits,
// damage and losses, the site is what a first build makes elsewhere.
func TestSameAsClean(t *testing.T) {
	histories, steps := 6, 12
	if testing.Short() {
		histories = 2
	}
	for seed := range histories {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(uint64(seed), 7))
			s := newSite(t)
			s.small()
			s.essay("a", 2)
			var last map[string]string
			for step := range steps {
				did := s.edit(rng)
				b := s.build("public", "cache")
				if !b.Published {
					if d := differing(last, s.files("public")); last != nil && len(d) > 0 {
						t.Fatalf("step %d (%s) failed and changed the site: %v", step, did, d)
					}
					continue
				}
				last = s.files("public")
				other := &site{t: t, dir: s.dir}
				other.reopen()
				clean := fmt.Sprintf("clean-%d", step)
				other.build(clean, clean+"-cache")
				if d := differing(last, other.files(clean)); len(d) > 0 {
					t.Fatalf("step %d (%s): not what a first build makes: %v", step, did, d)
				}
			}
		})
	}
}

// edit makes one random change, as editors and accidents do.
func (s *site) edit(rng *rand.Rand) string {
	s.t.Helper()
	dir := string('a' + rune(rng.IntN(3)))
	photo := func() string { return fmt.Sprintf("content/%s/photos/%02d.jpg", dir, 1+rng.IntN(3)) }
	switch rng.IntN(13) {
	case 0:
		s.photo(photo(), fmt.Sprintf("%dx40 shade=%d caption=\"Embedded %d.\"", 30+rng.IntN(60), rng.IntN(200), rng.IntN(5)))
		return "photo replaced"
	case 1:
		_ = os.Rename(s.path(photo()), s.path(photo()))
		return "photo renamed"
	case 2:
		a, b := s.path(photo()), s.path(photo())
		_ = os.Rename(a, a+".tmp")
		_ = os.Rename(b, a)
		_ = os.Rename(a+".tmp", b)
		return "photos swapped"
	case 3:
		originals := []string{"none", "strip", "exact"}[rng.IntN(3)]
		s.text("content/site.yaml", fmt.Sprintf("title: Test %d\ncredit: Desk\nimages: {widths: [20, %d]}\noriginals: %s\n", rng.IntN(3), 40+rng.IntN(3), originals))
		return "site.yaml"
	case 4:
		s.text("templates/notfound.html", fmt.Sprintf("<!doctype html><title>%d</title>", rng.IntN(3)))
		return "template"
	case 5:
		s.damageCache(rng)
		return "cache damaged"
	case 6:
		_ = os.RemoveAll(s.path("cache"))
		return "cache deleted"
	case 7:
		_ = os.RemoveAll(s.path("content/" + dir))
		return "story deleted"
	case 8:
		s.reopen()
		return "program restarted"
	case 9, 10:
		s.text(strings.TrimSuffix(photo(), "jpg")+"xmp", strings.ReplaceAll(besideXMP, "headline beside", fmt.Sprintf("headline %d", rng.IntN(3))))
		return "XMP written"
	case 11:
		_ = os.Remove(s.path(strings.TrimSuffix(photo(), "jpg") + "xmp"))
		return "XMP deleted"
	}
	s.essay(dir, 1+rng.IntN(3))
	return "story written"
}

func (s *site) damageCache(rng *rand.Rand) {
	entries, _ := filepath.Glob(filepath.Join(s.path("cache"), "??", "*"))
	for range min(5, len(entries)) {
		name := entries[rng.IntN(len(entries))]
		data, err := os.ReadFile(name)
		if err != nil || len(data) == 0 {
			continue
		}
		if rng.IntN(2) == 0 {
			data = data[:rng.IntN(len(data))]
		} else {
			data[rng.IntN(len(data))] ^= 1 << rng.IntN(8)
		}
		if err := os.WriteFile(name, data, 0o666); err != nil {
			s.t.Fatal(err)
		}
	}
}

// TestTwoMachines builds the same site in two folders and two time zones.
func TestTwoMachines(t *testing.T) {
	var first map[string]string
	for _, zone := range []string{"UTC", "Asia/Shanghai", "America/Los_Angeles"} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		local := time.Local
		time.Local = loc
		defer func() { time.Local = local }()
		s := newSite(t)
		s.small()
		s.essay("bridge", 2)
		s.good()
		got := s.files("public")
		if first == nil {
			first = got
		}
		if d := differing(first, got); len(d) > 0 {
			t.Errorf("%s: %v", zone, d)
		}
	}
}

// TestPulledIsNowhere pulls a picture of which two stories hold a copy, one of
// them broken since. After the next build no rendition of it is left.
func TestPulledIsNowhere(t *testing.T) {
	s := newSite(t)
	s.small()
	s.essay("a", 2)
	s.essay("b", 2) // its first picture has the bytes of a's
	digest := fmt.Sprintf("%x", sha256.Sum256(synthesise(t, "60x40 shade=0")))
	s.good()
	held := func() (n int) {
		m, err := publish.ReadManifest(s.path("public"))
		if err != nil {
			t.Fatal(err)
		}
		for p, e := range m.Files {
			if _, err := os.Stat(s.path("public/" + p)); err == nil && e.Photo == digest {
				n++
			}
		}
		return n
	}
	before := held()
	if before < 6 {
		t.Fatalf("the picture has %d renditions before it is pulled", before)
	}
	s.text("content/withdrawn.yaml", "- {digest: "+digest+", date: 2024-05-03, reason: Killed by the agency.}\n")
	s.text("content/b/index.md", "no front matter\n")
	s.tree.Refresh()
	opt := s.options("cache")
	opt.KeepGoing = true
	b, err := Build(t.Context(), opt, To{Options: publish.Options{Dir: s.path("public")}}, nil)
	if err != nil || !b.Published || len(b.Left) != 1 {
		t.Fatalf("not published: %v\n%s", err, rendered(b))
	}
	if n := held(); n > 0 {
		t.Errorf("%d renditions are still there", n)
	}
	files := s.files("public")
	if page := files["a/01/index.html"]; !strings.Contains(page, "Killed by the agency.") || strings.Contains(page, "<img") && strings.Contains(page, "01-") {
		t.Errorf("its page shows no notice: %s", page)
	}
	if _, ok := files["b/02/index.html"]; !ok {
		t.Error("the broken story lost its other pages")
	}
}

// TestKeepGoingLeavesFramesAndOldAddresses: what other sites show of a story that is left
// as it was published stays, and so do the pages that lead to it.
func TestKeepGoingLeavesFramesAndOldAddresses(t *testing.T) {
	s := newSite(t)
	s.text("content/site.yaml", "title: T\nbase_url: https://example.org/\n")
	s.photo("content/a/1.jpg", "600x400 credit=Agency")
	text := "---\nheadline: A\npublished: 2024-05-02\naliases: [old/, a.html]\n---\n\n![A](1.jpg)\nCaption one.\n"
	s.text("content/a/index.md", text)
	s.good()
	s.text("content/a/index.md", text+"\n![](none.jpg)\n")
	s.text("content/c/index.md", "---\nheadline: C\npublished: 2024-05-02\n---\n\nWords.\n")
	s.tree.Refresh()
	opt := s.options("cache")
	opt.KeepGoing = true
	b, err := Build(t.Context(), opt, To{Options: publish.Options{Dir: s.path("public")}}, nil)
	if err != nil || !b.Published || len(b.Left) != 1 {
		t.Fatalf("not published: %v\n%s", err, rendered(b))
	}
	files := s.files("public")
	for _, p := range []string{"a/1/index.html", "embed/a.html", "embed/a.json", "embed/a/1.html", "embed/a/1.json", "old/index.html", "embed/old.html", "a.html", "c/index.html"} {
		if _, ok := files[p]; !ok {
			t.Errorf("%s is gone", p)
		}
	}
}
