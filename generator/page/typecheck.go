package page

import (
	"fmt"
	"reflect"
	"strings"
	"text/template/parse"

	"photodesk/generator/diag"
)

// checker walks the templates of one kind of page with the types of its view,
// in every branch, as executing them with values would not. A nil type is one
// that cannot be known; nothing is said about it.
type checker struct {
	loader *loader
	trees  map[string]*parse.Tree
	origin map[string]*file // of each tree
	seen   map[call]bool
	file   *file // that is walked
	vars   []variable
}

type call struct {
	name string
	dot  reflect.Type
}

type variable struct {
	name string
	typ  reflect.Type
}

func newChecker(l *loader) *checker {
	return &checker{loader: l, trees: map[string]*parse.Tree{}, origin: map[string]*file{}, seen: map[call]bool{}}
}

// add takes up a template, unless another file has one of the name.
func (c *checker) add(f *file, tree *parse.Tree) bool {
	if other := c.origin[tree.Name]; other != nil {
		if parse.IsEmptyTree(tree.Root) {
			return false
		}
		c.loader.list.Error("template-name", f.at(int(tree.Root.Pos), 0),
			fmt.Sprintf("template %q is defined in %s too", tree.Name, other.name), "rename one of them")
		return false
	}
	c.trees[tree.Name], c.origin[tree.Name] = tree, f
	return true
}

// check walks the template of a name with what it is called with.
func (c *checker) check(name string, view any) { c.call(name, reflect.TypeOf(view)) }

func (c *checker) call(name string, dot reflect.Type) {
	tree := c.trees[name]
	if tree == nil || c.seen[call{name, dot}] {
		return
	}
	c.seen[call{name, dot}] = true
	file, vars := c.file, c.vars
	c.file, c.vars = c.origin[name], []variable{{"$", dot}}
	c.walk(tree.Root, dot)
	c.file, c.vars = file, vars
}

func (c *checker) walk(n parse.Node, dot reflect.Type) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, child := range n.Nodes {
			c.walk(child, dot)
		}
	case *parse.ActionNode:
		c.pipe(n.Pipe, dot)
	case *parse.IfNode:
		c.branch(&n.BranchNode, dot, func(reflect.Type) reflect.Type { return dot })
	case *parse.WithNode:
		c.branch(&n.BranchNode, dot, func(t reflect.Type) reflect.Type { return t })
	case *parse.RangeNode:
		c.branch(&n.BranchNode, dot, func(t reflect.Type) reflect.Type { return c.element(n, t) })
	case *parse.TemplateNode:
		var arg reflect.Type
		if n.Pipe != nil {
			arg = c.pipe(n.Pipe, dot)
		}
		if c.trees[n.Name] == nil {
			c.report("template-name", int(n.Pos), n.Name, fmt.Sprintf("no template %q", n.Name), c.names(), n.Name)
		}
		c.call(n.Name, arg)
	}
}

// branch walks an if, with or range; inner says what dot is inside. Variables
// that it declares end with it.
func (c *checker) branch(n *parse.BranchNode, dot reflect.Type, inner func(reflect.Type) reflect.Type) {
	mark := len(c.vars)
	typ := inner(c.pipe(n.Pipe, dot))
	if n.NodeType == parse.NodeRange {
		c.rangeVars(n.Pipe, mark, typ)
	}
	c.walk(n.List, typ)
	c.vars = c.vars[:mark]
	c.walk(n.ElseList, dot)
}

// rangeVars corrects the types of {{range $i, $e := …}}: the last declared is
// the element, one before it the index.
func (c *checker) rangeVars(p *parse.PipeNode, mark int, element reflect.Type) {
	declared := c.vars[min(mark, len(c.vars)):]
	for i := range declared {
		declared[i].typ = nil
	}
	if n := len(declared); n > 0 && len(p.Decl) == n {
		declared[n-1].typ = element
	}
}

// element returns what a range over t yields.
func (c *checker) element(n *parse.RangeNode, t reflect.Type) reflect.Type {
	if t = deref(t); t == nil {
		return nil
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map:
		return t.Elem()
	case reflect.Int:
		return t
	}
	pipe := n.Pipe.String()
	c.report("template-field", c.find(n.Pipe.Pos, pipe), pipe, fmt.Sprintf("%s is one %s, not a list", pipe, t.Name()), nil, "")
	return nil
}

