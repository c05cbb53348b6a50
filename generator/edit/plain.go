package edit

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// oneLine returns a text from a file's metadata as one line that a text file can
// hold: line ends and runs of blanks are one blank, what is no text is left out.
// Blanks that were chosen, such as U+3000, stay.
func oneLine(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToValidUTF8(s, "\ufffd") {
		switch {
		case r == ' ' || r >= '\t' && r <= '\r' || r == 0x85 || r == 0x2028 || r == 0x2029:
			gap = true
			continue
		case !text(r):
			continue
		case gap && b.Len() > 0:
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

// text reports whether r is a character of text: no control, no BOM, none of the
// code points that are no characters.
func text(r rune) bool {
	return r >= ' ' && (r < 0x7f || r >= 0xa0) && r != 0xfeff && (r < 0xfdd0 || r > 0xfdef) && r&0xfffe != 0xfffe
}

// markup are the signs that mean something in the middle of a line of Markdown.
const markup = "\\`*[]<~"

// escaped returns one line of plain text as Markdown that reads the same, with
// as few backslashes as will do in a caption.
func escaped(s string) string {
	var b strings.Builder
	b.WriteString(escapedHead(&s))
	for i, r := range s {
		switch {
		case r < utf8.RuneSelf && strings.ContainsRune(markup, r),
			r == '_' && !insideWord(s, i),
			r == '&' && likeEntity(s[i:]):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// escapedHead takes from s what would begin a block or attributes at the head of
// a line, and returns it escaped.
func escapedHead(s *string) string {
	digits := len(*s) - len(strings.TrimLeft(*s, "0123456789"))
	rest := (*s)[digits:]
	switch {
	case rest == "":
		return ""
	case digits > 0 && (rest[0] == '.' || rest[0] == ')'), digits == 0 && strings.ContainsRune("#>+-=|:{}", rune(rest[0])):
		head := (*s)[:digits] + `\` + rest[:1]
		*s = rest[1:]
		return head
	case digits == 0 && strings.HasPrefix(rest, "｛"):
		*s = rest[len("｛"):]
		return "&#xff5b;"
	}
	return ""
}

// insideWord reports whether the sign at s[i] stands between letters or digits,
// where an underscore is no markup.
func insideWord(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+1:])
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return word(before) && word(after)
}

// likeEntity reports whether s begins as "&amp;" does.
func likeEntity(s string) bool {
	i := strings.IndexByte(s, ';')
	return i > 1 && i < 34 && !strings.ContainsAny(s[1:i], " &")
}

// escapedAll is [escaped] with a backslash before every sign: for text that the
// few do not hold.
func escapedAll(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '｛':
			b.WriteString("&#xff5b;")
			continue
		case r > ' ' && r < 0x7f && !unicode.IsLetter(r) && !unicode.IsDigit(r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// destination returns a path as it stands between the brackets of an image.
func destination(p string) string {
	if !strings.ContainsAny(p, " ()<>\\&") && p == oneLine(p) {
		return p
	}
	var b strings.Builder
	for _, r := range p {
		if strings.ContainsRune(`<>\&`, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return "<" + b.String() + ">"
}

// quoted returns one line of text as a YAML scalar that stands anywhere: plain
// where that can be taken for nothing else, else in double quotation marks.
func quoted(s string) string {
	if plainScalar(s) {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// plainScalar reports whether s is letters, digits, blanks and the signs of
// names, and none of the words that YAML takes for something else.
func plainScalar(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsLetter(first) || strings.TrimSpace(s) != s {
		return false
	}
	switch strings.ToLower(s) {
	case "true", "false", "null", "yes", "no", "on", "off", "y", "n":
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune(" .'’-/()", r)
	}) < 0
}

// list returns texts as a YAML list in one line.
func list(texts []string) string {
	all := make([]string, len(texts))
	for i, t := range texts {
		all[i] = quoted(t)
	}
	return "[" + strings.Join(all, ", ") + "]"
}

// typeset makes one of what typesetting makes of the other: it compares texts as
// they are read. Marks of quotation and blanks beside them are the language's.
var typeset = strings.NewReplacer(
	"…", "...", "—", "-", "–", "-", "--", "-", `"`, "", "'", "", "“", "", "”", "", "„", "", "«", "", "»", "", "‹", "", "›", "", "‘", "", "’", "", "‚", "",
	" ", "", "\u00a0", "", "\u202f", "",
)

// readsAs reports whether two texts are the same to a reader.
func readsAs(a, b string) bool {
	norm := func(s string) string {
		for {
			t := typeset.Replace(s)
			if t == s {
				return s
			}
			s = t
		}
	}
	return norm(a) == norm(b)
}
