package edit

import (
	"regexp"
	"strconv"
	"strings"

	"photodesk/generator/story"
)

const bom = "\ufeff"

// line is a line of a text, its end included.
type line struct {
	story.Span
	text string // without the end of the line, and without a BOM
}

func (l line) blank() bool { return strings.TrimSpace(l.text) == "" }
func (l line) fence() bool { return strings.TrimRight(l.text, " \t") == "---" }

// indent returns how many blanks l begins with.
func (l line) indent() int { return len(l.text) - len(strings.TrimLeft(l.text, " ")) }

func linesOf(text string) []line {
	var all []line
	off := 0
	for s := range strings.Lines(text) {
		l := line{story.Span{Start: off, End: off + len(s)}, strings.TrimRight(s, "\r\n")}
		if off == 0 {
			l.text = strings.TrimPrefix(l.text, bom)
		}
		all, off = append(all, l), off+len(s)
	}
	return all
}

// front returns the lines of a text's front matter without its fences, and the
// offset of the one that ends it; ok is false where there is none.
func front(text string) (lines []line, end int, ok bool) {
	all := linesOf(text)
	for len(all) > 0 && all[0].blank() {
		all = all[1:]
	}
	if len(all) == 0 || !all[0].fence() {
		return nil, 0, false
	}
	for i, l := range all[1:] {
		if l.fence() {
			return all[1 : i+1], l.Start, true
		}
	}
	return nil, 0, false
}

// setKey returns text with a key of its front matter set to value, which is a
// line of YAML. What it replaces may be of several lines. A text without front
// matter gets some.
func setKey(text, key, value string) string {
	eol := lineEnd(text)
	lines, end, ok := front(text)
	if !ok {
		at := 0
		if strings.HasPrefix(text, bom) {
			at = len(bom)
		}
		return splice(text, cut{story.Span{Start: at, End: at}, "---" + eol + key + ": " + value + eol + "---" + eol})
	}
	indent := 0
	if i := firstKey(lines); i >= 0 {
		indent = lines[i].indent()
	}
	entry := strings.Repeat(" ", indent) + key + ": " + value + eol
	is := regexp.MustCompile(`^ {` + strconv.Itoa(indent) + `}["']?` + key + `["']? *:(?:\s|$)`)
	for i, l := range lines {
		if is.MatchString(l.text) {
			return splice(text, cut{story.Span{Start: l.Start, End: valueEnd(lines[i:], indent)}, entry})
		}
	}
	return splice(text, cut{story.Span{Start: end, End: end}, entry})
}

// firstKey returns the first line that is neither blank nor a comment, or -1.
func firstKey(lines []line) int {
	for i, l := range lines {
		if !l.blank() && !strings.HasPrefix(strings.TrimSpace(l.text), "#") {
			return i
		}
	}
	return -1
}

// valueEnd returns where the value of the key in the first of lines ends: before
// the next line that is not indented deeper.
func valueEnd(lines []line, indent int) int {
	end := lines[0].End
	for _, l := range lines[1:] {
		if !l.blank() && l.indent() <= indent {
			break
		}
		if !l.blank() {
			end = l.End
		}
	}
	return end
}
