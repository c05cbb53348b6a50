package generator

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/url"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"
	"golang.org/x/net/html"

	"photodesk/generator/page"
	"photodesk/generator/plan"
)

const machineBase = "https://photos.example.org/essays/"

// machineSite is a site in three languages, one of them written from right to left,
// with all that machines are told of: rights, topics, corrections, old addresses, a
// sensitive and a withdrawn picture, names that must be escaped.
func machineSite(t *testing.T, base string) *site {
	t.Helper()
	s := newSite(t)
	s.shared = true
	s.text("content/site.yaml", strings.ReplaceAll(`title: Desk & <Pictures>
base_url: BASE
languages: [en, zh, ar]
timezone: Asia/Shanghai
publisher: {name: "Example News", url: "https://example.org/"}
data_mining: DMI-PROHIBITED-GENAIMLTRAINING
rights: {copyright: "© Example", usage_terms: "Editorial use only", license: "https://example.org/license", acquire_license_page: "https://example.org/buy"}
`, "BASE", base))
	const front = `published: 2023-07-25 08:32 +08:00
byline: [Tang Yi, "O'Neil & Sons"]
topics: [Industry, Cars & trade]
places: [Chongqing]
agency: Xinhua
`
	const pictures = `
An opening with a [link](../older/index.md) and "quotes" & \<signs>.

![Cars](01.jpg)
The first caption, July 20, 2023. (Xinhua/Tang Yi)

![Robots](<02 重庆.jpg>)
The second caption, July 21, 2023. (Xinhua/Li Qianlei)
![Line](03.jpg)
The third caption, July 21, 2023. (Xinhua/Li Qianlei)

![Blood](04.jpg){sensitive="Shows blood"}
The fourth caption, July 21, 2023. (Xinhua/Tang Yi)

![Gone](05.jpg){withdrawn="2024-01-02: The agency withdrew it"}
The fifth caption.

12
:   things counted
`
	s.text("content/lines/index.md", "---\nheadline: Lines & \"runs\" ]]>\n"+front+`dek: A dek.
aliases: [2023/old-lines/, https://photos.example.org/essays/lines.html, node/12.php]
corrections: [{date: 2023-07-26 10:00 +08:00, text: "It was *July 20*."}]
editors_note: A note.
---
`+pictures)
	s.text("content/lines/index.zh.md", "---\nheadline: 生产线满负荷运转\n"+front+"---\n"+pictures)
	s.text("content/lines/index.ar.md", "---\nheadline: خطوط الإنتاج\n"+front+"---\n"+pictures)
	s.text("content/older/index.md", "---\nheadline: Older\npublished: 2022-01-01\n---\n\n![A](a.jpg)\nA caption, January 1, 2022. (AP Photo/Jane Roe)\n")
	s.text("content/gone/index.md", "---\nheadline: Taken down\npublished: 2022-01-01\nwithdrawn: {date: 2022-02-01, reason: It was wrong}\n---\n\n![A](a.jpg)\nA caption.\n")
	for i, name := range []string{"lines/01.jpg", "lines/02 重庆.jpg", "lines/03.jpg", "lines/04.jpg", "lines/05.jpg", "older/a.jpg", "gone/a.jpg"} {
		s.photo("content/"+name, "1300x900 shade="+string(rune('1'+i))+" headline=Headline")
	}
	return s
}

// addresses are what stands behind the site's own address in any of its files.
var addresses = regexp.MustCompile(`https://photos\.example\.org/[^\s"'<>\\]*`)

