package plan

import (
	"slices"
	"strings"
	"testing"
)

func TestFoldText(t *testing.T) {
	for text, want := range map[string]string{
		"Chang'an’s": "changans", "Xi`an": "xian", "Zürich": "zurich", "ＡＢ１": "ab1", "Straße": "strasse", "ŁÓDŹ": "lodz", "ΟΔΟΣ": "οδοσ",
		"أحمد": "احمد", "重庆": "重庆", "İstanbul": "istanbul", "Jean-Luc": "jean-luc", "ﬁre": "fire",
	} {
		if got := FoldText(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestTerms(t *testing.T) {
	p, _ := planned(t, Options{}, map[string]string{
		"content/site.yaml":  "title: T\nnames: [[Tang Yi, 唐奕]]\n",
		"content/a/index.md": "---\nheadline: Cars, cars\npublished: 2024-05-02\nbyline: [Tang Yi]\n---\n\n![](1.jpg)\nTwo cars in 重庆市, AVATR阿维塔.\n\n![](2.jpg){withdrawn=\"2024-05-03: wrong\"}\nSecret.\n",
		"content/a/1.jpg":    "", "content/a/2.jpg": "",
	})
	terms := p.Stories[0].Terms()
	want := map[string]int{
		"cars": inHeadline, "tang": inName, "yi": inName, "唐奕": inName, "奕": inName, "two": inCaption, "in": inCaption,
		"重庆": inCaption, "庆市": inCaption, "市": inCaption, "avatr": inCaption, "阿维": inCaption, "维塔": inCaption, "塔": inCaption,
	}
	for term, weight := range want {
		if terms[term] != weight {
			t.Errorf("%q weighs %d, want %d", term, terms[term], weight)
		}
	}
	if len(terms) != len(want) {
		t.Errorf("the terms are %q", sortedTerms(terms))
	}
}

// pieces returns the paths of the pieces of a site's searches.
func pieces(t *testing.T, files map[string]string) []string {
	t.Helper()
	p, ds := planned(t, Options{}, files)
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	var out []string
	for _, piece := range p.Pieces {
		out = append(out, piece.Path)
	}
	return out
}

func TestPiecesAreNamedByContent(t *testing.T) {
	files := map[string]string{
		"content/a/index.md": essay("![](1.jpg)\nCars in Chongqing."), "content/a/1.jpg": "",
		"content/b/index.md": essay("![](2.jpg)\nShips in Yantai."), "content/b/2.jpg": "",
	}
	was := pieces(t, files)
	if again := pieces(t, files); !slices.Equal(was, again) {
		t.Errorf("%q and then %q", was, again)
	}
	changed := func() (out []string) {
		is := pieces(t, files)
		for _, path := range was {
			if !slices.Contains(is, path) {
				out = append(out, path[:strings.LastIndexByte(path, '-')])
			}
		}
		return out
	}
	files["content/b/index.md"] = essay("![](2.jpg)\nShips in in Yantai, ships.") // the same terms
	if got := changed(); !slices.Equal(got, []string{"search/story-1", "search/contents"}) {
		t.Errorf("a caption with the same terms changes %q", got)
	}
	files["content/b/index.md"] = essay("![](2.jpg)\nBoats in Yantai.")
	if got := changed(); !slices.Equal(got, []string{"search/terms-0", "search/story-1", "search/contents"}) {
		t.Errorf("a caption with another term changes %q", got)
	}
}
