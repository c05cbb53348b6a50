package plan

import (
	"fmt"
	"slices"
	"strings"

	"photodesk/generator/photo"
)

// thumbWidths and cardWidths are those of the 3:2 crops, for the thumbnails of
// an index and for the cover of a story in a list; the larger ones serve screens
// of twice the density.
var (
	thumbWidths = []int{240, 480}
	cardWidths  = []int{480, 960, 1440}
)

// renditions plans the files made from every photograph of a folder. They exist
// once, under the first language, and speak all its languages.
func (f *foldering) renditions() {
	byPhoto := map[string][]*Figure{}
	var order []string
	for _, s := range f.stories {
		for _, fig := range placements(s) {
			if fig.Notice != nil {
				continue
			}
			if byPhoto[fig.Photo] == nil {
				order = append(order, fig.Photo)
			}
			byPhoto[fig.Photo] = append(byPhoto[fig.Photo], fig)
		}
	}
	for _, name := range order {
		f.photograph(byPhoto[name])
	}
	for _, s := range f.stories {
		if s.Cover != nil {
			s.Card = f.crops(s.Cover, cardWidths, rightsLabel(byPhoto[s.Cover.Photo][0]))
		}
	}
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

// photograph plans the renditions of one photograph for all its placements:
// the same files for all, but for crops round a focal point of their own.
func (f *foldering) photograph(figs []*Figure) {
	lead := figs[0]
	rights, full := rightsLabel(lead), fullLabel(figs)
	var whole []*Image
	sizes := widths(f.site.Images.Widths, lead.Width)
	for _, format := range formats(f.site.Images.Formats) {
		for i, w := range sizes {
			label := rights
			if i == len(sizes)-1 {
				label = full
			}
			whole = append(whole, f.image(lead, w, scaled(w, lead.Width, lead.Height), format, nil, label))
		}
	}
	original := f.original(lead)
	for _, fig := range figs {
		fig.Images, fig.Original = whole, original
		fig.Thumb = f.crops(fig, thumbWidths, rights)
	}
}

// formats returns the formats to make, those that can be made: at least JPEG,
// which every reader, feed and "save as" understands.
func formats(asked []string) []string {
	var out []string
	for _, a := range asked {
		if photo.Makes(a) && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	if !slices.Contains(out, "jpeg") {
		out = append(out, "jpeg")
	}
	return out
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

// crops plans 3:2 crops round a figure's focal point, none larger than the
// picture allows.
func (f *foldering) crops(fig *Figure, ws []int, label photo.Label) []*Image {
	most := min(fig.Width, fig.Height*3/2)
	var out []*Image
	for _, w := range ws {
		w = max(1, min(w, most))
		im := f.image(fig, w, max(1, w*2/3), "jpeg", &photo.Crop{X: fig.FocusX, Y: fig.FocusY}, label)
		if !slices.Contains(out, im) {
			out = append(out, im)
		}
	}
	return out
}

// image returns the rendition of that description, one and the same for all who
// ask for it.
func (f *foldering) image(fig *Figure, w, h int, format string, crop *photo.Crop, label photo.Label) *Image {
	r := photo.Rendition{
		Recipe:  photo.NewRecipe(fig.Facts, w, h, format, f.quality(format), crop),
		Profile: fig.Facts.Profile(),
		Label:   label,
	}
	p := fmt.Sprintf("%s%s-%d-%s%s", f.home, fig.Slug, w, r.ID(), r.Ext())
	if im := f.images[p]; im != nil {
		return im
	}
	im := &Image{
		Rendition: r, Path: p, Photo: fig.Photo, Width: w, Height: h, Type: r.Type(),
		Weight: photo.Weight(fig.Facts), Megapixels: float64(fig.Facts.Width) * float64(fig.Facts.Height) / 1e6,
	}
	f.images[p] = im
	f.plan.Images = append(f.plan.Images, im)
	return im
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
	m := &fig.Meta
	l := photo.Label{
		Creators:          texts(fig.Creators),
		JobTitle:          m.JobTitle.Text,
		Credit:            fig.Credit.Text,
		Source:            m.Source.Text,
		Copyright:         fig.Copyright.Text,
		WebStatement:      fig.License.Text,
		LicensorURL:       fig.AcquireLicense.Text,
		DigitalSourceType: m.DigitalSourceType.Text,
		DataMining:        m.DataMining.Text,
		AIGC:              m.AIGC.Text,
		UsageTerms:        spoken(fig.UsageTerms, fig.Story),
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
	l := rightsLabel(lead)
	l.Title = spoken(lead.Meta.Title, lead.Story)
	l.Headline = lead.Headline.Text
	l.Caption = alternatives(figs, func(f *Figure) Value { return f.Caption })
	l.Alt = alternatives(figs, func(f *Figure) Value { return f.Alt })
	l.Description = alternatives(figs, func(f *Figure) Value { return f.Description })
	l.DateCreated = lead.Date.ISO()
	l.Sublocation = lead.Location.Sublocation.Text
	l.City = lead.Location.City.Text
	l.State = lead.Location.State.Text
	l.Country = lead.Location.Country.Text
	l.CountryCode = lead.Location.Code.Text
	l.Persons = texts(lead.Persons)
	l.Keywords = texts(lead.Keywords)
	l.Organisations = texts(lead.Meta.Organisations)
	l.Event = lead.Meta.Event.Text
	l.AISystem, l.AIVersion = aiField(lead, "AISystemUsed"), aiField(lead, "AISystemVersionUsed")
	if lead.Story.site.GPS && lead.Meta.GPS != nil {
		l.GPSLatitude, l.GPSLongitude = lead.Meta.GPS.Degrees()
	}
	return l.Bounded()
}

// aiField returns what a field of IPTC Extension says of the generating system.
func aiField(fig *Figure, name string) string {
	for _, v := range fig.Meta.AI {
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
