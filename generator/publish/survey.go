package publish

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// A survey is what was found in the folder.
type survey struct {
	// others are files, links and devices at no path of the old site or of the new, by
	// the names that the folder's listings give them. Folders whose name begins with a
	// dot are looked into only if they hold something of ours.
	others map[string]bool

	// temps are temporaries that a killed publish left behind.
	temps []string

	// at is what is found at each path of the old site and of the new. While the folder
	// is listed several fill it, each the paths of another part.
	at map[string]*spot
}

// spot returns what is found at a path.
func (s survey) spot(p string) spot {
	if there := s.at[p]; there != nil {
		return *there
	}
	return spot{}
}

// A spot is what is found at one path.
type spot struct {
	found  bool // something is there
	listed bool // by that name; false though something is there: it goes by another spelling
	mode   fs.FileMode
	info   fs.FileInfo // nil if the memory knows the file, whose description would be held for nothing
	sum    string      // of a regular file that can be read; else empty, which no wanted file has
	key    string      // what the file was made of, if that is remembered
}

func (s spot) isDir() bool { return s.found && s.mode.IsDir() }

// lists reports whether a file, a link or a device is listed by a name.
func (s survey) lists(name string) bool { return s.others[name] || s.spot(name).listed }

// listed returns all names of files, links and devices, sorted.
func (s survey) listed() []string {
	names := slices.Collect(maps.Keys(s.others))
	for p, there := range s.at {
		if there.listed {
			names = append(names, p)
		}
	}
	slices.Sort(names)
	return names
}

// survey lists the folder and reads every file in it that is ours, or is to be,
// unless the memory knows it for sure: a file that was changed since is found out.
func (f *folder) survey(ctx context.Context, wanted []member, was Manifest) (survey, error) {
	s := survey{others: map[string]bool{}, at: make(map[string]*spot, max(len(wanted), len(was.Files)))}
	spots := make([]spot, 0, len(wanted))
	for _, w := range wanted {
		spots = append(spots, spot{})
		s.at[w.Path] = &spots[len(spots)-1]
	}
	for _, old := range []map[string]Entry{was.Files, was.Pending} {
		for p := range old {
			if s.at[p] == nil {
				s.at[p] = new(spot)
			}
		}
	}
	if err := f.list(ctx, &s, was); err != nil {
		return survey{}, err
	}
	var rest []string // what the listings do not name: nothing is there, or it is spelt otherwise
	for p, there := range s.at {
		if !there.listed {
			rest = append(rest, p)
		}
	}
	slices.Sort(rest)
	looked := make([]spot, len(rest)) // apart, for who looks asks s what is listed
	err := each(ctx, len(rest), func(i int) (err error) {
		looked[i], err = f.look(rest[i], s)
		return err
	})
	for i, p := range rest {
		*s.at[p] = looked[i]
	}
	return s, err
}

// list walks through the folder, and looks at what is ours of what is listed.
func (f *folder) list(ctx context.Context, s *survey, was Manifest) error {
	needed := map[string]bool{".": true} // the folders that must be walked
	for p := range s.at {
		for dir := range parents(p) {
			if needed[dir] {
				break
			}
			needed[dir] = true
		}
	}
	for dirs := []string{"."}; len(dirs) > 0; {
		found := make([]listing, len(dirs))
		err := each(ctx, len(dirs), func(i int) (err error) {
			found[i], err = f.readDir(dirs[i], needed, s.at, was)
			return err
		})
		if err != nil {
			return err
		}
		dirs = nil
		for _, l := range found {
			dirs = append(dirs, l.dirs...)
			s.temps = append(s.temps, l.temps...)
			for _, p := range l.others {
				s.others[p] = true
			}
		}
	}
	slices.Sort(s.temps)
	return nil
}

// A listing is what one folder holds beside what is ours: others are files, links and
// devices.
type listing struct{ dirs, temps, others []string }

// readDir lists one folder, and looks at what is ours in it.
func (f *folder) readDir(dir string, needed map[string]bool, at map[string]*spot, was Manifest) (l listing, err error) {
	entries, err := fs.ReadDir(f.root.FS(), dir)
	if err != nil && !needed[dir] {
		return l, nil // a folder of somebody else's that we may not look into
	}
	if err != nil {
		return l, folderError("read the folder", f.dir, dir, err)
	}
	for _, d := range entries {
		p := path.Join(dir, d.Name())
		switch {
		case d.IsDir() && strings.HasPrefix(d.Name(), ".") && !needed[p]:
		case d.IsDir():
			l.dirs = append(l.dirs, p)
		case strings.HasPrefix(d.Name(), tempPrefix):
			l.temps = append(l.temps, p)
		case at[p] == nil:
			l.others = append(l.others, p)
		default:
			there, err := f.lookAt(p, d)
			if err != nil {
				return l, err
			}
			there.listed = true
			if known := was.Files[p].SHA256; known == there.sum {
				there.sum = known // one text for both
			}
			*at[p] = there
		}
	}
	return l, nil
}

