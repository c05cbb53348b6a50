package generator

import (
	"context"

	"photodesk/generator/source"
)

// watched are the folders of a site that a build reads.
var watched = []string{"content", "templates", "static"}

// Watching is what [Watch] does.
type Watching struct {
	Dir  string       // the site's folder
	Tree *source.Tree // of it
	Poll bool         // look for changes instead of waiting to be told

	Say   func(why string)             // told why the folder has to be polled, in one line
	Begin func()                       // told that something has happened, as soon as it has; may be nil
	Idle  func()                       // told that it has changed nothing; may be nil
	Again func(changed []string) error // called when something that was read has changed
}

// Watch calls again each time something that was read has changed, until ctx
// ends or again fails. Between calls the tree answers as a new one would, but for
// photographs that are being written: those it holds back until they are still.
func Watch(ctx context.Context, w Watching) error {
	if w.Begin == nil {
		w.Begin = func() {}
	}
	if w.Idle == nil {
		w.Idle = func() {}
	}
	watcher, err := source.Watch(w.Dir, watched, w.Poll)
	if err != nil {
		return err
	}
	defer watcher.Close()
	watcher.Noticed = w.Begin
	said := ""
	var paths []string // at first, anywhere: what was changed before anybody listened
	for {
		if why := watcher.Polling(); why != said {
			said = why
			w.Say(why)
		}
		changed := w.Tree.Refresh(paths...)
		if len(changed) == 0 {
			w.Idle()
		} else if err := w.Again(changed); err != nil {
			return err
		}
		if paths, err = watcher.Next(ctx, w.Tree.Unsettled()); err != nil {
			return err
		}
	}
}
