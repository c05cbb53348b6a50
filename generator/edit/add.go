package edit

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"photodesk/generator/diag"
	"photodesk/generator/photo"
	"photodesk/generator/story"
)

// Added says what Add did.
type Added struct {
	File    string   // the story's text
	Photos  []string // the photographs that were copied and placed, in the order in which they were taken
	Present int      // pictures of the take that the story has, byte for byte
	Loose   []string // of those, the ones that its text does not place
	Resent  []Resent
	Skipped []Skipped
}

// Resent is a picture that the story has in other bytes.
type Resent struct {
	Name     string // in the take
	Photo    string // in the story
	By       string // what both have in common: "supplier's id", "file name", "job id"
	Was, Is  string // the captions: as the story has it, and as the new file has it
	Replaced bool
	// Withdrawn is why the story's picture was taken down; nil where it was not.
	Withdrawn *story.Notice
	// Typed is the place of a caption in the text, which goes on counting before the
	// file's; zero where there is none, or where the draft's was replaced as well.
	Typed diag.Pos
}

// adding is an Add at work.
type adding struct {
	*Site
	content *story.Content
	folder  *story.Folder
	story   *story.Story // in its first language
	take    *take
	own     []*shot // the story's photographs; name is the path below content's parent
	out     *Added
	fresh   []*shot
	sent    map[*shot]*shot // of the take → of the story
	d       drafter
}

// Add appends to a story the photographs of a folder that it lacks, at the end of
// its text in the first language. A picture that it has in other bytes is a
// corrected one, and takes the old one's place only when replace is set.
func (s *Site) Add(ctx context.Context, name, from string, replace bool) (*Added, error) {
	content, err := s.load()
	if err != nil {
		return nil, err
	}
	f := folderAt(content, s.storyDir(name))
	if f == nil {
		return nil, s.noStory(content, name)
	}
	a := &adding{Site: s, content: content, folder: f, story: f.Stories[0], sent: map[*shot]*shot{}, d: drafter{content.Site.Credit.Set()}}
	a.out = &Added{File: a.story.File}
	if a.take, err = s.openTake(ctx, from, &content.Site); err != nil {
		return nil, err
	}
	a.take.dropWithdrawn(content)
	if err := a.ownPhotos(); err != nil {
		return nil, err
	}
	a.compare()
	a.out.Skipped = a.take.skipped
	return a.out, a.write(ctx, replace)
}

// noStory says that there is no such story, and which was meant.
func (s *Site) noStory(content *story.Content, name string) error {
	var all []string
	for _, f := range content.Folders {
		all = append(all, strings.TrimPrefix(f.Dir, "content/"))
	}
	rel := strings.TrimPrefix(s.storyDir(name), "content/")
	return refuse(diag.DidYouMean(rel, all, "photodesk new "+rel+" makes one"), "there is no story %q", rel)
}

// ownPhotos looks at the photographs that the story has. One that cannot be read
// is compared by its name alone.
func (a *adding) ownPhotos() error {
	src := inbox{a.root.FS()}
	for _, name := range a.folder.Photos {
		f, err := a.opt.Look(src, name)
		if _, machine := unusable(f, err, &a.content.Site); machine != nil {
			return machine
		}
		if f == nil {
			f = &photo.Facts{}
			f.Digest, _ = src.Digest(name)
		}
		meta := photo.Merge(f, photo.Context{File: path.Base(name), Langs: a.content.Site.Langs, Charset: a.content.Site.IPTCCharset})
		a.own = append(a.own, &shot{name: name, facts: f, meta: meta})
	}
	return nil
}

// compare finds out what of the take the story has.
func (a *adding) compare() {
	byDigest := map[photo.Digest]*shot{}
	for _, sh := range a.own {
		byDigest[sh.facts.Digest] = sh
	}
	var rest []*shot
	for _, sh := range a.take.shots {
		own := byDigest[sh.facts.Digest]
		if own == nil {
			rest = append(rest, sh)
			continue
		}
		a.out.Present++
		if !a.places(own.name) {
			a.out.Loose = append(a.out.Loose, own.name)
		}
	}
	for _, key := range identities {
		rest = a.match(rest, key.of, key.name)
	}
	a.fresh = rest
}

// places reports whether the text places a photograph.
func (a *adding) places(name string) bool {
	return a.story.AllPhotos || slices.ContainsFunc(a.story.Figures(), func(f *story.Figure) bool { return f.Path == name })
}

