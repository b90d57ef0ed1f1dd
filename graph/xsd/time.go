package xsd

import (
	"github.com/chancery-graph/chancery/graph"
)

// Times: n counts the seconds from 1970-01-01T00:00:00 of the clock that the
// text shows, so that n - zone*60 is the moment. Datatypes that lack parts of a
// dateTime have those of their starting instant, with 1972, a leap year, for a
// missing year.

const (
	minutesPerDay = 24 * 60
	secondsPerDay = minutesPerDay * 60
	maxYearDigits = 11
	maxZone       = 14 * 60 // minutes
	leapYear      = 1972
)

// timeParts says which parts a datatype's text has.
type timeParts struct{ year, month, day, clock bool }

func partsOf(d Datatype) timeParts {
	switch d {
	case DateTime, DateTimeStamp:
		return timeParts{true, true, true, true}
	case Date:
		return timeParts{true, true, true, false}
	case Time:
		return timeParts{clock: true}
	case GYear:
		return timeParts{year: true}
	case GYearMonth:
		return timeParts{year: true, month: true}
	case GMonth:
		return timeParts{month: true}
	case GMonthDay:
		return timeParts{month: true, day: true}
	}
	return timeParts{day: true} // GDay
}

func parseTime(b []byte, d Datatype) (Value, error) {
	parts := partsOf(d)
	v := Value{typ: d, zone: noZone}
	var err error
	if parts.year || parts.month || parts.day {
		if b, err = v.parseDay(b, parts); err != nil {
			return Value{}, err
		}
	}
	if parts.clock {
		if parts.year {
			if len(b) == 0 || b[0] != 'T' {
				return Value{}, ErrLexical
			}
			b = b[1:]
		}
		if b, err = v.parseClock(b); err != nil {
			return Value{}, err
		}
		if d == Time {
			v.n %= secondsPerDay // 24:00:00 is 00:00:00
		}
	}
	zone, ok := parseZone(b)
	if !ok || d == DateTimeStamp && zone == noZone {
		return Value{}, ErrLexical
	}
	v.zone = zone
	return v, nil
}

// parseDay reads year, month and day as far as the datatype has them.
func (v *Value) parseDay(b []byte, parts timeParts) ([]byte, error) {
	year, month, day := leapYear, 1, 1
	var err error
	if parts.year {
		if year, b, err = parseYear(b); err != nil {
			return nil, err
		}
	} else {
		if len(b) == 0 || b[0] != '-' {
			return nil, ErrLexical
		}
		b = b[1:]
	}
	ok := true
	if parts.month {
		if month, b, ok = cutTwo(b, '-'); !ok {
			return nil, ErrLexical
		}
	} else if parts.day {
		if len(b) == 0 || b[0] != '-' {
			return nil, ErrLexical
		}
		b = b[1:]
	}
	if parts.day {
		if day, b, ok = cutTwo(b, '-'); !ok {
			return nil, ErrLexical
		}
	}
	if month < 1 || month > 12 || day < 1 || day > monthDays(year, month) {
		return nil, ErrLexical
	}
	v.n = int64(graph.EpochDay(year, month, day)) * secondsPerDay
	return b, nil
}

// parseYear reads a year of at least four digits.
func parseYear(b []byte) (int, []byte, error) {
	negative := len(b) > 0 && b[0] == '-'
	if negative {
		b = b[1:]
	}
	n := countDigits(b)
	switch {
	case n < 4 || n > 4 && b[0] == '0':
		return 0, nil, ErrLexical
	case n > maxYearDigits:
		return 0, nil, ErrRange
	}
	year := int(smallNumber(b[:n]))
	if negative {
		year = -year
	}
	return year, b[n:], nil
}

// cutTwo reads a separator and two digits.
func cutTwo(b []byte, separator byte) (int, []byte, bool) {
	if len(b) < 3 || b[0] != separator || !isDigit(b[1]) || !isDigit(b[2]) {
		return 0, nil, false
	}
	return int(b[1]-'0')*10 + int(b[2]-'0'), b[3:], true
}

