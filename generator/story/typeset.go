package story

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// piece is a leaf of a flattened run of text: plain[start:end] is its text.
type piece struct {
	node       ast.Node
	start, end int
}

// flatten returns the text of nodes as a reader hears it: no markup, and a
// single blank for a line's end.
func (p *passage) flatten(nodes []ast.Node) (plain string, pieces []piece) {
	var b strings.Builder
	var walk func(ast.Node, bool)
	walk = func(n ast.Node, code bool) {
		start := b.Len()
		switch n := n.(type) {
		case *ast.Text:
			b.WriteString(p.leaf(n, code))
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(p.src))
		default:
			for _, c := range children(n) {
				walk(c, code || n.Kind() == ast.KindCodeSpan)
			}
			if n.HasChildren() || n.Type() == ast.TypeBlock {
				return
			}
		}
		pieces = append(pieces, piece{n, start, b.Len()})
		if t, ok := n.(*ast.Text); ok && (t.SoftLineBreak() || t.HardLineBreak()) {
			b.WriteByte(' ')
		}
	}
	for _, n := range nodes {
		walk(n, false)
	}
	return b.String(), pieces
}

// leaf returns the text of one node, its escapes and entities resolved.
func (p *passage) leaf(n *ast.Text, code bool) string {
	raw := string(n.Value(p.src))
	if code || n.IsRaw() {
		return raw
	}
	s, _ := unescape(raw, len(raw)*8)
	return s
}

// entity is a character reference (CommonMark 6.2).
var entity = regexp.MustCompile(`^&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// unescape resolves backslashes and entities in Markdown until it has made
// limit bytes, and returns how many it read for them.
func unescape(s string, limit int) (out string, read int) {
	if len(s) <= limit && !strings.ContainsAny(s, `\&`) {
		return s, len(s)
	}
	var b strings.Builder
	i := 0
	for i < len(s) && b.Len() < limit {
		switch {
		case s[i] == '\\' && i+1 < len(s) && isPunct(s[i+1]):
			b.WriteByte(s[i+1])
			i += 2
			continue
		case s[i] == '&':
			if ref := entity.FindString(s[i:min(len(s), i+34)]); ref != "" {
				b.WriteString(html.UnescapeString(ref))
				i += len(ref)
				continue
			}
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String(), i
}

func isPunct(c byte) bool {
	return c > ' ' && c < 0x7f && !('0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z')
}

// plainOf returns the text of nodes without blanks at its ends.
func (p *passage) plainOf(nodes []ast.Node) string {
	s, _ := p.flatten(nodes)
	return strings.TrimSpace(s)
}

// caption takes nodes out of their paragraph and returns them as a caption,
// and the sign-off that closed it.
func (p *passage) caption(nodes []ast.Node) (Markdown, SignOff) {
	return p.captionOf(nodes, true)
}

// captionOf is [passage.caption]; with signed unset a sign-off stays where it is.
func (p *passage) captionOf(nodes []ast.Node, signed bool) (Markdown, SignOff) {
	plain, pieces := p.flatten(nodes)
	lead := len(plain) - len(strings.TrimLeft(plain, " "))
	rest, off := strings.TrimSpace(plain), SignOff{}
	if signed {
		rest, off, _ = ParseSignOff(rest)
	}
	block := ast.NewTextBlock()
	for _, n := range nodes {
		block.AppendChild(block, n)
	}
	p.cut(block, pieces, lead+len(rest))
	if lead > 0 {
		dropLeading(block)
	}
	m := Markdown{HTML: p.render(block), Plain: rest}
	if rest != "" {
		m.Pos = p.trimmed(textSpan(pieces, lead, lead+len(rest)))
	} else {
		m.HTML = ""
	}
	return m, off
}

// textSpan returns the offsets between which plain[from:to] stands.
func textSpan(pieces []piece, from, to int) (start, end int) {
	start = -1
	for _, c := range pieces {
		a, b := c.node.Pos(), c.node.Pos()
		if t, ok := c.node.(*ast.Text); ok {
			a, b = t.Segment.Start, t.Segment.Stop
		}
		if c.end <= from || c.start >= to || a < 0 {
			continue
		}
		if start < 0 {
			start = a
		}
		end = b
	}
	return max(0, start), max(0, start, end)
}

// cut removes from block what stands after plain[:k].
func (p *passage) cut(block ast.Node, pieces []piece, k int) {
	for _, c := range pieces {
		t, isText := c.node.(*ast.Text)
		switch {
		case c.start >= k && c.end > c.start, c.start > k:
			remove(block, c.node)
		case isText && c.end > k:
			_, read := unescape(string(t.Value(p.src)), k-c.start)
			t.Segment = t.Segment.WithStop(t.Segment.Start + read)
		}
		if isText && c.end >= k {
			t.SetSoftLineBreak(false)
			t.SetHardLineBreak(false)
		}
	}
}

// remove takes n out of block, with whatever it alone stood in.
func remove(block, n ast.Node) {
	parent := n.Parent()
	parent.RemoveChild(parent, n)
	if parent != block && !parent.HasChildren() {
		remove(block, parent)
	}
}

// dropLeading removes empty text at the head of block, whose line breaks would
// come out as <br>.
func dropLeading(block ast.Node) {
	for {
		t, ok := block.FirstChild().(*ast.Text)
		if !ok || !t.Segment.IsEmpty() {
			return
		}
		block.RemoveChild(block, t)
	}
}

// joinLines drops the line breaks in block at which both sides are set
// without blanks: between two Han characters there is none.
func (p *passage) joinLines(block ast.Node) {
	_, pieces := p.flatten(children(block))
	last, pending := rune(0), (*ast.Text)(nil)
	for _, c := range pieces {
		s := p.plainOf([]ast.Node{c.node})
		if s != "" {
			if first, _ := utf8.DecodeRuneInString(s); pending != nil && p.setSolid(last) && p.setSolid(first) {
				pending.SetSoftLineBreak(false)
			}
			pending = nil
			last, _ = utf8.DecodeLastRuneInString(s)
		}
		if t, ok := c.node.(*ast.Text); ok && t.SoftLineBreak() {
			pending = t
		}
	}
}

// setSolid reports whether r is set without blanks beside others of its kind:
// Han, kana, and their punctuation.
func (p *passage) setSolid(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo) ||
		r >= 0x3001 && r < 0x3040 || r >= 0xff01 && r < 0xff61 || p.dialect.wide && r >= 0x2014 && r <= 0x2026
}

// hasInlines reports whether n is a block whose children are text.
func hasInlines(n ast.Node) bool {
	switch n.Kind() {
	case ast.KindParagraph, ast.KindTextBlock, ast.KindHeading, east.KindTableCell, east.KindDefinitionTerm:
		return true
	}
	return false
}
