package story

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/yuin/goldmark/ast"

	"photodesk/generator/diag"
)

// classes are the places that a picture can take.
var classes = []string{"wide", "full", "inset", "compare"}

// attrNames are the keys that a picture can carry.
var attrNames = []string{"focus", "credit", "creator", "alt", "caption", "sensitive", "embargo", "expires", "withdrawn", "allow"}

// figures builds the rows of a passage.
type figures struct {
	*passage
	base   int // offset of the passage in the story's file
	photos *directory
	zone   *time.Location
}

// row reads a paragraph of pictures: each picture, and the text after it up to
// the next.
func (f *figures) row(para ast.Node) *Row {
	var images []*ast.Image
	var texts [][]ast.Node
	for _, n := range children(para) {
		if img, ok := n.(*ast.Image); ok {
			images, texts = append(images, img), append(texts, nil)
			continue
		}
		texts[len(texts)-1] = append(texts[len(texts)-1], n)
	}
	r := &Row{}
	for i, img := range images {
		end := endOf(para)
		if i+1 < len(images) {
			end = f.spots[images[i+1]].start
		}
		r.Figures = append(r.Figures, f.figure(img, end))
	}
	r.Pos = f.place(f.spots[images[0]].start, endOf(para)-f.spots[images[0]].start)
	f.words(r, texts)
	f.class(r)
	return r
}

// words gives the texts of a row to its figures; text after the last picture
// alone is the row's.
func (f *figures) words(r *Row, texts [][]ast.Node) {
	last := len(texts) - 1
	shared := last > 0 && f.plainOf(texts[last]) != ""
	for _, t := range texts[:last] {
		shared = shared && f.plainOf(t) == ""
	}
	if !shared {
		for i, fig := range r.Figures {
			fig.Caption, fig.SignOff = f.caption(texts[i])
			f.oneCaption(fig.CaptionNone, fig.Caption, fig.Pos)
		}
		return
	}
	// Two sign-offs credit two pictures, and taking one off would credit both
	// with it.
	several := signOffs(f.plainOf(texts[last])) > 1
	caption, off := f.captionOf(texts[last], !several)
	r.Caption = caption
	for _, fig := range r.Figures {
		fig.SignOff = off
		f.oneCaption(fig.CaptionNone, caption, fig.Pos)
	}
}

// oneCaption reports a caption beside caption=none.
func (f *figures) oneCaption(none bool, caption Markdown, pos diag.Pos) {
	if none && caption.Set() {
		f.ds.Error("attribute", pos, "caption=none, and there is a caption", "delete the one or the other")
	}
}

// class sets the row's place from its figures.
func (f *figures) class(r *Row) {
	for _, fig := range r.Figures {
		switch {
		case !fig.Class.Set():
		case r.Class == "":
			r.Class = fig.Class.Value
		case r.Class != fig.Class.Value:
			f.ds.Error("attribute", fig.Class.Pos, fmt.Sprintf("the row is .%s already", r.Class), "pictures side by side take one place")
		}
	}
	if r.Class == "compare" && len(r.Figures) != 2 {
		f.ds.Error("attribute", r.Pos, fmt.Sprintf(".compare on a row of %d", len(r.Figures)), "it compares two pictures: write both in one paragraph")
	}
}

// figure reads one picture; its caption ends at end at the latest.
func (f *figures) figure(img *ast.Image, end int) *Figure {
	at := f.spots[img]
	dest, destSpan := f.destination(img, at)
	fig := &Figure{Pos: f.place(destSpan.Start, destSpan.End-destSpan.Start)}
	fig.File = Text{dest, fig.Pos}
	if alt := f.plainOf(children(img)); alt != "" {
		fig.Alt = Text{alt, f.trimmed(at.start+2, at.shut)}
	}
	fig.Written = f.written(at, end)
	f.attrs(fig, at)
	switch {
	case dest == "":
		f.ds.Error("markdown", f.place(at.start, at.end-at.start), "the picture names no file", "write ![what it shows](photos/file.jpg)")
	default:
		fig.File.Value, fig.Path = f.photos.find(fig.File, f.ds)
	}
	if len(img.Title) > 0 {
		f.ds.Warn("markdown", f.place(at.start, at.end-at.start), fmt.Sprintf("the title \"%s\" is not published", img.Title), "write it as the caption, in the next line")
	}
	return fig
}

// destination returns the name of the file, and where it is written.
func (f *figures) destination(img *ast.Image, at *spot) (string, Span) {
	dest, _ := unescape(string(img.Destination), len(img.Destination)*8)
	whole := string(f.src[at.shut+1 : at.end])
	if i := strings.Index(whole, string(img.Destination)); i >= 0 && img.Reference == nil && dest != "" {
		return dest, Span{at.shut + 1 + i, at.shut + 1 + i + len(img.Destination)}
	}
	return dest, Span{at.start, at.end}
}

// written returns the parts of a figure as ranges of the story's file.
func (f *figures) written(at *spot, end int) Written {
	text := string(f.src[at.attrs.End:end])
	lead := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	w := Written{Alt: Span{at.start + 2, at.shut}, Attrs: at.attrs}
	if lead < len(text) {
		w.Caption = Span{at.attrs.End + lead, at.attrs.End + len(strings.TrimRight(text, " \t\r\n"))}
	}
	w.Whole = Span{at.start, max(at.attrs.End, w.Caption.End)}
	for _, s := range []*Span{&w.Whole, &w.Alt, &w.Attrs} {
		s.Start, s.End = s.Start+f.base, s.End+f.base
	}
	if w.Caption != (Span{}) {
		w.Caption.Start, w.Caption.End = w.Caption.Start+f.base, w.Caption.End+f.base
	}
	return w
}

