package generator

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"photodesk/generator/photo"
	"photodesk/generator/photo/meta"
	"photodesk/generator/plan"
	"photodesk/generator/source"
	"photodesk/generator/story"
)

// Told is all that is known of one photograph, and what becomes of it.
type Told struct {
	Facts  *photo.Facts
	Said   []Said         // what the .xmp beside it and the file itself say, in this order
	Story  string         // the file of the story that shows it, whose words count here; empty: none does
	Merged []plan.Field   // what counts
	Passed []photo.Passed // what does not, and why
	Notes  []photo.Note   // what the desk should know of how it came about
	Rights []Said         // what every rendition carries
	Full   []Said         // what the largest carries
}

// Said is a value under exiftool's name (-G1), and where it is the sidecar's,
// [photo.InSidecar] behind it.
type Said struct {
	Name  string
	Value any // as exiftool -n -j prints it: a number, a boolean, a text, a list, a structure
	Text  string
}

// Teller tells what is known of photographs, those of a site and any others. It
// reads the site once.
type Teller struct {
	opt     Options
	content *story.Content
	plans   map[*story.Folder]*plan.Plan
}

// NewTeller returns a Teller for the site of opt. Without a Tree there is no
// site, and its settings are those of an empty site.yaml.
func NewTeller(opt Options) (*Teller, error) {
	tree := opt.Tree
	if tree == nil {
		tree = source.New()
	}
	content, _, err := opt.Loader.Load(tree, "content")
	opt.Drafts = true
	return &Teller{opt, content, map[*story.Folder]*plan.Plan{}}, err
}

// Tell tells of the named photograph of a tree: of the site's, with the words of
// the story that places it, or of another, as if it stood in a story alone.
// Errors that wrap [photo.ErrUnreadable] or [fs.ErrNotExist] are the file's.
func (t *Teller) Tell(ctx context.Context, tree *source.Tree, name string) (*Told, error) {
	if _, err := tree.Stat(name); err != nil {
		return nil, err
	}
	folder, site := t.folder(tree, name), t.content.Site
	inSite := folder != nil
	if !inSite {
		folder = &story.Folder{Dir: "content/photographs", Packets: beside(tree, name)}
		site.Credit, site.Rights, site.DataMining = story.Text{}, story.Rights{}, story.Text{} // another's picture
	}
	opt := t.opt
	opt.Tree = tree
	ph, err := look(opt, name, packetOf(folder, name))
	switch {
	case err != nil:
		return nil, err
	case ph.Facts == nil:
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New(ph.Reason)}
	}
	told := &Told{Facts: ph.Facts}
	t.said(told)
	fig, err := t.shown(ctx, folder, name)
	if err != nil {
		return nil, err
	}
	if fig != nil {
		told.Story = fig.Story.File
	} else {
		fig = alone(site, folder, name, ph)
	}
	t.merged(told, fig, name, inSite)
	return told, told.carry(fig)
}

// shown returns the figure of a story of the folder that shows the photograph;
// nil if there is none.
func (t *Teller) shown(ctx context.Context, f *story.Folder, name string) (*plan.Figure, error) {
	if len(f.Stories) == 0 {
		return nil, nil
	}
	p, err := t.plan(ctx, f)
	if err != nil {
		return nil, err
	}
	return placed(p, name), nil
}

// folder returns the folder of the site's story that the photograph lies in; nil
// if it lies in none.
func (t *Teller) folder(tree *source.Tree, name string) *story.Folder {
	if tree != t.opt.Tree {
		return nil
	}
	for _, f := range t.content.Folders {
		for _, p := range f.Photos {
			if norm.NFC.String(p) == norm.NFC.String(name) {
				return f
			}
		}
	}
	return nil
}

// plan plans one story's folder.
func (t *Teller) plan(ctx context.Context, f *story.Folder) (*plan.Plan, error) {
	if p := t.plans[f]; p != nil {
		return p, nil
	}
	content := *t.content
	content.Folders = []*story.Folder{f}
	photos, err := probe(ctx, t.opt, &content)
	if err != nil {
		return nil, err
	}
	p, _ := plan.Make(&content, photos, plan.Options{Now: t.opt.Now, Drafts: true})
	for _, h := range p.Held { // an embargo is no secret to the desk
		if !h.Until.IsZero() {
			p, _ = plan.Make(&content, photos, plan.Options{Now: h.Until, Drafts: true})
			break
		}
	}
	t.plans[f] = p
	return p, nil
}

