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

// Reference returns what a theme's templates see, in Markdown: every view with
// every field, from the comments of this package's source.
func Reference() string {
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
