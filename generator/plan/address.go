package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"photodesk/generator/diag"
	"photodesk/generator/story"
)

// maxSlug is the longest slug in bytes. A rendition's name adds a width, an id
// and an ending, and file systems stop at 255.
const maxSlug = 160

// Slug returns the form of a name that stands in addresses: NFC, letters and
// digits of any script kept, ASCII in lower case, all else one hyphen. A name
// that Windows keeps for a device gets a number, a long one is cut and told
// apart by its hash.
func Slug(name string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(name) {
		switch {
		case r >= 'A' && r <= 'Z':
			b.WriteRune(r + 'a' - 'A')
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r) && b.Len() > 0:
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	s := strings.TrimSuffix(b.String(), "-")
	if device(s) {
		s += "-1"
	}
	return shorten(s)
}

func shorten(s string) string {
	if len(s) <= maxSlug {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	n := maxSlug - 9
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return strings.TrimSuffix(s[:n], "-") + "-" + hex.EncodeToString(sum[:4])
}

// device reports whether Windows would open a device of that name.
func device(s string) bool {
	switch s {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(s) == 4 && (strings.HasPrefix(s, "com") || strings.HasPrefix(s, "lpt")) && s[3] >= '0' && s[3] <= '9'
}

// reserved are the names at the top of a site that photodesk uses itself.
var reserved = []string{
	"page", "embed", "archive", "photographers", "places", "topics", "search", "static", "_desk",
	"index.html", "feed.xml", "feed.json", "sitemap.xml", "robots.txt", "404.html",
	"_headers", "_redirects", ".photodesk.json",
}

// prefix returns the folder of a language: none for the first.
func prefix(site *story.Site, lang string) string {
	if len(site.Langs) == 0 || lang == site.Langs[0] {
		return ""
	}
	return lang + "/"
}

// address returns a story's folder under its language's, ending in "/".
func address(s *story.Story) string {
	if s.Slug.Set() {
		return s.Slug.Value + "/"
	}
	_, rest, _ := strings.Cut(s.Folder.Dir, "/")
	segments := strings.Split(rest, "/")
	for i, seg := range segments {
		segments[i] = Slug(seg)
	}
	return strings.Join(segments, "/") + "/"
}

// Belongs returns what tells the output paths of a story's folder from others, as far as
// the folder alone says: those below its address in every language of the site, the frames
// of other sites, and the pages at its old addresses, but for those of single pictures.
func Belongs(site *story.Site, folder *story.Folder) func(path string) bool {
	addr := address(&story.Story{Folder: folder})
	if len(folder.Stories) > 0 {
		addr = address(folder.Stories[0])
	}
	var dirs []string
	files := map[string]bool{}
	for _, lang := range site.Langs {
		dir := prefix(site, lang) + addr
		dirs = append(dirs, dir, EmbedDir+dir)
		for _, ending := range []string{".html", ".json"} {
			files[EmbedDir+strings.TrimSuffix(dir, "/")+ending] = true
		}
	}
	for _, s := range folder.Stories {
		for _, written := range s.Aliases {
			if from, ok := oldAddress(written.Value, site.BaseURL.Value); ok {
				a := newAlias(nil, from)
				files[a.file], files[a.frame(nil)+".html"] = true, true
			}
		}
	}
	return func(path string) bool {
		return files[path] || slices.ContainsFunc(dirs, func(dir string) bool { return strings.HasPrefix(path, dir) })
	}
}

// checkAddress complains of an address that photodesk needs itself, or that is
// none.
func (m *maker) checkAddress(s *story.Story, addr string) bool {
	first, _, _ := strings.Cut(addr, "/")
	pos := diag.InFile(s.File)
	if s.Slug.Set() {
		pos = s.Slug.Pos
	}
	switch {
	case s.Slug.Set() && !tidy(s.Slug.Value):
		m.diags.Error("url-collision", pos, fmt.Sprintf("%q cannot be an address", s.Slug.Value), tidied(s.Slug.Value))
	case strings.Trim(addr, "/") == "" || strings.Contains(addr, "//"):
		m.diags.Error("url-collision", pos, "this story would have no address of its own",
			"give the folder a name with letters or digits in it, or write slug: in the front matter")
	case slices.Contains(reserved, first), slices.Contains(m.site.Langs, first):
		m.diags.Error("url-collision", pos, fmt.Sprintf("the address %q is one that photodesk uses itself", first),
			"rename the folder, or write another slug: in the front matter")
	default:
		return true
	}
	return false
}

// tidy reports whether what an editor wrote can be the folder of a page as it is:
// names of letters, digits, hyphens, dots and underscores, joined by slashes, that
// every system can have and none hides or climbs out of.
func tidy(slug string) bool {
	for name := range strings.SplitSeq(slug, "/") {
		strange := strings.ContainsFunc(name, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("-._", r)
		})
		stem, _, _ := strings.Cut(name, ".")
		if strange || strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") || name == "" || len(name) > maxSlug || device(strings.ToLower(stem)) {
			return false
		}
	}
	return true
}

// tidied says how to write an address that is none.
func tidied(slug string) string {
	var names []string
	for name := range strings.SplitSeq(slug, "/") {
		if s := Slug(name); s != "" {
			names = append(names, s)
		}
	}
	hint := "write letters, digits and hyphens"
	if len(names) > 0 {
		hint += fmt.Sprintf(", such as %q", strings.Join(names, "/"))
	}
	return hint
}

// claim takes an output path for something written at pos. Two that differ in
// case only are one on the disks of macOS and Windows.
func (m *maker) claim(p string, what string, pos diag.Pos) bool {
	key := strings.ToLower(p)
	was, taken := m.claims[key]
	if !taken {
		m.claims[key] = claim{what, pos}
		return true
	}
	m.diags.Error("url-collision", pos,
		fmt.Sprintf("%s would have the address %q, which belongs to %s (%s)", what, path.Dir(p)+"/", was.what, was.pos),
		"write another slug: in the front matter, or rename one of the two")
	return false
}

type claim struct {
	what string
	pos  diag.Pos
}

// slugs names the pictures of one story's folder: its anchor, else its file's
// stem; where two are equal, with the ending of the file's name. The first
// language that gives an anchor decides, so that a picture has one slug in all.
func (m *maker) slugs(photos []string, anchors map[string]story.Text) map[string]string {
	bySlug := map[string][]string{}
	out := map[string]string{}
	for _, p := range photos {
		s := anchors[p].Value
		if s == "" {
			s = stem(p)
		}
		out[p] = s
		bySlug[s] = append(bySlug[s], p)
	}
	for _, p := range photos {
		if len(bySlug[out[p]]) > 1 && anchors[p].Value == "" {
			out[p] = shorten(out[p] + "-" + Slug(strings.TrimPrefix(path.Ext(p), ".")))
		}
	}
	return out
}

// stem returns the slug of a file's name without its ending.
func stem(p string) string {
	if s := Slug(strings.TrimSuffix(path.Base(p), path.Ext(p))); s != "" {
		return s
	}
	return "photo"
}
