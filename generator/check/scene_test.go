package check

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"photodesk/generator/diag"
	"photodesk/generator/photo"
	"photodesk/generator/plan"
	"photodesk/generator/story"
)

// scene is a site of one story, with nothing wrong in it until a test says so.
type scene struct {
	content *story.Content
	plan    *plan.Plan
	folder  *story.Folder
	story   *plan.Story // in the first language
	now     time.Time
}

var published = time.Date(2023, 7, 25, 8, 32, 0, 0, time.FixedZone("", 8*3600))

func at(file string, line int, text string) diag.Pos {
	return diag.Pos{File: file, Line: line, Col: 1, Len: len(text), Text: text}
}

func textAt(file string, line int, s string) story.Text {
	return story.Text{Value: s, Pos: at(file, line, s)}
}

// newScene returns a scene of pictures in a language.
func newScene(lang string, figs ...*plan.Figure) *scene {
	site := story.Site{
		File: "content/site.yaml", Title: story.Text{Value: "Desk"}, BaseURL: story.Text{Value: "https://photos.example.org/"},
		Langs: []string{lang}, Zone: time.UTC,
	}
	s := &scene{content: &story.Content{Site: site}, folder: &story.Folder{Dir: "content/s"}}
	s.content.Folders = []*story.Folder{s.folder}
	s.plan = &plan.Plan{Site: &s.content.Site}
	s.story = s.language(lang, "content/s/index.md", figs...)
	return s
}

// language adds the story in a language.
func (s *scene) language(lang, file string, figs ...*plan.Figure) *plan.Story {
	st := &story.Story{
		Folder: s.folder, File: file, Lang: lang, Headline: textAt(file, 2, "A headline"),
		Published: story.Time{Time: published, Clock: true, Pos: at(file, 3, "published")},
	}
	p := &plan.Story{Story: st}
	for i, f := range figs {
		f.Story, f.Number = p, i+1
		f.Placed.Pos = at(file, 10+2*i, f.Photo)
		if f.Placed.Caption.Plain != "" {
			f.Placed.Caption.Pos = at(file, 11+2*i, f.Placed.Caption.Plain)
		}
		row := &story.Row{Figures: []*story.Figure{f.Placed}}
		st.Blocks = append(st.Blocks, row)
		p.Blocks = append(p.Blocks, plan.Block{Row: &plan.Row{Figures: []*plan.Figure{f}}})
		p.Figures = append(p.Figures, f)
		if !slices.Contains(s.folder.Photos, f.Photo) {
			s.folder.Photos = append(s.folder.Photos, f.Photo)
		}
	}
	if len(figs) > 0 {
		p.Cover = figs[0]
	}
	s.folder.Stories = append(s.folder.Stories, st)
	s.plan.Stories = append(s.plan.Stories, p)
	for _, o := range s.plan.Stories {
		o.Siblings = s.plan.Stories
	}
	return p
}

func (s *scene) run() diag.List { return RunAt(s.content, s.plan, s.now) }

// value returns a value of a source.
func value(s, source string) photo.Value { return photo.Value{Text: s, Source: source} }

var nextPhoto int

// pic returns a picture as a good desk places it, with a caption in the text.
func pic(caption string, mods ...func(*plan.Figure)) *plan.Figure {
	nextPhoto++
	name := fmt.Sprintf("content/s/photos/%02d-picture.jpg", nextPhoto)
	alt := fmt.Sprintf("Seen from above, %d cars stand in rows", nextPhoto)
	f := &plan.Figure{
		Photo: name, Width: 3000, Height: 2000,
		Placed: &story.Figure{Path: name, Alt: textAt("content/s/index.md", 10, alt)},
		Facts:  &photo.Facts{Digest: sha256.Sum256([]byte(name))},
	}
	f.Worded(&plan.Words{
		Alt:      value(alt, "story"),
		Credit:   value("Xinhua/Tang Yi", "story"),
		Creators: []photo.Value{value("Tang Yi", "story")},
		Date:     photo.Date{Time: time.Date(2023, 7, 20, 9, 30, 0, 0, time.UTC), Precision: photo.Second, Source: "XMP-photoshop:DateCreated"},
	})
	if caption != "" {
		f.Words().Caption = value(caption, "story")
		f.Placed.Caption = story.Markdown{Plain: caption, Pos: at("content/s/index.md", 11, caption)}
	}
	for _, m := range mods {
		m(f)
	}
	return f
}

// on sets the picture's day.
func on(day string) func(*plan.Figure) {
	return func(f *plan.Figure) {
		t, err := time.Parse("2006-01-02", day)
		if err != nil {
			panic(err)
		}
		f.Words().Date = photo.Date{Time: t, Precision: photo.Day, Source: "IPTC:DateCreated"}
	}
}

func undated(f *plan.Figure) { f.Words().Date = photo.Date{} }

// in sets the places that the file names.
func in(city, country string) func(*plan.Figure) {
	return func(f *plan.Figure) {
		l := photo.Location{}
		if city != "" {
			l.City = value(city, "IPTC:City")
		}
		if country != "" {
			l.Country = value(country, "IPTC:Country-PrimaryLocationName")
		}
		f.Words().Meta.Created, f.Words().Location = l, l
	}
}

func persons(names ...string) func(*plan.Figure) {
	return func(f *plan.Figure) {
		for _, n := range names {
			f.Words().Persons = append(f.Words().Persons, value(n, "XMP-iptcExt:PersonInImage"))
		}
	}
}

func instructions(s string) func(*plan.Figure) {
	return func(f *plan.Figure) { f.Words().Meta.Instructions = value(s, "IPTC:SpecialInstructions") }
}

func alt(s string) func(*plan.Figure) {
	return func(f *plan.Figure) {
		f.Words().Alt = value(s, "story")
		f.Placed.Alt = textAt("content/s/index.md", 10, s)
	}
}

// has reports whether a rule speaks.
func has(ds diag.List, id string) bool {
	return slices.ContainsFunc(ds, func(d diag.Diagnostic) bool { return d.ID == id })
}

func show(ds diag.List) string {
	var b strings.Builder
	for _, d := range ds {
		fmt.Fprintf(&b, "\n\t%s: %s: %s [%s]", d.Pos.File, d.Severity, d.Message, d.ID)
	}
	return b.String()
}

const good = "A worker welds auto parts at a workshop in Yongchuan District of Chongqing, southwest China, on July 20, 2023."

const goodChinese = "2023年7月20日，工人在重庆市永川区一家汽车零部件企业的车间里焊接零件。"

func TestGoodSceneRaisesNothing(t *testing.T) {
	if ds := newScene("en", pic(good)).run(); len(ds) > 0 {
		t.Error(show(ds))
	}
	if ds := newScene("zh", pic(goodChinese)).run(); len(ds) > 0 {
		t.Error(show(ds))
	}
}

// all sets the rules that are off to a level.
func all(l Level) []story.Level {
	var out []story.Level
	for _, r := range rules {
		if r.Level == Off {
			out = append(out, story.Level{Rule: story.Text{Value: r.ID}, Level: string(l)})
		}
	}
	return out
}