// lookAt reads what is at p, which is listed as d. Of a listing on Windows the
// size and the time may be those of a moment ago.
func (f *folder) lookAt(p string, d fs.DirEntry) (spot, error) {
	if runtime.GOOS == "windows" {
		return f.lstat(p)
	}
	info, err := d.Info()
	if err != nil {
		return f.lstat(p)
	}
	return f.read(p, info), nil
}

// look reads what is at p, which is not listed. A file that cannot be read is
// different from the one that is wanted there.
func (f *folder) look(p string, s survey) (spot, error) {
	for dir := range parents(p) {
		if s.lists(dir) {
			return spot{}, nil // a file, or a link that we do not follow: nothing of ours is behind it
		}
	}
	return f.lstat(p)
}

func (f *folder) lstat(p string) (spot, error) {
	info, err := f.root.Lstat(p)
	if err != nil && isAbsent(err) {
		return spot{}, nil
	}
	if err != nil { // not taken for absent: we would forget that it is ours
		return spot{}, folderError("read", f.dir, p, err)
	}
	return f.read(p, info), nil
}

// read learns what the file at p holds.
func (f *folder) read(p string, info fs.FileInfo) spot {
	there := spot{found: true, mode: info.Mode(), info: info}
	if !there.mode.IsRegular() {
		return there
	}
	_, sure := f.memory.Stands(p, info)
	was := f.memory.Recall(p)
	if sure {
		there.sum, there.key, there.info = was.SHA256, was.Key, nil
		return there
	}
	file, err := f.root.Open(p)
	if err != nil {
		return there
	}
	defer file.Close()
	if there.sum, _, err = sum(file); err != nil {
		there.sum = ""
	}
	if there.sum == was.SHA256 { // the same bytes were made of the same
		there.key = was.Key
	}
	return there
}

// respelled gives a function that reports whether an old path is another spelling of a
// wanted file. Two listed names are two files, even if a hard link joins them; so
// at least one of the two is not listed, which makes the search short.
func (f *folder) respelled(s survey, wanted []staged) func(old string) bool {
	names := sync.OnceValues(func() (listed, unlisted []string) {
		for _, w := range wanted {
			if there := s.spot(w.Path); there.listed {
				listed = append(listed, w.Path)
			} else if there.found {
				unlisted = append(unlisted, w.Path)
			}
		}
		return listed, unlisted
	})
	return func(old string) bool {
		there := s.spot(old)
		if !there.found {
			return false
		}
		listed, unlisted := names()
		if there.listed && len(unlisted) == 0 {
			return false
		}
		info := f.info(old, there)
		same := func(w string) bool {
			other := f.info(w, s.spot(w))
			return info != nil && other != nil && os.SameFile(info, other)
		}
		return slices.ContainsFunc(unlisted, same) || !there.listed && slices.ContainsFunc(listed, same)
	}
}

// info describes what was found at p; nil if it is gone.
func (f *folder) info(p string, there spot) fs.FileInfo {
	if there.info == nil {
		there.info, _ = f.root.Lstat(p)
	}
	return there.info
}

// reconcile settles what a publish that was cut off left: for each path that it was
// about to write, whether the bytes there are the old ones or the new. If it left
// nothing, the result is the manifest's own map.
func (s survey) reconcile(was Manifest) map[string]Entry {
	if len(was.Pending) == 0 && was.Files != nil {
		return was.Files
	}
	old := maps.Clone(was.Files)
	if old == nil {
		old = map[string]Entry{}
	}
	for p, e := range was.Pending {
		if s.spot(p).sum == e.SHA256 {
			old[p] = e
		}
	}
	return old
}

// unknown counts the files that are not ours: begun are paths that a publish was about
// to write when it was cut off.
func (s survey) unknown(begun []string, ours func(string) bool) int {
	n := 0
	for p := range s.others {
		if !ours(p) && !isHidden(p) {
			n++
		}
	}
	for _, p := range begun {
		if s.spot(p).listed && !ours(p) && !isHidden(p) {
			n++
		}
	}
	return n
}

// isHidden reports whether a part of the path begins with a dot.
func isHidden(p string) bool { return strings.HasPrefix(p, ".") || strings.Contains(p, "/.") }

// spellings finds, for each wanted file that goes by another spelling, the one in
// the listing: "Bridge/index.html" for "bridge/index.html" where letter case is
// not told apart. Almost always there is none.
func (f *folder) spellings(s survey, wanted []staged) (map[string]string, error) {
	var odd []string
	for _, w := range wanted {
		if there := s.spot(w.Path); there.found && !there.listed && !there.isDir() {
			odd = append(odd, w.Path)
		}
	}
	if odd == nil {
		return nil, nil
	}
	found := map[string]string{}
	for _, p := range s.listed() {
		info, err := f.root.Lstat(p)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, folderError("read", f.dir, p, err)
		}
		for _, q := range odd {
			if strings.Count(p, "/") == strings.Count(q, "/") && os.SameFile(info, f.info(q, s.spot(q))) {
				found[q] = p
			}
		}
	}
	return found, nil
}
