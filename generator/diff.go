package generator

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"photodesk/generator/page"
	"photodesk/generator/plan"
	"photodesk/generator/publish"
)

// Change is what would become of something that is published, or is not yet.
type Change string

// The changes.
const (
	Added   Change = "added"
	Changed Change = "changed"
	Removed Change = "removed"
)

// Difference is what the next publish would do to an output folder.
type Difference struct {
	Stories []StoryDifference `json:"stories"` // those that change, by address
	Lists   []PageDifference  `json:"lists"`   // front pages, lists, feeds and the like
	Files   map[Change]int    `json:"files"`   // all files, renditions included
}

// StoryDifference is what would become of a story in one language: of its essay,
// and of its pictures.
type StoryDifference struct {
	PageDifference
	Pictures []PageDifference `json:"pictures"`
}

// PageDifference is what would become of a page. A page whose change is empty
// stays as it is.
type PageDifference struct {
	Address  string   `json:"address"` // below the site's own: "zh/bridge/01/"
	Change   Change   `json:"change,omitempty"`
	Replaced bool     `json:"replaced,omitempty"` // the picture has another photograph
	Old      []string `json:"old,omitempty"`      // words that go, where the page changes
	New      []string `json:"new,omitempty"`      // words that come
	Kind     string   `json:"kind,omitempty"`     // of what is in Lists: list, page, feed, sitemap, old address or file
}

// Diff tells what the next publish into dir would add, change and remove. It makes
// no picture and writes nothing. The difference is nil if the site has errors,
// since then nothing would be published.
func Diff(ctx context.Context, opt Options, dir string) (*Site, *Difference, error) {
	m, err := Make(ctx, opt)
	if err != nil {
		return nil, nil, err
	}
	m.judge(opt)
	if m.Holds(false) {
		return m.Site, nil, nil
	}
	was, err := publish.ReadManifest(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return m.Site, nil, err
	}
	d := &differ{dir: dir, plan: m.Plan, was: was.Files, next: map[string]publish.File{}, pictures: map[string]*plan.Figure{}}
	for _, pg := range m.Plan.Pages {
		if pg.Kind == plan.Picture {
			d.pictures[pg.Path] = pg.Figure
		}
	}
	for _, f := range m.Files() {
		d.next[f.Path] = f
	}
	diff, err := d.compare(ctx)
	return m.Site, diff, err
}

// differ compares what is published with what is to be.
type differ struct {
	dir      string
	plan     *plan.Plan
	was      map[string]publish.Entry
	next     map[string]publish.File
	pictures map[string]*plan.Figure // of next, by the paths of their pages
	parents  map[string]bool         // the folders that have a published page below one of their own folders
}

