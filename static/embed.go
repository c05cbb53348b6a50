// Package static holds the files that the default theme publishes as they are:
// its style sheets, its scripts and its icon. A site's own file in its static folder takes the
// place of the one of the same name here.
package static

import "embed"

// FS holds the files, each at its own name: "site.css".
//
//go:embed *.css *.js *.svg
var FS embed.FS
