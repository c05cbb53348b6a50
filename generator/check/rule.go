package check

import (
	"photodesk/generator/diag"
	"photodesk/generator/story"
)

// Level is how loudly a rule speaks, in the words of site.yaml.
type Level string

// The levels of a rule.
const (
	Error Level = "error"
	Warn  Level = "warn"
	Info  Level = "info"
	Off   Level = "off"
)

// severity returns what a level is among diagnostics; Off has none.
func (l Level) severity() diag.Severity {
	switch l {
	case Error:
		return diag.Error
	case Warn:
		return diag.Warning
	}
	return diag.Info
}

// Rule is one thing that the desk looks for. Its words are the manual's: help
// rules is made of them.
type Rule struct {
	ID    string // permanent: site.yaml, waivers and scripts name it
	Level Level  // unless the site sets another
	Fixed bool   // the site cannot: without it there is no page, or two in one place
	Finds string // what it finds
	Why   string // why readers, or the desk, care
	Mend  string // what to do; the hint of its complaints, unless they have a better one

	// At most one of these is set; with none an earlier stage raises the rule.
	site   func(*desk)
	folder func(*desk, *story.Folder)
	story  func(*judge)
	figure func(*look) // each time a story shows a picture
	photo  func(*look) // once for each photograph of a folder
}

// rules are all rules, in the order of the manual.
var rules = []*Rule{
	&captionMissing, &captionBoilerplate, &captionDetached, &captionDuplicate, &captionLength, &captionLanguage,
	&captionNoDate, &captionDateMismatch, &captionWeekdayWrong, &captionRelativeDate,
	&captionNoPlace, &captionPlaceMismatch, &captionTense,
	&captionNameUnmatched, &captionNameVariants, &captionBannedWord,
	&captionWireResidue, &captionMojibake, &captionPunctuation,
	&altMissing, &altEqualsCaption, &altWeak,
	&creditMissing, &creditConflict,
	&restrictionActive, &restrictionNoted, &handoutUnlabelled, &aiUnlabelled, &licenseURLBad,
	&credentialsInOriginal, &metadataDamaged, &iptcCharsetGuessed, &iptcXMPConflict, &iptcTruncated, &dateImplausible,
	&photoNotFound, &photoUnreadable, &photoTruncated, &originalRefused, &photoTooSmall, &photoUnused, &photoDuplicate, &fileSkipped,
	&frontMatter, &timeRule, &publishedAhead, &urlCollision, &anchorDuplicate, &linkBroken, &translationBehind,
	&listName, &seoHeadlineLength, &shareImageSmall, &baseURLMissing,
	&attributeRule, &markdownRule, &sidecarRule, &languageRule, &storyFolder, &textEncoding, &fileUnreadable,
}

var ruleByID = func() map[string]*Rule {
	out := make(map[string]*Rule, len(rules))
	for _, r := range rules {
		out[r.ID] = r
	}
	return out
}()

// IDs returns the ids of all rules, in the order of the manual.
func IDs() []string {
	out := make([]string, len(rules))
	for i, r := range rules {
		out[i] = r.ID
	}
	return out
}
