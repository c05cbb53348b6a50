//go:build hosting && unix

package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"golang.org/x/net/html"
)

// These tests type what help hosting says to type, step by step, and look after
// each step whether every page that a reader can open has its pictures. They need
// nginx, caddy, rsync, rclone and unzip; .ci/hosting installs them.

// TestHostingRsync fills the folder of a server that nginx serves.
func TestHostingRsync(t *testing.T) {
	site, served := newDesk(t), t.TempDir()
	h := host{base: serveNginx(t, served), files: func() []string { return listed(t, served) }}
	commands := typed(t, "An own server, with rsync", "you@server:/var/www/essays/", served+"/")
	site.publish(t, h, commands, nil)
	checkServed(t, h, site.dir, served)
	site.edit(t)
	site.publish(t, h, commands, nil)
	checkServed(t, h, site.dir, served)
	checkSame(t, site.dir, served)
}

// TestHostingFolder fills a folder that Caddy serves, with rclone.
func TestHostingFolder(t *testing.T) {
	site, served := newDesk(t), t.TempDir()
	h := host{base: serveCaddy(t, served), files: func() []string { return listed(t, served) }}
	commands := typed(t, "Object storage, FTP and SFTP, with rclone", "essays:BUCKET", "essays:")
	env := []string{"RCLONE_CONFIG_ESSAYS_TYPE=alias", "RCLONE_CONFIG_ESSAYS_REMOTE=" + served}
	site.publish(t, h, commands, env)
	site.edit(t)
	site.publish(t, h, commands, env)
	checkServed(t, h, site.dir, served)
	checkSame(t, site.dir, served)
}

// TestHostingStorage fills a bucket that speaks S3. Such a server sends the headers
// that came with a file; gofakes3 forgets them, so they are noted as they come.
func TestHostingStorage(t *testing.T) {
	backend := s3mem.New()
	storage := gofakes3.New(backend).Server()
	var kept sync.Map // path → Cache-Control
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			kept.Store(r.URL.Path, r.Header.Get("Cache-Control"))
		}
		storage.ServeHTTP(w, r)
	}))
	defer server.Close()
	if err := backend.CreateBucket("BUCKET"); err != nil {
		t.Fatal(err)
	}
	keys := func() (names []string) {
		list, err := backend.ListBucket("BUCKET", nil, gofakes3.ListBucketPage{MaxKeys: 100_000})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range list.Contents {
			names = append(names, f.Key)
		}
		return names
	}
	site := newDesk(t)
	h := host{base: server.URL + "/BUCKET", files: keys}
	commands := typed(t, "Object storage, FTP and SFTP, with rclone", "", "")
	env := []string{
		"RCLONE_CONFIG_ESSAYS_TYPE=s3", "RCLONE_CONFIG_ESSAYS_PROVIDER=Other", "RCLONE_CONFIG_ESSAYS_ENDPOINT=" + server.URL,
		"RCLONE_CONFIG_ESSAYS_ACCESS_KEY_ID=desk", "RCLONE_CONFIG_ESSAYS_SECRET_ACCESS_KEY=desk",
		"RCLONE_CONFIG_ESSAYS_REGION=us-east-1", "RCLONE_CONFIG_ESSAYS_FORCE_PATH_STYLE=true", "AWS_CA_BUNDLE=",
	}
	site.publish(t, h, commands, env)
	site.edit(t)
	site.publish(t, h, commands, env)
	if got, want := keys(), listed(t, filepath.Join(site.dir, "public")); !slices.Equal(got, want) {
		t.Errorf("the bucket holds %q, the site %q", got, want)
	}
	rules := read(t, filepath.Join(site.dir, "public", "_headers"))
	for _, name := range keys() {
		want := wanted(rules, "/"+name).Get("Cache-Control")
		if got, _ := kept.Load("/BUCKET/" + name); got != want {
			t.Errorf("%s is kept %q, and %q by _headers", name, got, want)
		}
	}
}

