package edit

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"photodesk/generator/photo/meta"
	"photodesk/generator/story"
)

func takeOf(t testing.TB) tree {
	head := "New energy vehicle lines run at full capacity"
	b := said(head, "Trucks leave (pictured) a zone in Chongqing.", "Li Qianlei", "2023-07-20T09:00:00+08:00")
	b.Alt = []meta.Text{{Text: "Trucks in [two] rows"}}
	return tree{
		"take/IMG_10.jpg": jpegOf(t, 10, said(head, "Workers *check* a car, July 20, 2023. (Xinhua/Tang Yi)", "Tang Yi", "2023-07-20T08:00:00+08:00")),
		"take/IMG_9.jpg":  jpegOf(t, 9, b),
		"take/IMG_9.xmp":  "<x:xmpmeta/>",
		"take/late.jpg":   jpegOf(t, 8, meta.Label{Credit: "Xinhua"}),
		"take/clip.mp4":   "moving",
		"take/_1.CR3":     "raw",
		"take/bad.jpg":    "no picture at all",
		"take/.hidden":    "x",
		"take/again.jpg":  jpegOf(t, 10, said(head, "Workers *check* a car, July 20, 2023. (Xinhua/Tang Yi)", "Tang Yi", "2023-07-20T08:00:00+08:00")),
	}
}

const wantDraft = `---
headline: New energy vehicle lines run at full capacity
dateline: CHONGQING
byline: [Tang Yi, Li Qianlei]
agency: Xinhua
places: [Chongqing]
draft: true
---

![](photos/IMG_10.jpg)
Workers \*check\* a car, July 20, 2023. (Xinhua/Tang Yi)

![Trucks in \[two\] rows](photos/IMG_9.jpg)
Trucks leave (pictured) a zone in Chongqing. (Xinhua/Li Qianlei)

![](photos/late.jpg)
TODO
`

func TestNew(t *testing.T) {
	d := newDesk(t, takeOf(t))
	old := time.Date(2023, 7, 20, 1, 2, 3, 0, time.UTC)
	if err := os.Chtimes(d.path("take/late.jpg"), old, old); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(d.path("take/again.jpg"), d.path("take/IMG_11.jpg")); err != nil {
		t.Fatal(err)
	}
	before := d.files()
	made := must[*Drafted](t)(d.open(nil).New(t.Context(), Draft{Story: "chongqing", From: d.path("take")}))
	after := d.files()
	wantChanges(t, before, after, "+site/content/chongqing/index.md", "+site/content/chongqing/photos/IMG_10.jpg",
		"+site/content/chongqing/photos/IMG_9.jpg", "+site/content/chongqing/photos/IMG_9.xmp", "+site/content/chongqing/photos/late.jpg")
	if got := after["site/content/chongqing/index.md"]; got != wantDraft {
		t.Errorf("draft:\n%s\nwant:\n%s", got, wantDraft)
	}
	for _, name := range []string{"IMG_10.jpg", "IMG_9.jpg", "IMG_9.xmp", "late.jpg"} {
		if after["site/content/chongqing/photos/"+name] != before["take/"+name] {
			t.Errorf("%s is not what it was", name)
		}
	}
	if info, err := os.Stat(d.path("site/content/chongqing/photos/late.jpg")); err != nil || !info.ModTime().Equal(old) {
		t.Errorf("modification time %v %v", info.ModTime(), err)
	}
	var skipped []string
	for _, s := range made.Skipped {
		skipped = append(skipped, s.Name+": "+s.Reason)
	}
	want := []string{
		"IMG_11.jpg: it is the same picture as IMG_10.jpg", "_1.CR3: it is a raw file: export it as JPEG",
		"bad.jpg: it is not a JPEG, PNG, TIFF, WebP or GIF picture, whatever its name says; open it in a picture editor and save it again as JPEG, or ask for the file again", "clip.mp4: it is a video",
	}
	if !slices.Equal(skipped, want) {
		t.Errorf("skipped %q\nwant %q", skipped, want)
	}
}

func TestNewBare(t *testing.T) {
	d := newDesk(t, takeOf(t))
	must[*Drafted](t)(d.open(nil).New(t.Context(), Draft{Story: "content/a/b", From: d.path("take"), Bare: true}))
	_, body, _ := strings.Cut(d.files()["site/content/a/b/index.md"], "draft: true\n---\n")
	if want := "\n![](photos/IMG_10.jpg)\n\n![](photos/IMG_9.jpg)\n\n![](photos/late.jpg)\n"; body != want {
		t.Errorf("body %q, want %q", body, want)
	}
}

