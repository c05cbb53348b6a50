package generator

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"photodesk/generator/check"
	"photodesk/generator/preview"
	"photodesk/generator/publish"
)

// Serving says how a site is previewed.
type Serving struct {
	Dir       string // the site's folder
	Listeners []net.Listener
	Hosts     []string // names of this machine for others; set only if it listens beyond itself
	ReadOnly  bool     // the desk may not write
	Poll      bool     // look for changes instead of waiting to be told

	Say  func(line string) // told what happens
	Tell func(site *Site)  // told of each Make, once it is judged
	Fail func(err error)   // told of a Make that the machine kept from being
	Now  func() time.Time  // for embargoes and expiries
}

// Serve previews a site until ctx ends: it makes the site at every change and
// shows it. The output folder is not touched.
func Serve(ctx context.Context, opt Options, s Serving) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	p := &previewing{Serving: s, opt: opt, room: newDarkroom(ctx, opt)}
	p.server = preview.New(preview.Options{Edit: p.edit, Hosts: s.Hosts, ReadOnly: s.ReadOnly})
	failed := make(chan error, 1)
	go func() {
		failed <- p.follow(ctx)
		stop()
	}()
	err := p.server.Serve(ctx, s.Listeners)
	stop()
	select {
	case loop := <-failed:
		err = errors.Join(err, loop)
	case <-time.After(50 * time.Millisecond): // it is in a long read, and harms nothing
	}
	opt.Cache.Close()
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// previewing is a preview that runs.
type previewing struct {
	Serving
	opt    Options
	server *preview.Server
	room   *darkroom

	mu   sync.Mutex
	made *Made
}

// follow makes the site, and again at every change.
func (p *previewing) follow(ctx context.Context) error {
	if err := p.make(ctx); err != nil {
		return err
	}
	err := Watch(ctx, Watching{
		Dir: p.Dir, Tree: p.opt.Tree, Poll: p.Poll, Idle: p.server.Done,
		Begin: func() {
			p.room.pause()
			p.server.Begin()
		},
		Say:   func(why string) { p.Say("looking for changes once a second: " + why) },
		Again: func([]string) error { return p.make(ctx) },
	})
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// make makes the site as it is now and shows it; then it is judged.
func (p *previewing) make(ctx context.Context) error {
	opt := p.opt
	opt.Now = p.Now()
	m, err := Make(ctx, opt)
	if err != nil {
		p.server.Done()
		if ctx.Err() == nil {
			p.Fail(err)
		}
		return ctx.Err()
	}
	m.open = p.room.open
	p.mu.Lock()
	p.made = m
	p.mu.Unlock()
	p.server.Show(p.showing(m))
	m.judge(opt)
	p.server.Complain(m.Diags)
	p.Tell(m.Site)
	p.room.work(m.Plan)
	if err := m.memory.Keep(opt); err != nil && ctx.Err() == nil {
		p.Fail(err)
	}
	return nil
}

// showing is a site as the preview sees it.
func (p *previewing) showing(m *Made) preview.Shown {
	diags := check.Settle(m.content, m.Diags)
	diags.Sort()
	s := preview.Shown{
		Folder: func(file string) string { return folderOf(m.content, file) },
		Story: func(name string) string {
			if at, ok := m.Plan.At(name); ok && at.Page != nil && at.Page.Story != nil {
				return at.Page.Story.Folder.Dir
			}
			return ""
		},
		Desk:  func(name string, d preview.Desk) (publish.File, bool) { return p.desk(m, name, d) },
		Diags: diags,
	}
	s.Failing, _ = broken(m.content, diags)
	if m.Theme != nil {
		s.File = m.File
	}
	return s
}
