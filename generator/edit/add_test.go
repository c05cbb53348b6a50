package edit

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"photodesk/generator/cache"
	"photodesk/generator/photo/meta"
)

const storyText = "\ufeff---\r\nheadline: The bridge # a comment\r\n---\r\n\r\nText.\r\n\r\n![](photos/01.jpg)\r\nOne. (Xinhua/Tang Yi)\r\n\r\nA note.[^1]\r\n\r\n[^1]: The note."

func bridge(t testing.TB) tree {
	return tree{
		"site/content/bridge/index.md":            storyText,
		"site/content/bridge/index.zh.md":         "---\nheadline: 桥\n---\n",
		"site/content/site.yaml":                  "title: T\nlanguages: [en, zh]\n",
		"site/content/bridge/photos/01.jpg":       jpegOf(t, 1, said("", "One. (Xinhua/Tang Yi)", "Tang Yi", "2024-05-02T08:00:00")),
		"site/content/bridge/photos/02.jpg":       jpegOf(t, 2, said("", "Two.", "Tang Yi", "2024-05-02T08:01:00")),
		"site/content/bridge/photos/unplaced.jpg": jpegOf(t, 3, said("", "Three.", "Tang Yi", "2024-05-02T08:02:00")),
	}
}

// secondTake has a picture that the story has under another name, a corrected
// one, and two new ones, of which one has the name of another picture.
func secondTake(t testing.TB) tree {
	return tree{
		"take/copy.jpg":  bridge(t)["site/content/bridge/photos/02.jpg"],
		"take/01.JPG":    jpegOf(t, 1, said("", "One, corrected. (Xinhua/Tang Yi)", "Tang Yi", "2024-05-02T08:00:00")),
		"take/b.jpg":     jpegOf(t, 5, said("", "Five.", "Li Qianlei", "2024-05-03T09:00:00")),
		"take/a/02.png":  "no picture",
		"take/z/04.jpg":  jpegOf(t, 4, said("", "Four.", "Li Qianlei", "2024-05-03T08:00:00")),
		"take/notes.txt": "x",
	}
}

func TestAdd(t *testing.T) {
	d := newDesk(t, with(bridge(t), secondTake(t)))
	before := d.files()
	added := must[*Added](t)(d.open(nil).Add(t.Context(), "bridge", d.path("take"), false))
	after := d.files()
	wantChanges(t, before, after, "~site/content/bridge/index.md", "+site/content/bridge/photos/04.jpg", "+site/content/bridge/photos/b.jpg")
	want := storyText + "\r\n\r\n![](photos/04.jpg)\r\nFour. (Xinhua/Li Qianlei)\r\n\r\n![](photos/b.jpg)\r\nFive. (Xinhua/Li Qianlei)\r\n"
	if got := after["site/content/bridge/index.md"]; got != want {
		t.Errorf("text %q\nwant %q", got, want)
	}
	if added.Summary() != "added 2  present 1  resent 1  replaced 0  skipped 2" || !slices.Equal(added.Loose, []string{"content/bridge/photos/02.jpg"}) {
		t.Errorf("%s, loose %q", added.Summary(), added.Loose)
	}
	if r := added.Resent[0]; r.Was != "One. (Xinhua/Tang Yi)" || r.Is != "One, corrected. (Xinhua/Tang Yi)" || r.By != "file name" || r.Replaced {
		t.Errorf("%+v", r)
	}
	again := must[*Added](t)(d.open(nil).Add(t.Context(), "bridge", d.path("take"), false))
	if wantChanges(t, after, d.files()); again.Summary() != "added 0  present 3  resent 1  replaced 0  skipped 2" {
		t.Errorf("the second time: %s", again.Summary())
	}
}

func TestReplace(t *testing.T) {
	d := newDesk(t, with(bridge(t), secondTake(t)))
	before := d.files()
	added := must[*Added](t)(d.open(nil).Add(t.Context(), "bridge", d.path("take"), true))
	after := d.files()
	wantChanges(t, before, after, "~site/content/bridge/index.md", "~site/content/bridge/photos/01.jpg", "+site/content/bridge/photos/04.jpg", "+site/content/bridge/photos/b.jpg")
	if after["site/content/bridge/photos/01.jpg"] != before["take/01.JPG"] {
		t.Error("01.jpg is not the corrected one")
	}
	if text := after["site/content/bridge/index.md"]; !strings.HasPrefix(text, strings.Replace(storyText, "One. (", "One, corrected. (", 1)+"\r\n") {
		t.Errorf("the drafted caption was not brought up to date:\n%s", text)
	}
	if r := added.Resent[0]; !r.Replaced || r.Typed.Line != 0 {
		t.Errorf("%+v", r)
	}
}

