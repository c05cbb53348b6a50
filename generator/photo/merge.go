package photo

import (
	"fmt"
	"path"
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

// Merge settles what the sources of one photograph say together. XMP counts
// before IIM, IIM before Exif; but IIM first where the digest beside it shows
// that a program changed it and not the XMP (MWG 2.0, section 3.3). An IIM value
// that the XMP one begins with was cut at its octet limit, and does not count.
func Merge(f *Facts, ctx Context) Meta {
	m := &merger{facts: f.Resolve(ctx.Charset), ctx: ctx, iimFirst: f.IPTCDigest == meta.DigestDiffers}
	out := Meta{
		Headline:          m.pick("headline", "XMP-photoshop:Headline", "IPTC:Headline"),
		Title:             m.pick("title", "XMP-dc:Title", "IPTC:ObjectName"),
		Caption:           m.caption(),
		CaptionWriter:     m.pick("caption writer", "XMP-photoshop:CaptionWriter", "IPTC:Writer-Editor"),
		Alt:               m.one("XMP-iptcCore:AltTextAccessibility"),
		Description:       m.one("XMP-iptcCore:ExtDescrAccessibility"),
		Creators:          m.creators(),
		JobTitle:          m.pick("creator's job title", "XMP-photoshop:AuthorsPosition", "IPTC:By-lineTitle"),
		Credit:            m.pick("credit", "XMP-photoshop:Credit", "IPTC:Credit"),
		Source:            m.pick("source", "XMP-photoshop:Source", "IPTC:Source"),
		Copyright:         m.pick("copyright", "XMP-dc:Rights", "IPTC:CopyrightNotice", "IFD0:Copyright"),
		UsageTerms:        m.one("XMP-xmpRights:UsageTerms"),
		WebStatement:      m.one("XMP-xmpRights:WebStatement"),
		Licensors:         m.licensors(),
		Instructions:      m.pick("instructions", "XMP-photoshop:Instructions", "IPTC:SpecialInstructions"),
		JobID:             m.pick("job id", "XMP-photoshop:TransmissionReference", "IPTC:OriginalTransmissionReference"),
		SupplierID:        m.one("XMP-plus:ImageSupplierImageID"),
		Date:              m.date(),
		Created:           m.created(),
		Shown:             m.location("XMP-iptcExt:LocationShown"),
		Keywords:          m.list("XMP-dc:Subject", "IPTC:Keywords"),
		Persons:           m.list("XMP-iptcExt:PersonInImage"),
		Organisations:     m.list("XMP-iptcExt:OrganisationInImageName"),
		Event:             m.one("XMP-iptcExt:Event"),
		DigitalSourceType: m.one("XMP-iptcExt:DigitalSourceType"),
		DataMining:        m.one("XMP-plus:DataMining"),
		OtherConstraints:  m.one("XMP-plus:OtherConstraints"),
		AIGC:              m.one("XMP-TC260:AIGC"),
		AI: m.every("XMP-iptcExt:AISystemUsed", "XMP-iptcExt:AISystemVersionUsed",
			"XMP-iptcExt:AIPromptInformation", "XMP-iptcExt:AIPromptWriterName"),
		Camera: m.camera(),
		GPS:    m.position(),
	}
	m.noteText()
	out.Notes = m.notes
	return out
}

type merger struct {
	facts    *meta.Facts
	ctx      Context
	iimFirst bool
	notes    []Note
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
	return Value{Text: text, Lang: lang, Source: name}, true
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

// pick returns the value of the first source that has one. Names are in the
// order XMP, IIM, Exif.
func (m *merger) pick(field string, names ...string) Value {
	var found []Value
	for _, n := range names {
		if v, ok := m.value(n); ok {
			found = append(found, v)
		}
	}
	return m.settle(field, found)
}

// settle chooses among what XMP and IIM say and notes where they differ.
func (m *merger) settle(field string, found []Value) Value {
	xmp := slices.IndexFunc(found, func(v Value) bool { return strings.HasPrefix(v.Source, "XMP") })
	iim := slices.IndexFunc(found, func(v Value) bool { return strings.HasPrefix(v.Source, "IPTC") })
	if xmp < 0 || iim < 0 {
		if len(found) > 0 {
			return found[0]
		}
		return Value{}
	}
	x, i := found[xmp], found[iim]
	switch {
	case folded(x.Text) == folded(i.Text), m.otherLanguage(x, i):
		return x
	case strings.HasPrefix(folded(x.Text), folded(i.Text)):
		return x
	case m.iimFirst:
		m.note("iptc-xmp-conflict", field, "XMP and IPTC differ in the %s; IPTC counts, since it was changed after the XMP was written", field)
		return i
	default:
		m.note("iptc-xmp-conflict", field, "XMP and IPTC differ in the %s; XMP counts", field)
		return x
	}
}

// otherLanguage reports whether i is the value of x's field in another
// language: IIM holds one language, XMP may hold several.
func (m *merger) otherLanguage(x, i Value) bool {
	for _, v := range m.facts.Every(x.Source) {
		if folded(v.Text) == folded(i.Text) || len(i.Text) > 20 && strings.HasPrefix(folded(v.Text), folded(i.Text)) {
			return true
		}
	}
	return false
}

// folded returns text as compared: line ends and runs of space count as one.
func folded(s string) string { return strings.Join(strings.Fields(s), " ") }

// caption passes over what cameras write by themselves: 28 % of the descriptions
// in Exif, and what programs copied from there into IIM and XMP.
func (m *merger) caption() Value {
	var found []Value
	for _, n := range []string{"XMP-dc:Description", "IPTC:Caption-Abstract", "IFD0:ImageDescription"} {
		if v, ok := m.value(n); ok && !m.boilerplate(v.Text) {
			found = append(found, v)
		}
	}
	return m.settle("caption", found)
}

func (m *merger) creators() []Value {
	names := []string{"XMP-dc:Creator", "IPTC:By-line", "IFD0:Artist"}
	if m.iimFirst {
		names[0], names[1] = names[1], names[0]
	}
	for _, n := range names {
		if vs := m.items(n); len(vs) > 0 {
			return vs
		}
	}
	return nil
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
			out = append(out, Value{Text: s, Source: name})
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

// created returns where the camera stood: the structure of IPTC Extension, else
// the flat fields that every program writes.
func (m *merger) created() Location {
	if l := m.location("XMP-iptcExt:LocationCreated"); l != (Location{}) {
		return l
	}
	return Location{
		Sublocation: m.pick("sublocation", "XMP-iptcCore:Location", "IPTC:Sub-location"),
		City:        m.pick("city", "XMP-photoshop:City", "IPTC:City"),
		State:       m.pick("state", "XMP-photoshop:State", "IPTC:Province-State"),
		Country:     m.pick("country", "XMP-photoshop:Country", "IPTC:Country-PrimaryLocationName"),
		Code:        m.pick("country code", "XMP-iptcCore:CountryCode", "IPTC:Country-PrimaryLocationCode"),
	}
}

// location returns the first place of a list of IPTC Extension's structures.
func (m *merger) location(prefix string) Location {
	at := func(field string) Value {
		if vs := m.items(prefix + field); len(vs) > 0 {
			return vs[0]
		}
		return Value{}
	}
	return Location{
		Sublocation: at("Sublocation"), City: at("City"), State: at("ProvinceState"),
		Country: at("CountryName"), Code: at("CountryCode"),
	}
}

// noteText tells what had to be guessed or was cut in reading text.
func (m *merger) noteText() {
	told := map[string]bool{}
	for _, v := range m.facts.Values {
		if !strings.HasPrefix(v.Name, "IPTC:") {
			continue
		}
		if v.Guess != meta.GuessNone && v.Charset != "" && !told[v.Charset] {
			told[v.Charset] = true
			m.note("iptc-charset-guessed", v.Name, "the IPTC text does not say its character set; it was read as %s (%s)", v.Charset, guessReason(v.Guess))
		}
		if v.Cut {
			m.note("iptc-truncated", v.Name, "%s ends at its octet limit", v.Name)
		}
	}
}

func guessReason(g meta.Guess) string {
	switch g {
	case meta.GuessXMP:
		return "the XMP agrees with it in that one"
	case meta.GuessSniffed:
		return "its characters are frequent ones in that one"
	case meta.GuessDeclared:
		return "the one it declares does not fit"
	}
	return "the site's iptc_charset"
}

// boilerplate reports whether a description is the camera's and not a person's.
func (m *merger) boilerplate(s string) bool {
	t := strings.ToLower(folded(s))
	for _, name := range []string{"IFD0:Make", "IFD0:Model", "IFD0:Software"} {
		if v, ok := m.value(name); ok && strings.ToLower(v.Text) == t {
			return true
		}
	}
	file := strings.ToLower(path.Base(m.ctx.File))
	if t == file || t == strings.TrimSuffix(file, path.Ext(file)) {
		return true
	}
	return slices.ContainsFunc(boilerplates, func(b string) bool { return t == b }) ||
		slices.ContainsFunc(boilerplateStarts, func(b string) bool { return strings.HasPrefix(t, b) })
}

// boilerplates are what cameras and scanners write by themselves.
var boilerplates = []string{
	"olympus digital camera", "olympus camera", "digital camera", "minolta digital camera", "konica minolta digital camera",
	"sony dsc", "samsung digital camera", "kodak digital still camera", "default", "untitled", "jpeg", "exif_jpeg_picture",
	"my great picture", "cof", "sdr", "hdr", "mde", "dav", "rbt", "ptr", "nor", "edf", "btf", "burst", "screenshot", "charset=\"ascii\"",
}

var boilerplateStarts = []string{
	"dcf 1.", "dcim\\", "dcim/", "c:\\", "created with gimp", "created by ", "digital still camera", "charset=",
	"<digimax", "<samsung", "<kenox", "ver.1", "sony dsc", "lead technologies", "processed by ", "file written by ",
}
