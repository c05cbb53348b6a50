package publish

import (
	"context"
)

// A part is what differs between a folder that stands as its memory has it and the
// site that is wanted: the files of all batches that are not the same in both. The rest,
// most of an archive, need not even be named.
type part struct {
	*standing
	stays  []string         // the batches that are the same
	old    map[string]Entry // what the others were
	wanted []member         // and are to be
	found  survey           // at the paths of both
}

// applyPart is apply for a folder in which most stands as it is wanted. Done is false,
// and nothing was changed, if all must be looked at: if the folder is not as the memory
// has it, or if anything is in the place of a new file.
func (f *folder) applyPart(ctx context.Context, opt Options, site []Batch) (report Report, done bool, err error) {
	if opt.Keep != nil {
		return Report{}, false, nil
	}
	p, ok := f.part(ctx, site)
	if !ok {
		return Report{}, false, nil
	}
	wanted, err := stage(ctx, p.wanted, p.found)
	p.wanted = nil
	if err != nil {
		return Report{}, true, err
	}
	change, err := f.decide(opt, false, wanted, Manifest{manifestVersion, p.old, nil}, p.found)
	if err != nil {
		return Report{}, true, err
	}
	if len(wanted)+len(p.old) == 0 {
		change.same = true
	}
	f.old = p.old
	if err = f.carryOut(ctx, change); err == nil {
		change.report.Files = func(yield func(path, sha256 string) bool) {
			p.files(change, yield)
		}
	}
	for _, batch := range p.stays {
		p.stay(batch)
	}
	f.learn(wanted, change, p.found)
	return change.report, true, err
}

// part compares the folder with its memory, and that with the site; false if something
// is not as it was learned of.
func (f *folder) part(ctx context.Context, site []Batch) (*part, bool) {
	known := map[string]bool{}
	for key := range f.memory.Batches() {
		known[key] = key != ""
	}
	stays := map[string]bool{}
	for _, b := range site {
		stays[b.Key] = known[b.Key]
	}
	p := &part{old: map[string]Entry{}, found: survey{others: map[string]bool{}, at: map[string]*spot{}}}
	var differ []Batch
	for _, b := range site {
		if stays[b.Key] {
			p.stays = append(p.stays, b.Key)
		} else {
			differ = append(differ, b)
		}
	}
	if len(p.stays) == 0 || !f.manifestStands() {
		return nil, false
	}
	var ok bool
	if p.standing, ok = f.stands(ctx); !ok {
		return nil, false
	}
	for _, other := range p.others {
		p.found.others[other] = true
	}
	for key := range known {
		if !stays[key] {
			p.recall(key)
		}
	}
	p.wanted = filesOf(differ)
	return p, checkPaths(p.wanted) == nil && p.free()
}

// manifestStands reports whether the manifest is the one that the memory learned of, and
// in our form.
func (f *folder) manifestStands() bool {
	was := f.memory.Recall(ManifestName)
	info, err := f.root.Lstat(ManifestName)
	if was.Key != inOurForm || err != nil || !info.Mode().IsRegular() || info.Size() > maxManifest {
		return false
	}
	file, err := f.root.Open(ManifestName)
	if err != nil {
		return false
	}
	defer file.Close()
	now, _, err := sum(file)
	return err == nil && now == was.SHA256
}

// recall adds to the part what a batch was that is not wanted any more, or not as it was.
func (p *part) recall(batch string) {
	for name := range p.memory.Batch(batch) {
		if name == ManifestName {
			continue
		}
		l := p.memory.Recall(name)
		p.old[name] = l.Entry
		p.found.at[name] = &spot{found: true, listed: true, info: p.looked[batch][name], sum: l.SHA256, key: l.Key}
	}
}

// free reports whether nothing is in the place of new files, and none of what stays in
// their way.
func (p *part) free() bool {
	for _, w := range p.wanted {
		if p.found.at[w.Path] != nil {
			continue
		}
		if _, err := p.root.Lstat(w.Path); err == nil || !isAbsent(err) || p.ours(w.Path) {
			return false
		}
		for dir := range parents(w.Path) {
			if p.ours(dir) {
				return false
			}
		}
		p.found.at[w.Path] = new(spot)
	}
	return true
}

// ours reports whether a path is that of a file that was learned of.
func (p *part) ours(name string) bool { return p.memory.Recall(name).SHA256 != "" }

// files yields all files that the folder holds once a change is done.
func (p *part) files(c *change, yield func(path, sha256 string) bool) {
	for name, e := range c.next {
		if !yield(name, e.SHA256) {
			return
		}
	}
	for _, batch := range p.stays {
		for name := range p.memory.Batch(batch) {
			if !yield(name, p.memory.Recall(name).SHA256) {
				return
			}
		}
	}
}