// placed returns the figure that shows the photograph; nil if none does.
func placed(p *plan.Plan, name string) *plan.Figure {
	for _, s := range p.Stories {
		for _, f := range s.Figures {
			if f.Notice == nil && norm.NFC.String(f.Photo) == norm.NFC.String(name) {
				return f
			}
		}
	}
	return nil
}

// alone plans the photograph as if it stood in a story by itself; nil if it
// cannot be published.
func alone(site story.Site, folder *story.Folder, name string, ph plan.Photo) *plan.Figure {
	f := &story.Folder{Dir: folder.Dir, Photos: []string{name}, Sidecars: folder.Sidecars}
	f.Stories = []*story.Story{{Folder: f, File: name, Lang: site.Langs[0], AllPhotos: true}}
	content := &story.Content{Site: site, Folders: []*story.Folder{f}}
	p, _ := plan.Make(content, map[string]plan.Photo{name: ph}, plan.Options{})
	return placed(p, name)
}

// beside finds the .xmp beside a photograph that is in no site, the one that
// names it in full first.
func beside(tree *source.Tree, name string) []story.Packet {
	stem := strings.TrimSuffix(name, path.Ext(name))
	for _, file := range []string{name + ".xmp", name + ".XMP", stem + ".xmp", stem + ".XMP"} {
		if _, err := tree.Stat(file); err == nil {
			return []story.Packet{{File: file, Photo: name}}
		}
	}
	return nil
}

func packetOf(f *story.Folder, name string) string {
	for _, p := range f.Packets {
		if norm.NFC.String(p.Photo) == norm.NFC.String(name) {
			return p.File
		}
	}
	return ""
}

// said lists what the sources say.
func (t *Teller) said(told *Told) {
	if told.Facts.Sidecar != nil {
		told.Said = said(told.Facts.Sidecar.Values, photo.InSidecar)
	}
	own := told.Facts.Resolve(t.content.Site.IPTCCharset)
	told.Said = append(told.Said, said(own.Values, "")...)
}

func said(values []meta.Value, where string) []Said {
	out := make([]Said, len(values))
	for i := range values {
		v := &values[i]
		text := strings.Join(v.All(), "; ")
		if v.Struct != nil {
			text = string(v.Struct)
		}
		out[i] = Said{Name: v.Key() + where, Value: v.JSON(), Text: text}
	}
	return out
}

// merged tells what counts: of a photograph of the site as its page has it, with
// the words of the story and the sidecar; of another what its sources say.
func (t *Teller) merged(told *Told, fig *plan.Figure, name string, inSite bool) {
	if inSite && fig != nil {
		told.Merged, told.Passed, told.Notes = fig.Fields(), fig.Passed(), fig.Words().Meta.Notes
	} else {
		site := &t.content.Site
		m := photo.Merge(told.Facts, photo.Context{File: path.Base(name), Langs: site.Langs[:1], Charset: site.IPTCCharset})
		told.Merged, told.Passed, told.Notes = m.Fields(), m.Passed, m.Notes
	}
	for _, d := range told.Facts.Damage {
		told.Notes = append(told.Notes, photo.Note{ID: "metadata-damaged", Field: d.Part, Message: d.Part + ": " + d.Message})
	}
	if told.Facts.C2PA {
		told.Notes = append(told.Notes, photo.Note{ID: "credentials-in-original", Message: "the file carries content credentials (C2PA), which renditions do not and which were not verified"})
	}
	if d := photo.Unusable(told.Facts); d != nil {
		told.Notes = append(told.Notes, photo.Note{ID: d.ID, Message: d.Message + "; no rendition can be made"})
	}
}

// carry tells what renditions will carry; of a photograph that cannot be
// published, nothing.
func (told *Told) carry(fig *plan.Figure) (err error) {
	if fig == nil || len(fig.Images()) == 0 {
		return nil
	}
	if told.Rights, err = carried(*slices.Concat(fig.Thumb(), fig.Images())[0].Label); err != nil {
		return err
	}
	told.Full, err = carried(*fig.Images()[len(fig.Images())-1].Label)
	return err
}

func carried(l photo.Label) ([]Said, error) {
	f, err := photo.Carried(l)
	if err != nil {
		return nil, err
	}
	return said(f.Values, ""), nil
}
