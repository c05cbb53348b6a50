package page

import (
	"strings"

	"photodesk/generator/plan"
)

// trainers are the names under which robots.txt can keep texts and pictures out of
// the training of generative models: crawlers that gather for it, and tokens of
// crawlers that gather for search too. From the operators' own pages and the list of
// the ai.robots.txt project, as of November 2026. Those who fetch a page because a
// reader asks for it, and those who only build an index for search, are not among
// them: a reader is welcome by any way.
var trainers = []string{
	"AI2Bot",
	"Amazonbot",
	"anthropic-ai",
	"Applebot-Extended",
	"Bytespider",
	"CCBot",
	"ClaudeBot",
	"cohere-training-data-crawler",
	"Diffbot",
	"FacebookBot",
	"Google-Extended",
	"GPTBot",
	"ImagesiftBot",
	"img2dataset",
	"meta-externalagent",
	"omgili",
	"PanguBot",
	"Webzio-Extended",
}

// reserves reports whether the site reserves text and data mining, by a value of the
// PLUS vocabulary: all that prohibit something do.
func reserves(p *plan.Plan) bool {
	return strings.HasPrefix(p.Site.DataMining.Value, "DMI-PROHIBITED")
}

// robots makes robots.txt (RFC 9309). All is open to search engines; a site that
// prohibits mining keeps out those who train models. Content-Usage is the line that
// the IETF's AI Preferences group is working on; who does not know it passes over it.
func robots(p *plan.Plan) []byte {
	l := newLinks(p, &plan.Page{Path: "robots.txt"})
	var b strings.Builder
	b.WriteString("User-agent: *\n")
	if reserves(p) {
		b.WriteString("Content-Usage: train-ai=n\n")
	}
	b.WriteString("Disallow:\n")
	if reserves(p) {
		b.WriteString("\n# " + p.Site.DataMining.Value + " (https://ns.useplus.org/LDF/ldf-XMPSpecification)\n")
		for _, name := range trainers {
			b.WriteString("User-agent: " + name + "\n")
		}
		b.WriteString("Disallow: /\n")
	}
	if at := l.absolute("sitemap.xml"); at != "" {
		b.WriteString("\nSitemap: " + at + "\n")
	}
	return []byte(b.String())
}
