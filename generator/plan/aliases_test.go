package plan

import (
	"slices"
	"strings"
	"testing"
)

// ledOn returns the redirects of a plan as _redirects has them, and where each page at an
// old address leads.
func ledOn(p *Plan) (rules string, pages map[string]string) {
	var b strings.Builder
	for _, r := range p.Redirects {
		if r.Below {
			b.WriteString(r.From + "* " + r.To + ":splat\n")
		} else {
			b.WriteString(r.From + " " + r.To + "\n")
		}
	}
	pages = map[string]string{}
	for _, pg := range p.Pages {
		if pg.Kind == Moved {
			pages[pg.Path] = pg.To
		}
	}
	return b.String(), pages
}

func moved(alias string, figures ...string) string {
	return "---\nheadline: H\npublished: 2024-05-02\naliases: [" + alias + "]\n---\n\n" + strings.Join(figures, "\n\n") + "\n"
}

// TestOldFoldersLeaveWhatIsLive: hosts follow a rule whatever lies at an address, so that
// one for a whole old folder is written only where nothing is there now.
func TestOldFoldersLeaveWhatIsLive(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"alone": {map[string]string{
			"content/new/index.md": moved("old/", "![](1.jpg)"), "content/new/1.jpg": "",
		}, "old/* new/:splat\n"},
		"moved into its own folder": {map[string]string{
			"content/bridge/2024/index.md": moved("bridge/", "![](1.jpg)"), "content/bridge/2024/1.jpg": "",
		}, "bridge/ bridge/2024/\nbridge/1/ bridge/2024/1/\n"},
		"above a live story": {map[string]string{
			"content/new/index.md": moved("Ports/", "![](1.jpg)", "![](hamburg.jpg)"), "content/new/1.jpg": "", "content/new/hamburg.jpg": "",
			"content/ports/hamburg/index.md": essay("Text."),
		}, "Ports/ new/\nPorts/1/ new/1/\n"},
		"above a live translation": {map[string]string{
			"content/site.yaml":    "title: T\nlanguages: [en, zh]\n",
			"content/new/index.md": moved("zh/ports/"), "content/ports/hamburg/index.zh.md": essay("Text."), "content/ports/hamburg/index.md": essay("Text."),
		}, "zh/ports/ new/\n"},
		"above pictures of a story whose first language is a draft": {map[string]string{
			"content/site.yaml":    "title: T\nlanguages: [en, zh]\n",
			"content/new/index.md": moved("ports/"), "content/ports/index.zh.md": "---\nheadline: H\npublished: 2024-05-02\ndraft: false\n---\n\n![](1.jpg)\n", "content/ports/1.jpg": "",
			"content/ports/index.md": "---\nheadline: H\npublished: 2024-05-02\ndraft: true\n---\n\n![](1.jpg)\n",
		}, "ports/ new/\n"},
		"above another old address": {map[string]string{
			"content/a/index.md": moved("old/", "![](1.jpg)"), "content/a/1.jpg": "", "content/b/index.md": moved("old/b/", "![](1.jpg)"), "content/b/1.jpg": "",
		}, "old/ a/\nold/1/ a/1/\nold/b/* b/:splat\n"},
		"below a live story": {map[string]string{
			"content/a/index.md": moved("b/old/", "![](1.jpg)"), "content/a/1.jpg": "", "content/b/index.md": essay("![](2.jpg)"), "content/b/2.jpg": "",
		}, "b/old/* a/:splat\n"},
	} {
		p, ds := planned(t, Options{}, c.files)
		if ds.HasErrors() {
			t.Errorf("%s: %v", name, ds)
		}
		if rules, _ := ledOn(p); rules != c.want {
			t.Errorf("%s:\n%swant:\n%s", name, rules, c.want)
		}
	}
}

// TestOldFramesLeadOn: a frame that another site carries is found where its story went.
func TestOldFramesLeadOn(t *testing.T) {
	files := map[string]string{
		"content/site.yaml":    "title: T\nbase_url: https://example.org/\n",
		"content/new/index.md": moved("old/, older.html", "![](1.jpg)", "![](2.jpg)"), "content/new/1.jpg": "", "content/new/2.jpg": "",
	}
	p, _ := planned(t, Options{}, files)
	rules, pages := ledOn(p)
	want := "old/* new/:splat\nembed/old.html embed/new.html\nembed/old.json embed/new.json\nembed/old/* embed/new/:splat\nolder.html new/\n"
	if rules != want {
		t.Errorf("rules:\n%swant:\n%s", rules, want)
	}
	for at, to := range map[string]string{
		"embed/old.html": "embed/new.html", "embed/old/1.html": "embed/new/1.html", "embed/old/2.html": "embed/new/2.html",
		"old/index.html": "new/", "old/1/index.html": "new/1/", "older.html": "new/",
	} {
		if pages[at] != to {
			t.Errorf("%s leads to %q, want %q", at, pages[at], to)
		}
		if place, ok := p.At(at); !ok || place.Page == nil || place.Page.Kind != Moved {
			t.Errorf("a preview does not find %s", at)
		}
	}
	if len(pages) != 7 {
		t.Errorf("%d pages lead on: %v", len(pages), pages)
	}
	delete(files, "content/site.yaml")
	p, _ = planned(t, Options{}, files)
	if rules, pages := ledOn(p); strings.Contains(rules, "embed") || len(pages) != 4 {
		t.Errorf("without frames: %v\n%s", pages, rules)
	}
}

// TestAWithdrawnStoryKeepsItsAddresses: of its pictures too, on pages and in frames, each
// of which shows the notice and leads to no other.
func TestAWithdrawnStoryKeepsItsAddresses(t *testing.T) {
	const front = "---\nheadline: C\npublished: 2024-05-02\nphotos: all\nwithdrawn: {date: 2024-05-03, reason: Wrong.}\n---\n\nText.\n\n"
	p, ds := planned(t, Options{}, map[string]string{
		"content/site.yaml":  "title: T\nbase_url: https://example.org/\n",
		"content/c/index.md": front + "![](1.jpg)\n\n![](2.jpg){embargo=\"2024-07-01\"}\n",
		"content/c/1.jpg":    "", "content/c/2.jpg": "", "content/c/3.jpg": "",
	})
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	var got []string
	for _, pg := range p.Pages {
		if pg.Story != nil {
			got = append(got, pg.Path)
		}
	}
	want := []string{"c/index.html", "c/1/index.html", "c/3/index.html", "embed/c.html", "embed/c/1.html", "embed/c/3.html"}
	if !slices.Equal(got, want) {
		t.Errorf("pages %v, want %v", got, want)
	}
	s := p.Stories[0]
	if len(s.Blocks) > 0 || s.Cover != nil || len(imagesOf(p)) > 0 {
		t.Errorf("%d blocks, cover %v, %d renditions", len(s.Blocks), s.Cover, len(imagesOf(p)))
	}
	for _, f := range s.Figures {
		if f.Notice == nil || f.Facts != nil || f.Prev != nil || f.Next != nil || f.Words().Caption.Set() {
			t.Errorf("%s is more than a notice: %+v", f.Path, f)
		}
	}
}
