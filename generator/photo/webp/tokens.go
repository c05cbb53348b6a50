package webp

// Coefficients are kept as tokens until the whole picture is known, because the
// probabilities they are written with come first in the file.

const (
	slots = 4 * 8 * 3 // block type, band, context
	nodes = 11        // inner nodes of the tree of tokens
)

// Block types (RFC 6386, section 13.3).
const (
	typeYAfterY2 = iota // luma without its DC coefficient
	typeY2
	typeChroma
	typeY
)

// The alphabet of coefficients (section 13.2).
const (
	tokenEnd = iota
	tokenZero
	tokenOne
	tokenTwo
	tokenThree
	tokenFour
	tokenCategory1 // 5–6; the last, category 6, is 67–2048
	tokenCategory6 = tokenCategory1 + 5
)

// categoryBase is the least magnitude of categories 1 to 6.
var categoryBase = [6]int{5, 7, 11, 19, 35, 67}

// A token is one coefficient as it will be written:
//
//	bits 0–3   the letter
//	bit  4     set after a zero, when the end cannot follow
//	bits 5–11  the slot of its probabilities
//	bit  12    the sign
//	bits 13–   what is to be added to the base of its category
type token uint32

const (
	tokenNoEnd   token = 1 << 4
	slotShift          = 5
	signShift          = 12
	extraShift         = 13
	tallies            = 1 << signShift
	tallyMask    token = tallies - 1
	largestLevel       = 2047
)

// A tally counts tokens by letter, slot and whether the end could follow.
type tally [tallies]uint32

// Tokens are kept in chunks, which are not moved when there are more of them. A
// macroblock has at most mostTokens.
const (
	chunkTokens = 1 << 14
	mostTokens  = 25 * 16
)

// A tokenStore holds the tokens of a picture: those of full, then those of last.
type tokenStore struct {
	full, spare [][]token
	last        []token
}

// clear empties the store and keeps its memory.
func (s *tokenStore) clear() {
	s.spare, s.full = append(s.spare, s.full...), s.full[:0]
	s.last = s.last[:0]
}

// makeRoom sees to it that one more macroblock fits the last chunk.
func (s *tokenStore) makeRoom() {
	if cap(s.last)-len(s.last) >= mostTokens {
		return
	}
	if len(s.last) > 0 {
		s.full = append(s.full, s.last)
	}
	if n := len(s.spare); n > 0 {
		s.last, s.spare = s.spare[n-1][:0], s.spare[:n-1]
	} else {
		s.last = make([]token, 0, chunkTokens)
	}
}

// letters gives the token, without slot and sign, of the magnitudes up to 67.
var letters = makeLetters()

func makeLetters() (out [68]token) {
	for v := range out {
		out[v] = letter(v)
	}
	return out
}

// letter gives the token of a magnitude, without slot and sign.
func letter(v int) token {
	if v <= 4 {
		return token(tokenZero + v)
	}
	c := 5
	for v < categoryBase[c] {
		c--
	}
	return token(tokenCategory1+c) | token(v-categoryBase[c])<<extraShift
}

// slotOf is the index of a type, band and context, shifted into its token's place.
func slotOf(kind int, band uint8, ctx int) token {
	return token(kind*24+int(band)*3+ctx) << slotShift
}

// record appends the tokens of a block: levels in coded order, of which the
// first and the last non-zero one are given (last < first: none).
func (f *frame) record(kind, ctx, first, last int, levels *[16]int16) {
	tokens := f.tokens.last
	noEnd := token(0)
	for n := first; n <= last; n++ {
		v := int(levels[n])
		slot := slotOf(kind, bands[n&15], ctx) | noEnd
		sign := token(0)
		if v < 0 {
			v, sign = -v, 1<<signShift
		}
		t := slot | sign
		if v < len(letters) {
			t |= letters[v]
		} else {
			t |= letter(v)
		}
		f.tally[t&tallyMask]++
		tokens = append(tokens, t)
		ctx, noEnd = min(v, 2), 0
		if v == 0 {
			noEnd = tokenNoEnd
		}
	}
	if last < 15 {
		t := slotOf(kind, bands[max(first, last+1)], ctx)
		f.tally[t]++
		tokens = append(tokens, t)
	}
	f.tokens.last = tokens
}

// putTokens writes tokens with the given probabilities: it walks the tree of
// section 13.2. As nearly all time of writing goes here, the interval is kept
// out of w, and flushed once a token.
func (w *boolWriter) putTokens(tokens []token, probs *[slots][nodes]uint8) {
	v := w.interval
	for _, t := range tokens {
		p := &probs[t>>slotShift&127%slots]
		letter := uint32(t & 15)
		if t&tokenNoEnd == 0 {
			v = v.narrow(atLeast(letter, tokenZero), p[0])
		}
		if letter >= tokenZero {
			v = v.narrow(atLeast(letter, tokenOne), p[1])
		}
		if letter >= tokenOne {
			v = v.narrow(atLeast(letter, tokenTwo), p[2])
			if letter >= tokenTwo {
				w.interval = v
				w.putLarge(t, int(letter), p)
				v = w.interval
			}
			v = v.narrow(uint32(t>>signShift&1), 128)
		}
		if v.pending >= flushAt {
			w.interval = v
			w.flush()
			v = w.interval
		}
	}
	w.interval = v
}

// atLeast is 1 if v is at least limit, both being small.
func atLeast(v, limit uint32) uint32 { return (limit - 1 - v) >> 31 }

// putLarge writes the rest of a magnitude of two or more.
func (w *boolWriter) putLarge(t token, v int, p *[nodes]uint8) {
	w.bit(v >= tokenCategory1, p[3])
	if v < tokenCategory1 {
		w.bit(v != tokenTwo, p[4])
		if v != tokenTwo {
			w.bit(v == tokenFour, p[5])
		}
		return
	}
	c := v - tokenCategory1
	w.bit(c >= 2, p[6])
	switch c >> 1 {
	case 0:
		w.bit(c&1 != 0, p[7])
	default:
		w.bit(c >= 4, p[8])
		w.bit(c&1 != 0, p[8+c>>1])
	}
	extra := int(t >> extraShift)
	probs := categoryProbs[c]
	for i, q := range probs {
		w.bit(extra>>(len(probs)-1-i)&1 != 0, q)
	}
}
