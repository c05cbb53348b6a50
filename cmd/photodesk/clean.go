package main

import (
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"photodesk/generator/publish"
)

// cleaner is the options of photodesk clean.
type cleaner struct {
	place
	out      string
	allCache bool
}

func cleanCommand() *cobra.Command {
	c := &cleaner{}
	cmd := &cobra.Command{
		Use:   "clean",
		Short: "Delete the published site",
		Long: `Clean deletes from the output folder what photodesk published there, and nothing
else. With --all it empties the cache too, which only makes the next build slower.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.run(cmd) },
	}
	c.flags(cmd)
	cmd.Flags().StringVar(&c.out, "out", "", "output `folder` (default public in the site's folder)")
	cmd.Flags().BoolVar(&c.allCache, "all", false, "empty the cache as well")
	_ = cmd.MarkFlagDirname("out") // fails only for a flag that does not exist
	return cmd
}

func (c *cleaner) run(cmd *cobra.Command) error {
	if c.out == "" {
		c.out = filepath.Join(c.site, "public")
	}
	report, err := publish.Clean(cmd.Context(), publish.Options{Dir: c.out, Holder: publish.Self(time.Now())})
	if err != nil {
		return err
	}
	entries := 0
	if c.allCache {
		cache, err := c.openCache()
		if err != nil {
			return err
		}
		if entries, err = cache.Clear(); err != nil {
			return err
		}
	}
	if !quiet(cmd) {
		fmt.Printf("deleted %d  left %d  cache entries deleted %d\n", len(report.Deleted), len(report.Altered)+report.Unknown, entries)
	}
	return nil
}
