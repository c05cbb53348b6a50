package plan

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"sync"
	"unicode/utf8"
)

// Search is what a language's search page searches: pieces, each a file that the
// page fetches when it is needed. Terms lead to stories; a story's piece tells what
// its pictures are found by and what of them is shown.
type Search struct {
	Lang     string
	Folder   string   // "zh/search/"
	Stories  []*Story // the oldest first: a story's number stays when others are added
	Contents *Piece   // names all others
	ByStory  []*Piece // of each of Stories
	ByTerm   []*Piece // of each bucket

	once    sync.Once
	buckets []map[string][]Posting
}

// Posting is a story, by its number, that has a term, and how much it weighs there.
type Posting struct{ Story, Weight int }

// Piece is a part of the index of a search. Its name changes with its content.
type Piece struct {
	Path   string
	ID     string // of its content: it stands in Path
	Search *Search
	Number int // of its story or its bucket
	Kind   PieceKind
}

// PieceKind is what a piece holds.
type PieceKind int

// The kinds of pieces.
const (
	Contents   PieceKind = iota // the IDs of the others
	StoryPiece                  // a story and its pictures
	TermPiece                   // the stories of the terms of one bucket
)

// Terms returns the terms of a bucket and the stories that have them, in their order.
func (s *Search) Terms(n int) map[string][]Posting {
	s.once.Do(func() {
		s.buckets = make([]map[string][]Posting, len(s.ByTerm))
		for i := range s.buckets {
			s.buckets[i] = map[string][]Posting{}
		}
		for i, st := range s.Stories {
			for term, weight := range st.brief.finding.all {
				if b := bucket(term); b >= 0 {
					in := s.buckets[b%len(s.buckets)]
					in[term] = append(in[term], Posting{i, weight})
				}
			}
		}
	})
	return s.buckets[n]
}

// maxBuckets is how many pieces the terms of a language are cut into at most, a
// power of two; termsPerBucket is about how many terms of stories make a piece
// worth fetching by itself: 20 kB.
const (
	maxBuckets     = 128
	termsPerBucket = 1500
)

// bucket returns the number of the bucket that a term lies in, if there are as many as
// can be: all terms that begin with the same two characters lie in one, or with the
// same character in a script without spaces. A single character of another script is
// not searched for: -1.
func bucket(term string) int {
	first, size := utf8.DecodeRuneInString(term)
	if Dense(first) {
		return int(first) % maxBuckets
	}
	if size == len(term) {
		return -1
	}
	second, _ := utf8.DecodeRuneInString(term[size:])
	return int(first*31+second) % maxBuckets
}

// pieceForm changes with the form of the pieces, so that their names do.
const pieceForm = "photodesk search 1"

// finding is what of a story decides on the names of pieces.
type finding struct {
	id      [sha256.Size]byte              // of its own piece
	count   int                            // of the terms that lie in a bucket
	terms   string                         // each with its weight
	buckets [maxBuckets]*[sha256.Size]byte // of its terms in each bucket; nil: none
}

// all yields the terms that lie in a bucket, and how much each weighs.
func (f *finding) all(yield func(term string, weight int) bool) {
	for in := (reading{rest: f.terms}); in.rest != "" && !in.bad; {
		if !yield(in.text(), in.number()) {
			return
		}
	}
}

// newFinding digests what a story is found by.
func newFinding(s *Story) *finding {
	f := &finding{id: recordID(s)}
	var all writing
	var hashes [maxBuckets]hash.Hash
	terms := s.Terms()
	for _, term := range sortedTerms(terms) {
		b := bucket(term)
		if b < 0 {
			continue
		}
		if hashes[b] == nil {
			hashes[b] = sha256.New()
		}
		put(hashes[b], term)
		hashes[b].Write([]byte{byte(terms[term])})
		all.text(term)
		all.number(terms[term])
		f.count++
	}
	f.terms = string(all)
	for b, h := range hashes {
		if h != nil {
			f.buckets[b] = (*[sha256.Size]byte)(h.Sum(nil))
		}
	}
	return f
}

