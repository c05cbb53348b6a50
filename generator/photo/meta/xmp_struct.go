package meta

import (
	"encoding/json"
	"strings"
)

// arrayItems returns the items of a property whose value is an rdf:Bag, rdf:Seq or rdf:Alt.
func arrayItems(e *element) ([]*element, bool) {
	for _, kid := range e.kids {
		if kid.space != "rdf" || kid.local != "Bag" && kid.local != "Seq" && kid.local != "Alt" {
			continue
		}
		items := kid.kids[:0:0]
		for _, li := range kid.kids {
			if li.space == "rdf" && (li.local == "li" || strings.HasPrefix(li.local, "_")) {
				items = append(items, li)
			}
		}
		return items, true
	}
	return nil, false
}

// structOf returns the element that holds the fields of a structure: e itself (parseType="Resource", or fields as
// attributes) or the rdf:Description inside it. It returns nil for a simple value, a qualified one included.
func structOf(e *element) *element {
	for _, kid := range e.kids {
		switch {
		case kid.is("rdf", "Description"):
			return unlessQualified(kid)
		case isProperty(kid.space):
			return unlessQualified(e)
		}
	}
	if len(e.kids) == 0 && strings.TrimSpace(e.text) == "" {
		for _, a := range e.attrs {
			if isProperty(a.space) {
				return e
			}
		}
	}
	return nil
}

// unlessQualified tells a structure from a value with qualifiers, which has an rdf:value (part 1, on qualifiers).
func unlessQualified(e *element) *element {
	if _, ok := qualified(e); ok {
		return nil
	}
	return e
}

func qualified(e *element) (*element, bool) {
	for _, kid := range e.kids {
		if kid.is("rdf", "value") {
			return kid, true
		}
		if kid.is("rdf", "Description") {
			return qualified(kid)
		}
	}
	return nil, false
}

// leafText is a simple value: the text, the URI of rdf:resource, or rdf:value.
func leafText(e *element) string {
	if v, ok := qualified(e); ok {
		return leafText(v)
	}
	if uri, ok := e.attr("rdf", "resource"); ok {
		return uri
	}
	if v, ok := e.attr("rdf", "value"); ok {
		return v
	}
	return e.text
}

// holdsStruct reports whether a property is a structure or an array of them.
func holdsStruct(e *element) bool {
	items, ok := arrayItems(e)
	if !ok {
		return structOf(e) != nil
	}
	for _, li := range items {
		if holdsStruct(li) {
			return true
		}
	}
	return false
}

// appendStruct writes the JSON of a value: fields in the order of the file, a field that comes twice only once.
func appendStruct(b []byte, p xmpPath, e *element) []byte {
	if items, ok := arrayItems(e); ok {
		b = append(b, '[')
		for i, li := range items {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendStruct(b, p, li)
		}
		return append(b, ']')
	}
	if inner := structOf(e); inner != nil {
		return appendFields(b, p, inner)
	}
	return appendJSON(b, scalar(p.convert(leafText(e))))
}

func appendFields(b []byte, p xmpPath, e *element) []byte {
	f := fieldWriter{buf: append(b, '{'), seen: map[string]bool{}}
	for _, a := range e.attrs {
		if q := p.field(a.space, a.local); isProperty(a.space) && !q.isPicture() && f.key(a.space, a.local) {
			f.buf = appendJSON(f.buf, scalar(q.convert(a.value)))
		}
	}
	for _, kid := range e.kids {
		if q := p.field(kid.space, kid.local); isProperty(kid.space) && !q.isPicture() && f.key(kid.space, kid.local) {
			f.buf = appendStruct(f.buf, q, kid)
		}
	}
	return append(f.buf, '}')
}

// fieldWriter writes the keys of one JSON object.
type fieldWriter struct {
	buf  []byte
	seen map[string]bool
}

// key writes a field's name, unless it was there before or there are too many.
func (f *fieldWriter) key(space, local string) bool {
	name := upperFirst(tameCase(space, local))
	if f.seen[name] || len(f.seen) >= maxFlat {
		return false
	}
	if len(f.seen) > 0 {
		f.buf = append(f.buf, ',')
	}
	f.seen[name] = true
	f.buf = append(appendJSON(f.buf, name), ':')
	return true
}

func appendJSON(b []byte, v any) []byte {
	js, err := json.Marshal(v)
	if err != nil { // a number that is none to encoding/json
		return append(b, `""`...)
	}
	return append(b, js...)
}