// monthDays returns how many days a month has.
func monthDays(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// parseClock reads hh:mm:ss with a fraction and adds it to v.
func (v *Value) parseClock(b []byte) ([]byte, error) {
	if len(b) < 8 || !isDigit(b[0]) || !isDigit(b[1]) {
		return nil, ErrLexical
	}
	hour := int(b[0]-'0')*10 + int(b[1]-'0')
	minute, b, ok := cutTwo(b[2:], ':')
	if !ok {
		return nil, ErrLexical
	}
	second, b, ok := cutTwo(b, ':')
	if !ok {
		return nil, ErrLexical
	}
	if len(b) > 0 && b[0] == '.' {
		n := countDigits(b[1:])
		if n == 0 {
			return nil, ErrLexical
		}
		if n > MaxDigits {
			return nil, ErrRange
		}
		v.setFraction(b[1 : 1+n])
		b = b[1+n:]
	}
	if hour > 24 || minute > 59 || second > 59 ||
		hour == 24 && (minute > 0 || second > 0 || v.nanos > 0 || v.more != "") {
		return nil, ErrLexical
	}
	v.n += int64(hour*3600 + minute*60 + second)
	return b, nil
}

// setFraction sets the fraction of the second to digits.
func (v *Value) setFraction(digits []byte) {
	v.nanos, v.more = 0, ""
	for len(digits) > 0 && digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
	}
	for i := range 9 {
		v.nanos *= 10
		if i < len(digits) {
			v.nanos += uint32(digits[i] - '0')
		}
	}
	if len(digits) > 9 {
		v.more = string(digits[9:])
	}
}

// parseZone reads all of b as a time zone.
func parseZone(b []byte) (int16, bool) {
	switch {
	case len(b) == 0:
		return noZone, true
	case len(b) == 1:
		return 0, b[0] == 'Z'
	case len(b) != 6:
		return 0, false
	}
	hours, rest, ok1 := cutTwo(b, b[0])
	minutes, _, ok2 := cutTwo(rest, ':')
	zone := hours*60 + minutes
	if !ok1 || !ok2 || minutes > 59 || zone > maxZone {
		return 0, false
	}
	switch b[0] {
	case '+':
		return int16(zone), true
	case '-':
		return int16(-zone), true
	}
	return 0, false
}

// FromDate returns an xsd:date without a zone, days after 1970-01-01.
func FromDate(days int) Value {
	return Value{typ: Date, n: int64(days) * secondsPerDay, zone: noZone}
}

// FromID returns the value of an inlined number, boolean, date or dateTime; ok is
// false for any other ID.
func FromID(id graph.ID) (v Value, ok bool) {
	switch id.Tag() {
	case graph.TagInteger:
		n, _ := id.Integer()
		return FromInt(n), true
	case graph.TagDecimal:
		n, _, _ := id.Decimal()
		return FromScaled(n, 6), true
	case graph.TagBoolean:
		b, _ := id.Boolean()
		return FromBool(b), true
	case graph.TagDate:
		days, zone, _ := id.Date()
		v = FromDate(days)
		v.zone = zoneMinutes(zone)
		return v, true
	case graph.TagDateTime:
		millis, zone, _ := id.DateTime()
		millis += int64(zone.Minutes()) * 60_000
		n := floorDiv(millis, 1000)
		return Value{typ: DateTime, n: n, nanos: uint32(millis-n*1000) * 1e6, zone: zoneMinutes(zone)}, true
	}
	return Value{}, false
}

func zoneMinutes(z graph.Zone) int16 {
	if z == graph.ZoneNone {
		return noZone
	}
	return int16(z.Minutes())
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// moment returns the seconds of UTC, a missing zone counting as UTC.
func (v Value) moment() int64 {
	if v.zone == noZone {
		return v.n
	}
	return v.n - int64(v.zone)*60
}

// compareMoments compares as if missing zones were UTC.
func compareMoments(a, b Value) int {
	return compareAt(a.moment(), b.moment(), a, b)
}

// compareAt compares moments given in seconds with the fractions of a and b.
func compareAt(x, y int64, a, b Value) int {
	switch {
	case x != y:
		return compareInts(x, y)
	case a.nanos != b.nanos:
		return compareInts(int64(a.nanos), int64(b.nanos))
	case a.more < b.more: // digits without zeros at the end compare as text
		return -1
	case a.more > b.more:
		return 1
	}
	return 0
}

// compareTimes compares two values of one datatype.
func compareTimes(a, b Value) Relation {
	if (a.zone == noZone) == (b.zone == noZone) {
		return relation(compareMoments(a, b))
	}
	x, y := a.moment(), b.moment()
	const margin = maxZone * 60
	switch {
	case a.zone == noZone && compareAt(x+margin, y, a, b) < 0,
		b.zone == noZone && compareAt(x, y-margin, a, b) < 0:
		return Less
	case a.zone == noZone && compareAt(x-margin, y, a, b) > 0,
		b.zone == noZone && compareAt(x, y+margin, a, b) > 0:
		return Greater
	}
	return Unknown
}
