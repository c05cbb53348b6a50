package plan

import (
	"reflect"
	"testing"
	"testing/fstest"
	"time"

	"photodesk/generator/diag"
	"photodesk/generator/photo"
	"photodesk/generator/photo/meta"
	"photodesk/generator/story"
)

// desk is a site that is planned again and again.
type desk struct {
	t       *testing.T
	fsys    fstest.MapFS
	loader  *story.Loader
	planner Planner
	facts   map[string]*photo.Facts
	now     time.Time
}

func newDesk(t *testing.T, files map[string]string) *desk {
	d := &desk{t: t, fsys: fstest.MapFS{}, loader: story.NewLoader(), facts: map[string]*photo.Facts{}, now: noon}
	for name, data := range files {
		d.fsys[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return d
}

// plan plans with the memory of earlier plans, and makes sure that it is what a
// plan without one would be.
func (d *desk) plan() (*Plan, diag.List) {
	d.t.Helper()
	content, _, err := d.loader.Load(d.fsys, "content")
	if err != nil {
		d.t.Fatal(err)
	}
	photos := map[string]Photo{}
	for _, f := range content.Folders {
		for _, p := range f.Photos {
			if d.facts[p] == nil {
				d.facts[p] = &photo.Facts{Facts: meta.Facts{Format: "jpeg", Width: 3000, Height: 2000, Orientation: 1, Components: 3}}
				copy(d.facts[p].Digest[:], p)
			}
			photos[p] = Photo{Facts: d.facts[p]}
		}
	}
	opt := Options{Now: d.now, Assets: map[string]string{"static/site.css": "0123"}}
	p, ds := d.planner.Make(content, photos, opt)
	fresh, want := Make(content, photos, opt)
	if !reflect.DeepEqual(ds, want) {
		d.t.Errorf("with a memory it complains:\n%v\nwithout:\n%v", ds, want)
	}
	if a, b := paths(p), paths(fresh); !reflect.DeepEqual(a, b) {
		d.t.Errorf("with a memory there is\n%q\nwithout\n%q", a, b)
	}
	if !p.Next.Equal(fresh.Next) || len(p.Held) != len(fresh.Held) {
		d.t.Errorf("with a memory the next change is %v and %d are held; without %v, %d", p.Next, len(p.Held), fresh.Next, len(fresh.Held))
	}
	return p, ds
}

// paths returns every path of a plan, and makes sure that At knows them.
func paths(p *Plan) (all []string) {
	add := func(path string, is func(Place) bool) {
		if at, ok := p.At(path); !ok || !is(at) {
			path = "not found: " + path
		}
		all = append(all, path)
	}
	for _, pg := range p.Pages {
		add(pg.Path, func(at Place) bool { return at.Page != nil && at.Page.Path == pg.Path })
	}
	for _, im := range imagesOf(p) {
		add(im.Path, func(at Place) bool { return at.Image == im })
	}
	for _, o := range p.Originals {
		add(o.Path, func(at Place) bool { return at.Original == o })
	}
	for _, piece := range p.Pieces {
		add(piece.Path, func(at Place) bool { return at.Piece == piece })
	}
	for _, a := range p.Assets {
		add(a.Path, func(at Place) bool { return at.Asset != nil && *at.Asset == a })
	}
	return all
}

func (d *desk) write(name, data string) { d.fsys[name] = &fstest.MapFile{Data: []byte(data)} }

func TestPlannerRemembersStories(t *testing.T) {
	d := newDesk(t, map[string]string{
		"content/a/index.md": essay("![](1.jpg)"), "content/a/1.jpg": "", "content/a/index.zh.md": essay("![](1.jpg)"),
		"content/b/index.md": essay("![](2.jpg)"), "content/b/2.jpg": "", "content/site.yaml": "title: T\nlanguages: [en, zh]\noriginals: exact\n",
	})
	was, _ := d.plan()
	d.write("content/b/index.md", essay("![](2.jpg)\nWords."))
	is, _ := d.plan()
	same := map[string]bool{}
	for _, s := range was.Stories {
		for _, o := range is.Stories {
			same[s.Path] = same[s.Path] || s == o
		}
	}
	if want := map[string]bool{"a/": true, "zh/a/": true, "b/": false}; !reflect.DeepEqual(same, want) {
		t.Errorf("the same as before: %v, want %v", same, want)
	}
	if _, ok := is.At("a/nothing.jpg"); ok {
		t.Error("there is something at a path of nothing")
	}
	d.facts["content/a/1.jpg"] = nil // another file took its name
	d.write("content/site.yaml", "title: T\nlanguages: [en, zh]\nimages: {widths: [100]}\n")
	d.plan()
}

// TestPlannerKnowsTime lets embargoes end and stories expire, and time go back.
func TestPlannerKnowsTime(t *testing.T) {
	d := newDesk(t, map[string]string{
		"content/a/index.md": "---\nheadline: H\npublished: 2024-05-02\nembargo: 2024-06-02\nexpires: 2024-06-05\n---\n\nA.\n",
		"content/b/index.md": essay("![](2.jpg){embargo=2024-06-03}\nWords."), "content/b/2.jpg": "",
	})
	var stories, pages []int
	for _, day := range []int{0, 1, 2, 5, 0, 3} {
		d.now = noon.AddDate(0, 0, day)
		p, _ := d.plan()
		stories, pages = append(stories, len(p.Stories)), append(pages, len(p.Pages))
	}
	if want := []int{1, 2, 2, 1, 1, 2}; !reflect.DeepEqual(stories, want) {
		t.Errorf("stories %v, want %v", stories, want)
	}
	if want := []int{6, 7, 8, 7, 6, 8}; !reflect.DeepEqual(pages, want) {
		t.Errorf("pages %v, want %v", pages, want)
	}
}

// TestPlannerSeesClashes gives two folders one address, and takes it back.
func TestPlannerSeesClashes(t *testing.T) {
	d := newDesk(t, map[string]string{"content/a/index.md": essay("A."), "content/b/index.md": essay("B.")})
	count := func(slug string) int {
		d.write("content/b/index.md", "---\nheadline: H\npublished: 2024-05-02\nslug: "+slug+"\n---\n\n![](1.jpg)\n")
		d.write("content/b/1.jpg", "")
		_, ds := d.plan()
		return ds.Count(diag.Error)
	}
	for i, c := range []struct {
		slug string
		want int
	}{{"b", 0}, {"a", 1}, {"A", 1}, {"b", 0}, {"a", 1}} {
		if got := count(c.slug); (got > 0) != (c.want > 0) {
			t.Errorf("%d: slug %s: %d errors", i, c.slug, got)
		}
	}
}
