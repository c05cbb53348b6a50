package publish

import (
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A site is a site for tests: path → text. A line "-> p" in a text says that the file
// needs the file p.
type site map[string]string

func (s site) files() []File {
	var files []File
	for p, text := range s { // in any order: Apply must not care
		files = append(files, file(p, text))
	}
	return files
}

func file(p, text string) File {
	f := File{Path: p, Kind: kindOf(p), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}}
	if path.Ext(p) == ".jpg" {
		f.Digest = hexSum("photograph of " + p)
	}
	return f
}

func hexSum(text string) string {
	s, _, _ := sum(strings.NewReader(text))
	return s
}

func kindOf(p string) Kind {
	switch {
	case p == "index.html" || path.Ext(p) == ".xml":
		return Index
	case path.Ext(p) == ".html":
		return Page
	}
	return Asset
}

// needs are the paths that a text names.
func needs(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if p, ok := strings.CutPrefix(strings.TrimSpace(line), "-> "); ok {
			out = append(out, p)
		}
	}
	return out
}

// gone is a holder whose process does not exist: its lock never stops the next publish.
var gone = Holder{Host: "test", User: "test", PID: 1 << 30}

func apply(t *testing.T, dir string, s site) Report {
	t.Helper()
	r, err := Apply(t.Context(), Options{Dir: dir, Holder: gone}, whole(s.files()))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// onDisk is all that a folder holds but photodesk's own files; a folder without entries ends in a slash.
func onDisk(t *testing.T, dir string) site {
	t.Helper()
	s := site{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if entries, err := os.ReadDir(name); err == nil && len(entries) == 0 && rel != "." {
				s[rel+"/"] = ""
			}
			return nil
		}
		if rel == ManifestName || rel == lockName {
			return nil
		}
		text, err := os.ReadFile(name)
		s[rel] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func put(t *testing.T, dir, p, text string) {
	t.Helper()
	name := filepath.Join(dir, filepath.FromSlash(p))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func wantSite(t *testing.T, dir string, want site) {
	t.Helper()
	got := onDisk(t, dir)
	for p := range got {
		if _, ok := want[p]; !ok {
			t.Errorf("%s is left over", p)
		}
	}
	for p, text := range want {
		if got[p] != text {
			t.Errorf("%s is %q, want %q", p, got[p], text)
		}
	}
}

func wantPaths(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s %q, want %q", what, got, want)
	}
}

var bridge = site{
	"index.html":              "front\n-> bridge/index.html\n",
	"feed.xml":                "feed\n-> bridge/index.html\n",
	"bridge/index.html":       "essay\n-> bridge/1-480-aa.jpg\n-> css/site.css\n",
	"bridge/1/index.html":     "picture\n-> bridge/1-480-aa.jpg\n",
	"bridge/1-480-aa.jpg":     "pixels",
	"css/site.css":            "body {}",
	"大桥/é %23 'q'/index.html": "names\n-> css/site.css\n",
}

func (s site) with(p, text string) site {
	s = maps.Clone(s)
	s[p] = text
	return s
}

func (s site) without(paths ...string) site {
	s = maps.Clone(s)
	for _, p := range paths {
		delete(s, p)
	}
	return s
}

// whole is a site in one batch of which nothing is known.
func whole(files []File) []Batch {
	return []Batch{{Files: func() []File { return files }}}
}
