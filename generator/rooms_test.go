package generator

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// room is a row of the table in doc.go.
type room struct{ uses, owns []string }

// rooms parses the table in doc.go.
func rooms(t *testing.T) map[string]room {
	t.Helper()
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]room{}
	for line := range strings.Lines(string(doc)) {
		cells := strings.Split(strings.TrimSpace(strings.TrimPrefix(line, "//")), "|")
		if len(cells) != 6 || strings.Contains(cells[1], "--") || strings.TrimSpace(cells[1]) == "room" {
			continue
		}
		out[strings.TrimSpace(cells[1])] = room{uses: strings.Fields(cells[3]), owns: strings.Fields(cells[4])}
	}
	if len(out) < 8 {
		t.Fatalf("the table in doc.go has %d rows that can be read", len(out))
	}
	return out
}

// disk are the packages that reach outside the program, and the rooms that may.
var disk = map[string][]string{
	"os":       {"source", "cache", "edit", "publish"},
	"os/exec":  {},
	"os/user":  {"publish"},
	"net":      {"preview"},
	"net/http": {"preview"},
	"unsafe":   {},
	"log":      {},
}

// TestRooms holds the imports of every room to the table in doc.go.
func TestRooms(t *testing.T) {
	table := rooms(t)
	met := map[string]bool{}
	for _, file := range sources(t) {
		name := filepath.ToSlash(filepath.Dir(file))
		if name == "." {
			continue
		}
		r, ok := table[name]
		if !ok {
			t.Errorf("%s: room %s is not in the table in doc.go", file, name)
			continue
		}
		met[name] = true
		for _, p := range imports(t, file) {
			if why := objection(table, name, r, p); why != "" {
				t.Errorf("%s: %q %s (see the table in doc.go)", file, p, why)
			}
		}
	}
	for name := range table {
		if !met[name] {
			t.Errorf("room %s stands in the table and nowhere else", name)
		}
	}
}

// objection returns why room name may not import p; empty if it may.
func objection(table map[string]room, name string, r room, p string) string {
	if other, ok := strings.CutPrefix(p, "photodesk/generator/"); ok && !slices.Contains(r.uses, other) {
		return "is not among what " + name + " may use"
	}
	if may, ok := disk[p]; ok && !slices.Contains(may, name) {
		return "reaches outside the program, which is not for " + name
	}
	for other, o := range table {
		for _, owned := range o.owns {
			if (p == owned || strings.HasPrefix(p, owned+"/")) && other != name && path.Dir(name) != other {
				return "is only for " + other
			}
		}
	}
	return ""
}

// TestObjections shows that the rules above can fail.
func TestObjections(t *testing.T) {
	table := rooms(t)
	for _, c := range []struct {
		room, imports string
		want          bool
	}{
		{"plan", "photodesk/generator/cache", true},
		{"plan", "photodesk/generator/story", false},
		{"plan", "os", true},
		{"cache", "os", false},
		{"page", "github.com/yuin/goldmark", true},
		{"page", "github.com/yuin/goldmark/ast", true},
		{"story", "github.com/yuin/goldmark/ast", false},
		{"check", "html/template", true},
		{"story", "strings", false},
	} {
		if got := objection(table, c.room, table[c.room], c.imports) != ""; got != c.want {
			t.Errorf("%s importing %s: objection = %v, want %v", c.room, c.imports, got, c.want)
		}
	}
}

// sources returns the Go files of all rooms, tests left out.
func sources(t *testing.T) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") &&
			!strings.Contains(filepath.ToSlash(name), "testdata/") {
			out = append(out, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func imports(t *testing.T, file string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, im := range f.Imports {
		p, err := strconv.Unquote(im.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}
