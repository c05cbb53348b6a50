package edit

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"photodesk/generator/story"
)

func TestPullStory(t *testing.T) {
	const notice = `withdrawn: {date: 2026-03-04, reason: "It's wrong: see \"A\""}`
	for name, c := range map[string]struct{ was, want string }{
		"insert":  {storyText, strings.Replace(storyText, "\r\n---\r\n\r\nText", "\r\n"+notice+"\r\n---\r\n\r\nText", 1)},
		"update":  {"---\nheadline: x\nwithdrawn:\n  date: 2025-01-01\n  reason: old\n\n# a note\ndek: y\n---\n", "---\nheadline: x\n" + notice + "\n\n# a note\ndek: y\n---\n"},
		"flow":    {"---\nwithdrawn: {date: 2025-01-01,\n  reason: old} # c\nheadline: x\n---\nx", "---\n" + notice + "\nheadline: x\n---\nx"},
		"indent":  {"\n---\n  headline: x\n---\n", "\n---\n  headline: x\n  " + notice + "\n---\n"},
		"errors":  {"---\nheadline: x\nbroken: y\n---\n\n![](none.jpg)\n", "---\nheadline: x\nbroken: y\n" + notice + "\n---\n\n![](none.jpg)\n"},
		"in text": {"---\nheadline: x\n---\n\nwithdrawn: no\n", "---\nheadline: x\n" + notice + "\n---\n\nwithdrawn: no\n"},
	} {
		d := newDesk(t, with(bridge(t), tree{"site/content/bridge/index.md": c.was}))
		before := d.files()
		pulled := must[*Pulled](t)(d.open(nil).Pull(t.Context(), "bridge", "It's wrong:  see \"A\"\n"))
		after := d.files()
		wantChanges(t, before, after, "~site/content/bridge/index.md", "~site/content/bridge/index.zh.md")
		if got := after["site/content/bridge/index.md"]; got != c.want {
			t.Errorf("%s: %q\nwant %q", name, got, c.want)
		}
		if len(pulled.Files) != 2 {
			t.Errorf("%s: %+v", name, pulled)
		}
		content, _, err := story.NewLoader().Load(os.DirFS(d.path("site")), "content")
		if err != nil || content.Folders[0].Stories[0].Withdrawn == nil || content.Folders[0].Stories[1].Withdrawn.Reason.Value != `It's wrong: see "A"` {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestPullStoryByHand says what to write where a splice would do harm.
func TestPullStoryByHand(t *testing.T) {
	for _, text := range []string{"---\n{headline: x}\n---\n", "No front matter.\n", "---\nheadline: |\n  x\n  y\nwithdrawn\n---\n"} {
		d := newDesk(t, with(bridge(t), tree{"site/content/bridge/index.md": text}))
		before := d.files()
		_, err := d.open(nil).Pull(t.Context(), "bridge", "Wrong")
		wantRefusal(t, err, "does not fit into content/bridge/index.md")
		wantChanges(t, before, d.files())
	}
}

func TestPullPhoto(t *testing.T) {
	const head = "# Pictures that no story may publish, by the digest of their bytes.\n"
	one := bridge(t)["site/content/bridge/photos/01.jpg"]
	entry := fmt.Sprintf("- {digest: %x, date: 2026-03-04, reason: Withdrawn by the agency}", digestOf(one))
	other := "- digest: " + strings.Repeat("ab", 32) + "\n  date: 2025-01-01\n  reason: old"
	for name, c := range map[string]struct{ was, want string }{
		"made":     {"", head + entry + "\n"},
		"appended": {"# mine\n\n" + other + "\n\n", "# mine\n\n" + other + "\n\n" + entry + "\n"},
		"no end":   {other, other + "\n" + entry + "\n"},
		"crlf":     {"\ufeff" + strings.ReplaceAll(other, "\n", "\r\n") + "\r\n", "\ufeff" + strings.ReplaceAll(other, "\n", "\r\n") + "\r\n" + entry + "\r\n"},
		"indent":   {"  " + strings.ReplaceAll(other, "\n", "\n  ") + "\n", "  " + strings.ReplaceAll(other, "\n", "\n  ") + "\n  " + entry + "\n"},
		"comments": {"# none yet\n", "# none yet\n" + entry + "\n"},
	} {
		files := with(bridge(t), tree{"site/content/tower/same.jpg": one, "site/content/tower/index.md": "---\nheadline: x\n---\n"})
		want := "+site/content/withdrawn.yaml"
		if c.was != "" {
			files["site/content/withdrawn.yaml"], want = c.was, "~site/content/withdrawn.yaml"
		}
		d := newDesk(t, files)
		before := d.files()
		pulled := must[*Pulled](t)(d.open(nil).Pull(t.Context(), "content/bridge/photos/01.jpg", "Withdrawn by the agency"))
		after := d.files()
		wantChanges(t, before, after, want)
		if got := after["site/content/withdrawn.yaml"]; got != c.want {
			t.Errorf("%s: %q\nwant %q", name, got, c.want)
		}
		if len(pulled.Stories) != 2 || len(pulled.Photos) != 2 {
			t.Errorf("%s: %+v", name, pulled)
		}
		again := must[*Pulled](t)(d.open(nil).Pull(t.Context(), strings.ToUpper(pulled.Digest), "Twice"))
		if wantChanges(t, after, d.files()); again.Before == nil || again.Before.Reason.Value != "Withdrawn by the agency" || len(again.Photos) != 2 {
			t.Errorf("%s, again: %+v", name, again)
		}
	}
}

func TestPullRefusals(t *testing.T) {
	d := newDesk(t, with(bridge(t), tree{"site/content/withdrawn.yaml": "[]\n"}))
	before := d.files()
	s := d.open(nil)
	for what, words := range map[string]string{
		"bridg": "neither a story nor a file", "content/bridge/photos": "is a folder and no story", "content/bridge/photos/01.jpg": "does not fit into content/withdrawn.yaml",
	} {
		_, err := s.Pull(t.Context(), what, "Wrong")
		wantRefusal(t, err, words)
	}
	_, err := s.Pull(t.Context(), "bridge", " \n")
	wantRefusal(t, err, "no reason")
	wantChanges(t, before, d.files())
}
