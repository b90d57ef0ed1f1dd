package xsd

import (
	"bytes"
	"math"
	"strconv"
)

// Append appends the lexical form of a computed literal; see the package
// comment.
func (v Value) Append(dst []byte) []byte {
	switch {
	case v.typ == Boolean:
		return strconv.AppendBool(dst, v.n != 0)
	case v.typ == Decimal:
		return v.appendDecimal(dst, true)
	case v.typ.IsInteger():
		return v.appendDecimal(dst, false)
	case v.typ == Float || v.typ == Double:
		return v.appendFloat(dst)
	case v.typ.IsTime():
		return v.appendTime(dst)
	case v.typ.IsDuration():
		return v.appendDuration(dst)
	}
	return dst
}

// String returns the form that [Value.Append] writes.
func (v Value) String() string { return string(v.Append(nil)) }

// AppendString appends what a cast to xsd:string gives (XPath and XQuery
// Functions and Operators 3.1, §19.2): whole decimals without a point, floats
// and doubles from 0.000001 up to 1000000 as decimals.
func (v Value) AppendString(dst []byte) []byte {
	switch v.typ {
	case Decimal:
		return v.appendDecimal(dst, false)
	case Float, Double:
		f := v.float()
		if a := math.Abs(f); a == 0 || a >= 1e-6 && a < 1e6 {
			return strconv.AppendFloat(dst, f, 'f', -1, v.bits())
		}
	}
	return v.Append(dst)
}

func (v Value) bits() int {
	if v.typ == Float {
		return 32
	}
	return 64
}

// appendFloat appends the canonical representation of XML Schema 1.0: 1.0E0.
func (v Value) appendFloat(dst []byte) []byte {
	f := v.float()
	switch {
	case math.IsNaN(f):
		return append(dst, "NaN"...)
	case math.IsInf(f, 1):
		return append(dst, "INF"...)
	case math.IsInf(f, -1):
		return append(dst, "-INF"...)
	}
	start := len(dst)
	dst = strconv.AppendFloat(dst, f, 'E', -1, v.bits()) // -1.5E+00
	e := start + bytes.IndexByte(dst[start:], 'E')
	var exponent [8]byte
	rest := append(exponent[:0], dst[e+1:]...)
	dst = dst[:e]
	if bytes.IndexByte(dst[start:], '.') < 0 {
		dst = append(dst, ".0"...)
	}
	dst = append(dst, 'E')
	if rest[0] == '-' {
		dst = append(dst, '-')
	}
	rest = trimZeros(rest[1:])
	if len(rest) == 0 {
		return append(dst, '0')
	}
	return append(dst, rest...)
}
