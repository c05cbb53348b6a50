// Package diag is how photodesk speaks to people about their files.
//
// A person's mistake is a [Diagnostic]: a place to the column, a stable id, what
// is wrong, and what to do about it. Stages collect diagnostics and return them;
// none prints, none stops at the first. The machine's failure (disk full, no
// permission) is an ordinary error and does stop the run. That is the whole
// distinction.
//
// # Wording
//
// A message says what is wrong in lower case and without a full stop; the hint
// says what to do. Names that the editor wrote are quoted as written. Ids are
// kebab-case and permanent, since site.yaml, waivers and scripts name them.
package diag

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Severity orders diagnostics by what they hold back: an [Error] holds back the
// build, a [Warning] or an [Info] never does.
type Severity int

// The severities, the gravest first.
const (
	Error Severity = iota
	Warning
	Info
)

// String returns the word that diagnostics and site.yaml use.
func (s Severity) String() string {
	return [...]string{"error", "warning", "info"}[s]
}

// Pos is a place in a source file. The zero Line means the file as a whole.
type Pos struct {
	File string // slash-separated, relative to the site's folder
	Line int    // from 1
	Col  int    // in bytes, from 1
	Len  int    // of what is meant, in bytes; it ends with the line at the latest
	Text string // the whole source line, without its end
}

// Column returns the column as an editor counts it: in characters, from 1.
func (p Pos) Column() int {
	if p.Line == 0 {
		return 0
	}
	return utf8.RuneCountInString(p.before()) + 1
}

// before returns the part of the line to the left of the place.
func (p Pos) before() string {
	return p.Text[:max(0, min(p.Col-1, len(p.Text)))]
}

// meant returns the part of the line that the place covers.
func (p Pos) meant() string {
	rest := p.Text[len(p.before()):]
	return rest[:max(0, min(p.Len, len(rest)))]
}

// Sub narrows p to n bytes that begin off bytes into it.
func (p Pos) Sub(off, n int) Pos {
	p.Col, p.Len = p.Col+off, n
	return p
}

// InFile returns the place that means a file as a whole.
func InFile(file string) Pos { return Pos{File: file} }

// A Diagnostic is one thing to tell the editor.
type Diagnostic struct {
	ID       string
	Severity Severity
	Pos      Pos
	Message  string
	Hint     string // empty when there is nothing to add
}

// List is a collection of diagnostics.
type List []Diagnostic

// Add appends one diagnostic.
func (l *List) Add(d Diagnostic) { *l = append(*l, d) }

// Error appends a diagnostic that holds back the build.
func (l *List) Error(id string, pos Pos, message, hint string) {
	l.Add(Diagnostic{ID: id, Severity: Error, Pos: pos, Message: message, Hint: hint})
}

// Warn appends a diagnostic that does not hold back the build.
func (l *List) Warn(id string, pos Pos, message, hint string) {
	l.Add(Diagnostic{ID: id, Severity: Warning, Pos: pos, Message: message, Hint: hint})
}

// Info appends a remark.
func (l *List) Info(id string, pos Pos, message, hint string) {
	l.Add(Diagnostic{ID: id, Severity: Info, Pos: pos, Message: message, Hint: hint})
}

// Count returns how many diagnostics are of severity s.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// HasErrors reports whether l holds back the build.
func (l List) HasErrors() bool { return l.Count(Error) > 0 }

// Sort orders l by place, then id, then message, whatever order the stages'
// workers found it in, and drops repetitions: two pictures that share a damaged
// sidecar complain of it once.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.ID, b.ID),
			cmp.Compare(a.Message, b.Message))
	})
	*l = slices.CompactFunc(*l, func(a, b Diagnostic) bool { return a == b })
}
