package publish

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// batches are a site in one batch for each folder at its top, and one without a key for
// all else. Asked counts the batches whose files are asked for.
func (s site) batches(asked *int) []Batch {
	parts := map[string]site{}
	for p, text := range s {
		key, _, inside := strings.Cut(p, "/")
		if !inside {
			key = ""
		}
		if parts[key] == nil {
			parts[key] = site{}
		}
		parts[key][p] = text
	}
	var all []Batch
	for key, part := range parts {
		if key != "" {
			key = hexSum(fmt.Sprint(key, len(part), part))
		}
		all = append(all, Batch{Key: key, Files: func() []File {
			*asked++
			return part.files()
		}})
	}
	return all
}

// TestPart publishes random sites into two folders, with a memory and batches into one
// and without into the other, while somebody meddles with both: they are the same at
// every step, crashes included, and so is what is reported. Most of the time only a
// part was looked at.
func TestPart(t *testing.T) {
	rounds := 40
	if testing.Short() {
		rounds = 10
	}
	parts, all := 0, 0
	for seed := range rounds {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		one, other := t.TempDir(), t.TempDir()
		opt, m := remembering(one)
		plain := Options{Dir: other, Holder: gone}
		var before site
		for step := range 12 {
			next := randomSite(r).with("大桥/1-480-0.jpg", "pixels").with("大桥/'\"/index.html", fmt.Sprint("odd ", r.IntN(3)))
			if r.IntN(2) == 0 && before != nil { // most of it stays
				next = before.with("bridge/index.html", fmt.Sprint("another essay ", step))
			}
			what := meddle(t, r, next, one, other)
			if opt.Step, plain.Step = nil, nil; r.IntN(4) == 0 {
				n := r.IntN(20)
				opt.Step, plain.Step = crashAt(n), crashAt(n)
			}
			asked, batches := 0, next.batches(new(int))
			got, err := Apply(t.Context(), opt, next.batches(&asked))
			m.turn()
			want, wantErr := Apply(t.Context(), plain, whole(next.files()))
			if asked < len(batches) {
				parts++
			}
			all++
			where := fmt.Sprintf("seed %d, step %d, %s, %d of %d asked", seed, step, what, asked, len(batches))
			if said(err, one) != said(wantErr, other) {
				t.Fatalf("%s: %v\nwant %v", where, err, wantErr)
			}
			if a, b := filesOfReport(got), filesOfReport(want); !maps.Equal(a, b) {
				t.Errorf("%s: it says that these are there: %v\nwant %v", where, a, b)
			}
			got.Files, want.Files = nil, nil
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %+v\nwant %+v", where, got, want)
			}
			if a, b := entire(t, one), entire(t, other); !maps.Equal(a, b) {
				t.Errorf("%s: %v\nwant %v", where, a, b)
			}
			if t.Failed() {
				t.FailNow()
			}
			before = next
			if err != nil { // until somebody clears the way
				opt.Force, plain.Force = true, true
			} else {
				opt.Force, plain.Force = false, false
			}
		}
	}
	if parts*3 < all {
		t.Errorf("only %d of %d publishes looked at a part", parts, all)
	}
	t.Logf("%d of %d publishes looked at a part", parts, all)
}

func said(err error, dir string) string {
	if err == nil {
		return ""
	}
	return strings.ReplaceAll(err.Error(), dir, "DIR")
}

func filesOfReport(r Report) map[string]string {
	if r.Files == nil {
		return nil
	}
	return maps.Collect(r.Files)
}

// entire is onDisk with the manifest.
func entire(t *testing.T, dir string) site {
	t.Helper()
	s := onDisk(t, dir)
	data, err := os.ReadFile(filepath.Join(dir, ManifestName))
	if err == nil {
		s[ManifestName] = string(data)
	} else if !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return s
}

// meddle does the same to two folders, half of the time nothing.
func meddle(t *testing.T, r *rand.Rand, next site, dirs ...string) string {
	t.Helper()
	now := slices.Sorted(maps.Keys(onDisk(t, dirs[0])))
	wanted := slices.Sorted(maps.Keys(next))
	if r.IntN(2) == 0 || len(now) == 0 {
		return "nothing"
	}
	put := func(t *testing.T, dir, p, text string) { // with a time of its own, however quick a test is
		put(t, dir, p, text)
		at := time.Now().Add(time.Duration(r.IntN(1e9)) * time.Microsecond)
		if err := os.Chtimes(filepath.Join(dir, filepath.FromSlash(p)), at, at); err != nil {
			t.Fatal(err)
		}
	}
	any, place := now[r.IntN(len(now))], wanted[r.IntN(len(wanted))]
	what := r.IntN(9)
	for _, dir := range dirs {
		name := filepath.Join(dir, filepath.FromSlash(any))
		switch what {
		case 0: // changed
			if !strings.HasSuffix(any, "/") {
				put(t, dir, any, "defaced")
			}
		case 1: // gone
			if err := os.Remove(name); err != nil && !os.IsNotExist(err) {
				t.Log(err) // a folder that is not empty
			}
		case 2:
			put(t, dir, "bridge/notes.txt", "mine")
		case 3:
			put(t, dir, "bridge/"+tempPrefix+"7", "half")
		case 4: // in the place of a file, or of another
			if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(place))); err != nil && !isBlocked(dir, place) {
				put(t, dir, place, "mine")
			}
		case 5: // a file where a folder may be needed
			if _, err := os.Lstat(filepath.Join(dir, "opera")); err != nil {
				put(t, dir, "opera", "mine")
			}
		case 6: // the manifest in another form
			data, err := os.ReadFile(filepath.Join(dir, ManifestName))
			if err == nil {
				put(t, dir, ManifestName, strings.ReplaceAll(string(data), "\n ", "\n\t"))
			}
		case 7:
			if err := os.RemoveAll(filepath.Join(dir, ManifestName)); err != nil {
				t.Fatal(err)
			}
			for _, foreign := range []string{"opera", "bridge/notes.txt"} {
				_ = os.Remove(filepath.Join(dir, foreign))
			}
		case 8: // what changes in place without its size or time
			if data, err := os.ReadFile(name); err == nil && len(data) > 0 {
				data[0] ^= 1
				put(t, dir, any, string(data))
			}
		}
	}
	return fmt.Sprint("meddling ", what, " with ", any, " and ", place)
}

// isBlocked reports whether a folder that leads to p is a file.
func isBlocked(dir, p string) bool {
	for d := range parents(p) {
		if info, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(d))); err == nil && !info.IsDir() {
			return true
		}
	}
	return false
}

// TestSameBatches: where every batch is the same, nothing is touched.
func TestSameBatches(t *testing.T) {
	dir := t.TempDir()
	opt, m := remembering(dir)
	site := []Batch{{Key: "1", Files: bridge.files}}
	for i := range 3 {
		if _, err := Apply(t.Context(), opt, site); err != nil {
			t.Fatal(err)
		}
		m.turn()
		opt.Step = func(op, p string) error {
			if p != lockName {
				t.Errorf("publish %d: %s %s", i+1, op, p)
			}
			return nil
		}
	}
	wantSite(t, dir, bridge)
}
