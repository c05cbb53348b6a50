package generator

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"photodesk/generator/photo/meta"
)

// hostileTexts are what strangers write into metadata. Each has a mark by which
// it is found again.
var hostileTexts = map[string]string{
	"a script":       "MARKscript<script>alert(1)</script><img src=x onerror=alert(1)>",
	"out of quotes":  `MARKquote"><script>alert(1)</script><svg/onload=alert(1)>' onmouseover='alert(1)`,
	"directions":     "MARKbidi\u202egnp.exe\u2066\u2069\u202d",
	"a long text":    "MARKlong" + strings.Repeat("long ", 20_000),
	"one long word":  "MARKword" + strings.Repeat("w", 100_000),
	"control":        "MARKcontrol\x1b[31m\x07\x08 \u0085\u009b",
	"no UTF-8":       "MARKbytes\xff\xfe\xc0\x80",
	"a template":     "MARKtemplate{{.Site}}{{template \"x\"}}",
	"markdown":       "MARKmarkdown ![x](javascript:alert(1)) [y](javascript:alert(1)) <b>",
	"end of comment": "MARKcomment--><script>alert(1)</script><!-- ]]>",
}

// hostilePhoto carries the text in every field that is written, and so does the
// .xmp beside it, there at any length.
func hostilePhoto(t *testing.T, text string) (photo, sidecar []byte) {
	t.Helper()
	pixels := synthesise(t, "300x200")
	texts := []meta.Text{{Text: text}, {Lang: `en" onclick="alert(1)`, Text: text}, {Lang: "zh", Text: text}}
	address := "javascript:alert('" + text[:min(len(text), 60)] + "')"
	label := meta.Label{
		Creators: []string{text, text}, JobTitle: text, Credit: text, Source: text, Copyright: text, UsageTerms: texts,
		WebStatement: address, LicensorName: text, LicensorURL: address, DigitalSourceType: address, DataMining: text, AIGC: text,
		Title: texts, Headline: text, Caption: texts, Alt: texts, Description: texts, DateCreated: "2023-07-20",
		Sublocation: text, City: text, State: text, Country: text, CountryCode: text, Persons: []string{text}, Keywords: []string{text},
		Organisations: []string{text}, Event: text, AISystem: text,
	}
	var out strings.Builder
	if err := meta.WriteJPEG(&out, pixels, label.Bounded(), nil); err != nil {
		t.Fatal(err)
	}
	return []byte(out.String()), label.Packet()
}

// TestHostileMetadata publishes photographs whose every field is hostile, and
// looks at all that comes out for machines: nothing runs, nothing is endless,
// nothing reorders.
func TestHostileMetadata(t *testing.T) {
	for name, text := range hostileTexts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.text("content/site.yaml", "title: Hostile\nlanguages: [en, zh]\nbase_url: https://example.org/\ncamera_line: true\noriginals: strip\ncheck: {caption-mojibake: off, ai-unlabelled: off}\n")
			s.text("content/a/index.md", "---\nheadline: Hostile\npublished: 2023-07-25\n---\n\n![](one.jpg)\n\n![](two.jpg)\n")
			s.text("content/a/index.zh.md", "---\nheadline: Hostile\n---\n\n![](one.jpg)\n\n![](two.jpg)\n")
			photo, sidecar := hostilePhoto(t, text)
			s.write("content/a/one.jpg", photo)
			s.write("content/a/two.jpg", photo)
			s.write("content/a/two.xmp", sidecar)
			s.good()
			mark := text[:strings.IndexFunc(text[4:], func(r rune) bool { return r < 'a' || r > 'z' })+4]
			if name == "one long word" {
				mark = "MARKword"
			}
			found := false
			for p, data := range s.files("public") {
				switch path.Ext(p) {
				case ".html":
					found = found || strings.Contains(data, mark)
					harmlessPage(t, p, data)
				case ".json", ".xml", ".txt":
					harmlessText(t, p, data)
				case ".jpg", ".webp":
					if !strings.Contains(p, "-original-") && strings.Contains(data, ">javascript:") {
						t.Errorf("%s: the address of a script came out", p)
					}
				}
			}
			if !found {
				t.Errorf("%q is on no page: nothing was tried", mark)
			}
		})
	}
}

