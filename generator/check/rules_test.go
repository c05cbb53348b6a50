package check

import (
	"strings"
	"testing"

	"photodesk/generator/photo"
	"photodesk/generator/plan"
	"photodesk/generator/story"
)

func en(caption string, mods ...func(*plan.Figure)) *scene {
	return newScene("en", pic(caption, mods...))
}

func zh(caption string, mods ...func(*plan.Figure)) *scene {
	return newScene("zh", pic(caption, mods...))
}

// with changes a scene.
func (s *scene) with(f func(*scene)) *scene { f(s); return s }

// ruleCases are, for one rule, sites that raise it and sites that look like it
// and must not.
type ruleCases struct {
	id          string
	raise, pass []*scene
}

func each(f func(string, ...func(*plan.Figure)) *scene, captions ...string) []*scene {
	var out []*scene
	for _, c := range captions {
		out = append(out, f(c))
	}
	return out
}

// dated is en or zh with the picture's day.
func dated(f func(string, ...func(*plan.Figure)) *scene, day string, captions ...string) []*scene {
	var out []*scene
	for _, c := range captions {
		out = append(out, f(c, on(day)))
	}
	return out
}

func join(lists ...[]*scene) []*scene {
	var out []*scene
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

func inMeta(f func(*photo.Meta)) func(*plan.Figure) {
	return func(p *plan.Figure) { f(&p.Words().Meta) }
}

func noCaption(f *plan.Figure) { f.Words().Caption, f.Placed.Caption = photo.Value{}, story.Markdown{} }

func credited(credit string, creators ...string) func(*plan.Figure) {
	return func(f *plan.Figure) {
		f.Words().Credit, f.Words().Creators = value(credit, "story"), nil
		for _, c := range creators {
			f.Words().Creators = append(f.Words().Creators, value(c, "story"))
		}
	}
}

func inFile(credit string, creators ...string) func(*plan.Figure) {
	return inMeta(func(m *photo.Meta) {
		m.Credit = value(credit, "IPTC:Credit")
		for _, c := range creators {
			m.Creators = append(m.Creators, value(c, "IPTC:By-line"))
		}
	})
}

func named(s *scene, groups ...[]string) *scene {
	for _, g := range groups {
		var texts []story.Text
		for _, n := range g {
			texts = append(texts, story.Text{Value: n})
		}
		s.content.Site.Names = append(s.content.Site.Names, texts)
	}
	return s
}

func detached(paragraph string, mods ...func(*plan.Figure)) *scene {
	s := en(good, mods...)
	pos := at("content/s/index.md", 13, paragraph)
	s.story.Blocks = append(s.story.Blocks, plan.Block{Prose: &story.Prose{Plain: paragraph, Paragraphs: []story.Paragraph{{Plain: paragraph, Pos: pos}}, Pos: pos}})
	return s
}

// shareRow puts a scene's pictures side by side under one caption.
func shareRow(s *scene) {
	row := &plan.Row{Caption: story.Markdown{Plain: good, Pos: at("content/s/index.md", 12, good)}}
	for _, f := range s.story.Figures {
		f.Placed.Caption = story.Markdown{}
		row.Figures = append(row.Figures, f)
	}
	s.story.Blocks = []plan.Block{{Row: row}}
}

func banned(s *scene, word string) *scene {
	s.content.Site.BannedWords = []story.Text{{Value: word}}
	return s
}

func two(a, b string) *scene { return newScene("en", pic(a), pic(b)) }

func TestRules(t *testing.T) {
	tested := map[string]bool{}
	for _, list := range [][]ruleCases{captionCases(), dateCases(), placeAndNameCases(), wordsAltCases(), rightsCases(), fileCases(), storyCases()} {
		for _, c := range list {
			r := ruleByID[c.id]
			if r == nil {
				t.Fatalf("no rule %q", c.id)
			}
			tested[c.id] = true
			if !r.earlier() && (len(c.raise) == 0 || len(c.pass) < 3) {
				t.Errorf("%s: %d cases raise it, %d look like it", c.id, len(c.raise), len(c.pass))
			}
			for _, want := range []bool{true, false} {
				scenes := c.raise
				if !want {
					scenes = c.pass
				}
				for i, s := range scenes {
					s.content.Site.Check = all(Warn)
					ds := s.run()
					if has(ds, c.id) != want {
						t.Errorf("%s: case %d, raised = %v: %s%s", c.id, i, !want, s.describe(), show(ds))
					}
				}
			}
		}
	}
	for _, r := range rules {
		if !r.earlier() && !tested[r.ID] {
			t.Errorf("%s: no cases", r.ID)
		}
	}
}

// earlier reports whether an earlier stage raises the rule.
func (r *Rule) earlier() bool {
	return r.site == nil && r.folder == nil && r.story == nil && r.figure == nil && r.photo == nil
}

// describe returns what is in a scene.
func (s *scene) describe() string {
	var out []string
	for _, f := range s.story.Figures {
		out = append(out, f.Words().Caption.Text+" {"+f.Words().Meta.Instructions.Text+"} {"+f.Words().Alt.Text+"}")
	}
	return strings.Join(out, "\n\t")
}
