package plan

import (
	"slices"
	"strings"
	"sync"
	"time"

	"photodesk/generator/story"
)

// Share is what one folder brings to a plan, and all that it depends on.
type Share struct {
	ID ID // of all that its pictures are made of

	*maker
	folder *story.Folder
	found  []Photo // of folder.Photos
	pages  map[*Story][]Page
	embeds map[*Story][]Doc
	at     func() map[string]Place // made when it is first asked for: building never asks
	images func() []*Image
	ids    map[*Story]ID
}

// Stories returns the stories of the share: one in every published language.
func (s *Share) Stories() []*Story { return s.plan.Stories }

// Pages returns the pages of a story, and Embeds how others show it and its pictures.
func (s *Share) Pages(st *Story) []Page { return s.pages[st] }

// Embeds returns how others show a story and its pictures.
func (s *Share) Embeds(st *Story) []Doc { return s.embeds[st] }

// Images returns the renditions, each output path exactly once.
func (s *Share) Images() []*Image { return s.images() }

// Originals returns what readers may download.
func (s *Share) Originals() []*Original { return s.plan.Originals }

// Photographs returns how many photographs have renditions.
func (s *Share) Photographs() int {
	shown := map[string]bool{}
	for _, st := range s.plan.Stories {
		for _, fig := range placements(st) {
			if fig.Notice == nil {
				shown[fig.Photo] = true
			}
		}
	}
	return len(shown)
}

// newShare plans one folder; claims are what others have taken.
func newShare(m *maker, folder *story.Folder, claims map[string]claim) *Share {
	own := *m
	own.plan, own.diags, own.claims = &Plan{Site: m.site, Ahead: m.opt.Ahead}, nil, claims
	s := &Share{
		maker: &own, folder: folder, pages: map[*Story][]Page{}, embeds: map[*Story][]Doc{},
		ids: map[*Story]ID{},
	}
	for _, name := range folder.Photos {
		s.found = append(s.found, m.photos[name])
	}
	s.images = own.folder(folder)
	s.identify()
	for _, st := range own.plan.Stories {
		embeds, docs := own.embeds(st)
		pages := append(own.storyPages(st), embeds...)
		s.pages[st], s.embeds[st] = pages, docs
		if b := m.remember(s.ids[st]); b.fits(st) {
			st.brief = b
		}
		st.Brief()
	}
	s.at = sync.OnceValue(s.places)
	own.photos = nil // the site's; what mattered of it is in found
	return s
}

// places returns what the share has at each path.
func (s *Share) places() map[string]Place {
	at := map[string]Place{}
	for _, st := range s.plan.Stories {
		for i := range s.pages[st] {
			at[s.pages[st][i].Path] = Place{Page: &s.pages[st][i]}
		}
		for i := range s.embeds[st] {
			at[s.embeds[st][i].Path] = Place{Doc: &s.embeds[st][i]}
		}
	}
	for _, im := range s.Images() {
		at[im.Path] = Place{Image: im}
	}
	for _, o := range s.plan.Originals {
		at[o.Path] = Place{Original: o}
	}
	return at
}

// above returns what a story has at a path above its folder: its frame, or what tells
// of it.
func (s *Share) above(st *Story, path string) (Place, bool) {
	if i := slices.IndexFunc(s.pages[st], func(pg Page) bool { return pg.Path == path }); i >= 0 {
		return Place{Page: &s.pages[st][i]}, true
	}
	if i := slices.IndexFunc(s.embeds[st], func(d Doc) bool { return d.Path == path }); i >= 0 {
		return Place{Doc: &s.embeds[st][i]}, true
	}
	return Place{}, false
}

// holds reports whether a share is still what planning would give.
func (s *Share) holds(folder *story.Folder, photos map[string]Photo, now time.Time) bool {
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

// roots returns the folders that all paths of a share lie in, in lower case.
func (s *Share) roots() []string {
	if len(s.plan.Stories) == 0 {
		return nil
	}
	out := []string{strings.ToLower(home(s.site, s.folder))}
	for _, st := range s.plan.Stories {
		out = append(out, strings.ToLower(st.Path))
	}
	return out
}
