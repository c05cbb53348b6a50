package page

import (
	"bytes"
	"encoding/json"
	"fmt"

	"photodesk/generator/plan"
)

// search words the search page.
func (m *maker) search(s *plan.Search) SearchView {
	v := SearchView{Contents: m.links.to(s.Contents.Path), Program: m.asset("static/search.js")}
	for _, h := range m.plan.Headings(s.Lang, plan.Archive) {
		v.Years = append(v.Years, m.entry(h))
	}
	return v
}

// searchLink links to the search page of the page's language, if there is one.
func (m *maker) searchLink() LinkView {
	folder := m.plan.SearchPage(m.page.Lang)
	if folder == "" {
		return LinkView{}
	}
	return LinkView{URL: m.links.to(folder), Text: m.loc.Words.Search}
}

// Piece makes a piece of a search's index: a classic script, since pages that were
// opened from disk may fetch nothing else. It hands its data to static/search.js.
func Piece(p *plan.Plan, piece *plan.Piece) ([]byte, error) {
	s := piece.Search
	m := newMaker(p, &plan.Page{Path: s.Folder + "index.html", Kind: plan.Finder, Lang: s.Lang, Search: s})
	switch piece.Kind {
	case plan.StoryPiece:
		return handed(fmt.Sprintf("photodeskSearch.take(\"story-%d\",", piece.Number), m.storyRecord(s.Stories[piece.Number]), ");\n")
	case plan.TermPiece:
		return handed(fmt.Sprintf("photodeskSearch.take(\"terms-%d\",", piece.Number), termLists(s, piece.Number), ");\n")
	}
	ids := func(pieces []*plan.Piece) (out []string) {
		for _, p := range pieces {
			out = append(out, p.ID)
		}
		return out
	}
	return handed("var photodeskSearch=", map[string]any{"stories": ids(s.ByStory), "terms": ids(s.ByTerm)}, ";\n")
}

// handed writes data as a script does. JSON is JavaScript, and its encoder escapes
// what HTML could take for markup.
func handed(before string, data any, after string) ([]byte, error) {
	text, err := json.Marshal(data)
	if err != nil {
		return nil, err
	}
	return bytes.Join([][]byte{[]byte(before), text, []byte(after)}, nil), nil
}

// storyRecord is what the search page knows of a story: what it shows, and what
// pictures are found by.
type storyRecord struct {
	URL      string          `json:"u"`
	Headline string          `json:"h"`
	Dek      string          `json:"d,omitempty"`
	Date     string          `json:"t,omitempty"`
	Names    []string        `json:"n,omitempty"` // only found by
	Pictures []pictureRecord `json:"p,omitempty"`
}

type pictureRecord struct {
	URL     string   `json:"u"`
	Label   string   `json:"a"`           // "Picture 3 of 12"
	Caption string   `json:"c,omitempty"` // plain
	Lang    string   `json:"l,omitempty"` // of Caption, if not the page's
	Dir     string   `json:"r,omitempty"` // likewise
	Names   []string `json:"n,omitempty"` // only found by
	Thumb   string   `json:"i,omitempty"` // none if the picture is sensitive
	Warning string   `json:"w,omitempty"`
}

func (m *maker) storyRecord(s *plan.Story) storyRecord {
	r := storyRecord{
		URL: m.links.to(s.Path), Headline: clean(s.Headline.Value, maxLine), Dek: clean(s.Dek.Value, maxLine),
		Date: m.loc.moment(s.Published.Time, false).Text, Names: s.Names(),
	}
	for _, f := range shown(s) {
		caption := m.tongue.text(f.Words().Caption.Text, f.Words().Caption.Lang, maxText)
		pic := pictureRecord{URL: m.links.to(f.Path), Label: m.named(f), Caption: caption.Text, Lang: caption.Lang, Dir: caption.Dir, Names: f.Names()}
		if f.Words().Headline.Set() {
			pic.Names = append(pic.Names, clean(f.Words().Headline.Text, maxLine))
		}
		if f.Veiled() {
			pic.Warning = m.warning(f).Text
		} else if thumb := f.Thumb(); len(thumb) > 0 {
			pic.Thumb = m.links.to(thumb[0].Path)
		}
		r.Pictures = append(r.Pictures, pic)
	}
	return r
}

// termLists returns the stories of each term of a bucket: for each story four times
// the distance of its number from the one before, and its weight, in groups of five
// bits, the lowest first; all but the last of a number have the sixth bit set.
func termLists(s *plan.Search, bucket int) map[string]string {
	terms := s.Terms(bucket)
	out := make(map[string]string, len(terms))
	for term, postings := range terms {
		var list []byte
		last := 0
		for _, p := range postings {
			v := (p.Story-last)*4 + p.Weight
			for ; v >= 32; v >>= 5 {
				list = append(list, digits[v&31|32])
			}
			list, last = append(list, digits[v]), p.Story
		}
		out[term] = string(list)
	}
	return out
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
