package check

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
)

// grams is a text as its character trigrams, each as often as it occurs.
type grams struct {
	n      int       // how many
	parity [8]uint64 // one bit for each trigram, flipped each time it occurs
	folded []rune
	sorted []uint64 // made when first needed
}

// newGrams normalises a text, to lower-case letters and digits with single
// spaces, and takes its trigrams. A text of one or two characters has none.
func newGrams(s string) *grams {
	g := &grams{folded: make([]rune, 0, len(s))}
	space := false
	for _, r := range s {
		switch {
		case r < 0x80 && wordByte(byte(r)):
			if r >= 'A' && r <= 'Z' {
				r += 'a' - 'A'
			}
		case r >= 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)):
			r = unicode.ToLower(r)
		default:
			space = len(g.folded) > 0
			continue
		}
		if space {
			g.folded = append(g.folded, ' ')
			space = false
		}
		g.folded = append(g.folded, r)
	}
	g.n = max(0, len(g.folded)-2)
	for i := range g.n {
		h := g.at(i) * 0x9e3779b97f4a7c15 >> 55
		g.parity[h>>6] ^= 1 << (h & 63)
	}
	return g
}

// at returns trigram i as one number: a character has 21 bits.
func (g *grams) at(i int) uint64 {
	return uint64(g.folded[i])<<42 | uint64(g.folded[i+1])<<21 | uint64(g.folded[i+2])
}

func (g *grams) all() []uint64 {
	if g.sorted == nil {
		g.sorted = make([]uint64, g.n)
		for i := range g.sorted {
			g.sorted[i] = g.at(i)
		}
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
		return len(g.folded) > 0 && slices.Equal(g.folded, o.folded)
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