func (d *differ) compare(ctx context.Context) (*Difference, error) {
	paths := d.paths()
	pages := make([]PageDifference, len(paths))
	err := each(ctx, len(paths), func(i int) (err error) {
		pages[i], err = d.page(paths[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	out := &Difference{Stories: []StoryDifference{}, Lists: []PageDifference{}, Files: map[Change]int{Added: 0, Changed: 0, Removed: 0}}
	stories := map[string]*StoryDifference{}
	for i, p := range paths {
		if pages[i].Change != "" {
			out.Files[pages[i].Change]++
		}
		switch kind := d.kind(p); {
		case strings.HasPrefix(p, plan.EmbedDir): // says what the page says that it is of
		case kind == publish.Page:
			d.sort(stories, p, pages[i])
		case kind == publish.Index && pages[i].Change != "":
			pages[i].Kind = d.sortOf(p)
			out.Lists = append(out.Lists, pages[i])
		}
	}
	replaced := d.replaced()
	for _, p := range paths { // in their order
		s := stories[p]
		if s == nil {
			continue
		}
		for i := range s.Pictures {
			if f := d.pictures[s.Pictures[i].Address+"index.html"]; f != nil && len(f.Images()) > 0 {
				s.Pictures[i].Replaced = replaced[pictureOf(f.Images()[0].Path)] // which all its languages show
			}
		}
		s.Pictures = slices.DeleteFunc(s.Pictures, func(p PageDifference) bool { return p.Change == "" && !p.Replaced })
		if s.Change != "" || len(s.Pictures) > 0 {
			out.Stories = append(out.Stories, *s)
		}
	}
	return out, nil
}

// paths returns all paths, before and after, sorted.
func (d *differ) paths() []string {
	var all []string
	for p := range d.was {
		all = append(all, p)
	}
	for p := range d.next {
		if _, ok := d.was[p]; !ok {
			all = append(all, p)
		}
	}
	slices.Sort(all)
	return all
}

// kind returns the kind of the file at a path, as it is to be or was.
func (d *differ) kind(p string) publish.Kind {
	if f, ok := d.next[p]; ok {
		return f.Kind
	}
	return d.was[p].Kind
}

// page compares one file, and the words of one that changes.
func (d *differ) page(p string) (PageDifference, error) {
	diff := PageDifference{Address: strings.TrimSuffix(p, "index.html")}
	next, comes := d.next[p]
	was, there := d.was[p]
	switch {
	case !comes:
		diff.Change = Removed
		return diff, nil
	case !there:
		diff.Change = Added
		return diff, nil
	case next.Digest != "": // its name changes with its bytes
		return diff, nil
	}
	data, err := read(next)
	if err != nil {
		return diff, err
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) == was.SHA256 {
		return diff, nil
	}
	diff.Change = Changed
	if path.Ext(p) != ".html" {
		return diff, nil
	}
	old, err := publish.ReadFile(d.dir, p)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return diff, err
	}
	before, after := page.Words(old), page.Words(data)
	diff.Old, diff.New = less(before, after), less(after, before)
	return diff, nil
}

func read(f publish.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// less returns the lines of a that b lacks, as often as it lacks them.
func less(a, b []string) (out []string) {
	count := map[string]int{}
	for _, line := range b {
		count[line]++
	}
	for _, line := range a {
		if count[line]--; count[line] < 0 {
			out = append(out, line)
		}
	}
	return out
}

// sort puts a page to its story, by the path of the essay.
func (d *differ) sort(stories map[string]*StoryDifference, p string, diff PageDifference) {
	essay := d.essay(p)
	s := stories[essay]
	if s == nil {
		s = &StoryDifference{PageDifference: PageDifference{Address: strings.TrimSuffix(essay, "index.html")}, Pictures: []PageDifference{}}
		stories[essay] = s
	}
	if essay == p {
		s.PageDifference = diff
	} else {
		s.Pictures = append(s.Pictures, diff)
	}
}

// replaced returns the addresses of pictures of the first language whose renditions
// are made from another photograph than those that are published.
func (d *differ) replaced() map[string]bool {
	old, now := map[string]string{}, map[string]string{}
	for p, e := range d.was {
		if e.Photo != "" {
			old[pictureOf(p)] = e.Photo
		}
	}
	for p, f := range d.next {
		if f.Digest != "" {
			now[pictureOf(p)] = f.Digest
		}
	}
	out := map[string]bool{}
	for address, digest := range old {
		out[address] = now[address] != "" && now[address] != digest
	}
	return out
}

// pictureOf returns the address of the picture that a rendition is of:
// "bridge/01-480-1f3c….jpg" → "bridge/01/".
func pictureOf(rendition string) string {
	cut := rendition
	for range 2 {
		cut = cut[:max(0, strings.LastIndexByte(cut, '-'))]
	}
	return cut + "/"
}

// essay returns the path of the essay that a page belongs to: its own, or that of the
// story that shows the picture. Of a page that goes the plan knows nothing: in a folder
// of a page's own it is a picture's, unless pages lie below it as below a story.
func (d *differ) essay(p string) string {
	if f := d.pictures[p]; f != nil {
		return f.Story.Path + "index.html"
	}
	if _, stays := d.next[p]; stays {
		return p
	}
	dir := path.Dir(p)
	essay := path.Join(path.Dir(dir), "index.html")
	if d.was[essay].Kind != publish.Page || d.above()[dir] {
		return p
	}
	return essay
}

// above returns the folders that have a published page of a story or a picture in a
// folder below them.
func (d *differ) above() map[string]bool {
	if d.parents == nil {
		d.parents = map[string]bool{}
		for p, e := range d.was {
			if e.Kind == publish.Page && path.Base(p) == "index.html" {
				d.parents[path.Dir(path.Dir(p))] = true
			}
		}
	}
	return d.parents
}

// sortOf says what a file is that belongs to no story, by where it lies.
func (d *differ) sortOf(p string) string {
	rest := p
	for _, lang := range d.plan.Site.Langs {
		rest = strings.TrimPrefix(rest, lang+"/")
	}
	folder, _, _ := strings.Cut(rest, "/")
	switch {
	case path.Ext(p) == ".xml" && strings.HasPrefix(p, "sitemap"):
		return "sitemap"
	case path.Base(p) == "feed.xml" || path.Base(p) == "feed.json":
		return "feed"
	case path.Ext(p) != ".html" && path.Ext(p) != ".htm":
		return "file"
	case p == "404.html" || folder == "search":
		return "page"
	case rest == "index.html" || slices.Contains([]string{"page", "archive", "photographers", "places", "topics"}, folder):
		return "list"
	}
	return "old address"
}
