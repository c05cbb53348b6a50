package story

import (
	"slices"
	"strings"
	"testing"
)

// TestManualIsComplete holds the manual to the keys that are read.
func TestManualIsComplete(t *testing.T) {
	names := func(fs []field) (out []string) {
		for _, f := range fs {
			out = append(out, f.name)
		}
		slices.Sort(out)
		return out
	}
	explained := func(ks []key) (out []string) {
		for _, k := range ks {
			out = append(out, k.name)
		}
		slices.Sort(out)
		return out
	}
	site := defaultSite()
	p := &storyParser{story: &Story{}, site: &site}
	for _, c := range []struct {
		what       string
		read, told []string
	}{
		{"a story's front matter", names(p.fields()), explained(storyKeys)},
		{"a caption file", names((&Sidecar{}).fields(&site)), explained(sidecarKeys)},
		{"site.yaml", names(site.fields()), explained(siteKeys)},
		{"a figure's attributes", slices.Sorted(slices.Values(attrNames)), explained(attributeKeys)},
	} {
		if !slices.Equal(c.read, c.told) {
			t.Errorf("%s: reads %q\nmanual explains %q", c.what, c.read, c.told)
		}
	}
	manual := Reference()
	for _, ks := range [][]key{storyKeys, sidecarKeys, siteKeys, attributeKeys} {
		for _, k := range ks {
			if !strings.Contains(manual, "- `"+k.name+"`: ") {
				t.Errorf("%s is not in the manual", k.name)
			}
		}
	}
}
