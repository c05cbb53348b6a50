package meta

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"
)

// readXMP reads one packet (XMP specification part 1, ISO 16684-1). What could be read before a fault is returned with
// the fault.
func readXMP(packet []byte) (section, string) {
	doc := xmpText(packet)
	if strings.TrimSpace(doc) == "" {
		if len(bytes.Trim(packet, "\x00 \t\r\n")) > 0 {
			return nil, "no RDF in the packet"
		}
		return nil, "" // a placeholder
	}
	root, problem := parseXML(doc)
	w := &xmpWalk{}
	w.search(root)
	switch {
	case problem != "":
	case w.problem != "":
		problem = w.problem
	case !w.found:
		problem = "no RDF in the packet"
	}
	return w.values, problem
}

// xmpText turns a packet into a string: the encodings of XMP (part 1, on serialization), without what programs pad with.
func xmpText(b []byte) string {
	if order := utf16Order(b); order != nil {
		return decodeUTF16Packet(b, order)
	}
	b = bytes.Trim(b, "\x00")
	if i := bytes.Index(b, []byte("<x:xmpmeta")); i > 0 {
		b = b[i:]
	}
	switch {
	case utf8.Valid(b):
		return string(b)
	case !bytes.Contains(b, []byte("RDF")):
		return "" // no packet at all, and not worth decoding
	case len(b) > maxText/4:
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return decideOne(b).text(b)
}

// utf16Order recognises UTF-16 by its mark or by the NUL beside the first "<".
func utf16Order(b []byte) binary.ByteOrder {
	if len(b) < 4 {
		return nil
	}
	switch {
	case b[0] == 0xFE && b[1] == 0xFF, b[0] == 0 && b[1] == '<':
		return binary.BigEndian
	case b[0] == 0xFF && b[1] == 0xFE, b[0] == '<' && b[1] == 0:
		return binary.LittleEndian
	}
	head := b[:min(len(b), 200)]
	if nuls := bytes.Count(head, []byte{0}); nuls <= len(head)/3 || nuls > len(head)*2/3 {
		return nil
	}
	if head[0] == 0 {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

func decodeUTF16Packet(b []byte, order binary.ByteOrder) string {
	var out strings.Builder
	for len(b) > 0 {
		n := min(len(b), 64<<10) &^ 1
		if n == 0 {
			break
		}
		out.WriteString(decodeUTF16(b[:n], order))
		b = b[n:]
	}
	return out.String()
}

// xmpWalk turns the tree into values.
type xmpWalk struct {
	values  section
	first   int // where the values of the current property begin
	found   bool
	about   bool
	bytes   int
	problem string
}

const (
	// maxXMPValues bounds the text of one packet's values: flattening and structures repeat it.
	maxXMPValues = 4 << 20
	// maxFlat bounds the names that one structure is flattened into.
	maxFlat = 1000
)

// search finds rdf:RDF, on the way the toolkit of x:xmpmeta.
func (w *xmpWalk) search(e *element) {
	for _, kid := range e.kids {
		if kid.is("rdf", "RDF") {
			w.found = true
			w.rdf(kid)
			continue
		}
		for _, toolkit := range []string{"xmptk", "xaptk"} { // the second until 2001
			if tk, ok := kid.attr("x", toolkit); ok {
				w.single(xmpPath{"x", "xmptk"}, tk)
			}
		}
		if kid.is("x", "xmpmeta") && len(kid.kids) == 0 {
			w.found = true // a placeholder
		}
		w.search(kid)
	}
}

// rdf reads the properties of each rdf:Description, as attributes and as elements (part 1, on serialization).
func (w *xmpWalk) rdf(e *element) {
	for _, d := range e.kids {
		about, ok := d.attr("rdf", "about")
		if !ok {
			about, _ = d.attr("", "about")
		}
		if about != "" && !w.about {
			w.about = true
			w.single(xmpPath{"rdf", "about"}, about)
		}
		for _, a := range d.attrs {
			if isProperty(a.space) {
				w.single(topPath(a.space, a.local), a.value)
			}
		}
		for _, kid := range d.kids {
			if isProperty(kid.space) {
				w.property(kid)
			}
		}
	}
}

// isProperty leaves out what belongs to RDF and XML themselves.
func isProperty(space string) bool {
	return space != "" && space != "rdf" && space != "xml" && space != "xmlns"
}

func (w *xmpWalk) single(p xmpPath, s string) {
	w.first = len(w.values)
	w.add(p, "", s, false)
}

// property adds one property: its structure, if it is one, and the values flattened from it.
func (w *xmpWalk) property(e *element) {
	p := topPath(e.space, e.local)
	if holdsStruct(e) {
		js := appendStruct(nil, p, e)
		if w.room(len(js)) {
			w.values = append(w.values, Value{Name: p.name(), Struct: js})
		}
	}
	w.first = len(w.values)
	w.flatten(p, e, false)
}

// room counts the text of values against the bound.
func (w *xmpWalk) room(n int) bool {
	if w.bytes += n; w.bytes > maxXMPValues {
		w.problem = "values of more than 4 MB together"
		return false
	}
	return true
}

// flatten adds the values of an element: those of the items of an array, the fields of a structure, or its text.
func (w *xmpWalk) flatten(p xmpPath, e *element, listed bool) {
	if items, ok := arrayItems(e); ok {
		w.array(p, items)
		return
	}
	if inner := structOf(e); inner != nil {
		for _, a := range inner.attrs {
			if isProperty(a.space) {
				w.add(p.field(a.space, a.local), "", a.value, listed)
			}
		}
		for _, kid := range inner.kids {
			if isProperty(kid.space) {
				w.flatten(p.field(kid.space, kid.local), kid, listed)
			}
		}
		return
	}
	lang, _ := e.attr("xml", "lang")
	w.add(p, lang, leafText(e), listed)
}

func (w *xmpWalk) array(p xmpPath, items []*element) {
	switch {
	case len(items) == 0 && w.first == len(w.values):
		w.add(p, "", "", false)
	case p.space == "exifEX" && p.id == "LensSpecification" && len(items) <= 4:
		parts := make([]string, len(items))
		for i, li := range items {
			parts[i] = leafText(li)
		}
		w.add(p, "", strings.Join(parts, " "), false)
	default:
		for _, li := range items {
			w.flatten(p, li, true)
		}
	}
}

// add adds a text under its flattened name: to the list that it belongs to, or as a value of its own.
func (w *xmpWalk) add(p xmpPath, lang, s string, listed bool) {
	if p.isPicture() || !w.room(len(s)) {
		return
	}
	name, s := p.name(), p.convert(s)
	if listed {
		for i := w.first; i < len(w.values); i++ {
			if v := &w.values[i]; v.Name == name && v.Lang == lang {
				v.join(Value{Text: s})
				return
			}
		}
	}
	if len(w.values)-w.first >= maxFlat {
		w.problem = "a structure of more than 1000 fields"
		return
	}
	w.values = append(w.values, Value{Name: name, Lang: lang, Text: s})
}
