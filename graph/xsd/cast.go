package xsd

import "math"

// Cast converts a value to a datatype (XPath and XQuery Functions and Operators
// 3.1, §19.1; SPARQL 1.1 §17.5). A pair without a conversion is ErrType; a value
// that the target does not have is ErrRange. Casts from and to strings are
// [Parse] and [Value.AppendString].
func Cast(v Value, to Datatype) (Value, error) {
	switch {
	case to == v.typ:
		return v, nil
	case to == Boolean:
		truth, ok := v.Truth()
		if !ok {
			return Value{}, ErrType
		}
		return FromBool(truth), nil
	case to == Float || to == Double:
		return castFloat(v, to)
	case to.IsNumeric():
		return castDecimal(v, to)
	case to.IsTime() && v.typ.IsTime():
		return castTime(v, to)
	case to.IsDuration() && v.typ.IsDuration():
		return castDuration(v, to)
	}
	return Value{}, ErrType
}

func castFloat(v Value, to Datatype) (Value, error) {
	switch {
	case v.typ == Boolean:
		return fromFloat64(float64(v.n), to), nil
	case v.typ.IsNumeric():
		return fromFloat64(v.as(to), to), nil
	}
	return Value{}, ErrType
}

// castDecimal casts to xsd:decimal and the integers, which drop the fraction.
func castDecimal(v Value, to Datatype) (Value, error) {
	var err error
	switch {
	case v.typ == Boolean:
		v = Value{typ: Decimal, n: v.n}
	case v.typ == Float || v.typ == Double:
		if to != Decimal {
			v = fromFloat64(math.Trunc(v.float()), v.typ)
		}
		d, err := decimalOf(v.float())
		if err != nil {
			return Value{}, err
		}
		if v, err = narrow(d, Decimal); err != nil {
			return Value{}, err
		}
	case !v.typ.IsNumeric():
		return Value{}, ErrType
	}
	if to != Decimal {
		if v, err = truncate(v); err != nil {
			return Value{}, err
		}
		if !inBounds(v, to) {
			return Value{}, ErrRange
		}
	}
	v.typ = to
	return v, nil
}

// castTime takes parts of a time away; it never adds any but midnight to a date.
func castTime(v Value, to Datatype) (Value, error) {
	from, want := partsOf(v.typ), partsOf(to)
	isDate := v.typ == Date && (to == DateTime || to == DateTimeStamp)
	if !isDate && v.typ != Date && v.typ.space() != DateTime ||
		want.clock && !from.clock && !isDate {
		return Value{}, ErrType
	}
	if to == DateTimeStamp && v.zone == noZone {
		return Value{}, ErrRange
	}
	v.typ = to
	if !want.clock {
		v.nanos, v.more = 0, ""
	}
	// Through the text, which has just the parts that the datatype has.
	return Parse(to, v.Append(nil))
}

func castDuration(v Value, to Datatype) (Value, error) {
	switch to {
	case YearMonthDuration:
		return Value{typ: to, n: v.n}, nil
	case DayTimeDuration:
		return Value{typ: to, big: v.big}, nil
	}
	v.typ = to
	return v, nil
}
