package page

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"photodesk/generator/plan"
	"photodesk/generator/story"
)

// described returns the things that a page tells of, by their type.
func described(t *testing.T, doc *html.Node) map[string]map[string]any {
	t.Helper()
	things := map[string]map[string]any{}
	for _, n := range all(doc, "script") {
		if get(n, "type") != dataBlock {
			continue
		}
		var g struct {
			Context string           `json:"@context"`
			Graph   []map[string]any `json:"@graph"`
		}
		if err := json.Unmarshal([]byte(n.FirstChild.Data), &g); err != nil || g.Context != "https://schema.org" {
			t.Fatalf("%v: %q", err, n.FirstChild.Data)
		}
		for _, thing := range g.Graph {
			things[thing["@type"].(string)] = thing
		}
	}
	return things
}

// has complains of properties that a thing has not.
func has(t *testing.T, thing map[string]any, names ...string) {
	t.Helper()
	for _, name := range names {
		if v := thing[name]; v == nil || v == "" {
			t.Errorf("%v has no %s", thing["@type"], name)
		}
	}
}

// TestArticle holds a story to what Google's documentation of Article asks for,
// https://developers.google.com/search/docs/appearance/structured-data/article,
// and each picture to that of image metadata, .../image-license-metadata.
func TestArticle(t *testing.T) {
	a := described(t, pages(t, samplePlan())["lines/index.html"])["NewsArticle"]
	has(t, a, "author", "dateModified", "datePublished", "headline", "image", "publisher", "mainEntityOfPage", "inLanguage", "correction", "workTranslation")
	if got := a["datePublished"]; got != "2023-07-25T08:32:00+08:00" {
		t.Errorf("published %v", got)
	}
	if got := a["dateModified"]; got != "2023-07-26T10:00+08:00" {
		t.Errorf("modified %v", got)
	}
	for _, who := range a["author"].([]any) {
		has(t, who.(map[string]any), "@type", "name")
	}
	if got := len(a["image"].([]any)); got != 4 {
		t.Errorf("the cover in %d forms", got)
	}
	if got := a["correction"].([]any)[0].(map[string]any)["text"]; got != "It was July 20, gone." {
		t.Errorf("correction %q", got)
	}
	pictures := a["associatedMedia"].([]any)
	if len(pictures) != 4 {
		t.Fatalf("%d pictures, want those that are neither sensitive nor withdrawn", len(pictures))
	}
	for _, p := range append(pictures, a["image"].([]any)...) {
		has(t, p.(map[string]any), "contentUrl", "creator", "creditText", "copyrightNotice", "license", "width", "height")
		if u := p.(map[string]any)["contentUrl"].(string); !strings.HasPrefix(u, "https://photos.example.org/essays/") {
			t.Errorf("contentUrl %q", u)
		}
	}
}

func TestHeadlineOfAnArticleIsCut(t *testing.T) {
	p := samplePlan()
	p.Stories[0].Headline = text(strings.Repeat("重", 200))
	a := described(t, pages(t, p)["lines/index.html"])["NewsArticle"]
	if n := len([]rune(a["headline"].(string))); n != 110 {
		t.Errorf("%d characters", n)
	}
}

func TestImageObject(t *testing.T) {
	p := samplePlan()
	p.Stories[0].Figures[0].Words().Meta.DigitalSourceType = value("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", "")
	p.Stories[0].Figures[0].Words().Meta.JobTitle = value("Staff photographer", "")
	p.Stories[0].Figures[0].Words().Keywords = []plan.Value{value("CHN", "")}
	docs := pages(t, p)
	o := described(t, docs["lines/01-图/index.html"])["ImageObject"]
	has(t, o, "url", "thumbnailUrl", "caption", "description", "dateCreated", "contentLocation", "about", "isPartOf", "encodingFormat")
	if o["digitalSourceType"] != "https://schema.org/TrainedAlgorithmicMediaDigitalSource" || o["representativeOfPage"] != true || o["acquireLicensePage"] != nil {
		t.Errorf("%v", o)
	}
	for _, untold := range []string{"keywords", "jobTitle"} { // no page shows them
		if text := fmt.Sprint(o); strings.Contains(text, untold) {
			t.Errorf("%s in %s", untold, text)
		}
	}
	for _, path := range []string{"lines/05-图/index.html", "lines/06-图/index.html"} {
		if o := described(t, docs[path])["ImageObject"]; o != nil {
			t.Errorf("%s, sensitive or withdrawn, tells of %v", path, o)
		}
	}
}

