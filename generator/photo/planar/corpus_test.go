package planar

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// corpusFiles returns the files below a folder of the corpus of real and damaged
// photographs, which is not part of the repository: without it these tests are
// skipped. PHOTODESK_CORPUS names another folder, which must be there then, or says
// "none"; .ci/run sets it to the corpus that lies beside the repository, if any.
func corpusFiles(t testing.TB, folder string) []string {
	t.Helper()
	root := os.Getenv("PHOTODESK_CORPUS")
	if root == "none" {
		t.Skip("told to do without the corpus of photographs")
	}
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared", "corpus")
	}
	var names []string
	err := filepath.WalkDir(filepath.Join(root, folder), func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			names = append(names, name)
		}
		return err
	})
	if err == nil && len(names) > 0 {
		return names
	}
	if os.Getenv("PHOTODESK_CORPUS") != "" {
		t.Fatalf("no corpus of photographs at %s: %v", root, err)
	}
	t.Skipf("no corpus of photographs at %s (PHOTODESK_CORPUS names another folder): %v", root, err)
	return nil
}

func isJPEG(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".jpg" || ext == ".jpeg"
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
