package extract

import (
	"slices"
	"strings"
)

// datePhrase is a wording of a day by its distance from another.
type datePhrase struct {
	words    []string
	next     uint8 // the bit of the second word, see wordBit, anyBit where there is none
	relative int
	anchored bool // counted from the day told of last rather than from publication
	vague    bool // tells no day: "la semaine dernière"
	forced   direction
}

// year reads a year of four digits at toks[i], 0 where there is none.
func yearAt(toks []token, i int) int {
	if t := at(toks, i); t.kind == number && len(t.text) == 4 {
		v := 0
		for _, c := range []byte(t.text) {
			v = v*10 + int(c-'0')
		}
		if v >= 1000 {
			return v
		}
	}
	return 0
}

// dayAt reads a day of the month in digits at toks[i], with "er" or "th".
func dayAt(toks []token, i int) (day, tokens int) {
	t := at(toks, i)
	if t.kind != number || len(t.text) > 2 {
		return 0, 0
	}
	for _, c := range []byte(t.text) {
		day = day*10 + int(c-'0')
	}
	if day < 1 || day > 31 {
		return 0, 0
	}
	tokens = 1
	if next := at(toks, i+1); next.Start == t.End && next.isAny("er", "st", "nd", "rd", "th") {
		tokens = 2
	}
	return day, tokens
}

// dates finds every date phrase of a sentence, in order.
func (g *grammar) dates(toks []token) []when {
	all, first := &g.mem.dates, len(g.mem.dates)
	for i := 0; i < len(toks); {
		if !g.opensDate(toks, i) {
			i++
			continue
		}
		w := g.dateAt(toks, i)
		if w.to <= i {
			i++
			continue
		}
		*all = append(*all, w)
		i = w.to
	}
	return onlyDays(slices.Clip((*all)[first:]))
}

// onlyDays leaves out the times of day beside a day: "mardi en soirée", "in the evening
// on Monday".
func onlyDays(dates []when) []when {
	const gap = 2 // tokens between, such as "on"
	hour := func(w *when) bool { return w.anchored && w.relative == 0 }
	out := dates[:0]
	for i := range dates {
		w := &dates[i]
		before := len(out) > 0 && !hour(&out[len(out)-1]) && w.from-out[len(out)-1].to < gap
		after := i+1 < len(dates) && !hour(&dates[i+1]) && dates[i+1].from-w.to < gap
		if !hour(w) || !before && !after {
			out = append(out, *w)
		}
	}
	return out
}

// opensDate reports whether a date phrase may start at toks[i]: with a word of dates,
// or with the article of one.
func (g *grammar) opensDate(toks []token, i int) bool {
	t := &toks[i]
	if t.opens(opensDate) || t.fold == g.hundred || t.cap && g.shortMonth(toks, i) > 0 {
		return true
	}
	if !t.in(isArticle | isOf) {
		return false
	}
	next := at(toks, i+1)
	return next.lex.weekday > 0 || next.kind == number
}

// month reads the name of a month; in languages that write it so it needs its
// capital, since "may" and "march" are words.
func (g *grammar) month(t *token) int {
	if t.cap || g.romance {
		return t.lex.month
	}
	return 0
}

// shortMonth reads the shortened name of a month before the day at toks[i], 0 where there is
// none: "Feb. 15". Without the point and the day such a word may be a name ("Jan").
func (g *grammar) shortMonth(toks []token, i int) int {
	t := at(toks, i)
	if g.romance || !t.cap || len(t.low) > 4 || !at(toks, i+1).is(".") || at(toks, i+2).kind != number {
		return 0
	}
	const names = "jan feb mar apr may jun jul aug sep oct nov dec "
	if t.is("sept") {
		return 9
	}
	if at := strings.Index(names, t.low+" "); at >= 0 && at%4 == 0 && len(t.low) == 3 {
		return at/4 + 1
	}
	return 0
}