// TestHostingBundle unpacks what the hosts get that take a folder at once.
func TestHostingBundle(t *testing.T) {
	site := newDesk(t)
	typeIn(t, site.dir, nil, "photodesk build --quiet")
	n := 0
	for _, c := range typed(t, "Netlify and Cloudflare Pages", "", "") {
		if !strings.HasPrefix(c, "npx ") { // these need an account
			typeIn(t, site.dir, nil, c)
			n++
		}
	}
	if n != 2 {
		t.Errorf("help hosting has %d commands before those of the hosts", n)
	}
	checkSame(t, site.dir, filepath.Join(site.dir, "site"))
}

// TestHostingWords holds the manual to names that are written elsewhere.
func TestHostingWords(t *testing.T) {
	readme := read(t, filepath.Join("..", "..", "README.md"))
	for _, c := range typed(t, "An own server, with rsync", "", "") {
		if strings.HasPrefix(c, "rsync") && !strings.Contains(readme, c+"\n") {
			t.Errorf("the README does not have the command of help hosting:\n%s", c)
		}
	}
	for _, name := range regexp.MustCompile(`\.github/[a-z/.]+[a-z]`).FindAllString(hosting, -1) {
		if _, err := os.Stat(filepath.Join("..", "..", name)); err != nil {
			t.Error(err)
		}
	}
}

// typed returns the commands below a heading of help hosting, with old, which they
// all name, replaced.
func typed(t *testing.T, title, old, replacement string) []string {
	t.Helper()
	var list []string
	for line := range strings.Lines(indented(t, title)) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if !strings.Contains(line, old) {
			t.Fatalf("%q does not name %s", line, old)
		}
		if old != "" {
			line = strings.ReplaceAll(line, old, replacement)
		}
		list = append(list, line)
	}
	if len(list) < 3 {
		t.Fatalf("only %d commands below %q", len(list), title)
	}
	return list
}

// indented returns the indented lines between a heading of help hosting and the next.
func indented(t *testing.T, title string) string {
	t.Helper()
	_, text, ok := strings.Cut(hosting, "# "+title+"\n")
	if !ok {
		t.Fatalf("help hosting has no heading %q", title)
	}
	text, _, _ = strings.Cut(text, "\n#")
	var b strings.Builder
	for line := range strings.Lines(text) {
		if code, ok := strings.CutPrefix(line, "    "); ok || line == "\n" {
			b.WriteString(code)
		}
	}
	return b.String()
}

// A desk is a site that is edited and published again.
type desk struct{ dir string }

func newDesk(t *testing.T) desk {
	d := desk{t.TempDir()}
	t.Setenv("PHOTODESK_CACHE", filepath.Join(d.dir, ".cache"))
	d.put(t, "content/site.yaml", []byte("title: Essays\nbase_url: https://essays.example.org/\nlanguages: [en, zh]\noriginals: strip\ndata_mining: DMI-PROHIBITED\ncheck: {photo-too-small: off, share-image-small: off}\n"))
	d.put(t, "static/logo.jpg", picture(t, 5))
	d.story(t, "harbour", "The harbour wakes", 20)
	d.story(t, "market", "The market closes", 40)
	d.put(t, "content/market/index.zh.md", []byte("---\nheadline: 市场关门\n---\n\n![一个摊位](photos/01.jpg)\n2024年5月2日，德国汉堡，一个摊位。（新华社/林伟）\n\n![另一个](photos/02.jpg)\n2024年5月2日，德国汉堡，另一个摊位。（新华社/林伟）\n"))
	return d
}

// edit does what a desk does between two publishings: other pixels under a name
// that stays, other words, a story that comes and one that goes, another style.
func (d desk) edit(t *testing.T) {
	time.Sleep(time.Second) // rsync takes a file of the same size and the same second for the same
	d.put(t, "content/harbour/photos/01.jpg", picture(t, 90))
	d.story(t, "bridge", "The bridge reopens", 60)
	d.put(t, "static/site.css", []byte("body { color: #111 }\n"))
	if err := os.RemoveAll(filepath.Join(d.dir, "content", "market")); err != nil {
		t.Fatal(err)
	}
}

