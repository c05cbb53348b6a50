package plan

import (
	"maps"
	"reflect"
	"testing"

	"photodesk/generator/photo"
	"photodesk/generator/photo/meta"
)

// TestBrief writes the briefs of a site and reads them again, whole and cut short.
func TestBrief(t *testing.T) {
	p, ds := planned(t, Options{}, map[string]string{
		"content/site.yaml":     "title: T\nlanguages: [zh, en]\nnames: [[Tang Yi, 唐奕]]\n",
		"content/a/index.md":    "---\nheadline: 汽车\npublished: 2024-05-02\nbyline: [唐奕]\n---\n\n![](1.jpg){creator=\"Tang Yi\"}\n重庆的汽车.\n\n![](2.jpg){sensitive=\"hurt\"}\n二.\n",
		"content/a/index.en.md": "---\nheadline: Cars\npublished: 2024-05-02\ntopics: [Cars]\n---\n\n![](1.jpg)\nCars.\n\n![](2.jpg){withdrawn=\"2024-05-03: wrong\"}\nTwo.\n",
		"content/a/1.jpg":       "", "content/a/2.jpg": "",
		"content/b/index.md": "---\nheadline: B\nwithdrawn: {date: 2024-05-03, reason: Wrong.}\n---\n\n![](3.jpg)\nThree.\n",
		"content/b/3.jpg":    "",
	})
	if ds.HasErrors() || len(p.Stories) != 3 {
		t.Fatal(len(p.Stories), ds)
	}
	for _, s := range p.Stories {
		b := s.Brief()
		text := b.Text()
		if again := ReadBrief(text); !reflect.DeepEqual(again, b) || !again.fits(s) {
			t.Errorf("%s: %+v was read as %+v", s.Path, b, again)
		}
		if s.Notice != nil {
			if b.finding != nil || len(b.mentions) > 0 {
				t.Errorf("the withdrawn story says %+v", b)
			}
			continue
		}
		if len(b.mentions) == 0 || b.shared[0] == "" || b.shared[1] != "" {
			t.Errorf("%s: the brief is %+v", s.Path, b)
		}
		if got := maps.Collect(b.finding.all); !maps.Equal(got, inBuckets(s.Terms())) {
			t.Errorf("%s: the terms are %v, want %v", s.Path, got, s.Terms())
		}
		for n := range len(text) {
			if short := ReadBrief(text[:n]); short.fits(s) && reflect.DeepEqual(short, b) {
				t.Errorf("%d of %d bytes are read as all", n, len(text))
			}
		}
	}
}

// inBuckets returns the terms that lie in a bucket.
func inBuckets(terms map[string]int) map[string]int {
	maps.DeleteFunc(terms, func(term string, _ int) bool { return bucket(term) < 0 })
	return terms
}

// TestBriefsAreRemembered plans a site, and again as another run does that remembers the
// briefs: its lists, its search and its sitemap come from them. What the photographs say
// is another thing then, of which it could know only by asking.
func TestBriefsAreRemembered(t *testing.T) {
	content, _, ds := loaded(t, map[string]string{
		"content/site.yaml":  "title: T\nbase_url: https://example.org/\n",
		"content/a/index.md": essay("![](1.jpg)\nA caption."), "content/a/1.jpg": "",
	})
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	plan := func(creator string, remember func(ID) *Brief) *Plan {
		facts := &photo.Facts{Facts: meta.Facts{
			Format: "jpeg", Width: 3000, Height: 2000, Orientation: 1, Components: 3,
			Values: []meta.Value{{Name: "XMP-dc:Creator", Text: creator}},
		}}
		planner := Planner{Remember: remember}
		p, _ := planner.Make(content, map[string]Photo{"content/a/1.jpg": {Facts: facts}}, Options{Now: noon})
		return p
	}
	was := plan("Tang Yi", nil)
	briefs := map[ID]*Brief{}
	for _, s := range was.Stories {
		briefs[was.StoryID(s)] = ReadBrief(s.Brief().Text())
	}
	is := plan("Another", func(id ID) *Brief { return briefs[id] })
	if got := is.Stories[0].Figures[0].Words().Creators[0].Text; got != "Another" {
		t.Fatalf("the photograph is by %q", got)
	}
	if is.Heading("en", Photographers, "Tang Yi") == nil || is.Heading("en", Photographers, "Another") != nil {
		t.Error("lists are made of words and not of the brief")
	}
	for i, piece := range is.Pieces {
		if piece.Path != was.Pieces[i].Path {
			t.Errorf("a piece of the search is %s and was %s", piece.Path, was.Pieces[i].Path)
		}
	}
	if got := is.Pieces[0].Search.Terms(0); got["tang"] == nil || got["another"] != nil {
		t.Errorf("the search finds %v", got)
	}
}
