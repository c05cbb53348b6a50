package generator

import (
	"bytes"
	"encoding/gob"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"photodesk/generator/cache"
	"photodesk/generator/photo"
	"photodesk/generator/plan"
	"photodesk/generator/source"
	"photodesk/generator/story"
)

// The index is what spares a second run the reading of every photograph: their
// digests, each with the stamp that its file had, and what their bytes say. The
// cache holds it in one entry for each story's folder, found by the site's place
// on the disk, so that ten thousand photographs are two hundred files to open. A
// digest is believed only where the stamp is the same, facts only for the digest;
// so a wrong index costs time, as all of the cache does.
type index struct {
	cache *cache.Cache // nil: nothing is kept for other runs
	site  string       // absolute

	reading sync.Mutex
	read    map[string]bool               // folders whose entry was asked for
	facts   map[photo.Digest]*photo.Facts // of photographs met so far
	photos  map[string]probed             // by the photograph's name
	changed map[string]*story.Folder      // folders whose entry is to be written, by Dir
}

// probed is what was found of a photograph, and all that it depends on.
type probed struct {
	digest, beside photo.Digest // of the photograph, and of the .xmp beside it
	strip          bool
	photo          plan.Photo
}

// Recall returns the memory of the site in dir, with what other runs have left
// for it in the cache.
func Recall(c *cache.Cache, dir string) *Memory {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return new(Memory) // nobody knows where we are: begin with nothing
	}
	return &Memory{index: index{cache: c, site: abs}}
}

// indexEntry is what the cache holds of one story's folder.
type indexEntry struct {
	Files map[string]source.Known // by the photograph's name
	Facts []*photo.Facts
}

func (x *index) key(dir string) cache.Key {
	return cache.KeyOf("index/1", photo.FactsKind, x.site, dir)
}

// open takes in what the cache knows of folders that are met for the first time.
func (x *index) open(tree *source.Tree, folders []*story.Folder) {
	if x.read == nil {
		x.read, x.facts = map[string]bool{}, map[photo.Digest]*photo.Facts{}
		x.photos, x.changed = map[string]probed{}, map[string]*story.Folder{}
	}
	var work sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for _, f := range folders {
		if x.cache == nil || x.read[f.Dir] {
			continue
		}
		x.read[f.Dir] = true
		slots <- struct{}{}
		work.Go(func() {
			defer func() { <-slots }()
			var e indexEntry
			if data, ok := x.cache.Get(x.key(f.Dir)); !ok || gob.NewDecoder(bytes.NewReader(data)).Decode(&e) != nil {
				return
			}
			tree.Recall(e.Files)
			x.reading.Lock()
			defer x.reading.Unlock()
			for _, facts := range e.Facts {
				if facts != nil {
					x.facts[facts.Digest] = facts
				}
			}
		})
	}
	work.Wait()
}

// known returns the facts of a photograph that was met before, or nil.
func (x *index) known(d photo.Digest) *photo.Facts {
	x.reading.Lock()
	defer x.reading.Unlock()
	return x.facts[d]
}

// learn keeps what was found of a photograph. Its folder is to be written anew
// only if the facts are news.
func (x *index) learn(name string, p probed, facts *photo.Facts, folder *story.Folder) {
	x.reading.Lock()
	defer x.reading.Unlock()
	x.photos[name] = p
	if x.facts[p.digest] != facts {
		x.facts[p.digest] = facts
		x.changed[folder.Dir] = folder
	}
}

// same returns what was found of a photograph before, if all is as it was then.
func (x *index) same(tree *source.Tree, name string, now probed) (plan.Photo, bool) {
	was, ok := x.photos[name]
	if !ok || was.beside != now.beside || was.strip != now.strip {
		return plan.Photo{}, false
	}
	sum, known := tree.Remembered(name)
	return was.photo, known && sum == was.digest
}

// Keep writes to the cache what other runs can use of a site that was judged. It may be
// called while the next Make is under way.
func (m *Memory) Keep(opt Options) error {
	if opt.Only == "" { // else it is known of one story alone
		if err := m.keepKnown(); err != nil {
			return err
		}
	}
	x := &m.index
	x.reading.Lock()
	var entries []*story.Folder
	for _, f := range x.changed {
		entries = append(entries, f)
	}
	clear(x.changed)
	x.reading.Unlock()
	slices.SortFunc(entries, func(a, b *story.Folder) int { return len(a.Dir) - len(b.Dir) })
	for _, f := range entries {
		if err := x.write(opt.Tree, f); err != nil {
			return err
		}
	}
	return nil
}

func (x *index) write(tree *source.Tree, f *story.Folder) error {
	if x.cache == nil {
		return nil
	}
	e := indexEntry{Files: tree.Digests(f.Photos...)}
	x.reading.Lock()
	for _, name := range f.Photos {
		if p, ok := x.photos[name]; ok && x.facts[p.digest] != nil {
			e.Facts = append(e.Facts, x.facts[p.digest])
		}
	}
	x.reading.Unlock()
	var data bytes.Buffer
	if err := gob.NewEncoder(&data).Encode(e); err != nil { // five times as fast to read as JSON
		return err
	}
	return x.cache.Put(x.key(f.Dir), data.Bytes())
}
