package check

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"photodesk/generator/diag"
	"photodesk/generator/plan"
	"photodesk/generator/story"
)

func level(s *scene, rule, l string) *scene {
	s.content.Site.Check = append(s.content.Site.Check, story.Level{Rule: textAt("content/site.yaml", 9, rule), Level: l})
	return s
}

func allow(rule, reason string) func(*plan.Figure) {
	return func(f *plan.Figure) {
		f.Placed.Waivers = append(f.Placed.Waivers, story.Waiver{Rule: rule, Reason: reason, Pos: at("content/s/index.md", 10, "allow")})
	}
}

// find returns the complaint of a rule; its zero value if there is none.
func find(ds diag.List, id string) diag.Diagnostic {
	if i := slices.IndexFunc(ds, func(d diag.Diagnostic) bool { return d.ID == id }); i >= 0 {
		return ds[i]
	}
	return diag.Diagnostic{}
}

func TestLevels(t *testing.T) {
	for l, want := range map[string]diag.Severity{"error": diag.Error, "warn": diag.Warning, "info": diag.Info} {
		ds := level(en(good, alt("")), "alt-missing", l).run()
		if d := find(ds, "alt-missing"); d.ID == "" || d.Severity != want {
			t.Errorf("level %s: %+v", l, d)
		}
	}
	if ds := level(en(good, alt("")), "alt-missing", "off").run(); len(ds) > 0 {
		t.Error("off:", show(ds))
	}
	if ds := en("A worker was at a bench in Chongqing on July 20, 2023.").run(); len(ds) > 0 {
		t.Error("caption-tense is off by default:", show(ds))
	}
}

func TestSettings(t *testing.T) {
	d := find(level(en(good), "alt-mising", "warn").run(), "front-matter")
	if d.Severity != diag.Error || !strings.Contains(d.Hint, `"alt-missing"`) || d.Pos.Line != 9 {
		t.Errorf("an unknown rule: %+v", d)
	}
	s := level(en(good), "photo-not-found", "off")
	if d := find(s.run(), "front-matter"); d.Severity != diag.Error || !strings.Contains(d.Message, "photo-not-found") {
		t.Errorf("a rule that stands: %+v", d)
	}
}

func TestWaivers(t *testing.T) {
	if ds := en(good, alt(""), allow("alt-missing", "decorative")).run(); len(ds) > 0 {
		t.Error("a figure's waiver:", show(ds))
	}
	whole := en(good, alt(""))
	whole.story.Waivers = []story.Waiver{{Rule: "alt-missing", Reason: "a test", Pos: at("content/s/index.md", 4, "allow")}}
	if ds := whole.run(); len(ds) > 0 {
		t.Error("a story's waiver:", show(ds))
	}
	for rule, want := range map[string]diag.Severity{"alt-mising": diag.Error, "photo-not-found": diag.Error, "caption-length": diag.Info} {
		ds := en(good, allow(rule, "because")).run()
		if d := find(ds, "front-matter"); len(ds) != 1 || d.ID == "" || d.Severity != want {
			t.Errorf("waiver of %s:%s", rule, show(ds))
		}
	}
	if ds := en(good, alt(""), allow("alt-missing", " ")).run(); !has(ds, "front-matter") {
		t.Error("a waiver without a reason:", show(ds))
	}
	if ds := en(good, allow("photo-too-small", "all there is")).run(); len(ds) > 0 {
		t.Error("a rule of the file may be allowed in any of its places:", show(ds))
	}
}

func TestDraftsAreWarned(t *testing.T) {
	s := en("TKTK")
	s.story.Draft = true
	if d := find(s.run(), "caption-boilerplate"); d.Severity != diag.Warning {
		t.Errorf("%+v", d)
	}
}

func TestWithdrawnIsNotJudged(t *testing.T) {
	s := en("TKTK", alt(""))
	s.story.Figures[0].Notice = &story.Notice{}
	s.story.Figures[0].Facts = nil
	if ds := s.run(); len(ds) > 0 {
		t.Error("a withdrawn picture:", show(ds))
	}
	s = en("TKTK")
	s.story.Notice = &story.Notice{}
	if ds := s.run(); len(ds) > 0 {
		t.Error("a withdrawn story:", show(ds))
	}
}

