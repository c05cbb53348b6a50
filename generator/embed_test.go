package generator

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"photodesk/static"
	"photodesk/templates"
)

// TestDefaultsAreEmbedded holds the binary to the folders: an embed pattern
// drops a new kind of file, or one whose name begins with "_", without a word.
func TestDefaultsAreEmbedded(t *testing.T) {
	for dir, embedded := range map[string]fs.FS{"../templates": templates.FS, "../static": static.FS} {
		err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(name, ".go") || strings.HasPrefix(d.Name(), ".") {
				return err
			}
			if _, err := fs.Stat(embedded, name); err != nil {
				t.Errorf("%s/%s is not in the binary", dir, name)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
