package page

import (
	"html/template"
	"net/url"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"

	"photodesk/generator/plan"
	"photodesk/generator/story"
)

// links knows where a page stands and writes addresses as seen from there.
type links struct {
	from string // the page's own path: "zh/story/index.html"
	base string // the site's absolute address, ending in "/"; empty: not known
	root string // set for a page that is served at any depth: links begin with it

	files bool // links to pages lead to their files
}

func newLinks(p *plan.Plan, pg *plan.Page) links {
	l := links{from: pg.Path, base: webURL(p.Site.BaseURL.Value), files: p.Files}
	if pg.Kind == plan.NotFound {
		l.root = "/"
		if u, err := url.Parse(l.base); err == nil && u.Path != "" {
			l.root = u.EscapedPath()
		}
	}
	return l
}

// to returns the URL of an output path as seen from the page. The path of a
// page may be that of its file or of its folder; the URL is the folder's.
func (l links) to(target string) string {
	if l.files && (target == "" || strings.HasSuffix(target, "/")) {
		target += "index.html"
	}
	if l.root != "" {
		return l.root + escapePath(folderOf(target))
	}
	if l.files {
		return relative(l.from, target)
	}
	return relative(l.from, folderOf(target))
}

// absolute returns the whole address of an output path, or "".
func (l links) absolute(target string) string {
	if l.base == "" {
		return ""
	}
	return l.base + escapePath(folderOf(target))
}

// folderOf returns the address of a page by its file: "a/index.html" → "a/".
func folderOf(target string) string {
	if dir, file := path.Split(target); file == "index.html" {
		return dir
	}
	return target
}

// relative returns the URL of the output path target, of a file or a folder, as
// seen from the page at the output path from: "a/index.html", "b/c.jpg" →
// "../b/c.jpg".
func relative(from, target string) string {
	at := from[:strings.LastIndexByte(from, '/')+1]
	shared := 0 // the length of the folders that both are in
	for i := 0; i < min(len(at), len(target)) && at[i] == target[i]; i++ {
		if at[i] == '/' {
			shared = i + 1
		}
	}
	rel := upwards(strings.Count(at[shared:], "/")) + escapePath(target[shared:])
	if rel == "" || strings.HasPrefix(rel, "/") || colonInFirst(rel) {
		return "./" + rel
	}
	return rel
}

// upwards returns the URL of the folder that many levels up. A site of ten thousand
// pictures has a million links: those of usual depth take no memory.
func upwards(levels int) string {
	const usual = "../../../../../../"
	if n := levels * len("../"); n <= len(usual) {
		return usual[:n]
	}
	return strings.Repeat("../", levels)
}

// colonInFirst reports whether the first segment would be taken for a scheme
// (RFC 3986, section 4.2).
func colonInFirst(rel string) bool {
	first, _, _ := strings.Cut(rel, "/")
	return strings.Contains(first, ":")
}

// escapePath percent-encodes each segment of a path. Commas too are encoded,
// so that the URL can stand in a srcset.
func escapePath(p string) string {
	if isPlainPath(p) {
		return p
	}
	segments := strings.Split(p, "/")
	for i, s := range segments {
		segments[i] = url.PathEscape(s)
	}
	return strings.Join(segments, "/")
}

// isPlainPath reports whether a path has nothing to encode (RFC 3986, section 2.3).
func isPlainPath(p string) bool {
	for _, c := range []byte(p) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case c == '/', c == '-', c == '_', c == '.', c == '~':
		default:
			return false
		}
	}
	return true
}

// webURL returns an address that a page may link to: http, https or mailto,
// else "". Addresses come from photographs that strangers made.
func webURL(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 2048 {
		return ""
	}
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return ""
	case (u.Scheme == "http" || u.Scheme == "https") && u.Host != "", u.Scheme == "mailto" && u.Opaque != "":
		return u.String()
	}
	return ""
}

// html passes what the editor wrote, with its links to other stories and
// pictures as seen from the page.
func (m *maker) html(written string) template.HTML {
	written = story.ResolveLinks(written, m.resolve)
	if m.page.Kind != plan.Essay && m.page.Story != nil { // a footnote's text stands below the essay
		written = strings.ReplaceAll(written, ` href="#`, ` href="`+m.links.to(m.page.Story.Path)+`#`)
	}
	return safe(written)
}

// resolve finds the address of a story, in the page's language if it has one in
// that, or of a picture; "" if neither is published.
func (m *maker) resolve(target, fragment string) string {
	target = norm.NFC.String(target)
	var found string
	for _, s := range m.plan.Stories {
		at := m.within(s, target, fragment)
		if at != "" && s.Lang == m.page.Lang {
			return at
		} else if found == "" {
			found = at
		}
	}
	return found
}

// within returns the address of a target in a story: the story itself or one of
// its pictures.
func (m *maker) within(s *plan.Story, target, fragment string) string {
	dir := norm.NFC.String(s.Folder.Dir)
	switch {
	case target == dir && fragment != "" && s == m.page.Story && m.page.Kind == plan.Essay:
		return "#" + escapePath(fragment)
	case target == dir && fragment != "":
		return m.links.to(s.Path) + "#" + escapePath(fragment)
	case target == dir:
		return m.links.to(s.Path)
	case !strings.HasPrefix(target, dir+"/"):
		return ""
	}
	if s.Notice != nil {
		return "" // its pictures' pages show a notice each
	}
	for _, f := range s.Figures {
		if norm.NFC.String(f.Photo) == target {
			return m.links.to(f.Path)
		}
	}
	return ""
}
