package colour

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"math"
	"path/filepath"
	"strings"
	"testing"
)

func TestPow(t *testing.T) {
	for _, y := range []float64{1 / 2.4, 2.4, 2.2, 563.0 / 256, 1.8, 1, 0.3333, 1.5} {
		for i := 1; i <= 4000; i++ {
			x := float64(i) / 1000
			if got, want := pow(x, y), math.Pow(x, y); math.Abs(got-want) > 1e-13*want {
				t.Fatalf("%v to the power %v is %v, want %v", x, y, got, want)
			}
		}
	}
	for _, x := range []float64{0, -1, math.NaN(), math.Inf(-1)} {
		if got := pow(x, 2.2); got != 0 {
			t.Errorf("%v to a power is %v", x, got)
		}
	}
	if got := pow(1e300, 30000); math.IsInf(got, 0) || math.IsNaN(got) {
		t.Errorf("a number that no picture has: %v", got)
	}
}

// TestNoFusedProducts finds products of floating point numbers that are not
// rounded by themselves, and calls of functions that differ between machines.
func TestNoFusedProducts(t *testing.T) {
	fset := token.NewFileSet()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	// Other packages are not read: what comes from them has no type here, and a
	// product of that is objected to.
	conf := types.Config{Importer: nothing{}, Error: func(error) {}}
	_, _ = conf.Check("colour", fset, files, info)
	products := 0
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch e := n.(type) {
			case *ast.CallExpr:
				if name, ok := e.Fun.(*ast.SelectorExpr); ok && isNamed(name.X, "math") && !strings.Contains("Frexp Ldexp Floor", name.Sel.Name) {
					t.Errorf("%s: math.%s may differ between machines", fset.Position(e.Pos()), name.Sel.Name)
				}
				if isNamed(e.Fun, "float64") && len(e.Args) == 1 {
					if p, ok := e.Args[0].(*ast.BinaryExpr); ok && p.Op == token.MUL {
						products++
						return false
					}
				}
			case *ast.BinaryExpr:
				if e.Op == token.MUL && mayBeFloat(info.Types[e]) {
					t.Errorf("%s: a product that may be fused with a sum; use mul", fset.Position(e.Pos()))
				}
			case *ast.AssignStmt:
				if e.Tok == token.MUL_ASSIGN && mayBeFloat(info.Types[e.Lhs[0]]) {
					t.Errorf("%s: a product that may be fused with a sum; use mul", fset.Position(e.Pos()))
				}
			}
			return true
		})
	}
	if products != 1 {
		t.Errorf("%d products are rounded by themselves, want that of mul alone", products)
	}
}

func isNamed(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

func mayBeFloat(v types.TypeAndValue) bool {
	if v.Value != nil {
		return false // constants are exact
	}
	if v.Type == nil {
		return true
	}
	b, ok := v.Type.Underlying().(*types.Basic)
	return !ok || b.Info()&types.IsInteger == 0
}

// nothing imports no package.
type nothing struct{}

func (nothing) Import(string) (*types.Package, error) { return nil, errors.New("not read") }
