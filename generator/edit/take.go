package edit

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"photodesk/generator/photo"
	"photodesk/generator/story"
)

// Skipped is a file that was left where it is, and why.
type Skipped struct {
	Name   string // below the folder that it lies in
	Reason string
}

// shot is a photograph of a take.
type shot struct {
	name  string // below the take's folder
	info  fs.FileInfo
	facts *photo.Facts
	meta  photo.Meta
	xmp   string // its .xmp, likewise; empty: none
}

// take is a folder of photographs, in the order in which they were shot.
type take struct {
	fsys    inbox
	shots   []*shot
	skipped []Skipped
	xmps    map[string]bool
}

func (t *take) skip(name, format string, args ...any) {
	t.skipped = append(t.skipped, Skipped{name, fmt.Sprintf(format, args...)})
}

// inbox is a folder outside of the site, as photographs come from.
type inbox struct{ fs.FS }

// Digest implements photo.Source.
func (in inbox) Digest(name string) (sum photo.Digest, err error) {
	f, err := in.Open(name)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return sum, err
	}
	return photo.Digest(h.Sum(nil)), nil
}

// openTake reads the folder dir and all below it. Of pictures whose bytes are
// equal it has one.
func (s *Site) openTake(ctx context.Context, dir string, site *story.Site) (*take, error) {
	if err := s.checkInbox(dir); err != nil {
		return nil, err
	}
	return s.readTake(ctx, os.DirFS(dir), site)
}

func (s *Site) readTake(ctx context.Context, fsys fs.FS, site *story.Site) (*take, error) {
	t := &take{fsys: inbox{fsys}, xmps: map[string]bool{}}
	if err := t.list(); err != nil {
		return nil, err
	}
	if err := t.look(ctx, s.opt, site); err != nil {
		return nil, err
	}
	t.attachXMP()
	t.order()
	slices.SortFunc(t.skipped, func(a, b Skipped) int { return cmp.Compare(a.Name, b.Name) })
	return t, nil
}

// checkInbox refuses what is no folder, and a folder that holds the site: its
// renditions are no photographs.
func (s *Site) checkInbox(dir string) error {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return refuse("name the folder that holds the photographs", "there is no folder %s", dir)
	case err != nil:
		return err
	case !info.IsDir():
		return refuse("name the folder that it is in", "%s is not a folder", dir)
	}
	for up := "content"; ; up = path.Dir(up) {
		if here, err := s.root.Stat(up); err == nil && os.SameFile(info, here) {
			return refuse("name the folder of the photographs alone", "%s holds the site itself", dir)
		}
		if up == "." {
			return nil
		}
	}
}

// photoExts are the endings of the files that a site takes for photographs.
var photoExts = []string{".jpg", ".jpeg", ".jpe", ".png", ".tif", ".tiff", ".webp", ".gif", ".heic", ".heif", ".avif"}

var (
	videoExts = []string{".mp4", ".mov", ".avi", ".m4v", ".mts", ".m2ts", ".mpg", ".mpeg", ".mkv", ".webm", ".wmv", ".3gp"}
	rawExts   = []string{".cr2", ".cr3", ".crw", ".nef", ".nrw", ".arw", ".srf", ".sr2", ".raf", ".orf", ".rw2", ".dng", ".pef", ".raw", ".srw", ".x3f", ".3fr", ".iiq"}
)

// list finds the files of the take. Hidden ones are none of the editor's.
func (t *take) list() error {
	return fs.WalkDir(t.fsys, ".", func(name string, d fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case err != nil && name == ".":
			return err
		case name != "." && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$")):
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
		case err != nil:
			t.skip(name, "it cannot be read: %s", bare(err))
		case !d.IsDir():
			t.sort(name)
		}
		return nil
	})
}

// bare returns an error without the path, which is told already.
func bare(err error) string {
	var inPath *fs.PathError
	if errors.As(err, &inPath) {
		return inPath.Err.Error()
	}
	return err.Error()
}