// recordID digests all that a story's piece is made of.
func recordID(s *Story) [sha256.Size]byte {
	h := sha256.New()
	put(h, s.Path, s.Headline.Value, s.Dek.Value, s.Published.Time.Format("2006-01-02"), s.Sensitive.Value)
	put(h, fmt.Sprint(len(s.Figures)))
	put(h, s.Names()...)
	for _, f := range s.Figures {
		if f.Notice != nil {
			continue
		}
		put(h, f.Path, fmt.Sprint(f.Number), f.Words().Headline.Text, f.Words().Headline.Lang, f.Words().Caption.Text, f.Words().Caption.Lang, f.Sensitive.Text)
		put(h, f.Names()...)
		if thumb := f.Thumb(); thumb != nil {
			put(h, thumb[0].Path)
		}
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// put hashes texts, so that no two lists are one.
func put(h hash.Hash, texts ...string) {
	b := binary.AppendUvarint(nil, uint64(len(texts)))
	for _, t := range texts {
		b = append(binary.AppendUvarint(b, uint64(len(t))), t...)
	}
	h.Write(b)
}

// search plans a language's search page and its pieces; none where there is nothing
// to find.
func (m *maker) search(lang string) {
	s := &Search{Lang: lang, Folder: m.plan.Folder(lang, "search"), Stories: m.list(lang)}
	if len(s.Stories) == 0 {
		return
	}
	slices.SortStableFunc(s.Stories, func(a, b *Story) int {
		return cmp.Or(a.Published.Time.Compare(b.Published.Time), cmp.Compare(a.Path, b.Path))
	})
	var found []*finding
	terms := 0
	for _, st := range s.Stories {
		f := st.brief.finding
		found, terms = append(found, f), terms+f.count
	}
	buckets := 1
	for buckets < maxBuckets && terms > buckets*termsPerBucket {
		buckets *= 2
	}
	contents := m.digest()
	for i, f := range found {
		h := m.digest()
		h.Write(f.id[:])
		s.ByStory = append(s.ByStory, s.piece(h, StoryPiece, i))
		put(contents, s.ByStory[i].ID)
	}
	for b := range buckets {
		h := m.digest()
		for i, f := range found {
			for n := b; n < maxBuckets; n += buckets {
				if f.buckets[n] != nil {
					put(h, fmt.Sprint(i), string(f.buckets[n][:]))
				}
			}
		}
		s.ByTerm = append(s.ByTerm, s.piece(h, TermPiece, b))
		put(contents, s.ByTerm[b].ID)
	}
	s.Contents = s.piece(contents, Contents, 0)
	m.plan.Pieces = append(append(append(m.plan.Pieces, s.ByTerm...), s.ByStory...), s.Contents)
	m.plan.Pages = append(m.plan.Pages, &Page{
		Path: s.Folder + "index.html", Kind: Finder, Lang: lang, Search: s,
		Alternates: m.inLanguages(func(lang string) string {
			if len(m.list(lang)) == 0 {
				return ""
			}
			return m.plan.Folder(lang, "search")
		}),
	})
}

// digest begins the ID of a piece.
func (m *maker) digest() hash.Hash {
	h := sha256.New()
	put(h, pieceForm, fmt.Sprint(m.opt.Files))
	put(h, m.site.Langs...)
	return h
}

func (s *Search) piece(h hash.Hash, kind PieceKind, n int) *Piece {
	id := hex.EncodeToString(h.Sum(nil)[:6])
	name := [...]string{"contents", "story", "terms"}[kind]
	if kind != Contents {
		name += fmt.Sprintf("-%d", n)
	}
	return &Piece{Path: s.Folder + name + "-" + id + ".js", ID: id, Search: s, Number: n, Kind: kind}
}

// SearchPage returns the folder of a language's search page; empty if it has none.
func (p *Plan) SearchPage(lang string) string {
	folder := p.Folder(lang, "search")
	if at, ok := p.top[folder+"index.html"]; ok && at.Page != nil {
		return folder
	}
	return ""
}
