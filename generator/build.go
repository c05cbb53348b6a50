package generator

import (
	"context"
	"fmt"
	"sync"
	"time"

	"photodesk/generator/cache"
	"photodesk/generator/check"
	"photodesk/generator/diag"
	"photodesk/generator/page"
	"photodesk/generator/plan"
	"photodesk/generator/source"
	"photodesk/generator/story"
)

// Options are all that a site depends on. Tree, Loader, Cache and Memory are memories:
// they make the next Make faster, and change nothing in what it makes.
type Options struct {
	Tree   *source.Tree
	Loader *story.Loader
	Cache  *cache.Cache
	Memory *Memory   // nil: begins with nothing
	Now    time.Time // decides on embargoes and expiries
	Drafts bool      // make drafts too
	Ahead  bool      // a look ahead, not for the public: search engines are told to stay away

	// Only, if not empty, is the folder of the one story that is made, as if the
	// site had no other: "content/chongqing-nev".
	Only string

	// Files makes links to pages lead to their files, "a/index.html" and not "a/",
	// for folders that are opened without a server.
	Files bool

	// KeepGoing makes the stories without errors and leaves the others as they
	// were published.
	KeepGoing bool

	leave []string // folders of stories that are to be left out, with KeepGoing
}

// Site is a site decided and judged, but not made.
type Site struct {
	Plan  *plan.Plan
	Theme *page.Theme
	Diags diag.List       // sorted
	Left  []*story.Folder // stories with errors that are left as published, with KeepGoing

	memory   *Memory
	content  *story.Content
	photos   map[string]plan.Photo
	settings plan.Options
	timed    bool // what the desk's rules said holds for an hour
	holding  int  // errors that hold back the site: those of Left do not
}

// Holds reports whether the diagnostics hold back the site: errors do, and with
// strict warnings too.
func (s *Site) Holds(strict bool) bool {
	return s.holding > 0 || strict && s.Diags.Count(diag.Warning) > 0
}

// Stories returns how many stories the site has, each counted once whatever
// languages it is in.
func (s *Site) Stories() int {
	folders := map[*story.Folder]bool{}
	for _, st := range s.Plan.Stories {
		folders[st.Folder] = true
	}
	return len(folders)
}

// Check is all that can be said about a site without making it.
func Check(ctx context.Context, opt Options) (*Site, error) {
	site, err := decide(ctx, opt)
	if err == nil {
		site.judge(opt)
	}
	return site, err
}

// decide reads a site and plans it: all that making it needs.
func decide(ctx context.Context, opt Options) (*Site, error) {
	if opt.Memory == nil {
		opt.Memory = new(Memory)
	}
	opt.Memory.recollect()
	content, diags, err := opt.Loader.Load(opt.Tree, "content")
	if err != nil {
		return nil, err
	}
	if opt.Only != "" {
		content, diags = only(content, diags, opt.Only)
	}
	photos, err := probe(ctx, opt, content)
	if err != nil {
		return nil, err
	}
	assets, err := assets(opt.Tree)
	if err != nil {
		return nil, err
	}
	theme, complaints, err := opt.Memory.theme(opt.Tree)
	if err != nil {
		return nil, err
	}
	diags = append(diags, complaints...)
	for _, lang := range content.Site.Langs {
		if !page.Speaks(lang) {
			diags.Warn("language", diag.InFile(content.Site.File), fmt.Sprintf("photodesk has no words of its own in %q", lang),
				"its pages say \"Credits\" and the like in English")
		}
	}
	settings := plan.Options{Now: opt.Now, Drafts: opt.Drafts, Ahead: opt.Ahead, Files: opt.Files, Assets: assets}
	p, complaints := opt.Memory.plans.Make(content, photos, settings)
	diags = append(diags, complaints...)
	return &Site{Plan: p, Theme: theme, Diags: diags, memory: opt.Memory, content: content, photos: photos, settings: settings}, nil
}

// judge adds the complaints of the desk's rules, and settles what holds back the
// site.
func (s *Site) judge(opt Options) {
	said, timed := s.memory.judge(s)
	s.Diags, s.timed = append(check.Settle(s.content, s.Diags), said...), timed
	s.holding = s.Diags.Count(diag.Error)
	if opt.KeepGoing {
		s.leave(opt.leave, s.photos, s.settings)
	}
	s.Diags.Sort()
}

// Make makes a site. There is one way to do it: a first build, a rebuild, a
// preview and a watch are this function with a warmer cache. No picture is made
// and no page rendered before its file is opened. What the desk's rules object to
// is said by judge, which who publishes asks first, and who previews later.
func Make(ctx context.Context, opt Options) (*Made, error) {
	site, err := decide(ctx, opt)
	if err != nil {
		return nil, err
	}
	m := &Made{Site: site, ctx: ctx, opt: opt}
	m.open = m.picture
	m.keys = sync.OnceValue(func() *page.Keys { return page.NewKeys(m.Theme, m.Plan) })
	return m, nil
}
