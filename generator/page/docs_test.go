package page

import (
	"reflect"
	"testing"

	"photodesk/generator/plan"
)

// TestDocKeysSeeAll changes each value of a story, of its cover and another of its
// pictures, and of the site: where the bytes of a file for machines change, so must
// its key.
func TestDocKeysSeeAll(t *testing.T) {
	p := samplePlan()
	s := p.Stories[0]
	docs := []plan.Doc{
		{Lang: "en", Path: "feed.xml", Kind: plan.RSS, Home: "index.html", Stories: p.Stories[:1]},
		{Lang: "en", Path: "feed.json", Kind: plan.JSONFeed, Home: "index.html", Stories: p.Stories[:1]},
		{Path: "sitemap.xml", Kind: plan.Sitemap, Pages: []*plan.Page{&p.Pages[0], &p.Pages[4], &p.Pages[5]}},
		{Lang: "en", Path: "embed/lines.json", Kind: plan.OEmbed, Story: s},
		{Lang: "en", Path: "embed/lines/01.json", Kind: plan.OEmbed, Story: s, Figure: s.Figures[0]},
		{Lang: "en", Path: "embed/lines/06.json", Kind: plan.OEmbed, Story: s, Figure: s.Figures[5]},
	}
	made := func() (texts, keys []string) {
		for _, d := range docs {
			data, err := Doc(p, d)
			if err != nil {
				t.Fatal(err)
			}
			texts, keys = append(texts, string(data)), append(keys, DocKey(p, d))
		}
		return texts, keys
	}
	texts, keys := made()
	changed := map[string]bool{}
	try := func(what string) {
		now, key := made()
		for i, d := range docs {
			if now[i] == texts[i] {
				continue
			}
			changed[d.Path] = true
			if key[i] == keys[i] {
				t.Errorf("%s changes %s and not its key", what, d.Path)
			}
		}
	}
	for what, v := range map[string]any{
		"a picture's ": s.Figures[0], "the cover's ": s.Cover, "the story's ": s.Story, "the site's ": p.Site,
	} {
		changes(reflect.ValueOf(v).Elem(), 3, func(name string) { try(what + name) })
	}
	for what, list := range map[string]*[]*plan.Image{"thumbnails": &s.Figures[0].Thumb, "cards": &s.Card, "shares": &s.Share} {
		was := *list
		*list = was[1:]
		try("the number of " + what)
		*list = was
	}
	was := s.Figures
	s.Figures = append(was[:len(was):len(was)], was[0])
	try("the number of pictures")
	s.Figures = was
	for _, d := range docs {
		if !changed[d.Path] && d.Figure != s.Figures[5] {
			t.Errorf("no change reached %s", d.Path)
		}
	}
}
