package edit

import (
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"photodesk/generator/diag"
	"photodesk/generator/photo"
	"photodesk/generator/story"
)

// Draft says what New is asked for.
type Draft struct {
	Story string // the path of the story below content/
	From  string // a folder of photographs; empty: none
	Bare  bool   // captions and alt text stay in the files
}

// Drafted says what New did.
type Drafted struct {
	File    string   // the new story's text
	Photos  []string // the photographs that it places, in its order
	Copied  int      // of Photos, those that were copied
	Skipped []Skipped
}

// New makes a story that is a draft. It copies the photographs of a folder, in
// the order in which they were taken, and drafts the text from what they say;
// photographs that lie in the story's folder already are drafted with them. Until
// the text is written, last of all, there is no story; a second attempt goes on
// where the first was interrupted.
func (s *Site) New(ctx context.Context, d Draft) (*Drafted, error) {
	dir := s.storyDir(d.Story)
	content, err := s.load()
	if err != nil {
		return nil, err
	}
	if err := s.checkNew(content, dir); err != nil {
		return nil, err
	}
	own, err := s.ownShots(ctx, content, dir)
	if err != nil {
		return nil, err
	}
	all, copied, skipped, err := s.gather(ctx, content, dir, d.From, own)
	if err != nil {
		return nil, err
	}
	if err := s.mkdir(dir); err != nil {
		return nil, err
	}
	out := &Drafted{File: dir + "/index.md", Copied: copied, Skipped: skipped}
	for _, p := range all {
		out.Photos = append(out.Photos, dir+"/"+p.rel)
	}
	text, err := s.draft(&content.Site, dir, all, d.Bare)
	if err != nil {
		return nil, err
	}
	return out, s.create(out.File, text)
}

// draft returns the text of a new story.
func (s *Site) draft(site *story.Site, dir string, all []placed, bare bool) (string, error) {
	shots := make([]*shot, len(all))
	for i, p := range all {
		shots[i] = p.shot
	}
	head := guessOf(shots).frontMatter()
	if len(all) == 0 {
		return head + "\n" + todo + "\n", nil
	}
	whole := func(figures string) string { return head + "\n" + figures + "\n" }
	figures, err := drafter{site.Credit.Set()}.figures(all, bare, func(figures string) ([]*story.Figure, *diag.Diagnostic, error) {
		f, ds, err := s.read(dir, dir+"/index.md", whole(figures))
		if err != nil {
			return nil, nil, err
		}
		return f.Stories[0].Figures(), worse(nil, about(ds, f.Stories[0].File)), nil
	})
	return whole(figures), err
}

// about returns the complaints about one file.
func about(ds diag.List, file string) diag.List {
	return slices.DeleteFunc(slices.Clone(ds), func(d diag.Diagnostic) bool { return d.Pos.File != file })
}

// ownShots returns the photographs that lie in the folder of a story to come.
func (s *Site) ownShots(ctx context.Context, content *story.Content, dir string) (*take, error) {
	there, err := s.exists(dir)
	if err != nil || !there {
		return &take{}, err
	}
	sub, err := s.root.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer sub.Close()
	return s.readTake(ctx, sub.FS(), &content.Site)
}

// gather copies what the folder from has and own has not, and returns both in
// the order in which they were taken.
func (s *Site) gather(ctx context.Context, content *story.Content, dir, from string, own *take) (all []placed, copied int, skipped []Skipped, err error) {
	t := &take{}
	if from != "" {
		if t, err = s.openTake(ctx, from, &content.Site); err != nil {
			return nil, 0, nil, err
		}
	}
	t.dropWithdrawn(content)
	has := map[photo.Digest]bool{}
	given := names{}
	where := map[*shot]string{}
	for _, sh := range own.shots {
		has[sh.facts.Digest], where[sh] = true, sh.name
	}
	if err := s.takeNames(dir+"/photos", given.take); err != nil {
		return nil, 0, nil, err
	}
	t.shots = slices.DeleteFunc(t.shots, func(sh *shot) bool { return has[sh.facts.Digest] })
	for _, sh := range t.shots {
		where[sh] = "photos/" + given.give(sh)
	}
	if err := s.copyAll(ctx, t, dir, where); err != nil {
		return nil, 0, nil, err
	}
	copied, skipped = len(t.shots), t.skipped
	t.shots = append(t.shots, own.shots...)
	t.order()
	for _, sh := range t.shots {
		all = append(all, placed{sh, where[sh]})
	}
	return all, copied, skipped, nil
}

