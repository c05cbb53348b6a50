package plan

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// picturesPerPage is how many pictures stand on one page of a list, beside its
// stories.
const picturesPerPage = 60

// Heading is a year, a photographer, a place or a topic, and all that is listed
// under it in one language. It has a story or a picture.
type Heading struct {
	Sort    Sort
	Lang    string
	Name    Value     // in the spelling of the language
	Path    string    // of its folder: "zh/photographers/tang-yi/"
	Stories []*Story  // the newest first
	Figures []*Figure // in the order of their stories, and then of reading

	key     string
	written bool // Name stands in a story; else in a photograph
}

// catalogue is every heading of a plan.
type catalogue struct {
	spellings *spellings
	by        map[under]*Heading
	sorted    map[shelf][]*Heading
}

// under is what a heading is found by, and shelf where it stands.
type (
	under struct {
		shelf
		key string
	}
	shelf struct {
		lang string
		sort Sort
	}
)

// Heading returns the heading of a name, in any of its spellings; nil if nothing
// is listed under it.
func (p *Plan) Heading(lang string, sort Sort, name string) *Heading {
	if name == "" || p.catalogue == nil {
		return nil
	}
	return p.catalogue.by[under{shelf{lang, sort}, p.catalogue.spellings.key(name)}]
}

// HeadingsOf returns the headings under which a story and its pictures are listed.
func (p *Plan) HeadingsOf(s *Story) []*Heading {
	if p.catalogue == nil {
		return nil
	}
	var out []*Heading
	met := map[*Heading]bool{}
	for _, said := range s.brief.mentions {
		if h := p.catalogue.by[under{shelf{s.Lang, said.sort}, said.key}]; h != nil && !met[h] {
			met[h] = true
			out = append(out, h)
		}
	}
	return out
}

// Headings returns the headings of a sort in the order in which readers look for
// them: names as the language sorts them, years from the last to the first.
func (p *Plan) Headings(lang string, sort Sort) []*Heading {
	if p.catalogue == nil {
		return nil
	}
	return p.catalogue.sorted[shelf{lang, sort}]
}

// Sorts returns what there are lists by in a language.
func (p *Plan) Sorts(lang string) []Sort {
	var out []Sort
	for sort := range sortNames {
		if len(p.Headings(lang, Sort(sort))) > 0 {
			out = append(out, Sort(sort))
		}
	}
	return out
}

// Folder returns the folder in which a language has its pages of a kind: "zh/places/".
func (p *Plan) Folder(lang, name string) string { return prefix(p.Site, lang) + name + "/" }

// catalogue makes the headings once all stories are in order.
func (m *maker) catalogue() {
	c := &catalogue{spellings: m.spellings, by: map[under]*Heading{}, sorted: map[shelf][]*Heading{}}
	m.plan.catalogue = c
	m.found(c)
	for _, s := range m.plan.Stories {
		for _, said := range s.brief.mentions {
			if h := c.by[under{shelf{s.Lang, said.sort}, said.key}]; h != nil {
				h.take(s, said)
			}
		}
	}
	for at, headings := range c.sorted {
		for _, h := range headings {
			h.Name = spelled(m.site, h.Lang, h.Name)
		}
		arrange(at, headings)
	}
}

// found makes the headings without what stands under them, from the oldest story
// on. Of two names with one slug the older keeps it, so that an address stays
// what it is when stories are added.
func (m *maker) found(c *catalogue) {
	oldest := slices.Clone(m.plan.Stories)
	slices.SortStableFunc(oldest, func(a, b *Story) int {
		return cmp.Or(a.Published.Time.Compare(b.Published.Time), cmp.Compare(a.Path, b.Path))
	})
	slugs, taken := map[under]string{}, map[under]bool{} // of no language: a name has one slug in all
	for _, s := range oldest {
		for _, said := range s.brief.mentions {
			at := under{shelf{s.Lang, said.sort}, said.key}
			if said.joins || c.by[at] != nil {
				continue
			}
			name := under{shelf{sort: said.sort}, said.key}
			slug := slugs[name]
			if slug == "" {
				slug = freeSlug(said.key, func(s string) bool { return taken[under{name.shelf, s}] })
				slugs[name], taken[under{name.shelf, slug}] = slug, true
			}
			h := &Heading{Sort: said.sort, Lang: s.Lang, key: said.key, Path: m.plan.Folder(s.Lang, said.sort.String()) + slug + "/"}
			c.by[at], c.sorted[at.shelf] = h, append(c.sorted[at.shelf], h)
		}
	}
}

