package page

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"photodesk/generator/plan"
)

// picture words one picture and what is known about it.
func (m *maker) picture(f *plan.Figure) PictureView {
	w := f.Words()
	v := PictureView{
		Figure: m.figure(f, pageSizes(ratio(f))),
		Prev:   m.thumb(f.Prev, stripSizes),
		Next:   m.thumb(f.Next, stripSizes),
		Strip:  m.strip(f),
		Essay:  m.essay(f),
	}
	if v.Figure.Notice != nil {
		v.Headline = TextView{Text: v.Figure.Notice.Title}
		return v
	}
	if v.Headline = m.tongue.line(w.Headline); v.Headline.Text == "" || v.Headline.Lang != "" {
		v.Headline = TextView{Text: m.named(f)}
	}
	v.Facts = m.facts(f)
	v.Original = m.original(f)
	v.Describe = m.tongue.text(w.Description.Text, w.Description.Lang, maxText)
	return v
}

// inStrip is how many pictures a strip shows at most, this one in their middle
// unless the story begins or ends before.
const inStrip = 7

// strip words the neighbours of a picture, itself among them; a picture alone
// has none.
func (m *maker) strip(f *plan.Figure) []ThumbView {
	if f.Prev == nil && f.Next == nil {
		return nil
	}
	all := f.Story.Figures
	at := slices.Index(all, f)
	from := max(0, min(at-inStrip/2, len(all)-inStrip))
	var list []ThumbView
	for _, g := range all[from:min(from+inStrip, len(all))] {
		v := m.thumb(g, stripSizes)
		v.Current = g == f
		list = append(list, *v)
	}
	return list
}

// essay links back to where the picture stands in its story.
func (m *maker) essay(f *plan.Figure) LinkView {
	if f.Story.Notice != nil {
		return LinkView{URL: m.links.to(f.Story.Path), Text: m.loc.Words.BackToStory}
	}
	return LinkView{
		URL:  m.links.to(f.Story.Path) + "#" + escapePath(f.Slug),
		Text: clean(f.Story.Headline.Value, maxLine),
	}
}

func (m *maker) pictureHead(v PictureView) head {
	f := m.page.Figure
	if v.Figure.Notice != nil {
		return head{title: v.Headline.Text, hidden: true}
	}
	title := v.Headline.Text
	if title == m.named(f) {
		title += m.loc.Colon + f.Story.Headline.Value
	} else {
		title += " (" + v.Figure.Position + ")"
	}
	return head{title: title, description: f.Words().Caption.Text, hidden: f.Story.Draft}
}

// facts lists what is known of a picture, in the order in which a desk asks:
// when, where, who, by whom, and on what terms.
func (m *maker) facts(f *plan.Figure) []FactView {
	said := f.Words()
	w := &m.loc.Words
	date := m.loc.taken(said.Date)
	facts := []FactView{
		{Label: w.Date, Items: m.list("", []TextView{{Text: date.Text}}), ISO: date.ISO},
		{Label: w.Place, Items: m.linkedTo(plan.Places, m.place(said.Location))},
		{Label: w.People, Items: m.values(said.Persons)},
		{Label: w.Creator, Items: m.linkedTo(plan.Photographers, m.values(said.Creators))},
		{Label: w.Credit, Items: m.values([]plan.Value{said.Credit})},
		{Label: w.Origin, Items: m.list("", []TextView{{Text: m.origin(f)}})},
		{Label: w.Copyright, Items: m.values([]plan.Value{said.Copyright})},
		{Label: w.UsageTerms, Items: m.values([]plan.Value{said.UsageTerms})},
		{Label: w.License, Items: linked(said.License)},
		{Label: w.AcquireLicense, Items: linked(said.AcquireLicense)},
		{Label: w.Camera, Items: m.camera(f)},
	}
	var known []FactView
	for _, fact := range facts {
		if len(fact.Items) > 0 {
			known = append(known, fact)
		}
	}
	return known
}

// original words the link to the photograph itself, if readers may have it.
func (m *maker) original(f *plan.Figure) *OriginalView {
	o := f.Original
	if o == nil {
		return nil
	}
	_, format, _ := strings.Cut(o.Type, "/")
	v := &OriginalView{
		URL: m.links.to(o.Path), Type: o.Type, Text: m.loc.Words.Original,
		Size: strings.ToUpper(format) + m.loc.ListComma + fileSize(o.Size),
	}
	if o.Credentials {
		v.Credentials = m.loc.Words.Credentials
	}
	return v
}

