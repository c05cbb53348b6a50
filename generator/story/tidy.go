package story

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// isRow reports whether n is a paragraph of pictures: one that begins with one.
func (p *passage) isRow(n ast.Node) bool {
	return p.rows && n.Kind() == ast.KindParagraph && n.Parent() == p.doc &&
		n.FirstChild() != nil && n.FirstChild().Kind() == ast.KindImage
}

// tidy sets what typesetting decides, and reports and takes out what may not
// be published.
func (p *passage) tidy() {
	var nodes []ast.Node
	top := false
	_ = ast.Walk(p.doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			nodes = append(nodes, n)
			h, ok := n.(*ast.Heading)
			top = top || ok && h.Level == 1
		}
		return ast.WalkContinue, nil
	})
	for _, n := range nodes {
		if hasInlines(n) || n.Kind() == ast.KindImage {
			p.joinLines(n)
		}
	}
	for _, n := range nodes {
		p.tidyNode(n, top)
	}
}

// tidyNode sees to one node; lower says that headings move down a level.
func (p *passage) tidyNode(n ast.Node, lower bool) {
	switch n := n.(type) {
	case *ast.Heading:
		// The headline is the page's only heading of the first level.
		if lower {
			n.Level = min(6, n.Level+1)
		}
	case *ast.Image:
		if !p.isRow(n.Parent()) {
			p.misplaced(n)
		}
	case *ast.Link:
		p.link(n)
	case *ast.AutoLink:
		p.autoLink(n)
	case *east.FootnoteLink:
		p.footnote(n)
	case *ast.RawHTML:
		start := n.Segments.At(0).Start
		p.rawHTML(n, start, n.Segments.At(n.Segments.Len()-1).Stop)
	case *ast.HTMLBlock:
		p.htmlBlock(n)
	case *east.TableCell:
		// goldmark aligns by attributes that no strict page may carry.
		if n.Alignment == east.AlignRight || n.Alignment == east.AlignCenter {
			n.SetAttributeString("class", []byte(n.Alignment.String()))
		}
	}
}

// misplaced reports an image where no figure can be, and takes it out.
func (p *passage) misplaced(n *ast.Image) {
	where, hint := "inside running text", "put a blank line before it: a picture begins a paragraph of its own"
	for up := n.Parent(); up != nil; up = up.Parent() {
		switch up.Kind() {
		case ast.KindListItem:
			where = "in a list"
		case ast.KindBlockquote:
			where = "in a quotation"
		case ast.KindLink:
			where, hint = "inside a link", "a picture always leads to its own page: write the picture alone"
		case ast.KindHeading:
			where, hint = "in a heading", "a line of --- or === under text makes it a heading: leave a blank line above that line"
		case east.KindTable:
			where = "in a table"
		case east.KindDefinitionList:
			where, hint = "in a list of key figures", "leave a blank line between the caption and the figures"
		case east.KindFootnote:
			where = "in a footnote"
		}
	}
	if !p.rows {
		hint = "pictures stand in the story"
	}
	pos := p.place(max(0, n.Pos()), 2)
	if at := p.spots[n]; at != nil {
		pos = p.place(at.start, at.end-at.start)
	}
	p.ds.Error("markdown", pos, "a picture "+where, hint)
	n.Parent().RemoveChild(n.Parent(), n)
}

// footnote reports a footnote in a caption, which also stands on the picture's
// own page, where the note does not.
func (p *passage) footnote(n ast.Node) {
	block := n.Parent()
	for block.Type() == ast.TypeInline {
		block = block.Parent()
	}
	if p.rows && !p.isRow(block) {
		return
	}
	p.ds.Error("markdown", p.block(block), "a footnote in a caption", "say it in the caption, which also stands on the picture's own page")
	n.Parent().RemoveChild(n.Parent(), n)
}

// rawHTML reports a tag and takes it out, unless the site lets HTML pass. A
// comment is a note among colleagues and is never published.
func (p *passage) rawHTML(n ast.Node, start, end int) {
	html := string(p.src[start:end])
	comment := strings.HasPrefix(html, "<!--")
	if p.dialect.raw && !comment {
		return
	}
	if !comment {
		p.ds.Error("markdown", p.trimmed(start, end), fmt.Sprintf("raw HTML: %s", firstLine(html)),
			`write Markdown; for the sign itself write \<; or set raw_html: true in site.yaml`)
	}
	if t, ok := n.NextSibling().(*ast.Text); ok && comment && start > 0 && p.src[start-1] == ' ' && t.Segment.Start < t.Segment.Stop && p.src[t.Segment.Start] == ' ' {
		t.Segment = t.Segment.WithStart(t.Segment.Start + 1) // one blank where two stood round the comment
	}
	n.Parent().RemoveChild(n.Parent(), n)
}

// htmlBlock is [passage.rawHTML] for a block; a comment's block may have text
// behind the comment, which must not vanish with it.
func (p *passage) htmlBlock(n *ast.HTMLBlock) {
	start, end := n.Pos(), n.Pos()
	if lines := n.Lines(); lines.Len() > 0 {
		start, end = lines.At(0).Start, lines.At(lines.Len()-1).Stop
	}
	if n.HasClosure() {
		start, end = min(start, n.ClosureLine.Start), max(end, n.ClosureLine.Stop)
	}
	html := strings.TrimSpace(string(p.src[start:end]))
	if _, behind, closed := strings.Cut(html, "-->"); strings.HasPrefix(html, "<!--") && closed && strings.TrimSpace(behind) != "" {
		off := start + strings.Index(string(p.src[start:end]), "-->") + len("-->")
		p.ds.Error("markdown", p.trimmed(off, end), "text behind a comment is part of it", "begin a new line after -->")
	}
	p.rawHTML(n, start, end)
}

func firstLine(s string) string {
	line, _, more := strings.Cut(strings.TrimSpace(s), "\n")
	line = strings.TrimSpace(line)
	if r := []rune(line); len(r) > 60 {
		line, more = string(r[:60]), true
	}
	if more {
		line += " …"
	}
	return line
}
