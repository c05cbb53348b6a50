package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"photodesk/generator"
	"photodesk/generator/edit"
	"photodesk/generator/publish"
)

// TestDraftsBuild drafts a story from each folder of photographs from the real
// world, and from the sample's, and builds it: whatever new drafts, build makes.
func TestDraftsBuild(t *testing.T) {
	for i, dir := range folders(t) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			site := t.TempDir()
			write(t, filepath.Join(site, "content", "site.yaml"), "title: Drafts\nimages: {widths: [64], formats: [jpeg]}\n")
			p := &place{site: site, cache: t.TempDir()}
			s, err := p.edit(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			drafts := []edit.Draft{{Story: "text", From: dir}, {Story: "file", From: dir, Bare: true}}
			if i > 0 {
				drafts = drafts[:1]
			}
			for _, d := range drafts {
				made, err := s.New(t.Context(), d)
				if err != nil {
					t.Fatal(err)
				}
				if len(made.Photos) == 0 {
					t.Errorf("nothing was placed; skipped %v", made.Skipped)
				}
			}
			if added, err := s.Add(t.Context(), "text", dir, false); err != nil || len(added.Photos) > 0 || len(added.Resent) > 0 {
				t.Errorf("added to what has all: %+v %v", added, err)
			}
			buildDrafts(t, p, len(drafts))
		})
	}
}

func buildDrafts(t *testing.T, p *place, stories int) {
	t.Helper()
	opt, closeSite, err := p.open()
	if err != nil {
		t.Fatal(err)
	}
	defer closeSite()
	opt.Drafts = true
	built, err := generator.Build(t.Context(), opt, generator.To{
		Options: publish.Options{Dir: filepath.Join(p.site, "out"), Holder: publish.Self(time.Now())},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !built.Published {
		for _, d := range built.Diags {
			if d.Severity == 0 {
				t.Errorf("%s", d)
			}
		}
		t.Error("the drafts cannot be built")
	}
	if built.Stories != stories {
		t.Errorf("%d stories", built.Stories)
	}
}

// folders are the sample's photographs, and the corpus if it is there.
func folders(t *testing.T) []string {
	all := []string{filepath.Join("..", "..", "content", "chongqing-nev", "photos")}
	if testing.Short() {
		return all
	}
	corpus := os.Getenv("PHOTODESK_CORPUS")
	if corpus == "" {
		corpus = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	more, _ := filepath.Glob(filepath.Join(corpus, "real", "*"))
	switch {
	case len(more) > 0:
		return append(all, more...)
	case os.Getenv("PHOTODESK_CORPUS") != "" && corpus != "none":
		t.Fatalf("no photographs in %s", filepath.Join(corpus, "real"))
	}
	t.Logf("no photographs in %s: only the sample's are tried", filepath.Join(corpus, "real"))
	return all
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(strings.TrimLeft(text, "\n")), 0o666); err != nil {
		t.Fatal(err)
	}
}
