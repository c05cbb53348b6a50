package photo

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"photodesk/generator/photo/meta"
)

// Context is the little that merging must know of the place a photograph is
// shown in.
type Context struct {
	File    string   // the photograph's name, which some cameras write as a caption
	Langs   []string // BCP 47 tags, the page's language first
	Charset string   // of IIM text that nothing else explains: the site's iptc_charset
}

// Merge settles what the sources of one photograph say together. The .xmp beside
// it counts before the XMP in it, XMP before IIM, IIM before Exif; but IIM before
// the XMP in the file where the digest beside it shows that a program changed it
// and not the XMP (MWG Guidelines 2.0, on reconciling). An IIM value that the XMP
// one begins with was cut at its octet limit, and does not count.
func Merge(f *Facts, ctx Context) Meta {
	m := &merger{facts: f.Resolve(ctx.Charset), ctx: ctx, iimFirst: f.IPTCDigest == meta.DigestDiffers}
	if f.Sidecar != nil {
		m.facts = m.facts.Behind(f.Sidecar)
	}
	out := Meta{
		Headline:          m.pick("headline", "XMP-photoshop:Headline", "IPTC:Headline"),
		Title:             m.pick("title", "XMP-dc:Title", "IPTC:ObjectName"),
		Caption:           m.caption(),
		CaptionWriter:     m.pick("caption_writer", "XMP-photoshop:CaptionWriter", "IPTC:Writer-Editor"),
		Alt:               m.one("XMP-iptcCore:AltTextAccessibility"),
		Description:       m.one("XMP-iptcCore:ExtDescrAccessibility"),
		Creators:          m.creators(),
		JobTitle:          m.pick("job_title", "XMP-photoshop:AuthorsPosition", "IPTC:By-lineTitle"),
		Credit:            m.pick("credit", "XMP-photoshop:Credit", "IPTC:Credit"),
		Source:            m.pick("source", "XMP-photoshop:Source", "IPTC:Source"),
		Copyright:         m.copyright(),
		UsageTerms:        m.one("XMP-xmpRights:UsageTerms"),
		WebStatement:      m.one("XMP-xmpRights:WebStatement"),
		Licensors:         m.licensors(),
		Instructions:      m.pick("instructions", "XMP-photoshop:Instructions", "IPTC:SpecialInstructions"),
		JobID:             m.pick("job_id", "XMP-photoshop:TransmissionReference", "IPTC:OriginalTransmissionReference"),
		SupplierID:        m.one("XMP-plus:ImageSupplierImageID"),
		Date:              m.date(),
		Keywords:          m.list("XMP-dc:Subject", "IPTC:Keywords"),
		Persons:           m.list("XMP-iptcExt:PersonInImage", "XMP-iptcExt:PersonInImageName"),
		Organisations:     m.list("XMP-iptcExt:OrganisationInImageName"),
		Event:             m.one("XMP-iptcExt:Event"),
		DigitalSourceType: m.one("XMP-iptcExt:DigitalSourceType"),
		DataMining:        m.one("XMP-plus:DataMining"),
		OtherConstraints:  m.one("XMP-plus:OtherConstraints"),
		ModelRelease:      m.one("XMP-plus:ModelReleaseStatus"),
		PropertyRelease:   m.one("XMP-plus:PropertyReleaseStatus"),
		AIGC:              m.aigc(),
		AI: m.every("XMP-iptcExt:AISystemUsed", "XMP-iptcExt:AISystemVersionUsed",
			"XMP-iptcExt:AIPromptInformation", "XMP-iptcExt:AIPromptWriterName"),
		Camera: m.camera(),
		GPS:    m.position(),
	}
	out.Created, out.Shown = m.places()
	m.noteGuesses()
	m.noteCuts(&out)
	out.Notes, out.Passed = m.notes, m.passed
	return out
}

type merger struct {
	facts    *meta.Facts
	ctx      Context
	iimFirst bool
	notes    []Note
	passed   []Passed
}

// pass notes that a value was looked at and does not count.
func (m *merger) pass(field string, v Value, why string) {
	m.passed = append(m.passed, Passed{field, v, why})
}

func (m *merger) note(id, field, format string, args ...any) {
	m.notes = append(m.notes, Note{ID: id, Field: field, Message: fmt.Sprintf(format, args...)})
}

// value returns the text of one source, in the language that fits best.
func (m *merger) value(name string) (Value, bool) {
	v, ok := m.facts.In(name, m.ctx.Langs...)
	if !ok {
		return Value{}, false
	}
	text := strings.TrimSpace(v.Text)
	if text == "" {
		return Value{}, false
	}
	lang := v.Lang
	if strings.EqualFold(lang, "x-default") {
		lang = ""
	}
	return Value{Text: text, Lang: lang, Source: sourceOf(v)}, true
}

