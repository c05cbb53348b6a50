package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"photodesk/generator"
	"photodesk/generator/diag"
)

// checker is the options of photodesk check.
type checker struct {
	place
	json   bool
	strict bool
}

func checkCommand() *cobra.Command {
	c := &checker{}
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Say what a picture desk would object to, and change nothing",
		Long: `Check says all that build would say, and more slowly nothing: no picture is made
and no file written. It ends with status 1 if the site has errors.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.run(cmd) },
	}
	c.flags(cmd)
	cmd.Flags().BoolVar(&c.json, "json", false, "list the complaints as JSON")
	cmd.Flags().BoolVar(&c.strict, "strict", false, "count warnings as errors")
	return cmd
}

func (c *checker) run(cmd *cobra.Command) error {
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
	case c.json:
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
