package story

import (
	"strings"
	"testing"
	"testing/fstest"

	"photodesk/generator/diag"
)

// seeds are texts that exercise each construct, and slips of each kind.
var seeds = []string{
	"---\nheadline: A\n---\n\nText *more* `code` [l](../b/).\n\n![alt](a.jpg){.wide #x focus=\"1% 2%\" allow='a: b'}\nCaption. (Xinhua/Tang Yi)\n![](<photos/b c.jpg>)\nSecond.\n",
	"\ufeff---\r\nheadline: \"A: b\"\r\ncorrections:\r\n  - {date: 2023-01-02, text: '*x*'}\r\n---\r\n![](photos/b%20c.jpg)\r\n\r\n369\r\n:   cars\r\n",
	"---\nheadline：重庆\n---\n![](photos/b c.jpg)\n\n＃\n<b>x</b>\n\n<!-- note -->\n",
	"---\nheadline: [a, {b: c}]\nheadline: &a x\nb: *a\nwithdrawn: 1\n---\n- ![](a.jpg)\n\n> ![](a.jpg)\n\n# H ![](a.jpg)\n\n| a | b |\n|--:|---|\n| ![](a.jpg) | c |\n",
	"---\nheadline: 重庆\neditors_note: |\n  a\n\n  b\n---\n重庆\n市[^1] <https://a.b> <javascript:x> [x](data:y) ~~z~~\n\n[^1]: 注 ![](a.jpg)\n",
	"---\nheadline: x\n\n![](a.jpg) {.wide\n![](a.jpg){focus=“1 2” .full,.inset withdrawn=\"2023-02-30: x\" caption=none alt=none}\n---\n",
	"![[[](a.jpg){{{}}}", "---\n---\n", "", "\x00", "\xff\xfe", "---\nheadline: x\n---\n\ta\n    b\n1. ![](a.jpg)\n\n![a][r]\n\n[r]: a.jpg\n",
	"---\nheadline: x\n---\n![](a.jpg \"t\")\n![](a.jpg)\nLeft. (Xinhua/A B) Right. (Xinhua/C D)\n\n![](b.jpg){#X Y=1 .wid}\n新华社\n记者 唐奕 摄\\\n",
}

func FuzzStory(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { checkStory(t, text) })
}

func loadOne(t *testing.T, text string) (*Content, diag.List) {
	t.Helper()
	fsys := fstest.MapFS{
		"content/a/index.md":       {Data: []byte(text)},
		"content/a/a.jpg":          {},
		"content/a/photos/b c.jpg": {},
		"content/a/index.zh.md":    {Data: []byte("---\nheadline: x\n---\n")},
		"content/a/a.md":           {Data: []byte(text)},
		"content/site.yaml":        {Data: []byte("title: x\nlanguages: [en, zh]\n")},
	}
	c, ds, err := NewLoader().Load(fsys, "content")
	if err != nil {
		t.Fatal(err)
	}
	return c, ds
}

func checkStory(t *testing.T, text string) {
	c, ds := loadOne(t, text)
	lines := strings.Split(text, "\n")
	for _, d := range ds {
		checkPlace(t, lines, d.Pos)
	}
	s := c.Folders[0].Stories[0]
	for _, b := range s.Blocks {
		switch b := b.(type) {
		case *Row:
			for _, fig := range b.Figures {
				checkFigure(t, s, fig, lines)
			}
			if len(b.Figures) == 1 {
				checkSplice(t, s, b.Figures[0])
			}
			checkPlace(t, lines, b.Pos)
			checkPlace(t, lines, b.Caption.Pos)
		case *Prose:
			checkPlace(t, lines, b.Pos)
			if strings.Contains(b.HTML, "javascript:") && strings.Contains(b.HTML, "href=\"javascript:") || strings.Contains(b.HTML, "<img") {
				t.Fatalf("unsafe: %s", b.HTML)
			}
		}
	}
	for _, l := range s.Links {
		checkPlace(t, lines, l.Pos)
	}
	again, dsAgain := loadOne(t, text)
	if dump(again) != dump(c) || len(dsAgain) != len(ds) {
		t.Fatal("the same text is read in two ways")
	}
}

