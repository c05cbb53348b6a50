package page

import (
	"bytes"
	"net/url"
	"path"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"photodesk/generator/plan"
)

// pages renders every page of a plan.
func pages(t testing.TB, p *plan.Plan) map[string]*html.Node {
	t.Helper()
	theme := defaultTheme(t)
	out := map[string]*html.Node{}
	for _, pg := range p.Pages {
		out[pg.Path] = parsed(t, rendered(t, theme, p, pg))
	}
	return out
}

func rendered(t testing.TB, theme *Theme, p *plan.Plan, pg *plan.Page) []byte {
	t.Helper()
	data, err := theme.Render(p, pg)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func parsed(t testing.TB, data []byte) *html.Node {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func get(n *html.Node, name string) string { v, _ := attr(n, name); return v }

// all returns the elements of a name, of every name for "".
func all(doc *html.Node, name string) []*html.Node {
	var list []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && (name == "" || n.Data == name) {
			list = append(list, n)
		}
	}
	return list
}

func class(doc *html.Node, name string) []*html.Node {
	var list []*html.Node
	for _, n := range all(doc, "") {
		for _, c := range strings.Fields(get(n, "class")) {
			if c == name {
				list = append(list, n)
			}
		}
	}
	return list
}

// content returns the text that a reader sees, with single spaces.
func content(n *html.Node) string {
	const inline = " a bdi code details em img picture source span strong summary sup time "
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		} else if !strings.Contains(inline, " "+d.Data+" ") {
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestEveryAddressIsRelativeAndPlanned(t *testing.T) {
	p := samplePlan()
	known := map[string]bool{}
	for _, pg := range p.Pages {
		known[pg.Path], known[folderOf(pg.Path)] = true, true
	}
	for _, i := range imagesOf(p) {
		known[i.Path] = true
	}
	for _, a := range p.Assets {
		known[a.Path] = true
	}
	for file, doc := range pages(t, p) {
		n := 0
		for _, ref := range references(doc) {
			if strings.HasPrefix(ref, "https://example.org/") {
				continue
			}
			n++
			if target := resolve(t, file, ref); !known[target] {
				t.Errorf("%s: %q leads to %q, which is not planned", file, ref, target)
			}
		}
		if n < 2 {
			t.Errorf("%s has %d addresses", file, n)
		}
	}
}

// dataBlock is the type of scripts that browsers do not execute, so that no policy
// has to allow them.
const dataBlock = "application/ld+json"

// allowedRules reports whether a script is the speculation rules that the policy
// allows by their hash.
func allowedRules(n *html.Node) bool {
	return get(n, "type") == "speculationrules" && n.FirstChild != nil && n.FirstChild.Data == speculation
}

// references returns every address that a browser follows or fetches.
func references(doc *html.Node) []string {
	var list []string
	for _, n := range all(doc, "") {
		if v, ok := attr(n, "href"); ok && get(n, "rel") != "canonical" && get(n, "rel") != "alternate" {
			list = append(list, v)
		}
		if v, ok := attr(n, "src"); ok {
			list = append(list, v)
		}
		for _, name := range []string{"srcset", "imagesrcset"} {
			if v, ok := attr(n, name); ok {
				for _, candidate := range strings.Split(v, ",") {
					list = append(list, strings.Fields(candidate)[0])
				}
			}
		}
	}
	return list
}

// resolve follows a reference as a browser does from a site under a subpath.
func resolve(t *testing.T, file, ref string) string {
	t.Helper()
	base := &url.URL{Scheme: "https", Host: "host.example", Path: "/essays/" + file}
	u, err := url.Parse(ref)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if file != "404.html" && (u.IsAbs() || strings.HasPrefix(u.Path, "/")) {
		t.Errorf("%s: %q is not relative", file, ref)
	}
	return strings.TrimPrefix(base.ResolveReference(u).Path, "/essays/")
}

func TestEveryPageIsSound(t *testing.T) {
	p := samplePlan()
	for file, doc := range pages(t, p) {
		if n := len(all(doc, "h1")); n != 1 {
			t.Errorf("%s has %d h1", file, n)
		}
		if n := len(all(doc, "main")); n != 1 {
			t.Errorf("%s has %d main", file, n)
		}
		ids := map[string]bool{}
		for _, n := range all(doc, "") {
			if v, ok := attr(n, "style"); ok {
				t.Errorf("%s: <%s style=%q>", file, n.Data, v)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: <%s %s>", file, n.Data, a.Key)
				}
			}
			if id, ok := attr(n, "id"); ok && ids[id] {
				t.Errorf("%s: id %q twice", file, id)
			} else if ok {
				ids[id] = true
			}
		}
		for _, n := range all(doc, "script") {
			if get(n, "src") == "" && get(n, "type") != dataBlock && !allowedRules(n) {
				t.Errorf("%s: inline script", file)
			}
		}
		soundImages(t, file, doc)
	}
}

func soundImages(t *testing.T, file string, doc *html.Node) {
	t.Helper()
	eager := 0
	for _, n := range all(doc, "img") {
		for _, name := range []string{"src", "srcset", "sizes", "width", "height", "alt", "decoding"} {
			if _, ok := attr(n, name); !ok {
				t.Errorf("%s: %s has no %s", file, get(n, "src"), name)
			}
		}
		if get(n, "loading") != "lazy" {
			eager++
		}
		if n.Parent.Data == "a" && get(n, "alt") == "" && get(n.Parent, "aria-label") == "" {
			t.Errorf("%s: the link round %s has no name", file, get(n, "src"))
		}
	}
	if eager > 1 {
		t.Errorf("%s: %d pictures are loaded at once", file, eager)
	}
}

func TestSameBytes(t *testing.T) {
	a, b := samplePlan(), samplePlan()
	one, two := defaultTheme(t), defaultTheme(t)
	for i := range a.Pages {
		if !bytes.Equal(rendered(t, one, a, a.Pages[i]), rendered(t, two, b, b.Pages[i])) {
			t.Errorf("%s differs", a.Pages[i].Path)
		}
	}
	if !bytes.Equal(one.Headers(a), two.Headers(b)) {
		t.Error("the headers differ")
	}
}

func TestMinifyingChangesNoWord(t *testing.T) {
	p := samplePlan()
	p.Stories[0].Blocks[0].Prose.HTML = "<p>One <em>two</em> <a href=\"#a\">three</a>, <code>a  b</code>\nfour&nbsp;%&lt;i&gt; &amp;amp; &quot;x&quot;</p>\n<pre><code>a\n\n  b</code></pre><blockquote><p>Q</p></blockquote>"
	theme := defaultTheme(t)
	var full bytes.Buffer
	v := newMaker(p, p.Pages[4]).view(theme.css)
	if err := theme.sets[plan.Essay].ExecuteTemplate(&full, layout, v); err != nil {
		t.Fatal(err)
	}
	small := parsed(t, rendered(t, theme, p, p.Pages[4]))
	want := parsed(t, full.Bytes())
	for _, name := range []string{"prose", "opening", "row", "credits", "note", "key-figures"} {
		for i, n := range class(want, name) {
			if got := class(small, name)[i]; content(got) != content(n) {
				t.Errorf("%s:\n got %q\nwant %q", name, content(got), content(n))
			}
		}
	}
	if got := all(small, "pre")[0].FirstChild.FirstChild.Data; got != "a\n\n  b" {
		t.Errorf("preformatted text became %q", got)
	}
}

func FuzzRelative(f *testing.F) {
	for _, seed := range [][2]string{
		{"index.html", "index.html"}, {"a/b/index.html", "a/c.jpg"}, {"a/index.html", "a/"}, {"zh/a/index.html", "a:b/c,d e#?.jpg"}, {"a/index.html", "a/b:c"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, from, to string) {
		for _, p := range []string{from, to} {
			clean := strings.TrimSuffix(p, "/")
			if p == "" || strings.ContainsRune(p, 0) || path.Clean("/" + clean)[1:] != clean || clean == "" {
				t.Skip()
			}
		}
		if strings.HasSuffix(from, "/") {
			t.Skip()
		}
		base := &url.URL{Scheme: "https", Host: "h", Path: "/sub/" + from}
		ref, err := url.Parse(relative(from, folderOf(to)))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := base.ResolveReference(ref).Path, "/sub/"+folderOf(to); got != want {
			t.Errorf("from %q to %q: %q leads to %q", from, to, relative(from, folderOf(to)), got)
		}
	})
}

func TestRenderingSideBySide(t *testing.T) {
	p := samplePlan()
	theme := defaultTheme(t)
	var group sync.WaitGroup
	for _, pg := range p.Pages {
		group.Go(func() {
			if _, err := theme.Render(p, pg); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}
