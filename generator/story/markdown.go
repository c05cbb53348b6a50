package story

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"golang.org/x/text/language"

	"photodesk/generator/diag"
)

// passage is a stretch of Markdown, parsed: a story's body, a sidecar's
// caption, a note in front matter.
type passage struct {
	src     []byte
	place   func(off, n int) diag.Pos // of src[off:off+n]
	dir     string                    // what relative links start from
	rows    bool                      // paragraphs that begin with a picture are rows
	dialect dialect
	ds      *diag.List
	links   *[]Link
	doc     ast.Node
	spots   map[ast.Node]*spot
}

// dialect is what may differ between two passages.
type dialect struct {
	quotes quotes
	raw    bool // raw HTML passes
	wide   bool // ambiguous punctuation is as wide as a Han character
}

// quotes are a language's quotation marks; the zero value leaves the typed ones
// alone.
type quotes struct{ open, close, innerOpen, innerClose string }

// marks holds the quotation marks of the languages that newspapers of the
// language itself use; any other language gets the English ones.
// Chinese and Japanese are set with what was typed: their keyboards have the
// marks, and a straight one there is part of a foreign name.
var marks = map[string]quotes{
	"zh": {}, "ja": {}, "ar": {}, "fa": {}, "he": {}, "ur": {},
	"de": {"„", "“", "‚", "‘"}, "cs": {"„", "“", "‚", "‘"}, "sk": {"„", "“", "‚", "‘"}, "sl": {"„", "“", "‚", "‘"},
	"bg": {"„", "“", "‚", "‘"}, "is": {"„", "“", "‚", "‘"}, "lt": {"„", "“", "‚", "‘"},
	"pl": {"„", "”", "‚", "’"}, "hu": {"„", "”", "»", "«"}, "ro": {"„", "”", "«", "»"}, "hr": {"„", "”", "‘", "’"},
	"fr": {"« ", " »", "“", "”"}, "it": {"«", "»", "“", "”"}, "es": {"«", "»", "“", "”"}, "pt": {"“", "”", "‘", "’"},
	"ru": {"«", "»", "„", "“"}, "uk": {"«", "»", "„", "“"}, "be": {"«", "»", "„", "“"}, "el": {"«", "»", "“", "”"},
	"no": {"«", "»", "‘", "’"}, "nb": {"«", "»", "‘", "’"}, "nn": {"«", "»", "‘", "’"},
	"sv": {"”", "”", "’", "’"}, "fi": {"”", "”", "’", "’"}, "da": {"”", "”", "’", "’"},
}

// dialectOf returns how text in lang is set.
func dialectOf(lang string, raw bool) dialect {
	base, _ := language.Make(lang).Base()
	q, known := marks[base.String()]
	if !known {
		q = quotes{"“", "”", "‘", "’"}
	}
	wide := base.String() == "zh" || base.String() == "ja"
	return dialect{quotes: q, raw: raw, wide: wide}
}

// engines keeps one goldmark per dialect; they are safe for concurrent use.
var engines sync.Map

func (d dialect) engine() goldmark.Markdown {
	if e, ok := engines.Load(d); ok {
		return e.(goldmark.Markdown)
	}
	e, _ := engines.LoadOrStore(d, newEngine(d))
	return e.(goldmark.Markdown)
}

func newEngine(d dialect) goldmark.Markdown {
	inline := parser.DefaultInlineParsers()
	for i := range inline {
		if inline[i].Value == parser.NewLinkParser() {
			inline[i].Value = spotter{parser.NewLinkParser().(linkParser)}
		}
	}
	p := parser.NewParser(parser.WithBlockParsers(parser.DefaultBlockParsers()...), parser.WithInlineParsers(inline...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...))
	options := []goldmark.Option{goldmark.WithParser(p), goldmark.WithExtensions(
		extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)), extension.Strikethrough,
		extension.NewLinkify(extension.WithLinkifyAllowedProtocols([]string{"http", "https"})),
		extension.Footnote, extension.DefinitionList)}
	if d.quotes != (quotes{}) {
		options = append(options, goldmark.WithExtensions(typographer(d.quotes)))
	}
	if d.raw {
		options = append(options, goldmark.WithRendererOptions(html.WithUnsafe()))
	}
	return goldmark.New(options...)
}

