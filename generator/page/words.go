package page

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Words returns what a reader is told by a page that Render made: its title, and
// the texts and alternative texts of its main part, a line for each piece that
// stands by itself. Two pages with the same words may differ in their markup.
func Words(data []byte) []string {
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	var w wordTaker
	for n := range root.Descendants() {
		if n.DataAtom == atom.Title || n.DataAtom == atom.Main {
			w.take(n)
			w.end()
		}
	}
	return w.lines
}

// wordTaker gathers lines.
type wordTaker struct {
	lines []string
	line  strings.Builder
}

func (w *wordTaker) take(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.line.WriteString(n.Data)
	case n.DataAtom == atom.Img:
		w.end()
		for _, a := range n.Attr {
			if a.Key == "alt" {
				w.line.WriteString(a.Val)
			}
		}
		w.end()
	case n.DataAtom == atom.Script, n.DataAtom == atom.Style, n.DataAtom == atom.Template, n.DataAtom == atom.Nav:
		return
	}
	apart := n.Type == html.ElementNode && !slices.Contains(within, n.DataAtom)
	if apart {
		w.end()
	}
	for c := range n.ChildNodes() {
		w.take(c)
	}
	if apart {
		w.end()
	}
}

// within are the elements that stand inside a line.
var within = []atom.Atom{atom.A, atom.Abbr, atom.B, atom.Br, atom.Cite, atom.Code, atom.Em, atom.I, atom.Q, atom.Small, atom.Strong, atom.Sub, atom.Sup, atom.Time}

// end ends a line.
func (w *wordTaker) end() {
	if line := strings.Join(strings.Fields(w.line.String()), " "); line != "" {
		w.lines = append(w.lines, line)
	}
	w.line.Reset()
}
