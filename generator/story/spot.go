package story

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// spot is where the parts of an image or a link stand in its passage, which
// goldmark does not tell. Offsets are into passage.src.
type spot struct {
	start, shut int // the "!" or "[", and the "]" that ends the text
	end         int // after the ")"
	attrs       Span
	gap         bool // blanks stand before the attributes
}

// maxAttrs is the length in bytes within which attributes must end.
const maxAttrs = 4000

// linkParser is what goldmark's parser of links and images is.
type linkParser interface {
	parser.InlineParser
	parser.CloseBlocker
}

// spotter parses links and images as goldmark does, notes where they stand,
// takes the attributes after an image, and notices what was meant as an image
// and is none.
type spotter struct{ linkParser }

var spotsKey = parser.NewContextKey()

// Parse implements [parser.InlineParser].
func (s spotter) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	n := s.linkParser.Parse(parent, block, pc)
	if line[0] != ']' {
		return n
	}
	p := pc.Get(spotsKey).(*passage)
	if n == nil {
		p.almostImage(parent, segment.Start)
		return nil
	}
	at := &spot{start: n.Pos(), shut: segment.Start, end: position(block, parent)}
	p.spots[n] = at
	if n.Kind() == ast.KindImage && parent.Kind() == ast.KindParagraph {
		p.takeAttrs(at, parent, block)
	}
	return n
}

// position returns the offset that block stands at.
func position(block text.Reader, parent ast.Node) int {
	if line, segment := block.PeekLine(); line != nil {
		return segment.Start
	}
	return endOf(parent)
}

// endOf returns the offset at which a block of text ends.
func endOf(n ast.Node) int {
	if lines := n.Lines(); lines != nil && lines.Len() > 0 {
		return lines.At(lines.Len() - 1).Stop
	}
	return 0
}

// takeAttrs moves block past the attributes that follow an image.
func (p *passage) takeAttrs(at *spot, parent ast.Node, block text.Reader) {
	at.attrs = Span{at.end, at.end}
	rest := p.src[at.end:endOf(parent)]
	begin := len(rest) - len(bytes.TrimLeft(rest, " \t\r\n"))
	if !bytes.HasPrefix(rest[begin:], []byte("{")) && !bytes.HasPrefix(rest[begin:], []byte("｛")) {
		return
	}
	open := string(rest[begin:min(len(rest), begin+maxAttrs)])
	if begin > 0 && !likeAttrs.MatchString(open) {
		return
	}
	_, length, _ := scanAttrs(open)
	at.attrs, at.gap = Span{at.end + begin, at.end + begin + length}, begin > 0
	for {
		line, segment := block.PeekLine()
		if line == nil {
			return
		}
		if at.attrs.End < segment.Stop {
			block.Advance(max(0, at.attrs.End-segment.Start))
			return
		}
		block.AdvanceLine()
	}
}

// almostImage reports what an editor meant as an image, at the "]" at offset
// shut that closed nothing.
func (p *passage) almostImage(parent ast.Node, shut int) {
	end := endOf(parent)
	if shut >= end {
		return
	}
	// Where a name and its alternative text are longer than this, a person did not write them.
	const reach = 2000
	before := p.src[max(0, shut-reach):shut]
	if i := bytes.LastIndexByte(before, '\n'); i >= 0 {
		before = before[i:]
	}
	open := bytes.LastIndex(before, []byte("!["))
	if open < 0 || bytes.IndexByte(before[open:], ']') >= 0 || open > 0 && before[open-1] == '\\' {
		return
	}
	start := shut - len(before) + open
	after, _, _ := strings.Cut(string(p.src[shut+1:min(end, shut+reach)]), "\n")
	after = strings.TrimRight(after, "\r")
	name, cure := misspelt(after)
	if name == "" {
		return
	}
	i := strings.Index(after, name)
	p.ds.Error("markdown", p.place(shut+1+i, len(name)), "this does not read as a picture", "write "+string(p.src[start:shut+1])+cure)
}

// misspelt returns the name of the file in what follows "![…]" and is not
// the "(file)" of an image, and how to write it.
func misspelt(s string) (name, cure string) {
	body := strings.TrimLeft(s, " ")
	gap := body != s
	var open string
	for _, o := range []string{"(", "（"} {
		if strings.HasPrefix(body, o) {
			open = o
		}
	}
	if open == "" {
		return "", ""
	}
	body = body[len(open):]
	if i := strings.LastIndexAny(body, ")）"); i >= 0 {
		body = body[:i]
	}
	if i := strings.LastIndex(body, "){"); i >= 0 {
		body = body[:i]
	}
	name = strings.TrimSpace(body)
	if gap && open == "(" && !isPhoto(name) {
		return "", "" // a remark in brackets
	}
	target := strings.Trim(name, "<>")
	if strings.ContainsAny(target, " ()") {
		target = "<" + target + ">"
	}
	return name, "(" + target + ")"
}
