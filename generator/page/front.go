package page

import (
	"cmp"
	"strings"
)

func (m *maker) front() FrontView {
	v := FrontView{Number: max(1, m.page.Number)}
	for i, s := range m.page.List {
		sizes := cardSizes
		if i == 0 && v.Number == 1 {
			sizes = leadSizes
		}
		card := m.card(s, sizes)
		if i == 0 {
			m.first(card.Cover)
		}
		v.Stories = append(v.Stories, *card)
	}
	if m.page.Of > 1 {
		v.Place = m.loc.of(m.loc.Page, v.Number, m.page.Of)
		v.Newer, v.Older = m.numbered(v.Number-1), m.numbered(v.Number+1)
	}
	return v
}

// numbered returns the URL of the front page of a number, or "".
func (m *maker) numbered(number int) string {
	for _, pg := range m.plan.Fronts() {
		if pg.Lang == m.page.Lang && pg.Number == number {
			return m.links.to(pg.Path)
		}
	}
	return ""
}

// frontHead describes the page by its first stories: search engines cut the rest. The
// first page is the site's own and has no other title, however many follow.
func (m *maker) frontHead(v FrontView) head {
	var headlines []string
	for _, card := range v.Stories[:min(3, len(v.Stories))] {
		headlines = append(headlines, card.Headline.Text)
	}
	h := head{description: cmp.Or(strings.Join(headlines, " · "), m.loc.Words.NoStories)}
	if v.Number > 1 {
		h.title = v.Place
	}
	return h
}
