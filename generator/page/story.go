package page

import (
	"slices"

	"photodesk/generator/plan"
	"photodesk/generator/story"
)

func (m *maker) essayHead() head {
	s := m.page.Story
	if s.Notice != nil {
		return head{title: m.loc.Words.StoryWithdrawn, hidden: true}
	}
	return head{title: s.Headline.Value, description: s.Dek.Value, hidden: s.Draft}
}

// story words a whole story, or the notice that it was withdrawn.
func (m *maker) story(s *plan.Story) StoryView {
	if s.Notice != nil {
		return StoryView{Notice: m.notice(m.loc.Words.StoryWithdrawn, s.Notice)}
	}
	around := m.plan.Around[s]
	v := StoryView{Newer: m.card(around.Newer, moreSizes), Older: m.card(around.Older, moreSizes)}
	v.Headline, v.Dek = m.tongue.written(s.Headline), m.tongue.written(s.Dek)
	v.Dateline, v.Agency = m.tongue.written(s.Dateline), m.tongue.written(s.Agency)
	v.Byline = m.linkedTo(plan.Photographers, m.list(m.loc.By, m.names(s.Byline)))
	v.Places = m.linkedTo(plan.Places, m.list("", m.names(s.Places)))
	v.Topics = m.linkedTo(plan.Topics, m.list("", m.names(s.Topics)))
	v.Published, v.Updated = m.loc.moment(s.Published.Time, s.Published.Clock), m.updated(s)
	v.Count = m.loc.pictures(m.page.Lang, len(shown(s)))
	v.EditorsNote = m.html(s.EditorsNote.HTML)
	v.Warning = m.tongue.written(s.Sensitive)
	for _, c := range s.Corrections {
		v.Corrections = append(v.Corrections, CorrectionView{m.loc.moment(c.Date.Time, c.Date.Clock), m.html(c.Text.HTML)})
	}
	m.open(s, &v)
	v.Blocks = m.blocks(s)
	v.Credits = m.credits(shown(s))
	v.Index = m.index(s)
	v.Related = m.related(s)
	return v
}

func (m *maker) related(s *plan.Story) []*CardView {
	var list []*CardView
	for _, o := range m.relatedTo(s) {
		list = append(list, m.card(o, moreSizes))
	}
	return list
}

// relatedTo returns the stories that the editor named, those that the page's
// language has and that were not taken down.
func (m *maker) relatedTo(s *plan.Story) []*plan.Story {
	var list []*plan.Story
	for _, r := range s.Story.Related {
		dir := story.RelatedDir(s.Folder, r)
		i := slices.IndexFunc(m.plan.Stories, func(o *plan.Story) bool {
			return o.Lang == s.Lang && o.Folder.Dir == dir && o.Notice == nil && o != s
		})
		if i >= 0 {
			list = append(list, m.plan.Stories[i])
		}
	}
	return list
}

// updated shows a time of day only if the editor wrote one.
func (m *maker) updated(s *plan.Story) DateView {
	clock := s.Story.Updated.Clock && s.Story.Updated.Time.Equal(s.Updated)
	for _, c := range s.Corrections {
		clock = clock || c.Date.Clock && c.Date.Time.Equal(s.Updated)
	}
	return m.loc.moment(s.Updated, clock)
}

func (m *maker) names(names []story.Text) []TextView {
	var values []TextView
	for _, n := range names {
		values = append(values, m.tongue.written(n))
	}
	return values
}

// list joins texts as the page's language does; the first gets a prefix.
func (m *maker) list(prefix string, values []TextView) []ItemView {
	values = slices.DeleteFunc(values, func(v TextView) bool { return v.Text == "" })
	var items []ItemView
	for i, v := range values {
		items = append(items, ItemView{Before: m.loc.between(i, len(values)), TextView: v})
	}
	if len(items) > 0 {
		items[0].Before = prefix
	}
	return items
}

