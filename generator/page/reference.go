package page

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/printer"
	"go/token"
	"strings"
)

//go:embed view.go
var viewSource string

// manual heads the reference: how a site comes to a look of its own.
const manual = `# The theme

A site's look is made of templates/*.html and static/. A file of the site's own takes
the place of photodesk's file of the same name; all others stay photodesk's.

    photodesk theme list              the files, and which are the site's own
    photodesk theme copy site.css     write photodesk's into the site, to change it

What else lies in static/ is published as it is, and {{.Asset "logo.svg"}} in a template
is its address. layout.html is the frame of every page. story.html, picture.html, and
the like each define "main", which the frame calls, and see the view of their name; all
other files are shared. A field that does not exist is an error with its place, before
any page is made.

Pages keep a strict Content-Security-Policy: no style attribute, no script in the page,
nothing from other hosts. Fonts and pictures of a look belong into static/.

## Properties of site.css

For another look it is often enough to copy site.css and change the properties at its
top. How wide pictures stand is told to browsers in the sizes of each view as well: who
changes the measures of pictures writes sizes of their own into the templates.

`

// properties are those of site.css that a look is made of; a test holds the list to
// the style sheet.
var properties = []struct{ name, what string }{
	{"--paper", "colour: the page"},
	{"--wall", "colour: round a picture on its own page, and while it loads"},
	{"--ink", "colour: text"},
	{"--quiet", "colour: credits, dates, labels; 4.5:1 against the page at least"},
	{"--rule", "colour: hairlines"},
	{"--accent", "colour: numbers, links pointed at, the focus; 4.5:1 against the page at least"},
	{"--veil", "colour: what hides a sensitive picture"},
	{"--on-veil", "colour: text on it"},
	{"--serif", "type: headlines, key figures, quotes; set for each script"},
	{"--sans", "type: captions, labels; set for each script"},
	{"--reading", "type: running text: one of the two above"},
	{"--small", "type: the size of credits and dates"},
	{"--measure", "measure: running text and captions, about 65 characters"},
	{"--column", "measure: the opening and a picture without a class"},
	{"--row", "measure: pictures in a row"},
	{"--wide", "measure: pictures with .wide, lists of stories"},
	{"--gutter", "measure: at both sides of the page"},
	{"--gap", "measure: between the blocks of a story"},
}

// Reference returns what a theme is made of, in Markdown: the properties of the
// default style sheet, and every view that templates see with every field, from the
// comments of this package's source.
func Reference() string {
	var head strings.Builder
	head.WriteString(manual)
	for _, p := range properties {
		fmt.Fprintf(&head, "- `%s`: %s\n", p.name, p.what)
	}
	return head.String() + "\nEach picture's class sets `--r`, its width divided by its height.\n\n" + views()
}

// views describes every view.
func views() string {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "view.go", viewSource, parser.ParseComments)
	if err != nil {
		return err.Error()
	}
	pkg, err := doc.NewFromFiles(fset, []*ast.File{file}, "photodesk/generator/page", doc.PreserveAST)
	if err != nil {
		return err.Error()
	}
	comments := map[string]*doc.Type{}
	for _, t := range pkg.Types {
		comments[t.Name] = t
	}
	r := reference{fset: fset, pkg: pkg}
	for _, decl := range file.Decls { // in the order of the source, not of the alphabet
		if d, ok := decl.(*ast.GenDecl); ok && d.Tok == token.TYPE {
			for _, spec := range d.Specs {
				r.view(comments[spec.(*ast.TypeSpec).Name.Name], spec.(*ast.TypeSpec))
			}
		}
	}
	return r.out.String()
}

type reference struct {
	fset *token.FileSet
	pkg  *doc.Package
	out  strings.Builder
}

func (r *reference) view(t *doc.Type, spec *ast.TypeSpec) {
	fmt.Fprintf(&r.out, "## %s\n\n%s\n", t.Name, r.pkg.Markdown(t.Doc))
	if s, ok := spec.Type.(*ast.StructType); ok {
		for _, f := range s.Fields.List {
			r.field(f)
		}
	}
	for _, m := range t.Methods {
		fmt.Fprintf(&r.out, "- `.%s`: %s\n", m.Name, oneLine(m.Doc))
	}
	r.out.WriteString("\n")
}

func (r *reference) field(f *ast.Field) {
	typ := r.source(f.Type)
	if len(f.Names) == 0 {
		fmt.Fprintf(&r.out, "- everything of %s%s\n", typ, after(f.Comment.Text()))
	}
	for _, name := range f.Names {
		if name.IsExported() {
			fmt.Fprintf(&r.out, "- `.%s` %s%s\n", name.Name, typ, after(f.Comment.Text()))
		}
	}
}

func after(comment string) string {
	if text := oneLine(comment); text != "" {
		return ": " + text
	}
	return ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func (r *reference) source(e ast.Expr) string {
	var b strings.Builder
	if err := printer.Fprint(&b, r.fset, e); err != nil {
		return err.Error()
	}
	return b.String()
}
