package publish

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var errCrash = errors.New("crash")

// crashAt is a Step that lets n changes happen and none after.
func crashAt(n int) func(op, p string) error {
	return func(string, string) error {
		if n--; n < 0 {
			return errCrash
		}
		return nil
	}
}

// randomSite makes stories of pictures, with pages, an index and a style sheet that changes
// in place. Few names, so that two of them have much in common.
func randomSite(r *rand.Rand) site {
	s := site{"css/site.css": fmt.Sprint("style ", r.IntN(2))}
	var front strings.Builder
	for _, story := range []string{"bridge", "harbour", "opera"} {
		if r.IntN(4) == 0 {
			continue
		}
		var essay strings.Builder
		fmt.Fprintf(&essay, "%s %d\n-> css/site.css\n", story, r.IntN(2))
		for photo := range 3 {
			if r.IntN(3) == 0 {
				continue
			}
			img := fmt.Sprintf("%s/%d-480-%d.jpg", story, photo, r.IntN(3))
			s[img] = "pixels of " + img
			s[fmt.Sprintf("%s/%d/index.html", story, photo)] = "picture\n-> " + img + "\n"
			fmt.Fprintf(&essay, "-> %s\n", img)
		}
		s[story+"/index.html"] = essay.String()
		fmt.Fprintf(&front, "-> %s/index.html\n", story)
	}
	s["index.html"] = front.String()
	return s
}

var foreignFiles = site{"bridge/notes.txt": "mine", ".gitignore": "*"}

// wantWhole checks what a reader and an owner may rely on at any moment of a publish.
func wantWhole(t *testing.T, dir string, versions ...site) {
	t.Helper()
	now := onDisk(t, dir)
	m, err := ReadManifest(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	for p, text := range now {
		if strings.HasPrefix(path.Base(p), tempPrefix) || strings.HasSuffix(p, "/") {
			continue
		}
		if mine, ok := foreignFiles[p]; ok {
			if text != mine {
				t.Errorf("the foreign %s is %q", p, text)
			}
			continue
		}
		if !m.owns(p) {
			t.Errorf("%s has no owner", p)
		}
		known := false
		for _, v := range versions {
			known = known || v[p] == text
		}
		if !known {
			t.Errorf("%s is %q, which it never was", p, text)
		}
		for _, need := range needs(text) {
			if _, ok := now[need]; !ok {
				t.Errorf("%s needs %s", p, need)
			}
		}
	}
	for p := range foreignFiles {
		if _, ok := now[p]; !ok {
			t.Errorf("the foreign %s is gone", p)
		}
	}
}

// TestCrashAnywhere goes from one random site to the next, crashes at every step, then
// at a random step of a publish of a third site, and at last lets that one finish.
func TestCrashAnywhere(t *testing.T) {
	rounds := 4
	if testing.Short() {
		rounds = 1
	}
	for seed := range rounds {
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		first, second, third := randomSite(r), randomSite(r), randomSite(r)
		for n, crashed := 0, true; crashed && !t.Failed(); n++ {
			crashed = crashTwice(t, n, r.IntN(40), first, second, third)
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// crashTwice reports whether the second publish had as many as n steps.
func crashTwice(t *testing.T, n, later int, first, second, third site) (crashed bool) {
	t.Helper()
	dir, err := os.MkdirTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	put(t, dir, ".gitignore", "*")
	apply(t, dir, first)
	put(t, dir, "bridge/notes.txt", "mine")

	_, err = Apply(t.Context(), Options{Dir: dir, Holder: gone, Step: crashAt(n)}, whole(second.files()))
	if err != nil && !errors.Is(err, errCrash) {
		t.Fatal(err)
	}
	wantWhole(t, dir, first, second)
	_, again := Apply(t.Context(), Options{Dir: dir, Holder: gone, Step: crashAt(later)}, whole(third.files()))
	if again != nil && !errors.Is(again, errCrash) {
		t.Fatal(again)
	}
	wantWhole(t, dir, first, second, third)
	if r := apply(t, dir, third); r.Unknown != 1 || r.Altered != nil || r.Healed != nil {
		t.Errorf("report %+v", r)
	}
	want := maps.Clone(third)
	maps.Copy(want, foreignFiles)
	wantSite(t, dir, want)
	if t.Failed() {
		t.Fatalf("crash after step %d, then after step %d", n, later)
	}
	return err != nil
}

// TestKilled kills a process that publishes two sites in turn without end.
func TestKilled(t *testing.T) {
	if dir := os.Getenv("PUBLISH_FOREVER"); dir != "" {
		publishForever(t, dir)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	put(t, dir, ".gitignore", "*")
	a, b := twoSites()
	apply(t, dir, a)
	put(t, dir, "bridge/notes.txt", "mine")
	broken := 0
	for i := range 8 {
		child := exec.Command(self, "-test.run=^TestKilled$")
		child.Env = append(os.Environ(), "PUBLISH_FOREVER="+dir)
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(60+i*7) * time.Millisecond)
		_ = child.Process.Kill()
		_ = child.Wait()
		wantWhole(t, dir, a, b)
		if info, err := os.Stat(filepath.Join(dir, lockName)); err == nil && info.Size() == 0 {
			age(t, dir, time.Hour) // killed before it could sign: only time tells that nobody holds it
		}
		r, err := Apply(t.Context(), Options{Dir: dir, Holder: Self(time.Now())}, whole(a.files()))
		if err != nil {
			t.Fatal(err)
		}
		if r.Broke != nil {
			broken++
		}
		want := maps.Clone(a)
		maps.Copy(want, foreignFiles)
		wantSite(t, dir, want)
	}
	t.Logf("%d of 8 left their lock behind", broken)
}

func twoSites() (a, b site) {
	r := rand.New(rand.NewPCG(7, 7))
	return randomSite(r), randomSite(r)
}

func publishForever(t *testing.T, dir string) {
	a, b := twoSites()
	for {
		for _, s := range []site{b, a} {
			if _, err := Apply(t.Context(), Options{Dir: dir, Holder: Self(time.Now())}, whole(s.files())); err != nil {
				t.Fatal(err)
			}
		}
	}
}
