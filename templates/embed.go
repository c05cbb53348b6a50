// Package templates holds the default theme's templates. A site's own file in
// its templates folder takes the place of the one of the same name here; what a
// template may write is listed by "photodesk help theme".
package templates

import "embed"

// FS holds the templates, each at its own name: "layout.html".
//
//go:embed *.html
var FS embed.FS
