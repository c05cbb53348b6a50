package edit

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"photodesk/generator/diag"
	"photodesk/generator/photo"
	"photodesk/generator/story"
)

// todo stands where only a person knows what to write; the rule
// caption-boilerplate names it.
const todo = "TODO"

// placed is a photograph of a take and the name under which a story has it.
type placed struct {
	*shot
	rel string // below the story's folder: "photos/02.jpg"
}

// How much of a photograph's words goes into the text. What does not read back
// as it was is written more carefully, and at last left in the file, from where
// it is published just so.
type manner int

const (
	lightly   manner = iota // the fewest backslashes that should do
	carefully               // a backslash before every sign
	inFile                  // nothing: the figure is bare
)

// maxInText is the length in bytes of a caption beyond which it stays in the
// file.
const maxInText = 4000

// drafter writes figures.
type drafter struct {
	credit bool // the site has a credit for pictures that have none
}

// figure returns the paragraph that places p.
func (d drafter) figure(p placed, m manner) string {
	if m == inFile {
		return "![](" + destination(p.rel) + ")"
	}
	return "![" + m.escape(oneLine(p.meta.Alt.Text)) + "](" + destination(p.rel) + ")\n" + d.words(p.meta, m)
}

func (m manner) escape(s string) string {
	if m == lightly {
		return escaped(s)
	}
	return escapedAll(s)
}

// words returns the caption with its sign-off, as Markdown.
func (d drafter) words(meta photo.Meta, m manner) string {
	text, signOff := d.caption(meta)
	return m.escape(text) + signOff.escaped(m)
}

// closing is what a draft puts behind a caption: blanks and brackets included.
type closing string

func (c closing) escaped(m manner) string {
	if strings.HasPrefix(string(c), " ") {
		return " " + m.escape(string(c[1:]))
	}
	return m.escape(string(c))
}

// caption returns the caption as the file has it, and the sign-off that it
// lacks, made from the file's credit and creator.
func (d drafter) caption(meta photo.Meta) (string, closing) {
	text := oneLine(meta.Caption.Text)
	if text == "" {
		text = todo
	}
	if _, _, signed := story.ParseSignOff(text); signed {
		return text, ""
	}
	credit, creator := oneLine(meta.Credit.Text), ""
	if len(meta.Creators) > 0 {
		creator = oneLine(meta.Creators[0].Text)
	}
	if credit == "" && creator == "" {
		if d.credit {
			return text, ""
		}
		return text, bracketed(text, todo)
	}
	for _, form := range signOffs(credit, creator, len(meta.Creators)) {
		c := bracketed(text, form)
		rest, off, ok := story.ParseSignOff(text + string(c))
		if ok && rest == text && off.Creator == creatorIn(form, creator) {
			return text, c
		}
	}
	return text, "" // the file's own fields go on counting
}

// creatorIn returns creator if form names it.
func creatorIn(form, creator string) string {
	if creator != "" && strings.Contains(form, creator) {
		return creator
	}
	return ""
}

// signOffs returns how a credit and a creator may be signed, the best first. Of
// several creators a sign-off would name one, and hide the others.
func signOffs(credit, creator string, creators int) []string {
	switch {
	case creators > 1:
		return nil
	case creator == "":
		return []string{credit}
	case credit == "" || credit == creator:
		return []string{"Photo by " + creator}
	case strings.Contains(credit, creator):
		return []string{credit, "Photo by " + credit}
	}
	return []string{credit + "/" + creator, "Photo by " + creator + "/" + credit}
}

// bracketed returns s in the brackets that go with the end of a text.
func bracketed(text, s string) closing {
	if r, _ := utf8.DecodeLastRuneInString(text); unicode.Is(unicode.Han, r) || strings.ContainsRune("。！？」』）】", r) {
		return closing("（" + s + "）")
	}
	return closing(" (" + s + ")")
}

// figures returns the figures of a take, each in a paragraph, so that read, which
// is told the paragraphs, finds in them what the files say.
func (d drafter) figures(all []placed, bare bool, read func(text string) ([]*story.Figure, *diag.Diagnostic, error)) (string, error) {
	manners := make([]manner, len(all))
	for i, p := range all {
		if bare || len(p.meta.Caption.Text)+len(p.meta.Alt.Text) > maxInText {
			manners[i] = inFile
		}
	}
	for {
		var paragraphs []string
		for i, p := range all {
			paragraphs = append(paragraphs, d.figure(p, manners[i]))
		}
		text := strings.Join(paragraphs, "\n\n")
		figs, wrong, err := read(text)
		if err != nil {
			return "", err
		}
		again := false
		for i, p := range all {
			lost := len(figs) != len(all) || wrong != nil || !d.readsBack(figs[i], p, manners[i])
			if lost && manners[i] < inFile {
				manners[i]++
				again = true
			}
		}
		switch {
		case again:
		case wrong != nil:
			return "", refuse(wrong.Hint, "the text with the new pictures could not be built: %s", wrong.Message)
		case len(figs) != len(all):
			return "", refuse("close what is open at its end: a comment, a block of code, a list", "the end of the text takes no pictures")
		default:
			return text, nil
		}
	}
}

// readsBack reports whether a figure says what the photograph's file does.
func (d drafter) readsBack(fig *story.Figure, p placed, m manner) bool {
	if fig.Path == "" || !strings.HasSuffix(fig.Path, "/"+p.rel) {
		return false
	}
	if m == inFile {
		return !fig.Caption.Set() && !fig.Alt.Set()
	}
	text, c := d.caption(p.meta)
	text, off, _ := story.ParseSignOff(text + string(c))
	return readsAs(fig.Caption.Plain, text) && readsAs(fig.SignOff.Text, off.Text) && readsAs(fig.Alt.Value, oneLine(p.meta.Alt.Text))
}

// frontMatter returns the front matter of a draft.
func (g guess) frontMatter() string {
	var b strings.Builder
	b.WriteString("---\n")
	fmt.Fprintf(&b, "headline: %s\n", quoted(cmp.Or(g.headline, todo)))
	if g.dateline != "" {
		fmt.Fprintf(&b, "dateline: %s\n", quoted(g.dateline))
	}
	if len(g.byline) > 0 {
		fmt.Fprintf(&b, "byline: %s\n", list(g.byline))
	}
	if g.agency != "" {
		fmt.Fprintf(&b, "agency: %s\n", quoted(g.agency))
	}
	if len(g.places) > 0 {
		fmt.Fprintf(&b, "places: %s\n", list(g.places))
	}
	b.WriteString("draft: true\n---\n")
	return b.String()
}
