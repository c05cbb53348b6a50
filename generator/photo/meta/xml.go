package meta

import (
	"strconv"
	"strings"
)

// The reader of XML here is forgiving where programs that write XMP err: bare ampersands, control characters, missing
// ends, undeclared prefixes. It knows no entities but the five of XML and numbers, so nothing can be expanded, and no
// document type is read, so nothing is fetched.

const (
	maxDepth    = 64
	maxElements = 50_000
)

// element is one element of the tree.
type element struct {
	space, local string // space is exiftool's name for the namespace
	attrs        []attr
	text         string // of an element without children
	kids         []*element
	from, to     int // where it stands in the document
}

type attr struct {
	space, local, value string
	from, to            int
}

// attr returns an attribute's value.
func (e *element) attr(space, local string) (string, bool) {
	for _, a := range e.attrs {
		if a.local == local && a.space == space {
			return a.value, true
		}
	}
	return "", false
}

func (e *element) is(space, local string) bool { return e.local == local && e.space == space }

// xmlParser builds the tree, token by token, without recursion.
type xmlParser struct {
	size  int
	rest  string
	text  []byte // of the open element, once it is more than one piece
	stack []*element
	bound []binding
	scope []int // how many bindings were there when each open element began
	count int
	pool  []element
	// problem is the first thing that ended the reading early.
	problem string
}

// binding is a namespace declaration in force.
type binding struct{ prefix, space string }

// parseXML reads what it can of a document. The root returned has no name; the document's elements are its children.
func parseXML(doc string) (root *element, problem string) {
	root = &element{}
	p := &xmlParser{size: len(doc), rest: doc, stack: []*element{root}, scope: []int{0}}
	for p.rest != "" && p.problem == "" {
		p.token()
	}
	if p.problem == "" && len(p.stack) > 1 {
		p.problem = "ends in the middle of an element"
	}
	for len(p.stack) > 1 {
		p.pop()
	}
	return root, p.problem
}

// at is the offset of what is read next.
func (p *xmlParser) at() int { return p.size - len(p.rest) }

// token reads text up to the next mark, and the mark.
func (p *xmlParser) token() {
	i := strings.IndexByte(p.rest, '<')
	if i < 0 {
		i = len(p.rest)
	}
	p.characters(unescape(p.rest[:i]))
	p.rest = p.rest[i:]
	switch {
	case p.rest == "":
	case strings.HasPrefix(p.rest, "<!--"):
		p.skip("-->")
	case strings.HasPrefix(p.rest, "<![CDATA["):
		p.cdata()
	case strings.HasPrefix(p.rest, "<!"):
		p.doctype()
	case strings.HasPrefix(p.rest, "<?"):
		p.skip("?>")
	case strings.HasPrefix(p.rest, "</"):
		p.skip(">")
		p.pop()
	case len(p.rest) > 1 && nameByte(p.rest[1]):
		p.start()
	default: // a bare < in text
		p.characters("<")
		p.rest = p.rest[1:]
	}
}

func (p *xmlParser) skip(end string) {
	_, p.rest, _ = strings.Cut(p.rest, end)
}

func (p *xmlParser) cdata() {
	text, rest, _ := strings.Cut(p.rest[len("<![CDATA["):], "]]>")
	p.characters(text)
	p.rest = rest
}

// doctype passes over a document type with its internal subset.
func (p *xmlParser) doctype() {
	end := strings.IndexAny(p.rest, "[>")
	if end >= 0 && p.rest[end] == '[' {
		p.skip("]")
	}
	p.skip(">")
}

func (p *xmlParser) top() *element { return p.stack[len(p.stack)-1] }

// characters adds text to the open element; the white space between elements is dropped with the rest of a parent's own
// text.
func (p *xmlParser) characters(s string) {
	top := p.top()
	switch {
	case s == "" || len(top.kids) > 0 || len(p.stack) == 1:
	case top.text == "" && len(p.text) == 0:
		top.text = s
	case len(p.text) == 0:
		p.text = append(append(p.text, top.text...), s...)
	default:
		p.text = append(p.text, s...)
	}
}

// settle gives the open element the text that was put together for it.
func (p *xmlParser) settle() {
	if len(p.text) > 0 {
		p.top().text = string(p.text)
		p.text = p.text[:0]
	}
}

func (p *xmlParser) pop() {
	if len(p.stack) == 1 {
		return
	}
	p.settle()
	p.top().to = p.at()
	p.stack = p.stack[:len(p.stack)-1]
	p.bound = p.bound[:p.scope[len(p.scope)-1]]
	p.scope = p.scope[:len(p.scope)-1]
}

