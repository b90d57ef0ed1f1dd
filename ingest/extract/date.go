package extract

import (
	"fmt"
	"time"
)

// Precision tells how much of a Date is known.
type Precision uint8

// Precisions, from nothing to a day.
const (
	NoDate Precision = iota
	Year
	Month
	Day
)

// Date is a day, month or year of the Gregorian calendar. The zero Date is unknown.
type Date struct {
	Year, Month, Day int
	Precision        Precision
}

// DateOf returns the day of t in the location of t.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, int(m), d, Day}
}

// IsZero reports whether nothing is known of the date.
func (d Date) IsZero() bool { return d.Precision == NoDate }

// String returns the date as XML Schema writes it: 2026-01-03, 2026-01, 2026;
// empty when unknown.
func (d Date) String() string {
	switch d.Precision {
	case Day:
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	case Month:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	case Year:
		return fmt.Sprintf("%04d", d.Year)
	}
	return ""
}

func (d Date) time() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

// addDays returns the day n days later.
func (d Date) addDays(n int) Date {
	const everyMonth = 28 // days that each month has
	if day := d.Day + n; day > 0 && day <= everyMonth && d.Day > 0 && d.Day <= everyMonth && d.Month > 0 && d.Month < 13 {
		return Date{d.Year, d.Month, day, Day}
	}
	return DateOf(d.time().AddDate(0, 0, n))
}

// ordinal numbers the days of the Gregorian calendar, as the one before 1 March of the
// year 0 is -1. The day must be one that the calendar has.
func (d Date) ordinal() int {
	y, m := d.Year, d.Month-3
	if m < 0 {
		y, m = y-1, m+12
	}
	era := y / 400
	if y < 0 {
		era = (y - 399) / 400
	}
	of := y - era*400
	return era*146097 + of*365 + of/4 - of/100 + (153*m+2)/5 + d.Day - 1
}

// exists reports whether the calendar has the day.
func (d Date) exists() bool {
	return d.Month > 0 && d.Month < 13 && d.Day > 0 && d.Day <= daysIn(d.Year, d.Month)
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

// weekdayOf is the day of the week, 1 Monday … 7 Sunday.
func weekdayOf(d Date) int {
	if !d.exists() {
		return int(d.time().Weekday()+6)%7 + 1
	}
	return (d.ordinal()%7+7+2)%7 + 1 // 1 March of the year 0 was a Wednesday
}

// direction tells on which side of the publication a date lies.
type direction int8

const (
	past    direction = -1
	nearest direction = 0
	future  direction = 1
	// setFor is the side of what had been planned and is looked back on or called off:
	// its day may have passed.
	setFor direction = 2
)

// when is a date as written, before it is resolved.
type when struct {
	from, to int // tokens [from, to)
	weekday  int // 1 Monday … 7 Sunday, 0 none
	day      int // 0 none
	month    int // 0 none
	year     int // 0 none
	relative int // days from publication, where isRelative
	isRel    bool
	forced   direction // "dernier", "prochain": never the day itself
	alone    bool      // a day without its month
	vague    bool      // "début janvier", "in 2021": a month or year, whatever else is said
	anchored bool      // "la veille": relative counts from the day told of last
}

// resolve turns a date as written into a day, as seen from the day of
// publication. A weekday without a date is the nearest on the given side, the
// day of publication included; a day without a year likewise. A date that the
// calendar does not have gives the zero Date. What is counted from the day told
// of last counts from publication where no day was told of.
func (w when) resolve(published, told Date, dir direction) Date {
	if w.forced != nearest {
		dir = w.forced
	}
	switch {
	case w.day > 0 && w.year > 0:
		return valid(w.year, w.month, w.day)
	case w.vague && w.year > 0 && w.month > 0:
		return Date{Year: w.year, Month: w.month, Precision: Month}
	case w.vague && w.year > 0:
		return Date{Year: w.year, Precision: Year}
	case w.anchored && told.Precision == Day:
		return told.addDays(w.relative)
	case w.anchored && w.relative == 0:
		return Date{} // "in the evening", of no day
	case published.Precision != Day:
		return Date{}
	case w.isRel:
		return published.addDays(w.relative)
	case w.day > 0:
		return w.nearestYear(published, dir)
	case w.vague && w.month > 0:
		return w.nearestMonth(published, dir)
	case w.weekday > 0:
		return w.nearestWeekday(published, dir)
	}
	return Date{}
}

func (w when) nearestWeekday(published Date, dir direction) Date {
	today := weekdayOf(published)
	back := (today - w.weekday + 7) % 7
	if dir == setFor && (back == 1 || back == 2) {
		return published.addDays(-back) // "was to have dined on Wednesday"
	}
	if dir != past {
		ahead := (7 - back) % 7
		if ahead == 0 && w.forced == future {
			ahead = 7
		}
		return published.addDays(ahead)
	}
	if back == 0 && w.forced == past {
		back = 7
	}
	return published.addDays(-back)
}

func (w when) nearestYear(published Date, dir direction) Date {
	best, gap, seen := Date{}, 0, published
	if !seen.exists() {
		seen = DateOf(seen.time())
	}
	today := seen.ordinal()
	for y := published.Year - 4; y <= published.Year+4; y++ {
		d := valid(y, w.month, w.day)
		if d.IsZero() {
			continue
		}
		n := d.ordinal() - today
		if dir == past && n > 0 || dir == future && n < 0 {
			continue
		}
		if n < 0 {
			n = -n
		}
		if best.IsZero() || n < gap {
			best, gap = d, n
		}
	}
	return best
}

func (w when) nearestMonth(published Date, dir direction) Date {
	year := published.Year
	switch {
	case dir == past && w.month > published.Month:
		year--
	case dir == future && w.month < published.Month:
		year++
	case dir == nearest && w.month-published.Month > 6:
		year--
	case dir == nearest && published.Month-w.month > 6:
		year++
	}
	return Date{Year: year, Month: w.month, Precision: Month}
}

func valid(y, m, d int) Date {
	if day := (Date{y, m, d, Day}); day.exists() {
		return day
	}
	return Date{}
}
