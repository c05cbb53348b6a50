package story

import (
	"fmt"
	"strings"

	"photodesk/generator/diag"
)

// storyParser reads one file of a story.
type storyParser struct {
	site    *Site
	folder  *Folder
	photos  *directory
	story   *Story
	dialect dialect
	written []string // keys of the front matter
	ds      *diag.List
}

// parseStory reads text as the file name of folder, in lang. It returns the
// keys that its front matter wrote.
func parseStory(site *Site, folder *Folder, photos *directory, name, lang, text string, ds *diag.List) (*Story, []string) {
	p := &storyParser{
		site: site, folder: folder, photos: photos, dialect: dialectOf(lang, site.RawHTML), ds: ds,
		story: &Story{Folder: folder, File: name, Lang: lang, Source: text},
	}
	f := newFile(name, text)
	if !f.checkText(ds) {
		p.story.Source = ""
		return p.story, nil
	}
	body, lost, read := frontMatter(f, p.fields(), true, ds)
	if read {
		p.checkHeadline(f, lost)
	}
	if p.story.Cover.Set() {
		p.story.Cover.Value, p.story.CoverPath = photos.find(p.story.Cover, ds)
	}
	p.body(f, body)
	p.checkAnchors()
	return p.story, p.written
}

// body reads the text after the front matter.
func (p *storyParser) body(f *file, start int) {
	text := &passage{
		src:   []byte(f.text[start:]),
		place: func(off, n int) diag.Pos { return f.at(start+off, n) },
		dir:   p.folder.Dir, dialect: p.dialect, rows: true, ds: p.ds, links: &p.story.Links,
	}
	text.parse()
	p.story.Blocks = (&figures{passage: text, base: start, photos: p.photos, zone: p.site.Zone}).blocks()
}

// Figures returns every figure of s in the order in which it is read.
func (s *Story) Figures() []*Figure {
	var all []*Figure
	for _, b := range s.Blocks {
		if row, ok := b.(*Row); ok {
			all = append(all, row.Figures...)
		}
	}
	return all
}

// checkAnchors reports anchors that two figures share.
func (p *storyParser) checkAnchors() {
	first := map[string]Text{}
	for _, fig := range p.story.Figures() {
		if !fig.Anchor.Set() || fig.Anchor.Value == "" {
			continue
		}
		key := strings.ToLower(fig.Anchor.Value)
		if f, twice := first[key]; twice {
			p.ds.Error("anchor-duplicate", fig.Anchor.Pos, fmt.Sprintf("\"%s\" is an anchor already", "#"+fig.Anchor.Value),
				fmt.Sprintf("the first is in line %d: give one of them another name", f.Pos.Line))
			continue
		}
		first[key] = fig.Anchor
	}
}
