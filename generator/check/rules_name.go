package check

import (
	"slices"
	"strings"
	"unicode/utf8"

	"photodesk/generator/diag"
	"photodesk/generator/photo"
)

var captionNameUnmatched = Rule{
	ID: "caption-name-unmatched", Level: Warn,
	Finds:  "A person whom the file or the sidecar lists as shown, and whom the caption does not name. Names are compared within one script, or through names in site.yaml.",
	Why:    "Readers ask who that is; and a caption that belongs to another picture shows itself in this way.",
	Mend:   "name the person, or take the name out of the sidecar's persons",
	figure: nameUnmatched,
}

// manyPersons is how many persons make a crowd, of whom no caption names all.
const manyPersons = 6

func nameUnmatched(l *look) {
	if len(l.fig.Words().Persons) == 0 || len(l.fig.Words().Persons) > manyPersons || l.text.text == "" {
		return
	}
	folded := fold(l.text.text)
	var missing []string
	for _, p := range l.fig.Words().Persons {
		spellings := l.names.in(l.text.script, p.Text)
		if len(spellings) == 0 || !personal(p) {
			continue
		}
		if !slices.ContainsFunc(spellings, func(s string) bool { return personNamed(folded, s) }) {
			missing = append(missing, p.Text)
		}
	}
	if len(missing) > 0 {
		l.complain(l.captionPos(), "the caption does not name %s, who is listed as shown", strings.Join(missing, ", "))
	}
}

// personal reports whether a value of the persons' field is a name at all.
func personal(v photo.Value) bool {
	if scriptOf(v.Text) == han {
		n := utf8.RuneCountInString(v.Text)
		return n >= 2 && (n <= 4 || strings.ContainsAny(v.Text, "·•・"))
	}
	first, _ := utf8.DecodeRuneInString(v.Text)
	return strings.Contains(strings.TrimSpace(v.Text), " ") && !strings.ContainsAny(v.Text, "0123456789") && first != '(' && strings.ToLower(v.Text) != v.Text
}

// personNamed reports whether a folded text names a person: by any part of the name
// that is longer than an initial.
func personNamed(folded, name string) bool {
	whole := fold(name)
	if strings.Contains(folded, whole) {
		return true
	}
	if scriptOf(name) == han {
		if i := strings.LastIndexAny(name, "·•・"); i >= 0 {
			_, size := utf8.DecodeRuneInString(name[i:])
			return strings.Contains(folded, fold(name[i+size:]))
		}
		_, size := utf8.DecodeRuneInString(name)
		return titled(folded, name[:size])
	}
	for w := range strings.FieldsSeq(whole) {
		if len(w) > 1 && !particles[w] && containsWord(folded, w) {
			return true
		}
	}
	return strings.Contains(strings.ReplaceAll(folded, " ", ""), strings.ReplaceAll(whole, " ", ""))
}

var particles = wordSet("de da di del van von der den la le el al bin ibn the of jr sr mr mrs ms dr sir")

// titled reports whether a surname stands before a title: 习主席, 王教授.
func titled(text, surname string) bool {
	for _, t := range []string{"主席", "总书记", "总统", "总理", "部长", "先生", "女士", "教授", "医生", "老师", "大使", "师傅", "奶奶", "爷爷", "大爷", "阿姨"} {
		if strings.Contains(text, surname+t) {
			return true
		}
	}
	return false
}

var captionNameVariants = Rule{
	ID: "caption-name-variants", Level: Warn,
	Finds: "Two spellings of one name in a story's captions and text that differ in apostrophes, hyphens, capitals, accents or spaces only: Chang'an and Changan, Kim Jong Un and Kim Jong-un.",
	Why:   "One of them is wrong, or the desk has not decided; a search finds only half.",
	Mend:  "settle on one spelling; if both are meant, list them under names in site.yaml",
	story: nameVariants,
}

// spelt is a spelling of a name and where it was met first.
type spelt struct {
	text string
	pos  func() diag.Pos
}

