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
)

// A survey is what was found in the folder.
type survey struct {
	// listed are all files, links and devices by the names that the folder's
	// listings give them. Folders whose name begins with a dot are
	// looked into only if they hold something of ours.
	listed map[string]fs.FileMode

	// temps are temporaries that a killed publish left behind.
	temps []string

	// at is what is found at each path of the old site and of the new.
	at map[string]spot
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

// survey lists the folder and reads every file in it that is ours, or is to be,
// unless the memory knows it for sure: a file that was changed since is found out.
func (f *folder) survey(ctx context.Context, wanted []File, was Manifest) (survey, error) {
	s := survey{listed: make(map[string]fs.FileMode, len(was.Files)), at: make(map[string]spot, max(len(wanted), len(was.Files)))}
	for _, w := range wanted {
		s.at[w.Path] = spot{}
	}
	for p := range was.Files {
		s.at[p] = spot{}
	}
	for p := range was.Pending {
		s.at[p] = spot{}
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
	spots := make([]spot, len(rest))
	err := each(ctx, len(rest), func(i int) error {
		var err error
		spots[i], err = f.look(rest[i], s.listed)
		return err
	})
	for i, p := range rest {
		s.at[p] = spots[i]
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
			found[i], err = f.readDir(dirs[i], needed, s.at)
			return err
		})
		if err != nil {
			return err
		}
		dirs = nil
		for _, l := range found {
			dirs = append(dirs, l.dirs...)
			s.temps = append(s.temps, l.temps...)
			for _, e := range l.files {
				s.listed[e.path] = e.mode
				if _, ours := s.at[e.path]; ours {
					e.spot.listed = true
					if known := was.Files[e.path].SHA256; known == e.spot.sum {
						e.spot.sum = known // one text for both
					}
					s.at[e.path] = e.spot
				}
			}
		}
	}
	slices.Sort(s.temps)
	return nil
}

// A listing is what one folder holds.
type listing struct {
	dirs, temps []string
	files       []entry
}

// An entry is a file, a link or a device. Its spot is settled if the path is ours.
type entry struct {
	path string
	mode fs.FileMode
	spot spot
}

// readDir lists one folder.
func (f *folder) readDir(dir string, needed map[string]bool, ours map[string]spot) (l listing, err error) {
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
		default:
			e := entry{path: p, mode: d.Type()}
			if _, ok := ours[p]; ok {
				if e.spot, err = f.lookAt(p, d); err != nil {
					return l, err
				}
			}
			l.files = append(l.files, e)
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
func (f *folder) look(p string, listed map[string]fs.FileMode) (spot, error) {
	for dir := range parents(p) {
		if _, ok := listed[dir]; ok {
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
	was, key, sure := f.memory.Recall(p, info)
	if sure {
		there.sum, there.key, there.info = was, key, nil
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
	if there.sum == was { // the same bytes were made of the same
		there.key = key
	}
	return there
}

// respelled gives a function that reports whether an old path is another spelling of a
// wanted file. Two listed names are two files, even if a hard link joins them; so
// at least one of the two is not listed, which makes the search short.
func (f *folder) respelled(s survey, wanted []staged) func(old string) bool {
	var listed, unlisted []string
	for _, w := range wanted {
		if there := s.at[w.Path]; there.listed {
			listed = append(listed, w.Path)
		} else if there.found {
			unlisted = append(unlisted, w.Path)
		}
	}
	return func(old string) bool {
		there := s.at[old]
		if !there.found || there.listed && len(unlisted) == 0 {
			return false
		}
		info := f.info(old, there)
		same := func(w string) bool {
			other := f.info(w, s.at[w])
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
		if s.at[p].sum == e.SHA256 {
			old[p] = e
		}
	}
	return old
}

// unknown counts the files that are not ours.
func (s survey) unknown(ours func(string) bool) int {
	n := 0
	for p := range s.listed {
		if !ours(p) && !isHidden(p) {
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
		if there := s.at[w.Path]; there.found && !there.listed && !there.isDir() {
			odd = append(odd, w.Path)
		}
	}
	if odd == nil {
		return nil, nil
	}
	found := map[string]string{}
	for _, p := range slices.Sorted(maps.Keys(s.listed)) {
		info, err := f.root.Lstat(p)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, folderError("read", f.dir, p, err)
		}
		for _, q := range odd {
			if strings.Count(p, "/") == strings.Count(q, "/") && os.SameFile(info, f.info(q, s.at[q])) {
				found[q] = p
			}
		}
	}
	return found, nil
}