// sort puts one file where it belongs.
func (t *take) sort(name string) {
	ext := strings.ToLower(path.Ext(name))
	info, err := fs.Stat(t.fsys, name)
	switch {
	case strings.EqualFold(path.Base(name), "thumbs.db"), strings.EqualFold(path.Base(name), "desktop.ini"):
	case err != nil:
		t.skip(name, "it cannot be read: %s", bare(err))
	case info.IsDir():
		t.skip(name, "it is a link to a folder")
	case slices.Contains(photoExts, ext):
		t.shots = append(t.shots, &shot{name: name, info: info})
	case ext == ".xmp":
		t.xmps[name] = true
	case slices.Contains(videoExts, ext):
		t.skip(name, "it is a video")
	case slices.Contains(rawExts, ext):
		t.skip(name, "it is a raw file: export it as JPEG")
	default:
		t.skip(name, "it is not a photograph")
	}
}

// look reads every photograph, and keeps those that can be published.
func (t *take) look(ctx context.Context, opt Options, site *story.Site) error {
	found, errs := make([]*photo.Facts, len(t.shots)), make([]error, len(t.shots))
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, sh := range t.shots {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			if errs[i] = ctx.Err(); errs[i] == nil {
				found[i], errs[i] = opt.examine(t.fsys, sh.name, site)
			}
		})
	}
	wg.Wait()
	var kept []*shot
	first := map[photo.Digest]string{}
	for i, sh := range t.shots {
		reason, err := unusable(found[i], errs[i], site)
		if err != nil {
			return fmt.Errorf("%s: %w", sh.name, err)
		}
		if reason == "" && first[found[i].Digest] != "" {
			reason = "it is the same picture as " + first[found[i].Digest]
		}
		if reason != "" {
			t.skip(sh.name, "%s", reason)
			continue
		}
		sh.facts, first[found[i].Digest] = found[i], sh.name
		sh.meta = photo.Merge(sh.facts, photo.Context{File: path.Base(sh.name), Langs: site.Langs, Charset: site.IPTCCharset})
		kept = append(kept, sh)
	}
	t.shots = kept
	return nil
}

// examine returns what a photograph's bytes say, and tries its picture if nothing
// that they say is against that.
func (o Options) examine(src photo.Source, name string, site *story.Site) (*photo.Facts, error) {
	f, err := o.Look(src, name)
	if o.Try == nil || err != nil {
		return f, err
	}
	if reason, _ := unusable(f, nil, site); reason != "" {
		return f, nil
	}
	return f, o.Try(src, name, f)
}

// unusable says why a photograph cannot be published; an error is the machine's.
func unusable(f *photo.Facts, err error, site *story.Site) (reason string, machine error) {
	switch {
	case photo.Blames(err):
		return strings.TrimPrefix(bare(err), photo.ErrUnreadable.Error()+": "), nil
	case err != nil:
		return "", err
	}
	limits := photo.Limits{Megapixels: site.Images.MaxMegapixels, Megabytes: site.Images.MaxMegabytes}
	d := limits.Exceeded(f)
	if d == nil {
		d = photo.Unusable(f)
	}
	if d != nil {
		return d.Message + "; " + d.Hint, nil
	}
	return "", nil
}

// attachXMP gives each photograph the .xmp beside it: 02.jpg.xmp or 02.xmp.
func (t *take) attachXMP() {
	for _, sh := range t.shots {
		stem := strings.TrimSuffix(sh.name, path.Ext(sh.name))
		for _, name := range []string{sh.name + ".xmp", sh.name + ".XMP", stem + ".xmp", stem + ".XMP"} {
			if t.xmps[name] {
				sh.xmp = name
				delete(t.xmps, name)
				break
			}
		}
	}
	for name := range t.xmps {
		t.skip(name, "no photograph lies beside it")
	}
}

// order sorts the shots by the time that they were taken, then by name; those
// without a time come last. Clocks are compared as moments only when all of them
// tell their zone.
func (t *take) order() {
	zoned := !slices.ContainsFunc(t.shots, func(sh *shot) bool { return sh.meta.Date.Precision >= photo.Minute && !sh.meta.Date.Zone })
	slices.SortStableFunc(t.shots, func(a, b *shot) int {
		x, y := a.meta.Date, b.meta.Date
		if (x.Precision == photo.NoDate) != (y.Precision == photo.NoDate) {
			return cmp.Compare(y.Precision, x.Precision)
		}
		tx, ty := x.Time, y.Time
		if !zoned {
			tx, ty = wall(x), wall(y)
		}
		return cmp.Or(tx.Compare(ty), natural(a.name, b.name))
	})
}
