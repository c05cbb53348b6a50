package edit

import (
	"slices"
	"strings"

	"photodesk/generator/photo"
	"photodesk/generator/story"
)

// MoveFigure moves a picture with its caption so that it becomes number to of
// the story's figures, from 0. The text between the pictures stays where it is. A
// picture moved to the middle of a row joins it; elsewhere it stands alone.
func (s *Site) MoveFigure(t Target, to int) (photo.Digest, error) {
	return s.edit(t, func(e *edition) error {
		if e.sidecar {
			return refuse("", "%s has no pictures to move", t.File)
		}
		st := e.story(e.folder)
		if n := len(st.Figures()); to < 0 || to >= n {
			return refuse("", "%s has no place number %d", t.File, to+1)
		}
		if to == t.Figure {
			return nil
		}
		m := mover{st, st.Figures(), st.Source, lineEnd(st.Source)}
		e.now = m.move(t.Figure, to)
		after, err := e.after()
		if err != nil {
			return err
		}
		if b := e.story(after); b == nil || !reordered(st, b, t.Figure, to) {
			return e.refuse(e.advice(st), "more than the order of the pictures would change")
		}
		return nil
	})
}

// mover cuts pictures out of a text and puts them in elsewhere.
type mover struct {
	story *story.Story
	figs  []*story.Figure
	text  string
	eol   string
}

func (m mover) move(from, to int) string {
	card := m.card(m.figs[from])
	return splice(m.text, cut{m.hole(from), ""}, m.insertion(from, to, m.text[card.Start:card.End]))
}

// card returns a picture with its caption; one for a whole row stays with the
// row.
func (m mover) card(f *story.Figure) story.Span {
	row := rowOf(m.story, f)
	if row.Caption.Set() && row.Figures[len(row.Figures)-1] == f {
		return story.Span{Start: f.Written.Whole.Start, End: f.Written.Attrs.End}
	}
	return f.Written.Whole
}

// hole returns what goes when a picture leaves its place.
func (m mover) hole(from int) story.Span {
	f := m.figs[from]
	row := rowOf(m.story, f)
	at := slices.Index(row.Figures, f)
	switch {
	case len(row.Figures) == 1:
		return m.paragraph(f.Written.Whole)
	case at+1 < len(row.Figures):
		return story.Span{Start: f.Written.Whole.Start, End: row.Figures[at+1].Written.Whole.Start}
	}
	return story.Span{Start: m.card(row.Figures[at-1]).End, End: m.card(f).End}
}

// paragraph returns a paragraph with the blank lines that part it from the next,
// or at the end of the text from the one before.
func (m mover) paragraph(sp story.Span) story.Span {
	rest := m.text[sp.End:]
	blank := len(rest) - len(strings.TrimLeft(rest, " \t\r\n"))
	start := m.lineStart(sp.Start)
	if blank < len(rest) {
		return story.Span{Start: start, End: m.lineStart(sp.End + blank)}
	}
	return story.Span{Start: len(strings.TrimRight(m.text[:start], " \t\r\n")), End: sp.End}
}

func (m mover) lineStart(off int) int { return strings.LastIndexByte(m.text[:off], '\n') + 1 }

// insertion puts card before the picture at to, or behind it when it comes from
// above.
func (m mover) insertion(from, to int, card string) cut {
	g := m.figs[to]
	row := rowOf(m.story, g)
	home := rowOf(m.story, m.figs[from]) == row
	at := slices.Index(row.Figures, g)
	if to < from {
		if home || at > 0 {
			return insert(g.Written.Whole.Start, card+m.eol)
		}
		return insert(m.lineStart(g.Written.Whole.Start), card+m.eol+m.eol)
	}
	if home || at+1 < len(row.Figures) {
		return insert(m.card(g).End, m.eol+card)
	}
	return insert(g.Written.Whole.End, m.eol+m.eol+card)
}

func insert(at int, text string) cut { return cut{story.Span{Start: at, End: at}, text} }

// rowOf returns the row that a figure of st stands in.
func rowOf(st *story.Story, f *story.Figure) *story.Row {
	for _, b := range st.Blocks {
		if row, ok := b.(*story.Row); ok && slices.Contains(row.Figures, f) {
			return row
		}
	}
	return &story.Row{Figures: []*story.Figure{f}}
}

// card is a figure as a reader meets it.
type card struct {
	Figure  *story.Figure
	Caption story.Markdown // of its row
}

func cards(st *story.Story) []card {
	var all []card
	for _, f := range st.Figures() {
		all = append(all, card{f, rowOf(st, f).Caption})
	}
	return all
}

// reordered reports whether b is a with one picture moved, and nothing else.
func reordered(a, b *story.Story, from, to int) bool {
	want, got := cards(a), cards(b)
	if len(want) != len(got) {
		return false
	}
	moved := want[from]
	want = slices.Insert(slices.Delete(want, from, from+1), to, moved)
	if !alike(want, got) || !alike(prose(a), prose(b)) || !alike(keyFigures(a), keyFigures(b)) {
		return false
	}
	x, y := *a, *b
	x.Blocks, y.Blocks, x.Links, y.Links = nil, nil, nil, nil
	return alike(x, y)
}

// prose returns the running text of a story, wherever pictures part it.
func prose(st *story.Story) string {
	var all []string
	for _, b := range st.Blocks {
		if p, ok := b.(*story.Prose); ok {
			all = append(all, p.HTML)
		}
	}
	return strings.Join(all, "\n")
}

func keyFigures(st *story.Story) []*story.KeyFigures {
	var all []*story.KeyFigures
	for _, b := range st.Blocks {
		if k, ok := b.(*story.KeyFigures); ok {
			all = append(all, k)
		}
	}
	return all
}
