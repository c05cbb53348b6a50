package page

import (
	"fmt"

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
