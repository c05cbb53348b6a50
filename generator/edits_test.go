package generator

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"photodesk/generator/cache"
	"photodesk/generator/publish"
)

// edited is a site that a desk works on: whatever of it may change, changes.
type edited struct {
	*site
	rand     *rand.Rand
	now      time.Time
	stories  map[string]*editedStory // by the name of their folder
	settings map[string]string       // site.yaml
	shades   int
}

type editedStory struct {
	keys map[string]string // front matter
	figs []*editedFigure
	zh   map[string]string // front matter of the translation; nil: there is none
	text string
}

type editedFigure struct {
	file, alt, caption, attrs string
	beside                    string // of its caption file; empty: none
	row                       bool   // it joins the paragraph before
}

var (
	names  = []string{"Lin Wei", "lin wei", "Tang Yi", "唐奕", "Jane Doe"}
	towns  = []string{"Chongqing", "Hamburg", "Bremen", "München"}
	themes = []string{"Ports", "Exports", "Cars"}
)

func newEdited(t *testing.T, seed uint64) *edited {
	e := &edited{
		site: newSite(t), rand: rand.New(rand.NewPCG(seed, 1)), now: now, stories: map[string]*editedStory{},
	}
	e.settings = map[string]string{"title": "Edits", "languages": "[en, zh]", "base_url": "https://photos.example.org/", "names": "[[Tang Yi, 唐奕]]"}
	for i := range 5 {
		e.add(fmt.Sprintf("story-%d", i))
	}
	for _, dir := range slices.Sorted(maps.Keys(e.stories)) { // most lead to another
		s, other := e.stories[dir], fmt.Sprintf("story-%d", e.rand.IntN(5))
		s.keys[e.pick("related", "dek", "aliases")] = e.pick("["+other+"]", "[other-"+dir+"/]")
		s.text = "Text with [a link](../" + e.pick(other+"/index.md", other+"/1.jpg", "story-9/index.md") + ")."
		s.figs[0].beside = e.pick("", "---\nheadline: Beside\n---\n\nLike [that](../"+other+"/2.jpg).\n")
	}
	e.store()
	return e
}

func (e *edited) pick(from ...string) string { return from[e.rand.IntN(len(from))] }

func (e *edited) add(dir string) {
	s := &editedStory{keys: map[string]string{
		"headline": "Story " + dir, "published": fmt.Sprintf("2024-%02d-%02d", 1+e.rand.IntN(12), 1+e.rand.IntN(28)),
		"byline": "[" + e.pick(names...) + "]", "topics": "[" + e.pick(themes...) + "]", "places": "[" + e.pick(towns...) + "]",
	}, text: "A paragraph."}
	for i := range 2 + e.rand.IntN(2) {
		f := &editedFigure{file: fmt.Sprintf("%d.jpg", i+1), alt: "A view of " + dir, caption: fmt.Sprintf("View %d of %s.", i+1, dir)}
		s.figs = append(s.figs, f)
		e.shoot(dir, f)
	}
	e.stories[dir] = s
}

// shoot takes another photograph.
func (e *edited) shoot(dir string, f *editedFigure) {
	e.shades += 7
	e.photo("content/"+dir+"/"+f.file, fmt.Sprintf(`%dx40 shade=%d credit=Agency creator=%q city=%q`, 50+e.rand.IntN(20), e.shades%250, e.pick(names...), e.pick(towns...)))
}

// store writes all texts, and removes what is not of the site any more.
func (e *edited) store() {
	e.t.Helper()
	entries, err := os.ReadDir(e.path("content"))
	if err != nil && !os.IsNotExist(err) {
		e.t.Fatal(err)
	}
	for _, d := range entries {
		if d.IsDir() && e.stories[d.Name()] == nil {
			if err := os.RemoveAll(e.path("content/" + d.Name())); err != nil {
				e.t.Fatal(err)
			}
		}
	}
	e.put("content/site.yaml", yamlOf(e.settings))
	for dir, s := range e.stories {
		e.put("content/"+dir+"/index.md", "---\n"+yamlOf(s.keys)+"---\n\n"+s.text+"\n"+s.body())
		zh := ""
		if s.zh != nil {
			zh = "---\n" + yamlOf(s.zh) + "---\n\n一段。\n" + s.body()
		}
		e.put("content/"+dir+"/index.zh.md", zh)
		for _, f := range s.figs {
			e.put("content/"+dir+"/"+strings.TrimSuffix(f.file, ".jpg")+".md", f.beside)
		}
	}
}

