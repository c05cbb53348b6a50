package plan

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// DocKind is what a file for machines is.
type DocKind int

// The kinds of files for machines.
const (
	RSS          DocKind = iota // a feed as RSS 2.0 with Media RSS
	JSONFeed                    // the same as JSON Feed 1.1
	Sitemap                     // addresses for search engines
	SitemapIndex                // the parts of a sitemap that is too large for one file
	Robots                      // robots.txt
	Redirects                   // _redirects: where old addresses lead
	OEmbed                      // how another site shows a story or a picture
)

// Doc is a file that machines read: neither a page nor a picture.
type Doc struct {
	Path    string
	Kind    DocKind
	Lang    string
	Title   string   // of a feed that is not of the whole site: its topic
	Home    string   // of a feed: the path of the page that lists the same
	Stories []*Story // of a feed, the newest first
	Pages   []*Page  // of a Sitemap
	Parts   []string // of a SitemapIndex: the paths of the sitemaps
	Story   *Story   // of an OEmbed
	Figure  *Figure  // of an OEmbed of a picture
}

// Redirect is an old address and where it leads.
type Redirect struct {
	From  string // "old/" or "old.html", below the site's address
	To    string // the path of what is there now: "bridge/"
	Below bool   // what lay below the one lies below the other: From is a folder, with nothing there now
}

// feedLength is how many stories a feed has. A story comes with its whole text and
// all its pictures, so that more would make files of megabytes.
const feedLength = 20

// docs plans what machines read of the whole site. Feeds and sitemaps consist of
// absolute addresses, so that without the site's own there are none.
func (m *maker) docs() {
	p := m.plan
	p.Docs = append(p.Docs, Doc{Path: "robots.txt", Kind: Robots})
	if len(p.Redirects) > 0 {
		p.Docs = append(p.Docs, Doc{Path: "_redirects", Kind: Redirects})
	}
	if m.site.BaseURL.Value == "" {
		return
	}
	for _, lang := range m.site.Langs {
		if list := m.list(lang); len(list) > 0 || lang == m.site.Langs[0] {
			m.feeds(prefix(m.site, lang), lang, "", list)
		}
		for _, h := range m.plan.Headings(lang, Topics) {
			if len(h.Stories) > 0 {
				m.feeds(h.Path, lang, h.Name.Text, h.Stories)
			}
		}
	}
	m.sitemaps()
}

// feeds plans both feeds of a list of stories, which stand beside its page.
func (m *maker) feeds(dir, lang, title string, list []*Story) {
	list = list[:min(len(list), feedLength)]
	for _, f := range []struct {
		name string
		kind DocKind
	}{{"feed.xml", RSS}, {"feed.json", JSONFeed}} {
		m.plan.Docs = append(m.plan.Docs, Doc{Path: dir + f.name, Kind: f.kind, Lang: lang, Title: title, Home: dir + "index.html", Stories: list})
	}
}

// The limits of a sitemap (https://www.sitemaps.org/protocol.html). Its bytes are
// estimated from above, so that a file stays below 50 MB.
const (
	sitemapURLs  = 50_000
	sitemapBytes = 45 << 20
)

// sitemaps plans the list of all pages that search engines may show, in as many
// files as the limits ask for.
func (m *maker) sitemaps() {
	var parts [][]*Page
	var weight int
	for _, pg := range m.plan.Pages {
		if !pg.Listed() {
			continue
		}
		w := m.weight(pg)
		if n := len(parts); n == 0 || len(parts[n-1]) == m.most() || weight+w > sitemapBytes {
			parts, weight = append(parts, nil), 0
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], pg)
		weight += w
	}
	if len(parts) == 1 {
		m.plan.Docs = append(m.plan.Docs, Doc{Path: "sitemap.xml", Kind: Sitemap, Pages: parts[0]})
		return
	}
	index := Doc{Path: "sitemap.xml", Kind: SitemapIndex}
	for i, pages := range parts {
		name := fmt.Sprintf("sitemap-%d.xml", i+1)
		index.Parts = append(index.Parts, name)
		m.plan.Docs = append(m.plan.Docs, Doc{Path: name, Kind: Sitemap, Pages: pages})
	}
	m.plan.Docs = append(m.plan.Docs, index)
}

