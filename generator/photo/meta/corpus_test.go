package meta

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// corpusDir is the folder of real and damaged photographs, which is not part of the repository: see
// PHOTODESK_CORPUS in planar's tests.
func corpusDir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("PHOTODESK_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "corpus")
	}
	if dir == "none" {
		t.Skip("told to do without the corpus of photographs")
	}
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("PHOTODESK_CORPUS") != "" {
			t.Fatal("no corpus of photographs at " + dir)
		}
		t.Skip("no corpus of photographs at " + dir + " (PHOTODESK_CORPUS names another folder)")
	}
	return dir
}

// missing skips a test that lacks a tool, but fails in CI, where none may be lacking.
func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(what)
	}
	t.Skip(what)
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// realJPEGs are the JPEG files of the corpus, in every folder.
func realJPEGs(t testing.TB) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(filepath.Join(corpusDir(t), "real"), func(name string, e fs.DirEntry, err error) error {
		if ext := strings.ToLower(filepath.Ext(name)); ext == ".jpg" || ext == ".jpeg" {
			names = append(names, name)
		}
		return err
	})
	if err != nil || len(names) == 0 {
		t.Fatal("no photographs", err)
	}
	return names
}

func readBytes(b []byte) *Facts { return Read(bytes.NewReader(b), int64(len(b))) }

// family tells which of the three sources a name of exiftool's belongs to; "" for names that are not read.
func family(name string) string {
	group, _, _ := strings.Cut(name, ":")
	switch {
	case group == "IFD0" || group == "ExifIFD" || group == "GPS" || group == "InteropIFD":
		return "EXIF"
	case group == "IPTC":
		return "IIM"
	case strings.HasPrefix(group, "XMP-"):
		return "XMP"
	}
	return ""
}

// TestCorpus compares every value of the real photographs with what exiftool reads. The values that may differ are
// listed in testdata/gaps.txt; the list may only shrink.
func TestCorpus(t *testing.T) {
	dir := corpusDir(t)
	var truth []map[string]any
	dec := json.NewDecoder(bytes.NewReader(readFile(t, filepath.Join(dir, "real-truth.json"))))
	dec.UseNumber()
	if err := dec.Decode(&truth); err != nil {
		t.Fatal(err)
	}
	all, right := map[string]int{}, map[string]int{}
	var gaps []string
	for _, want := range truth {
		source := want["SourceFile"].(string)
		got := raw(readBytes(readFile(t, filepath.Join(dir, source))))
		for _, name := range slices.Sorted(maps.Keys(want)) {
			fam := family(name)
			if fam == "" {
				continue
			}
			all[fam]++
			if same(want[name], got[name]) {
				right[fam]++
				continue
			}
			gaps = append(gaps, filepath.Base(source)+" "+name)
			t.Logf("%s %s: want %.200v, got %.200v", source, name, want[name], got[name])
		}
	}
	for fam, target := range map[string]float64{"EXIF": 99, "IIM": 98, "XMP": 99} {
		score := 100 * float64(right[fam]) / float64(all[fam])
		t.Logf("%s: %d of %d values, %.2f %%", fam, right[fam], all[fam], score)
		if score < target {
			t.Errorf("%s: %.2f %% of values agree, want %v %%", fam, score, target)
		}
	}
	checkGaps(t, gaps)
}

// checkGaps compares with the committed list, both ways: a new gap is a fault, and so is one that is closed but still
// listed.
func checkGaps(t *testing.T, gaps []string) {
	slices.Sort(gaps)
	var known []string
	for line := range strings.Lines(string(readFile(t, filepath.Join("testdata", "gaps.txt")))) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			known = append(known, line)
		}
	}
	for _, g := range gaps {
		if !slices.Contains(known, g) {
			t.Errorf("new gap: %s", g)
		}
	}
	for _, k := range known {
		if !slices.Contains(gaps, k) {
			t.Errorf("no gap any more, take it off testdata/gaps.txt: %s", k)
		}
	}
}

// raw gives the values as exiftool's JSON has them. A name that comes twice is given by its last value.
func raw(f *Facts) map[string]any {
	out := map[string]any{}
	for i := range f.Values {
		v := &f.Values[i]
		out[v.Key()] = v.JSON()
	}
	return out
}

func same(want, got any) bool {
	return normal(want) == normal(got) || replaced(normal(want), normal(got))
}

// normal writes a value so that what does not matter does not show: white space at the ends, a list of one, the notation
// of numbers, the order of fields.
func normal(v any) string {
	switch v := v.(type) {
	case nil:
		return "<nil>"
	case json.RawMessage:
		var x any
		d := json.NewDecoder(bytes.NewReader(v))
		d.UseNumber()
		if err := d.Decode(&x); err != nil {
			return err.Error()
		}
		return normal(x)
	case json.Number:
		if f, err := v.Float64(); err == nil {
			return strconv.FormatFloat(f, 'g', 12, 64)
		}
		return v.String()
	case []any:
		if len(v) == 1 {
			return normal(v[0])
		}
		parts := make([]string, len(v))
		for i := range v {
			parts[i] = normal(v[i])
		}
		return strings.Join(parts, "|")
	case map[string]any:
		var b strings.Builder
		for _, k := range slices.Sorted(maps.Keys(v)) {
			if s := normal(v[k]); s != "" {
				fmt.Fprintf(&b, "{%s=%s}", k, s)
			}
		}
		return b.String()
	case string:
		if _, quoted := scalar(v).(json.Number); quoted {
			return normal(json.Number(v))
		}
		if f, err := strconv.ParseFloat(v, 64); err == nil {
			return strconv.FormatFloat(f, 'g', 12, 64)
		}
		return strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(v, "\x00", ""), "\r\n", "\n"))
	}
	return fmt.Sprint(v)
}

// replaced reports whether the two differ only where exiftool put a question mark for a byte that is not UTF-8, and a
// character was read.
func replaced(want, got string) bool {
	if !strings.Contains(want, "?") || got == "<nil>" {
		return false
	}
	pattern := strings.ReplaceAll(regexp.QuoteMeta(want), `\?`, `(?:\?|[^\x00-\x7f]+)`)
	ok, err := regexp.MatchString("(?s)^"+pattern+"$", got)
	return err == nil && ok
}
