package plan

import (
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"photodesk/generator/diag"
	"photodesk/generator/story"
)

// Planner makes plans, and remembers each folder's share of the last: a share is
// a pure function of the folder, its photographs, the site's settings and, up to
// the next embargo or expiry, not of the time. What it returns is shared between
// plans and must not be changed. The zero Planner remembers nothing yet; it is
// safe for concurrent use.
type Planner struct {
	mu     sync.Mutex
	common *common
	shares map[string]*share // by the folder's Dir
}

// common is what every share depends on.
type common struct {
	site      *story.Site
	withdrawn []story.Withdrawal
	drafts    bool
	ahead     bool
}

// share is what one folder brings to a plan, and all that it depends on.
type share struct {
	*maker
	folder *story.Folder
	found  []Photo // of folder.Photos
	pages  map[*Story][]Page
	embeds map[*Story][]Doc
	at     func() map[string]Place // made when it is first asked for: building never asks

	mentions map[*Story][]mention
	findings map[*Story]*finding // of stories that can be found
	ids      map[*Story]ID
}

// Make is [Make] with a memory.
func (p *Planner) Make(content *story.Content, photos map[string]Photo, opt Options) (*Plan, diag.List) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c := (&common{&content.Site, content.Withdrawn, opt.Drafts, opt.Ahead}); p.common == nil || !reflect.DeepEqual(p.common, c) {
		p.common, p.shares = c, nil
	}
	m := newMaker(content, photos, opt)
	m.plan.shares, m.plan.top = map[string]*share{}, map[string]Place{}
	m.assets()
	m.plan.Settings = m.settingsID(content.Digest)
	shares := p.share(m, content.Folders)
	m.reserve(shares)
	apart := apart(shares)
	for _, s := range shares {
		m.join(s, apart)
	}
	m.order()
	m.catalogue()
	m.pages()
	m.aliases(shares)
	m.docs()
	m.index()
	return m.plan, m.diags
}

// share plans the folders that changed, side by side.
func (p *Planner) share(m *maker, folders []*story.Folder) []*share {
	all, kept := make([]*share, len(folders)), make(map[string]*share, len(folders))
	var work sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, f := range folders {
		if old := p.shares[f.Dir]; old != nil && old.holds(f, m.photos, m.opt.Now) {
			all[i] = old
			continue
		}
		slots <- struct{}{}
		work.Go(func() {
			all[i] = newShare(m, f, map[string]claim{})
			<-slots
		})
	}
	work.Wait()
	for _, s := range all {
		kept[s.folder.Dir] = s
	}
	p.shares = kept
	return all
}

// newShare plans one folder; claims are what others have taken.
func newShare(m *maker, folder *story.Folder, claims map[string]claim) *share {
	own := *m
	own.plan, own.diags, own.claims = &Plan{Site: m.site, Ahead: m.opt.Ahead}, nil, claims
	s := &share{
		maker: &own, folder: folder, pages: map[*Story][]Page{}, embeds: map[*Story][]Doc{},
		mentions: map[*Story][]mention{}, findings: map[*Story]*finding{}, ids: map[*Story]ID{},
	}
	for _, name := range folder.Photos {
		s.found = append(s.found, m.photos[name])
	}
	own.folder(folder)
	for _, st := range own.plan.Stories {
		embeds, docs := own.embeds(st)
		pages := append(own.storyPages(st), embeds...)
		s.pages[st], s.embeds[st], s.mentions[st] = pages, docs, own.mentions(st)
		if st.Notice == nil {
			s.findings[st] = own.finding(st)
		}
	}
	s.identify()
	s.at = sync.OnceValue(s.places)
	own.photos = nil // the site's; what mattered of it is in found
	return s
}

// places returns what the share has at each path.
func (s *share) places() map[string]Place {
	at := make(map[string]Place, len(s.plan.Images))
	for _, st := range s.plan.Stories {
		for i := range s.pages[st] {
			at[s.pages[st][i].Path] = Place{Page: &s.pages[st][i]}
		}
		for i := range s.embeds[st] {
			at[s.embeds[st][i].Path] = Place{Doc: &s.embeds[st][i]}
		}
	}
	for _, im := range s.plan.Images {
		at[im.Path] = Place{Image: im}
	}
	for _, o := range s.plan.Originals {
		at[o.Path] = Place{Original: o}
	}
	return at
}

