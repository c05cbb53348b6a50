package generator

import (
	"context"

	"photodesk/generator/source"
)

// watched are the folders of a site that a build reads.
var watched = []string{"content", "templates", "static"}

// Watch calls again each time something that was read has changed, until ctx
// ends or again fails. It says why, in one line, if the folder has to be polled.
// Between calls the tree answers as a new one would.
func Watch(ctx context.Context, dir string, tree *source.Tree, poll bool, say func(why string), again func(changed []string) error) error {
	w, err := source.Watch(dir, watched, poll)
	if err != nil {
		return err
	}
	defer w.Close()
	said := ""
	for {
		if why := w.Polling(); why != said {
			said = why
			say(why)
		}
		paths, err := w.Next(ctx)
		if err != nil {
			return err
		}
		changed := tree.Refresh(paths...)
		if len(changed) == 0 {
			continue
		}
		if err := again(changed); err != nil {
			return err
		}
	}
}
