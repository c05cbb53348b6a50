package photo

import (
	"strconv"
	"strings"
	"time"
)

// date returns when the photograph was taken: what the desk wrote before what
// the camera's clock said.
func (m *merger) date() Date {
	xmp, iim := m.dateXMP(), m.dateIIM()
	switch {
	case xmp.Precision == NoDate && iim.Precision == NoDate:
		return m.dateCamera()
	case xmp.Precision == NoDate:
		return iim
	case iim.Precision == NoDate, strings.HasSuffix(xmp.Source, InSidecar), sameDay(xmp, iim):
		return m.zoned(xmp)
	}
	if v := m.settle("date", []Value{{Text: xmp.ISO(), Source: xmp.Source}, {Text: iim.ISO(), Source: iim.Source}}); v.Source == iim.Source {
		return iim
	}
	return m.zoned(xmp)
}

// sameDay reports whether two dates agree as far as both are known: the same
// wall clock, or the same day where one has a zone that the other has not.
func sameDay(a, b Date) bool {
	layout := []string{Year: "2006", Month: "2006-01", Day: "2006-01-02"}[min(a.Precision, b.Precision, Day)]
	return a.Time.Format(layout) == b.Time.Format(layout) || a.Zone && b.Zone && a.Time.Equal(b.Time)
}

// zoned adds the zone that the camera recorded to a date that is the camera's to
// the second and lacks it.
func (m *merger) zoned(d Date) Date {
	if c := m.dateExif(); d.Precision == Second && !d.Zone && c.Zone && c.Time.Format(time.DateTime) == d.Time.Format(time.DateTime) {
		d.Time, d.Zone = c.Time, true
	}
	return d
}

func (m *merger) dateXMP() Date { return m.dateOf("XMP-photoshop:DateCreated", "", "") }

func (m *merger) dateIIM() Date { return m.dateOf("IPTC:DateCreated", " ", "IPTC:TimeCreated") }

func (m *merger) dateExif() Date {
	return m.dateOf("ExifIFD:DateTimeOriginal", "", "ExifIFD:OffsetTimeOriginal")
}

// dateCamera returns what the clock of the camera said, in Exif or in the copy of
// it that programs write into XMP.
func (m *merger) dateCamera() Date {
	xmp := m.dateOf("XMP-exif:DateTimeOriginal", "", "")
	if exif := m.dateExif(); exif.Precision != NoDate && !strings.HasSuffix(xmp.Source, InSidecar) {
		return exif
	}
	return xmp
}

// dateOf reads a date that stands in one field or goes on in another. What
// cannot be read there is left out.
func (m *merger) dateOf(name, between, rest string) Date {
	v, ok := m.value(name)
	if !ok {
		return Date{}
	}
	if r, ok := m.value(rest); ok {
		if d, ok := parseDate(v.Text+between+r.Text, v.Source); ok {
			return d
		}
	}
	d, _ := parseDate(v.Text, v.Source)
	return d
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

// position returns where the camera stood, from XMP or else from Exif, where the
// signs of the hemispheres stand in fields of their own. A receiver without a fix
// writes zero twice.
func (m *merger) position() *Position {
	for _, group := range []string{"XMP-exif:", "GPS:"} {
		lat, okLat := m.degrees(group+"GPSLatitude", "S", 90)
		lon, okLon := m.degrees(group+"GPSLongitude", "W", 180)
		if okLat && okLon && (lat != 0 || lon != 0) {
			return &Position{lat, lon, m.one(group + "GPSLatitude").Source}
		}
	}
	return nil
}

// degrees reads an angle of at most limit to both sides.
func (m *merger) degrees(name, negative string, limit float64) (float64, bool) {
	v, ok := m.value(name)
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseFloat(v.Text, 64)
	if err != nil || !(n >= -limit && n <= limit) {
		return 0, false
	}
	if ref, ok := m.value(name + "Ref"); ok && strings.HasPrefix(strings.ToUpper(ref.Text), negative) && n > 0 {
		n = -n
	}
	return n, true
}
