package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// filed is a story with names in its front matter.
func filed(published, more string, figures ...string) string {
	return "---\nheadline: H\npublished: " + published + "\n" + more + "---\n\n" + strings.Join(figures, "\n\n") + "\n"
}

// listed returns what stands under each heading of a sort: "tang-yi: a/ b/, 3".
func listed(p *Plan, lang string, sort Sort) (out []string) {
	for _, h := range p.Headings(lang, sort) {
		dir := strings.TrimSuffix(strings.TrimPrefix(h.Path, p.Folder(lang, sort.String())), "/")
		var stories []string
		for _, s := range h.Stories {
			stories = append(stories, strings.TrimSuffix(s.Path, "/"))
		}
		out = append(out, fmt.Sprintf("%s (%s) %s %d", h.Name.Text, dir, strings.Join(stories, "+"), len(h.Figures)))
	}
	return out
}

func TestNamesOfOneList(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Tang Yi", "TANG  YI", true},
		{"Zu\u0308rich", "Z\u00fcrich", true},
		{"Straße", "STRASSE", true},
		{"ＡＰ", "ap", true},
		{"唐奕", "唐\u200b奕", true},
		{"重\u3000庆", "重 庆", true},
		{"\u202eTang Yi", "Tang Yi", true},
		{"Zurich", "Zürich", false},
		{"Tang Yi", "TangYi", false},
		{"重庆", "重庆市", false},
	} {
		if got := NameKey(c.a) == NameKey(c.b); got != c.same {
			t.Errorf("%q and %q: one list is %v", c.a, c.b, got)
		}
	}
}

func TestLists(t *testing.T) {
	p, ds := planned(t, Options{}, map[string]string{
		"content/site.yaml":     "title: T\nlanguages: [en, zh]\nnames: [[Tang Yi, 唐奕]]\n",
		"content/a/index.md":    filed("2024-05-02", "byline: [TANG YI]\nplaces: [Chongqing, Áreas]\ntopics: [Cars]\n", "![](1.jpg){creator=\"Tang  Yi\"}", "![](2.jpg){creator=\"Li Na\"}"),
		"content/a/index.zh.md": filed("2024-05-02", "byline: [唐奕]\n", "![](1.jpg){creator=唐奕}"),
		"content/a/1.jpg":       "", "content/a/2.jpg": "",
		"content/b/index.md": filed("2023-12-31 23:30 -05:00", "topics: [cars, Ships]\nplaces: [chongqing]\n", "![](3.jpg){creator=\"Li Na\"}"), "content/b/3.jpg": "",
		"content/c/index.md": filed("2024-01-01", "topics: [Cars, Gone]\nwithdrawn: {date: 2024-02-01, reason: R}\n", "![](4.jpg){creator=\"Gone\"}"), "content/c/4.jpg": "",
		"content/d/index.md": filed("2024-01-01", "topics: [Later]\nembargo: 2025-01-01\n"), "content/e/index.md": filed("2024-01-01", "topics: [Unfinished]\ndraft: true\n"),
		"content/f/index.md": filed("2022-01-01", "", "![](5.jpg){creator=\"Pulled\" withdrawn=\"2024-01-01: a reason\"}"), "content/f/5.jpg": "",
	})
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	for _, c := range []struct {
		lang string
		sort Sort
		want []string
	}{
		{"en", Archive, []string{"2024 (2024) a 0", "2023 (2023) b 0", "2022 (2022) f 0"}},
		{"en", Photographers, []string{"Li Na (li-na)  2", "TANG YI (tang-yi) a 1"}},
		{"zh", Photographers, []string{"唐奕 (tang-yi) zh/a 1"}},
		{"en", Places, []string{"Áreas (áreas) a 0", "Chongqing (chongqing) a+b 0"}},
		{"zh", Places, nil},
		{"en", Topics, []string{"Cars (cars) a+b 0", "Ships (ships) b 0"}},
	} {
		if got := listed(p, c.lang, c.sort); !slices.Equal(got, c.want) {
			t.Errorf("%s in %s: %q, want %q", c.sort, c.lang, got, c.want)
		}
	}
	if h := p.Heading("zh", Photographers, "tang yi"); h == nil || h.Path != "zh/photographers/tang-yi/" {
		t.Errorf("Tang Yi in Chinese is %v", h)
	}
	if at, ok := p.At("zh/photographers/tang-yi/index.html"); !ok || len(at.Page.Alternates) != 2 {
		t.Errorf("the list of Tang Yi in Chinese: %v", at)
	}
}

