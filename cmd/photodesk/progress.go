package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"photodesk/generator"
)

// progress returns what shows how far the making of pictures is: a moving line
// on a terminal, one plain line in ten seconds elsewhere. The returned function
// clears it away.
func progress(cmd *cobra.Command) (generator.Progress, func()) {
	show, clear := func(generator.Done) {}, func() {}
	switch {
	case quiet(cmd):
	case isTerminal(os.Stderr):
		show, clear = movingProgress(os.Stderr, time.Now)
	default:
		show = plainProgress(os.Stderr, time.Now)
	}
	return func(d generator.Done) {
		garbage.settle()
		show(d)
	}, clear
}

func movingProgress(w io.Writer, now func() time.Time) (func(generator.Done), func()) {
	var bar *progressbar.ProgressBar
	started := now()
	show := func(d generator.Done) {
		if bar == nil {
			bar = progressbar.NewOptions(d.Of,
				progressbar.OptionSetWriter(w), progressbar.OptionSetWidth(20), progressbar.OptionClearOnFinish(),
				progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetPredictTime(false), progressbar.OptionSetElapsedTime(false))
		}
		bar.Describe(pace(d, now().Sub(started)))
		_ = bar.Set(d.Pictures) // a terminal that is gone is nothing to fail for
	}
	return show, func() {
		if bar != nil {
			_ = bar.Clear()
		}
	}
}

func plainProgress(w io.Writer, now func() time.Time) func(generator.Done) {
	started := now()
	last := started
	return func(d generator.Done) {
		if t := now(); t.Sub(last) >= 10*time.Second {
			last = t
			fmt.Fprintln(w, pace(d, t.Sub(started)))
		}
	}
}

// pace says how many pictures are done, how fast, and how long the others will
// take at that pace: "pictures 120 of 800, 43 megapixels a second, 2 min left".
func pace(d generator.Done, took time.Duration) string {
	s := fmt.Sprintf("pictures %d of %d", d.Pictures, d.Of)
	rate := d.Megapixels / max(took.Seconds(), 0.001)
	if d.Megapixels == 0 {
		return s
	}
	digits := "%.3g"
	if rate >= 100 {
		digits = "%.0f" // %g writes 1080 as 1.08e+03
	}
	s += fmt.Sprintf(", "+digits+" megapixels a second", max(rate, 0.01))
	if d.Pictures < d.Of && took >= 2*time.Second { // before that it would be a guess
		s += ", " + roughly(time.Duration(d.Left/rate*float64(time.Second))) + " left"
	}
	return s
}

// roughly writes a length of time as people say it.
func roughly(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", max(1, int(d.Seconds()+0.5)))
	case d < 100*time.Minute:
		return fmt.Sprintf("%d min", int(d.Minutes()+0.5))
	}
	return fmt.Sprintf("%d h %d min", int(d.Hours()), int(d.Minutes())%60)
}
