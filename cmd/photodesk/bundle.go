package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"photodesk/generator"
	"photodesk/generator/diag"
)

// bundler is the options of photodesk bundle.
type bundler struct {
	place
	out    string
	files  bool
	force  bool
	strict bool
}

func bundleCommand() *cobra.Command {
	b := &bundler{}
	cmd := &cobra.Command{
		Use:   "bundle [STORY]",
		Short: "Pack the site, or one story, as a zip",
		Long: `Bundle makes the site as build does and writes it as one zip, for a content
management system or an archive. With the name of a story that story alone is
packed, with working links. The same site gives the same bytes. The output folder
is not touched.`,
		Example: `  photodesk bundle
  photodesk bundle chongqing-nev --files --out chongqing.zip`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return misuse{fmt.Sprintf("photodesk bundle packs one story or the site, and %d names were given", len(args)), "run it once for each"}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return b.run(cmd, strings.Join(args, "")) },
	}
	b.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&b.out, "out", "", "the zip `file` (default site.zip, or the story's name, in the current folder)")
	f.BoolVar(&b.files, "files", false, "let links lead to index.html, for who opens the folder without a server")
	f.BoolVar(&b.force, "force", false, "replace a file that is there already")
	f.BoolVar(&b.strict, "strict", false, "let warnings hold back the bundle as errors do")
	return cmd
}

func (b *bundler) run(cmd *cobra.Command, name string) error {
	opt, closeSite, err := b.open()
	if err != nil {
		return err
	}
	defer closeSite()
	opt.Files = b.files
	if name != "" {
		if opt.Only, err = storyFolder(opt, name); err != nil {
			return err
		}
	}
	if b.out == "" {
		b.out = "site.zip"
		if name != "" {
			b.out = path.Base(opt.Only) + ".zip"
		}
	}
	if _, err := os.Lstat(b.out); err == nil && !b.force {
		return misuse{b.out + " is there already", "name another file with --out, or replace it with --force"}
	}
	if dir := filepath.Dir(b.out); !there(dir) {
		return misuse{"there is no folder " + dir, "make it first, or name another file with --out"}
	}
	return b.write(cmd, opt)
}

func there(name string) bool {
	_, err := os.Stat(name)
	return !errors.Is(err, fs.ErrNotExist)
}

// storyFolder finds the folder of the story that a person calls name: by the folder
// below content/, with or without that.
func storyFolder(opt generator.Options, name string) (string, error) {
	content, _, err := opt.Loader.Load(opt.Tree, "content")
	if err != nil {
		return "", err
	}
	want := "content/" + strings.Trim(strings.TrimPrefix(filepath.ToSlash(name), "content/"), "/")
	var names []string
	for _, f := range content.Folders {
		if f.Dir == want {
			return want, nil
		}
		names = append(names, strings.TrimPrefix(f.Dir, "content/"))
	}
	return "", misuse{fmt.Sprintf("there is no story %q", name), diag.DidYouMean(name, names, "a story is named by its folder below content/")}
}

// write makes the zip beside its place, so that a bundle is there whole or not at
// all.
func (b *bundler) write(cmd *cobra.Command, opt generator.Options) error {
	temp, err := os.CreateTemp(filepath.Dir(b.out), ".photodesk-bundle-")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temp.Name()) }() // gone, once it has its name
	show, clear := progress(cmd)
	built, files, err := generator.Bundle(cmd.Context(), opt, b.strict, temp, show)
	clear()
	if err = errors.Join(err, temp.Close()); err != nil {
		return err
	}
	tell(os.Stderr, cmd, built.Diags)
	if !built.Published {
		return errSite
	}
	if err := errors.Join(os.Chmod(temp.Name(), 0o644), os.Rename(temp.Name(), b.out)); err != nil {
		return err
	}
	return b.report(cmd, built, files)
}

func (b *bundler) report(cmd *cobra.Command, built *generator.Built, files int) error {
	info, err := os.Stat(b.out)
	if errors.Is(err, fs.ErrNotExist) || quiet(cmd) {
		return err
	}
	fmt.Printf("stories %d  pictures %d  files %d  in %s (%.1f MB)\n", built.Stories, built.Pictures, files, b.out, float64(info.Size())/1e6)
	return err
}
