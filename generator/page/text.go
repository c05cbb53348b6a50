package page

import (
	"html/template"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"photodesk/generator/plan"
	"photodesk/generator/story"
)

// The longest texts that a page shows, in characters. What the editor wrote
// stays far below; a photograph's metadata may hold anything.
const (
	maxLine = 500
	maxText = 8000
)

// clean drops what has no place in running text, control characters and
// direction overrides, which could make a name read backwards, and cuts it.
func clean(s string, limit int) string {
	s = strings.TrimSpace(strings.Map(visible, s))
	n := 0
	for i := range s {
		if n++; n > limit {
			return strings.TrimSpace(s[:i]) + "…"
		}
	}
	return s
}

func visible(r rune) rune {
	switch {
	case r == '\n', r == '\t', r == '\r':
		return ' '
	case r < 0x20, r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0xfeff:
		return -1
	}
	return r
}

// safe passes HTML that package story made, without direction overrides.
func safe(html string) template.HTML {
	return template.HTML(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return r
		}
		return visible(r)
	}, html))
}

// tongue is the language of a page, and what follows from it.
type tongue struct {
	html string       // for the lang attribute
	tag  language.Tag // parsed; Und if it is no language tag
	site []string     // the site's languages
}

func newTongue(lang string, site []string) tongue {
	html := htmlLang(lang)
	tag, _ := language.Parse(html)
	return tongue{html, tag, site}
}

// htmlLang returns the lang attribute for a language as site.yaml names it:
// Chinese without a script is simplified.
func htmlLang(lang string) string {
	if lang == "zh" {
		return "zh-Hans"
	}
	return lang
}

// direction returns the direction in which a language is written.
func direction(tag language.Tag) string {
	script, _ := tag.Script()
	if slices.Contains([]string{"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"}, script.String()) {
		return "rtl"
	}
	return "ltr"
}

// text returns a text for the page. Its language is the one that is said, else
// the page's, unless its letters are of another script that a language of the
// site is written in.
func (t tongue) text(s, lang string, limit int) TextView {
	v := TextView{Text: clean(s, limit)}
	if v.Text == "" {
		return v
	}
	v.Lang, v.Dir = t.attrs(lang, v.Text)
	return v
}

func (t tongue) line(v plan.Value) TextView { return t.text(v.Text, v.Lang, maxLine) }

func (t tongue) written(s story.Text) TextView { return t.text(s.Value, "", maxLine) }

// attrs returns the lang and dir attributes of a text, empty where they are
// the page's.
func (t tongue) attrs(lang, text string) (string, string) {
	if lang == "" {
		lang = t.byScript(text)
	}
	lang = htmlLang(lang)
	if lang == "" || lang == t.html { // almost always, and to parse a tag takes a while
		return "", ""
	}
	tag, err := language.Parse(lang)
	if base, _ := tag.Base(); err != nil || base.String() == "und" || sameTongue(tag, t.tag) {
		return "", "" // "x-default" and "und" say nothing
	}
	dir := direction(tag)
	if dir == direction(t.tag) {
		dir = ""
	}
	return tag.String(), dir
}

// sameTongue reports whether two tags read alike aloud and on paper: en-US is
// en, zh-CN is zh-Hans, zh-Hant is neither.
func sameTongue(a, b language.Tag) bool {
	base, _ := a.Base()
	other, _ := b.Base()
	script, _ := a.Script()
	otherScript, _ := b.Script()
	return base == other && script == otherScript
}

// byScript returns the first language of the site that is written in the
// letters of s, if s has but one kind and the page's language has not.
func (t tongue) byScript(s string) string {
	kind := letters(s)
	if kind == "" || writes(t.tag, kind) {
		return ""
	}
	for _, lang := range t.site {
		if tag, err := language.Parse(htmlLang(lang)); err == nil && writes(tag, kind) {
			return lang
		}
	}
	return ""
}

// letters returns the script that all letters of s are of, or "".
func letters(s string) string {
	kind := ""
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		k := scriptOf(r)
		if k == "" || kind != "" && k != kind {
			return ""
		}
		kind = k
	}
	return kind
}

func scriptOf(r rune) string {
	switch {
	case unicode.Is(unicode.Latin, r):
		return "Latn"
	case unicode.Is(unicode.Han, r):
		return "Han"
	case unicode.Is(unicode.Arabic, r):
		return "Arab"
	case unicode.Is(unicode.Cyrillic, r):
		return "Cyrl"
	}
	return ""
}

// writes reports whether a language is written in letters of the kind.
func writes(tag language.Tag, kind string) bool {
	script, _ := tag.Script()
	switch s := script.String(); s {
	case "Hans", "Hant", "Jpan", "Kore":
		return kind == "Han"
	default:
		return s == kind
	}
}
