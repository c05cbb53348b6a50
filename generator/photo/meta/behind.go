package meta

import (
	"slices"
	"strings"
)

// Behind returns f with the values of a sidecar in front of its own. A property that the sidecar has stands for the
// embedded one as a whole, in every language and with every field of its structure: two halves would make a licensor or
// a place that does not exist.
func (f *Facts) Behind(sidecar *Facts) *Facts {
	out := *f
	out.Values = slices.Clone(sidecar.Values)
	for i := range out.Values {
		out.Values[i].Sidecar = true
	}
	for _, v := range f.Values {
		if !shadowed(v.Name, sidecar) {
			out.Values = append(out.Values, v)
		}
	}
	return &out
}

// shadowed reports whether a sidecar has the property, or the structure that it is a field of.
func shadowed(name string, sidecar *Facts) bool {
	return strings.HasPrefix(name, "XMP-") && slices.ContainsFunc(sidecar.Values, func(v Value) bool {
		return v.Name == name && !v.Blank() || len(v.Struct) > 0 && strings.HasPrefix(name, v.Name)
	})
}
