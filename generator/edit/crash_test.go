package edit

import (
	"errors"
	"path"
	"runtime"
	"strings"
	"testing"
)

var errCrash = errors.New("crash")

// crashAt is a Step that lets n changes happen and none after, the clearing up
// included: as when the power goes.
func crashAt(n int) func(op, name string) error {
	return func(string, string) error {
		if n--; n < 0 {
			return errCrash
		}
		return nil
	}
}

// works are all that writes below content/.
var works = map[string]func(t *testing.T, d *desk, s *Site) error{
	"new": func(t *testing.T, d *desk, s *Site) error {
		_, err := s.New(t.Context(), Draft{Story: "tower", From: d.path("take")})
		return err
	},
	"add": func(t *testing.T, d *desk, s *Site) error {
		_, err := s.Add(t.Context(), "bridge", d.path("take"), false)
		return err
	},
	"replace": func(t *testing.T, d *desk, s *Site) error {
		_, err := s.Add(t.Context(), "bridge", d.path("take"), true)
		return err
	},
	"pull story": func(t *testing.T, _ *desk, s *Site) error {
		_, err := s.Pull(t.Context(), "bridge", "Wrong")
		return err
	},
	"pull photo": func(t *testing.T, _ *desk, s *Site) error {
		_, err := s.Pull(t.Context(), "content/bridge/photos/01.jpg", "Wrong")
		return err
	},
	"caption": func(_ *testing.T, _ *desk, s *Site) error {
		_, err := s.SetCaption(Target{File: "content/bridge/index.md", Seen: digestOf(storyText)}, "Another.")
		return err
	},
	"sidecar": func(_ *testing.T, _ *desk, s *Site) error {
		_, err := s.SetFocus(Target{File: "content/bridge/photos/01.md"}, 10, 20)
		return err
	},
}

// TestCrashAnywhere stops each work at each of its steps: every file is then as
// it was or as it would have become, and the work done again ends as if nothing
// had happened.
func TestCrashAnywhere(t *testing.T) {
	for name, work := range works {
		t.Run(name, func(t *testing.T) {
			files := with(bridge(t), secondTake(t))
			clean := newDesk(t, files)
			if err := work(t, clean, clean.open(nil)); err != nil {
				t.Fatal(err)
			}
			before, want := newDesk(t, files).files(), clean.files()
			for n, crashed := 0, true; crashed; n++ {
				if n > 100 {
					t.Fatal("it does not come to an end")
				}
				d := newDesk(t, files)
				err := work(t, d, d.open(crashAt(n)))
				if crashed = err != nil; crashed && !errors.Is(err, errCrash) {
					t.Fatal(err)
				}
				between := d.files()
				for p, text := range between {
					if strings.HasPrefix(path.Base(p), ".photodesk-edit-") {
						continue
					}
					if was, ok := before[p]; (!ok || was != text) && want[p] != text {
						t.Errorf("after step %d: %s is %q, which it never was", n, p, text)
					}
				}
				for p := range before {
					if _, ok := between[p]; !ok {
						t.Errorf("after step %d: %s is gone", n, p)
					}
				}
			}
		})
	}
}

// TestNewAgain goes on where a draft was interrupted.
func TestNewAgain(t *testing.T) {
	files := with(bridge(t), secondTake(t))
	clean := newDesk(t, files)
	if err := works["new"](t, clean, clean.open(nil)); err != nil {
		t.Fatal(err)
	}
	for n := range 14 {
		d := newDesk(t, files)
		if err := works["new"](t, d, d.open(crashAt(n))); !errors.Is(err, errCrash) {
			continue
		}
		if d.files()["site/content/tower/index.md"] != "" {
			continue // it was finished but for the flushing of the folder
		}
		if err := works["new"](t, d, d.open(nil)); err != nil {
			t.Fatal(err)
		}
		for _, c := range changes(clean.files(), d.files()) {
			if !strings.HasPrefix(path.Base(c[1:]), ".photodesk-edit-") {
				t.Errorf("after step %d: %s", n, c)
			}
		}
	}
}

func TestFailedWriteLeavesNothing(t *testing.T) {
	d := newDesk(t, with(bridge(t), secondTake(t)))
	before := d.files()
	fail := func(op, _ string) error {
		if op == "rename" {
			return errCrash
		}
		return nil
	}
	for name, work := range works {
		if err := work(t, d, d.open(fail)); !errors.Is(err, errCrash) {
			t.Errorf("%s: %v", name, err)
		}
		wantChanges(t, before, d.files())
	}
	// Photographs that are copied before the text cannot be written go again.
	err := works["add"](t, d, d.open(func(op, name string) error {
		if op == "rename" && path.Ext(name) == ".md" {
			return errCrash
		}
		return nil
	}))
	if !errors.Is(err, errCrash) {
		t.Error(err)
	}
	wantChanges(t, before, d.files())
}

// TestModes keeps a file's permissions.
func TestModes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows knows no such permissions")
	}
	d := newDesk(t, bridge(t))
	s := d.open(nil)
	if err := s.root.Chmod("content/bridge/index.md", 0o640); err != nil {
		t.Fatal(err)
	}
	if err := works["caption"](t, d, s); err != nil {
		t.Fatal(err)
	}
	if info, err := s.root.Stat("content/bridge/index.md"); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v %v", info.Mode(), err)
	}
}

// TestSavedInBetween loses nobody's work: the file is compared once more right
// before it is replaced.
func TestSavedInBetween(t *testing.T) {
	for _, name := range []string{"add", "pull story", "caption"} {
		d := newDesk(t, with(bridge(t), secondTake(t)))
		err := works[name](t, d, d.open(func(op, file string) error {
			if op == "rename" && file == "content/bridge/index.md" {
				d.put(tree{"site/content/bridge/index.md": "somebody's"})
			}
			return nil
		}))
		if !errors.Is(err, ErrChanged) {
			t.Errorf("%s: %v", name, err)
		}
		if got := d.files()["site/content/bridge/index.md"]; got != "somebody's" {
			t.Errorf("%s: the file is %q", name, got)
		}
	}
}

// TestLinks follows no link out of the site, and replaces none by a file.
func TestLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("making links needs a privilege")
	}
	d := newDesk(t, tree{"site/content/x/real.txt": "---\nheadline: x\n---\n", "out/y": ""})
	s := d.open(nil)
	if err := errors.Join(s.root.Symlink("real.txt", "content/x/index.md"), s.root.Symlink("../../out", "content/out")); err != nil {
		t.Fatal(err)
	}
	before := d.files()
	_, err := s.Pull(t.Context(), "x", "Wrong")
	wantRefusal(t, err, "is a link")
	if _, err := s.New(t.Context(), Draft{Story: "out/z"}); err == nil {
		t.Error("a story was made outside of the site")
	}
	wantChanges(t, before, d.files())
}
