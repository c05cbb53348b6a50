package meta

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
)

// defaultCharset reads bytes for which nothing speaks, until Facts.Resolve is told better.
const defaultCharset = "windows-1252"

// decision is how the bytes of one block become text. It is taken once for all texts of a block, because a program
// writes them all in one set.
type decision struct {
	charset string // "" for UTF-8 and ASCII, else a name of the WHATWG Encoding Standard
	guess   Guess
	mixed   bool // texts that are valid UTF-8 stay so
}

// text decodes b. A character that was cut at the end of UTF-8 is dropped.
func (d decision) text(b []byte) string {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if isASCII(b) && d.charset != "iso-2022-jp" {
		return string(b)
	}
	if d.charset == "" || d.mixed && classify(b) != otherBytes {
		return strings.ToValidUTF8(string(withoutCutRune(b)), "\uFFFD")
	}
	return decodeAs(b, d.charset)
}

// cut reports whether text drops the beginning of a character.
func (d decision) cut(b []byte) bool {
	return (d.charset == "" || d.mixed) && classify(b) == cutUTF8
}

// decodeAs reads b in a set known by name. What it does not define becomes U+FFFD.
func decodeAs(b []byte, charset string) string {
	enc := encodingOf(charset)
	if enc == nil {
		enc = encodingOf(defaultCharset)
	}
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(out)
}

// encodingOf finds a set by the names of the WHATWG Encoding Standard or of IANA ("macintosh", "windows-1251", "GBK").
func encodingOf(name string) encoding.Encoding {
	if enc, err := htmlindex.Get(name); err == nil {
		return enc
	}
	if enc, err := ianaindex.IANA.Encoding(name); err == nil {
		return enc
	}
	return nil
}

// The kinds of bytes, as far as UTF-8 is concerned.
const (
	plainASCII = iota
	validUTF8
	cutUTF8 // valid but for the beginning of a character at the end
	otherBytes
)

func classify(b []byte) int {
	switch {
	case isASCII(b):
		return plainASCII
	case utf8.Valid(b):
		return validUTF8
	}
	head := withoutCutRune(b)
	if len(head) < len(b) && utf8.Valid(head) && !isASCII(head) {
		return cutUTF8
	}
	return otherBytes
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// withoutCutRune takes the beginning of a character off the end.
func withoutCutRune(b []byte) []byte {
	for k := 1; k < utf8.UTFMax && k <= len(b); k++ {
		c := b[len(b)-k]
		if c < utf8.RuneSelf {
			break
		}
		if utf8.RuneStart(c) {
			if c >= 0xC2 && c <= 0xF4 && !utf8.FullRune(b[len(b)-k:]) {
				return b[:len(b)-k]
			}
			break
		}
	}
	return b
}

// agreement looks for the set under which bytes read as the text that XMP has in the same field. It returns "" when
// there is none.
type agreement func(charset string) bool

// decide takes the decision for the texts of one block, by the first of these that speaks: ASCII; UTF-8 whatever is
// declared; the declaration; XMP; the frequency of characters. A fallback is marked as such.
func decide(texts [][]byte, declared string, agrees agreement) decision {
	valid, other := weigh(texts)
	if declared == "iso-2022-jp" && other == 0 && valid == 0 {
		return decision{charset: declared}
	}
	if other == 0 {
		return decision{}
	}
	d := decideLegacy(texts, declared, agrees)
	d.mixed = valid > other
	return d
}

// weigh counts the bytes beyond ASCII in texts that are UTF-8 and in those that are not.
func weigh(texts [][]byte) (valid, other int) {
	for _, t := range texts {
		switch classify(bytes.TrimPrefix(t, []byte("\xef\xbb\xbf"))) {
		case validUTF8, cutUTF8:
			valid += beyondASCII(t)
		case otherBytes:
			other += beyondASCII(t)
		}
	}
	return valid, other
}

func beyondASCII(b []byte) (n int) {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			n++
		}
	}
	return n
}

func decideLegacy(texts [][]byte, declared string, agrees agreement) decision {
	if declared != "" && declared != "utf-8" {
		if d, ok := decideDeclared(texts, declared); ok {
			return d
		}
	}
	if agrees != nil {
		if i := slices.IndexFunc(candidates, agrees); i >= 0 {
			return decision{charset: candidates[i], guess: GuessXMP}
		}
	}
	if charset := sniff(bytes.Join(texts, []byte{' '})); charset != "" {
		return decision{charset: charset, guess: GuessSniffed}
	}
	return decision{charset: defaultCharset, guess: GuessFallback}
}

// candidates are the sets that agreement with XMP may prove, those with a closer form first.
var candidates = []string{
	"gb18030", "big5", "shift_jis", "euc-kr", "euc-jp", "windows-1252", "windows-1250", "windows-1251", "macintosh",
	"iso-8859-2", "iso-8859-5", "koi8-r", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257",
	"windows-1258", "windows-874", "ibm866", "iso-8859-15", "CP437", "CP850",
}

// decideDeclared trusts a declaration under which the bytes are text. Latin 1 has no characters at 0x80 to 0x9F: where
// there are some, Windows wrote its own set under that name.
func decideDeclared(texts [][]byte, declared string) (decision, bool) {
	if declared == "iso-8859-1" {
		for _, t := range texts {
			if bytes.ContainsFunc(latin1(t), func(r rune) bool { return r >= 0x80 && r < 0xA0 }) {
				return decision{charset: defaultCharset, guess: GuessDeclared}, true
			}
		}
		return decision{charset: declared}, true
	}
	for _, t := range texts {
		if strings.ContainsRune(decodeAs(t, declared), utf8.RuneError) {
			return decision{}, false
		}
	}
	return decision{charset: declared}, true
}

func latin1(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for _, c := range b {
		out = utf8.AppendRune(out, rune(c))
	}
	return out
}

// decideOne decides for a text that stands alone.
func decideOne(b []byte) decision {
	if isASCII(b) {
		return decision{}
	}
	return decide([][]byte{b}, "", nil)
}

// Resolve returns the facts with every text for which nothing spoke (GuessFallback) read in the given set, the site's
// iptc_charset. An unknown name, or "", leaves windows-1252. The receiver is not changed.
func (f *Facts) Resolve(fallback string) *Facts {
	if encodingOf(fallback) == nil {
		return f
	}
	out := *f
	out.Values = slices.Clone(f.Values)
	for i := range out.Values {
		v := &out.Values[i]
		if v.Guess != GuessFallback || len(v.Raw) == 0 {
			continue
		}
		texts := make([]string, len(v.Raw))
		for j, raw := range v.Raw {
			texts[j] = tidyIIM(decision{charset: fallback, mixed: true}.text(raw))
		}
		v.setTexts(texts)
		v.Charset = fallback
	}
	return &out
}

// setTexts makes the value a list, or a single text.
func (v *Value) setTexts(texts []string) {
	v.Text, v.List = texts[0], nil
	if len(texts) > 1 {
		v.List = texts
	}
}
