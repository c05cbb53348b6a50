package story

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"photodesk/generator/diag"
)

// frontMatterHint shows what a story's file begins with.
const frontMatterHint = "begin the file with three lines: ---, then headline: and the headline, then ---"

// splitFrontMatter returns where the front matter of f stands, without its
// fences, and where the text after it begins. ok is false when there is none.
func splitFrontMatter(f *file) (front Span, body int, ok bool) {
	if strings.HasPrefix(f.text, bom) {
		body = len(bom)
	}
	first := 0
	for first < len(f.start) && strings.TrimSpace(f.line(first)) == "" {
		first++
	}
	if first == len(f.start) || !isFence(f.line(first)) {
		return Span{}, body, false
	}
	front.Start = f.lineStart(first + 1)
	for l := first + 1; l < len(f.start); l++ {
		if isFence(f.line(l)) {
			return Span{front.Start, f.start[l]}, f.lineStart(l + 1), true
		}
	}
	return front, -1, true
}

func isFence(line string) bool { return strings.TrimRight(line, " \t") == "---" }

// lineStart returns the offset of line n, or the end of the text.
func (f *file) lineStart(n int) int {
	if n < len(f.start) {
		return f.start[n]
	}
	return len(f.text)
}

// firstBlank returns the offset of the first empty line from off on: where
// front matter ends for someone who forgot to close it.
func (f *file) firstBlank(off int) int {
	for l := f.lineAt(off); l < len(f.start); l++ {
		if f.start[l] >= off && strings.TrimSpace(f.line(l)) == "" {
			return f.start[l]
		}
	}
	return len(f.text)
}

// frontMatter reads the front matter of f into fields and returns where the
// text begins. need says that there must be one; read that YAML could read it,
// but for the keys in lost.
func frontMatter(f *file, fields []field, need bool, ds *diag.List) (body int, lost []string, read bool) {
	front, body, ok := splitFrontMatter(f)
	if !ok {
		if need {
			reportNoFrontMatter(f, ds)
		}
		return body, nil, false
	}
	if body < 0 {
		body = f.firstBlank(front.Start)
		front.End = body
		l := f.lineAt(max(0, front.Start-1))
		ds.Error("front-matter", f.at(f.start[l], 3+len(bom)), "no line of --- ends the front matter", "write --- in a line of its own above the text")
	}
	names := make([]string, len(fields))
	for i := range fields {
		names[i] = fields[i].name
	}
	y := &yamlText{file: f, span: front, known: names, ds: ds}
	before := ds.Count(diag.Error)
	root := y.root()
	if root == nil {
		return body, nil, ds.Count(diag.Error) == before
	}
	if root.Kind != yaml.MappingNode {
		if !y.slip() {
			y.wrongKind(root, "key: value")
		}
		return body, nil, false
	}
	y.mapping(root, "front matter", fields)
	return body, y.lost, true
}

func reportNoFrontMatter(f *file, ds *diag.List) {
	if strings.TrimSpace(strings.TrimPrefix(f.text, bom)) == "" {
		ds.Error("front-matter", diag.InFile(f.name), "the file is empty", frontMatterHint)
		return
	}
	l := 0
	for strings.TrimSpace(f.line(l)) == "" {
		l++
	}
	line := strings.TrimSpace(f.line(l))
	hint := frontMatterHint
	if strings.Trim(line, "—–-−") == "" {
		hint = "write three hyphens, ---, with nothing else in the line"
	}
	ds.Error("front-matter", f.at(f.start[l], len(f.line(l))), "the story has no front matter", hint)
}

// storyFields are the keys of a story's front matter.
func (p *storyParser) fields() []field {
	s := p.story
	return p.noting([]field{
		{"headline", intoLine(&s.Headline)},
		{"dek", intoLine(&s.Dek)},
		{"dateline", intoLine(&s.Dateline)},
		{"agency", intoLine(&s.Agency)},
		{"slug", intoLine(&s.Slug)},
		{"byline", intoTexts(&s.Byline)},
		{"places", intoTexts(&s.Places)},
		{"topics", intoTexts(&s.Topics)},
		{"published", intoTime(&s.Published, p.site.Zone)},
		{"updated", intoTime(&s.Updated, p.site.Zone)},
		{"embargo", intoTime(&s.Embargo, p.site.Zone)},
		{"expires", intoTime(&s.Expires, p.site.Zone)},
		{"draft", intoBool(&s.Draft)},
		{"cover", intoText(&s.Cover)},
		{"editors_note", p.intoMarkdown(&s.EditorsNote, "an editor's note")},
		{"sensitive", intoLine(&s.Sensitive)},
		{"related", intoTexts(&s.Related)},
		{"aliases", intoTexts(&s.Aliases)},
		{"photos", p.photosAll},
		{"corrections", p.corrections},
		{"withdrawn", p.withdrawn},
		{"rights", intoRights(&s.Rights)},
		{"allow", intoWaivers(&s.Waivers)},
	})
}

