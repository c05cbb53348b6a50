package generator

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"photodesk/generator/page"
	"photodesk/generator/photo"
	"photodesk/generator/photo/meta"
	"photodesk/generator/plan"
	"photodesk/generator/story"
	"photodesk/static"
	"photodesk/templates"
)

// TestSearchOfAnArchive plans an archive of 10,000 pictures in 200 stories and weighs
// what its search page loads: under 100 kB before the first query, and then pieces
// small enough for a telephone. No picture is made.
func TestSearchOfAnArchive(t *testing.T) {
	p := archivePlan(t, 200, 50)
	theme, ds, err := page.LoadTheme(themeFS())
	if err != nil || ds.HasErrors() {
		t.Fatal(err, ds)
	}
	first := 0
	for _, pg := range p.Pages {
		if pg.Kind == plan.Finder {
			html, err := theme.Render(p, pg)
			if err != nil {
				t.Fatal(err)
			}
			first += len(html)
		}
	}
	for _, name := range []string{"site.css", "site.js", "search.js"} {
		data, err := static.FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		first += len(data)
	}
	count, largest := map[plan.PieceKind]int{}, map[plan.PieceKind]int{}
	for _, piece := range p.Pieces {
		data, err := page.Piece(p, piece)
		if err != nil {
			t.Fatal(err)
		}
		if piece.Kind == plan.Contents {
			first += len(data)
		}
		count[piece.Kind]++
		largest[piece.Kind] = max(largest[piece.Kind], len(data))
	}
	t.Logf("before the first query %d bytes; %d pieces of terms, at most %d bytes; %d of stories, at most %d bytes",
		first, count[plan.TermPiece], largest[plan.TermPiece], count[plan.StoryPiece], largest[plan.StoryPiece])
	if first >= 100_000 {
		t.Errorf("%d bytes before the first query", first)
	}
	if largest[plan.TermPiece] > 60_000 || largest[plan.StoryPiece] > 60_000 {
		t.Errorf("the largest piece of terms has %d bytes, of a story %d", largest[plan.TermPiece], largest[plan.StoryPiece])
	}
}

// TestPiecesKeepSecrets: what is withdrawn is not found, and a sensitive picture is
// found by its words and shown by its warning.
func TestPiecesKeepSecrets(t *testing.T) {
	p := planOf(t, fstest.MapFS{
		"content/a/index.md": {Data: []byte("---\nheadline: First\npublished: 2024-05-02\n---\n\n![](1.jpg){sensitive=\"Shows the dead\"}\nA field after the battle.\n\n" +
			"![](2.jpg){withdrawn=\"2024-06-01: it was staged\"}\nStaged.\n\n![](3.jpg)\nA </script> in the caption.\n")},
		"content/a/1.jpg": {}, "content/a/2.jpg": {}, "content/a/3.jpg": {},
		"content/b/index.md": {Data: []byte("---\nheadline: Killed\npublished: 2024-05-02\nwithdrawn: {date: 2024-06-01, reason: It was wrong}\n---\n\nText.\n")},
	})
	var all strings.Builder
	for _, piece := range p.Pieces {
		data, err := page.Piece(p, piece)
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := page.Piece(p, piece); string(again) != string(data) {
			t.Errorf("%s is made in two ways", piece.Path)
		}
		all.Write(data)
	}
	for text, want := range map[string]bool{
		"Shows the dead": true, "battle": true, "a/3-": true, "a/1-": false,
		"Staged": false, "staged": false, "a/2/": false, "Killed": false, "killed": false, "</script": false,
	} {
		if got := strings.Contains(all.String(), text); got != want {
			t.Errorf("%q stands in the pieces: %v", text, got)
		}
	}
}

// archivePlan plans stories of made-up words, as frequent as words are: the n-th of
// 12,000 a n-th as often as the first.
func archivePlan(t *testing.T, stories, pictures int) *plan.Plan {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	words := make([]string, 12_000)
	for i := range words {
		var b strings.Builder
		for range 2 + random.IntN(3) {
			b.WriteString(string("bcdfghklmnprstvwz"[random.IntN(17)]) + string("aeiou"[random.IntN(5)]))
		}
		words[i] = b.String()
	}
	often := rand.NewZipf(random, 1.05, 3, uint64(len(words)-1))
	fsys := fstest.MapFS{}
	for i := range stories {
		var text strings.Builder
		fmt.Fprintf(&text, "---\nheadline: Story %d of %s\npublished: 20%02d-05-02\n---\n", i, words[i], i%24)
		for j := range pictures {
			fmt.Fprintf(&text, "\n![A picture](%02d.jpg)\n", j)
			for range 30 {
				text.WriteString(words[often.Uint64()] + " ")
			}
			fmt.Fprintf(&text, "on May 2, 20%02d. (Agency/Lin %s)\n", i%24, words[j])
			fsys[fmt.Sprintf("content/story-%03d/%02d.jpg", i, j)] = &fstest.MapFile{}
		}
		fsys[fmt.Sprintf("content/story-%03d/index.md", i)] = &fstest.MapFile{Data: []byte(text.String())}
	}
	return planOf(t, fsys)
}

// planOf plans a site whose pictures are all of 640 by 427 pixels and no two alike.
func planOf(t *testing.T, fsys fstest.MapFS) *plan.Plan {
	t.Helper()
	photos := map[string]plan.Photo{}
	for name := range fsys {
		if strings.HasSuffix(name, ".jpg") {
			facts := &photo.Facts{Facts: meta.Facts{Format: "jpeg", Width: 640, Height: 427, Orientation: 1, Components: 3}}
			copy(facts.Digest[:], strings.TrimPrefix(name, "content/"))
			photos[name] = plan.Photo{Facts: facts}
		}
	}
	content, _, err := story.NewLoader().Load(fsys, "content")
	if err != nil {
		t.Fatal(err)
	}
	p, ds := plan.Make(content, photos, plan.Options{Assets: map[string]string{"static/search.js": "0123456789", "static/site.css": "0123456789"}})
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	return p
}

// themeFS holds the default theme as a site's tree does.
func themeFS() fstest.MapFS {
	fsys := fstest.MapFS{}
	entries, _ := templates.FS.ReadDir(".")
	for _, e := range entries {
		data, _ := templates.FS.ReadFile(e.Name())
		fsys["templates/"+e.Name()] = &fstest.MapFile{Data: data}
	}
	return fsys
}
