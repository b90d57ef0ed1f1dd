package xsd

import (
	"strconv"

	"github.com/cockroachdb/apd/v3"

	"github.com/chancery-graph/chancery/graph"
)

// Durations: n months and the seconds of big, nil for none. Both have the same
// sign.

const maxMonths = 12e11 // as far as years go

func dayTime(seconds Value) Value { return duration(DayTimeDuration, 0, seconds) }

func duration(t Datatype, months int64, seconds Value) Value {
	v := Value{typ: t, n: months}
	if seconds.n != 0 || seconds.big != nil {
		v.big = seconds.widen()
	}
	return v
}

// seconds returns the seconds of a duration as an xsd:decimal.
func (v Value) seconds() Value {
	if v.big == nil {
		return Value{typ: Decimal}
	}
	var d apd.Decimal
	d.Set(v.big)
	s, err := narrow(&d, Decimal)
	if err != nil {
		panic("xsd: seconds of a duration out of range")
	}
	return s
}

// durationUnits are the letters before and after T with what they count.
var durationUnits = [2]string{"YMD", "HMS"}

func parseDuration(b []byte, t Datatype) (Value, error) {
	negative := len(b) > 0 && b[0] == '-'
	if negative {
		b = b[1:]
	}
	if len(b) < 3 || b[0] != 'P' {
		return Value{}, ErrLexical
	}
	b = b[1:]
	var amounts [2][3]Value
	var err error
	if b, err = parseAmounts(b, 0, &amounts[0], t); err != nil {
		return Value{}, err
	}
	if len(b) > 0 {
		if b[0] != 'T' || len(b) == 1 || t == YearMonthDuration {
			return Value{}, ErrLexical
		}
		if b, err = parseAmounts(b[1:], 1, &amounts[1], t); err != nil {
			return Value{}, err
		}
		if len(b) > 0 {
			return Value{}, ErrLexical
		}
	}
	return sumDuration(negative, &amounts, t)
}

// parseAmounts reads numbers with the units of one half, each at most once and
// in order.
func parseAmounts(b []byte, half int, amounts *[3]Value, t Datatype) ([]byte, error) {
	units := durationUnits[half]
	next := 0
	for len(b) > 0 && isDigit(b[0]) {
		n := countDigits(b)
		end := n
		if n < len(b) && b[n] == '.' {
			end = n + 1 + countDigits(b[n+1:])
			if end == n+1 {
				return nil, ErrLexical
			}
		}
		if end == len(b) {
			return nil, ErrLexical
		}
		for next < len(units) && units[next] != b[end] {
			next++
		}
		months := half == 0 && next < 2
		if next == len(units) || end > n && b[end] != 'S' ||
			months && t == DayTimeDuration || !months && t == YearMonthDuration {
			return nil, ErrLexical
		}
		v, err := parseDecimal(b[:end])
		if err != nil {
			return nil, err
		}
		amounts[next] = v
		next++
		b = b[end+1:]
	}
	return b, nil
}

// sumDuration adds up what was read.
func sumDuration(negative bool, amounts *[2][3]Value, t Datatype) (Value, error) {
	years, months := amounts[0][0], amounts[0][1]
	if years.big != nil || months.big != nil || years.n > maxMonths/12 || months.n > maxMonths {
		return Value{}, ErrRange
	}
	n := years.n*12 + months.n
	seconds := Value{typ: Decimal}
	for i, unit := range [...]int64{secondsPerDay, 3600, 60, 1} {
		amount := amounts[1][max(i-1, 0)]
		if i == 0 {
			amount = amounts[0][2]
		}
		amount.typ = Decimal
		part, err := multiplyDecimals(amount, FromInt(unit), Decimal)
		if err != nil {
			return Value{}, err
		}
		if seconds, err = addDecimals(seconds, part, Decimal); err != nil {
			return Value{}, err
		}
	}
	v := duration(t, n, seconds)
	if negative {
		return negateDuration(v)
	}
	return v, nil
}

