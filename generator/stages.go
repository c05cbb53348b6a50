package generator

import (
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"photodesk/generator/photo"
	"photodesk/generator/plan"
	"photodesk/generator/source"
	"photodesk/static"
	"photodesk/templates"
)

// Open returns the tree of the site in dir: its content, and its templates and
// static files over photodesk's own.
func Open(dir string) (*source.Tree, error) {
	return source.Open(dir, source.Under("templates", templates.FS), source.Under("static", static.FS))
}

// fileReason tells an error of one file, which is the editor's to mend, from one
// of the machine. It is empty for the latter.
func fileReason(err error) string {
	var inPath *fs.PathError
	switch {
	case !photo.Blames(err):
		return ""
	case errors.Is(err, photo.ErrUnreadable):
		return strings.TrimPrefix(err.Error(), photo.ErrUnreadable.Error()+": ")
	case errors.Is(err, photo.ErrChanged):
		return err.Error()
	case errors.Is(err, fs.ErrNotExist):
		return "it is not there any more"
	case errors.Is(err, fs.ErrPermission):
		return "this user may not read it"
	case errors.As(err, &inPath):
		return inPath.Err.Error()
	}
	return ""
}

// each calls f for 0 to n-1 on all cores and returns the first error.
func each(ctx context.Context, n int, f func(int) error) error {
	g, failed := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		if failed.Err() != nil {
			break
		}
		g.Go(func() error { return f(i) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// assets lists the files of static/, each with a short digest of its bytes.
func assets(tree *source.Tree) (map[string]string, error) {
	out := map[string]string{}
	err := fs.WalkDir(tree, "static", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		sum, err := tree.Digest(name)
		out[name] = hex.EncodeToString(sum[:5])
		return err
	})
	return out, err
}

// Image is the renditions of one photograph.
type Image struct {
	Photo      string
	Renditions []*plan.Image
	Weight     int64   // bytes of memory that making them takes, about
	Megapixels float64 // of the photograph
}

// photographs returns all renditions of a plan.
func photographs(p *plan.Plan) (all []Image) {
	for _, s := range p.Shares {
		all = append(all, byPhotograph(s.Images())...)
	}
	return all
}

func byPhotograph(images []*plan.Image) []Image {
	var out []Image
	at := map[string]int{}
	for _, im := range images {
		i, ok := at[im.Photo]
		if !ok {
			i, at[im.Photo] = len(out), len(out)
			out = append(out, Image{Photo: im.Photo, Megapixels: im.Megapixels})
		}
		out[i].Renditions = append(out[i].Renditions, im)
		out[i].Weight = max(out[i].Weight, im.Weight)
	}
	return out
}

// recipes returns those of the renditions that are not had.
func (im *Image) recipes(had func(*plan.Image) bool) []*photo.Recipe {
	var out []*photo.Recipe
	for _, r := range im.Renditions {
		if !had(r) {
			out = append(out, &r.Recipe)
		}
	}
	return out
}

// none is what is had where nothing is.
func none(*plan.Image) bool { return false }
