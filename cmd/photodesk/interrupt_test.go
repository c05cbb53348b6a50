package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestInterrupt stops a build with Ctrl-C while it makes pictures: it ends soon
// and says what is left, what was published stays, and the next build makes what
// is missing and no more.
func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no way to send Ctrl-C to one process")
	}
	s := newBusySite(t)
	s.story(t, "first", 1)
	s.run(t)
	before := folder(t, filepath.Join(s.dir, "public"))
	pictures := s.story(t, "second", 12)

	cmd := s.command("build")
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	old := s.cached(t)
	for start := time.Now(); s.cached(t) < old+5; time.Sleep(2 * time.Millisecond) {
		if time.Since(start) > time.Minute {
			t.Fatalf("no pictures were made: %s", &said)
		}
	}
	stopped := time.Now()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // its code is looked at below
	if took := time.Since(stopped); took > 5*time.Second {
		t.Errorf("it ended %v after Ctrl-C", took)
	}
	if code := cmd.ProcessState.ExitCode(); code != failed {
		t.Errorf("exit status %d, want %d", code, failed)
	}
	if !strings.Contains(said.String(), "stopped") || !strings.Contains(said.String(), "goes on from there") {
		t.Errorf("it says %q", &said)
	}
	if after := folder(t, filepath.Join(s.dir, "public")); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Error("the published folder changed")
	}
	for name := range folder(t, s.cache) {
		if strings.Contains(name, "tmp-") {
			t.Errorf("left in the cache: %s", name)
		}
	}

	r := s.run(t)
	if !r.Published || r.Pictures != pictures+1 {
		t.Errorf("afterwards: %+v", r)
	}
	if all := r.Made + r.Kept; r.Kept < 5+all/13 || r.Made == 0 {
		t.Errorf("made %d and kept %d: it does not go on from there", r.Made, r.Kept)
	}
	other := busySite{s.dir, filepath.Join(s.dir, "other-cache")}
	resumed := folder(t, filepath.Join(s.dir, "public"))
	if err := os.RemoveAll(filepath.Join(s.dir, "public")); err != nil {
		t.Fatal(err)
	}
	other.run(t)
	delete(resumed, ".photodesk.json") // dated
	clean := folder(t, filepath.Join(s.dir, "public"))
	delete(clean, ".photodesk.json")
	if fmt.Sprint(resumed) != fmt.Sprint(clean) {
		t.Error("a build that went on gives another site than one that was not stopped")
	}
}

// busySite is a site whose photographs take a while.
type busySite struct{ dir, cache string }

func newBusySite(t *testing.T) busySite {
	t.Helper()
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "content"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "content", "site.yaml"), []byte("title: Test\nimages: {widths: [200, 400, 600]}\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	return busySite{dir, filepath.Join(dir, "cache")}
}

// story adds a story of n photographs.
func (s busySite) story(t *testing.T, name string, n int) int {
	t.Helper()
	dir := filepath.Join(s.dir, "content", name)
	text := "---\nheadline: " + name + "\npublished: 2024-05-02\n---\n"
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	im := image.NewYCbCr(image.Rect(0, 0, 1200, 800), image.YCbCrSubsampleRatio420)
	for i := range im.Y {
		im.Y[i] = uint8(i*i>>5 ^ i)
	}
	for i := range n {
		text += fmt.Sprintf("\n![A wall](%d.jpg)\nA wall in Berlin, May 2, 2024. (Agency/Lin Wei)\n", i)
		for j := range im.Cb[:5000] {
			im.Cb[j] = uint8(i * 16)
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, im, nil); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.jpg", i)), b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "index.md"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return n
}

func (s busySite) command(args ...string) *exec.Cmd {
	return exec.Command("photodesk", append(args, "--site", s.dir, "--cache", s.cache)...)
}

// report is what is looked at of what a build says.
type report struct {
	Pictures, Made, Kept int
	Published            bool
}

// run builds to the end.
func (s busySite) run(t *testing.T) (r report) {
	t.Helper()
	out, err := s.command("build", "--json").Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if err := json.Unmarshal(out, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// cached counts the entries of the cache.
func (s busySite) cached(t *testing.T) int {
	t.Helper()
	n := 0
	err := filepath.WalkDir(s.cache, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && len(d.Name()) == 64 {
			n++
		}
		return nil // the folder grows while it is read
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// folder returns every file below dir.
func folder(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		out[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
