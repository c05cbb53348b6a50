package main

import (
	"errors"
	"os"
	"runtime/pprof"

	"github.com/spf13/cobra"
)

// profileFlag lets who works on photodesk see where a build spends its time:
//
//	photodesk build --cpuprofile cpu.out
//	go tool pprof -top cpu.out
//
// It is in no list of flags: an editor has no use for it.
func profileFlag(cmd *cobra.Command, file *string) {
	cmd.Flags().StringVar(file, "cpuprofile", "", "write a profile of the CPU to `file`")
	_ = cmd.Flags().MarkHidden("cpuprofile") // fails only for a flag that does not exist
}

// profiled calls f, and writes a profile of it to a file unless that has no name.
func profiled(file string, f func() error) error {
	if file == "" {
		return f()
	}
	out, err := os.Create(file)
	if err != nil {
		return misuse{err.Error(), "name a file that can be written"}
	}
	if err := pprof.StartCPUProfile(out); err != nil {
		return errors.Join(err, out.Close())
	}
	err = f()
	pprof.StopCPUProfile()
	return errors.Join(err, out.Close())
}