// dateAt reads a date phrase at toks[i]; its to is i or less where there is none.
func (g *grammar) dateAt(toks []token, i int) when {
	w := when{from: i}
	t := &toks[i]
	if t.lex == nothing && t.kind != number && g.shortMonth(toks, i) == 0 {
		return w
	}
	for k := 0; t.lex.phrasesBy>>at(toks, i+1).bit&1 != 0 && k < len(t.lex.phrases); k++ {
		if p := &t.lex.phrases[k]; p.at(toks, i) && !(p.anchored && opensWhat(toks, i+len(p.words))) {
			w.to, w.relative, w.anchored, w.vague, w.forced = i+len(p.words), p.relative, p.anchored, p.vague, p.forced
			w.isRel = !p.vague
			return w
		}
	}
	if c := g.countedAt(toks, i); c.to > i {
		return c
	}
	if c := g.agoAt(toks, i); c.to > i {
		return c
	}
	if t.lex.isRelative {
		w.isRel, w.relative, w.to = true, t.lex.relative, i+1
		return w
	}
	if iso := isoAt(toks, i); iso.to > i {
		return iso
	}
	j := i
	if t.in(isArticle|isOf) && (at(toks, i+1).lex.weekday > 0 || at(toks, i+1).kind == number) {
		j++
	}
	j = g.weekdayAt(toks, j, &w)
	if g.dayOfMonth(toks, j, &w) || w.to > 0 {
		return w
	}
	g.vagueAt(toks, i, &w)
	return w
}

// opensWhat reports whether what a wording of a day counts from stands at toks[i], so that
// it is not the day told of last: "la veille du sommet", "on the eve of the vote", "the day
// before the summit".
func opensWhat(toks []token, i int) bool {
	t := at(toks, i)
	if t.is4("de", "du", "d'", "des") || t.is("of") {
		return true
	}
	return at(toks, i-1).is2("before", "after") && (t.is4("the", "a", "an", "his") || t.is4("her", "their", "its", "that") || t.cap && t.lex.weekday == 0)
}

// countedAt reads "deux jours plus tard", "a week earlier": a day counted from the one
// told of last.
func (g *grammar) countedAt(toks []token, i int) when {
	const longest = 4 // tokens of a number
	w := when{from: i}
	counted := false
	for k := i + 1; k <= i+longest && !counted; k++ {
		counted = at(toks, k).of(timeWords)
	}
	if !counted {
		return w
	}
	value, n := 1, 1
	if !toks[i].is3("un", "une", "a") {
		if value, n = g.numberAt(toks, i); n == 0 {
			return w
		}
	}
	switch t := at(toks, i+n); {
	case t.is4("jour", "jours", "day", "days"):
	case t.is4("semaine", "semaines", "week", "weeks"):
		value *= 7
	case t.isAny("heure", "heures", "hour", "hours", "minute", "minutes"):
		value = 0
	default:
		return w
	}
	j := i + n + 1
	if at(toks, j).is("plus") {
		j++
	}
	next := at(toks, j+1)
	open := next.kind == punct || next == &none || next.in(isPlacePreposition) || len(next.forms) > 0 || next.cap
	switch t := at(toks, j); {
	case t.is3("tard", "later", "afterwards") || t.is("apres") && open: // "deux semaines après un incident" counts from that
	case t.is3("tot", "auparavant", "earlier") || t.is2("avant", "before") && open:
		value = -value
	default:
		return w
	}
	if at(toks, j).is3("apres", "avant", "before") && at(toks, j+1).kind == word && !at(toks, j+1).isAny("en", "in", "at", "on", "à", "au", "by") {
		return w // "deux semaines après un incident" tells no day
	}
	w.isRel, w.relative, w.anchored, w.to = true, value, true, j+1
	return w
}

