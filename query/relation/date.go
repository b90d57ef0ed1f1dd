package relation

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// Day counts days from 1970-01-01 in the proleptic Gregorian calendar, as XML
// Schema 1.1 does: year 0 is 1 BC. Years from -5,000,000 to 5,000,000 fit.
type Day int32

// Ends of time, for ranges that are open.
const (
	MinDay Day = math.MinInt32
	MaxDay Day = math.MaxInt32
)

const maxYear = 5_000_000 // so that every day of it fits a Day

// Date is a day, month or year, or an instant, as stated. The zero Date is
// unknown.
type Date struct {
	// Text is the lexical form as it was stated, such as 1938-09; empty for an
	// unknown date.
	Text string
	// First and Last are the first and last day that the text can mean, in its
	// own time zone if it has one.
	First, Last Day
	// Second is the second of the day if the text is an instant, else -1.
	Second int32
}

// Known tells whether there is a date.
func (d Date) Known() bool { return d.Text != "" }

// Compare orders dates by time; a date comes before the longer spans and later
// instants that start on its day, and unknown dates come last.
func (d Date) Compare(e Date) int {
	switch {
	case d.Known() != e.Known():
		if d.Known() {
			return -1
		}
		return 1
	case !d.Known():
		return 0
	}
	return cmp.Or(cmp.Compare(d.First, e.First), cmp.Compare(d.Last, e.Last),
		cmp.Compare(d.Second, e.Second), cmp.Compare(d.Text, e.Text))
}

// ParseDate reads a year, a month (1938-09), a day (1938-09-29) or an instant
// (1938-09-29T12:30:00Z), with or without a time zone: the lexical forms of
// xsd:gYear, gYearMonth, date and dateTime (XML Schema 1.1 part 2, §3.3).
func ParseDate(s string) (Date, error) {
	bad := func() (Date, error) {
		return Date{}, fmt.Errorf("relation: %q is no date; expected 1938, 1938-09 or 1938-09-29", s)
	}
	day, clock, instant := strings.Cut(s, "T")
	second := int32(-1)
	if instant {
		var ok bool
		if second, ok = parseClock(clock); !ok {
			return bad()
		}
	} else {
		var ok bool
		if day, ok = cutZone(day); !ok {
			return bad()
		}
	}
	negative := strings.HasPrefix(day, "-")
	parts := strings.Split(strings.TrimPrefix(day, "-"), "-")
	if len(parts) > 3 || len(parts[0]) < 4 || (instant && len(parts) != 3) {
		return bad()
	}
	year, ok := parseDigits(parts[0], 0, maxYear)
	if !ok {
		return bad()
	}
	if negative {
		year = -year
	}
	d := Date{Text: s, First: dayOf(year, 1, 1), Last: dayOf(year, 12, 31), Second: second}
	if len(parts) == 1 {
		return d, nil
	}
	month, ok := parseDigits(parts[1], 1, 12)
	if !ok || len(parts[1]) != 2 {
		return bad()
	}
	d.First, d.Last = dayOf(year, month, 1), dayOf(year, month, daysIn(year, month))
	if len(parts) == 2 {
		return d, nil
	}
	dayOfMonth, ok := parseDigits(parts[2], 1, daysIn(year, month))
	if !ok || len(parts[2]) != 2 {
		return bad()
	}
	d.First = dayOf(year, month, dayOfMonth)
	d.Last = d.First
	return d, nil
}

// DateType is the datatype of a date as it is stated: xsd:date, gYearMonth, gYear or
// dateTime. It is empty for a text that none of them has, such as an instant without
// seconds, which ParseDate understands.
func DateType(text string) string {
	d, err := ParseDate(text)
	switch {
	case err != nil:
		return ""
	case d.Second >= 0:
		_, clock, _ := strings.Cut(text, "T")
		clock, _ = cutZone(clock)
		if strings.Count(clock, ":") < 2 {
			return ""
		}
		return vocab.XSD + "dateTime"
	case d.First == d.Last:
		return vocab.XSDDate
	}
	day, _ := cutZone(text)
	if strings.Contains(strings.TrimPrefix(day, "-"), "-") {
		return vocab.XSD + "gYearMonth"
	}
	return vocab.XSD + "gYear"
}

// ParsePeriod reads FROM..TO, where either end may be missing, or one date. The
// period is inclusive: 1938..1939 ends on 31 December 1939.
func ParsePeriod(s string) (from, to Date, err error) {
	first, last, isRange := strings.Cut(s, "..")
	if !isRange {
		from, err = ParseDate(s)
		return from, from, err
	}
	if first != "" {
		if from, err = ParseDate(first); err != nil {
			return Date{}, Date{}, err
		}
	}
	if last != "" {
		if to, err = ParseDate(last); err != nil {
			return Date{}, Date{}, err
		}
	}
	if first == "" && last == "" {
		return Date{}, Date{}, fmt.Errorf("relation: %q has neither start nor end", s)
	}
	if from.Known() && to.Known() && to.Last < from.First {
		return Date{}, Date{}, fmt.Errorf("relation: %q ends before it starts", s)
	}
	return from, to, nil
}

// cutZone removes a time zone from the end: Z, +hh:mm or -hh:mm.
func cutZone(s string) (string, bool) {
	if rest, ok := strings.CutSuffix(s, "Z"); ok {
		return rest, true
	}
	n := len(s)
	if n <= 6 || s[n-3] != ':' || (s[n-6] != '+' && s[n-6] != '-') {
		return s, true
	}
	hours, ok1 := parseDigits(s[n-5:n-3], 0, 14)
	minutes, ok2 := parseDigits(s[n-2:], 0, 59)
	return s[:n-6], ok1 && ok2 && (hours < 14 || minutes == 0)
}

// parseClock reads hh:mm:ss with an optional fraction and zone, and hh:mm.
func parseClock(s string) (int32, bool) {
	s, ok := cutZone(s)
	if !ok {
		return 0, false
	}
	whole, fraction, hasFraction := strings.Cut(s, ".")
	if hasFraction && (fraction == "" || strings.Trim(fraction, "0123456789") != "") {
		return 0, false
	}
	parts := strings.Split(whole, ":")
	if len(parts) < 2 || len(parts) > 3 || (hasFraction && len(parts) != 3) {
		return 0, false
	}
	seconds := 0
	for i, most := range []int{24, 59, 59}[:len(parts)] {
		n, ok := parseDigits(parts[i], 0, most)
		if !ok || len(parts[i]) != 2 {
			return 0, false
		}
		seconds = seconds*60 + n
	}
	if len(parts) == 2 {
		seconds *= 60
	}
	return int32(seconds), seconds <= 24*60*60
}

func parseDigits(s string, least, most int) (int, bool) {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && least <= n && n <= most
}

func daysIn(year, month int) int {
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

func dayOf(year, month, day int) Day { return Day(graph.EpochDay(year, month, day)) }

// String writes the day as xsd:date does.
func (d Day) String() string {
	year, month, day := graph.CivilDay(int(d))
	sign := ""
	if year < 0 {
		sign, year = "-", -year
	}
	return fmt.Sprintf("%s%04d-%02d-%02d", sign, year, month, day)
}

// Date returns the day as a date.
func (d Day) Date() Date { return Date{Text: d.String(), First: d, Last: d, Second: -1} }
