package generator

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
	"io/fs"
	"iter"
	"maps"
	"math"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"

	"photodesk/generator/cache"
	"photodesk/generator/plan"
	"photodesk/generator/publish"
	"photodesk/generator/source"
)

// published is what the cache keeps of an output folder: what its files are and
// what they were made of, so that a build need neither read an archive of fifty
// thousand files nor render ten thousand pages to find out that nothing is to be
// done. It is not in the manifest, which is the same on every machine. It
// implements publish.Memory.
type published struct {
	cache *cache.Cache // nil: nothing is kept for other runs
	key   cache.Key
	dir   string // absolute

	was func() *recalled // read while something else is done

	mu    sync.Mutex
	now   map[string]made // what was learned in this run, by path
	stays map[string]bool // the batches of which the rest is as it was
}

// recalled is what an earlier run had learned, as the cache holds it: of a hundred
// thousand files, only those are read that somebody asks for.
type recalled struct {
	data    string
	files   map[string]place // by path
	batches map[string]span
	keys    []string // of the batches
}

// place is where in data that is which is known of a file, and the number of its batch.
type place struct{ from, batch uint32 }

// span is a piece of data.
type span struct{ from, to int }

// made is a published file.
type made struct {
	path  string
	file  source.Known
	of    string // the key of what it was made of; empty: it has none
	photo string // the digest of its photograph, raw; empty: it is no rendition
	kind  publish.Kind
	batch string // the key of its batch
}

// recallPublished returns what other runs have left of the folder in dir. Another
// program may make other bytes of the same, so each version has its own memory.
func recallPublished(c *cache.Cache, dir string) *published {
	p := &published{now: map[string]made{}, stays: map[string]bool{}}
	abs, err := filepath.Abs(dir)
	if version := program(); err == nil && version != "" {
		p.cache, p.key, p.dir = c, cache.KeyOf("published/4", version, abs), abs
	}
	p.was = sync.OnceValue(p.recall)
	go p.was()
	return p
}

func (p *published) recall() *recalled {
	if p.cache == nil {
		return &recalled{} // nobody knows where, or who, we are: begin with nothing
	}
	data, _ := p.cache.Get(p.key)
	r := readBatches(string(data))
	return &r
}

// program returns the digest of the running program; empty if it cannot be read.
var program = sync.OnceValue(func() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
})

// vouch is source.Vouch, but for tests, which do not wait until a file is old.
var vouch = source.Vouch

// Stands implements publish.Memory.
func (p *published) Stands(path string, info fs.FileInfo) (known, sure bool) {
	m, known := p.was().file(path)
	return known, known && m.file.Holds(info)
}

// Recall implements publish.Memory.
func (p *published) Recall(path string) publish.Learned {
	m, known := p.was().file(path)
	if !known {
		return publish.Learned{}
	}
	return publish.Learned{
		Entry: publish.Entry{SHA256: hex.EncodeToString(m.file.Digest[:]), Kind: m.kind, Photo: hex.EncodeToString([]byte(m.photo))},
		Key:   m.of, Batch: m.batch,
	}
}

// Paths implements publish.Memory.
func (p *published) Paths() iter.Seq[string] { return maps.Keys(p.was().files) }

// Batches implements publish.Memory.
func (p *published) Batches() iter.Seq[string] { return maps.Keys(p.was().batches) }

// Batch implements publish.Memory.
func (p *published) Batch(key string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for m := range p.was().batch(key) {
			if !yield(m.path) {
				return
			}
		}
	}
}

// Learn implements publish.Memory.
func (p *published) Learn(path string, info fs.FileInfo, now publish.Learned) {
	m := made{path: path, of: now.Key, kind: now.Kind, batch: now.Batch}
	if photo, err := hex.DecodeString(now.Photo); err == nil {
		m.photo = string(photo)
	}
	was, known := p.was().file(path)
	switch {
	case info != nil:
		var digest [32]byte
		if n, err := hex.Decode(digest[:], []byte(now.SHA256)); err != nil || n != len(digest) {
			return
		}
		var sure bool
		if m.file, sure = vouch(info, digest); !sure {
			m.file = m.file.Doubted()
		}
	case known: // as it was recalled
		m.file = was.file
	default:
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now[path] = m
}

// Stay implements publish.Memory.
func (p *published) Stay(batch string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stays[batch] = true
}

// holds reports whether the folder has a rendition, as far as memory tells and the
// folder that it lies in is there: whether it is as it was is looked at when it is
// published, and it is made then if it is not.
func (p *published) holds(im *plan.Image) bool {
	m, known := p.was().file(im.Path)
	return known && m.of == im.ID && p.isThere(path.Dir(im.Path))
}

// holdsAll is holds for a whole batch, and returns how many files it has. Of a folder of
// which nothing is known it may be asked too.
func (p *published) holdsAll(key string) (files int, ok bool) {
	if p == nil {
		return 0, false
	}
	last := ""
	for m := range p.was().batch(key) {
		if dir := path.Dir(m.path); dir != last {
			if last = dir; !p.isThere(dir) {
				return 0, false
			}
		}
		files++
	}
	return files, files > 0
}

func (p *published) isThere(dir string) bool {
	info, err := os.Lstat(filepath.Join(p.dir, filepath.FromSlash(dir)))
	return err == nil && info.IsDir()
}

// recalled and learned return the digest of the folder's manifest, as it was before and
// as it is now; zero if there is none. It stands for all that the folder holds.
func (p *published) recalled() [sha256.Size]byte {
	m, _ := p.was().file(publish.ManifestName)
	return m.file.Digest
}

func (p *published) learned() [sha256.Size]byte { return p.now[publish.ManifestName].file.Digest }

// files yields what the folder holds of the site's files, if all is as it was: paths and
// SHA-256s.
func (p *published) files(yield func(path, sha256 string) bool) {
	was := p.was()
	for key := range was.batches {
		for m := range was.batch(key) {
			if m.path != publish.ManifestName && !yield(m.path, hex.EncodeToString(m.file.Digest[:])) {
				return
			}
		}
	}
}

// keep writes to the cache what other runs can use.
func (p *published) keep() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	was := p.was()
	if p.cache == nil || p.same(was) {
		return nil
	}
	return p.cache.PutFrom(p.key, func(w io.Writer) error {
		out := bufio.NewWriterSize(w, 64<<10)
		p.write(out, was)
		return out.Flush()
	})
}

