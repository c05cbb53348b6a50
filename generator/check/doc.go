// Package check is the desk's rules: what a picture desk would object to, in
// captions, credits, rights, files and translations. It is pure: [Run] reads a
// plan and returns diagnostics; it asks no clock, opens no file and changes
// nothing.
//
// A rule that cries wolf is switched off, and then it is no rule any more. So a
// false complaint counts as a defect, and a missed one as a pity: where a rule
// cannot tell, it is silent.
//
// # What a rule sees
//
// A desk ([Run]) goes through the stories, a judge through the pictures of one
// story in one language, a look at one picture in its place. Each caption is
// taken apart once, into a reading: its script, words, sentences, quotations and
// dates. All rules share it. A rule that speaks of words looks at quotations and
// titles as another's words, and passes them; one that compares two texts does so
// within one script, or through the spellings that names in site.yaml joins.
//
// What is wrong with a file is said once, where the first language of the story
// shows it; what is wrong with words is said in each place. A complaint points at
// the words that it is about, where the editor wrote them: in the text, the row
// or the sidecar; else at the name of the photograph.
//
// # How to write a rule
//
// A rule is one [Rule] value in the file of its topic, rules_*.go:
//
//	var captionSmell = Rule{
//		ID: "caption-smell", Level: Warn,
//		Finds: "What it finds, in a sentence.",
//		Why:   "Why a reader, or the desk, cares.",
//		Mend:  "what to do, without a full stop: it is the hint too",
//		figure: func(l *look) {
//			if bad(l.text) {
//				l.complain(l.captionPos(), "a message in lower case")
//			}
//		},
//	}
//
// Then list it in [rules], and give it cases in rules_test.go: some that raise it
// and at least three that look like it and must not. testdata/wolf.*.txt holds
// captions as agencies send them, which no rule may object to; a caption of which
// the desk complained wrongly is added there before the rule is mended. Ids are
// permanent.
//
// It must take time in proportion to the length of the text: ten thousand
// pictures are judged at each save. A pattern is tried only on a text that a
// cheap look has found worth it (see phrases, and the hints of parseTerms).
//
// # Levels and waivers
//
// site.yaml sets the level of any rule that is not fixed; a figure's or a story's
// allow lets one pass with a reason. Both are applied where a complaint is
// reported, so that no rule knows of them. Complaints of earlier stages get theirs
// by [Settle]. What is wrong in a draft is at most a warning.
package check
