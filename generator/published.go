package generator

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"sync"

	"photodesk/generator/cache"
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

	mu       sync.Mutex
	was, now map[string]made // by path
}

// made is a published file.
type made struct {
	File source.Known
	Of   string // the key of what it was made of; empty: it has none
}

// recallPublished returns what other runs have left of the folder in dir. Another
// program may make other bytes of the same, so each version has its own memory.
func recallPublished(c *cache.Cache, dir string) *published {
	p := &published{was: map[string]made{}, now: map[string]made{}}
	abs, err := filepath.Abs(dir)
	if version := program(); err == nil && version != "" {
		p.cache, p.key = c, cache.KeyOf("published/1", version, abs)
	}
	if p.cache == nil {
		return p // nobody knows where, or who, we are: begin with nothing
	}
	if data, ok := c.Get(p.key); ok && gob.NewDecoder(bytes.NewReader(data)).Decode(&p.was) != nil {
		clear(p.was)
	}
	return p
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
func (p *published) Recall(path string, info fs.FileInfo) (sha256, key string, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	m, ok := p.was[path]
	if !ok || !m.File.Holds(info) {
		return "", "", false
	}
	return hex.EncodeToString(m.File.Digest[:]), m.Of, true
}

// Learn implements publish.Memory.
func (p *published) Learn(path string, info fs.FileInfo, sha256, key string) {
	var digest [32]byte
	if n, err := hex.Decode(digest[:], []byte(sha256)); err != nil || n != len(digest) {
		return
	}
	if k, ok := vouch(info, digest); ok {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.now[path] = made{k, key}
	}
}

// keep writes to the cache what other runs can use.
func (p *published) keep() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cache == nil || len(p.now) == 0 || maps.Equal(p.now, p.was) {
		return nil
	}
	var data bytes.Buffer
	if err := gob.NewEncoder(&data).Encode(p.now); err != nil {
		return err
	}
	return p.cache.Put(p.key, data.Bytes())
}
