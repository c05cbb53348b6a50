package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"photodesk/generator/diag"
	"photodesk/generator/photo"
	"photodesk/generator/photo/meta"
	"photodesk/generator/story"
)

var noon = time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC)

// planned loads the files of a site and plans it.
func planned(t testing.TB, opt Options, files map[string]string) (*Plan, diag.List) {
	t.Helper()
	content, photos, ds := loaded(t, files)
	if opt.Now.IsZero() {
		opt.Now = noon
	}
	p, more := Make(content, photos, opt)
	return p, append(ds, more...)
}

// loaded loads the files of a site; every picture is one of 3000 by 2000 pixels
// whose digest is its name's first bytes.
func loaded(t testing.TB, files map[string]string) (*story.Content, map[string]Photo, diag.List) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(data)}
	}
	content, ds, err := story.NewLoader().Load(fsys, "content")
	if err != nil {
		t.Fatal(err)
	}
	photos := map[string]Photo{}
	for _, f := range content.Folders {
		for _, p := range f.Photos {
			facts := &photo.Facts{Facts: meta.Facts{Format: "jpeg", Width: 3000, Height: 2000, Orientation: 1, Components: 3}}
			copy(facts.Digest[:], p)
			photos[p] = Photo{Facts: facts}
		}
	}
	return content, photos, ds
}

const head = "---\nheadline: H\npublished: 2024-05-02\n---\n\n"

func essay(figures ...string) string { return head + strings.Join(figures, "\n\n") + "\n" }

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{
		"Bridge": "bridge", "重庆 #3 \"final\"": "重庆-3-final", "cafe\u0301": "café", "café": "café", "100% sure": "100-sure",
		"--a--b--": "a-b", "Ünï": "Ünï", "con": "con-1", "COM7": "com7-1", "console": "console", "": "", "!!!": "", "a.b": "a-b", "कि": "कि",
	} {
		if got := Slug(name); got != want {
			t.Errorf("Slug(%q) = %q, want %q", name, got, want)
		}
	}
	long := strings.Repeat("很长的名字", 60)
	if s := Slug(long); len(s) > maxSlug || !utf8.ValidString(s) || s == Slug(long+"二") {
		t.Errorf("a long name becomes %q", s)
	}
}

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"a", "重庆", "e\u0301\u0301", "-", "\u200b", "İ", "ß", "con", strings.Repeat("x", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Slug(s)
		if strings.ContainsAny(got, "/\\?#%&\"'<> \x00") || strings.HasPrefix(got, "-") || strings.HasSuffix(got, "-") && got != "" || len(got) > maxSlug+2 {
			t.Errorf("Slug(%q) = %q", s, got)
		}
		if len(got) < 100 && Slug(got) != got {
			t.Errorf("the slug of the slug %q is %q", got, Slug(got))
		}
	})
}

func TestWidths(t *testing.T) {
	asked := []int{480, 960, 1600, 2400}
	for own, want := range map[int][]int{
		6000: {480, 960, 1600, 2400}, 2400: {480, 960, 1600, 2400}, 2000: {480, 960, 1600, 2000},
		1700: {480, 960, 1600}, 480: {480}, 300: {300}, 500: {480}, 600: {480, 600}, 1: {1},
	} {
		if got := widths(asked, own); !slices.Equal(got, want) {
			t.Errorf("of a picture %d wide: %v, want %v", own, got, want)
		}
	}
}

