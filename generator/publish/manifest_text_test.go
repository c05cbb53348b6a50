package publish

import (
	"bufio"
	"bytes"
	"encoding/json"
	"maps"
	"strings"
	"testing"
)

// TestManifestText: a manifest is written as encoding/json does, and read the same
// by both; what is of another form is left to encoding/json.
func TestManifestText(t *testing.T) {
	sum, photo := strings.Repeat("0a", 32), strings.Repeat("f3", 32)
	files := map[string]Entry{
		"index.html":      {sum, Index, ""},
		"a/index.html":    {sum, Page, ""},
		"a/1-480-0a.webp": {sum, Asset, photo},
	}
	odd := maps.Clone(files)
	for _, p := range []string{"桥/index.html", `a"b`, "a&<b>", "tab\there", "a\u2028b", "a\\b", "{}"} {
		odd[p] = Entry{sum, Page, ""}
	}
	for _, c := range []struct {
		m    Manifest
		fast bool
	}{
		{Manifest{1, files, nil}, true},
		{Manifest{1, files, map[string]Entry{"b/index.html": {photo, Page, ""}}}, true},
		{Manifest{1, map[string]Entry{}, files}, true},
		{Manifest{1, odd, odd}, false},
	} {
		var got, want bytes.Buffer
		w := bufio.NewWriter(&got)
		c.m.write(w)
		w.Flush()
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		if err := enc.Encode(c.m); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("wrote %s\nwant %s", &got, &want)
		}
		read, ok := readWritten(want.String())
		if ok != c.fast || ok && !(maps.Equal(read.Files, c.m.Files) && maps.Equal(read.Pending, c.m.Pending)) {
			t.Errorf("read %v %+v of %s", ok, read, &want)
		}
		for i := range want.Len() { // of what is cut off, nothing is believed
			if _, ok := readWritten(want.String()[:i]); ok {
				t.Fatalf("read %s", want.String()[:i])
			}
		}
	}
	twice := strings.Replace(`{
 "version": 1,
 "files": {
  "a": ENTRY,
  "a": ENTRY
 }
}
`, "ENTRY", "{\n   \"sha256\": \""+sum+"\",\n   \"kind\": \"page\"\n  }", 2)
	if _, ok := readWritten(twice); ok {
		t.Error("read a file that is listed twice")
	}
}
