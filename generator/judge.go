package generator

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"photodesk/generator/diag"
	"photodesk/generator/plan"
	"photodesk/generator/publish"
	"photodesk/generator/story"
)

// folderOf returns the story's folder that a file lies in; empty if it lies in
// none.
func folderOf(content *story.Content, file string) string {
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		by := func(f *story.Folder, dir string) int { return strings.Compare(f.Dir, dir) }
		if _, ok := slices.BinarySearchFunc(content.Folders, dir, by); ok {
			return dir
		}
	}
	return ""
}

// broken returns the stories' folders that have an error, and how many errors
// belong to none.
func broken(content *story.Content, diags diag.List) (dirs []string, elsewhere int) {
	for _, d := range diags {
		if d.Severity != diag.Error {
			continue
		}
		if dir := folderOf(content, d.Pos.File); dir == "" {
			elsewhere++
		} else if !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	return dirs, elsewhere
}

// without returns content without some folders, and those.
func without(content *story.Content, dirs []string) (*story.Content, []*story.Folder) {
	rest := *content
	rest.Folders = nil
	var left []*story.Folder
	for _, f := range content.Folders {
		if slices.Contains(dirs, f.Dir) {
			left = append(left, f)
		} else {
			rest.Folders = append(rest.Folders, f)
		}
	}
	return &rest, left
}

// only returns content with one story's folder, and the complaints that concern it
// or the site.
func only(content *story.Content, diags diag.List, dir string) (*story.Content, diag.List) {
	one := *content
	one.Folders = slices.DeleteFunc(slices.Clone(content.Folders), func(f *story.Folder) bool { return f.Dir != dir })
	return &one, slices.DeleteFunc(diags, func(d diag.Diagnostic) bool {
		in := folderOf(content, d.Pos.File)
		return in != "" && in != dir
	})
}

// keep returns what publishing leaves alone for the sake of stories that are
// left as they were: their files, and the styles that these name; but for those
// of a photograph that was pulled since.
func keep(content *story.Content, left []*story.Folder, published map[string]publish.Entry) func(string) bool {
	pulled := map[string]bool{}
	for _, w := range content.Withdrawn {
		pulled[strings.ToLower(w.Digest)] = true
	}
	var theirs []func(path string) bool
	for _, f := range left {
		theirs = append(theirs, plan.Belongs(&content.Site, f))
	}
	return func(p string) bool {
		is := func(of func(string) bool) bool { return of(p) }
		return (strings.HasPrefix(p, "static/") || slices.ContainsFunc(theirs, is)) && !pulled[published[p].Photo]
	}
}

// leave plans the site again without the stories that have errors and those in
// dirs. It changes nothing if an error belongs to no story: all would be wrong.
func (s *Site) leave(dirs []string, photos map[string]plan.Photo, settings plan.Options) {
	bad, elsewhere := broken(s.content, s.Diags)
	if dirs = append(bad, dirs...); len(dirs) == 0 || elsewhere > 0 {
		return
	}
	rest, left := without(s.content, dirs)
	s.Plan, _ = plan.Make(rest, photos, settings) // what it says has been said
	s.Left, s.holding = left, 0
	s.Diags = append(s.Diags, leftAlone(left)...)
}

// leftAlone says of each story that was left as it was published.
func leftAlone(left []*story.Folder) diag.List {
	var out diag.List
	for _, f := range left {
		out.Info("left-as-published", diag.InFile(f.Dir), fmt.Sprintf("%s has errors: what was published of it stays", f.Dir), "mend it and build again")
	}
	return out
}