// TestBreadcrumbs: https://developers.google.com/search/docs/appearance/structured-data/breadcrumb
// asks for position and name of each, and for the item of all but the last.
func TestBreadcrumbs(t *testing.T) {
	list := described(t, pages(t, samplePlan())["zh/lines/01-图/index.html"])["BreadcrumbList"]["itemListElement"].([]any)
	if len(list) != 3 {
		t.Fatalf("%v", list)
	}
	for i, crumb := range list {
		c := crumb.(map[string]any)
		has(t, c, "name")
		if c["position"] != float64(i+1) || (c["item"] == nil) != (i == 2) {
			t.Errorf("%d: %v", i, c)
		}
	}
	if item := list[0].(map[string]any)["item"]; item != "https://photos.example.org/essays/zh/" {
		t.Errorf("the first leads to %v", item)
	}
}

func TestSharing(t *testing.T) {
	p := samplePlan()
	docs := pages(t, p)
	got := func(path, property string) string {
		var list []string
		for _, n := range all(docs[path], "meta") {
			if get(n, "property") == property || get(n, "name") == property {
				list = append(list, get(n, "content"))
			}
		}
		return strings.Join(list, " ")
	}
	for _, want := range [][3]string{
		{"lines/index.html", "og:type", "article"},
		{"lines/index.html", "og:image:alt", "What picture 2 shows"},
		{"lines/index.html", "og:image:width", "1200"},
		{"lines/index.html", "og:image:height", "630"},
		{"lines/index.html", "og:url", "https://photos.example.org/essays/lines/"},
		{"lines/index.html", "article:published_time", "2023-07-25T08:32:00+08:00"},
		{"zh/lines/index.html", "og:locale", "zh_CN"},
		{"zh/lines/index.html", "og:locale:alternate", "en_US ar_EG"},
		{"lines/index.html", "twitter:card", "summary_large_image"},
		{"index.html", "og:type", "website"},
		{"lines/05-图/index.html", "og:image", ""},
		{"lines/05-图/index.html", "twitter:card", "summary"},
		{"gone/index.html", "og:image", ""},
		{"404.html", "og:title", ""},
	} {
		if got := got(want[0], want[1]); got != want[2] {
			t.Errorf("%s: %s %q, want %q", want[0], want[1], got, want[2])
		}
	}
	p.Stories[0].Sensitive = text("Shows blood")
	docs = pages(t, p)
	if s := got("lines/index.html", "og:image"); s != "" {
		t.Errorf("a sensitive cover is shared: %s", s)
	}
}

func TestNothingAbsoluteWithoutBaseURL(t *testing.T) {
	p := samplePlan()
	p.Site.BaseURL = story.Text{}
	for path, doc := range pages(t, p) {
		for _, n := range all(doc, "") {
			for _, a := range n.Attr {
				if strings.Contains(a.Val, "photos.example.org") || n.Data == "meta" && strings.Contains(a.Val, "://") {
					t.Errorf("%s: <%s %s=%q>", path, n.Data, a.Key, a.Val)
				}
			}
		}
		for kind, thing := range described(t, doc) {
			if thing["@id"] != nil {
				t.Errorf("%s: %s is called %v", path, kind, thing["@id"])
			}
		}
	}
}
