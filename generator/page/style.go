package page

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"
)

// style collects the rules that a page needs and no stylesheet can foresee:
// the ratios of its pictures and the focal points of the cut ones. A class is
// named after its value, so that pages with pictures of the same shapes have
// the same style and hash.
type style map[string]string

// ratio returns the class of pictures of w by h pixels, as ".r3x2{--r:1.5}".
func (s style) ratio(w, h int) string {
	if w <= 0 || h <= 0 {
		return ""
	}
	d := gcd(w, h)
	class := "r" + strconv.Itoa(w/d) + "x" + strconv.Itoa(h/d)
	s[class] = "--r:" + decimal(float64(w)/float64(h))
	return class
}

// focus returns the class of pictures that are cut round a point, given in
// percent from the upper left; the middle needs none.
func (s style) focus(x, y float64) string {
	px, py := percent(x), percent(y)
	if px == "50" && py == "50" {
		return ""
	}
	class := "at" + px + "x" + py
	s[class] = "object-position:" + px + "% " + py + "%"
	return class
}

func percent(f float64) string { return strconv.Itoa(int(math.Round(min(100, max(0, f))))) }

// decimal writes f with at most four places.
func decimal(f float64) string {
	return strconv.FormatFloat(math.Round(f*1e4)/1e4, 'f', -1, 64)
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// css returns the rules in the order of their classes.
func (s style) css() template.CSS {
	classes := make([]string, 0, len(s))
	for class := range s {
		classes = append(classes, class)
	}
	slices.Sort(classes)
	var b strings.Builder
	for _, class := range classes {
		b.WriteString("." + class + "{" + s[class] + "}")
	}
	return template.CSS(b.String())
}

// hashOf returns the source expression that allows an inline style or script (Content
// Security Policy Level 3, section 2.3.1), or "" if there is none to allow.
func hashOf[T ~string](text T) string {
	if text == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(text))
	return " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// speculation is the rules by which a browser renders the next page while the
// reader still points at the link: to another picture, another story, back. It
// is the same on all pages, so that one hash allows it.
const speculation = `{"prerender":[{"where":{"and":[{"href_matches":"/*"},{"selector_matches":"main a:not([download])"}]},"eagerness":"moderate"}]}`

// policy returns the Content-Security-Policy of pages with the given hashes of
// styles. The site's script may ask the site's own server (search, preview);
// nothing may ask anyone else.
func policy(hashes string) string {
	return "default-src 'none'; img-src 'self'; style-src 'self'" + hashes +
		"; script-src 'self'" + hashOf(speculation) + "; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
}
