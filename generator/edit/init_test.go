package edit

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"photodesk/generator/story"
)

func TestInit(t *testing.T) {
	d := newDesk(t, nil)
	begun := must[*Begun](t)(Init(d.path("Bridge: news"), false, Options{}))
	wantChanges(t, nil, d.files(), "+Bridge: news/content/first-story/index.md", "+Bridge: news/content/site.yaml")
	if len(begun.Files) != 2 {
		t.Errorf("%+v", begun)
	}
	content, ds, err := story.NewLoader().Load(os.DirFS(d.path("Bridge: news")), "content")
	if err != nil || len(ds) != 0 || content.Site.Title.Value != "Bridge: news" || !content.Folders[0].Stories[0].Draft {
		t.Errorf("%v %v %+v", err, ds, content.Site.Title)
	}
	// Every setting that is shown can be set.
	site := d.files()["Bridge: news/content/site.yaml"]
	d.put(tree{"Bridge: news/content/site.yaml": regexp.MustCompile(`(?m)^#(\w)`).ReplaceAllString(site, "$1")})
	content, ds, err = story.NewLoader().Load(os.DirFS(d.path("Bridge: news")), "content")
	if err != nil || ds.HasErrors() || content.Site.Territories == nil {
		t.Errorf("%v %v", err, ds)
	}
}

func TestInitRefusals(t *testing.T) {
	d := newDesk(t, tree{"a/Content/x": "", "b/thesis.doc": "years", "c/.git/config": "", "file": ""})
	before := d.files()
	_, err := Init(d.path("a"), true, Options{})
	wantRefusal(t, err, "it is a site")
	_, err = Init(d.path("b"), false, Options{})
	wantRefusal(t, err, "holds thesis.doc, and would get content/site.yaml and content/first-story/index.md")
	_, err = Init(d.path("file"), false, Options{})
	wantRefusal(t, err, "is a file")
	wantChanges(t, before, d.files())
	must[*Begun](t)(Init(d.path("b"), true, Options{}))
	must[*Begun](t)(Init(d.path("c"), false, Options{}))
	for _, c := range changes(before, d.files()) {
		if !strings.HasPrefix(c, "+") {
			t.Errorf("changed %s", c)
		}
	}
}
