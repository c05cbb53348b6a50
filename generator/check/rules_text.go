package check

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"photodesk/generator/diag"
)

var captionWireResidue = Rule{
	ID: "caption-wire-residue", Level: Warn,
	Finds:  "An agency's words to editors left in a caption: ATTENTION EDITORS, MANDATORY CREDIT, NO ARCHIVES, a slug such as \"(230720) -- \" or \"TOPSHOT - \".",
	Why:    "They are no news, and readers take them for orders.",
	Mend:   "take it out; what it asks for stays in the file's instructions",
	figure: wireResidueIn,
}

// residue are words of agencies to editors. They are shouted, but for those
// that no sentence holds by chance.
var residue = newPhrases("ATTENTION EDITORS", "ATTENTION EDITOR", "EDITORS NOTE", "EDITOR S NOTE", "EDITORS PLEASE", "mandatory credit", "NO RESALES", "NO RESALE", "NO SALES",
	"NO ARCHIVES", "NO ARCHIVE", "NO ARCHIVING", "EDITORIAL USE ONLY", "RESTRICTED TO EDITORIAL", "NOT FOR SALE", "NO COMMERCIAL", "NO MARKETING", "NO ADVERTISING",
	"TEMPLATE OUT", "TPX IMAGES", "BEST QUALITY AVAILABLE", "SUPPLIED BY A THIRD PARTY", "PROVIDED BY A THIRD PARTY", "NO THIRD PARTY SALES", "DISTRIBUTED AS A SERVICE TO CLIENTS",
	"REFILE", "CORRECTING", "RECROP", "WEB OUT", "INTERNET OUT", "NO INTERNET", "CHINA OUT", "GERMANY OUT", "FRANCE OUT", "JAPAN OUT", "UK OUT", "USA OUT", "NORWAY OUT", "SWEDEN OUT",
	"DENMARK OUT", "FINLAND OUT", "AUSTRIA OUT", "SWITZERLAND OUT", "SPAIN OUT", "ITALY OUT", "POLAND OUT", "BELGIUM OUT", "NETHERLANDS OUT", "RUSSIA OUT", "TURKEY OUT", "INDIA OUT", "AUSTRALIA OUT",
	"not for publication", "best quality available")

// slugs matches the slug that an agency's system puts before a caption.
var slugs = regexp.MustCompile(`^(?:\(\d{6,8}\) ?(?:--|-|—)|(?:epa|EPA)\d{6,}\b|TOPSHOTS? ?[-–—]|REFILE ?[-–—]|RPT\b|ATTENTION\b|新华社照片[，,]|[（(]\d{1,2}[）)]|[（(](?:社会|经济|国际|体育|时政|文化|图片故事)[）)])`)

// slugBytes are the bytes that slugs begin with.
const slugBytes = "(eETRA\xe6\xef"

func wireResidueIn(l *look) {
	text := l.text.text
	if text == "" {
		return
	}
	if strings.IndexByte(slugBytes, text[0]) >= 0 {
		if m := slugs.FindStringIndex(text[:min(len(text), 60)]); m != nil {
			l.complain(l.spot(span{m[0], m[1]}), "the caption begins with an agency's slug, %q", text[m[0]:m[1]])
			return
		}
	}
	if at, _, ok := residue.find(l.text, 0); ok {
		l.complain(l.spot(at), "words to editors in the caption: %q", l.quote(at))
	}
}

var captionMojibake = Rule{
	ID: "caption-mojibake", Level: Error,
	Finds: "Text that was read in the wrong character set, in a caption, an alternative text or a name: U+FFFD, control characters, Ã©, â€™, 锟斤拷; and marks that turn the direction of writing round.",
	Why:   "A garbled name is a wrong name, and a mark that turns the direction round can make a text read as what it is not.",
	Mend:  "type these characters anew; if the file's own text is garbled, set iptc_charset in site.yaml",
	figure: func(l *look) {
		look := func(what, s string, pos diag.Pos) {
			if at, why := garbled(s); why != "" {
				l.complain(within(pos, s[at.start:at.end]), "%s in the %s", why, what)
			}
		}
		look("caption", l.text.text, l.captionPos())
		look("alternative text", l.fig.Words().Alt.Text, l.altPos())
		look("credit", l.fig.Words().Credit.Text, l.creditPos())
		for _, c := range l.fig.Words().Creators {
			look("creator's name", c.Text, l.creditPos())
		}
	},
}

