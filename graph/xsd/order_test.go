package xsd_test

import (
	"bytes"
	"math"
	"testing"

	"github.com/chancery-graph/chancery/graph/xsd"
	"pgregory.net/rapid"
)

// anyValue draws values that are often near one another.
func anyValue(r *rapid.T, name string) xsd.Value {
	number := rapid.SampledFrom([]string{"0", "-0", "1", "-1", "0.1", "1.5", "9007199254740992", "9007199254740993", "-9007199254740993",
		"0.1000000000000000055511151231257827021181583404541015625", "0.10000000000000000555111512312578", "1e0", "1e-1", "1e400", "-1e400",
		"100000000000000000000000000000000000000", "99999999999999999999.99999", "-0.1", "16777217", "INF", "-INF", "NaN"}).Draw(r, name+" number")
	types := []xsd.Datatype{xsd.Double, xsd.Float, xsd.Decimal, xsd.Integer, xsd.Byte, xsd.UnsignedLong}
	times := map[xsd.Datatype][]string{
		xsd.Boolean:           {"true", "false", "1"},
		xsd.DateTime:          {"2026-01-01T00:00:00", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00+14:00", "2025-12-31T10:00:00-14:00", "2026-01-01T00:00:00.1234567890123Z", "2026-01-01T00:00:00.123456789Z", "-0001-01-01T00:00:00"},
		xsd.Date:              {"2026-01-01", "2026-01-01Z", "2026-01-02", "2026-01-01-14:00", "1500-01-01"},
		xsd.Time:              {"00:00:00", "24:00:00", "12:00:00Z", "12:00:00+01:00"},
		xsd.GYear:             {"2026", "-0044", "2026Z"},
		xsd.Duration:          {"P1M", "P30D", "P1M1D", "-P1M", "PT0S"},
		xsd.DayTimeDuration:   {"P30D", "PT0.5S", "PT720H"},
		xsd.YearMonthDuration: {"P1Y", "P1M", "P12M"},
	}
	d := rapid.SampledFrom([]xsd.Datatype{xsd.Double, xsd.Float, xsd.Decimal, xsd.Integer, xsd.Boolean, xsd.DateTime, xsd.Date, xsd.Time,
		xsd.GYear, xsd.Duration, xsd.DayTimeDuration, xsd.YearMonthDuration}).Draw(r, name+" type")
	if texts, ok := times[d]; ok {
		v, err := xsd.Parse(d, []byte(rapid.SampledFrom(texts).Draw(r, name+" text")))
		if err != nil {
			r.Fatal(err)
		}
		return v
	}
	for _, t := range append([]xsd.Datatype{d}, types...) {
		if v, err := xsd.Parse(t, []byte(number)); err == nil {
			return v
		}
	}
	r.Fatalf("no datatype has %q", number)
	return xsd.Value{}
}

// TestOrder: Order is a strict weak order, keys agree with it, and it agrees
// with Compare.
func TestOrder(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		v := [3]xsd.Value{anyValue(r, "a"), anyValue(r, "b"), anyValue(r, "c")}
		for i, a := range v {
			for j, b := range v {
				o := xsd.Order(a, b)
				if o != -xsd.Order(b, a) || i == j && o != 0 {
					r.Fatalf("Order(%s, %s) = %d, the other way %d", a, b, o, xsd.Order(b, a))
				}
				if k := bytes.Compare(a.AppendKey(nil), b.AppendKey(nil)); k != o {
					r.Fatalf("keys of %s and %s compare %d, Order %d", a, b, k, o)
				}
				switch xsd.Compare(a, b) {
				case xsd.Less:
					if o >= 0 {
						r.Fatalf("%s < %s but Order is %d", a, b, o)
					}
				case xsd.Greater:
					if o <= 0 {
						r.Fatalf("%s > %s but Order is %d", a, b, o)
					}
				}
				for _, c := range v {
					if o <= 0 && xsd.Order(b, c) <= 0 && xsd.Order(a, c) > 0 {
						r.Fatalf("%s, %s, %s are not in order", a, b, c)
					}
				}
			}
		}
	})
}

// TestKeysOfDoubles compares keys of arbitrary doubles and decimals.
func TestKeysOfDoubles(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		x := rapid.Float64().Draw(r, "x")
		y := rapid.Float64Range(-1e30, 1e30).Draw(r, "y")
		a, b := xsd.FromDouble(x), xsd.FromDouble(y)
		d, err := xsd.Cast(b, xsd.Decimal)
		if err != nil {
			r.Fatal(err)
		}
		tiny, err := xsd.Parse(xsd.Decimal, []byte("0.0000000000000000000000000000000000000000000001"))
		if err != nil {
			r.Fatal(err)
		}
		more, err := xsd.Add(d, tiny)
		if err != nil {
			r.Fatal(err)
		}
		for _, p := range [][2]xsd.Value{{a, b}, {a, d}, {b, d}, {b, more}, {d, more}, {a, more}} {
			if k, o := bytes.Compare(p[0].AppendKey(nil), p[1].AppendKey(nil)), xsd.Order(p[0], p[1]); k != o {
				r.Fatalf("keys of %s and %s compare %d, Order %d", p[0], p[1], k, o)
			}
		}
		if xsd.Order(b, d) != 0 || xsd.Order(d, more) != -1 {
			r.Fatalf("%s, %s, %s: wrong order", b, d, more)
		}
	})
	if xsd.Order(xsd.FromDouble(math.NaN()), xsd.FromDouble(math.Inf(-1))) != -1 {
		t.Error("NaN does not go first")
	}
}
