package source

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Watching. Events only wake the loop and say where to look; [Tree.Refresh]
// decides what has changed. So a missed or a needless event costs time, never
// a stale page.
//
// Folders are watched and not files, since editors save by renaming a new file
// over the old one. A folder that appears is watched, and everything in it
// counts as new, before its events begin.

const (
	// quiet is how long nothing must happen before a batch is handed on: an
	// atomic save is three or four events within a millisecond, and a person
	// does not feel 10.
	quiet = 10 * time.Millisecond

	// patience bounds that wait while a program writes on and on, as when forty
	// photographs are copied in.
	patience = 250 * time.Millisecond

	// tick is how often a folder without events is looked at. A whole look at
	// ten thousand photographs is 70 ms on a local disk.
	tick = time.Second
)

// Watcher tells when something below a site's folder may have changed.
type Watcher struct {
	// Noticed, when not nil, is called as soon as something has happened: some time
	// before Next returns, which waits for the rest of it.
	Noticed func()

	dir     string
	only    []string // names at the top that matter
	events  *fsnotify.Watcher
	polling string // why the folder is polled; empty: it is not
}

// Watch begins to watch the folders named only below dir, as far as they exist.
// With poll, or where the file system sends no events, it polls.
func Watch(dir string, only []string, poll bool) (*Watcher, error) {
	w := &Watcher{dir: dir, only: only}
	switch kind := network(dir); {
	case poll:
		w.polling = "as asked"
	case kind != "":
		w.polling = kind + " sends no events for changes made elsewhere"
	default:
		w.listen()
	}
	return w, nil
}

// listen subscribes to every folder. A system that runs out of watches (Linux
// has a limit a user) sends for some folders only; then all are polled.
func (w *Watcher) listen() {
	events, err := fsnotify.NewWatcher()
	if err != nil {
		w.polling = reason(err)
		return
	}
	w.events = events
	err = events.Add(w.dir)
	for _, name := range w.only {
		err = errors.Join(err, w.add(filepath.Join(w.dir, name)))
	}
	if err != nil {
		w.poll(reason(err))
	}
}

// poll gives up on events.
func (w *Watcher) poll(why string) {
	w.polling = why
	if w.events != nil {
		_ = w.events.Close() // nothing is lost: polling sees all
		w.events = nil
	}
}

// reason returns why events are not to be had, in one line.
func reason(err error) string {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) {
		return "the system's limit of watched folders is reached"
	}
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// passing reports whether a name is one that programs write for a while and
// people never: editors' swap, lock and backup files, unfinished copies.
func passing(name string) bool {
	base := filepath.Base(name)
	switch strings.ToLower(filepath.Ext(base)) {
	case ".swp", ".swo", ".swx", ".tmp", ".part", ".crdownload", ".bak":
		return true
	}
	return strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") || strings.HasPrefix(base, "~$") ||
		strings.HasPrefix(base, "#") && strings.HasSuffix(base, "#") || base == "4913" // by which vim tries a folder
}

// add subscribes to dir and every folder below it.
func (w *Watcher) add(dir string) error {
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case !d.IsDir():
			return nil
		case passing(name) && name != dir:
			return fs.SkipDir
		}
		return w.events.Add(name)
	})
}

// Polling returns why the folder is polled, and "" if it is not.
func (w *Watcher) Polling() string { return w.polling }

// Close ends the watching.
func (w *Watcher) Close() error {
	if w.events == nil {
		return nil
	}
	return w.events.Close()
}

// Next waits until something may have changed and returns where: slash-separated
// paths below the folder, or none for anywhere. Pending are paths to return in any
// case, soon: those of [Tree.Unsettled]. It returns ctx's error when ctx ends.
func (w *Watcher) Next(ctx context.Context, pending []string) ([]string, error) {
	if w.polling != "" {
		wait := tick
		if len(pending) > 0 {
			wait = still
		}
		return nil, sleep(ctx, wait)
	}
	b := batch{paths: map[string]bool{}}
	if len(pending) > 0 {
		b.limit = time.After(still)
	}
	for _, p := range pending {
		b.paths[p] = true
	}
	for {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case e, ok := <-w.events.Events:
			if !ok {
				return nil, fs.ErrClosed
			}
			if w.take(&b, e) {
				b.add(w.Noticed)
			}
			if w.polling != "" {
				return nil, nil
			}
		case err, ok := <-w.events.Errors:
			if !ok {
				return nil, fs.ErrClosed
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				w.poll(reason(err))
			}
			return nil, nil // events were lost: look everywhere
		case <-b.settled:
			return w.handOn(&b), nil
		case <-b.limit:
			return w.handOn(&b), nil
		}
	}
}

// batch is what has happened since Next was called.
type batch struct {
	paths   map[string]bool
	folders []string // that came
	settled <-chan time.Time
	limit   <-chan time.Time
}

// add notes that something has happened now.
func (b *batch) add(noticed func()) {
	if b.settled == nil && noticed != nil {
		noticed()
	}
	b.settled = time.After(quiet)
	if b.limit == nil {
		b.limit = time.After(patience)
	}
}

// take adds the place of an event to the batch and reports whether it matters.
func (w *Watcher) take(b *batch, e fsnotify.Event) bool {
	rel, err := filepath.Rel(w.dir, e.Name)
	if err != nil || e.Op == fsnotify.Chmod {
		return false
	}
	rel = filepath.ToSlash(rel)
	top, _, _ := strings.Cut(rel, "/")
	if !slices.Contains(w.only, top) || passing(e.Name) {
		return false
	}
	if e.Has(fsnotify.Create) {
		if info, err := os.Lstat(e.Name); err == nil && info.IsDir() {
			b.folders = append(b.folders, e.Name)
			w.follow(e.Name)
		}
	}
	b.paths[rel] = true
	return true
}

// follow subscribes to a folder that has come, and to all below it.
func (w *Watcher) follow(folder string) {
	if w.events == nil {
		return
	}
	if err := w.add(folder); err != nil {
		w.poll(reason(err))
	}
}

// handOn returns the places of a batch. Folders that came are subscribed to once
// more: where one was renamed, the end of its old name takes the subscription of
// the new one with it.
func (w *Watcher) handOn(b *batch) []string {
	for _, f := range b.folders {
		w.follow(f)
	}
	return sorted(b.paths)
}

func sorted(batch map[string]bool) []string {
	out := make([]string, 0, len(batch))
	for p := range batch {
		out = append(out, p)
	}
	slices.Sort(out)
	return out
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