// TestReplaceTyped leaves alone what the editor wrote.
func TestReplaceTyped(t *testing.T) {
	files := with(bridge(t), secondTake(t))
	files["site/content/bridge/index.md"] = strings.Replace(storyText, "One. (", "The one. (", 1)
	d := newDesk(t, files)
	added := must[*Added](t)(d.open(nil).Add(t.Context(), "bridge", d.path("take"), true))
	if text := d.files()["site/content/bridge/index.md"]; !strings.Contains(text, "\r\nThe one. (") {
		t.Errorf("the caption was changed: %s", text)
	}
	if r := added.Resent[0]; !r.Replaced || r.Typed.Line != 8 {
		t.Errorf("%+v", r)
	}
}

// TestIdentity tells an id of one picture from one of the whole assignment.
func TestIdentity(t *testing.T) {
	withID := func(shade uint8, caption, supplier string) string {
		l := said("", caption, "A B", "2024-05-02")
		data := jpegOf(t, shade, l)
		return withSupplierID(t, data, supplier)
	}
	d := newDesk(t, tree{
		"site/content/x/index.md":  "---\nheadline: x\n---\n\n![](a.jpg)\n\n![](b.jpg)\n",
		"site/content/x/a.jpg":     withID(1, "A.", "id-a"),
		"site/content/x/b.jpg":     withID(2, "B.", "id-b"),
		"take/other-name-of-a.jpg": withID(3, "A, corrected.", "id-a"),
		"take/c.jpg":               withID(4, "C.", "id-c"),
		"take/d.jpg":               withID(5, "D.", "id-c"),
	})
	added := must[*Added](t)(d.open(nil).Add(t.Context(), "x", d.path("take"), false))
	if len(added.Resent) != 1 || added.Resent[0].Photo != "content/x/a.jpg" || added.Resent[0].By != "supplier's id" || len(added.Photos) != 2 {
		t.Errorf("%+v", added)
	}
}

// withSupplierID puts an XMP packet with plus:ImageSupplierImageID behind the
// start of a JPEG.
func withSupplierID(t testing.TB, jpg, id string) string {
	t.Helper()
	packet := "http://ns.adobe.com/xap/1.0/\x00" + `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" plus:ImageSupplierImageID="` + id + `"/></rdf:RDF></x:xmpmeta>`
	n := len(packet) + 2
	return jpg[:2] + "\xff\xe1" + string([]byte{byte(n >> 8), byte(n)}) + packet + jpg[2:]
}

func TestAddRefusals(t *testing.T) {
	open := "---\nheadline: x\n---\n\n```\nopen code\n"
	d := newDesk(t, tree{"site/content/x/index.md": open, "take/a.jpg": jpegOf(t, 1, meta.Label{})})
	before := d.files()
	s := d.open(nil)
	_, err := s.Add(t.Context(), "y", d.path("take"), false)
	wantRefusal(t, err, `there is no story "y"`)
	_, err = s.Add(t.Context(), "x", d.path("take"), false)
	wantRefusal(t, err, "takes no pictures")
	wantChanges(t, before, d.files())
}

// TestResentWithdrawn says that a corrected picture stands for one that was taken
// down.
func TestResentWithdrawn(t *testing.T) {
	d := newDesk(t, with(bridge(t), secondTake(t)))
	must[*Pulled](t)(d.open(nil).Pull(t.Context(), "content/bridge/photos/01.jpg", "Killed"))
	added := must[*Added](t)(d.open(nil).Add(t.Context(), "bridge", d.path("take"), false))
	if r := added.Resent[0]; r.Withdrawn == nil || r.Withdrawn.Reason.Value != "Killed" {
		t.Errorf("%+v", r)
	}
}

// TestAddWithdrawn does not bring back what was taken down.
func TestAddWithdrawn(t *testing.T) {
	d := newDesk(t, with(bridge(t), secondTake(t)))
	must[*Pulled](t)(d.open(nil).Pull(t.Context(), d.path("take/b.jpg"), "Killed"))
	added := must[*Added](t)(d.open(nil).Add(t.Context(), "bridge", d.path("take"), false))
	if len(added.Photos) != 1 || !slices.Contains(added.Skipped, Skipped{"b.jpg", "it was withdrawn on 2026-03-04: Killed"}) {
		t.Errorf("%+v", added)
	}
}

// TestAddWithoutCache has files where the cache would have its folders: no
// photograph is blamed for that and left out.
func TestAddWithoutCache(t *testing.T) {
	d := newDesk(t, with(bridge(t), secondTake(t)))
	d.cache = fullCache(t)
	before := d.files()
	if added, err := d.open(nil).Add(t.Context(), "bridge", d.path("take"), false); !errors.Is(err, cache.ErrWrite) {
		t.Errorf("error %v, added %+v", err, added)
	}
	wantChanges(t, before, d.files())
}

// fullCache returns a cache that cannot be written.
func fullCache(t *testing.T) *cache.Cache {
	dir := t.TempDir()
	c, err := cache.Open(dir, time.Now)
	for i := range 256 {
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02x", i)), nil, 0o666))
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}
