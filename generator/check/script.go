package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// script is a writing system, as far as the rules tell them apart. Two texts are
// compared only within one.
type script int

const (
	noScript script = iota // no letters, or of several scripts alike
	latin
	han
	japanese // Han mixed with kana
	hangul
	cyrillic
	arabic
	otherScript
)

// scriptOf returns the script that most of a text is in. A Han character says
// about as much as four letters and counts so.
func scriptOf(s string) script {
	if ascii(s) {
		if strings.ContainsFunc(s, func(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' }) {
			return latin
		}
		return noScript
	}
	var n [otherScript + 1]int
	kana := 0
	for _, r := range s {
		switch {
		case r < 0x80:
			if r|0x20 >= 'a' && r|0x20 <= 'z' {
				n[latin]++
			}
		case isHan(r):
			n[han] += 4
		case r < 0x250 || unicode.Is(unicode.Latin, r):
			n[latin]++
		case r >= 0x3040 && r < 0x3100:
			kana += 4
		case r >= 0xac00 && r < 0xd7b0:
			n[hangul] += 4
		case r >= 0x400 && r < 0x530:
			n[cyrillic]++
		case r >= 0x600 && r < 0x780:
			n[arabic]++
		case unicode.IsLetter(r):
			n[otherScript]++
		}
	}
	if kana*5 > n[han] { // the odd の in a shop's name is no Japanese
		n[japanese], n[han] = n[han]+kana, 0
	}
	best := noScript
	for s := latin; s <= otherScript; s++ {
		if n[s] > n[best] {
			best = s
		}
	}
	return best
}

// scriptOfLang returns the script that a language is written in; noScript when
// that is not known.
func scriptOfLang(lang string) script {
	switch primary(lang) {
	case "zh", "yue":
		return han
	case "ja":
		return japanese
	case "ko":
		return hangul
	case "ru", "uk", "be", "bg", "mk":
		return cyrillic
	case "ar", "fa", "ur", "ug", "ps":
		return arabic
	case "en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "no", "nb", "fi", "pl", "cs", "tr", "id", "vi", "hu", "ro":
		return latin
	}
	return noScript
}

// primary returns the first subtag of a language tag, in lower case.
func primary(lang string) string {
	head, _, _ := strings.Cut(lang, "-")
	return strings.ToLower(head)
}

func isHan(r rune) bool {
	return r >= 0x4e00 && r < 0xa000 || r >= 0x3400 && r < 0x4dc0 || r >= 0x20000 && r < 0x32000 || r == '〇'
}

// lowerASCII lowers A to Z alone, so that offsets into s stay what they are.
func lowerASCII(s string) string {
	i := 0
	for i < len(s) && (s[i] < 'A' || s[i] > 'Z') {
		i++
	}
	if i == len(s) {
		return s
	}
	b := []byte(s)
	for ; i < len(b); i++ {
		if b[i] >= 'A' && b[i] <= 'Z' {
			b[i] += 'a' - 'A'
		}
	}
	return string(b)
}

// ascii reports whether s is ASCII.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// fold returns s as names are compared: lower case, no accents, no apostrophes,
// hyphens or spaces of any kind one space.
func fold(s string) string {
	if !ascii(s) {
		s = norm.NFKD.String(s)
	}
	b := make([]byte, 0, len(s))
	gap := false
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
		case r == ' ':
			gap = len(b) > 0
			continue
		case isApostrophe(r), unicode.Is(unicode.Mn, r):
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			r = unicode.ToLower(r)
		default:
			gap = len(b) > 0
			continue
		}
		if gap {
			b = append(b, ' ')
			gap = false
		}
		b = utf8.AppendRune(b, r)
	}
	return string(b)
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʼ', 'ʻ', 'ʿ', 'ʾ', '`', '´':
		return true
	}
	return false
}

func isHyphen(r rune) bool {
	return r == '-' || r >= 0x2010 && r <= 0x2013
}

// containsWord reports whether needle stands in hay, both folded, at the borders
// of words; borders mean nothing among Han characters.
func containsWord(hay, needle string) bool {
	if needle == "" {
		return false
	}
	for from := 0; ; {
		i := strings.Index(hay[from:], needle)
		if i < 0 {
			return false
		}
		i += from
		if borderAt(hay, i) && borderAt(hay, i+len(needle)) {
			return true
		}
		from = i + 1
	}
}

// borderAt reports whether offset i of s does not lie inside a word.
func borderAt(s string, i int) bool {
	if i <= 0 || i >= len(s) {
		return true
	}
	return !wordByte(s[i-1]) || !wordByte(s[i])
}

// wordByte reports whether b is a letter or digit of ASCII; the bytes of all
// other characters border on anything.
func wordByte(b byte) bool {
	return b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z'
}
