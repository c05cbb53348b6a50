package page

import (
	"html/template"
	"path"
	"slices"
	"strings"

	"photodesk/generator/plan"
)

// maxHashes is how many styles the header's policy names; hosts cut long lines
// of _headers (Cloudflare Pages at 2,000 characters).
const maxHashes = 20

// Headers makes _headers, as Netlify, Cloudflare Pages and others read it. What
// has its content's digest in its name may be kept for ever; pages are asked
// for anew.
//
// Of two rules that set a header for one path Cloudflare joins the values, unless "!"
// takes back the first. Netlify knows no "!" and passes over the line: of two values it
// sends the later.
//
// The policy allows the styles of all pages by their hashes. Where these, or the pages, are
// too many it does not speak of styles, and the policy in each page's <meta>,
// which browsers apply as well, holds them to the page's own hash.
func (t *Theme) Headers(p *plan.Plan) []byte {
	var b strings.Builder
	block := func(path string, headers ...string) {
		b.WriteString(path + "\n")
		for _, h := range headers {
			b.WriteString("  " + h + "\n")
		}
	}
	block("/*",
		"Cache-Control: no-cache",
		"Content-Security-Policy: "+t.sitePolicy(p)+"; frame-ancestors 'none'",
		"Cross-Origin-Opener-Policy: same-origin",
		"Permissions-Policy: camera=(), geolocation=(), microphone=()",
		"Referrer-Policy: strict-origin-when-cross-origin",
		"X-Content-Type-Options: nosniff",
		"X-Frame-Options: DENY")
	if reserves(p) {
		b.WriteString("  tdm-reservation: 1\n")
	}
	if p.Embedded() { // the only pages that others may frame
		// Netlify goes on sending X-Frame-Options; browsers put frame-ancestors before it.
		block("/"+plan.EmbedDir+"*",
			"! Content-Security-Policy",
			"! X-Frame-Options",
			"Content-Security-Policy: img-src 'self'; script-src 'none'; font-src 'self'; connect-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *")
	}
	return []byte(b.String() + t.immutable(p))
}

// immutable lists what may be kept for ever: renditions, by their extensions,
// and the assets that have a digest in their name.
func (t *Theme) immutable(p *plan.Plan) string {
	patterns, plain := map[string]bool{}, map[string]bool{}
	for _, ending := range p.Endings {
		patterns["/*"+ending] = true
	}
	for _, piece := range p.Pieces {
		patterns["/"+escapePath(piece.Search.Folder)+"*.js"] = true
	}
	for _, a := range p.Assets {
		if url := "/" + escapePath(a.Path); a.Path != a.Name {
			patterns[url] = true
		} else if patterns["/*"+path.Ext(a.Path)] {
			plain[url] = true
		}
	}
	return rules(patterns, "public, max-age=31536000, immutable") + rules(plain, "no-cache")
}

func rules(patterns map[string]bool, cacheControl string) string {
	var b strings.Builder
	for _, pattern := range sorted(patterns) {
		b.WriteString(pattern + "\n  ! Cache-Control\n  Cache-Control: " + cacheControl + "\n")
	}
	return b.String()
}

func sorted(set map[string]bool) []string {
	var list []string
	for s := range set {
		list = append(list, s)
	}
	slices.Sort(list)
	return list
}

// maxPages is of how many pages the styles are looked at. To make the views of ten
// thousand takes a quarter of a build that has nothing else to do, and so many have
// seldom few styles.
const maxPages = 1000

// sitePolicy allows the styles of all pages.
func (t *Theme) sitePolicy(p *plan.Plan) string {
	hashes := map[string]bool{}
	many := len(p.Pages) > maxPages
	for _, pg := range p.Pages {
		if many || len(hashes) > maxHashes {
			break
		}
		if pg.Kind == plan.Embed || pg.Kind == plan.Moved {
			continue // they have headers or a policy of their own
		}
		if hash := hashOf(t.styleOf(p, pg)); hash != "" {
			hashes[hash] = true
		}
	}
	if many || len(hashes) > maxHashes {
		return "img-src 'self'; script-src 'self'" + hashOf(speculation) + "; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'"
	}
	return policy(strings.Join(sorted(hashes), ""))
}

// styleOf returns the style of a page as Render writes it.
func (t *Theme) styleOf(p *plan.Plan, pg *plan.Page) template.CSS {
	switch v := newMaker(p, pg).view(t.css).(type) {
	case EssayView:
		return v.Style
	case PictureView:
		return v.Style
	case FrontView:
		return v.Style
	case ListView:
		return v.Style
	case DirectoryView:
		return v.Style
	case SearchView:
		return v.Style
	case NotFoundView:
		return v.Style
	}
	return ""
}