// TestEveryAbsoluteAddressIsInTheOutput walks the addresses in every feed, sitemap,
// card, oEmbed file and description, and finds each.
func TestEveryAbsoluteAddressIsInTheOutput(t *testing.T) {
	s := machineSite(t, machineBase)
	s.good()
	files := s.files("public")
	if dir := os.Getenv("MACHINES_SITE"); dir != "" { // for the tools of .ci/machines
		if err := os.CopyFS(dir, os.DirFS(s.path("public"))); err != nil {
			t.Fatal(err)
		}
	}
	moved := redirected(files["_redirects"])
	of := map[string]int{}
	for name, data := range files {
		switch path.Ext(name) {
		case ".html", ".xml", ".json", ".txt":
		default:
			continue
		}
		data = strings.NewReplacer("&amp;", "&", "&#34;", `"`, "&#39;", "'", "&lt;", "<", "&gt;", ">", `\u0026`, "&", `\u003c`, "<").Replace(data)
		for _, address := range addresses.FindAllString(data, -1) {
			of[path.Base(name)]++
			u, err := url.Parse(strings.TrimRight(address, ".,;:"))
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			target, ok := strings.CutPrefix(u.Path, "/essays/")
			if target == "" || strings.HasSuffix(target, "/") {
				target += "index.html"
			}
			if _, there := files[target]; !ok || !there && !moved[target] {
				t.Errorf("%s: %s leads to %q, which is not in the output", name, address, target)
			}
		}
	}
	for _, name := range []string{"feed.xml", "feed.json", "sitemap.xml", "robots.txt", "index.html", "lines.json", "lines.html"} {
		if of[name] == 0 {
			t.Errorf("%s has no address", name)
		}
	}
	for _, name := range []string{"zh/feed.xml", "ar/feed.json", "embed/zh/lines/02-重庆.html", "embed/lines/01.json", "embed/gone.html", "topics/cars-trade/feed.xml", "zh/topics/industry/feed.json", "2023/old-lines/01/index.html", "lines.html"} {
		if files[name] == "" {
			t.Errorf("%s is not there", name)
		}
	}
	if b := s.good(); len(b.Report.Written)+len(b.Report.Deleted) > 0 {
		t.Errorf("a second build wrote %v", b.Report.Written)
	}
}

// redirected returns the old addresses that only a host knows.
func redirected(rules string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(rules) {
		out[strings.TrimPrefix(strings.Fields(line)[0], "/")] = true
	}
	return out
}