func typographer(q quotes) goldmark.Extender {
	return extension.NewTypographer(extension.WithTypographicSubstitutions(map[extension.TypographicPunctuation][]byte{
		extension.LeftDoubleQuote: []byte(q.open), extension.RightDoubleQuote: []byte(q.close),
		extension.LeftSingleQuote: []byte(q.innerOpen), extension.RightSingleQuote: []byte(q.innerClose),
		extension.Apostrophe: []byte("’"), extension.EnDash: []byte("–"), extension.EmDash: []byte("—"),
		extension.Ellipsis: []byte("…"), extension.LeftAngleQuote: nil, extension.RightAngleQuote: nil,
	}))
}

// parse reads p.src, sets what typesetting decides, and reports what may not
// be published.
func (p *passage) parse() {
	pc := parser.NewContext()
	p.spots = map[ast.Node]*spot{}
	if !p.fits() {
		p.src = nil
	}
	pc.Set(spotsKey, p)
	p.doc = p.dialect.engine().Parser().Parse(text.NewReader(p.src), parser.WithContext(pc))
	p.tidy()
}

// The lengths in bytes beyond which Markdown is refused: the parser takes time
// that grows with the square of a paragraph, and nobody writes such a one.
const (
	maxPassage   = 256 << 10
	maxParagraph = 32 << 10
)

// fits reports whether p is of a length that a person writes, and says so if
// it is not.
func (p *passage) fits() bool {
	if len(p.src) > maxPassage {
		p.ds.Error("markdown", p.place(0, 1), fmt.Sprintf("a text of %d kilobytes", len(p.src)>>10), "a story is at most 256 kilobytes: make several of it")
		return false
	}
	start, off := 0, 0
	for line := range bytes.Lines(p.src) {
		if off += len(line); len(bytes.TrimSpace(line)) == 0 {
			start = off
		}
		if off-start > maxParagraph {
			p.ds.Error("markdown", p.place(start, 1), "a paragraph of more than 32 kilobytes", "leave blank lines between paragraphs")
			return false
		}
	}
	return true
}

// render returns nodes as HTML.
func (p *passage) render(nodes ...ast.Node) string {
	var b bytes.Buffer
	out := bufio.NewWriterSize(&b, 256) // else each node gets one of 4096, which it flushes
	for _, n := range nodes {
		// A bytes.Buffer does not fail, and goldmark's renderers have no errors of their own.
		_ = p.dialect.engine().Renderer().Render(out, p.src, n)
	}
	return strings.ReplaceAll(strings.TrimSpace(b.String()), "\r", "")
}

// inline returns p, which must be one paragraph of text, as a caption with the
// sign-off taken off. what names it in complaints.
func (p *passage) inline(what string) (Markdown, SignOff) { return p.inlineOf(what, true) }

// inlineOf is [passage.inline]; with signed unset a sign-off stays where it is.
func (p *passage) inlineOf(what string, signed bool) (Markdown, SignOff) {
	var para ast.Node
	for n := p.doc.FirstChild(); n != nil; n = n.NextSibling() {
		switch {
		case n.Kind() == ast.KindLinkReferenceDefinition:
		case para == nil && n.Kind() == ast.KindParagraph:
			para = n
		default:
			p.ds.Error("markdown", p.block(n), what+" is one paragraph of text", "join the paragraphs; lists, headings and tables belong in the story")
			return p.captionOf(children(para), signed)
		}
	}
	return p.captionOf(children(para), signed)
}

// block returns the place of a block node, or of the first in it that has one.
func (p *passage) block(n ast.Node) diag.Pos {
	off, length := -1, 0
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if c.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		if lines := c.Lines(); entering && lines != nil && lines.Len() > 0 {
			first := lines.At(0)
			off, length = first.Start, first.Stop-first.Start
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	if off < 0 {
		off = max(0, n.Pos())
	}
	return p.trimmed(off, off+length)
}

// trimmed returns the place of src[start:end] without blanks at its ends.
func (p *passage) trimmed(start, end int) diag.Pos {
	s := string(p.src[start:end])
	start += len(s) - len(strings.TrimLeft(s, " \t\r\n"))
	return p.place(start, len(strings.TrimSpace(s)))
}

func children(n ast.Node) []ast.Node {
	var cs []ast.Node
	if n == nil {
		return nil
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		cs = append(cs, c)
	}
	return cs
}
