package page

import (
	"cmp"
	"html"
	"strconv"
	"strings"
	"time"

	"photodesk/generator/plan"
	"photodesk/generator/story"
)

// feedItem is a story as feeds bring it: whole, with absolute addresses.
type feedItem struct {
	id, url, title, summary, html string
	published, updated            time.Time // zero: unknown; never since
	authors, tags                 []string
	image                         string // of the cover, to show in a list; may be empty
	pictures                      []feedPicture
}

// feedPicture is a picture as feeds bring it, with its rights.
type feedPicture struct {
	url, kind, width, height          string // of the JPEG that others show
	thumb, thumbWidth, thumbHeight    string
	page, name, title, caption, alt   string
	creators                          []string
	credit, copyright, license, usage string
	date                              string // ISO 8601
	place                             string
}

// newFeedMaker returns a maker of a story's words for a feed: all its addresses are
// absolute, since nobody knows where they are read.
func newFeedMaker(p *plan.Plan, d plan.Doc, s *plan.Story) *maker {
	m := newMaker(p, &plan.Page{Path: d.Path, Kind: plan.Embed, Lang: d.Lang, Story: s})
	m.links.root = m.links.base
	return m
}

func (m *maker) feedItem(s *plan.Story) feedItem {
	it := feedItem{
		id: m.feedID(s), url: m.links.absolute(s.Path), title: clean(s.Headline.Value, maxLine), summary: clean(s.Dek.Value, maxLine),
		html: m.feedHTML(s), published: s.Published.Time, updated: s.Updated, authors: cleaned(s.Byline), tags: cleaned(s.Topics),
	}
	if images := m.shareImages(s); len(images) > 0 {
		it.image = images[0].URL
	}
	for _, f := range shown(s) {
		if im := f.Share(); im != nil {
			it.pictures = append(it.pictures, m.feedPicture(f, im))
		}
	}
	return it
}

// feedID returns what a story is known by to feed readers, for ever: the first
// address that it had. One that moves is then not shown as new again.
func (m *maker) feedID(s *plan.Story) string {
	for _, r := range m.plan.Redirects {
		if r.To == s.Path {
			return m.links.absolute(r.From)
		}
	}
	return m.links.absolute(s.Path)
}

func (m *maker) feedPicture(f *plan.Figure, im *plan.Image) feedPicture {
	w := f.Words()
	o := m.rightsIn(f)
	alt, _ := m.alt(f)
	p := feedPicture{
		url: m.links.absolute(im.Path), kind: im.Type, width: strconv.Itoa(im.Width), height: strconv.Itoa(im.Height),
		page: m.links.absolute(f.Path), name: m.named(f), title: clean(w.Headline.Text, maxLine), caption: clean(w.Caption.Text, maxText), alt: alt,
		creators: cleanValues(w.Creators), credit: o.CreditText, copyright: o.CopyrightNotice, license: o.License,
		usage: clean(w.UsageTerms.Text, maxText), date: w.Date.ISO(),
	}
	if t := smallest(f.Thumb()); t != nil {
		p.thumb, p.thumbWidth, p.thumbHeight = m.links.absolute(t.Path), strconv.Itoa(t.Width), strconv.Itoa(t.Height)
	}
	if at := location(w.Location); at != nil {
		p.place = at.Name
	}
	return p
}

// feedHTML is a story's text with its pictures, in plain HTML that needs no style.
func (m *maker) feedHTML(s *plan.Story) string {
	var b strings.Builder
	b.WriteString(`<div lang="` + m.tongue.html + `" dir="` + direction(m.tongue.tag) + `">`)
	w := &m.loc.Words
	if note := m.html(s.EditorsNote.HTML); note != "" {
		b.WriteString("<p><strong>" + w.EditorsNote + "</strong> " + string(note) + "</p>\n")
	}
	for _, c := range s.Corrections {
		date := m.loc.moment(c.Date.Time, c.Date.Clock)
		b.WriteString("<p><strong>" + w.Correction + "</strong> " + date.Text + " " + string(m.html(c.Text.HTML)) + "</p>\n")
	}
	for _, block := range s.Blocks {
		switch {
		case block.Prose != nil:
			b.WriteString(string(m.html(block.Prose.HTML)) + "\n")
		case block.KeyFigures != nil:
			b.WriteString(m.feedKeyFigures(block.KeyFigures))
		case block.Row != nil:
			b.WriteString(m.feedRow(block.Row))
		}
	}
	b.WriteString("</div>")
	return b.String()
}