// TestEveryPathOnce plans a site with all that can collide and looks for an
// output path that stands twice, also in letter case only.
func TestEveryPathOnce(t *testing.T) {
	p, ds := planned(t, Options{Assets: map[string]string{"static/site.css": "abc", "static/icon.svg": "def"}}, map[string]string{
		"content/site.yaml":     "title: T\nlanguages: [en, zh]\n",
		"content/a/index.md":    essay("![](x.jpg)", "![](X.png)", "![](p/x.jpg){#other}"),
		"content/a/index.zh.md": essay("![](x.jpg)"),
		"content/a/x.jpg":       "", "content/a/X.png": "", "content/a/p/x.jpg": "",
		"content/b/c/index.md": essay("![](y.jpg)"), "content/b/c/y.jpg": "",
	})
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	seen := map[string]bool{}
	add := func(path string) {
		if key := strings.ToLower(path); seen[key] {
			t.Errorf("%s stands twice", path)
		} else {
			seen[key] = true
		}
	}
	for _, pg := range p.Pages {
		add(pg.Path)
	}
	for _, im := range imagesOf(p) {
		add(im.Path)
	}
	for _, a := range p.Assets {
		add(a.Path)
	}
	for _, want := range []string{
		"a/x-jpg/index.html", "a/x-png/index.html", "a/other/index.html", "zh/a/x-jpg/index.html", "b/c/y/index.html",
		"index.html", "zh/index.html", "404.html", "static/site.abc.css", "static/icon.svg",
	} {
		if !seen[want] {
			t.Errorf("there is no %s", want)
		}
	}
	for path := range seen {
		if strings.HasPrefix(path, "zh/") && strings.HasSuffix(path, ".jpg") {
			t.Errorf("%s: pictures live once, under the first language", path)
		}
	}
}

func TestTimes(t *testing.T) {
	files := map[string]string{
		"content/out/index.md":   "---\nheadline: A\npublished: 2024-05-02\nexpires: 2024-07-01\n---\nText.\n",
		"content/later/index.md": "---\nheadline: B\npublished: 2024-05-02\nembargo: 2024-06-02 08:00 +00:00\n---\nText.\n",
		"content/over/index.md":  "---\nheadline: C\npublished: 2024-05-02\nexpires: 2024-06-01\n---\nText.\n",
		"content/draft/index.md": "---\nheadline: D\npublished: 2024-05-02\ndraft: true\n---\nText.\n",
	}
	at := func(opt Options) string {
		p, _ := planned(t, opt, files)
		var out []string
		for _, s := range p.Stories {
			out = append(out, strings.Trim(s.Path, "/"))
		}
		for _, h := range p.Held {
			out = append(out, h.Why)
		}
		return strings.Join(out, " ") + " " + p.Next.Format("01-02")
	}
	for _, c := range []struct {
		opt  Options
		want string
	}{
		{Options{}, "out draft embargo expired 06-02"},
		{Options{Now: noon.AddDate(0, 0, 1)}, "later out draft expired 07-01"},
		{Options{Now: noon.AddDate(0, 2, 0)}, "later draft expired expired 01-01"},
		{Options{Drafts: true}, "draft out embargo expired 06-02"},
	} {
		if got := at(c.opt); got != c.want {
			t.Errorf("%+v: %q, want %q", c.opt, got, c.want)
		}
	}
}

func TestTwicePlacedIsOnePage(t *testing.T) {
	p, ds := planned(t, Options{}, map[string]string{
		"content/a/index.md": essay("![](1.jpg)\nThe first words.", "![](2.jpg)\nAnother.", "![](1.jpg)\nOther words."),
		"content/a/1.jpg":    "", "content/a/2.jpg": "",
	})
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	s := p.Stories[0]
	if len(s.Figures) != 2 || s.Figures[0].Words().Caption.Text != "The first words." {
		t.Fatalf("figures %+v", s.Figures)
	}
	again := s.Blocks[2].Row.Figures[0]
	if again.Path != s.Figures[0].Path || again.Number != 1 || again.Words().Caption.Text != "Other words." {
		t.Errorf("the second placement is %d at %s: %q", again.Number, again.Path, again.Words().Caption.Text)
	}
}

