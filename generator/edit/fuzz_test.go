package edit

import (
	"errors"
	"os"
	"testing"

	"photodesk/generator/photo"
)

// FuzzDesk makes each of the desk's edits on any text, up to the writing: what
// comes back is a refusal or an edit that was vouched for. A text that is vouched
// for still places its pictures; see [edition.expect].
func FuzzDesk(f *testing.F) {
	f.Add(page, 0, "A *caption*. (Xinhua)", 3)
	f.Add(moving, 1, "x\n![](b.jpg)", 0)
	f.Add("---\nheadline: x\n---\n\n![a][r] x\n![](<b.jpg>){alt='q' .full}  y\n\n[r]: c.jpg\n", 1, "\"]\\", 0)
	f.Add("---\nheadline: x\n---\n   ![](a.jpg)\n{focus=\"1% 2%\" alt=\"}\"}\nz\n", 0, "{.wide}", 0)
	d, _ := deskOf(f, page)
	s := d.open(func(string, string) error { return errCrash })
	f.Fuzz(func(t *testing.T, text string, figure int, words string, to int) {
		if len(text)+len(words) > 2000 {
			return
		}
		if err := os.WriteFile(d.path("site/content/x/index.md"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		for i, edit := range []func() (photo.Digest, error){
			func() (photo.Digest, error) { return s.SetCaption(target(figure, text), words) },
			func() (photo.Digest, error) { return s.SetAlt(target(figure, text), words) },
			func() (photo.Digest, error) { return s.SetFocus(target(figure, text), float64(to), 5) },
			func() (photo.Digest, error) { return s.MoveFigure(target(figure, text), to) },
			func() (photo.Digest, error) { _, err := s.Pull(t.Context(), "x", words); return photo.Digest{}, err },
		} {
			_, err := edit()
			var refusal *Refusal
			if err != nil && !errors.As(err, &refusal) && !errors.Is(err, errCrash) {
				t.Fatalf("edit %d: %v", i, err)
			}
		}
	})
}
