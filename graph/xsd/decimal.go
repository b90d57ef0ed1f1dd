package xsd

import (
	"math"
	"math/bits"
	"strconv"

	"github.com/cockroachdb/apd/v3"
)

// Integers and decimals. A value whose coefficient, without zeros at the end of
// the fraction, fits int64 and whose scale is at most maxScale has no big; every
// other one has. A big decimal is reduced the same way, so that equal values
// have equal forms.

const maxScale = 18

// exact computes without rounding.
var exact = apd.Context{MaxExponent: apd.MaxExponent, MinExponent: apd.MinExponent}

// divisionDigits is the least number of digits of a quotient that does not end.
const divisionDigits = 34

var maxUnsignedLong = func() *apd.Decimal {
	d, _, err := apd.NewFromString("18446744073709551615")
	if err != nil {
		panic(err)
	}
	return d
}()

var powersOfTen = func() (p [maxScale + 1]int64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * 10
	}
	return p
}()

// widen returns an integer or a decimal as a decimal of apd, not to be changed.
func (v Value) widen() *apd.Decimal {
	if v.big != nil {
		return v.big
	}
	return apd.New(v.n, -int32(v.scale))
}

// narrow returns d, which it takes over, as a value of type t.
func narrow(d *apd.Decimal, t Datatype) (Value, error) {
	if d.Form != apd.Finite {
		return Value{}, ErrRange
	}
	if d.IsZero() {
		return Value{typ: t}, nil
	}
	if d.Exponent < 0 {
		reduceFraction(d)
	}
	if d.Exponent > 0 {
		if int64(d.Exponent)+d.NumDigits() > MaxDigits {
			return Value{}, ErrRange
		}
		var ten apd.BigInt
		ten.Exp(apd.NewBigInt(10), apd.NewBigInt(int64(d.Exponent)), nil)
		d.Coeff.Mul(&d.Coeff, &ten)
		d.Exponent = 0
	}
	if d.NumDigits() > MaxDigits || -int64(d.Exponent) > MaxDigits {
		return Value{}, ErrRange
	}
	if d.Exponent >= -maxScale && d.Coeff.IsInt64() {
		n := d.Coeff.Int64()
		if d.Negative {
			n = -n
		}
		return Value{typ: t, n: n, scale: uint8(-d.Exponent)}, nil
	}
	if d.Exponent == 0 && d.Negative && d.Coeff.IsUint64() && d.Coeff.Uint64() == 1<<63 {
		return Value{typ: t, n: math.MinInt64}, nil
	}
	return Value{typ: t, big: d}, nil
}

// reduceFraction removes zeros from the end of the fraction.
func reduceFraction(d *apd.Decimal) {
	exponent := d.Exponent
	d.Reduce(d)
	if d.Exponent > 0 && exponent < 0 {
		var ten apd.BigInt
		ten.Exp(apd.NewBigInt(10), apd.NewBigInt(int64(d.Exponent)), nil)
		d.Coeff.Mul(&d.Coeff, &ten)
		d.Exponent = 0
	}
}

// rescale returns n * 10^by, by <= maxScale.
func rescale(n int64, by uint8) (int64, bool) { return multiply(n, powersOfTen[by]) }

func multiply(a, b int64) (int64, bool) {
	if a == 0 || b == 0 {
		return 0, true
	}
	c := a * b
	if (a == math.MinInt64 && b == -1) || (b == math.MinInt64 && a == -1) || c/b != a {
		return 0, false
	}
	return c, true
}

func addDecimals(a, b Value, t Datatype) (Value, error) {
	if a.big == nil && b.big == nil {
		x, y, scale, ok := align(a, b)
		if sum := x + y; ok && (sum > x) == (y > 0) {
			return shorten(sum, scale, t), nil
		}
	}
	var d apd.Decimal
	if _, err := exact.Add(&d, a.widen(), b.widen()); err != nil {
		return Value{}, ErrRange
	}
	return narrow(&d, t)
}

// align gives two small decimals the same scale.
func align(a, b Value) (x, y int64, scale uint8, ok bool) {
	switch {
	case a.scale < b.scale:
		x, ok = rescale(a.n, b.scale-a.scale)
		return x, b.n, b.scale, ok
	case a.scale > b.scale:
		y, ok = rescale(b.n, a.scale-b.scale)
		return a.n, y, a.scale, ok
	}
	return a.n, b.n, a.scale, true
}

// shorten is [FromScaled] for any type.
func shorten(n int64, scale uint8, t Datatype) Value {
	for scale > 0 && n%10 == 0 {
		n /= 10
		scale--
	}
	return Value{typ: t, n: n, scale: scale}
}

