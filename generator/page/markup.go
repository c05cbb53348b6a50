package page

import (
	"bytes"
	"html"
	"strings"
	"unicode/utf8"
)

// markup writes XML, element by element.
type markup struct{ bytes.Buffer }

const xmlHeader = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// open writes a start tag; attributes are pairs of a name and a value, and those
// without a value are left out.
func (b *markup) open(name string, attrs ...string) {
	b.tag(name, attrs)
	b.WriteString(">")
}

func (b *markup) close(name string) {
	b.WriteString("</")
	b.WriteString(name)
	b.WriteString(">\n")
}

// leaf writes an element with a text in it; none if there is neither text nor
// attribute.
func (b *markup) leaf(name, text string, attrs ...string) {
	if text == "" && strings.Join(attrs, "") == "" {
		return
	}
	b.open(name, attrs...)
	b.text(text)
	b.close(name)
}

// empty writes an element without content.
func (b *markup) empty(name string, attrs ...string) {
	b.tag(name, attrs)
	b.WriteString("/>\n")
}

func (b *markup) tag(name string, attrs []string) {
	b.WriteString("<" + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] != "" {
			b.WriteString(" " + attrs[i] + `="`)
			b.text(attrs[i+1])
			b.WriteString(`"`)
		}
	}
}

// text writes text for content or an attribute. What XML cannot hold becomes
// U+FFFD (XML 1.0, section 2.2).
func (b *markup) text(s string) {
	b.WriteString(html.EscapeString(strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r == '\r', r >= 0x20 && r != 0xfffe && r != 0xffff:
			return r
		}
		return utf8.RuneError
	}, s)))
}
