package check

import (
	"slices"
	"strings"

	"photodesk/generator/photo"
	"photodesk/generator/story"
)

// names joins the spellings of a name that site.yaml lists together.
type names struct {
	groups [][]string // as written
	folded [][]string
	at     map[string]int // folded spelling → group
}

func newNames(list [][]story.Text) *names {
	n := &names{at: map[string]int{}}
	for _, group := range list {
		var spellings, folded []string
		for _, t := range group {
			spellings, folded = append(spellings, t.Value), append(folded, fold(t.Value))
			n.at[fold(t.Value)] = len(n.groups)
		}
		n.groups, n.folded = append(n.groups, spellings), append(n.folded, folded)
	}
	return n
}

// spellings returns all spellings of a name, itself first.
func (n *names) spellings(name string) []string {
	out := []string{name}
	if i, ok := n.at[fold(name)]; ok {
		out = append(out, n.groups[i]...)
	}
	return out
}

// same reports whether two spellings are listed as one name.
func (n *names) same(a, b string) bool {
	i, ok := n.at[fold(a)]
	j, too := n.at[fold(b)]
	return ok && too && i == j
}

// in returns the spellings of a name in a script.
func (n *names) in(s script, name string) []string {
	var out []string
	for _, spelling := range n.spellings(name) {
		if scriptOf(spelling) == s {
			out = append(out, spelling)
		}
	}
	return out
}

// mentioned reports whether a folded text holds a name in any of its spellings.
func (n *names) mentioned(folded, name string) bool {
	whole := fold(name)
	if containsWord(folded, whole) {
		return true
	}
	i, ok := n.at[whole]
	return ok && slices.ContainsFunc(n.folded[i], func(s string) bool { return containsWord(folded, s) })
}

// generic are words in credits that name nobody.
var generic = wordSet(`a the by of for and from via with in on at photo photos photograph photographs photographer picture pictures image images
	credit copyright rights reserved news agency press staff stringer str handout ho courtesy mandatory all media service services inc ltd llc co
	editorial use only pool freelance contributor file archive office release original none unknown getty's www com`)

// nameWords returns the words of a credit that name somebody: words of letters,
// and runs of Han characters.
func nameWords(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(fold(s), func(r rune) bool { return r == ' ' }) {
		for _, part := range parts(w) {
			if len(part) > 1 && !generic[part] && (part[0] < '0' || part[0] > '9') {
				out = append(out, part)
			}
		}
	}
	return out
}

// parts splits a word where Han characters meet others.
func parts(w string) []string {
	if ascii(w) {
		return []string{w}
	}
	var out []string
	start, was := 0, false
	for i, r := range w {
		if i > 0 && isHan(r) != was {
			out = append(out, w[start:i])
			start = i
		}
		was = isHan(r)
	}
	return append(out, w[start:])
}

// shareName reports whether two credits share a name: a word, or a run of Han
// characters of which one holds the other.
func shareName(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y || sharePart(x, y) {
				return true
			}
		}
	}
	return false
}

// sharePart compares what has no spaces between its words, and agencies' names
// that are written in one word here and in two there.
func sharePart(x, y string) bool {
	if len(x) < 4 || len(y) < 4 {
		return false
	}
	return strings.Contains(x, y) || strings.Contains(y, x)
}

// agencies are names that stand for one another.
var agencies = newNames([][]story.Text{
	{{Value: "AP"}, {Value: "Associated Press"}, {Value: "The Associated Press"}, {Value: "美联社"}},
	{{Value: "AFP"}, {Value: "Agence France-Presse"}, {Value: "Agence France Presse"}, {Value: "法新社"}},
	{{Value: "EPA"}, {Value: "European Pressphoto Agency"}, {Value: "EPA-EFE"}, {Value: "EFE"}, {Value: "欧新社"}},
	{{Value: "Xinhua"}, {Value: "Xinhua News Agency"}, {Value: "新华社"}, {Value: "新华"}},
	{{Value: "Reuters"}, {Value: "Thomson Reuters"}, {Value: "路透社"}, {Value: "路透"}},
	{{Value: "CNS"}, {Value: "China News Service"}, {Value: "中新社"}, {Value: "中国新闻社"}, {Value: "中国新闻网"}},
	{{Value: "dpa"}, {Value: "Deutsche Presse-Agentur"}, {Value: "picture alliance"}, {Value: "德新社"}},
	{{Value: "PA"}, {Value: "PA Media"}, {Value: "PA Wire"}, {Value: "PA Images"}, {Value: "Press Association"}},
	{{Value: "VCG"}, {Value: "Visual China Group"}, {Value: "视觉中国"}},
	{{Value: "Kyodo"}, {Value: "Kyodo News"}, {Value: "共同社"}},
	{{Value: "TASS"}, {Value: "ITAR-TASS"}, {Value: "塔斯社"}},
})

// credit is the words that name somebody in several credits, and the agencies
// among them.
type credit struct {
	words  []string
	groups map[int]bool // of agencies
	joined map[int]bool // of the site's names
	script script
}

func (d *desk) credit(texts ...string) credit {
	c := credit{groups: map[int]bool{}, joined: map[int]bool{}, script: scriptOf(strings.Join(texts, " "))}
	for _, t := range texts {
		c.words = append(c.words, nameWords(t)...)
		mark(c.groups, agencies, fold(t))
		mark(c.joined, d.names, fold(t))
	}
	return c
}

// mark notes the groups of names that stand in a folded text.
func mark(groups map[int]bool, n *names, folded string) {
	for i, group := range n.folded {
		for _, spelling := range group {
			if containsWord(folded, spelling) {
				groups[i] = true
			}
		}
	}
}

// shares reports whether two credits share a name.
func (c credit) shares(o credit) bool {
	return meet(c.groups, o.groups) || meet(c.joined, o.joined) || shareName(c.words, o.words)
}

func meet(a, b map[int]bool) bool {
	for i := range a {
		if b[i] {
			return true
		}
	}
	return false
}

// texts returns the words of values.
func texts(vs ...photo.Value) []string {
	var out []string
	for _, v := range vs {
		if v.Text != "" {
			out = append(out, v.Text)
		}
	}
	return out
}
