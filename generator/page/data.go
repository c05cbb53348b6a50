package page

import (
	"cmp"
	"html/template"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"

	"photodesk/generator/plan"
	"photodesk/generator/story"
)

// structured returns what the page tells search engines about itself. Pages that
// they are told to stay away from tell nothing.
func (m *maker) structured() template.JS {
	switch {
	case m.page.Kind == plan.Essay && m.page.Story.Notice == nil:
		return script(m.article(m.page.Story), m.crumbs(m.page.Story, nil))
	case m.page.Kind == plan.Picture && noticeOf(m.page.Figure) == nil:
		things := []any{m.crumbs(m.page.Story, m.page.Figure)}
		if f := m.page.Figure; f.Share() != nil {
			im := m.imageObject(f)
			im.Representative, im.IsPartOf = true, m.work(m.page.Story)
			things = append([]any{im}, things...)
		}
		return script(things...)
	case m.page.Kind == plan.Front:
		return script(m.collection("CollectionPage", "", m.contents()))
	case m.page.Kind == plan.List && len(m.page.Figures) > 0:
		return script(m.collection("ImageGallery", m.headingName(m.page.Heading).Text, m.contents()), m.listCrumbs(m.page.Heading))
	case m.page.Kind == plan.List:
		return script(m.collection("CollectionPage", m.headingName(m.page.Heading).Text, m.contents()), m.listCrumbs(m.page.Heading))
	case m.page.Kind == plan.Directory:
		return script(m.collection("CollectionPage", m.sortName(m.page.Headings[0].Sort), m.headings()))
	}
	return ""
}

// address returns the address of an output path: absolute where the site's is
// known, else relative, which JSON-LD resolves as HTML does.
func (m *maker) address(target string) string {
	return cmp.Or(m.links.absolute(target), m.links.to(target))
}

// identity returns the address that names a thing of a page in JSON-LD, which has
// to be absolute to name it everywhere; "" if the site's is not known.
func (m *maker) identity(target, fragment string) string {
	if at := m.links.absolute(target); at != "" {
		return at + "#" + fragment
	}
	return ""
}

// article is a story with all its pictures.
func (m *maker) article(s *plan.Story) newsArticle {
	rights := m.rightsOf(s)
	a := newsArticle{
		Type: "NewsArticle", ID: m.identity(s.Path, "article"), URL: m.address(s.Path), MainEntityOfPage: m.address(s.Path),
		Headline:      clean(s.Headline.Value, maxHeadline),
		Description:   clean(s.Dek.Value, maxLine),
		InLanguage:    m.tongue.html,
		DatePublished: stamp(s.Published.Time, s.Published.Clock), DateModified: m.modified(s),
		Dateline: clean(s.Dateline.Value, maxLine), Author: m.authors(s), Publisher: m.agency(),
		Image: m.covers(s), Keywords: cleaned(s.Topics),
		CopyrightNotice: rights.copyright, License: rights.license, AcquireLicensePage: rights.acquire, UsageInfo: rights.usage,
		IsAccessible: true,
	}
	if name := clean(s.Agency.Value, maxLine); name != "" {
		a.SourceOrganization = &agent{Type: "Organization", Name: name}
	}
	for _, name := range cleaned(s.Places) {
		a.ContentLocation = append(a.ContentLocation, place{Type: "Place", Name: name})
	}
	for _, f := range shown(s) {
		if f.Share() != nil {
			a.AssociatedMedia = append(a.AssociatedMedia, m.imageObject(f))
		}
	}
	for _, c := range s.Corrections {
		a.Correction = append(a.Correction, correction{"CorrectionComment", plain(c.Text), stamp(c.Date.Time, c.Date.Clock)})
	}
	for i, t := range s.Siblings {
		switch {
		case t == s || t.Notice != nil:
		case i == 0:
			a.TranslationOfWork = m.work(t)
		case s.Siblings[0] == s:
			a.WorkTranslation = append(a.WorkTranslation, *m.work(t))
		}
	}
	return a
}

// maxHeadline is how many characters of a headline search engines take, less the
// ellipsis of a longer one.
const maxHeadline = 109

// work names a story where another thing speaks of it.
func (m *maker) work(s *plan.Story) *workRef {
	return &workRef{
		Type: "NewsArticle", ID: m.identity(s.Path, "article"), URL: m.address(s.Path),
		Headline: clean(s.Headline.Value, maxHeadline), InLanguage: htmlLang(s.Lang),
	}
}

