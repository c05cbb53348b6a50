package generator

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"photodesk/generator/publish"
)

// TestEveryLinkResolves walks every href, src and srcset of the sample as
// published, at a domain's root, below a path of a plain static server, and as a
// folder of files.
func TestEveryLinkResolves(t *testing.T) {
	public := sample(t)
	files := (&site{t: t, dir: public}).files(".")
	links := map[string][]string{}
	for name, data := range files {
		if strings.HasSuffix(name, ".html") {
			links[name] = references(t, data)
		}
	}
	if len(links) < 15 {
		t.Fatalf("the sample has %d pages", len(links))
	}
	for _, prefix := range []string{"/", "/some/essays/"} {
		server := httptest.NewServer(http.StripPrefix(strings.TrimSuffix(prefix, "/"), http.FileServer(http.Dir(public))))
		defer server.Close()
		checked := map[string]bool{}
		for page, refs := range links {
			if page == "404.html" {
				continue // served at any depth: what it names is absolute
			}
			base, err := url.Parse(server.URL + prefix + (&url.URL{Path: page}).EscapedPath())
			if err != nil {
				t.Fatal(err)
			}
			for _, ref := range refs {
				u, err := base.Parse(ref)
				if err != nil {
					t.Errorf("%s: %q: %v", page, ref, err)
					continue
				}
				if u.Host != base.Host {
					continue
				}
				u.Fragment = ""
				if u.String() == "" || checked[u.String()] {
					continue
				}
				checked[u.String()] = true
				if res, err := http.Get(u.String()); err != nil || res.StatusCode != http.StatusOK {
					t.Errorf("%s: %q does not resolve below %s: %v %v", page, ref, prefix, res.Status, err)
				} else {
					res.Body.Close()
				}
			}
		}
		if len(checked) < 100 {
			t.Errorf("only %d links were followed", len(checked))
		}
	}
	for page, refs := range links {
		for _, ref := range refs {
			if page != "404.html" && !onDisk(files, page, ref) {
				t.Errorf("%s: %q leads nowhere from a file", page, ref)
			}
		}
	}
}

// onDisk reports whether a relative reference finds a file, a folder standing
// for its index.html.
func onDisk(files map[string]string, page, ref string) bool {
	u, err := url.Parse(ref)
	if err != nil || u.IsAbs() || u.Host != "" {
		return err == nil
	}
	if u.Path == "" {
		return true
	}
	if strings.HasPrefix(u.Path, "/") {
		return false
	}
	target := path.Join(path.Dir(page), u.Path)
	if strings.HasSuffix(u.Path, "/") {
		target = path.Join(target, "index.html")
	}
	_, ok := files[target]
	return ok
}

// references returns every address that a page names.
func references(t *testing.T, page string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			switch a.Key {
			case "href", "src":
				out = append(out, a.Val)
			case "srcset", "imagesrcset":
				for _, candidate := range strings.Split(a.Val, ",") {
					out = append(out, strings.Fields(candidate)[0])
				}
			}
		}
	}
	return out
}

// sample builds the repository's own site and returns the folder.
func sample(t testing.TB) string {
	t.Helper()
	if sampleSite.dir == "" {
		s := &site{t: t, dir: ".."}
		s.reopen()
		sampleSite.dir = sampleFolder
		s.dir = sampleFolder
		b, err := Build(t.Context(), s.options("cache"), To{Options: publish.Options{Dir: s.path("public")}}, nil)
		if err != nil || !b.Published {
			t.Fatalf("the sample does not build: %v", err)
		}
		sampleSite.built = b
	}
	return (&site{dir: sampleSite.dir}).path("public")
}

var sampleSite struct {
	dir   string
	built *Built
}

// sampleFolder holds the sample as built, once for all tests.
var sampleFolder string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "photodesk-sample-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	defer os.RemoveAll(dir)
	sampleFolder = dir
	return m.Run()
}

// TestNoPageHoldsWhatItMustNot looks for what the sample's files carry and no
// published byte may: the position planted in every photograph.
func TestNoPositionIsPublished(t *testing.T) {
	for name, data := range (&site{t: t, dir: sample(t)}).files(".") {
		for _, planted := range []string{"GPSLatitude", "GPSLongitude", "29.631", "106.618"} {
			if strings.Contains(data, planted) {
				t.Errorf("%s holds %q", name, planted)
			}
		}
	}
}

// TestSampleTellsItsFacts holds the sample to the facts of the story.
func TestSampleTellsItsFacts(t *testing.T) {
	files := (&site{t: t, dir: sample(t)}).files(".")
	essay := files["chongqing-nev/index.html"]
	for _, fact := range []string{
		"142.5 percent", "nearly 369,000", "nearly 90 percent", "Ecuador", "Thailand", "AVATR", "Chang’an Auto",
		"Great Wall Motor Company Limited", "Chongqing Yongchuan Comprehensive Bonded Zone", "Yongchuan District", "Jiangbei District",
		"southwest China", "Tang Yi", "Li Qianlei", "Xinhua", "July 25, 2023", "8:32", "Stand-in render; original: Xinhua/Tang Yi",
		"Stand-in render; original: Xinhua/Li Qianlei",
	} {
		if !strings.Contains(essay, fact) {
			t.Errorf("the essay does not say %q", fact)
		}
	}
	if n := strings.Count(essay, "<figcaption"); n < 12 {
		t.Errorf("%d captions; want twelve pictures each with its own", n)
	}
	var pictures []string
	for name := range files {
		if path.Base(name) == "index.html" && strings.Count(name, "/") == 2 && strings.HasPrefix(name, "chongqing-nev/") {
			pictures = append(pictures, name)
		}
	}
	slices.Sort(pictures)
	if len(pictures) != 12 {
		t.Errorf("picture pages: %q", pictures)
	}
	if !slices.Contains(references(t, files["index.html"]), "chongqing-nev/") {
		t.Error("the front page does not lead to the essay")
	}
}
