package generator

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"photodesk/generator/edit"
	"photodesk/generator/page"
	"photodesk/generator/photo"
	"photodesk/generator/plan"
	"photodesk/generator/preview"
	"photodesk/generator/publish"
)

// desk returns a page of the desk, or what it shows of a photograph that no story
// places.
func (p *previewing) desk(m *Made, name string, d preview.Desk) (publish.File, bool) {
	if name, ok := strings.CutPrefix(name, page.DeskPhotos); ok {
		im := m.unplaced(name)
		if im == nil {
			return publish.File{}, false
		}
		return publish.File{Path: "unplaced.jpg", Open: func() (io.ReadCloser, error) { return opened(p.room.open(im)) }}, true
	}
	desk := page.Desk{Content: m.content, Plan: m.Plan, Diags: d.Diags, Token: d.Token}
	data, ok, err := desk.Render(name)
	return publish.File{Path: name, Open: func() (io.ReadCloser, error) { return opened(data, err) }}, ok
}

// deskWidth is that of photographs that only the desk shows.
const deskWidth = 480

// unplaced returns a small rendition of a photograph; nil if there is none of that
// name or it cannot be used.
func (m *Made) unplaced(name string) *plan.Image {
	f := m.photos[name].Facts
	images := &m.content.Site.Images
	limits := photo.Limits{Megapixels: images.MaxMegapixels, Megabytes: images.MaxMegabytes}
	if f == nil || limits.Exceeded(f) != nil || photo.Unusable(f) != nil {
		return nil
	}
	w, h := f.Oriented()
	if w > deskWidth {
		w, h = deskWidth, max(1, h*deskWidth/w)
	}
	r := photo.NewRecipe(f, w, h, "jpeg", 75, nil)
	return &plan.Image{
		Rendition: photo.Rendition{Recipe: r, Profile: f.Profile()},
		Photo:     name, Width: w, Height: h, Weight: photo.Weight(f, &r),
	}
}

// edit carries out what the desk asks for.
func (p *previewing) edit(_ context.Context, e preview.Edit) (preview.Edited, error) {
	target := edit.Target{File: e.File, Figure: e.Figure}
	if e.Seen != "" {
		seen, err := hex.DecodeString(e.Seen)
		if err != nil || len(seen) != len(target.Seen) {
			return preview.Edited{}, &preview.Refused{Message: fmt.Sprintf("%q is no digest", e.Seen)}
		}
		target.Seen = photo.Digest(seen)
	}
	site, err := edit.Open(p.Dir, edit.Options{Now: p.Now()})
	if err != nil {
		return preview.Edited{}, err
	}
	defer site.Close()
	now, err := apply(site, target, e)
	var refusal *edit.Refusal
	if errors.As(err, &refusal) {
		err = &preview.Refused{Conflict: errors.Is(err, edit.ErrChanged), Message: err.Error(), Hint: refusal.Hint()}
	}
	return preview.Edited{Seen: hex.EncodeToString(now[:])}, err
}

func apply(site *edit.Site, t edit.Target, e preview.Edit) (photo.Digest, error) {
	switch e.Do {
	case "caption":
		return site.SetCaption(t, e.Text)
	case "alt":
		return site.SetAlt(t, e.Text)
	case "focus":
		return site.SetFocus(t, e.X, e.Y)
	case "move":
		return site.MoveFigure(t, e.To)
	}
	return photo.Digest{}, &preview.Refused{Message: fmt.Sprintf("the desk cannot do %q", e.Do)}
}