func (m *maker) most() int {
	if m.opt.SitemapURLs > 0 {
		return m.opt.SitemapURLs
	}
	return sitemapURLs
}

// weight returns how many bytes a page takes in a sitemap, at most: an octet of a
// path may become three.
func (m *maker) weight(pg *Page) int {
	base := len(m.site.BaseURL.Value) + 100
	w := 2*base + 3*len(pg.Path)
	for _, a := range pg.Alternates {
		w += base + 3*len(a.Path)
	}
	for _, picture := range pg.Pictures() {
		w += base + 3*len(picture)
	}
	return w
}

// Listed reports whether search engines are told of a page: it has words of its own,
// and is meant to be found.
func (pg *Page) Listed() bool {
	switch pg.Kind {
	case NotFound, Embed, Moved, Finder:
		return false
	case Essay, Picture:
		return pg.Story.Notice == nil && !pg.Story.Draft && (pg.Figure == nil || pg.Figure.Notice == nil)
	}
	return true
}

// maxSitemapImages is how many pictures search engines read of one page.
const maxSitemapImages = 1000

// Pictures returns the paths of what others may show of a page's pictures, each once.
func (pg *Page) Pictures() []string {
	if !pg.Listed() || pg.Story == nil {
		return nil
	}
	var list []string
	for i, picture := range pg.Story.brief.shared {
		mine := pg.Figure == nil || pg.Figure == pg.Story.Figures[i]
		if mine && picture != "" && len(list) < maxSitemapImages {
			list = append(list, picture)
		}
	}
	return list
}

// Changed returns when what a page shows last changed, as far as the editor says: of
// a list, the newest of its stories; zero if nobody says.
func (pg *Page) Changed() time.Time {
	var t time.Time
	list := pg.List
	if pg.Story != nil {
		list = []*Story{pg.Story}
	}
	for _, s := range list {
		if at := s.Changed(); at.After(t) {
			t = at
		}
	}
	for _, f := range pg.Figures {
		if at := f.Story.Changed(); at.After(t) {
			t = at
		}
	}
	return t
}

// Changed returns when a story was last changed, or published.
func (s *Story) Changed() time.Time {
	if s.Updated.After(s.Published.Time) {
		return s.Updated
	}
	return s.Published.Time
}

// EmbedDir is the folder of what other sites show in a frame. It mirrors the
// addresses of stories, so that paths in it collide where those do, and nowhere else.
const EmbedDir = "embed/"

// EmbedPath returns the path without its ending of what other sites show of a story
// or, if f is not nil, of a picture: "embed/zh/bridge" or "embed/zh/bridge/02".
func EmbedPath(s *Story, f *Figure) string {
	if f != nil {
		return EmbedDir + strings.TrimSuffix(f.Path, "/")
	}
	return EmbedDir + strings.TrimSuffix(s.Path, "/")
}

// Embedded reports whether other sites can show stories: they need the site's address.
func (p *Plan) Embedded() bool { return p.Site.BaseURL.Value != "" && len(p.Stories) > 0 }

// embeds plans what other sites show of a story. An address that others carry stays:
// of what was withdrawn it shows the notice.
func (m *maker) embeds(s *Story) (pages []Page, docs []Doc) {
	if m.site.BaseURL.Value == "" {
		return nil, nil
	}
	add := func(f *Figure) {
		at := EmbedPath(s, f)
		pages = append(pages, Page{Path: at + ".html", Kind: Embed, Lang: s.Lang, Story: s, Figure: f})
		docs = append(docs, Doc{Path: at + ".json", Kind: OEmbed, Lang: s.Lang, Story: s, Figure: f})
	}
	add(nil)
	for _, f := range s.Figures {
		add(f)
	}
	return pages, docs
}

// Feeds returns the feeds in a language of the lists whose pages have the given paths.
func (p *Plan) Feeds(lang string, homes ...string) []Doc {
	var list []Doc
	for _, d := range p.Docs {
		if (d.Kind == RSS || d.Kind == JSONFeed) && d.Lang == lang && slices.Contains(homes, d.Home) {
			list = append(list, d)
		}
	}
	return list
}