// authors returns who wrote a story: its byline, else its agency, else who
// publishes it.
func (m *maker) authors(s *plan.Story) []agent {
	var list []agent
	for _, name := range cleaned(s.Byline) {
		list = append(list, agent{Type: "Person", Name: name})
	}
	if name := clean(s.Agency.Value, maxLine); len(list) == 0 && name != "" {
		list = append(list, agent{Type: "Organization", Name: name})
	}
	if who := m.agency(); len(list) == 0 && who != nil {
		list = append(list, *who)
	}
	return list
}

// agency returns who answers for the site; nil if nobody does.
func (m *maker) agency() *agent {
	p := m.publisher()
	if p.Text == "" {
		return nil
	}
	return &agent{Type: "Organization", Name: p.Text, URL: p.URL, Logo: m.logo()}
}

// logo returns the address of the publisher's logo: a file of static/, or one
// elsewhere.
func (m *maker) logo() string {
	logo := m.plan.Site.Publisher.Logo.Value
	for _, a := range m.plan.Assets {
		if a.Name == strings.TrimPrefix(logo, "/") {
			return m.address(a.Path)
		}
	}
	return webURL(logo)
}

// covers returns the forms of a story's cover that others show.
func (m *maker) covers(s *plan.Story) []imageObject {
	var list []imageObject
	for _, im := range s.Share() {
		o := m.rightsIn(s.Cover)
		o.ContentURL, o.URL = m.address(im.Path), m.address(s.Cover.Path)
		o.Width, o.Height, o.EncodingFormat = pixels(im.Width), pixels(im.Height), im.Type
		list = append(list, o)
	}
	return list
}

// imageObject describes a picture by the rendition that others show of it, which it
// has to have.
func (m *maker) imageObject(f *plan.Figure) imageObject {
	w := f.Words()
	o := m.rightsIn(f)
	im := f.Share()
	o.ID, o.URL, o.ContentURL = m.identity(f.Path, "picture"), m.address(f.Path), m.address(im.Path)
	o.Width, o.Height, o.EncodingFormat = pixels(im.Width), pixels(im.Height), im.Type
	if t := smallest(f.Thumb()); t != nil {
		o.ThumbnailURL = m.address(t.Path)
	}
	o.Position = f.Number
	o.Name = clean(w.Headline.Text, maxLine)
	o.Caption = clean(w.Caption.Text, maxText)
	if alt, _ := m.alt(f); w.Description.Set() {
		o.Description = clean(w.Description.Text, maxText)
	} else {
		o.Description = alt
	}
	if o.InLanguage = m.tongue.html; w.Caption.Lang != "" {
		o.InLanguage = htmlLang(w.Caption.Lang)
	}
	o.DateCreated = w.Date.ISO()
	o.ContentLocation = location(w.Location)
	for _, name := range cleanValues(w.Persons) {
		o.About = append(o.About, agent{Type: "Person", Name: name})
	}
	return o
}

// rightsIn says whose a picture is and what may be done with it.
func (m *maker) rightsIn(f *plan.Figure) imageObject {
	w := f.Words()
	o := imageObject{
		Type:            "ImageObject",
		CreditText:      m.credit(f).Text,
		CopyrightNotice: clean(w.Copyright.Text, maxLine),
		License:         httpURL(w.License.Text), AcquireLicensePage: httpURL(w.AcquireLicense.Text),
		DigitalSourceType: sourceType(w.Meta.DigitalSourceType.Text),
	}
	if usage := clean(w.UsageTerms.Text, maxText); usage != "" {
		o.UsageInfo = &terms{"CreativeWork", usage}
	}
	for _, name := range cleanValues(w.Creators) {
		o.Creator = append(o.Creator, agent{Type: "Person", Name: name})
	}
	return o
}

// smallest returns the narrowest JPEG, which every program can show; nil if there
// is none.
func smallest(images []*plan.Image) *plan.Image {
	var least *plan.Image
	for _, im := range images {
		if im.Type == "image/jpeg" && (least == nil || im.Width < least.Width) {
			least = im
		}
	}
	return least
}

// rights are what a story as a whole is published under.
type rights struct {
	copyright, license, acquire string
	usage                       *terms
}

func (m *maker) rightsOf(s *plan.Story) rights {
	own, site := s.Rights, m.plan.Site.Rights
	r := rights{
		copyright: clean(cmp.Or(own.Copyright.Value, site.Copyright.Value), maxLine),
		license:   httpURL(cmp.Or(own.License.Value, site.License.Value)),
		acquire:   httpURL(cmp.Or(own.AcquireLicensePage.Value, site.AcquireLicensePage.Value)),
	}
	if usage := clean(cmp.Or(own.UsageTerms.Value, site.UsageTerms.Value), maxText); usage != "" {
		r.usage = &terms{"CreativeWork", usage}
	}
	return r
}

