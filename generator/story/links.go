package story

import (
	"bytes"
	"fmt"
	"html"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"

	"photodesk/generator/diag"
)

// innerScheme marks a link to something under content/ in the HTML of prose
// and captions. Its address is not known here, and differs from page to page:
// [ResolveLinks] puts it in.
const innerScheme = "story:"

var (
	scheme    = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*):`)
	innerLink = regexp.MustCompile(` href="` + innerScheme + `([^"]*)"`)
	// passSchemes are what a reader's browser may be sent to.
	passSchemes = []string{"http", "https", "mailto", "tel"}
)

// ResolveLinks fills in the addresses of links to stories and photographs in
// the HTML of a [Prose], a [Markdown] or a [KeyFigure]. resolve gets a
// [Link.Target], with its fragment, and returns the address as the page wants
// it; with "" the link loses its address and keeps its text.
func ResolveLinks(page string, resolve func(target, fragment string) string) string {
	return innerLink.ReplaceAllStringFunc(page, func(attr string) string {
		ref := html.UnescapeString(innerLink.FindStringSubmatch(attr)[1])
		target, fragment, _ := strings.Cut(ref, "#")
		target, _ = url.PathUnescape(target)
		fragment, _ = url.PathUnescape(fragment)
		if href := resolve(target, fragment); href != "" {
			return ` href="` + html.EscapeString(href) + `"`
		}
		return ""
	})
}

// link checks where n leads, notes it, and marks it when it leads to something
// under content/.
func (p *passage) link(n *ast.Link) {
	href, _ := unescape(string(n.Destination), len(n.Destination)*8)
	pos := p.place(max(0, n.Pos()), 1)
	if at := p.spots[n]; at != nil {
		pos = p.place(at.start, at.end-at.start)
		if i := strings.Index(string(p.src[at.shut+1:at.end]), string(n.Destination)); i >= 0 && n.Reference == nil {
			pos = p.place(at.shut+1+i, len(n.Destination))
		}
	}
	l := Link{Href: href, Pos: pos}
	if wrong, hint := l.locate(p.dir); wrong != "" {
		p.ds.Error("markdown", pos, wrong, hint)
		unwrap(n)
		return
	}
	if l.Target != "" {
		n.Destination = []byte(l.inner())
	}
	*p.links = append(*p.links, l)
}

// autoLink does the same for <…>, which is always absolute.
func (p *passage) autoLink(n *ast.AutoLink) {
	off := max(0, n.Pos())
	if i := bytes.Index(p.src[off:], n.Label(p.src)); i >= 0 {
		off += i
	}
	pos := p.place(off, len(n.Label(p.src)))
	l := Link{Href: string(n.URL(p.src)), Pos: pos}
	if n.AutoLinkType == ast.AutoLinkEmail {
		l.Href = "mailto:" + strings.TrimPrefix(l.Href, "mailto:")
	}
	if wrong, hint := l.locate(p.dir); wrong != "" {
		p.ds.Error("markdown", pos, wrong, hint)
		n.Parent().ReplaceChild(n.Parent(), n, ast.NewString([]byte(html.EscapeString(string(n.Label(p.src))))))
		return
	}
	*p.links = append(*p.links, l)
}

// unwrap leaves a link's text and takes the link away.
func unwrap(n *ast.Link) {
	for _, c := range children(n) {
		n.Parent().InsertBefore(n.Parent(), n, c)
	}
	n.Parent().RemoveChild(n.Parent(), n)
}

// locate finds what l means under content/, seen from dir, or says what is
// wrong with it.
func (l *Link) locate(dir string) (wrong, hint string) {
	// Browsers drop these inside a scheme's name, so that "java\nscript:" runs.
	bare := strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f || r == 0xfeff || r >= 0x200b && r <= 0x200f {
			return -1
		}
		return r
	}, l.Href)
	if m := scheme.FindStringSubmatch(bare); m != nil {
		if !slices.Contains(passSchemes, strings.ToLower(m[1])) {
			return fmt.Sprintf("a link may not lead to \"%s\"", m[1]+":"), "links lead to http, https, mailto and tel"
		}
		return "", ""
	}
	switch {
	case bare == "":
		return "the link leads nowhere", "write [text](address)"
	case strings.HasPrefix(bare, "/"), strings.HasPrefix(bare, "?"):
		return "", "" // elsewhere on the host: not ours to know
	}
	l.locateInner(dir)
	return "", ""
}