func nameVariants(j *judge) {
	seen := make(map[uint64]spelt, 12*len(j.looks))
	told := map[string]bool{}
	meet := func(r *reading, pos func() diag.Pos, complain func(diag.Pos, string, ...any)) {
		r.eachName(func(key uint64, name string) {
			was, ok := seen[key]
			if !ok {
				seen[key] = spelt{name, pos}
				return
			}
			if was.text == name || !variants(was.text, name) || j.names.same(was.text, name) || told[name] || told[was.text] {
				return
			}
			told[name], told[was.text] = true, true
			complain(within(pos(), name), "%q is %q elsewhere (%s)", name, was.text, line(was.pos()))
		})
	}
	for _, l := range j.looks {
		if l.text.script == latin {
			meet(l.text, l.captionPos, l.complain)
		}
	}
	for _, b := range j.story.Blocks {
		if b.Prose == nil {
			continue
		}
		for _, p := range b.Prose.Paragraphs {
			if scriptOf(p.Plain) == latin {
				meet(read(p.Plain), func() diag.Pos { return p.Pos }, j.complain)
			}
		}
	}
}

// longestName is how many words of one name are looked at.
const longestName = 4

// eachName calls f for each run of up to four words that may be a name, all with
// capitals or joined to one that has, with a key that is the same for all
// spellings of the same letters.
func (r *reading) eachName(f func(key uint64, name string)) {
	for i, w := range r.words {
		if w.digits || !w.upper || joined(r.gap(i)) && i > 0 {
			continue
		}
		key, size := uint64(fnvOffset), 0
		for k := i; k < len(r.words) && k < i+2*longestName; k++ {
			v := r.words[k]
			if v.digits || k > i && !joined(r.gap(k)) && (r.gap(k) != " " || !v.upper) {
				break
			}
			if r.isPossessive(k) {
				break
			}
			key, size = r.hash(key, size, v)
			if size >= 4 && (k+1 == len(r.words) || !joined(r.gap(k+1)) || r.isPossessive(k+1)) {
				f(key, r.text[w.start:v.end])
			}
		}
	}
}

// joined reports whether two words are parts of one: an apostrophe or a hyphen
// alone stands between them.
func joined(gap string) bool {
	c, size := utf8.DecodeRuneInString(gap)
	return size > 0 && size == len(gap) && (isApostrophe(c) || isHyphen(c) && c != '–')
}

// isPossessive reports whether word k is the s behind an apostrophe.
func (r *reading) isPossessive(k int) bool {
	return k > 0 && r.word(k) == "s" && joined(r.gap(k)) && !strings.ContainsAny(r.gap(k), "-‐‑")
}

// hash adds the letters of a word, without case and accents, to a key (FNV-1a)
// and counts them.
func (r *reading) hash(key uint64, size int, w word) (uint64, int) {
	s := r.lower[w.start:w.end]
	if !ascii(s) {
		s = fold(s)
	}
	for i := range len(s) {
		key = (key ^ uint64(s[i])) * fnvPrime
	}
	return key, size + len(s)
}

// variants reports whether two spellings of the same letters are two spellings
// of a name. Capitals throughout, and a capital at the head of a sentence or of
// a particle ("al-Aqsa"), are no other spelling, nor is the form of a mark.
func variants(a, b string) bool {
	a, b = marks.Replace(a), marks.Replace(b)
	if a == b {
		return false
	}
	if strings.EqualFold(a, b) {
		return !shouting(a) && !shouting(b) && capitals(a) != capitals(b)
	}
	return !shouting(a) && !shouting(b)
}

var marks = strings.NewReplacer("’", "'", "‘", "'", "ʼ", "'", "ʻ", "'", "`", "'", "´", "'", "‐", "-", "‑", "-", "\n", " ")

// shouting reports whether a word of the text is in capitals throughout.
func shouting(s string) bool {
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == '-' || r == '\'' }) {
		if len(w) > 2 && strings.ToUpper(w) == w {
			return true
		}
	}
	return false
}

// capitals returns the text with the first letter of each word lowered, so that
// what differs is inside of a word.
func capitals(s string) string {
	b := []byte(s)
	for i := range b {
		if (i == 0 || !wordByte(b[i-1]) && b[i-1] < utf8.RuneSelf) && b[i] >= 'A' && b[i] <= 'Z' {
			b[i] += 'a' - 'A'
		}
	}
	return string(b)
}