// TestListAddresses gives names that have no slug or share one: the name of the
// older story keeps it, whatever is added later.
func TestListAddresses(t *testing.T) {
	files := map[string]string{
		"content/a/index.md": filed("2023-01-01", "topics: [C++, \"!!!\", Page]\n"),
		"content/b/index.md": filed("2022-01-01", "topics: [c/, CON]\n"),
	}
	addresses := func() map[string]string {
		p, ds := planned(t, Options{}, files)
		if ds.HasErrors() {
			t.Fatal(ds)
		}
		out, seen := map[string]string{}, map[string]bool{}
		for _, h := range p.Headings("en", Topics) {
			if out[h.Name.Text] = h.Path; seen[h.Path] {
				t.Errorf("%s stands twice", h.Path)
			}
			seen[h.Path] = true
		}
		return out
	}
	was := addresses()
	if was["c/"] != "topics/c/" || was["CON"] != "topics/con-1/" || was["Page"] != "topics/page/" || len(was) != 5 {
		t.Errorf("addresses %q", was)
	}
	files["content/c/index.md"] = filed("2024-01-01", "topics: [C, \"???\"]\n")
	is := addresses()
	for name, path := range was {
		if is[name] != path {
			t.Errorf("%q moved from %s to %s", name, path, is[name])
		}
	}
}

func TestListsArePaged(t *testing.T) {
	files := map[string]string{}
	for i := range perPage + 1 {
		figures := []string{}
		for j := range 3 {
			name := fmt.Sprintf("content/s%02d/%d.jpg", i, j)
			files[name], figures = "", append(figures, fmt.Sprintf("![](%d.jpg){creator=\"Lin Wei\"}", j))
		}
		files[fmt.Sprintf("content/s%02d/index.md", i)] = filed("2024-01-01", "byline: [Lin Wei]\n", figures...)
	}
	p, _ := planned(t, Options{}, files)
	var got []string
	for _, pg := range p.Pages {
		if pg.Kind == List && pg.Heading.Sort == Photographers {
			got = append(got, fmt.Sprintf("%s %d/%d: %d %d", pg.Path, pg.Number, pg.Of, len(pg.List), len(pg.Figures)))
		}
	}
	if want := []string{"photographers/lin-wei/index.html 1/2: 24 60", "photographers/lin-wei/page/2/index.html 2/2: 1 15"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// TestChineseNamesInOrder: Chinese readers look for names by their sound.
func TestChineseNamesInOrder(t *testing.T) {
	p, _ := planned(t, Options{}, map[string]string{
		"content/site.yaml":  "title: T\nlanguages: [zh]\n",
		"content/a/index.md": filed("2024-01-01", "topics: [重庆, 北京, 上海, 安徽, AI]\n"),
	})
	var got []string
	for _, h := range p.Headings("zh", Topics) {
		got = append(got, h.Name.Text)
	}
	if want := []string{"AI", "安徽", "北京", "上海", "重庆"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q (by pinyin)", got, want)
	}
}

// BenchmarkPlanTenThousand plans 200 stories of 50 pictures again, one of them
// changed: what a save costs.
func BenchmarkPlanTenThousand(b *testing.B) {
	files := map[string]string{}
	for i := range 200 {
		var figures []string
		for j := range 50 {
			files[fmt.Sprintf("content/s%03d/%02d.jpg", i, j)] = ""
			figures = append(figures, fmt.Sprintf("![](%02d.jpg){creator=\"Lin %d\"}\nCaption.", j, (i+j)%40))
		}
		more := fmt.Sprintf("byline: [Lin %d]\ntopics: [Topic %d, Topic %d]\nplaces: [Place %d]\n", i%40, i%17, i%5, i%60)
		files[fmt.Sprintf("content/s%03d/index.md", i)] = filed(fmt.Sprintf("20%02d-01-01", i%24), more, figures...)
	}
	content, photos, _ := loaded(b, files)
	var p Planner
	p.Make(content, photos, Options{Now: noon})
	for b.Loop() {
		again := *content.Folders[7]
		content.Folders[7] = &again
		p.Make(content, photos, Options{Now: noon})
	}
}
