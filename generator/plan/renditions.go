package plan

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"photodesk/generator/photo"
)

// A shape is a form that crops have, and their widths in pixels.
type shape struct {
	w, h   int // the proportion
	widths []int
}

// thumbs and cards are the thumbnails of an index and the cover of a story in a
// list. Thumbnails stand at one size, on screens of single, double and triple
// density; cards at many, like the pictures themselves. The shares are what
// others show of a story: 1.91:1 as cards in messages have it, and the three
// that search engines ask for.
var (
	thumbs = shape{3, 2, []int{160, 320, 480}}
	cards  = shape{3, 2, []int{370, 480, 620, 800, 1040, 1350, 1750}}
	shares = []shape{
		{1200, 630, []int{1200}}, {16, 9, []int{1200}}, {4, 3, []int{1200}}, {1, 1, []int{1200}},
	}
)

// print is a photograph as a story's folder shows it.
type print struct {
	figs   []*Figure // every placement
	decide func()    // plans the renditions
}

// gather finds every placement of each photograph that is shown, the photographs in
// the order in which readers meet them.
func (f *foldering) gather() {
	met := map[string]*print{}
	for _, s := range f.stories {
		for _, fig := range placements(s) {
			if fig.Notice != nil {
				continue
			}
			p := met[fig.Photo]
			if p == nil {
				p = new(print)
				p.decide = sync.OnceFunc(func() { f.photograph(p.figs) })
				met[fig.Photo], f.shown = p, append(f.shown, p)
			}
			p.figs, fig.print = append(p.figs, fig), p
		}
	}
}

// renditions returns the files made from every photograph of a folder. They exist
// once, under the first language, and speak all its languages.
func (f *foldering) renditions() (all []*Image) {
	met := map[*Image]bool{}
	add := func(images []*Image) {
		for _, im := range images {
			if !met[im] {
				met[im], all = true, append(all, im)
			}
		}
	}
	for _, p := range f.shown {
		add(p.figs[0].Images())
		for _, fig := range p.figs {
			add(fig.Thumb())
		}
	}
	for _, s := range f.stories {
		add(s.Card())
		add(s.Share())
	}
	return all
}

// placements returns every figure of a story's blocks, repetitions included.
func placements(s *Story) []*Figure {
	var out []*Figure
	for _, b := range s.Blocks {
		if b.Row != nil {
			out = append(out, b.Row.Figures...)
		}
	}
	return out
}

// covers plans the crops of a story's cover.
func (f *foldering) covers(s *Story) {
	if s.Cover == nil || s.Cover.Veiled() {
		return
	}
	f.planning.Lock()
	defer f.planning.Unlock()
	label := photo.NewTag(rightsLabel(s.Cover.print.figs[0]))
	card := f.crops(s.Cover, cards, formats(f.site.Images.Formats), label)
	var share []*Image
	for _, sh := range shares {
		share = append(share, f.crops(s.Cover, sh, []string{"jpeg"}, label)...)
	}
	s.Covered(card, share)
}

// photograph plans the renditions of one photograph for all its placements:
// the same files for all, but for crops round a focal point of their own.
func (f *foldering) photograph(figs []*Figure) {
	f.planning.Lock()
	defer f.planning.Unlock()
	lead := figs[0]
	rights, full := photo.NewTag(rightsLabel(lead)), photo.NewTag(fullLabel(figs))
	var whole []*Image
	sizes := widths(f.site.Images.Widths, lead.Width)
	made := formats(f.site.Images.Formats)
	for _, format := range made {
		for _, w := range f.widthsOf(format, made, sizes) {
			label := rights
			if w == sizes[len(sizes)-1] {
				label = full
			}
			if h := scaled(w, lead.Width, lead.Height); photo.Makes(format, w, h) {
				whole = append(whole, f.image(lead, w, h, format, nil, label))
			}
		}
	}
	for _, fig := range figs {
		var thumb []*Image
		if !fig.Veiled() {
			thumb = f.crops(fig, thumbs, made, rights)
		}
		fig.Rendered(whole, thumb)
	}
}

