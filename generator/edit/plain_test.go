package edit

import (
	"strings"
	"testing"

	"photodesk/generator/diag"
	"photodesk/generator/photo"
	"photodesk/generator/story"
)

// straight undoes what typesetting does to quotation marks and dashes.
var straight = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'", "–", "--", "—", "---", "…", "...")

// asDrafted writes a caption and an alt text into a story, and returns the text
// and the figure that is read from it.
func asDrafted(t *testing.T, s *Site, caption, alt string) (string, *story.Figure) {
	t.Helper()
	p := placed{&shot{meta: photo.Meta{
		Caption: photo.Value{Text: caption, Source: "x"}, Alt: photo.Value{Text: alt, Source: "x"}, Credit: photo.Value{Text: "Xinhua", Source: "x"},
	}}, "photos/a.jpg"}
	var fig *story.Figure
	text, err := drafter{}.figures([]placed{p}, false, func(text string) ([]*story.Figure, *diag.Diagnostic, error) {
		f, ds, err := s.read("content/x", "content/x/index.md", "---\nheadline: x\n---\n\n"+text+"\n")
		if err != nil {
			return nil, nil, err
		}
		figs := f.Stories[0].Figures()
		if len(figs) > 0 {
			fig = figs[0]
		}
		return figs, worse(nil, ds), nil
	})
	if err != nil {
		t.Fatalf("%q: %v", caption, err)
	}
	return text, fig
}

// TestPlainText puts text from files into a story and reads it back.
func TestPlainText(t *testing.T) {
	s := newDesk(t, tree{"site/content/x/photos/a.jpg": ""}).open(nil)
	for caption, markdown := range map[string]string{
		"A *star* and _one_ and snake_case_word.": `A \*star\* and \_one\_ and snake_case_word.`,
		"[Tang Yi] at [1](x), ![no](y)!":          `\[Tang Yi\] at \[1\](x), !\[no\](y)!`,
		"# 1 in line":                             `\# 1 in line`,
		"1. First":                                `1\. First`,
		"2023) was":                               `2023\) was`,
		"- dash":                                  `\- dash`,
		"+ plus":                                  `\+ plus`,
		"> quote":                                 `\> quote`,
		": definition":                            `\: definition`,
		"=== line":                                `\=== line`,
		"| a | b |":                               `\| a | b |`,
		"{.full} width":                           `\{.full} width`,
		"｛.full｝ width":                           `&#xff5b;.full｝ width`,
		"<b>bold</b> a < b & c":                   `\<b>bold\</b> a \< b & c`,
		"AT&T":                                    `AT&T`,
		"c &amp; d":                               `c \&amp; d`,
		"`code` ~~gone~~ C:\\dir":                 "\\`code\\` \\~\\~gone\\~\\~ C:\\\\dir",
		"First line.\r\nSecond line.\n\n\tThird.":        "First line. Second line. Third.",
		`He said "no" to O'Brien -- in the '90s ... `:    `He said "no" to O'Brien -- in the '90s ...`,
		"7月20日，工人在*生产线*上作业。":                             `7月20日，工人在\*生产线\*上作业。`,
		"2023年　重庆":                                       "2023年　重庆",
		"See https://example.org/a_b?c=d_e and a@b.org.": "See https://example.org/a_b?c=d_e and a@b.org.",
	} {
		text, fig := asDrafted(t, s, caption, caption)
		_, written, _ := strings.Cut(text, "\n")
		for _, end := range []string{" (Xinhua)", "（Xinhua）"} {
			written = strings.TrimSuffix(written, end)
		}
		if written != markdown {
			t.Errorf("%q became %q, want %q", caption, written, markdown)
		}
		want := oneLine(caption)
		if got := straight.Replace(fig.Caption.Plain); got != want {
			t.Errorf("%q reads as the caption %q", caption, got)
		}
		if got := straight.Replace(fig.Alt.Value); got != want {
			t.Errorf("%q reads as the alt text %q", caption, got)
		}
	}
}

// FuzzPlainText holds any text to it: it reads back, or is left in the file.
func FuzzPlainText(f *testing.F) {
	f.Add("a *b* _c_ [d](e) <f> `g` & &amp; http://x.y/*z*", "q\\")
	f.Add("[^1]: note (AP Photo/Jane Doe, File)", "![a]")
	f.Add("http://a.b/c_(d)_*e*~f~ www.x.y/`z", "\x00\xff\u2028")
	dir := newDesk(f, tree{"site/content/x/photos/a.jpg": ""})
	s := dir.open(nil)
	f.Fuzz(func(t *testing.T, caption, alt string) {
		if len(caption)+len(alt) > maxInText {
			return
		}
		text, fig := asDrafted(t, s, caption, alt)
		if fig == nil || fig.Path != "content/x/photos/a.jpg" {
			t.Fatalf("no figure in %q", text)
		}
		if text == "![](photos/a.jpg)" {
			return
		}
		if oneLine(alt) != "" && !readsAs(fig.Alt.Value, oneLine(alt)) {
			t.Errorf("alt %q reads as %q", alt, fig.Alt.Value)
		}
		if got := fig.Caption.Plain + " " + fig.SignOff.Text; oneLine(caption) != "" && !strings.HasPrefix(typesetAway(got), typesetAway(oneLine(caption))) {
			t.Errorf("caption %q reads as %q", caption, got)
		}
	})
}

func typesetAway(s string) string {
	for {
		if next := typeset.Replace(s); next != s {
			s = next
			continue
		}
		return s
	}
}

func TestQuoted(t *testing.T) {
	for s, want := range map[string]string{
		"Tang Yi": "Tang Yi", "Chang'an": "Chang'an", "true": `"true"`, "a: b": `"a: b"`, "a #b": `"a #b"`, "2023": `"2023"`, "- x": `"- x"`,
		`say "x"`: `"say \"x\""`, `a\b`: `"a\\b"`, "唐奕": "唐奕", "a, b": `"a, b"`, "": `""`, "[x]": `"[x]"`,
	} {
		if got := quoted(s); got != want {
			t.Errorf("%q is written %s, want %s", s, got, want)
		}
	}
}
