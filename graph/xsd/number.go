package xsd

import "math"

// Arithmetic on numbers, with the promotions of XPath: integers count as
// decimals, decimals become floats and floats doubles where the other operand
// is one. Of two integers, the sum, the difference and the product are
// xsd:integer.

// promote returns the datatype in which two numbers meet: Integer, Decimal,
// Float or Double.
func promote(a, b Datatype) (Datatype, bool) {
	switch {
	case !a.IsNumeric() || !b.IsNumeric():
		return None, false
	case a == Double || b == Double:
		return Double, true
	case a == Float || b == Float:
		return Float, true
	case a == Decimal || b == Decimal:
		return Decimal, true
	}
	return Integer, true
}

// as returns a number as a float64 of the precision of t, Float or Double.
func (v Value) as(t Datatype) float64 {
	if v.typ == Float || v.typ == Double {
		return v.float() // a float is a double, and the other way round does not occur
	}
	if t == Float {
		return v.decimalFloat(32)
	}
	return v.decimalFloat(64)
}

func fromFloat64(f float64, t Datatype) Value {
	if t == Float {
		return FromFloat(float32(f))
	}
	return FromDouble(f)
}

// Add returns a + b: numbers, durations of one kind, or a time and a duration.
// Other operands are ErrType.
func Add(a, b Value) (Value, error) {
	t, ok := promote(a.typ, b.typ)
	switch {
	case !ok:
		return addTimes(a, b)
	case t >= Float:
		return fromFloat64(a.as(t)+b.as(t), t), nil
	}
	return addDecimals(a, b, t)
}

// Subtract returns a - b: numbers, durations of one kind, a time and a
// duration, or two times of one datatype.
func Subtract(a, b Value) (Value, error) {
	t, ok := promote(a.typ, b.typ)
	switch {
	case !ok:
		return subtractTimes(a, b)
	case t >= Float:
		return fromFloat64(a.as(t)-b.as(t), t), nil
	}
	minus, err := negateDecimal(b, t)
	if err != nil {
		return Value{}, err
	}
	return addDecimals(a, minus, t)
}

// Multiply returns a * b: numbers, or a duration and a number.
func Multiply(a, b Value) (Value, error) {
	t, ok := promote(a.typ, b.typ)
	switch {
	case !ok:
		return scaleDuration(a, b)
	case t >= Float:
		return fromFloat64(a.as(t)*b.as(t), t), nil
	}
	return multiplyDecimals(a, b, t)
}

// Divide returns a / b: of integers an xsd:decimal, exact where it ends within
// 34 digits. Zero as the divisor is ErrDivideByZero but for floats and doubles.
func Divide(a, b Value) (Value, error) {
	t, ok := promote(a.typ, b.typ)
	switch {
	case !ok:
		return divideDuration(a, b)
	case t >= Float:
		return fromFloat64(a.as(t)/b.as(t), t), nil
	}
	return divideDecimals(a, b)
}

// base is the primitive datatype of a number's results.
func (d Datatype) base() Datatype {
	if d.IsInteger() {
		return Integer
	}
	return d
}

// Negate returns -v, v a number or a duration.
func Negate(v Value) (Value, error) {
	switch {
	case v.typ == Float || v.typ == Double:
		return fromFloat64(-v.float(), v.typ), nil
	case v.typ.IsNumeric():
		return negateDecimal(v, v.typ.base())
	case v.typ.IsDuration():
		return negateDuration(v)
	}
	return Value{}, ErrType
}

// Plus returns a number itself, as its primitive datatype.
func Plus(v Value) (Value, error) {
	if !v.typ.IsNumeric() {
		return Value{}, ErrType
	}
	v.typ = v.typ.base()
	return v, nil
}

// Abs returns the absolute value of a number.
func Abs(v Value) (Value, error) {
	switch {
	case v.typ == Float || v.typ == Double:
		return fromFloat64(math.Abs(v.float()), v.typ), nil
	case !v.typ.IsNumeric():
		return Value{}, ErrType
	case v.n < 0 || v.big != nil && v.big.Negative:
		return negateDecimal(v, v.typ.base())
	}
	return Plus(v)
}
