package story

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"photodesk/generator/diag"
)

// owner finds the photograph that a text file belongs to: photos/02.md to the
// one photograph of that stem, photos/02.jpg.md to 02.jpg, and with a language
// before ".md" the same.
type owner struct {
	site  *Site
	stems map[string][]string // folder and stem in NFC → photographs
	names map[string]string   // path in NFC → photograph
}

func newOwner(site *Site, photos []string) *owner {
	o := &owner{site, map[string][]string{}, map[string]string{}}
	for _, p := range photos {
		key := norm.NFC.String(p)
		o.names[key] = p
		key = strings.TrimSuffix(key, path.Ext(key))
		o.stems[key] = append(o.stems[key], p)
	}
	return o
}

// of returns the photograph and the language of a sidecar. Both are empty when
// it belongs to none, which is reported.
func (o *owner) of(name string, ds *diag.List) (photo, lang string) {
	base := norm.NFC.String(name[:len(name)-len(".md")])
	if photos := o.match(base); photos != nil {
		return o.only(name, photos, ds), o.site.Langs[0]
	}
	tag := strings.TrimPrefix(path.Ext(base), ".")
	photos := o.match(strings.TrimSuffix(base, "."+tag))
	switch lang := o.site.lang(tag); {
	case photos == nil:
		ds.Warn("file-skipped", diag.InFile(name), "this text belongs to no photograph", o.nearest(base))
	case lang == "":
		ds.Error("language", diag.InFile(name), fmt.Sprintf("\"%s\" is not among the site's languages", tag), o.site.langHint(tag))
	default:
		return o.only(name, photos, ds), lang
	}
	return "", ""
}

// match returns the photographs of a name with or without its extension.
func (o *owner) match(base string) []string {
	if p, ok := o.names[base]; ok {
		return []string{p}
	}
	return o.stems[base]
}

func (o *owner) only(name string, photos []string, ds *diag.List) string {
	if len(photos) == 1 {
		return photos[0]
	}
	ds.Error("sidecar", diag.InFile(name), fmt.Sprintf("this may belong to %s or to %s", path.Base(photos[0]), path.Base(photos[1])),
		fmt.Sprintf("call it %s.md or %s.md", path.Base(photos[0]), path.Base(photos[1])))
	return ""
}

func (o *owner) nearest(base string) string {
	var there []string
	for key := range o.stems {
		if path.Dir(key) == path.Dir(base) {
			there = append(there, path.Base(key))
		}
	}
	slices.Sort(there)
	if n := diag.Nearest(path.Base(base), there); n != "" {
		return fmt.Sprintf("did you mean \"%s\"?", n+".md")
	}
	return "a sidecar has the name of its photograph: 02.md beside 02.jpg"
}

// lang returns the site's tag for one in a file's name, or "".
func (s *Site) lang(tag string) string {
	for _, l := range s.Langs {
		if strings.EqualFold(l, tag) {
			return l
		}
	}
	return ""
}

func (s *Site) langHint(tag string) string {
	fallback := "add it to languages in content/site.yaml"
	if _, err := language.Parse(tag); err != nil { // no language at all
		fallback = "known are " + strings.Join(s.Langs, ", ")
	}
	return diag.DidYouMean(tag, s.Langs, fallback)
}

// parseSidecar reads a caption file.
func parseSidecar(site *Site, name, photo, lang, text string, ds *diag.List) *Sidecar {
	s := &Sidecar{File: name, Photo: photo, Lang: lang, Source: text}
	f := newFile(name, text)
	if !f.checkText(ds) {
		s.Source = ""
		return s
	}
	body, _, _ := frontMatter(f, s.fields(site), false, ds)
	var links []Link
	p := &passage{
		src:   []byte(text[body:]),
		place: func(off, n int) diag.Pos { return f.at(body+off, n) },
		dir:   path.Dir(name), dialect: dialectOf(lang, site.RawHTML), ds: ds, links: &links,
	}
	p.parse()
	s.Caption, s.SignOff = p.inline("a caption")
	s.Links = links
	s.Body = trimSpan(text, body, len(text))
	return s
}

// trimSpan returns text[start:end] without blanks at its ends; where there is
// nothing else, the end.
func trimSpan(text string, start, end int) Span {
	s := text[start:end]
	start += len(s) - len(strings.TrimLeft(s, " \t\r\n"))
	return Span{start, start + len(strings.TrimSpace(s))}
}

func (s *Sidecar) fields(site *Site) []field {
	return []field{
		{"headline", intoLine(&s.Headline)},
		{"alt", intoLine(&s.Alt)},
		{"description", intoText(&s.Description)},
		{"creator", intoLine(&s.Creator)},
		{"credit", intoLine(&s.Credit)},
		{"date", intoTime(&s.Date, site.Zone)},
		{"location", within(
			"location",
			field{"sublocation", intoLine(&s.Location.Sublocation)}, field{"city", intoLine(&s.Location.City)},
			field{"state", intoLine(&s.Location.State)}, field{"country", intoLine(&s.Location.Country)},
		)},
		{"persons", intoTexts(&s.Persons)},
		{"focus", intoFocus(&s.Focus)},
		{"sensitive", intoLine(&s.Sensitive)},
		{"rights", intoRights(&s.Rights)},
	}
}

// sortSidecars orders them by photograph, then language, and reports two for
// one of each; the one that names the photograph in full is kept.
func sortSidecars(site *Site, all []*Sidecar, ds *diag.List) []*Sidecar {
	order := func(a, b *Sidecar) int {
		return cmp.Or(cmp.Compare(a.Photo, b.Photo), cmp.Compare(slices.Index(site.Langs, a.Lang), slices.Index(site.Langs, b.Lang)))
	}
	slices.SortStableFunc(all, func(a, b *Sidecar) int {
		return cmp.Or(order(a, b), -cmp.Compare(len(a.File), len(b.File)), cmp.Compare(a.File, b.File))
	})
	return slices.CompactFunc(all, func(next, kept *Sidecar) bool {
		if order(kept, next) != 0 {
			return false
		}
		ds.Error("sidecar", diag.InFile(next.File), fmt.Sprintf("%s is a caption of the same photograph", path.Base(kept.File)), "keep one of the two")
		return true
	})
}
