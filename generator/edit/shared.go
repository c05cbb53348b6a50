package edit

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"photodesk/generator/photo"
)

// guess is what a take's photographs say together of the story they tell.
type guess struct {
	headline, dateline, agency string
	byline, places             []string
}

// guessOf guesses from what photographs share.
func guessOf(shots []*shot) guess {
	var heads, titles, credits, creators, cities, states []string
	for _, sh := range shots {
		m := &sh.meta
		heads = append(heads, oneLine(m.Headline.Text))
		titles = append(titles, oneLine(m.Title.Text))
		credits = append(credits, oneLine(m.Credit.Text))
		for _, c := range m.Creators {
			creators = append(creators, oneLine(c.Text))
		}
		at := m.Shown
		if at == (photo.Location{}) {
			at = m.Created
		}
		cities, states = append(cities, oneLine(at.City.Text)), append(states, oneLine(at.State.Text))
	}
	g := guess{headline: headline(heads, titles), byline: ranked(creators, 1), places: ranked(cities, (len(shots)+1)/2)}
	if len(g.places) == 0 {
		g.places = ranked(states, (len(shots)+1)/2)
	}
	if most := ranked(cities, len(shots)/2+1); len(most) == 1 {
		g.dateline = strings.ToUpper(most[0])
	}
	if all := ranked(credits, 1); len(all) == 1 {
		g.agency = all[0]
	}
	return g
}

// headline returns what most photographs are headed with, else the words that
// all their headlines begin with, else the same of their titles.
func headline(heads, titles []string) string {
	for _, texts := range [][]string{heads, slices.DeleteFunc(slices.Clone(titles), isCode)} {
		if most := ranked(texts, len(heads)/2+1); len(most) > 0 {
			return most[0]
		}
		if words := sharedWords(texts); words != "" && len(texts) == len(heads) {
			return words
		}
	}
	return ""
}

// isCode reports whether a title is a desk's code, as "CHINA-CHONGQING-NEV (CN)"
// or "DSC_0001" is, and no words to a reader.
func isCode(title string) bool {
	han := strings.IndexFunc(title, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0
	return !han && (len(strings.Fields(title)) < 2 || strings.ToUpper(title) == title)
}

// sharedWords returns the words that all texts begin with, if they are three or
// more.
func sharedWords(texts []string) string {
	var shared []string
	for i, t := range texts {
		words := strings.Fields(t)
		if i == 0 {
			shared = words
			continue
		}
		n := 0
		for n < min(len(shared), len(words)) && shared[n] == words[n] {
			n++
		}
		shared = shared[:n]
	}
	if len(texts) < 2 || len(shared) < 3 {
		return ""
	}
	return strings.TrimRight(strings.Join(shared, " "), ",;:-–— ")
}

// ranked returns the texts that stand at least least times in all, the most
// frequent first, then in the order of their first appearance; at most five.
func ranked(all []string, least int) []string {
	count := map[string]int{}
	var order []string
	for _, s := range all {
		if s == "" {
			continue
		}
		if count[s]++; count[s] == 1 {
			order = append(order, s)
		}
	}
	order = slices.DeleteFunc(order, func(s string) bool { return count[s] < least })
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(count[b], count[a]) })
	return order[:min(5, len(order))]
}
