package generator

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path"
	"strings"
	"testing"

	"golang.org/x/image/tiff"

	"photodesk/generator/photo/meta"
)

// originals returns the published originals by name.
func originals(files map[string]string) map[string]string {
	out := map[string]string{}
	for p, data := range files {
		if strings.Contains(p, "-original-") {
			out[p] = data
		}
	}
	return out
}

func TestExactOriginals(t *testing.T) {
	s := privateSite(t, "originals: exact\n")
	b := s.good()
	if len(b.site.Plan.Originals) != 2 {
		t.Fatalf("%d originals", len(b.site.Plan.Originals))
	}
	files := s.files("public")
	for _, o := range b.site.Plan.Originals {
		if path.Dir(o.Path) != "a" || !strings.HasSuffix(o.Path, ".jpg") || files[o.Path] != string(private(t)) || o.Size != int64(len(private(t))) {
			t.Errorf("%s is not the photograph as it came", o.Path)
		}
	}
	page := files["a/one/index.html"]
	for _, want := range []string{`href="../` + path.Base(b.site.Plan.Originals[0].Path) + `"`, "download", "Download the original", "JPEG, ", " kB", "has not verified"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	_, entry, _ := strings.Cut(files[".photodesk.json"], b.site.Plan.Originals[0].Path)
	if want := fmt.Sprintf(`"photo": "%x"`, b.site.Plan.Originals[0].Source); !strings.Contains(entry[:min(len(entry), 400)], want) {
		t.Errorf("the manifest does not know whose original it is: %.400s", entry)
	}
}

func TestStrippedOriginals(t *testing.T) {
	s := privateSite(t, "originals: strip\n")
	first := s.good()
	files := s.files("public")
	all := originals(files)
	if len(all) != 2 {
		t.Fatalf("%d originals", len(all))
	}
	for _, o := range first.site.Plan.Originals {
		f := meta.Read(strings.NewReader(all[o.Path]), int64(len(all[o.Path])))
		if v, _ := f.Get("IFD0:Artist"); v.Text != "Ann Example" || f.C2PA || f.Truncated || o.Size != int64(len(all[o.Path])) {
			t.Errorf("%s: artist %q, C2PA %v, truncated %v, planned %d bytes and has %d", o.Path, v.Text, f.C2PA, f.Truncated, o.Size, len(all[o.Path]))
		}
		scan := func(s string) string { return s[strings.LastIndex(s, "\xff\xda"):] }
		if scan(all[o.Path]) != scan(string(private(t))) {
			t.Errorf("%s: the pixels are not the photograph's", o.Path)
		}
	}
	if page := files["a/one/index.html"]; strings.Contains(page, "C2PA") || !strings.Contains(page, "Download the original") {
		t.Error("the page speaks of credentials that are not in the file, or not of the file")
	}
	if b := s.good(); len(b.Report.Written) > 0 || b.Made > 0 {
		t.Errorf("the second build wrote %v", b.Report.Written)
	}
	// A picture that is taken out takes its original with it; so does the setting.
	s.text("content/a/index.md", "---\nheadline: Private\npublished: 2023-07-25\n---\n\n![Alt](photos/one.jpg)\nA caption.\n")
	s.good()
	if left := originals(s.files("public")); len(left) != 1 {
		t.Errorf("%d originals are left", len(left))
	}
	s.text("content/site.yaml", "title: Private\ncredit: Desk\n")
	s.good()
	if left := originals(s.files("public")); len(left) != 0 {
		t.Errorf("%d originals are left", len(left))
	}
}

func TestOriginalsOfOtherFormats(t *testing.T) {
	im := image.NewRGBA(image.Rect(0, 0, 80, 60))
	var asPNG, asTIFF bytes.Buffer
	if err := png.Encode(&asPNG, im); err != nil {
		t.Fatal(err)
	}
	if err := tiff.Encode(&asTIFF, im, nil); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		setting string
		want    []string
		refused int
	}{
		{"strip", []string{".png"}, 1},
		{"exact", []string{".png", ".tif"}, 0},
	} {
		s := newSite(t)
		s.text("content/site.yaml", "title: Formats\ncredit: Desk\noriginals: "+c.setting+"\n")
		s.text("content/a/index.md", "---\nheadline: Formats\npublished: 2023-07-25\n---\n\n![Alt](one.png)\nA caption.\n\n![Alt](two.tif)\nAnother.\n")
		s.write("content/a/one.png", asPNG.Bytes())
		s.write("content/a/two.tif", asTIFF.Bytes())
		b := s.good()
		var got []string
		for _, o := range b.site.Plan.Originals {
			got = append(got, path.Ext(o.Path))
			if _, err := os.Stat(s.path("public/" + o.Path)); err != nil {
				t.Error(err)
			}
		}
		if strings.Join(got, " ") != strings.Join(c.want, " ") {
			t.Errorf("%s: originals %v, want %v", c.setting, got, c.want)
		}
		if n := strings.Count(rendered(b), "[original-refused]"); n != c.refused {
			t.Errorf("%s: %d refusals:\n%s", c.setting, n, rendered(b))
		}
	}
}
