package edit

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"photodesk/generator/photo"
)

// page is a text with all that figures can have, with CRLF and a BOM.
var page = "\ufeff" + strings.ReplaceAll(`---
headline: x   # kept
---

First.

![One](a.jpg){.wide focus="10% 20%"}
Caption *one*. (Xinhua/Tang Yi)

![](b.jpg)

Second.

![](c.jpg)
Left.
![Four](d.jpg){alt=none}
Right.

![](a.jpg)
![](b.jpg)
![](c.jpg){#last}
For all three. (Xinhua)

| t | u |
|---|---|
| 1 | 2 |
`, "\n", "\r\n")

func deskOf(t testing.TB, text string) (*desk, *Site) {
	t.Helper()
	d := newDesk(t, tree{
		"site/content/x/index.md": text, "site/content/x/a.jpg": "", "site/content/x/b.jpg": "", "site/content/x/c.jpg": "", "site/content/x/d.jpg": "",
		"site/content/y/index.md": "---\nheadline: other\n---\n",
	})
	return d, d.open(nil)
}

func target(figure int, text string) Target {
	return Target{"content/x/index.md", digestOf(text), figure}
}

// replaced returns page with one piece replaced, lines ended as its own.
func replaced(old, now string) string {
	crlf := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
	return strings.Replace(page, crlf(old), crlf(now), 1)
}

func TestDesk(t *testing.T) {
	caption := func(i int, s string) func(*Site) (photo.Digest, error) {
		return func(d *Site) (photo.Digest, error) { return d.SetCaption(target(i, page), s) }
	}
	alt := func(i int, s string) func(*Site) (photo.Digest, error) {
		return func(d *Site) (photo.Digest, error) { return d.SetAlt(target(i, page), s) }
	}
	focus := func(i int, x, y float64) func(*Site) (photo.Digest, error) {
		return func(d *Site) (photo.Digest, error) { return d.SetFocus(target(i, page), x, y) }
	}
	for name, c := range map[string]struct {
		edit func(*Site) (photo.Digest, error)
		want string
	}{
		"caption":          {caption(0, "Now **two**,\non two lines. (AP Photo/Jane Doe)\n"), replaced("Caption *one*. (Xinhua/Tang Yi)", "Now **two**,\non two lines. (AP Photo/Jane Doe)")},
		"first caption":    {caption(1, "New."), replaced("![](b.jpg)\n\n", "![](b.jpg)\nNew.\n\n")},
		"no caption":       {caption(0, ""), replaced("\nCaption *one*. (Xinhua/Tang Yi)", "")},
		"still none":       {caption(1, " "), page},
		"in a row":         {caption(2, "Links."), replaced("Left.", "Links.")},
		"for a row":        {caption(6, "For all 3. (AFP)"), replaced("For all three. (Xinhua)", "For all 3. (AFP)")},
		"alt":              {alt(0, "A [new]\n*one*"), replaced("![One]", `![A \[new\] \*one\*]`)},
		"first alt":        {alt(1, "B"), replaced("![](b.jpg)", "![B](b.jpg)")},
		"alt for none":     {alt(3, "D"), replaced("![Four](d.jpg){alt=none}", "![D](d.jpg)")},
		"no alt":           {alt(0, ""), replaced("![One]", "![]")},
		"alt with address": {alt(1, "See http://a.b/c_d"), replaced("![](b.jpg)", `![See http://a.b/c_d](b.jpg)`)},
		"focus":            {focus(0, 33.4, 100), replaced(`"10% 20%"`, `"33% 100%"`)},
		"first focus":      {focus(1, 0, 0.5), replaced("![](b.jpg)", `![](b.jpg){focus="0% 1%"}`)},
		"focus beside":     {focus(6, 50, 50), replaced("{#last}", `{#last focus="50% 50%"}`)},
	} {
		d, s := deskOf(t, page)
		before := d.files()
		sum, err := c.edit(s)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := d.files()["site/content/x/index.md"]; got != c.want || sum != digestOf(got) {
			t.Errorf("%s:\n%q\nwant\n%q", name, got, c.want)
		}
		if c.want != page {
			wantChanges(t, before, d.files(), "~site/content/x/index.md")
		}
	}
}

func TestDeskRefusals(t *testing.T) {
	d, s := deskOf(t, page)
	before := d.files()
	for what, c := range map[string]struct {
		figure  int
		caption string
		words   string
	}{
		"two paragraphs": {0, "One.\n\nTwo.", "caption would not be read as one"},
		"a picture":      {0, "x\n![](b.jpg)", "pictures would not stay"},
		"HTML":           {0, "<script>x</script>", "raw HTML"},
		"attributes":     {1, "{.full}", "a gap before the attributes"},
		"a heading":      {0, "x\n# y", "caption would not be read as one"},
		"a row's":        {4, "Mine.", "more than this would change"},
		"row unmade":     {2, "", "more than this would change"},
	} {
		_, err := s.SetCaption(target(c.figure, page), c.caption)
		wantRefusal(t, err, c.words)
		if t.Failed() {
			t.Fatal(what)
		}
	}
	for _, f := range []int{-1, 7} {
		if _, err := s.SetAlt(target(f, page), "x"); !errors.Is(err, ErrChanged) {
			t.Errorf("figure %d: %v", f, err)
		}
	}
	_, err := s.SetFocus(target(0, page), 101, 0)
	wantRefusal(t, err, "no point")
	for _, file := range []string{"content/x/a.jpg", "../x.md", "content/none.md", "content/x/q.md"} {
		if _, err := s.SetAlt(Target{File: file}, "x"); err == nil {
			t.Errorf("%s was written", file)
		}
	}
	for _, seen := range []photo.Digest{{}, {1}} {
		if _, err := s.SetAlt(Target{"content/x/index.md", seen, 0}, "x"); !errors.Is(err, ErrChanged) {
			t.Errorf("%v", err)
		}
	}
	wantChanges(t, before, d.files())
}

