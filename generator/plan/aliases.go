package plan

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"photodesk/generator/diag"
	"photodesk/generator/story"
)

// aliases plans the old addresses of stories. Each gets a page that leads on, for
// hosts that know no redirects, and a line of _redirects for those that do. An old
// folder takes its pictures with it.
func (m *maker) aliases(shares []*share) {
	for _, s := range m.plan.Stories {
		for _, a := range s.Aliases {
			m.alias(s, a, shares)
		}
	}
}

func (m *maker) alias(s *Story, written story.Text, shares []*share) {
	from, ok := oldAddress(written.Value, m.site.BaseURL.Value)
	if !ok {
		m.diags.Error("front-matter", written.Pos, fmt.Sprintf("%q is no address of this site", written.Value),
			"write the old address as it stood behind the site's own: 2019/bridge/ or 2019/bridge.html")
		return
	}
	what := fmt.Sprintf("the old address of %q", s.Headline.Value)
	file := from
	if strings.HasSuffix(from, "/") {
		file += "index.html"
	}
	if was, taken := m.taken(file, shares); taken {
		m.diags.Error("url-collision", written.Pos,
			fmt.Sprintf("%s, %q, belongs to %s (%s)", what, from, was.what, was.pos),
			"an address leads to one page: take the alias out, or give the other page another address")
		return
	}
	m.claim(file, what, written.Pos)
	m.plan.Redirects = append(m.plan.Redirects, Redirect{From: from, To: s.Path, Below: file != from})
	m.moved(s, file, s.Path)
	if file == from {
		return
	}
	for _, f := range s.Figures {
		at := from + f.Slug + "/index.html"
		if _, taken := m.taken(at, shares); !taken && m.claim(at, what, written.Pos) {
			m.moved(s, at, f.Path)
		}
	}
}

// moved plans the page at an old address, unless a page there would be nothing that
// a browser opens: "bridge.php" is left to _redirects.
func (m *maker) moved(s *Story, file, to string) {
	if ext := path.Ext(file); ext == ".html" || ext == ".htm" {
		m.plan.Pages = append(m.plan.Pages, Page{Path: file, Kind: Moved, Lang: s.Lang, To: to})
	}
}

// taken returns who has an output path. Shares that lie apart keep their claims to
// themselves.
func (m *maker) taken(file string, shares []*share) (claim, bool) {
	key := strings.ToLower(file)
	if c, ok := m.claims[key]; ok {
		return c, true
	}
	for _, s := range shares {
		if c, ok := s.claims[key]; ok {
			return c, true
		}
	}
	first, rest, _ := strings.Cut(key, "/")
	if slices.ContainsFunc(m.site.Langs, func(lang string) bool { return strings.EqualFold(lang, first) }) {
		first, _, _ = strings.Cut(rest, "/")
	}
	if slices.Contains(reserved, first) {
		return claim{"photodesk itself", diag.InFile(m.site.File)}, true
	}
	return claim{}, false
}

// oldAddress returns an address that an editor wrote, below the site's: decoded, in
// NFC, without a slash before it, and with one behind it if it names no file.
func oldAddress(written, base string) (string, bool) {
	s := strings.TrimSpace(written)
	if base != "" {
		s = strings.TrimPrefix(s, base)
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "" || u.Host != "" || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		return "", false
	}
	p := norm.NFC.String(strings.TrimPrefix(u.Path, "/"))
	if p = strings.TrimSuffix(p, "index.html"); p == "" || strings.ContainsAny(p, "\\:*?\"<>|\x00\n\r\t") {
		return "", false
	}
	clean := path.Clean(p)
	if clean != strings.TrimSuffix(p, "/") || clean == "." || strings.HasPrefix(clean, "..") || strings.HasPrefix(path.Base(clean), ".") {
		return "", false
	}
	if !strings.HasSuffix(p, "/") && path.Ext(p) == "" {
		p += "/"
	}
	return p, true
}
