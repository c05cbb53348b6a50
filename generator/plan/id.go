package plan

import (
	"crypto/sha256"
	"fmt"
)

// ID is a digest of all that something was planned from. What has the same ID in two
// plans of one program is the same.
type ID [sha256.Size]byte

// StoryID returns the ID of a story, its translations, their addresses and the site's
// settings included. What it shows of other stories, and of lists, is not in it.
func (p *Plan) StoryID(s *Story) ID {
	if share := p.shares[s.Path]; share != nil {
		return share.ids[s]
	}
	return ID{}
}

// settingsID digests what all of a plan depends on.
func (m *maker) settingsID(read [sha256.Size]byte) (id ID) {
	h := sha256.New()
	put(h, string(read[:]), fmt.Sprint(m.opt.Drafts, m.opt.Ahead, m.opt.Files))
	for _, a := range m.plan.Assets {
		put(h, a.Name, a.Path)
	}
	h.Sum(id[:0])
	return id
}

// identify digests what the stories of a share were planned from. What the time, or
// other stories, have decided shows in what is there: in the pictures and addresses.
func (s *Share) identify() {
	h := sha256.New()
	put(h, string(s.content[:]), string(s.folder.Digest[:]))
	for _, p := range s.found {
		put(h, p.Reason, p.NoStrip, fmt.Sprint(p.Stripped), string(p.Beside[:]))
		if p.Facts != nil {
			put(h, string(p.Facts.Digest[:]))
		}
	}
	for _, st := range s.plan.Stories {
		put(h, st.Path, st.Lang, fmt.Sprint(st.Notice != nil))
		for _, f := range placements(st) {
			put(h, f.Photo, f.Path, f.Placed.Pos.String(), fmt.Sprint(f.Notice != nil))
		}
		for _, f := range st.Figures { // of what is withdrawn nothing is placed
			put(h, f.Photo, f.Path)
		}
		put(h)
	}
	h.Sum(s.ID[:0])
	for i, st := range s.plan.Stories {
		var id ID
		own := sha256.New()
		put(own, string(h.Sum(nil)), fmt.Sprint(i))
		own.Sum(id[:0])
		s.ids[st] = id
	}
}
