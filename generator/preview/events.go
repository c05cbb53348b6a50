package preview

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"photodesk/generator/diag"
)

// heartbeat keeps a silent connection from being taken for a dead one, and finds
// out which are.
const heartbeat = 15 * time.Second

// panel is what stands above a page whose story fails.
type panel struct {
	Stale bool        `json:"stale"` // the page below is an older one
	Items []panelItem `json:"items"`
}

type panelItem struct {
	Severity string `json:"severity"`
	Text     string `json:"text"` // as on a terminal
}

// events tells one page of what happens to it (server-sent events, HTML 9.2):
// "page" with the digest of its bytes, "panel" with the complaints above it.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	name, seen, shown := nameOf(r.URL.Query().Get("page")), r.URL.Query().Get("seen"), ""
	if _, err := fmt.Fprintf(w, "retry: 300\nevent: run\ndata: %s\n\n", s.run); err != nil || out.Flush() != nil {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		st, changed := s.now()
		message := ""
		if st != nil {
			if digest := st.digest(name); digest != seen {
				seen = digest
				message += "event: page\ndata: " + digest + "\n\n"
			}
			if p := st.panel(name); p != shown {
				shown = p
				message += "event: panel\ndata: " + p + "\n\n"
			}
		}
		if message != "" {
			if _, err := w.Write([]byte(message)); err != nil || out.Flush() != nil {
				return
			}
		}
		select {
		case <-r.Context().Done():
			return
		case <-changed:
		case <-beat.C:
			if _, err := w.Write([]byte(":\n\n")); err != nil || out.Flush() != nil {
				return
			}
		}
	}
}

// digest returns that of the answer that a request for name would get now.
func (st *state) digest(name string) string {
	status := http.StatusOK
	f, ok := st.find(name)
	if !ok {
		status = http.StatusNotFound
		if f, ok = st.find("404.html"); !ok {
			return digestOf([]byte(bare), status)
		}
	}
	data, err := read(f)
	if err != nil {
		return "error"
	}
	return digestOf(data, status)
}

// panel returns what is to stand above a page, as JSON.
func (st *state) panel(name string) string {
	list, stale := st.complaints(name)
	p := panel{Stale: stale || st.Shown.File == nil, Items: []panelItem{}}
	for _, d := range list[:min(len(list), maxPanel)] {
		p.Items = append(p.Items, panelItem{d.Severity.String(), d.String()})
	}
	if n := len(list) - maxPanel; n > 0 {
		p.Items = append(p.Items, panelItem{diag.Error.String(), fmt.Sprintf("and %d more", n)})
	}
	data, _ := json.Marshal(p) // plain data
	return string(data)
}

// maxPanel is how many complaints a panel shows: the first ones are mended first.
const maxPanel = 20
