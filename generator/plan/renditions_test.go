package plan

import (
	"fmt"
	"slices"
	"testing"

	"photodesk/generator/photo"
	"photodesk/generator/story"
)

// sizesOf lists renditions as "webp 480x320".
func sizesOf(images []*Image) (out []string) {
	for _, im := range images {
		out = append(out, fmt.Sprintf("%s %dx%d", im.Format, im.Width, im.Height))
	}
	return out
}

// TestFormats: WebP at every width; JPEG, unless it is alone, where somebody
// needs it, and at every width where the site asks for that.
func TestFormats(t *testing.T) {
	for settings, want := range map[string][]string{
		"": {
			"webp 285x190", "webp 370x247", "webp 480x320", "webp 620x413", "webp 800x533",
			"webp 1040x693", "webp 1350x900", "webp 1750x1167", "webp 2270x1513",
			"jpeg 800x533", "jpeg 1350x900", "jpeg 2270x1513",
		},
		"images: {formats: [jpeg], widths: [480, 960]}\n":                                          {"jpeg 480x320", "jpeg 960x640"},
		"images: {formats: [webp], widths: [480, 600]}\n":                                          {"webp 480x320", "webp 600x400", "jpeg 600x400"},
		"images: {widths: [480, 960], all_formats_at_every_width: true}\n":                         {"webp 480x320", "webp 960x640", "jpeg 480x320", "jpeg 960x640"},
		"images: {widths: [480, 960], formats: [jpeg, webp]}\n":                                    {"jpeg 960x640", "webp 480x320", "webp 960x640"},
		"images: {widths: [3000], formats: [webp], quality: {webp: 50}, limits: {megabytes: 1}}\n": {"webp 3000x2000", "jpeg 3000x2000"},
	} {
		p, ds := planned(t, Options{}, map[string]string{
			"content/site.yaml": "title: T\n" + settings, "content/a/index.md": essay("![](x.jpg)"), "content/a/x.jpg": "",
		})
		if ds.HasErrors() {
			t.Fatal(ds)
		}
		if got := sizesOf(p.Stories[0].Figures[0].Images()); !slices.Equal(got, want) {
			t.Errorf("%q:\n got %q\nwant %q", settings, got, want)
		}
	}
}

// TestTooTallForWebP: WebP ends at 16383 pixels a side.
func TestTooTallForWebP(t *testing.T) {
	site := &story.Site{Images: story.Images{Widths: []int{480, 960}, Formats: []string{"webp", "jpeg"}}}
	f := &foldering{maker: &maker{site: site, plan: &Plan{}}, images: map[string]*Image{}}
	fig := &Figure{Story: &Story{Story: &story.Story{}, site: site}, Slug: "x", Width: 1000, Height: 18000, Facts: &photo.Facts{}}
	f.photograph([]*Figure{fig})
	if got := sizesOf(fig.Images()); !slices.Equal(got, []string{"webp 480x8640", "jpeg 960x17280"}) {
		t.Errorf("%q", got)
	}
}

// TestShares: a story is shared by crops of its cover, a picture by a rendition
// that is large enough, and neither if readers see it only when they ask.
func TestShares(t *testing.T) {
	shared := func(front string) *Story {
		p, ds := planned(t, Options{}, map[string]string{
			"content/a/index.md": "---\nheadline: H\npublished: 2024-05-02\n" + front + "---\n\n![](x.jpg)\n", "content/a/x.jpg": "",
		})
		if ds.HasErrors() {
			t.Fatal(ds)
		}
		return p.Stories[0]
	}
	s := shared("")
	if got := sizesOf(s.Share()); !slices.Equal(got, []string{"jpeg 1200x630", "jpeg 1200x675", "jpeg 1200x900", "jpeg 1200x1200"}) {
		t.Errorf("%q", got)
	}
	if im := s.Figures[0].Share(); im == nil || im.Width != 1350 || im.Format != "jpeg" {
		t.Errorf("a picture is shared as %+v", im)
	}
	if s := shared("sensitive: Blood\n"); s.Share() != nil || s.Figures[0].Share() != nil {
		t.Error("a sensitive cover is shared")
	} else if s.Card() != nil || s.Figures[0].Thumb() != nil || len(s.Figures[0].Images()) == 0 {
		t.Errorf("of a sensitive picture there are crops, or nothing: %q, %q, %q", sizesOf(s.Card()), sizesOf(s.Figures[0].Thumb()), sizesOf(s.Figures[0].Images()))
	}
}
