package check

import (
	"path"
	"time"

	"photodesk/generator/diag"
	"photodesk/generator/plan"
	"photodesk/generator/story"
)

// Run judges a planned site by every rule and returns the complaints, sorted.
// It knows no present: an embargo or an expiry that a file's instructions name
// is measured against the time at which the story was last published. [RunAt]
// is told the time.
func Run(content *story.Content, p *plan.Plan) diag.List {
	return RunAt(content, p, time.Time{})
}

// RunAt is [Run] as of now.
func RunAt(content *story.Content, p *plan.Plan, now time.Time) diag.List {
	d := newDesk(content, p, now)
	d.common()
	for _, s := range p.Stories {
		d.story(s)
	}
	d.diags.Sort()
	return d.diags
}

// Story judges one story of a plan, by the rules that look at a story and its
// pictures. It depends on the site, the story, and its translations, and on
// nothing else of the plan, so that its result may be kept as long as these stay,
// and, if it is timed, for an hour: it might be another at a later time.
// With the zero now it is part of [Run], else of [RunAt].
func Story(content *story.Content, p *plan.Plan, s *plan.Story, now time.Time) (said diag.List, timed bool) {
	d := newDesk(content, p, now)
	d.story(s)
	return d.diags, d.timed
}

// Settle gives the complaints of earlier stages the levels that the site sets,
// and takes out those that it has switched off or a story lets pass. What is
// wrong in a draft is at most a warning.
func Settle(content *story.Content, ds diag.List) diag.List {
	d := newDesk(content, &plan.Plan{Site: &content.Site}, time.Time{})
	stories := map[string]*story.Story{}
	drafts := map[string]bool{} // files, and folders with nothing but drafts
	for _, f := range content.Folders {
		all := len(f.Stories) > 0
		for _, s := range f.Stories {
			stories[s.File], drafts[s.File] = s, s.Draft
			all = all && s.Draft
		}
		drafts[f.Dir] = all
	}
	var out diag.List
	for _, c := range ds {
		s := stories[c.Pos.File]
		if r := ruleByID[c.ID]; r != nil && !r.Fixed {
			if set, ok := d.levels[r.ID]; ok {
				c.Severity = set.severity()
			}
			if d.level(r) == Off || s != nil && waiverOf(s.Waivers, r.ID) != nil {
				continue
			}
		}
		if c.Severity == diag.Error && inDraft(drafts, c.Pos.File) {
			c.Severity = diag.Warning
		}
		out = append(out, c)
	}
	return out
}

// inDraft reports whether a file is a draft, or lies with drafts alone.
func inDraft(drafts map[string]bool, file string) bool {
	for ; file != "." && file != "/"; file = path.Dir(file) {
		if draft, known := drafts[file]; known {
			return draft
		}
	}
	return false
}

// desk is what all judgments of a site share.
type desk struct {
	content *story.Content
	plan    *plan.Plan
	site    *story.Site
	now     time.Time // zero: not known
	levels  map[string]Level
	names   *names
	banned  []bannedWord
	terms   map[string]*terms // instructions read so far, by their text
	rule    *Rule             // that is being applied
	diags   diag.List
	timed   bool // a rule looked at the time
}

func newDesk(content *story.Content, p *plan.Plan, now time.Time) *desk {
	d := &desk{
		content: content, plan: p, site: &content.Site, now: now,
		levels: map[string]Level{}, names: newNames(content.Site.Names), banned: bannedWords(content.Site.BannedWords),
		terms: map[string]*terms{},
	}
	for _, l := range content.Site.Check {
		if r := ruleByID[l.Rule.Value]; r != nil && !r.Fixed {
			d.levels[r.ID] = Level(l.Level)
		}
	}
	return d
}

// level returns the level of a rule on this site.
func (d *desk) level(r *Rule) Level {
	if l, ok := d.levels[r.ID]; ok {
		return l
	}
	return r.Level
}

// settings complains of levels set for what is no rule, or for one that stands.
func (d *desk) settings() {
	for _, l := range d.site.Check {
		switch r := ruleByID[l.Rule.Value]; {
		case r == nil:
			d.diags.Error(frontMatter.ID, l.Rule.Pos, unknownRule(l.Rule.Value), nearestRule(l.Rule.Value))
		case r.Fixed:
			d.diags.Error(frontMatter.ID, l.Rule.Pos, "the level of \""+r.ID+"\" cannot be set", "delete this line")
		}
	}
}

func unknownRule(id string) string { return "there is no rule \"" + id + "\"" }

func nearestRule(id string) string {
	return diag.DidYouMean(id, IDs(), "photodesk help rules lists them")
}

// report complains of what the rule at hand found, unless a waiver lets it pass.
func (d *desk) report(pos diag.Pos, message, hint string) {
	if hint == "" {
		hint = d.rule.Mend
	}
	d.diags.Add(diag.Diagnostic{ID: d.rule.ID, Severity: d.level(d.rule).severity(), Pos: pos, Message: message, Hint: hint})
}

// folder applies the rules that look at a folder.
func (d *desk) folder(f *story.Folder) {
	if len(f.Stories) == 0 {
		return
	}
	from := len(d.diags)
	for _, r := range rules {
		if r.folder != nil && d.level(r) != Off && waiverOf(f.Stories[0].Waivers, r.ID) == nil {
			d.rule = r
			r.folder(d, f)
		}
	}
	if f.Stories[0].Draft {
		d.soften(from)
	}
}

// soften makes warnings of the errors from index from on.
func (d *desk) soften(from int) {
	for i := from; i < len(d.diags); i++ {
		if d.diags[i].Severity == diag.Error {
			d.diags[i].Severity = diag.Warning
		}
	}
}

// story applies the rules that look at a story or at a picture in it.
func (d *desk) story(s *plan.Story) {
	if s.Notice != nil {
		return // it shows its notice and nothing else
	}
	from := len(d.diags)
	j := newJudge(d, s)
	for _, r := range rules {
		if d.level(r) == Off {
			continue
		}
		d.rule = r
		switch {
		case r.story != nil:
			r.story(j)
		case r.figure != nil:
			for _, l := range j.looks {
				r.figure(l)
			}
		case r.photo != nil:
			for _, l := range j.looks {
				if l.once {
					r.photo(l)
				}
			}
		}
	}
	j.waivers()
	if s.Draft {
		d.soften(from)
	}
}