// agoAt reads "three days ago", "a week ago", "il y a dix jours", "voici une semaine", "dans dix jours": a day
// counted from that of publication. Several weeks, months and "some days" tell no day.
func (g *grammar) agoAt(toks []token, i int) when {
	const longest = 4 // tokens of a number
	w := when{from: i, forced: past}
	if at(toks, i-1).isAny("elu", "elue", "nomme", "nommee", "investi", "investie", "elected", "appointed", "named", "opened", "launched", "signed", "born", "lance", "lancee", "signe", "signee", "ouvert", "ouverte") {
		return w // "the president, elected two weeks ago"
	}
	j, ahead := i, false
	if g.romance {
		switch t := &toks[i]; {
		case t.is("dans"):
			j, ahead, w.forced = j+1, true, future
		case t.is("il") && at(toks, i+1).is("y") && at(toks, i+2).is("a"):
			j += 3
		case t.is2("voici", "voila"):
			j++
		default:
			return w
		}
	}
	unit := j + 1
	for unit < j+longest && !at(toks, unit).isAny("jours", "jour", "semaine", "semaines", "mois", "day", "days", "week", "weeks", "month", "months") {
		unit++
	}
	value, n := 1, 1
	some := at(toks, j).is3("quelques", "plusieurs", "several") || at(toks, j+1).is("few")
	if !some && !at(toks, j).is3("un", "une", "a") {
		value, n = g.numberAt(toks, j)
	}
	if unit >= j+longest || !some && (n == 0 || unit != j+n) {
		return w
	}
	switch ago := at(toks, unit+1).is("ago"); {
	case g.romance:
		w.to = unit + 1
	case ago:
		w.to = unit + 2
	default:
		return w
	}
	switch t := &toks[unit]; {
	case ahead && (some || !t.isAny("jours", "jour", "semaine")):
		w.to = i // "dans trois mois" may tell how long something takes
	case some || t.is3("mois", "month", "months") || t.is4("semaine", "semaines", "week", "weeks") && value > 1:
		w.vague = true
	case t.is2("semaine", "week"):
		w.isRel, w.relative = true, -7
	default:
		w.isRel, w.relative = true, -value
	}
	if ahead {
		w.relative = -w.relative
	}
	return w
}

func (p *datePhrase) at(toks []token, i int) bool {
	if i+len(p.words) > len(toks) || p.next != anyBit && toks[i+1].bit != p.next {
		return false
	}
	for k, word := range p.words {
		if toks[i+k].fold != word {
			return false
		}
	}
	return true
}

// isoAt reads "2026-01-03".
func isoAt(toks []token, i int) when {
	w := when{from: i}
	y := yearAt(toks, i)
	m, d := at(toks, i+2), at(toks, i+4)
	if y == 0 || !at(toks, i+1).is("-") || !at(toks, i+3).is("-") || len(m.text) != 2 || len(d.text) != 2 {
		return w
	}
	month, _ := dayAt(toks, i+2)
	day, _ := dayAt(toks, i+4)
	if month > 0 && month < 13 && day > 0 {
		w.year, w.month, w.day, w.to = y, month, day, i+5
	}
	return w
}

// weekdayAt reads "mardi dernier", "next Tuesday", "Tuesday," before a date, and
// returns the token after it.
func (g *grammar) weekdayAt(toks []token, j int, w *when) int {
	if at(toks, j+1).lex.weekday > 0 {
		switch {
		case toks[j].lex.date&dateLast != 0:
			w.forced = past
			j++
		case toks[j].lex.date&dateNext != 0:
			w.forced = future
			j++
		}
	}
	t := at(toks, j)
	if t.lex.weekday == 0 || !t.cap && !g.romance {
		return j
	}
	w.weekday, w.to = t.lex.weekday, j+1
	j++
	switch next := at(toks, j); {
	case g.romance && next.lex.date&dateLast != 0:
		w.forced, w.to = past, j+1
	case g.romance && next.lex.date&dateNext != 0:
		w.forced, w.to = future, j+1
	case next.is(",") && !g.romance && (g.month(at(toks, j+1)) > 0 || at(toks, j+1).kind == number):
		j++
	}
	return j
}

