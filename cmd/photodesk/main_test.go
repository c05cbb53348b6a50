package main

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what the scripts expect")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"photodesk": func() { os.Exit(run()) }})
}

// TestScripts plays users' stories: a terminal session each, with the exact
// messages.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           filepath.Join("testdata", "script"),
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("PHOTODESK_CACHE", filepath.Join(env.WorkDir, ".cache"))
			env.Setenv("NO_COLOR", "1")
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"jpeg": writeJPEG, "photo": writePhoto},
	})
}

// writeJPEG is the script command "jpeg FILE WIDTH HEIGHT [SHADE]".
func writeJPEG(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: jpeg FILE WIDTH HEIGHT [SHADE]")
	}
	var n [3]int
	for i, a := range args[1:] {
		v, err := strconv.Atoi(a)
		ts.Check(err)
		n[i] = v
	}
	im := image.NewRGBA(image.Rect(0, 0, n[0], n[1]))
	for i := range n[0] * n[1] {
		im.Set(i%n[0], i/n[0], color.RGBA{uint8(n[2] + i%97), uint8(i % 89), uint8(n[2]), 255})
	}
	var b bytes.Buffer
	ts.Check(jpeg.Encode(&b, im, nil))
	name := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(name), 0o777))
	ts.Check(os.WriteFile(name, b.Bytes(), 0o666))
}