// attrs reads the attributes of a picture.
func (f *figures) attrs(fig *Figure, at *spot) {
	if at.attrs.Start == at.attrs.End {
		return
	}
	place := func(s Span) diag.Pos { return f.place(at.attrs.Start+s.Start, s.End-s.Start) }
	list, _, slips := scanAttrs(string(f.src[at.attrs.Start:at.attrs.End]))
	if at.gap {
		slips = append(slips, slip{Span{0, 1}, "a gap before the attributes", "write { directly after the )"})
	}
	for _, s := range slips {
		f.ds.Error("attribute", place(s.at), s.message, s.cure)
	}
	seen := map[string]bool{}
	for _, a := range list {
		name := Text{string(f.src[at.attrs.Start+a.key.Start : at.attrs.Start+a.key.End]), place(a.key)}
		id := name.Value
		if a.sign != '=' {
			id = string(rune(a.sign))
		}
		if seen[id] && a.sign != 0 {
			f.ds.Error("attribute", name.Pos, "a second "+kindOf(a.sign, name.Value), "a picture takes each once")
			continue
		}
		seen[id] = true
		f.attr(fig, a, name, Text{a.text, place(a.value)})
	}
}

func kindOf(sign byte, name string) string {
	switch sign {
	case '.':
		return "class"
	case '#':
		return "anchor"
	}
	return name
}

// attr reads one attribute.
func (f *figures) attr(fig *Figure, a attr, name, value Text) {
	switch {
	case a.sign == '.' && slices.Contains(classes, name.Value):
		fig.Class = name
	case a.sign == '.':
		f.unknown("class", ".", name, classes)
	case a.sign == '#':
		f.anchor(fig, name)
	case a.sign == '=' && slices.Contains(attrNames, name.Value):
		if strings.TrimSpace(value.Value) == "" {
			f.ds.Error("attribute", name.Pos, fmt.Sprintf("%s has no value", name.Value), fmt.Sprintf(`write %s="…"`, name.Value))
			return
		}
		f.set(fig, name, value)
	case a.sign == 0 && slices.Contains(attrNames, name.Value):
		f.ds.Error("attribute", name.Pos, fmt.Sprintf("%s has no value", name.Value), fmt.Sprintf(`write %s="…"`, name.Value))
	case a.sign == 0 && slices.Contains(classes, name.Value):
		f.ds.Error("attribute", name.Pos, fmt.Sprintf("\"%s\" without a point", name.Value), fmt.Sprintf("write .%s", name.Value))
	default:
		f.unknown("attribute", "", name, attrNames)
	}
}

func (f *figures) unknown(what, sign string, name Text, known []string) {
	hint := "known are " + sign + strings.Join(known, " "+sign)
	if n := diag.Nearest(name.Value, known); n != "" {
		hint = fmt.Sprintf("did you mean \"%s\"?", sign+n)
	}
	f.ds.Error("attribute", name.Pos, fmt.Sprintf("unknown %s \"%s\"", what, sign+name.Value), hint)
}

func (f *figures) anchor(fig *Figure, name Text) {
	fig.Anchor = name
	switch s := slugged(name.Value); {
	case s == "":
		f.ds.Error("attribute", name.Pos, "an anchor without a name", "write a name after #, as in #aerial-view")
	case s != name.Value:
		f.ds.Error("attribute", name.Pos, fmt.Sprintf("\"%s\" is no anchor", "#"+name.Value), fmt.Sprintf("write #%s: letters, digits and hyphens, in lower case", s))
	}
}

// set stores the value of a known attribute.
func (f *figures) set(fig *Figure, name, value Text) {
	value.Value = strings.Join(strings.Fields(value.Value), " ")
	switch name.Value {
	case "focus":
		fig.Focus = parseFocus(value, "attribute", f.ds)
	case "credit":
		fig.Credit = value
	case "creator":
		fig.Creator = value
	case "sensitive":
		fig.Sensitive = value
	case "embargo":
		fig.Embargo, _ = parseTime(value, f.zone, f.ds)
	case "expires":
		fig.Expires, _ = parseTime(value, f.zone, f.ds)
	case "withdrawn":
		fig.Withdrawn = f.notice(value)
	case "allow":
		fig.Waivers = parseWaivers(value, "attribute", f.ds)
	case "caption":
		fig.CaptionNone = value.Value == "none"
		if !fig.CaptionNone {
			f.ds.Error("attribute", value.Pos, "a caption among the attributes", "write the caption in the line after the picture; caption=none publishes none")
		}
	case "alt":
		f.alt(fig, value)
	}
}

func (f *figures) alt(fig *Figure, value Text) {
	if fig.Alt.Set() {
		f.ds.Error("attribute", value.Pos, "alt text is there already, between the brackets", "delete the one or the other")
		return
	}
	if fig.AltNone = value.Value == "none"; !fig.AltNone {
		fig.Alt = value
	}
}

// notice reads "2023-08-01: why", the day of a withdrawal and its reason.
func (f *figures) notice(value Text) *Notice {
	const form = `write withdrawn="2023-08-01: the reason"`
	date, reason, ok := strings.Cut(value.Value, ": ")
	if !ok || strings.TrimSpace(reason) == "" {
		f.ds.Error("attribute", value.Pos, "a withdrawal needs a date and a reason", form)
		return &Notice{Pos: value.Pos} // it was meant to vanish, and does
	}
	n := &Notice{Pos: value.Pos, Reason: Text{strings.TrimSpace(reason), value.Pos}}
	n.Date, _ = parseTime(Text{strings.TrimSpace(date), value.Pos}, f.zone, f.ds)
	return n
}