func (m *maker) feedKeyFigures(k *story.KeyFigures) string {
	var b strings.Builder
	b.WriteString("<dl>")
	for _, v := range m.keyFigures(k) {
		b.WriteString("<dt>" + string(v.Figure) + "</dt><dd>" + string(v.Label) + "</dd>")
	}
	b.WriteString("</dl>\n")
	return b.String()
}

func (m *maker) feedRow(r *plan.Row) string {
	var b strings.Builder
	shared := string(m.html(r.Caption.HTML))
	if shared != "" {
		b.WriteString("<figure>")
	}
	for _, f := range r.Figures {
		b.WriteString(m.feedFigure(f, shared == ""))
	}
	if shared != "" {
		var credits []TextView
		for _, f := range r.Figures {
			if noticeOf(f) == nil {
				credits = appendNew(credits, m.credit(f))
			}
		}
		b.WriteString("<figcaption>" + shared)
		for _, c := range credits {
			b.WriteString(" <small>" + html.EscapeString(c.Text) + "</small>")
		}
		b.WriteString("</figcaption></figure>\n")
	}
	return b.String()
}

// feedFigure is a picture with its caption and credit. Where it must not be seen at
// once a link stands in its place: feeds have no veil.
func (m *maker) feedFigure(f *plan.Figure, captioned bool) string {
	if n := noticeOf(f); n != nil {
		v := m.notice(m.loc.Words.PictureGone, n)
		return "<p>" + html.EscapeString(strings.TrimSpace(v.Title+" "+v.Date.Text+" "+v.Reason.Text)) + "</p>\n"
	}
	link := `<a href="` + html.EscapeString(m.links.to(f.Path)) + `">`
	plate := ""
	if f.Veiled() {
		plate = link + html.EscapeString(m.warning(f).Text+m.loc.Colon+m.loc.Words.ShowPicture) + "</a>"
	} else if v := m.image(f.Images(), ""); v != nil {
		alt, _ := m.alt(f)
		width, height := sizeOf(f.Images(), v.Type)
		plate = link + `<img src="` + html.EscapeString(v.Src) + `" width="` + width + `" height="` + height + `" alt="` + html.EscapeString(alt) + `"></a>`
	}
	kind := m.label(f)
	if kind != "" {
		kind = " <strong>" + html.EscapeString(kind) + "</strong>"
	}
	if !captioned {
		return plate + kind + "\n"
	}
	caption := strings.TrimSpace(string(m.html(f.Words().CaptionHTML)))
	if credit := m.credit(f).Text; credit != "" {
		caption += " <small>" + html.EscapeString(credit) + "</small>"
	}
	return "<figure>" + plate + "<figcaption>" + caption + kind + "</figcaption></figure>\n"
}

// sizeOf returns width and height of the rendition that browsers without srcset get.
func sizeOf(images []*plan.Image, kind string) (width, height string) {
	for _, group := range byFormat(images) {
		if group[0].Type == kind {
			im := middle(group)
			return strconv.Itoa(im.Width), strconv.Itoa(im.Height)
		}
	}
	return "", ""
}

// feedTitle names a feed: the site, and its topic if it has one.
func (m *maker) feedTitle(d plan.Doc) string {
	site := clean(m.plan.Site.Title.Value, maxLine)
	if d.Title == "" {
		return site
	}
	return fill(m.loc.Title, "page", clean(d.Title, maxLine), "site", site)
}

// newest returns when the newest change of a feed's stories was: the feed's own date,
// so that the time of a build is in no file.
func newest(stories []*plan.Story) time.Time {
	var t time.Time
	for _, s := range stories {
		if at := s.Changed(); at.After(t) {
			t = at
		}
	}
	return t
}

// feeds returns the feeds that belong to a page: those of its own list, and the
// site's in the page's language.
func (m *maker) feeds() []FeedView {
	var own, site []FeedView
	home, list := m.home(m.page.Lang), m.page.Path
	if m.page.Heading != nil {
		list = m.page.Heading.Path + "index.html" // whichever page of it this is
	}
	for _, d := range m.plan.Feeds(m.page.Lang, list, home) {
		v := FeedView{URL: m.links.to(d.Path), Type: "application/rss+xml", Title: m.feedTitle(d)}
		if d.Kind == plan.JSONFeed {
			v.Type = "application/feed+json"
		}
		if d.Home == home {
			site = append(site, v)
		} else {
			own = append(own, v)
		}
	}
	return append(own, site...)
}

// feedLang returns the language of a feed as RSS and JSON Feed name it.
func feedLang(lang string) string { return cmp.Or(htmlLang(lang), "und") }
