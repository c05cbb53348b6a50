package check

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"photodesk/generator/diag"
	"photodesk/generator/photo"
	"photodesk/generator/plan"
	"photodesk/generator/story"
)

// judge is the judging of one story in one language.
type judge struct {
	*desk
	story *plan.Story
	looks []*look // one for each picture that is shown, in the order of the text
	used  map[*story.Waiver]bool
}

// look is the judging of one picture in its place.
type look struct {
	*judge
	fig  *plan.Figure
	row  *plan.Row
	text *reading // its caption
	once bool     // the photograph's first place in the folder: what is said of the file is said here

	unwritten bool // the caption is a place-holder: what else is wrong with it goes with that
}

func newJudge(d *desk, s *plan.Story) *judge {
	j := &judge{desk: d, story: s, used: map[*story.Waiver]bool{}}
	seen := shownBefore(s)
	for _, b := range s.Blocks {
		if b.Row == nil {
			continue
		}
		for _, f := range b.Row.Figures {
			if f.Notice != nil || f.Placed == nil {
				continue
			}
			j.looks = append(j.looks, &look{judge: j, fig: f, row: b.Row, text: read(f.Words().Caption.Text), once: !seen[f.Photo]})
			seen[f.Photo] = true
		}
	}
	return j
}

// shownBefore returns the photographs that the story shows in one of its earlier
// languages, where what is wrong with their files is said.
func shownBefore(s *plan.Story) map[string]bool {
	seen := map[string]bool{}
	at := slices.Index(s.Folder.Stories, s.Story)
	for _, o := range s.Siblings {
		if slices.Index(s.Folder.Stories, o.Story) >= at || o.Notice != nil {
			continue
		}
		for _, f := range o.Figures {
			seen[f.Photo] = seen[f.Photo] || f.Notice == nil
		}
	}
	return seen
}

// asOf returns the time at which restrictions count: now, or when the story was
// last published.
func (j *judge) asOf() time.Time {
	switch {
	case !j.now.IsZero():
		j.timed = true
		return j.now
	case j.story.Story.Updated.Set():
		return j.story.Story.Updated.Time
	}
	return j.story.Published.Time
}

// complain reports what a rule found in the story as a whole.
func (j *judge) complain(pos diag.Pos, format string, args ...any) {
	if w := waiverOf(j.story.Waivers, j.rule.ID); w != nil {
		j.used[w] = true
		return
	}
	j.report(pos, fmt.Sprintf(format, args...), "")
}

// complain reports what a rule found in the picture.
func (l *look) complain(pos diag.Pos, format string, args ...any) {
	if l.unwritten && strings.HasPrefix(l.rule.ID, "caption-") {
		return
	}
	if w := waiverOf(l.fig.Placed.Waivers, l.rule.ID); w != nil {
		l.used[w] = true
		return
	}
	l.judge.complain(pos, format, args...)
}

func waiverOf(ws []story.Waiver, id string) *story.Waiver {
	for i := range ws {
		if ws[i].Rule == id {
			return &ws[i]
		}
	}
	return nil
}

// waivers complains of waivers that name no rule or let nothing pass.
func (j *judge) waivers() {
	// A translation carries over the waivers of the first language, where some of
	// what they let pass is said.
	j.checkWaivers(j.story.Waivers, j.story.Story == j.story.Folder.Stories[0])
	for _, l := range j.looks {
		j.checkWaivers(l.fig.Placed.Waivers, l.once)
	}
}

func (j *judge) checkWaivers(ws []story.Waiver, first bool) {
	for i := range ws {
		w := &ws[i]
		switch r := ruleByID[w.Rule]; {
		case r == nil:
			j.diags.Error(frontMatter.ID, w.Pos, unknownRule(w.Rule), nearestRule(w.Rule))
		case r.Fixed:
			j.diags.Error(frontMatter.ID, w.Pos, fmt.Sprintf("%q cannot be let pass", w.Rule), r.Mend)
		case strings.TrimSpace(w.Reason) == "":
			j.diags.Error(frontMatter.ID, w.Pos, fmt.Sprintf("no reason for allowing %q", w.Rule), `write "`+w.Rule+`: the reason"`)
		case first && !j.used[w] && (r.figure != nil || r.story != nil) && j.level(r) != Off:
			j.diags.Info(frontMatter.ID, w.Pos, fmt.Sprintf("%q is allowed, and nothing here raises it", w.Rule), "delete the waiver")
		}
	}
}

// captionPos returns where the caption is written: in the text, in the row that
// shares it, in a sidecar; else the picture's own place.
func (l *look) captionPos() diag.Pos {
	switch placed := l.fig.Placed; {
	case placed.Caption.Set():
		return placed.Caption.Pos
	case l.row.Caption.Set():
		return l.row.Caption.Pos
	}
	return l.sidecarPos(l.fig.Words().Caption, func(s *story.Sidecar) diag.Pos { return s.Caption.Pos })
}

// altPos returns where the alternative text is written.
func (l *look) altPos() diag.Pos {
	if l.fig.Placed.Alt.Set() {
		return l.fig.Placed.Alt.Pos
	}
	return l.sidecarPos(l.fig.Words().Alt, func(s *story.Sidecar) diag.Pos { return s.Alt.Pos })
}

// creditPos returns where the credit is written.
func (l *look) creditPos() diag.Pos {
	switch placed := l.fig.Placed; {
	case placed.Credit.Set():
		return placed.Credit.Pos
	case placed.Creator.Set():
		return placed.Creator.Pos
	case placed.SignOff.Text != "":
		return l.captionPos()
	}
	return l.sidecarPos(l.fig.Words().Credit, func(s *story.Sidecar) diag.Pos { return s.Credit.Pos })
}

// sidecarPos returns the place of a value in the picture's sidecar, if it was
// taken from there.
func (l *look) sidecarPos(v photo.Value, of func(*story.Sidecar) diag.Pos) diag.Pos {
	if v.Source != "sidecar" {
		return l.fig.Placed.Pos
	}
	for _, s := range l.fig.Story.Folder.Sidecars {
		if s.Photo == l.fig.Photo && s.Lang == v.Lang && of(s).File != "" {
			return of(s)
		}
	}
	return l.fig.Placed.Pos
}

// within narrows the place of a text to a part of it, where that stands in the
// line as it was read.
func within(pos diag.Pos, part string) diag.Pos {
	if pos.Line == 0 || part == "" || pos.Col < 1 || pos.Col > len(pos.Text) {
		return pos
	}
	i := strings.Index(pos.Text[pos.Col-1:], part)
	if i < 0 {
		return pos
	}
	return pos.Sub(i, len(part))
}

// spot is [within] for a span of the caption.
func (l *look) spot(s span) diag.Pos { return within(l.captionPos(), l.text.text[s.start:s.end]) }

// quote returns a span of the caption for a message, cut where it is long.
func (l *look) quote(s span) string { return brief(l.text.text[s.start:s.end]) }

// brief cuts a text to what a message has room for.
func brief(s string) string {
	r := []rune(strings.Join(strings.Fields(s[:min(len(s), 400)]), " "))
	if len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return string(r)
}

// english reports whether the caption is in English, as far as its script and
// its page tell: a page in German is no place to look for English words.
func (l *look) english() bool {
	lang := primary(l.story.Lang)
	return l.text.script == latin && (lang == "en" || scriptOfLang(lang) != latin && scriptOfLang(lang) != noScript)
}

// chinese reports whether the caption is in Chinese.
func (l *look) chinese() bool { return l.text.script == han }

// base returns the name of the picture's file.
func (l *look) base() string { return path.Base(l.fig.Photo) }
