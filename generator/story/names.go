package story

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"photodesk/generator/diag"
)

// photoExts are the photographs' extensions, in lower case.
var photoExts = []string{".jpg", ".jpeg", ".jpe", ".png", ".tif", ".tiff", ".webp", ".gif", ".heic", ".heif", ".avif"}

func isPhoto(name string) bool { return slices.Contains(photoExts, strings.ToLower(path.Ext(name))) }

func isXMP(name string) bool { return strings.EqualFold(path.Ext(name), ".xmp") }

func isText(name string) bool { return strings.EqualFold(path.Ext(name), ".md") }

// ignored reports whether a file or folder is none of the editor's: what
// systems and text editors leave behind. A leading "_" is content: cameras
// write it (_DSC0001.jpg).
func ignored(name string) bool {
	switch strings.ToLower(name) {
	case "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "@eadir", "$recycle.bin", "system volume information":
		return true
	}
	ext := strings.ToLower(path.Ext(name))
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "~$") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") && len(name) > 1 ||
		slices.Contains(leftoverExts, ext)
}

// leftoverExts are those of files that programs write for a while.
var leftoverExts = []string{".swp", ".swo", ".swx", ".tmp", ".part", ".crdownload", ".bak"}

// indexName matches the name of a story's file and takes its language.
var indexName = regexp.MustCompile(`^index(?:\.([A-Za-z0-9_-]+))?\.md$`)

func isIndexName(name string) bool { return indexName.MatchString(name) }

// directory finds photographs by the names that people write for them: NFC and
// NFD are one name, and %20 may stand for a blank.
type directory struct {
	dir     string
	photos  map[string]string // NFC of the path below dir → path of the file
	skipped map[string]string // likewise, what is no photograph
	names   []string          // keys of photos, in the order of the listing
}

func newDirectory(dir string, photos, skipped []string) *directory {
	d := &directory{dir: dir, photos: map[string]string{}, skipped: map[string]string{}}
	for _, p := range photos {
		key := norm.NFC.String(p[len(dir)+1:])
		if _, twice := d.photos[key]; !twice {
			d.names = append(d.names, key)
			d.photos[key] = p
		}
		d.photos[p[len(dir)+1:]] = p
	}
	for _, p := range skipped {
		d.skipped[norm.NFC.String(p[len(dir)+1:])] = p
	}
	return d
}

// find returns the path of the photograph that written means, or "" and
// reports that there is none. It also returns the name, percent-decoded if that
// is how the photograph was found.
func (d *directory) find(written Text, ds *diag.List) (name, found string) {
	for _, candidate := range candidates(written.Value) {
		clean := path.Clean(candidate)
		for _, key := range []string{clean, norm.NFC.String(clean)} {
			if p, ok := d.photos[key]; ok {
				return candidate, p
			}
		}
	}
	message, hint := d.missing(written.Value)
	ds.Error("photo-not-found", written.Pos, message, hint)
	return candidates(written.Value)[0], ""
}

// candidates returns what a written name may stand for, in order: itself, then
// its percent-decoding, so that a file whose name holds "%20" can be meant.
func candidates(written string) []string {
	if decoded, err := url.PathUnescape(written); err == nil && decoded != written {
		return []string{written, decoded}
	}
	return []string{written}
}

// missing says why no photograph was found, and what may have been meant.
func (d *directory) missing(written string) (message, hint string) {
	c := candidates(written)
	name := norm.NFC.String(path.Clean(c[len(c)-1]))
	message = fmt.Sprintf("no photograph \"%s\" in %s", written, d.dir)
	switch {
	case scheme.MatchString(written) || strings.HasPrefix(written, "//"):
		return "a picture from another host", "copy the photograph into " + d.dir
	case name == ".." || strings.HasPrefix(name, "../"), strings.HasPrefix(name, "/"):
		return fmt.Sprintf("\"%s\" is outside the story's folder", written), "copy the photograph into " + d.dir
	case d.skipped[name] != "":
		return fmt.Sprintf("\"%s\" is not a photograph that can be published", written), "photographs are " + strings.Join(photoExts, " ")
	case strings.Contains(name, `\`) && d.photos[strings.ReplaceAll(name, `\`, "/")] != "":
		return message, fmt.Sprintf("write \"%s\", with /", strings.ReplaceAll(name, `\`, "/"))
	case len(d.names) == 0:
		return message, "no photograph is there at all: copy them into " + d.dir
	}
	if alike := d.alike(name); alike != "" {
		return message, fmt.Sprintf("did you mean \"%s\"?", alike)
	}
	// A name that differs in a figure is another picture's.
	near := slices.DeleteFunc(slices.Clone(d.names), func(k string) bool {
		return len(figuresIn(k)) == len(figuresIn(name)) && figuresIn(k) != figuresIn(name)
	})
	return message, diag.DidYouMean(name, near, "")
}

// figuresIn returns the digits of a name, in their order.
func figuresIn(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, name)
}

// alike returns the photograph whose path differs from name in letter case, in
// its folder or in its extension only.
func (d *directory) alike(name string) string {
	for _, same := range []func(string) bool{
		func(k string) bool { return strings.EqualFold(k, name) },
		func(k string) bool { return path.Dir(k) == path.Dir(name) && strings.EqualFold(stem(k), stem(name)) },
		func(k string) bool { return strings.EqualFold(path.Base(k), path.Base(name)) },
		func(k string) bool { return strings.EqualFold(stem(k), stem(name)) },
	} {
		if i := slices.IndexFunc(d.names, same); i >= 0 {
			return d.names[i]
		}
	}
	return ""
}

// stem returns a file's name without folder and extension.
func stem(name string) string {
	base := path.Base(name)
	return strings.TrimSuffix(base, path.Ext(base))
}
