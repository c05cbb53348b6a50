package photo

import (
	"strconv"
	"strings"
	"time"
)

// date returns when the photograph was taken: what the desk wrote before what
// the camera's clock said.
func (m *merger) date() Date {
	for _, try := range []func() (Date, bool){m.dateXMP, m.dateIIM, m.dateExif} {
		if d, ok := try(); ok {
			return d
		}
	}
	return Date{}
}

func (m *merger) dateXMP() (Date, bool) {
	v, ok := m.value("XMP-photoshop:DateCreated")
	if !ok {
		return Date{}, false
	}
	return parseDate(v.Text, v.Source)
}

func (m *merger) dateIIM() (Date, bool) {
	v, ok := m.value("IPTC:DateCreated")
	if !ok {
		return Date{}, false
	}
	if t, ok := m.value("IPTC:TimeCreated"); ok {
		if d, ok := parseDate(v.Text+" "+t.Text, v.Source); ok {
			return d, true
		}
	}
	return parseDate(v.Text, v.Source)
}

func (m *merger) dateExif() (Date, bool) {
	v, ok := m.value("ExifIFD:DateTimeOriginal")
	if !ok {
		return Date{}, false
	}
	if zone, ok := m.value("ExifIFD:OffsetTimeOriginal"); ok {
		if d, ok := parseDate(v.Text+zone.Text, v.Source); ok {
			return d, true
		}
	}
	return parseDate(v.Text, v.Source)
}

// layouts of dates as exiftool prints them and as XMP writes them (ISO 8601),
// once the date's hyphens are colons and the T is a space.
var layouts = []struct {
	layout    string
	precision Precision
	zone      bool
}{
	{"2006:01:02 15:04:05Z07:00", Second, true},
	{"2006:01:02 15:04:05", Second, false},
	{"2006:01:02 15:04Z07:00", Minute, true},
	{"2006:01:02 15:04", Minute, false},
	{"2006:01:02", Day, false},
	{"2006:01", Month, false},
	{"2006", Year, false},
}

// parseDate reads a date to the precision that it has; parts that are zero are
// parts unknown (IIM 4.2, DataSet 2:55). Fractions of a second are dropped.
func parseDate(s, source string) (Date, bool) {
	date, clock := strings.TrimSpace(s), ""
	if i := strings.IndexAny(date, "T "); i >= 0 {
		date, clock = date[:i], withoutFraction(date[i+1:])
	}
	date = strings.ReplaceAll(date, "-", ":")
	for clock == "" && strings.HasSuffix(date, ":00") {
		date = strings.TrimSuffix(date, ":00")
	}
	s = strings.TrimSpace(date + " " + clock)
	for _, l := range layouts {
		if t, err := time.Parse(l.layout, s); err == nil {
			return Date{Time: t, Precision: l.precision, Zone: l.zone, Source: source}, true
		}
	}
	return Date{}, false
}

func withoutFraction(s string) string {
	dot := strings.IndexByte(s, '.')
	if dot < 0 {
		return s
	}
	end := dot + 1
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	return s[:dot] + s[end:]
}

// camera returns the line of facts about the shot.
func (m *merger) camera() Camera {
	return Camera{
		Make: m.one("IFD0:Make").Text, Model: m.one("IFD0:Model").Text, Lens: m.one("ExifIFD:LensModel").Text,
		FocalLength: m.number("ExifIFD:FocalLength"), FNumber: m.number("ExifIFD:FNumber"),
		Exposure: m.number("ExifIFD:ExposureTime"), ISO: int(m.number("ExifIFD:ISO")),
	}
}

// number returns a finite value of sensible size, else 0.
func (m *merger) number(name string) float64 {
	v, ok := m.value(name)
	if !ok {
		return 0
	}
	n, err := strconv.ParseFloat(v.Text, 64)
	if err != nil || !(n > 0 && n < 1e7) {
		return 0
	}
	return n
}

// position returns where the camera stood; exiftool's signs of the hemisphere
// stand in fields of their own.
func (m *merger) position() *Position {
	lat, okLat := m.degrees("GPS:GPSLatitude", "S")
	lon, okLon := m.degrees("GPS:GPSLongitude", "W")
	if !okLat || !okLon {
		return nil
	}
	return &Position{Latitude: lat, Longitude: lon}
}

func (m *merger) degrees(name, negative string) (float64, bool) {
	v, ok := m.value(name)
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseFloat(v.Text, 64)
	if err != nil || !(n >= -180 && n <= 180) {
		return 0, false
	}
	if ref, ok := m.value(name + "Ref"); ok && strings.HasPrefix(strings.ToUpper(ref.Text), negative) && n > 0 {
		n = -n
	}
	return n, true
}
