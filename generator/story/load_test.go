package story

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"photodesk/generator/diag"
)

func site(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, data := range files {
		m[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return m
}

func load(t testing.TB, l *Loader, fsys fs.FS) (*Content, diag.List) {
	t.Helper()
	c, ds, err := l.Load(fsys, "content")
	if err != nil {
		t.Fatal(err)
	}
	return c, ds
}

// TestLoaderRemembers edits a site file by file and requires that only the
// folder that an edit touches is read again, and that the rest is as a new
// loader would give it.
func TestLoaderRemembers(t *testing.T) {
	const story = "---\nheadline: x\n---\n\n![](a.jpg)\nA caption.\n\n![](b.jpg)\n"
	fsys := site(map[string]string{
		"content/a/index.md": story, "content/a/a.jpg": "", "content/b/index.md": story, "content/b/a.jpg": "", "content/b/b.jpg": "",
	})
	l := NewLoader()
	before, said := load(t, l, fsys)
	if len(said) != 1 || said[0].ID != "photo-not-found" {
		t.Fatalf("said %v", said)
	}
	for _, edit := range []struct {
		name   string
		do     func()
		remade []string // folders
	}{
		{"nothing", func() {}, nil},
		{"a story", func() { fsys["content/a/index.md"] = &fstest.MapFile{Data: []byte(story + "\nMore.\n")} }, []string{"content/a"}},
		{"a photograph comes", func() { fsys["content/a/b.jpg"] = &fstest.MapFile{} }, []string{"content/a"}},
		{"a sidecar comes", func() { fsys["content/b/a.md"] = &fstest.MapFile{Data: []byte("Words.")} }, []string{"content/b"}},
		{"a sidecar changes", func() { fsys["content/b/a.md"] = &fstest.MapFile{Data: []byte("Other.")} }, []string{"content/b"}},
		{"a photograph goes", func() { delete(fsys, "content/b/b.jpg") }, []string{"content/b"}},
		{"a photograph's bytes", func() { fsys["content/b/a.jpg"] = &fstest.MapFile{Data: []byte("x")} }, nil},
		{"a story goes", func() { delete(fsys, "content/a/index.md") }, []string{"content/a"}},
		{"the site", func() { fsys["content/site.yaml"] = &fstest.MapFile{Data: []byte("title: x\n")} }, []string{"content/b"}},
	} {
		edit.do()
		after, ds := load(t, l, fsys)
		fresh, dsFresh := load(t, NewLoader(), fsys)
		if dump(after) != dump(fresh) || fmt.Sprint(ds) != fmt.Sprint(dsFresh) {
			t.Errorf("%s: differs from a first load:\n%s\n%v\nwant\n%s\n%v", edit.name, dump(after), ds, dump(fresh), dsFresh)
		}
		for _, f := range after.Folders {
			kept := false
			for _, old := range before.Folders {
				kept = kept || old == f
			}
			if remade := strings.Contains(strings.Join(edit.remade, " "), f.Dir); remade == kept {
				t.Errorf("%s: %s kept %v", edit.name, f.Dir, kept)
			}
		}
		before = after
	}
}

// barred is a file system in which one path cannot be opened.
type barred struct {
	fstest.MapFS
	path string
	err  error
}

func (b barred) Open(name string) (fs.File, error) {
	if name == b.path {
		return nil, &fs.PathError{Op: "open", Path: name, Err: b.err}
	}
	return b.MapFS.Open(name)
}

func (b barred) Stat(name string) (fs.FileInfo, error) {
	if name == b.path {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: b.err}
	}
	return b.MapFS.Stat(name)
}

func (b barred) ReadFile(name string) ([]byte, error) {
	if name == b.path {
		return nil, &fs.PathError{Op: "open", Path: name, Err: b.err}
	}
	return b.MapFS.ReadFile(name)
}

func (b barred) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == b.path {
		return nil, &fs.PathError{Op: "open", Path: name, Err: b.err}
	}
	return b.MapFS.ReadDir(name)
}

