package check

import (
	"os"
	"strings"
	"testing"

	"photodesk/generator/plan"
)

// wolves returns the captions of a file in testdata as pictures.
func wolves(t testing.TB, name string) []*plan.Figure {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var out []*plan.Figure
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.SplitN(line, "|", 5)
		if len(cells) != 5 {
			t.Fatalf("%s: %q", name, line)
		}
		mods := []func(*plan.Figure){undated, in(cells[1], cells[2])}
		if cells[0] != "" {
			mods[0] = on(cells[0])
		}
		for p := range strings.SplitSeq(strings.TrimSpace(cells[3]), ";") {
			if p != "" {
				mods = append(mods, persons(p))
			}
		}
		out = append(out, pic(cells[4], mods...))
	}
	if len(out) < 40 {
		t.Fatalf("%s: %d captions", name, len(out))
	}
	return out
}

// TestNoRuleCriesWolf runs captions as agencies send them, each in a story of its
// own and all in one: nothing may be said of them.
func TestNoRuleCriesWolf(t *testing.T) {
	for lang, name := range map[string]string{"en": "wolf.en.txt", "zh": "wolf.zh.txt"} {
		for _, f := range wolves(t, name) {
			s := newScene(lang, f)
			s.content.Site.Check = all(Warn)
			if ds := s.run(); len(ds) > 0 {
				t.Errorf("%s%s", f.Words().Caption.Text, show(ds))
			}
		}
		for _, f := range wolves(t, name) {
			undated(f)
			in("", "")(f)
			if ds := newScene(lang, f).run(); len(ds) > 0 {
				t.Errorf("without the file's date and place: %s%s", f.Words().Caption.Text, show(ds))
			}
		}
		if ds := newScene(lang, wolves(t, name)...).run(); len(ds) > 0 {
			t.Error(show(ds))
		}
	}
}
