package meta

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Bounded returns the label with each text cut, between characters, to what a rendition has room for, and without
// addresses and tags of languages that are none. What an agency writes stays far below these bounds; what a stranger
// writes may be of any length, and is no reason to publish nothing. The rights block fits into one segment of a JPEG.
func (l Label) Bounded() Label {
	for _, f := range []struct {
		text  *string
		bytes int
	}{
		{&l.JobTitle, 500},
		{&l.Credit, 2000},
		{&l.Source, 1000},
		{&l.Copyright, 4000},
		{&l.LicensorName, 1000},
		{&l.Headline, 4000},
		{&l.DateCreated, 40},
		{&l.Sublocation, 1000},
		{&l.City, 500},
		{&l.State, 500},
		{&l.Country, 500},
		{&l.CountryCode, 10},
		{&l.Event, 2000},
		{&l.AISystem, 500},
		{&l.AIVersion, 500},
	} {
		*f.text = cutMarkup(*f.text, f.bytes)
	}
	if cutMarkup(l.AIGC, 8000) != l.AIGC {
		l.AIGC = "" // half of a JSON text is none
	}
	l.WebStatement, l.LicensorURL = address(l.WebStatement), address(l.LicensorURL)
	l.DigitalSourceType, l.DataMining = address(l.DigitalSourceType), address(l.DataMining)
	l.Creators = boundedList(l.Creators, 20, 500)
	l.Persons, l.Organisations = boundedList(l.Persons, 200, 500), boundedList(l.Organisations, 200, 500)
	l.Keywords = boundedList(l.Keywords, 1000, 500)
	l.UsageTerms, l.OtherConstraints = boundedTexts(l.UsageTerms, 4, 2000), boundedTexts(l.OtherConstraints, 4, 1000)
	l.Title, l.Alt = boundedTexts(l.Title, 20, 4000), boundedTexts(l.Alt, 20, 8000)
	l.Caption, l.Description = boundedTexts(l.Caption, 20, 32_000), boundedTexts(l.Description, 20, 64_000)
	return l
}

// cutMarkup cuts a text so that it takes at most limit bytes in XML.
func cutMarkup(s string, limit int) string {
	if len(s) <= limit/6 { // the longest escape
		return s
	}
	n := 0
	for i, r := range s {
		if n += len(escapeXML(string(r))); n > limit {
			return strings.TrimSpace(s[:i])
		}
	}
	return s
}

func boundedList(items []string, count, limit int) []string {
	items = slices.Clone(items[:min(len(items), count)])
	for i := range items {
		items[i] = cutMarkup(items[i], limit)
	}
	return items
}

// languageTag is the form of RFC 5646.
var languageTag = regexp.MustCompile(`^([A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,8})?$`)

func boundedTexts(texts []Text, count, limit int) []Text {
	texts = slices.Clone(texts[:min(len(texts), count)])
	for i := range texts {
		texts[i].Text = cutMarkup(texts[i].Text, limit)
		if !languageTag.MatchString(texts[i].Lang) {
			texts[i].Lang = ""
		}
	}
	return texts
}

// address passes an address as agencies write it, with a scheme of the web or without one, and terms of a vocabulary.
func address(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || cutMarkup(s, 2048) != s || !slices.Contains([]string{"http", "https", "mailto", ""}, u.Scheme) {
		return ""
	}
	return s
}
