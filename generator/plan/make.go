package plan

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"photodesk/generator/diag"
	"photodesk/generator/photo"
	"photodesk/generator/story"
)

// Options are what a plan depends on beside the words and the photographs.
type Options struct {
	Now    time.Time         // decides on embargoes and expiries, and on nothing else
	Drafts bool              // plan drafts as if they were none
	Ahead  bool              // the site is a look ahead, which search engines must not keep
	Files  bool              // links to pages lead to their files
	Assets map[string]string // files of static/ by name, each with a short digest of its bytes

	SitemapURLs int // how many addresses a sitemap takes; 0: as many as it may
}

// Photo is one photograph as it was found: its facts, or why there are none.
type Photo struct {
	Facts  *photo.Facts
	Beside photo.Digest // of the .xmp beside it, of which the facts tell too; zero: there is none
	Reason string       // why it cannot be used; empty if it can

	// Where the site publishes originals without their private parts:
	Stripped int64  // the size in bytes of this one; 0 if it cannot be
	NoStrip  string // why
}

// Make plans the site. Photos holds every photograph of every folder by its
// name in the tree.
func Make(content *story.Content, photos map[string]Photo, opt Options) (*Plan, diag.List) {
	return new(Planner).Make(content, photos, opt)
}

// maker plans a whole site, or one folder's share of it.
type maker struct {
	site      *story.Site
	photos    map[string]Photo
	opt       Options
	withdrawn map[string]*story.Notice // by the photograph's digest in hex
	spellings *spellings
	claims    map[string]claim
	remember  func(ID) *Brief
	content   [sha256.Size]byte // of the site's settings, as they were read
	plan      *Plan
	diags     diag.List
}

func newMaker(content *story.Content, photos map[string]Photo, opt Options) *maker {
	m := &maker{
		site: &content.Site, photos: photos, opt: opt, content: content.Digest,
		claims: map[string]claim{}, withdrawn: map[string]*story.Notice{}, spellings: newSpellings(content.Site.Names),
		plan: &Plan{Site: &content.Site, Ahead: opt.Ahead, Files: opt.Files},
	}
	for i, w := range content.Withdrawn {
		m.withdrawn[strings.ToLower(w.Digest)] = &content.Withdrawn[i].Notice
	}
	return m
}

// fingerprinted are the endings of assets that only templates name, so that
// their addresses may carry a digest and be cached for ever.
var fingerprinted = []string{".css", ".js"}

func (m *maker) assets() {
	for name, digest := range m.opt.Assets {
		p := name
		if ext := path.Ext(name); slices.Contains(fingerprinted, ext) {
			p = strings.TrimSuffix(name, ext) + "." + digest + ext
		}
		m.plan.Assets = append(m.plan.Assets, Asset{Name: name, Path: p})
	}
	slices.SortFunc(m.plan.Assets, func(a, b Asset) int { return cmp.Compare(a.Name, b.Name) })
}

// folder plans one story in all its languages. What it returns plans its renditions.
func (m *maker) folder(folder *story.Folder) (renditions func() []*Image) {
	none := func() []*Image { return nil }
	if len(folder.Stories) == 0 {
		return none
	}
	lead := folder.Stories[0]
	addr := address(lead)
	if !m.checkAddress(lead, addr) {
		return none
	}
	f := &foldering{maker: m, folder: folder, home: prefix(m.site, lead.Lang) + addr, images: map[string]*Image{}}
	f.slugs = m.slugs(f.placed())
	for _, s := range folder.Stories {
		if m.held(s) {
			continue
		}
		p := &Story{Story: s, Path: prefix(m.site, s.Lang) + addr, site: m.site, spellings: m.spellings}
		if !m.claim(p.Path+"index.html", fmt.Sprintf("the story %q", s.Headline.Value), diag.InFile(s.File)) {
			continue
		}
		p.Updated = updated(s)
		f.stories = append(f.stories, p)
		f.story(p)
	}
	f.gather()
	f.originals()
	for _, s := range f.stories {
		s.Siblings, s.decide = f.stories, sync.OnceFunc(func() { f.covers(s) })
	}
	m.plan.Stories = append(m.plan.Stories, f.stories...)
	return f.renditions
}

// updated returns when a story was last changed in a way that readers should
// know of: the date given, or that of a later correction.
func updated(s *story.Story) time.Time {
	t := s.Updated.Time
	for _, c := range s.Corrections {
		if c.Date.Time.After(t) {
			t = c.Date.Time
		}
	}
	return t
}

// foldering is the work on one folder.
type foldering struct {
	*maker
	folder  *story.Folder
	home    string // where renditions live: the story's folder in its first language
	slugs   map[string]string
	stories []*Story
	shown   []*print // of each photograph that is shown

	planning sync.Mutex        // of what follows
	images   map[string]*Image // by path
	profiles map[*photo.Facts]*photo.Profile
}

