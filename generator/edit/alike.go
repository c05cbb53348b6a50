package edit

import (
	"reflect"
	"time"

	"photodesk/generator/diag"
	"photodesk/generator/story"
)

// alike reports whether two readings say the same. Places do not count: after an
// edit all that follows it has moved.
func alike(a, b any) bool { return alikeValues(reflect.ValueOf(a), reflect.ValueOf(b)) }

// places are the types of what only says where something is written.
var places = map[reflect.Type]bool{
	reflect.TypeFor[diag.Pos]():      true,
	reflect.TypeFor[story.Span]():    true,
	reflect.TypeFor[story.Written](): true,
	reflect.TypeFor[*story.Folder](): true,
}

func alikeValues(a, b reflect.Value) bool {
	if a.IsValid() != b.IsValid() || a.IsValid() && a.Type() != b.Type() {
		return false
	}
	if !a.IsValid() || places[a.Type()] {
		return true
	}
	if t, ok := a.Interface().(time.Time); ok {
		return t.Equal(b.Interface().(time.Time))
	}
	switch a.Kind() {
	case reflect.Pointer, reflect.Interface:
		return a.IsNil() == b.IsNil() && (a.IsNil() || alikeValues(a.Elem(), b.Elem()))
	case reflect.Slice:
		return alikeSlices(a, b)
	case reflect.Struct:
		return alikeStructs(a, b)
	}
	return a.Equal(b)
}

func alikeSlices(a, b reflect.Value) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if !alikeValues(a.Index(i), b.Index(i)) {
			return false
		}
	}
	return true
}

func alikeStructs(a, b reflect.Value) bool {
	for i := range a.NumField() {
		if a.Type().Field(i).Name != "Source" && !alikeValues(a.Field(i), b.Field(i)) {
			return false
		}
	}
	return true
}
