package page

import (
	"bytes"
	"html/template"
)

// movedPage is the page at an old address: it leads on at once, by itself where
// browsers may, by a link where not. Search engines take both together for a
// redirect. It is no theme's business: nobody is to see it.
var movedPage = template.Must(template.New("moved").Parse(`<!doctype html>
<html lang="{{.Lang}}"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>{{.Title}}</title>
{{with .Canonical}}<link rel="canonical" href="{{.}}">{{end}}
<meta http-equiv="refresh" content="0; url={{.URL}}">
<p><a href="{{.URL}}">{{.Title}}</a></p></html>
`))

func (m *maker) moved() ([]byte, error) {
	var b bytes.Buffer
	err := movedPage.Execute(&b, struct{ Lang, Title, Canonical, URL string }{
		m.tongue.html, clean(m.plan.Site.Title.Value, maxLine), m.links.absolute(m.page.To), m.links.to(m.page.To),
	})
	return b.Bytes(), err
}
