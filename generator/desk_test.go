package generator

import (
	"encoding/json"
	"html"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"photodesk/generator/preview"
)

// deskField matches what a text of the desk is written by.
var deskField = regexp.MustCompile(`data-do="(\w+)" data-file="([^"]*)" data-seen="([^"]*)" data-figure="(-?\d+)"[^>]*>\n([^<]*)</textarea>`)

var deskToken = regexp.MustCompile(`name="desk-token" content="(\w+)"`)

// fields returns the texts of a sheet that can be edited, as the desk sends them.
func (v *served) fields(path string) (token string, all []preview.Edit) {
	v.t.Helper()
	_, body := v.get(path)
	found := deskToken.FindStringSubmatch(body)
	if found == nil {
		v.t.Fatalf("%s has no token:\n%s", path, body)
	}
	for _, f := range deskField.FindAllStringSubmatch(body, -1) {
		n, err := strconv.Atoi(f[4])
		if err != nil {
			v.t.Fatal(err)
		}
		all = append(all, preview.Edit{Do: f[1], File: html.UnescapeString(f[2]), Seen: f[3], Figure: n, Text: html.UnescapeString(f[5])})
	}
	return found[1], all
}

func (v *served) post(token string, e preview.Edit) (int, string) {
	v.t.Helper()
	data, err := json.Marshal(e)
	if err != nil {
		v.t.Fatal(err)
	}
	req, err := http.NewRequest(http.MethodPost, v.url+"/_desk/-/edit", strings.NewReader(string(data)))
	if err != nil {
		v.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Photodesk-Token", token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

// TestDeskWritesWhereWordsStand edits captions that stand in the text, in a file
// beside the photograph, in the photograph, and nowhere.
func TestDeskWritesWhereWordsStand(t *testing.T) {
	s := newSite(t)
	s.small()
	s.photo("content/a/1.jpg", "60x40 shade=1")
	s.photo("content/a/2.jpg", "61x40 shade=2")
	s.photo("content/a/3.jpg", `62x40 shade=3 caption="From the file."`)
	s.photo("content/a/4.jpg", "63x40 shade=4")
	s.text("content/a/2.md", "---\nalt: An alternative\n---\nFrom the side.\n")
	s.text("content/a/index.md", "---\nheadline: A\npublished: 2024-05-02\nphotos: all\n---\n\n![one](1.jpg)\nIn the *text*. (Agency/A. Name)\n\n![](2.jpg)\n\n![](3.jpg)\n")
	v := s.serve(0)
	v.shows("/a/", "In the")
	token, all := v.fields("/_desk/a/")
	want := []preview.Edit{
		{Do: "caption", File: "content/a/index.md", Figure: 0, Text: "In the *text*. (Agency/A. Name)"},
		{Do: "alt", File: "content/a/index.md", Figure: 0, Text: "one"},
		{Do: "caption", File: "content/a/2.md", Text: "From the side."},
		{Do: "alt", File: "content/a/2.md", Text: "An alternative"},
		{Do: "caption", File: "content/a/index.md", Figure: 2, Text: "From the file."},
		{Do: "alt", File: "content/a/index.md", Figure: 2},
		{Do: "caption", File: "content/a/4.md"},
		{Do: "alt", File: "content/a/4.md"},
	}
	if len(all) != len(want) {
		t.Fatalf("the sheet has %d texts: %+v", len(all), all)
	}
	for i, w := range want {
		if w.Seen = all[i].Seen; strings.TrimSpace(all[i].Text) != w.Text || all[i].File != w.File || all[i].Figure != w.Figure || all[i].Do != w.Do {
			t.Errorf("text %d is %+v, want %+v", i, all[i], w)
		}
	}
	edit := func(i int, text string) {
		t.Helper()
		_, all := v.fields("/_desk/a/")
		e := all[i]
		e.Text = text
		if status, body := v.post(token, e); status != http.StatusOK {
			t.Errorf("%+v: %d %s", e, status, body)
		}
		v.shows("/a/", text)
	}
	edit(0, "Now this.")
	edit(2, "Now from the side.")
	edit(4, "Now typed.")
	edit(6, "Now there is one.")
	for name, want := range map[string]string{
		"content/a/index.md": "---\nheadline: A\npublished: 2024-05-02\nphotos: all\n---\n\n![one](1.jpg)\nNow this.\n\n![](2.jpg)\n\n![](3.jpg)\nNow typed.\n",
		"content/a/2.md":     "---\nalt: An alternative\n---\nNow from the side.\n",
		"content/a/4.md":     "Now there is one.\n",
	} {
		if got := v.read(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for what, c := range map[string]struct {
		edit preview.Edit
		want int
	}{
		"on a text of before":   {all[0], 409},
		"in another place":      {preview.Edit{Do: "caption", File: "../x.md"}, 422},
		"in the settings":       {preview.Edit{Do: "caption", File: "content/site.yaml"}, 422},
		"of nothing":            {preview.Edit{Do: "nothing", File: "content/a/index.md"}, 422},
		"on no digest":          {preview.Edit{Do: "caption", File: "content/a/index.md", Seen: "zz"}, 422},
		"of a picture too many": {preview.Edit{Do: "caption", File: "content/a/index.md", Seen: all[0].Seen, Figure: 99}, 409},
	} {
		if status, body := v.post(token, c.edit); status != c.want {
			t.Errorf("an edit %s: %d %s, want %d", what, status, body, c.want)
		}
	}
}

// TestDeskShowsWhatNobodyPlaces asks for photographs by name.
func TestDeskShowsWhatNobodyPlaces(t *testing.T) {
	s := newSite(t)
	s.small()
	s.essay("a", 1)
	s.photo("content/a/photos/unused one.jpg", "900x600")
	v := s.serve(0)
	v.shows("/_desk/a/", "unused one.jpg")
	v.shows("/_desk/", "1 unused")
	for path, want := range map[string]int{
		"/_desk/-/photo/content/a/photos/unused%20one.jpg": 200,
		"/_desk/-/photo/content/a/index.md":                404,
		"/_desk/-/photo/content/a/photos/none.jpg":         404,
		"/_desk/-/desk.css":                                200,
		"/_desk/-/story.html":                              404,
		"/_desk/b/":                                        404,
	} {
		if status, _ := v.get(path); status != want {
			t.Errorf("%s: %d, want %d", path, status, want)
		}
	}
}
