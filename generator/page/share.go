package page

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"photodesk/generator/plan"
)

// share words what others show of a page that is sent to them.
func (m *maker) share(h head) ShareView {
	v := ShareView{
		Kind: "website", Title: clean(cmp.Or(h.title, m.plan.Site.Title.Value), maxLine), Description: clean(h.description, maxLine),
		URL: m.links.absolute(m.page.Path), Locale: territory(m.page.Lang), Card: "summary",
	}
	for _, a := range m.page.Alternates {
		if a.Lang != m.page.Lang {
			v.Locales = append(v.Locales, territory(a.Lang))
		}
	}
	switch s := m.page.Story; {
	case s != nil && s.Notice != nil, m.page.Figure != nil && m.page.Figure.Notice != nil:
	case m.page.Figure != nil:
		m.sharePicture(&v, m.page.Figure)
	case s != nil:
		m.shareStory(&v, s)
	default:
		v.Images = m.shareImages(firstShared(m.page.List))
	}
	if len(v.Images) > 0 {
		v.Card = "summary_large_image"
	}
	return v
}

func (m *maker) shareStory(v *ShareView, s *plan.Story) {
	v.Kind = "article"
	v.Title = clean(s.Headline.Value, maxLine)
	v.Published, v.Updated = stamp(s.Published.Time, s.Published.Clock), m.updated(s).ISO
	v.Authors, v.Tags = cleaned(s.Byline), cleaned(s.Topics)
	if len(v.Tags) > 0 {
		v.Section = v.Tags[0]
	}
	v.Images = m.shareImages(s)
}

// sharePicture shows the picture itself, as it is: no crop.
func (m *maker) sharePicture(v *ShareView, f *plan.Figure) {
	v.Kind = "article"
	v.Published, v.Updated = stamp(f.Story.Published.Time, f.Story.Published.Clock), m.updated(f.Story).ISO
	v.Authors = cleanValues(f.Words().Creators)
	if im := f.Share(); im != nil {
		v.Images = m.shareImage(im, f)
	}
}

// firstShared returns the first story of a list whose cover can be shared; nil if
// none can.
func firstShared(list []*plan.Story) *plan.Story {
	i := slices.IndexFunc(list, func(s *plan.Story) bool { return len(s.Share()) > 0 && s.Notice == nil })
	if i < 0 {
		return nil
	}
	return list[i]
}

// shareImages shows a story's cover in the form of a card; nothing if it is not to
// be shared.
func (m *maker) shareImages(s *plan.Story) []ShareImageView {
	if s == nil || len(s.Share()) == 0 || s.Cover == nil || s.Cover.Notice != nil || s.Cover.Veiled() {
		return nil
	}
	return m.shareImage(s.Share()[0], s.Cover)
}

// shareImage words an image with its alternative text. Without the site's address
// there is none: others fetch it from elsewhere.
func (m *maker) shareImage(im *plan.Image, f *plan.Figure) []ShareImageView {
	at := m.links.absolute(im.Path)
	if at == "" {
		return nil
	}
	alt, _ := m.alt(f)
	return []ShareImageView{{URL: at, Type: im.Type, Width: im.Width, Height: im.Height, Alt: cmp.Or(alt, clean(f.Words().Caption.Text, maxLine))}}
}

// territory writes a language as the Open Graph protocol does, with the country
// where most of its readers live if none is said: "en_US", "zh_CN".
func territory(lang string) string {
	tag, err := language.Parse(htmlLang(lang))
	if err != nil {
		return ""
	}
	base, _ := tag.Base()
	region, _ := tag.Region()
	return strings.Join([]string{base.String(), region.String()}, "_")
}