// start reads a start tag and its attributes.
func (p *xmlParser) start() {
	if p.count++; p.count > maxElements {
		p.problem = "more than 50000 elements"
		return
	}
	if len(p.stack) > maxDepth {
		p.problem = "elements nested more than 64 deep"
		return
	}
	e := p.element()
	e.from = p.at()
	name := p.name(1)
	p.scope = append(p.scope, len(p.bound))
	for p.attribute(e) {
	}
	e.space, e.local = p.resolve(name)
	for i := range e.attrs {
		a := &e.attrs[i]
		a.space, a.local = p.resolve(a.local)
	}
	p.open(e)
}

// open makes the element the current one, or not, if its tag ends in a slash.
func (p *xmlParser) open(e *element) {
	p.settle()
	top := p.top()
	top.kids, top.text = append(top.kids, e), ""
	p.stack = append(p.stack, e)
	closed := strings.HasPrefix(p.rest, "/")
	p.skip(">")
	if closed {
		p.pop()
	}
}

// element takes the next element of a block, so that a packet costs few allocations.
func (p *xmlParser) element() *element {
	if len(p.pool) == 0 {
		p.pool = make([]element, 64)
	}
	e := &p.pool[0]
	p.pool = p.pool[1:]
	return e
}

// name reads a qualified name that begins at i and moves behind it.
func (p *xmlParser) name(i int) string {
	j := i
	for j < len(p.rest) && nameByte(p.rest[j]) {
		j++
	}
	s := p.rest[i:j]
	p.rest = p.rest[j:]
	return s
}

func nameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == ':' || c == '_' || c == '-' ||
		c == '.' || c >= 0x80
}

// maxAttrs bounds the attributes of one element.
const maxAttrs = 4096

// attribute reads one attribute; a namespace declaration is taken into force. It returns false at the end of the tag.
func (p *xmlParser) attribute(e *element) bool {
	p.rest = strings.TrimLeft(p.rest, " \t\r\n")
	from := p.at()
	name := p.name(0)
	if name == "" {
		return p.resync()
	}
	p.rest = strings.TrimLeft(p.rest, " \t\r\n")
	if !strings.HasPrefix(p.rest, "=") {
		return true // an attribute without a value
	}
	p.rest = strings.TrimLeft(p.rest[1:], " \t\r\n")
	if p.rest == "" || p.rest[0] != '"' && p.rest[0] != '\'' {
		return true
	}
	raw, rest, ok := strings.Cut(p.rest[1:], p.rest[:1])
	if !ok {
		p.rest = ""
		return false
	}
	p.rest = rest
	p.keep(e, from, name, raw)
	return true
}

// keep takes a namespace declaration into force, and any other attribute to its element.
func (p *xmlParser) keep(e *element, from int, name, raw string) {
	if prefix, ok := strings.CutPrefix(name, "xmlns:"); ok {
		p.bound = append(p.bound, binding{prefix, namespaceName(unescape(raw), prefix)})
	} else if name != "xmlns" && len(e.attrs) < maxAttrs {
		e.attrs = append(e.attrs, attr{local: name, value: unescape(raw), from: from, to: p.at()})
	}
}

// resync passes over a character that cannot be here, unless it ends the tag.
func (p *xmlParser) resync() bool {
	if p.rest == "" || p.rest[0] == '>' || p.rest[0] == '<' || strings.HasPrefix(p.rest, "/>") {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

// resolve splits a qualified name and finds the namespace that its prefix is bound to. An undeclared prefix stands for
// itself.
func (p *xmlParser) resolve(name string) (space, local string) {
	prefix, local, ok := strings.Cut(name, ":")
	if !ok {
		return "", name
	}
	for i := len(p.bound) - 1; i >= 0; i-- {
		if p.bound[i].prefix == prefix {
			return p.bound[i].space, local
		}
	}
	return shortName(prefix), local
}

// unescape replaces the five entities of XML and numeric references; anything else stays as it stands.
func unescape(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i >= 0 {
		b.WriteString(s[:i])
		s = s[i:]
		text, n := reference(s)
		b.WriteString(text)
		s = s[n:]
		i = strings.IndexByte(s, '&')
	}
	b.WriteString(s)
	return b.String()
}

// reference reads the entity at the start of s and says how long it is.
func reference(s string) (string, int) {
	end := strings.IndexByte(s[:min(len(s), 12)], ';')
	if end < 0 {
		return "&", 1
	}
	switch name := s[1:end]; name {
	case "amp":
		return "&", end + 1
	case "lt":
		return "<", end + 1
	case "gt":
		return ">", end + 1
	case "quot":
		return `"`, end + 1
	case "apos":
		return "'", end + 1
	default:
		if r, ok := numericReference(name); ok {
			return string(r), end + 1
		}
	}
	return "&", 1
}

func numericReference(name string) (rune, bool) {
	digits, ok := strings.CutPrefix(name, "#")
	if !ok {
		return 0, false
	}
	base := 10
	if strings.HasPrefix(digits, "x") || strings.HasPrefix(digits, "X") {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	return rune(n), err == nil
}
