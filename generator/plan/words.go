package plan

import (
	"html"

	"photodesk/generator/photo"
	"photodesk/generator/story"
)

// Sources of the editor's words, beside those of the file's metadata.
const (
	inStory   = "story"
	inSidecar = "sidecar"
	inSite    = "site"
)

// text returns the editor's text as a value.
func text(t story.Text, lang, source string) Value {
	if t.Value == "" {
		return Value{}
	}
	return Value{Text: t.Value, Lang: lang, Source: source}
}

// first returns the first value that is set.
func first(vs ...Value) Value {
	for _, v := range vs {
		if v.Set() {
			return v
		}
	}
	return Value{}
}

// words settles what is said of a figure, field by field: the place in the story, then the
// sidecar in the page's language, then what the file says, then the sidecar of
// another language where the file says nothing. A field never falls back to one
// that means something else; only rights and credit have a default.
type words struct {
	site   *story.Site
	story  *story.Story
	placed *story.Figure
	shared story.Markdown // the caption of the whole row
	own    *story.Sidecar // in the page's language; never nil
	other  *story.Sidecar // in the first language that has one; never nil
	meta   *photo.Meta
	file   signed // what the file's caption says, its sign-off taken off
}

// signed is a caption of a file without its sign-off.
type signed struct {
	caption Value
	signOff story.SignOff
}

func signedCaption(v Value) signed {
	plain, off, ok := story.ParseSignOff(v.Text)
	if !ok {
		return signed{caption: v}
	}
	v.Text = plain
	return signed{v, off}
}

// settled returns the words, with what the file says in them.
func (w *words) settled(meta photo.Meta) *Words {
	lang := w.story.Lang
	s := &Words{Meta: meta, AltNone: w.placed.AltNone, Keywords: meta.Keywords}
	w.meta, w.file = &s.Meta, signedCaption(meta.Caption)
	s.Headline = first(text(w.own.Headline, w.own.Lang, inSidecar), w.meta.Headline, text(w.other.Headline, w.other.Lang, inSidecar))
	s.Caption, s.CaptionHTML = w.caption()
	if !s.AltNone {
		s.Alt = first(text(w.placed.Alt, lang, inStory), text(w.own.Alt, w.own.Lang, inSidecar), w.meta.Alt, text(w.other.Alt, w.other.Lang, inSidecar))
	}
	s.Description = first(text(w.own.Description, w.own.Lang, inSidecar), w.meta.Description, text(w.other.Description, w.other.Lang, inSidecar))
	s.Creators = allSpelled(w.site, lang, w.creators())
	s.Credit = w.credit(s.Creators)
	w.rights(s)
	s.Date = w.date()
	s.Location = locationSpelled(w.site, lang, w.location())
	s.Persons = allSpelled(w.site, lang, w.persons())
	return s
}

// sensitive returns the warning that stands before a picture.
func (w *words) sensitive() Value {
	return first(text(w.placed.Sensitive, w.story.Lang, inStory), text(w.own.Sensitive, w.own.Lang, inSidecar),
		text(w.other.Sensitive, w.other.Lang, inSidecar), text(w.story.Sensitive, w.story.Lang, inStory))
}

// caption returns the caption, plain and as HTML.
func (w *words) caption() (Value, string) {
	if w.placed.CaptionNone {
		return Value{}, ""
	}
	if v, h := written(w.placed.Caption, w.story.Lang, inStory); v.Set() {
		return v, h
	}
	if v, h := written(w.shared, w.story.Lang, inStory); v.Set() {
		return v, h
	}
	if v, h := written(w.own.Caption, w.own.Lang, inSidecar); v.Set() {
		return v, h
	}
	if v := w.file.caption; v.Set() && v.Text != "" {
		return v, html.EscapeString(v.Text)
	}
	return written(w.other.Caption, w.other.Lang, inSidecar)
}

func written(m story.Markdown, lang, source string) (Value, string) {
	if m.Plain == "" {
		return Value{}, ""
	}
	return Value{Text: m.Plain, Lang: lang, Source: source}, m.HTML
}

// signOff returns the sign-off that was typed, in the story or its sidecar.
func (w *words) signOff() (story.SignOff, string, string) {
	switch {
	case w.placed.SignOff.Text != "":
		return w.placed.SignOff, w.story.Lang, inStory
	case w.own.SignOff.Text != "":
		return w.own.SignOff, w.own.Lang, inSidecar
	case w.other.SignOff.Text != "":
		return w.other.SignOff, w.other.Lang, inSidecar
	}
	return story.SignOff{}, "", ""
}