// identities are what a corrected file has in common with the one before. An id
// that several pictures share is the assignment's and tells none apart.
var identities = []struct {
	name string
	of   func(*shot) string
}{
	{"supplier's id", func(sh *shot) string { return sh.meta.SupplierID.Text }},
	{"file name", func(sh *shot) string { return nameKey(sh.name) }},
	{"job id", func(sh *shot) string { return sh.meta.JobID.Text }},
}

// match notes which of the take are pictures of the story in other bytes, and
// returns the others.
func (a *adding) match(shots []*shot, of func(*shot) string, by string) []*shot {
	own, sent := onlyOnes(a.own, of), onlyOnes(a.take.shots, of)
	return slices.DeleteFunc(slices.Clone(shots), func(sh *shot) bool {
		old := own[of(sh)]
		if old == nil || sent[of(sh)] != sh || a.taken(old) {
			return false
		}
		a.sent[sh] = old
		a.out.Resent = append(a.out.Resent, Resent{
			Name: sh.name, Photo: old.name, By: by, Was: a.shown(old), Is: oneLine(sh.meta.Caption.Text), Typed: a.typed(old.name), Withdrawn: withdrawal(a.content, old.facts.Digest),
		})
		return true
	})
}

func (a *adding) taken(old *shot) bool {
	for _, o := range a.sent {
		if o == old {
			return true
		}
	}
	return false
}

// onlyOnes returns the shots by what only one of them has.
func onlyOnes(shots []*shot, of func(*shot) string) map[string]*shot {
	m := map[string]*shot{}
	for _, sh := range shots {
		key := of(sh)
		if _, twice := m[key]; twice || key == "" {
			m[key] = nil
		} else {
			m[key] = sh
		}
	}
	return m
}

// shown returns the caption of one of the story's photographs, the text's before
// the file's.
func (a *adding) shown(sh *shot) string {
	for _, f := range a.story.Figures() {
		if f.Path == sh.name && f.Caption.Set() {
			return strings.TrimSpace(f.Caption.Plain + " " + f.SignOff.Text)
		}
	}
	return oneLine(sh.meta.Caption.Text)
}

func (a *adding) typed(name string) diag.Pos {
	for _, f := range a.story.Figures() {
		if f.Path == name && f.Caption.Set() {
			return f.Caption.Pos
		}
	}
	return diag.Pos{}
}

// write copies the new photographs, writes the text if it changes, and puts the
// corrected pictures in their places, in this order: whatever comes between, the
// next Add finds the rest. Copies that no text places in the end go again.
func (a *adding) write(ctx context.Context, replace bool) (err error) {
	where, err := a.names()
	if err != nil {
		return err
	}
	var cuts []cut
	if replace {
		cuts = a.plan()
	}
	defer func() {
		if err != nil {
			a.takeBack(where)
		}
	}()
	if err := a.copyAll(ctx, &take{fsys: a.take.fsys, shots: a.fresh}, a.folder.Dir, where); err != nil {
		return err
	}
	text, err := a.text(cuts, where)
	if err != nil {
		return err
	}
	if err := a.disk.replace(a.story.File, a.story.Source, text); err != nil {
		return err
	}
	for _, sh := range a.fresh {
		a.out.Photos = append(a.out.Photos, a.folder.Dir+"/"+where[sh])
	}
	a.fresh = nil // they are the story's now
	return a.replace(ctx)
}

// takeBack removes the copies of photographs that the text does not place.
func (a *adding) takeBack(where map[*shot]string) {
	src := inbox{a.root.FS()}
	for _, sh := range a.fresh {
		name := a.folder.Dir + "/" + where[sh]
		if sum, err := src.Digest(name); err != nil || sum != sh.facts.Digest {
			continue
		}
		a.discard(name)
		if sh.xmp != "" {
			a.discard(xmpName(sh, name))
		}
	}
}

// names chooses what the new photographs are called.
func (a *adding) names() (map[*shot]string, error) {
	given := names{}
	for _, name := range a.folder.Photos {
		given.takeStem(name)
	}
	if err := a.takeNames(a.folder.Dir+"/photos", func(n string) {
		if strings.EqualFold(path.Ext(n), ".md") {
			given.takeStem(n) // a caption beside its photograph belongs to no other
		}
		given.take(n)
	}); err != nil {
		return nil, err
	}
	where := map[*shot]string{}
	for _, sh := range a.fresh {
		where[sh] = "photos/" + given.give(sh)
	}
	return where, nil
}

