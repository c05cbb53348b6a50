package page

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"photodesk/generator/plan"
)

// locale is how one language writes what photodesk itself has to say. In the
// patterns {y} {m} {d} are numbers, {month} a name of Months, {date} {time}
// {zone} what the other patterns made, {n} and {of} counts.
//
// To add a language, fill a table of its own and list it in locales; a test
// says what is missing.
type locale struct {
	Words WordsView

	Months              [12]string
	Year, Month, Day    string // dates by precision
	Clock               string // "12" or "24" hours
	AM, PM              string // needed for 12 hours
	Moment, MomentZoned string // a date with a time, and with its zone
	Thousands           string // between groups of three digits; empty: none

	Pictures map[plural.Form]string // "{n} pictures", for every form that the language has
	Stories  map[plural.Form]string // "{n} stories", likewise
	Position string                 // "{n} of {of}"
	Picture  string                 // "Picture {n} of {of}"
	Page     string                 // "Page {n} of {of}"

	By                  string // before the names of a byline
	ListComma, ListLast string // between the items of a list; before the last
	Range, RangeComma   string // between numbers: 1–6, 8–12
	Colon               string // between a label and what it labels
	PlaceComma          string // between the parts of a place
	PlaceLargeFirst     bool   // country before city
	Title               string // "{page} – {site}"
}

// locales are the languages that photodesk speaks, by tag as in site.yaml.
var locales = map[string]*locale{"en": &english, "zh": &chinese, "ar": &arabic}

// endonyms name languages as their readers do, for links to them.
var endonyms = map[string]string{
	"ar": "العربية", "bn": "বাংলা", "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "el": "Ελληνικά", "en": "English",
	"es": "Español", "fa": "فارسی", "fi": "Suomi", "fr": "Français", "he": "עברית", "hi": "हिन्दी", "hu": "Magyar",
	"id": "Bahasa Indonesia", "it": "Italiano", "ja": "日本語", "ko": "한국어", "nl": "Nederlands", "no": "Norsk",
	"pl": "Polski", "pt": "Português", "ro": "Română", "ru": "Русский", "sv": "Svenska", "th": "ไทย", "tr": "Türkçe",
	"uk": "Українська", "ur": "اردو", "vi": "Tiếng Việt", "zh": "中文", "zh-Hans": "简体中文", "zh-Hant": "繁體中文",
}

// Speaks reports whether the interface has words for a language as site.yaml
// names it; pages in others get English ones.
func Speaks(lang string) bool { return localeTag(lang) != "" }

// localeTag returns the key of the nearest table: its own, else its base
// language's, else none.
func localeTag(lang string) string {
	if locales[lang] != nil {
		return lang
	}
	base, _, _ := strings.Cut(lang, "-")
	if locales[base] != nil {
		return base
	}
	return ""
}

func localeOf(lang string) *locale {
	if tag := localeTag(lang); tag != "" {
		return locales[tag]
	}
	return &english
}

func endonym(lang string) string {
	if name := endonyms[lang]; name != "" {
		return name
	}
	base, _, _ := strings.Cut(lang, "-")
	if name := endonyms[base]; name != "" {
		return name
	}
	return lang
}

// fill puts values into a pattern: fill("{n} of {of}", "n", "3", "of", "12").
func fill(pattern string, pairs ...string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(pattern, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, ok := strings.Cut(rest, "}")
		if value, known := paired(pairs, name); ok && known {
			b.WriteString(value)
			pattern = after
		} else {
			b.WriteByte('{')
			pattern = rest
		}
	}
}

// paired returns the value behind a name in pairs.
func paired(pairs []string, name string) (value string, ok bool) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return pairs[i+1], true
		}
	}
	return "", false
}

// number writes a count with its groups.
func (l *locale) number(n int) string {
	s := strconv.Itoa(n)
	if l.Thousands == "" {
		return s
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + l.Thousands + s[i:]
	}
	return s
}

