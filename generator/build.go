package generator

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"photodesk/generator/cache"
	"photodesk/generator/check"
	"photodesk/generator/diag"
	"photodesk/generator/page"
	"photodesk/generator/photo"
	"photodesk/generator/plan"
	"photodesk/generator/publish"
	"photodesk/generator/source"
	"photodesk/generator/story"
)

// Options are all that a site depends on. Tree, Loader and Cache are memories:
// they make the next Make faster, and change nothing in what it makes.
type Options struct {
	Tree   *source.Tree
	Loader *story.Loader
	Cache  *cache.Cache
	Now    time.Time // decides on embargoes and expiries
	Drafts bool      // make drafts too
	Ahead  bool      // a look ahead, not for the public: search engines are told to stay away

	// KeepGoing makes the stories without errors and leaves the others as they
	// were published.
	KeepGoing bool

	leave []string // folders of stories that are to be left out, with KeepGoing
}

// Site is a site decided and judged, but not made.
type Site struct {
	Plan  *plan.Plan
	Theme *page.Theme
	Diags diag.List       // sorted
	Left  []*story.Folder // stories with errors that are left as published, with KeepGoing

	content *story.Content
	holding int // errors that hold back the site: those of Left do not
}

// Holds reports whether the diagnostics hold back the site: errors do, and with
// strict warnings too.
func (s *Site) Holds(strict bool) bool {
	return s.holding > 0 || strict && s.Diags.Count(diag.Warning) > 0
}

// Stories returns how many stories the site has, each counted once whatever
// languages it is in.
func (s *Site) Stories() int {
	folders := map[*story.Folder]bool{}
	for _, st := range s.Plan.Stories {
		folders[st.Folder] = true
	}
	return len(folders)
}

// Check is all that can be said about a site without making it.
func Check(ctx context.Context, opt Options) (*Site, error) {
	content, diags, err := opt.Loader.Load(opt.Tree, "content")
	if err != nil {
		return nil, err
	}
	photos, err := probe(ctx, opt, content)
	if err != nil {
		return nil, err
	}
	assets, err := assets(opt.Tree)
	if err != nil {
		return nil, err
	}
	theme, complaints, err := page.LoadTheme(opt.Tree)
	if err != nil {
		return nil, err
	}
	diags = append(diags, complaints...)
	settings := plan.Options{Now: opt.Now, Drafts: opt.Drafts, Ahead: opt.Ahead, Assets: assets}
	p, complaints := plan.Make(content, photos, settings)
	diags = append(diags, complaints...)
	diags = append(diags, check.Run(content, p)...)
	if !opt.Drafts {
		lenient(diags, content)
	}
	site := &Site{Plan: p, Theme: theme, Diags: diags, content: content, holding: diags.Count(diag.Error)}
	if opt.KeepGoing {
		site.leave(opt.leave, photos, settings)
	}
	site.Diags.Sort()
	return site, nil
}

// Made is a site as a map: path → lazily made bytes.
type Made struct {
	*Site
	Files  map[string]publish.File // nil if the site has errors
	Images []Image                 // those of Files that are renditions, by photograph
}

// Make makes a site. There is one way to do it: a first build, a rebuild, a
// preview and a watch are this function with a warmer cache. No picture is made
// and no page rendered before its file is opened.
func Make(ctx context.Context, opt Options) (*Made, error) {
	site, err := Check(ctx, opt)
	if err != nil || site.holding > 0 {
		return &Made{Site: site}, err
	}
	m := &Made{Site: site, Files: map[string]publish.File{}}
	for _, im := range site.Plan.Images {
		m.add(publish.File{
			Path: im.Path, Kind: publish.Asset, Digest: fmt.Sprintf("%x", im.Source),
			Open: func() (io.ReadCloser, error) {
				return opened(photo.Open(ctx, opt.Tree, opt.Cache, im.Photo, &im.Rendition))
			},
		})
	}
	for _, pg := range site.Plan.Pages {
		m.add(publish.File{Path: pg.Path, Kind: kindOf(pg.Kind), Open: once(func() ([]byte, error) {
			return site.Theme.Render(site.Plan, pg)
		})})
	}
	for _, a := range site.Plan.Assets {
		m.add(publish.File{Path: a.Path, Kind: publish.Asset, Open: func() (io.ReadCloser, error) { return opt.Tree.Open(a.Name) }})
	}
	m.add(publish.File{Path: "_headers", Kind: publish.Index, Open: once(func() ([]byte, error) {
		return site.Theme.Headers(site.Plan), nil
	})})
	m.Images = byPhotograph(site.Plan.Images)
	return m, nil
}

// add puts a file into the map. Plan has given every path once; two of one name
// would be a mistake of ours, and which of them won would be chance.
func (m *Made) add(f publish.File) {
	if _, twice := m.Files[f.Path]; twice {
		panic("generator: two files are called " + f.Path)
	}
	m.Files[f.Path] = f
}

func kindOf(k plan.Kind) publish.Kind {
	if k == plan.Essay || k == plan.Picture {
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
