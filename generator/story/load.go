package story

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"photodesk/generator/diag"
)

// Loader reads content and remembers it: a folder whose names and texts are as
// before is not read a second time, and says again what it said. What it
// returns is shared between loads and must not be changed.
type Loader struct {
	mu      sync.Mutex
	site    siteMemo
	folders map[string]*folderMemo // by Dir
}

// siteMemo is what the site's two files gave.
type siteMemo struct {
	siteText, withdrawnText string
	hasSite, hasWithdrawn   bool
	site                    *Site
	withdrawn               []Withdrawal
	ds                      diag.List
}

func (m *siteMemo) digest() [sha256.Size]byte {
	return digestOf([]string{fmt.Sprint(m.hasSite, m.hasWithdrawn), m.siteText, m.withdrawnText})
}

// folderMemo is what one folder gave, and all that it depends on.
type folderMemo struct {
	site   *Site
	found  *found
	texts  []string // of found.texts
	folder *Folder
	ds     diag.List
}

// NewLoader returns a Loader that remembers nothing yet.
func NewLoader() *Loader { return &Loader{folders: map[string]*folderMemo{}} }

// Load reads everything below dir, which is "content". It never stops at a
// person's mistake; the error is the machine's.
func (l *Loader) Load(fsys fs.FS, dir string) (*Content, diag.List, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.loadSite(fsys, dir); err != nil {
		return nil, nil, err
	}
	w := &walk{fsys: fsys}
	if err := w.top(dir); err != nil {
		return nil, nil, err
	}
	memos, err := l.loadFolders(fsys, w.folders)
	if err != nil {
		return nil, nil, err
	}
	content := &Content{Site: *l.site.site, Withdrawn: l.site.withdrawn, Digest: l.site.digest()}
	ds := slices.Concat(l.site.ds, w.ds)
	for _, m := range memos {
		if len(m.folder.Stories) > 0 { // else its text vanished while it was read, or is in no language of the site
			content.Folders = append(content.Folders, m.folder)
		}
		ds = append(ds, m.ds...)
	}
	slices.SortFunc(content.Folders, func(a, b *Folder) int { return cmp.Compare(a.Dir, b.Dir) })
	content.checkLinks(path.Clean(dir), &ds)
	ds.Sort()
	return content, ds, nil
}

// loadSite reads site.yaml and withdrawn.yaml.
func (l *Loader) loadSite(fsys fs.FS, dir string) error {
	siteName, withdrawnName := path.Join(dir, "site.yaml"), path.Join(dir, "withdrawn.yaml")
	var ds diag.List
	siteText, hasSite, err := readText(fsys, siteName, &ds)
	if err != nil {
		return err
	}
	withdrawnText, hasWithdrawn, err := readText(fsys, withdrawnName, &ds)
	if err != nil {
		return err
	}
	m := &l.site
	if len(ds) == 0 && m.site != nil && m.siteText == siteText && m.hasSite == hasSite && m.withdrawnText == withdrawnText && m.hasWithdrawn == hasWithdrawn {
		return nil
	}
	site := defaultSite()
	if hasSite {
		site = parseSite(siteName, siteText, &ds)
	}
	*m = siteMemo{siteText: siteText, hasSite: hasSite, withdrawnText: withdrawnText, hasWithdrawn: hasWithdrawn, site: &site}
	if hasWithdrawn {
		m.withdrawn = parseWithdrawn(&site, withdrawnName, withdrawnText, &ds)
	}
	m.ds = ds
	return nil
}

// readText reads a text file. A file that is a folder or that leads out of
// content/ is the editor's mistake, which is reported; so is one too large to
// be text.
func readText(fsys fs.FS, name string, ds *diag.List) (text string, ok bool, err error) {
	info, err := fs.Stat(fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", false, nil
	case err != nil:
		ds.Error("file-unreadable", diag.InFile(name), "the file cannot be opened: "+reason(err), "is it a link to somewhere else, or protected?")
		return "", false, nil
	case info.IsDir():
		ds.Error("story-folder", diag.InFile(name), "a folder has the name of a text file", "rename it")
		return "", false, nil
	case info.Size() > maxText:
		return strings.Repeat(" ", maxText+1), true, nil // refused by checkText
	}
	data, err := fs.ReadFile(fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", false, nil
	case errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrInvalid):
		ds.Error("file-unreadable", diag.InFile(name), "the file cannot be opened: "+reason(err), "is it a link to somewhere else, or protected?")
		return "", false, nil
	}
	return string(data), true, err
}