func TestUnreadable(t *testing.T) {
	fsys := site(map[string]string{
		"content/a/index.md": "---\nheadline: x\n---\n", "content/a/photos/a.jpg": "", "content/b/index.md": "---\nheadline: x\n---\n",
		"content/site.yaml": "title: x\n",
	})
	fsys["content/a/link"] = &fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte("photos")}
	escape := errors.New("path escapes from the site")
	for _, path := range []string{"content/a/index.md", "content/a/photos", "content/a", "content/site.yaml", "content/a/link"} {
		c, ds := load(t, NewLoader(), barred{fsys, path, escape})
		var said []string
		for _, d := range ds {
			if d.ID == "file-unreadable" {
				said = append(said, d.String())
			}
		}
		if len(said) != 1 || !strings.Contains(said[0], path+": error: ") || !strings.Contains(said[0], "path escapes") {
			t.Errorf("%s: said %q of %v", path, said, ds)
		}
		if len(c.Folders) == 0 {
			t.Errorf("%s: the other story is gone", path)
		}
	}
}

func TestLongNames(t *testing.T) {
	name := strings.Repeat("很长的名字", 60) + ".jpg"
	_, ds := load(t, NewLoader(), site(map[string]string{
		"content/a/index.md": "---\nheadline: x\n---\n\n![](" + name + ")\n\n![](" + name[3:] + ")\n", "content/a/" + name: "",
	}))
	if len(ds) != 1 || !strings.Contains(ds[0].Hint, name) {
		t.Errorf("said %v", ds)
	}
}

func TestFolderNamedLikeAFile(t *testing.T) {
	c, ds := load(t, NewLoader(), site(map[string]string{
		"content/a/index.md": "---\nheadline: x\n---\n\n![](x.jpg/b.jpg)\n", "content/a/x.jpg/b.jpg": "",
		"content/a/x.md/c.jpg": "", "content/a/index.zh.md/d.jpg": "",
	}))
	if got := strings.Join(c.Folders[0].Photos, " "); got != "content/a/x.jpg/b.jpg content/a/x.md/c.jpg" {
		t.Errorf("photographs %s", got)
	}
	if len(ds) != 1 || ds[0].ID != "story-folder" || ds[0].Pos.File != "content/a/index.zh.md" {
		t.Errorf("said %v", ds)
	}
}

func TestNoContent(t *testing.T) {
	c, ds := load(t, NewLoader(), fstest.MapFS{})
	if len(c.Folders) != 0 || len(ds) != 0 || c.Site.Langs[0] != "en" {
		t.Errorf("got %+v, said %v", c, ds)
	}
}

