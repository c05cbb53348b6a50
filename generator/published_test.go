package generator

import (
	"encoding/json"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// exiftool runs the tool over files and returns what it says of each, by path.
func exiftool(t *testing.T, files []string, args ...string) map[string]map[string]any {
	t.Helper()
	tool, err := exec.LookPath("exiftool")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no exiftool in PATH")
		}
		t.Skip("no exiftool in PATH")
	}
	out, err := exec.Command(tool, slices.Concat([]string{"-j", "-charset", "filename=utf8"}, args, files)...).Output()
	if err != nil {
		t.Fatalf("exiftool: %v: %.500s", err, out)
	}
	var reports []map[string]any
	if err := json.Unmarshal(out, &reports); err != nil {
		t.Fatal(err)
	}
	byFile := map[string]map[string]any{}
	for _, r := range reports {
		byFile[filepath.ToSlash(r["SourceFile"].(string))] = r
	}
	return byFile
}

// shown is what a picture's page says.
type shown struct{ creator, credit, copyright, caption, alt string }

func pageOf(t *testing.T, data string) shown {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	facts := factsOf(t, data)
	s := shown{creator: facts["Creator"], credit: facts["Credit"], copyright: facts["Copyright"]}
	for n := range doc.Descendants() {
		switch {
		case n.Data == "p" && attrOf(n, "class") == "caption":
			s.caption = textOf(n)
		case n.Data == "img" && s.alt == "":
			s.alt = attrOf(n, "alt")
		}
	}
	return s
}

// factsOf returns the list of facts of a picture's page.
func factsOf(t *testing.T, data string) map[string]string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	facts, label := map[string]string{}, ""
	for n := range doc.Descendants() {
		switch n.Data {
		case "dt":
			label = textOf(n)
		case "dd":
			facts[label] = textOf(n)
		}
	}
	return facts
}

func attrOf(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

// valueOf returns the value of a tag; exiftool's versions differ in the letters
// of a language.
func valueOf(report map[string]any, tag string) any {
	for name, value := range report {
		if strings.EqualFold(name, tag) {
			return value
		}
	}
	return nil
}

// TestRenditionsSayWhatThePageSays asks exiftool about every rendition of the
// sample: it has nothing to complain of, and reads the creator, credit and
// copyright that the picture's page shows; from the largest the caption and the
// alternative text too, in every language.
func TestRenditionsSayWhatThePageSays(t *testing.T) {
	public := sample(t)
	files := (&site{t: t, dir: public}).files(".")
	renditions := map[string][]string{} // by the path of the picture's page
	for p := range files {
		if ext := path.Ext(p); ext != ".jpg" && ext != ".webp" {
			continue
		}
		cut := strings.LastIndexByte(p[:strings.LastIndexByte(p, '-')], '-')
		renditions[p[:cut]+"/index.html"] = append(renditions[p[:cut]+"/index.html"], filepath.Join(public, filepath.FromSlash(p)))
	}
	if len(renditions) != 12 {
		t.Fatalf("renditions of %d pictures, want 12", len(renditions))
	}
	var all, some []string
	for _, names := range renditions {
		all, some = append(all, names...), append(some, names[0])
	}
	said := exiftool(t, all, "-validate", "-warning", "-error", "-a", "-G1", "-Creator", "-Credit", "-Rights", "-Copyright", "-CopyrightNotice",
		"-Description", "-Description-en", "-Description-zh-Hans", "-AltTextAccessibility", "-AltTextAccessibility-en", "-AltTextAccessibility-zh-Hans")
	short := exiftool(t, some, "-Creator", "-Credit", "-Rights")
	for page, names := range renditions {
		en, zh := pageOf(t, files[page]), pageOf(t, files["zh/"+page])
		if en.creator == "" || en.credit == "" || en.copyright == "" || en.caption == "" || en.alt == "" || zh.caption == "" || zh.alt == "" {
			t.Fatalf("%s: %+v, %+v", page, en, zh)
		}
		full := 0
		for _, name := range names {
			r := said[filepath.ToSlash(name)]
			if r["ExifTool:Validate"] != "OK" || r["ExifTool:Warning"] != nil || r["ExifTool:Error"] != nil {
				t.Errorf("%s: %v", name, r)
			}
			want := map[string]string{"XMP-dc:Creator": en.creator, "XMP-photoshop:Credit": en.credit, "XMP-dc:Rights": en.copyright}
			if path.Ext(name) == ".jpg" { // IIM has no place in a WebP
				want["IPTC:CopyrightNotice"] = en.copyright
			}
			if r["XMP-dc:Description"] != nil {
				full++
				want["XMP-dc:Description"], want["XMP-dc:Description-en"], want["XMP-dc:Description-zh-Hans"] = en.caption, en.caption, zh.caption
				want["XMP-iptcCore:AltTextAccessibility"], want["XMP-iptcCore:AltTextAccessibility-zh-Hans"] = en.alt, zh.alt
			}
			for tag, text := range want {
				if got := valueOf(r, tag); got != text {
					t.Errorf("%s: %s is %q, and the page says %q", filepath.Base(name), tag, got, text)
				}
			}
		}
		if r := short[filepath.ToSlash(names[0])]; r["Creator"] != en.creator || r["Credit"] != en.credit || r["Rights"] != en.copyright {
			t.Errorf("%s: without a group exiftool says %v, and the page %+v", page, r, en)
		}
		if full != 2 {
			t.Errorf("%s: %d renditions carry the caption, want the largest in each format", page, full)
		}
	}
}
