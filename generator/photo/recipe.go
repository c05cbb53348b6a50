package photo

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"

	"photodesk/generator/diag"
	"photodesk/generator/photo/meta"
)

// Recipe is everything that decides a rendition's pixels, and nothing else: the
// key of the cache and the work order in one, so that nothing can influence the
// pixels without changing the key.
type Recipe struct {
	Version     int    // of the code that makes pixels
	Source      Digest // of the photograph
	Orientation int    // as the photograph has it; baked into the pixels
	Crop        *Crop  `json:",omitempty"` // nil: the whole picture
	Width       int    // of the result, in pixels
	Height      int
	Format      string      // "jpeg" or "webp"
	Quality     int         // 1 to 100
	Convert     *Conversion `json:",omitempty"` // nil: samples stay as they are
}

// Crop cuts the largest piece of the result's shape round a focal point.
type Crop struct {
	X, Y float64 // percent of the picture as it is seen, from the upper left
}

// Label is the metadata that a rendition carries.
type Label = meta.Label

// Text is a text of a label in one language.
type Text = meta.Text

// Rendition is a file made from a photograph: pixels and what they say of
// themselves.
type Rendition struct {
	Recipe
	Profile *Profile // nil: sRGB, which needs none
	Label   *Label   // shared by renditions that carry the same; nil: an empty one
}

// ID returns what names the rendition's file: twelve hex digits that change with
// the recipe, the profile and the label.
func (r *Rendition) ID() string {
	l := r.Label
	if l == nil {
		l = new(Label)
	}
	return r.id(plain(l))
}

// A Tag is a label that several renditions carry, and its part of their IDs, which
// takes longer to make than all the rest of an ID.
type Tag struct {
	*Label
	text []byte
}

// NewTag returns the tag of a label, which must not change any more.
func NewTag(l Label) Tag { return Tag{&l, plain(&l)} }

// Tagged gives the rendition its label, and returns its ID.
func (r *Rendition) Tagged(t Tag) (id string) {
	r.Label = t.Label
	return r.id(t.text)
}

// id digests the rendition as JSON: its fields, those of the recipe first, and the
// label as the last.
func (r *Rendition) id(label []byte) string {
	text := append(r.head(), `,"Label":`...)
	text = append(append(text, label...), '}')
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:6])
}

// head writes the rendition as JSON, but for its label and the end. A test holds it to
// the bytes of encoding/json, which takes five times as long: an archive has a
// hundred thousand renditions.
func (r *Rendition) head() []byte {
	b := make([]byte, 0, 512)
	number := func(name string, n int) {
		b = strconv.AppendInt(append(b, name...), int64(n), 10)
	}
	value := func(name string, v any) {
		b = append(append(b, name...), plain(v)...)
	}
	number(`{"Version":`, r.Version)
	for i, n := range r.Source {
		name := ","
		if i == 0 {
			name = `,"Source":[`
		}
		number(name, int(n))
	}
	number(`],"Orientation":`, r.Orientation)
	if r.Crop != nil {
		value(`,"Crop":`, r.Crop)
	}
	number(`,"Width":`, r.Width)
	number(`,"Height":`, r.Height)
	value(`,"Format":`, r.Format)
	number(`,"Quality":`, r.Quality)
	if r.Convert != nil {
		value(`,"Convert":`, r.Convert)
	}
	value(`,"Profile":`, r.Profile)
	return b
}

func plain(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic("photo: a rendition must be plain data: " + err.Error())
	}
	return text
}

// Type returns the media type of the rendition.
func (r *Recipe) Type() string {
	switch r.Format { // no text of its own for each of many thousands
	case "jpeg":
		return "image/jpeg"
	case "webp":
		return "image/webp"
	}
	return "image/" + r.Format
}

// Ext returns the ending of the rendition's file name.
func (r *Recipe) Ext() string {
	if r.Format == "jpeg" {
		return ".jpg"
	}
	return "." + r.Format
}

// version is that of the code that makes pixels. It changes with every change
// that changes a byte.
const version = 10

// NewRecipe returns the work order for f at the given size; crop is nil for the
// whole picture.
func NewRecipe(f *Facts, width, height int, format string, quality int, crop *Crop) Recipe {
	return Recipe{
		Version: version, Source: f.Digest, Orientation: f.Orientation, Crop: crop,
		Width: width, Height: height, Format: format, Quality: quality, Convert: f.conversion(),
	}
}

// Unusable returns the complaint about a photograph of which no rendition can be
// made, without its place; nil if they can.
func Unusable(f *Facts) *diag.Diagnostic {
	unreadable := func(message, hint string) *diag.Diagnostic {
		return &diag.Diagnostic{ID: "photo-unreadable", Message: message, Hint: hint}
	}
	switch f.Format {
	case "heif":
		return unreadable("HEIC pictures cannot be read", "export it as JPEG: on a Mac, File, Export in Preview; elsewhere, heif-convert FILE.heic FILE.jpg; an iPhone takes JPEG with Settings, Camera, Formats, Most Compatible")
	case "avif":
		return unreadable("AVIF pictures cannot be read", "export it as JPEG or PNG: avifdec FILE.avif FILE.png, or any browser and picture editor of today")
	case "jpeg", "png", "tiff", "webp", "gif":
	default:
		return unreadable("it is not a JPEG, PNG, TIFF, WebP or GIF picture, whatever its name says", SaveAgain)
	}
	switch {
	case f.Animated:
		return unreadable("animated WebP pictures cannot be read", "export a still of it, as JPEG, PNG or WebP")
	case f.Truncated:
		return &diag.Diagnostic{ID: "photo-truncated", Message: "the file ends before the picture does", Hint: "copy or download the file again"}
	case f.Width <= 0 || f.Height <= 0:
		return unreadable("its header does not say how large it is", SaveAgain)
	}
	return nil
}

// SaveAgain is the hint for a damaged photograph.
const SaveAgain = "open it in a picture editor and save it again as JPEG, or ask for the file again"
