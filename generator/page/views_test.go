package page

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"photodesk/generator/plan"
)

func TestLanguages(t *testing.T) {
	docs := pages(t, samplePlan())
	root := all(docs["ar/lines/index.html"], "html")[0]
	if get(root, "lang") != "ar" || get(root, "dir") != "rtl" {
		t.Errorf("arabic: %v", root.Attr)
	}
	zh := docs["zh/lines/index.html"]
	if lang := get(all(zh, "html")[0], "lang"); lang != "zh-Hans" {
		t.Errorf("chinese: lang %q", lang)
	}
	if caption := class(zh, "caption")[0]; get(caption, "lang") != "en" {
		t.Errorf("an English caption on a Chinese page: %v", caption.Attr)
	}
	if caption := class(docs["lines/index.html"], "caption")[0]; get(caption, "lang") != "" {
		t.Errorf("an English caption on an English page: %v", caption.Attr)
	}
	byline := class(docs["lines/index.html"], "byline")[0]
	if got := content(byline); got != "By Tang Yi, Li Qianlei and 唐奕 Xinhua" {
		t.Errorf("byline %q", got)
	}
	if han := all(byline, "span")[1]; get(han, "lang") != "zh-Hans" {
		t.Errorf("a Han name on an English page: %v", han.Attr)
	}
	if got := content(class(zh, "byline")[0]); got != "作者：Tang Yi、Li Qianlei、唐奕 Xinhua" {
		t.Errorf("byline %q", got)
	}
	if got := content(all(class(zh, "opening")[0], "time")[0]); got != "2023年7月25日 08:32（UTC+8）" {
		t.Errorf("date %q", got)
	}
	var langs []string
	for _, n := range all(zh, "link") {
		if get(n, "rel") == "alternate" && get(n, "hreflang") != "" {
			langs = append(langs, get(n, "hreflang")+" "+get(n, "href"))
		}
	}
	want := "en https://photos.example.org/essays/lines/ zh-Hans https://photos.example.org/essays/zh/lines/ ar https://photos.example.org/essays/ar/lines/"
	if got := strings.Join(langs, " "); got != want {
		t.Errorf("alternates %s", got)
	}
}

func TestEssay(t *testing.T) {
	doc := pages(t, samplePlan())["lines/index.html"]
	if got := len(class(doc, "figure")); got != 7 {
		t.Errorf("%d figures", got)
	}
	if got := len(all(class(doc, "index")[0], "li")); got != 5 {
		t.Errorf("%d thumbnails, want one for each picture that is shown", got)
	}
	if got := content(class(doc, "meta")[0]); got != "CHONGQING July 25, 2023, 8:32 a.m. (UTC+8) Updated July 26, 2023, 10:00 a.m. (UTC+8) 5 pictures" {
		t.Errorf("meta %q", got)
	}
	row := class(doc, "row")[0]
	if n := len(all(row, "figcaption")); n != 1 {
		t.Errorf("a row with one caption has %d", n)
	}
	if got := content(class(row, "credit")[0]); got != "Tang Yi/Xinhua" {
		t.Errorf("credit %q", got)
	}
	if got := content(class(doc, "more")[0]); !strings.Contains(got, "An older story") {
		t.Errorf("next story: %q", got)
	}
	if got := content(class(doc, "credits")[0]); got != "Credits Tang Yi/Xinhua" {
		t.Errorf("credits %q", got)
	}
}

// veiled reports whether a picture is out of sight, and not fetched, until the
// reader asks for it.
func veiled(img *html.Node) bool {
	for a := img.Parent; a != nil; a = a.Parent {
		if a.Data == "details" {
			return get(img, "loading") == "lazy"
		}
	}
	return false
}

func TestSensitivePictureIsVeiledEverywhere(t *testing.T) {
	n := 0
	for file, doc := range pages(t, samplePlan()) {
		for _, img := range all(doc, "img") {
			if !strings.Contains(get(img, "src"), "05-") {
				continue
			}
			if n++; !veiled(img) {
				t.Errorf("%s shows %s", file, get(img, "src"))
			}
		}
		for _, link := range all(doc, "link") {
			if strings.Contains(get(link, "imagesrcset"), "05-") {
				t.Errorf("%s preloads a sensitive picture", file)
			}
		}
	}
	if n < 8 {
		t.Errorf("the sensitive picture stands on %d pages", n)
	}
}

