package page

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"

	"photodesk/generator/diag"
	"photodesk/generator/plan"
)

// layout is the frame that every page is executed in.
const layout = "layout.html"

// kinds are the templates that define "main", and what each sees.
var kinds = []struct {
	kind plan.Kind
	file string
	view any
}{
	{plan.Essay, "story.html", EssayView{}},
	{plan.Picture, "picture.html", PictureView{}},
	{plan.Front, "front.html", FrontView{}},
	{plan.NotFound, "notfound.html", NotFoundView{}},
	{plan.List, "list.html", ListView{}},
	{plan.Directory, "directory.html", DirectoryView{}},
	{plan.Finder, "search.html", SearchView{}},
	{plan.Embed, embedding, EmbedView{}},
}

// embedding is the template of what stands in another site's frame. It has no frame of
// ours round it.
const embedding = "embed.html"

// frameOf returns the template that a page of a kind begins with.
func frameOf(own string) string {
	if own == embedding {
		return own
	}
	return layout
}

// Theme is a set of templates that fit their views. It is safe for concurrent
// use.
type Theme struct {
	sets   map[plan.Kind]*template.Template
	css    template.CSS // site.css, for the page that cannot ask for it
	digest [sha256.Size]byte
}

// LoadTheme reads templates/*.html and static/site.css of a site's tree. What
// is wrong with a template is a diagnostic, found without any page: syntax, a
// field that no view has, a template or a file of static/ that does not exist,
// a value where HTML cannot safely take one. The theme is nil if any of them is
// an error.
func LoadTheme(fsys fs.FS) (*Theme, diag.List, error) {
	files, err := readTemplates(fsys)
	if err != nil {
		return nil, nil, err
	}
	sheet, err := readStylesheet(fsys)
	if err != nil {
		return nil, nil, err
	}
	l := loader{fsys: fsys, files: files}
	t := &Theme{sets: map[plan.Kind]*template.Template{}, css: sheet, digest: digestOf(files, string(sheet))}
	l.parse()
	if !l.list.HasErrors() {
		for _, k := range kinds {
			t.sets[k.kind] = l.load(k.file, k.view)
		}
	}
	l.list.Sort()
	if l.list.HasErrors() {
		return nil, l.list, nil
	}
	return t, l.list, nil
}

// file is a template's file and what is defined in it.
type file struct {
	name, text string // "story.html"
	trees      []*parse.Tree
}

func (f *file) path() string { return "templates/" + f.name }

func readTemplates(fsys fs.FS) ([]*file, error) {
	names, err := fs.Glob(fsys, "templates/*.html")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var files []*file
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		files = append(files, &file{name: path.Base(name), text: string(text)})
	}
	return files, nil
}

// readStylesheet returns static/site.css as it can stand in a <style>; a theme
// need not have one.
func readStylesheet(fsys fs.FS) (template.CSS, error) {
	text, err := fs.ReadFile(fsys, "static/site.css")
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	} else if err != nil {
		return "", err
	}
	m := minify.New()
	m.AddFunc("text/css", css.Minify)
	small, err := m.Bytes("text/css", text)
	if err != nil {
		small = text
	}
	// The browser hashes what its HTML parser made of the style: no CR, no NUL,
	// and the style ends at an end tag.
	sheet := strings.NewReplacer("\r", "", "\x00", "").Replace(strings.TrimSpace(string(small)))
	if strings.Contains(strings.ToLower(sheet), "</style") {
		return "", nil
	}
	return template.CSS(sheet), nil
}

// loader gathers a theme and what is wrong with it.
type loader struct {
	fsys  fs.FS
	files []*file
	list  diag.List
}

// parse reads every file by itself: an error in one hides none in another.
func (l *loader) parse() {
	for _, k := range append([]string{layout}, kindFiles()...) {
		if l.file(k) == nil {
			l.list.Error("template-missing", diag.InFile("templates/"+k), "the theme has no "+k, "every theme needs it; see: photodesk help theme")
		}
	}
	for _, f := range l.files {
		t, err := template.New(f.name).Parse(f.text)
		if err != nil {
			l.syntax(f, err)
			continue
		}
		for _, defined := range t.Templates() {
			if defined.Tree != nil {
				f.trees = append(f.trees, defined.Tree)
			}
		}
		slices.SortFunc(f.trees, func(a, b *parse.Tree) int { return cmp.Compare(a.Name, b.Name) })
	}
}

func kindFiles() []string {
	var names []string
	for _, k := range kinds {
		names = append(names, k.file)
	}
	return names
}

func (l *loader) file(name string) *file {
	for _, f := range l.files {
		if f.name == name {
			return f
		}
	}
	return nil
}

