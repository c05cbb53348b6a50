package story

import (
	"fmt"
	"strings"

	"photodesk/generator/diag"
)

// dump writes a content in a form that people can read and compare: a line for
// each value that is set, with the place it came from.
func dump(c *Content) string {
	var b dumper
	b.site(&c.Site)
	for _, w := range c.Withdrawn {
		b.line("withdrawn %.8s… %s %q", w.Digest, moment(w.Date), w.Reason.Value)
	}
	for _, f := range c.Folders {
		b.line("folder %s", f.Dir)
		b.list("  photos", f.Photos)
		b.list("  skipped", f.Skipped)
		for _, s := range f.Stories {
			b.story(s)
		}
		for _, s := range f.Sidecars {
			b.sidecar(s)
		}
		for _, p := range f.Packets {
			b.line("  packet %s of %s", p.File, p.Photo)
		}
	}
	return b.String()
}

type dumper struct{ strings.Builder }

func (b *dumper) line(format string, args ...any) { fmt.Fprintf(b, format+"\n", args...) }

func (b *dumper) list(name string, values []string) {
	if len(values) > 0 {
		b.line("%s: %s", name, strings.Join(values, " | "))
	}
}

func where(p diag.Pos) string { return fmt.Sprintf("@%d:%d+%d", p.Line, p.Col, p.Len) }

func (b *dumper) text(name string, t Text) {
	if t.Set() {
		b.line("%s: %q %s", name, t.Value, where(t.Pos))
	}
}

func (b *dumper) texts(name string, ts []Text) {
	for _, t := range ts {
		b.text(name, t)
	}
}

func moment(t Time) string {
	if !t.Set() {
		return "-"
	}
	layout := "2006-01-02 15:04:05 -07:00"
	if !t.Clock {
		layout = "2006-01-02 -07:00"
	}
	return t.Time.Format(layout)
}

func (b *dumper) time(name string, t Time) {
	if t.Set() {
		b.line("%s: %s %s", name, moment(t), where(t.Pos))
	}
}

func (b *dumper) markdown(name string, m Markdown) {
	if m.Set() {
		b.line("%s: %s %s", name, strings.ReplaceAll(m.HTML, "\n", "⏎"), where(m.Pos))
		if m.Plain != m.HTML {
			b.line("%s plain: %s", name, m.Plain)
		}
	}
}

func (b *dumper) rights(name string, r Rights) {
	b.text(name+"copyright", r.Copyright)
	b.text(name+"usage_terms", r.UsageTerms)
	b.text(name+"license", r.License)
	b.text(name+"acquire_license_page", r.AcquireLicensePage)
}

func (b *dumper) site(s *Site) {
	if s.File == "" {
		return
	}
	b.line("site %s langs=%v zone=%v originals=%s gps=%v charset=%s raw=%v", s.File, s.Langs, s.Zone, s.Originals, s.GPS, s.IPTCCharset, s.RawHTML)
	b.line("  images %+v", s.Images)
	b.text("  title", s.Title)
	b.text("  base_url", s.BaseURL)
	b.text("  publisher.name", s.Publisher.Name)
	b.text("  publisher.url", s.Publisher.URL)
	b.text("  publisher.logo", s.Publisher.Logo)
	b.text("  credit", s.Credit)
	b.rights("  rights.", s.Rights)
	b.text("  data_mining", s.DataMining)
	b.texts("  territory", s.Territories)
	for _, n := range s.Names {
		b.texts("  name", n)
	}
	for _, c := range s.Check {
		b.text("  check "+c.Level, c.Rule)
	}
	b.texts("  banned", s.BannedWords)
}

func (b *dumper) story(s *Story) {
	b.line("story %s lang=%s draft=%v all=%v", s.File, s.Lang, s.Draft, s.AllPhotos)
	for _, t := range []struct {
		name string
		Text
	}{
		{"headline", s.Headline},
		{"dek", s.Dek},
		{"dateline", s.Dateline},
		{"agency", s.Agency},
		{"slug", s.Slug},
		{"cover", s.Cover},
		{"sensitive", s.Sensitive},
	} {
		b.text("  "+t.name, t.Text)
	}
	if s.CoverPath != "" {
		b.line("  cover → %s", s.CoverPath)
	}
	b.texts("  byline", s.Byline)
	b.texts("  place", s.Places)
	b.texts("  topic", s.Topics)
	b.texts("  related", s.Related)
	b.texts("  alias", s.Aliases)
	b.time("  published", s.Published)
	b.time("  updated", s.Updated)
	b.time("  embargo", s.Embargo)
	b.time("  expires", s.Expires)
	b.markdown("  editors_note", s.EditorsNote)
	for _, c := range s.Corrections {
		b.markdown("  correction "+moment(c.Date), c.Text)
	}
	b.notice("  ", s.Withdrawn)
	b.rights("  rights.", s.Rights)
	b.waivers("  ", s.Waivers)
	for _, block := range s.Blocks {
		b.block(s, block)
	}
	for _, l := range s.Links {
		b.line("  link %s → %q %q %s", l.Href, l.Target, l.Fragment, where(l.Pos))
	}
}

