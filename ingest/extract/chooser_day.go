package extract

// What the model is told of the days that a contact may have.

// dayAspects are those of a date that a sentence tells.
type dayAspects struct {
	against, againstFar, back, contact, far, first, fromLast, gap, own, rank, rule, said, saying, sort, sortStatus, status, tense, tenseAgainst, word, next, verb, verbStem, verbTense, noun, ofNoun, parties, saidAway *aspect
}

func daysOf(all aspects) dayAspects {
	return dayAspects{
		against: all.of("day.against", againsts, statuses), againstFar: all.of("day.against.far", againsts, statuses, fars), back: all.of("day.back", either, fars),
		contact: all.of("day.contact", shared, fars, againsts), far: all.of("day.far", fars, either), first: all.of("day.first", widths), fromLast: all.of("day.from.last", widths),
		gap: all.of("day.gap", beforeAfter, widths), own: all.of("day.own", upTo(2), upTo(2), fars, either), rank: all.of("day.rank", upTo(3), fars), rule: all.ofWord("day.rule", fars),
		said: all.of("day.said", either), saying: all.of("day.saying", upTo(3), beforeAfter), sort: all.of("day.sort", dateSorts, fars), sortStatus: all.of("day.sort.status", dateSorts, statuses, awayHere),
		status: all.of("day.status", statuses, fars), tense: all.of("day.tense", tenses, fars), tenseAgainst: all.of("day.tense.against", tenses, againsts, awayHere),
		word: all.ofWord("day.word", awayHere), next: all.ofWord("day.next", awayHere), verb: all.of("day.verb", awayHere, uses), verbStem: all.ofWord("day.verb.stem", awayHere),
		noun: all.of("day.noun", either, awayHere), ofNoun: all.of("day.ofnoun", either, awayHere), parties: all.of("day.parties", upTo(2), fars), saidAway: all.of("day.said.away", either),
		verbTense: all.of("day.verb.tense", tenses, statuses, awayHere),
	}
}

// noDayAspects are those of no day.
type noDayAspects struct{ back, own, ownStatus, number, rank, rule, ruleDays, status, tense *aspect }

func noDaysOf(all aspects) noDayAspects {
	return noDayAspects{
		back: all.of("noday.back", either), own: all.of("noday.own", upTo(2), upTo(2)), ownStatus: all.of("noday.own.status", upTo(2), upTo(2), statuses), number: all.of("noday.number", upTo(4)),
		rank: all.of("noday.rank", upTo(4), either), rule: all.ofWord("noday.rule"), ruleDays: all.ofWord("noday.rule.days", upTo(2)), status: all.of("noday.status", statuses),
		tense: all.of("noday.tense", tenses, upTo(2)),
	}
}

// todayAspects are those of the day of publication, which no sentence needs to tell.
type todayAspects struct{ own, number, rank, tense *aspect }

func todayOf(all aspects) todayAspects {
	return todayAspects{
		own: all.of("today.own", upTo(2), upTo(2), statuses), number: all.of("today.number", upTo(4), statuses), rank: all.of("today.rank", upTo(4), either),
		tense: all.of("today.tense", tenses, upTo(2)),
	}
}

