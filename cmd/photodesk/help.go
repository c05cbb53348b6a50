package main

import (
	_ "embed"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"photodesk/generator/check"
	"photodesk/generator/story"
)

// hosting is help hosting. hosting_test.go runs what it says to type and serves a
// site with its configurations.
//
//go:embed hosting.md
var hosting string

// topics are the pages of the manual: help format, help rules, help hosting.
// Help theme is in theme.go. Each is made by the room that knows, from what its tests
// hold to be true.
func topics() []*cobra.Command {
	return []*cobra.Command{
		topic("format", "What stands in a story, a caption file and site.yaml", story.Reference),
		topic("hosting", "What to type to put a site on the web", func() string { return hosting }),
		topic("rules", "What check objects to, why, and how to mend it", check.Reference),
	}
}

// topic is a command that cannot be run: cobra lists it among the help topics.
// Its page is Markdown; on a terminal the marks that only disturb are taken off.
func topic(name, short string, page func() string) *cobra.Command {
	cmd := &cobra.Command{Use: name, Short: short}
	cmd.SetHelpFunc(func(*cobra.Command, []string) {
		text := page()
		if isTerminal(os.Stdout) {
			text = plain(text)
		}
		fmt.Print(text)
	})
	return cmd
}

var (
	heading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	code    = regexp.MustCompile("`([^`\n]*)`")
	link    = regexp.MustCompile(`\[([^\]\n]*)\]\(#[^)\n]*\)`)
)

// plain makes Markdown easy on the eyes of a terminal's reader: headings stand
// out, code and links to other places of the page lose their marks.
func plain(text string) string {
	p := paint(os.Stdout)
	text = link.ReplaceAllString(text, "$1")
	text = code.ReplaceAllString(text, "$1")
	return heading.ReplaceAllStringFunc(text, func(line string) string {
		return p.Place(strings.TrimLeft(line, "# "))
	})
}
