package sparql_test

import (
	"reflect"

	"github.com/chancery-graph/chancery/query/algebra"
)

// sameUpToBlanks compares two trees; variables that cannot be named must agree
// one to one.
func sameUpToBlanks(a, b any) bool {
	c := comparison{map[algebra.Var]algebra.Var{}, map[algebra.Var]algebra.Var{}}
	return c.same(reflect.ValueOf(a), reflect.ValueOf(b))
}

type comparison struct{ there, back map[algebra.Var]algebra.Var }

var varType = reflect.TypeFor[algebra.Var]()

func (c comparison) same(a, b reflect.Value) bool {
	if a.IsValid() != b.IsValid() || !a.IsValid() {
		return a.IsValid() == b.IsValid()
	}
	if a.Type() != b.Type() {
		return false
	}
	if a.Type() == varType {
		return c.sameVar(a.Interface().(algebra.Var), b.Interface().(algebra.Var))
	}
	switch a.Kind() {
	case reflect.Pointer, reflect.Interface:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		return c.same(a.Elem(), b.Elem())
	case reflect.Struct:
		for i := range a.NumField() {
			if !c.same(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		if a.Len() != b.Len() || a.IsNil() != b.IsNil() {
			return false
		}
		for i := range a.Len() {
			if !c.same(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	default:
		return a.Equal(b)
	}
}

func (c comparison) sameVar(a, b algebra.Var) bool {
	if a.Blank() != b.Blank() {
		return false
	}
	if !a.Blank() {
		return a == b
	}
	x, seen := c.there[a]
	y, used := c.back[b]
	if !seen && !used {
		c.there[a], c.back[b] = b, a
		return true
	}
	return seen && used && x == b && y == a
}
