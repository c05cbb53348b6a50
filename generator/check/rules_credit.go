package check

import (
	"strings"

	"photodesk/generator/photo"
	"photodesk/generator/story"
)

var creditMissing = Rule{
	ID: "credit-missing", Level: Error,
	Finds: "A picture with no credit, creator or sign-off, neither typed nor in its file, on a site without a default.",
	Why:   "The author's name is a right, and the first thing that an agency's lawyer looks for.",
	Mend:  "end the caption with a sign-off such as (Xinhua/Tang Yi), or write credit=\"…\" after the picture",
	figure: func(l *look) {
		f := l.fig
		if strings.TrimSpace(f.Words().Credit.Text) != "" || len(texts(f.Words().Creators...)) > 0 || f.Placed.SignOff.Text != "" {
			return
		}
		l.complain(f.Placed.Pos, "nobody is credited for %q", l.base())
	},
}

var creditConflict = Rule{
	ID: "credit-conflict", Level: Warn,
	Finds:  "A credit typed in the story or the sidecar that shares no name with the file's own creator, credit, source and copyright. Names are compared within one script, or through names in site.yaml.",
	Why:    "The wrong photographer is named, or the caption is another picture's.",
	Mend:   "compare the credit with the file (photodesk facts)",
	figure: creditsConflict,
}

func creditsConflict(l *look) {
	typed := l.typed()
	m := &l.fig.Words().Meta
	filed := texts(append([]photo.Value{m.Credit, m.Source, m.Copyright}, m.Creators...)...)
	if len(typed) == 0 || len(filed) == 0 {
		return
	}
	if _, off, ok := story.ParseSignOff(m.Caption.Text); ok {
		filed = append(filed, off.Text)
	}
	a, b := l.credit(typed...), l.credit(filed...)
	if len(a.words) == 0 || len(b.words) == 0 || a.shares(b) {
		return
	}
	if a.script != b.script && !l.translated(typed, b.script) {
		return // in other letters it may be the same name
	}
	l.complain(l.creditPos(), "the credit is %q, the file says %q", brief(strings.Join(unique(typed), "; ")), brief(strings.Join(unique(filed), "; ")))
}

// typed returns what the editor has written of the credit.
func (l *look) typed() []string {
	var out []string
	for _, v := range append([]photo.Value{l.fig.Words().Credit}, l.fig.Words().Creators...) {
		if (v.Source == "story" || v.Source == "sidecar") && v.Text != "" {
			out = append(out, v.Text)
		}
	}
	return out
}

// translated reports whether each typed credit is a name that site.yaml spells in
// a script too.
func (l *look) translated(typed []string, s script) bool {
	for _, t := range typed {
		for part := range strings.FieldsFuncSeq(t, func(r rune) bool { return strings.ContainsRune("/;；：:,，", r) }) {
			if part = strings.TrimSpace(part); part != "" && len(l.names.in(s, part)) == 0 && len(agencies.in(s, part)) == 0 {
				return false
			}
		}
	}
	return true
}

var handoutUnlabelled = Rule{
	ID: "handout-unlabelled", Level: Warn,
	Finds:  "A picture whose rights say handout or courtesy, and which nothing that the reader sees says so of.",
	Why:    "A handout is a party's own picture of itself; readers must be able to tell.",
	Mend:   "name the giver in the caption or the credit, as in \"Handout/NASA\"",
	figure: handout,
}

var (
	handoutWords = newPhrases("handout", "hand out", "courtesy", "HANDOUT")
	labelled     = newPhrases("handout", "hand out", "courtesy", "via", "provided", "supplied", "released", "distributed", "issued", "made available", "taken from", "shared", "posted", "obtained", "contributed", "submitted", "social media")
)

var (
	chineseHandout  = []string{"供图", "通稿图"}
	chineseLabelled = []string{"供图", "提供", "发布", "官方", "图源", "来源"}
)

func handout(l *look) {
	m := &l.fig.Words().Meta
	for _, v := range append([]photo.Value{m.Credit, m.Source, m.JobTitle, m.Copyright, m.UsageTerms, m.Instructions}, m.Creators...) {
		if v.Text == "" || !containsAny(v.Text, chineseHandout) && !l.speaks(v.Text, handoutWords) {
			continue
		}
		seen := l.seen()
		if !containsAny(seen, chineseLabelled) && !labelled.in(read(unquoted(seen))) {
			l.complain(l.creditPos(), "%q is a handout (%s: %q), and the reader is not told", l.base(), v.Source, brief(v.Text))
		}
		return
	}
}

// speaks reports whether phrases stand in a text, which few hold at all.
func (l *look) speaks(text string, p phrases) bool {
	low := lowerASCII(text)
	if !strings.Contains(low, "hand") && !strings.Contains(low, "courtesy") {
		return false
	}
	return p.in(read(unquoted(low)))
}

// unquoted takes the quotation marks out of a text, so that what stands in them
// counts too.
func unquoted(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("\"“”'‘’《》「」«»", r) {
			return ' '
		}
		return r
	}, s)
}

// seen returns all that a reader is told of the picture.
func (l *look) seen() string {
	f := l.fig
	parts := []string{f.Words().Caption.Text, f.Words().Credit.Text, f.Words().Headline.Text, f.Placed.SignOff.Text}
	for _, c := range f.Words().Creators {
		parts = append(parts, c.Text)
	}
	return strings.Join(parts, "\n")
}

var aiUnlabelled = Rule{
	ID: "ai-unlabelled", Level: Error,
	Finds:  "A picture that its file declares to be made by a generating system, wholly or in part (digital source type trainedAlgorithmicMedia or compositeWithTrainedAlgorithmicMedia, the IPTC fields on AI, or China's label of GB 45438), and no word of it to the reader.",
	Why:    "It is no photograph. To let readers take it for one is a lie, and in China and the European Union against the law.",
	Mend:   "say in the caption or the credit that the picture is AI-generated, or take it out",
	figure: aiGenerated,
}

func aiGenerated(l *look) {
	why := l.declaredAI()
	if why == "" {
		return
	}
	seen := l.seen() + "\n" + l.story.Headline.Value + "\n" + l.story.Dek.Value + "\n" + l.story.EditorsNote.Plain
	if containsAny(seen, []string{"人工智能", "生成", "AI", "A.I.", "算法合成", "渲染"}) || aiWords.in(read(unquoted(seen))) {
		return
	}
	l.complain(l.captionPos(), "%q is declared to be AI-generated (%s), and the reader is not told", l.base(), why)
}

var aiWords = newPhrases("artificial intelligence", "generated", "generative", "synthetic", "synthetically", "deepfake", "render", "rendered", "rendering", "midjourney", "dall e", "firefly", "stable diffusion", "algorithm")

// declaredAI returns what in the file says that a machine made the picture.
func (l *look) declaredAI() string {
	m := &l.fig.Words().Meta
	source := m.DigitalSourceType.Text
	kind := source[strings.LastIndexAny(source, "/:")+1:]
	switch {
	case strings.EqualFold(kind, "trainedAlgorithmicMedia"), strings.EqualFold(kind, "compositeWithTrainedAlgorithmicMedia"):
		return "digital source type " + kind
	case strings.TrimSpace(m.AIGC.Text) != "":
		return "label of GB 45438"
	}
	for _, v := range m.AI {
		if t := strings.TrimSpace(v.Text); t != "" && !nowhere[fold(t)] {
			return v.Source
		}
	}
	return ""
}