func TestNothingAbsoluteIsInventedInAnyFile(t *testing.T) {
	s := machineSite(t, `""`)
	s.text("content/lines/index.md", strings.ReplaceAll(string(must(os.ReadFile(s.path("content/lines/index.md")))), "https://photos.example.org/essays/", ""))
	s.good()
	files := s.files("public")
	for name, data := range files {
		if strings.Contains(data, "photos.example.org") {
			t.Errorf("%s has an absolute address", name)
		}
		if strings.HasSuffix(name, "feed.xml") || strings.HasSuffix(name, "feed.json") || strings.HasPrefix(name, "sitemap") || strings.HasPrefix(name, "embed/") {
			t.Errorf("%s cannot be without the site's address", name)
		}
	}
	if files["robots.txt"] == "" || strings.Contains(files["robots.txt"], "Sitemap") {
		t.Errorf("robots.txt: %q", files["robots.txt"])
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestFeedsAreRead has a library that is not ours read every feed and find each
// picture with its credit, rights and date.
func TestFeedsAreRead(t *testing.T) {
	s := machineSite(t, machineBase)
	s.good()
	files := s.files("public")
	for _, dir := range []string{"", "zh/", "ar/"} {
		rss, err := gofeed.NewParser().ParseString(files[dir+"feed.xml"])
		if err != nil {
			t.Fatal(dir, err)
		}
		js, err := gofeed.NewParser().ParseString(files[dir+"feed.json"])
		if err != nil {
			t.Fatal(dir, err)
		}
		for _, feed := range []*gofeed.Feed{rss, js} {
			if feed.Title != "Desk & <Pictures>" || feed.Link != machineBase+dir || feed.FeedLink != machineBase+dir+path.Base(feed.FeedLink) || feed.Language == "" {
				t.Errorf("%s: %q %s %s %s", dir, feed.Title, feed.Link, feed.FeedLink, feed.Language)
			}
			it := feed.Items[0]
			if it.PublishedParsed == nil || it.PublishedParsed.UTC().Format("2006-01-02T15:04Z") != "2023-07-25T00:32Z" {
				t.Errorf("%s: published %v", dir, it.Published)
			}
			names := it.Extensions["dc"]["creator"] // of which the library makes one author
			if len(it.Authors) == 2 {
				names = []ext.Extension{{}, {Value: it.Authors[1].Name}}
			}
			if len(names) != 2 || names[1].Value != "O'Neil & Sons" || len(it.Categories) != 2 {
				t.Errorf("%s: authors %v, categories %v", dir, names, it.Categories)
			}
			for _, want := range []string{"The first caption", "Tang Yi</small>", "things counted", `href="` + machineBase + dir + "lines/04/\">Shows blood"} {
				if !strings.Contains(it.Content, want) {
					t.Errorf("%s: the text lacks %q:\n%s", dir, want, it.Content)
				}
			}
			if strings.Contains(it.Content, "lines/04-") || strings.Contains(it.Content, "lines/05-") || strings.Contains(it.Content, `href="#`) || strings.Contains(it.Content, `="../`) {
				t.Errorf("%s: the text shows what it must not:\n%s", dir, it.Content)
			}
		}
		pictures := rss.Items[0].Extensions["media"]["content"]
		if len(pictures) != 3 {
			t.Fatalf("%s: %d pictures", dir, len(pictures))
		}
		for i, p := range pictures {
			photographer := []string{"Tang Yi", "Li Qianlei", "Li Qianlei"}[i]
			for _, want := range [][2]string{
				{child(p, "credit"), photographer},
				{p.Children["credit"][0].Attrs["role"], "photographer"},
				{child(p, "copyright"), "© Example"},
				{child(p, "license"), "Editorial use only"},
				{p.Children["license"][0].Attrs["href"], "https://example.org/license"},
				{p.Attrs["medium"], "image"},
				{p.Attrs["width"], "1300"},
				{child(p, "title"), "Headline"},
			} {
				if want[0] != want[1] {
					t.Errorf("%s: picture %d: %q, want %q", dir, i+1, want[0], want[1])
				}
			}
			if !strings.Contains(child(p, "description"), "caption") || p.Children["thumbnail"][0].Attrs["url"] == "" {
				t.Errorf("%s: picture %d: %v", dir, i+1, p.Children)
			}
		}
		if got := len(js.Items[0].Enclosures); got != 3 {
			t.Errorf("%s: %d attachments", dir, got)
		}
	}
	english := must(gofeed.NewParser().ParseString(files["feed.xml"]))
	if len(english.Items) != 2 || english.Items[0].GUID != machineBase+"2023/old-lines/" || english.Items[1].GUID != machineBase+"older/" {
		t.Errorf("%d items; the first, which moved, is known by its first address: %q", len(english.Items), english.Items[0].GUID)
	}
	topic := must(gofeed.NewParser().ParseString(files["topics/cars-trade/feed.xml"]))
	if topic.Title != "Cars & trade – Desk & <Pictures>" || topic.Link != machineBase+"topics/cars-trade/" || len(topic.Items) != 1 {
		t.Errorf("a topic's feed: %q %s %d", topic.Title, topic.Link, len(topic.Items))
	}
	doc := must(html.Parse(strings.NewReader(files["topics/cars-trade/index.html"])))
	var named []string
	for n := range doc.Descendants() {
		if n.Data == "link" && strings.HasPrefix(attrOf(n, "type"), "application/") {
			named = append(named, attrOf(n, "href")+" "+attrOf(n, "title"))
		}
	}
	if want := "feed.xml " + topic.Title; !slices.Contains(named, want) {
		t.Errorf("a topic's page does not name its feed %q, but %q", want, named)
	}
	if english.Updated != "Wed, 26 Jul 2023 10:00:00 +0800" {
		t.Errorf("a feed's date is that of its newest correction, not %q", english.Updated)
	}
}

func child(e ext.Extension, name string) string {
	if len(e.Children[name]) == 0 {
		return ""
	}
	return e.Children[name][0].Value
}

// TestDatesOfPicturesInFeeds: Media RSS has no date, so that it is Dublin Core's.
func TestDatesOfPicturesInFeeds(t *testing.T) {
	s := newSite(t)
	s.text("content/site.yaml", "title: T\nbase_url: "+machineBase+"\n")
	s.text("content/a/index.md", "---\nheadline: A\npublished: 2024-05-02\n---\n\n![A](1.jpg)\nA bridge.\n")
	s.text("content/a/1.md", "---\ndate: 2023-07-20 10:30 +08:00\nlocation: {city: Chongqing, country: China}\n---\n")
	s.photo("content/a/1.jpg", "1300x900 credit=Agency")
	s.good()
	feed := s.files("public")["feed.xml"]
	for _, want := range []string{"<dcterms:created>2023-07-20T10:30+08:00</dcterms:created>", "<dcterms:spatial>Chongqing, China</dcterms:spatial>"} {
		if !strings.Contains(feed, want) {
			t.Errorf("no %s in\n%s", want, feed)
		}
	}
}

// TestSitemap reads the sitemap as XML and finds every page that may be found, with
// its translations and pictures, and no other.
func TestSitemap(t *testing.T) {
	s := machineSite(t, machineBase)
	s.good()
	files := s.files("public")
	var set struct {
		URLs []struct {
			Loc     string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 loc"`
			Lastmod string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 lastmod"`
			Links   []struct {
				Hreflang string `xml:"hreflang,attr"`
				Href     string `xml:"href,attr"`
			} `xml:"http://www.w3.org/1999/xhtml link"`
			Images []struct {
				Loc string `xml:"http://www.google.com/schemas/sitemap-image/1.1 loc"`
			} `xml:"http://www.google.com/schemas/sitemap-image/1.1 image"`
		} `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 url"`
	}
	if err := xml.Unmarshal([]byte(files["sitemap.xml"]), &set); err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, u := range set.URLs {
		at[must(url.PathUnescape(strings.TrimPrefix(u.Loc, machineBase)))] = i + 1
	}
	for _, want := range []string{"", "zh/", "ar/", "topics/", "ar/topics/industry/", "lines/", "zh/lines/", "lines/02-重庆/", "lines/04/", "older/a/"} {
		if at[want] == 0 {
			t.Errorf("%q is not listed", want)
		}
	}
	for _, not := range []string{"gone/", "gone/a/", "lines/05/", "404.html", "embed/lines.html", "2023/old-lines/"} {
		if at[not] != 0 {
			t.Errorf("%q is listed", not)
		}
	}
	lines := set.URLs[at["lines/"]-1]
	if len(lines.Images) != 3 || len(lines.Links) != 3 || lines.Links[1].Hreflang != "zh-Hans" || lines.Lastmod != "2023-07-26T10:00:00+08:00" {
		t.Errorf("%+v", lines)
	}
	if got := set.URLs[at["lines/04/"]-1].Images; len(got) != 0 {
		t.Errorf("a sensitive picture is listed: %v", got)
	}
	for want, n := range map[string]int{"Sitemap: " + machineBase + "sitemap.xml\n": 1, "User-agent: GPTBot\n": 1, "Disallow: /\n": 1, "Disallow:\n": 1} {
		if got := strings.Count(files["robots.txt"], want); got != n {
			t.Errorf("robots.txt has %q %d times:\n%s", want, got, files["robots.txt"])
		}
	}
	if !strings.Contains(files["lines/index.html"], `<meta name="tdm-reservation" content="1">`) {
		t.Error("a page does not say that mining is reserved")
	}
}

// TestEmbedding: only the pages for frames may be framed, they keep the credit, and
// the file that describes them is found from the page.
func TestEmbedding(t *testing.T) {
	s := machineSite(t, machineBase)
	s.good()
	files := s.files("public")
	var o struct {
		Type, Version, HTML, Credit, License string
		Width, Height                        int
		Thumbnail                            string `json:"thumbnail_url"`
	}
	if err := json.Unmarshal([]byte(files["embed/lines/01.json"]), &o); err != nil {
		t.Fatal(err)
	}
	if o.Type != "rich" || o.Version != "1.0" || !strings.Contains(o.Credit, "Tang Yi") || o.License != "https://example.org/license" || o.Thumbnail == "" || o.Width == 0 || o.Height == 0 {
		t.Errorf("%+v", o)
	}
	if !strings.HasPrefix(o.HTML, `<iframe src="`+machineBase+`embed/lines/01.html" `) {
		t.Errorf("html %s", o.HTML)
	}
	if !strings.Contains(files["lines/01/index.html"], `<link rel="alternate" type="application/json+oembed" href="`+machineBase+`embed/lines/01.json">`) {
		t.Error("the page does not lead to its oEmbed file")
	}
	frame := files["embed/lines/01.html"]
	for _, want := range []string{`<meta name="robots" content="noindex">`, `<link rel="canonical" href="` + machineBase + `lines/01/">`, `<base target="_top">`, "Tang Yi", "The first caption", `href="../../lines/01/"`} {
		if !strings.Contains(frame, want) {
			t.Errorf("the frame lacks %s:\n%s", want, frame)
		}
	}
	if got := files["embed/lines/05.html"]; strings.Contains(got, "<img") || !strings.Contains(got, "The agency withdrew it") {
		t.Errorf("a withdrawn picture in a frame:\n%s", got)
	}
	if got := files["embed/lines/04.html"]; !strings.Contains(got, "<details") {
		t.Errorf("a sensitive picture in a frame:\n%s", got)
	}
	blocks := strings.Split(files["_headers"], "\n/")
	i := slices.IndexFunc(blocks, func(b string) bool { return strings.HasPrefix(b, "embed/*\n") })
	if i < 0 || !strings.Contains(blocks[i], "  ! X-Frame-Options\n") || !strings.Contains(blocks[i], "frame-ancestors *") || strings.Count(files["_headers"], "frame-ancestors *") != 1 {
		t.Errorf("_headers:\n%s", files["_headers"])
	}
}

// TestMoved: an old address leads on, its pictures too, by a page and by a rule.
func TestMoved(t *testing.T) {
	s := machineSite(t, machineBase)
	s.good()
	files := s.files("public")
	want := "/2023/old-lines/* /lines/:splat 301\n/embed/2023/old-lines.html /embed/lines.html 301\n/embed/2023/old-lines.json /embed/lines.json 301\n" +
		"/embed/2023/old-lines/* /embed/lines/:splat 301\n/lines.html /lines/ 301\n/node/12.php /lines/ 301\n"
	if files["_redirects"] != want {
		t.Errorf("_redirects:\n%s", files["_redirects"])
	}
	for name, to := range map[string]string{
		"2023/old-lines/index.html": "../../lines/", "2023/old-lines/02-重庆/index.html": "../../../lines/02-%E9%87%8D%E5%BA%86/", "lines.html": "lines/",
		"embed/2023/old-lines.html": "../lines.html", "embed/2023/old-lines/02-重庆.html": "../../lines/02-%E9%87%8D%E5%BA%86.html",
	} {
		if !strings.Contains(files[name], `content="0; url=`+to+`"`) || !strings.Contains(files[name], `rel="canonical"`) {
			t.Errorf("%s:\n%s", name, files[name])
		}
	}
	if _, ok := files["node/12.php"]; ok {
		t.Error("a page is no PHP file")
	}
}

// TestMachinesInAPreview: what a preview opens by its path is what a build writes.
func TestMachinesInAPreview(t *testing.T) {
	s := machineSite(t, machineBase)
	m, err := Make(t.Context(), s.options("cache"))
	if err != nil {
		t.Fatal(err)
	}
	all := m.Files()
	for _, f := range all {
		one, ok := m.File(f.Path)
		if !ok {
			t.Errorf("no file at %s", f.Path)
			continue
		}
		if path.Ext(f.Path) != ".jpg" && path.Ext(f.Path) != ".webp" {
			a, b := must(io.ReadAll(must(f.Open()))), must(io.ReadAll(must(one.Open())))
			if !bytes.Equal(a, b) {
				t.Errorf("%s differs", f.Path)
			}
		}
	}
}

// TestSitemapsAreSplit at their limit, which an index then names.
func TestSitemapsAreSplit(t *testing.T) {
	s := machineSite(t, machineBase)
	opt := s.options("cache")
	content, diags, err := opt.Loader.Load(opt.Tree, "content")
	if err != nil || diags.HasErrors() {
		t.Fatal(err, diags)
	}
	photos, err := probe(t.Context(), withMemory(opt), content)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := plan.Make(content, photos, plan.Options{Now: now, SitemapURLs: 7})
	pages, parts := 0, 0
	for _, d := range p.Docs {
		switch d.Kind {
		case plan.Sitemap:
			parts++
			pages += len(d.Pages)
			if len(d.Pages) > 7 {
				t.Errorf("%s has %d pages", d.Path, len(d.Pages))
			}
		case plan.SitemapIndex:
			if data := string(must(page.Doc(p, d))); !strings.Contains(data, "<loc>"+machineBase+"sitemap-2.xml</loc>") || len(d.Parts) != parts {
				t.Errorf("%d parts:\n%s", parts, data)
			}
		default:
		}
	}
	if parts < 3 || pages < 15 {
		t.Errorf("%d pages in %d parts", pages, parts)
	}
}

func withMemory(opt Options) Options {
	if opt.Memory == nil {
		opt.Memory = new(Memory)
	}
	return opt
}
