package preview

import (
	"slices"
	"strings"

	"photodesk/generator/diag"
	"photodesk/generator/publish"
)

// Shown is a site as one Make left it. Its functions are safe for concurrent
// use; names are output paths, "bridge/index.html".
type Shown struct {
	// File returns a file of the site. It is nil if no page can be made, because
	// the theme has errors; then the last pages are shown on.
	File func(name string) (publish.File, bool)
	// Story returns the folder of the story that a page is of, "content/bridge",
	// and "" for a list or what is no page.
	Story func(name string) string
	// Folder returns the folder of the story that a source file belongs to, and
	// "" for what concerns the whole site.
	Folder func(file string) string
	// Failing are the folders of the stories that could not be read or planned as
	// they are written.
	Failing []string
	// Desk returns a page of the desk, or a picture that only it shows; names
	// begin with "_desk/".
	Desk func(name string, d Desk) (publish.File, bool)
	// Diags are the complaints known so far.
	Diags diag.List
}

// Desk is what a page of the desk depends on beside the site.
type Desk struct {
	Token string    // which writing needs; empty: the desk may not write
	Diags diag.List // all complaints
}

// state is what the server shows at one moment. It is not changed once shown.
type state struct {
	Shown
	desk   Desk
	good   map[string]Shown // of each story that fails, the last map in which it did not
	judged bool             // the desk's rules have been asked
}

// after returns the state that follows was.
func after(was *state, next Shown) *state {
	s := &state{Shown: next, good: map[string]Shown{}}
	if next.File == nil && was != nil {
		s.File, s.Story, s.good = was.File, was.Story, was.good
		return s
	}
	for _, folder := range next.Failing {
		if was == nil {
			break
		}
		if old, ok := was.good[folder]; ok {
			s.good[folder] = old
		} else if was.File != nil && !slices.Contains(was.Failing, folder) {
			s.good[folder] = was.Shown
		}
	}
	return s
}

// lastGood returns the map that the page of a failing story is taken from.
func (s *state) lastGood(name string) (Shown, bool) {
	for folder, old := range s.good {
		if old.Story(name) == folder {
			return old, true
		}
	}
	return Shown{}, false
}

// find returns the file to show under name.
func (s *state) find(name string) (publish.File, bool) {
	if strings.HasPrefix(name, "_desk/") {
		if s.Desk == nil {
			return publish.File{}, false
		}
		return s.Shown.Desk(name, s.desk)
	}
	if s.File == nil {
		return publish.File{}, false
	}
	if old, ok := s.lastGood(name); ok {
		return old.File(name)
	}
	if f, ok := s.File(name); ok {
		return f, true
	}
	for _, folder := range s.Failing { // the pictures that a last good page shows
		if old, ok := s.good[folder]; ok {
			if f, ok := old.File(name); ok {
				return f, true
			}
		}
	}
	return publish.File{}, false
}

// complaints returns the errors that concern a page: those of its story and of
// the whole site; for a list, all. Stale reports whether the page is an older one
// for it.
func (s *state) complaints(name string) (list diag.List, stale bool) {
	if strings.HasPrefix(name, "_desk/") {
		return nil, false // it shows them itself
	}
	folder := ""
	old, stale := s.lastGood(name)
	if stale {
		folder = old.Story(name)
	} else if s.Story != nil {
		folder = s.Story(name)
	}
	for _, d := range s.Diags {
		if d.Severity != diag.Error {
			continue
		}
		if of := s.Folder(d.Pos.File); folder == "" || of == "" || of == folder {
			list = append(list, d)
		}
	}
	return list, stale
}
