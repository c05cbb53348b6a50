package story

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

var update = flag.Bool("update", false, "rewrite the wanted files of testdata/*.txtar")

// TestCorpus loads the site of every testdata/*.txtar and compares what was
// read with its file "want", and what was said with its file "diagnostics".
//
// In a file, ␍ stands for a carriage return, ␀ for NUL, ␖ for a byte that is not
// UTF-8, and 〔BOM〕 for a byte order mark. A photograph is an empty file.
func TestCorpus(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { runCorpus(t, name) })
	}
}

func runCorpus(t *testing.T, name string) {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	a := parseArchive(strings.ReplaceAll(string(data), "\r\n", "\n"))
	fsys := fstest.MapFS{}
	var kept []archived
	want := map[string]string{}
	for _, f := range a.files {
		if f.name == "want" || f.name == "diagnostics" {
			want[f.name] = f.data
			continue
		}
		kept = append(kept, f)
		fsys[f.name] = &fstest.MapFile{Data: []byte(decoded(f.data))}
	}
	l := NewLoader()
	c, ds, err := l.Load(fsys, "content")
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for _, d := range ds {
		said.WriteString(encoded(d.String()))
	}
	got := map[string]string{"want": encoded(dump(c)), "diagnostics": said.String()}
	if *update {
		a.files = append(kept, archived{"want", got["want"]}, archived{"diagnostics", got["diagnostics"]})
		if err := os.WriteFile(name, []byte(a.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, part := range []string{"want", "diagnostics"} {
		if got[part] != want[part] {
			t.Errorf("%s:\n%s", part, difference(want[part], got[part]))
		}
	}
	again, dsAgain, err := l.Load(fsys, "content")
	if err != nil || dump(again) != dump(c) || len(dsAgain) != len(ds) {
		t.Errorf("a second load differs: %v", err)
	}
}

func decoded(s string) string {
	return strings.NewReplacer("␍", "\r", "␀", "\x00", "␖", "\x96", "〔BOM〕", "\ufeff").Replace(s)
}

func encoded(s string) string {
	return strings.NewReplacer("\r", "␍", "\x00", "␀", "\ufeff", "〔BOM〕").Replace(s)
}

// difference returns the lines that are in one text and not in the other.
func difference(want, got string) string {
	var b strings.Builder
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := 0; i < max(len(w), len(g)); i++ {
		var x, y string
		if i < len(w) {
			x = w[i]
		}
		if i < len(g) {
			y = g[i]
		}
		if x != y {
			b.WriteString("- " + x + "\n+ " + y + "\n")
			if b.Len() > 4000 {
				break
			}
		}
	}
	return b.String()
}