// TestAllPhotosKeepsWhatTheTextHolds: what a text places under an embargo, or behind a
// warning, is not placed anew by photos: all, in no language.
func TestAllPhotosKeepsWhatTheTextHolds(t *testing.T) {
	const all = "---\nheadline: H\npublished: 2024-05-02\nphotos: all\n---\n\n"
	p, ds := planned(t, Options{}, map[string]string{
		"content/site.yaml": "title: T\nlanguages: [en, zh]\n",
		"content/a/index.md": all + strings.Join([]string{
			`![](1.jpg){embargo="2024-06-03 08:00 +00:00"}`, `![](2.jpg){expires="2024-05-30"}`, `![](3.jpg){sensitive="Shows blood"}`,
			`![](4.jpg){withdrawn="2024-05-03: rights ended"}`, `![](6.jpg){expires="2024-06-05"}`,
		}, "\n\n"),
		"content/a/index.zh.md": all,
		"content/a/1.jpg":       "", "content/a/2.jpg": "", "content/a/3.jpg": "", "content/a/4.jpg": "", "content/a/5.jpg": "", "content/a/6.jpg": "",
	})
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	for _, s := range p.Stories {
		var got []string
		for _, f := range s.Figures {
			got = append(got, f.Slug)
			if f.Slug == "3" && f.Sensitive.Text != "Shows blood" || f.Slug == "4" && f.Notice == nil {
				t.Errorf("%s: picture %s lost what holds it back", s.Lang, f.Slug)
			}
		}
		if slices.Sort(got); strings.Join(got, " ") != "3 4 5 6" {
			t.Errorf("%s shows %v", s.Lang, got)
		}
	}
	for _, im := range imagesOf(p) {
		if strings.HasSuffix(im.Photo, "1.jpg") || strings.HasSuffix(im.Photo, "2.jpg") {
			t.Errorf("there is a rendition of %s", im.Photo)
		}
	}
}

func TestWithdrawnPicturesAreNowhere(t *testing.T) {
	digest := make([]byte, 32)
	copy(digest, "content/b/1.jpg")
	p, ds := planned(t, Options{}, map[string]string{
		"content/withdrawn.yaml": fmt.Sprintf("- {digest: %x, date: 2024-05-03, reason: Killed.}\n", digest),
		"content/a/index.md":     essay("![](1.jpg){withdrawn=\"2024-05-03: rights ended\"}", "![](2.jpg)"),
		"content/a/1.jpg":        "", "content/a/2.jpg": "",
		"content/b/index.md": essay("![](1.jpg)"), "content/b/1.jpg": "",
		"content/c/index.md": "---\nheadline: C\npublished: 2024-05-02\nwithdrawn: {date: 2024-05-03, reason: Wrong.}\n---\n\n![](1.jpg)\n", "content/c/1.jpg": "",
	})
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	for _, im := range imagesOf(p) {
		if im.Photo != "content/a/2.jpg" {
			t.Errorf("there is a rendition of %s", im.Photo)
		}
	}
	paths := map[string]bool{}
	for _, pg := range p.Pages {
		paths[pg.Path] = true
		if pg.Kind == Front && slices.ContainsFunc(pg.List, func(s *Story) bool { return s.Notice != nil }) {
			t.Error("a withdrawn story is in a list")
		}
	}
	for _, kept := range []string{"a/1/index.html", "b/1/index.html", "c/index.html"} {
		if !paths[kept] {
			t.Errorf("%s lost its address", kept)
		}
	}
}

func TestOneWordChangesTheLargestRendition(t *testing.T) {
	images := func(caption string) map[string]bool {
		p, ds := planned(t, Options{}, map[string]string{
			"content/a/index.md": essay("![](1.jpg)\n" + caption), "content/a/1.jpg": "",
		})
		if ds.HasErrors() {
			t.Fatal(ds)
		}
		out := map[string]bool{}
		for _, im := range imagesOf(p) {
			out[im.Path] = true
		}
		return out
	}
	before, after := images("A caption."), images("A better caption.")
	changed := 0
	for path := range before {
		if !after[path] {
			changed++
		}
	}
	if changed != 2 || len(before) != len(after) {
		t.Errorf("a changed caption changes %d of %d renditions; it stands in the largest of both formats alone", changed, len(before))
	}
}