func (b *dumper) notice(indent string, n *Notice) {
	if n != nil {
		b.line("%swithdrawn %s %q", indent, moment(n.Date), n.Reason.Value)
	}
}

func (b *dumper) waivers(indent string, ws []Waiver) {
	for _, w := range ws {
		b.line("%sallow %s: %s %s", indent, w.Rule, w.Reason, where(w.Pos))
	}
}

func (b *dumper) block(s *Story, block Block) {
	switch block := block.(type) {
	case *Prose:
		b.line("  prose %s", where(block.Pos))
		for l := range strings.SplitSeq(block.HTML, "\n") {
			b.line("    | %s", l)
		}
		for l := range strings.SplitSeq(block.Plain, "\n") {
			b.line("    > %s", l)
		}
	case *KeyFigures:
		for _, i := range block.Items {
			b.markdown("  figure", i.Figure)
			b.markdown("   label", i.Label)
		}
	case *Row:
		b.line("  row %q %s", block.Class, where(block.Pos))
		b.markdown("    row caption", block.Caption)
		for _, f := range block.Figures {
			b.figure(s, f)
		}
	}
}

func (b *dumper) figure(s *Story, f *Figure) {
	b.line("    figure %q → %q %s", f.File.Value, f.Path, where(f.Pos))
	b.text("      alt", f.Alt)
	b.markdown("      caption", f.Caption)
	b.signOff("      ", f.SignOff)
	if f.AltNone || f.CaptionNone {
		b.line("      alt=none %v caption=none %v", f.AltNone, f.CaptionNone)
	}
	for _, t := range []struct {
		name string
		Text
	}{{"class", f.Class}, {"anchor", f.Anchor}, {"credit", f.Credit}, {"creator", f.Creator}, {"sensitive", f.Sensitive}} {
		b.text("      "+t.name, t.Text)
	}
	if f.Focus != nil {
		b.line("      focus %v %v %s", f.Focus.X, f.Focus.Y, where(f.Focus.Pos))
	}
	b.time("      embargo", f.Embargo)
	b.time("      expires", f.Expires)
	b.notice("      ", f.Withdrawn)
	b.waivers("      ", f.Waivers)
	w := f.Written
	b.line("      written %q", s.Source[w.Whole.Start:w.Whole.End])
	b.line("        alt %q attrs %q caption %q", s.Source[w.Alt.Start:w.Alt.End], s.Source[w.Attrs.Start:w.Attrs.End], s.Source[w.Caption.Start:w.Caption.End])
}

func (b *dumper) signOff(indent string, s SignOff) {
	if s.Text != "" {
		b.line("%ssigned %q credit %q creator %q", indent, s.Text, s.Credit, s.Creator)
	}
}

func (b *dumper) sidecar(s *Sidecar) {
	b.line("sidecar %s of %s lang=%s", s.File, s.Photo, s.Lang)
	for _, t := range []struct {
		name string
		Text
	}{
		{"headline", s.Headline},
		{"alt", s.Alt},
		{"description", s.Description},
		{"creator", s.Creator},
		{"credit", s.Credit},
		{"sensitive", s.Sensitive},
		{"sublocation", s.Location.Sublocation},
		{"city", s.Location.City},
		{"state", s.Location.State},
		{"country", s.Location.Country},
	} {
		b.text("  "+t.name, t.Text)
	}
	b.time("  date", s.Date)
	b.texts("  person", s.Persons)
	b.rights("  rights.", s.Rights)
	if s.Focus != nil {
		b.line("  focus %v %v", s.Focus.X, s.Focus.Y)
	}
	b.markdown("  caption", s.Caption)
	b.signOff("  ", s.SignOff)
	b.line("  body %q", s.Source[s.Body.Start:s.Body.End])
}
