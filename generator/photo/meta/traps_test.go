package meta

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// trap is a file made to be misread, and what it says.
type trap struct {
	ID, Field, Note string
	Expect          any
	Accept          []string
}

func traps(t testing.TB) []trap {
	var cases []trap
	if err := json.Unmarshal(readFile(t, filepath.Join("testdata", "traps", "cases.json")), &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

func trapBytes(t testing.TB, id string) []byte {
	return readFile(t, filepath.Join("testdata", "traps", id+".jpg"))
}

// siteCharsets are the traps that only the site's iptc_charset can answer: no rule tells one European set from another.
var siteCharsets = map[string]string{"iim08-macroman-no190": "macintosh", "iim17-cp1251-no190": "windows-1251"}

// TestTraps reads every trap whose field is one source's. Those of merging (MWG) are judged where merging is done.
func TestTraps(t *testing.T) {
	for _, c := range traps(t) {
		if strings.HasPrefix(c.Field, "MWG:") {
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			f := readBytes(trapBytes(t, c.ID))
			if set, ok := siteCharsets[c.ID]; ok {
				f = f.Resolve(set)
			}
			if got := trapValue(f, c.Field); !accepted(c, got) {
				t.Errorf("%s (%s): got %q, want %q", c.Field, c.Note, got, c.Expect)
			}
		})
	}
}

// trapValue finds the texts of a field. "EXIF:" stands for any of its directories, and a structure for all its fields.
func trapValue(f *Facts, field string) []string {
	for _, group := range []string{"IFD0:", "ExifIFD:"} {
		if name, ok := strings.CutPrefix(field, "EXIF:"); ok {
			if v, ok := f.Get(group + name); ok {
				return v.All()
			}
		}
	}
	if v, ok := f.Get(field); ok && v.Struct == nil {
		return v.All()
	}
	var texts []string
	for i := range f.Values {
		if v := &f.Values[i]; v.Struct == nil && (strings.HasPrefix(v.Name, field) || strings.HasPrefix(v.Name, "XMP-iptcCore:Creator")) {
			texts = append(texts, v.All()...)
		}
	}
	return texts
}

func accepted(c trap, got []string) bool {
	if list, ok := c.Expect.([]any); ok {
		for _, want := range list {
			if !slices.Contains(got, want.(string)) {
				return false
			}
		}
		return true
	}
	text := ""
	if len(got) > 0 {
		text = got[0]
	}
	tidy := func(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }
	want := append(slices.Clone(c.Accept), c.Expect.(string))
	return slices.ContainsFunc(want, func(s string) bool { return tidy(s) == tidy(text) })
}

// TestGuesses holds what is said about character sets that nobody declared.
func TestGuesses(t *testing.T) {
	for id, want := range map[string]struct {
		charset string
		guess   Guess
		cut     bool
	}{
		"iim01-utf8-190":          {},
		"iim03-gbk-no190":         {"gb18030", GuessSniffed, false},
		"iim05-big5-no190":        {"big5", GuessSniffed, false},
		"iim06-latin1-no190":      {"windows-1252", GuessFallback, false},
		"iim09-gbk-declared-utf8": {"gb18030", GuessSniffed, false},
		"iim10-190-latin1":        {"iso-8859-1", GuessNone, false},
		"iim13-utf8-cut-midchar":  {"", GuessNone, true},
		"iim15-sjis-no190":        {"shift_jis", GuessSniffed, false},
		"iim16-euckr-no190":       {"euc-kr", GuessSniffed, false},
		"exif02-gbk":              {},
	} {
		v, _ := readBytes(trapBytes(t, id)).Get("IPTC:Caption-Abstract")
		if v.Charset != want.charset || v.Guess != want.guess || v.Cut != want.cut {
			t.Errorf("%s: charset %q guess %q cut %v, want %+v", id, v.Charset, v.Guess, v.Cut, want)
		}
	}
}
