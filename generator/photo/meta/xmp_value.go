package meta

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// xmpPath names a property or a field of a structure: the namespace of the property and the local names run together,
// as in "LocationCreatedCity".
type xmpPath struct{ space, id string }

func topPath(space, local string) xmpPath { return xmpPath{space, tameCase(space, local)} }

func (p xmpPath) field(space, local string) xmpPath {
	return xmpPath{p.space, p.id + upperFirst(tameCase(space, local))}
}

// name is exiftool's name with its group.
func (p xmpPath) name() string {
	if renamed, ok := xmpNames[p.space+":"+p.id]; ok {
		return "XMP-" + p.space + ":" + renamed
	}
	return "XMP-" + p.space + ":" + upperFirst(p.id)
}

func upperFirst(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

// tameCase writes a name all in capitals in small letters, in namespaces that exiftool has no list of.
func tameCase(space, local string) string {
	if knownSpaces[space] || strings.ContainsAny(local, "abcdefghijklmnopqrstuvwxyz") {
		return local
	}
	words := strings.Split(strings.ToLower(local), "_")
	for i := range words[1:] {
		words[i+1] = upperFirst(words[i+1])
	}
	return strings.Join(words, "")
}

// isPicture covers thumbnails and depth maps in base 64.
func (p xmpPath) isPicture() bool {
	switch p.space {
	case "xmp":
		return p.id == "ThumbnailsImage" || p.id == "PageInfoImage"
	case "GImage", "GAudio", "GDepth":
		return p.id == "Data" || p.id == "Confidence"
	}
	return false
}

// proseSpaces are the namespaces of text that people wrote, where "1/2" and "2023-07-20 12:00" stay as they are.
var proseSpaces = map[string]bool{
	"dc": true, "photoshop": true, "iptcCore": true, "iptcExt": true, "xmpRights": true, "plus": true, "lr": true,
	"x": true, "rdf": true, "TC260": true, "cc": true, "prism": true, "digiKam": true, "acdsee": true, "getty": true,
	"pdf": true, "mwg-rs": true, "mwg-kw": true, "MP": true, "photomech": true, "xmpBJ": true, "crs": true,
}

// convert writes a value as exiftool -n does: dates with colons, rationals as decimals, positions in degrees, terms of
// the PLUS vocabulary without its address.
func (p xmpPath) convert(s string) string {
	switch {
	case s == "":
		return s
	case p.space == "plus":
		return strings.TrimPrefix(s, plusVocabulary)
	case xmpDates[p.space+":"+p.id]:
		return xmpDate(s, true)
	case p.space == "exif" || p.space == "aux" || p.space == "exifEX":
		return p.convertExif(s)
	case strings.HasSuffix(p.id, "GPSLatitude"), strings.HasSuffix(p.id, "GPSLongitude"):
		return signedDegrees(s)
	case p.space == "photomech" && p.id == "TimeCreated":
		return clock(s)
	case proseSpaces[p.space]:
		return s
	}
	return automatic(s)
}

const plusVocabulary = "http://ns.useplus.org/ldf/vocab/"

// automatic converts what looks like a rational or like a full date and time.
func automatic(s string) string {
	if q, ok := rational(s); ok {
		return q
	}
	return xmpDate(s, false)
}

// convertExif reads the properties that mirror Exif's tags (XMP specification part 2, the Exif namespace).
func (p xmpPath) convertExif(s string) string {
	switch p.id {
	case "GPSLatitude", "GPSLongitude", "GPSDestLatitude", "GPSDestLongitude":
		return signedDegrees(s)
	case "ApertureValue", "MaxApertureValue":
		return apex(s, func(n float64) float64 { return math.Pow(math.Sqrt2, n) })
	case "ShutterSpeedValue":
		return apex(s, func(n float64) float64 { return 1 / math.Pow(2, n) })
	case "LensInfo", "LensSpecification":
		return rationals(s)
	case "ColorSpace":
		if s == "4294967295" {
			return "65535"
		}
	case "GPSTimeStamp":
		return xmpDate(s, true)
	}
	return automatic(s)
}

func apex(s string, f func(float64) float64) string {
	q, _ := rational(s)
	n, err := strconv.ParseFloat(q, 64)
	if err != nil {
		return q
	}
	return significant(f(n), 15)
}

// rational reads "n/d". What is no rational is returned as it is.
func rational(s string) (string, bool) {
	num, den, ok := strings.Cut(s, "/")
	if !ok {
		return s, false
	}
	n, err1 := strconv.ParseInt(num, 10, 64)
	d, err2 := strconv.ParseInt(den, 10, 64)
	switch {
	case err1 != nil || err2 != nil:
		return s, false
	case d == 0 && n == 0:
		return "undef", true
	case d == 0:
		return "inf", true
	}
	return significant(float64(n)/float64(d), 15), true
}

// rationals reads the four of a lens: shortest and longest focal length, widest aperture at each.
func rationals(s string) string {
	parts := strings.Fields(s)
	if len(parts) != 4 {
		return s
	}
	for i, part := range parts {
		q, ok := rational(part)
		if !ok {
			return s
		}
		parts[i] = q
	}
	return strings.Join(parts, " ")
}

var (
	fullDate  = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}:\d{2})(:\d{2})?\s*(\S*)$`)
	startDate = regexp.MustCompile(`^\d{4}`)
	angle     = regexp.MustCompile(`[+-]?(?:\d+\.?\d*|\.\d+)(?:[Ee][+-]\d+)?`)
	southWest = regexp.MustCompile(`(?i)[^A-Z](S(outh)?|W(est)?)\s*$`)
)

// xmpDate writes "2023-07-20T12:00:00+08:00" as "2023:07:20 12:00:00+08:00"; a date that is known to be one also when
// it is partial.
func xmpDate(s string, certain bool) string {
	if len(s) < 4 || s[0] < '0' || s[0] > '9' {
		return s
	}
	if m := fullDate.FindStringSubmatch(s); m != nil {
		return m[1] + ":" + m[2] + ":" + m[3] + " " + m[4] + m[5] + m[6]
	}
	if certain && startDate.MatchString(s) {
		return strings.ReplaceAll(s, "-", ":")
	}
	return s
}

// signedDegrees reads "37,46.494N" (XMP specification part 2, GPSCoordinate); south and west are negative.
func signedDegrees(s string) string {
	var part [3]float64
	found := angle.FindAllString(s, 3)
	if len(found) == 0 {
		return ""
	}
	for i, f := range found {
		part[i], _ = strconv.ParseFloat(f, 64)
	}
	deg := part[0] + (part[1]+part[2]/60)/60
	if southWest.MatchString(s) {
		deg = -deg
	}
	return significant(deg, 15)
}