// reason returns what went wrong without the path, which differs between
// machines.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// loadFolders reads the folders, those that changed side by side.
func (l *Loader) loadFolders(fsys fs.FS, all []*found) ([]*folderMemo, error) {
	memos, errs := make([]*folderMemo, len(all)), make([]error, len(all))
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, f := range all {
		old := l.folders[f.dir]
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			memos[i], errs[i] = loadFolder(fsys, l.site.site, f, old)
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	l.folders = map[string]*folderMemo{}
	for _, m := range memos {
		l.folders[m.found.dir] = m
	}
	return memos, nil
}

// loadFolder returns old when nothing that it depends on has changed.
func loadFolder(fsys fs.FS, site *Site, f *found, old *folderMemo) (*folderMemo, error) {
	m := &folderMemo{site: site, found: f}
	var kept []string
	for _, name := range f.texts {
		text, ok, err := readText(fsys, name, &m.ds)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		if ok {
			m.texts, kept = append(m.texts, text), append(kept, name)
		}
	}
	if len(m.ds) == 0 && old != nil && old.site == site && old.found.equal(f) && slices.Equal(old.texts, m.texts) {
		return old, nil
	}
	f.texts = kept
	m.build()
	return m, nil
}

// build parses the texts of a folder.
func (m *folderMemo) build() {
	f := m.found
	m.folder = &Folder{Dir: f.dir, Photos: f.photos, Skipped: f.skipped, Digest: digestOf([]string{f.dir}, f.texts, m.texts, f.photos, f.skipped, f.packets)}
	m.ds = append(m.ds, f.ds...)
	m.stories()
	m.sidecars()
	m.folder.Packets = m.packets()
}

// digestOf digests lists of texts, so that no two groups of lists are one.
func digestOf(lists ...[]string) (sum [sha256.Size]byte) {
	h := sha256.New()
	for _, list := range lists {
		_, _ = fmt.Fprintln(h, len(list)) // a hash takes everything
		for _, s := range list {
			_, _ = fmt.Fprintln(h, len(s))
			_, _ = io.WriteString(h, s)
		}
	}
	h.Sum(sum[:0])
	return sum
}

// stories parses the story in each of its languages, in the site's order.
func (m *folderMemo) stories() {
	photos := newDirectory(m.folder.Dir, m.folder.Photos, m.folder.Skipped)
	written := map[*Story][]string{}
	for _, i := range m.indexFirst() {
		name := m.found.texts[i]
		lang, ok := m.storyLang(name)
		if !ok {
			continue
		}
		if j := slices.IndexFunc(m.folder.Stories, func(s *Story) bool { return s.Lang == lang }); j >= 0 {
			m.ds.Error("language", diag.InFile(name), fmt.Sprintf("%s is the story in \"%s\" already", path.Base(m.folder.Stories[j].File), lang), "keep one of the two")
			continue
		}
		s, keys := parseStory(m.site, m.folder, photos, name, lang, m.texts[i], &m.ds)
		written[s] = keys
		m.folder.Stories = append(m.folder.Stories, s)
	}
	slices.SortStableFunc(m.folder.Stories, func(a, b *Story) int {
		return cmp.Compare(slices.Index(m.site.Langs, a.Lang), slices.Index(m.site.Langs, b.Lang))
	})
	for i, s := range m.folder.Stories {
		if i > 0 {
			s.inherit(written[s], m.folder.Stories[0])
		}
	}
}

// indexFirst returns the order in which to read the texts: index.md before
// another file for the same language.
func (m *folderMemo) indexFirst() []int {
	order := make([]int, len(m.found.texts))
	for i := range order {
		order[i] = i
	}
	if i := slices.Index(m.found.texts, m.folder.Dir+"/index.md"); i > 0 {
		order = append([]int{i}, slices.Delete(order, i, i+1)...)
	}
	return order
}

// storyLang returns the language of a file of the story, and whether it is one.
func (m *folderMemo) storyLang(name string) (string, bool) {
	if path.Dir(name) != m.folder.Dir || !isIndexName(path.Base(name)) {
		return "", false
	}
	tag := indexName.FindStringSubmatch(path.Base(name))[1]
	if tag == "" {
		return m.site.Langs[0], true
	}
	lang := m.site.lang(tag)
	if lang == "" {
		m.ds.Error("language", diag.InFile(name), fmt.Sprintf("\"%s\" is not among the site's languages", tag), m.site.langHint(tag))
	}
	return lang, lang != ""
}

// sidecars parses the captions that stand beside photographs.
func (m *folderMemo) sidecars() {
	var all []*Sidecar
	owners := newOwner(m.site, m.folder.Photos)
	for i, name := range m.found.texts {
		if isIndexName(path.Base(name)) {
			continue
		}
		if photo, lang := owners.of(name, &m.ds); photo != "" {
			all = append(all, parseSidecar(m.site, name, photo, lang, m.texts[i], &m.ds))
		}
	}
	m.folder.Sidecars = sortSidecars(m.site, all, &m.ds)
}
