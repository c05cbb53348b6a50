package page

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"testing"
	"time"

	"photodesk/generator/diag"
	"photodesk/generator/plan"
	"photodesk/generator/story"
)

// themeFS is the default theme as a site's tree shows it.
var themeFS fs.FS = os.DirFS("../..")

func defaultTheme(t testing.TB) *Theme {
	t.Helper()
	theme, complaints, err := LoadTheme(themeFS)
	if err != nil {
		t.Fatal(err)
	}
	if len(complaints) > 0 {
		t.Fatalf("the default theme: %v", complaints)
	}
	return theme
}

var here = diag.Pos{File: "content/a/index.md", Line: 1, Col: 1}

func text(s string) story.Text { return story.Text{Value: s, Pos: here} }

func texts(list ...string) []story.Text {
	var out []story.Text
	for _, s := range list {
		out = append(out, text(s))
	}
	return out
}

func markdown(html, plain string) story.Markdown {
	return story.Markdown{HTML: html, Plain: plain, Pos: here}
}

func value(s, lang string) plan.Value { return plan.Value{Text: s, Lang: lang, Source: "story"} }

func moment(s string) story.Time {
	t, err := time.Parse("2006-01-02 15:04 -07:00", s)
	if err != nil {
		panic(err)
	}
	return story.Time{Time: t, Clock: true, Pos: here}
}

// samplePlan is a site in three languages with one of everything.
func samplePlan() *plan.Plan {
	site := &story.Site{
		Title: text("Picture Desk"), BaseURL: text("https://photos.example.org/essays/"), Langs: []string{"en", "zh", "ar"},
		Publisher:  story.Publisher{Name: text("Example News"), URL: text("https://example.org/")},
		CameraLine: true, Zone: time.UTC,
	}
	p := &plan.Plan{Endings: []string{".webp", ".jpg"}, Site: site, Assets: []plan.Asset{
		{Name: "static/site.css", Path: "static/site.0123.css"}, {Name: "static/icon.svg", Path: "static/icon.0123.svg"},
	}}
	english := sampleStory(p, "en", "lines/", "Production lines run at full capacity")
	chinese := sampleStory(p, "zh", "zh/lines/", "重庆新能源汽车生产线满负荷运转")
	arabic := sampleStory(p, "ar", "ar/lines/", "خطوط الإنتاج تعمل بكامل طاقتها")
	for _, s := range p.Stories {
		s.Siblings = []*plan.Story{english, chinese, arabic}
	}
	older := sampleStory(p, "en", "a #1, \"100%\" 重庆/", "An older story")
	withdrawn := sampleStory(p, "en", "gone/", "A headline that must not be seen")
	withdrawn.Notice = &story.Notice{Date: moment("2024-01-02 09:00 +00:00"), Reason: text("A reason")}
	p.Around = map[*plan.Story]plan.Neighbours{english: {Older: older}, older: {Newer: english}}
	fronts := []plan.Alternate{{Lang: "en", Path: "index.html"}, {Lang: "zh", Path: "zh/index.html"}, {Lang: "ar", Path: "ar/index.html"}}
	p.Pages = []*plan.Page{
		{Path: "index.html", Kind: plan.Front, Lang: "en", Number: 1, Of: 2, List: []*plan.Story{english}, Alternates: fronts},
		{Path: "page/2/index.html", Kind: plan.Front, Lang: "en", Number: 2, Of: 2, List: []*plan.Story{older}},
		{Path: "zh/index.html", Kind: plan.Front, Lang: "zh", Number: 1, Of: 1, List: []*plan.Story{chinese}, Alternates: fronts},
		{Path: "ar/index.html", Kind: plan.Front, Lang: "ar", Number: 1, Of: 1, List: []*plan.Story{arabic}, Alternates: fronts},
	}
	for _, s := range p.Stories {
		addPages(p, s)
	}
	p.Pages = append(p.Pages, &plan.Page{Path: "404.html", Kind: plan.NotFound, Lang: "en"})
	return p
}

func addPages(p *plan.Plan, s *plan.Story) {
	var as []plan.Alternate
	if path.Base(s.Path) == "lines" {
		as = []plan.Alternate{
			{Lang: "en", Path: "lines/index.html"}, {Lang: "zh", Path: "zh/lines/index.html"}, {Lang: "ar", Path: "ar/lines/index.html"},
		}
	}
	p.Pages = append(p.Pages, &plan.Page{Path: s.Path + "index.html", Kind: plan.Essay, Lang: s.Lang, Story: s, Alternates: as})
	for _, f := range s.Figures {
		p.Pages = append(p.Pages, &plan.Page{Path: f.Path + "index.html", Kind: plan.Picture, Lang: s.Lang, Story: s, Figure: f})
	}
}

