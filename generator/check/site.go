package check

import (
	"time"

	"photodesk/generator/diag"
	"photodesk/generator/plan"
	"photodesk/generator/story"
)

// Site judges what belongs to no one story: the site's settings and the
// stories' folders. With [Story] for each story it is [Run], else [RunAt], but for
// the order.
func Site(content *story.Content, p *plan.Plan, now time.Time) diag.List {
	d := newDesk(content, p, now)
	d.common()
	return d.diags
}

// common applies the rules that look at the site or at a folder.
func (d *desk) common() {
	for _, r := range rules {
		if r.site != nil && d.level(r) != Off {
			d.rule = r
			r.site(d)
		}
	}
	d.settings()
	for _, f := range d.content.Folders {
		d.folder(f)
	}
}
