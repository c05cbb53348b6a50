package photo

import (
	"slices"
	"strconv"
	"strings"
)

// Field is a field of merged metadata under the name that desks meet it by:
// those of a sidecar's front matter where it has the field.
type Field struct {
	Name   string // "caption", "caption_writer"
	Values []Value
}

// Fields returns every field that has a value, in the order of [Meta].
func (m *Meta) Fields() []Field {
	all := []Field{
		{"headline", []Value{m.Headline}},
		{"title", []Value{m.Title}},
		{"caption", []Value{m.Caption}},
		{"caption_writer", []Value{m.CaptionWriter}},
		{"alt", []Value{m.Alt}},
		{"description", []Value{m.Description}},
		{"creator", m.Creators},
		{"job_title", []Value{m.JobTitle}},
		{"credit", []Value{m.Credit}},
		{"source", []Value{m.Source}},
		{"copyright", []Value{m.Copyright}},
		{"usage_terms", []Value{m.UsageTerms}},
		{"license", []Value{m.WebStatement}},
		{"licensor", m.licensorNames()},
		{"acquire_license_page", m.licensorURLs()},
		{"instructions", []Value{m.Instructions}},
		{"job_id", []Value{m.JobID}},
		{"supplier_id", []Value{m.SupplierID}},
		{"date", []Value{m.Date.Value()}},
	}
	all = append(all, m.Created.fields("")...)
	all = append(all, m.Shown.fields("shown_")...)
	all = append(all, []Field{
		{"keywords", m.Keywords},
		{"persons", m.Persons},
		{"organisations", m.Organisations},
		{"event", []Value{m.Event}},
		{"digital_source_type", []Value{m.DigitalSourceType}},
		{"data_mining", []Value{m.DataMining}},
		{"other_constraints", []Value{m.OtherConstraints}},
		{"model_release", []Value{m.ModelRelease}},
		{"property_release", []Value{m.PropertyRelease}},
		{"aigc", []Value{m.AIGC}},
		{"ai", m.AI},
		{"gps", []Value{m.GPS.value()}},
	}...)
	return WithValues(append(all, m.Camera.fields()...))
}

// WithValues drops what is absent.
func WithValues(all []Field) []Field {
	for i := range all {
		all[i].Values = slices.DeleteFunc(slices.Clone(all[i].Values), func(v Value) bool { return v.Text == "" })
	}
	return slices.DeleteFunc(all, func(f Field) bool { return len(f.Values) == 0 })
}

func (m *Meta) licensorNames() (out []Value) {
	for _, l := range m.Licensors {
		out = append(out, l.Name)
	}
	return out
}

func (m *Meta) licensorURLs() (out []Value) {
	for _, l := range m.Licensors {
		out = append(out, l.URL)
	}
	return out
}

// Value returns the date as a text in ISO 8601.
func (d Date) Value() Value { return Value{Text: d.ISO(), Source: d.Source} }

// Fields returns the parts of a place under their names.
func (l Location) Fields() []Field { return l.fields("") }

func (l Location) fields(prefix string) []Field {
	var out []Field
	for i, name := range []string{"sublocation", "city", "state", "country", "country_code"} {
		out = append(out, Field{prefix + name, []Value{*l.parts()[i]}})
	}
	return out
}

func (c *Camera) fields() []Field {
	one := func(name, text, source string) Field {
		return Field{name, []Value{{Text: text, Source: source}}}
	}
	number := func(name string, n float64, source string) Field {
		if n == 0 {
			return Field{Name: name}
		}
		return one(name, strconv.FormatFloat(n, 'g', 6, 64), source)
	}
	return []Field{
		one("camera", strings.TrimSpace(c.Make+" "+c.Model), "IFD0:Model"),
		one("lens", c.Lens, "ExifIFD:LensModel"),
		number("focal_length", c.FocalLength, "ExifIFD:FocalLength"),
		number("f_number", c.FNumber, "ExifIFD:FNumber"),
		number("exposure", c.Exposure, "ExifIFD:ExposureTime"),
		number("iso", float64(c.ISO), "ExifIFD:ISO"),
	}
}

// value writes a position in decimal degrees, latitude first (ISO 6709, as maps
// take it).
func (p *Position) value() Value {
	if p == nil {
		return Value{}
	}
	text := strconv.FormatFloat(p.Latitude, 'f', 6, 64) + ", " + strconv.FormatFloat(p.Longitude, 'f', 6, 64)
	return Value{Text: text, Source: p.Source}
}
