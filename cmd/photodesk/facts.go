package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"photodesk/generator"
	"photodesk/generator/diag"
	"photodesk/generator/photo"
	"photodesk/generator/plan"
	"photodesk/generator/source"
	"photodesk/generator/story"
)

// teller is the options of photodesk facts.
type teller struct {
	place
	json bool
}

func factsCommand() *cobra.Command {
	t := &teller{}
	cmd := &cobra.Command{
		Use:   "facts PHOTO...",
		Short: "Say what a photograph's metadata says, which word counts, and what is published of it",
		Long: `Facts lists what the sources in and beside a photograph say, under the names that
exiftool -G1 -n gives them; what is merged of it, with the source that won and
those that did not; and what the renditions of it will carry. In a story of the
site (--site), the words of the story and of the sidecar count as in build; any
other file is told of as it is, and its renditions as if it stood in a story
alone.`,
		Args: somePhotos,
		RunE: func(cmd *cobra.Command, args []string) error { return t.run(cmd, args) },
	}
	t.flags(cmd)
	cmd.Flags().BoolVar(&t.json, "json", false, "tell as JSON: an object for one photograph, a list for several")
	return cmd
}

func somePhotos(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return nil
	}
	return misuse{"photodesk facts takes one photograph or more, and none was given", "name it: photodesk facts content/story/photos/02.jpg"}
}

func (t *teller) run(cmd *cobra.Command, args []string) error {
	opt, closeSite, err := t.openAny(cmd)
	if err != nil {
		return err
	}
	defer closeSite()
	desk, err := generator.NewTeller(opt)
	if err != nil {
		return err
	}
	var all []facts
	var failures []error
	for _, arg := range args {
		told, err := t.tell(cmd, desk, opt.Tree, arg)
		if err != nil {
			failures = append(failures, err)
			continue
		}
		if !t.json {
			writeFacts(os.Stdout, arg, told)
		}
		all = append(all, factsOf(arg, told))
	}
	if t.json {
		if err := encodeFacts(os.Stdout, all, len(args) > 1); err != nil {
			return err
		}
	}
	return errors.Join(failures...)
}

// openAny opens the site if there is one, or the cache alone.
func (t *teller) openAny(cmd *cobra.Command) (generator.Options, func(), error) {
	if cmd.Flags().Changed("site") || t.find() == nil {
		return t.open()
	}
	c, err := t.openCache()
	return generator.Options{Loader: story.NewLoader(), Cache: c, Now: time.Now()}, func() {}, err
}

// tell tells of one file, which may lie in the site or elsewhere.
func (t *teller) tell(cmd *cobra.Command, desk *generator.Teller, tree *source.Tree, file string) (*generator.Told, error) {
	name, inside := t.within(file)
	if tree == nil || !inside {
		other, err := source.Open(filepath.Dir(file))
		if err != nil {
			return nil, notTold(file, err)
		}
		defer other.Close()
		tree, name = other, filepath.Base(file)
	}
	told, err := desk.Tell(cmd.Context(), tree, name)
	if err != nil {
		return nil, notTold(file, err)
	}
	return told, nil
}

// within returns the name of a file in the site's content, and whether it is
// there.
func (t *teller) within(file string) (string, bool) {
	real := func(p string) string {
		if abs, err := filepath.Abs(p); err == nil {
			p = abs
		}
		if p, err := filepath.EvalSymlinks(p); err == nil {
			return p
		}
		return p
	}
	rel, err := filepath.Rel(real(t.site), filepath.Join(real(filepath.Dir(file)), filepath.Base(file)))
	rel = filepath.ToSlash(rel)
	return rel, err == nil && strings.HasPrefix(rel, "content/")
}

// notTold words the error about one file.
func notTold(file string, err error) error {
	var inPath *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return misuse{fmt.Sprintf("there is no file %s", file), "name photographs by their paths, as the shell completes them"}
	case errors.Is(err, photo.ErrUnreadable), errors.As(err, &inPath):
		if inPath != nil {
			err = inPath.Err
		}
		return misuse{fmt.Sprintf("%s: %v", file, err), "name a photograph: a JPEG, PNG, TIFF, WebP, GIF, HEIC or AVIF file"}
	}
	return fmt.Errorf("%s: %w", file, err)
}

