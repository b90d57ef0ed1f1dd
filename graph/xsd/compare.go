package xsd

import (
	"math"

	"github.com/cockroachdb/apd/v3"
)

// Relation is how two values stand to each other.
type Relation int8

// The relations.
const (
	// Unknown: the comparison is an error, because the values could be equal or
	// not (a time with and one without a zone).
	Unknown Relation = iota
	Less
	Equal
	Greater
	// Different: not equal, but without an order (different value spaces, NaN,
	// durations of months against seconds).
	Different
)

// relation turns -1, 0, 1 into a Relation.
func relation(c int) Relation { return Relation(c) + Equal }

// Ordered tells whether "<" has an answer for values of the two datatypes, if
// only that none is less: numbers, booleans, times of one kind, and durations.
// For others "<" is an error.
func Ordered(a, b Datatype) bool {
	if a.IsNumeric() && b.IsNumeric() {
		return true
	}
	return a.space() == b.space() && a != None
}

// Compare compares as "=" and "<" of SPARQL do: numbers after promotion,
// everything else by value within its value space. Values of different spaces
// are Different.
func Compare(a, b Value) Relation {
	t, ok := promote(a.typ, b.typ)
	switch {
	case ok && t >= Float:
		return compareFloats(a.as(t), b.as(t))
	case ok:
		return relation(compareDecimals(a, b))
	case a.typ.space() != b.typ.space():
		return Different
	case a.typ == Boolean:
		return relation(compareInts(a.n, b.n))
	case a.typ.IsDuration():
		return compareDurations(a, b)
	}
	return compareTimes(a, b)
}

func compareFloats(a, b float64) Relation {
	switch {
	case a < b:
		return Less
	case a > b:
		return Greater
	case a == b:
		return Equal
	}
	return Different // NaN
}

// orderClass sorts value spaces: numbers, booleans, then times and durations in
// the order of their datatypes.
func orderClass(d Datatype) int {
	switch s := d.space(); s {
	case Decimal:
		return 0
	case Boolean:
		return 1
	default:
		return int(s)
	}
}

// Order is a total order of all values for sorting, a strict weak one: 0 says
// that neither goes first. It agrees with [Compare] where that gives Less or
// Greater. Numbers are ordered by their exact values, NaN before all others; a
// time without a zone counts as UTC, and goes before one with a zone at the same
// moment; durations by months of 30.436875 days.
func Order(a, b Value) int {
	if x, y := orderClass(a.typ), orderClass(b.typ); x != y {
		return compareInts(int64(x), int64(y))
	}
	switch {
	case a.typ.IsNumeric():
		return orderNumbers(a, b)
	case a.typ == Boolean:
		return compareInts(a.n, b.n)
	case a.typ.IsDuration():
		return orderDurations(a, b)
	}
	if c := compareMoments(a, b); c != 0 {
		return c
	}
	return compareInts(int64(bit(a.zone != noZone)), int64(bit(b.zone != noZone)))
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

func orderNumbers(a, b Value) int {
	aFloat, bFloat := a.typ >= Float, b.typ >= Float
	if !aFloat && !bFloat {
		return compareDecimals(a, b)
	}
	x, y := a.as(Double), b.as(Double)
	switch {
	case math.IsNaN(x) || math.IsNaN(y):
		return compareInts(int64(bit(!math.IsNaN(x))), int64(bit(!math.IsNaN(y))))
	case x < y:
		return -1
	case x > y:
		return 1
	case aFloat && bFloat:
		return 0
	}
	// The nearest doubles are the same, so the exact values decide. An infinity
	// is beyond all decimals.
	if math.IsInf(x, 0) {
		if aFloat == math.IsInf(x, 1) {
			return 1
		}
		return -1
	}
	return exactly(a).Cmp(exactly(b))
}

// exactly returns a finite number as a decimal, not to be changed.
func exactly(v Value) *apd.Decimal {
	if v.typ < Float {
		return v.widen()
	}
	d, err := decimalOf(v.float())
	if err != nil {
		panic("xsd: infinity or NaN as a decimal")
	}
	return d
}
