package xsd

import (
	"strconv"
	"time"

	"github.com/chancery-graph/chancery/graph"
)

// FromTime returns the xsd:dateTime of t with its zone, cut to whole minutes.
func FromTime(t time.Time) Value {
	_, offset := t.Zone()
	zone := offset / 60
	return Value{typ: DateTime, n: t.Unix() + int64(zone)*60, nanos: uint32(t.Nanosecond()), zone: int16(zone)}
}

// civil returns the calendar day shown and the second within it.
func (v Value) civil() (year, month, day int, second int64) {
	days := floorDiv(v.n, secondsPerDay)
	year, month, day = graph.CivilDay(int(days))
	return year, month, day, v.n - days*secondsPerDay
}

// The components of a time, as its text shows them, without a change of zone
// (XPath and XQuery Functions and Operators 3.1, §9.5). Each is ErrType for a
// datatype that lacks it.

// Year returns the year as an xsd:integer.
func (v Value) Year() (Value, error) {
	if !v.typ.IsTime() || !partsOf(v.typ).year {
		return Value{}, ErrType
	}
	year, _, _, _ := v.civil()
	return FromInt(int64(year)), nil
}

// Month returns the month, from 1.
func (v Value) Month() (Value, error) {
	if !v.typ.IsTime() || !partsOf(v.typ).month {
		return Value{}, ErrType
	}
	_, month, _, _ := v.civil()
	return FromInt(int64(month)), nil
}

// Day returns the day of the month, from 1.
func (v Value) Day() (Value, error) {
	if !v.typ.IsTime() || !partsOf(v.typ).day {
		return Value{}, ErrType
	}
	_, _, day, _ := v.civil()
	return FromInt(int64(day)), nil
}

// Hours returns the hour, 0 to 23.
func (v Value) Hours() (Value, error) { return v.clock(3600, 24) }

// Minutes returns the minute of the hour.
func (v Value) Minutes() (Value, error) { return v.clock(60, 60) }

func (v Value) clock(unit, modulus int64) (Value, error) {
	if !v.typ.IsTime() || !partsOf(v.typ).clock {
		return Value{}, ErrType
	}
	_, _, _, second := v.civil()
	return FromInt(second / unit % modulus), nil
}

// Seconds returns the second of the minute with its fraction as an xsd:decimal.
func (v Value) Seconds() (Value, error) {
	if !v.typ.IsTime() || !partsOf(v.typ).clock {
		return Value{}, ErrType
	}
	_, _, _, second := v.civil()
	return v.withFraction(second % 60)
}

// withFraction returns whole plus the fraction of v's second as an xsd:decimal.
func (v Value) withFraction(whole int64) (Value, error) {
	d := FromScaled(int64(v.nanos), 9)
	d, err := addDecimals(Value{typ: Decimal, n: whole}, d, Decimal)
	if err != nil || v.more == "" {
		return d, err
	}
	digits := make([]byte, 9, 9+len(v.more))
	for i := range digits {
		digits[i] = '0'
	}
	rest, err := fromDigits(false, nil, append(digits, v.more...), Decimal)
	if err != nil {
		return Value{}, err
	}
	return addDecimals(d, rest, Decimal)
}

// Timezone returns the zone as an xsd:dayTimeDuration; ErrType without one.
func (v Value) Timezone() (Value, error) {
	if !v.typ.IsTime() || v.zone == noZone {
		return Value{}, ErrType
	}
	return dayTime(Value{typ: Decimal, n: int64(v.zone) * 60}), nil
}

// AppendZone appends the zone as it stands in the text: nothing without one. ok
// is false for what is no time.
func (v Value) AppendZone(dst []byte) (text []byte, ok bool) {
	if !v.typ.IsTime() {
		return dst, false
	}
	switch z := int(v.zone); {
	case z == noZone:
		return dst, true
	case z == 0:
		return append(dst, 'Z'), true
	default:
		sign := byte('+')
		if z < 0 {
			sign, z = '-', -z
		}
		return appendTwo(append(appendTwo(append(dst, sign), z/60), ':'), z%60), true
	}
}

func appendTwo(dst []byte, n int) []byte { return append(dst, '0'+byte(n/10), '0'+byte(n%10)) }

func (v Value) appendTime(dst []byte) []byte {
	year, month, day, second := v.civil()
	parts := partsOf(v.typ)
	switch {
	case parts.year:
		dst = appendYear(dst, year)
	case parts.month || parts.day:
		dst = append(dst, '-')
	}
	if parts.month {
		dst = appendTwo(append(dst, '-'), month)
	} else if parts.day {
		dst = append(dst, '-')
	}
	if parts.day {
		dst = appendTwo(append(dst, '-'), day)
	}
	if parts.clock {
		if parts.year {
			dst = append(dst, 'T')
		}
		dst = appendTwo(dst, int(second/3600))
		dst = appendTwo(append(dst, ':'), int(second/60%60))
		dst = appendTwo(append(dst, ':'), int(second%60))
		dst = v.appendFraction(dst)
	}
	dst, _ = v.AppendZone(dst)
	return dst
}

func (v Value) appendFraction(dst []byte) []byte {
	if v.nanos == 0 && v.more == "" {
		return dst
	}
	dst = append(dst, '.')
	for unit := uint32(1e8); unit > 0; unit /= 10 {
		dst = append(dst, '0'+byte(v.nanos/unit%10))
	}
	if v.more != "" {
		return append(dst, v.more...)
	}
	for dst[len(dst)-1] == '0' {
		dst = dst[:len(dst)-1]
	}
	return dst
}

func appendYear(dst []byte, year int) []byte {
	if year < 0 {
		dst, year = append(dst, '-'), -year
	}
	for limit := 1000; limit > 1 && year < limit; limit /= 10 {
		dst = append(dst, '0')
	}
	return strconv.AppendInt(dst, int64(year), 10)
}

// setSeconds sets the moment shown to a decimal number of seconds since 1970.
func (v *Value) setSeconds(d Value) error {
	whole, err := toWhole(d, downwards)
	if err != nil {
		return err
	}
	if whole.big != nil {
		return ErrRange
	}
	fraction, err := Subtract(d, whole)
	if err != nil {
		return err
	}
	v.n = whole.n
	text := fraction.appendDecimal(nil, true) // 0.…
	v.setFraction(text[2:])
	if year, _, _, _ := v.civil(); year >= yearLimit || year <= -yearLimit {
		return ErrRange
	}
	return nil
}

const yearLimit = 1e11
