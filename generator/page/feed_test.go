package page

import (
	"encoding/json"
	"strings"
	"testing"

	"photodesk/generator/plan"
)

// TestFeedsSayWhatThePageSaysOfAPicture: that a picture is not a camera's stands with it
// in the feed where it does on the page, beside a caption shared by several too.
func TestFeedsSayWhatThePageSaysOfAPicture(t *testing.T) {
	const vocabulary = "http://cv.iptc.org/newscodes/digitalsourcetype/"
	for _, c := range []struct {
		picture   int // 0 stands alone, 2 shares its caption
		kind      string
		labels    int // how often the essay names it
		wantWords string
	}{
		{0, "trainedAlgorithmicMedia", 2, english.Words.GeneratedByAI}, // placed twice
		{2, "compositeWithTrainedAlgorithmicMedia", 1, english.Words.PartlyAI},
		{0, "digitalArt", 0, english.Words.ComputerMade},
		{2, "digitalArt", 0, english.Words.ComputerMade},
	} {
		p := samplePlan()
		s := p.Stories[0]
		s.Figures[c.picture].Words().Meta.DigitalSourceType = value(vocabulary+c.kind, "")
		s.Blocks[len(s.Blocks)-1].Row.Figures[0].Words().Meta = s.Figures[0].Words().Meta
		d := plan.Doc{Lang: "en", Path: "feed.xml", Kind: plan.RSS, Home: "index.html", Stories: p.Stories[:1]}
		feed := newFeedMaker(p, d, s).feedHTML(s)
		essay := string(rendered(t, defaultTheme(t), p, pageAt(t, p, "lines/index.html")))
		if n, m := strings.Count(feed, c.wantWords), strings.Count(essay, c.wantWords); n != c.labels || m != c.labels {
			t.Errorf("picture %d, %s: the feed says %q %d times, the page %d times, want %d", c.picture, c.kind, c.wantWords, n, m, c.labels)
		}
	}
}

func pageAt(t *testing.T, p *plan.Plan, path string) *plan.Page {
	t.Helper()
	for _, pg := range p.Pages {
		if pg.Path == path {
			return pg
		}
	}
	t.Fatalf("no page %s", path)
	return nil
}

// TestOEmbedOfWhatIsWithdrawn: nobody is named, credited or shown any more.
func TestOEmbedOfWhatIsWithdrawn(t *testing.T) {
	p := samplePlan()
	gone, lines := p.Stories[4], p.Stories[0]
	for _, d := range []plan.Doc{
		{Lang: "en", Path: "embed/gone.json", Kind: plan.OEmbed, Story: gone},
		{Lang: "en", Path: "embed/gone/01-图.json", Kind: plan.OEmbed, Story: gone, Figure: gone.Figures[0]},
		{Lang: "en", Path: "embed/lines/06-图.json", Kind: plan.OEmbed, Story: lines, Figure: lines.Figures[5]},
	} {
		data, err := Doc(p, d)
		if err != nil {
			t.Fatal(err)
		}
		var o oEmbedResponse
		if err := json.Unmarshal(data, &o); err != nil {
			t.Fatal(err)
		}
		if o.AuthorName+o.Credit+o.Copyright+o.License+o.ThumbnailURL != "" || !strings.Contains(o.Title, "withdrawn") || o.HTML == "" {
			t.Errorf("%s: %s", d.Path, data)
		}
	}
}
