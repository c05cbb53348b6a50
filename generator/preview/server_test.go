package preview

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"
	"time"

	"photodesk/generator/diag"
	"photodesk/generator/publish"
)

// pages is a site of plain bytes: path → data.
type pages map[string]string

func (p pages) shown(failing ...string) Shown {
	return Shown{
		File: func(name string) (publish.File, bool) {
			data, ok := p[name]
			digest := ""
			if path.Ext(name) == ".jpg" {
				digest = "d"
			}
			return publish.File{Path: name, Digest: digest, Open: func() (io.ReadCloser, error) {
				return io.NopCloser(strings.NewReader(data)), nil
			}}, ok
		},
		Story: func(name string) string {
			if dir, _, ok := strings.Cut(name, "/"); ok && p[name] != "" && strings.HasSuffix(name, ".html") {
				return "content/" + dir
			}
			return ""
		},
		Folder: func(file string) string {
			if dir := path.Dir(file); dir != "content" && strings.HasPrefix(dir, "content/") {
				return dir
			}
			return ""
		},
		Desk: func(name string, d Desk) (publish.File, bool) {
			data := "<html><head></head><body>token " + d.Token + "</body></html>"
			return publish.File{Path: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(data)), nil }}, name == "_desk/index.html"
		},
		Failing: failing,
	}
}

func page(body string) string { return "<html><head></head><body>" + body + "</body></html>" }

func newServer(t *testing.T, opt Options, p pages) (*Server, *httptest.Server) {
	t.Helper()
	s := New(opt)
	s.Show(p.shown())
	h := httptest.NewServer(s)
	t.Cleanup(h.Close)
	return s, h
}

func get(t *testing.T, url string) (int, string, http.Header) {
	t.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(data), res.Header
}

func TestPages(t *testing.T) {
	_, h := newServer(t, Options{}, pages{
		"index.html": page("front"), "a b/index.html": page("story"), "a b/1.jpg": "pixels", "static/x.css": "css", "404.html": page("none"),
	})
	for _, c := range []struct {
		path   string
		status int
		body   string
	}{
		{"/", 200, "front"},
		{"/index.html", 200, "front"},
		{"/a%20b/", 200, "story"},
		{"/a%20b", 302, ""},
		{"/a%20b/1.jpg", 200, "pixels"},
		{"/static/x.css", 200, "css"},
		{"/static/", 404, "none"},
		{"/nothing/", 404, "none"},
		{"/nothing.jpg", 404, "no such file"},
		{"/_desk/", 200, "token"},
	} {
		status, body, header := get(t, h.URL+c.path)
		if status != c.status || !strings.Contains(body, c.body) {
			t.Errorf("%s: %d %q, want %d %q", c.path, status, body, c.status, c.body)
		}
		html := strings.HasPrefix(header.Get("Content-Type"), "text/html")
		if html != strings.Contains(body, `<script defer src="/_desk/-/live.js"`) {
			t.Errorf("%s: %s, and the script: %q", c.path, header.Get("Content-Type"), body)
		}
		for name := range header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s: header %s", c.path, name)
			}
		}
	}
	if _, _, header := get(t, h.URL+"/a%20b"); header.Get("Location") != "/a%20b/" {
		t.Errorf("a story's folder leads to %q", header.Get("Location"))
	}
	if _, _, header := get(t, h.URL+"/a%20b/1.jpg"); !strings.Contains(header.Get("Cache-Control"), "immutable") || header.Get("Content-Type") != "image/jpeg" {
		t.Errorf("a rendition has the headers %v", header)
	}
}