// dayFor chooses when a contact was that the n-th sentence tells of.
func (c *chooser) dayFor(n int, at spot, a *Assertion) {
	t, is := c.know(n), &c.model.noDay
	dir := statusSide(a.Status, past)
	c.options, c.rank = c.options[:0], 0
	for _, m := range c.near(n) {
		if len(m.dates) == 0 {
			continue
		}
		c.w.begin()
		c.weighNearDays(t, m, at, a)
		c.w.share()
		now := c.backTo(m.sentence)
		for i := len(m.dates) - 1; i >= 0; i-- {
			if day := c.resolve(m.sentence, i, dir); day.Precision == Day && !(dir == past && c.isAhead(m.sentence, i)) && !m.ofOccasion(&m.dates[i]) && !m.datesThing(c.g, m.dates[i]) && !(m.telling == t && t.madeKnown(&t.dates[i])) {
				c.weighDay(t, m, i, day, at, a)
				c.option(option{place: None, day: day})
			}
		}
		c.goTo(now)
		c.rank += len(m.dates)
	}
	c.w.begin()
	status, tense, own, days := int(a.Status), t.tenseAt(at), len(t.dates), t.days()
	c.w.is(is.status, status)
	c.w.word(is.rule, c.rule)
	c.w.word(is.ruleDays, c.rule, days)
	c.w.is(is.own, own, days)
	c.w.is(is.ownStatus, own, days, status)
	c.w.is(is.back, t.back)
	c.w.is(is.tense, tense, days)
	c.w.is(is.rank, c.rank, yes(days > 0))
	c.w.is(is.number, t.number)
	c.option(option{place: None})
	if c.published.Precision == Day {
		is := &c.model.today
		c.w.is(is.own, own, days, status)
		c.w.is(is.number, t.number, status)
		c.w.is(is.tense, tense, days)
		c.w.is(is.rank, c.rank, yes(days > 0))
		c.option(option{place: None, day: c.published})
	}
	if c.weighed != nil {
		c.weighed(c.reader, a, c.options, false)
		return
	}
	over := overNoDay
	if t.followsIt(at) {
		over = overAfterwards
	}
	if best := c.better(over, None, Date{}); best != nil {
		a.Date = best.day
	}
}

// followsIt reports whether what a sentence tells with its day came right after the contact: "announced on Tuesday,
// after conferring with X, that".
func (s *sentence) followsIt(at spot) bool {
	return s.days() == 1 && (at.from > 0 && s.toks[at.from-1].in(isAfter) || at.from > 1 && s.toks[at.from-2].in(isAfter))
}

// isAhead reports whether the i-th date of a sentence, "20 March" or "20 March 2025", lies ahead of the
// day of publication. A weekday may be either.
func (c *chooser) isAhead(s *sentence, i int) bool {
	return s.dates[i].day > 0 && c.against(c.resolve(s, i, nearest)) >= lyingAhead
}

// weighNearDays weighs what all dates of sentence m have in common for a contact of sentence t.
func (c *chooser) weighNearDays(t *telling, m neighbour, at spot, a *Assertion) {
	is, far := &c.model.day, m.far
	c.w.is(is.status, int(a.Status), far)
	c.w.is(is.far, far, yes(m.block == t.block))
	c.w.word(is.rule, c.rule, far)
	c.w.is(is.back, t.back, far)
	c.w.is(is.tense, t.tenseAt(at), far)
	c.w.is(is.parties, c.namedIn(m.sentence, a), far)
	if m.telling != t {
		c.w.is(is.own, len(t.dates), t.days(), far, yes(m.block == t.block))
		c.w.is(is.rank, c.rank, far)
	}
}

// weighDay weighs the i-th date of sentence m for a contact of sentence t.
func (c *chooser) weighDay(t *telling, m neighbour, i int, day Date, where spot, a *Assertion) {
	is, d, far, here := &c.model.day, &m.dates[i], m.far, m.telling == t
	status, sort, against := int(a.Status), d.sort(), c.against(day)
	c.w.is(is.sort, sort, far)
	c.w.is(is.sortStatus, sort, status, yes(here))
	c.w.is(is.againstFar, against, status, far)
	c.w.is(is.against, against, status)
	c.w.is(is.tenseAgainst, t.tenseAt(where), against, yes(here))
	c.w.word(is.word, spellingOf(stem(at(m.toks, d.from-1))), yes(here))
	c.w.word(is.next, spellingOf(stem(at(m.toks, d.to))), yes(here))
	if k := m.verbNear(d.from, d.to); k >= 0 {
		v := &m.verbs[k]
		c.w.uses(is.verb, v.verb, yes(here))
		c.w.word(is.verbStem, spellingOf(stem(&m.toks[v.to-1])), yes(here))
		tense := 1
		if !v.bare {
			tense = 2 + int(v.tense)
		}
		c.w.is(is.verbTense, tense, status, yes(here))
	}
	c.w.is(is.ofNoun, yes(m.ofNoun(i)), yes(here))
	c.w.is(is.noun, yes(m.contactNounNear(d.from, d.to)), yes(here))
	if here {
		c.dayHere(t, d, where)
		return
	}
	c.w.is(is.contact, m.shares(a), far, against)
	c.w.is(is.saidAway, yes(m.dateOfSaying(*d, -1)))
}

