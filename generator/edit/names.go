package edit

import (
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// names are the file names that are taken in a story's folder. Two that differ
// in letter case, in the spelling of an accent (NFC, NFD), or only in signs that
// an address cannot hold are one: on the disks of macOS and Windows, or on the
// web. A key without an ending takes the stem with any ending.
type names map[string]bool

// take marks a name as taken.
func (n names) take(name string) { n[nameKey(name)] = true }

// takeStem marks a name as taken whatever its ending: an ending more would
// change the address of a picture that is published without it.
func (n names) takeStem(name string) {
	n.take(name)
	n[addressed(stem(name))] = true
}

// free reports whether nothing has the name.
func (n names) free(name string) bool { return !n[nameKey(name)] && !n[addressed(stem(name))] }

// give returns a name for a photograph: its own, or with a number where that, or
// the one of its .xmp, is taken.
func (n names) give(sh *shot) string {
	base := fileName(path.Base(sh.name))
	ext := path.Ext(base)
	name := base
	for i := 2; !n.free(name) || sh.xmp != "" && !n.free(xmpName(sh, name)); i++ {
		name = strings.TrimSuffix(base, ext) + "-" + strconv.Itoa(i) + ext
	}
	n.take(name)
	if sh.xmp != "" {
		n.take(xmpName(sh, name))
	}
	return name
}

// nameKey returns what two names that would be one have in common.
func nameKey(name string) string { return addressed(stem(name)) + strings.ToLower(path.Ext(name)) }

// stem returns a file's name without folder and ending.
func stem(name string) string { return strings.TrimSuffix(path.Base(name), path.Ext(name)) }

// addressed returns letters and digits in lower case, and all else as hyphens,
// as an address would have them.
func addressed(s string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) && b.Len() > 0 {
			b.WriteString(strings.ToLower(string(r)))
		} else if b.Len() > 0 && !strings.HasSuffix(b.String(), "-") {
			b.WriteByte('-')
		}
	}
	if s := strings.Trim(b.String(), "-"); s != "" {
		return s
	}
	return "photo"
}

// maxName is the length in bytes of a copy's name, which leaves room for a
// number and for what stands beside it.
const maxName = 200

// fileName returns base with a hyphen for what no text can name.
func fileName(base string) string {
	ext := path.Ext(base)
	name := strings.Map(func(r rune) rune {
		if !text(r) || r == 0x2028 || r == 0x2029 {
			return '-'
		}
		return r
	}, strings.ToValidUTF8(strings.TrimSuffix(base, ext), "-"))
	for len(name)+len(ext) > maxName {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return name + ext
}
