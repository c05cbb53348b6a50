package story

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// blocks returns the body of a story as its blocks: what stands between rows
// and key figures is one block of prose.
func (f *figures) blocks() []Block {
	var blocks []Block
	var prose []ast.Node
	flush := func() {
		if p := f.prose(prose); p != nil {
			blocks = append(blocks, p)
		}
		prose = nil
	}
	for _, n := range children(f.doc) {
		switch {
		case n.Kind() == ast.KindLinkReferenceDefinition:
		case f.isRow(n):
			flush()
			blocks = append(blocks, f.row(n))
		case n.Kind() == east.KindDefinitionList:
			flush()
			if k := f.keyFigures(n); k != nil {
				blocks = append(blocks, k)
			}
		case n.Kind() == ast.KindParagraph && !n.HasChildren():
			// What stood here was taken out, and is reported.
		default:
			prose = append(prose, n)
		}
	}
	flush()
	return blocks
}

// prose returns running text, or nil when there is none.
func (f *figures) prose(nodes []ast.Node) *Prose {
	if len(nodes) == 0 {
		return nil
	}
	p := &Prose{HTML: f.render(nodes...), Pos: f.block(nodes[0])}
	var plain []string
	for _, n := range nodes {
		if n.Kind() == ast.KindParagraph {
			p.Paragraphs = append(p.Paragraphs, Paragraph{f.plainOf(children(n)), f.block(n)})
		}
		plain = append(plain, f.lines(n)...)
	}
	p.Plain = strings.Join(plain, "\n")
	return p
}

// lines returns the text of a block, one line for each block of text in it.
func (f *figures) lines(n ast.Node) []string {
	if hasInlines(n) {
		if s := f.plainOf(children(n)); s != "" {
			return []string{s}
		}
		return nil
	}
	if n.IsRaw() && n.Kind() != ast.KindHTMLBlock {
		return []string{strings.TrimSpace(string(n.Lines().Value(f.src)))}
	}
	var all []string
	for _, c := range children(n) {
		all = append(all, f.lines(c)...)
	}
	return all
}

// keyFigures reads a definition list: each term with the one text that says
// what it counts.
func (f *figures) keyFigures(list ast.Node) *KeyFigures {
	k := &KeyFigures{Pos: f.block(list)}
	var figure Markdown
	open := false
	for _, n := range children(list) {
		if n.Kind() == east.KindDefinitionTerm {
			if open {
				f.ds.Error("markdown", figure.Pos, "two figures with one label", "leave a blank line between key figures, each with its own line that begins with a colon")
			}
			figure, _ = f.captionOf(children(n), false)
			open = true
			continue
		}
		label, ok := f.label(n)
		if !open || !ok {
			f.ds.Error("markdown", f.block(n), "a key figure has one label of one paragraph", "join the lines")
			continue
		}
		k.Items = append(k.Items, KeyFigure{figure, label})
		open = false
	}
	if len(k.Items) == 0 {
		return nil
	}
	return k
}

// label returns the text of a definition, if it is one paragraph.
func (f *figures) label(def ast.Node) (Markdown, bool) {
	c := def.FirstChild()
	if c == nil || c.NextSibling() != nil || !hasInlines(c) {
		return Markdown{}, false
	}
	m, _ := f.captionOf(children(c), false)
	return m, true
}