// sampleStory has six pictures: alone, wide, two in a row, sensitive, withdrawn.
func sampleStory(p *plan.Plan, lang, dir, headline string) *plan.Story {
	s := &plan.Story{Path: dir, Story: &story.Story{
		Folder: &story.Folder{Dir: "content/" + path.Base(dir)},
		Lang:   lang, Headline: text(headline), Dek: text("A dek"), Dateline: text("CHONGQING"), Agency: text("Xinhua"),
		Byline: texts("Tang Yi", "Li Qianlei", "唐奕"), Published: moment("2023-07-25 08:32 +08:00"),
		EditorsNote: markdown("Stand-ins, <em>not</em> photographs.", ""),
		Corrections: []story.Correction{{Date: moment("2023-07-26 10:00 +08:00"), Text: markdown("It was <a href=\"story:content/lines#b\">July 20</a>, <a href=\"story:content/missing\">gone</a>.", "")}},
	}}
	s.Updated = s.Corrections[0].Date.Time
	p.Stories = append(p.Stories, s)
	sizes := [][2]int{{2400, 1600}, {2400, 1089}, {1600, 2400}, {2400, 1600}, {1200, 800}, {900, 900}}
	for i, wh := range sizes {
		s.Figures = append(s.Figures, sampleFigure(s, i, wh[0], wh[1]))
	}
	f := s.Figures
	for i := range f {
		if i > 0 {
			f[i].Prev, f[i-1].Next = f[i-1], f[i]
		}
	}
	s.Cover = f[1]
	card := []*plan.Image{sampleImage(f[1], "jpg", "-card", 480, 320), sampleImage(f[1], "jpg", "-card", 1440, 960)}
	var share []*plan.Image
	for _, h := range []int{630, 675, 900, 1200} {
		share = append(share, sampleImage(f[1], "jpg", fmt.Sprintf("-share%d", h), 1200, h))
	}
	s.Covered(card, share)
	f[4].Sensitive = value("Shows blood", "en")
	f[5].Notice = &story.Notice{Date: moment("2024-01-02 09:00 +00:00"), Reason: text("The agency killed it")}
	again := *f[0]
	s.Blocks = []plan.Block{
		{Prose: &story.Prose{HTML: "<p>Opening, with a <a href=\"https://example.org/\">link</a>.</p>\n<h2 id=\"x\">A heading</h2>\n<p>More.</p>"}},
		{Row: &plan.Row{Figures: f[:1]}},
		{KeyFigures: &story.KeyFigures{Items: []story.KeyFigure{{Figure: markdown("369,000", ""), Label: markdown("vehicles", "")}}}},
		{Row: &plan.Row{Class: "wide", Figures: f[1:2]}},
		{Row: &plan.Row{Figures: f[2:4], Caption: markdown("Left: a. Right: b.", "")}},
		{Row: &plan.Row{Class: "full", Figures: f[4:5]}},
		{Row: &plan.Row{Class: "inset", Figures: f[5:]}},
		{Row: &plan.Row{Figures: []*plan.Figure{&again}}},
	}
	return s
}

func sampleFigure(s *plan.Story, i, w, h int) *plan.Figure {
	slug := fmt.Sprintf("%02d-图", i+1)
	f := &plan.Figure{
		Story: s, Photo: fmt.Sprintf("%s/%02d.jpg", s.Folder.Dir, i+1), Slug: slug, Path: s.Path + slug + "/", Number: i + 1, Width: w, Height: h, FocusX: 46, FocusY: 52,
	}
	f.Worded(&plan.Words{
		CaptionHTML: fmt.Sprintf("A caption of <em>picture</em> %d, see <a href=\"story:content/lines/03.jpg\">x</a>.", i+1),
		Caption:     value(fmt.Sprintf("A caption of picture %d.", i+1), "en"),
		Alt:         value(fmt.Sprintf("What picture %d shows", i+1), "en"),
		Credit:      plan.Value{Text: "Xinhua", Source: "IPTC:Credit"}, Creators: []plan.Value{value("Tang Yi", "")},
		Copyright: value("© Xinhua", ""), License: value("https://example.org/license", ""),
		AcquireLicense: value("javascript:alert(1)", ""), Description: value("A long description", "en"),
		Persons: []plan.Value{value("唐奕", ""), value("Li Qianlei", "")},
	})
	f.Words().AltNone = i == 3
	f.Words().Location.City, f.Words().Location.Country = value("Chongqing", "en"), value("China", "en")
	f.Words().Date.Time, f.Words().Date.Precision = time.Date(2023, 7, 20, 0, 0, 0, 0, time.UTC), plan.DateDay
	f.Words().Meta.Camera.Model, f.Words().Meta.Camera.Make, f.Words().Meta.Camera.Exposure = "Canon EOS R5", "Canon", 0.004
	var images, thumb []*plan.Image
	for _, format := range []string{"webp", "jpg"} {
		for _, width := range []int{480, 960, 1600} {
			images = append(images, sampleImage(f, format, "", width, width*h/w))
		}
		thumb = append(thumb, sampleImage(f, format, "-thumb", 480, 320))
	}
	f.Rendered(images, thumb)
	return f
}

func sampleImage(f *plan.Figure, format, kind string, w, h int) *plan.Image {
	types := map[string]string{"webp": "image/webp", "jpg": "image/jpeg"}
	i := &plan.Image{Path: fmt.Sprintf("%s%s%s-%d-1f3c.%s", f.Story.Path, f.Slug, kind, w, format), Width: w, Height: h, Type: types[format]}
	i.Format = map[string]string{"webp": "webp", "jpg": "jpeg"}[format]
	return i
}

// imagesOf returns every rendition of the sample.
func imagesOf(p *plan.Plan) (all []*plan.Image) {
	for _, s := range p.Stories {
		all = append(append(all, s.Card()...), s.Share()...)
		for _, f := range s.Figures {
			all = append(append(all, f.Images()...), f.Thumb()...)
		}
	}
	return all
}