func TestSensitiveStoryVeilsAll(t *testing.T) {
	p := samplePlan()
	p.Stories[0].Sensitive = text("Shows the dead")
	docs := pages(t, p)
	for _, img := range all(docs["index.html"], "img") {
		t.Errorf("the front page shows %s", get(img, "src"))
	}
	essay := docs["lines/index.html"]
	for _, img := range all(essay, "img") {
		if card := strings.HasPrefix(get(img, "src"), "../"); !card && !veiled(img) {
			t.Errorf("the essay shows %s", get(img, "src"))
		}
	}
	if got := content(class(essay, "note")[2]); got != "Warning Shows the dead" {
		t.Errorf("warning %q", got)
	}
	if got := len(class(essay, "veil")); got != 6 {
		t.Errorf("%d veils", got)
	}
}

func TestHeadlineOfAPicture(t *testing.T) {
	p := samplePlan()
	for _, s := range p.Stories[:2] {
		s.Figures[0].Words().Headline = value("A worker welds", "en")
	}
	docs := pages(t, p)
	for file, want := range map[string][2]string{
		"lines/01-图/index.html":    {"A worker welds", "A worker welds (1 of 6) – Picture Desk"},
		"lines/02-图/index.html":    {"Picture 2 of 6", "Picture 2 of 6: Production lines run at full capacity – Picture Desk"},
		"zh/lines/01-图/index.html": {"第1张图片，共6张", "第1张图片，共6张：重庆新能源汽车生产线满负荷运转 – Picture Desk"},
	} {
		h1, title := content(all(docs[file], "h1")[0]), content(all(docs[file], "title")[0])
		if h1 != want[0] || title != want[1] {
			t.Errorf("%s: h1 %q, title %q", file, h1, title)
		}
	}
}

func TestWithdrawn(t *testing.T) {
	docs := pages(t, samplePlan())
	for _, file := range []string{"gone/index.html", "gone/01-图/index.html", "lines/06-图/index.html"} {
		main := all(docs[file], "main")[0]
		if got := content(main); !strings.Contains(got, "withdrawn") || !strings.Contains(got, "January 2, 2024") || strings.Contains(got, "must not be seen") || strings.Contains(got, "caption") {
			t.Errorf("%s: %q", file, got)
		}
		robots := ""
		for _, n := range all(docs[file], "meta") {
			if get(n, "name") == "robots" {
				robots = get(n, "content")
			}
		}
		if robots != "noindex" {
			t.Errorf("%s: robots %q", file, robots)
		}
	}
	for _, n := range all(docs["gone/index.html"], "img") {
		t.Errorf("gone/ shows %s", get(n, "src"))
	}
	if got := content(class(docs["lines/index.html"], "gone")[0]); got != "This picture has been withdrawn January 2, 2024, 9:00 a.m. (UTC) The agency killed it" {
		t.Errorf("notice %q", got)
	}
}

func TestPicturePage(t *testing.T) {
	docs := pages(t, samplePlan())
	doc := docs["lines/02-图/index.html"]
	facts := map[string]string{}
	for _, n := range all(class(doc, "facts")[0], "div") {
		facts[content(all(n, "dt")[0])] = content(all(n, "dd")[0])
	}
	for label, want := range map[string]string{
		"Date": "July 20, 2023", "Place": "Chongqing, China", "People": "唐奕 and Li Qianlei", "Creator": "Tang Yi", "Credit": "Xinhua",
		"License": "example.org/license", "Get a license": "", "Camera": "Canon EOS R5, 1/250 s",
	} {
		if facts[label] != want {
			t.Errorf("%s: %q, want %q", label, facts[label], want)
		}
	}
	if got := get(all(class(doc, "crumb")[0], "a")[0], "href"); got != "../#02-%E5%9B%BE" {
		t.Errorf("back to %q", got)
	}
	if got := content(class(doc, "crumb")[0]); got != "Production lines run at full capacity Previous picture 2 of 6 Next picture" {
		t.Errorf("crumb %q", got)
	}
	for _, n := range all(doc, "a") {
		if get(n, "rel") == "next" && get(n, "href") != "../03-%E5%9B%BE/" {
			t.Errorf("next %q", get(n, "href"))
		}
	}
	strip := all(class(doc, "strip")[0], "a")
	if len(strip) != 6 || get(strip[1], "aria-current") != "page" || get(strip[0], "aria-current") != "" {
		t.Errorf("a strip of %d", len(strip))
	}
	if got := content(class(doc, "address")[0]); got != "https://photos.example.org/essays/lines/02-%E5%9B%BE/" {
		t.Errorf("address %q", got)
	}
}