// noting remembers which keys were written: a translation that says
// "draft: false" does not inherit.
func (p *storyParser) noting(fields []field) []field {
	for i := range fields {
		name, inner := fields[i].name, fields[i].read
		fields[i].read = func(y *yamlText, n *yaml.Node) {
			p.written = append(p.written, name)
			inner(y, n)
		}
	}
	return fields
}

func (p *storyParser) photosAll(y *yamlText, n *yaml.Node) {
	var word string
	oneOf(&word, "all")(y, n)
	p.story.AllPhotos = word == "all"
}

func (p *storyParser) corrections(y *yamlText, n *yaml.Node) {
	for _, item := range y.items(n) {
		var c Correction
		y.mapping(item, "a correction", []field{
			{"date", intoTime(&c.Date, p.site.Zone)}, {"text", p.intoMarkdown(&c.Text, "a correction")},
		})
		if item.Kind == yaml.MappingNode && (!c.Date.Set() || !c.Text.Set()) {
			y.ds.Error("front-matter", y.pos(item), "a correction needs a date and a text", "write - {date: 2023-07-26, text: what was wrong}")
		}
		p.story.Corrections = append(p.story.Corrections, c)
	}
}

func (p *storyParser) withdrawn(y *yamlText, n *yaml.Node) {
	notice := Notice{Pos: y.pos(n)}
	y.mapping(n, "withdrawn", []field{{"date", intoTime(&notice.Date, p.site.Zone)}, {"reason", intoLine(&notice.Reason)}})
	if n.Kind == yaml.MappingNode && (!notice.Date.Set() || !notice.Reason.Set()) {
		y.ds.Error("front-matter", notice.Pos, "a withdrawal needs a date and a reason", "write withdrawn: {date: 2023-08-01, reason: why}")
	}
	// Even a notice that cannot be read takes the story down.
	p.story.Withdrawn = &notice
}

// intoMarkdown reads a value as one paragraph of Markdown.
func (p *storyParser) intoMarkdown(m *Markdown, what string) read {
	return func(y *yamlText, n *yaml.Node) {
		t, ok := y.scalar(n, "text")
		if !ok || t.Value == "" {
			return
		}
		text := &passage{src: []byte(t.Value), place: t.place, dir: p.folder.Dir, dialect: p.dialect, ds: y.ds, links: &p.story.Links}
		text.parse()
		*m, _ = text.inlineOf(what, false)
		if m.Set() {
			m.Pos = t.Pos
		}
	}
}

// place returns the place of Value[off:off+n] where the value stands in its
// line as it is, and otherwise that of the whole.
func (t Text) place(off, n int) diag.Pos {
	rest := t.Pos.Text[min(max(0, t.Pos.Col-1), len(t.Pos.Text)):]
	if strings.HasPrefix(rest, t.Value) {
		return t.Pos.Sub(off, n)
	}
	return t.Pos
}

// inherits are the keys that a translation takes from the story's first
// language when it does not write them itself: facts of the story, not words.
// See [Story].
var inherits = map[string]func(to, from *Story){
	"published": func(to, from *Story) { to.Published = from.Published },
	"embargo":   func(to, from *Story) { to.Embargo = from.Embargo },
	"expires":   func(to, from *Story) { to.Expires = from.Expires },
	"slug":      func(to, from *Story) { to.Slug = from.Slug },
	"draft":     func(to, from *Story) { to.Draft = from.Draft },
	"cover":     func(to, from *Story) { to.Cover, to.CoverPath = from.Cover, from.CoverPath },
	"byline":    func(to, from *Story) { to.Byline = from.Byline },
	"agency":    func(to, from *Story) { to.Agency = from.Agency },
	"related":   func(to, from *Story) { to.Related = from.Related },
	"photos":    func(to, from *Story) { to.AllPhotos = from.AllPhotos },
	"rights":    func(to, from *Story) { to.Rights = from.Rights },
	"withdrawn": func(to, from *Story) { to.Withdrawn = from.Withdrawn },
	"sensitive": func(to, from *Story) { to.Sensitive = from.Sensitive },
}

// inherit fills in what s, a translation, did not write.
func (s *Story) inherit(written []string, from *Story) {
	for key, take := range inherits { // each sets a field of its own, in any order
		if !slices.Contains(written, key) {
			take(s, from)
		}
	}
}

// checkHeadline reports a story without its headline, unless what stands in
// its place is reported already.
func (p *storyParser) checkHeadline(f *file, lost []string) {
	if p.story.Headline.Set() {
		return
	}
	front, _, _ := splitFrontMatter(f)
	fence := f.lineAt(max(0, front.Start-1))
	for l := fence + 1; l < len(f.start) && f.start[l] < front.End; l++ {
		if line := f.line(l); strings.HasPrefix(line, "headline:") && strings.Trim(line[len("headline:"):], " \"'~") == "" {
			p.ds.Error("front-matter", f.at(f.start[l], len("headline:")), "the headline is empty", "write it after the colon")
			return
		}
	}
	if !slices.Contains(lost, "headline") {
		p.ds.Error("front-matter", f.at(f.start[fence], len(bom)+len("---")), "the story has no headline", "write headline: and the headline below this line")
	}
}
