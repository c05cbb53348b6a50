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
// folder takes its pictures with it, and the frames that other sites carry.
func (m *maker) aliases(shares []*Share) {
	var all []*alias
	for _, s := range m.plan.Stories {
		for _, written := range s.Aliases {
			if a := m.alias(s, written, shares); a != nil {
				all = append(all, a)
			}
		}
	}
	alone := m.alone(all, shares)
	for _, a := range all {
		m.redirect(a, alone(a))
	}
}

// alias is one old address of a story, and what was planned at it.
type alias struct {
	story    *Story
	from     string    // "old/" or "old.html"
	file     string    // of the page there
	pictures []*Figure // that keep their addresses below it
}

// alias plans the pages at an old address; nil if it cannot be one.
func (m *maker) alias(s *Story, written story.Text, shares []*Share) *alias {
	from, ok := oldAddress(written.Value, m.site.BaseURL.Value)
	if !ok {
		m.diags.Error("front-matter", written.Pos, fmt.Sprintf("%q is no address of this site", written.Value),
			"write the old address as it stood behind the site's own: 2019/bridge/ or 2019/bridge.html")
		return nil
	}
	what := fmt.Sprintf("the old address of %q", s.Headline.Value)
	a := newAlias(s, from)
	if was, taken := m.taken(a.file, shares); taken {
		m.diags.Error("url-collision", written.Pos,
			fmt.Sprintf("%s, %q, belongs to %s (%s)", what, from, was.what, was.pos),
			"an address leads to one page: take the alias out, or give the other page another address")
		return nil
	}
	m.claim(a.file, what, written.Pos)
	m.moved(s, a.file, s.Path)
	if !a.folder() {
		return a
	}
	m.movedFrame(a, nil)
	for _, f := range s.Figures {
		at := a.picture(f) + "index.html"
		if _, taken := m.taken(at, shares); !taken && m.claim(at, what, written.Pos) {
			a.pictures = append(a.pictures, f)
			m.moved(s, at, f.Path)
			m.movedFrame(a, f)
		}
	}
	return a
}

func newAlias(s *Story, from string) *alias {
	a := &alias{story: s, from: from, file: from}
	if a.folder() {
		a.file += "index.html"
	}
	return a
}

func (a *alias) folder() bool { return strings.HasSuffix(a.from, "/") }

// picture returns the folder that a picture had below an old one.
func (a *alias) picture(f *Figure) string { return a.from + f.Slug + "/" }

// frame returns the path without its ending that the frame of a story or, if f is not
// nil, of a picture had.
func (a *alias) frame(f *Figure) string {
	at := a.from
	if f != nil {
		at = a.picture(f)
	}
	return EmbedDir + strings.TrimSuffix(at, "/")
}

// movedFrame plans the page where a frame was. Its path is free where that of the page
// is that it mirrors.
func (m *maker) movedFrame(a *alias, f *Figure) {
	if m.site.BaseURL.Value != "" {
		m.moved(a.story, a.frame(f)+".html", EmbedPath(a.story, f)+".html")
	}
}

// alone returns whether nothing but its own pictures lies below an old address. Some
// hosts follow a redirect whatever there is at an address (Cloudflare's do), so that
// one for a whole folder would take live pages away, or lead in a circle.
func (m *maker) alone(all []*alias, shares []*Share) func(*alias) bool {
	whose, own := map[string]*alias{}, map[string]bool{}
	live, several := new(alias), new(alias)
	mark := func(path string, who *alias) {
		for i := strings.LastIndexByte(path, '/'); i >= 0; i = strings.LastIndexByte(path[:i], '/') {
			dir := path[:i+1]
			switch was := whose[dir]; was {
			case nil:
				whose[dir] = who
			case who, several:
				return // and so is all above
			default:
				whose[dir] = several
			}
		}
	}
	for _, a := range all {
		for _, at := range a.files() {
			own[strings.ToLower(at)] = true
			mark(strings.ToLower(at), a)
		}
	}
	for _, s := range shares {
		for _, dir := range s.roots() {
			mark(dir, live)
		}
	}
	for path := range m.claims {
		if !own[path] {
			mark(path, live)
		}
	}
	return func(a *alias) bool { return whose[strings.ToLower(a.from)] == a }
}

// files returns the paths that an old address takes.
func (a *alias) files() []string {
	out := []string{a.file}
	for _, f := range a.pictures {
		out = append(out, a.picture(f)+"index.html")
	}
	return out
}

// redirect lists where an old address leads: for a folder that is there no more in one
// line, else picture by picture.
func (m *maker) redirect(a *alias, alone bool) {
	lead := func(from, to string, below bool) {
		m.plan.Redirects = append(m.plan.Redirects, Redirect{From: from, To: to, Below: below})
	}
	frame := func(f *Figure) {
		for _, ending := range []string{".html", ".json"} {
			lead(a.frame(f)+ending, EmbedPath(a.story, f)+ending, false)
		}
	}
	framed := a.folder() && m.site.BaseURL.Value != ""
	lead(a.from, a.story.Path, a.folder() && alone)
	if framed {
		frame(nil)
	}
	switch {
	case framed && alone && len(a.story.Figures) > 0:
		lead(a.frame(nil)+"/", EmbedPath(a.story, nil)+"/", true)
	case !alone:
		for _, f := range a.pictures {
			lead(a.picture(f), f.Path, false)
			if framed {
				frame(f)
			}
		}
	}
}

// moved plans the page at an old address, unless a page there would be nothing that
// a browser opens: "bridge.php" is left to _redirects.
func (m *maker) moved(s *Story, file, to string) {
	if ext := path.Ext(file); ext == ".html" || ext == ".htm" {
		m.plan.Pages = append(m.plan.Pages, &Page{Path: file, Kind: Moved, Lang: s.Lang, To: to})
	}
}

// taken returns who has an output path. Shares that lie apart keep their claims to
// themselves.
func (m *maker) taken(file string, shares []*Share) (claim, bool) {
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