// TestNoPathLeavesTheMap tries every form of a path to a file that is there, as
// bytes on a connection: clients would tidy them.
func TestNoPathLeavesTheMap(t *testing.T) {
	_, h := newServer(t, Options{}, pages{"index.html": page("front")})
	for _, target := range []string{
		"/../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/....//etc/passwd", "//etc/passwd", `/..\..\etc\passwd`,
		"/etc/passwd", "/static/../../etc/passwd", "/index.html/../../../etc/passwd", "/%00/etc/passwd", "/.git/config", "/.photodesk.json",
		"/content/site.yaml", "/file:///etc/passwd", "/%c0%ae%c0%ae/etc/passwd", "/_desk/../content/site.yaml", "/_desk/-/../../go.mod",
		"/_desk/-/photo/../../../../etc/passwd", "/_desk/-/photo//etc/passwd", "/_desk/-/photo/content/../../etc/passwd", "/_desk/-/frame.html",
		"http://127.0.0.1/../etc/passwd", "*",
	} {
		conn, err := net.Dial("tcp", h.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", target)
		answer, _ := io.ReadAll(conn)
		conn.Close()
		first, _, _ := strings.Cut(string(answer), "\r\n")
		if strings.Contains(string(answer), "root:") || !strings.Contains(first, " 404 ") && !strings.Contains(first, " 400 ") {
			t.Errorf("%s: %s", target, first)
		}
	}
}

// TestForeigners sends what a browser would for a page of another site.
func TestForeigners(t *testing.T) {
	edited := 0
	s, h := newServer(t, Options{Edit: func(context.Context, Edit) (Edited, error) { edited++; return Edited{}, nil }},
		pages{"index.html": page("front")})
	port := h.URL[strings.LastIndex(h.URL, ":"):]
	type headers map[string]string
	ok := headers{"Content-Type": "application/json", "X-Photodesk-Token": s.token}
	with := func(extra ...string) headers {
		out := headers{"Content-Type": "application/json", "X-Photodesk-Token": s.token}
		for i := 0; i < len(extra); i += 2 {
			out[extra[i]] = extra[i+1]
		}
		return out
	}
	for _, c := range []struct {
		what, method, path, host string
		headers                  headers
		want                     int
	}{
		{"ourselves", "GET", "/", "localhost" + port, nil, 200},
		{"by address", "GET", "/", "127.0.0.1" + port, nil, 200},
		{"by IPv6 address", "GET", "/", "[::1]" + port, nil, 200},
		{"a name that was made to lead here", "GET", "/", "evil.example" + port, nil, 403},
		{"a name that looks like ours", "GET", "/", "localhost.evil.example", nil, 403},
		{"and another", "GET", "/", "127.0.0.1.nip.io" + port, nil, 403},
		{"an address that is not this machine's", "GET", "/", "192.168.1.4" + port, nil, 403},
		{"events for a foreign name", "GET", eventsPath, "evil.example", nil, 403},
		{"a script of another site", "GET", "/", "localhost" + port, headers{"Origin": "http://evil.example"}, 403},
		{"a page on disk", "GET", "/", "localhost" + port, headers{"Origin": "null"}, 403},
		{"another server of this machine", "GET", "/", "localhost" + port, headers{"Origin": "http://localhost:1"}, 403},
		{"our own script", "GET", "/", "localhost" + port, headers{"Origin": "http://localhost" + port}, 200},
		{"a picture in a page of another site", "GET", "/", "localhost" + port, headers{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403},
		{"a frame in another site", "GET", "/", "localhost" + port, headers{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403},
		{"a link from a mail", "GET", "/", "localhost" + port, headers{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200},
		{"another method", "PUT", "/", "localhost" + port, nil, 405},
		{"another method where it writes", "PUT", editPath, "localhost" + port, ok, 405},
		{"posting to a page", "POST", "/", "localhost" + port, ok, 405},
		{"asking what it may do", "OPTIONS", editPath, "localhost" + port, headers{"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}, 403},
		{"an edit", "POST", editPath, "localhost" + port, ok, 200},
		{"an edit without a token", "POST", editPath, "localhost" + port, headers{"Content-Type": "application/json"}, 403},
		{"an edit with another's token", "POST", editPath, "localhost" + port, with("X-Photodesk-Token", strings.Repeat("0", 32)), 403},
		{"a form", "POST", editPath, "localhost" + port, with("Content-Type", "text/plain"), 415},
		{"an edit from another site", "POST", editPath, "localhost" + port, with("Origin", "http://evil.example"), 403},
		{"an edit for a foreign name", "POST", editPath, "evil.example", ok, 403},
		{"an edit across sites", "POST", editPath, "localhost" + port, with("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors"), 403},
	} {
		before := edited
		req, err := http.NewRequest(c.method, h.URL+c.path, strings.NewReader(`{"do":"caption"}`))
		if err != nil {
			t.Fatal(err)
		}
		if c.method == "GET" {
			req.Body, req.ContentLength = nil, 0
		}
		req.Host = c.host
		for k, v := range c.headers {
			req.Header.Set(k, v)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != c.want {
			t.Errorf("%s: %d, want %d", c.what, res.StatusCode, c.want)
		}
		if (edited > before) != (c.path == editPath && c.want == 200) {
			t.Errorf("%s: edited: %v", c.what, edited > before)
		}
		for name := range res.Header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s: header %s", c.what, name)
			}
		}
	}
}

// TestLargeBodies sends a gigabyte, said beforehand and not.
func TestLargeBodies(t *testing.T) {
	s, h := newServer(t, Options{Edit: func(context.Context, Edit) (Edited, error) {
		t.Error("the edit was carried out")
		return Edited{}, nil
	}}, pages{"index.html": page("front")})
	for what, head := range map[string]string{
		"announced":            fmt.Sprintf("Content-Length: %d\r\n", 1<<30),
		"in pieces":            "Transfer-Encoding: chunked\r\n",
		"announced, to a page": fmt.Sprintf("Content-Length: %d\r\n", 1<<30),
	} {
		target := editPath
		if strings.HasSuffix(what, "page") {
			target = "/"
		}
		conn, err := net.Dial("tcp", h.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
		fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Photodesk-Token: %s\r\n%s\r\n", target, s.token, head)
		sent := 0
		go func() {
			piece := bytes.Repeat([]byte(" "), 1<<16)
			for sent < 1<<30 {
				if strings.HasPrefix(head, "Transfer") {
					fmt.Fprintf(conn, "%x\r\n", len(piece))
				}
				n, err := conn.Write(piece)
				if sent += n; err != nil {
					return
				}
				if strings.HasPrefix(head, "Transfer") {
					fmt.Fprint(conn, "\r\n")
				}
			}
		}()
		line, err := bufio.NewReader(conn).ReadString('\n')
		conn.Close()
		if err == nil && !strings.Contains(line, " 413 ") {
			t.Errorf("%s: %q", what, line)
		}
	}
}

func TestOpenToOthers(t *testing.T) {
	s := New(Options{Hosts: []string{"newsroom.example"}, ReadOnly: true})
	s.Show(pages{"index.html": page("front")}.shown())
	h := httptest.NewServer(s)
	defer h.Close()
	if _, body, _ := get(t, h.URL+"/_desk/"); !strings.Contains(body, "token <") {
		t.Errorf("the desk has a token: %s", body)
	}
	for host, want := range map[string]int{"newsroom.example": 403, "192.168.1.4": 403, "evil.example": 403} {
		req, _ := http.NewRequest("POST", h.URL+editPath, strings.NewReader("{}"))
		req.Host = host
		req.Header.Set("Content-Type", "application/json")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		if res.Body.Close(); res.StatusCode != want {
			t.Errorf("an edit by %s: %d", host, res.StatusCode)
		}
	}
	for host, want := range map[string]bool{"newsroom.example:80": true, "192.168.1.4": true, "evil.example": false} {
		if got := s.ours(host); got != want {
			t.Errorf("ours(%s) = %v", host, got)
		}
	}
}

// TestAReloadWaits asks for a page between a save and the end of the Make.
func TestAReloadWaits(t *testing.T) {
	s, h := newServer(t, Options{}, pages{"index.html": page("old"), "x.jpg": "old"})
	s.Begin()
	if _, body, _ := get(t, h.URL+"/x.jpg"); body != "old" {
		t.Errorf("a picture waits: %q", body)
	}
	go func() {
		time.Sleep(50 * time.Millisecond)
		s.Show(pages{"index.html": page("new")}.shown())
	}()
	if _, body, _ := get(t, h.URL+"/"); !strings.Contains(body, "new") {
		t.Errorf("a reload shows %q", body)
	}
	s.Begin()
	started := time.Now()
	if _, body, _ := get(t, h.URL+"/"); !strings.Contains(body, "new") || time.Since(started) < patience {
		t.Errorf("after %v a page that waits in vain is %q", time.Since(started), body)
	}
	s.Done()
}

func TestLastGoodPage(t *testing.T) {
	s, h := newServer(t, Options{}, pages{"index.html": page("front"), "a/index.html": page("good"), "a/1.jpg": "one", "b/index.html": page("b")})
	next := pages{"index.html": page("front 2"), "a/index.html": page("half"), "b/index.html": page("b 2")}.shown("content/a")
	next.Diags.Error("x", diag.Pos{File: "content/a/index.md"}, "it is wrong", "")
	s.Show(next)
	next.Diags = append(next.Diags, diag.Diagnostic{ID: "y", Severity: diag.Error, Pos: diag.InFile("content/site.yaml"), Message: "all is wrong"})
	s.Show(next) // and once more: the good page is not the one before
	for p, want := range map[string]string{"/": "front 2", "/a/": "good", "/b/": "b 2", "/a/1.jpg": "one"} {
		if _, body, _ := get(t, h.URL+p); !strings.Contains(body, want) {
			t.Errorf("%s shows %q, want %q", p, body, want)
		}
	}
	st, _ := s.now()
	for name, want := range map[string]int{"a/index.html": 2, "b/index.html": 1, "index.html": 2, "_desk/index.html": 0} {
		list, stale := st.complaints(name)
		if len(list) != want || stale != (name == "a/index.html") {
			t.Errorf("%s: %d complaints, stale %v", name, len(list), stale)
		}
	}
	broken := Shown{Folder: next.Folder, Diags: next.Diags}
	s.Show(broken)
	if _, body, _ := get(t, h.URL+"/b/"); !strings.Contains(body, "b 2") {
		t.Errorf("without a theme the last page is gone: %q", body)
	}
	s.Show(pages{"index.html": page("front"), "a/index.html": page("mended")}.shown())
	if _, body, _ := get(t, h.URL+"/a/"); !strings.Contains(body, "mended") {
		t.Errorf("mended, it shows %q", body)
	}
}

func TestEvents(t *testing.T) {
	s, h := newServer(t, Options{}, pages{"index.html": page("one"), "a/index.html": page("a")})
	res, err := http.Get(h.URL + eventsPath + "?page=/&seen=" + digestOf([]byte(page("one")), 200))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	next := func() string { // the data of the next event
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				return data
			}
		}
		t.Fatal("the stream has ended")
		return ""
	}
	if got := next(); got != s.run {
		t.Fatalf("the first event is %q", got)
	}
	if got := next(); got != `{"stale":false,"items":[]}` {
		t.Fatalf("the page is as it was seen, and the next event is %q", got)
	}
	s.Show(pages{"index.html": page("one"), "a/index.html": page("other")}.shown())
	bad := pages{"index.html": page("two")}.shown()
	bad.Diags.Error("x", diag.InFile("content/site.yaml"), "<b>wrong</b>", "")
	s.Show(bad)
	if got := next(); got != digestOf([]byte(page("two")), 200) {
		t.Errorf("after a change: %q; another page's is none", got)
	}
	if got := next(); !strings.Contains(got, `content/site.yaml: error: \u003cb\u003ewrong`) {
		t.Errorf("complaints: %q", got)
	}
}

func TestListen(t *testing.T) {
	first, port, err := Listen("localhost", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer closeAll(first)
	second, other, err := Listen("localhost", port)
	if err != nil {
		t.Fatal(err)
	}
	defer closeAll(second)
	if other <= port {
		t.Errorf("port %d is taken, and then it is %d", port, other)
	}
	for _, l := range append(first, second...) {
		if addr := l.Addr().(*net.TCPAddr); !addr.IP.IsLoopback() {
			t.Errorf("listens on %v", addr)
		}
	}
	if _, _, err := Listen("localhost", 70000); err == nil {
		t.Error("70000 is a port")
	}
	for host, want := range map[string]bool{"localhost": false, "127.0.0.1": false, "::1": false, "0.0.0.0": true, "": true, "192.168.1.4": true, "desk.example": true} {
		if Beyond(host) != want {
			t.Errorf("Beyond(%q) = %v", host, !want)
		}
	}
}

func closeAll(ls []net.Listener) {
	for _, l := range ls {
		l.Close()
	}
}
