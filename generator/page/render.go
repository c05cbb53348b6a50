package page

import (
	"bytes"
	"fmt"
	"html/template"
	"sync"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"
)

// minifier takes out what no reader and no parser misses: white space between
// blocks and comments. Tags, end tags and quotes stay, so that a person can
// read the source; styles and scripts stay to the byte, for their hashes.
var minifier = sync.OnceValue(func() *minify.M {
	m := minify.New()
	m.Add("text/html", &html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true})
	return m
})

func render(set *template.Template, root string, view any, path string) ([]byte, error) {
	var full, small bytes.Buffer
	if err := set.ExecuteTemplate(&full, root, view); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if err := minifier().Minify("text/html", &small, &full); err != nil {
		return nil, fmt.Errorf("%s: minify: %w", path, err)
	}
	small.WriteByte('\n')
	return small.Bytes(), nil
}
