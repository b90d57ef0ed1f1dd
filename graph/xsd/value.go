package xsd

import (
	"errors"
	"math"

	"github.com/cockroachdb/apd/v3"
)

// Errors of parsing, arithmetic and casts.
var (
	// ErrLexical: a text that is no lexical form of the datatype.
	ErrLexical = errors.New("xsd: not a lexical form of the datatype")
	// ErrType: an operation that the datatypes do not have.
	ErrType = errors.New("xsd: operation is not defined for the datatypes")
	// ErrDivideByZero: an integer or a decimal divided by zero (XPath FOAR0001).
	ErrDivideByZero = errors.New("xsd: division by zero")
	// ErrRange: a number of more than MaxDigits digits, a year beyond ±10^11, or
	// a value that the target of a cast does not have (XPath FOAR0002, FOCA0003).
	ErrRange = errors.New("xsd: value out of range")
)

// MaxDigits is the greatest number of digits of an integer or a decimal. XPath
// asks for 18; the limit keeps what a query can make it compute bounded.
const MaxDigits = 4096

// Value is a value of a [Datatype] other than None. It is immutable. Two values
// are not to be compared with ==; see [Compare].
type Value struct {
	typ   Datatype
	scale uint8  // fraction digits of a decimal that fits n
	zone  int16  // minutes ahead of UTC, or noZone
	nanos uint32 // of a time's second
	n     int64  // see the package comment
	big   *apd.Decimal
	more  string // digits of a time's fraction after the ninth, no zeros at the end
}

const noZone = math.MinInt16

// Datatype returns the value's datatype.
func (v Value) Datatype() Datatype { return v.typ }

// IsZero tells whether v is the zero Value, which is no value.
func (v Value) IsZero() bool { return v.typ == None }

// FromBool returns an xsd:boolean.
func FromBool(b bool) Value {
	if b {
		return Value{typ: Boolean, n: 1}
	}
	return Value{typ: Boolean}
}

// FromInt returns an xsd:integer.
func FromInt(n int64) Value { return Value{typ: Integer, n: n} }

// FromDouble returns an xsd:double.
func FromDouble(f float64) Value { return Value{typ: Double, n: int64(math.Float64bits(f))} }

// FromFloat returns an xsd:float.
func FromFloat(f float32) Value {
	return Value{typ: Float, n: int64(math.Float64bits(float64(f)))}
}

// FromScaled returns the xsd:decimal n / 10^scale, scale <= 18.
func FromScaled(n int64, scale int) Value {
	for scale > 0 && n%10 == 0 {
		n /= 10
		scale--
	}
	return Value{typ: Decimal, n: n, scale: uint8(scale)}
}

// Bool returns the value of an xsd:boolean; ok is false for other datatypes.
func (v Value) Bool() (b, ok bool) { return v.n != 0, v.typ == Boolean }

// Int returns an integer that fits 64 bits; ok is false for all else, decimals
// included.
func (v Value) Int() (n int64, ok bool) { return v.n, v.typ.IsInteger() && v.big == nil }

// Scaled returns an integer or a decimal as n / 10^scale where n fits 64 bits
// and scale, which is the least there is, is at most 18.
func (v Value) Scaled() (n int64, scale int, ok bool) {
	return v.n, int(v.scale), v.typ >= Decimal && v.typ <= NegativeInteger && v.big == nil
}

// Float64 returns a number as the nearest double; NaN for what is no number.
func (v Value) Float64() float64 {
	switch {
	case v.typ == Float || v.typ == Double:
		return v.float()
	case v.typ.IsNumeric():
		return v.decimalFloat(64)
	}
	return math.NaN()
}

// float returns the value of a Float or a Double.
func (v Value) float() float64 { return math.Float64frombits(uint64(v.n)) }

// IsNaN tells whether v is the NaN of a float or a double.
func (v Value) IsNaN() bool { return (v.typ == Float || v.typ == Double) && math.IsNaN(v.float()) }

// Truth returns the effective boolean value of a boolean or a number (SPARQL 1.1
// §17.2.2); ok is false for other values, which have none.
func (v Value) Truth() (truth, ok bool) {
	switch {
	case v.typ == Boolean:
		return v.n != 0, true
	case v.typ == Float || v.typ == Double:
		f := v.float()
		return f != 0 && !math.IsNaN(f), true
	case v.typ.IsNumeric():
		return v.n != 0 || v.big != nil, true
	}
	return false, false
}
