package check

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"photodesk/generator/diag"
	"photodesk/generator/story"
)

var captionMissing = Rule{
	ID: "caption-missing", Level: Warn,
	Finds: "A picture that has no caption, neither in the text, nor in a sidecar, nor in its file.",
	Why:   "A news picture without a caption is a claim without a source: who, what, where and when are missing.",
	Mend:  "write the caption in the line after the picture, or caption=none if none is wanted",
	figure: func(l *look) {
		if !l.fig.Placed.CaptionNone && strings.TrimSpace(l.fig.Words().Caption.Text) == "" {
			l.complain(l.fig.Placed.Pos, "%q has no caption", path.Base(l.fig.Photo))
		}
	},
}

var captionBoilerplate = Rule{
	ID: "caption-boilerplate", Level: Error,
	Finds:  "A caption that is a file's name or a camera's default, or that holds a place-holder: TK, TODO, XXX, \"name to come\", 待补, lorem ipsum.",
	Why:    "Place-holders are promises to a colleague; in print they are the most quoted mistakes of all.",
	Mend:   "write what is missing, or take the place-holder out",
	figure: captionBoilerplateIn,
}

func captionBoilerplateIn(l *look) {
	text := strings.TrimSpace(l.text.text)
	if text == "" {
		return
	}
	if fileName(text, l.fig.Photo) {
		l.complain(l.captionPos(), "the caption %q is the name of a file", brief(text))
		l.unwritten = true
	} else if at, ok := l.text.placeholder(); ok {
		l.complain(l.spot(at), "the caption holds the place-holder %q", l.quote(at))
		l.unwritten = true
	}
}

var captionDetached = Rule{
	ID: "caption-detached", Level: Warn,
	Finds: "A paragraph that ends in a sign-off such as (Xinhua/Tang Yi) and follows a picture without a caption.",
	Why:   "A blank line tore the caption off its picture: it is printed as running text, and the credit is lost.",
	Mend:  "delete the blank line between the picture and its caption",
	story: func(j *judge) {
		for i := 1; i < len(j.story.Blocks); i++ {
			row, prose := j.story.Blocks[i-1].Row, j.story.Blocks[i].Prose
			if row == nil || prose == nil || len(prose.Paragraphs) == 0 || row.Caption.Set() || len(row.Figures) == 0 {
				continue
			}
			last := row.Figures[len(row.Figures)-1]
			first := prose.Paragraphs[0]
			if last.Placed.Caption.Set() || last.Placed.CaptionNone || last.Words().Caption.Source == "sidecar" || last.Placed.Pos.Line == 0 || first.Pos.Line != prose.Pos.Line {
				continue
			}
			if text, _, ok := story.ParseSignOff(first.Plain); ok && text != "" {
				j.complain(first.Pos, "this reads like the caption of %q", path.Base(last.Photo))
			}
		}
	},
}

var captionDuplicate = Rule{
	ID: "caption-duplicate", Level: Warn,
	Finds: "Two pictures of a story with one caption: the same letters, or all but the same.",
	Why:   "Each picture was published because it shows something of its own; a caption used twice says it of neither. Often it is a slip of pasting, and one of the two is wrong.",
	Mend:  "say in each caption what its own picture shows",
	story: func(j *judge) {
		looks := slices.DeleteFunc(slices.Clone(j.looks), func(l *look) bool { return l.fig.Words().Caption.Text == "" })
		twins(looks, 0.97, func(l *look) string { return l.fig.Words().Caption.Text }, func(a, b *look) bool {
			return a.fig.Photo == b.fig.Photo || a.row == b.row && a.row.Caption.Set() || differInFact(a.text, b.text)
		}, func(first, again *look) {
			again.complain(again.captionPos(), "the caption is that of %q, %s", path.Base(first.fig.Photo), line(first.captionPos()))
		})
	},
}

// maxCompared bounds how many pairs of nearly equal texts a story's pictures are
// compared in: enough for all pairs of two hundred.
const maxCompared = 20_000

// twins calls found for each picture whose text is like that of an earlier one,
// unless they differ all the same.
func twins(looks []*look, least float64, text func(*look) string, differ func(a, b *look) bool, found func(first, again *look)) {
	first := map[*look]*look{} // the earliest that one is like
	items := apart(looks, text, differ, first)
	budget := maxCompared
	for i, a := range items {
		for _, b := range items[i+1:] {
			if float64(b.n)*least > float64(a.n)*(2-least)+1 || budget == 0 {
				break
			}
			if !a.near(b.grams, least) {
				continue
			}
			if budget--; !a.alike(b.grams, least) || differ(a.look, b.look) {
				continue
			}
			was, again := a, b
			if was.order > again.order {
				was, again = b, a
			}
			if first[again.look] == nil {
				first[again.look] = was.look
			}
		}
	}
	for _, l := range looks {
		if first[l] != nil {
			found(first[l], l)
		}
	}
}

// candidate is a picture whose text is compared with others'.
type candidate struct {
	*look
	order int
	*grams
}

// apart returns the pictures whose texts differ in a letter, by the lengths of
// these, and notes in first which of the others repeat them.
func apart(looks []*look, text func(*look) string, differ func(a, b *look) bool, first map[*look]*look) []candidate {
	var items []candidate
	seen := map[uint64]*look{}
	for i, l := range looks {
		g := newGrams(text(l))
		was := seen[g.key]
		switch {
		case was == nil:
			seen[g.key] = l
			items = append(items, candidate{l, i, g})
		case was.fig.Photo != l.fig.Photo && !differ(was, l):
			first[l] = was
		}
	}
	slices.SortStableFunc(items, func(a, b candidate) int { return cmp.Compare(a.n, b.n) })
	return items
}

