package check

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// span is a range of bytes of a text.
type span struct{ start, end int }

// word is a run of letters or of digits in a text. An apostrophe or a hyphen
// ends it: "Chang'an" is two words with "'" between them.
type word struct {
	start, end int
	digits     bool
	upper      bool // begins with a capital letter
	caps       bool // has no letter but capital ones
}

// split returns the words of text. Characters that are written without spaces
// between words, Han above all, make no words.
func split(text string) []word {
	words := make([]word, 0, len(text)/6+1)
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case r >= '0' && r <= '9':
			end := i + 1
			for end < len(text) && text[end] >= '0' && text[end] <= '9' {
				end++
			}
			words = append(words, word{start: i, end: end, digits: true})
			i = end
		case spelling(r):
			w := letters(text, i)
			words = append(words, w)
			i = w.end
		default:
			i += size
		}
	}
	return words
}

// letters reads the word of letters that begins at text[i:].
func letters(text string, i int) word {
	w := word{start: i, end: i, caps: true}
	for w.end < len(text) {
		c := text[w.end]
		if c >= 'a' && c <= 'z' {
			w.caps = false
			w.end++
			continue
		}
		r, size := rune(c), 1
		if c >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[w.end:])
		}
		if !spelling(r) && !unicode.Is(unicode.Mn, r) {
			break
		}
		up := r >= 'A' && r <= 'Z' || r >= utf8.RuneSelf && unicode.IsUpper(r)
		if w.end == i {
			w.upper = up
		}
		w.caps = w.caps && up
		w.end += size
	}
	return w
}

// spelling reports whether r is a letter of a script that spells words.
func spelling(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) && (r < 0x3040 || r >= 0xac00) && r < 0x20000
}

// reading is a text as the rules read it, taken apart once for all of them.
type reading struct {
	text, lower string // lower has the same offsets as text
	script      script
	words       []word
	heads       uint32 // of the phrases that may stand in it
	sentences   []span // none overlaps; only spaces lie between
	quoted      []span // quotations and titles, with their marks
	dates       []date
	set         map[string]bool // of words, made when first needed
}

// read takes a text apart. It takes time in proportion to the text's length.
func read(text string) *reading {
	r := &reading{text: text, lower: lowerASCII(text), script: scriptOf(text)}
	r.words = split(text)
	for i := range r.words {
		if w := r.words[i]; !w.digits && w.end-w.start < 16 && headForms[r.lower[w.start]]&(1<<(w.end-w.start)) != 0 {
			r.heads |= heads[r.word(i)]
		}
	}
	r.quoted = quotations(text)
	r.sentences = r.split()
	r.dates = r.findDates()
	return r
}

// word returns word i in lower case; "" beside the text.
func (r *reading) word(i int) string {
	if i < 0 || i >= len(r.words) {
		return ""
	}
	return r.lower[r.words[i].start:r.words[i].end]
}

// gap returns what stands between word i-1 and word i.
func (r *reading) gap(i int) string {
	start, end := 0, len(r.text)
	if i > 0 && i-1 < len(r.words) {
		start = r.words[i-1].end
	}
	if i < len(r.words) {
		end = r.words[i].start
	}
	return r.text[start:end]
}

// inQuotes reports whether offset i lies in a quotation or a title.
func (r *reading) inQuotes(i int) bool {
	k := sort.Search(len(r.quoted), func(k int) bool { return r.quoted[k].end > i })
	return k < len(r.quoted) && r.quoted[k].start <= i
}

// first returns the first sentence.
func (r *reading) first() span {
	if len(r.sentences) == 0 {
		return span{0, len(r.text)}
	}
	return r.sentences[0]
}

// phrases are sequences of words to look for. One written in capital letters is
// found in capital letters only.
type phrases struct {
	bit    uint32                // its own in heads
	byHead map[string][][]string // by the first word, in lower case
}

// heads are the first words of all phrases, each with the bits of those that
// begin with it: one look at each word tells which phrases to look for at all.
var (
	heads    = map[string]uint32{}
	nextHead = uint32(1)

	headForms [256]uint16 // by the first byte of a head: the lengths that there are, as bits
)

func newPhrases(list ...string) phrases {
	p := phrases{nextHead, map[string][][]string{}}
	nextHead <<= 1
	for _, s := range list {
		ws := strings.Fields(s)
		head := strings.ToLower(ws[0])
		p.byHead[head] = append(p.byHead[head], ws)
		heads[head] |= p.bit
		headForms[head[0]] |= 1 << len(head)
	}
	return p
}

// find returns the first phrase that stands in the text, outside of quotations,
// from word i on.
func (p phrases) find(r *reading, i int) (at span, next int, ok bool) {
	if r.heads&p.bit == 0 {
		return span{}, len(r.words), false
	}
	for ; i < len(r.words); i++ {
		if r.words[i].digits {
			continue
		}
		for _, ws := range p.byHead[r.word(i)] {
			if p.at(r, i, ws) && !r.inQuotes(r.words[i].start) {
				return span{r.words[i].start, r.words[i+len(ws)-1].end}, i + 1, true
			}
		}
	}
	return span{}, i, false
}

func (p phrases) at(r *reading, i int, ws []string) bool {
	if i+len(ws) > len(r.words) {
		return false
	}
	for k, w := range ws {
		if k > 0 && strings.Trim(r.gap(i+k), " -\t\r\n") != "" {
			return false
		}
		shouted := w == strings.ToUpper(w)
		if shouted && r.text[r.words[i+k].start:r.words[i+k].end] != w || !shouted && r.word(i+k) != w {
			return false
		}
	}
	return true
}

// in reports whether one of the phrases stands in the text.
func (p phrases) in(r *reading) bool {
	_, _, ok := p.find(r, 0)
	return ok
}

// containsAny reports whether one of the strings stands in s: the way to look
// for Chinese words.
func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
