package plan

import (
	"slices"

	"photodesk/generator/photo"
)

// Field is a field of a figure's facts and the values that won.
type Field = photo.Field

// Fields returns everything that is known of the figure under the names of a
// sidecar's front matter: what the file says, and in its place what the story,
// the sidecar or the site says.
func (f *Figure) Fields() []Field {
	w := f.Words()
	one := func(name string, v Value) Field { return Field{Name: name, Values: []Value{v}} }
	decided := append([]Field{
		one("headline", w.Headline),
		one("caption", w.Caption),
		one("alt", w.Alt),
		one("description", w.Description),
		{Name: "creator", Values: w.Creators},
		one("credit", w.Credit),
		one("copyright", w.Copyright),
		one("usage_terms", w.UsageTerms),
		one("license", w.License),
		one("acquire_license_page", w.AcquireLicense),
		one("date", w.Date.Value()),
		{Name: "persons", Values: w.Persons},
		one("sensitive", f.Sensitive),
	}, w.Location.Fields()...)
	var out []Field
	for _, said := range w.Meta.Fields() {
		if !slices.ContainsFunc(decided, func(d Field) bool { return d.Name == said.Name }) {
			out = append(out, said)
		}
	}
	return append(photo.WithValues(decided), out...)
}

// Passed returns the values that the file has and that do not count: those that
// merging passed over, and those before which another word counts.
func (f *Figure) Passed() []photo.Passed {
	w := f.Words()
	out := slices.Clone(w.Meta.Passed)
	decided := f.Fields()
	for _, said := range w.Meta.Fields() {
		i := slices.IndexFunc(decided, func(d Field) bool { return d.Name == said.Name })
		for _, v := range said.Values {
			if i < 0 || decided[i].Values[0].Source != v.Source && !slices.Contains(decided[i].Values, v) {
				out = append(out, photo.Passed{Field: said.Name, Value: v, Why: whyNot(decided, i)})
			}
		}
	}
	return out
}

func whyNot(decided []Field, i int) string {
	if i < 0 {
		return "the place in the story wants none"
	}
	switch source := decided[i].Values[0].Source; source {
	case inStory:
		return "what is written in the story counts before the file"
	case inSidecar:
		return "what is written in the sidecar counts before the file"
	default:
		return source + " counts before it"
	}
}