// fileSize writes a size in the units of the International System: "640 kB",
// "1.1 MB".
func fileSize(n int64) string {
	switch {
	case n < 999_500:
		return fmt.Sprintf("%d kB", max(1, (n+500)/1000))
	case n < 9_950_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.0f MB", float64(n)/1e6)
}

func (m *maker) values(values []plan.Value) []ItemView {
	var texts []TextView
	for _, v := range values {
		texts = append(texts, m.tongue.line(v))
	}
	return m.list("", texts)
}

// linked shows an address without its scheme; one that a page may not link to
// is not shown at all.
func linked(v plan.Value) []ItemView {
	u := webURL(v.Text)
	if u == "" {
		return nil
	}
	_, text, _ := strings.Cut(u, ":")
	return []ItemView{{TextView: TextView{Text: clean(strings.Trim(text, "/"), 80)}, URL: u}}
}

// place writes a place from small to large, or as the language has it; each
// part once, since a city may be its own province. Names in Latin letters go
// the English way in any language.
func (m *maker) place(l plan.Location) []ItemView {
	order, comma := []plan.Value{l.Sublocation, l.City, l.State, l.Country}, m.loc.PlaceComma
	if m.loc.PlaceLargeFirst && letters(l.Sublocation.Text+l.City.Text+l.State.Text+l.Country.Text) == "Han" {
		order = []plan.Value{l.Country, l.State, l.City, l.Sublocation}
	} else if comma == "" {
		comma = english.PlaceComma
	}
	var items []ItemView
	seen := map[string]bool{"": true}
	for _, part := range order {
		v := m.tongue.line(part)
		if seen[v.Text] {
			continue
		}
		seen[v.Text] = true
		items = append(items, ItemView{Before: comma, TextView: v})
	}
	if len(items) > 0 {
		items[0].Before = ""
	}
	return items
}

// origin says how a picture came about if no camera made it, after the IPTC's
// digital source types.
func (m *maker) origin(f *plan.Figure) string {
	switch path.Base(f.Words().Meta.DigitalSourceType.Text) {
	case "trainedAlgorithmicMedia":
		return m.loc.Words.GeneratedByAI
	case "compositeWithTrainedAlgorithmicMedia":
		return m.loc.Words.PartlyAI
	case "digitalCreation", "digitalArt", "algorithmicMedia", "virtualRecording", "dataDrivenMedia":
		return m.loc.Words.ComputerMade
	}
	return ""
}

// label returns what stands with a picture wherever it is shown: that an AI made it, or
// a part of it. That a computer drew it is told among its facts.
func (m *maker) label(f *plan.Figure) string {
	if kind := m.origin(f); kind == m.loc.Words.GeneratedByAI || kind == m.loc.Words.PartlyAI {
		return kind
	}
	return ""
}

// camera writes the line of facts that photographers like to read, if the site
// wants it.
func (m *maker) camera(f *plan.Figure) []ItemView {
	if !m.plan.Site.CameraLine {
		return nil
	}
	c := f.Words().Meta.Camera
	name := c.Model
	if c.Make != "" && !strings.HasPrefix(strings.ToLower(name), strings.ToLower(c.Make)) {
		name = c.Make + " " + name
	}
	parts := []string{name, c.Lens}
	if c.FocalLength > 0 {
		parts = append(parts, decimal(c.FocalLength)+" mm")
	}
	if c.FNumber > 0 {
		parts = append(parts, "f/"+decimal(c.FNumber))
	}
	parts = append(parts, exposure(c.Exposure))
	if c.ISO > 0 {
		parts = append(parts, fmt.Sprintf("ISO %d", c.ISO))
	}
	var items []ItemView
	for _, p := range parts {
		if text := clean(p, 100); text != "" {
			items = append(items, ItemView{Before: ", ", TextView: TextView{Text: text}})
		}
	}
	if len(items) > 0 {
		items[0].Before = ""
	}
	return items
}

// exposure writes seconds as a camera shows them: "1/250 s", "2.5 s".
func exposure(s float64) string {
	switch {
	case s <= 0:
		return ""
	case s < 0.3:
		return fmt.Sprintf("1/%.0f s", 1/s)
	}
	return decimal(s) + " s"
}