// endings notes how the names of renditions end, if there are any.
func (m *maker) endings() {
	if !slices.ContainsFunc(m.plan.Shares, func(s *Share) bool { return s.Photographs() > 0 }) {
		return
	}
	for _, format := range formats(m.site.Images.Formats) {
		r := photo.Recipe{Format: format}
		m.plan.Endings = append(m.plan.Endings, r.Ext())
	}
}

// formats returns the formats to make: at least JPEG, which every reader, feed
// and "save as" understands.
func formats(asked []string) []string {
	if slices.Contains(asked, "jpeg") {
		return asked
	}
	return append(slices.Clone(asked), "jpeg")
}

// Widths, in pixels, at which there is a JPEG beside a WebP: what a browser
// without WebP shows, and what is shared, which is to be 1200 pixels wide.
const (
	fallbackWidth = 800
	shareWidth    = 1200
)

// widthsOf returns at which of the widths there is a file in a format. JPEG,
// where it is not the only one, is what those have who cannot show the others:
// it is made at the widths above and at the largest.
func (f *foldering) widthsOf(format string, made []string, sizes []int) []int {
	if format != "jpeg" || len(made) == 1 || f.site.Images.AllEverywhere {
		return sizes
	}
	out := []int{atLeast(fallbackWidth, sizes), atLeast(shareWidth, sizes), sizes[len(sizes)-1]}
	return slices.Compact(out)
}

// atLeast returns the smallest of the sizes, which ascend, that is least or more;
// the largest if none is.
func atLeast(least int, sizes []int) int {
	for _, w := range sizes {
		if w >= least {
			return w
		}
	}
	return sizes[len(sizes)-1]
}

