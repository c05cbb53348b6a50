package generator

import (
	"testing"

	"photodesk/generator/photo"
)

// TestDarkroomSettles asks twice what is to be made: what was given out and not
// made, since a save came between, is still to be made.
func TestDarkroomSettles(t *testing.T) {
	s := newSite(t)
	s.essay("a", 1)
	opt := s.options("cache")
	m, err := Make(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	d := newDarkroom(t.Context(), opt)
	im := photographs(m.Plan)[0]
	recipes := im.recipes(none)
	d.forget([]Image{im})
	for range 2 {
		if todo := d.missing(recipes); len(todo) != len(recipes) {
			t.Fatalf("%d of %d recipes are missing", len(todo), len(recipes))
		}
	}
	if err := d.make(t.Context(), im.Photo, im.Weight, func() []*photo.Recipe { return recipes[:1] }); err != nil {
		t.Fatal(err)
	}
	d.settle(recipes[1:2])
	if todo := d.missing(recipes); len(todo) != len(recipes)-2 {
		t.Errorf("%d of %d recipes are missing, of which one is made and one cannot be", len(todo), len(recipes))
	}
}
