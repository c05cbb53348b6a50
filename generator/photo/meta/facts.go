package meta

import (
	"encoding/json"
	"regexp"
	"strings"
)

// Facts is what one photograph says about itself. It is a pure function of the file's bytes and survives a round trip
// through JSON, so it may be cached under the file's digest.
type Facts struct {
	// Format is the container: "jpeg", "png", "tiff", "webp", "heif", "avif", "gif"; "" when unknown, "xmp" for a sidecar.
	Format string `json:",omitempty"`
	// Width and Height are in pixels as stored, before Orientation is applied; 0 when the header has none.
	Width, Height int
	// Orientation is 1 to 8 as in Exif 0x0112 (from XMP where Exif has none, from irot and imir in HEIF); 1 when absent.
	Orientation int
	// Components counts colour channels as coded: 1 grey, 3 colour, 4 CMYK in JPEG and TIFF; 0 when unknown.
	Components int `json:",omitempty"`
	// Bits is the depth of one sample; 0 when unknown.
	Bits int `json:",omitempty"`
	// Progressive is true for a JPEG whose frame is not sequential and for an interlaced PNG.
	Progressive bool `json:",omitempty"`
	// Subsampling is the chroma grid of a JPEG with three components: "4:4:4", "4:2:2", "4:2:0", "4:4:0", "4:1:1", else "".
	Subsampling string `json:",omitempty"`
	// Alpha is true when the header promises transparency.
	Alpha bool `json:",omitempty"`
	// Animated is true for a WebP whose header announces an animation.
	Animated bool `json:",omitempty"`
	// AdobeTransform is the colour transform of a JPEG's APP14 (0 none, 1 YCbCr, 2 YCCK); -1 when there is no APP14.
	AdobeTransform int
	// ICC is the colour profile as embedded, inflated; nil when absent. At most 16 MB.
	ICC []byte `json:",omitempty"`
	// Values are all values in the order of the file's blocks.
	Values []Value `json:",omitempty"`
	// Damage lists what could not be read.
	Damage []Damage `json:",omitempty"`
	// C2PA is true when the file carries a Content Credentials manifest. It is not verified.
	C2PA bool `json:",omitempty"`
	// Truncated is true when the file ends before its own end marker or declared length.
	Truncated bool `json:",omitempty"`
	// IPTCDigest compares Photoshop's resource 0x0425 with the IIM block (MWG Guidelines 2.0, reconciliation).
	IPTCDigest DigestState `json:",omitempty"`
}

// DigestState says whether IIM changed since a program that writes both last put IIM and XMP in step.
type DigestState string

// The states of the IPTC digest.
const (
	DigestAbsent  DigestState = ""
	DigestEqual   DigestState = "equal"
	DigestDiffers DigestState = "differs"
)

// Value is one value under one name, in one language.
type Value struct {
	// Name is exiftool's -G1 name without the language.
	Name string
	// Lang is xml:lang as written, "x-default" included; "" for values that have no language.
	Lang string `json:",omitempty"`
	// Text is the value as exiftool -n prints it, or the first item of a list.
	Text string
	// List holds all items of a list that has two or more; nil otherwise.
	List []string `json:",omitempty"`
	// Struct is the JSON of an XMP structure, as exiftool -struct prints it; such a value has no Text, and the values
	// flattened from it follow.
	Struct json.RawMessage `json:",omitempty"`
	// Charset names the character set of Text where the bytes were neither ASCII nor UTF-8.
	Charset string `json:",omitempty"`
	// Guess says why Charset was taken when nothing declares it.
	Guess Guess `json:",omitempty"`
	// Cut is true when the value ends at its octet limit, or in the middle of a character which was dropped.
	Cut bool `json:",omitempty"`
	// Sidecar is true for a value of the .xmp beside the photograph (see Facts.Behind).
	Sidecar bool `json:",omitempty"`
	// Raw holds the bytes of Text or List where Guess is GuessFallback, for Facts.Resolve.
	Raw [][]byte `json:",omitempty"`
}

// Guess is the reason for a character set that the file does not declare.
type Guess string

// The reasons, from the strongest to the weakest.
const (
	GuessNone     Guess = ""
	GuessXMP      Guess = "xmp"      // the set in which IIM and XMP agree
	GuessSniffed  Guess = "sniffed"  // the frequency of characters
	GuessDeclared Guess = "declared" // the declared set is wrong, a near relative fits
	GuessFallback Guess = "fallback" // nothing speaks for it
)