func TestLinksOfTheText(t *testing.T) {
	docs := pages(t, samplePlan())
	for _, c := range []struct{ file, class, want string }{
		{"lines/index.html", "caption", "03-%E5%9B%BE/"},
		{"lines/02-图/index.html", "caption", "../03-%E5%9B%BE/"},
		{"zh/lines/02-图/index.html", "caption", "../03-%E5%9B%BE/"},
		{"a #1, \"100%\" 重庆/index.html", "caption", "../lines/03-%E5%9B%BE/"},
		{"lines/index.html", "correction", "#b"},
		{"a #1, \"100%\" 重庆/index.html", "correction", "../lines/#b"},
	} {
		links := all(class(docs[c.file], c.class)[0], "a")
		if got := get(links[0], "href"); got != c.want {
			t.Errorf("%s: the link in a %s leads to %q, want %q", c.file, c.class, got, c.want)
		}
		if href, ok := attr(links[len(links)-1], "href"); c.class == "correction" && ok {
			t.Errorf("%s: a link to what is not published leads to %q", c.file, href)
		}
	}
}

func TestFirstPictureIsPreloaded(t *testing.T) {
	doc := pages(t, samplePlan())["lines/index.html"]
	source := all(doc, "source")[0]
	for _, n := range all(doc, "link") {
		if get(n, "rel") == "preload" {
			if get(n, "imagesrcset") != get(source, "srcset") || get(n, "imagesizes") != get(source, "sizes") || get(n, "type") != "image/webp" {
				t.Errorf("preload %v\nsource %v", n.Attr, source.Attr)
			}
			return
		}
	}
	t.Error("no preload")
}

// TestTitleOfAPagedFront: the first page of several is the site, whatever follows.
func TestTitleOfAPagedFront(t *testing.T) {
	docs := pages(t, samplePlan())
	for file, want := range map[string]string{"index.html": "Picture Desk", "page/2/index.html": "Page 2 of 2 – Picture Desk"} {
		shared := ""
		for _, n := range all(docs[file], "meta") {
			if get(n, "property") == "og:title" {
				shared = get(n, "content")
			}
		}
		if got := content(all(docs[file], "title")[0]); got != want || strings.Contains(shared, "Page") != strings.HasPrefix(want, "Page") {
			t.Errorf("%s: title %q, shared as %q", file, got, shared)
		}
	}
}

func TestEmptySite(t *testing.T) {
	p := samplePlan()
	p.Pages[0].List, p.Pages[0].Of, p.Stories = nil, 1, nil
	doc := parsed(t, rendered(t, defaultTheme(t), p, p.Pages[0]))
	if got := content(all(doc, "main")[0]); got != english.Words.NoStories {
		t.Errorf("main %q", got)
	}
}

// TestLinksOfFramesHaveNames: WCAG 2.4.4, of pictures without an alternative text too.
func TestLinksOfFramesHaveNames(t *testing.T) {
	theme, p := defaultTheme(t), samplePlan()
	s := p.Stories[0]
	s.Cover.Words().AltNone, s.Figures[0].Words().AltNone = true, true
	for _, pg := range []*plan.Page{
		{Path: "embed/lines.html", Kind: plan.Embed, Lang: "en", Story: s},
		{Path: "embed/lines/01.html", Kind: plan.Embed, Lang: "en", Story: s, Figure: s.Figures[0]},
	} {
		links := all(parsed(t, rendered(t, theme, p, pg)), "a")
		if len(links) < 3 || len(class(parsed(t, rendered(t, theme, p, pg)), "photo")) != 1 {
			t.Errorf("%s has %d links", pg.Path, len(links))
		}
		for _, a := range links {
			if content(a)+get(a, "aria-label") == "" {
				t.Errorf("%s: the link to %s has no name", pg.Path, get(a, "href"))
			}
		}
	}
}

func TestNotFoundNeedsNothing(t *testing.T) {
	p := samplePlan()
	doc := pages(t, p)["404.html"]
	for _, n := range all(doc, "link") {
		if rel := get(n, "rel"); rel != "alternate" {
			t.Errorf("404.html links to a %s", rel)
		}
	}
	for _, n := range all(doc, "a") {
		if href := get(n, "href"); !strings.HasPrefix(href, "/essays/") && !strings.HasPrefix(href, "#") && !strings.HasPrefix(href, "https://") {
			t.Errorf("404.html links to %q", href)
		}
	}
	p.Site.BaseURL = text("")
	doc = parsed(t, rendered(t, defaultTheme(t), p, p.Pages[len(p.Pages)-1]))
	if got := get(all(class(doc, "homes")[0], "a")[1], "href"); got != "/zh/" {
		t.Errorf("without base_url a home is %q", got)
	}
}
