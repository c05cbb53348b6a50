// Command photodesk turns folders of news photographs and Markdown into photo
// essays on the web.
//
// One file holds one command. What every command shares is here: the exit code,
// the flags for the site's folder and the cache, and how errors are told.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"photodesk/generator"
	"photodesk/generator/cache"
	"photodesk/generator/diag"
	"photodesk/generator/story"
)

// Exit codes.
const (
	fine       = 0
	siteErrors = 1 // the site has errors
	failed     = 2 // the program could not work
)

// errSite ends a command whose complaints have been told already.
var errSite = errors.New("the site has errors")

func main() { os.Exit(run()) }

// run is the program, apart from the exit, so that the tests can be it.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	garbage.begin()
	err := root().ExecuteContext(ctx)
	switch {
	case err == nil:
		return fine
	case errors.Is(err, errSite):
		return siteErrors
	}
	tellError(os.Stderr, err)
	return failed
}

// hinted is an error that knows what to do about itself.
type hinted interface{ Hint() string }

func tellError(w io.Writer, err error) {
	p := paint(os.Stderr)
	fmt.Fprintf(w, "photodesk: %s %s\n", p.Error("error:"), diag.Printable(lines(err)))
	var h hinted
	if errors.As(err, &h) {
		fmt.Fprintf(w, "  %s %s\n", p.Hint("hint:"), h.Hint())
	}
}

// lines joins the lines of joined errors.
func lines(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }

// misuse is a command line that cannot be meant, with what may be.
type misuse struct{ message, hint string }

func (m misuse) Error() string { return m.message }
func (m misuse) Hint() string  { return m.hint }

func root() *cobra.Command {
	var quiet bool
	cmd := &cobra.Command{
		Use:   "photodesk",
		Short: "Turn news photographs and Markdown into photo essays on the web",
		Long: `photodesk turns folders of news photographs and Markdown into photo essays on
the web. Run it in the folder that holds content/ (or name it with --site).

  photodesk new STORY --from FOLDER   begin a story from a folder of photographs
  photodesk serve --open              see every save in the browser
  photodesk check                     say what a picture desk would object to
  photodesk build                     make the site in public/`,
		Version:       released(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          unknownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.PersistentFlags().BoolVarP(&quiet, "quiet", "q", false, "say nothing but errors and warnings")
	cmd.SetFlagErrorFunc(flagError)
	cmd.SetVersionTemplate(about())
	cmd.SetHelpTemplate(cmd.HelpTemplate() + "\nExit status: 0 fine, 1 the site has errors, 2 photodesk could not work.\n")
	cmd.AddCommand(initCommand(), newCommand(), addCommand(), pullCommand(), buildCommand(), bundleCommand(), diffCommand(), serveCommand(), checkCommand(), factsCommand(), themeCommand(), cleanCommand(), versionCommand())
	cmd.AddCommand(topics()...)
	return cmd
}

// unknownCommand names the command that was probably meant.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Commands() {
		names = append(names, c.Name())
	}
	return misuse{
		fmt.Sprintf("there is no command %q", args[0]),
		diag.DidYouMean(args[0], names, "photodesk help lists the commands"),
	}
}

// flagError names the flag that was probably meant.
func flagError(cmd *cobra.Command, err error) error {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	slices.Sort(names)
	var unknown *pflag.NotExistError
	fallback := fmt.Sprintf("photodesk help %s lists the flags", cmd.Name())
	if errors.As(err, &unknown) {
		return misuse{err.Error(), diag.DidYouMean("--"+unknown.GetSpecifiedName(), names, fallback)}
	}
	return misuse{err.Error(), fallback}
}

// noArgs refuses arguments to a command that takes none; a folder given so was
// meant for --site.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return misuse{
		fmt.Sprintf("photodesk %s takes no argument, but %q was given", cmd.Name(), args[0]),
		fmt.Sprintf("to name the folder of the site: photodesk %s --site %s", cmd.Name(), args[0]),
	}
}

// place is the folders that a command works on.
type place struct{ site, cache string }

func (p *place) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&p.site, "site", ".", "`folder` that holds content/")
	cmd.Flags().StringVar(&p.cache, "cache", "", "`folder` for facts and renditions to be used again (default: $PHOTODESK_CACHE, else the user's cache folder)")
	_ = cmd.MarkFlagDirname("site") // fails only for a flag that does not exist
	_ = cmd.MarkFlagDirname("cache")
}

// open opens the site for reading and its cache. The returned function closes
// them.
func (p *place) open() (generator.Options, func(), error) {
	if err := p.find(); err != nil {
		return generator.Options{}, nil, err
	}
	c, err := p.openCache()
	if err != nil {
		return generator.Options{}, nil, err
	}
	tree, err := generator.Open(p.site)
	if err != nil {
		return generator.Options{}, nil, unreachable(err)
	}
	opt := generator.Options{Tree: tree, Loader: story.NewLoader(), Cache: c, Memory: generator.Recall(c, p.site), Now: time.Now()}
	return opt, func() { _ = tree.Close() }, nil
}

// find makes sure that there is a site.
func (p *place) find() error {
	info, err := os.Stat(filepath.Join(p.site, "content"))
	switch {
	case errors.Is(err, os.ErrNotExist):
		abs, _ := filepath.Abs(p.site)
		return misuse{
			fmt.Sprintf("there is no folder content in %s", abs),
			"change to the folder that holds content/, or name it with --site FOLDER",
		}
	case err != nil:
		return unreachable(err)
	case !info.IsDir():
		return misuse{filepath.Join(p.site, "content") + " is not a folder", "stories are folders in a folder called content"}
	}
	return nil
}

// unreachable is the error of a site's folder that the system does not open.
func unreachable(err error) error {
	return misuse{fmt.Sprintf("the site cannot be read: %v", err), "see to it that this user may read the folder, or name another with --site FOLDER"}
}

func (p *place) openCache() (*cache.Cache, error) {
	dir := p.cache
	if dir == "" {
		var err error
		if dir, err = cache.Dir(); err != nil {
			return nil, misuse{fmt.Sprintf("no place for the cache: %v", err), "name one with --cache FOLDER"}
		}
	}
	c, err := cache.Open(dir, time.Now)
	if err != nil {
		return nil, misuse{fmt.Sprintf("the cache cannot be used: %v", err), "name another folder with --cache FOLDER"}
	}
	return c, nil
}