// write writes all batches: those that stay from what was recalled. Errors are the
// writer's, which keeps them.
func (p *published) write(out *bufio.Writer, was *recalled) {
	news := map[string][]made{}
	for _, m := range p.now {
		news[m.batch] = append(news[m.batch], m)
	}
	for key, at := range was.batches {
		switch {
		case !p.stays[key]:
		case news[key] == nil:
			writeBatch(out, key, was.data[at.from:at.to])
		default:
			for m := range was.batch(key) {
				if _, again := p.now[m.path]; !again {
					news[key] = append(news[key], m)
				}
			}
		}
	}
	for key, files := range news {
		slices.SortFunc(files, func(a, b made) int { return cmp.Compare(a.path, b.path) })
		var body []byte
		for i := range files {
			body = files[i].append(body)
		}
		writeBatch(out, key, string(body))
	}
}

// same reports whether nothing was learned but what was known.
func (p *published) same(was *recalled) bool {
	if len(p.stays) < len(was.batches) {
		return false
	}
	for path, m := range p.now {
		if old, known := was.file(path); !known || old != m {
			return false
		}
	}
	return true
}

// writeBatch writes a batch: its key, and the files as [made.append] has written them.
func writeBatch(out *bufio.Writer, key, files string) {
	for _, text := range []string{key, files} {
		_, _ = out.Write(binary.AppendUvarint(out.AvailableBuffer(), uint64(len(text))))
		_, _ = out.WriteString(text)
	}
}

// append writes m: its path, what it was made of, and what is known of the file.
func (m *made) append(data []byte) []byte {
	for _, text := range []string{m.path, m.of, m.photo} {
		data = binary.AppendUvarint(data, uint64(len(text)))
		data = append(data, text...)
	}
	return m.file.Append(append(data, byte(m.kind)))
}

// readBatches reads what writeBatch wrote; nothing if that is not to be understood.
func readBatches(data string) recalled {
	r := recalled{data: data, files: make(map[string]place, len(data)/160), batches: map[string]span{}}
	for c := (cursor{data: data}); c.at < len(data); {
		key, files := c.text(), c.text()
		at := span{c.at - len(files), c.at}
		for f := (cursor{data, at.from, c.bad}); f.at < at.to && !c.bad; c.bad = f.bad || f.at > at.to {
			from := place{uint32(f.at), uint32(len(r.keys))}
			r.files[f.made().path] = from
		}
		if c.bad || len(data) > math.MaxUint32 {
			return recalled{}
		}
		r.keys, r.batches[key] = append(r.keys, key), at
	}
	return r
}

// file returns what is known of the file at a path.
func (r *recalled) file(path string) (m made, known bool) {
	at, known := r.files[path]
	if known {
		c := cursor{data: r.data, at: int(at.from)}
		m = c.made()
		m.batch = r.keys[at.batch]
	}
	return m, known
}

// batch yields what is known of the files of a batch.
func (r *recalled) batch(key string) iter.Seq[made] {
	return func(yield func(made) bool) {
		at := r.batches[key]
		for c := (cursor{data: r.data, at: at.from}); c.at < at.to; {
			m := c.made()
			m.batch = key
			if !yield(m) {
				return
			}
		}
	}
}

// cursor reads data from a place on. Texts are pieces of the data, not copies.
type cursor struct {
	data string
	at   int
	bad  bool // it is not to be understood
}

func (c *cursor) text() string {
	var b [binary.MaxVarintLen64]byte
	n, used := binary.Uvarint(b[:copy(b[:], c.data[c.at:])])
	if c.bad = c.bad || used <= 0 || n > uint64(len(c.data)-c.at-used); c.bad {
		return ""
	}
	from := c.at + used
	c.at = from + int(n)
	return c.data[from:c.at]
}

// made reads what [made.append] wrote; the batch is not in it.
func (c *cursor) made() (m made) {
	m.path, m.of, m.photo = c.text(), c.text(), c.text()
	if c.bad = c.bad || c.at == len(c.data) || publish.Kind(c.data[c.at]) > publish.Index; c.bad {
		return m
	}
	m.kind = publish.Kind(c.data[c.at])
	file, rest, ok := source.ReadKnown(c.data[c.at+1:])
	m.file, c.at, c.bad = file, len(c.data)-len(rest), !ok
	return m
}
