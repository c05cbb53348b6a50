package publish

import (
	"cmp"
	"context"
	"maps"
	"path"
	"slices"
	"strings"
)

// A change is all that is to be done to a folder, decided before any of it is done.
type change struct {
	old, next map[string]Entry // the manifest before and after
	copied    bool             // old is not the map of the manifest that was read

	temps   []string // leftovers to sweep
	begun   []string // paths that a publish was about to write when it was cut off: it may have made their folders
	early   []string // deletions without which a file cannot be written
	lacking []string // paths of old that the new site lacks, sorted
	respell []move
	write   []staged        // in the order of publishing
	late    []string        // all other deletions, in their order
	healed  map[string]bool // files of write whose published bytes someone has changed
	gone    []string        // paths that leave the manifest: their folders may be empty now
	same    bool            // the manifest that stands there is right already

	report Report
}

// A move gives a file or a folder the spelling that is wanted.
type move struct{ from, to string }

// decide compares the wanted site with what was found.
func (f *folder) decide(opt Options, damaged bool, wanted []staged, was Manifest, s survey) (*change, error) {
	c := &change{
		old: s.reconcile(was), next: make(map[string]Entry, len(wanted)), healed: map[string]bool{},
		temps: s.temps, begun: slices.Sorted(maps.Keys(was.Pending)),
	}
	spelt, err := f.spellings(s, wanted)
	if err != nil {
		return c, err
	}
	for _, w := range wanted {
		from, there := cmp.Or(spelt[w.Path], w.Path), s.spot(w.Path)
		if there.blocks(w) && !damaged && !opt.Force && !was.owns(w.Path) && !was.owns(from) {
			return c, &OccupiedError{Dir: f.dir, Path: from, Want: w.Path, Same: true}
		}
		c.place(w, there)
		c.respell = append(c.respell, moves(from, w.Path)...)
	}
	c.dispose(opt.Keep, f.respelled(s, wanted), s)
	if err := c.clearWay(f.dir, wanted, s, spelt); err != nil {
		return c, err
	}
	c.report.Unknown = s.unknown(c.begun, func(p string) bool { return c.owns(p, spelt) })
	c.same = len(was.Files) > 0 && len(was.Pending)+len(c.write)+len(c.respell) == 0 && maps.Equal(was.Files, c.next)
	return c, nil
}

// blocks reports whether something other than the wanted file, which is not a folder,
// is in its place.
func (there spot) blocks(w staged) bool {
	return there.found && !there.isDir() && there.sum != w.sum
}

// place decides about one wanted file.
func (c *change) place(w staged, there spot) {
	c.next[w.Path] = w.entry()
	if there.sum == w.sum {
		c.own(w)
		return
	}
	c.write = append(c.write, w)
	if was, ok := c.old[w.Path]; ok && there.found && there.sum != was.SHA256 {
		c.healed[w.Path] = true
	}
}

// own notes that a file is ours from now on, if it was not. What is almost always
// noted already is not copied for it.
func (c *change) own(w staged) {
	if c.old[w.Path] == w.entry() {
		return
	}
	if !c.copied {
		c.old, c.copied = maps.Clone(c.old), true
	}
	c.old[w.Path] = w.entry()
}

// dispose decides about each file of the old site that the new one lacks.
func (c *change) dispose(keep, respelled func(string) bool, s survey) {
	for p := range c.old {
		if _, ok := c.next[p]; !ok {
			c.lacking = append(c.lacking, p)
		}
	}
	slices.Sort(c.lacking)
	for _, p := range c.lacking {
		entry, there := c.old[p], s.spot(p)
		switch {
		case !there.found || respelled(p):
			c.gone = append(c.gone, p)
		case keep != nil && keep(p):
			c.next[p] = entry
			c.report.Kept = append(c.report.Kept, p)
		case there.sum == entry.SHA256, entry.Photo != "" && !there.isDir():
			c.late = append(c.late, p)
			c.gone = append(c.gone, p)
		default:
			c.next[p] = entry
			c.report.Altered = append(c.report.Altered, p)
		}
	}
	slices.SortStableFunc(c.late, func(a, b string) int { return cmp.Compare(c.old[b].Kind, c.old[a].Kind) })
}

// clearWay finds the deletions that cannot wait, since a folder is to be where a file
// is or the reverse, and refuses what is not ours to delete. Wanted files are not in each
// other's way.
func (c *change) clearWay(dir string, wanted []staged, s survey, spelt map[string]string) error {
	deleted := map[string]bool{}
	for _, p := range c.late {
		deleted[p] = true
	}
	var odd []string // names that are not wanted files'
	for p := range s.others {
		if !strings.HasPrefix(p, reserved) {
			odd = append(odd, p)
		}
	}
	for _, p := range c.lacking {
		if deleted[p] || s.spot(p).listed {
			odd = append(odd, p)
		}
	}
	for _, p := range c.begun {
		if _, ours := c.next[p]; !ours && s.spot(p).listed {
			odd = append(odd, p)
		}
	}
	if len(odd) == 0 {
		return nil
	}
	obstructs := inTheWay(odd, wanted, spelt)
	slices.Sort(odd)
	for _, p := range odd {
		if want := obstructs[p]; want != "" && !deleted[p] {
			return &OccupiedError{Dir: dir, Path: p, Want: want}
		}
	}
	c.early, c.late = partition(c.late, func(p string) bool { return obstructs[p] != "" })
	return nil
}

