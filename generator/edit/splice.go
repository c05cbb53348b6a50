package edit

import (
	"slices"
	"strings"

	"photodesk/generator/story"
)

// cut is a piece of a text and what takes its place.
type cut struct {
	at   story.Span
	text string
}

// splice returns text with every cut made; cuts do not overlap. Two at one
// place are made in the order given.
func splice(text string, cuts ...cut) string {
	slices.SortStableFunc(cuts, func(a, b cut) int { return a.at.Start - b.at.Start })
	var b strings.Builder
	done := 0
	for _, c := range cuts {
		b.WriteString(text[done:c.at.Start])
		b.WriteString(c.text)
		done = c.at.End
	}
	b.WriteString(text[done:])
	return b.String()
}

// lineEnd returns what ends the lines of text: what ends the first.
func lineEnd(text string) string {
	if i := strings.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// withLineEnds returns s with its lines ended as those of text are.
func withLineEnds(s, text string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	if end := lineEnd(text); end != "\n" {
		s = strings.ReplaceAll(s, "\n", end)
	}
	return s
}

// appended returns text with a paragraph more at its end.
func appended(text, paragraph string) string {
	end := lineEnd(text)
	switch {
	case text == "" || strings.HasSuffix(text, "\n"+end):
	case strings.HasSuffix(text, "\n"):
		text += end
	default:
		text += end + end
	}
	return text + withLineEnds(paragraph, text) + end
}
