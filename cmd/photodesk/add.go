package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"photodesk/generator/diag"
	"photodesk/generator/edit"
)

// adder is the options of photodesk add.
type adder struct {
	place
	from    string
	replace bool
}

func addCommand() *cobra.Command {
	a := &adder{}
	cmd := &cobra.Command{
		Use:   "add STORY --from FOLDER",
		Short: "Add the next take to a story",
		Long: `Add copies the photographs that a story does not have yet and appends them to its
text, each with the caption that its file has. A picture that the story has in
other bytes, by its supplier's id, its file name or its job id, is a corrected
one: it is shown with both captions, and takes the old one's place with
--replace. All that the text says otherwise stays as it is.`,
		Args: oneArg("STORY", "name the story: photodesk add bridge --from FOLDER"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.run(cmd, args[0]) },
	}
	a.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&a.from, "from", "", "`folder` of photographs to copy")
	f.BoolVar(&a.replace, "replace", false, "put corrected pictures in the places of the old ones")
	_ = cmd.MarkFlagDirname("from") // fails only for a flag that does not exist
	return cmd
}

func (a *adder) run(cmd *cobra.Command, story string) error {
	if a.from == "" {
		return misuse{"photodesk add needs a folder of photographs", "name it: photodesk add " + story + " --from FOLDER"}
	}
	site, err := a.edit(cmd.Context())
	if err != nil {
		return err
	}
	defer site.Close()
	added, err := site.Add(cmd.Context(), story, a.from, a.replace)
	if err != nil {
		return interrupted(err)
	}
	a.report(cmd, added)
	return nil
}

func (a *adder) report(cmd *cobra.Command, added *edit.Added) {
	tellSkipped(added.Skipped)
	for _, p := range added.Loose {
		fmt.Fprintf(os.Stderr, "%s is in the folder, and the text does not place it: left\n", p)
	}
	left := 0
	for _, r := range added.Resent {
		tellResent(r)
		if !r.Replaced {
			left++
		}
	}
	if left > 0 && !a.replace {
		fmt.Fprintln(os.Stderr, "the old ones stay; --replace puts the corrected ones in their places (a file that is another picture needs another name)")
	}
	if !quiet(cmd) {
		fmt.Printf("%s  %s\n", added.File, added.Summary())
	}
}

// tellResent shows a corrected picture beside the one that the story has.
func tellResent(r edit.Resent) {
	verb := "is a corrected"
	if r.Replaced {
		verb = "replaced"
	}
	fmt.Fprintf(os.Stderr, "%s %s %s (same %s)\n", diag.Printable(r.Name), verb, r.Photo, r.By)
	fmt.Fprintf(os.Stderr, "  was: %s\n  is:  %s\n", caption(r.Was), caption(r.Is))
	if r.Withdrawn != nil {
		fmt.Fprintf(os.Stderr, "  the old one was withdrawn on %s: %s\n", r.Withdrawn.Date.Time.Format("2006-01-02"), diag.Printable(r.Withdrawn.Reason.Value))
	}
	if r.Replaced && r.Typed.Line > 0 {
		fmt.Fprintf(os.Stderr, "  the caption typed at %s stays: look at it\n", r.Typed)
	}
}

func caption(s string) string {
	if s == "" {
		return "(no caption)"
	}
	return diag.Printable(s)
}