func negateDecimal(v Value, t Datatype) (Value, error) {
	if v.big == nil && v.n != math.MinInt64 {
		return Value{typ: t, n: -v.n, scale: v.scale}, nil
	}
	var d apd.Decimal
	d.Neg(v.widen())
	return narrow(&d, t)
}

func multiplyDecimals(a, b Value, t Datatype) (Value, error) {
	if a.big == nil && b.big == nil && a.scale+b.scale <= maxScale {
		if n, ok := multiply(a.n, b.n); ok {
			return shorten(n, a.scale+b.scale, t), nil
		}
	}
	var d apd.Decimal
	if _, err := exact.Mul(&d, a.widen(), b.widen()); err != nil {
		return Value{}, ErrRange
	}
	return narrow(&d, t)
}

// divideDecimals divides exactly where the quotient ends within the precision:
// divisionDigits digits, and at least as many after the point where the whole
// part is long.
func divideDecimals(a, b Value) (Value, error) {
	if b.big == nil && b.n == 0 {
		return Value{}, ErrDivideByZero
	}
	if a.big == nil && b.big == nil && a.scale >= b.scale && b.n != -1 && a.n%b.n == 0 {
		return shorten(a.n/b.n, a.scale-b.scale, Decimal), nil
	}
	x, y := a.widen(), b.widen()
	whole := max(0, x.NumDigits()+int64(x.Exponent)-y.NumDigits()-int64(y.Exponent)+1)
	c := exact
	c.Precision = uint32(max(1, whole) + divisionDigits - 1)
	c.Rounding = apd.RoundHalfEven
	var d apd.Decimal
	if _, err := c.Quo(&d, x, y); err != nil {
		return Value{}, ErrRange
	}
	return narrow(&d, Decimal)
}

// compareDecimals returns -1, 0 or 1.
func compareDecimals(a, b Value) int {
	if a.big == nil && b.big == nil {
		if x, y, _, ok := align(a, b); ok {
			return compareInts(x, y)
		}
	}
	return a.widen().Cmp(b.widen())
}

func compareInts(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// decimalFloat returns the nearest float of bitSize 32 or 64.
func (v Value) decimalFloat(bitSize int) float64 {
	if v.big == nil && v.scale == 0 {
		if bitSize == 32 {
			return float64(float32(v.n))
		}
		return float64(v.n)
	}
	if v.big == nil && bitSize == 64 && v.n < 1<<53 && v.n > -1<<53 {
		return float64(v.n) / float64(powersOfTen[v.scale]) // both exact: rounded once
	}
	var b [48]byte
	// A number too large is ±Inf, as casts have it; ParseFloat's error says no more.
	f, _ := strconv.ParseFloat(string(v.widen().Append(b[:0], 'E')), bitSize)
	return f
}

// decimalOf returns a finite float as the decimal that it is exactly.
func decimalOf(f float64) (*apd.Decimal, error) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nil, ErrRange
	}
	fraction, exponent := math.Frexp(math.Abs(f)) // in [0.5, 1)
	mantissa := uint64(math.Ldexp(fraction, 53))
	exponent -= 53
	if mantissa == 0 {
		return new(apd.Decimal), nil
	}
	zeros := bits.TrailingZeros64(mantissa)
	mantissa >>= zeros
	exponent += zeros
	var d apd.Decimal
	d.Negative = f < 0
	d.Coeff.SetUint64(mantissa)
	var factor apd.BigInt
	if exponent >= 0 {
		factor.Exp(apd.NewBigInt(2), apd.NewBigInt(int64(exponent)), nil)
	} else { // m / 2^k = m * 5^k / 10^k
		factor.Exp(apd.NewBigInt(5), apd.NewBigInt(int64(-exponent)), nil)
		d.Exponent = int32(exponent)
	}
	d.Coeff.Mul(&d.Coeff, &factor)
	return &d, nil
}

// appendDecimal appends the digits, the sign, and a point with at least one
// digit after it, or only where there is a fraction.
func (v Value) appendDecimal(dst []byte, point bool) []byte {
	if v.big != nil {
		dst = v.big.Append(dst, 'f')
		if point && v.big.Exponent >= 0 {
			dst = append(dst, ".0"...)
		}
		return dst
	}
	if v.scale == 0 {
		dst = strconv.AppendInt(dst, v.n, 10)
		if point {
			dst = append(dst, ".0"...)
		}
		return dst
	}
	u := uint64(v.n)
	if v.n < 0 {
		dst, u = append(dst, '-'), -u
	}
	unit := uint64(powersOfTen[v.scale])
	dst = append(strconv.AppendUint(dst, u/unit, 10), '.')
	for rest, scale := u%unit, int(v.scale); scale > 0; scale-- {
		unit /= 10
		dst = append(dst, '0'+byte(rest/unit))
		rest %= unit
	}
	return dst
}