func TestSidecar(t *testing.T) {
	d, s := deskOf(t, page)
	before := d.files()
	t0 := Target{File: "content/x/a.md"}
	must := must[photo.Digest](t)
	t0.Seen = must(s.SetFocus(t0, 12, 34))
	t0.Seen = must(s.SetCaption(t0, "A *caption*. (Xinhua)"))
	t0.Seen = must(s.SetAlt(t0, `An "alt": text`))
	t0.Seen = must(s.SetFocus(t0, 56, 78))
	wantChanges(t, before, d.files(), "+site/content/x/a.md")
	want := "---\nfocus: \"56% 78%\"\nalt: \"An \\\"alt\\\": text\"\n---\n\nA *caption*. (Xinhua)\n"
	if got := d.files()["site/content/x/a.md"]; got != want {
		t.Errorf("%q\nwant %q", got, want)
	}
	must(s.SetCaption(t0, ""))
	if got := d.files()["site/content/x/a.md"]; got != strings.Replace(want, "A *caption*. (Xinhua)", "", 1) {
		t.Errorf("%q", got)
	}
	_, err := s.SetCaption(Target{File: "content/x/b.zh.md"}, "x")
	if err == nil {
		t.Error("a caption in a language that the site has not")
	}
	if _, err := s.SetCaption(Target{File: "content/x/b.md"}, "x\n\ny"); err == nil {
		t.Error("two paragraphs")
	}
}

const moving = `---
headline: x
---

First.

![](a.jpg)
A.

Second.

![](b.jpg)
B.

Third.

![](c.jpg)
C.
![](d.jpg)
D.
`

func TestMove(t *testing.T) {
	for _, c := range []struct {
		from, to int
		old, now string
	}{
		{0, 1, "First.\n\n![](a.jpg)\nA.\n\nSecond.\n\n![](b.jpg)\nB.\n\n", "First.\n\nSecond.\n\n![](b.jpg)\nB.\n\n![](a.jpg)\nA.\n\n"},
		{1, 0, "First.\n\n![](a.jpg)\nA.\n\nSecond.\n\n![](b.jpg)\nB.\n\n", "First.\n\n![](b.jpg)\nB.\n\n![](a.jpg)\nA.\n\nSecond.\n\n"},
		{2, 3, "![](c.jpg)\nC.\n![](d.jpg)\nD.\n", "![](d.jpg)\nD.\n![](c.jpg)\nC.\n"},
		{3, 2, "![](c.jpg)\nC.\n![](d.jpg)\nD.\n", "![](d.jpg)\nD.\n![](c.jpg)\nC.\n"},
		{3, 0, "![](a.jpg)\nA.\n\nSecond.\n\n![](b.jpg)\nB.\n\nThird.\n\n![](c.jpg)\nC.\n![](d.jpg)\nD.\n", "![](d.jpg)\nD.\n\n![](a.jpg)\nA.\n\nSecond.\n\n![](b.jpg)\nB.\n\nThird.\n\n![](c.jpg)\nC.\n"},
		{0, 2, "![](a.jpg)\nA.\n\nSecond.\n\n![](b.jpg)\nB.\n\nThird.\n\n![](c.jpg)\nC.\n![](d.jpg)\nD.\n", "Second.\n\n![](b.jpg)\nB.\n\nThird.\n\n![](c.jpg)\nC.\n![](a.jpg)\nA.\n![](d.jpg)\nD.\n"},
		{0, 3, "![](a.jpg)\nA.\n\nSecond.\n\n![](b.jpg)\nB.\n\nThird.\n\n![](c.jpg)\nC.\n![](d.jpg)\nD.\n", "Second.\n\n![](b.jpg)\nB.\n\nThird.\n\n![](c.jpg)\nC.\n![](d.jpg)\nD.\n\n![](a.jpg)\nA.\n"},
		{1, 1, "", ""},
	} {
		for _, eol := range []string{"\n", "\r\n"} {
			text := strings.ReplaceAll(moving, "\n", eol)
			want := strings.ReplaceAll(strings.Replace(moving, c.old, c.now, 1), "\n", eol)
			d, s := deskOf(t, text)
			if _, err := s.MoveFigure(target(c.from, text), c.to); err != nil {
				t.Errorf("%d to %d: %v", c.from, c.to, err)
			} else if got := d.files()["site/content/x/index.md"]; got != want {
				t.Errorf("%d to %d:\n%s\nwant\n%s", c.from, c.to, got, want)
			}
		}
	}
}

// TestMoveAround moves pictures at random: each move is made or refused as a
// whole, and leaves the ends of lines and the head as they are.
func TestMoveAround(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	d, s := deskOf(t, page)
	text, moved := page, 0
	for range 60 {
		from, to := r.IntN(7), r.IntN(7)
		_, err := s.MoveFigure(target(from, text), to)
		var refusal *Refusal
		if err != nil && !errors.As(err, &refusal) {
			t.Fatal(err)
		}
		now := d.files()["site/content/x/index.md"]
		if err != nil && now != text {
			t.Fatalf("it refused, and changed %q", now)
		}
		if err == nil && from != to {
			moved++
		}
		if strings.Count(now, "\n") != strings.Count(now, "\r\n") || !strings.HasPrefix(now, "\ufeff---\r\nheadline: x   # kept\r\n") {
			t.Fatalf("ends of lines, or the head: %q", now)
		}
		text = now
	}
	if moved < 10 {
		t.Errorf("only %d moves were made", moved)
	}
}
