package page

import (
	"reflect"
	"testing"
)

// TestKeysSeeAll: a key is made of a view as JSON, so every field of a view must be
// exported, and none may hide another of its name. What is not has to be hashed
// beside it, as the addresses of assets are.
func TestKeysSeeAll(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var visit func(reflect.Type)
	visit = func(typ reflect.Type) {
		if seen[typ] {
			return
		}
		seen[typ] = true
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array:
			visit(typ.Elem())
		case reflect.Interface, reflect.Func, reflect.Chan:
			t.Errorf("%s: JSON does not say what it is", typ)
		case reflect.Struct:
			names := map[string]bool{}
			for _, f := range reflect.VisibleFields(typ) {
				if f.Name == "assets" || f.Name == "maker" { // hashed beside the view
					continue
				}
				if !f.IsExported() {
					t.Errorf("%s.%s: not exported", typ, f.Name)
				}
				if names[f.Name] {
					t.Errorf("%s.%s: stands twice", typ, f.Name)
				}
				names[f.Name] = true
				visit(f.Type)
			}
		default:
		}
	}
	for _, k := range kinds {
		visit(reflect.TypeOf(k.view))
	}
	if len(seen) < 20 {
		t.Errorf("only %d types were seen", len(seen))
	}
}
