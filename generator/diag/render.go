package diag

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Paint colours the parts of a rendered diagnostic; the zero value leaves them
// plain, as files and pipes want it.
type Paint struct {
	Place, Error, Warning, Info, Mark, Hint func(string) string
}

func painted(f func(string) string, s string) string {
	if f == nil {
		return s
	}
	return f(s)
}

func (p Paint) severity(s Severity) string {
	return painted([...]func(string) string{p.Error, p.Warning, p.Info}[s], s.String())
}

// String renders d without colour:
//
//	content/bridge/index.md:6:5: error: no photograph "O2.jpg" in content/bridge [photo-not-found]
//	     6 | ![](O2.jpg)
//	       |     ^^^^^^
//	  hint: did you mean "02.jpg"?
func (d Diagnostic) String() string { return d.Render(Paint{}) }

// Render renders d in the form of [Diagnostic.String], painted by p.
func (d Diagnostic) Render(p Paint) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s: %s [%s]\n", painted(p.Place, d.Pos.String()), p.severity(d.Severity), Printable(d.Message), d.ID)
	if d.Pos.Line > 0 && d.Pos.Text != "" {
		line, pad, carets := d.Pos.excerpt()
		fmt.Fprintf(&b, "%6d | %s\n       | %s%s\n", d.Pos.Line, line, pad, painted(p.Mark, carets))
	}
	if d.Hint != "" {
		fmt.Fprintf(&b, "  %s %s\n", painted(p.Hint, "hint:"), Printable(d.Hint))
	}
	return b.String()
}

// String returns file:line:column, or the file alone.
func (p Pos) String() string {
	if p.Line == 0 {
		return Printable(p.File)
	}
	return fmt.Sprintf("%s:%d:%d", Printable(p.File), p.Line, p.Column())
}

// maxExcerpt is how many columns of a source line are shown. A caption is one
// line of several hundred characters; the terminal would wrap it and tear the
// caret from what it points at.
const maxExcerpt = 100

// excerpt returns the source line, cut to a window round the place when it is
// long, and the blanks and carets that mark the place below it. Widths are
// those of a terminal: a Han character takes two columns.
func (p Pos) excerpt() (line, pad, carets string) {
	before, meant := clean(p.before()), clean(p.meant())
	after := clean(p.Text[len(p.before())+len(p.meant()):])
	meant = cutEnd(meant, maxExcerpt/2)
	before = cutStart(before, maxExcerpt/2)
	after = cutEnd(after, max(10, maxExcerpt-uniseg.StringWidth(before+meant)))
	return before + meant + after,
		strings.Repeat(" ", uniseg.StringWidth(before)),
		strings.Repeat("^", max(1, uniseg.StringWidth(meant)))
}

func clean(s string) string { return Printable(strings.ReplaceAll(s, "\t", " ")) }

// cutEnd shortens s to width columns, and says so with an ellipsis.
func cutEnd(s string, width int) string {
	n, columns := 0, 0
	for g := uniseg.NewGraphemes(s); g.Next(); {
		if columns += g.Width(); columns > width {
			return s[:n] + "…"
		}
		_, n = g.Positions()
	}
	return s
}

// cutStart shortens s to about its last width columns.
func cutStart(s string, width int) string {
	n, columns := len(s), 0
	for n > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:n])
		if columns += uniseg.StringWidth(string(r)); columns > width {
			return "…" + s[n:]
		}
		n -= size
	}
	return s
}

// Printable makes text from a file safe to show on a terminal: a caption or a
// file name may hold escape sequences that would repaint the screen, and
// direction marks that would reorder it. Control characters and direction
// overrides come out as U+FFFD.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < 0x20, r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return utf8.RuneError
		}
		return r
	}, s)
}

// MarshalJSON gives {"id", "severity", "file", "line", "column", "message",
// "hint"}; line and column are 0 where the file as a whole is meant.
func (d Diagnostic) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		ID       string `json:"id"`
		Severity string `json:"severity"`
		File     string `json:"file"`
		Line     int    `json:"line"`
		Column   int    `json:"column"`
		Message  string `json:"message"`
		Hint     string `json:"hint"`
	}{d.ID, d.Severity.String(), d.Pos.File, d.Pos.Line, d.Pos.Column(), d.Message, d.Hint})
}
