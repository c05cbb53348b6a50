package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// closers are the marks that close a quotation, by the mark that opens it.
var closers = map[rune]rune{'“': '”', '‘': '’', '「': '」', '『': '』', '《': '》', '〈': '〉', '«': '»', '"': '"'}

// maxQuote is the length in bytes at which an open quotation mark is a slip, not
// the beginning of a quotation.
const maxQuote = 1000

// quotations returns the quotations and titles of a text. A mark that nothing
// closes quotes nothing; a mark inside a quotation is part of it.
func quotations(text string) []span {
	if ascii(text) && strings.IndexByte(text, '"') < 0 && strings.IndexByte(text, '\'') < 0 {
		return nil
	}
	var out []span
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r > '\'' && r < utf8.RuneSelf {
			i++
			continue
		}
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		if end := quotationAt(text, i, r, size); end > i {
			out = append(out, span{i, end})
			i = end
			continue
		}
		i += size
	}
	return out
}

// quotationAt returns where the quotation ends that r opens at text[i:]; i if it
// opens none.
func quotationAt(text string, i int, r rune, size int) int {
	closer, opens := closers[r]
	if r == '\'' && (i == 0 || text[i-1] == ' ' || text[i-1] == '(') {
		closer, opens = '\'', true
	}
	if !opens {
		return i
	}
	limit := min(len(text), i+maxQuote)
	for k := i + size; k < limit; {
		j := strings.IndexRune(text[k:limit], closer)
		if j < 0 {
			return i
		}
		k += j + utf8.RuneLen(closer)
		next, _ := utf8.DecodeRuneInString(text[k:])
		if closer != '’' && closer != '\'' || k == len(text) || !unicode.IsLetter(next) {
			return k
		}
	}
	return i
}

// never are the abbreviations that a name follows, so that their stop ends no
// sentence.
var never = wordSet(`mr mrs ms dr st sgt lt col gen maj capt cpl cmdr adm rep sen gov prof rev fr sr hon pres supt det insp
	messrs mt ft no nos vs v jan feb mar apr jun jul aug sep sept oct nov dec al cf approx est fig pp vol mme mlle`)

// maybe are the abbreviations that may end a sentence too: then one of the words
// in openers follows.
var maybe = wordSet(`jr sr co inc corp ltd llc bros dept ave blvd rd etc am pm us uk un eu dc ala ariz ark calif colo conn del fla
	ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex vt va wash wis wyo`)

// openers are words that begin a sentence rather than go on with a name.
var openers = wordSet(`the a an it its he his she her they their this that these those there in on at as after before since more
	about some many most all both one two three when while with for from during according but and by to if each residents
	people police officials authorities workers`)

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// split returns the sentences of the text. In doubt it does not split: a caption
// with one sentence too few is told nothing.
func (r *reading) split() []span {
	out := make([]span, 0, 4)
	start, quote := skipSpace(r.text, 0), 0
	for i := start; i < len(r.text); {
		if r.text[i] >= 'A' && (quote == len(r.quoted) || i < r.quoted[quote].start) && r.text[i] < utf8.RuneSelf {
			i++
			continue
		}
		for quote < len(r.quoted) && r.quoted[quote].end <= i {
			quote++
		}
		if quote < len(r.quoted) && r.quoted[quote].start <= i {
			if i = r.quoted[quote].end; !r.endsQuote(i) {
				continue
			}
		} else if c, size := utf8.DecodeRuneInString(r.text[i:]); !isStop(c) {
			i += size
			continue
		} else if i = r.pastStop(i); !r.endsSentence(i, c) {
			continue
		}
		out = append(out, span{start, i})
		start = skipSpace(r.text, i)
		i = start
	}
	if start < len(r.text) {
		out = append(out, span{start, len(r.text)})
	}
	return out
}

func isStop(r rune) bool {
	switch r {
	case '.', '!', '?', '。', '！', '？', '…', '．':
		return true
	}
	return false
}

// pastStop returns the end of a run of stops and of what closes after it.
func (r *reading) pastStop(i int) int {
	for i < len(r.text) {
		c, size := utf8.DecodeRuneInString(r.text[i:])
		if !isStop(c) && !strings.ContainsRune("\"'”’」』》»)）]】", c) {
			break
		}
		i += size
	}
	return i
}

func skipSpace(s string, i int) int {
	for i < len(s) {
		c, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsSpace(c) {
			break
		}
		i += size
	}
	return i
}

// endsQuote reports whether the quotation that ends at i ends a sentence: a stop
// stands before its mark, and what follows begins another.
func (r *reading) endsQuote(i int) bool {
	closer, size := utf8.DecodeLastRuneInString(r.text[:i])
	before, _ := utf8.DecodeLastRuneInString(r.text[:i-size])
	if closer == '》' || closer == '〉' || !isStop(before) || i == len(r.text) {
		return false
	}
	if before == '。' || before == '！' || before == '？' {
		next, _ := utf8.DecodeRuneInString(r.text[i:])
		return before == '。' && !strings.ContainsRune("，、；：", next)
	}
	return r.text[i] == ' ' && r.opens(i)
}

// endsSentence reports whether the stop before offset i ends a sentence.
func (r *reading) endsSentence(i int, stop rune) bool {
	switch stop {
	case '。', '！', '？':
		return true
	case '…':
		return i < len(r.text) && r.text[i] == ' ' && r.opens(i)
	}
	if i >= len(r.text) {
		return true
	}
	if c, _ := utf8.DecodeRuneInString(r.text[i:]); !unicode.IsSpace(c) {
		return false
	}
	return r.opens(i) && (stop != '.' || !r.abbreviated(i))
}

// opens reports whether a sentence may begin behind offset i.
func (r *reading) opens(i int) bool {
	c, _ := utf8.DecodeRuneInString(r.text[skipSpace(r.text, i):])
	return !unicode.IsLower(c) && c != utf8.RuneError
}

// abbreviated reports whether the full stop before offset i belongs to an
// abbreviation.
func (r *reading) abbreviated(i int) bool {
	head := strings.TrimRight(r.lower[max(0, i-24):i], ".\"'”’)]")
	if k := strings.LastIndexAny(head, " \t\n(/-–—,;“\""); k >= 0 {
		head = head[k+1:]
	}
	head = strings.ReplaceAll(head, ".", "")
	next := r.lower[skipSpace(r.text, i):]
	if k := strings.IndexAny(next[:min(len(next), 24)], " ,.'’-"); k >= 0 {
		next = next[:k]
	}
	switch {
	case never[head]:
		return true
	case maybe[head], len(head) == 1 && head[0] >= 'a', strings.Count(r.text[max(0, i-6):i], ".") > 1:
		return !openers[next]
	}
	return false
}