// freeSlug returns the slug of a name; where it has none or it is taken, with a
// part of the name's hash.
func freeSlug(key string, taken func(string) bool) string {
	plain := Slug(key)
	slug := plain
	sum := sha256.Sum256([]byte(key))
	for n := 4; slug == "" || taken(slug); n += 4 {
		slug = Slug(plain + "-" + hex.EncodeToString(sum[:n]))
	}
	return slug
}

// take lists a story, or a picture of it, once. An editor's spelling of the name
// counts before that of a photograph, and the newest before others.
func (h *Heading) take(s *Story, said mention) {
	if byEditor := said.figure == 0; !h.Name.Set() || byEditor && !h.written {
		h.Name, h.written = said.name, byEditor
	}
	switch last := len(h.Figures) - 1; {
	case said.figure > 0:
		if fig := s.Figures[said.figure-1]; last < 0 || h.Figures[last] != fig {
			h.Figures = append(h.Figures, fig)
		}
	case !slices.Contains(h.Stories[max(0, len(h.Stories)-1):], s):
		h.Stories = append(h.Stories, s)
	}
}

// arrange puts the headings of a shelf in order.
func arrange(at shelf, headings []*Heading) {
	if at.sort == Archive {
		slices.SortFunc(headings, func(a, b *Heading) int { return cmp.Or(cmp.Compare(len(b.key), len(a.key)), cmp.Compare(b.key, a.key)) })
		return
	}
	var buf collate.Buffer
	order := collate.New(language.Make(LangTag(at.lang)), collate.Numeric)
	keys := make(map[*Heading]string, len(headings))
	for _, h := range headings {
		keys[h] = string(order.KeyFromString(&buf, h.Name.Text))
		buf.Reset()
	}
	slices.SortFunc(headings, func(a, b *Heading) int {
		return cmp.Or(cmp.Compare(keys[a], keys[b]), cmp.Compare(a.Path, b.Path))
	})
}

// lists plans a language's pages of headings, those of each sort behind the one
// that lists them.
func (m *maker) lists(lang string) {
	for _, sort := range m.plan.Sorts(lang) {
		headings := m.plan.Headings(lang, sort)
		m.plan.Pages = append(m.plan.Pages, &Page{
			Path: m.plan.Folder(lang, sort.String()) + "index.html", Kind: Directory, Lang: lang, Headings: headings,
			Alternates: m.inLanguages(func(lang string) string {
				if len(m.plan.Headings(lang, sort)) == 0 {
					return ""
				}
				return m.plan.Folder(lang, sort.String())
			}),
		})
		for _, h := range headings {
			m.heading(h)
		}
	}
}

// heading plans the pages of one heading.
func (m *maker) heading(h *Heading) {
	of := max(pagesOf(len(h.Stories), perPage), pagesOf(len(h.Figures), picturesPerPage))
	for n := range of {
		p := &Page{
			Path: frontPath(h.Path, n), Kind: List, Lang: h.Lang, Heading: h, Number: n + 1, Of: of,
			List: part(h.Stories, n, perPage), Figures: part(h.Figures, n, picturesPerPage),
		}
		if n == 0 {
			p.Alternates = m.inLanguages(func(lang string) string {
				if o := m.plan.catalogue.by[under{shelf{lang, h.Sort}, h.key}]; o != nil {
					return o.Path
				}
				return ""
			})
		}
		m.plan.Pages = append(m.plan.Pages, p)
	}
}

// inLanguages returns a page in every language in which it has a folder, if there
// are several.
func (m *maker) inLanguages(folder func(lang string) string) []Alternate {
	var out []Alternate
	for _, lang := range m.site.Langs {
		if dir := folder(lang); dir != "" {
			out = append(out, Alternate{lang, dir + "index.html"})
		}
	}
	return several(out)
}

// pagesOf returns how many pages n things take.
func pagesOf(n, each int) int { return (n + each - 1) / each }

// part returns what stands on page n, from 0, of a list.
func part[T any](list []T, n, each int) []T {
	return list[min(len(list), n*each):min(len(list), (n+1)*each)]
}

// PagePath returns the path of a page of a list by that of its folder and its
// number, from 1.
func PagePath(folder string, number int) string { return frontPath(folder, number-1) }

func frontPath(folder string, n int) string {
	if n == 0 {
		return folder + "index.html"
	}
	return fmt.Sprintf("%spage/%d/index.html", folder, n+1)
}