// sourceOf names where a value was found.
func sourceOf(v meta.Value) string {
	if v.Sidecar {
		return v.Name + InSidecar
	}
	return v.Name
}

// one returns the value of the only source that a field has.
func (m *merger) one(name string) Value {
	v, _ := m.value(name)
	return v
}

// every returns the values of several names, those that there are.
func (m *merger) every(names ...string) []Value {
	var out []Value
	for _, n := range names {
		if v, ok := m.value(n); ok {
			out = append(out, v)
		}
	}
	return out
}

func (m *merger) copyright() Value {
	var found []Value
	for _, n := range []string{"XMP-dc:Rights", "IPTC:CopyrightNotice", "IFD0:Copyright"} {
		if v, ok := m.value(n); ok && !nobody(v.Text) {
			found = append(found, v)
		}
	}
	return m.settle("copyright", found)
}

// caption passes over what cameras write by themselves: 28 % of the descriptions
// in Exif, and what programs copied from there into IIM and XMP.
func (m *merger) caption() Value {
	var found []Value
	for _, n := range []string{"XMP-dc:Description", "IPTC:Caption-Abstract", "IFD0:ImageDescription"} {
		switch v, ok := m.value(n); {
		case ok && m.boilerplate(v.Text):
			m.pass("caption", v, "a program wrote it, not a person")
		case ok:
			found = append(found, v)
		}
	}
	return m.settle("caption", found)
}

// creators returns the names of one source: two lists of the same people in two
// spellings are not more people.
func (m *merger) creators() []Value {
	xmp, iim := m.items("XMP-dc:Creator"), m.items("IPTC:By-line")
	switch {
	case len(xmp) == 0 && len(iim) == 0:
		return m.artists()
	case len(xmp) == 0:
		return iim
	case len(iim) == 0:
		return xmp
	}
	v := m.settle("creator", []Value{joined(xmp), joined(iim)})
	if v.Source == iim[0].Source {
		return iim
	}
	return xmp
}

// artists returns the creators that Exif names, which a semicolon separates
// (MWG Guidelines 2.0, on the creator).
func (m *merger) artists() []Value {
	v, ok := m.value("IFD0:Artist")
	if !ok {
		return nil
	}
	var out []Value
	for name := range strings.SplitSeq(v.Text, ";") {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, Value{Text: name, Source: v.Source})
		}
	}
	return out
}

func joined(vs []Value) Value {
	texts := make([]string, len(vs))
	for i, v := range vs {
		texts[i] = v.Text
	}
	return Value{Text: strings.Join(texts, "; "), Source: vs[0].Source}
}

// list joins the items of several sources: a keyword that only one knows is no
// conflict.
func (m *merger) list(names ...string) []Value {
	var out []Value
	for _, n := range names {
		for _, v := range m.items(n) {
			same := func(o Value) bool {
				return strings.EqualFold(o.Text, v.Text) || n != names[0] && strings.HasPrefix(o.Text, v.Text) && len(v.Text) >= 60
			}
			if !slices.ContainsFunc(out, same) {
				out = append(out, v)
			}
		}
	}
	return out
}

func (m *merger) items(name string) []Value {
	v, ok := m.facts.In(name, m.ctx.Langs...)
	if !ok {
		return nil
	}
	var out []Value
	for _, s := range v.All() {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, Value{Text: s, Source: sourceOf(v)})
		}
	}
	return out
}

func (m *merger) licensors() []Licensor {
	names, urls := m.items("XMP-plus:LicensorName"), m.items("XMP-plus:LicensorURL")
	out := make([]Licensor, max(len(names), len(urls)))
	for i := range out {
		if i < len(names) {
			out[i].Name = names[i]
		}
		if i < len(urls) {
			out[i].URL = urls[i]
		}
	}
	return out
}

// aigc returns the label of GB 45438-2025: a property of its own, or the one that
// some programs write into the user's comment, as {"AIGC": {...}}.
func (m *merger) aigc() Value {
	if v := m.one("XMP-TC260:AIGC"); v.Set() {
		return v
	}
	v := m.one("ExifIFD:UserComment")
	var comment struct{ AIGC json.RawMessage }
	if !strings.HasPrefix(v.Text, "{") || json.Unmarshal([]byte(v.Text), &comment) != nil || len(comment.AIGC) == 0 {
		return Value{}
	}
	v.Text = string(comment.AIGC)
	return v
}
