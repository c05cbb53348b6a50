package photo

import (
	"fmt"
	"math"

	"photodesk/generator/diag"
)

// Limits are how large a photograph may be before it is not decoded. Decoding
// cannot be broken off when memory runs out, so this is asked first.
type Limits struct{ Megapixels, Megabytes int }

// Exceeded returns the complaint about a photograph that is too large, without
// its place; nil if it is not.
func (l Limits) Exceeded(f *Facts) *diag.Diagnostic {
	complaint := func(has, allowed int, unit string) *diag.Diagnostic {
		return &diag.Diagnostic{
			ID: "photo-unreadable", Message: fmt.Sprintf("it has %d %s, and %d are allowed", has, unit, allowed),
			Hint: fmt.Sprintf("save it smaller, or raise images: limits: %s: in content/site.yaml", unit),
		}
	}
	megapixels := int(math.Ceil(float64(f.Width) * float64(f.Height) / 1e6)) // of a BigTIFF, the product may not fit an int
	megabytes := int((f.Size + 999_999) / 1_000_000)
	switch {
	case megapixels > l.Megapixels:
		return complaint(megapixels, l.Megapixels, "megapixels")
	case megabytes > l.Megabytes:
		return complaint(megabytes, l.Megabytes, "megabytes")
	}
	return nil
}
