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
func (d Date) addDays(n int) Date { return DateOf(d.time().AddDate(0, 0, n)) }

// direction tells on which side of the publication a date lies.
type direction int8

const (
	past    direction = -1
	nearest direction = 0
	future  direction = 1
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
	vague    bool      // "début janvier": a month, whatever else is said
}

var frenchWeekdays = map[string]int{
	"lundi": 1, "mardi": 2, "mercredi": 3, "jeudi": 4, "vendredi": 5, "samedi": 6, "dimanche": 7,
}

var englishWeekdays = map[string]int{
	"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7,
}

var frenchMonths = map[string]int{
	"janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8,
	"septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
}

var englishMonths = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
	"september": 9, "october": 10, "november": 11, "december": 12,
}

var relativeDays = map[Lang]map[string]int{
	French:  {"hier": -1, "avant-hier": -2, "aujourd'hui": 0, "demain": 1, "apres-demain": 2},
	English: {"yesterday": -1, "today": 0, "tomorrow": 1},
}

func yearAt(toks []token, i int) int {
	if i < len(toks) && toks[i].kind == number && len(toks[i].text) == 4 {
		v := 0
		for _, c := range []byte(toks[i].text) {
			v = v*10 + int(c-'0')
		}
		if v >= 1000 {
			return v
		}
	}
	return 0
}

func dayAt(toks []token, i int) (day, tokens int) {
	if i >= len(toks) || toks[i].kind != number || len(toks[i].text) > 2 {
		return 0, 0
	}
	for _, c := range []byte(toks[i].text) {
		day = day*10 + int(c-'0')
	}
	if day < 1 || day > 31 {
		return 0, 0
	}
	tokens = 1
	if i+1 < len(toks) && toks[i+1].Start == toks[i].End && toks[i+1].is("er", "st", "nd", "rd", "th") {
		tokens = 2
	}
	return day, tokens
}

// dates finds every date phrase of a sentence, in order.
func (g *grammar) dates(toks []token) []when {
	var out []when
	for i := 0; i < len(toks); {
		w := g.dateAt(toks, i)
		if w.to <= i {
			i++
			continue
		}
		out = append(out, w)
		i = w.to
	}
	return out
}

// dateAt reads a date phrase at toks[i]; its to is i or less where there is none.
func (g *grammar) dateAt(toks []token, i int) when {
	w := when{from: i}
	if n, ok := relativeDays[g.lang][toks[i].fold]; ok {
		w.isRel, w.relative, w.to = true, n, i+1
		return w
	}
	if g.lang == English {
		return englishDateAt(toks, w, i)
	}
	return frenchDateAt(toks, w, i)
}

func frenchDateAt(toks []token, w when, i int) when {
	at := func(k int) token {
		if k < len(toks) {
			return toks[k]
		}
		return token{}
	}
	j := i
	if at(j).is("le", "les", "du", "ce") && (frenchWeekdays[at(j+1).fold] > 0 || at(j+1).kind == number) {
		j++
	}
	if d := frenchWeekdays[at(j).fold]; d > 0 {
		w.weekday, w.to = d, j+1
		switch {
		case at(j+1).is("dernier", "passe"):
			w.forced, w.to = past, j+2
		case at(j + 1).is("prochain"):
			w.forced, w.to = future, j+2
		}
		j++
	}
	if day, n := dayAt(toks, j); n > 0 {
		k := j + n
		if at(k).is("et", "au", "-", "–") { // "du 3 au 5 janvier": the first day counts
			if _, m := dayAt(toks, k+1); m > 0 && frenchMonths[at(k+1+m).fold] > 0 {
				k += 1 + m
			}
		}
		if m := frenchMonths[at(k).fold]; m > 0 {
			w.day, w.month, w.to = day, m, k+1
			w.year = yearAt(toks, k+1)
			if w.year > 0 {
				w.to++
			}
			return w
		}
	}
	if w.to > 0 {
		return w
	}
	if at(i).is("debut", "mi", "fin", "courant", "en") || at(i).is("mi-"+at(i+1).fold) {
		if m := frenchMonths[at(i+1).fold]; m > 0 {
			w.month, w.vague, w.to = m, true, i+2
			if w.year = yearAt(toks, i+2); w.year > 0 {
				w.to++
			}
		}
	}
	return w
}

func englishDateAt(toks []token, w when, i int) when {
	at := func(k int) token {
		if k < len(toks) {
			return toks[k]
		}
		return token{}
	}
	j := i
	switch {
	case at(j).is("last") && englishWeekdays[at(j+1).fold] > 0:
		w.forced, j = past, j+1
	case at(j).is("next") && englishWeekdays[at(j+1).fold] > 0:
		w.forced, j = future, j+1
	}
	if d := englishWeekdays[at(j).fold]; d > 0 && at(j).cap {
		w.weekday, w.to = d, j+1
		j++
		if at(j).is(",") && (englishMonths[at(j+1).fold] > 0 || at(j+1).kind == number) {
			j++
		}
	}
	if day, n := dayAt(toks, j); n > 0 { // 3 January 2026
		k := j + n
		if at(k).is("and", "to", "-", "–") {
			if _, m := dayAt(toks, k+1); m > 0 {
				k += 1 + m
			}
		}
		if m := englishMonths[at(k).fold]; m > 0 && at(k).cap {
			w.day, w.month, w.to = day, m, k+1
			if w.year = yearAt(toks, k+1); w.year > 0 {
				w.to++
			}
		}
		return w
	}
	if m := englishMonths[at(j).fold]; m > 0 && at(j).cap { // January 3, 2026
		if day, n := dayAt(toks, j+1); n > 0 {
			k := j + 1 + n
			w.day, w.month, w.to = day, m, k
			if at(k).is(",") && yearAt(toks, k+1) > 0 {
				k++
			}
			if w.year = yearAt(toks, k); w.year > 0 {
				w.to = k + 1
			}
			return w
		}
		if i > 0 && at(i-1).is("in", "early", "late", "mid") {
			w.month, w.vague, w.to = m, true, j+1
			if w.year = yearAt(toks, j+1); w.year > 0 {
				w.to++
			}
		}
	}
	return w
}

// resolve turns a date as written into a day, as seen from the day of
// publication. A weekday without a date is the nearest on the given side, the
// day of publication included; a day without a year likewise. A date that the
// calendar does not have gives the zero Date.
func (w when) resolve(published Date, dir direction) Date {
	if w.forced != nearest {
		dir = w.forced
	}
	switch {
	case w.day > 0 && w.year > 0:
		return valid(w.year, w.month, w.day)
	case w.vague && w.year > 0:
		return Date{Year: w.year, Month: w.month, Precision: Month}
	case published.Precision != Day:
		return Date{}
	case w.isRel:
		return published.addDays(w.relative)
	case w.day > 0:
		return w.nearestYear(published, dir)
	case w.vague:
		return w.nearestMonth(published, dir)
	case w.weekday > 0:
		return w.nearestWeekday(published, dir)
	}
	return Date{}
}

func (w when) nearestWeekday(published Date, dir direction) Date {
	today := int(published.time().Weekday()+6)%7 + 1
	back := (today - w.weekday + 7) % 7
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
	best, gap := Date{}, 0
	for y := published.Year - 4; y <= published.Year+4; y++ {
		d := valid(y, w.month, w.day)
		if d.IsZero() {
			continue
		}
		n := int(d.time().Sub(published.time()).Hours() / 24)
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
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Month() != time.Month(m) || t.Day() != d {
		return Date{}
	}
	return Date{y, m, d, Day}
}
