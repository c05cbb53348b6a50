package generator

import (
	"archive/zip"
	"cmp"
	"context"
	"io"
	"path"
	"slices"
	"time"

	"photodesk/generator/publish"
)

// Bundle makes a site as Build does, and writes it to w as one zip instead of into
// a folder. The same site gives the same bytes. Files is how many files it holds;
// nothing is written where the site has an error.
func Bundle(ctx context.Context, opt Options, strict bool, w io.Writer, progress Progress) (b *Built, files int, err error) {
	m, b, bad, err := develop(ctx, opt, strict, none, progress)
	if err != nil || m.Holds(strict) || b.blame(bad) {
		return b, 0, err
	}
	all := m.Files()
	if err := pack(ctx, w, all); err != nil {
		return b, 0, err
	}
	b.Published = true
	return b, len(all), nil
}

// packed is the time of every file in a bundle, the earliest that a zip can name:
// that of the making would make each bundle another.
var packed = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// pack writes files as a zip, sorted by path (PKWARE APPNOTE 6.3). What is
// compressed by itself is stored.
func pack(ctx context.Context, w io.Writer, files []publish.File) error {
	slices.SortFunc(files, func(a, b publish.File) int { return cmp.Compare(a.Path, b.Path) })
	z := zip.NewWriter(w)
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := packFile(z, f); err != nil {
			return err
		}
	}
	return z.Close()
}

func packFile(z *zip.Writer, f publish.File) error {
	h := &zip.FileHeader{Name: f.Path, Method: zip.Deflate, Modified: packed}
	switch path.Ext(f.Path) {
	case ".jpg", ".webp", ".png", ".woff2":
		h.Method = zip.Store
	}
	h.SetMode(0o644)
	to, err := z.CreateHeader(h)
	if err != nil {
		return err
	}
	from, err := f.Open()
	if err != nil {
		return err
	}
	defer from.Close()
	_, err = io.Copy(to, from)
	return err
}
