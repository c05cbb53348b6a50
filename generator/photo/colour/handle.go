package colour

// Sizes of profiles in bytes.
const (
	small = 4 << 10  // passed through as it is
	large = 16 << 10 // not passed through, even without what is not needed
)

// A Handling is what is done with a picture's colours: nothing, a profile put
// round the renditions, or a conversion to sRGB.
type Handling struct {
	Embed   []byte // the profile that renditions carry; nil: none
	Convert bool   // samples become sRGB ([Open])
}

// Handle decides what is done with a picture of the number of channels (1 grey, 3
// colour, 4 inks, 0 not known, which is taken for colour) that has the profile;
// nil if it has none.
func Handle(icc []byte, channels int) Handling {
	if channels == 4 {
		return Handling{Convert: true}
	}
	p, err := parse(icc)
	if err != nil {
		return Handling{}
	}
	if channels == 0 {
		channels = 3
	}
	if p.channels == 3 && channels == 3 {
		return p.colour()
	}
	return Handling{Convert: p.oddGrey(channels)}
}

// colour decides for a picture and a profile in three channels.
func (p *profile) colour() Handling {
	if p.table() != nil {
		return p.tabled()
	}
	s, err := p.primaries()
	if err != nil {
		return Handling{}
	}
	switch k := s.space(); {
	case k == SRGB:
		return Handling{}
	case k != Unknown:
		return Handling{Embed: k.Profile()}
	case len(p.data) <= small:
		return Handling{Embed: p.data}
	}
	if slim := p.slim(); len(slim) <= large {
		return Handling{Embed: slim}
	}
	return Handling{Convert: true}
}

// tabled decides for a profile whose meaning is in a table.
func (p *profile) tabled() Handling {
	if _, err := p.way(); err != nil {
		return Handling{}
	}
	if len(p.data) <= small {
		return Handling{Embed: p.data}
	}
	return Handling{Convert: true}
}

// oddGrey reports whether grey samples under the profile are not those of sRGB by
// more than a few levels.
func (p *profile) oddGrey(channels int) bool {
	w, err := profiled(p.data, channels)
	if err != nil || channels != 1 {
		return false
	}
	for i := 0; i <= 255; i += 5 {
		if d := mul(neutral(w, i), 255) - float64(i); !(d <= nearLevels && d >= -nearLevels) {
			return true
		}
	}
	return false
}
