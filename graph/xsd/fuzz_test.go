package xsd_test

import (
	"testing"

	"github.com/chancery-graph/chancery/graph/xsd"
)

// FuzzParse: what is read can be written, and the written form has the same
// value, the same key, and is written the same again.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"1", "-0.50", "1e400", "true", "2026-01-01T00:00:00.123+14:00", "---31", "P1Y2M3DT4H5M6.7S", "-P0M", "INF", "24:00:00", "--02-29Z", " 7 "} {
		for d := range 30 {
			f.Add(uint8(d), text)
		}
	}
	f.Fuzz(func(t *testing.T, d uint8, text string) {
		datatype := xsd.Datatype(d % uint8(xsd.DayTimeDuration+1))
		v, err := xsd.Parse(datatype, []byte(text))
		if err != nil {
			return
		}
		if v.Datatype() != datatype {
			t.Fatalf("%q as %s has datatype %s", text, datatype.IRI(), v.Datatype().IRI())
		}
		for _, form := range []string{v.String(), string(v.AppendString(nil))} {
			back, err := xsd.Parse(datatype, []byte(form))
			if err != nil || xsd.Order(v, back) != 0 || string(back.AppendKey(nil)) != string(v.AppendKey(nil)) || back.String() != v.String() {
				t.Fatalf("%q as %s is written %q, which is %v, %v", text, datatype.IRI(), form, back, err)
			}
			if r := xsd.Compare(v, back); r != xsd.Equal && !v.IsNaN() {
				t.Fatalf("%q and %q compare %d", text, form, r)
			}
		}
		// Operations end without a panic.
		for _, op := range []binary{xsd.Add, xsd.Subtract, xsd.Multiply, xsd.Divide} {
			for _, w := range []xsd.Value{v, xsd.FromInt(3), xsd.FromDouble(0.1)} {
				if r, err := op(v, w); err == nil {
					_ = r.String()
				}
			}
		}
		for to := xsd.Boolean; to <= xsd.DayTimeDuration; to++ {
			if r, err := xsd.Cast(v, to); err == nil {
				if _, err := xsd.Parse(to, []byte(r.String())); err != nil {
					t.Fatalf("%q cast to %s gives %q: %v", text, to.IRI(), r, err)
				}
			}
		}
	})
}
