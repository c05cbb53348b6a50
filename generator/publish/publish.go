// Package publish changes a folder that readers are looking at from one site
// into another. It is the only room that writes there, and it knows nothing of
// stories, photographs or HTML: a site is files with a path, an order and bytes.
//
// # What a reader sees
//
// At every moment, that of a crash, of a full disk and of kill -9 included, each
// page in the folder finds what it shows:
//
//   - every file that is to be written is opened and read to its end before the
//     first byte is written, so a page that cannot be made costs nothing;
//   - each file is written under a temporary name beside its place and renamed,
//     so it is there whole, or not yet;
//   - assets come before pages, pages before indexes (see [Kind]), and deletions
//     last, in the opposite order;
//   - a file whose bytes are already right is not touched: its time and inode
//     stay, so that rsync and browsers do nothing either.
//
// What an interrupted publish left undone, the next one does. One path cannot
// be shown in two states at once: where a file takes the place of a folder of
// old files, or a folder that of an old file, those are deleted first.
//
// # What is ours
//
// The manifest, .photodesk.json in the folder, lists the files of the last
// publish with their SHA-256 and, for a rendition, the digest of its photograph.
// Only a file named there is ever deleted. Before the first file is written the
// manifest also names what is about to be (see [Manifest]), so that a crash
// leaves nothing without an owner.
//
// Files that photodesk did not write are counted and left. A folder that holds
// any (dot files do not count) and no manifest is refused with a [ForeignError];
// a file of someone else's in the place of one of ours is an [OccupiedError].
// [Options.Force] overrides both.
//
// A published file that somebody changed is written again, and named in
// [Report.Healed]. If it is not part of the site any more, then what happens
// depends on what it was. A rendition is deleted: a picture that was retracted
// must vanish even if an optimiser has been over it. Any other file may by now hold
// an editor's words: it stays, and each publish names it in [Report.Altered] until
// it is removed by hand.
//
// # Batches
//
// A site comes in batches (see [Batch]), most of which are as they were. If the folder
// stands as [Memory] learned of it, its manifest included, only the files of the others
// are opened, compared and written, and the manifest is written anew round the lines
// that stay. In every other case all files are looked at, with the same result: a test
// makes changes at random and holds the two ways to it.
//
// # One writer
//
// A [Lock] in the folder keeps a second writer out, on network shares too.
//
// # Names
//
// All changes go through an [os.Root], so no link inside the folder can lead a
// write outside it. On file systems that take Foo and foo, or the two Unicode forms
// of é, for one name, a file whose name changed only in that way is renamed and
// never deleted as the old one.
package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A Kind is a file's turn: lower ones are written first and deleted last.
type Kind int

// The kinds in the order in which they are published.
const (
	Asset Kind = iota // needs nothing else: renditions, styles, scripts, fonts
	Page              // shows assets
	Index             // leads to pages: front pages, lists, feeds, sitemaps, search
)

var kindNames = [...]string{Asset: "asset", Page: "page", Index: "index"}

// MarshalText gives the kind's name in the manifest: asset, page or index.
func (k Kind) MarshalText() ([]byte, error) {
	if k < 0 || int(k) >= len(kindNames) {
		return nil, fmt.Errorf("no kind of file: %d", int(k))
	}
	return []byte(kindNames[k]), nil
}

// UnmarshalText is the reverse of MarshalText.
func (k *Kind) UnmarshalText(text []byte) error {
	for i, name := range kindNames {
		if name == string(text) {
			*k = Kind(i)
			return nil
		}
	}
	return fmt.Errorf("no kind of file: %q", text)
}

