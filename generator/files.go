package generator

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"sync"

	"photodesk/generator/page"
	"photodesk/generator/photo"
	"photodesk/generator/plan"
	"photodesk/generator/publish"
)

// Made is a site as a map: path → lazily made bytes. Its methods are safe for
// concurrent use.
type Made struct {
	*Site
	ctx context.Context
	opt Options

	pages sync.Map // path → publish.File, of pages that were asked for
	keys  func() *page.Keys
	open  func(*plan.Image) ([]byte, error)
}

// File returns the file of the site at an output path. A page's bytes are made
// once.
func (m *Made) File(path string) (publish.File, bool) {
	at, ok := m.Plan.At(path)
	switch {
	case path == headersName && m.Theme != nil:
		return m.headers(), true
	case !ok:
		return publish.File{}, false
	case at.Page != nil && m.Theme != nil:
		if f, ok := m.pages.Load(path); ok {
			return f.(publish.File), true
		}
		f, _ := m.pages.LoadOrStore(path, m.page(at.Page))
		return f.(publish.File), true
	case at.Image != nil:
		return m.image(at.Image), true
	case at.Original != nil:
		return m.original(at.Original), true
	case at.Piece != nil:
		return m.piece(at.Piece), true
	case at.Asset != nil:
		return m.asset(at.Asset), true
	case at.Doc != nil:
		return m.doc(at.Doc), true
	}
	return publish.File{}, false
}

// Files returns every file of the site.
func (m *Made) Files() (files []publish.File) {
	for _, b := range m.Batches() {
		files = append(files, b.Files()...)
	}
	return files
}

// Batches returns every file of the site: for each story's folder its renditions, its
// originals, and what is made of each language's story; and the rest.
func (m *Made) Batches() []publish.Batch {
	all := []publish.Batch{{Files: m.rest}}
	for _, s := range m.Plan.Shares {
		all = append(all, publish.Batch{Key: renditionsOf(s), Files: func() []publish.File { return m.renditions(s) }})
		if len(s.Originals()) > 0 {
			all = append(all, publish.Batch{Key: fmt.Sprintf("originals %x", s.ID), Files: func() []publish.File { return m.originals(s) }})
		}
		for _, st := range s.Stories() {
			all = append(all, publish.Batch{Key: m.keys().Story(st), Files: func() []publish.File { return m.story(s, st) }})
		}
	}
	return all
}

// renditionsOf returns the key of the batch of a folder's renditions.
func renditionsOf(s *plan.Share) string { return fmt.Sprintf("renditions %x", s.ID) }

func (m *Made) renditions(s *plan.Share) (files []publish.File) {
	digest := ""
	images := s.Images()
	for i, im := range images {
		if i == 0 || im.Source != images[i-1].Source {
			digest = hex.EncodeToString(im.Source[:])
		}
		f := m.image(im)
		f.Digest = digest // one text for all renditions of a photograph
		files = append(files, f)
	}
	return files
}

func (m *Made) originals(s *plan.Share) (files []publish.File) {
	for _, o := range s.Originals() {
		files = append(files, m.original(o))
	}
	return files
}

// story returns what is made of a story in one language.
func (m *Made) story(s *plan.Share, st *plan.Story) (files []publish.File) {
	pages, embeds := s.Pages(st), s.Embeds(st)
	for i := range pages {
		files = append(files, m.page(&pages[i]))
	}
	for i := range embeds {
		files = append(files, m.doc(&embeds[i]))
	}
	return files
}

// rest returns what belongs to no story's folder.
func (m *Made) rest() []publish.File {
	files := []publish.File{m.headers()}
	for _, pg := range m.Plan.Pages {
		if pg.Story == nil {
			files = append(files, m.page(pg))
		}
	}
	for _, piece := range m.Plan.Pieces {
		files = append(files, m.piece(piece))
	}
	for i := range m.Plan.Docs {
		files = append(files, m.doc(&m.Plan.Docs[i]))
	}
	for i := range m.Plan.Assets {
		files = append(files, m.asset(&m.Plan.Assets[i]))
	}
	return files
}

// picture makes a rendition, or has it from the cache.
func (m *Made) picture(im *plan.Image) ([]byte, error) {
	return photo.Open(m.ctx, m.opt.Tree, m.opt.Cache, im.Photo, &im.Rendition)
}

// image returns the file of a rendition, without the digest of its photograph, which
// only publishing asks for.
func (m *Made) image(im *plan.Image) publish.File {
	return publish.File{
		Path: im.Path, Kind: publish.Asset,
		Key: func() string { return im.ID },
		Open: func() (io.ReadCloser, error) {
			return opened(m.open(im))
		},
	}
}

func (m *Made) original(o *plan.Original) publish.File {
	return publish.File{
		Path: o.Path, Kind: publish.Asset, Digest: hex.EncodeToString(o.Source[:]),
		Open: func() (io.ReadCloser, error) { return o.Open(m.opt.Tree, o.Photo) },
	}
}

func (m *Made) page(pg *plan.Page) publish.File {
	return publish.File{
		Path: pg.Path, Kind: kindOf(pg.Kind),
		Key:  func() string { return m.keys().Page(pg) },
		Open: once(func() ([]byte, error) { return m.Theme.Render(m.Plan, pg) }),
	}
}

// piece is a part of a search's index. Its name changes with its content, so that it
// need not be made to learn that it is there.
func (m *Made) piece(p *plan.Piece) publish.File {
	return publish.File{
		Path: p.Path, Kind: publish.Asset,
		Key:  func() string { return p.ID },
		Open: func() (io.ReadCloser, error) { return opened(page.Piece(m.Plan, p)) },
	}
}

// doc is a file that machines read. It comes after all that it names.
func (m *Made) doc(d *plan.Doc) publish.File {
	return publish.File{
		Path: d.Path, Kind: publish.Index,
		Key:  func() string { return m.keys().Doc(d) },
		Open: once(func() ([]byte, error) { return page.Doc(m.Plan, *d) }),
	}
}

func (m *Made) asset(a *plan.Asset) publish.File {
	return publish.File{Path: a.Path, Kind: publish.Asset, Open: func() (io.ReadCloser, error) { return m.opt.Tree.Open(a.Name) }}
}

// headersName is the file in which hosts find the headers to send.
const headersName = "_headers"

func (m *Made) headers() publish.File {
	return publish.File{Path: headersName, Kind: publish.Index, Open: once(func() ([]byte, error) {
		return m.Theme.Headers(m.Plan), nil
	})}
}

func kindOf(k plan.Kind) publish.Kind {
	if k == plan.Essay || k == plan.Picture || k == plan.Embed {
		return publish.Page
	}
	return publish.Index
}

// once returns an Open that makes its bytes when it is first called.
func once(data func() ([]byte, error)) func() (io.ReadCloser, error) {
	data = sync.OnceValues(data)
	return func() (io.ReadCloser, error) { return opened(data()) }
}

func opened(data []byte, err error) (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(data)), err
}