// placed returns every photograph that any language places, in the order of the
// first that does, and the anchors that they are given.
func (f *foldering) placed() (photos []string, anchors map[string]story.Text) {
	anchors = map[string]story.Text{}
	for _, s := range f.folder.Stories {
		for _, fig := range figures(s) {
			if fig.Path == "" {
				continue
			}
			if !slices.Contains(photos, fig.Path) {
				photos = append(photos, fig.Path)
			}
			if a := anchors[fig.Path]; a.Value == "" {
				anchors[fig.Path] = fig.Anchor
			}
		}
	}
	for _, s := range f.folder.Stories {
		if s.AllPhotos {
			for _, p := range f.folder.Photos {
				if !slices.Contains(photos, p) {
					photos = append(photos, p)
				}
			}
		}
	}
	return photos, anchors
}

// figures returns the figures of a story's text.
func figures(s *story.Story) []*story.Figure {
	var out []*story.Figure
	for _, b := range s.Blocks {
		if row, ok := b.(*story.Row); ok {
			out = append(out, row.Figures...)
		}
	}
	return out
}

// story plans the blocks of one story in one language.
func (f *foldering) story(p *Story) {
	seen := map[string]*Figure{}
	if p.Withdrawn != nil {
		f.gone(p, seen)
		return
	}
	for _, b := range p.Story.Blocks {
		switch b := b.(type) {
		case *story.Prose:
			p.Blocks = append(p.Blocks, Block{Prose: b})
		case *story.KeyFigures:
			p.Blocks = append(p.Blocks, Block{KeyFigures: b})
		case *story.Row:
			f.row(p, b, seen)
		}
	}
	if p.AllPhotos {
		f.rest(p, seen)
	}
	f.cover(p)
}

// gone plans a story that is withdrawn: its address and those of its pictures stay and
// show the notice, and nothing leads from one to the other.
func (f *foldering) gone(p *Story, seen map[string]*Figure) {
	p.Notice = p.Withdrawn
	for _, placed := range figures(p.Story) {
		f.figure(p, placed, new(story.Markdown), seen)
	}
	if p.AllPhotos {
		f.rest(p, seen)
	}
	p.Blocks = nil
	for _, fig := range p.Figures {
		fig.Prev, fig.Next = nil, nil
	}
}

func (f *foldering) row(p *Story, b *story.Row, seen map[string]*Figure) {
	row := &Row{Class: b.Class, Caption: b.Caption}
	for _, placed := range b.Figures {
		if fig := f.figure(p, placed, &b.Caption, seen); fig != nil {
			row.Figures = append(row.Figures, fig)
		}
	}
	if len(row.Figures) > 0 {
		p.Blocks = append(p.Blocks, Block{Row: row})
	}
}

// rest places every photograph of the folder that the text does not, each alone
// and with its own caption. What the text places and does not show now, under an
// embargo or expired, is not the rest. Those that cannot be read are left out with
// a warning: nobody named them.
func (f *foldering) rest(p *Story, seen map[string]*Figure) {
	own := map[string]bool{}
	for _, fig := range figures(p.Story) {
		own[fig.Path] = true
	}
	for _, name := range f.folder.Photos {
		if own[name] {
			continue
		}
		if d := f.unusable(name); d != nil && p.Notice == nil {
			d.Pos, d.Severity = diag.InFile(name), diag.Warning
			d.Message += "; it was left out of the story"
			f.diags.Add(*d)
			continue
		}
		placed := &story.Figure{File: story.Text{Value: name}, Path: name, Pos: diag.InFile(name)}
		f.holdAsElsewhere(placed)
		if fig := f.figure(p, placed, new(story.Markdown), seen); fig != nil {
			p.Blocks = append(p.Blocks, Block{Row: &Row{Figures: []*Figure{fig}}})
		}
	}
}

// figure plans one placement; nil if nothing of it is to be seen.
func (f *foldering) figure(p *Story, placed *story.Figure, shared *story.Markdown, seen map[string]*Figure) *Figure {
	if placed.Path == "" {
		return nil // the story has said so
	}
	if why, _ := active(placed.Embargo, placed.Expires, f.opt.Now); why != "" {
		f.soon(placed.Embargo)
		return nil
	}
	f.soon(placed.Expires)
	fig := &Figure{Placed: placed, Story: p, Photo: placed.Path, Slug: f.slugs[placed.Path]}
	fig.Path = p.Path + fig.Slug + "/"
	if !f.notice(fig) {
		if d := f.unusable(fig.Photo); d != nil {
			d.Pos = placed.Pos
			f.diags.Add(*d)
			return nil
		}
		f.describe(fig, shared)
	}
	if was := seen[fig.Photo]; was != nil {
		fig.Path, fig.Number = was.Path, was.Number
		return fig
	}
	what := fmt.Sprintf("the picture %q", path.Base(fig.Photo))
	if !f.claim(fig.Path+"index.html", what, placed.Pos) {
		return nil
	}
	seen[fig.Photo] = fig
	if n := len(p.Figures); n > 0 {
		fig.Prev, p.Figures[n-1].Next = p.Figures[n-1], fig
	}
	p.Figures = append(p.Figures, fig)
	fig.Number = len(p.Figures)
	return fig
}

