package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set by the linker in releases; otherwise it is the one that Go
// recorded.
var version string

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which photodesk this is",
		Args:  noArgs,
		Run:   func(*cobra.Command, []string) { fmt.Print(about()) },
	}
}

// about is the line that a person copies into a report; --version says it too.
func about() string {
	return fmt.Sprintf("photodesk %s %s/%s %s\n", released(), runtime.GOOS, runtime.GOARCH, runtime.Version())
}

// released returns the version of this program: a tag, or the commit it was
// built from.
func released() string {
	info, ok := debug.ReadBuildInfo()
	switch {
	case version != "":
		return version
	case !ok:
		return "(unknown)"
	case info.Main.Version != "" && info.Main.Version != "(devel)":
		return info.Main.Version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(12, len(s.Value))]
		}
	}
	return "(devel)"
}