// harmlessPage parses a page as a browser does.
func harmlessPage(t *testing.T, name, data string) {
	t.Helper()
	harmlessText(t, name, data)
	doc, err := html.Parse(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "script" && attrOf(n, "src") == "" && !slices.Contains(dataBlocks, attrOf(n, "type")) || n.Data == "svg" && !isSign(n) {
			t.Errorf("%s: a %s came out", name, n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || strings.Contains(strings.ToLower(a.Val), "javascript:") && (a.Key == "href" || a.Key == "src") {
				t.Errorf("%s: %s=%q on %s", name, a.Key, a.Val, n.Data)
			}
		}
	}
}

// dataBlocks are the types of scripts that no browser runs.
var dataBlocks = []string{"application/ld+json", "speculationrules"}

// isSign reports whether a drawing is one of the theme's own: a single path.
func isSign(n *html.Node) bool {
	path := n.FirstChild
	return attrOf(n, "viewBox") == "0 0 24 24" && path != nil && path == n.LastChild && path.Data == "path" && len(path.Attr) == 1
}

// harmlessText bounds what any file for machines may hold.
func harmlessText(t *testing.T, name, data string) {
	t.Helper()
	if len(data) > 300_000 {
		t.Errorf("%s has %d bytes", name, len(data))
	}
	if strings.ContainsAny(data, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u001b\u0007\u0008\u0085\u009b\ufffd") {
		t.Errorf("%s holds a character that controls or reorders", name)
	}
}

// TestSiteOfDamagedFiles judges a site of every malformed file and every bomb of
// the corpus: it ends with diagnostics, and soon.
func TestSiteOfDamagedFiles(t *testing.T) {
	corpus := os.Getenv("PHOTODESK_CORPUS")
	switch corpus {
	case "":
		corpus = filepath.Join("..", "..", "shared", "corpus")
	case "none":
		t.Skip("told to do without the corpus of photographs")
	}
	if _, err := os.Stat(corpus); err != nil {
		if os.Getenv("PHOTODESK_CORPUS") != "" {
			t.Fatalf("no corpus of photographs at %s (PHOTODESK_CORPUS names another folder)", corpus)
		}
		t.Skipf("no corpus of photographs at %s (PHOTODESK_CORPUS names another folder)", corpus)
	}
	s := newSite(t)
	s.text("content/site.yaml", "title: Damaged\noriginals: strip\n")
	s.text("content/a/index.md", "---\nheadline: Damaged\npublished: 2023-07-25\nphotos: all\n---\n\nWords.\n")
	n := 0
	for _, dir := range []string{"malformed", "bombs"} {
		err := filepath.WalkDir(filepath.Join(corpus, dir), func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			rel, err := filepath.Rel(corpus, name)
			to := s.path("content/a/photos/" + filepath.ToSlash(rel))
			if ext := filepath.Ext(rel); ext == "" || ext == ".md" {
				to += ".jpg" // whatever it is
			}
			n++
			return errors.Join(err, os.MkdirAll(filepath.Dir(to), 0o777), copyOrLink(name, to))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	started := time.Now()
	s.tree.Refresh()
	site, err := Check(t.Context(), s.options("cache"))
	if err != nil {
		t.Fatal(err)
	}
	took := time.Since(started)
	t.Logf("%d files, %d diagnostics, %d pictures left, %v", n, len(site.Diags), len(photographs(site.Plan)), took)
	if n < 100 || len(site.Diags) < n/2 {
		t.Errorf("%d files gave %d diagnostics", n, len(site.Diags))
	}
	if took > time.Minute {
		t.Errorf("the site took %v", took)
	}
}

// copyOrLink puts a file of the corpus into the site. Links out of the site are
// refused, so that it is copied where it cannot be linked hard.
func copyOrLink(from, to string) error {
	if os.Link(from, to) == nil {
		return nil
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o666)
}
