package generator

import (
	"bufio"
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"

	"photodesk/generator/source"
)

// Tests rely on stamps at once: what they change has another time or inode. So
// every test that builds twice tries what is remembered of published files.
func init() {
	vouch = func(info fs.FileInfo, digest [32]byte) (source.Known, bool) {
		k, _ := source.Vouch(info, digest)
		return k, true
	}
}

// TestPublishedFilesAreRemembered: a second build, in another run, renders nothing;
// a published file that was changed or deleted is put right; a changed template
// changes every page; and a lost or damaged memory costs nothing but time.
func TestPublishedFilesAreRemembered(t *testing.T) {
	s := newSite(t)
	s.text("content/a/index.md", "---\nheadline: A\npublished: 2024-05-02\n---\n\n![A](1.jpg)\nCaption one.\n")
	s.photo("content/a/1.jpg", "600x400 credit=Agency")
	s.good()
	want := s.files("public")

	m := recallPublished(s.options("cache").Cache, s.path("public"))
	of := 0
	for p := range want {
		info, err := os.Stat(s.path("public/" + p))
		if err != nil {
			t.Fatal(err)
		}
		if _, sure := m.Stands(p, info); sure && m.Recall(p).Key != "" {
			of++
		}
	}
	if of < 12 {
		t.Errorf("what %d files were made of is known, of %d", of, len(want))
	}

	s.text("public/a/index.html", "defaced")
	if err := os.Remove(s.path("public/a/1/index.html")); err != nil {
		t.Fatal(err)
	}
	if b := s.good(); len(b.Report.Written) != 2 || len(b.Report.Healed) != 1 {
		t.Errorf("written %v, healed %v", b.Report.Written, b.Report.Healed)
	}
	s.text("templates/notfound.html", `{{define "main"}}<p>Nothing here, said by the site itself.</p>{{end}}`)
	s.good()
	if !strings.Contains(s.files("public")["404.html"], "by the site itself") {
		t.Error("a changed template changed nothing")
	}
	if err := os.Remove(s.path("templates/notfound.html")); err != nil {
		t.Fatal(err)
	}
	s.good()
	if b := s.good(); len(b.Report.Written) != 0 {
		t.Errorf("written %v", b.Report.Written)
	}
	for p, data := range s.files("public") {
		if data != want[p] {
			t.Errorf("%s is not what it was", p)
		}
	}
}

// TestReadBatches reads what is kept of a folder, whole and cut short: cut, it tells of
// nothing or of less, and does not break.
func TestReadBatches(t *testing.T) {
	var text bytes.Buffer
	out := bufio.NewWriter(&text)
	for _, batch := range []string{"", "story 1"} {
		var files []byte
		for _, path := range []string{batch + "a.html", batch + "b.jpg"} {
			m := made{path: path, of: "key", photo: strings.Repeat("p", 32), kind: 1}
			files = m.append(files)
		}
		writeBatch(out, batch, string(files))
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	data := text.Bytes()
	for n := range len(data) + 1 {
		r := readBatches(string(data[:n]))
		if n == len(data) && (len(r.files) != 4 || len(r.batches) != 2) {
			t.Errorf("of all, %d files in %d batches are read", len(r.files), len(r.batches))
		}
		for path := range r.files {
			if m, ok := r.file(path); !ok || m.path != path || m.of != "key" || m.photo != strings.Repeat("p", 32) {
				t.Errorf("%d of %d bytes: %q is %+v", n, len(data), path, m)
			}
		}
		for key := range r.batches {
			for m := range r.batch(key) {
				if _, known := r.files[m.path]; !known {
					t.Errorf("%d of %d bytes: %q is in a batch alone", n, len(data), m.path)
				}
			}
		}
	}
}
