package page

import (
	"encoding/binary"

	"photodesk/generator/plan"
	"photodesk/generator/story"
)

// told writes down all that machines are told of a page beyond its view: what
// structured makes of the plan. A key digests it, so that ten thousand pages need
// not be described to learn that nothing about them changed. A test changes each
// field of a plan in turn and holds told to it.
func (m *maker) told() []byte {
	var r record
	r.text(m.plan.Site.Publisher.Logo.Value)
	r.rights(m.plan.Site.Rights)
	switch m.page.Kind {
	case plan.Essay:
		r.story(m.page.Story)
		for _, f := range m.page.Story.Figures {
			r.figure(f)
		}
	case plan.Picture:
		r.story(m.page.Story)
		r.figure(m.page.Figure)
	default:
		for _, s := range m.page.List {
			r.text(s.Path, s.Headline.Value)
		}
		for _, f := range m.page.Figures {
			r.text(f.Path, f.Headline.Text, f.Story.Headline.Value)
			r.number(f.Number)
		}
	}
	return r
}

// record is a list of texts, each with its length before it, so that no two lists
// are one.
type record []byte

func (r *record) text(list ...string) {
	for _, s := range list {
		*r = append(binary.AppendUvarint(*r, uint64(len(s))), s...)
	}
}

func (r *record) number(n int) { *r = binary.AppendVarint(*r, int64(n)) }

func (r *record) texts(list []story.Text) {
	r.number(len(list))
	for _, t := range list {
		r.text(t.Value)
	}
}

func (r *record) values(list ...plan.Value) {
	r.number(len(list))
	for _, v := range list {
		r.text(v.Text, v.Lang, v.Source)
	}
}

func (r *record) rights(x story.Rights) {
	r.text(x.Copyright.Value, x.UsageTerms.Value, x.License.Value, x.AcquireLicensePage.Value)
}

func (r *record) images(list []*plan.Image) {
	r.number(len(list))
	for _, im := range list {
		r.text(im.Path)
		r.number(im.Width)
		r.number(im.Height)
	}
}

// story records what a story says of itself, without its pictures and blocks.
func (r *record) story(s *plan.Story) {
	r.text(s.Path, s.Lang, s.Headline.Value, s.Dek.Value, s.Dateline.Value, s.Agency.Value, s.Sensitive.Value)
	r.texts(s.Byline)
	r.texts(s.Places)
	r.texts(s.Topics)
	r.text(stamp(s.Published.Time, s.Published.Clock), stamp(s.Updated, true))
	r.rights(s.Rights)
	r.images(s.Share)
	r.number(len(s.Corrections))
	for _, c := range s.Corrections {
		r.text(stamp(c.Date.Time, c.Date.Clock), c.Text.Plain, c.Text.HTML)
	}
	for _, t := range s.Siblings {
		r.text(t.Path, t.Lang, t.Headline.Value)
		r.notice(t.Notice)
	}
	if s.Cover != nil {
		r.text(s.Cover.Path)
	}
}

func (r *record) notice(n *story.Notice) {
	if n != nil {
		r.text(n.Reason.Value, stamp(n.Date.Time, n.Date.Clock))
	}
}

// figure records what is known of a picture.
func (r *record) figure(f *plan.Figure) {
	r.text(f.Path, f.Date.ISO())
	r.number(f.Number)
	r.notice(f.Notice)
	r.values(f.Headline, f.Caption, f.Alt, f.Description, f.Credit, f.Copyright, f.UsageTerms, f.License, f.AcquireLicense,
		f.Sensitive, f.Meta.DigitalSourceType, f.Meta.JobTitle,
		f.Location.Sublocation, f.Location.City, f.Location.State, f.Location.Country)
	r.values(f.Creators...)
	r.values(f.Persons...)
	r.values(f.Keywords...)
	if f.AltNone {
		r.text("none")
	}
	r.images(f.Images)
	r.images(f.Thumb)
}
