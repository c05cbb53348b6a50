package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"photodesk/generator"
	"photodesk/generator/diag"
)

// differ is the options of photodesk diff.
type differ struct {
	place
	out  string
	json bool
}

func diffCommand() *cobra.Command {
	d := &differ{}
	cmd := &cobra.Command{
		Use:   "diff",
		Short: "Tell what the next build would change for readers",
		Long: `Diff compares the site as it would be built now with what is published: which
stories and pictures would come, change and go, and which words. Nothing is made
and nothing is written.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return d.run(cmd) },
	}
	d.flags(cmd)
	cmd.Flags().StringVar(&d.out, "out", "", "output `folder` to compare with (default public in the site's folder)")
	cmd.Flags().BoolVar(&d.json, "json", false, "tell it as JSON")
	_ = cmd.MarkFlagDirname("out") // fails only for a flag that does not exist
	return cmd
}

func (d *differ) run(cmd *cobra.Command) error {
	opt, closeSite, err := d.open()
	if err != nil {
		return err
	}
	defer closeSite()
	out := cmp.Or(d.out, filepath.Join(d.site, "public"))
	site, diff, err := generator.Diff(cmd.Context(), opt, out)
	if err != nil {
		return err
	}
	if diff == nil {
		tell(os.Stderr, cmd, site.Diags)
		fmt.Fprintf(os.Stderr, "the next build would change nothing in %s\n", out)
		return errSite
	}
	if d.json {
		return json.NewEncoder(os.Stdout).Encode(diff)
	}
	tellDifference(os.Stdout, diff)
	return nil
}

func tellDifference(w io.Writer, d *generator.Difference) {
	for _, s := range d.Stories {
		tellPage(w, "story", "", s.PageDifference)
		for _, p := range s.Pictures {
			tellPage(w, "picture", "  ", p)
		}
	}
	for _, l := range d.Lists {
		if l.Change != generator.Changed || len(l.Old)+len(l.New) > 0 {
			tellPage(w, l.Kind, "", l)
		}
	}
	fmt.Fprintf(w, "files added %d  changed %d  removed %d\n", d.Files[generator.Added], d.Files[generator.Changed], d.Files[generator.Removed])
}

// tellPage tells of a page, and of its words as diff(1) would.
func tellPage(w io.Writer, what, indent string, p generator.PageDifference) {
	change := string(p.Change)
	switch {
	case p.Replaced:
		change = strings.TrimPrefix(change+", its photograph replaced", ", ")
	case change == "":
		change = "in its pictures"
	case p.Change == generator.Changed && len(p.Old)+len(p.New) == 0:
		change += "; its words stay"
	}
	fmt.Fprintf(w, "%s%s %s: %s\n", indent, what, diag.Printable(cmp.Or(p.Address, "./")), change)
	for _, line := range p.Old {
		fmt.Fprintf(w, "%s  - %s\n", indent, diag.Printable(line))
	}
	for _, line := range p.New {
		fmt.Fprintf(w, "%s  + %s\n", indent, diag.Printable(line))
	}
}
