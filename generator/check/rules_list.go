package check

import (
	"fmt"
	"strings"

	"photodesk/generator/diag"
	"photodesk/generator/plan"
	"photodesk/generator/story"
)

var listName = Rule{
	ID: "list-name", Level: Warn,
	Finds: "Two spellings of a photographer, a place or a topic on one site that differ in apostrophes, hyphens, accents or spaces only, and so have a list each: Xi'an and Xian, Jean-Luc Martin and Jean Luc Martin.",
	Why:   "Readers of one list do not find what stands in the other.",
	Mend:  "settle on one spelling; if both are meant, list them under names in site.yaml",
	site:  listNames,
}

func listNames(d *desk) {
	seen := map[plan.Sort]*listed{}
	for _, s := range []plan.Sort{plan.Photographers, plan.Places, plan.Topics} {
		seen[s] = &listed{desk: d, loose: map[string]string{}, by: map[string]spelt{}, told: map[string]bool{}}
	}
	for _, s := range d.plan.Stories {
		if s.Notice != nil {
			continue
		}
		for sort, names := range map[plan.Sort][]story.Text{plan.Photographers: s.Byline, plan.Places: s.Places, plan.Topics: s.Topics} {
			for _, n := range names {
				seen[sort].meet(n.Value, func() diag.Pos { return n.Pos })
			}
		}
		for n := range s.Named {
			seen[n.Sort].meet(n.Name, func() diag.Pos { return n.Figure.Placed.Pos })
		}
	}
}

// listed is the names of one sort of lists.
type listed struct {
	*desk
	loose map[string]string // the letters of every name met so far
	by    map[string]spelt  // by their letters
	told  map[string]bool
}

// meet compares a name with the others of its letters.
func (l *listed) meet(name string, pos func() diag.Pos) {
	if _, met := l.loose[name]; met {
		return
	}
	letters := strings.ReplaceAll(fold(name), " ", "")
	l.loose[name] = letters
	if letters == "" {
		return
	}
	was, ok := l.by[letters]
	if !ok {
		l.by[letters] = spelt{name, pos}
		return
	}
	key := plan.NameKey(name)
	if key == plan.NameKey(was.text) || l.names.same(name, was.text) || l.told[key] {
		return
	}
	l.told[key] = true
	l.report(within(pos(), name), fmt.Sprintf("%q has another list than %q (%s)", name, was.text, was.pos()), "")
}