var captionLength = Rule{
	ID: "caption-length", Level: Info,
	Finds:  "A caption of more than 5 sentences, 90 words or 200 Chinese characters, or of fewer than 20 letters or 8 Chinese characters.",
	Why:    "A reader looks from the picture to the caption and back; what is longer belongs in the text, and what is very short tells nothing.",
	Mend:   "cut it to who, what, where and when, or say these",
	figure: captionLengthOf,
}

func captionLengthOf(l *look) {
	text := strings.TrimSpace(l.text.text)
	if text == "" || fileName(text, l.fig.Photo) {
		return
	}
	var count, most, least int
	var unit string
	switch l.text.script {
	case han:
		count, unit, most, least = countHan(text), "characters", 200, 8
	case latin:
		count, unit, most, least = l.text.wordCount(), "words", 90, 20
	default:
		return
	}
	size := utf8.RuneCountInString(text)
	switch sentences := len(l.text.sentences); {
	case count > most:
		l.complain(l.captionPos(), "the caption has %d %s", count, unit)
	case sentences > 5:
		l.complain(l.captionPos(), "the caption has %d sentences", sentences)
	case size < least:
		l.complain(l.captionPos(), "the caption has %d characters", size)
	}
}

func countHan(s string) int {
	n := 0
	for _, r := range s {
		if isHan(r) {
			n++
		}
	}
	return n
}

// wordCount counts words as a reader does: "Chang'an" and "3-0" are one.
func (r *reading) wordCount() int {
	n := 0
	for i := range r.words {
		if gap := r.gap(i); i == 0 || gap == " " || gap != "" && strings.ContainsAny(gap, " \t\n\r—–/()") {
			n++
		}
	}
	return n
}

var captionLanguage = Rule{
	ID: "caption-language", Level: Warn,
	Finds:  "A caption in another language than its page: most often the file's own, where nobody has written a translation.",
	Why:    "Half of the readers of a translated story cannot read it, and a screen reader mispronounces it.",
	Mend:   "write the caption in the page's language, in the text or in a sidecar of that language",
	figure: captionLanguageOf,
}

func captionLanguageOf(l *look) {
	want, is := scriptOfLang(l.story.Lang), l.text.script
	switch {
	case is == noScript || want == noScript || len(l.text.text) < 24:
	case is != want && l.text.solidly(is):
		l.complain(l.captionPos(), "the caption is not in the page's language, %q", l.story.Lang)
	case is == want && l.fig.Words().Caption.Source == "sidecar" && primary(l.fig.Words().Caption.Lang) != primary(l.story.Lang):
		l.complain(l.captionPos(), "the caption is in %q, the page in %q", l.fig.Words().Caption.Lang, l.story.Lang)
	}
}

// solidly reports whether nine letters of ten are in script s.
func (r *reading) solidly(s script) bool {
	letters, others := 0, 0
	for _, c := range r.text {
		if c == ' ' || c < 'A' {
			continue
		}
		if in := scriptOf(string(c)); in == s {
			letters++
		} else if in != noScript {
			others++
		}
	}
	return letters >= 8 && others*9 <= letters
}

var captionBannedWord = Rule{
	ID: "caption-banned-word", Level: Warn,
	Finds: "A word of the site's list, banned_words in site.yaml, in a caption or an alternative text.",
	Why:   "The desk has decided on its words; nobody remembers all of them at midnight.",
	Mend:  "use the word that the desk prefers",
	figure: func(l *look) {
		for _, w := range l.banned {
			if at, ok := w.in(l.text.text, l.text.lower); ok {
				l.complain(l.spot(at), "%q is on the site's list of words not to use", l.text.text[at.start:at.end])
			}
			alt := l.fig.Words().Alt.Text
			if at, ok := w.in(alt, lowerASCII(alt)); ok {
				l.complain(within(l.altPos(), alt[at.start:at.end]), "%q is on the site's list of words not to use", alt[at.start:at.end])
			}
		}
	},
}

// bannedWord is a word or phrase of the site's list.
type bannedWord struct {
	lower   string
	borders bool // it is of letters that make words
}

func bannedWords(list []story.Text) []bannedWord {
	var out []bannedWord
	for _, t := range list {
		if s := strings.TrimSpace(t.Value); s != "" {
			out = append(out, bannedWord{lowerASCII(s), scriptOf(s) != han})
		}
	}
	return out
}

func (w bannedWord) in(text, lower string) (span, bool) {
	for from := 0; ; {
		i := strings.Index(lower[from:], w.lower)
		if i < 0 {
			return span{}, false
		}
		i += from
		if at := (span{i, i + len(w.lower)}); !w.borders || wholeWord(text, at) {
			return at, true
		}
		from = i + len(w.lower)
	}
}

// wholeWord reports whether at begins and ends at the borders of words.
func wholeWord(s string, at span) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at.start])
	after, _ := utf8.DecodeRuneInString(s[at.end:])
	first, _ := utf8.DecodeRuneInString(s[at.start:])
	last, _ := utf8.DecodeLastRuneInString(s[:at.end])
	return !(letterOrDigit(before) && letterOrDigit(first)) && !(letterOrDigit(after) && letterOrDigit(last))
}

func letterOrDigit(r rune) bool {
	return r < utf8.RuneSelf && wordByte(byte(r)) || r >= utf8.RuneSelf && spelling(r)
}

// line names a place for a message that speaks of two.
func line(p diag.Pos) string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("line %d", p.Line)
}
