package page

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"photodesk/generator/diag"
	"photodesk/generator/plan"
	"photodesk/generator/story"
)

// The desk is the editor's contact sheet in a preview: /_desk/. It is photodesk's
// own and no part of a theme: it has to be there when a theme is broken, it may
// change from one version to the next, and readers never see it. So its templates,
// style and script are embedded here and not among those that a site may shadow.

//go:embed desk
var deskFiles embed.FS

var deskTemplates = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(deskFiles, "desk/*.html"))
})

// Desk is what the desk's pages are made of.
type Desk struct {
	Content *story.Content
	Plan    *plan.Plan
	Diags   diag.List // all complaints about the site
	Token   string    // which writing needs; empty: the desk is for reading only
}

// DeskPrefix is where the desk's pages lie: nothing of a site has such a name.
const DeskPrefix = "_desk/"

// deskOwn is where what belongs to all of them lies.
const deskOwn = DeskPrefix + "-/"

// DeskPhotos is where a preview shows photographs that no story places, by their
// names in the tree.
const DeskPhotos = deskOwn + "photo/"

// Render makes the page or file of the desk at an output path: the overview at
// "_desk/index.html", a story at "_desk/" and the path of its page. It reports
// false for what the desk does not have.
func (d *Desk) Render(name string) ([]byte, bool, error) {
	if own, ok := strings.CutPrefix(name, deskOwn); ok {
		data, err := fs.ReadFile(deskFiles, path.Join("desk", own))
		return data, err == nil && path.Ext(own) != ".html", nil
	}
	if name == DeskPrefix+"index.html" {
		data, err := d.execute("index.html", d.overview())
		return data, true, err
	}
	for _, s := range d.Plan.Stories {
		if name == DeskPrefix+s.Path+"index.html" {
			data, err := d.execute("story.html", d.sheet(s))
			return data, true, err
		}
	}
	return nil, false, nil
}

func (d *Desk) execute(name string, view any) ([]byte, error) {
	var out bytes.Buffer
	err := deskTemplates().ExecuteTemplate(&out, name, view)
	return out.Bytes(), err
}

// deskFrame is what every page of the desk has.
type deskFrame struct {
	Title string
	Site  string
	Token string
	tongue
}

func (d *Desk) frame(title string) deskFrame {
	site := clean(d.Content.Site.Title.Value, maxLine)
	if title == "" {
		title = site
	}
	return deskFrame{title, site, d.Token, newTongue("en", d.Content.Site.Langs)}
}

// overviewView lists all stories.
type overviewView struct {
	deskFrame
	Stories []deskRow
	Held    []deskHeld
	Marks   []markView // of what belongs to no story
}

// deskRow is one story of the overview.
type deskRow struct {
	URL, Page        string // of its sheet, and of the essay
	Headline         TextView
	Lang, File, Date string
	Thumb            string // URL; empty without pictures
	Pictures, Unused int
	Errors, Warnings int
	Draft, Withdrawn bool
}

// deskHeld is a story that is not shown now.
type deskHeld struct {
	Headline TextView
	File     string
	Why      string
	Marks    []markView
}

// markView is a complaint, as the terminal words it.
type markView struct{ Severity, ID, Message, Hint, Place string }

func marksOf(list diag.List) []markView {
	var out []markView
	for _, d := range list {
		out = append(out, markView{d.Severity.String(), d.ID, diag.Printable(d.Message), diag.Printable(d.Hint), d.Pos.String()})
	}
	return out
}

func (d *Desk) overview() overviewView {
	v := overviewView{deskFrame: d.frame("")}
	for _, s := range d.Plan.Stories {
		v.Stories = append(v.Stories, d.row(s, v.tongue))
	}
	for _, h := range d.Plan.Held {
		why := map[string]string{"draft": "a draft: shown with photodesk serve --drafts", "expired": "expired"}[h.Why]
		if h.Why == "embargo" {
			why = "embargoed until " + h.Until.Format("2006-01-02 15:04 -07:00")
		}
		v.Held = append(v.Held, deskHeld{v.written(h.Story.Headline), h.Story.File, why, marksOf(d.about(h.Story))})
	}
	v.Marks = marksOf(d.elsewhere())
	return v
}

func (d *Desk) row(s *plan.Story, t tongue) deskRow {
	r := deskRow{
		URL: "/" + DeskPrefix + escapePath(s.Path), Page: "/" + escapePath(s.Path),
		Headline: t.written(s.Headline), Lang: s.Lang, File: s.File, Date: english.moment(s.Published.Time, false).Text,
		Pictures: len(s.Figures), Unused: len(unused(s)), Draft: s.Draft, Withdrawn: s.Notice != nil,
	}
	if c := s.Cover; c != nil {
		if small := slices.Concat(c.Thumb(), c.Images()); len(small) > 0 { // of what is veiled there are no crops
			r.Thumb = "/" + escapePath(small[0].Path)
		}
	}
	about := d.about(s.Story)
	r.Errors, r.Warnings = about.Count(diag.Error), about.Count(diag.Warning)
	return r
}

// about returns the complaints about a story: its text, and for the first of its
// languages all that lies in its folder.
func (d *Desk) about(s *story.Story) diag.List {
	var out diag.List
	lead := s.Folder.Stories[0] == s
	for _, c := range d.Diags {
		if c.Pos.File == s.File || lead && strings.HasPrefix(c.Pos.File, s.Folder.Dir+"/") && !isText(s.Folder, c.Pos.File) {
			out = append(out, c)
		}
	}
	return out
}

func isText(f *story.Folder, file string) bool {
	for _, s := range f.Stories {
		if s.File == file {
			return true
		}
	}
	return false
}

// elsewhere returns the complaints that belong to no story.
func (d *Desk) elsewhere() diag.List {
	folders := map[string]bool{}
	for _, f := range d.Content.Folders {
		folders[f.Dir] = len(f.Stories) > 0
	}
	var out diag.List
	for _, c := range d.Diags {
		dir := path.Dir(c.Pos.File)
		for dir != "." && !folders[dir] {
			dir = path.Dir(dir)
		}
		if dir == "." {
			out = append(out, c)
		}
	}
	return out
}

// unused returns the photographs of a story's folder that it does not place.
func unused(s *plan.Story) []string {
	placed := map[string]bool{}
	for _, f := range s.Story.Figures() {
		placed[f.Path] = true
	}
	for _, f := range s.Figures {
		placed[f.Photo] = true
	}
	var out []string
	for _, p := range s.Folder.Photos {
		if !placed[p] {
			out = append(out, p)
		}
	}
	return out
}

// seenOf is the digest by which an edit names the text that it was made on.
func seenOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
