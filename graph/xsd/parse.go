package xsd

import (
	"math"
	"strconv"

	"github.com/cockroachdb/apd/v3"
)

// Parse returns the value of a lexical form, which may have white space around
// it (whiteSpace=collapse). The value shares no memory with it. Errors are
// ErrLexical, and ErrRange for a form that is right but whose value is beyond
// what this package holds.
func Parse(d Datatype, lexical []byte) (Value, error) {
	b := trim(lexical)
	switch {
	case d == Boolean:
		return parseBoolean(b)
	case d.IsInteger():
		return parseInteger(b, d)
	case d == Decimal:
		return parseDecimal(b)
	case d == Float || d == Double:
		return parseFloat(b, d)
	case d.IsTime():
		return parseTime(b, d)
	case d.IsDuration():
		return parseDuration(b, d)
	}
	return Value{}, ErrType
}

// trim removes the white space of XML around b.
func trim(b []byte) []byte {
	for len(b) > 0 && isSpace(b[0]) {
		b = b[1:]
	}
	for len(b) > 0 && isSpace(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func isDigit(c byte) bool { return c-'0' <= 9 }

func parseBoolean(b []byte) (Value, error) {
	switch string(b) {
	case "true", "1":
		return FromBool(true), nil
	case "false", "0":
		return FromBool(false), nil
	}
	return Value{}, ErrLexical
}

// cutSign returns whether there is a minus, and what follows the sign.
func cutSign(b []byte) (negative bool, rest []byte) {
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		return b[0] == '-', b[1:]
	}
	return false, b
}

// countDigits returns the number of digits that b starts with.
func countDigits(b []byte) int {
	for i, c := range b {
		if !isDigit(c) {
			return i
		}
	}
	return len(b)
}

// smallNumber reads at most 18 digits.
func smallNumber(b []byte) (n int64) {
	for _, c := range b {
		n = n*10 + int64(c-'0')
	}
	return n
}

func trimZeros(b []byte) []byte {
	for len(b) > 0 && b[0] == '0' {
		b = b[1:]
	}
	return b
}

func parseInteger(b []byte, t Datatype) (Value, error) {
	negative, digits := cutSign(b)
	if len(digits) == 0 || countDigits(digits) != len(digits) {
		return Value{}, ErrLexical
	}
	v, err := fromDigits(negative, trimZeros(digits), nil, t)
	if err != nil {
		return Value{}, err
	}
	if !inBounds(v, t) {
		return Value{}, ErrLexical
	}
	return v, nil
}

func parseDecimal(b []byte) (Value, error) {
	negative, digits := cutSign(b)
	n := countDigits(digits)
	whole, fraction := digits[:n], []byte(nil)
	if n < len(digits) {
		if digits[n] != '.' {
			return Value{}, ErrLexical
		}
		fraction = digits[n+1:]
		if countDigits(fraction) != len(fraction) {
			return Value{}, ErrLexical
		}
	}
	if len(whole)+len(fraction) == 0 {
		return Value{}, ErrLexical
	}
	for len(fraction) > 0 && fraction[len(fraction)-1] == '0' {
		fraction = fraction[:len(fraction)-1]
	}
	return fromDigits(negative, trimZeros(whole), fraction, Decimal)
}

// fromDigits makes a number of its digits; whole has no zeros in front and
// fraction none at the end.
func fromDigits(negative bool, whole, fraction []byte, t Datatype) (Value, error) {
	if len(whole)+len(fraction) <= maxScale {
		n := smallNumber(whole)*powersOfTen[len(fraction)] + smallNumber(fraction)
		if negative {
			n = -n
		}
		return Value{typ: t, n: n, scale: uint8(len(fraction))}, nil
	}
	if len(whole)+len(fraction) > MaxDigits {
		return Value{}, ErrRange
	}
	text := make([]byte, 0, len(whole)+len(fraction))
	text = append(append(text, whole...), fraction...)
	var d apd.Decimal
	if _, ok := d.Coeff.SetString(string(text), 10); !ok {
		return Value{}, ErrLexical
	}
	d.Negative = negative
	d.Exponent = -int32(len(fraction))
	return narrow(&d, t)
}

func parseFloat(b []byte, t Datatype) (Value, error) {
	switch string(b) {
	case "INF", "+INF":
		return fromFloat64(math.Inf(1), t), nil
	case "-INF":
		return fromFloat64(math.Inf(-1), t), nil
	case "NaN":
		return fromFloat64(math.NaN(), t), nil
	}
	if !isFloat(b) {
		return Value{}, ErrLexical
	}
	size := 64
	if t == Float {
		size = 32
	}
	// Out of range is ±INF (XML Schema 1.1 part 2 §3.3.4.2); the syntax was checked.
	f, _ := strconv.ParseFloat(string(b), size)
	return fromFloat64(f, t), nil
}

// isFloat tells whether b is a numeral of xsd:double, which is less than what
// strconv reads.
func isFloat(b []byte) bool {
	_, b = cutSign(b)
	digits := countDigits(b)
	b = b[digits:]
	if len(b) > 0 && b[0] == '.' {
		n := countDigits(b[1:])
		digits += n
		b = b[1+n:]
	}
	if digits == 0 {
		return false
	}
	if len(b) == 0 {
		return true
	}
	if b[0] != 'e' && b[0] != 'E' {
		return false
	}
	_, b = cutSign(b[1:])
	return len(b) > 0 && countDigits(b) == len(b)
}
