package generator

import (
	"flag"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the diagnostics that the sites expect; look at the difference before committing")

// TestSites builds each site of testdata/sites and compares what is said and
// what is made. In an archive, a picture is described and synthesised (see
// synthesise); "diagnostics" holds everything that is said, exactly; each line
// of "public" says something of the output:
//
//	has PATH TEXT      the file is there and holds the text
//	lacks PATH TEXT    the file is there and does not
//	absent PATH        there is no such file; PATH may be a pattern
//	exists PATH        there is; PATH may be a pattern
func TestSites(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("testdata", "sites", "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no sites: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			testSite(t, name)
		})
	}
}

var described = regexp.MustCompile(`^[0-9]+x[0-9]+`)

func testSite(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t)
	var diagnostics *txtar.File
	expectations := ""
	for i, f := range archive.Files {
		switch {
		case f.Name == "diagnostics":
			diagnostics = &archive.Files[i]
		case f.Name == "public":
			expectations = string(f.Data)
		case described.Match(f.Data):
			s.photo(f.Name, strings.TrimSpace(string(f.Data)))
		default:
			s.write(f.Name, f.Data)
		}
	}
	b := s.build("public", "cache")
	if diagnostics == nil {
		archive.Files = append(archive.Files, txtar.File{Name: "diagnostics"})
		diagnostics = &archive.Files[len(archive.Files)-1]
	}
	if got := rendered(b); got != string(diagnostics.Data) {
		if *update {
			diagnostics.Data = []byte(got)
			if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
				t.Fatal(err)
			}
		} else {
			t.Errorf("diagnostics:\n%s\nwant:\n%s", got, diagnostics.Data)
		}
	}
	files := s.files("public")
	for line := range strings.Lines(expectations) {
		if line = strings.TrimSpace(line); line != "" && !holds(t, files, line) {
			t.Errorf("not so: %s", line)
		}
	}
}

// holds judges one line of a site's expectations.
func holds(t *testing.T, files map[string]string, line string) bool {
	t.Helper()
	verb, rest, _ := strings.Cut(line, " ")
	switch verb {
	case "has", "lacks":
		p, text, ok := strings.Cut(rest, " ")
		data, there := files[p]
		return ok && there && strings.Contains(data, text) == (verb == "has")
	case "exists", "absent":
		found := false
		for p := range files {
			if ok, err := path.Match(rest, p); err != nil {
				t.Fatalf("%q: %v", line, err)
			} else if ok {
				found = true
			}
		}
		return found == (verb == "exists")
	}
	t.Fatalf("%q: not an expectation", line)
	return false
}
