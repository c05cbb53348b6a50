package generator

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"photodesk/generator/diag"
	"photodesk/generator/photo"
	"photodesk/generator/plan"
	"photodesk/generator/publish"
	"photodesk/generator/story"
)

// Progress is told how far the making of pictures is: before the first, if there is any,
// and each time that one is done.
type Progress func(Done)

// Done is how far the making of pictures is.
type Done struct {
	Pictures, Of int     // photographs; those of which all is had are done from the start
	Megapixels   float64 // of the photographs that were decoded
	Left         float64 // megapixels of those that were not looked at yet
}

// Built is what a build did, and what it has to say.
type Built struct {
	Stories   int             // on the site, each counted once whatever languages it is in
	Pictures  int             // photographs on the site
	Made      int             // renditions that were made
	Kept      int             // renditions that the cache held
	Published bool            // the folder holds the site now
	Report    publish.Report  // what happened to the folder
	Diags     diag.List       // sorted
	Left      []*story.Folder // stories with errors that are left as published, with KeepGoing
	Next      time.Time       // when the site will change by itself: the next embargo or expiry; zero: never

	site *Site // nil if nothing had to be decided
}

// To says where and how a site is published.
type To struct {
	publish.Options
	Strict bool // warnings hold back the site as errors do
}

// Build makes a site and changes the folder of to into it. Every rendition is
// published already, or made and in the cache, before the folder is touched; with
// an error among the diagnostics it is not touched at all.
func Build(ctx context.Context, opt Options, to To, progress Progress) (*Built, error) {
	known := recallPublished(opt.Cache, to.Dir)
	if b := standing(ctx, opt, to, known); b != nil {
		return b, known.keep()
	}
	m, b, bad, err := develop(ctx, opt, to.Strict, known, progress)
	if err != nil || m.Holds(to.Strict) {
		return b, err
	}
	if dirs, _ := broken(m.content, bad); len(dirs) > 0 && opt.KeepGoing {
		opt.leave = append(opt.leave, dirs...)
		again, err := Build(ctx, opt, to, progress)
		if again != nil {
			again.Made += b.Made
			again.Kept = max(0, again.Kept-b.Made)
			again.Diags = append(again.Diags, bad...)
			again.Diags.Sort()
		}
		return again, err
	}
	if b.blame(bad) {
		return b, nil
	}
	if len(b.Left) > 0 {
		manifest, err := publish.ReadManifest(to.Dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return b, err
		}
		to.Keep = keep(m.content, b.Left, manifest.Files)
	}
	to.Memory = known
	b.Report, err = publish.Apply(ctx, to.Options, m.Batches())
	b.Published = err == nil
	kept := make(chan error, 1)
	go func() { kept <- known.keep() }()
	left := b.leaveReceipt(opt, to, known)
	return b, errors.Join(err, <-kept, left)
}

// develop makes a site up to the point where its files can be had: judged, and with
// every rendition in the cache but for those that are known to be published; nil: none
// is. What turned out bad in the making is in bad; with an error in what was judged,
// nothing was made.
func develop(ctx context.Context, opt Options, strict bool, known *published, progress Progress) (m *Made, b *Built, bad diag.List, err error) {
	if m, err = Make(ctx, opt); err != nil {
		return nil, nil, nil, err
	}
	m.judge(opt)
	if err := m.memory.Keep(opt); err != nil {
		return nil, nil, nil, err
	}
	b = &Built{Stories: m.Stories(), Diags: m.Diags, Left: m.Left, Next: m.Plan.Next, site: m.Site}
	for _, s := range m.Plan.Shares {
		b.Pictures += s.Photographs()
	}
	if m.Holds(strict) {
		return m, b, nil, nil
	}
	had := none
	if known != nil {
		had = known.holds
	}
	var photographs []Image
	for _, s := range m.Plan.Shares {
		if n, ok := known.holdsAll(renditionsOf(s)); ok {
			b.Kept += n
			continue
		}
		photographs = append(photographs, byPhotograph(s.Images())...)
		b.Kept += len(s.Images())
	}
	b.Made, bad, err = m.makeImages(ctx, photographs, b.Pictures, had, progress)
	b.Kept -= b.Made
	return m, b, bad, err
}

// blame adds complaints of the making, and reports whether they hold back the site.
func (b *Built) blame(bad diag.List) bool {
	b.Diags = append(b.Diags, bad...)
	b.Diags.Sort()
	return bad.HasErrors()
}

// memory bounds what all pictures being made take together, so that a folder of
// hundred-megapixel files is slow and not dead. A picture that alone takes more
// is made alone.
const memory = 640 << 20

// makeImages makes every rendition that is not had and that the cache lacks,
// photographs side by side; of is how many the site has. A photograph that turns out
// damaged is a diagnostic where it is placed.
func (m *Made) makeImages(ctx context.Context, photographs []Image, of int, had func(*plan.Image) bool, progress Progress) (made int, bad diag.List, err error) {
	var mu sync.Mutex
	done := Done{Of: of}
	var todo []Image
	var recipes [][]*photo.Recipe
	for _, im := range photographs {
		if r := im.recipes(had); len(r) > 0 {
			todo, recipes = append(todo, im), append(recipes, r)
			done.Left += im.Megapixels
		}
	}
	done.Pictures = done.Of - len(todo)
	if progress != nil && len(todo) > 0 {
		progress(done)
	}
	room := semaphore.NewWeighted(memory)
	err = each(ctx, len(todo), func(i int) error {
		im := todo[i]
		weight := min(im.Weight, memory)
		if err := room.Acquire(ctx, weight); err != nil {
			return err
		}
		defer room.Release(weight)
		n, err := photo.Make(ctx, m.opt.Tree, m.opt.Cache, im.Photo, recipes[i])
		mu.Lock()
		defer mu.Unlock()
		made += n
		done.Pictures++
		done.Left -= im.Megapixels
		if n > 0 {
			done.Megapixels += im.Megapixels
		}
		if reason := fileReason(err); reason != "" {
			m.blame(&bad, im.Photo, reason)
			err = nil
		}
		if progress != nil && err == nil {
			progress(done)
		}
		return err
	})
	return made, bad, err
}

// blame complains of a photograph wherever it is placed.
func (m *Made) blame(bad *diag.List, name, reason string) {
	for _, s := range m.Plan.Stories {
		i := slices.IndexFunc(s.Figures, func(f *plan.Figure) bool { return f.Photo == name })
		if i >= 0 {
			bad.Error("photo-unreadable", s.Figures[i].Placed.Pos, fmt.Sprintf("%q cannot be used: %s", path.Base(name), reason), photo.SaveAgain)
		}
	}
}