// location is where a picture was taken; nil if that is not known.
func location(l plan.Location) *place {
	var parts []string
	for _, v := range []plan.Value{l.Sublocation, l.City, l.State, l.Country} {
		if text := clean(v.Text, maxLine); text != "" && (len(parts) == 0 || parts[len(parts)-1] != text) {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		return nil
	}
	p := &place{Type: "Place", Name: strings.Join(parts, ", ")}
	a := address{
		Type: "PostalAddress", Locality: clean(l.City.Text, maxLine), Region: clean(l.State.Text, maxLine),
		Country: clean(l.Country.Text, maxLine),
	}
	if a.Locality+a.Region+a.Country != "" {
		p.Address = &a
	}
	return p
}

// collection is a page that lists other pages.
func (m *maker) collection(kind, name string, items []listItem) collectionPage {
	site := clean(m.plan.Site.Title.Value, maxLine)
	c := collectionPage{
		Type: kind, ID: m.identity(m.page.Path, "page"), URL: m.address(m.page.Path), Name: cmp.Or(name, site), InLanguage: m.tongue.html,
		IsPartOf: &webSite{"WebSite", site, m.address(m.home(m.page.Lang)), m.agency()},
	}
	if len(items) > 0 {
		c.MainEntity = &itemList{"ItemList", numbered(items)}
	}
	return c
}

// contents returns the stories and the pictures of a page of a list.
func (m *maker) contents() []listItem {
	var items []listItem
	for _, s := range m.page.List {
		items = append(items, listItem{Name: clean(s.Headline.Value, maxLine), URL: m.address(s.Path)})
	}
	for _, f := range m.page.Figures {
		items = append(items, listItem{Name: m.embedTitle(f.Story, f), URL: m.address(f.Path)})
	}
	return items
}

// headings returns the lists of a directory.
func (m *maker) headings() []listItem {
	var items []listItem
	for _, h := range m.page.Headings {
		items = append(items, listItem{Name: m.headingName(h).Text, URL: m.address(h.Path)})
	}
	return items
}

// listCrumbs is the way from the front page to a list, by the directory that it is in.
func (m *maker) listCrumbs(h *plan.Heading) itemList {
	return itemList{"BreadcrumbList", numbered([]listItem{
		{Name: clean(m.plan.Site.Title.Value, maxLine), Item: m.address(m.home(m.page.Lang))},
		{Name: m.sortName(h.Sort), Item: m.address(m.plan.Folder(m.page.Lang, h.Sort.String()))},
		{Name: m.headingName(h).Text},
	})}
}

func numbered(items []listItem) []listItem {
	for i := range items {
		items[i].Type, items[i].Position = "ListItem", i+1
	}
	return items
}

// crumbs is the way from the front page to a story and its picture. The last has
// no address: it is the page itself.
func (m *maker) crumbs(s *plan.Story, f *plan.Figure) itemList {
	list := itemList{Type: "BreadcrumbList", Items: []listItem{
		{Name: clean(m.plan.Site.Title.Value, maxLine), Item: m.address(m.home(m.page.Lang))},
		{Name: clean(s.Headline.Value, maxLine)},
	}}
	if f != nil {
		list.Items[1].Item = m.address(s.Path)
		list.Items = append(list.Items, listItem{Name: cmp.Or(clean(f.Words().Headline.Text, maxLine), m.named(f))})
	}
	numbered(list.Items)
	return list
}

// modified returns when a story last changed, which is when it was published if
// nobody says otherwise.
func (m *maker) modified(s *plan.Story) string {
	return cmp.Or(m.updated(s).ISO, stamp(s.Published.Time, s.Published.Clock))
}

// stamp writes a time in ISO 8601 with the offset that it was written in, a day
// without one; "" if there is none.
func stamp(t time.Time, clock bool) string {
	switch {
	case t.IsZero():
		return ""
	case clock:
		return t.Format(time.RFC3339)
	}
	return t.Format(time.DateOnly)
}

func pixels(n int) string { return strconv.Itoa(n) + " px" }

// httpURL returns an address that opens in a browser, or "".
func httpURL(s string) string {
	if u := webURL(s); !strings.HasPrefix(u, "mailto:") {
		return u
	}
	return ""
}

// cleaned returns the texts that have words.
func cleaned(list []story.Text) []string {
	var out []string
	for _, t := range list {
		if s := clean(t.Value, maxLine); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func cleanValues(list []plan.Value) []string {
	var out []string
	for _, v := range list {
		if s := clean(v.Text, maxLine); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// plain returns what a reader hears of a text.
func plain(t story.Markdown) string {
	if t.Plain != "" || t.HTML == "" {
		return clean(t.Plain, maxText)
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(t.HTML))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if kind == html.TextToken {
			b.Write(z.Text())
		}
	}
	return clean(b.String(), maxText)
}
