package page

import (
	"cmp"
	"slices"
	"strings"

	"photodesk/generator/plan"
	"photodesk/generator/story"
)

// row words pictures side by side, or one alone. Of a picture that is placed
// twice only the first placement has the address.
func (m *maker) row(r *plan.Row, placed map[string]bool) *RowView {
	v := &RowView{Class: "solo", Caption: m.html(r.Caption.HTML)}
	if len(r.Figures) > 1 {
		v.Class = "row"
	}
	if r.Class != "" {
		v.Class += " " + r.Class
	}
	slides := m.slides(r)
	if slides {
		v.Class += " slides"
	}
	sum := 0.0
	for _, f := range r.Figures {
		sum += ratio(f)
	}
	for _, f := range r.Figures {
		sizes := soloSizes(r.Class, ratio(f))
		if len(r.Figures) > 1 {
			sizes = rowSizes(r.Class, len(r.Figures), ratio(f), ratio(f)/sum)
		}
		if slides {
			sizes = soloSizes(r.Class, ratio(f))
		}
		fv := m.placed(f, sizes, placed)
		if v.Caption != "" {
			v.Credits = appendNew(v.Credits, fv.Credit)
			fv.Caption, fv.Credit = "", TextView{}
		}
		v.Figures = append(v.Figures, fv)
	}
	return v
}

// slides reports whether a row is two pictures to be laid upon each other. One
// behind a veil, or withdrawn, keeps its place beside the other.
func (m *maker) slides(r *plan.Row) bool {
	return r.Class == "compare" && len(r.Figures) == 2 && !slices.ContainsFunc(r.Figures, func(f *plan.Figure) bool {
		return noticeOf(f) != nil || f.Veiled()
	})
}

func appendNew(list []TextView, t TextView) []TextView {
	if t.Text == "" || slices.Contains(list, t) {
		return list
	}
	return append(list, t)
}

func (m *maker) placed(f *plan.Figure, sizes string, placed map[string]bool) FigureView {
	v := m.figure(f, sizes)
	v.URL = m.links.to(f.Path)
	if !placed[f.Slug] {
		placed[f.Slug] = true
		v.ID = f.Slug
	}
	v.Label = unnamed(v.Image, m.named(f))
	return v
}

// unnamed returns the name of a link that a picture's alternative text does not give
// one; else "".
func unnamed(im *ImageView, name string) string {
	if im == nil || im.Alt != "" {
		return ""
	}
	return name
}

// ratio returns width by height; a picture of unknown size counts as 3:2.
func ratio(f *plan.Figure) float64 {
	if f.Width <= 0 || f.Height <= 0 {
		return 1.5
	}
	return float64(f.Width) / float64(f.Height)
}

// figure words a picture, its caption and its credit, or the notice that it was
// withdrawn.
func (m *maker) figure(f *plan.Figure, sizes string) FigureView {
	v := FigureView{Number: m.loc.number(f.Number), Position: m.position(f), Class: m.style.ratio(f.Width, f.Height)}
	if n := noticeOf(f); n != nil {
		v.Class = ""
		v.Notice = m.notice(m.loc.Words.PictureGone, n)
		return v
	}
	v.Caption = m.html(f.Words().CaptionHTML)
	v.Lang, v.Dir = m.tongue.attrs(f.Words().Caption.Lang, f.Words().Caption.Text)
	v.Credit = m.credit(f)
	v.Origin = m.label(f)
	if v.Image = m.image(f.Images(), sizes); v.Image != nil {
		v.Image.Alt, v.Image.AltLang = m.alt(f)
	}
	if f.Veiled() {
		v.Veil = &VeilView{Warning: m.warning(f), Show: m.loc.Words.ShowPicture}
	} else {
		m.first(v.Image)
	}
	return v
}

// noticeOf returns the notice of a picture or of the whole story it stands in.
func noticeOf(f *plan.Figure) *story.Notice {
	if f.Notice == nil && f.Story != nil {
		return f.Story.Notice
	}
	return f.Notice
}

func (m *maker) alt(f *plan.Figure) (alt, lang string) {
	w := f.Words()
	if w.AltNone {
		return "", ""
	}
	v := m.tongue.text(w.Alt.Text, w.Alt.Lang, maxLine)
	return v.Text, v.Lang
}

// position returns "3 of 12".
func (m *maker) position(f *plan.Figure) string { return m.loc.of(m.loc.Position, f.Number, total(f)) }

// named returns "Picture 3 of 12".
func (m *maker) named(f *plan.Figure) string { return m.loc.of(m.loc.Picture, f.Number, total(f)) }

func total(f *plan.Figure) int {
	if f.Story == nil {
		return f.Number
	}
	return len(f.Story.Figures)
}

func (m *maker) warning(f *plan.Figure) TextView {
	v := m.tongue.line(f.Sensitive)
	if v.Text == "" && f.Story != nil {
		v = m.tongue.written(f.Story.Sensitive)
	}
	v.Text = cmp.Or(v.Text, m.loc.Words.Warning)
	return v
}

// credit returns the line below a picture. What the desk typed is the line. A
// file's own credit may name the agency alone: then the creator goes before it,
// as in "Tang Yi/Xinhua".
func (m *maker) credit(f *plan.Figure) TextView {
	w := f.Words()
	line := m.tongue.line(w.Credit)
	if len(w.Creators) == 0 || w.Credit.Source == "story" || w.Credit.Source == "sidecar" {
		return line
	}
	var names strings.Builder
	for i, c := range w.Creators {
		if line.Text != "" && strings.Contains(strings.ToLower(line.Text), strings.ToLower(strings.TrimSpace(c.Text))) {
			return line
		}
		names.WriteString(m.loc.between(i, len(w.Creators)) + c.Text)
	}
	creators := m.tongue.text(names.String(), w.Creators[0].Lang, maxLine)
	if line.Text != "" {
		creators.Text += "/" + line.Text
	}
	return creators
}

// thumb words a small picture that links to its page; nil stays nil. The label
// stands in for a missing alternative text: a link needs a name.
func (m *maker) thumb(f *plan.Figure, sizes string) *ThumbView {
	if f == nil {
		return nil
	}
	v := &ThumbView{URL: m.links.to(f.Path), Label: m.named(f)}
	switch {
	case noticeOf(f) != nil:
	case f.Veiled():
		v.Warning = m.warning(f)
	default:
		if v.Image = m.image(f.Thumb(), sizes); v.Image != nil {
			v.Image.Alt, v.Image.AltLang = m.alt(f)
			v.Image.Alt = cmp.Or(v.Image.Alt, v.Label)
		}
	}
	return v
}
