package page

import (
	"cmp"
	"html"
	"strconv"
	"strings"

	"photodesk/generator/plan"
)

// embed words what another site shows of a story or a picture in a frame.
func (m *maker) embed() EmbedView {
	s, f := m.page.Story, m.page.Figure
	v := EmbedView{
		Lang: m.tongue.html, Dir: direction(m.tongue.tag), Stylesheet: m.asset("static/embed.css"),
		Site: SiteView{Title: clean(m.plan.Site.Title.Value, maxLine), Home: m.links.to(m.home(m.page.Lang)), Publisher: m.publisher()},
	}
	if f != nil {
		m.embedPicture(&v, f)
	} else {
		m.embedStory(&v, s)
	}
	v.Title = fill(m.loc.Title, "page", v.Headline.Text, "site", v.Site.Title)
	v.Style = m.style.css()
	v.Policy = policy(hashOf(v.Style))
	return v
}

func (m *maker) embedPicture(v *EmbedView, f *plan.Figure) {
	v.URL, v.Canonical = m.links.to(f.Path), m.links.absolute(f.Path)
	v.Figure = m.figure(f, embedSizes)
	if n := v.Figure.Notice; n != nil {
		v.Headline, v.Figure.Image = TextView{Text: n.Title}, nil
		return
	}
	v.Headline = m.tongue.written(f.Story.Headline)
	v.Figure.Label = unnamed(v.Figure.Image, m.named(f))
}

func (m *maker) embedStory(v *EmbedView, s *plan.Story) {
	v.URL, v.Canonical = m.links.to(s.Path), m.links.absolute(s.Path)
	if s.Notice != nil {
		v.Figure.Notice = m.notice(m.loc.Words.StoryWithdrawn, s.Notice)
		v.Headline = TextView{Text: v.Figure.Notice.Title}
		return
	}
	v.Headline, v.Dek = m.tongue.written(s.Headline), m.tongue.written(s.Dek)
	v.Count = m.loc.pictures(m.page.Lang, len(shown(s)))
	if c := s.Cover; c != nil && noticeOf(c) == nil {
		v.Figure = m.figure(c, embedSizes)
		v.Figure.Caption = "" // it is the picture's, and the dek stands below
		v.Figure.Label = unnamed(v.Figure.Image, v.Headline.Text)
	}
}

// embedSizes is how wide a picture stands in a frame: as wide as that.
const embedSizes = "100vw"

// The size of a frame in pixels, where the other site does not choose its own: the
// width of a text column, and below the picture room for its caption.
const (
	frameWidth   = 640
	frameCaption = 150
)

// frameHeight returns how high a frame of the usual width is.
func frameHeight(f *plan.Figure) int {
	if f == nil || noticeOf(f) != nil {
		return 2 * frameCaption
	}
	return min(frameWidth, int(float64(frameWidth)/ratio(f))) + frameCaption
}

// frameCode returns the HTML with which another site shows a story or, if f is not nil, a
// picture; "" if nobody knows the site's address.
func (m *maker) frameCode(s *plan.Story, f *plan.Figure) string {
	at := m.links.absolute(plan.EmbedPath(s, f) + ".html")
	if at == "" {
		return ""
	}
	subject := f
	if f == nil {
		subject = s.Cover
	}
	return `<iframe src="` + html.EscapeString(at) + `" width="` + strconv.Itoa(frameWidth) + `" height="` + strconv.Itoa(frameHeight(subject)) +
		`" title="` + html.EscapeString(m.embedTitle(s, f)) + `" loading="lazy" style="border:0;max-width:100%"></iframe>`
}

// embedTitle names what a frame shows, for those who hear the page.
func (m *maker) embedTitle(s *plan.Story, f *plan.Figure) string {
	switch {
	case s.Notice != nil:
		return m.loc.Words.StoryWithdrawn
	case f == nil:
		return clean(s.Headline.Value, maxLine)
	case f.Notice != nil:
		return m.loc.Words.PictureGone
	}
	return cmp.Or(clean(f.Words().Headline.Text, maxLine), m.named(f)+m.loc.Colon+clean(s.Headline.Value, maxLine))
}

// oEmbedResponse is a response of oEmbed 1.0 (https://oembed.com/). The last fields are
// our own, as the format allows: they travel with whoever shows the title alone.
type oEmbedResponse struct {
	Type            string `json:"type"`
	Version         string `json:"version"`
	Title           string `json:"title"`
	AuthorName      string `json:"author_name,omitempty"`
	ProviderName    string `json:"provider_name"`
	ProviderURL     string `json:"provider_url"`
	CacheAge        int    `json:"cache_age"` // seconds
	ThumbnailURL    string `json:"thumbnail_url,omitempty"`
	ThumbnailWidth  int    `json:"thumbnail_width,omitempty"`
	ThumbnailHeight int    `json:"thumbnail_height,omitempty"`
	HTML            string `json:"html"`
	Width           int    `json:"width"`
	Height          int    `json:"height"`
	URL             string `json:"web_page"`
	Credit          string `json:"credit,omitempty"`
	Copyright       string `json:"copyright,omitempty"`
	License         string `json:"license,omitempty"`
}

// oEmbed says how another site shows a story or a picture. Both are of type rich: a
// photo would be shown without its caption and credit.
func oEmbed(p *plan.Plan, d plan.Doc) ([]byte, error) {
	m := newMaker(p, &plan.Page{Path: d.Path, Kind: plan.Embed, Lang: d.Lang, Story: d.Story, Figure: d.Figure})
	s, f := d.Story, d.Figure
	o := oEmbedResponse{
		Type: "rich", Version: "1.0", Title: m.embedTitle(s, f), CacheAge: 86400,
		ProviderName: clean(p.Site.Title.Value, maxLine), ProviderURL: m.links.absolute(m.home(d.Lang)),
		HTML: m.frameCode(s, f), Width: frameWidth, Height: frameHeight(f), URL: m.links.absolute(s.Path),
	}
	subject, thumb := f, []*plan.Image(nil)
	if f == nil {
		o.Height = frameHeight(s.Cover)
		if s.Notice == nil {
			o.AuthorName = strings.Join(cleaned(s.Byline), m.loc.ListComma)
		}
		subject, thumb = s.Cover, s.Card()
	} else {
		o.URL, thumb = m.links.absolute(f.Path), f.Thumb()
	}
	if subject != nil && noticeOf(subject) == nil {
		r := m.rightsIn(subject)
		o.Credit, o.Copyright, o.License = r.CreditText, r.CopyrightNotice, r.License
		if f != nil {
			o.AuthorName = cmp.Or(strings.Join(cleanValues(f.Words().Creators), m.loc.ListComma), o.Credit)
		}
		if im := smallest(thumb); im != nil && !subject.Veiled() {
			o.ThumbnailURL, o.ThumbnailWidth, o.ThumbnailHeight = m.links.absolute(im.Path), im.Width, im.Height
		}
	}
	return jsonText(o)
}

// oEmbedding returns the address of the file that tells other sites how to show the
// page's story or picture; "" if it is neither, or was withdrawn.
func (m *maker) oEmbedding() string {
	s, f := m.page.Story, m.page.Figure
	if m.page.Kind != plan.Essay && m.page.Kind != plan.Picture || s.Notice != nil || f != nil && f.Notice != nil {
		return ""
	}
	return m.links.absolute(plan.EmbedPath(s, f) + ".json")
}
