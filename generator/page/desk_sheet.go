package page

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"photodesk/generator/diag"
	"photodesk/generator/plan"
	"photodesk/generator/story"
)

// sheetView is the contact sheet of one story in one language.
type sheetView struct {
	deskFrame
	Headline  TextView
	File      string
	Page      string      // URL of the essay
	Languages []sheetLink // the sheets of the story in its languages; empty if there is only this one
	Figures   []deskFigure
	Unused    []deskPhoto
	Marks     []markView // of the story that belong to no picture
}

// sheetLink leads to a story's sheet in another language.
type sheetLink struct {
	URL, Lang string
	Current   bool // it is this one
}

// deskFigure is a photograph in its place.
type deskFigure struct {
	Key           string // names the picture whatever its place
	Name          string // of its file, without folders
	Photo         string // in the tree
	Number        int    // from 1, of all placements
	Page          string // URL of the picture's page
	Src           string // URL of a small rendition
	Width, Height int
	Withdrawn     string
	Repeated      bool       // the same photograph was placed before
	Movable       bool       // it stands in the text
	Move          deskTarget // for moving it
	Last          bool       // nothing movable is after it
	Caption       deskField
	Alt           deskField
	AltNone       bool
	Focus         deskFocus
	Facts         []deskFact
	Files         []deskFile // what is published of it
	Marks         []markView
}

// deskTarget is where an edit is written: preview.Edit in a page's attributes.
type deskTarget struct {
	File, Seen string
	Figure     int
}

// deskField is a text that can be changed.
type deskField struct {
	deskTarget
	Text   string // as it is edited: Markdown for a caption
	Shown  TextView
	Source string // where it comes from
	Where  string // where a change is written, in words
	Shared int    // how many pictures it is for, if several
}

// deskFocus is the point that crops keep.
type deskFocus struct {
	deskTarget
	X, Y   float64
	Source string
}

type deskFact struct {
	Label  string
	Text   TextView
	Source string
}

type deskFile struct{ URL, Text string }

// deskPhoto is a photograph that no place shows.
type deskPhoto struct {
	Name, Photo, Src string
	Marks            []markView
}

func (d *Desk) sheet(s *plan.Story) sheetView {
	v := sheetView{deskFrame: d.frame(s.Headline.Value), File: s.File, Page: "/" + escapePath(s.Path)}
	v.Headline = v.written(s.Headline)
	if len(s.Siblings) > 1 {
		for _, t := range s.Siblings {
			v.Languages = append(v.Languages, sheetLink{URL: "/" + DeskPrefix + escapePath(t.Path), Lang: endonym(t.Lang), Current: t == s})
		}
	}
	m := &sheetMaker{desk: d, story: s, tongue: v.tongue, rest: d.about(s.Story), inText: s.Story.Figures(), seen: map[string]int{}}
	for _, b := range s.Blocks {
		if b.Row != nil {
			for _, f := range b.Row.Figures {
				v.Figures = append(v.Figures, m.figure(b.Row, f))
			}
		}
	}
	for _, p := range unused(s) {
		v.Unused = append(v.Unused, deskPhoto{path.Base(p), p, "/" + DeskPhotos + escapePath(p), marksOf(m.take(func(c diag.Diagnostic) bool { return c.Pos.File == p }))})
	}
	v.Marks = marksOf(m.rest)
	return v
}

// sheetMaker words the figures of one story.
type sheetMaker struct {
	tongue
	desk   *Desk
	story  *plan.Story
	inText []*story.Figure
	seen   map[string]int // how often a photograph was met
	number int
	rest   diag.List // complaints that nothing has taken yet
}

// take returns the complaints that are about something, which nothing else is
// then said to be about.
func (m *sheetMaker) take(about func(diag.Diagnostic) bool) diag.List {
	var mine, rest diag.List
	for _, c := range m.rest {
		if about(c) {
			mine = append(mine, c)
		} else {
			rest = append(rest, c)
		}
	}
	m.rest = rest
	return mine
}

func (m *sheetMaker) figure(row *plan.Row, f *plan.Figure) deskFigure {
	m.number++
	m.seen[f.Photo]++
	at := slices.Index(m.inText, f.Placed)
	v := deskFigure{
		Key: fmt.Sprintf("%s#%d", f.Photo, m.seen[f.Photo]), Name: path.Base(f.Photo), Photo: f.Photo, Number: m.number,
		Page: "/" + escapePath(f.Path), Width: f.Width, Height: f.Height, Repeated: m.seen[f.Photo] > 1,
		Movable: at >= 0 && m.desk.Token != "", Move: m.inStory(at), Last: at == len(m.inText)-1,
	}
	v.Marks = marksOf(m.take(func(c diag.Diagnostic) bool { return m.concerns(c.Pos, f) }))
	if n := noticeOf(f); n != nil {
		v.Withdrawn = "withdrawn"
		return v
	}
	if images := f.Images(); len(images) > 0 {
		v.Src = "/" + escapePath(images[0].Path)
	}
	v.Caption, v.Alt, v.AltNone, v.Focus = m.caption(row, f, at), m.alt(f, at), f.Words().AltNone, m.focus(f, at)
	v.Facts, v.Files = m.facts(f), files(f)
	return v
}