// widths returns the widths to make, ascending and never larger than the
// picture; its own joins them where it is between two.
func widths(asked []int, own int) []int {
	var out []int
	for _, w := range asked {
		if w <= own {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	if len(out) == 0 || len(out) < len(asked) && own*10 >= out[len(out)-1]*11 {
		out = append(out, own)
	}
	return out
}

// scaled returns the height that belongs to width w.
func scaled(w, width, height int) int { return max(1, (height*w+width/2)/width) }

// crops plans crops round a figure's focal point, none larger than the picture
// allows. JPEG, beside another format, is made at one width.
func (f *foldering) crops(fig *Figure, sh shape, made []string, label photo.Tag) []*Image {
	most := min(fig.Width, fig.Height*sh.w/sh.h)
	var sizes []int
	for _, w := range sh.widths {
		sizes = append(sizes, max(1, min(w, most)))
	}
	sizes = slices.Compact(sizes)
	var out []*Image
	for _, format := range made {
		ws := sizes
		if format == "jpeg" && len(made) > 1 {
			ws = []int{atLeast(fallbackWidth, sizes)}
		}
		for _, w := range ws {
			crop := photo.Crop{X: fig.FocusX, Y: fig.FocusY}
			out = append(out, f.image(fig, w, max(1, w*sh.h/sh.w), format, &crop, label))
		}
	}
	return out
}

// image returns the rendition of that description, one and the same for all who
// ask for it.
func (f *foldering) image(fig *Figure, w, h int, format string, crop *photo.Crop, label photo.Tag) *Image {
	r := photo.Rendition{
		Recipe:  photo.NewRecipe(fig.Facts, w, h, format, f.quality(format), crop),
		Profile: f.profile(fig.Facts),
	}
	id := r.Tagged(label)
	p := fmt.Sprintf("%s%s-%d-%s%s", f.home, fig.Slug, w, id, r.Ext())
	if im := f.images[p]; im != nil {
		return im
	}
	im := &Image{
		Rendition: r, ID: id, Path: p, Photo: fig.Photo, Width: w, Height: h, Type: r.Type(),
		Weight: photo.Weight(fig.Facts, &r.Recipe), Megapixels: float64(fig.Facts.Width) * float64(fig.Facts.Height) / 1e6,
	}
	f.images[p] = im
	return im
}

// profile returns the profile that the renditions of a photograph carry, one for
// all: it is digested.
func (f *foldering) profile(facts *photo.Facts) *photo.Profile {
	p, ok := f.profiles[facts]
	if !ok {
		if f.profiles == nil {
			f.profiles = map[*photo.Facts]*photo.Profile{}
		}
		p = facts.Profile()
		f.profiles[facts] = p
	}
	return p
}

func (f *foldering) quality(format string) int {
	if format == "webp" {
		return f.site.Images.WebPQuality
	}
	return f.site.Images.JPEGQuality
}

// rightsLabel returns what every rendition carries: whose picture it is and what
// may be done with it.
func rightsLabel(fig *Figure) photo.Label {
	w := fig.Words()
	m := &w.Meta
	l := photo.Label{
		Creators:          texts(w.Creators),
		JobTitle:          m.JobTitle.Text,
		Credit:            w.Credit.Text,
		Source:            m.Source.Text,
		Copyright:         w.Copyright.Text,
		WebStatement:      w.License.Text,
		LicensorURL:       w.AcquireLicense.Text,
		DigitalSourceType: m.DigitalSourceType.Text,
		DataMining:        m.DataMining.Text,
		AIGC:              m.AIGC.Text,
		UsageTerms:        spoken(w.UsageTerms, fig.Story),
		OtherConstraints:  spoken(m.OtherConstraints, fig.Story),
	}
	if len(m.Licensors) > 0 {
		l.LicensorName = m.Licensors[0].Name.Text
	}
	if dm := fig.Story.site.DataMining.Value; l.DataMining == "" && dm != "" {
		l.DataMining = dataMining(dm)
	}
	return l.Bounded()
}

// dataMining returns the URI of a term of the PLUS vocabulary.
func dataMining(term string) string {
	if strings.Contains(term, "://") {
		return term
	}
	return "http://ns.useplus.org/ldf/vocab/" + term
}

// fullLabel returns what the largest rendition carries beside: everything that a
// desk needs to use the picture again, in every language that the story has.
func fullLabel(figs []*Figure) photo.Label {
	lead := figs[0]
	w := lead.Words()
	l := rightsLabel(lead)
	l.Title = spoken(w.Meta.Title, lead.Story)
	l.Headline = w.Headline.Text
	l.Caption = alternatives(figs, func(f *Figure) Value { return f.Words().Caption })
	l.Alt = alternatives(figs, func(f *Figure) Value { return f.Words().Alt })
	l.Description = alternatives(figs, func(f *Figure) Value { return f.Words().Description })
	l.DateCreated = w.Date.ISO()
	l.Sublocation = w.Location.Sublocation.Text
	l.City = w.Location.City.Text
	l.State = w.Location.State.Text
	l.Country = w.Location.Country.Text
	l.CountryCode = w.Location.Code.Text
	l.Persons = texts(w.Persons)
	l.Keywords = texts(w.Keywords)
	l.Organisations = texts(w.Meta.Organisations)
	l.Event = w.Meta.Event.Text
	l.AISystem, l.AIVersion = aiField(lead, "AISystemUsed"), aiField(lead, "AISystemVersionUsed")
	if lead.Story.site.GPS && w.Meta.GPS != nil {
		l.GPSLatitude, l.GPSLongitude = w.Meta.GPS.Degrees()
	}
	return l.Bounded()
}

// aiField returns what a field of IPTC Extension says of the generating system.
func aiField(fig *Figure, name string) string {
	for _, v := range fig.Words().Meta.AI {
		if v.Source == "XMP-iptcExt:"+name || v.Source == "XMP-iptcExt:"+name+photo.InSidecar {
			return v.Text
		}
	}
	return ""
}

// alternatives returns a text in each language it was written in, that of the
// first placement first.
func alternatives(figs []*Figure, of func(*Figure) Value) []photo.Text {
	var out []photo.Text
	for _, fig := range figs {
		for _, t := range spoken(of(fig), fig.Story) {
			if !slices.ContainsFunc(out, func(o photo.Text) bool { return o.Lang == t.Lang }) {
				out = append(out, t)
			}
		}
	}
	return out
}

// spoken returns a value with its language: what the editor wrote is in the
// story's, what a file does not say stays unsaid.
func spoken(v Value, s *Story) []photo.Text {
	if v.Text == "" {
		return nil
	}
	lang := v.Lang
	if lang != "" {
		lang = LangTag(lang)
	}
	return []photo.Text{{Lang: lang, Text: v.Text}}
}

func texts(vs []Value) []string {
	var out []string
	for _, v := range vs {
		out = append(out, v.Text)
	}
	return out
}
