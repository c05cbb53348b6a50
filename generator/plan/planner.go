package plan

import (
	"reflect"
	"runtime"
	"strings"
	"sync"

	"photodesk/generator/diag"
	"photodesk/generator/story"
)

// Planner makes plans, and remembers each folder's share of the last: a share is
// a pure function of the folder, its photographs, the site's settings and, up to
// the next embargo or expiry, not of the time. What it returns is shared between
// plans and must not be changed. The zero Planner remembers nothing yet; it is
// safe for concurrent use.
type Planner struct {
	// Remember, if not nil, returns what an earlier run has found out of the story with
	// an ID; nil if nothing is known of it.
	Remember func(ID) *Brief

	mu     sync.Mutex
	common *common
	shares map[string]*Share // by the folder's Dir
}

// common is what every share depends on.
type common struct {
	site      *story.Site
	withdrawn []story.Withdrawal
	drafts    bool
	ahead     bool
}

// Make is [Make] with a memory.
func (p *Planner) Make(content *story.Content, photos map[string]Photo, opt Options) (*Plan, diag.List) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c := (&common{&content.Site, content.Withdrawn, opt.Drafts, opt.Ahead}); p.common == nil || !reflect.DeepEqual(p.common, c) {
		p.common, p.shares = c, nil
	}
	m := newMaker(content, photos, opt)
	m.remember = func(ID) *Brief { return nil }
	if p.Remember != nil {
		m.remember = p.Remember
	}
	m.plan.shares, m.plan.top = map[string]*Share{}, map[string]Place{}
	m.assets()
	m.plan.Settings = m.settingsID(content.Digest)
	shares := p.share(m, content.Folders)
	m.reserve(shares)
	apart := apart(shares)
	for _, s := range shares {
		m.join(s, apart)
	}
	m.endings()
	m.order()
	m.catalogue()
	m.pages()
	m.aliases(shares)
	m.docs()
	m.index()
	return m.plan, m.diags
}

// share plans the folders that changed, side by side.
func (p *Planner) share(m *maker, folders []*story.Folder) []*Share {
	all, kept := make([]*Share, len(folders)), make(map[string]*Share, len(folders))
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

// reserve makes room for what the shares bring.
func (m *maker) reserve(shares []*Share) {
	var pages int
	for _, s := range shares {
		for _, of := range s.pages {
			pages += len(of)
		}
	}
	m.plan.Pages = make([]*Page, 0, pages+16)
}

// apart reports whether no story lies at or below the address of another folder's:
// then no two of them can claim the same path, and nobody has to look.
func apart(shares []*Share) bool {
	owner := map[string]*Share{}
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

// join adds a share to the site. Where it claims what another folder has, it is
// planned again, knowing that; shares that lie apart do not.
func (m *maker) join(s *Share, apart bool) {
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
	p.Shares = append(p.Shares, s)
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

func (m *maker) clashes(s *Share) bool {
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
	for _, pg := range p.Pages {
		if pg.Story == nil {
			p.top[pg.Path] = Place{Page: pg}
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
