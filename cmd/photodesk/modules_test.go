package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// binary are the modules that the program is made of. One more is a decision:
// its upkeep, its licence (MIT, BSD, Apache, ISC or MPL) and a reason in go.mod.
var binary = []string{
	"github.com/agext/levenshtein",
	"github.com/disintegration/imaging",
	"github.com/fatih/color",
	"github.com/fsnotify/fsnotify",
	"github.com/rivo/uniseg",
	"github.com/schollz/progressbar/v3",
	"github.com/spf13/cobra",
	"github.com/spf13/pflag",
	"github.com/tdewolff/minify/v2",
	"github.com/yuin/goldmark",
	"go.yaml.in/yaml/v4",
	"golang.org/x/image",
	"golang.org/x/net",
	"golang.org/x/sync",
	"golang.org/x/sys",
	"golang.org/x/term",
	"golang.org/x/text",
}

// carried are what those bring along.
var carried = []string{
	"github.com/inconshreveable/mousetrap",
	"github.com/mattn/go-colorable",
	"github.com/mattn/go-isatty",
	"github.com/mitchellh/colorstring",
	"github.com/tdewolff/parse/v2",
	"photodesk",
}

func TestModules(t *testing.T) {
	var found []string
	for _, system := range []string{"linux", "windows"} {
		cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", ".")
		cmd.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, strings.Fields(string(out))...)
	}
	slices.Sort(found)
	found = slices.Compact(found)
	for _, m := range found {
		if !slices.Contains(binary, m) && !slices.Contains(carried, m) {
			t.Errorf("the program has come to depend on %s", m)
		}
	}
	for _, m := range slices.Concat(binary, carried) {
		if !slices.Contains(found, m) {
			t.Errorf("%s is listed and not used", m)
		}
	}
}

// TestEveryModuleHasAReason reads go.mod: beside each direct requirement stands
// why it is there.
func TestEveryModuleHasAReason(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if strings.HasSuffix(line, "// indirect") || !strings.Contains(line, " v") || strings.HasPrefix(line, "//") {
			continue
		}
		n++
		if _, reason, _ := strings.Cut(line, "//"); len(strings.Fields(reason)) < 3 {
			t.Errorf("go.mod gives no reason for %s", line)
		}
	}
	if n < len(binary) {
		t.Errorf("only %d requirements were read", n)
	}
}
