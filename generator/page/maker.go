package page

import (
	"html/template"

	"photodesk/generator/plan"
)

// maker makes the view of one page. It is used once, by one goroutine.
type maker struct {
	plan    *plan.Plan
	page    *plan.Page
	links   links
	tongue  tongue
	loc     *locale
	style   style
	preload *PreloadView
}

func newMaker(p *plan.Plan, pg *plan.Page) *maker {
	return &maker{
		plan: p, page: pg,
		links:  newLinks(p, pg),
		tongue: newTongue(pg.Lang, p.Site.Langs),
		loc:    localeOf(pg.Lang),
		style:  style{},
	}
}

// view returns what the template of the page's kind sees. The body is made
// first: it decides the style and the preload of the frame.
func (m *maker) view(css template.CSS) any {
	switch m.page.Kind {
	case plan.Essay:
		v := EssayView{Story: m.story(m.page.Story)}
		v.PageView = m.frame(m.essayHead())
		return v
	case plan.Picture:
		v := m.picture(m.page.Figure)
		v.PageView = m.frame(m.pictureHead(v))
		return v
	case plan.Embed:
		return m.embed()
	case plan.NotFound:
		return NotFoundView{PageView: m.notFoundFrame(css), Homes: m.homes()}
	case plan.List:
		v := m.listing(m.page.Heading)
		v.PageView = m.frame(m.listHead(v))
		return v
	case plan.Directory:
		v := m.directory(m.page.Headings)
		v.PageView = m.frame(m.directoryHead(v))
		return v
	case plan.Finder:
		v := m.search(m.page.Search)
		v.PageView = m.frame(head{title: m.loc.Words.Search, description: m.loc.Words.SearchFor})
		return v
	default:
		v := m.front()
		v.PageView = m.frame(m.frontHead(v))
		return v
	}
}

// head is what differs between the frames of pages.
type head struct {
	title       string // without the site's; empty: the site's alone
	description string
	hidden      bool // from search engines
}

func (m *maker) frame(h head) PageView {
	site := clean(m.plan.Site.Title.Value, maxLine)
	css := m.style.css()
	v := PageView{
		Lang: m.tongue.html, Dir: direction(m.tongue.tag), IsFront: m.page.Kind == plan.Front,
		Title: site, Description: clean(h.description, maxLine),
		Robots:      "max-image-preview:large",
		Canonical:   m.links.absolute(m.page.Path),
		Policy:      policy(hashOf(css)),
		Style:       css,
		Speculation: speculation,
		Preload:     m.preload,
		Site:        SiteView{Title: site, Home: m.links.to(m.home(m.page.Lang)), Publisher: m.publisher()},
		Languages:   m.languages(m.page.Alternates),
		Sections:    m.sections(),
		Search:      m.searchLink(),
		Words:       m.loc.Words,
		assets:      m.assets(),
		Stylesheet:  m.asset("static/site.css"),
		Script:      m.asset("static/site.js"),
		Icon:        m.asset("static/icon.svg"),
		Share:       m.share(h),
		Feeds:       m.feeds(),
		OEmbed:      m.oEmbedding(),
		Reserved:    reserves(m.plan),
		maker:       m,
	}
	if h.title != "" {
		v.Title = fill(m.loc.Title, "page", clean(h.title, maxLine), "site", site)
	}
	if h.hidden || m.plan.Ahead {
		v.Robots = "noindex"
	}
	return v
}

// notFoundFrame leaves out every file that the page would have to find, and what
// else belongs to an address, which it does not have.
func (m *maker) notFoundFrame(css template.CSS) PageView {
	v := m.frame(head{title: m.loc.Words.NotFound, hidden: true})
	v.Canonical, v.Speculation, v.Stylesheet, v.Script, v.Icon, v.Languages = "", "", "", "", "", nil
	v.Share, v.Feeds, v.OEmbed, v.Preload, v.maker = ShareView{}, nil, "", nil, nil
	v.Style, v.Policy = css, policy(hashOf(css))
	return v
}

func (m *maker) publisher() LinkView {
	p := m.plan.Site.Publisher
	return LinkView{URL: webURL(p.URL.Value), Text: clean(p.Name.Value, maxLine)}
}

// home returns the path of a language's front page.
func (m *maker) home(lang string) string {
	for _, pg := range m.plan.Fronts() {
		if pg.Lang == lang && pg.Number <= 1 {
			return pg.Path
		}
	}
	return ""
}

// homes returns the front page of every language.
func (m *maker) homes() []LanguageView {
	var fronts []plan.Alternate
	for _, pg := range m.plan.Fronts() {
		if pg.Number <= 1 {
			fronts = append(fronts, plan.Alternate{Lang: pg.Lang, Path: pg.Path})
		}
	}
	return m.languages(fronts)
}

func (m *maker) languages(alternates []plan.Alternate) []LanguageView {
	var list []LanguageView
	for _, a := range alternates {
		t := newTongue(a.Lang, nil)
		v := LanguageView{
			Lang: t.html, Dir: direction(t.tag), Name: endonym(a.Lang),
			URL: m.links.to(a.Path), Absolute: m.links.absolute(a.Path),
			Current: a.Lang == m.page.Lang,
		}
		if v.Absolute == "" {
			v.Absolute = v.URL
		}
		list = append(list, v)
	}
	return list
}

// assets returns the URL of every file of static/, by its name there.
func (m *maker) assets() map[string]string {
	urls := make(map[string]string, len(m.plan.Assets))
	for _, a := range m.plan.Assets {
		urls[assetName(a.Name)] = m.links.to(a.Path)
	}
	return urls
}

func (m *maker) asset(name string) string {
	for _, a := range m.plan.Assets {
		if a.Name == name {
			return m.links.to(a.Path)
		}
	}
	return ""
}
