package main

import (
	"fmt"
	"os"
	"time"

	"github.com/fatih/color"
	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"photodesk/generator"
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

// progress returns what shows how far the making of pictures is: a moving line
// on a terminal, one plain line in ten seconds elsewhere. The returned function
// clears it away.
func progress(cmd *cobra.Command) (generator.Progress, func()) {
	switch {
	case quiet(cmd):
		return nil, func() {}
	case !isTerminal(os.Stderr):
		return plainProgress(time.Now()), func() {}
	}
	var bar *progressbar.ProgressBar
	started := time.Now()
	show := func(done, total int, megapixels float64) {
		if bar == nil {
			bar = progressbar.NewOptions(total,
				progressbar.OptionSetWriter(os.Stderr), progressbar.OptionShowCount(),
				progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish(),
				progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetElapsedTime(false))
		}
		bar.Describe(fmt.Sprintf("pictures, %.0f megapixels a second", megapixels/max(0.001, time.Since(started).Seconds())))
		_ = bar.Set(done) // a terminal that is gone is nothing to fail for
	}
	return show, func() {
		if bar != nil {
			_ = bar.Clear()
		}
	}
}

func plainProgress(last time.Time) generator.Progress {
	return func(done, total int, _ float64) {
		if now := time.Now(); now.Sub(last) > 10*time.Second {
			last = now
			fmt.Fprintf(os.Stderr, "pictures %d of %d\n", done, total)
		}
	}
}