// garbled returns what in a text cannot be meant, and what it is.
func garbled(s string) (span, string) {
	if ascii(s) {
		return span{}, ""
	}
	cyrillic := 0
	for i, r := range s {
		if r < utf8.RuneSelf {
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		next, n := utf8.DecodeRuneInString(s[i+size:])
		switch {
		case r == utf8.RuneError:
			return span{i, i + size}, "a character that could not be read (U+FFFD)"
		case r < 0xa0:
			return span{i, i + size}, fmt.Sprintf("a control character (U+%04X)", r)
		case r == 0x202d || r == 0x202e:
			return span{i, i + size}, fmt.Sprintf("a mark that turns the direction of writing round (U+%04X)", r)
		case r == 'Ã' && twice(next), r == 'Â' && next > 0xa0 && next < 0xc0 && next != '«' && next != '»', r == 'â' && next == '€', r == 'ï' && (next == '¿' || next == '»'):
			return span{i, i + size + n}, fmt.Sprintf("%q, UTF-8 read as another character set,", s[i:i+size+n])
		case (r == 'Ð' || r == 'Ñ') && (next >= 0x80 && next < 0xc0 || next >= 0x2000 && next < 0x2200):
			if cyrillic++; cyrillic == 3 {
				return span{i, i + size + n}, "UTF-8 read as another character set"
			}
		case r == '锟' && next == '斤', r == '鈥' && (next == '?' || next == '攼' || next == '攚' || next == '淭'), r == '锛' && next == '屼':
			return span{i, i + size + n}, fmt.Sprintf("%q, text read as another character set,", s[i:i+size+n])
		}
	}
	return span{}, ""
}

// twice reports whether a character behind Ã shows that UTF-8 was read as
// windows-1252. Quotation marks and dashes are left out: “AMANHÃ”.
func twice(r rune) bool {
	switch r {
	case '«', '»', '‰', 'Ÿ', 'œ', '„', '†', '‡':
		return r != '«' && r != '»'
	}
	return r > 0xa0 && r < 0xc0
}

var captionPunctuation = Rule{
	ID: "caption-punctuation", Level: Info,
	Finds:  "Half-width marks between Chinese characters, full-width ones in English, doubled spaces, a last sentence without its stop.",
	Why:    "Readers take it for haste, and wonder what else was done in haste.",
	Mend:   "set the marks of the caption's language",
	figure: punctuationOf,
}

func punctuationOf(l *look) {
	text := strings.TrimSpace(l.text.text)
	if text == "" {
		return
	}
	if i := strings.Index(text, "  "); i >= 0 {
		l.complain(l.captionPos(), "two spaces after %q", lastWord(text[:i]))
	}
	switch l.text.script {
	case han:
		if at, ok := halfWidth(l.text.text); ok {
			l.complain(l.spot(at), "a half-width mark between Chinese characters: %q", l.text.text[at.start:at.end])
		}
	case latin:
		if at, ok := fullWidth(l.text.text); ok {
			l.complain(l.spot(at), "a full-width mark in Latin text: %q", l.text.text[at.start:at.end])
		}
	default:
		return
	}
	if label := utf8.RuneCountInString(text) < 20 && l.text.script == latin; !label && !fileName(text, l.fig.Photo) && l.text.unfinished(text) {
		l.complain(l.captionPos(), "no stop ends the caption")
	}
}

func lastWord(s string) string {
	if f := strings.Fields(s[max(0, len(s)-60):]); len(f) > 0 {
		return f[len(f)-1]
	}
	return ""
}

// halfWidth returns a half-width mark between two Han characters, and these.
func halfWidth(s string) (span, bool) {
	for from := 0; ; {
		i := strings.IndexAny(s[from:], ",;:?!.")
		if i < 0 {
			return span{}, false
		}
		i += from
		before, a := utf8.DecodeLastRuneInString(s[:i])
		after, b := utf8.DecodeRuneInString(s[i+1:])
		if isHan(before) && isHan(after) {
			return span{i - a, i + 1 + b}, true
		}
		from = i + 1
	}
}

// fullWidth returns a full-width mark with Latin letters on both sides.
func fullWidth(s string) (span, bool) {
	if ascii(s) {
		return span{}, false
	}
	for i, r := range s {
		switch r {
		case '，', '。', '；', '：', '？', '！', '、', '．':
			before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[:i][max(0, i-8):], " "))
			end := i + utf8.RuneLen(r)
			after, _ := utf8.DecodeRuneInString(strings.TrimLeft(s[end:min(len(s), end+8)], " "))
			if latinLetter(before) && (latinLetter(after) || end == len(s)) {
				return span{i, end}, true
			}
		}
	}
	return span{}, false
}

func latinLetter(r rune) bool {
	return r < utf8.RuneSelf && wordByte(byte(r)) || unicode.Is(unicode.Latin, r)
}

// unfinished reports whether a caption ends in the middle of a sentence. A
// bracket, a quotation, or a sign-off of an unknown form may end one.
func (r *reading) unfinished(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	if !letterOrDigit(last) && !isHan(last) {
		return last == ',' || last == '，' || last == ';' || last == '；' || last == '、'
	}
	tail := text
	if n := len(r.sentences); n > 0 {
		tail = text[min(len(text), max(0, r.sentences[n-1].start-(len(r.text)-len(strings.TrimLeft(r.text, " \t\r\n"))))):]
	}
	if containsAny(tail, []string{"/", "摄", "供图", "发布", "提供", "Photo", "PHOTO", "photo by", "Courtesy", "courtesy", "Handout", "©", "http", "www.", "#", "@", "via "}) {
		return false
	}
	return true
}
