package extract

import "math/bits"

// What became of a contact is told by all the words about it: that a report of one is "pure
// fiction", that a storm "has put paid to" it, that somebody "counts on" it. After the rules a
// log-linear model weighs the words of its sentence and of the next one, and how its verb stands.
// Where it is much surer of another fate than of what the rules have read, it has its way. Its
// weights are counted on annotated texts (fate.txt), and know nothing of what the rules read
// there: they have been mended on those texts, and are less right about others.

// What the model must be surer of another fate, in log-odds.
const (
	overFate       = 2.0 // than of the one that a rule has read
	overLikelyFate = 1.0 // than of the one of a contact that no rule has found
)

// lyingAhead is the first of againsts for days after that of publication.
const lyingAhead = 6

// settleFate gives a contact of the n-th sentence the fate that the model prefers. What is denied or
// called off is said in so many words, and two contacts of the same people are two.
func (c *chooser) settleFate(n int, at spot, a *Assertion) {
	if c.judged != nil {
		c.weighFate(n, at, a)
		c.judged(c.reader, a, c.mem.fates.names)
		return
	}
	if a.Status > Planned || a.plain || c.told[n].aheadOfContact() || c.toldTwice(a) {
		return
	}
	score := c.weighFate(n, at, a)
	best := a.Status
	for st := range score {
		if score[st] > score[best] {
			best = Status(st)
		}
	}
	over := float32(overFate)
	if a.Rule == likelyRule || a.Rule == likelyAgainRule {
		over = overLikelyFate
	}
	if score[best] <= score[a.Status]+over {
		return
	}
	if best == Occurred && (a.Date.IsZero() && c.allAhead(c.told[n].sentence) || at.verb >= 0 && c.told[n].verbs[at.verb].verb.can(invites)) {
		return
	}
	if best == Planned && c.told[n].afterContact() {
		return
	}
	was, now := statusSide(a.Status, past), statusSide(best, past)
	day, ok := c.dayAs(c.told[n].sentence, a, was, now)
	if ok && day == a.Date && was != now && !a.Date.IsZero() {
		day = c.dayBefore(n, a, was, now)
	}
	against := c.against(day)
	if ok && !(best == Occurred && against >= lyingAhead) && !(best == Planned && against > 0 && against < lyingAhead-1) {
		a.Status, a.Date = best, day
	}
}

// allAhead reports whether a sentence has dates, and all of them lie ahead.
func (c *chooser) allAhead(s *sentence) bool {
	before := c.backTo(s)
	defer c.goTo(before)
	for i := range s.dates {
		if !c.isAhead(s, i) {
			return false
		}
	}
	return len(s.dates) > 0
}

// toldTwice reports whether the sentence of a contact has those of it in another one too.
func (c *chooser) toldTwice(a *Assertion) bool {
	for i := range c.res.Assertions {
		if x := &c.res.Assertions[i]; x != a && x.Quote == a.Quote && x.Kind < RegularContact && x.has(a.Participants[0].Entity) && x.has(a.Participants[1].Entity) {
			return true
		}
	}
	return false
}

// aheadOfContact reports whether a sentence tells what comes before a contact: "ahead of a meeting on
// Friday".
func (s *sentence) aheadOfContact() bool {
	const reach = 4
	for _, n := range s.nouns {
		for j := max(0, n-reach); s.toks[n].lex.noun.contact && j < n; j++ {
			if s.toks[j].is4("ahead", "before", "avant", "veille") {
				return true
			}
		}
	}
	return false
}

// dayAs returns the day of a contact as read on another side of that of publication: "on Friday" is
// another day for what is to come. It is not ok where a date, "on 20 March", lies ahead of it
// for what would be past.
func (c *chooser) dayAs(s *sentence, a *Assertion, was, now direction) (day Date, ok bool) {
	if was == now || a.Date.IsZero() {
		return a.Date, true
	}
	before := c.backTo(s)
	defer c.goTo(before)
	for i := range s.dates {
		if c.resolve(s, i, was) != a.Date {
			continue
		}
		if now == past && c.isAhead(s, i) {
			return a.Date, false
		}
		return c.resolve(s, i, now), true
	}
	return a.Date, true
}

// dayBefore is the day of a contact that a sentence before the n-th tells, as read on another side: what was
// to come on the Friday told there will be that day.
func (c *chooser) dayBefore(n int, a *Assertion, was, now direction) Date {
	const reach = 3 // sentences
	for m := n - 1; m >= 0 && m >= n-reach; m-- {
		if c.told[m].sentence == nil {
			continue
		}
		s := c.told[m].sentence
		before := c.backTo(s)
		for i := range s.dates {
			if s.dates[i].weekday > 0 && c.resolve(s, i, was) == a.Date {
				day := c.resolve(s, i, now)
				c.goTo(before)
				return day
			}
		}
		c.goTo(before)
	}
	return a.Date
}

// weighFate returns the log-odds of the fates of a contact of the n-th sentence.
func (c *chooser) weighFate(n int, at spot, a *Assertion) fates {
	w, t := &c.mem.fates, c.know(n)
	w.begin(c.judged != nil)
	m := &w.model.aspects
	if !t.judged || w.record {
		t.judged = true
		w.zoneOf(wholeSentence, t.sentence, 0, len(t.toks))
		if n+1 < len(c.told) && c.told[n+1].number > 0 {
			next := c.told[n+1].sentence
			w.zoneOf(nextSentence, next, 0, len(next.toks))
		}
		for k := range t.verbs {
			w.is(&m[tensesAspect], 2+int(t.verbs[k].tense))
		}
		ahead, behind := 0, 0
		now := c.backTo(t.sentence)
		for i := range t.dates {
			switch g := c.against(c.resolve(t.sentence, i, nearest)); {
			case g > 5:
				ahead++
			case g > 0 && g < 5:
				behind++
			}
		}
		c.goTo(now)
		w.is(&m[datesAspect], 3*min(ahead, 2)+min(behind, 2))
		t.fates = w.sum
	}
	w.sum = t.fates
	title := otherTitleZone
	if c.inTitle(a.Participants[0].Entity, a.Participants[1].Entity) == 2 {
		title = titleZone
	}
	w.zone(title, c.headline.toks, c.headline.saidWords(c.mem), 0, len(c.headline.toks))
	w.zoneOf(clauseZone, t.sentence, at.lo, at.hi)
	w.zoneOf(beforeZone, t.sentence, max(0, at.from-fateReach), at.from)
	w.zoneOf(afterZone, t.sentence, min(at.to, len(t.toks)), min(at.to+fateReach, len(t.toks)))
	w.is(&m[tenseAspect], t.tenseAt(at))
	if at.verb >= 0 {
		v := &t.verbs[at.verb]
		w.zoneOf(verbZone, t.sentence, v.from, v.to)
		for set := uint32(v.verb.means); set != 0; set &= set - 1 {
			w.is(&m[usesAspect], bits.TrailingZeros32(set))
		}
		w.is(&m[negatedAspect], yes(v.neg))
		w.is(&m[hedgedAspect], yes(v.hedged))
		w.is(&m[wishedAspect], yes(v.wish))
	}
	return w.sum
}
