package preview

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"

	"photodesk/generator/diag"
)

// Options are what a server depends on beside the site that it shows.
type Options struct {
	// Edit carries out what the desk asks for. An error that is a [*Refused] is
	// the person's to read; others are the machine's. Calls come one at a time.
	Edit func(context.Context, Edit) (Edited, error)
	// Hosts are the names that the server may be called by beside those of this
	// machine, without port; it is set only when listening beyond it.
	Hosts []string
	// ReadOnly keeps the desk from writing.
	ReadOnly bool
}

// Server shows a site. Make one with [New].
type Server struct {
	opt   Options
	token string // which writing needs
	run   string // tells this run of the server from others

	mu      sync.Mutex
	state   *state        // nil before the first Show
	changed chan struct{} // closed at the next change of state
	busy    chan struct{} // not nil while a Make is awaited; closed at its end

	editing sync.Mutex
}

// New returns a server that has nothing to show yet; what is asked of it waits
// for the first [Server.Show].
func New(opt Options) *Server {
	s := &Server{opt: opt, run: secret(), changed: make(chan struct{}), busy: make(chan struct{})}
	if !opt.ReadOnly {
		s.token = secret()
	}
	return s
}

// secret returns 128 bits that nobody can guess, in hex.
func secret() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: see crypto/rand
	return hex.EncodeToString(b[:])
}

// Begin says that something has changed on the disk, and that [Server.Show] or
// [Server.Done] will follow.
func (s *Server) Begin() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.busy == nil {
		s.busy = make(chan struct{})
	}
}

// Done says that what [Server.Begin] announced came to nothing.
func (s *Server) Done() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done()
}

func (s *Server) done() {
	if s.busy != nil && s.state != nil {
		close(s.busy)
		s.busy = nil
	}
}

// Show shows what a Make left.
func (s *Server) Show(next Shown) {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := after(s.state, next)
	st.desk = Desk{Token: s.token, Diags: next.Diags}
	s.set(st)
	s.done()
}

// Complain replaces the complaints about what is shown by all that there are.
func (s *Server) Complain(diags diag.List) {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := *s.state
	st.Diags, st.desk.Diags, st.judged = diags, diags, true
	s.set(&st)
}

func (s *Server) set(st *state) {
	s.state = st
	close(s.changed)
	s.changed = make(chan struct{})
}

// now returns what is shown, and a channel that is closed when that changes.
func (s *Server) now() (*state, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state, s.changed
}

// patience is how long a page waits for a Make that is under way. It is far more
// than a Make takes after a save; a folder that was just exchanged as a whole may
// take longer, and then the page is told when it is there.
const patience = time.Second

// settled returns what is shown once no Make is under way, or after [patience].
// It is nil only if ctx ended before there was anything to show.
func (s *Server) settled(ctx context.Context) *state {
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for {
		s.mu.Lock()
		st, busy := s.state, s.busy
		s.mu.Unlock()
		if busy == nil {
			return st
		}
		late := limit.C
		if st == nil {
			late = nil
		}
		select {
		case <-busy:
		case <-late:
			return st
		case <-ctx.Done():
			return st
		}
	}
}

// Serve answers requests on all listeners until ctx ends, and then ends at once.
func (s *Server) Serve(ctx context.Context, listeners []net.Listener) error {
	srv := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		MaxHeaderBytes:    64 << 10,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	failed := make(chan error, len(listeners))
	for _, l := range listeners {
		go func() { failed <- srv.Serve(l) }()
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	return errors.Join(err, srv.Close())
}
