package story

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"photodesk/generator/diag"
)

// yamlText is a stretch of YAML in a file: a whole file, or front matter. It is
// read through nodes and never into structs, so that every value keeps its
// place.
type yamlText struct {
	file  *file
	span  Span
	known []string // keys at the top, for naming a slip that YAML cannot read
	lost  []string // keys that were meant, and whose values could not be read
	ds    *diag.List
}

// field is one key of a mapping and what to do with its value.
type field struct {
	name string
	read func(y *yamlText, n *yaml.Node)
}

// root parses y. It returns nil when there is nothing to read, or nothing that
// can be read, which is then reported.
func (y *yamlText) root() *yaml.Node {
	text := y.file.text[y.span.Start:y.span.End]
	if i := strings.IndexFunc(text, forbidden); i >= 0 {
		r, n := utf8.DecodeRuneInString(text[i:])
		y.ds.Error("front-matter", y.file.at(y.span.Start+i, n), fmt.Sprintf("the control character U+%04X", r), "delete it")
		return nil
	}
	if strings.TrimSpace(text) == "" {
		return nil
	}
	var doc yaml.Node
	if err := yaml.Load([]byte(oneKindOfBreak(text)), &doc); err != nil {
		y.syntax(err)
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) == 0 {
		return nil
	}
	return doc.Content[0]
}

func forbidden(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0x7f || r >= 0x80 && r < 0xa0 && r != 0x85 ||
		r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe
}

// oneKindOfBreak makes blanks of what YAML takes for ends of lines and no
// editor shows as one, rune for rune, so that lines and columns stay true.
func oneKindOfBreak(s string) string {
	if !strings.ContainsAny(s, "\r\u0085\u2028\u2029"+bom) {
		return s
	}
	runes := []rune(s)
	for i, r := range runes {
		switch {
		case r == '\r' && (i+1 == len(runes) || runes[i+1] != '\n'), r == 0x85, r == 0x2028, r == 0x2029, r == 0xfeff:
			runes[i] = ' '
		}
	}
	return string(runes)
}

// syntax reports an error of the YAML parser at its place in the file.
func (y *yamlText) syntax(err error) {
	if y.slip() {
		return
	}
	var le *yaml.LoadError
	if !errors.As(err, &le) {
		y.ds.Error("front-matter", y.file.at(y.span.Start, 3), "this is not YAML", "write lines of the form key: value")
		return
	}
	mark := le.Mark
	if le.ContextMark.Line > 0 && strings.Contains(le.Message, "did not find expected") || strings.Contains(le.Message, "unexpected end") {
		mark = le.ContextMark
	}
	if strings.Contains(le.ContextMsg, "block mapping") {
		mark = le.Mark
	}
	pos := y.place(mark.Line, mark.Column)
	if strings.Contains(le.Message, "no documents") {
		return // comments alone
	}
	y.ds.Error("front-matter", pos, "YAML cannot read this: "+strings.TrimPrefix(le.Message, "yaml: "), yamlCure(le.Message, pos))
}

// yamlCure says what a newsroom means when YAML stumbles.
func yamlCure(message string, pos diag.Pos) string {
	rest := pos.Text[min(max(0, pos.Col-1), len(pos.Text)):]
	switch {
	case strings.Contains(message, "multiple"):
		return "a line of --- may not stand in it"
	case strings.HasPrefix(rest, "\t"), strings.HasPrefix(strings.TrimLeft(pos.Text, " "), "\t"):
		return "indent with spaces, not with a tab"
	case strings.Contains(message, "unexpected end"):
		return "close the quotation marks"
	case strings.Contains(message, "',' or"):
		return "close the bracket"
	case strings.Contains(message, "mapping values"), strings.Contains(message, "cannot start"),
		strings.Contains(message, "anchor"), strings.Contains(message, "expected key"):
		return "put the whole value in quotes: it holds a colon, or begins with a sign or a quotation"
	}
	return "write lines of the form key: value"
}

var (
	wideColon = regexp.MustCompile(`^[ -]*([A-Za-z_]+) *：`)
	tightKey  = regexp.MustCompile(`^([A-Za-z_]+):[^\s]`)
)

// slip names what an input method or a hasty hand does to a key, and YAML
// reports somewhere else: a full-width colon, no blank after the colon.
func (y *yamlText) slip() bool {
	found := false
	for l := y.file.lineAt(y.span.Start); l <= y.file.lineAt(max(y.span.Start, y.span.End-1)); l++ {
		line := y.file.line(l)
		if m := wideColon.FindStringSubmatchIndex(line); m != nil && diag.Nearest(line[m[2]:m[3]], y.known) != "" {
			pos := y.file.at(y.file.start[l]+y.bomAt(l)+m[1]-len("："), len("："))
			y.ds.Error("front-matter", pos, "a full-width colon ends the key", fmt.Sprintf(`write "%s: " with a half-width colon and a space`, line[m[2]:m[3]]))
			found = true
		} else if m := tightKey.FindStringSubmatchIndex(line); m != nil && slices.Contains(y.known, line[m[2]:m[3]]) {
			pos := y.file.at(y.file.start[l]+y.bomAt(l)+m[3], 1)
			y.ds.Error("front-matter", pos, "no space after the colon", fmt.Sprintf(`write "%s: "`, line[m[2]:m[3]]))
			found = true
		}
	}
	return found
}