// TestOnceForEachFile: what is said of a file is said in the first language that
// shows it, what is said of words in each.
func TestOnceForEachFile(t *testing.T) {
	f := pic(good, size(100, 80), alt(""))
	s := newScene("en", f)
	g := pic(goodChinese, size(100, 80), alt(""))
	g.Photo, g.Placed.Path = f.Photo, f.Photo
	s.language("zh", "content/s/index.zh.md", g)
	count := map[string]int{}
	for _, d := range s.run() {
		count[d.ID]++
	}
	if count["photo-too-small"] != 1 || count["alt-missing"] != 2 {
		t.Error(count)
	}
}

func TestPlaces(t *testing.T) {
	const caption = "A worker welds today in Chongqing."
	d := find(en(caption).run(), "caption-relative-date")
	if d.Pos.Line != 11 || d.Pos.Col != 16 || d.Pos.Len != 5 {
		t.Errorf("a word of the caption: %+v", d.Pos)
	}
	s := en(caption, func(f *plan.Figure) {
		f.Words().Caption = value(caption, "IPTC:Caption-Abstract")
		f.Placed.Caption = story.Markdown{}
	})
	if d := find(s.run(), "caption-relative-date"); d.Pos.Line != 10 || d.Pos.Text != s.story.Figures[0].Photo {
		t.Errorf("a caption of the file: %+v", d.Pos)
	}
	f := pic(caption, func(f *plan.Figure) {
		f.Words().Caption.Source, f.Words().Caption.Lang = "sidecar", "en"
		f.Placed.Caption = story.Markdown{}
	})
	s = newScene("en", f)
	s.folder.Sidecars = []*story.Sidecar{{File: "content/s/photos/1.md", Photo: f.Photo, Lang: "en", Caption: story.Markdown{Plain: caption, Pos: at("content/s/photos/1.md", 3, caption)}}}
	if d := find(s.run(), "caption-relative-date"); d.Pos.File != "content/s/photos/1.md" || d.Pos.Line != 3 {
		t.Errorf("a caption of a sidecar: %+v", d.Pos)
	}
}

func TestSettle(t *testing.T) {
	s := level(level(en(good), "link-broken", "off"), "photo-truncated", "warn")
	in := func() diag.List {
		return diag.List{
			{ID: "link-broken", Severity: diag.Warning, Pos: diag.InFile("content/s/index.md")},
			{ID: "photo-truncated", Severity: diag.Error, Pos: diag.InFile("content/s/index.md")},
			{ID: "photo-not-found", Severity: diag.Error, Pos: diag.InFile("content/s/index.md")},
			{ID: "something-else", Severity: diag.Info},
		}
	}
	got := Settle(s.content, in())
	if has(got, "link-broken") || find(got, "photo-truncated").Severity != diag.Warning || find(got, "photo-not-found").Severity != diag.Error || len(got) != 3 {
		t.Error(show(got))
	}
	s.story.Draft = true
	if d := find(Settle(s.content, in()), "photo-not-found"); d.Severity != diag.Warning {
		t.Errorf("a draft's error: %+v", d)
	}
}

// TestPartsOfRun: what Site and Story say is what Run says.
func TestPartsOfRun(t *testing.T) {
	s := level(en("TKTK", alt(""), size(100, 100)), "alt-mising", "off")
	s.folder.Skipped = []string{"content/s/clip.mp4"}
	whole := s.run()
	own, _ := Story(s.content, s.plan, s.story, s.now)
	parts := append(Site(s.content, s.plan, s.now), own...)
	parts.Sort()
	if !slices.Equal(parts, whole) {
		t.Errorf("parts:%s\nwhole:%s", show(parts), show(whole))
	}
	if !has(own, "caption-boilerplate") {
		t.Error("Story says nothing")
	}
}