// Damage is a part of the file that could not be read.
type Damage struct {
	Part    string // "JPEG", "PNG", "TIFF", "WebP", "HEIF", "GIF", "EXIF", "IPTC", "XMP", "ICC", "Photoshop"
	Message string // lower case, without full stop
}

// maxDamage bounds the list: a hostile file can be wrong in a million places.
const maxDamage = 32

func (f *Facts) damaged(part, message string) {
	d := Damage{part, message}
	if len(f.Damage) >= maxDamage {
		return
	}
	for _, old := range f.Damage {
		if old == d {
			return
		}
	}
	f.Damage = append(f.Damage, d)
}

// Key is the value's full exiftool name: the language is appended unless it is the default one, as in
// "XMP-dc:Description-zh-CN".
func (v *Value) Key() string {
	if v.Lang == "" || strings.EqualFold(v.Lang, "x-default") {
		return v.Name
	}
	return v.Name + "-" + keyCase(v.Lang)
}

// keyCase writes a language as exiftool does: small letters, but for a region of two letters behind the language.
func keyCase(tag string) string {
	lang, rest, _ := strings.Cut(strings.ToLower(tag), "-")
	region, more, _ := strings.Cut(rest, "-")
	if len(lang) > 3 || len(region) != 2 {
		return strings.ToLower(tag)
	}
	if more != "" {
		more = "-" + more
	}
	return lang + "-" + strings.ToUpper(region) + more
}

// All returns the items of a list, or Text as the only item.
func (v *Value) All() []string {
	if v.List != nil {
		return v.List
	}
	return []string{v.Text}
}

// Blank reports whether the value holds nothing but white space.
func (v *Value) Blank() bool {
	return len(v.List) == 0 && len(v.Struct) == 0 && strings.TrimSpace(v.Text) == ""
}

// numeric is the form that exiftool's JSON prints without quotes.
var numeric = regexp.MustCompile(`^-?(\d|[1-9]\d{1,14})(\.\d{1,16})?([eE][-+]?\d{1,3})?$`)

// JSON returns the value for encoding/json as exiftool -j prints it: a number, a boolean, a string, a list of these or
// a structure.
func (v *Value) JSON() any {
	if v.Struct != nil {
		return v.Struct
	}
	if v.List == nil {
		return scalar(v.Text)
	}
	out := make([]any, len(v.List))
	for i, s := range v.List {
		out[i] = scalar(s)
	}
	return out
}

func scalar(s string) any {
	switch {
	case numeric.MatchString(s):
		return json.Number(s)
	case strings.EqualFold(s, "true"):
		return true
	case strings.EqualFold(s, "false"):
		return false
	}
	return s
}

// Get returns the value of a name: the x-default or the one without a language where there is one, else the first.
// Blank values are passed over.
func (f *Facts) Get(name string) (Value, bool) {
	return f.In(name)
}

// In returns the value of a name in the first of the languages that it has, else x-default, else English, else the
// first. A language is matched by its full tag, then by its primary subtag; case does not matter.
func (f *Facts) In(name string, langs ...string) (Value, bool) {
	only := -1
	for i := range f.Values {
		if f.Values[i].Name != name || f.Values[i].Blank() {
			continue
		}
		if only >= 0 {
			return among(f.Every(name), langs)
		}
		only = i
	}
	if only < 0 {
		return Value{}, false
	}
	return f.Values[only], true
}

func among(found []Value, langs []string) (Value, bool) {
	for _, want := range append(langs[:len(langs):len(langs)], "x-default", "", "en") {
		if i := matchLang(found, want); i >= 0 {
			return found[i], true
		}
	}
	return found[0], true
}

// Every returns all values of a name, in file order, that are not blank.
func (f *Facts) Every(name string) []Value {
	var found []Value
	for i := range f.Values {
		if f.Values[i].Name == name && !f.Values[i].Blank() {
			found = append(found, f.Values[i])
		}
	}
	return found
}

func matchLang(vs []Value, want string) int {
	for i := range vs {
		if strings.EqualFold(vs[i].Lang, want) {
			return i
		}
	}
	if want == "" || want == "x-default" {
		return -1
	}
	for i := range vs {
		if strings.EqualFold(primary(vs[i].Lang), primary(want)) {
			return i
		}
	}
	return -1
}

// primary is the first subtag of an RFC 5646 tag.
func primary(tag string) string {
	head, _, _ := strings.Cut(tag, "-")
	return head
}
