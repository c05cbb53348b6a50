package generator

import (
	"archive/zip"
	"cmp"
	"context"
	"fmt"
	"io"
	"path"
	"slices"
	"time"

	"photodesk/generator/plan"
	"photodesk/generator/publish"
)

// Bundle makes a site as Build does, and writes it to w as one zip instead of into
// a folder. The same site gives the same bytes. Files is how many files it holds;
// nothing is written where the site has an error. The error is a [*HeldError] if the one
// story that opt asks for is not public now.
func Bundle(ctx context.Context, opt Options, strict bool, w io.Writer, progress Progress) (b *Built, files int, err error) {
	m, b, bad, err := develop(ctx, opt, strict, nil, progress)
	if err != nil || m.Holds(strict) || b.blame(bad) {
		return b, 0, err
	}
	if held := m.Plan.Held; opt.Only != "" && len(m.Plan.Stories) == 0 && len(held) > 0 {
		return b, 0, &HeldError{opt.Only, held[0]}
	}
	all := m.Files()
	if err := pack(ctx, w, all); err != nil {
		return b, 0, err
	}
	b.Published = true
	return b, len(all), nil
}

// A HeldError says that the one story asked for is not public now.
type HeldError struct {
	Dir string // of the story
	plan.Held
}

func (e *HeldError) Error() string {
	why := map[string]string{"draft": "is a draft", "embargo": "is under an embargo", "expired": "has expired"}[e.Why]
	if !e.Until.IsZero() {
		why += " until " + e.Until.Format("2006-01-02 15:04 -07:00")
	}
	return fmt.Sprintf("%s %s, and nothing of it is public", e.Dir, why)
}

// Hint says what to do.
func (e *HeldError) Hint() string {
	switch e.Why {
	case "draft":
		return "take draft: out of its front matter"
	case "embargo":
		return "bundle it after that, or change embargo: in its front matter"
	}
	return "change expires: in its front matter"
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
