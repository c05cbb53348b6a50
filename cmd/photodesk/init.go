package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"photodesk/generator/edit"
)

func initCommand() *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "init DIR",
		Short: "Begin a new site",
		Long: `Init makes a folder that photodesk build can build at once: content/site.yaml, in
which every setting is explained, and a first story, a draft that shows how one
is written. It never overwrites a file.`,
		Args: oneArg("a folder", "name it: photodesk init my-site"),
		RunE: func(cmd *cobra.Command, args []string) error {
			begun, err := edit.Init(args[0], force, edit.Options{})
			if err != nil {
				return err
			}
			if quiet(cmd) {
				return nil
			}
			for _, f := range begun.Files {
				fmt.Println(filepath.Join(args[0], filepath.FromSlash(f)))
			}
			fmt.Fprintf(os.Stderr, "next: photodesk new STORY --from FOLDER --site %s\n", args[0])
			return nil
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "begin in a folder that holds other files, beside them")
	return cmd
}