func (d desk) story(t *testing.T, name, headline string, shade uint8) {
	text := "---\nheadline: " + headline + "\npublished: 2024-05-02\naliases: [old/" + name + "/, " + name + ".php]\n---\n"
	for i := range 2 {
		d.put(t, fmt.Sprintf("content/%s/photos/%02d.jpg", name, i+1), picture(t, shade+uint8(i)))
		text += fmt.Sprintf("\n![View %d](photos/%02d.jpg)\nView %d of it in Hamburg, May 2, 2024. (Agency/Lin Wei)\n", i+1, i+1, i+1)
	}
	d.put(t, "content/"+name+"/index.md", []byte(text))
}

func (d desk) put(t *testing.T, name string, data []byte) {
	t.Helper()
	name = filepath.Join(d.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

func picture(t *testing.T, shade uint8) []byte {
	im := image.NewRGBA(image.Rect(0, 0, 600, 400))
	for i := range 600 * 400 {
		im.Set(i%600, i/600, color.RGBA{shade, uint8(i % 89), shade, 255})
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// publish builds, types the commands, and looks at the host after each.
func (d desk) publish(t *testing.T, h host, commands, env []string) {
	t.Helper()
	typeIn(t, d.dir, nil, "photodesk build --quiet")
	for i, c := range commands {
		before := h.files()
		typeIn(t, d.dir, env, c)
		after := h.files()
		for _, name := range before {
			if i < len(commands)-1 && !slices.Contains(after, name) {
				t.Errorf("%s is deleted before the last command", name)
			}
		}
		for _, name := range after {
			if strings.Contains(name, ".photodesk") {
				t.Errorf("%s is uploaded by %s", name, c)
			}
			if i == 0 && path.Ext(name) == ".html" && !slices.Contains(before, name) {
				t.Errorf("%s is uploaded before the pictures", name)
			}
		}
		h.checkPages(t, after, c)
	}
}

// A host is a web server with a site, and what is on it.
type host struct {
	base  string
	files func() []string
}

func (h host) get(t *testing.T, name string) *http.Response {
	t.Helper()
	client := http.Client{Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := client.Get(h.base + name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Body.Close() })
	return r
}

// checkPages opens every page among the files and all that it shows.
func (h host) checkPages(t *testing.T, files []string, after string) {
	t.Helper()
	seen := map[string]bool{}
	for _, name := range files {
		if path.Ext(name) != ".html" {
			continue
		}
		r := h.get(t, "/"+name)
		root, err := html.Parse(r.Body)
		if err != nil || r.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s, %v", name, r.Status, err)
		}
		for n := range root.Descendants() {
			for _, ref := range shown(n) {
				u, err := url.Parse(ref)
				if err != nil || u.Host != "" || u.Scheme == "data" {
					t.Fatalf("%s shows %q (%v)", name, ref, err)
				}
				target := path.Join("/", path.Dir(name), u.Path)
				if seen[target] {
					continue
				}
				seen[target] = true
				if r := h.get(t, target); r.StatusCode != http.StatusOK {
					t.Errorf("%s shows %s, which is not there (%s) after %s", name, target, r.Status, after)
				}
			}
		}
	}
}

// shown returns what a browser loads for an element.
func shown(n *html.Node) (refs []string) {
	stylesheet := false
	for _, a := range n.Attr {
		switch {
		case a.Key == "rel":
			stylesheet = a.Val == "stylesheet" || a.Val == "icon" || a.Val == "preload"
		case a.Key == "src":
			refs = append(refs, a.Val)
		case a.Key == "srcset":
			for _, c := range strings.Split(a.Val, ",") {
				refs = append(refs, strings.Fields(c)[0])
			}
		}
	}
	for _, a := range n.Attr {
		if stylesheet && a.Key == "href" && n.Data == "link" {
			refs = append(refs, a.Val)
		}
	}
	return refs
}

// checkServed compares every answer of a server with what _headers asks for.
func checkServed(t *testing.T, h host, site, served string) {
	t.Helper()
	rules := read(t, filepath.Join(site, "public", "_headers"))
	if err := os.WriteFile(filepath.Join(served, ".photodesk.json"), []byte("private"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, name := range listed(t, filepath.Join(site, "public")) {
		if strings.HasPrefix(name, "_") {
			continue
		}
		asked := "/" + strings.TrimSuffix(name, "index.html")
		r := h.get(t, asked)
		body, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != http.StatusOK || string(body) != read(t, filepath.Join(site, "public", name)) {
			t.Errorf("%s: %s, %d bytes, %v", asked, r.Status, len(body), err)
		}
		checkHeaders(t, asked, r.Header, wanted(rules, "/"+name))
	}
	missing := read(t, filepath.Join(site, "public", "404.html"))
	for _, asked := range []string{"/nothing/", "/nothing.jpg", "/static/site.0123456789.css", "/.photodesk.json", "/_headers", "/_redirects"} {
		r := h.get(t, asked)
		body, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != http.StatusNotFound || string(body) != missing {
			t.Errorf("%s: %s, %d bytes, %v", asked, r.Status, len(body), err)
		}
		checkHeaders(t, asked, r.Header, wanted(rules, "/404.html"))
	}
	if r := h.get(t, "/harbour"); r.StatusCode/100 != 3 || r.Header.Get("Location") != "/harbour/" && r.Header.Get("Location") != "harbour/" {
		t.Errorf("/harbour: %s to %q", r.Status, r.Header.Get("Location"))
	}
	if r := h.get(t, "/harbour.php"); r.StatusCode != http.StatusMovedPermanently || r.Header.Get("Location") != "/harbour/" {
		t.Errorf("/harbour.php: %s to %q", r.Status, r.Header.Get("Location"))
	}
	if err := os.Remove(filepath.Join(served, ".photodesk.json")); err != nil {
		t.Fatal(err)
	}
}

// wanted reads a _headers file as the hosts do that know it.
func wanted(rules, asked string) http.Header {
	h, applies := http.Header{}, false
	for line := range strings.Lines(rules) {
		line = strings.TrimRight(line, "\n")
		rule, indented := strings.CutPrefix(line, "  ")
		switch name, value, _ := strings.Cut(rule, ": "); {
		case !indented:
			pattern := strings.ReplaceAll(regexp.QuoteMeta(line), `\*`, ".*")
			applies = regexp.MustCompile("^" + pattern + "$").MatchString(asked)
		case applies && strings.HasPrefix(rule, "! "):
			h.Del(rule[2:])
		case applies:
			h.Add(name, value)
		}
	}
	return h
}

// checkHeaders tells where an answer has other headers. A policy that does not speak
// of styles and scripts leaves them to each page's <meta>.
func checkHeaders(t *testing.T, asked string, got, want http.Header) {
	t.Helper()
	const policy = "Content-Security-Policy"
	for name := range want {
		if name != policy && got.Get(name) != want.Get(name) {
			t.Errorf("%s has %s %q, by _headers %q", asked, name, got.Get(name), want.Get(name))
		}
	}
	const framing = "X-Frame-Options" // not on pages that others may frame
	if got.Get(framing) != want.Get(framing) {
		t.Errorf("%s has %s %q, by _headers %q", asked, framing, got.Get(framing), want.Get(framing))
	}
	g, w := directives(got.Get(policy)), directives(want.Get(policy))
	w["object-src"] = "'none'" // instead of default-src, which would hold for styles
	delete(w, "default-src")
	delete(w, "style-src")
	if _, speaks := g["script-src"]; !speaks {
		delete(w, "script-src")
	}
	if !maps.Equal(g, w) {
		t.Errorf("%s has the policy %v, by _headers %v", asked, g, w)
	}
}

func directives(policy string) map[string]string {
	m := map[string]string{}
	for _, d := range strings.Split(policy, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(d), " ")
		m[name] = value
	}
	return m
}

// checkSame compares a folder with what was built, without photodesk's own files.
func checkSame(t *testing.T, site, other string) {
	t.Helper()
	public := filepath.Join(site, "public")
	got, want := listed(t, other), listed(t, public)
	if !slices.Equal(got, want) {
		t.Fatalf("%q are there, and the site has %q", got, want)
	}
	for _, name := range want {
		if read(t, filepath.Join(public, name)) != read(t, filepath.Join(other, name)) {
			t.Errorf("%s differs", name)
		}
	}
}

// listed returns the files of a folder by their paths; without the manifest, if it
// is the built one.
func listed(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && (path.Base(dir) != "public" || !strings.HasPrefix(name, ".photodesk")) {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	return names
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