// copyAll copies the photographs of a take to where they belong below dir.
func (s *Site) copyAll(ctx context.Context, t *take, dir string, where map[*shot]string) error {
	if len(t.shots) == 0 {
		return nil
	}
	if err := s.mkdir(dir + "/photos"); err != nil {
		return err
	}
	for _, sh := range t.shots {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.copyShot(t, sh, dir+"/"+where[sh], false); err != nil {
			return err
		}
	}
	return nil
}

// takeNames tells the name of every file in dir.
func (s *Site) takeNames(dir string, tell func(string)) error {
	there, err := s.exists(dir)
	if err != nil || !there {
		return err
	}
	f, err := s.root.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	found, err := f.Readdirnames(-1)
	for _, n := range found {
		tell(n)
	}
	return err
}

// dropWithdrawn leaves out what must not be published by any story.
func (t *take) dropWithdrawn(content *story.Content) {
	t.shots = slices.DeleteFunc(t.shots, func(sh *shot) bool {
		n := withdrawal(content, sh.facts.Digest)
		if n != nil {
			t.skip(sh.name, "it was withdrawn on %s: %s", n.Date.Time.Format("2006-01-02"), n.Reason.Value)
		}
		return n != nil
	})
}

// withdrawal returns why no story may publish a picture, or nil.
func withdrawal(content *story.Content, sum photo.Digest) *story.Notice {
	for _, w := range content.Withdrawn {
		if w.Digest == hex.EncodeToString(sum[:]) {
			return &w.Notice
		}
	}
	return nil
}

// reserved are the names at the top of a site that photodesk uses itself.
var reserved = []string{"page", "archive", "photographers", "places", "topics", "search", "static", "_desk"}

// checkNew refuses a path that no story can have.
func (s *Site) checkNew(content *story.Content, dir string) error {
	rel := strings.TrimPrefix(dir, "content/")
	segments := strings.Split(rel, "/")
	for _, seg := range segments {
		if err := checkSegment(seg); err != nil {
			return err
		}
	}
	isFirst := func(name string) bool { return strings.EqualFold(name, segments[0]) }
	if slices.ContainsFunc(reserved, isFirst) || slices.ContainsFunc(content.Site.Langs, isFirst) {
		return refuse("choose another name", "the address %q is one that photodesk uses itself", segments[0])
	}
	for _, f := range content.Folders {
		switch {
		case f.Dir == dir:
			return refuse(fmt.Sprintf("to add photographs to it: photodesk add %s --from FOLDER", rel), "%s is a story already", rel)
		case strings.HasPrefix(dir, f.Dir+"/"):
			return refuse("put it beside that story", "%s would lie inside the story %s", rel, strings.TrimPrefix(f.Dir, "content/"))
		case strings.HasPrefix(f.Dir, dir+"/"):
			return refuse("choose a path without stories below it", "the story %s lies below %s", strings.TrimPrefix(f.Dir, "content/"), rel)
		}
	}
	return s.checkSpelling(dir)
}

// checkSegment refuses a name that cannot be a folder's and an address's.
func checkSegment(seg string) error {
	switch {
	case seg == "" || seg == "." || seg == "..":
		return refuse("name a folder below content/, as in bridge or 2026/bridge", "this is no path of a story")
	case strings.ContainsAny(seg, `\:*?"<>|`) || seg != oneLine(seg) || strings.HasSuffix(seg, "."):
		return refuse("use letters, digits and hyphens", "%q is a name that not every system can keep", seg)
	case strings.HasPrefix(seg, ".") || strings.HasPrefix(seg, "~") || strings.HasSuffix(seg, "~") || strings.HasPrefix(seg, "#"):
		return refuse("use letters, digits and hyphens", "%q is a name that photodesk passes over", seg)
	case addressed(seg) == "photo" && seg != "photo":
		return refuse("use letters, digits and hyphens", "%q has neither a letter nor a digit, and would have no address", seg)
	case len(seg) > maxName:
		return refuse("choose a shorter one", "the name has %d bytes, and %d are allowed", len(seg), maxName)
	}
	return nil
}

// checkSpelling refuses a path that some systems would take for another one that
// is there.
func (s *Site) checkSpelling(dir string) error {
	for at := dir; at != "content"; at = path.Dir(at) {
		var other string
		err := s.takeNames(path.Dir(at), func(name string) {
			if name != path.Base(at) && addressed(name) == addressed(path.Base(at)) {
				other = name
			}
		})
		if err != nil && !os.IsNotExist(err) {
			return err
		}
		if other != "" {
			return refuse("choose another name, or that one", "%s is there, which would have the same address", path.Join(path.Dir(at), other))
		}
	}
	info, err := s.root.Stat(dir)
	if err == nil && !info.IsDir() {
		return refuse("choose another name", "%s is a file", dir)
	}
	return nil
}