func (w *words) credit(creators []Value) Value {
	typed, lang, source := w.signOff()
	v := first(
		text(w.placed.Credit, w.story.Lang, inStory),
		text(story.Text{Value: typed.Credit}, lang, source),
		text(w.own.Credit, w.own.Lang, inSidecar),
		text(w.other.Credit, w.other.Lang, inSidecar),
		w.meta.Credit,
		text(story.Text{Value: w.file.signOff.Credit}, w.file.caption.Lang, w.file.caption.Source),
	)
	if v.Set() || len(creators) > 0 {
		return v // a name stands beside no default: it would claim another's picture
	}
	return text(w.site.Credit, w.site.Langs[0], inSite)
}

func (w *words) creators() []Value {
	typed, lang, source := w.signOff()
	v := first(
		text(w.placed.Creator, w.story.Lang, inStory),
		text(story.Text{Value: typed.Creator}, lang, source),
		text(w.own.Creator, w.own.Lang, inSidecar),
		text(w.other.Creator, w.other.Lang, inSidecar),
	)
	switch {
	case v.Set():
		return []Value{v}
	case len(w.meta.Creators) > 0:
		return w.meta.Creators
	case w.file.signOff.Creator != "":
		return []Value{{Text: w.file.signOff.Creator, Lang: w.file.caption.Lang, Source: w.file.caption.Source}}
	}
	return nil
}

func (w *words) rights(s *Words) {
	pick := func(field func(*story.Rights) story.Text, embedded Value) Value {
		return first(
			text(field(&w.own.Rights), w.own.Lang, inSidecar),
			text(field(&w.other.Rights), w.other.Lang, inSidecar),
			embedded,
			text(field(&w.story.Rights), w.story.Lang, inStory),
			text(field(&w.site.Rights), w.site.Langs[0], inSite),
		)
	}
	var licensor Value
	if len(w.meta.Licensors) > 0 {
		licensor = w.meta.Licensors[0].URL
	}
	s.Copyright = pick(func(r *story.Rights) story.Text { return r.Copyright }, w.meta.Copyright)
	s.UsageTerms = pick(func(r *story.Rights) story.Text { return r.UsageTerms }, w.meta.UsageTerms)
	s.License = pick(func(r *story.Rights) story.Text { return r.License }, w.meta.WebStatement)
	s.AcquireLicense = pick(func(r *story.Rights) story.Text { return r.AcquireLicensePage }, licensor)
}

func (w *words) date() photo.Date {
	for _, s := range []*story.Sidecar{w.own, w.other} {
		if s.Date.Set() {
			d := photo.Date{Time: s.Date.Time, Precision: photo.Day, Source: inSidecar}
			if s.Date.Clock {
				d.Precision, d.Zone = photo.Minute, true
			}
			return d
		}
	}
	return w.meta.Date
}

// location returns the place from one source as a whole: a city of one and a
// country of another would be a place that does not exist.
func (w *words) location() photo.Location {
	for _, s := range []*story.Sidecar{w.own, w.other} {
		l := s.Location
		if l.Sublocation.Set() || l.City.Set() || l.State.Set() || l.Country.Set() {
			at := func(t story.Text) Value { return text(t, s.Lang, inSidecar) }
			return photo.Location{Sublocation: at(l.Sublocation), City: at(l.City), State: at(l.State), Country: at(l.Country)}
		}
	}
	if w.meta.Shown != (photo.Location{}) {
		return w.meta.Shown
	}
	return w.meta.Created
}

func (w *words) persons() []Value {
	for _, s := range []*story.Sidecar{w.own, w.other} {
		if len(s.Persons) == 0 {
			continue
		}
		var out []Value
		for _, p := range s.Persons {
			out = append(out, text(p, s.Lang, inSidecar))
		}
		return out
	}
	return w.meta.Persons
}

// focus returns the point that crops keep. Without one it is a little above the
// middle, where pictures of people have their faces.
func (w *words) focus() (x, y float64) {
	for _, f := range []*story.Focus{w.placed.Focus, w.own.Focus, w.other.Focus} {
		if f != nil {
			return f.X, f.Y
		}
	}
	return 50, 42
}

// sidecars returns the captions beside photograph p: in lang, and in the first
// language that has one.
func sidecars(folder *story.Folder, p, lang string) (own, other *story.Sidecar) {
	own, other = &story.Sidecar{}, &story.Sidecar{}
	for _, s := range folder.Sidecars {
		if s.Photo != p {
			continue
		}
		if s.Lang == lang {
			own = s
		} else if other.File == "" {
			other = s
		}
	}
	return own, other
}