func TestTranslations(t *testing.T) {
	p, ds := planned(t, Options{}, map[string]string{
		"content/site.yaml":  "title: T\nlanguages: [en, zh, fr]\n",
		"content/a/index.md": essay("![](1.jpg)", "![](2.jpg)"), "content/a/index.zh.md": essay("![](2.jpg)"),
		"content/a/1.jpg": "", "content/a/2.jpg": "", "content/b/index.md": essay("Text."),
	})
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	want := map[string]string{
		"index.html": "en zh", "zh/index.html": "en zh", "a/index.html": "en zh", "zh/a/index.html": "en zh",
		"a/1/index.html": "", "a/2/index.html": "en zh", "zh/a/2/index.html": "en zh", "b/index.html": "", "404.html": "",
		"archive/index.html": "en zh", "zh/archive/index.html": "en zh", "archive/2024/index.html": "en zh", "zh/archive/2024/index.html": "en zh",
		"search/index.html": "en zh", "zh/search/index.html": "en zh",
	}
	for _, pg := range p.Pages {
		var langs []string
		for _, a := range pg.Alternates {
			langs = append(langs, a.Lang)
		}
		expected, ok := want[pg.Path]
		if got := strings.Join(langs, " "); !ok || got != expected {
			t.Errorf("%s is in %q, want %q", pg.Path, got, expected)
		}
		delete(want, pg.Path)
	}
	if len(want) > 0 {
		t.Errorf("not planned: %v", want)
	}
}

// TestNothingLeadsToANotice: what was taken down in one language is no translation for
// the readers, and the search engines, of another.
func TestNothingLeadsToANotice(t *testing.T) {
	p, ds := planned(t, Options{}, map[string]string{
		"content/site.yaml":     "title: T\nlanguages: [en, zh]\n",
		"content/a/index.md":    essay("![](1.jpg)"),
		"content/a/index.zh.md": "---\nheadline: 一\npublished: 2024-05-02\nwithdrawn: {date: 2024-05-03, reason: Wrong.}\n---\n\n![](1.jpg)\n",
		"content/a/1.jpg":       "",
		"content/b/index.md":    essay("![](1.jpg)"),
		"content/b/index.zh.md": essay("![](1.jpg){withdrawn=\"2024-05-03: rights ended\"}"),
		"content/b/1.jpg":       "",
	})
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	want := map[string]int{
		"a/index.html": 0, "zh/a/index.html": 2, "b/index.html": 2, "zh/b/index.html": 2, "b/1/index.html": 0, "zh/b/1/index.html": 2,
	}
	for _, pg := range p.Pages {
		if n, ok := want[pg.Path]; ok && len(pg.Alternates) != n {
			t.Errorf("%s has %v", pg.Path, pg.Alternates)
		}
		delete(want, pg.Path)
	}
	if len(want) > 0 {
		t.Errorf("not planned: %v", want)
	}
}

func TestNamesAreSpelledForTheReader(t *testing.T) {
	site := &story.Site{Names: [][]story.Text{{{Value: "Tang Yi"}, {Value: "唐奕"}}, {{Value: "Jiangbei District"}, {Value: "江北区"}}}}
	for _, c := range []struct{ text, lang, want string }{
		{"Tang Yi", "zh", "唐奕"},
		{"tang yi", "zh", "唐奕"},
		{"唐奕", "zh", "唐奕"},
		{"唐奕", "en", "Tang Yi"},
		{"Tang Yi", "en", "Tang Yi"},
		{"Jiangbei District", "zh", "江北区"},
		{"Tang Yi", "ar", "Tang Yi"},
		{"Jane Doe", "zh", "Jane Doe"},
	} {
		if got := spelled(site, c.lang, Value{Text: c.text, Source: "x"}); got.Text != c.want || got.Source != "x" {
			t.Errorf("%s on a page in %s: %+v, want %s", c.text, c.lang, got, c.want)
		}
	}
}

// imagesOf returns every rendition of a plan.
func imagesOf(p *Plan) (all []*Image) {
	for _, s := range p.Shares {
		all = append(all, s.Images()...)
	}
	return all
}
