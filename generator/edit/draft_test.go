package edit

import (
	"testing"

	"photodesk/generator/photo"
	"photodesk/generator/story"
)

func TestSignOff(t *testing.T) {
	v := func(s string) photo.Value { return photo.Value{Text: s, Source: "x"} }
	for _, c := range []struct{ caption, credit, creator, want string }{
		{"A bridge.", "Xinhua", "Tang Yi", "A bridge. (Xinhua/Tang Yi)"},
		{"A bridge. (Xinhua/Tang Yi)", "Xinhua", "Tang Yi", "A bridge. (Xinhua/Tang Yi)"},
		{"A bridge. REUTERS/Jane Doe", "REUTERS", "Jane Doe", "A bridge. REUTERS/Jane Doe"},
		{"A bridge.", "Xinhua", "", "A bridge. (Xinhua)"},
		{"A bridge.", "", "Tang Yi", "A bridge. (Photo by Tang Yi)"},
		{"A bridge.", "Xinhua/Tang Yi", "Tang Yi", "A bridge. (Xinhua/Tang Yi)"},
		{"A bridge.", "", "", "A bridge. (TODO)"},
		{"工人正在作业。", "新华社", "唐奕", "工人正在作业。（新华社/唐奕）"},
		{"工人正在作业。（新华社记者 唐奕 摄）", "新华社", "唐奕", "工人正在作业。（新华社记者 唐奕 摄）"},
		// What would not be read as a sign-off is left to the file's own fields.
		{"A render.", "Stand-in render", "photodesk", "A render."},
	} {
		m := photo.Meta{Caption: v(c.caption)}
		if c.credit != "" {
			m.Credit = v(c.credit)
		}
		if c.creator != "" {
			m.Creators = []photo.Value{v(c.creator)}
		}
		text, end := drafter{}.caption(m)
		if got := text + string(end); got != c.want {
			t.Errorf("%q by %q, %q: %q, want %q", c.caption, c.creator, c.credit, got, c.want)
		}
		if rest, _, _ := story.ParseSignOff(text + string(end)); c.creator != "" && c.creator != "photodesk" && rest == text+string(end) {
			t.Errorf("%q does not end in a sign-off", rest)
		}
	}
}

// TestTwoCreators keeps both: a sign-off would name one.
func TestTwoCreators(t *testing.T) {
	m := photo.Meta{Caption: photo.Value{Text: "A.", Source: "x"}, Creators: []photo.Value{{Text: "A B"}, {Text: "C D"}}}
	if text, end := (drafter{}).caption(m); text != "A." || end != "" {
		t.Errorf("%q %q", text, end)
	}
}

// TestSiteCredit needs no place-holder where the site has a credit for all.
func TestSiteCredit(t *testing.T) {
	if text, end := (drafter{credit: true}).caption(photo.Meta{}); text != "TODO" || end != "" {
		t.Errorf("%q %q", text, end)
	}
}

// TestPhotoExts holds the list of endings to what a story takes for photographs.
func TestPhotoExts(t *testing.T) {
	files := tree{"site/content/x/index.md": "---\nheadline: x\n---\n"}
	for _, ext := range append(append([]string{".bmp", ".psd"}, rawExts...), append(videoExts, photoExts...)...) {
		files["site/content/x/a"+ext] = ""
	}
	content := must[*story.Content](t)(newDesk(t, files).open(nil).load())
	if f := content.Folders[0]; len(f.Photos) != len(photoExts) || len(f.Skipped) != 2+len(rawExts)+len(videoExts) {
		t.Errorf("a story has the photographs %q", f.Photos)
	}
}

func TestOrder(t *testing.T) {
	for _, c := range [][2]string{{"IMG_9.jpg", "IMG_10.jpg"}, {"a.jpg", "b.jpg"}, {"a01.jpg", "a1.jpg"}, {"1.jpg", "a.jpg"}, {"x", "x1"}} {
		if natural(c[0], c[1]) >= 0 || natural(c[1], c[0]) <= 0 || natural(c[0], c[0]) != 0 {
			t.Errorf("%q does not come before %q", c[0], c[1])
		}
	}
}

// TestCollisions holds what may not be one name.
func TestCollisions(t *testing.T) {
	for _, c := range [][2]string{{"a.jpg", "A.JPG"}, {"caf\u00e9.jpg", "cafe\u0301.jpg"}, {"a b.jpg", "a-b.jpg"}, {"_.jpg", "photo.jpg"}} {
		if nameKey(c[0]) != nameKey(c[1]) {
			t.Errorf("%q and %q", c[0], c[1])
		}
	}
	n := names{}
	n.takeStem("one.jpg")
	if got := n.give(&shot{name: "x/ONE.png"}); got != "ONE-2.png" {
		t.Errorf("beside one.jpg, ONE.png is called %q", got)
	}
	n.take("two.xmp")
	if got := n.give(&shot{name: "two.jpg", xmp: "two.xmp"}); got != "two-2.jpg" {
		t.Errorf("beside two.xmp, two.jpg is called %q", got)
	}
}
