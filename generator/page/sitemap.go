package page

import (
	"strings"

	"photodesk/generator/plan"
)

// sitemap makes a list of pages for search engines, each with its translations and
// its pictures: https://www.sitemaps.org/protocol.html, and Google's extension for
// images, of which nothing but image:loc is read any more.
func sitemap(p *plan.Plan, d plan.Doc) []byte {
	l := newLinks(p, &plan.Page{Path: d.Path})
	var b markup
	b.WriteString(xmlHeader)
	b.open("urlset", "xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9", "xmlns:xhtml", "http://www.w3.org/1999/xhtml",
		"xmlns:image", "http://www.google.com/schemas/sitemap-image/1.1")
	b.WriteByte('\n')
	for _, pg := range d.Pages {
		b.open("url")
		b.leaf("loc", l.absolute(pg.Path))
		b.leaf("lastmod", rfc3339(pg.Changed()))
		for _, a := range pg.Alternates {
			b.empty("xhtml:link", "rel", "alternate", "hreflang", htmlLang(a.Lang), "href", l.absolute(a.Path))
		}
		for _, picture := range pg.Pictures() {
			b.open("image:image")
			b.leaf("image:loc", l.absolute(picture))
			b.close("image:image")
		}
		b.close("url")
	}
	b.close("urlset")
	return b.Bytes()
}

// sitemapIndex names the parts of a sitemap.
func sitemapIndex(p *plan.Plan, d plan.Doc) []byte {
	l := newLinks(p, &plan.Page{Path: d.Path})
	var b markup
	b.WriteString(xmlHeader)
	b.open("sitemapindex", "xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")
	b.WriteByte('\n')
	for _, part := range d.Parts {
		b.open("sitemap")
		b.leaf("loc", l.absolute(part))
		b.close("sitemap")
	}
	b.close("sitemapindex")
	return b.Bytes()
}

// redirects makes _redirects, as Netlify, Cloudflare Pages and others read it: an old
// address, what is there now, and that it stays so.
func redirects(p *plan.Plan) []byte {
	var b strings.Builder
	for _, r := range p.Redirects {
		from, to := "/"+escapePath(r.From), "/"+escapePath(r.To)
		if r.Below {
			b.WriteString(from + "* " + to + ":splat 301\n")
		} else {
			b.WriteString(from + " " + to + " 301\n")
		}
	}
	return []byte(b.String())
}
