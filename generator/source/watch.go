package source

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
	// does not feel 20.
	quiet = 20 * time.Millisecond

	// patience bounds that wait while a program writes on and on, as when forty
	// photographs are copied in.
	patience = 250 * time.Millisecond

	// tick is how often a folder without events is looked at. A whole look at
	// ten thousand photographs is 70 ms on a local disk.
	tick = time.Second
)

// Watcher tells when something below a site's folder may have changed.
type Watcher struct {
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
		w.polling = err.Error()
		return
	}
	w.events = events
	err = events.Add(w.dir)
	for _, name := range w.only {
		err = errors.Join(err, w.add(filepath.Join(w.dir, name)))
	}
	if err != nil {
		w.poll(firstLine(err))
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

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
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
		case strings.HasPrefix(d.Name(), ".") && name != dir:
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
// paths below the folder, or none for anywhere. It returns ctx's error when ctx
// ends.
func (w *Watcher) Next(ctx context.Context) ([]string, error) {
	if w.polling != "" {
		return nil, sleep(ctx, tick)
	}
	batch := map[string]bool{}
	var settled <-chan time.Time
	var limit <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case e, ok := <-w.events.Events:
			if !ok {
				return nil, fs.ErrClosed
			}
			if !w.take(batch, e) {
				continue
			}
			settled = time.After(quiet)
			if limit == nil {
				limit = time.After(patience)
			}
		case err, ok := <-w.events.Errors:
			if !ok {
				return nil, fs.ErrClosed
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				w.poll(firstLine(err))
			}
			return nil, nil // events were lost: look everywhere
		case <-settled:
			return sorted(batch), nil
		case <-limit:
			return sorted(batch), nil
		}
	}
}

// take adds the place of an event to the batch and reports whether it matters.
func (w *Watcher) take(batch map[string]bool, e fsnotify.Event) bool {
	rel, err := filepath.Rel(w.dir, e.Name)
	if err != nil || e.Op == fsnotify.Chmod {
		return false
	}
	rel = filepath.ToSlash(rel)
	top, _, _ := strings.Cut(rel, "/")
	if !slices.Contains(w.only, top) {
		return false
	}
	if e.Has(fsnotify.Create) {
		if info, err := os.Lstat(e.Name); err == nil && info.IsDir() {
			if err := w.add(e.Name); err != nil {
				w.poll(firstLine(err))
			}
		}
	}
	batch[rel] = true
	return true
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
