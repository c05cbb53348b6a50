package plan

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"photodesk/generator/story"
)

// Sort is what a list gathers stories and pictures by. Its order is that in
// which readers are offered the lists.
type Sort int

// The sorts of lists.
const (
	Archive       Sort = iota // the year of publication
	Photographers             // who made a picture, or signed a story
	Places                    // where a picture was taken, or what a story names as its places
	Topics                    // what a story names as its topics
)

// String returns the folder of a sort's lists, below its language's.
func (s Sort) String() string { return sortNames[s] }

var sortNames = [...]string{"archive", "photographers", "places", "topics"}

// mention is a name that a story, or a picture of it, is listed under.
type mention struct {
	sort   Sort
	key    string // one for all spellings of the name
	name   Value  // as it was written
	figure int    // its number; 0: the story itself
	joins  bool   // it joins the list that others make, and makes none
}

// mentions returns all names that a story is listed under: its year, its byline,
// places and topics, and of its pictures the creators and the places. Those that
// are withdrawn mention nothing.
//
// Topics are the editor's alone. The keywords of a photograph are its agency's,
// by the dozen and unedited, and would drown them.
func mentions(s *Story) []mention {
	if s.Notice != nil {
		return nil
	}
	t := &teller{spellings: s.spellings, keys: map[string]string{}}
	if s.Published.Set() {
		t.tell(Archive, 0, false, Value{Text: strconv.Itoa(s.Published.Time.Year())})
	}
	t.written(Photographers, s, s.Byline)
	t.written(Places, s, s.Places)
	t.written(Topics, s, s.Topics)
	for _, f := range s.Figures {
		if f.Notice == nil {
			t.tell(Photographers, f.Number, false, f.Words().Creators...)
			t.place(f)
		}
	}
	return t.told
}

// teller gathers the mentions of one story.
type teller struct {
	spellings *spellings
	keys      map[string]string // of the names met so far
	told      []mention
}

func (t *teller) tell(sort Sort, figure int, joins bool, names ...Value) {
	for _, v := range names {
		key, met := t.keys[v.Text]
		if !met {
			key = t.spellings.key(v.Text)
			t.keys[v.Text] = key
		}
		if key != "" {
			t.told = append(t.told, mention{sort, key, v, figure, joins})
		}
	}
}

func (t *teller) written(sort Sort, s *Story, names []story.Text) {
	for _, n := range names {
		t.tell(sort, 0, false, text(n, s.Lang, inStory))
	}
}

// place tells where a picture was taken. Its city makes a list, or if that is not
// known its state or country. The larger ones join the lists that editors have made
// of them, and so does a part of the city, which is "Gate 3" as often as a district.
func (t *teller) place(f *Figure) {
	l, joins := f.Words().Location, false
	for _, v := range []Value{l.City, l.State, l.Country} {
		if v.Set() {
			t.tell(Places, f.Number, joins, v)
			joins = true
		}
	}
	t.tell(Places, f.Number, true, l.Sublocation)
}

// Named is a name that a picture of a story makes a list of.
type Named struct {
	Sort   Sort
	Name   string // as it is written
	Figure *Figure
}

// Named yields what the pictures of a story make lists of.
func (s *Story) Named(yield func(Named) bool) {
	for _, said := range s.Brief().mentions {
		if said.figure > 0 && !said.joins && !yield(Named{said.sort, said.name.Text, s.Figures[said.figure-1]}) {
			return
		}
	}
}

// spellings joins the names of site.yaml.
type spellings struct {
	first map[string]string       // the key of every spelling to that of the first
	group map[string][]story.Text // and to all of them
}

func newSpellings(names [][]story.Text) *spellings {
	s := &spellings{map[string]string{}, map[string][]story.Text{}}
	for _, group := range names {
		for _, t := range group {
			if key := NameKey(t.Value); s.group[key] == nil {
				s.first[key], s.group[key] = NameKey(group[0].Value), group
			}
		}
	}
	return s
}

// key returns what all spellings of a name share.
func (s *spellings) key(name string) string {
	key := NameKey(name)
	if s == nil {
		return key
	}
	if first, ok := s.first[key]; ok {
		return first
	}
	return key
}

// all appends a name to a list, and its other spellings.
func (s *spellings) all(list []string, name string) []string {
	list = append(list, name)
	if s == nil || len(s.group) == 0 {
		return list
	}
	for _, t := range s.group[NameKey(name)] {
		if t.Value != name {
			list = append(list, t.Value)
		}
	}
	return list
}

// NameKey returns what all spellings of a name share that differ in letter case,
// in Unicode's forms (NFKC: half and full width are one), in white space, or in
// characters that nobody sees.
func NameKey(name string) string {
	if plainASCII(name) {
		return strings.Join(strings.Fields(strings.ToLower(name)), " ")
	}
	seen := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, norm.NFKC.String(name))
	return strings.Join(strings.Fields(norm.NFKC.String(cases.Fold().String(seen))), " ")
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
