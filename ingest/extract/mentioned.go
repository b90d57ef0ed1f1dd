package extract

import "slices"

// resolve turns the i-th date of a sentence into a day. What counts from the day told
// of last ("la veille") counts from the date before it in the sentence, else from the
// last one of the text, whatever it told. Without a day of publication a day without
// a year is the nearest to the first full date of the text.
func (r *reader) resolve(s *sentence, i int, dir direction) Date {
	w := &s.dates[i]
	if w.alone {
		return r.dayAlone(s, i, dir)
	}
	dir = s.lies(r.g, i, dir)
	told := r.at.mentioned
	if w.relative > 0 && r.at.forward.Precision == Day {
		told = r.at.forward // "la veille, X. Le lendemain, Y" counts from one and the same day
	}
	if w.anchored && i > 0 && !s.dates[i-1].anchored {
		if d := r.resolve(s, i-1, dir); d.Precision == Day {
			told = d
		}
	}
	if w.anchored && dir == past && told.Precision == Day && r.published.Precision == Day && told.time().After(r.published.time()) {
		told = r.published // what is past counts from no day to come
	}
	d := w.resolve(r.published, told, dir)
	if d.IsZero() && r.published.Precision != Day && w.day > 0 && w.month > 0 && r.reference.Precision == Day {
		d = w.nearestYear(r.reference, nearest)
	}
	if d.IsZero() && r.published.Precision != Day && w.day > 0 && w.month > 0 && r.year > 0 {
		d = valid(r.year, w.month, w.day)
	}
	return d
}

// mentionDay keeps the day of the last contact that a sentence tells, else the last day that it names:
// "the next day" counts from it.
func (r *reader) mentionDay(s *sentence, found int) {
	if day := r.dayToldIn(s, found); day.Precision == Day {
		forward := day
		for i := range s.dates {
			if w := &s.dates[i]; w.anchored && w.relative < 0 && r.resolve(s, i, past) == day {
				forward = day.addDays(-w.relative)
			}
		}
		r.at.mentioned, r.at.forward = day, forward
		return
	}
	for i := len(s.dates) - 1; i >= 0; i-- {
		if s.dateOfSaying(s.dates[i], -1) && s.rejectsIt() {
			continue // "No such meeting took place, he wrote on Monday"
		}
		if r.at.mentioned.Precision == Day && s.ofNoun(i) {
			continue
		}
		dir := past
		if s.dates[i].day > 0 {
			dir = nearest // "fixed for August 25"
		}
		if d := r.resolve(s, i, dir); d.Precision == Day {
			r.at.mentioned, r.at.forward = d, d
			if w := &s.dates[i]; w.anchored && w.relative < 0 {
				r.at.forward = d.addDays(-w.relative)
			}
			return
		}
	}
}

// dayToldIn returns the day of the last contact that a sentence tells and that has one, and did not fall
// through: those from an index on are found in it.
func (r *reader) dayToldIn(s *sentence, found int) Date {
	for i := len(r.res.Assertions) - 1; i >= found; i-- {
		if a := &r.res.Assertions[i]; a.Kind < RegularContact && a.Status <= Planned && a.Date.Precision == Day {
			return a.Date
		}
	}
	for i := len(r.likely) - 1; i >= 0; i-- {
		if a := &r.likely[i].found; a.Quote == s.span && a.Date.Precision == Day {
			return a.Date
		}
	}
	return Date{}
}

// ofNoun reports whether the i-th date only tells of which occasion something is: "les
// frappes du 13 juin", "since the vote of May 3".
func (s *sentence) ofNoun(i int) bool {
	from := s.dates[i].from
	if s.toks[from].in(isOf) || s.toks[from].is2("du", "de") {
		from++
	}
	before := at(s.toks, from-1)
	return before.isAny("du", "de", "d'", "of", "depuis", "since") && at(s.toks, from-2).kind == word && !at(s.toks, from-2).lex.noun.contact
}

// dayAlone resolves a day without its month: in that of the next date of the sentence, else of
// the last one of the text, else the nearest to publication.
func (r *reader) dayAlone(s *sentence, i int, dir direction) Date {
	const apart = 6 // tokens
	day := s.dates[i].day
	if i+1 < len(s.dates) && s.dates[i+1].month > 0 && s.dates[i+1].from-s.dates[i].to < apart {
		if d := r.resolve(s, i+1, dir); d.Precision == Day {
			return valid(d.Year, d.Month, day)
		}
	}
	base := r.at.mentioned
	if r.at.day.Precision == Day {
		base = r.at.day
	}
	if i > 0 {
		if d := r.resolve(s, i-1, dir); d.Precision == Day {
			base = d
		}
	}
	if base.Precision != Day {
		base = r.published
	}
	if base.Precision != Day {
		return Date{}
	}
	d := valid(base.Year, base.Month, day)
	switch {
	case dir == future && (d.IsZero() || day < base.Day):
		next := Date{base.Year, base.Month, 1, Day}.addDays(31)
		d = valid(next.Year, next.Month, day)
	case dir == past && !d.IsZero() && !base.time().After(r.published.time()) && r.published.Precision == Day && d.time().After(r.published.time()):
		prev := Date{base.Year, base.Month, 1, Day}.addDays(-1)
		d = valid(prev.Year, prev.Month, day)
	}
	return d
}

// notSayers returns those of some people of a sentence whom it does not only name as its
// source, "selon X", as long as somebody is left.
func (s *sentence) notSayers(r *reader, ids []EntityID) []EntityID {
	if !r.g.romance || len(ids) < 2 || s.claimer == None {
		return ids
	}
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.prep != "selon" || len(p.people) != 1 {
			continue
		}
		k := slices.Index(ids, r.person(p.people[0].text))
		if k < 0 {
			continue
		}
		return append(append([]EntityID{}, ids[:k]...), ids[k+1:]...)
	}
	return ids
}