func (c *checker) pipe(p *parse.PipeNode, dot reflect.Type) reflect.Type {
	if p == nil {
		return nil
	}
	var typ reflect.Type
	for _, cmd := range p.Cmds {
		typ = c.command(cmd, dot)
	}
	for _, v := range p.Decl {
		if p.IsAssign {
			c.assign(v.Ident[0])
		} else {
			c.vars = append(c.vars, variable{v.Ident[0], typ})
		}
	}
	return typ
}

// assign forgets the type of a variable that has been given another value.
func (c *checker) assign(name string) {
	for i := range c.vars {
		if c.vars[i].name == name {
			c.vars[i].typ = nil
		}
	}
}

func (c *checker) command(cmd *parse.CommandNode, dot reflect.Type) reflect.Type {
	for _, arg := range cmd.Args[1:] {
		c.operand(arg, dot)
	}
	typ := c.operand(cmd.Args[0], dot)
	if f, ok := cmd.Args[0].(*parse.FieldNode); ok && len(cmd.Args) == 2 && f.Ident[len(f.Ident)-1] == "Asset" {
		c.asset(cmd.Args[1])
	}
	return typ
}

// asset checks a file's name that is written in a template.
func (c *checker) asset(n parse.Node) {
	if s, ok := n.(*parse.StringNode); ok && !c.loader.hasAsset(s.Text) {
		c.report("template-asset", int(s.Pos), s.Quoted, fmt.Sprintf("no file %q in static", s.Text), nil, "")
	}
}

func (c *checker) operand(n parse.Node, dot reflect.Type) reflect.Type {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return c.fields(n, dot, n.Ident, 1)
	case *parse.VariableNode:
		return c.fields(n, c.variable(n.Ident[0]), n.Ident[1:], len(n.Ident[0])+1)
	case *parse.ChainNode:
		return c.fields(n, c.operand(n.Node, dot), n.Field, 1)
	case *parse.PipeNode:
		return c.pipe(n, dot)
	case *parse.StringNode:
		return reflect.TypeFor[string]()
	case *parse.BoolNode:
		return reflect.TypeFor[bool]()
	}
	return nil
}

func (c *checker) variable(name string) reflect.Type {
	for i := len(c.vars) - 1; i >= 0; i-- {
		if c.vars[i].name == name {
			return c.vars[i].typ
		}
	}
	return nil
}

// fields follows a chain of fields; skip is how many bytes of the node's text
// stand before the first.
func (c *checker) fields(n parse.Node, t reflect.Type, names []string, skip int) reflect.Type {
	for _, name := range names {
		next, ok := field(t, name)
		if !ok {
			c.report("template-field", c.find(n.Position(), n.String())+skip, name,
				fmt.Sprintf("%s has no field %q", t.String(), name), fieldNames(t), name)
			return nil
		}
		t, skip = next, skip+len(name)+1
	}
	return t
}

// field returns the type of a field or of a method's result; ok is false only
// if t is known and has none of the name.
func field(t reflect.Type, name string) (reflect.Type, bool) {
	if t == nil {
		return nil, true
	}
	if m, ok := t.MethodByName(name); ok {
		return m.Type.Out(0), true
	}
	switch t = deref(t); t.Kind() {
	case reflect.Interface:
		return nil, true
	case reflect.Map:
		return t.Elem(), true
	case reflect.Struct:
		if f, ok := t.FieldByName(name); ok && f.IsExported() {
			return f.Type, true
		}
	}
	return t, false
}

func deref(t reflect.Type) reflect.Type {
	if t != nil && t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

func fieldNames(t reflect.Type) []string {
	var names []string
	for i := range t.NumMethod() {
		names = append(names, t.Method(i).Name)
	}
	if t = deref(t); t.Kind() == reflect.Struct {
		for _, f := range reflect.VisibleFields(t) {
			if f.IsExported() {
				names = append(names, f.Name)
			}
		}
	}
	return names
}

func (c *checker) names() []string {
	var names []string
	for name := range c.trees {
		names = append(names, name)
	}
	return names
}

// find returns where in the file the text of a node begins, of which the parser
// tells only a byte inside.
func (c *checker) find(pos parse.Pos, text string) int {
	end := min(len(c.file.text), int(pos)+len(text))
	if at := strings.LastIndex(c.file.text[:end], text); at >= 0 {
		return at
	}
	return int(pos)
}

func (c *checker) report(id string, offset int, token, message string, known []string, word string) {
	hint := "photodesk help theme lists what templates see"
	if word != "" {
		hint = diag.DidYouMean(word, known, hint)
	}
	c.loader.list.Error(id, c.file.at(offset, len(token)), message, hint)
}
