package generator

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"photodesk/generator/publish"
)

const anEssay = "---\nheadline: H\npublished: 2024-05-02\n---\n\n![A wall](%s)\nA wall in Berlin, May 2, 2024. (Agency/Lin Wei)\n"

// TestNoWayOutOfTheSite places a photograph that is a link to one elsewhere.
func TestNoWayOutOfTheSite(t *testing.T) {
	s := newSite(t)
	secret := filepath.Join(t.TempDir(), "secret.jpg")
	if err := os.WriteFile(secret, synthesise(t, "600x400"), 0o666); err != nil {
		t.Fatal(err)
	}
	s.text("content/a/index.md", strings.ReplaceAll(anEssay, "%s", "1.jpg"))
	if err := os.Symlink(secret, s.path("content/a/1.jpg")); err != nil {
		t.Skip("no links here:", err)
	}
	b := s.build("public", "cache")
	if b.Published || !strings.Contains(rendered(b), "1.jpg") {
		t.Errorf("published %v:\n%s", b.Published, rendered(b))
	}
	s.text("content/a/index.md", strings.ReplaceAll(anEssay, "%s", "../../../etc/passwd.jpg"))
	if b := s.build("public", "cache"); b.Published {
		t.Error("a picture above the site is published")
	}
}

// TestLongNames places photographs whose names are as long as a disk allows.
func TestLongNames(t *testing.T) {
	s := newSite(t)
	s.small()
	for _, name := range []string{strings.Repeat("n", 251) + ".jpg", strings.Repeat("名", 83) + ".jpg"} {
		s.photo("content/a/"+name, "60x40")
		s.text("content/a/index.md", strings.ReplaceAll(anEssay, "%s", name))
		b := s.good()
		if b.Pictures != 1 {
			t.Errorf("%.9s…: %d pictures", name, b.Pictures)
		}
	}
}

// TestOutputThatCannotBeWritten gives a file where the output folder, and then
// where a folder in it, must be.
func TestOutputThatCannotBeWritten(t *testing.T) {
	s := newSite(t)
	s.small()
	s.essay("a", 1)
	s.text("taken", "a file")
	s.text("half/a", "a file where the story's folder must be")
	for _, dir := range []string{"taken", "half"} {
		_, err := Build(t.Context(), s.options("cache"), To{Options: publish.Options{Dir: s.path(dir), Force: true}}, nil)
		var hinted interface{ Hint() string }
		if !errors.As(err, &hinted) || hinted.Hint() == "" {
			t.Errorf("%s: %v; want an error that says what to do", dir, err)
		}
	}
	if got := s.files("half")["a"]; got != "a file where the story's folder must be" {
		t.Errorf("what stood in the way is now %q", got)
	}
}

// TestFullDisk stops publishing at each of its steps, as a full disk does: every
// page that is there finds its pictures, and the next build heals the rest.
func TestFullDisk(t *testing.T) {
	s := newSite(t)
	s.small()
	s.essay("a", 2)
	s.good()
	s.essay("b", 2)
	s.tree.Refresh()
	full := errors.New("no space left on device")
	for stop := 0; ; stop++ {
		steps := 0
		_, err := Build(t.Context(), s.options("cache"), To{Options: publish.Options{Dir: s.path("public"), Step: func(string, string) error {
			if steps++; steps > stop {
				return full
			}
			return nil
		}}}, nil)
		if err == nil {
			break
		}
		if !errors.Is(err, full) {
			t.Fatalf("stopped at step %d: %v", stop, err)
		}
		files := s.files("public")
		for name, data := range files {
			if strings.HasSuffix(name, "index.html") && strings.Contains(name, "/") {
				for _, ref := range references(t, data) {
					if strings.HasSuffix(ref, ".jpg") && !onDisk(files, name, ref) {
						t.Fatalf("stopped at step %d: %s lacks %s", stop, name, ref)
					}
				}
			}
		}
		if stop > 500 {
			t.Fatal("it never ends")
		}
	}
	other := &site{t: t, dir: s.dir}
	other.reopen()
	other.build("clean", "clean-cache")
	if d := differing(s.files("public"), s.files("clean")); len(d) > 0 {
		t.Errorf("after all that, not a clean site: %v", d)
	}
}
