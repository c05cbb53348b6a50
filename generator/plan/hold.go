package plan

import (
	"fmt"
	"time"

	"photodesk/generator/story"
)

// held notes and reports whether a story is not to be published now.
func (m *maker) held(s *story.Story) bool {
	if s.Draft && !m.opt.Drafts {
		m.plan.Held = append(m.plan.Held, Held{Story: s, Why: "draft"})
		return true
	}
	why, until := active(s.Embargo, s.Expires, m.opt.Now)
	if why == "" {
		m.soon(s.Expires)
		return false
	}
	m.soon(s.Embargo)
	m.plan.Held = append(m.plan.Held, Held{Story: s, Why: why, Until: until})
	return true
}

// soon notes a time at which the site will change by itself.
func (m *maker) soon(t story.Time) {
	if t.Set() && t.Time.After(m.opt.Now) && (m.plan.Next.IsZero() || t.Time.Before(m.plan.Next)) {
		m.plan.Next = t.Time
	}
}

// holdAsElsewhere gives a picture that nobody placed in this language what holds it back
// where another language's text places it: no translation publishes what is under
// an embargo in the other, or shows without a warning what the other veils.
func (f *foldering) holdAsElsewhere(placed *story.Figure) {
	for _, s := range f.folder.Stories {
		for _, other := range figures(s) {
			if other.Path != placed.Path {
				continue
			}
			if !placed.Embargo.Set() {
				placed.Embargo = other.Embargo
			}
			if !placed.Expires.Set() {
				placed.Expires = other.Expires
			}
			if !placed.Sensitive.Set() {
				placed.Sensitive = other.Sensitive
			}
			if placed.Withdrawn == nil {
				placed.Withdrawn = other.Withdrawn
			}
		}
	}
}

// notice reports whether the picture was taken down, in this place, by its bytes or
// with its story.
func (f *foldering) notice(fig *Figure) bool {
	fig.Notice = fig.Placed.Withdrawn
	if facts := f.photos[fig.Photo].Facts; facts != nil && fig.Notice == nil {
		fig.Notice = f.withdrawn[fmt.Sprintf("%x", facts.Digest)]
	}
	if fig.Notice == nil {
		fig.Notice = fig.Story.Notice
	}
	return fig.Notice != nil
}

// active reports whether something embargoed or expired is public at now, and
// if not, why and until when.
func active(embargo, expires story.Time, now time.Time) (why string, until time.Time) {
	switch {
	case embargo.Set() && now.Before(embargo.Time):
		return "embargo", embargo.Time
	case expires.Set() && !now.Before(expires.Time):
		return "expired", time.Time{}
	}
	return "", time.Time{}
}
