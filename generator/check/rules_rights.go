package check

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"photodesk/generator/photo"
	"photodesk/generator/story"
)

var restrictionActive = Rule{
	ID: "restriction-active", Level: Error,
	Finds: "A kill notice, an embargo that is not over, an expiry that is, \"web out\" or \"no internet\" in the file's instructions or usage terms.",
	Why:   "The agency does not allow this use, and a killed picture is most often a wrong one.",
	Mend:  "take the picture out, or allow the rule with the name of who cleared it",
	photo: active,
}

func active(l *look) {
	m := &l.fig.Words().Meta
	for _, v := range []photo.Value{m.Headline, m.Title, m.Caption} {
		if w := shoutedKill(v.Text); w != "" {
			l.complain(l.fig.Placed.Pos, "a kill notice in the file's own words: %q (%s)", w, v.Source)
			return
		}
	}
	for _, v := range l.restrictions() {
		if what := l.forbidden(l.termsOf(v.Text)); what != "" {
			l.complain(l.fig.Placed.Pos, "%s (%s: %q)", what, v.Source, brief(v.Text))
			return
		}
	}
}

func shoutedKill(s string) string {
	if !strings.Contains(s, "KILL") && !strings.Contains(s, "撤稿") {
		return ""
	}
	return shoutKill.FindString(s)
}

// restrictions returns the texts in which agencies restrict the use of a picture.
func (l *look) restrictions() []photo.Value {
	m := &l.fig.Words().Meta
	var out []photo.Value
	for _, v := range []photo.Value{m.Instructions, m.UsageTerms, m.OtherConstraints} {
		if v.Text != "" {
			out = append(out, v)
		}
	}
	return out
}

// termsOf reads instructions, which most pictures of a desk share.
func (d *desk) termsOf(s string) *terms {
	t := d.terms[s]
	if t == nil {
		t = parseTerms(s)
		d.terms[s] = t
	}
	return t
}

// forbidden returns what in the terms forbids to publish the picture now.
func (l *look) forbidden(t *terms) string {
	switch {
	case t.kill != "":
		return "the picture has been killed"
	case t.web != "":
		return "the picture may not be used on the web"
	}
	if ends := t.embargoEnds(l.reference(), l.site.Zone); !ends.IsZero() && l.asOf().Before(ends) && !l.asOf().IsZero() {
		return "the picture is under embargo until " + ends.Format("2006-01-02 15:04 -07:00")
	}
	if t.expires.exact() {
		if last, over := t.expired(l.asOf()); over && !l.asOf().IsZero() {
			return "the right to use the picture ended on " + last.Format("2006-01-02")
		}
	}
	return ""
}

// reference is the time by which a date without a year gets one.
func (l *look) reference() time.Time {
	if l.fig.Words().Date.Precision >= photo.Day {
		return l.fig.Words().Date.Time
	}
	return l.asOf()
}

var restrictionNoted = Rule{
	ID: "restriction-noted", Level: Warn,
	Finds:  "A restriction that the desk must judge: a region in which the picture may not be used (unless territories in site.yaml leaves it out), no archive, a limit in time, an embargo without a day, a mandatory credit that the page does not show.",
	Why:    "The agency allows this use only in part.",
	Mend:   "clear it with the agency, and allow the rule with the name of who did",
	figure: noted,
}

func noted(l *look) {
	for _, v := range l.restrictions() {
		t := l.termsOf(v.Text)
		if want := l.unpaid(t); want != "" {
			l.complain(l.creditPos(), "the credit %q is mandatory, and the page does not show it (%s)", brief(want), v.Source)
		}
		if l.once {
			l.noteLimits(v, t)
		}
	}
}

func (l *look) noteLimits(v photo.Value, t *terms) {
	pos := l.fig.Placed.Pos
	for _, r := range t.regions {
		if l.offeredIn(r.codes) {
			l.complain(pos, "the picture may not be used everywhere: %q (%s)", r.words, v.Source)
			break
		}
	}
	switch {
	case t.archive != "":
		l.complain(pos, "the picture may not be kept: %q (%s)", t.archive, v.Source)
	case t.limit != "":
		l.complain(pos, "the picture may be used for a time only: %q (%s)", t.limit, v.Source)
	case t.expires.exact():
		if last, over := t.expired(l.asOf()); !over {
			l.complain(pos, "the picture may be used until %s: %q (%s)", last.Format("2006-01-02"), t.expiry, v.Source)
		}
	case t.embargo != "" && !t.until.exact():
		l.complain(pos, "the picture is under an embargo that names no day: %q (%s)", brief(v.Text), v.Source)
	}
}

// offeredIn reports whether the site is offered in one of the countries; without
// territories it is offered everywhere.
func (l *look) offeredIn(codes []string) bool {
	if len(l.site.Territories) == 0 {
		return true
	}
	for _, t := range l.site.Territories {
		if slices.Contains(codes, strings.ToUpper(t.Value)) {
			return true
		}
	}
	return false
}

// unpaid returns the mandatory credit that the page does not show; empty if it
// shows it, or none is demanded.
func (l *look) unpaid(t *terms) string {
	w := l.fig.Words()
	if t.mandatory == "" {
		return ""
	}
	if t.creditText == "" {
		if w.Credit.Text == "" && len(w.Creators) == 0 {
			return t.mandatory
		}
		return ""
	}
	if strings.Contains(l.text.text, t.creditText) || strings.Contains(w.Credit.Text, t.creditText) {
		return ""
	}
	seen := l.seen() + "\n" + w.Copyright.Text
	want, shown := l.credit(t.creditText), l.credit(strings.Split(seen, "\n")...)
	if len(want.words) == 0 || want.shares(shown) || want.script != shown.script && !l.translated([]string{t.creditText}, shown.script) {
		return ""
	}
	return t.creditText
}

var licenseURLBad = Rule{
	ID: "license-url-bad", Level: Warn,
	Finds: "An address of a license, or of where to get one, that is not absolute: it must begin with https:// or http://.",
	Why:   "Search engines drop what they cannot follow, and the \"licensable\" mark with it.",
	Mend:  "write the whole address",
	story: licenseURLs,
}

func licenseURLs(j *judge) {
	for _, rights := range []*story.Rights{&j.story.Story.Rights, &j.site.Rights} {
		for _, t := range []story.Text{rights.License, rights.AcquireLicensePage} {
			if t.Value != "" && !absolute(t.Value) {
				j.complain(t.Pos, "%q is no absolute address", brief(t.Value))
			}
		}
	}
	for _, l := range j.looks {
		for _, v := range []photo.Value{l.fig.Words().License, l.fig.Words().AcquireLicense} {
			if v.Text != "" && v.Source != "story" && v.Source != "site" && l.once && !absolute(v.Text) {
				l.complain(l.fig.Placed.Pos, "%q is no absolute address (%s)", brief(v.Text), v.Source)
			}
		}
	}
}

func absolute(s string) bool {
	u, err := url.Parse(strings.TrimSpace(s))
	return err == nil && (strings.EqualFold(u.Scheme, "http") || strings.EqualFold(u.Scheme, "https")) && u.Host != ""
}