func checkPlace(t *testing.T, lines []string, p diag.Pos) {
	t.Helper()
	if p.Line == 0 || !strings.HasPrefix(p.File, "content/a/") || strings.HasSuffix(p.File, ".zh.md") {
		return
	}
	if p.Line > len(lines) || p.Col < 1 || p.Len < 0 || p.Col-1+p.Len > len(p.Text) {
		t.Fatalf("%+v is outside the file", p)
	}
	if want := strings.TrimRight(lines[p.Line-1], "\r"); strings.TrimPrefix(want, "\ufeff") != p.Text && want != p.Text {
		t.Fatalf("line %d is %q, not %q", p.Line, want, p.Text)
	}
}

func checkFigure(t *testing.T, s *Story, f *Figure, lines []string) {
	t.Helper()
	w := f.Written
	for _, sp := range []Span{w.Whole, w.Alt, w.Attrs, w.Caption} {
		if sp.Start < 0 || sp.End < sp.Start || sp.End > len(s.Source) {
			t.Fatalf("span %v of %d", sp, len(s.Source))
		}
		if sp != (Span{}) && (sp.Start < w.Whole.Start || sp.End > w.Whole.End) {
			t.Fatalf("span %v is not in %v", sp, w.Whole)
		}
	}
	if !strings.HasPrefix(s.Source[w.Whole.Start:], "![") {
		t.Fatalf("a figure begins with %.10q", s.Source[w.Whole.Start:])
	}
	for _, txt := range []Text{f.File, f.Alt, f.Class, f.Anchor, f.Credit, f.Creator, f.Sensitive} {
		checkPlace(t, lines, txt.Pos)
	}
	checkPlace(t, lines, f.Pos)
	checkPlace(t, lines, f.Caption.Pos)
}

// checkSplice reads a figure's bytes as a story of their own. What refers to
// something elsewhere in the story cannot be read alone.
func checkSplice(t *testing.T, s *Story, f *Figure) {
	t.Helper()
	whole := s.Source[f.Written.Whole.Start:f.Written.Whole.End]
	if strings.ContainsAny(strings.ReplaceAll(whole, "![", ""), "[]\r") || strings.HasPrefix(f.Alt.Value, "^") {
		return
	}
	c, _ := loadOne(t, "---\nheadline: x\n---\n\n"+whole+"\n")
	blocks := c.Folders[0].Stories[0].Blocks
	row, ok := blocks[0].(*Row)
	if !ok || len(row.Figures) != 1 {
		t.Fatalf("%q is no figure by itself", whole)
	}
	got := row.Figures[0]
	if got.File.Value != f.File.Value || got.Alt.Value != f.Alt.Value || got.Caption.HTML != f.Caption.HTML || got.Caption.Plain != f.Caption.Plain ||
		got.SignOff != f.SignOff || got.Class.Value != f.Class.Value || got.Anchor.Value != f.Anchor.Value || got.Credit.Value != f.Credit.Value {
		t.Fatalf("%q reads as\n%+v\nand in the story as\n%+v", whole, got, f)
	}
}

func FuzzSite(f *testing.F) {
	for _, s := range []string{
		"title: x\nbase_url: https://a.b\nlanguages: [en, zh]\nnames: [[a, b]]\ncheck: {x: off}\nimages: {widths: [1, 2]}\n",
		"\ufefftitle：x\r\n", "- a\n- {digest: x, date: 2023-01-01, reason: y}\n", "a: &a [*a]\n", "title: \"\\u0000\"\n", "? [a]\n: b\n", "title: |\n x\n y\ntimezone: Local\n",
		"a: 'x\n\n\n", "a: \"x\n", "\ttitle: x", "title: x\n---\nb: c\n", "%YAML 1.2\n---\na: b\n", "title: \u2028x\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var ds diag.List
		site := parseSite("content/a/site.yaml", text, &ds)
		parseWithdrawn(&site, "content/a/site.yaml", text, &ds)
		lines := strings.Split(text, "\n")
		for _, d := range ds {
			checkPlace(t, lines, d.Pos)
		}
		checkPlace(t, lines, site.Title.Pos)
		if len(site.Langs) == 0 || site.Zone == nil || len(site.Images.Widths) == 0 {
			t.Fatalf("a default is gone: %+v", site)
		}
	})
}