// put writes a text if it is another, as editors do; an empty one is removed.
func (e *edited) put(name, text string) {
	e.t.Helper()
	old, err := os.ReadFile(e.path(name))
	switch {
	case text == "" && err == nil:
		if err := os.Remove(e.path(name)); err != nil {
			e.t.Fatal(err)
		}
	case text != "" && string(old) != text:
		e.text(name, text)
	}
}

func yamlOf(keys map[string]string) string {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		if keys[k] != "" {
			fmt.Fprintf(&b, "%s: %s\n", k, keys[k])
		}
	}
	return b.String()
}

func (s *editedStory) body() string {
	var b strings.Builder
	for i, f := range s.figs {
		if !f.row || i == 0 {
			b.WriteString("\n")
		}
		attrs := ""
		if f.attrs != "" {
			attrs = "{" + f.attrs + "}"
		}
		fmt.Fprintf(&b, "![%s](%s)%s\n", f.alt, f.file, attrs)
		if next := i+1 < len(s.figs) && s.figs[i+1].row; !next && f.caption != "" {
			b.WriteString(f.caption + "\n")
		}
	}
	return b.String()
}

// any returns a story of the site, and the name of its folder.
func (e *edited) any() (string, *editedStory) {
	dir := e.pick(slices.Sorted(maps.Keys(e.stories))...)
	return dir, e.stories[dir]
}

func (e *edited) figure() (string, *editedFigure) {
	dir, s := e.any()
	return dir, s.figs[e.rand.IntN(len(s.figs))]
}

// edit changes something, and says what.
func (e *edited) edit() string {
	dir, s := e.any()
	other, _ := e.any()
	fdir, f := e.figure()
	n := strconv.Itoa(e.rand.IntN(1000))
	set := func(key string, values ...string) func() string {
		return func() string {
			s.keys[key] = e.pick(values...)
			return dir + ": " + key + ": " + s.keys[key]
		}
	}
	attr := func(values ...string) func() string {
		return func() string {
			f.attrs = e.pick(values...)
			return fdir + "/" + f.file + ": " + f.attrs
		}
	}
	site := func(key string, values ...string) func() string {
		return func() string {
			e.settings[key] = e.pick(values...)
			return "site.yaml: " + key + ": " + e.settings[key]
		}
	}
	edits := []func() string{
		set("headline", "Headline "+n), set("dek", "A dek "+n, ""), set("published", "2024-0"+strconv.Itoa(1+e.rand.IntN(9))+"-1"+strconv.Itoa(e.rand.IntN(9))),
		set("byline", "["+e.pick(names...)+"]", "["+e.pick(names...)+", "+e.pick(names...)+" "+n+"]"), set("topics", "["+e.pick(themes...)+"]", "[Topic "+n+"]", ""),
		set("places", "["+e.pick(towns...)+"]", ""), set("slug", "", "moved-"+n), set("aliases", "", "[old-"+n+"/]"), set("draft", "true", "", ""),
		set("embargo", "2026-01-02", "2026-01-05", ""), set("expires", "2026-01-04", "2026-01-07", ""), set("sensitive", "Shows the injured", "", ""),
		set("withdrawn", "{date: 2025-12-01, reason: Rights ended.}", "", ""), set("cover", "1.jpg", "2.jpg", ""),
		set("related", "["+other+"]", ""), set("editors_note", `"See [another](../`+other+`/index.md)."`, "Note "+n, ""),
		set("corrections", `[{date: 2025-12-02, text: "Wrong was [this](../`+other+`/index.md)."}]`, "[{date: 2025-12-03, text: Figure "+n+".}]", ""),
		set("rights", "{license: https://example.org/"+n+"}", ""), set("updated", "2025-12-0"+strconv.Itoa(1+e.rand.IntN(9)), ""),
		attr("", "", "#name-"+n, `focus="`+n[:1]+`0% 30%"`, `sensitive="Blood"`, `embargo="2026-01-03"`, `expires="2026-01-06"`, `withdrawn="2025-12-01: rights ended"`, `credit="Desk `+n+`"`, ".wide", "alt=none"),
		site("title", "Edits", "Edits "+n), site("base_url", "https://photos.example.org/", "https://photos.example.org/", "https://example.com/"+n+"/", ""),
		site("languages", "[en, zh]", "[en, zh]", "[en]"), site("credit", "Desk", ""), site("camera_line", "true", ""), site("data_mining", "DMI-PROHIBITED", ""),
		site("publisher", "{name: News "+n+", url: https://example.org/}", ""), site("names", "[[Tang Yi, 唐奕]]", "[[Lin Wei, Tang Yi]]", ""), site("originals", "strip", "none", ""),
		func() string { f.caption = "Caption " + n + "."; return fdir + "/" + f.file + ": " + f.caption },
		func() string {
			f.caption = "See [that](../" + other + "/1.jpg)."
			return fdir + "/" + f.file + ": " + f.caption
		},
		func() string {
			f.beside = e.pick("", "---\nheadline: Beside "+n+"\n---\n", "---\nlocation: {city: "+e.pick(towns...)+"}\npersons: ["+e.pick(names...)+"]\n---\n")
			return fdir + "/" + f.file + ": beside it " + f.beside
		},
		func() string { f.row = !f.row; return fdir + "/" + f.file + ": row" },
		func() string { f.alt = "Alt " + n; return fdir + "/" + f.file + ": " + f.alt },
		func() string { e.shoot(fdir, f); return fdir + "/" + f.file + ": another photograph" },
		func() string {
			slices.Reverse(s.figs)
			return dir + ": the other way round"
		},
		func() string {
			s.text = e.pick("Text "+n+".", "Text with [a link](../"+other+"/index.md).", "42\n:   of "+n)
			return dir + ": " + s.text
		},
		func() string {
			if s.zh == nil {
				s.zh = map[string]string{"headline": "标题 " + n}
			} else {
				s.zh = nil
			}
			return dir + ": translation"
		},
		func() string { e.add("story-" + n); return "story-" + n + ": new" },
		func() string {
			if len(e.stories) > 3 {
				delete(e.stories, dir)
			}
			return dir + ": gone"
		},
		func() string {
			e.put("content/"+fdir+"/"+strings.TrimSuffix(f.file, ".jpg")+".xmp", e.pick("", xmpHeadline("XMP "+n)))
			return fdir + "/" + f.file + ": .xmp"
		},
		func() string {
			e.put("templates/notfound.html", e.pick("", `{{define "main"}}<p>Gone `+n+`.</p>{{end}}`))
			return "a template"
		},
		func() string { e.put("static/note.txt", e.pick("", "Note "+n)); return "a file of static" },
		func() string { e.now = e.now.Add(20 * time.Hour); return "time passes" },
	}
	return edits[e.rand.IntN(len(edits))]()
}

