package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"photodesk/generator"
	"photodesk/generator/diag"
	"photodesk/generator/publish"
)

// builder is the options of photodesk build.
type builder struct {
	place
	out    string
	force  bool
	strict bool
	watch  bool
	poll   bool
	json   bool

	keepGoing bool
	drafts    bool
	now       string

	profile string
}

func buildCommand() *cobra.Command {
	b := &builder{}
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Make the site in public/",
		Long: `Build makes the site and changes the output folder into it: files whose bytes
are right already stay untouched, only what photodesk wrote is ever deleted, and
a site with an error in it changes nothing.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return profiled(b.profile, func() error { return b.run(cmd) })
		},
	}
	b.flags(cmd)
	profileFlag(cmd, &b.profile)
	f := cmd.Flags()
	f.StringVar(&b.out, "out", "", "output `folder` (default public in the site's folder)")
	f.BoolVar(&b.force, "force", false, "take over an output folder that holds other files, and replace those in the way")
	f.BoolVar(&b.strict, "strict", false, "let warnings hold back the build as errors do")
	f.BoolVar(&b.keepGoing, "keep-going", false, "publish the stories without errors, and leave the others as they are published")
	f.BoolVar(&b.drafts, "drafts", false, "make drafts too; only with --out")
	f.StringVar(&b.now, "now", "", "make the site as at another `time`, such as \"2026-05-01 08:00 +02:00\"; only with --out")
	f.BoolVarP(&b.watch, "watch", "w", false, "stay, and build again on every change")
	f.BoolVar(&b.poll, "poll", false, "with --watch: look for changes instead of waiting to be told, as network shares need")
	f.BoolVar(&b.json, "json", false, "report as JSON on standard output")
	_ = cmd.MarkFlagDirname("out") // fails only for a flag that does not exist
	return cmd
}

func (b *builder) run(cmd *cobra.Command) error {
	opt, closeSite, err := b.open()
	if err != nil {
		return err
	}
	defer closeSite()
	if err := b.ahead(&opt); err != nil {
		return err
	}
	if b.out == "" {
		b.out = filepath.Join(b.site, "public")
	}
	err = b.once(cmd, opt)
	if cmd.Context().Err() != nil {
		return err
	}
	if _, failed := opt.Cache.Trim(); failed != nil && !quiet(cmd) {
		fmt.Fprintf(os.Stderr, "the cache could not be trimmed: %v\n", failed)
	}
	if !b.watch {
		return err
	}
	return b.follow(cmd, opt, err)
}

// ahead sets what looks ahead of what is public. That goes into a folder of its
// own: a draft in the published one is a leak.
func (b *builder) ahead(opt *generator.Options) error {
	opt.KeepGoing, opt.Drafts, opt.Ahead = b.keepGoing, b.drafts, b.drafts || b.now != ""
	public := filepath.Join(b.site, "public")
	if opt.Ahead && (b.out == "" || within(b.out, public)) {
		return misuse{"--drafts and --now look ahead, and that is not for the published folder", "name another one: --out preview"}
	}
	if b.now == "" {
		return nil
	}
	now, err := parseNow(b.now)
	opt.Now = now
	return err
}

// within reports whether a folder is another or lies in it, whatever links lead there.
// Neither need exist.
func within(dir, other string) bool {
	dir, other = resolved(dir), resolved(other)
	folder, err := os.Stat(other)
	for {
		if dir == other {
			return true
		}
		if info, failed := os.Stat(dir); err == nil && failed == nil && os.SameFile(info, folder) {
			return true // spelled otherwise, where case does not count
		}
		up := filepath.Dir(dir)
		if up == dir {
			return false
		}
		dir = up
	}
}

// resolved returns an absolute path without links, as far as there is something at it.
func resolved(p string) string {
	if abs, err := filepath.Abs(p); err == nil {
		p = abs
	}
	if real, err := filepath.EvalSymlinks(p); err == nil {
		return real
	}
	if up := filepath.Dir(p); up != p {
		return filepath.Join(resolved(up), filepath.Base(p))
	}
	return p
}

// parseNow reads a moment as story files write it.
func parseNow(s string) (time.Time, error) {
	for _, layout := range []string{"2006-01-02 15:04 -07:00", time.RFC3339, "2006-01-02 15:04", "2006-01-02"} {
		if t, err := time.ParseInLocation(layout, s, time.Local); err == nil {
			return t, nil
		}
	}
	return time.Time{}, misuse{fmt.Sprintf("%q is not a time", s), `write it as "2026-05-01 08:00 +02:00", or the day alone: 2026-05-01`}
}

// once builds one time and tells of it.
func (b *builder) once(cmd *cobra.Command, opt generator.Options) error {
	started := time.Now()
	show, clear := progress(cmd)
	built, err := generator.Build(cmd.Context(), opt, generator.To{
		Options: publish.Options{Dir: b.out, Force: b.force, Holder: publish.Self(started)},
		Strict:  b.strict,
	}, show)
	clear()
	if err != nil {
		return b.stopped(err)
	}
	return b.report(cmd, built, time.Since(started))
}

// stopped says, for a build that was interrupted, that nothing is broken.
func (b *builder) stopped(err error) error {
	if errors.Is(err, context.Canceled) {
		return misuse{"stopped", "the published site is whole, and the pictures made so far are kept; the next build goes on from there"}
	}
	return err
}

// result is what build --json reports.
type result struct {
	Stories     int       `json:"stories"`
	Pictures    int       `json:"pictures"`
	Made        int       `json:"made"`
	Kept        int       `json:"kept"`
	Written     int       `json:"written"`
	Deleted     int       `json:"deleted"`
	Seconds     float64   `json:"seconds"`
	Published   bool      `json:"published"`
	Removed     []string  `json:"removed"`
	Outputs     []output  `json:"outputs"`
	Diagnostics diag.List `json:"diagnostics"`
}

// output is a file of the published site.
type output struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
}

// outputs lists what is published, by path.
func outputs(files iter.Seq2[string, string]) []output {
	out := []output{}
	if files == nil {
		return out
	}
	for p, sum := range files {
		out = append(out, output{p, sum})
	}
	slices.SortFunc(out, func(a, b output) int { return cmp.Compare(a.Path, b.Path) })
	return out
}

func (b *builder) report(cmd *cobra.Command, built *generator.Built, took time.Duration) error {
	r := result{
		Stories: built.Stories, Pictures: built.Pictures, Made: built.Made, Kept: built.Kept,
		Written: len(built.Report.Written), Deleted: len(built.Report.Deleted),
		Seconds: took.Round(time.Millisecond).Seconds(), Published: built.Published,
		Removed: append([]string{}, built.Report.Removed...), Diagnostics: append(diag.List{}, built.Diags...),
	}
	if b.json {
		r.Outputs = outputs(built.Report.Files)
		if err := json.NewEncoder(os.Stdout).Encode(r); err != nil {
			return err
		}
	} else {
		tell(os.Stderr, cmd, built.Diags)
		tellReport(cmd, b.out, built)
	}
	if !built.Published {
		if !quiet(cmd) && !b.json {
			fmt.Fprintf(os.Stderr, "nothing was published; %s is as it was\n", b.out)
		}
		return errSite
	}
	if !b.json && !quiet(cmd) {
		fmt.Printf("stories %d  pictures %d  made %d  kept %d  written %d  deleted %d  in %.2f s\n",
			r.Stories, r.Pictures, r.Made, r.Kept, r.Written, r.Deleted, took.Seconds())
	}
	if len(built.Left) > 0 {
		return errSite
	}
	return nil
}

// tellReport says what the publishing met that an editor should know of.
func tellReport(cmd *cobra.Command, out string, built *generator.Built) {
	r := &built.Report
	if r.Broke != nil {
		fmt.Fprintf(os.Stderr, "took over %s from %s, which gave no sign of life\n", out, r.Broke)
	}
	if r.Damaged != nil {
		fmt.Fprintf(os.Stderr, "%v\n  hint: %s\n", r.Damaged, r.Damaged.Hint())
	}
	for _, p := range r.Altered {
		fmt.Fprintf(os.Stderr, "%s is no longer part of the site, but was changed by someone: left\n", filepath.Join(out, p))
	}
	if quiet(cmd) {
		return
	}
	for _, p := range r.Healed {
		fmt.Fprintf(os.Stderr, "%s had been changed by someone: written again\n", filepath.Join(out, p))
	}
	for _, p := range r.Removed {
		fmt.Fprintf(os.Stderr, "address removed: %s\n", p)
	}
	if r.Unknown > 0 {
		fmt.Fprintf(os.Stderr, "%s holds %d files that photodesk did not write: left\n", out, r.Unknown)
	}
	if !built.Next.IsZero() {
		fmt.Fprintf(os.Stderr, "next embargo or expiry: %s; build again then\n", built.Next.Format("2006-01-02 15:04 -07:00"))
	}
}

// follow builds again on every change, until the user ends it. What cannot be
// built is told and waited out: the last good site stays.
func (b *builder) follow(cmd *cobra.Command, opt generator.Options, first error) error {
	if err := waitable(first); err != nil {
		return err
	}
	say := func(line string) {
		if !quiet(cmd) {
			fmt.Fprintln(os.Stderr, line)
		}
	}
	say("watching; Ctrl-C ends it")
	err := generator.Watch(cmd.Context(), generator.Watching{
		Dir: b.site, Tree: opt.Tree, Poll: b.poll,
		Say: func(why string) { say("looking for changes once a second: " + why) },
		Again: func([]string) error {
			if b.now == "" {
				opt.Now = time.Now()
			}
			return waitable(b.once(cmd, opt))
		},
	})
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// waitable tells an error that a watcher outlives, and returns the others.
func waitable(err error) error {
	var h hinted
	switch {
	case err == nil, errors.Is(err, errSite):
		return nil
	case errors.As(err, &h) && !errors.Is(err, context.Canceled):
		tellError(os.Stderr, err)
		return nil
	}
	return err
}