// locateInner sets Target and Fragment of a relative link.
func (l *Link) locateInner(dir string) {
	ref, fragment, _ := strings.Cut(l.Href, "#")
	if strings.Contains(ref, "?") {
		return
	}
	if decoded, err := url.PathUnescape(ref); err == nil {
		ref = decoded
	}
	if decoded, err := url.PathUnescape(fragment); err == nil {
		fragment = decoded
	}
	target := path.Join(dir, ref)
	if isIndexName(path.Base(target)) {
		target = path.Dir(target)
	}
	l.Target, l.Fragment = target, fragment
}

// inner returns the marked form of l for HTML.
func (l *Link) inner() string {
	parts := strings.Split(l.Target, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	s := innerScheme + strings.Join(parts, "/")
	if l.Fragment != "" {
		s += "#" + url.PathEscape(l.Fragment)
	}
	return s
}

// checkLinks reports links and related stories that lead to nothing under
// content/.
func (c *Content) checkLinks(root string, ds *diag.List) {
	known := newLinkTargets(c, root)
	for _, f := range c.Folders {
		for _, s := range f.Stories {
			for _, l := range s.Links {
				known.check(l, ds)
			}
			for _, r := range s.Related {
				known.checkRelated(f, r, ds)
			}
		}
		for _, s := range f.Sidecars {
			for _, l := range s.Links {
				known.check(l, ds)
			}
		}
	}
}

// linkTargets is what a link can lead to.
type linkTargets struct {
	root    string // content, where the list of stories is
	stories map[string]*Folder
	dirs    []string
}

func newLinkTargets(c *Content, root string) *linkTargets {
	t := &linkTargets{root: root, stories: map[string]*Folder{}}
	for _, f := range c.Folders {
		t.stories[norm.NFC.String(f.Dir)] = f
		t.dirs = append(t.dirs, f.Dir)
	}
	return t
}

// check reports a link whose target or fragment is not there.
func (t *linkTargets) check(l Link, ds *diag.List) {
	if l.Target == "" || l.Target == t.root {
		return
	}
	f := t.stories[norm.NFC.String(l.Target)]
	switch {
	case f != nil && (l.Fragment == "" || f.hasAnchor(l.Fragment)):
	case f != nil:
		ds.Warn("link-broken", l.Pos, fmt.Sprintf("no picture has the anchor \"%s\"", "#"+l.Fragment), diag.DidYouMean(l.Fragment, f.anchors(), ""))
	case !t.holds(l.Target):
		ds.Warn("link-broken", l.Pos, fmt.Sprintf("no story and no photograph at \"%s\"", l.Target), diag.DidYouMean(l.Target, t.dirs, ""))
	}
}

// holds reports whether target is a photograph of some story.
func (t *linkTargets) holds(target string) bool {
	for dir := path.Dir(target); dir != "."; dir = path.Dir(dir) {
		if f := t.stories[norm.NFC.String(dir)]; f != nil {
			return slices.ContainsFunc(f.Photos, func(p string) bool { return norm.NFC.String(p) == norm.NFC.String(target) })
		}
	}
	return false
}

// checkRelated reports a related story that is not there. One is written as its
// folder's path under content/, or relative to this one.
func (t *linkTargets) checkRelated(f *Folder, r Text, ds *diag.List) {
	if t.stories[norm.NFC.String(RelatedDir(f, r))] == nil {
		ds.Warn("link-broken", r.Pos, fmt.Sprintf("no story at \"%s\"", r.Value), diag.DidYouMean(RelatedDir(f, r), t.dirs, "write the path of its folder under content/"))
	}
}

// RelatedDir returns the folder that an entry of "related" in f means:
// "bridge" and "/bridge/" are content/bridge, "../bridge" is beside f.
func RelatedDir(f *Folder, r Text) string {
	if strings.HasPrefix(r.Value, ".") {
		return path.Join(f.Dir, r.Value)
	}
	root, _, _ := strings.Cut(f.Dir, "/")
	return path.Join(root, strings.TrimPrefix(r.Value, root+"/"))
}

// anchors returns the anchors of a folder's figures, in any language.
func (f *Folder) anchors() []string {
	var all []string
	for _, s := range f.Stories {
		for _, fig := range s.Figures() {
			if fig.Anchor.Value != "" {
				all = append(all, fig.Anchor.Value)
			}
		}
	}
	return all
}

// hasAnchor reports whether an anchor, or the slug that a file's name makes, is
// that of a figure.
func (f *Folder) hasAnchor(name string) bool {
	return slices.Contains(f.anchors(), name) || slices.ContainsFunc(f.Photos, func(p string) bool { return slugged(stem(p)) == name })
}
