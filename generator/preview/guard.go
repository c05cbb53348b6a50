package preview

import (
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// maxBody is the largest request that the desk sends: a caption, with room.
const maxBody = 256 << 10

// guard refuses requests that do not come from the editor's own hand: 403, 405,
// 413. It reports whether the request may go on.
func (s *Server) guard(w http.ResponseWriter, r *http.Request) bool {
	switch {
	case !s.ours(r.Host):
		refuse(w, http.StatusForbidden, "this is not the name of the preview; open it by the address that photodesk serve names")
	case !s.sameOrigin(r):
		refuse(w, http.StatusForbidden, "the preview answers no other site")
	case r.ContentLength > maxBody:
		refuse(w, http.StatusRequestEntityTooLarge, "that is more than the desk ever sends")
	case isWrite(r):
		return s.guardWrite(w, r)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed, "GET and HEAD only")
	default:
		return true
	}
	return false
}

// isWrite reports whether a request asks for the one thing that writes.
func isWrite(r *http.Request) bool { return r.URL.Path == editPath && r.Method == http.MethodPost }

// guardWrite lets through what has the token of the desk's pages. A page of
// another site can neither read it nor send it without asking first, which is
// refused.
func (s *Server) guardWrite(w http.ResponseWriter, r *http.Request) bool {
	given := r.Header.Get("X-Photodesk-Token")
	switch {
	case s.token == "":
		refuse(w, http.StatusForbidden, "the desk is for reading only, because the preview is open to other machines")
	case subtle.ConstantTimeCompare([]byte(given), []byte(s.token)) != 1:
		refuse(w, http.StatusForbidden, "photodesk serve was started again: load this page anew, then do it again")
	case r.Header.Get("Content-Type") != "application/json":
		refuse(w, http.StatusUnsupportedMediaType, "the desk sends JSON")
	default:
		return true
	}
	return false
}

// refuse answers in one line and hangs up, so that a body is not even read.
func refuse(w http.ResponseWriter, status int, why string) {
	w.Header().Set("Connection", "close")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(why + "\n")) // a browser that has gone needs no answer
}

// ours reports whether a Host header names this server. A name that leads here
// and is not ours is what DNS rebinding needs; an address cannot be rebound.
func (s *Server) ours(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(name, "["), "]"), "."))
	if addr, err := netip.ParseAddr(name); err == nil {
		return addr.IsLoopback() || len(s.opt.Hosts) > 0
	}
	return name == "localhost" || slices.Contains(s.opt.Hosts, name)
}

// sameOrigin reports whether a request comes from a page of this server, from no
// page at all, or from somebody following a link.
func (s *Server) sameOrigin(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" || site == "same-site" {
		if r.Header.Get("Sec-Fetch-Mode") != "navigate" || r.Header.Get("Sec-Fetch-Dest") != "document" || r.Method != http.MethodGet {
			return false
		}
	}
	for _, origin := range r.Header.Values("Origin") {
		u, err := url.Parse(origin)
		if err != nil || u.Scheme != "http" || !strings.EqualFold(u.Host, r.Host) {
			return false
		}
	}
	return true
}