// A File is one file of a site that is to be published.
type File struct {
	// Path is where it goes, relative to the folder: clean, with slashes, local
	// in the sense of [filepath.IsLocal], each at most once. Names that begin
	// with .photodesk are reserved.
	Path string

	// Kind says when it is written.
	Kind Kind

	// Digest is, for a rendition, the hexadecimal SHA-256 of its photograph,
	// so that a retracted picture can be found by its bytes; else empty.
	Digest string

	// Key, if not nil, names all that the bytes depend on, so that the same key
	// under the same path means the same bytes. It is asked instead of Open
	// where [Options.Memory] knows what the published file was made of.
	Key func() string

	// Open makes the bytes. It is called at most twice, from any goroutine: once
	// to learn the digest before anything is written, once to write; both times
	// the bytes must be the same. A plain *os.File is copied by the kernel, which
	// on Linux shares its blocks where the file system can (Btrfs, XFS).
	Open func() (io.ReadCloser, error)
}

// A Batch is files of a site that come and go together, as the renditions of one story
// do. Kinds order the files of all batches.
type Batch struct {
	// Key, if not empty, names all that the files depend on: the same key means the
	// same paths, kinds and bytes. Where [Options.Memory] knows that it was published
	// and the folder stands as it was left, Files is not asked. No two batches of a
	// site have the same.
	Key string

	// Files returns the files.
	Files func() []File
}

// Options say where and how to publish.
type Options struct {
	// Dir is the folder; it is made if need be.
	Dir string

	// Force takes over a folder that is not photodesk's, and replaces
	// files in it that stand where the site's own must be. Others stay.
	Force bool

	// Keep, if not nil, reports whether the published file at a path stays
	// although the new site lacks it: what belongs to a story with errors that is not
	// to be made now. What its pages show must be kept with them. Keep is not
	// asked about paths in the new site.
	Keep func(path string) bool

	// Lock is the caller's lock on Dir; if nil, Apply takes one as Holder.
	Lock   *Lock
	Holder Holder

	// Memory, if not nil, spares the reading of published files that are as they
	// were, and the making of what they were made of.
	Memory Memory

	// Step, if not nil, is called before each change to the folder with what is
	// about to be done ("mkdir", "write", "rename", "remove") and the path.
	// An error stops the change and all that would follow, as a full disk would. For tests.
	Step func(op, path string) error
}

// A Report says what Apply did, as slash-separated paths. When Apply fails, it says
// what had been done by then.
type Report struct {
	Written []string // in the order of publishing
	Kept    []string // not part of the site any more, and kept by Options.Keep; sorted
	Deleted []string // in the order of deletion
	Removed []string // those of Deleted that were pages or indexes: addresses that are gone
	Healed  []string // those of Written whose published bytes someone had changed
	Altered []string // not part of the site any more, but changed by someone: left; sorted
	Unknown int      // files that are not ours, dot files not counted; left

	// Files yields the path and the hexadecimal SHA-256 of every file of ours that the
	// folder holds now, in no order; nil if Apply failed.
	Files iter.Seq2[string, string]

	// Broke is the holder of a stale lock that was broken, or nil.
	Broke *Holder

	// Damaged says that the manifest could not be understood. The site
	// was published all the same and has a new manifest, but old files that are no
	// longer part of it were taken for someone else's, and are counted in Unknown.
	Damaged *ManifestError
}

// Apply makes the folder hold a site, and nothing else that an earlier Apply wrote.
// If ctx is cancelled it stops between two files.
//
// Besides those of Open and ctx, its errors are [*ForeignError], [*OccupiedError],
// [*LockedError], [*NewerError], [*ChangedError] and [*FolderError]; all have a Hint method.
// After any of them the published site is whole.
func Apply(ctx context.Context, opt Options, site []Batch) (Report, error) {
	if err := os.MkdirAll(opt.Dir, dirMode); err != nil {
		return Report{}, folderError("make the folder", opt.Dir, ".", err)
	}
	f, err := openFolder(opt)
	if err != nil {
		return Report{}, err
	}
	defer f.root.Close()
	if err := f.refuseForeign(opt.Force); err != nil {
		return Report{}, err
	}
	release, broke, err := f.lockFor(opt)
	if err != nil {
		return Report{}, err
	}
	report, done, err := f.applyPart(ctx, opt, site)
	if !done {
		report, err = f.apply(ctx, opt, site)
	}
	report.Broke = broke
	return report, errors.Join(err, release())
}

