package preview

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"photodesk/generator/publish"
)

// What the server answers itself lies below a name that no story can have.
const (
	own        = "/_desk/-/"
	livePath   = own + "live.js"
	eventsPath = own + "events"
	editPath   = own + "edit"
)

//go:embed live.js
var liveScript []byte

// ServeHTTP implements [http.Handler].
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Content-Security-Policy", "frame-ancestors 'none'")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("X-Robots-Tag", "noindex")
	h.Set("Cache-Control", "no-store")
	if !s.guard(w, r) {
		return
	}
	switch r.URL.Path {
	case livePath:
		send(w, r, "live.js", liveScript)
	case eventsPath:
		s.events(w, r)
	case editPath:
		s.edit(w, r)
	default:
		s.file(w, r)
	}
}

// nameOf returns the output path that a URL's path asks for.
func nameOf(urlPath string) string {
	name := strings.TrimPrefix(urlPath, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name
}

func isPage(name string) bool { return path.Ext(name) == ".html" }

// file answers with a file of the map.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	name := nameOf(r.URL.Path)
	st, _ := s.now()
	if st == nil || isPage(name) || path.Ext(name) == "" {
		st = s.settled(r.Context())
	}
	if st == nil {
		return // nobody waits any more
	}
	f, ok := st.find(name)
	if _, slash := st.find(name + "/index.html"); !ok && slash {
		w.Header().Set("Location", (&url.URL{Path: "/" + name + "/", RawQuery: r.URL.RawQuery}).String())
		w.WriteHeader(http.StatusFound)
		return
	}
	switch {
	case ok && isPage(name):
		if strings.HasPrefix(name, "_desk/") {
			w.Header().Set("Content-Security-Policy", deskPolicy)
		}
		s.page(w, r, f, http.StatusOK)
	case ok:
		asset(w, r, f)
	case path.Ext(name) == "" || isPage(name):
		s.missing(w, r, st)
	default:
		refuse(w, http.StatusNotFound, "there is no such file on this site")
	}
}

// deskPolicy is what the desk's pages may do: nothing that is not their own.
const deskPolicy = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// asset answers with what is no page. Renditions have the digest of all that
// they are in their name.
func asset(w http.ResponseWriter, r *http.Request, f publish.File) {
	data, err := read(f)
	if err != nil {
		failed(w, err)
		return
	}
	if f.Digest != "" {
		w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
	}
	send(w, r, f.Path, data)
}

// page answers with a page and the script that keeps it up to date.
func (s *Server) page(w http.ResponseWriter, r *http.Request, f publish.File, status int) {
	data, err := read(f)
	if err != nil {
		failed(w, err)
		return
	}
	s.write(w, r, data, status)
}

// bare is a page for when there is none to show; complaints come above it.
const bare = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>photodesk</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"></head>
<body><main><h1>There is no page here</h1><p><a href="/">The front page</a> · <a href="/_desk/">The desk</a></p></main></body></html>
`

// missing answers with the site's own page for what is not there.
func (s *Server) missing(w http.ResponseWriter, r *http.Request, st *state) {
	if f, ok := st.find("404.html"); ok {
		s.page(w, r, f, http.StatusNotFound)
		return
	}
	s.write(w, r, []byte(bare), http.StatusNotFound)
}

func (s *Server) write(w http.ResponseWriter, r *http.Request, data []byte, status int) {
	tag := fmt.Sprintf(`<script defer src="%s" data-seen="%s" data-run="%s"></script>`, livePath, digestOf(data, status), s.run)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(inject(data, tag))
	}
}

// inject puts a tag into the head of a page, before its own scripts.
func inject(data []byte, tag string) []byte {
	at := bytes.Index(data, []byte("</head>"))
	if at < 0 {
		return append(bytes.Clone(data), tag...)
	}
	if first := bytes.Index(data[:at], []byte("<script")); first >= 0 {
		at = first
	}
	return bytes.Join([][]byte{data[:at], []byte(tag), data[at:]}, nil)
}

// digestOf tells one answer from another.
func digestOf(data []byte, status int) string {
	sum := sha256.Sum256(data)
	return fmt.Sprintf("%d-%s", status, hex.EncodeToString(sum[:8]))
}

func read(f publish.File) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(in)
}

// failed tells why a file cannot be made: a photograph may be damaged or just
// being written.
func failed(w http.ResponseWriter, err error) {
	status := http.StatusInternalServerError
	if errors.Is(err, fs.ErrNotExist) {
		status = http.StatusNotFound
	}
	refuse(w, status, strings.ToValidUTF8(err.Error(), "\ufffd"))
}

func send(w http.ResponseWriter, r *http.Request, name string, data []byte) {
	kind := mime.TypeByExtension(path.Ext(name))
	if known, ok := types[path.Ext(name)]; ok {
		kind = known
	}
	if kind != "" {
		w.Header().Set("Content-Type", kind)
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// types are those that a system's own table must not get wrong: browsers refuse
// scripts and styles of another.
var types = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
	".jpg": "image/jpeg", ".webp": "image/webp", ".xml": "application/xml", ".json": "application/json", ".txt": "text/plain; charset=utf-8",
}