func TestResolveLinks(t *testing.T) {
	c, _ := load(t, NewLoader(), site(map[string]string{
		"content/a/index.md":   "---\nheadline: x\n---\n\n[one](../重%20庆/#a&b) [two](../gone/) [three](https://e.org/?a&b) [home](..) \"href=story:x\"\n",
		"content/重 庆/index.md": "---\nheadline: y\n---\n\n![](a.jpg){#a}\n", "content/重 庆/a.jpg": "",
	}))
	got := ResolveLinks(c.Folders[0].Stories[0].Blocks[0].(*Prose).HTML, func(target, fragment string) string {
		if target == "content/gone" {
			return ""
		}
		return "/" + target + "?" + fragment
	})
	want := `<p><a href="/content/重 庆?a&amp;b">one</a> <a>two</a> <a href="https://e.org/?a&amp;b">three</a> <a href="/content?">home</a> “href=story:x”</p>`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestParseTime(t *testing.T) {
	c, ds := load(t, NewLoader(), site(map[string]string{
		"content/site.yaml":  "title: x\ntimezone: Asia/Shanghai\n",
		"content/a/index.md": "---\nheadline: x\npublished: 2023-07-25 08:32\nupdated: 2023-07-25T08:32:10Z\nembargo: 2023-07-25 08:32 -0330\nexpires: 2024-02-29\n---\n",
	}))
	s := c.Folders[0].Stories[0]
	for got, want := range map[string]string{
		s.Published.Time.UTC().String(): "2023-07-25 00:32:00 +0000 UTC", s.Updated.Time.UTC().String(): "2023-07-25 08:32:10 +0000 UTC",
		s.Embargo.Time.UTC().String(): "2023-07-25 12:02:00 +0000 UTC", s.Expires.Time.UTC().String(): "2024-02-28 16:00:00 +0000 UTC",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if len(ds) > 0 || !s.Published.Clock || s.Expires.Clock {
		t.Errorf("clock %v %v, said %v", s.Published.Clock, s.Expires.Clock, ds)
	}
}

// bench is a site of 200 stories, each of 50 figures.
func bench() fstest.MapFS {
	fsys := site(map[string]string{"content/site.yaml": "title: x\nlanguages: [en, zh]\n"})
	for i := range 200 {
		var b strings.Builder
		b.WriteString("---\nheadline: A headline of a story\npublished: 2023-07-25 08:32 +08:00\nplaces: [Yongchuan, Jiangbei]\n---\n\n")
		for j := range 50 {
			fmt.Fprintf(&b, "A paragraph of \"prose\" that says what happened and where, with a [link](../s001/).\n\n"+
				"![Rows of parked cars seen from the air](photos/%03d.jpg){.wide #p%d focus=\"50%% 60%%\"}\n"+
				"This aerial photo taken on July 20, 2023 shows a vehicle distribution center in Jiangbei District,\n"+
				"southwest China's *Chongqing*. (Xinhua/Tang Yi)\n\n", j, j)
			fsys[fmt.Sprintf("content/s%03d/photos/%03d.jpg", i, j)] = &fstest.MapFile{}
		}
		fsys[fmt.Sprintf("content/s%03d/index.md", i)] = &fstest.MapFile{Data: []byte(b.String())}
	}
	return fsys
}

// preread answers ReadDir and ReadFile from memory at once, as the tree does;
// fstest.MapFS looks at every file for each.
type preread struct {
	fstest.MapFS
	dirs map[string][]fs.DirEntry
}

func (p preread) ReadDir(name string) ([]fs.DirEntry, error) {
	if es, ok := p.dirs[name]; ok {
		return es, nil
	}
	es, err := p.MapFS.ReadDir(name)
	p.dirs[name] = es
	return es, err
}

func BenchmarkLoad(b *testing.B) {
	fsys := preread{bench(), map[string][]fs.DirEntry{}}
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			if _, ds := load(b, NewLoader(), fsys); len(ds) > 0 {
				b.Fatal(ds[0])
			}
		}
	})
	b.Run("warm", func(b *testing.B) {
		l := NewLoader()
		load(b, l, fsys)
		for b.Loop() {
			load(b, l, fsys)
		}
	})
	b.Run("edit", func(b *testing.B) {
		l, n := NewLoader(), 0
		load(b, l, fsys)
		old := string(fsys.MapFS["content/s007/index.md"].Data)
		for b.Loop() {
			n++
			fsys.MapFS["content/s007/index.md"] = &fstest.MapFile{Data: fmt.Appendf(nil, "%s\n%d\n", old, n)}
			load(b, l, fsys)
		}
	})
}

// vanishing is a folder whose text another program replaces while it is read: it
// is listed, and is not there.
type vanishing struct{ fstest.MapFS }

func (v vanishing) Open(name string) (fs.File, error) {
	if path.Base(name) == "index.md" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return v.MapFS.Open(name)
}

func (v vanishing) Stat(name string) (fs.FileInfo, error) {
	if path.Base(name) == "index.md" {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return v.MapFS.Stat(name)
}

func (v vanishing) ReadFile(name string) ([]byte, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

func TestNoFolderWithoutStory(t *testing.T) {
	for name, fsys := range map[string]fs.FS{
		"vanished":         vanishing{fstest.MapFS{"content/a/index.md": {}, "content/a/photos/1.jpg": {}}},
		"foreign language": fstest.MapFS{"content/a/index.fr.md": {Data: []byte("---\nheadline: Salut\n---\n")}},
	} {
		content, ds, err := NewLoader().Load(fsys, "content")
		if err != nil {
			t.Fatal(err)
		}
		if len(content.Folders) != 0 {
			t.Errorf("%s: there is %v, with %v", name, content.Folders[0], ds)
		}
	}
}
