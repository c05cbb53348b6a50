package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/semaphore"

	"photodesk/generator/cache"
	"photodesk/generator/diag"
	"photodesk/generator/edit"
	"photodesk/generator/photo"
)

// drafter is the options of photodesk new.
type drafter struct {
	place
	from     string
	captions string
}

func newCommand() *cobra.Command {
	d := &drafter{}
	cmd := &cobra.Command{
		Use:   "new STORY",
		Short: "Begin a story, from a folder of photographs if there is one",
		Long: `New makes the story content/STORY/index.md, a draft. With --from it copies the
photographs of a folder in the order in which they were taken, and drafts the
text from what the agency wrote into them: headline, dateline, byline, places,
and each picture with its caption, sign-off and alt text. TODO stands where a
file says nothing. The folder stays as it is.`,
		Example: `  photodesk new chongqing-nev --from ~/Desktop/take1
  photodesk new 2026/bridge`,
		Args: oneArg("STORY", "name the story: photodesk new bridge --from FOLDER"),
		RunE: func(cmd *cobra.Command, args []string) error { return d.run(cmd, args[0]) },
	}
	d.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&d.from, "from", "", "`folder` of photographs to copy")
	f.StringVar(&d.captions, "captions", "text", "where captions are kept: in the text, or in each `file`")
	_ = cmd.MarkFlagDirname("from") // fails only for a flag that does not exist
	return cmd
}

func (d *drafter) run(cmd *cobra.Command, story string) error {
	if d.captions != "text" && d.captions != "file" {
		return misuse{fmt.Sprintf("--captions=%s is not known", d.captions), "write --captions=text or --captions=file"}
	}
	site, err := d.edit(cmd.Context())
	if err != nil {
		return err
	}
	defer site.Close()
	made, err := site.New(cmd.Context(), edit.Draft{Story: story, From: d.from, Bare: d.captions == "file"})
	if err != nil {
		return interrupted(err)
	}
	tellSkipped(made.Skipped)
	if !quiet(cmd) {
		fmt.Printf("%s  photographs %d  copied %d  skipped %d\n", made.File, len(made.Photos), made.Copied, len(made.Skipped))
		fmt.Fprintln(os.Stderr, "it is a draft: delete the line draft: true to publish it")
	}
	return nil
}

// interrupted says, for copying that was stopped, that nothing is broken.
func interrupted(err error) error {
	if errors.Is(err, context.Canceled) {
		return misuse{"stopped", "nothing is half written; the same command goes on from there"}
	}
	return err
}

// oneArg refuses any other number of arguments than one.
func oneArg(what, hint string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) == 0 || args[0] == "":
			return misuse{fmt.Sprintf("photodesk %s needs %s", cmd.Name(), what), hint}
		case len(args) > 1:
			return misuse{fmt.Sprintf("photodesk %s takes one argument, but %q was given too", cmd.Name(), args[1]), "put a name with blanks in quotation marks"}
		}
		return nil
	}
}

// edit opens the site for changing.
func (p *place) edit(ctx context.Context) (*edit.Site, error) {
	if err := p.find(); err != nil {
		return nil, err
	}
	c, err := p.openCache()
	if err != nil {
		return nil, err
	}
	look := func(src photo.Source, name string) (*photo.Facts, error) { return photo.Probe(src, c, name) }
	return edit.Open(p.site, edit.Options{Now: time.Now(), Look: look, Try: try(ctx, c)})
}

// decoding is what all photographs that are tried at one time may take of memory.
const decoding = 640 << 20

// try returns what tries whether the picture of a photograph that comes in can be
// read to the end.
func try(ctx context.Context, c *cache.Cache) func(photo.Source, string, *photo.Facts) error {
	room := semaphore.NewWeighted(decoding)
	return func(src photo.Source, name string, f *photo.Facts) error {
		w, h := f.Oriented()
		r := photo.NewRecipe(f, min(w, 16), max(1, min(h, 16*h/w)), "jpeg", 50, nil)
		weight := min(photo.Weight(f, &r), decoding)
		if err := room.Acquire(ctx, weight); err != nil {
			return err
		}
		defer room.Release(weight)
		_, err := photo.Make(ctx, src, c, name, []*photo.Recipe{&r})
		return err
	}
}

func tellSkipped(skipped []edit.Skipped) {
	for _, s := range skipped {
		fmt.Fprintf(os.Stderr, "skipped %s: %s\n", diag.Printable(s.Name), diag.Printable(s.Reason))
	}
}
