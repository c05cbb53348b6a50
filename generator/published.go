package generator

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
	"io/fs"
	"iter"
	"maps"
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

	was func() recalled // read while something else is done

	mu    sync.Mutex
	now   map[string]made // what was learned in this run, by path
	stays map[string]bool // the batches of which the rest is as it was
}

// recalled is what an earlier run had learned.
type recalled struct {
	files   map[string]*made // by path
	batches map[string]*batch
}

// batch is what is known of the files of a publish.Batch.
type batch struct {
	files []made
	data  string // as the cache holds it
}

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

func (p *published) recall() recalled {
	was := recalled{map[string]*made{}, map[string]*batch{}}
	if p.cache == nil {
		return was // nobody knows where, or who, we are: begin with nothing
	}
	data, _ := p.cache.Get(p.key)
	was.batches = readBatches(string(data))
	n := 0
	for _, b := range was.batches {
		n += len(b.files)
	}
	was.files = make(map[string]*made, n)
	for _, b := range was.batches {
		for i := range b.files {
			was.files[b.files[i].path] = &b.files[i]
		}
	}
	return was
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
	m := p.was().files[path]
	return m != nil, m != nil && m.file.Holds(info)
}

// Recall implements publish.Memory.
func (p *published) Recall(path string) publish.Learned {
	m := p.was().files[path]
	if m == nil {
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
		b := p.was().batches[key]
		if b == nil {
			return
		}
		for i := range b.files {
			if !yield(b.files[i].path) {
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
	was := p.was().files[path]
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
	case was != nil: // as it was recalled
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
	m := p.was().files[im.Path]
	return m != nil && m.of == im.ID && p.isThere(path.Dir(im.Path))
}

// holdsAll is holds for a whole batch, and returns how many files it has. Of a folder of
// which nothing is known it may be asked too.
func (p *published) holdsAll(key string) (files int, ok bool) {
	if p == nil {
		return 0, false
	}
	b := p.was().batches[key]
	if b == nil {
		return 0, false
	}
	for i := range b.files {
		if dir := path.Dir(b.files[i].path); (i == 0 || dir != path.Dir(b.files[i-1].path)) && !p.isThere(dir) {
			return 0, false
		}
	}
	return len(b.files), true
}

func (p *published) isThere(dir string) bool {
	info, err := os.Lstat(filepath.Join(p.dir, filepath.FromSlash(dir)))
	return err == nil && info.IsDir()
}

// recalled and learned return the digest of the folder's manifest, as it was before and
// as it is now; zero if there is none. It stands for all that the folder holds.
func (p *published) recalled() (digest [sha256.Size]byte) {
	if m := p.was().files[publish.ManifestName]; m != nil {
		digest = m.file.Digest
	}
	return digest
}

func (p *published) learned() [sha256.Size]byte { return p.now[publish.ManifestName].file.Digest }

// files yields what the folder holds of the site's files, if all is as it was: paths and
// SHA-256s.
func (p *published) files(yield func(path, sha256 string) bool) {
	for _, m := range p.was().files {
		if m.path != publish.ManifestName && !yield(m.path, hex.EncodeToString(m.file.Digest[:])) {
			return
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
	news := map[string][]made{}
	for _, m := range p.now {
		news[m.batch] = append(news[m.batch], m)
	}
	var data []byte
	for key, b := range was.batches {
		switch {
		case !p.stays[key]:
		case news[key] == nil:
			data = appendBatch(data, key, b.data)
		default:
			for _, m := range b.files {
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
		data = appendBatch(data, key, string(body))
	}
	return p.cache.Put(p.key, data)
}

// same reports whether nothing was learned but what was known.
func (p *published) same(was recalled) bool {
	if len(p.stays) < len(was.batches) {
		return false
	}
	for path, m := range p.now {
		if old := was.files[path]; old == nil || *old != m {
			return false
		}
	}
	return true
}

// appendBatch writes a batch: its key, and the files as [made.append] has written them.
func appendBatch(data []byte, key, files string) []byte {
	for _, text := range []string{key, files} {
		data = binary.AppendUvarint(data, uint64(len(text)))
		data = append(data, text...)
	}
	return data
}

// append writes m: its path, what it was made of, and what is known of the file.
func (m *made) append(data []byte) []byte {
	for _, text := range []string{m.path, m.of, m.photo} {
		data = binary.AppendUvarint(data, uint64(len(text)))
		data = append(data, text...)
	}
	return m.file.Append(append(data, byte(m.kind)))
}

// readBatches reads what appendBatch wrote, up to where it is not to be understood. The
// texts are pieces of data: of a hundred thousand files, none is copied.
func readBatches(data string) map[string]*batch {
	all := map[string]*batch{}
	for len(data) > 0 {
		key, rest, ok := readText(data)
		files, rest, too := readText(rest)
		if !ok || !too {
			break
		}
		data = rest
		if b := readBatch(key, files); b != nil {
			all[key] = b
		}
	}
	return all
}

// readBatch reads the files of a batch; nil if they are not to be understood.
func readBatch(key, data string) *batch {
	b := &batch{files: make([]made, 0, len(data)/160), data: data}
	for len(data) > 0 {
		m := made{batch: key}
		for _, text := range []*string{&m.path, &m.of, &m.photo} {
			var ok bool
			if *text, data, ok = readText(data); !ok {
				return nil
			}
		}
		if data == "" {
			return nil
		}
		if m.kind = publish.Kind(data[0]); m.kind > publish.Index {
			return nil
		}
		file, rest, ok := source.ReadKnown(data[1:])
		if !ok {
			return nil
		}
		m.file, data = file, rest
		b.files = append(b.files, m)
	}
	return b
}

// readText reads a text that stands behind its length.
func readText(data string) (text, rest string, ok bool) {
	var b [binary.MaxVarintLen64]byte
	n, used := binary.Uvarint(b[:copy(b[:], data)])
	if used <= 0 || n > uint64(len(data)-used) {
		return "", "", false
	}
	data = data[used:]
	return data[:n], data[n:], true
}