// inTheWay returns which of some names are where wanted files need a folder, or in a
// folder where one is wanted, each with that file's path.
func inTheWay(names []string, wanted []staged, spelt map[string]string) map[string]string {
	is, above := map[string]bool{}, map[string][]string{}
	for _, p := range names {
		is[p] = true
		for dir := range parents(p) {
			above[dir] = append(above[dir], p)
		}
	}
	found := map[string]string{}
	for _, w := range wanted {
		for dir := range parents(cmp.Or(spelt[w.Path], w.Path)) {
			if is[dir] {
				found[dir] = w.Path
			}
		}
		for _, p := range above[w.Path] {
			found[p] = cmp.Or(found[p], w.Path)
		}
	}
	return found
}

// partition splits paths, keeping their order.
func partition(paths []string, in func(string) bool) (yes, no []string) {
	for _, p := range paths {
		if in(p) {
			yes = append(yes, p)
		} else {
			no = append(no, p)
		}
	}
	return yes, no
}

// owns reports whether a listed name belongs to the site, before or after.
func (c *change) owns(listed string, spelt map[string]string) bool {
	_, old := c.old[listed]
	_, next := c.next[listed]
	if old || next {
		return true
	}
	for _, name := range spelt {
		if name == listed {
			return true
		}
	}
	return false
}

// moves gives, from the outermost inwards, each part of a path its new spelling.
func moves(from, to string) []move {
	if from == to {
		return nil
	}
	var steps []move
	old, done := strings.Split(from, "/"), ""
	for i, name := range strings.Split(to, "/") {
		if old[i] != name {
			steps = append(steps, move{path.Join(done, old[i]), path.Join(done, name)})
		}
		done = path.Join(done, name)
	}
	return steps
}

// carryOut does it. What it has done stands in the report.
func (f *folder) carryOut(ctx context.Context, c *change) error {
	for _, p := range c.temps {
		if err := f.remove(ctx, p); err != nil {
			return err
		}
	}
	if err := f.prune(c.begun); err != nil { // now: the next manifest knows them no more
		return err
	}
	if err := f.announce(ctx, c); err != nil {
		return err
	}
	if err := f.delete(ctx, c, c.early); err != nil {
		return err
	}
	if err := f.prune(c.early); err != nil {
		return err
	}
	for _, m := range c.respell {
		if err := f.respell(ctx, m); err != nil {
			return err
		}
	}
	if err := f.writeAll(ctx, c); err != nil {
		return err
	}
	if err := f.delete(ctx, c, c.late); err != nil {
		return err
	}
	if err := f.prune(c.gone); err != nil {
		return err
	}
	if c.same {
		return nil
	}
	return f.writeManifest(ctx, c.next, nil)
}

// announce writes down what is about to be written, so that a crash leaves nothing unowned.
func (f *folder) announce(ctx context.Context, c *change) error {
	if len(c.write)+len(c.respell) == 0 {
		return nil
	}
	pending := map[string]Entry{}
	for _, w := range c.write {
		pending[w.Path] = w.entry()
	}
	for _, m := range c.respell {
		if e, ok := c.next[m.to]; ok {
			pending[m.to] = e
		}
	}
	return f.writeManifest(ctx, c.old, pending)
}

func (f *folder) writeAll(ctx context.Context, c *change) error {
	for _, w := range c.write {
		if err := f.proceed(ctx); err != nil {
			return err
		}
		if err := f.removeEmpty(w.Path); err != nil { // a folder in the place of the file
			return err
		}
		if err := f.replace(ctx, w.Path, w.copyTo); err != nil {
			return err
		}
		c.report.Written = append(c.report.Written, w.Path)
		if c.healed[w.Path] {
			c.report.Healed = append(c.report.Healed, w.Path)
		}
	}
	return nil
}

func (f *folder) delete(ctx context.Context, c *change, paths []string) error {
	for _, p := range paths {
		if err := f.proceed(ctx); err != nil {
			return err
		}
		if err := f.remove(ctx, p); err != nil {
			return err
		}
		c.report.Deleted = append(c.report.Deleted, p)
		if c.old[p].Kind > Asset {
			c.report.Removed = append(c.report.Removed, p)
		}
	}
	return nil
}

// respell renames within one folder; that an earlier move has done it is fine.
func (f *folder) respell(ctx context.Context, m move) error {
	if _, err := f.root.Lstat(m.from); err != nil && isAbsent(err) {
		return nil
	}
	if err := f.step("rename", m.to); err != nil {
		return folderError("rename", f.dir, m.from, err)
	}
	return folderError("rename", f.dir, m.from, patiently(ctx, isBusy, func() error { return f.root.Rename(m.from, m.to) }))
}

// proceed reports whether the next file may be touched.
func (f *folder) proceed(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return f.lock.Err()
}

// files yields what the folder holds once all is done.
func (c *change) files(yield func(path, sha256 string) bool) {
	for p, e := range c.next {
		if !yield(p, e.SHA256) {
			return
		}
	}
}
