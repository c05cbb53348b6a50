package generator

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// diff tells what the next build into public would change: a line for each story with the
// pictures that change, and one for each other file.
func (s *site) diff() string {
	s.t.Helper()
	s.tree.Refresh()
	made, d, err := Diff(s.t.Context(), s.options("cache"), s.path("public"))
	if err != nil {
		s.t.Fatal(err)
	} else if d == nil {
		s.t.Fatal(made.Diags)
	}
	var b strings.Builder
	for _, st := range d.Stories {
		fmt.Fprintf(&b, "%s %s", st.Address, st.Change)
		for _, p := range st.Pictures {
			fmt.Fprintf(&b, ", %s %s", p.Address, p.Change)
			if p.Replaced {
				b.WriteString(" replaced")
			}
		}
		b.WriteString("\n")
	}
	for _, l := range d.Lists {
		fmt.Fprintf(&b, "%s: %s %s\n", l.Kind, l.Address, l.Change)
	}
	return b.String()
}

// stories returns the lines of stories whose pictures change: others show the cards of
// their neighbours anew.
func stories(diff string) string {
	var out strings.Builder
	for line := range strings.Lines(diff) {
		if strings.Contains(line, ", ") || strings.Contains(line, "hamburg") {
			out.WriteString(line)
		}
	}
	return out.String()
}

func essayOf(name string) string {
	return "---\nheadline: " + name + "\npublished: 2024-05-02\n---\n\n![A](01.jpg)\n" + name + ", May 1, 2024. (Agency/Lin Wei)\n"
}

// TestDiffKeepsStoriesApart: one that lies in another's address, or is called as another
// is in a folder, is neither its picture nor its translation.
func TestDiffKeepsStoriesApart(t *testing.T) {
	s := newSite(t)
	s.text("content/site.yaml", "title: T\nlanguages: [en, zh]\n")
	for i, dir := range []string{"bridge", "2019/bridge", "ports", "hamburg"} {
		text := essayOf(dir)
		if dir == "hamburg" {
			text = strings.Replace(text, "published:", "slug: ports/hamburg\npublished:", 1)
		}
		s.text("content/"+dir+"/index.md", text)
		s.photo("content/"+dir+"/01.jpg", fmt.Sprintf("900x600 shade=%d", i))
	}
	s.text("content/bridge/index.zh.md", essayOf("桥"))
	s.good()
	if got := s.diff(); got != "" {
		t.Fatalf("nothing changed:\n%s", got)
	}
	s.photo("content/bridge/01.jpg", "900x600 shade=50")
	want := "bridge/ changed, bridge/01/ changed replaced\nzh/bridge/ changed, zh/bridge/01/ changed replaced\n"
	if got := stories(s.diff()); got != want {
		t.Errorf("a photograph replaced:\n%swant:\n%s", got, want)
	}
	s.good()
	s.photo("content/2019/bridge/01.jpg", "900x600 shade=60")
	if got, want := stories(s.diff()), "2019/bridge/ changed, 2019/bridge/01/ changed replaced\n"; got != want {
		t.Errorf("a photograph replaced:\n%swant:\n%s", got, want)
	}
	s.good()
	s.text("content/hamburg/index.md", strings.Replace(essayOf("hamburg"), "published:", "slug: ports/hamburg\ndek: New.\npublished:", 1))
	if got, want := stories(s.diff()), "ports/hamburg/ changed\n"; got != want {
		t.Errorf("a dek:\n%swant:\n%s", got, want)
	}
	s.good()
	if err := os.RemoveAll(s.path("content/hamburg")); err != nil {
		t.Fatal(err)
	}
	if got, want := stories(s.diff()), "ports/hamburg/ removed, ports/hamburg/01/ removed\n"; got != want {
		t.Errorf("a story less:\n%swant:\n%s", got, want)
	}
}

// TestDiffNamesKinds: what is no list is not called one.
func TestDiffNamesKinds(t *testing.T) {
	s := newSite(t)
	s.text("content/site.yaml", "title: T\nlanguages: [en, zh]\nbase_url: "+machineBase+"\n")
	s.text("content/a/index.md", strings.Replace(essayOf("a"), "published:", "topics: [Trade]\naliases: [old/, zh/older.html]\npublished:", 1))
	s.text("content/a/index.zh.md", strings.Replace(essayOf("甲"), "published:", "topics: [Trade]\npublished:", 1))
	s.photo("content/a/01.jpg", "900x600 shade=1")
	check := func(change string) {
		t.Helper()
		got := s.diff()
		for _, want := range []string{
			"page: 404.html", "page: search/", "page: zh/search/", "file: _headers", "file: _redirects", "file: robots.txt",
			"list: ", "list: zh/", "list: archive/", "list: zh/topics/trade/", "feed: feed.xml", "feed: zh/topics/trade/feed.json",
			"sitemap: sitemap.xml", "old address: old/", "old address: old/01/", "old address: zh/older.html",
		} {
			if !strings.Contains(got, "\n"+want+" "+change+"\n") {
				t.Errorf("no %q in\n%s", want+" "+change, got)
			}
		}
	}
	check("added")
	s.good()
	s.text("content/site.yaml", "title: T\nlanguages: [en, zh]\n")
	s.text("content/a/index.md", essayOf("a"))
	got := s.diff()
	for _, want := range []string{"file: _redirects", "feed: feed.xml", "sitemap: sitemap.xml", "old address: old/"} {
		if !strings.Contains(got, "\n"+want+" removed\n") {
			t.Errorf("no %q in\n%s", want+" removed", got)
		}
	}
}