// plan decides which corrected pictures take the old ones' places, and returns
// how the text changes where it says just what was drafted from the old one.
func (a *adding) plan() []cut {
	var cuts []cut
	for i := range a.out.Resent {
		r := &a.out.Resent[i]
		sh, old := a.resent(r)
		if old.facts.Format != "" && sh.facts.Format != old.facts.Format {
			a.take.skip(sh.name, "it is a %s, and %s a %s: replace it by hand", sh.facts.Format, r.Photo, old.facts.Format)
			continue
		}
		r.Replaced = true
		if more := a.redraft(sh, old); len(more) > 0 {
			cuts, r.Typed = append(cuts, more...), diag.Pos{}
		}
	}
	a.out.Skipped = a.take.skipped
	return cuts
}

// replace puts the corrected pictures in the places of the old ones.
func (a *adding) replace(ctx context.Context) error {
	for i := range a.out.Resent {
		r := &a.out.Resent[i]
		if err := ctx.Err(); err != nil {
			return err
		}
		if sh, _ := a.resent(r); r.Replaced {
			if err := a.copyShot(a.take, sh, r.Photo, true); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *adding) resent(r *Resent) (sh, old *shot) {
	for sh, old := range a.sent {
		if sh.name == r.Name {
			return sh, old
		}
	}
	return nil, nil
}

// redraft returns the cuts that bring the words of a replaced picture up to date
// where nobody has touched them since they were drafted.
func (a *adding) redraft(sh, old *shot) []cut {
	var cuts []cut
	for _, f := range a.story.Figures() {
		if f.Path != old.name {
			continue
		}
		for _, m := range []manner{lightly, carefully} {
			if a.at(f.Written.Caption) == a.d.words(old.meta, m) && a.at(f.Written.Caption) != "" {
				cuts = append(cuts, cut{f.Written.Caption, a.d.words(sh.meta, m)})
				if alt := m.escape(oneLine(old.meta.Alt.Text)); a.at(f.Written.Alt) == alt {
					cuts = append(cuts, cut{f.Written.Alt, m.escape(oneLine(sh.meta.Alt.Text))})
				}
				break
			}
		}
	}
	return cuts
}

func (a *adding) at(sp story.Span) string { return a.story.Source[sp.Start:sp.End] }

// text returns the story's text with the cuts made and the new figures at its
// end. What it says otherwise stays.
func (a *adding) text(cuts []cut, where map[*shot]string) (string, error) {
	_, known, err := a.read(a.folder.Dir, a.story.File, a.story.Source)
	if err != nil {
		return "", err
	}
	text := splice(a.story.Source, cuts...)
	if text != a.story.Source {
		f, ds, err := a.read(a.folder.Dir, a.story.File, text)
		if err != nil {
			return "", err
		}
		if d := worse(known, ds); d != nil || len(f.Stories[0].Figures()) != len(a.story.Figures()) {
			text = a.story.Source // the captions are left to the editor
		}
	}
	if len(a.fresh) == 0 {
		return text, nil
	}
	all := make([]placed, len(a.fresh))
	for i, sh := range a.fresh {
		all[i] = placed{sh, where[sh]}
	}
	figures, err := a.d.figures(all, false, func(figures string) ([]*story.Figure, *diag.Diagnostic, error) {
		return a.readEnd(appended(text, figures), known)
	})
	return appended(text, figures), err
}

// readEnd reads the story with another text and returns the figures that it has
// more.
func (a *adding) readEnd(text string, known diag.List) ([]*story.Figure, *diag.Diagnostic, error) {
	f, ds, err := a.read(a.folder.Dir, a.story.File, text)
	if err != nil {
		return nil, nil, err
	}
	figs, n := f.Stories[0].Figures(), len(a.story.Figures())
	if len(figs) < n {
		return nil, worse(known, ds), nil
	}
	return figs[n:], worse(about(known, a.story.File), about(ds, a.story.File)), nil
}

// Summary says in one line what was done.
func (a *Added) Summary() string {
	replaced := 0
	for _, r := range a.Resent {
		if r.Replaced {
			replaced++
		}
	}
	return fmt.Sprintf("added %d  present %d  resent %d  replaced %d  skipped %d", len(a.Photos), a.Present, len(a.Resent), replaced, len(a.Skipped))
}