// unusable returns the complaint about a photograph that cannot be published,
// without its place; nil if it can be.
func (f *foldering) unusable(name string) *diag.Diagnostic {
	ph := f.photos[name]
	d := &diag.Diagnostic{ID: "photo-unreadable", Hint: photo.SaveAgain}
	switch {
	case ph.Reason != "":
		d.Message = ph.Reason
	case ph.Facts == nil:
		d.Message = "it was not looked at"
	default:
		limits := photo.Limits{Megapixels: f.site.Images.MaxMegapixels, Megabytes: f.site.Images.MaxMegabytes}
		if d = limits.Exceeded(ph.Facts); d == nil {
			d = photo.Unusable(ph.Facts)
		}
		if d == nil {
			return nil
		}
	}
	d.Message = fmt.Sprintf("%q cannot be used: %s", path.Base(name), d.Message)
	return d
}

// describe settles what is planned of a figure, and how its words are settled when
// something first asks for them. Shared is the caption of its row.
func (f *foldering) describe(fig *Figure, shared *story.Markdown) {
	fig.Facts = f.photos[fig.Photo].Facts
	fig.Width, fig.Height = fig.Facts.Oriented()
	w := f.words(fig)
	fig.Sensitive = w.sensitive()
	fig.FocusX, fig.FocusY = w.focus()
	fig.words = sync.OnceValue(func() *Words {
		w := f.words(fig)
		w.shared = *shared
		return w.settled(photo.Merge(fig.Facts, photo.Context{
			File: path.Base(fig.Photo), Langs: []string{LangTag(fig.Story.Lang)}, Charset: f.site.IPTCCharset,
		}))
	})
}

func (f *foldering) words(fig *Figure) *words {
	own, other := sidecars(f.folder, fig.Photo, fig.Story.Lang)
	return &words{site: f.site, story: fig.Story.Story, placed: fig.Placed, own: own, other: other}
}

// cover finds the picture that stands for the story: the one named, else the
// first that is not behind a warning, else the first.
func (f *foldering) cover(p *Story) {
	shown := func(fig *Figure) bool { return fig.Notice == nil }
	pick := func(ok func(*Figure) bool) {
		if i := slices.IndexFunc(p.Figures, ok); p.Cover == nil && i >= 0 {
			p.Cover = p.Figures[i]
		}
	}
	pick(func(fig *Figure) bool { return shown(fig) && fig.Photo == p.CoverPath })
	pick(func(fig *Figure) bool { return shown(fig) && !fig.Sensitive.Set() })
	pick(shown)
	if p.Cover != nil && p.CoverPath != "" && p.Cover.Photo != p.CoverPath && !f.wasPlaced(p, p.CoverPath) {
		f.diags.Error("photo-not-found", p.Story.Cover.Pos,
			fmt.Sprintf("the cover %q is not a picture of this story", p.Story.Cover.Value),
			"only placed photographs are published: place it in the text, or name one that is")
	}
}

func (f *foldering) wasPlaced(p *Story, name string) bool {
	return slices.ContainsFunc(figures(p.Story), func(fig *story.Figure) bool { return fig.Path == name })
}

// order puts stories in order, the newest first, and links neighbours of one
// language.
func (m *maker) order() {
	slices.SortStableFunc(m.plan.Stories, func(a, b *Story) int {
		return cmp.Or(
			cmp.Compare(slices.Index(m.site.Langs, a.Lang), slices.Index(m.site.Langs, b.Lang)),
			b.Published.Time.Compare(a.Published.Time),
			cmp.Compare(a.Path, b.Path))
	})
	last := map[string]*Story{}
	m.plan.Around = make(map[*Story]Neighbours, len(m.plan.Stories))
	for _, s := range m.plan.Stories {
		if s.Notice != nil {
			continue
		}
		if newer := last[s.Lang]; newer != nil {
			m.plan.Around[newer] = Neighbours{m.plan.Around[newer].Newer, s}
			m.plan.Around[s] = Neighbours{Newer: newer}
		}
		last[s.Lang] = s
	}
	slices.SortStableFunc(m.plan.Held, func(a, b Held) int { return cmp.Compare(a.Story.File, b.Story.File) })
}

// LangTag returns the BCP 47 tag of a language of site.yaml: zh is Simplified
// Chinese.
func LangTag(lang string) string {
	if lang == "zh" {
		return "zh-Hans"
	}
	return lang
}
