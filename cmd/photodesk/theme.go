package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"photodesk/generator/diag"
	"photodesk/generator/page"
	"photodesk/static"
	"photodesk/templates"
)

// themeCommand is a topic of the manual, what templates see, with two commands
// below it.
func themeCommand() *cobra.Command {
	cmd := topic("theme", "What templates see; list and copy the files of the theme", page.Reference)
	cmd.Args = unknownCommand
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	for _, c := range []*cobra.Command{themeListCommand(), themeCopyCommand()} {
		// A command has its parent's help, which here is the topic's page.
		c.SetHelpFunc(func(c *cobra.Command, args []string) { c.Root().HelpFunc()(c, args) })
		cmd.AddCommand(c)
	}
	return cmd
}

func themeListCommand() *cobra.Command {
	var site string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the theme's files, and which are the site's own",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := (&place{site: site}).find(); err != nil {
				return err
			}
			w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
			for _, name := range themeFiles() {
				whose := "photodesk's"
				switch _, err := os.Stat(inSite(site, name)); {
				case err == nil:
					whose = "the site's own"
				case !errors.Is(err, fs.ErrNotExist):
					return err
				}
				fmt.Fprintf(w, "%s\t%s\n", name, whose)
			}
			return w.Flush()
		},
	}
	siteFlag(cmd, &site)
	return cmd
}

func themeCopyCommand() *cobra.Command {
	var site string
	var show bool
	cmd := &cobra.Command{
		Use:   "copy FILE...",
		Short: "Copy files of the theme into the site, to be changed there",
		Long: `Copy writes photodesk's own story.html (or site.css, or another file that photodesk
theme list names) into the site's templates/ or static/. It never overwrites a file:
where the site has its own, --print writes photodesk's to standard output, to be
compared with it.`,
		Example: "  photodesk theme copy story.html site.css\n  photodesk theme copy --print story.html | diff templates/story.html -",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return nil
			}
			return misuse{"photodesk theme copy needs a file", "photodesk theme list names them"}
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			names, err := themeNames(args)
			if err != nil {
				return err
			}
			if show {
				return printTheme(names)
			}
			if err := copyTheme(site, names); err != nil {
				return err
			}
			if !quiet(cmd) {
				fmt.Fprintln(os.Stderr, "next: photodesk serve shows every change; photodesk help theme says what templates see")
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return themeFiles(), cobra.ShellCompDirectiveNoFileComp
		},
	}
	siteFlag(cmd, &site)
	cmd.Flags().BoolVar(&show, "print", false, "write the files to standard output and change nothing")
	return cmd
}

func siteFlag(cmd *cobra.Command, site *string) {
	cmd.Flags().StringVar(site, "site", ".", "`folder` that holds content/")
	_ = cmd.MarkFlagDirname("site") // fails only for a flag that does not exist
}

// defaults are the folders of the theme and what photodesk has in each.
var defaults = map[string]fs.FS{"templates": templates.FS, "static": static.FS}

// themeFiles lists the theme's files as they lie in a site: "static/site.css".
func themeFiles() []string {
	var names []string
	for dir, files := range defaults {
		entries, _ := fs.ReadDir(files, ".") // embedded
		for _, e := range entries {
			names = append(names, path.Join(dir, e.Name()))
		}
	}
	slices.Sort(names)
	return names
}

// themeNames finds what is meant by "story.html" or "templates/story.html".
func themeNames(args []string) ([]string, error) {
	known, short := themeFiles(), map[string]string{}
	for _, name := range known {
		short[path.Base(name)] = name
	}
	var names []string
	for _, arg := range args {
		name := filepath.ToSlash(filepath.Clean(arg))
		if full, ok := short[name]; ok {
			name = full
		}
		if !slices.Contains(known, name) {
			bases := slices.AppendSeq(slices.Clone(known), maps.Keys(short))
			slices.Sort(bases)
			return nil, misuse{fmt.Sprintf("the theme has no file %q", arg), diag.DidYouMean(arg, bases, "photodesk theme list names them")}
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names, nil
}

func readTheme(name string) ([]byte, error) {
	return fs.ReadFile(defaults[path.Dir(name)], path.Base(name))
}

func printTheme(names []string) error {
	for _, name := range names {
		data, err := readTheme(name)
		if err == nil {
			_, err = os.Stdout.Write(data)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func inSite(site, name string) string { return filepath.Join(site, filepath.FromSlash(name)) }

// copyTheme writes all of the files, or none if the site has one of them.
func copyTheme(site string, names []string) error {
	if err := (&place{site: site}).find(); err != nil {
		return err
	}
	for _, name := range names {
		if _, err := os.Lstat(inSite(site, name)); !errors.Is(err, fs.ErrNotExist) {
			if err != nil {
				return err
			}
			return misuse{
				name + " is the site's own already, and nothing was copied",
				fmt.Sprintf("to compare: photodesk theme copy --print %s; to begin again, move yours away first", path.Base(name)),
			}
		}
	}
	for _, name := range names {
		if err := copyThemeFile(inSite(site, name), name); err != nil {
			return err
		}
		fmt.Println(name)
	}
	return nil
}

// copyThemeFile writes one file, and never over another.
func copyThemeFile(to, name string) error {
	data, err := readTheme(name)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
