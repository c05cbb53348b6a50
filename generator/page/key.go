package page

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"
	"sync"

	"photodesk/generator/plan"
)

// Keys names the bytes of pages, and of files that machines read, for much less than
// making them: the same key under the same path means the same bytes, from the same
// program. A key digests what its page is made of, in whole stories: their IDs, those
// that they lead to, and the addresses of lists. So a page may have another key and the
// same bytes, but not the reverse: a test edits sites at random and holds keys to it.
// Keys is safe for concurrent use.
type Keys struct {
	theme   *Theme
	plan    *plan.Plan
	frames  map[string][]byte // of each language
	stories sync.Map          // what the pages of a story are made of, by *plan.Story
}

// NewKeys returns the keys of a plan's pages as a theme makes them.
func NewKeys(t *Theme, p *plan.Plan) *Keys {
	k := &Keys{theme: t, plan: p, frames: map[string][]byte{}}
	for _, lang := range p.Site.Langs {
		k.frames[lang] = k.frame(lang)
	}
	return k
}

// frame records what stands round every page of a language.
func (k *Keys) frame(lang string) []byte {
	m := newMaker(k.plan, &plan.Page{Lang: lang})
	home := m.home(lang)
	var r record
	r.text(string(k.theme.digest[:]), string(k.plan.Settings[:]), lang, k.plan.SearchPage(lang))
	for _, l := range k.plan.Site.Langs {
		r.text(m.home(l))
	}
	for _, s := range k.plan.Sorts(lang) {
		r.text(s.String())
	}
	r.feeds(k.plan.Feeds(lang, home))
	return r
}

// Page returns the key of a page.
func (k *Keys) Page(pg *plan.Page) string {
	var r record
	r.text(pg.Path, pg.To, string(k.frames[pg.Lang]))
	r.number(int(pg.Kind), pg.Number, pg.Of)
	r.alternates(pg.Alternates)
	if pg.Kind == plan.NotFound { // it offers the front page of every language
		for _, lang := range slices.Sorted(maps.Keys(k.frames)) {
			r.text(string(k.frames[lang]))
		}
	}
	if pg.Story != nil {
		r.text(k.story(pg.Story))
	}
	if pg.Figure != nil {
		r.text(pg.Figure.Path)
	}
	k.list(&r, pg)
	return r.key()
}

// list records what a list shows.
func (k *Keys) list(r *record, pg *plan.Page) {
	for _, s := range pg.List {
		r.text(k.story(s))
	}
	for _, f := range pg.Figures {
		r.text(k.story(f.Story), f.Path)
	}
	if h := pg.Heading; h != nil {
		r.heading(h)
		r.feeds(k.plan.Feeds(pg.Lang, h.Path+"index.html"))
	}
	for _, h := range pg.Headings {
		r.heading(h)
	}
	if pg.Search != nil {
		r.text(pg.Search.Contents.Path)
		for _, h := range k.plan.Headings(pg.Lang, plan.Archive) {
			r.heading(h)
		}
	}
}

// Story returns the key of all that is made of a story: its pages, and how others show
// it and its pictures.
func (k *Keys) Story(s *plan.Story) string {
	var r record
	r.text("story", string(k.frames[s.Lang]), string(k.plan.Settings[:]), k.story(s))
	return r.key()
}

// Doc returns the key of a file that machines read; "" of files that are as quickly
// made.
func (k *Keys) Doc(d *plan.Doc) string {
	var r record
	r.text(d.Path, d.Title, d.Home, string(k.frames[d.Lang]), string(k.plan.Settings[:]))
	r.number(int(d.Kind))
	switch d.Kind {
	case plan.RSS, plan.JSONFeed:
		for _, s := range d.Stories {
			r.text(k.story(s))
		}
	case plan.Sitemap:
		for _, pg := range d.Pages {
			r.text(pg.Path, stamp(pg.Changed(), true))
			r.alternates(pg.Alternates)
			r.text(pg.Pictures()...)
		}
	case plan.OEmbed:
		r.text(k.story(d.Story))
		if d.Figure != nil {
			r.text(d.Figure.Path)
		}
	default:
		return ""
	}
	return r.key()
}

// story returns a digest of what the pages of a story are made of: itself, the stories
// before and after it, those that it leads to, and the lists that it is in.
func (k *Keys) story(s *plan.Story) string {
	if key, ok := k.stories.Load(s); ok {
		return key.(string)
	}
	var r record
	r.id(k.plan, s)
	around := k.plan.Around[s]
	m := newMaker(k.plan, &plan.Page{Kind: plan.Essay, Lang: s.Lang, Path: s.Path + "index.html", Story: s})
	for _, o := range append(m.relatedTo(s), around.Newer, around.Older) {
		r.id(k.plan, o)
	}
	for _, t := range s.Folder.Stories { // a translation shows the first language's notes
		for _, l := range t.Links {
			r.text(m.resolve(l.Target, ""))
		}
	}
	for _, c := range s.Folder.Sidecars {
		for _, l := range c.Links {
			r.text(m.resolve(l.Target, ""))
		}
	}
	for _, h := range k.plan.HeadingsOf(s) {
		r.text(h.Path, h.Name.Text, h.Name.Lang)
	}
	key := r.key()
	k.stories.Store(s, key)
	return key
}

// record is a list of texts, each with its length before it, so that no two lists
// are one.
type record []byte

func (r *record) text(list ...string) {
	for _, s := range list {
		*r = append(binary.AppendUvarint(*r, uint64(len(s))), s...)
	}
}

func (r *record) number(list ...int) {
	for _, n := range list {
		*r = binary.AppendVarint(*r, int64(n))
	}
}

func (r *record) id(p *plan.Plan, s *plan.Story) {
	if s == nil {
		r.text("")
		return
	}
	id := p.StoryID(s)
	r.text(string(id[:]))
}

func (r *record) alternates(list []plan.Alternate) {
	r.number(len(list))
	for _, a := range list {
		r.text(a.Lang, a.Path)
	}
}

func (r *record) heading(h *plan.Heading) {
	r.text(h.Path, h.Name.Text, h.Name.Lang)
	r.number(len(h.Stories), len(h.Figures))
}

func (r *record) feeds(list []plan.Doc) {
	r.number(len(list))
	for _, d := range list {
		r.text(d.Path, d.Title, d.Home)
		r.number(int(d.Kind))
	}
}

func (r record) key() string {
	sum := sha256.Sum256(r)
	return hex.EncodeToString(sum[:])
}

// digestOf returns the digest of what a theme was read from.
func digestOf(files []*file, sheet string) [sha256.Size]byte {
	var r record
	for _, f := range files {
		r.text(f.name, f.text)
	}
	r.text(sheet)
	return sha256.Sum256(r)
}