// load puts together what one kind of page is made of: the frame, the shared
// files and its own.
func (l *loader) load(own string, view any) *template.Template {
	set := template.New(own)
	c := newChecker(l)
	for _, f := range l.files {
		if f.name != own && slices.Contains(kindFiles(), f.name) {
			continue
		}
		for _, tree := range f.trees {
			if c.add(f, tree) {
				template.Must(set.AddParseTree(tree.Name, tree.Copy()))
			}
		}
	}
	c.check(frameOf(own), view)
	if l.list.HasErrors() {
		return nil
	}
	if frameOf(own) == layout {
		l.escape(template.Must(set.Clone()).Lookup("main"), view, c.origin)
	}
	if !l.list.HasErrors() {
		l.escape(set.Lookup(frameOf(own)), view, c.origin)
	}
	return set
}

// escape has html/template find the context of every value, which it does when
// a template is first executed. What the execution itself says is of no
// interest: the empty view lacks what a page has.
func (l *loader) escape(t *template.Template, view any, origin map[string]*file) {
	var e *template.Error
	if err := t.Execute(io.Discard, view); !errors.As(err, &e) {
		return
	}
	f := origin[e.Name]
	if f == nil {
		f = l.file(layout)
	}
	pos, message := f.line(e.Line), e.Description
	if e.ErrorCode == template.ErrEndContext {
		pos, message = f.defined(e.Name), fmt.Sprintf("%q ends inside a tag, an attribute, a script or a style", e.Name)
	}
	l.list.Error("template-context", pos, message, "close every quote and tag, and let the branches of an if end alike")
}

var templateError = regexp.MustCompile(`^template: [^:]*:(\d+): (.*)$`)

// syntax reports what the parser said, which names a line and often a token.
func (l *loader) syntax(f *file, err error) {
	pos, message := diag.InFile(f.path()), err.Error()
	if parts := templateError.FindStringSubmatch(message); parts != nil {
		line, _ := strconv.Atoi(parts[1])
		pos, message = f.line(line), parts[2]
		pos = narrow(pos, message)
	}
	l.list.Error("template-syntax", pos, message, "")
}

var quoted = regexp.MustCompile(`"([^"]+)"|<([^>]+)>`)

// narrow finds the token that a parser's message quotes.
func narrow(pos diag.Pos, message string) diag.Pos {
	if parts := quoted.FindStringSubmatch(message); parts != nil {
		token := parts[1] + parts[2]
		if at := strings.Index(pos.Text, token); at >= 0 {
			return pos.Sub(at+1-pos.Col, len(token))
		}
	}
	return pos
}

// line returns the place of a line's first action, from 1.
func (f *file) line(n int) diag.Pos {
	lines := strings.Split(f.text, "\n")
	if n < 1 || n > len(lines) {
		return diag.InFile(f.path())
	}
	text := strings.TrimSuffix(lines[n-1], "\r")
	col := max(0, strings.Index(text, "{{"))
	return diag.Pos{File: f.path(), Line: n, Col: col + 1, Len: len(text) - col, Text: text}
}

// defined returns the place of a template's definition.
func (f *file) defined(name string) diag.Pos {
	at := max(0, strings.Index(f.text, strconv.Quote(name)))
	return f.line(strings.Count(f.text[:at], "\n") + 1)
}

// at returns the place of n bytes from an offset in the file.
func (f *file) at(offset, n int) diag.Pos {
	offset = max(0, min(offset, len(f.text)))
	line := strings.Count(f.text[:offset], "\n") + 1
	pos := f.line(line)
	pos.Col = offset - (strings.LastIndexByte(f.text[:offset], '\n') + 1) + 1
	pos.Len = n
	return pos
}

// assetName returns what {{.Asset}} calls a file of static/.
func assetName(name string) string { return strings.TrimPrefix(name, "static/") }

func (l *loader) hasAsset(name string) bool {
	info, err := fs.Stat(l.fsys, path.Join("static", name))
	return err == nil && !info.IsDir()
}

// Render makes the HTML of one page.
func (t *Theme) Render(p *plan.Plan, pg *plan.Page) ([]byte, error) {
	if pg.Kind == plan.Moved {
		return newMaker(p, pg).moved()
	}
	set := t.sets[pg.Kind]
	if set == nil {
		return nil, fmt.Errorf("no template for a page of kind %d: %s", pg.Kind, pg.Path)
	}
	root := layout
	if pg.Kind == plan.Embed {
		root = embedding
	}
	return render(set, root, newMaker(p, pg).view(t.css), pg.Path)
}