func (l *locale) of(pattern string, n, of int) string {
	return fill(pattern, "n", l.number(n), "of", l.number(of))
}

func (l *locale) pictures(lang string, n int) string { return l.counted(l.Pictures, lang, n) }

func (l *locale) stories(lang string, n int) string { return l.counted(l.Stories, lang, n) }

// counted fills the form that a number takes on a page in lang, by the rule of the words'
// own language: in one without a table they are English. None is empty.
func (l *locale) counted(forms map[plural.Form]string, lang string, n int) string {
	if n == 0 {
		return ""
	}
	words := language.Make(cmp.Or(localeTag(lang), "en"))
	pattern, ok := forms[plural.Cardinal.MatchPlural(words, n, 0, 0, 0, 0)]
	if !ok {
		pattern = forms[plural.Other]
	}
	return fill(pattern, "n", l.number(n))
}

// between returns what stands before item i of n in a list.
func (l *locale) between(i, n int) string {
	switch i {
	case 0:
		return ""
	case n - 1:
		return l.ListLast
	}
	return l.ListComma
}

// ranges writes ascending numbers: 1–6, 8–12.
func (l *locale) ranges(numbers []int) string {
	var b strings.Builder
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		if i > 0 {
			b.WriteString(l.RangeComma)
		}
		b.WriteString(l.number(numbers[i]))
		if j > i {
			b.WriteString(l.Range + l.number(numbers[j]))
		}
		i = j + 1
	}
	return b.String()
}

// day writes the date of t.
func (l *locale) day(pattern string, t time.Time) string {
	return fill(pattern, "y", strconv.Itoa(t.Year()), "month", l.Months[t.Month()-1],
		"m", strconv.Itoa(int(t.Month())), "d", strconv.Itoa(t.Day()))
}

// clock writes the time of day of t.
func (l *locale) clock(t time.Time) string {
	if l.Clock == "24" {
		return t.Format("15:04")
	}
	half := l.AM
	if t.Hour() >= 12 {
		half = l.PM
	}
	return t.Format("3:04") + " " + half
}

// zone writes the offset of t: UTC+8, UTC+5:30.
func zone(t time.Time) string {
	_, offset := t.Zone()
	sign := "+"
	if offset < 0 {
		sign, offset = "−", -offset
	}
	switch h, m := offset/3600, offset%3600/60; {
	case offset == 0:
		return "UTC"
	case m == 0:
		return fmt.Sprintf("UTC%s%d", sign, h)
	default:
		return fmt.Sprintf("UTC%s%d:%02d", sign, h, m)
	}
}

// moment writes a time that a person wrote, in the zone they wrote it in; a
// day stays a day.
func (l *locale) moment(t time.Time, clock bool) DateView {
	if t.IsZero() {
		return DateView{}
	}
	day := l.day(l.Day, t)
	if !clock {
		return DateView{ISO: t.Format("2006-01-02"), Text: day}
	}
	return DateView{
		ISO:  t.Format("2006-01-02T15:04Z07:00"),
		Text: fill(l.MomentZoned, "date", day, "time", l.clock(t), "zone", zone(t)),
	}
}

// taken writes when a photograph was made, as far as the camera or the desk
// recorded it.
func (l *locale) taken(d plan.Date) DateView {
	switch d.Precision {
	case plan.DateYear:
		return DateView{ISO: d.Time.Format("2006"), Text: l.day(l.Year, d.Time)}
	case plan.DateMonth:
		return DateView{ISO: d.Time.Format("2006-01"), Text: l.day(l.Month, d.Time)}
	case plan.DateDay:
		return l.moment(d.Time, false)
	case plan.DateMinute, plan.DateSecond:
		if d.Zone {
			return l.moment(d.Time, true)
		}
		return DateView{
			ISO:  d.Time.Format("2006-01-02T15:04"),
			Text: fill(l.Moment, "date", l.day(l.Day, d.Time), "time", l.clock(d.Time)),
		}
	}
	return DateView{}
}
