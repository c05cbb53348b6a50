package generator

import (
	"archive/zip"
	"bytes"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"photodesk/generator/diag"
)

// bundled bundles a site and unpacks what comes out.
func bundled(t *testing.T, s *site, opt Options) (packed []byte, files map[string]string) {
	t.Helper()
	var b bytes.Buffer
	built, n, err := Bundle(t.Context(), opt, false, &b, nil)
	if err != nil || !built.Published {
		t.Fatalf("not bundled: %v\n%s", err, rendered(built))
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	files = map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(data)
	}
	if len(files) != n {
		t.Errorf("%d files, and %d were reported", len(files), n)
	}
	return b.Bytes(), files
}

// twoStories is a site in which one story links to another.
func twoStories(t *testing.T) *site {
	s := newSite(t)
	s.text("content/site.yaml", "title: Two\nlanguages: [en, zh]\n")
	s.text("content/a/index.md", "---\nheadline: A\npublished: 2024-05-02\nrelated: [b]\n---\n\nSee [the other](../b/index.md).\n\n![A](1.jpg)\nCaption one.\n")
	s.text("content/a/index.zh.md", "---\nheadline: 甲\npublished: 2024-05-02\n---\n\n![A](1.jpg)\n说明。\n")
	s.text("content/b/index.md", "---\nheadline: B\npublished: 2024-05-03\n---\n\n![B](2.jpg)\nCaption two.\n")
	s.photo("content/a/1.jpg", "600x400 credit=Agency")
	s.photo("content/b/2.jpg", "600x400 credit=Agency shade=90")
	return s
}

// TestBundleIsTheSite: the same bytes as in the output folder, and the same zip
// from another cache.
func TestBundleIsTheSite(t *testing.T) {
	s := twoStories(t)
	s.good()
	want := s.files("public")
	delete(want, ".photodesk.json")
	once, files := bundled(t, s, s.options("cache"))
	for p, data := range want {
		if files[p] != data {
			t.Errorf("%s is not what was published", p)
		}
	}
	if len(files) != len(want) {
		t.Errorf("%d files, and %d were published", len(files), len(want))
	}
	s.memory = nil
	if again, _ := bundled(t, s, s.options("another")); !bytes.Equal(once, again) {
		t.Error("the same site is another zip")
	}
}

// TestBundleOfOneStory holds that story, whose every link leads to a file of the
// bundle, and nothing of the other; an error there holds nothing back.
func TestBundleOfOneStory(t *testing.T) {
	s := twoStories(t)
	s.text("content/b/index.md", "---\nheadline: B\n---\n\n![B](gone.jpg)\n")
	s.tree.Refresh()
	opt := s.options("cache")
	opt.Only, opt.Files = "content/a", true
	_, files := bundled(t, s, opt)
	if files["a/index.html"] == "" || files["zh/a/index.html"] == "" || files["a/1/index.html"] == "" {
		t.Fatalf("files %q", keys(files))
	}
	followed := 0
	for name, data := range files {
		if strings.HasPrefix(name, "b/") {
			t.Errorf("%s belongs to another story", name)
		}
		if path.Ext(name) != ".html" || name == "404.html" {
			continue
		}
		for _, ref := range references(t, data) {
			u, err := url.Parse(ref)
			if err != nil || u.IsAbs() || u.Path == "" {
				continue
			}
			if followed++; files[path.Join(path.Dir(name), u.Path)] == "" {
				t.Errorf("%s: %q leads to no file of the bundle", name, ref)
			}
		}
	}
	if followed < 20 {
		t.Errorf("only %d links were followed", followed)
	}
}

// TestBundleWithAnError writes nothing.
func TestBundleWithAnError(t *testing.T) {
	s := twoStories(t)
	s.text("content/b/index.md", "---\nheadline: B\n---\n\n![B](gone.jpg)\n")
	s.tree.Refresh()
	var b bytes.Buffer
	built, _, err := Bundle(t.Context(), s.options("cache"), false, &b, nil)
	if err != nil || built.Published || b.Len() > 0 || !slices.ContainsFunc(built.Diags, func(d diag.Diagnostic) bool { return d.ID == "photo-not-found" }) {
		t.Errorf("published %v, %d bytes, %v", built.Published, b.Len(), err)
	}
}
