package page

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"

	"photodesk/generator/plan"
)

// Doc makes a file that machines read.
func Doc(p *plan.Plan, d plan.Doc) ([]byte, error) {
	switch d.Kind {
	case plan.RSS:
		return rss(p, d), nil
	case plan.JSONFeed:
		return jsonFeed(p, d)
	case plan.Sitemap:
		return sitemap(p, d), nil
	case plan.SitemapIndex:
		return sitemapIndex(p, d), nil
	case plan.Robots:
		return robots(p), nil
	case plan.Redirects:
		return redirects(p), nil
	case plan.OEmbed:
		return oEmbed(p, d)
	}
	return nil, fmt.Errorf("no file of kind %d: %s", d.Kind, d.Path)
}

// DocKey names the bytes that [Doc] makes, for less than making them; "" for files
// that are as quickly made. It is a digest of all that they depend on beside the
// program.
func DocKey(p *plan.Plan, d plan.Doc) string {
	h := sha256.New()
	var r record
	r.text(d.Path, d.Lang, d.Title, d.Home, p.Site.Title.Value, p.Site.BaseURL.Value)
	r.text(p.Site.Publisher.Name.Value, p.Site.Publisher.URL.Value)
	switch d.Kind {
	case plan.RSS, plan.JSONFeed:
		r.rights(p.Site.Rights)
		for _, s := range d.Stories {
			newFeedMaker(p, d, s).record(&r, s)
			r.flush(h)
		}
	case plan.Sitemap:
		for _, pg := range d.Pages {
			r.text(pg.Path, stamp(pg.Changed(), true))
			for _, a := range pg.Alternates {
				r.text(a.Lang, a.Path)
			}
			r.images(pg.Pictures())
			r.flush(h)
		}
	case plan.OEmbed:
		r.story(d.Story) // of a story the cover speaks too: its credit, its size, and whether it may be shown
		r.images(d.Story.Card)
		r.number(len(d.Story.Figures))
		for _, f := range []*plan.Figure{d.Story.Cover, d.Figure} {
			if f != nil {
				r.figure(f)
				r.number(f.Width)
				r.number(f.Height)
			}
		}
	default:
		return ""
	}
	r.flush(h)
	return hex.EncodeToString(h.Sum(nil))
}

// flush hashes what was recorded so far.
func (r *record) flush(h hash.Hash) {
	h.Write(*r)
	*r = (*r)[:0]
}
