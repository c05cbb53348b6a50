package generator

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"photodesk/generator/diag"
	"photodesk/generator/preview"
)

// served is a preview of a test's site that runs.
type served struct {
	*site
	url  string
	port int
	stop context.CancelFunc
	done chan error

	mu    sync.Mutex
	said  []string
	diags diag.List // every complaint so far
}

// serve starts a preview of the site at a port, or at any if that is 0.
func (s *site) serve(port int) *served { return s.serveAs(port, false) }

// serveAs is serve, looking for changes if poll is set.
func (s *site) serveAs(port int, poll bool) *served {
	s.t.Helper()
	ls, port, err := preview.Listen("localhost", port)
	if err != nil {
		s.t.Fatal(err)
	}
	ctx, stop := context.WithCancel(s.t.Context())
	v := &served{site: s, url: fmt.Sprintf("http://127.0.0.1:%d", port), port: port, stop: stop, done: make(chan error, 1)}
	s.reopen()
	opt := s.options("cache")
	go func() {
		v.done <- Serve(ctx, opt, Serving{
			Dir: s.dir, Listeners: ls, Poll: poll, Now: func() time.Time { return now },
			Say: v.note, Tell: v.complained, Fail: func(err error) { v.note(err.Error()) },
		})
	}()
	s.t.Cleanup(func() { v.end() })
	return v
}

func (v *served) note(line string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.said = append(v.said, line)
}

func (v *served) complained(site *Site) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.diags = append(v.diags, site.Diags...)
}

// errors returns every error that was complained of so far.
func (v *served) errors() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	var out strings.Builder
	for _, d := range v.diags {
		if d.Severity == diag.Error {
			out.WriteString(d.String())
		}
	}
	return out.String()
}

// get returns what the preview answers.
func (v *served) get(path string) (int, string) {
	v.t.Helper()
	res, err := http.Get(v.url + path)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return res.StatusCode, string(data)
}

// becomes waits for a page to be as wanted.
func (v *served) becomes(path, what string, ok func(status int, body string) bool) {
	v.t.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		status, body := v.get(path)
		if ok(status, body) {
			return
		}
		if time.Now().After(end) {
			v.t.Fatalf("%s: not so after ten seconds: %d\n%s\n%s", what, status, body, v.errors())
		}
	}
}

// end ends the preview and waits for that.
func (v *served) end() {
	v.t.Helper()
	v.stop()
	select {
	case err := <-v.done:
		if err != nil && !errors.Is(err, net.ErrClosed) {
			v.t.Error(err)
		}
		v.done <- nil
	case <-time.After(5 * time.Second):
		v.t.Error("the preview does not end")
	}
}

// save writes a file as an editor does: at the present time.
func (v *served) save(name, data string) {
	v.t.Helper()
	p := v.path(name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o777), os.WriteFile(p, []byte(data), 0o666)); err != nil {
		v.t.Fatal(err)
	}
}

func (v *served) read(name string) string {
	v.t.Helper()
	data, err := os.ReadFile(v.path(name))
	if err != nil {
		v.t.Fatal(err)
	}
	return string(data)
}
