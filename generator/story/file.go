package story

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"photodesk/generator/diag"
)

// maxText is the size in bytes beyond which a text file is refused: a novel is
// half of it, and what is larger is not a story.
const maxText = 1 << 20

// bom is what some Windows editors put before the first letter.
const bom = "\ufeff"

// file is a text file under content/ with its lines, for naming places in it.
type file struct {
	name  string
	text  string
	start []int // where each line begins
}

func newFile(name, text string) *file {
	f := &file{name: name, text: text, start: []int{0}}
	for i := range len(text) {
		if text[i] == '\n' {
			f.start = append(f.start, i+1)
		}
	}
	return f
}

// line returns line n, from 0, without its end and without a BOM.
func (f *file) line(n int) string {
	begin, end := f.start[n], len(f.text)
	if n+1 < len(f.start) {
		end = f.start[n+1]
	}
	s := strings.TrimRight(f.text[begin:end], "\r\n")
	if n == 0 {
		s = strings.TrimPrefix(s, bom)
	}
	return s
}

// lineAt returns the number, from 0, of the line that holds offset off.
func (f *file) lineAt(off int) int {
	return sort.SearchInts(f.start, off+1) - 1
}

// at returns the place of text[off:off+n], cut at the end of its first line.
func (f *file) at(off, n int) diag.Pos {
	off = max(0, min(off, len(f.text)))
	l := f.lineAt(off)
	line, col := f.line(l), off-f.start[l]
	if l == 0 && strings.HasPrefix(f.text, bom) {
		col = max(0, col-len(bom))
	}
	col = min(col, len(line))
	return diag.Pos{File: f.name, Line: l + 1, Col: col + 1, Len: max(0, min(n, len(line)-col)), Text: line}
}

// checkText reports what makes f no text, and whether it is one.
func (f *file) checkText(ds *diag.List) bool {
	switch {
	case len(f.text) > maxText:
		ds.Error("text-encoding", diag.InFile(f.name), fmt.Sprintf("a text file of %d megabytes", len(f.text)>>20), "a story is at most 1 megabyte")
	case strings.HasPrefix(f.text, "\xff\xfe"), strings.HasPrefix(f.text, "\xfe\xff"):
		ds.Error("text-encoding", diag.InFile(f.name), "the file is UTF-16", "save it as UTF-8")
	default:
		bad := f.firstBadByte()
		if bad < 0 {
			return true
		}
		ds.Error("text-encoding", f.at(bad, 1), fmt.Sprintf("the byte 0x%02X is not UTF-8 text", f.text[bad]), "save the file as UTF-8")
	}
	return false
}

// firstBadByte returns the offset of the first byte that is not UTF-8 text, or
// -1. NUL is valid UTF-8 and never text.
func (f *file) firstBadByte() int {
	for i, r := range f.text {
		if r == 0 {
			return i
		}
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(f.text[i:]); size == 1 {
				return i
			}
		}
	}
	return -1
}
