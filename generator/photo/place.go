package photo

import "strings"

// places returns where the camera stood and what it looked at. A place of the
// sidecar stands for all places in the file: a city of one and a country of the
// other would be a place that does not exist.
func (m *merger) places() (created, shown Location) {
	structure, flat := m.location("XMP-iptcExt:LocationCreated"), m.flatLocation()
	shown = m.location("XMP-iptcExt:LocationShown")
	if structure.inSidecar() || flat.inSidecar() || shown.inSidecar() {
		structure, flat, shown = structure.ofSidecar(), flat.ofSidecar(), shown.ofSidecar()
	}
	if structure != (Location{}) {
		return structure, shown
	}
	return flat, shown
}

// parts returns the values of a place, the smallest first.
func (l *Location) parts() []*Value {
	return []*Value{&l.Sublocation, &l.City, &l.State, &l.Country, &l.Code}
}

func (l Location) inSidecar() bool { return l.ofSidecar() != (Location{}) }

// ofSidecar returns what the sidecar says of the place.
func (l Location) ofSidecar() Location {
	for _, v := range l.parts() {
		if !strings.HasSuffix(v.Source, InSidecar) {
			*v = Value{}
		}
	}
	return l
}

// flatLocation returns the fields that every program writes. They say where the
// camera stood (IPTC Photo Metadata Standard 2023.1, City and its neighbours).
func (m *merger) flatLocation() Location {
	return Location{
		Sublocation: m.pick("sublocation", "XMP-iptcCore:Location", "IPTC:Sub-location"),
		City:        m.pick("city", "XMP-photoshop:City", "IPTC:City"),
		State:       m.pick("state", "XMP-photoshop:State", "IPTC:Province-State"),
		Country:     m.pick("country", "XMP-photoshop:Country", "IPTC:Country-PrimaryLocationName"),
		Code:        m.pick("country_code", "XMP-iptcCore:CountryCode", "IPTC:Country-PrimaryLocationCode"),
	}
}

// location returns the first place of a list of IPTC Extension's structures.
func (m *merger) location(prefix string) Location {
	at := func(field string) Value {
		if vs := m.items(prefix + field); len(vs) > 0 {
			return vs[0]
		}
		return Value{}
	}
	return Location{
		Sublocation: at("Sublocation"), City: at("City"), State: at("ProvinceState"),
		Country: at("CountryName"), Code: at("CountryCode"),
	}
}