func xmpHeadline(s string) string {
	return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Headline="` + s + `"/></rdf:RDF></x:xmpmeta>`
}

// TestEdits: whatever was remembered of the last builds, a build makes the site that
// one makes which remembers nothing, to the byte and to the word. PHOTODESK_EDITS says
// how many edits are tried, each with a seed of its own.
func TestEdits(t *testing.T) {
	edits := 24
	if n, err := strconv.Atoi(os.Getenv("PHOTODESK_EDITS")); err == nil {
		edits = n
	}
	const each = 12
	for seed := range uint64((edits + each - 1) / each) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			e := newEdited(t, seed)
			var done []string
			for i := range each {
				got, _ := e.run(e.now, nil)
				fresh := e.path("fresh-" + strconv.Itoa(i))
				want := e.anew(fresh)
				e.compare(strings.Join(done, "\n"), got, want, fresh)
				if t.Failed() {
					return
				}
				done = append(done, e.edit())
				e.store()
			}
		})
	}
}

// anew is a build into a folder of its own that nobody remembers anything for.
func (e *edited) anew(dir string) *Built {
	e.t.Helper()
	c, err := cache.Open(dir+"-cache", time.Now)
	if err != nil {
		e.t.Fatal(err)
	}
	b, _ := e.run(e.now, func(o *Options, to *To) {
		o.Cache, o.Memory, to.Dir = c, Recall(c, e.dir), dir
	})
	return b
}

// compare holds a build into public to one into a folder of its own.
func (e *edited) compare(done string, got, want *Built, fresh string) {
	e.t.Helper()
	if rendered(got) != rendered(want) || got.Published != want.Published || got.Stories != want.Stories || got.Pictures != want.Pictures || !got.Next.Equal(want.Next) {
		e.t.Errorf("after\n%s\nit says %+v\n%s\nand not %+v\n%s", done, got, rendered(got), want, rendered(want))
	}
	if !want.Published {
		return
	}
	was, is := e.files("public"), e.files(fresh[len(e.dir)+1:])
	for _, p := range slices.Sorted(maps.Keys(is)) {
		if was[p] != is[p] && p != publish.ManifestName {
			e.t.Errorf("after\n%s\n%s is\n%.3000s\nand not\n%.3000s", done, p, was[p], is[p])
			return
		}
	}
	for p := range was {
		if _, ok := is[p]; !ok {
			e.t.Errorf("after\n%s\n%s is still there", done, p)
		}
	}
}

// TestEditsElsewhere: a page is made anew when what it leads to changes, in a story that
// is far from its own.
func TestEditsElsewhere(t *testing.T) {
	for _, c := range []struct {
		what    string
		begin   func(e *edited, s *editedStory) // of the first of nine stories
		change  func(e *edited)
		changed string // what must change with it
	}{
		{
			"the headline of a related story", func(_ *edited, s *editedStory) { s.keys["related"] = "[story-5]" },
			func(e *edited) { e.stories["story-5"].keys["headline"] = "Another" }, "story-0/index.html",
		},
		{
			"the address that a text leads to", func(_ *edited, s *editedStory) { s.text = "See [that](../story-5/index.md)." },
			func(e *edited) { e.stories["story-5"].keys["slug"] = "moved" }, "story-0/index.html",
		},
		{
			"the address that a caption leads to", func(_ *edited, s *editedStory) { s.figs[0].caption = "See [that](../story-5/1.jpg)." },
			func(e *edited) { e.stories["story-5"].figs[0].attrs = "#named" }, "story-0/1/index.html",
		},
		{
			"the address that a caption file leads to", func(_ *edited, s *editedStory) {
				s.figs[0].caption, s.figs[0].beside = "", "See [that](../story-5/1.jpg).\n"
			},
			func(e *edited) { e.stories["story-5"].figs[0].attrs = "#named" }, "embed/story-0/1.html",
		},
		{
			"the address that a correction leads to", func(_ *edited, s *editedStory) {
				s.keys["corrections"] = `[{date: 2025-12-02, text: "See [that](../story-5/index.md)."}]`
			},
			func(e *edited) { e.stories["story-5"].keys["draft"] = "true" }, "feed.xml",
		},
		{
			"the address of a list, which an older name had taken", func(e *edited, s *editedStory) {
				s.keys["topics"], e.stories["story-5"].keys["topics"] = "[Motors]", "[motors!]"
				s.keys["published"] = "2025-11-01"
			},
			func(e *edited) { e.stories["story-5"].keys["topics"] = "" }, "story-0/index.html",
		},
		{
			"a list of the country of a picture", func(e *edited, s *editedStory) {
				s.figs[0].beside = "---\nlocation: {city: Bremen, country: Germany}\n---\n"
			},
			func(e *edited) { e.stories["story-5"].keys["places"] = "[Germany]" }, "story-0/1/index.html",
		},
		{
			"the next story's headline", func(*edited, *editedStory) {},
			func(e *edited) { e.stories["story-1"].keys["headline"] = "Another" }, "story-0/index.html",
		},
		{
			"the first list of a sort", func(e *edited, _ *editedStory) {
				for _, s := range e.stories {
					s.keys["topics"] = ""
				}
			},
			func(e *edited) { e.stories["story-5"].keys["topics"] = "[Ports]" }, "story-0/index.html",
		},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			e := newEdited(t, 1)
			for i := range 9 {
				dir := fmt.Sprintf("story-%d", i)
				e.add(dir)
				e.stories[dir].keys["published"] = fmt.Sprintf("2024-01-%02d", 28-i)
			}
			c.begin(e, e.stories["story-0"])
			e.store()
			e.run(e.now, nil)
			before := e.files("public")[c.changed]
			c.change(e)
			e.store()
			got, _ := e.run(e.now, nil)
			fresh := e.path("fresh")
			want := e.anew(fresh)
			e.compare(c.what, got, want, fresh)
			if after := e.files("public")[c.changed]; before == "" || after == before {
				t.Errorf("%s is as it was: %.200q", c.changed, after)
			}
		})
	}
}