// open sets the picture that a story opens with. It would be seen twice in a
// row if the body began with it.
func (m *maker) open(s *plan.Story, v *StoryView) {
	c := s.Cover
	if c == nil || c.Notice != nil || c.Veiled() || opensWith(s, c) {
		return
	}
	if v.Cover = m.image(c.Images(), coverSizes); v.Cover == nil {
		return
	}
	v.Cover.Class = m.style.focus(c.FocusX, c.FocusY)
	v.CoverCredit = m.credit(c)
	m.first(v.Cover)
}

func opensWith(s *plan.Story, f *plan.Figure) bool {
	if len(s.Blocks) == 0 || s.Blocks[0].Row == nil {
		return false
	}
	return slices.ContainsFunc(s.Blocks[0].Row.Figures, func(g *plan.Figure) bool { return g.Path == f.Path })
}

func (m *maker) blocks(s *plan.Story) []BlockView {
	var blocks []BlockView
	placed := map[string]bool{}
	for _, b := range s.Blocks {
		switch {
		case b.Prose != nil:
			blocks = append(blocks, BlockView{Prose: m.html(b.Prose.HTML)})
		case b.KeyFigures != nil:
			blocks = append(blocks, BlockView{KeyFigures: m.keyFigures(b.KeyFigures)})
		case b.Row != nil && len(b.Row.Figures) > 0:
			blocks = append(blocks, BlockView{Row: m.row(b.Row, placed)})
		}
	}
	return blocks
}

func (m *maker) keyFigures(k *story.KeyFigures) []KeyFigureView {
	var list []KeyFigureView
	for _, i := range k.Items {
		list = append(list, KeyFigureView{m.html(i.Figure.HTML), m.html(i.Label.HTML)})
	}
	return list
}

// shown returns the pictures of a story that have not been withdrawn.
func shown(s *plan.Story) []*plan.Figure {
	if s.Notice != nil {
		return nil
	}
	var figures []*plan.Figure
	for _, f := range s.Figures {
		if f.Notice == nil {
			figures = append(figures, f)
		}
	}
	return figures
}

func (m *maker) index(s *plan.Story) []ThumbView {
	var list []ThumbView
	for _, f := range shown(s) {
		list = append(list, *m.thumb(f, indexSizes))
	}
	return list
}

// credits gathers the pictures of each credit line, in the order in which the
// reader met them.
func (m *maker) credits(figures []*plan.Figure) []CreditView {
	var list []CreditView
	var numbers [][]int
	for _, f := range figures {
		credit := m.credit(f)
		if credit.Text == "" {
			continue
		}
		i := slices.IndexFunc(list, func(c CreditView) bool { return c.Credit == credit })
		if i < 0 {
			i, list, numbers = len(list), append(list, CreditView{Credit: credit, URL: m.photographer(f)}), append(numbers, nil)
		} else if m.photographer(f) != list[i].URL {
			list[i].URL = ""
		}
		numbers[i] = append(numbers[i], f.Number)
	}
	for i := range list {
		if len(numbers[i]) < len(figures) {
			list[i].Numbers = m.loc.ranges(numbers[i])
		}
	}
	return list
}

// notice words the taking down of a story or a picture.
func (m *maker) notice(title string, n *story.Notice) *NoticeView {
	return &NoticeView{Title: title, Date: m.loc.moment(n.Date.Time, n.Date.Clock), Reason: m.tongue.written(n.Reason)}
}

// card words a story for a list; nil stays nil.
func (m *maker) card(s *plan.Story, sizes string) *CardView {
	if s == nil {
		return nil
	}
	v := &CardView{
		URL:      m.links.to(s.Path),
		Headline: m.tongue.written(s.Headline), Dek: m.tongue.written(s.Dek),
		Date:  m.loc.moment(s.Published.Time, false),
		Count: m.loc.pictures(m.page.Lang, len(shown(s))),
	}
	m.coverOf(s, v, sizes)
	return v
}

// coverOf sets the picture of a card.
func (m *maker) coverOf(s *plan.Story, v *CardView, sizes string) {
	switch c := s.Cover; {
	case c == nil || c.Notice != nil || s.Notice != nil:
	case c.Veiled():
		v.Warning = m.warning(c)
	default:
		v.Cover = m.image(s.Card(), sizes)
	}
}
