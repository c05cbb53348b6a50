package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"photodesk/generator"
	"photodesk/generator/diag"
)

// checker is the options of photodesk check.
type checker struct {
	place
	json   bool
	format string
	strict bool
}

func checkCommand() *cobra.Command {
	c := &checker{}
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Say what a picture desk would object to, and change nothing",
		Long:  "Check says all that build would say. No picture is made and nothing is published.\nIt ends with status 1 if the site has errors.",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return c.run(cmd) },
	}
	c.flags(cmd)
	cmd.Flags().BoolVar(&c.json, "json", false, "list the complaints as JSON")
	cmd.Flags().StringVar(&c.format, "format", "text", "`form` of the complaints: text, json, or github for annotations in a pull request")
	cmd.Flags().BoolVar(&c.strict, "strict", false, "count warnings as errors")
	return cmd
}

func (c *checker) run(cmd *cobra.Command) error {
	if c.json {
		c.format = "json"
	}
	if forms := []string{"text", "json", "github"}; !slices.Contains(forms, c.format) {
		return misuse{fmt.Sprintf("there is no form %q", c.format), diag.DidYouMean(c.format, forms, "text, json or github")}
	}
	opt, closeSite, err := c.open()
	if err != nil {
		return err
	}
	defer closeSite()
	site, err := generator.Check(cmd.Context(), opt)
	if err != nil {
		return err
	}
	switch {
	case c.format == "github":
		for _, d := range site.Diags {
			fmt.Println(annotation(d))
		}
	case c.format == "json":
		if err := json.NewEncoder(os.Stdout).Encode(append(diag.List{}, site.Diags...)); err != nil {
			return err
		}
	case len(site.Diags) == 0 && !quiet(cmd):
		fmt.Println("no complaints")
	default:
		tell(os.Stdout, cmd, site.Diags)
	}
	if site.Holds(c.strict) {
		return errSite
	}
	return nil
}

// annotation returns a complaint as a workflow command of GitHub Actions, which
// shows it beside the line in a pull request.
func annotation(d diag.Diagnostic) string {
	level := [...]string{diag.Error: "error", diag.Warning: "warning", diag.Info: "notice"}[d.Severity]
	text := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	place := "file=" + property.Replace(d.Pos.File)
	if d.Pos.Line > 0 {
		place += fmt.Sprintf(",line=%d,col=%d", d.Pos.Line, d.Pos.Column())
	}
	message := d.Message
	if d.Hint != "" {
		message += "\nhint: " + d.Hint
	}
	return fmt.Sprintf("::%s %s,title=%s::%s", level, place, d.ID, text.Replace(message))
}
