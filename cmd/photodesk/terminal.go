package main

import (
	"fmt"
	"os"

	"github.com/fatih/color"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"photodesk/generator/diag"
)

// What goes where: results to standard output, complaints and progress to
// standard error. Colour and a moving line are for terminals only; NO_COLOR is
// honoured (no-color.org).

// isTerminal reports whether f is a terminal that can be written over.
func isTerminal(f *os.File) bool {
	return term.IsTerminal(int(f.Fd())) && os.Getenv("TERM") != "dumb"
}

// paint returns the colours of complaints for f.
func paint(f *os.File) diag.Paint {
	with := func(attrs ...color.Attribute) func(string) string {
		c := color.New(attrs...)
		if isTerminal(f) && os.Getenv("NO_COLOR") == "" {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return func(s string) string { return c.Sprint(s) }
	}
	return diag.Paint{
		Place:   with(color.Bold),
		Error:   with(color.FgRed, color.Bold),
		Warning: with(color.FgYellow, color.Bold),
		Info:    with(color.FgCyan),
		Mark:    with(color.FgGreen, color.Bold),
		Hint:    with(color.Bold),
	}
}

// quiet reports whether the user wants to hear of errors and warnings only.
func quiet(cmd *cobra.Command) bool {
	q, err := cmd.Flags().GetBool("quiet")
	return err == nil && q
}

// tell writes complaints to f, and how many there are of each kind.
func tell(f *os.File, cmd *cobra.Command, diags diag.List) {
	p := paint(f)
	for _, d := range diags {
		if d.Severity == diag.Info && quiet(cmd) {
			continue
		}
		fmt.Fprint(f, d.Render(p))
	}
	if len(diags) > 1 && !quiet(cmd) {
		fmt.Fprintln(f, tally(diags))
	}
}

// tally counts complaints in words: "2 errors, 1 warning".
func tally(diags diag.List) string {
	s := ""
	for _, sev := range []diag.Severity{diag.Error, diag.Warning, diag.Info} {
		n := diags.Count(sev)
		if n == 0 {
			continue
		}
		if s != "" {
			s += ", "
		}
		word := sev.String()
		if n > 1 && sev != diag.Info {
			word += "s"
		}
		s += fmt.Sprintf("%d %s", n, word)
	}
	return s
}