// apply is Apply under the lock: look, decide, do.
func (f *folder) apply(ctx context.Context, opt Options, site []Batch) (Report, error) {
	files := filesOf(site)
	if err := checkPaths(files); err != nil {
		return Report{}, err
	}
	was, err := f.readManifest()
	var damaged *ManifestError
	if err != nil && !errors.As(err, &damaged) {
		return Report{}, err
	}
	found, err := f.survey(ctx, files, was)
	if err != nil {
		return Report{}, err
	}
	wanted, err := stage(ctx, files, found)
	if err != nil {
		return Report{}, err
	}
	change, err := f.decide(opt, damaged != nil, wanted, was, found)
	if err != nil {
		return Report{Damaged: damaged}, err
	}
	change.report.Damaged = damaged
	if err = f.carryOut(ctx, change); err == nil {
		change.report.Files = change.files
	}
	f.learn(wanted, change, found)
	return change.report, err
}

// A member is a file and the key of its batch.
type member struct {
	File
	batch string
}

// filesOf returns all files of batches.
func filesOf(site []Batch) []member {
	var all []member
	for _, b := range site {
		files := b.Files()
		all = slices.Grow(all, len(files))
		for _, f := range files {
			all = append(all, member{f, b.Key})
		}
	}
	return all
}

// lockFor takes a lock unless the caller has one, and says how to give it back.
func (f *folder) lockFor(opt Options) (release func() error, broke *Holder, err error) {
	if opt.Lock != nil {
		f.lock = opt.Lock
		return func() error { return nil }, nil, nil
	}
	l, err := Take(opt.Dir, opt.Holder)
	if err != nil {
		return nil, nil, err
	}
	f.lock = l
	return l.Release, l.Broke, nil
}

// Clean removes what photodesk wrote into the folder, the manifest included, and
// leaves all else, .gitignore for one. Of opt it uses Dir, Lock, Holder and Step. A damaged
// manifest is a [*ManifestError], since then nothing is known to be ours. Files in
// Report.Altered stay, and with them a manifest that names them.
func Clean(ctx context.Context, opt Options) (Report, error) {
	if _, err := ReadManifest(opt.Dir); errors.Is(err, fs.ErrNotExist) {
		return Report{}, nil
	} else if err != nil {
		return Report{}, err
	}
	opt.Keep, opt.Force = nil, false
	return Apply(ctx, opt, nil)
}

// checkPaths refuses what would be a mistake of the program that made the list.
func checkPaths(files []member) error {
	seen := make(map[string]bool, len(files))
	for _, f := range files {
		if err := checkPath(f.Path); err != nil {
			return err
		}
		if seen[f.Path] {
			return fmt.Errorf("%s would be published twice", f.Path)
		}
		seen[f.Path] = true
	}
	last := "" // the files of one folder follow each other, mostly
	for _, f := range files {
		home := path.Dir(f.Path)
		if home == last {
			continue
		}
		last = home
		for dir := range parents(f.Path) {
			if seen[dir] {
				return fmt.Errorf("%s would be published both as a file and as the folder of %s", dir, f.Path)
			}
		}
	}
	return nil
}

// checkPath reports what is wrong with a path in the folder.
func checkPath(p string) error {
	if p == "." || path.Clean(p) != p || !filepath.IsLocal(filepath.FromSlash(p)) {
		return fmt.Errorf("%q is no path inside a site", p)
	}
	if strings.ContainsAny(p, "\\\x00") {
		return fmt.Errorf("%q has a character that cannot stand in a path", p)
	}
	if strings.HasPrefix(strings.ToLower(p), reserved) || strings.HasPrefix(path.Base(p), tempPrefix) {
		return fmt.Errorf("%q is reserved for photodesk's own use", p)
	}
	return nil
}