// verbNear returns the verb group nearest to tokens [from, to), -1 where there is none.
func (s *sentence) verbNear(from, to int) int {
	best, least := -1, 0
	for k := range s.verbs {
		if gap := max(from-s.verbs[k].to, s.verbs[k].from-to); best < 0 || gap < least {
			best, least = k, gap
		}
	}
	return best
}

// ofOccasion reports whether a date stands in a clause that tells of a gathering alone: "the summit,
// which ended on Sunday, gave X", "the conference that opens on May 3".
func (s *sentence) ofOccasion(w *when) bool {
	for j := w.from - 1; j > 0 && s.toks[j].kind != punct; j-- {
		if !s.toks[j].is4("which", "that", "qui", "who") {
			continue
		}
		for k := j - 1; k >= 0 && !s.verbFrom[k]; k-- {
			if s.toks[k].lex.noun.gathering || s.toks[k].in(isTrip) && s.has(j, w.from, "concluded", "ended", "completed", "finished", "acheve", "achevee", "termine", "terminee", "conclu", "conclue") {
				return true
			}
		}
		return false
	}
	return false
}

// madeKnown reports whether a date before an infinitive tells when somebody made known what he means
// to do.
func (s *sentence) madeKnown(w *when) bool {
	for k := range s.verbs {
		if v := &s.verbs[k]; v.bare && v.from >= w.to && s.intended(v.from) {
			return true
		}
	}
	return false
}

// contactNounNear reports whether a noun of contact stands near tokens [from, to).
func (s *sentence) contactNounNear(from, to int) bool {
	const reach = 5 // tokens
	for _, j := range s.nouns {
		if j >= from-reach && j < to+reach && s.toks[j].lex.noun.contact {
			return true
		}
	}
	return false
}

// dayHere tells how a date stands to the contact of its own sentence.
func (c *chooser) dayHere(t *telling, d *when, at spot) {
	is := &c.model.day
	side, gap := at.sideOf(d.from, d.to)
	c.w.is(is.gap, side, width(gap))
	c.w.is(is.said, yes(t.dateOfSaying(*d, at.from)))
	saying := 0
	for k := range t.verbs {
		if v := &t.verbs[k]; v.verb.can(states) && !v.bare && at.parts(v.from, d.from) {
			saying++
		}
	}
	c.w.is(is.saying, saying, side)
	if at.last >= 0 {
		c.w.is(is.first, width(d.from-at.first))
		c.w.is(is.fromLast, width(d.from-at.last))
	}
}

// tenseAt is the tense of the verb that tells of a contact, among tenses.
func (s *sentence) tenseAt(at spot) int {
	switch {
	case at.verb < 0:
		return 0
	case s.verbs[at.verb].bare:
		return 1
	}
	return 2 + int(s.verbs[at.verb].tense)
}

// days counts the dates that tell a day.
func (s *sentence) days() (n int) {
	for i := range s.dates {
		if !s.dates[i].vague {
			n++
		}
	}
	return n
}

var dateSorts = domain{"alone", "day-before", "that-day", "day-after", "yesterday", "today", "tomorrow", "full", "day", "last-weekday", "weekday", "next-weekday", "other"}

// sort is how a date is told, among dateSorts.
func (w *when) sort() int {
	sign := func(n int) int { return max(-1, min(n, 1)) }
	switch {
	case w.alone:
		return 0
	case w.anchored:
		return 2 + sign(w.relative)
	case w.isRel:
		return 5 + sign(w.relative)
	case w.day > 0 && w.year > 0:
		return 7
	case w.day > 0:
		return 8
	case w.weekday > 0:
		return 10 + int(w.forced)
	}
	return 12
}

var againsts = domain{"unknown", "long-before", "weeks-before", "before", "eve", "day", "after", "long-after"}

// against is how a day lies to that of publication, among againsts.
func (r *reader) against(day Date) int {
	if r.published.Precision != Day {
		return 0
	}
	switch n := day.ordinal() - r.published.ordinal(); {
	case n < -30:
		return 1
	case n < -7:
		return 2
	case n < -1:
		return 3
	case n < 0:
		return 4
	case n == 0:
		return 5
	case n < 30:
		return 6
	}
	return 7
}
