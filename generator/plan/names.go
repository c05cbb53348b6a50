package plan

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"photodesk/generator/photo"
	"photodesk/generator/story"
)

// A name has several spellings, which site.yaml joins (names). A page shows the
// one of its own script: files speak the agency's language, pages their reader's.

// spelled returns v in the spelling that suits lang, if the site knows one.
func spelled(site *story.Site, lang string, v Value) Value {
	if !v.Set() || inScript(v.Text, lang) {
		return v
	}
	for _, spellings := range site.Names {
		if !holds(spellings, v.Text) {
			continue
		}
		for _, s := range spellings {
			if inScript(s.Value, lang) {
				return Value{Text: s.Value, Lang: lang, Source: v.Source}
			}
		}
	}
	return v
}

func holds(spellings []story.Text, name string) bool {
	for _, s := range spellings {
		if strings.EqualFold(norm.NFC.String(s.Value), norm.NFC.String(name)) {
			return true
		}
	}
	return false
}

// inScript reports whether a text is written in the script of a language.
func inScript(text, lang string) bool {
	table := unicode.Latin
	switch base, _, _ := strings.Cut(lang, "-"); base {
	case "zh", "ja":
		table = unicode.Han
	case "ar", "fa", "ur":
		table = unicode.Arabic
	case "ru", "uk", "bg", "sr":
		table = unicode.Cyrillic
	case "el":
		table = unicode.Greek
	case "ko":
		table = unicode.Hangul
	}
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(table, r) })
}

func allSpelled(site *story.Site, lang string, vs []Value) []Value {
	out := make([]Value, len(vs))
	for i, v := range vs {
		out[i] = spelled(site, lang, v)
	}
	return out
}

func locationSpelled(site *story.Site, lang string, l photo.Location) photo.Location {
	return photo.Location{
		Sublocation: spelled(site, lang, l.Sublocation), City: spelled(site, lang, l.City),
		State: spelled(site, lang, l.State), Country: spelled(site, lang, l.Country), Code: l.Code,
	}
}
