package extract

// A lapse counts the days between two things that one sentence tells of: "trois jours
// après avoir vu X, Y a reçu mardi Z", "a day after talks with X", "au lendemain de sa
// rencontre avec X", "on the eve of". The day of what it opens is that of the rest of
// the sentence, less or more these days.

// lapse is such a wording, with what it opens.
type lapse struct {
	from, to int  // tokens of the wording
	end      int  // token after what it opens: a comma or the end
	days     int  // by which the rest of the sentence is later
	vague    bool // months or years, which count no days
}

// lapseOf finds the first lapse of a sentence; its to is 0 where there is none.
func (g *grammar) lapseOf(toks []token) lapse {
	for j := 1; j < len(toks); j++ {
		t := &toks[j]
		if !t.in(isAfter | isUpcoming | isEarlier) {
			continue
		}
		l := g.lapseAt(toks, j)
		if l.to == 0 {
			continue
		}
		for l.end = l.to; l.end < len(toks) && !toks[l.end].is3(",", ";", ":"); {
			l.end++
		}
		return l
	}
	return lapse{}
}

// lapseAt reads the lapse whose last word but prepositions is toks[j].
func (g *grammar) lapseAt(toks []token, j int) lapse {
	next := at(toks, j+1)
	switch t := &toks[j]; {
	case t.is("lendemain") && toks[j-1].is2("au", "le") && next.is4("de", "d'", "du", "des"):
		return lapse{from: j - 1, to: j + 2, days: 1}
	case t.is("veille") && toks[j-1].is("la") && next.is4("de", "d'", "du", "des"):
		return lapse{from: j - 1, to: j + 2, days: -1}
	case t.is("eve") && toks[j-1].is("the") && next.is("of"):
		return lapse{from: j - 1, to: j + 2, days: -1}
	case t.is4("apres", "avant", "after", "before"):
		from, days := g.daysBefore(toks, j)
		if from < 0 || next.kind == punct || next.isAny("with", "in", "at", "by", "to", "on", "avec", "à", "en", "par", "chez") || next.lex.have == preterite || next.lex.be != noTense && next.lex.be != infinitive {
			return lapse{}
		}
		if t.is2("avant", "before") {
			days = -days
		}
		return lapse{from: from, to: j + 1, days: days, vague: toks[j-1].isAny("mois", "month", "months", "an", "ans", "annee", "annees", "year", "years")}
	}
	return lapse{}
}

// daysBefore reads a number of days that ends before toks[j]: "trois jours", "a day",
// "quelques heures"; from is -1 where there is none.
func (g *grammar) daysBefore(toks []token, j int) (from, days int) {
	unit := 0
	switch t := &toks[j-1]; {
	case t.is4("jour", "jours", "day", "days"):
		unit = 1
	case t.is4("semaine", "semaines", "week", "weeks"):
		unit = 7
	case t.is3("heures", "hours", "minutes"):
		unit = 0
	case t.isAny("mois", "month", "months", "an", "ans", "annee", "annees", "year", "years"):
		unit = 30
	default:
		return -1, 0
	}
	for k := j - 2; k >= 0 && k >= j-4; k-- {
		if v, n := g.numberAt(toks, k); n > 0 && k+n == j-1 {
			return k, v * unit
		}
	}
	if j > 1 && toks[j-2].isAny("un", "une", "a", "one", "the") {
		return j - 2, unit
	}
	if j > 1 && unit == 0 && toks[j-2].is4("quelques", "few", "some", "hours") {
		return j - 2, 0
	}
	return -1, 0
}

// lapsed returns the day of what a lapse opens around a token; it reports whether
// there is such a lapse.
func (r *reader) lapsed(s *sentence, pivot int, dir direction) (Date, bool) {
	l := &s.lapse
	if l.to == 0 || pivot < l.to || pivot >= l.end {
		return Date{}, false
	}
	for i, w := range s.dates {
		if w.from >= l.from && w.to <= l.end {
			if w.from >= l.to {
				return r.resolve(s, i, dir), true
			}
			continue
		}
		if l.vague {
			break
		}
		if d := r.resolve(s, i, past); d.Precision == Day {
			return d.addDays(-l.days), true
		}
	}
	return Date{}, l.vague
}

// inLapse reports whether a date stands in what a lapse opens, for a verb outside it.
func (s *sentence) inLapse(w when, pivot int) bool {
	l := &s.lapse
	return l.to > 0 && w.from >= l.from && w.to <= l.end && (pivot < l.from || pivot >= l.end)
}

// otherDayOf reports whether the noun at token j is a contact told before, by which the sentence
// tells on which other day it is: "À la veille de cette audience, X et Y se sont mis d'accord".
func (s *sentence) otherDayOf(j int) bool {
	l := &s.lapse
	return l.to > 0 && j >= l.to && j < l.end && at(s.toks, j-1).isAny("cette", "cet", "ce", "this", "that", "leur", "their")
}