func (y *yamlText) bomAt(line int) int {
	if line == 0 && strings.HasPrefix(y.file.text, bom) {
		return len(bom)
	}
	return 0
}

// offset turns a line and a column in characters of y, both from 1, into an
// offset in the file. What is outside y is moved to its nearest end.
func (y *yamlText) offset(line, col int) int {
	l := min(max(0, line-1)+y.file.lineAt(y.span.Start), len(y.file.start)-1)
	off, text := y.file.start[l], y.file.line(l)
	if l == y.file.lineAt(y.span.Start) {
		off = y.span.Start
		text = text[min(len(text), off-y.file.start[l]-min(y.bomAt(l), off-y.file.start[l])):]
	}
	for ; col > 1 && text != ""; col-- {
		_, n := utf8.DecodeRuneInString(text)
		off, text = off+n, text[n:]
	}
	return min(off, y.span.End)
}

func (y *yamlText) place(line, col int) diag.Pos {
	off := y.offset(line, col)
	pos := y.file.at(off, maxText)
	if pos.Len == 0 && off > y.span.Start && off == y.span.End { // the end of the text: the end of its last line
		trimmed := strings.TrimRight(y.file.text[:off], "\r\n")
		pos = y.file.at(max(y.span.Start, len(trimmed)-1), 1)
	}
	pos.Len = len(strings.TrimRight(pos.Text[pos.Col-1:pos.Col-1+pos.Len], " \t"))
	return pos
}

// pos returns the place of the value of n: inside its quotation marks, and for
// a block scalar its first line.
func (y *yamlText) pos(n *yaml.Node) diag.Pos {
	pos := y.place(n.Line, n.Column)
	if n.Kind != yaml.ScalarNode {
		return pos
	}
	rest := pos.Text[min(pos.Col-1, len(pos.Text)):]
	switch {
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		next := y.place(n.Line+1, 1)
		indent := len(next.Text) - len(strings.TrimLeft(next.Text, " "))
		if n.Value != "" && next.Line == pos.Line+1 && indent < len(next.Text) {
			return next.Sub(indent-next.Col+1, len(next.Text)-indent)
		}
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 && rest != "":
		return pos.Sub(1, quotedLen(rest))
	case strings.HasPrefix(rest, n.Value):
		pos.Len = len(n.Value)
	}
	return pos
}

// quotedLen returns the length of what is quoted at the head of s, without the
// quotation marks; to the end of s if the quotation goes on in the next line.
func quotedLen(s string) int {
	for i := 1; i < len(s); i++ {
		switch {
		case s[0] == '"' && s[i] == '\\', s[0] == '\'' && strings.HasPrefix(s[i:], "''"):
			i++
		case s[i] == s[0]:
			return i - 1
		}
	}
	return len(s) - 1
}

// mapping reads the fields of n, each once, and reports what is none of them.
// what names n in complaints.
func (y *yamlText) mapping(n *yaml.Node, what string, fields []field) {
	if n.Kind != yaml.MappingNode {
		y.wrongKind(n, "key: value")
		return
	}
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		at := slices.Index(names, key.Value)
		line, again := seen[key.Value]
		seen[key.Value] = y.pos(key).Line
		switch {
		case key.Kind != yaml.ScalarNode || at < 0:
			y.unknownKey(key, what, names)
		case again:
			y.ds.Error("front-matter", y.pos(key), fmt.Sprintf("\"%s\" is written twice", key.Value), fmt.Sprintf("the first is in line %d", line))
		case y.refused(value):
			y.lost = append(y.lost, key.Value)
		default:
			fields[at].read(y, value)
		}
	}
}

func (y *yamlText) unknownKey(key *yaml.Node, what string, names []string) {
	if name, _, wide := strings.Cut(key.Value, "："); wide {
		y.ds.Error("front-matter", y.pos(key), "a full-width colon ends the key", fmt.Sprintf(`write "%s: " with a half-width colon and a space`, name))
		return
	}
	y.lost = append(y.lost, diag.Nearest(key.Value, names))
	hint := diag.DidYouMean(key.Value, names, "known are "+strings.Join(names, ", "))
	y.ds.Error("front-matter", y.pos(key), fmt.Sprintf("unknown key \"%s\" in %s", key.Value, what), hint)
}

// refused reports what YAML has and an editor's file does not: anchors, which
// can make a gigabyte of ten lines, and tags. Null counts as absent.
func (y *yamlText) refused(n *yaml.Node) bool {
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		y.ds.Error("front-matter", y.pos(n), "anchors and aliases (& and *) are not read", "write the value out, or put it in quotes")
		return true
	case n.Style&yaml.TaggedStyle != 0:
		y.ds.Error("front-matter", y.pos(n), "tags (!) are not read", "put the value in quotes")
		return true
	}
	return n.Kind == yaml.ScalarNode && n.Tag == "!!null"
}

func (y *yamlText) wrongKind(n *yaml.Node, want string) {
	kind := map[yaml.Kind]string{yaml.MappingNode: "keys with values", yaml.SequenceNode: "a list", yaml.ScalarNode: fmt.Sprintf("\"%s\"", n.Value)}[n.Kind]
	y.ds.Error("front-matter", y.pos(n), fmt.Sprintf("%s where %s is wanted", kind, want), "")
}
