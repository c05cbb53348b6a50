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
	Drafts bool      // make drafts too, for looking ahead
}

// Site is a site decided and judged, but not made.
type Site struct {
	Plan  *plan.Plan
	Theme *page.Theme
	Diags diag.List // sorted; with an error among them there is nothing to make
}

// Holds reports whether the diagnostics hold back the site: errors do, and with
// strict warnings too.
func (s *Site) Holds(strict bool) bool {
	return s.Diags.HasErrors() || strict && s.Diags.Count(diag.Warning) > 0
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
	p, ds := plan.Make(content, photos, plan.Options{Now: opt.Now, Drafts: opt.Drafts, Assets: assets})
	diags = append(diags, ds...)
	diags = append(diags, check.Run(content, p)...)
	theme, ds, err := page.LoadTheme(opt.Tree)
	diags = append(diags, ds...)
	diags.Sort()
	return &Site{p, theme, diags}, err
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
	if err != nil || site.Diags.HasErrors() {
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
