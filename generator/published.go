package generator

import (
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

	was func() map[string]*made // by path; read while something else is done

	dirs sync.Map // whether a folder is there, by its path

	mu      sync.Mutex
	now     []*made
	changed bool // now holds something that was does not
}

// made is a published file.
type made struct {
	path string
	file source.Known
	of   string // the key of what it was made of; empty: it has none
}

// recallPublished returns what other runs have left of the folder in dir. Another
// program may make other bytes of the same, so each version has its own memory.
func recallPublished(c *cache.Cache, dir string) *published {
	p := new(published)
	abs, err := filepath.Abs(dir)
	if version := program(); err == nil && version != "" {
		p.cache, p.key, p.dir = c, cache.KeyOf("published/3", version, abs), abs
	}
	p.was = sync.OnceValue(p.recall)
	go p.was()
	return p
}

func (p *published) recall() map[string]*made {
	if p.cache == nil {
		return nil // nobody knows where, or who, we are: begin with nothing
	}
	data, _ := p.cache.Get(p.key)
	all := readMade(string(data))
	was := make(map[string]*made, len(all))
	for i := range all {
		was[all[i].path] = &all[i]
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

// Recall implements publish.Memory.
func (p *published) Recall(path string, info fs.FileInfo) (sha256, key string, sure bool) {
	m := p.was()[path]
	if m == nil {
		return "", "", false
	}
	return hex.EncodeToString(m.file.Digest[:]), m.of, m.file.Holds(info)
}

// Paths implements publish.Memory.
func (p *published) Paths() iter.Seq[string] { return maps.Keys(p.was()) }

// holds reports whether the folder has a rendition, as far as memory tells and the
// folder that it lies in is there: whether it is as it was is looked at when it is
// published, and it is made then if it is not.
func (p *published) holds(im *plan.Image) bool {
	if m := p.was()[im.Path]; m == nil || m.of != im.ID {
		return false
	}
	dir := path.Dir(im.Path)
	there, ok := p.dirs.Load(dir)
	if !ok {
		info, err := os.Lstat(filepath.Join(p.dir, filepath.FromSlash(dir)))
		there, _ = p.dirs.LoadOrStore(dir, err == nil && info.IsDir())
	}
	return there.(bool)
}

// Learn implements publish.Memory.
func (p *published) Learn(path string, info fs.FileInfo, sha256, key string) {
	m := p.was()[path]
	var k source.Known
	if info != nil {
		var digest [32]byte
		if n, err := hex.Decode(digest[:], []byte(sha256)); err != nil || n != len(digest) {
			return
		}
		var sure bool
		if k, sure = vouch(info, digest); !sure {
			k = k.Doubted()
		}
	} else if m != nil { // as it was recalled
		k = m.file
	} else {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if m == nil || m.file != k || m.of != key {
		m, p.changed = &made{path, k, key}, true
	}
	p.now = append(p.now, m)
}

// recalled and learned return the digest of the folder's manifest, as it was before and
// as it is now; zero if there is none. It stands for all that the folder holds.
func (p *published) recalled() (digest [sha256.Size]byte) {
	if m := p.was()[publish.ManifestName]; m != nil {
		digest = m.file.Digest
	}
	return digest
}

func (p *published) learned() (digest [sha256.Size]byte) {
	for _, m := range p.now {
		if m.path == publish.ManifestName {
			digest = m.file.Digest
		}
	}
	return digest
}

// forget drops what was learned in this run.
func (p *published) forget() { p.now, p.changed = nil, false }

// files yields what was learned in this run of the site's files: paths and SHA-256s.
func (p *published) files(yield func(path, sha256 string) bool) {
	for _, m := range p.now {
		if m.path != publish.ManifestName && !yield(m.path, hex.EncodeToString(m.file.Digest[:])) {
			return
		}
	}
}

// keep writes to the cache what other runs can use.
func (p *published) keep() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cache == nil || !p.changed && len(p.now) == len(p.was()) {
		return nil
	}
	size := 0
	for _, m := range p.now {
		size += len(m.path) + len(m.of) + 80 // more than their lengths and the rest take
	}
	data := make([]byte, 0, size)
	for _, m := range p.now {
		data = m.append(data)
	}
	return p.cache.Put(p.key, data)
}

// append writes m: its path, what it was made of, and what is known of the file.
func (m *made) append(data []byte) []byte {
	for _, text := range []string{m.path, m.of} {
		data = binary.AppendUvarint(data, uint64(len(text)))
		data = append(data, text...)
	}
	return m.file.Append(data)
}

// readMade reads what append wrote, up to where it is not to be understood. The
// texts are pieces of data: of seventy thousand files, none is copied.
func readMade(data string) (all []made) {
	text := func() string {
		n, rest, ok := uvarint(data)
		if !ok || n > uint64(len(rest)) {
			data = ""
			return ""
		}
		data = rest[n:]
		return rest[:n]
	}
	all = make([]made, 0, len(data)/120)
	for len(data) > 0 {
		m := made{path: text(), of: text()}
		file, rest, ok := source.ReadKnown(data)
		if !ok {
			break
		}
		m.file, data = file, rest
		all = append(all, m)
	}
	return all
}

// uvarint is binary.Uvarint of a text.
func uvarint(s string) (n uint64, rest string, ok bool) {
	var b [binary.MaxVarintLen64]byte
	n, used := binary.Uvarint(b[:copy(b[:], s)])
	if used <= 0 {
		return 0, "", false
	}
	return n, s[used:], true
}