// concerns reports whether a place is a figure's: its lines of the text, its
// photograph, a caption file beside it.
func (m *sheetMaker) concerns(pos diag.Pos, f *plan.Figure) bool {
	if pos.File == f.Photo {
		return true
	}
	if pos.File == m.story.File && f.Placed.Written.Whole != (story.Span{}) {
		w := f.Placed.Written.Whole
		first := 1 + strings.Count(m.story.Source[:w.Start], "\n")
		last := first + strings.Count(m.story.Source[w.Start:w.End], "\n")
		return first <= pos.Line && pos.Line <= last
	}
	return slices.ContainsFunc(m.story.Folder.Sidecars, func(s *story.Sidecar) bool { return s.Photo == f.Photo && s.File == pos.File })
}

// inStory is the target of an edit in the story's text.
func (m *sheetMaker) inStory(figure int) deskTarget {
	return deskTarget{m.story.File, seenOf(m.story.Source), figure}
}

// beside is the target of an edit in the caption file of a photograph, which need
// not exist.
func (m *sheetMaker) beside(f *plan.Figure) deskTarget {
	if s := m.sidecar(f); s != nil {
		return deskTarget{File: s.File, Seen: seenOf(s.Source)}
	}
	name := strings.TrimSuffix(f.Photo, path.Ext(f.Photo))
	if langs := m.desk.Content.Site.Langs; len(langs) > 0 && m.story.Lang != langs[0] {
		name += "." + m.story.Lang
	}
	return deskTarget{File: name + ".md"}
}

// sidecar returns the caption file of a photograph in the story's language, or nil.
func (m *sheetMaker) sidecar(f *plan.Figure) *story.Sidecar {
	for _, s := range m.story.Folder.Sidecars {
		if s.Photo == f.Photo && s.Lang == m.story.Lang {
			return s
		}
	}
	return nil
}

// target returns where a value is changed: where it was written, else in the
// story's text, else beside a photograph that the text does not name.
func (m *sheetMaker) target(f *plan.Figure, at int, v plan.Value) (deskTarget, string) {
	if at < 0 || v.Source == "sidecar" && m.sidecar(f) != nil {
		t := m.beside(f)
		return t, path.Base(t.File)
	}
	return m.inStory(at), path.Base(m.story.File)
}

func (m *sheetMaker) caption(row *plan.Row, f *plan.Figure, at int) deskField {
	w := f.Words()
	v := deskField{Source: w.Caption.Source, Shown: m.text(w.Caption.Text, w.Caption.Lang, maxText)}
	v.deskTarget, v.Where = m.target(f, at, w.Caption)
	v.Text = w.Caption.Text
	switch s := m.sidecar(f); {
	case row.Caption.Set() && len(row.Figures) > 1 && at >= 0:
		last := row.Figures[len(row.Figures)-1]
		v.deskTarget, v.Shared = m.inStory(slices.Index(m.inText, last.Placed)), len(row.Figures)
		v.Text = m.raw(last.Placed.Written.Caption)
	case f.Placed.Caption.Set() && at >= 0:
		v.Text = m.raw(f.Placed.Written.Caption)
	case v.File != m.story.File && s != nil && v.Source == "sidecar":
		v.Text = s.Source[s.Body.Start:s.Body.End]
	}
	v.Text = strings.ReplaceAll(v.Text, "\r\n", "\n")
	return v
}

func (m *sheetMaker) raw(at story.Span) string { return m.story.Source[at.Start:at.End] }

func (m *sheetMaker) alt(f *plan.Figure, at int) deskField {
	w := f.Words()
	v := deskField{Text: w.Alt.Text, Source: w.Alt.Source, Shown: m.text(w.Alt.Text, w.Alt.Lang, maxText)}
	v.deskTarget, v.Where = m.target(f, at, w.Alt)
	return v
}

func (m *sheetMaker) focus(f *plan.Figure, at int) deskFocus {
	v := deskFocus{X: f.FocusX, Y: f.FocusY}
	s := m.sidecar(f)
	switch {
	case f.Placed.Focus != nil:
		v.Source = "story"
	case s != nil && s.Focus != nil:
		v.Source = "sidecar"
	}
	v.deskTarget, _ = m.target(f, at, plan.Value{Source: v.Source})
	return v
}

// facts lists what is known of a picture, and who says so.
func (m *sheetMaker) facts(f *plan.Figure) []deskFact {
	w := f.Words()
	var out []deskFact
	add := func(label string, v plan.Value) {
		if v.Text != "" {
			out = append(out, deskFact{label, m.text(v.Text, v.Lang, maxLine), v.Source})
		}
	}
	add("Headline", w.Headline)
	add("Credit", w.Credit)
	for _, c := range w.Creators {
		add("Creator", c)
	}
	add("Date", plan.Value{Text: w.Date.ISO(), Source: w.Date.Source})
	for _, part := range []struct {
		label string
		value plan.Value
	}{{"Place", w.Location.Sublocation}, {"City", w.Location.City}, {"State", w.Location.State}, {"Country", w.Location.Country}} {
		add(part.label, part.value)
	}
	for _, p := range w.Persons {
		add("Person", p)
	}
	add("Copyright", w.Copyright)
	add("Usage terms", w.UsageTerms)
	add("Sensitive", f.Sensitive)
	return out
}

// files lists what is published of a picture.
func files(f *plan.Figure) []deskFile {
	var out []deskFile
	for _, im := range slices.Concat(f.Images(), f.Thumb()) {
		what := fmt.Sprintf("%s, %d × %d", im.Path, im.Width, im.Height)
		out = append(out, deskFile{"/" + escapePath(im.Path), what})
	}
	return out
}
