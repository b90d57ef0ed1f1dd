package xsd

import (
	"math"

	"github.com/cockroachdb/apd/v3"
)

// rounding is a way to a whole number.
type rounding uint8

const (
	toZero rounding = iota
	upwards
	downwards
	nearest // halves upwards
)

// Ceil returns the least whole number that is not less, of the same primitive
// datatype.
func Ceil(v Value) (Value, error) { return toWhole(v, upwards) }

// Floor returns the greatest whole number that is not greater.
func Floor(v Value) (Value, error) { return toWhole(v, downwards) }

// Round returns the nearest whole number, the greater of two (XPath fn:round).
func Round(v Value) (Value, error) { return toWhole(v, nearest) }

// truncate drops the fraction.
func truncate(v Value) (Value, error) { return toWhole(v, toZero) }

func toWhole(v Value, r rounding) (Value, error) {
	switch {
	case v.typ == Float || v.typ == Double:
		return fromFloat64(r.float(v.float()), v.typ), nil
	case !v.typ.IsNumeric():
		return Value{}, ErrType
	case v.big == nil && v.scale == 0 || v.big != nil && v.big.Exponent >= 0:
		return Plus(v)
	case v.big == nil:
		unit := powersOfTen[v.scale]
		n, rest := v.n/unit, v.n%unit
		negative := v.n < 0
		if negative {
			rest = -rest
		}
		if r.away(negative, compareInts(rest, 0), compareInts(2*rest, unit)) {
			if negative {
				n--
			} else {
				n++
			}
		}
		return Value{typ: Decimal, n: n}, nil
	}
	return r.bigDecimal(v.big)
}

// away tells whether the whole number next to the truncated one, further from
// zero, is the result. rest and half compare what was cut off with zero and with
// a half.
func (r rounding) away(negative bool, rest, half int) bool {
	switch r {
	case upwards:
		return !negative && rest > 0
	case downwards:
		return negative && rest > 0
	case nearest:
		return half > 0 || half == 0 && !negative
	}
	return false
}

func (r rounding) float(f float64) float64 {
	switch r {
	case upwards:
		return math.Ceil(f)
	case downwards:
		return math.Floor(f)
	case toZero:
		return math.Trunc(f)
	}
	floor := math.Floor(f)
	switch {
	case f-floor >= 0.5:
		return math.Copysign(floor+1, f) // -0.5 is -0
	case floor == 0:
		return math.Copysign(0, f)
	}
	return floor
}

// bigDecimal rounds a decimal with a negative exponent.
func (r rounding) bigDecimal(x *apd.Decimal) (Value, error) {
	var unit, rest apd.BigInt
	unit.Exp(apd.NewBigInt(10), apd.NewBigInt(-int64(x.Exponent)), nil)
	d := apd.Decimal{Negative: x.Negative}
	d.Coeff.QuoRem(&x.Coeff, &unit, &rest)
	isRest := rest.Sign()
	rest.Lsh(&rest, 1)
	if r.away(x.Negative, isRest, rest.Cmp(&unit)) {
		d.Coeff.Add(&d.Coeff, apd.NewBigInt(1))
	}
	return narrow(&d, Decimal)
}