// above returns what a story has at a path above its folder: its frame, or what tells
// of it.
func (s *share) above(st *Story, path string) (Place, bool) {
	if i := slices.IndexFunc(s.pages[st], func(pg Page) bool { return pg.Path == path }); i >= 0 {
		return Place{Page: &s.pages[st][i]}, true
	}
	if i := slices.IndexFunc(s.embeds[st], func(d Doc) bool { return d.Path == path }); i >= 0 {
		return Place{Doc: &s.embeds[st][i]}, true
	}
	return Place{}, false
}

// holds reports whether a share is still what planning would give.
func (s *share) holds(folder *story.Folder, photos map[string]Photo, now time.Time) bool {
	next := s.plan.Next
	if s.folder != folder || now.Before(s.opt.Now) || !next.IsZero() && !now.Before(next) {
		return false
	}
	for i, name := range folder.Photos {
		if photos[name] != s.found[i] {
			return false
		}
	}
	return true
}

// reserve makes room for what the shares bring.
func (m *maker) reserve(shares []*share) {
	var pages, images int
	for _, s := range shares {
		for _, of := range s.pages {
			pages += len(of)
		}
		images += len(s.plan.Images)
	}
	m.plan.Pages, m.plan.Images = make([]Page, 0, pages+16), make([]*Image, 0, images)
}

// apart reports whether no story lies at or below the address of another folder's:
// then no two of them can claim the same path, and nobody has to look.
func apart(shares []*share) bool {
	owner := map[string]*share{}
	for _, s := range shares {
		for _, dir := range s.roots() {
			if o := owner[dir]; o != nil && o != s {
				return false
			}
			owner[dir] = s
		}
	}
	for _, s := range shares {
		for _, dir := range s.roots() {
			for i := strings.LastIndexByte(dir, '/'); i >= 0; i = strings.LastIndexByte(dir[:i], '/') {
				if o := owner[dir[:i+1]]; o != nil && o != s {
					return false
				}
			}
		}
	}
	return true
}

// roots returns the folders that all paths of a share lie in, in lower case.
func (s *share) roots() []string {
	if len(s.plan.Stories) == 0 {
		return nil
	}
	out := []string{strings.ToLower(home(s.site, s.folder))}
	for _, st := range s.plan.Stories {
		out = append(out, strings.ToLower(st.Path))
	}
	return out
}

// join adds a share to the site. Where it claims what another folder has, it is
// planned again, knowing that; shares that lie apart do not.
func (m *maker) join(s *share, apart bool) {
	if !apart {
		if m.clashes(s) {
			s = newShare(m, s.folder, m.claims)
		}
		for key, c := range s.claims {
			m.claims[key] = c
		}
	}
	m.diags = append(m.diags, s.diags...)
	p := m.plan
	p.Stories = append(p.Stories, s.plan.Stories...)
	p.Images = append(p.Images, s.plan.Images...)
	p.Originals = append(p.Originals, s.plan.Originals...)
	p.Held = append(p.Held, s.plan.Held...)
	if next := s.plan.Next; !next.IsZero() && (p.Next.IsZero() || next.Before(p.Next)) {
		p.Next = next
	}
	for _, st := range s.plan.Stories {
		p.shares[st.Path], p.shares[EmbedDir+st.Path] = s, s
	}
	if dir := home(m.site, s.folder); len(s.plan.Stories) > 0 && p.shares[dir] == nil {
		p.shares[dir] = s // renditions lie there though the first language is held
	}
}

// home returns where the renditions of a folder's photographs live.
func home(site *story.Site, folder *story.Folder) string {
	lead := folder.Stories[0]
	return prefix(site, lead.Lang) + address(lead)
}

func (m *maker) clashes(s *share) bool {
	for key := range s.claims {
		if _, taken := m.claims[key]; taken {
			return true
		}
	}
	return false
}

// index lists what belongs to no story.
func (m *maker) index() {
	p := m.plan
	for i := range p.Pages {
		if p.Pages[i].Story == nil {
			p.top[p.Pages[i].Path] = Place{Page: &p.Pages[i]}
		}
	}
	for _, piece := range p.Pieces {
		p.top[piece.Path] = Place{Piece: piece}
	}
	for i := range p.Docs {
		p.top[p.Docs[i].Path] = Place{Doc: &p.Docs[i]}
	}
	for _, s := range p.Stories { // an essay's stand above its folder
		at := EmbedPath(s, nil)
		for _, name := range []string{at + ".html", at + ".json"} {
			if place, ok := p.shares[s.Path].above(s, name); ok {
				p.top[name] = place
			}
		}
	}
	for i := range p.Assets {
		p.top[p.Assets[i].Path] = Place{Asset: &p.Assets[i]}
	}
}
