package plan

import (
	"fmt"
	"path"

	"photodesk/generator/diag"
	"photodesk/generator/photo"
)

// Original is a photograph that readers may download, and its address.
type Original struct {
	photo.Original
	Path        string // "chongqing-nev/02-distribution-center-aerial-original-3fa91c….jpg"
	Photo       string // in the tree
	Type        string // media type: "image/jpeg"
	Size        int64  // bytes of what is published
	Credentials bool   // it carries a C2PA manifest, which nobody here has verified
}

// originals plans what readers may download.
func (f *foldering) originals() {
	for _, p := range f.shown {
		o := f.original(p.figs[0])
		for _, fig := range p.figs {
			fig.Original = o
		}
	}
}

// original plans the original of a figure's photograph, if the site publishes
// originals and this one can be; else nil. A photograph has one, whatever
// languages show it.
func (f *foldering) original(fig *Figure) *Original {
	o := &Original{
		Original: photo.Original{Source: fig.Facts.Digest, Strip: f.site.Originals == "strip"},
		Photo:    fig.Photo, Type: "image/" + fig.Facts.Format, Size: fig.Facts.Size, Credentials: fig.Facts.C2PA,
	}
	switch ph := f.photos[fig.Photo]; {
	case f.site.Originals != "strip" && f.site.Originals != "exact":
		return nil
	case o.Strip && ph.Stripped == 0:
		f.diags.Warn("original-refused", fig.Placed.Pos,
			fmt.Sprintf("the original of %q is not published: %s", path.Base(fig.Photo), ph.NoStrip),
			"save it as JPEG or PNG, or write originals: exact in content/site.yaml if positions, serial numbers and private notes may be seen")
		return nil
	case o.Strip: // a manifest would not fit the changed bytes, and is not copied
		o.Size, o.Credentials = ph.Stripped, false
	}
	o.Path = fmt.Sprintf("%s%s-original-%s%s", f.home, fig.Slug, o.ID(), fig.Facts.Ending())
	if f.claim(o.Path, fmt.Sprintf("the original of %q", path.Base(fig.Photo)), diag.InFile(fig.Photo)) {
		f.plan.Originals = append(f.plan.Originals, o)
	}
	return o
}
