package check

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var altMissing = Rule{
	ID: "alt-missing", Level: Warn,
	Finds: "A picture without an alternative text, in the text, the sidecar or its file, and without alt=none.",
	Why:   "Who cannot see the picture is told nothing of it (WCAG 2.2, 1.1.1).",
	Mend:  "write between the brackets of ![…] what the picture shows",
	figure: func(l *look) {
		if !l.fig.Words().AltNone && strings.TrimSpace(l.fig.Words().Alt.Text) == "" {
			l.complain(l.fig.Placed.Pos, "%q has no alternative text", l.base())
		}
	},
}

var altEqualsCaption = Rule{
	ID: "alt-equals-caption", Level: Warn,
	Finds: "An alternative text that is the caption again, or nine tenths of it.",
	Why:   "A screen reader reads both: the same words twice, and still nothing of what is to be seen.",
	Mend:  "describe what is to be seen, and leave names and dates to the caption",
	figure: func(l *look) {
		alt, caption := l.fig.Words().Alt.Text, l.text.text
		if strings.TrimSpace(alt) == "" || caption == "" || len(alt)*2 < len(caption) || len(caption)*2 < len(alt) {
			return
		}
		if newGrams(alt).alike(newGrams(caption), 0.9) {
			l.complain(l.altPos(), "the alternative text is the caption again")
		}
	},
}

// maxAlt is the length of an alternative text, in characters, after which
// listeners have lost the thread.
const maxAlt = 250

var altWeak = Rule{
	ID: "alt-weak", Level: Info,
	Finds: "An alternative text that is a file's name, that begins with \"image of\", that is longer than 250 characters, or that two pictures share.",
	Why:   "A screen reader says \"image\" by itself; a long text cannot be skimmed by ear; and what fits two pictures describes neither.",
	Mend:  "say in one sentence what this picture shows; a long description belongs into the sidecar's description",
	story: func(j *judge) {
		var looks []*look
		for _, l := range j.looks {
			alt := strings.TrimSpace(l.fig.Words().Alt.Text)
			if alt == "" {
				continue
			}
			looks = append(looks, l)
			switch n := utf8.RuneCountInString(alt); {
			case fileName(alt, l.fig.Photo):
				l.complain(l.altPos(), "the alternative text %q is the name of a file", brief(alt))
			case n > maxAlt:
				l.complain(l.altPos(), "the alternative text has %d characters", n)
			case saysImage(alt):
				l.complain(l.altPos(), "the alternative text begins with %q", brief(alt[:min(len(alt), firstWords(alt))]))
			}
		}
		first := map[string]*look{}
		for _, l := range looks {
			key := fold(l.fig.Words().Alt.Text)
			was := first[key]
			if was == nil {
				first[key] = l
			} else if was.fig.Photo != l.fig.Photo {
				l.complain(l.altPos(), "the alternative text is that of %q too", was.base())
			}
		}
	},
}

// imageOf matches the beginnings that tell only that this is a picture.
var imageOf = regexp.MustCompile(`(?i)^(?:(?:an?|the|this)(?: \w+)? )?(?:image|photo|photograph|picture|graphic)(?: is)? (?:of|shows|showing|depicts|depicting)\b`)

// shown are verbs that tell of a picture in the picture: "A photo of the late
// president hangs above the stage".
var shownIn = regexp.MustCompile(`(?i)\b(?:hangs?|stands?|lies|sits?|is (?:seen|held|displayed|projected|placed|carried|shown|pinned)|are|rests?|adorns?|covers?|appears?|looks?|among|in (?:his|her|their) hands?)\b`)

var chineseImage = regexp.MustCompile(`^(?:(?:这是)?一?[张幅]?(?:图片|照片|图像)(?:显示|展示|中显示|[：:])|图为|这是一张|.{0,12}的(?:照片|图片)。?$)`)

func saysImage(alt string) bool {
	alt = alt[:min(len(alt), 400)]
	if scriptOf(alt) == han {
		return chineseImage.MatchString(alt)
	}
	return hasImageWord(alt) && imageOf.MatchString(alt) && !shownIn.MatchString(alt)
}

// hasImageWord tells most texts apart before the pattern is tried.
func hasImageWord(alt string) bool {
	return containsAny(lowerASCII(alt[:min(len(alt), 48)]), []string{"image", "photo", "picture", "graphic"})
}

// firstWords returns where the first few words of a text end.
func firstWords(s string) int {
	n := 0
	for i, r := range s {
		if r == ' ' || r == '，' || isHan(r) {
			if n++; n == 4 {
				return i
			}
		}
	}
	return len(s)
}
