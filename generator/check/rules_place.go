package check

import (
	"strings"

	"photodesk/generator/photo"
)

var captionNoPlace = Rule{
	ID: "caption-no-place", Level: Warn,
	Finds:  "A picture that says nowhere where it was taken: no place in the caption, and none in its file or sidecar.",
	Why:    "A picture without a place can be made to show anything.",
	Mend:   "name the place in the caption",
	figure: noPlace,
}

// placeless are words of pictures that were taken nowhere in particular.
var placeless = newPhrases("logo", "logos", "illustration", "illustrations", "artist", "rendering", "rendered", "artwork", "graphic", "telescope", "galaxy", "asteroid", "spacecraft", "satellite", "undated handout", "portrait of")

func noPlace(l *look) {
	f := l.fig
	if l.text.text == "" || !l.english() && !l.chinese() || f.Words().Meta.GPS != nil || f.Words().Meta.Event.Set() ||
		hasPlace(f.Words().Location) || hasPlace(f.Words().Meta.Shown) || hasPlace(f.Words().Meta.Created) || l.text.mentionsPlace() || placeless.in(l.text) || l.text.fromFile() {
		return
	}
	folded := fold(l.text.text)
	for _, p := range l.story.Places {
		if l.namesPlace(folded, p.Value) {
			return
		}
	}
	if l.story.Dateline.Value != "" && l.namesPlace(folded, l.story.Dateline.Value) {
		return
	}
	l.complain(l.captionPos(), "neither the caption nor the file of %q says where it was taken", l.base())
}

func hasPlace(p photo.Location) bool {
	return p.Sublocation.Set() || p.City.Set() || p.State.Set() || p.Country.Set() || p.Code.Set()
}

var captionPlaceMismatch = Rule{
	ID: "caption-place-mismatch", Level: Warn,
	Finds:  "A caption that names none of the places in the file's own fields: not its location, city, state or country. Places are compared within one script, or through names in site.yaml.",
	Why:    "Either the caption has no place or another picture's.",
	Mend:   "compare the caption with the file (photodesk facts)",
	figure: placeMismatch,
}

func placeMismatch(l *look) {
	if !l.english() && !l.chinese() {
		return
	}
	folded := ""
	var missing []string
	cities := 0
	for _, p := range []photo.Location{l.fig.Words().Meta.Shown, l.fig.Words().Meta.Created} {
		for i, v := range []photo.Value{p.City, p.Sublocation, p.State, p.Country} {
			place := strings.TrimSpace(v.Text)
			if place == "" || nowhere[fold(place)] {
				continue
			}
			if len(place) > 3 && containsWord(l.text.text, place) {
				return
			}
			if folded == "" {
				folded = fold(l.text.text)
			}
			if l.namesPlace(folded, place) {
				return
			}
			comparable := len(l.names.in(l.text.script, place)) > 0
			if i == 0 && !comparable {
				return // the caption may name it in letters that cannot be compared
			}
			if comparable && (i == 0 || i == 3) {
				cities++
			}
			missing = append(missing, place)
		}
	}
	if cities == 0 || abbreviated(l.text, l.fig.Words().Meta) {
		return
	}
	if l.chinese() && l.text.mentionsPlace() && !containsAny(l.text.text, chineseCities) {
		return // 布达拉宫 tells the reader enough of 拉萨
	}
	l.complain(l.captionPos(), "the caption names none of the file's places: %s", strings.Join(unique(missing), ", "))
}

// nowhere are what some desks write where they know no place.
var nowhere = map[string]bool{"unspecified": true, "undisclosed": true, "unknown": true, "n a": true, "none": true, "various": true, "not specified": true, "at sea": true, "internet": true}

// abbreviated reports whether the caption names the file's country by its code,
// as sports captions do: "Jones (USA)".
func abbreviated(r *reading, m photo.Meta) bool {
	for _, code := range []string{m.Created.Code.Text, m.Shown.Code.Text} {
		if len(code) < 2 || !ascii(code) {
			continue
		}
		for _, w := range r.words {
			if w.caps && r.text[w.start:w.end] == code {
				return true
			}
		}
	}
	return false
}

// unique drops repetitions, and keeps the order.
func unique(list []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

var captionTense = Rule{
	ID: "caption-tense", Level: Off,
	Finds:  "An English caption whose first sentence has a verb in the past and none in the present.",
	Why:    "By custom a caption's first sentence tells what the picture shows, as it happens; what came before and after follows in the past.",
	Mend:   "begin with what the picture shows: \"Workers load a truck\", not \"Workers loaded a truck\"",
	figure: pastTense,
}

// presentVerbs are what pictures show people do, in the form without -s; pastVerbs
// are the pasts that cannot be taken for participles.
var (
	presentVerbs = wordSet(`act address arrive ask assemble attend await bathe be beat begin board bring browse build burn buy carry catch celebrate check cheer clap clash clean climb
		collect come compete cook cover cross cry cut dance deliver demonstrate depart display dive do draw dress drink drive drop eat embrace enjoy enter examine exercise face fall
		feed feel fight fill fish flee fly follow gather gesture get give go greet grow hang harvest have head help hit hold honor hug hunt inspect install jump keep kick kiss kneel
		lay lead leave lie lift light line listen live load look make march mark meet mourn move offer open operate pack paint participate pass perform picket pick place plant play point pose
		pour practice pray prepare present protest pull push put raise reach react read receive rehearse release remove repair rest return ride rise roll row run sail say score search see
		sell serve set shake shine shoot shop shout show shovel sing sit sleep smile speak splash spray stand stage start stop stretch swim take talk teach tend test throw touch tour
		train transport travel try turn use view visit wade wait walk warm wash watch wave wear weep weld welcome win wipe work write`)
	pastVerbs = wordSet(`was were did had went came took stood sat held gave said spoke ran began fell flew wore drove rode swam threw shook rose sang wrote ate drank`)
)

// relativeClause are words behind which the past belongs.
var relativeClause = wordSet("which that who after when before since as where while")

func pastTense(l *look) {
	if !l.english() || l.text.fromFile() {
		return
	}
	first := l.text.first()
	past := span{}
	for i, w := range l.text.words {
		if w.start >= first.end {
			break
		}
		name := l.text.word(i)
		switch {
		case w.digits || l.text.inQuotes(w.start):
		case presentTense(name):
			return
		case past.end == 0 && !relativeClause[l.text.word(i-1)] && (pastVerbs[name] || i > 0 && strings.HasSuffix(name, "ed") && presentTense(strings.TrimSuffix(name, "ed"))):
			past = span{w.start, w.end}
		}
	}
	if past.end > 0 {
		l.complain(l.spot(past), "the first sentence is in the past: %q", l.quote(past))
	}
}

func presentTense(w string) bool {
	switch w {
	case "is", "are", "has", "does", "am":
		return true
	}
	return presentVerbs[w] || presentVerbs[strings.TrimSuffix(w, "s")] || presentVerbs[strings.TrimSuffix(w, "es")] || strings.HasSuffix(w, "ies") && presentVerbs[strings.TrimSuffix(w, "ies")+"y"]
}