func negateDuration(v Value) (Value, error) {
	s, err := negateDecimal(v.seconds(), Decimal)
	if err != nil {
		return Value{}, err
	}
	return duration(v.typ, -v.n, s), nil
}

func (v Value) appendDuration(dst []byte) []byte {
	s := v.seconds()
	negative := v.n < 0 || s.n < 0 || s.big != nil && s.big.Negative
	if negative {
		dst = append(dst, '-')
		minus, err := negateDuration(v)
		if err != nil {
			panic("xsd: negative duration out of range")
		}
		v, s = minus, minus.seconds()
	}
	dst = append(dst, 'P')
	start := len(dst)
	dst = appendUnit(dst, v.n/12, 'Y')
	dst = appendUnit(dst, v.n%12, 'M')
	whole, err := truncate(s)
	if err != nil {
		panic("xsd: seconds of a duration out of range")
	}
	fraction, err := Subtract(s, whole)
	if err != nil {
		panic("xsd: seconds of a duration out of range")
	}
	if whole.big == nil {
		dst = appendUnit(dst, whole.n/secondsPerDay, 'D')
		dst = appendClock(dst, whole.n%secondsPerDay, fraction)
	} else {
		dst = append(s.appendDecimal(append(dst, 'T'), false), 'S')
	}
	if len(dst) == start {
		if v.typ == YearMonthDuration {
			return append(dst, "0M"...)
		}
		return append(dst, "T0S"...)
	}
	return dst
}

func appendUnit(dst []byte, n int64, unit byte) []byte {
	if n == 0 {
		return dst
	}
	return append(strconv.AppendInt(dst, n, 10), unit)
}

func appendClock(dst []byte, n int64, fraction Value) []byte {
	if n == 0 && fraction.n == 0 && fraction.big == nil {
		return dst
	}
	dst = appendUnit(append(dst, 'T'), n/3600, 'H')
	dst = appendUnit(dst, n/60%60, 'M')
	seconds, err := addDecimals(Value{typ: Decimal, n: n % 60}, fraction, Decimal)
	if err != nil {
		panic("xsd: seconds of a duration out of range")
	}
	if seconds.n == 0 && seconds.big == nil {
		return dst
	}
	return append(seconds.appendDecimal(dst, false), 'S')
}

// compareDurations: equal if both parts are; ordered if both are of months alone
// or both of seconds alone (XPath op:yearMonthDuration-less-than and
// op:dayTimeDuration-less-than).
func compareDurations(a, b Value) Relation {
	x, y := a.seconds(), b.seconds()
	seconds := compareDecimals(x, y)
	switch {
	case a.n == b.n && seconds == 0:
		return Equal
	case a.n == 0 && b.n == 0:
		return relation(seconds)
	case a.big == nil && b.big == nil:
		return relation(compareInts(a.n, b.n))
	}
	return Different
}

// meanMonth is the mean length of a month of the Gregorian calendar in seconds.
const meanMonth = 2629746

// totalSeconds returns a duration in seconds, with months of mean length.
func (v Value) totalSeconds() Value {
	s, err := addDecimals(v.seconds(), Value{typ: Decimal, n: v.n * meanMonth}, Decimal)
	if err != nil {
		return v.seconds() // beyond MaxDigits: months do not matter
	}
	return s
}

func orderDurations(a, b Value) int { return compareDecimals(a.totalSeconds(), b.totalSeconds()) }

// addTimes adds durations, or a duration to a time.
func addTimes(a, b Value) (Value, error) {
	switch {
	case a.typ.IsDuration() && b.typ.IsDuration():
		return addDurations(a, b)
	case a.typ.IsDuration():
		return shift(b, a)
	case b.typ.IsDuration():
		return shift(a, b)
	}
	return Value{}, ErrType
}

