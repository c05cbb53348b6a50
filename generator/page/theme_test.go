package page

import (
	"bytes"
	"html/template"
	"io/fs"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jba/templatecheck"

	"photodesk/generator/diag"
	"photodesk/static"
	"photodesk/templates"
)

// themeWith is the default theme with some files in the place of its own.
func themeWith(t *testing.T, files map[string]string) fs.FS {
	t.Helper()
	tree := fstest.MapFS{}
	for dir, embedded := range map[string]fs.FS{"templates": templates.FS, "static": static.FS} {
		names, err := fs.Glob(embedded, "*")
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %v %v", dir, names, err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(embedded, name)
			if err != nil {
				t.Fatal(err)
			}
			tree[dir+"/"+name] = &fstest.MapFile{Data: data}
		}
	}
	for name, text := range files {
		if text == "" {
			delete(tree, name)
		} else {
			tree[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return tree
}

func TestTemplatesFitTheirViews(t *testing.T) {
	for _, k := range kinds {
		set, err := template.ParseFS(templates.FS, layout, "parts.html", "sharing.html", k.file)
		if err != nil {
			t.Fatal(err)
		}
		if err := templatecheck.CheckHTML(set.Lookup(frameOf(k.file)), k.view); err != nil {
			t.Errorf("%s: %v", k.file, err)
		}
	}
}

func TestEmbeddedThemeLoads(t *testing.T) {
	theme, complaints, err := LoadTheme(themeWith(t, nil))
	if err != nil || len(complaints) > 0 {
		t.Fatal(err, complaints)
	}
	if len(theme.css) < 1000 {
		t.Errorf("the stylesheet has %d bytes", len(theme.css))
	}
}

func TestThemeComplaints(t *testing.T) {
	for _, c := range []struct {
		name, file, text, want string
	}{
		{"a field that no view has", "front.html", "{{define \"main\"}}\n  <p>{{.Storys}}</p>{{end}}", `
templates/front.html:2:9: error: page.FrontView has no field "Storys" [template-field]
     2 |   <p>{{.Storys}}</p>{{end}}
       |         ^^^^^^
  hint: did you mean "Stories"?
`},
		{
			"the last field of a chain, in a branch that no sample would reach", "story.html",
			"{{define \"main\"}}{{if .Story.Notice}}{{else}}中{{range $i, $c := .Story.Credits}}{{$c.Credit.Txt}}{{end}}{{end}}{{end}}", `
templates/story.html:1:93: error: page.TextView has no field "Txt" [template-field]
     1 | …}}中{{range $i, $c := .Story.Credits}}{{$c.Credit.Txt}}{{end}}{{end}}{{end}}
       |                                                    ^^^
  hint: did you mean "Text"?
`,
		},
		{"a field that is not for themes", "front.html", `{{define "main"}}{{.assets}}{{end}}`, `
templates/front.html:1:21: error: page.FrontView has no field "assets" [template-field]
     1 | {{define "main"}}{{.assets}}{{end}}
       |                     ^^^^^^
  hint: did you mean "Asset"?
`},
		{"syntax", "front.html", "{{define \"main\"}}\n{{if}}{{end}}", `
templates/front.html:2:1: error: missing value for if [template-syntax]
     2 | {{if}}{{end}}
       | ^^^^^^^^^^^^^
`},
		{"an unknown function", "front.html", "{{define \"main\"}}\n  {{resize .}}{{end}}", `
templates/front.html:2:5: error: function "resize" not defined [template-syntax]
     2 |   {{resize .}}{{end}}
       |     ^^^^^^
`},
		{"an unknown template", "front.html", `{{define "main"}}{{template "cards" .}}{{end}}`, `
templates/front.html:1:29: error: no template "cards" [template-name]
     1 | {{define "main"}}{{template "cards" .}}{{end}}
       |                             ^^^^^
  hint: did you mean "card"?
`},
		{"a range over what is no list", "front.html", `{{define "main"}}{{range .Site}}{{end}}{{end}}`, `
templates/front.html:1:26: error: .Site is one SiteView, not a list [template-field]
     1 | {{define "main"}}{{range .Site}}{{end}}{{end}}
       |                          ^^^^^
  hint: photodesk help theme lists what templates see
`},
		{"a file of static that does not exist", "front.html", `{{define "main"}}{{.Asset "logo.svg"}}{{end}}`, `
templates/front.html:1:27: error: no file "logo.svg" in static [template-asset]
     1 | {{define "main"}}{{.Asset "logo.svg"}}{{end}}
       |                           ^^^^^^^^^^
  hint: photodesk help theme lists what templates see
`},
		{"a quote left open", "front.html", "{{define \"main\"}}\n<a href=\"{{.Site.Home}}>{{end}}", `
templates/front.html:1:1: error: "main" ends inside a tag, an attribute, a script or a style [template-context]
     1 | {{define "main"}}
       | ^^^^^^^^^^^^^^^^^
  hint: close every quote and tag, and let the branches of an if end alike
`},
		{"a missing file", "picture.html", "", `
templates/picture.html: error: the theme has no picture.html [template-missing]
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			theme, complaints, err := LoadTheme(themeWith(t, map[string]string{"templates/" + c.file: c.text}))
			if err != nil || len(complaints) == 0 || theme != nil {
				t.Fatalf("theme %v, complaints %v, error %v", theme, complaints, err)
			}
			if got := printed(complaints); !strings.HasPrefix(got, c.want[1:]) {
				t.Errorf("got:\n%s\nwant:%s", got, c.want)
			}
		})
	}
}

func printed(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		b.WriteString(d.String())
	}
	return b.String()
}

func TestSiteTemplateAndAsset(t *testing.T) {
	tree := themeWith(t, map[string]string{
		"templates/front.html": `{{define "main"}}<h1 class=own>{{.Site.Title}}</h1><img src="{{.Asset "logo.svg"}}" alt="">{{end}}`,
		"static/logo.svg":      "<svg/>",
	})
	theme, complaints, err := LoadTheme(tree)
	if err != nil || len(complaints) > 0 {
		t.Fatal(err, complaints)
	}
	p := samplePlan()
	p.Assets[0].Name, p.Assets[0].Path = "static/logo.svg", "static/logo.77.svg"
	doc := parsed(t, rendered(t, theme, p, p.Pages[2]))
	if got := get(all(class(doc, "own")[0].Parent, "img")[0], "src"); got != "../static/logo.77.svg" {
		t.Errorf("src %q", got)
	}
}

// TestReferenceNamesEveryProperty holds help theme to the properties of site.css.
func TestReferenceNamesEveryProperty(t *testing.T) {
	sheet, err := fs.ReadFile(themeFS, "static/site.css")
	if err != nil {
		t.Fatal(err)
	}
	sheet, _, _ = bytes.Cut(sheet, []byte("/* The frame. */")) // what follows is not for all pages
	set := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\s*(--[a-z-]+):`).FindAllSubmatch(sheet, -1) {
		set[string(m[1])] = true
	}
	for _, p := range properties {
		if !set[p.name] {
			t.Errorf("site.css does not set %s", p.name)
		}
		delete(set, p.name)
	}
	for name := range set {
		t.Errorf("help theme does not explain %s", name)
	}
}

func TestReferenceNamesEveryField(t *testing.T) {
	reference := Reference()
	for _, typ := range viewTypes(reflect.TypeFor[EssayView](), reflect.TypeFor[PictureView](), reflect.TypeFor[FrontView](), reflect.TypeFor[NotFoundView]()) {
		_, section, found := strings.Cut(reference, "## "+typ.Name()+"\n\n")
		section, _, _ = strings.Cut(section, "\n## ")
		if !found || strings.HasPrefix(section, "\n") {
			t.Errorf("%s is not described", typ.Name())
		}
		for i := range typ.NumField() {
			f := typ.Field(i)
			if !f.IsExported() || f.Anonymous {
				continue
			}
			line := ""
			for _, l := range strings.Split(section, "\n") {
				if strings.HasPrefix(l, "- `."+f.Name+"` ") {
					line = l
				}
			}
			if !strings.Contains(line, ": ") {
				t.Errorf("%s.%s has no comment: %q", typ.Name(), f.Name, line)
			}
		}
	}
	if strings.Contains(reference, "assets") || !strings.Contains(reference, "- `.Asset`: ") {
		t.Error("the reference shows what a theme cannot use, or not what it can")
	}
}

// viewTypes returns the structs of this package that can be reached.
func viewTypes(types ...reflect.Type) []reflect.Type {
	seen := map[reflect.Type]bool{}
	var list []reflect.Type
	for len(types) > 0 {
		t := types[0]
		types = types[1:]
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || seen[t] {
			continue
		}
		seen[t] = true
		list = append(list, t)
		for i := range t.NumField() {
			if t.Field(i).IsExported() {
				types = append(types, t.Field(i).Type)
			}
		}
	}
	return list
}
