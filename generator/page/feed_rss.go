package page

import (
	"time"

	"photodesk/generator/plan"
)

// rss makes a feed as RSS 2.0 (https://www.rssboard.org/rss-specification) with the
// whole text as content:encoded and each picture as Media RSS
// (https://www.rssboard.org/media-rss).
func rss(p *plan.Plan, d plan.Doc) []byte {
	m := newFeedMaker(p, d, nil)
	var b markup
	b.WriteString(xmlHeader)
	b.open("rss", "version", "2.0", "xmlns:atom", "http://www.w3.org/2005/Atom", "xmlns:content", "http://purl.org/rss/1.0/modules/content/",
		"xmlns:dc", "http://purl.org/dc/elements/1.1/", "xmlns:dcterms", "http://purl.org/dc/terms/", "xmlns:media", "http://search.yahoo.com/mrss/")
	b.open("channel")
	title := m.feedTitle(d)
	b.leaf("title", title)
	b.leaf("link", m.links.absolute(d.Home))
	b.leaf("description", title)
	b.leaf("language", feedLang(d.Lang))
	b.leaf("copyright", clean(p.Site.Rights.Copyright.Value, maxLine))
	b.leaf("lastBuildDate", rfc822(newest(d.Stories)))
	b.leaf("docs", "https://www.rssboard.org/rss-specification")
	b.empty("atom:link", "rel", "self", "type", "application/rss+xml", "href", m.links.absolute(d.Path))
	for _, s := range d.Stories {
		rssItem(&b, newFeedMaker(p, d, s).feedItem(s), feedLang(d.Lang))
	}
	b.close("channel")
	b.close("rss")
	return b.Bytes()
}

func rssItem(b *markup, it feedItem, lang string) {
	b.open("item")
	b.leaf("title", it.title)
	b.leaf("link", it.url)
	if it.id == it.url {
		b.leaf("guid", it.id)
	} else {
		b.leaf("guid", it.id, "isPermaLink", "false")
	}
	b.leaf("pubDate", rfc822(it.published))
	if !it.updated.IsZero() {
		b.leaf("atom:updated", it.updated.Format(time.RFC3339))
	}
	for _, name := range it.authors {
		b.leaf("dc:creator", name)
	}
	for _, tag := range it.tags {
		b.leaf("category", tag)
	}
	b.leaf("description", it.summary)
	b.leaf("content:encoded", it.html)
	for _, p := range it.pictures {
		mediaContent(b, p, lang)
	}
	b.close("item")
}

// mediaContent writes one picture. The photographers have their role in the scheme
// of the European Broadcasting Union; the line that the page shows has none.
func mediaContent(b *markup, p feedPicture, lang string) {
	b.open("media:content", "url", p.url, "type", p.kind, "medium", "image", "width", p.width, "height", p.height, "lang", lang)
	b.leaf("media:title", p.title, "type", ifSet(p.title, "plain"))
	b.leaf("media:description", p.caption, "type", ifSet(p.caption, "plain"))
	for _, name := range p.creators {
		b.leaf("media:credit", name, "role", "photographer", "scheme", "urn:ebu")
	}
	b.leaf("media:credit", p.credit)
	b.leaf("media:copyright", p.copyright, "url", ifSet(p.copyright, p.license))
	if p.license != "" {
		text := p.usage
		if text == "" {
			text = p.license
		}
		b.leaf("media:license", text, "type", "text/html", "href", p.license)
	}
	b.empty("media:thumbnail", "url", p.thumb, "width", p.thumbWidth, "height", p.thumbHeight)
	b.leaf("dcterms:created", p.date)
	b.leaf("dcterms:spatial", p.place)
	b.close("media:content")
}

func ifSet(text, value string) string {
	if text == "" {
		return ""
	}
	return value
}

// rfc822 writes a time as RSS has it, with four digits of the year.
func rfc822(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC1123Z)
}
