package publish

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
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
	info   fs.FileInfo // nil: nothing
	sum    string      // of a regular file that can be read; else empty, which no wanted file has
	listed bool        // false though something is there: it goes by another spelling
	key    string      // what the file was made of, if that is remembered
}

func (s spot) isDir() bool { return s.info != nil && s.info.IsDir() }

// survey lists the folder and reads every file in it that is ours, or is to be,
// unless the memory knows it for sure: a file that was changed since is found out.
func (f *folder) survey(ctx context.Context, wanted []File, was Manifest) (survey, error) {
	s := survey{listed: map[string]fs.FileMode{}, at: map[string]spot{}}
	for _, w := range wanted {
		s.at[w.Path] = spot{}
	}
	for p := range was.Files {
		s.at[p] = spot{}
	}
	for p := range was.Pending {
		s.at[p] = spot{}
	}
	paths := slices.Sorted(maps.Keys(s.at))
	if err := f.list(ctx, &s, paths); err != nil {
		return survey{}, err
	}
	spots := make([]spot, len(paths))
	err := each(ctx, len(paths), func(i int) error {
		var err error
		spots[i], err = f.look(paths[i], s.listed)
		return err
	})
	for i, p := range paths {
		_, spots[i].listed = s.listed[p]
		s.at[p] = spots[i]
	}
	return s, err
}

// list walks through the folder. ours are the paths of which the folders must be walked.
func (f *folder) list(ctx context.Context, s *survey, ours []string) error {
	needed := map[string]bool{".": true}
	for _, p := range ours {
		for dir := range parents(p) {
			needed[dir] = true
		}
	}
	return fs.WalkDir(f.root.FS(), ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && !needed[p]:
			return fs.SkipDir // a folder of somebody else's that we may not look into
		case err != nil:
			return folderError("read the folder", f.dir, p, err)
		case d.IsDir() && strings.HasPrefix(path.Base(p), ".") && !needed[p]:
			return fs.SkipDir
		case d.IsDir():
		case strings.HasPrefix(d.Name(), tempPrefix):
			s.temps = append(s.temps, p)
		default:
			s.listed[p] = d.Type()
		}
		return nil
	})
}

// look reads what is at p. A file that cannot be read is different from the one that is wanted there.
func (f *folder) look(p string, listed map[string]fs.FileMode) (spot, error) {
	for dir := range parents(p) {
		if _, ok := listed[dir]; ok {
			return spot{}, nil // a file, or a link that we do not follow: nothing of ours is behind it
		}
	}
	info, err := f.root.Lstat(p)
	if err != nil && isAbsent(err) {
		return spot{}, nil
	}
	if err != nil { // not taken for absent: we would forget that it is ours
		return spot{}, folderError("read", f.dir, p, err)
	}
	if !info.Mode().IsRegular() {
		return spot{info: info}, nil
	}
	if digest, key, ok := f.memory.Recall(p, info); ok {
		return spot{info: info, sum: digest, key: key}, nil
	}
	file, err := f.root.Open(p)
	if err != nil {
		return spot{info: info}, nil
	}
	defer file.Close()
	digest, _, err := sum(file)
	if err != nil {
		return spot{info: info}, nil
	}
	return spot{info: info, sum: digest}, nil
}

// respelled gives a function that reports whether an old path is another spelling of a
// wanted file. Two listed names are two files, even if a hard link joins them; so
// at least one of the two is not listed, which makes the search short.
func (s survey) respelled(wanted []staged) func(old string) bool {
	var listed, unlisted []spot
	for _, w := range wanted {
		if there := s.at[w.Path]; there.listed {
			listed = append(listed, there)
		} else if there.info != nil {
			unlisted = append(unlisted, there)
		}
	}
	return func(old string) bool {
		there := s.at[old]
		same := func(w spot) bool { return there.info != nil && os.SameFile(there.info, w.info) }
		return slices.ContainsFunc(unlisted, same) || !there.listed && slices.ContainsFunc(listed, same)
	}
}

// reconcile settles what a publish that was cut off left: for each path that it was
// about to write, whether the bytes there are the old ones or the new.
func (s survey) reconcile(was Manifest) map[string]Entry {
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
func (s survey) unknown(ours map[string]Entry) int {
	n := 0
	for p := range s.listed {
		if _, ok := ours[p]; !ok && !isHidden(p) {
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
		if spot := s.at[w.Path]; spot.info != nil && !spot.listed && !spot.isDir() {
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
			if strings.Count(p, "/") == strings.Count(q, "/") && os.SameFile(info, s.at[q].info) {
				found[q] = p
			}
		}
	}
	return found, nil
}
