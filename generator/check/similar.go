package check

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
)

// grams is a text as its character trigrams, each as often as it occurs. Two
// texts of one or two letters have none, and are alike if they are equal.
type grams struct {
	text   string
	n      int       // how many
	parity [8]uint64 // one bit for each trigram, flipped each time it occurs
	key    uint64    // of the normalised whole (FNV-1a)
	sorted []uint64  // made when first needed
}

// The constants of the 64-bit FNV-1a hash.
const fnvOffset, fnvPrime = 14695981039346656037, 1099511628211

func newGrams(s string) *grams {
	g := &grams{text: s, key: fnvOffset}
	g.key = g.each(func(gram uint64) {
		h := gram * 0x9e3779b97f4a7c15 >> 55
		g.parity[h>>6] ^= 1 << (h & 63)
		g.n++
	})
	return g
}

// each calls f for each trigram of the normalised text, as one number (a character
// has 21 bits), and returns the hash of the whole. Normalised, a text is lower-case
// letters and digits with single spaces.
func (g *grams) each(f func(uint64)) uint64 {
	const gramBits = 1<<63 - 1
	gram, key, count, space := uint64(0), uint64(fnvOffset), 0, false
	put := func(r rune) {
		gram = (gram<<21 | uint64(r)) & gramBits
		key = (key ^ uint64(r)) * fnvPrime
		if count++; count > 2 {
			f(gram)
		}
	}
	for _, r := range g.text {
		if r < 0x80 {
			r = rune(plainLetter[r])
		} else if r = unicode.ToLower(r); !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) {
			r = 0
		}
		if r == 0 {
			space = count > 0
			continue
		}
		if space {
			put(' ')
			space = false
		}
		put(r)
	}
	return key
}

// plainLetter maps ASCII to letters in lower case and digits; all else to zero.
var plainLetter = func() (table [128]byte) {
	for c := range byte(128) {
		if wordByte(c) {
			table[c] = c
			if c >= 'A' && c <= 'Z' {
				table[c] += 'a' - 'A'
			}
		}
	}
	return table
}()

func (g *grams) all() []uint64 {
	if g.sorted == nil {
		g.sorted = make([]uint64, 0, g.n)
		g.each(func(gram uint64) { g.sorted = append(g.sorted, gram) })
		slices.Sort(g.sorted)
	}
	return g.sorted
}

// near reports whether two texts may be alike. Their lengths tell most pairs
// apart, or their parities, which differ in no more bits than the texts in
// trigrams.
func (g *grams) near(o *grams, least float64) bool {
	differ := g.mayDiffer(o, least)
	if abs(g.n-o.n) > differ {
		return false
	}
	apart := 0
	for i := range g.parity {
		apart += bits.OnesCount64(g.parity[i] ^ o.parity[i])
	}
	return apart <= differ
}

// mayDiffer returns how many trigrams may be in one of two texts alone for a
// Dice coefficient of at least least.
func (g *grams) mayDiffer(o *grams, least float64) int {
	return int((1-least)*float64(g.n+o.n) + 1e-9)
}

// alike reports whether two texts have a Dice coefficient of at least least:
// twice the trigrams that they share over all that they have.
func (g *grams) alike(o *grams, least float64) bool {
	if g.n == 0 || o.n == 0 {
		return g.key == o.key && g.key != fnvOffset
	}
	return g.near(o, least) && g.n+o.n-2*shared(g.all(), o.all()) <= g.mayDiffer(o, least)
}

// shared counts what two sorted lists have in common.
func shared(a, b []uint64) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			n++
			a, b = a[1:], b[1:]
		case a[0] < b[0]:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return n
}

func abs(n int) int { return max(n, -n) }

// differInFact reports whether two captions that are nearly the same differ in a
// number or a name, and so tell of two things.
func differInFact(a, b *reading) bool {
	return onlyIn(a, b) || onlyIn(b, a)
}

// onlyIn reports whether a has a number, or a capitalised word inside a sentence,
// that b lacks.
func onlyIn(a, b *reading) bool {
	for i, w := range a.words {
		if !b.has(a.word(i)) && (w.digits || w.upper && !a.begins(i)) {
			return true
		}
	}
	return false
}

// begins reports whether word i begins a sentence or a quotation.
func (r *reading) begins(i int) bool {
	if i == 0 {
		return true
	}
	return strings.ContainsAny(r.gap(i), ".!?:\"“”‘…") || strings.Contains(r.gap(i), "--")
}

// has reports whether a word, in lower case, stands in the text.
func (r *reading) has(w string) bool {
	if r.set == nil {
		r.set = make(map[string]bool, len(r.words))
		for i := range r.words {
			r.set[r.word(i)] = true
		}
	}
	return r.set[w]
}