// facts is what facts --json tells of one photograph.
type facts struct {
	File      string            `json:"file"`
	Story     string            `json:"story,omitempty"`
	Raw       map[string]any    `json:"raw"`
	Merged    map[string]merged `json:"merged"`
	Notes     []note            `json:"notes,omitempty"`
	Rendition rendition         `json:"rendition"`
}

// merged is a field that has a value: a text, or a list if there are several.
type merged struct {
	Value  any    `json:"value"`
	Source string `json:"source"`
}

type note struct {
	ID      string `json:"id"`
	Message string `json:"message"`
}

// rendition is what readers of metadata find in the files that are published.
type rendition struct {
	Every   map[string]any `json:"every"`
	Largest map[string]any `json:"largest"`
}

func factsOf(file string, told *generator.Told) facts {
	f := facts{
		File: file, Story: told.Story, Raw: byName(told.Said), Merged: map[string]merged{},
		Rendition: rendition{byName(told.Rights), byName(told.Full)},
	}
	for _, field := range told.Merged {
		m := merged{field.Values[0].Text, field.Values[0].Source}
		if texts := textsOf(field); len(texts) > 1 {
			m.Value = texts
		}
		f.Merged[field.Name] = m
	}
	for _, n := range told.Notes {
		f.Notes = append(f.Notes, note{n.ID, n.Message})
	}
	return f
}

func textsOf(f plan.Field) []string {
	var out []string
	for _, v := range f.Values {
		out = append(out, v.Text)
	}
	return out
}

// byName keeps the last of two values of one name, as exiftool -j does.
func byName(said []generator.Said) map[string]any {
	out := map[string]any{}
	for _, s := range said {
		out[s.Name] = s.Value
	}
	return out
}

func encodeFacts(w io.Writer, all []facts, several bool) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	switch {
	case several:
		return e.Encode(append([]facts{}, all...))
	case len(all) == 1:
		return e.Encode(all[0])
	}
	return nil
}

// writeFacts tells of a photograph in words.
func writeFacts(w io.Writer, file string, told *generator.Told) {
	f := told.Facts
	fmt.Fprintf(w, "%s: %s, %d × %d pixels, %d bytes\n", brief(file), strings.ToUpper(f.Format), f.Width, f.Height, f.Size)
	if told.Story != "" {
		fmt.Fprintf(w, "  shown in %s\n", told.Story)
	}
	writeSaid(w, "said by the file", told.Said)
	if len(told.Merged) > 0 {
		fmt.Fprintln(w, "\nmerged")
	}
	for _, field := range told.Merged {
		fmt.Fprintf(w, "  %-22s %s\n", field.Name, brief(strings.Join(textsOf(field), "; ")))
		fmt.Fprintf(w, "  %-22s from %s\n", "", sources(field))
		for _, p := range told.Passed {
			if p.Field == field.Name {
				fmt.Fprintf(w, "  %-22s not  %s\n", "", passed(p))
			}
		}
	}
	for i, n := range told.Notes {
		if i == 0 {
			fmt.Fprintln(w, "\nnotes")
		}
		fmt.Fprintf(w, "  %s [%s]\n", brief(n.Message), n.ID)
	}
	writeSaid(w, "every rendition carries", told.Rights)
	writeSaid(w, "the largest carries", told.Full)
	fmt.Fprintln(w)
}

// passed words a value that does not count; one that says the same is not
// repeated.
func passed(p photo.Passed) string {
	if p.Why == "it is the same" {
		return p.Source + ": " + p.Why
	}
	return fmt.Sprintf("%s: %s (%s)", p.Source, brief(p.Text), p.Why)
}

// sources names where the values of a field come from, each source once.
func sources(f plan.Field) string {
	var out []string
	for _, v := range f.Values {
		if len(out) == 0 || out[len(out)-1] != v.Source {
			out = append(out, v.Source)
		}
	}
	return strings.Join(out, ", ")
}

func writeSaid(w io.Writer, title string, said []generator.Said) {
	if len(said) > 0 {
		fmt.Fprintf(w, "\n%s\n", title)
	}
	for _, s := range said {
		fmt.Fprintf(w, "  %-34s %s\n", brief(s.Name), brief(s.Text))
	}
}

// brief makes a text safe for a terminal, one line of at most 300 characters.
func brief(s string) string {
	r := []rune(diag.Printable(strings.Join(strings.Fields(s[:min(len(s), 4000)]), " ")))
	if len(r) > 300 {
		return string(r[:300]) + "…"
	}
	return string(r)
}
