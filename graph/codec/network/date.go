package network

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// Date is a day of the proleptic Gregorian calendar; the zero value is no day.
// A time of which only the month is known is a period from its first to its last
// day.
type Date struct {
	Year       int // year 0 is 1 BC, as in XSD 1.1
	Month, Day uint8
}

// IsZero tells whether the date is not set.
func (d Date) IsZero() bool { return d == Date{} }

// Valid tells whether the day is in the calendar.
func (d Date) Valid() bool {
	return d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && d.Day <= daysIn(d.Year, d.Month)
}

// Compare is negative if d is before other, positive if it is after; a date that
// is not set is before all days of the years from 1 on.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// String returns the day as xsd:date has it, such as "2026-01-01", and nothing
// for the zero value.
func (d Date) String() string { return string(d.Append(nil)) }

// Append appends what String returns.
func (d Date) Append(dst []byte) []byte {
	if d.IsZero() {
		return dst
	}
	year := d.Year
	if year < 0 {
		dst = append(dst, '-')
		year = -year
	}
	for limit := 1000; year < limit && limit > 1; limit /= 10 {
		dst = append(dst, '0')
	}
	dst = strconv.AppendInt(dst, int64(year), 10)
	dst = append(dst, '-', '0'+d.Month/10, '0'+d.Month%10)
	return append(dst, '-', '0'+d.Day/10, '0'+d.Day%10)
}

func daysIn(year int, month uint8) uint8 {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// maxYear bounds the years that are read, so that programs which count days in
// 32 bits can read them back.
const maxYear = 999_999

// ParseDate reads the lexical form of an xsd:date or an xsd:dateTime and keeps
// the day as it stands there; time and time zone are dropped unread. What has no
// day is [ErrDate].
func ParseDate(text string) (Date, error) {
	rest, negative := strings.CutPrefix(text, "-")
	year, rest, ok1 := strings.Cut(rest, "-")
	month, rest, ok2 := strings.Cut(rest, "-")
	if !ok1 || !ok2 || len(year) < 4 || len(year) > 4 && year[0] == '0' || len(month) != 2 || len(rest) < 2 {
		return Date{}, fmt.Errorf("%w: %.40q, expected one like 2026-01-31", ErrDate, text)
	}
	if len(rest) > 2 && !strings.ContainsRune("TZ+-", rune(rest[2])) {
		return Date{}, fmt.Errorf("%w: %.40q, expected a time or a zone after the day", ErrDate, text)
	}
	y, ok1 := digits(year)
	m, ok2 := digits(month)
	d, ok3 := digits(rest[:2])
	if negative {
		y = -y
	}
	date := Date{y, uint8(m), uint8(d)}
	if !ok1 || !ok2 || !ok3 || !date.Valid() || y > maxYear || y < -maxYear {
		return Date{}, fmt.Errorf("%w: %.40q is not in the calendar", ErrDate, text)
	}
	return date, nil
}

// digits reads at most seven decimal digits.
func digits(s string) (n int, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' || i == 7 {
			return 0, false
		}
		n = 10*n + int(s[i]-'0')
	}
	return n, len(s) > 0
}

// checkPeriod refuses what is not in the calendar and what ends before it starts.
func checkPeriod(start, end Date) error {
	for _, d := range []Date{start, end} {
		if !d.IsZero() && (!d.Valid() || d.Year > maxYear || d.Year < -maxYear) {
			return fmt.Errorf("%w: year %d, month %d, day %d", ErrDate, d.Year, d.Month, d.Day)
		}
	}
	if !start.IsZero() && !end.IsZero() && end.Compare(start) < 0 {
		return fmt.Errorf("%w: %v to %v ends before it starts", ErrDate, start, end)
	}
	return nil
}
