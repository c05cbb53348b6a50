package page

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"

	"photodesk/generator/plan"
)

// Key names the bytes that [Theme.Render] makes of a page, for a third of the
// time: it is a digest of all that they depend on beside the program, which is
// the theme, the page's view, and what machines are told beside it.
func (t *Theme) Key(p *plan.Plan, pg plan.Page) (string, error) {
	m := newMaker(p, pg)
	h := sha256.New()
	if pg.Kind == plan.Moved {
		h.Write(movedTo(p, pg))
		return hex.EncodeToString(h.Sum(nil)), nil
	}
	h.Write(t.digest[:])
	enc := json.NewEncoder(h)
	enc.SetEscapeHTML(false)
	for _, part := range []any{pg.Kind, pg.Path, m.assets(), m.view(t.css)} {
		if err := enc.Encode(part); err != nil {
			return "", fmt.Errorf("%s: %w", pg.Path, err)
		}
	}
	h.Write(m.told())
	return hex.EncodeToString(h.Sum(nil)), nil
}

// digestOf returns the digest of what a theme was read from.
func digestOf(files []*file, sheet string) (digest [sha256.Size]byte) {
	h := sha256.New()
	for _, f := range files {
		put(h, f.name)
		put(h, f.text)
	}
	put(h, sheet)
	return [sha256.Size]byte(h.Sum(nil))
}

// put hashes a text with its length, so that no two lists are one.
func put(h hash.Hash, text string) { fmt.Fprintf(h, "%d:%s", len(text), text) }