// subtractTimes subtracts a duration, or one time from another.
func subtractTimes(a, b Value) (Value, error) {
	if b.typ.IsDuration() {
		minus, err := negateDuration(b)
		if err != nil {
			return Value{}, err
		}
		return addTimes(a, minus)
	}
	t := a.typ.space()
	if t != b.typ.space() || t != DateTime && t != Date && t != Time || (a.zone == noZone) != (b.zone == noZone) {
		return Value{}, ErrType
	}
	x, err := a.withFraction(a.moment())
	if err != nil {
		return Value{}, err
	}
	y, err := b.withFraction(b.moment())
	if err != nil {
		return Value{}, err
	}
	d, err := Subtract(x, y)
	if err != nil {
		return Value{}, err
	}
	return dayTime(d), nil
}

// addDurations adds two durations of months alone or of seconds alone.
func addDurations(a, b Value) (Value, error) {
	t := a.typ
	if a.typ != b.typ || t == Duration {
		return Value{}, ErrType
	}
	if n := a.n + b.n; n > maxMonths || n < -maxMonths {
		return Value{}, ErrRange
	}
	s, err := addDecimals(a.seconds(), b.seconds(), Decimal)
	if err != nil {
		return Value{}, err
	}
	return duration(t, a.n+b.n, s), nil
}

// shift adds a duration to a dateTime, a date or a time (XPath and XQuery
// Functions and Operators 3.1, §9.7).
func shift(v, d Value) (Value, error) {
	t := v.typ.space()
	if t != DateTime && t != Date && (t != Time || d.n != 0) || d.typ == Duration {
		return Value{}, ErrType
	}
	v.typ = t
	if d.n != 0 {
		if err := v.addMonths(d.n); err != nil {
			return Value{}, err
		}
	}
	if d.big == nil {
		return v, nil
	}
	s, err := v.withFraction(v.n)
	if err != nil {
		return Value{}, err
	}
	if s, err = addDecimals(s, d.seconds(), Decimal); err != nil {
		return Value{}, err
	}
	if err := v.setSeconds(s); err != nil {
		return Value{}, err
	}
	switch t {
	case Time:
		v.n -= floorDiv(v.n, secondsPerDay) * secondsPerDay
	case Date:
		v.n = floorDiv(v.n, secondsPerDay) * secondsPerDay
		v.nanos, v.more = 0, ""
	}
	return v, nil
}

// addMonths moves v by months; a day that the month lacks becomes its last.
func (v *Value) addMonths(n int64) error {
	year, month, day, second := v.civil()
	months := int64(year)*12 + int64(month-1) + n
	year = int(floorDiv(months, 12))
	month = int(months-int64(year)*12) + 1
	if year >= yearLimit || year <= -yearLimit {
		return ErrRange
	}
	day = min(day, monthDays(year, month))
	v.n = int64(graph.EpochDay(year, month, day))*secondsPerDay + second
	return nil
}

// scaleDuration multiplies a duration of seconds alone by a number that is no
// float.
func scaleDuration(a, b Value) (Value, error) {
	if b.typ.IsDuration() {
		a, b = b, a
	}
	if a.typ != DayTimeDuration || !b.typ.IsNumeric() || b.typ >= Float {
		return Value{}, ErrType
	}
	s, err := multiplyDecimals(a.seconds(), b, Decimal)
	if err != nil {
		return Value{}, err
	}
	return dayTime(s), nil
}

// divideDuration divides a duration of seconds by a number or by another.
func divideDuration(a, b Value) (Value, error) {
	switch {
	case a.typ != DayTimeDuration:
		return Value{}, ErrType
	case b.typ == DayTimeDuration:
		return divideDecimals(a.seconds(), b.seconds())
	case !b.typ.IsNumeric() || b.typ >= Float:
		return Value{}, ErrType
	}
	s, err := divideDecimals(a.seconds(), b)
	if err != nil {
		return Value{}, err
	}
	return dayTime(s), nil
}