// dayOfMonth reads "3 janvier 2026", "du 3 au 5 janvier", "January 3, 2026".
func (g *grammar) dayOfMonth(toks []token, j int, w *when) bool {
	if day, n := dayAt(toks, j); n > 0 {
		k := j + n
		if at(toks, k).lex.date&dateRange != 0 {
			if _, m := dayAt(toks, k+1); m > 0 { // the first day counts
				k += 1 + m
			}
		}
		if at(toks, k).is("de") && g.month(at(toks, k+1)) > 0 {
			k++
		}
		m := g.month(at(toks, k))
		if m == 0 {
			if g.dayAlone(toks, j, k) {
				w.day, w.alone, w.to = day, true, k
				return true
			}
			return false
		}
		w.day, w.month, w.to = day, m, k+1
		if !g.romance && at(toks, k+1).is(",") && yearAt(toks, k+2) > 0 { // "3rd May, 2011"
			k++
		}
		g.yearAfter(toks, k+1, w)
		g.sideAfter(toks, w)
		g.untilDay(toks, w)
		return true
	}
	m := g.month(at(toks, j))
	if short := g.shortMonth(toks, j); short > 0 {
		m = short
		j++
	}
	if m == 0 || g.romance {
		return false
	}
	day, n := dayAt(toks, j+1)
	if n == 0 {
		return false
	}
	k := j + 1 + n
	if at(toks, k).lex.date&dateRange != 0 {
		if _, more := dayAt(toks, k+1); more > 0 {
			k += 1 + more
		}
	}
	w.day, w.month, w.to = day, m, k
	if at(toks, k).is(",") && yearAt(toks, k+1) > 0 {
		k++
	}
	g.yearAfter(toks, k, w)
	return true
}

// sideAfter reads "dernier" and "prochain" behind a day and month.
func (g *grammar) sideAfter(toks []token, w *when) {
	switch next := at(toks, w.to); {
	case !g.romance || w.year > 0:
	case next.lex.date&dateLast != 0:
		w.forced, w.to = past, w.to+1
	case next.lex.date&dateNext != 0:
		w.forced, w.to = future, w.to+1
	}
}

// untilDay steps over the last day of "du 30 novembre au 2 décembre": the first counts.
func (g *grammar) untilDay(toks []token, w *when) {
	if at(toks, w.to).lex.date&dateRange == 0 || at(toks, w.to).is2("and", "et") {
		return
	}
	k := w.to + 1
	if at(toks, k).lex.weekday > 0 {
		k++
	}
	if _, n := dayAt(toks, k); n > 0 && g.month(at(toks, k+n)) > 0 {
		year := w.year
		w.to = k + n + 1
		g.yearAfter(toks, w.to, w)
		if year > 0 {
			w.year = year
		}
	}
}

// yearAfter reads "2026" or "de 2026" after a month.
func (g *grammar) yearAfter(toks []token, k int, w *when) {
	if at(toks, k).is("de") {
		k++
	}
	if y := yearAt(toks, k); y > 0 {
		w.year, w.to = y, k+1
	}
}

// vagueAt reads "début janvier", "in early May 2024", "octobre 2024", "en 2021".
func (g *grammar) vagueAt(toks []token, i int, w *when) {
	j := i
	for at(toks, j).lex.date&dateVague != 0 && j < i+2 {
		j++
	}
	if m := g.month(at(toks, j)); m > 0 && (j > i || yearAt(toks, j+1) > 0) {
		w.month, w.vague, w.to = m, true, j+1
		g.yearAfter(toks, j+1, w)
		return
	}
	if y := yearAt(toks, j); j > i && y > 1800 && y < 2200 {
		w.year, w.vague, w.to = y, true, j+1
	}
}

// dayAlone reports whether the number at toks[j], which ends before toks[k], is a day of the
// month told before or after it: "verra le 28 à Banjul X, et le 29 à Dakar Y", "le 10 puis le
// 11 mars".
func (g *grammar) dayAlone(toks []token, j, k int) bool {
	if j == 0 || toks[j].text[0] == '0' {
		return false
	}
	next := at(toks, k)
	if !g.romance { // "on the 6th"
		return k == j+2 && toks[j-1].is("the") && j > 1 && toks[j-2].isAny("on", "for", "by", "and", "of") && (next.kind == punct || next == &none || next.isAny("in", "at", "with", "to", "by", "and", "but", "for", "as", "after", "before", "when", "he", "she", "they"))
	}
	if !toks[j-1].is("le") {
		return false
	}
	return next.is3("à", "en", "puis") || next.is2(",", ".") || next.is2("et", "ou") && at(toks, k+1).is("le") && at(toks, k+2).kind == number ||
		next.is2("avec", "par") && at(toks, k+1).cap
}
