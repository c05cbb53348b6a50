package diag

import (
	"strings"

	"github.com/agext/levenshtein"
	"golang.org/x/text/unicode/norm"
)

// Nearest returns the candidate that someone who wrote word most likely meant,
// or "" when none is near: at most a third of the letters may differ, counting
// case and accents as no difference.
func Nearest(word string, candidates []string) string {
	folded := fold(word)
	best, nearest := len([]rune(folded))/3+1, ""
	for _, c := range candidates {
		if d := distance(folded, fold(c)); d < best || d == best && nearest == "" && d <= 1 {
			best, nearest = d, c
		}
	}
	return nearest
}

// distance counts the letters put in, left out or put for another, and two
// neighbours in the wrong order, the commonest slip of fast typists, as one.
func distance(a, b string) int {
	d := levenshtein.Distance(a, b, nil)
	if d == 2 && len(a) == len(b) {
		for i := range len(a) - 1 {
			if a[:i] == b[:i] && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:] {
				return 1
			}
		}
	}
	return d
}

// fold lowers case and drops combining marks, so that "Dáte" is near "date".
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x300 && r < 0x370 {
			return -1
		}
		return r
	}, norm.NFD.String(strings.ToLower(s)))
}

// DidYouMean returns a hint that names the nearest candidate, or otherwise the
// fallback.
func DidYouMean(word string, candidates []string, fallback string) string {
	if n := Nearest(word, candidates); n != "" {
		return "did you mean \"" + n + "\"?"
	}
	return fallback
}
