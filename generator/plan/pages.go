package plan

import (
	"slices"

	"photodesk/generator/diag"
)

// perPage is how many stories stand on one page of a list.
const perPage = 24

// pages lists every page once all stories are in order.
func (m *maker) pages() {
	for _, lang := range m.site.Langs {
		m.front(lang)
	}
	for _, lang := range m.site.Langs {
		m.lists(lang)
		m.search(lang)
	}
	for _, s := range m.plan.Stories {
		pages := m.plan.shares[s.Path].pages[s]
		for i := range pages {
			m.plan.Pages = append(m.plan.Pages, &pages[i])
		}
	}
	m.plan.Pages = append(m.plan.Pages, &Page{Path: "404.html", Kind: NotFound, Lang: m.site.Langs[0]})
}

// storyPages lists the pages of one story.
func (m *maker) storyPages(s *Story) []Page {
	pages := []Page{{Path: s.Path + "index.html", Kind: Essay, Lang: s.Lang, Story: s, Alternates: m.translations(s, "")}}
	for _, f := range s.Figures {
		pages = append(pages, Page{
			Path: f.Path + "index.html", Kind: Picture, Lang: s.Lang, Story: s, Figure: f, Alternates: m.translations(s, f.Photo),
		})
	}
	return pages
}

// front plans a language's list of stories. The first language always has one,
// be it empty.
func (m *maker) front(lang string) {
	list := m.list(lang)
	if len(list) == 0 && lang != m.site.Langs[0] {
		return
	}
	of := max(1, pagesOf(len(list), perPage))
	for n := range of {
		p := &Page{
			Path: frontPath(prefix(m.site, lang), n), Kind: Front, Lang: lang, Number: n + 1, Of: of,
			List: part(list, n, perPage),
		}
		if n == 0 {
			p.Alternates = m.fronts()
		}
		m.claim(p.Path, "the front page", diag.InFile(m.site.File))
		m.plan.Pages = append(m.plan.Pages, p)
	}
}

// Fronts returns the front pages of all languages, which stand before all others.
func (p *Plan) Fronts() []*Page {
	n := slices.IndexFunc(p.Pages, func(pg *Page) bool { return pg.Kind != Front })
	if n < 0 {
		n = len(p.Pages)
	}
	return p.Pages[:n]
}

// list returns the stories of a language that lists show: withdrawn ones have
// left them.
func (m *maker) list(lang string) []*Story {
	var out []*Story
	for _, s := range m.plan.Stories {
		if s.Lang == lang && s.Notice == nil {
			out = append(out, s)
		}
	}
	return out
}

// fronts returns the front pages of all languages, if there are several.
func (m *maker) fronts() []Alternate {
	var out []Alternate
	for i, lang := range m.site.Langs {
		if i == 0 || len(m.list(lang)) > 0 {
			out = append(out, Alternate{lang, prefix(m.site, lang) + "index.html"})
		}
	}
	return several(out)
}

// translations returns the same story in every language that has it; or, given
// a photograph, that picture's page in every language that shows it. One that was
// taken down leads to the others, which do not lead to its notice.
func (m *maker) translations(s *Story, photo string) []Alternate {
	var out []Alternate
	for _, t := range s.Siblings {
		if t != s && t.Notice != nil {
			continue
		}
		if photo == "" {
			out = append(out, Alternate{t.Lang, t.Path + "index.html"})
		} else if i := slices.IndexFunc(t.Figures, func(f *Figure) bool { return f.Photo == photo && (t == s || f.Notice == nil) }); i >= 0 {
			out = append(out, Alternate{t.Lang, t.Figures[i].Path + "index.html"})
		}
	}
	return several(out)
}

func several(as []Alternate) []Alternate {
	if len(as) < 2 {
		return nil
	}
	return as
}