// TestNewNames gives names that one disk, one address or one text cannot hold
// together names of their own.
func TestNewNames(t *testing.T) {
	d := newDesk(t, nil)
	names := []string{"a.jpg", "A.JPG", "a b.jpg", "a-b.jpg", "sub/a.jpg", "caf\u00e9.jpg", "cafe\u0301.jpg", "(1) <x> & [y] #2 100%25.jpg", "图 片.jpg", "back`tick*.jpg", "_.jpg", "photo.jpg", "l\u200be\u2028.jpg"}
	for i, n := range names {
		d.put(tree{"take/" + n: jpegOf(t, uint8(i), meta.Label{})})
	}
	if len(d.files()) != len(names) {
		t.Skip("this disk holds some of the names for one")
	}
	made := must[*Drafted](t)(d.open(nil).New(t.Context(), Draft{Story: "x", From: d.path("take")}))
	if len(made.Photos) != len(names) {
		t.Errorf("%d of %d were placed; skipped %v", len(made.Photos), len(names), made.Skipped)
	}
	seen := map[string]bool{}
	for _, p := range made.Photos {
		key := nameKey(p)
		if seen[key] {
			t.Errorf("%s is another's name too", p)
		}
		seen[key] = true
	}
	content, ds, err := story.NewLoader().Load(os.DirFS(d.path("site")), "content")
	if err != nil || ds.HasErrors() {
		t.Fatalf("%v %v", err, ds)
	}
	for i, f := range content.Folders[0].Stories[0].Figures() {
		if f.Path != made.Photos[i] {
			t.Errorf("figure %d is %q, want %q", i, f.Path, made.Photos[i])
		}
	}
}

func TestNewRefusals(t *testing.T) {
	d := newDesk(t, tree{"site/content/bridge/index.md": "---\nheadline: x\n---\n", "site/content/2026/tower/index.md": "---\nheadline: x\n---\n", "take/a.txt": ""})
	before := d.files()
	s := d.open(nil)
	for name, words := range map[string]string{
		"bridge": "is a story already", "content/bridge/": "is a story already", "Bridge": "would have the same address",
		"bridge/part": "would lie inside the story bridge", "2026": "lies below 2026", "page": "uses itself", "en": "uses itself",
		"../out": "no path", "": "no path", "a/../..": "no path", "a:b": "not every system", ".x": "passes over", "!!": "no address", "2026/": "lies below",
	} {
		_, err := s.New(t.Context(), Draft{Story: name, From: d.path("take")})
		wantRefusal(t, err, words)
	}
	_, err := s.New(t.Context(), Draft{Story: "fine", From: d.path("site")})
	wantRefusal(t, err, "holds the site itself")
	_, err = s.New(t.Context(), Draft{Story: "fine", From: d.path("nowhere")})
	wantRefusal(t, err, "there is no folder")
	wantChanges(t, before, d.files())
}

// TestNewInPlace drafts photographs that lie in the story's folder already.
func TestNewInPlace(t *testing.T) {
	d := newDesk(t, tree{
		"site/content/x/p/b.jpg": jpegOf(t, 1, said("H h h", "B.", "A B", "2024-01-02T10:00:00")),
		"take/c.jpg":             jpegOf(t, 2, said("H h h", "C.", "A B", "2024-01-01T10:00:00")),
	})
	before := d.files()
	made := must[*Drafted](t)(d.open(nil).New(t.Context(), Draft{Story: "x", From: d.path("take")}))
	wantChanges(t, before, d.files(), "+site/content/x/index.md", "+site/content/x/photos/c.jpg")
	if !slices.Equal(made.Photos, []string{"content/x/photos/c.jpg", "content/x/p/b.jpg"}) || made.Copied != 1 {
		t.Errorf("%+v", made)
	}
}

func TestHeadline(t *testing.T) {
	for _, c := range []struct {
		heads, titles []string
		want          string
	}{
		{[]string{"A b", "A b", "C"}, nil, "A b"},
		{[]string{"The bridge opens: fog", "The bridge opens, sun"}, nil, ""},
		{[]string{"The new bridge opens in fog", "The new bridge opens at night"}, nil, "The new bridge opens"},
		{[]string{"", ""}, []string{"CHINA-CHONGQING-NEV (CN)", "CHINA-CHONGQING-NEV (CN)"}, ""},
		{[]string{"", ""}, []string{"Fog over the bridge", "Fog over the bridge"}, "Fog over the bridge"},
		{[]string{"", ""}, []string{"重庆新能源汽车", "重庆新能源汽车"}, "重庆新能源汽车"},
		{[]string{"", ""}, []string{"DSC_1", "DSC_2"}, ""},
		{[]string{"", "", ""}, []string{"", "Fog over the bridge", ""}, ""},
		{[]string{""}, []string{"Fog over the bridge"}, "Fog over the bridge"},
	} {
		if got := headline(c.heads, c.titles); got != c.want {
			t.Errorf("%q %q: %q, want %q", c.heads, c.titles, got, c.want)
		}
	}
}
