package page

import (
	"slices"
	"strings"

	"photodesk/generator/plan"
)

// listing words what is listed under a heading.
func (m *maker) listing(h *plan.Heading) ListView {
	pg := m.page
	v := ListView{
		Heading:    m.headingName(h),
		Directory:  LinkView{URL: m.links.to(m.plan.Folder(pg.Lang, h.Sort.String())), Text: m.sortName(h.Sort)},
		StoryCount: m.loc.stories(pg.Lang, len(h.Stories)), PictureCount: m.loc.pictures(pg.Lang, len(h.Figures)),
	}
	for i, s := range pg.List {
		card := m.card(s, cardSizes)
		if i == 0 {
			m.first(card.Cover)
		}
		v.Stories = append(v.Stories, *card)
	}
	for _, f := range pg.Figures {
		v.Pictures = append(v.Pictures, m.thumbAbroad(f))
	}
	if pg.Of > 1 {
		v.Place = m.loc.of(m.loc.Page, pg.Number, pg.Of)
		if pg.Number > 1 {
			v.Newer = m.links.to(plan.PagePath(h.Path, pg.Number-1))
		}
		if pg.Number < pg.Of {
			v.Older = m.links.to(plan.PagePath(h.Path, pg.Number+1))
		}
	}
	return v
}

// thumbAbroad words a small picture that stands outside its story, and so has to
// name it.
func (m *maker) thumbAbroad(f *plan.Figure) ThumbView {
	v := m.thumb(f, indexSizes)
	label := v.Label
	v.Label += m.loc.Colon + clean(f.Story.Headline.Value, maxLine)
	if v.Image != nil && v.Image.Alt == label {
		v.Image.Alt = v.Label
	}
	return *v
}

func (m *maker) listHead(v ListView) head {
	h := head{title: v.Heading.Text, description: m.counted(v.Directory.Text+m.loc.Colon+v.Heading.Text, m.page.Heading)}
	if m.page.Number > 1 {
		h.title += m.loc.ListComma + v.Place
	}
	return h
}

// counted joins a text with how much is listed under a heading.
func (m *maker) counted(text string, h *plan.Heading) string {
	parts := slices.DeleteFunc([]string{text, m.loc.stories(m.page.Lang, len(h.Stories)), m.loc.pictures(m.page.Lang, len(h.Figures))},
		func(s string) bool { return s == "" })
	return strings.Join(parts, m.loc.ListComma)
}

// directory words the headings of a sort.
func (m *maker) directory(headings []*plan.Heading) DirectoryView {
	sort := headings[0].Sort
	v := DirectoryView{Sort: sort.String(), Heading: m.sortName(sort)}
	for _, h := range headings {
		v.Entries = append(v.Entries, m.entry(h))
	}
	return v
}

func (m *maker) entry(h *plan.Heading) EntryView {
	return EntryView{URL: m.links.to(h.Path), Name: m.headingName(h), Count: m.counted("", h)}
}

func (m *maker) directoryHead(v DirectoryView) head {
	var names []string
	for _, e := range v.Entries[:min(len(v.Entries), 12)] {
		names = append(names, e.Name.Text)
	}
	return head{title: v.Heading, description: v.Heading + m.loc.Colon + strings.Join(names, m.loc.ListComma)}
}

// headingName words a heading: a year as the language writes years, names as they
// are spelled.
func (m *maker) headingName(h *plan.Heading) TextView {
	if h.Sort == plan.Archive {
		return TextView{Text: fill(m.loc.Year, "y", h.Name.Text)}
	}
	return m.tongue.line(h.Name)
}

func (m *maker) sortName(s plan.Sort) string {
	w := &m.loc.Words
	return [...]string{w.Archive, w.Photographers, w.Places, w.Topics}[s]
}

// sections links to the lists that the page's language has.
func (m *maker) sections() []SectionView {
	var out []SectionView
	for _, s := range m.plan.Sorts(m.page.Lang) {
		folder := m.plan.Folder(m.page.Lang, s.String())
		out = append(out, SectionView{
			LinkView: LinkView{URL: m.links.to(folder), Text: m.sortName(s)},
			Current:  m.page.Path == plan.PagePath(folder, 1),
		})
	}
	return out
}

// listed returns the URL of the list of a name in the page's language, or "".
func (m *maker) listed(sort plan.Sort, name string) string {
	if h := m.plan.Heading(m.page.Lang, sort, name); h != nil {
		return m.links.to(h.Path)
	}
	return ""
}

// linkedTo links each item to the list of its name, where there is one.
func (m *maker) linkedTo(sort plan.Sort, items []ItemView) []ItemView {
	for i := range items {
		items[i].URL = m.listed(sort, items[i].Text)
	}
	return items
}

// photographer returns the URL of the list of who made a picture, or "" if that
// is not one person.
func (m *maker) photographer(f *plan.Figure) string {
	if len(f.Words().Creators) != 1 {
		return ""
	}
	return m.listed(plan.Photographers, f.Words().Creators[0].Text)
}
