package plan

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"photodesk/generator/story"
)

// The weights of a term, by where it stands.
const (
	inCaption  = 1 // of a picture, or in the dek
	inName     = 2 // of a person, a photographer, a place or a topic
	inHeadline = 3
)

// Terms returns what a story is found by and how much each term weighs, from 1 to
// 3. A term is a word, or two neighbouring characters of a script that puts no
// spaces between words, in the form that [FoldText] gives it.
func (s *Story) Terms() map[string]int {
	t := terms{}
	t.add(s.Headline.Value, inHeadline)
	t.add(s.Dek.Value, inCaption)
	for _, name := range s.Names() {
		t.add(name, inName)
	}
	for _, f := range s.Figures {
		if f.Notice == nil {
			t.add(f.Words().Headline.Text, inName)
			t.add(f.Words().Caption.Text, inCaption)
			for _, name := range f.Names() {
				t.add(name, inName)
			}
		}
	}
	return t
}

// Names returns the names that the story is found by beside its words, in all
// spellings that the site knows.
func (s *Story) Names() []string {
	var out []string
	for _, list := range [][]story.Text{s.Byline, s.Places, s.Topics} {
		for _, name := range list {
			out = s.spellings.all(out, name.Value)
		}
	}
	return out
}

// Names returns the persons, photographers and places that the picture is found
// by, likewise.
func (f *Figure) Names() []string {
	w := f.Words()
	var out []string
	l := w.Location
	for _, v := range slices.Concat(w.Persons, w.Creators, []Value{l.Sublocation, l.City, l.State, l.Country}) {
		if v.Set() {
			out = f.Story.spellings.all(out, v.Text)
		}
	}
	return out
}

type terms map[string]int

func (t terms) add(text string, weight int) {
	for word := range strings.FieldsFuncSeq(FoldText(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		t.word(word, weight)
	}
}

// word adds a word: whole, but for its parts in scripts without spaces, of which
// each pair of characters is a term, and the last character, so that a search for
// one character finds all that begin with it.
func (t terms) word(word string, weight int) {
	start, dense := 0, false
	for i, r := range word {
		if is := Dense(r); i == 0 || is != dense {
			t.run(word[start:i], dense, weight)
			start, dense = i, is
		}
	}
	t.run(word[start:], dense, weight)
}

func (t terms) run(run string, dense bool, weight int) {
	if run == "" {
		return
	}
	if !dense {
		t.put(run, weight)
		return
	}
	runes := []rune(run)
	for i := range runes {
		t.put(string(runes[i:min(len(runes), i+2)]), weight)
	}
}

func (t terms) put(term string, weight int) {
	if t[term] < weight {
		t[term] = weight
	}
}

// denseScripts write without spaces between words.
var denseScripts = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

// Dense reports whether a character is of a script without spaces between words.
func Dense(r rune) bool { return r >= 0x0e00 && unicode.In(r, denseScripts...) }

// FoldText returns a text as it is searched: without accents, apostrophes and letter
// case, in Unicode's compatibility form. static/search.js does the same.
func FoldText(s string) string {
	if !plainASCII(s) {
		s = norm.NFKD.String(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r < 0x80 && r != '\'' && r != '`':
			if r >= 'A' && r <= 'Z' {
				r += 'a' - 'A'
			}
			b.WriteRune(r)
		case strings.ContainsRune(apostrophes, r), unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
		default:
			r = unicode.ToLower(r)
			if plain := plainLetters[r]; plain != "" {
				b.WriteString(plain)
			} else {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

const apostrophes = "'’‘ʼʻʿʾ`´"

// plainLetters are letters that no Unicode form takes apart, and what readers type
// for them.
var plainLetters = map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ς': "σ"}

// sortedTerms returns terms in order.
func sortedTerms(t map[string]int) []string { return slices.Sorted(maps.Keys(t)) }