// TestEmbargoEnds: an embargo counts by the clock that the site is told, and else
// by the time of publication.
func TestEmbargoEnds(t *testing.T) {
	s := en(good, instructions("EMBARGOED UNTIL 00:01 GMT JULY 26, 2023"))
	for now, want := range map[string]bool{"": true, "2023-07-26T00:00:00Z": true, "2023-07-26T00:01:00Z": false, "2023-07-26T00:30:00+08:00": true, "2026-01-01T00:00:00Z": false} {
		s.now, _ = time.Parse(time.RFC3339, now)
		if got := has(s.run(), "restriction-active"); got != want {
			t.Errorf("at %q: %v", now, got)
		}
	}
}

// TestReference: the manual has an entry for each id, those of the other rooms
// included, and no entry is without its words.
func TestReference(t *testing.T) {
	manual := Reference()
	seen := map[string]bool{}
	for _, r := range rules {
		if seen[r.ID] {
			t.Errorf("%s stands twice", r.ID)
		}
		seen[r.ID] = true
		if !strings.Contains(manual, "\n## "+r.ID+" (") || !strings.HasSuffix(r.Finds, ".") || !strings.HasSuffix(r.Why, ".") || r.Mend == "" || strings.HasSuffix(r.Mend, ".") {
			t.Errorf("%s: its words are missing or badly ended", r.ID)
		}
		if n := len([]rune(r.Mend)); n > 120 {
			t.Errorf("%s: a hint of %d characters", r.ID, n)
		}
	}
	for _, id := range raised(t) {
		if !seen[id] {
			t.Errorf("%s is raised and not in the manual", id)
		}
	}
	if len(IDs()) != len(rules) {
		t.Error("IDs")
	}
}

// raised returns the ids that the rooms before this one raise.
func raised(t *testing.T) []string {
	t.Helper()
	call := regexp.MustCompile(`(?:diags|ds)\.(?:Error|Warn|Info)\("([a-z-]+)"|id, hint :?= "([a-z-]+)"`)
	var out []string
	for _, dir := range []string{"story", "plan", "photo"} {
		files, _ := filepath.Glob(filepath.Join("..", dir, "*.go"))
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil || strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, m := range call.FindAllStringSubmatch(string(src), -1) {
				out = append(out, m[1]+m[2])
			}
		}
	}
	if len(out) < 10 {
		t.Fatalf("only %d ids found", len(out))
	}
	return out
}

// benchScene is a site of that many stories of fifty pictures, with the captions
// of the wolf tables.
func benchScene(b *testing.B, stories, pictures int) *scene {
	b.Helper()
	captions := wolves(b, "wolf.en.txt")
	var all *scene
	for i := range stories {
		var figs []*plan.Figure
		for k := range pictures {
			was := captions[k%len(captions)]
			f := pic(fmt.Sprintf("%s The picture is number %d of the set.", was.Words().Caption.Text, k), instructions(fmt.Sprintf("EDITORIAL USE ONLY. MANDATORY CREDIT: Xinhua/Tang Yi. NO SALES. Set %d", i)))
			f.Words().Date, f.Words().Meta.Created, f.Words().Location, f.Words().Persons = was.Words().Date, was.Words().Meta.Created, was.Words().Location, was.Words().Persons
			figs = append(figs, f)
		}
		s := newScene("en", figs...)
		s.story.Siblings = []*plan.Story{s.story}
		if all == nil {
			all = s
			continue
		}
		all.content.Folders = append(all.content.Folders, s.content.Folders...)
		all.plan.Stories = append(all.plan.Stories, s.story)
	}
	return all
}

func BenchmarkTenThousandPictures(b *testing.B) {
	s := benchScene(b, 200, 50)
	b.ResetTimer()
	b.ReportAllocs()
	for b.Loop() {
		s.run()
	}
}

func BenchmarkOneStoryOfTenThousand(b *testing.B) {
	s := benchScene(b, 1, 10_000)
	b.ResetTimer()
	for b.Loop() {
		s.run()
	}
}
