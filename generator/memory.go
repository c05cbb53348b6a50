package generator

import (
	"io/fs"
	"maps"
	"path"
	"runtime"
	"strings"
	"sync"
	"time"

	"photodesk/generator/check"
	"photodesk/generator/diag"
	"photodesk/generator/page"
	"photodesk/generator/plan"
	"photodesk/generator/source"
)

// Memory is what one Make leaves for the next: results of pure functions, each
// with what it was made of. What photographs say is kept for other runs too: see
// index.go.
type Memory struct {
	plans plan.Planner

	mu        sync.Mutex
	templates map[string][32]byte // digests of what the theme was made of
	look      *page.Theme
	said      diag.List
	known     map[plan.ID]known
	news      bool      // known is more, or less, than the cache holds
	hour      time.Time // of the judgments that are timed

	index
}

// theme loads the theme, unless its files are what they were.
func (m *Memory) theme(tree *source.Tree) (*page.Theme, diag.List, error) {
	digests, err := themeFiles(tree)
	if err != nil {
		return nil, nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.templates != nil && maps.Equal(m.templates, digests) {
		return m.look, m.said, nil
	}
	m.look, m.said, err = page.LoadTheme(tree)
	if m.templates = digests; err != nil {
		m.templates = nil
	}
	return m.look, m.said, err
}

// themeFiles returns the digests of all that a theme is made of: templates, the
// stylesheet, and the names of the files that templates may ask for.
func themeFiles(tree *source.Tree) (map[string][32]byte, error) {
	digests := map[string][32]byte{}
	for _, dir := range []string{"templates", "static"} {
		err := fs.WalkDir(tree, dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasPrefix(path.Base(name), ".") {
				return err
			}
			digests[name], err = tree.Digest(name)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return digests, nil
}

// judge is check.RunAt with a memory: a story that is as it was, its translations
// included, is objected to as it was. Restrictions end by the hour, so that what
// was said a moment ago still holds. It reports whether what it says holds for the
// hour alone.
func (m *Memory) judge(s *Site) (all diag.List, timed bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	hour := s.settings.Now.Truncate(time.Hour)
	same := hour.Equal(m.hour)
	m.hour = hour
	now := make(map[plan.ID]known, len(s.Plan.Stories))
	said := make([]known, len(s.Plan.Stories))
	var work sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, st := range s.Plan.Stories {
		id := s.Plan.StoryID(st)
		if old, ok := m.known[id]; ok && (same || !old.Timed) {
			said[i], now[id] = old, old
			continue
		}
		m.news = true
		slots <- struct{}{}
		work.Go(func() {
			said[i].Said, said[i].Timed = check.Story(s.content, s.Plan, st, hour)
			<-slots
		})
	}
	all = check.Site(s.content, s.Plan, hour)
	work.Wait()
	for i, st := range s.Plan.Stories {
		id := s.Plan.StoryID(st)
		if _, ok := now[id]; !ok {
			said[i].Brief = st.Brief().Text()
			now[id] = said[i]
		}
		all = append(all, said[i].Said...)
		timed = timed || said[i].Timed
	}
	m.news = m.news || len(now) != len(m.known)
	m.known = now
	all.Sort()
	return all, timed
}
