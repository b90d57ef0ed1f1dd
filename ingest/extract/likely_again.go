package extract

import (
	"cmp"
	"math"
	"slices"
)

// A text may tell of two contacts of the same people: of the one that is its news, and of an earlier or a later
// one in a sentence of its own, "the two had last seen each other in Rome", "he is to receive her again in May".
// After the rules a log-linear model weighs each sentence that may be about people who are in contact by another
// one: whether it only goes on about that contact or tells of one more.

const likelyAgainRule = "contact/likely/again"

// sighting is the log-odds of a contact of two people that the model of likely contacts gives a sentence.
type sighting struct {
	a, b EntityID
	odds float64
}

// leastSighted is from which log-odds on they are kept.
const leastSighted = -2.5

// sight keeps the log-odds of a contact of the i-th and the k-th of those who are weighed.
func (r *reader) sight(i, k int) {
	if odds := r.score(i, k); odds >= leastSighted {
		r.sightings = append(r.sightings, sighting{r.weighing.here[i].id, r.weighing.here[k].id, odds})
	}
}

// presence is who stands in a sentence, stood from an index on of the reader, and the sightings of it.
type presence struct {
	s           *sentence
	stood, seen int
}

// keepLineup keeps who stands in a sentence.
func (r *reader) keepLineup(s *sentence, here []standing) {
	r.presences = append(r.presences, presence{s, len(r.stood), len(r.sightings)})
	r.stood = append(r.stood, here...)
}

// pairing is two people in contact, whom a sentence may tell to be in another one.
type pairing struct {
	s    *sentence
	a, b standing
	odds float64 // see sighting; NaN where none were kept
}

// nearby is how many of the contacts that are told before a sentence are looked at, and how many after it.
const nearby = 64

// addAgain asserts further contacts of people who are in contact already.
func (r *reader) addAgain() {
	w := againWeigher{reader: r, sum: weigher{record: r.sighted != nil}, contacts: r.mem.toldTwo[:0], pairs: r.mem.pairings[:0]}
	for i := range r.res.Assertions {
		if a := &r.res.Assertions[i]; a.Kind < RegularContact && len(a.Participants) > 1 && a.Status != Hypothetical {
			w.contacts = append(w.contacts, i)
		}
	}
	slices.SortStableFunc(w.contacts, func(i, k int) int {
		return cmp.Compare(r.res.Assertions[i].Quote.Start, r.res.Assertions[k].Quote.Start)
	})
	if len(w.contacts) == 0 {
		return
	}
	if w.sum.record {
		w.model = newAgainAspects(aspects{}) // the weights there are may be of other aspects
	} else {
		w.model = againModel()
	}
	before := 0
	for i := range r.presences {
		p := &r.presences[i]
		for before < len(w.contacts) && r.res.Assertions[w.contacts[before]].Quote.Start < p.s.span.Start {
			before++
		}
		w.known = w.contacts[max(0, before-nearby):min(len(w.contacts), before+nearby)]
		if len(w.known) == 0 {
			continue
		}
		w.who, w.odds = r.stood[p.stood:], r.sightings[p.seen:]
		if i+1 < len(r.presences) {
			next := &r.presences[i+1]
			w.who, w.odds = r.stood[p.stood:next.stood], r.sightings[p.seen:next.seen]
		}
		if w.pairsOf(p.s); len(w.pairs) == 0 || !w.weighSentence(p.s) {
			continue
		}
		for k := range w.pairs {
			w.consider(&w.pairs[k])
		}
	}
	r.mem.toldTwo, r.mem.pairings = w.contacts, w.pairs
	for _, a := range w.further {
		r.add(a)
	}
}

// againWeigher weighs further contacts of a text.
type againWeigher struct {
	*reader
	model    *againAspects
	sum      weigher
	contacts []int // of the text, by where they are told
	further  []Assertion

	// Of the sentence that is read.
	known []int // contacts that are told nearby
	who   []standing
	odds  []sighting
	pairs []pairing

	// Of the pair that is weighed.
	theirs int // contacts that are told of the two
	others int // that the sentence tells of others
}

// pairsOf finds those in contact whom a sentence may tell to be in another one: people who stand there side by
// side, else somebody who stands there with whom he met last, else those who met last.
func (w *againWeigher) pairsOf(s *sentence) {
	w.pairs = w.pairs[:0]
	for i := range w.who {
		for k := i + 1; k < len(w.who); k++ {
			if a, b := &w.who[i], &w.who[k]; w.inContact(a.id, b.id) {
				w.pairs = append(w.pairs, pairing{s: s, a: *a, b: *b})
			}
		}
	}
	if len(w.pairs) > 0 {
		return
	}
	for i := range w.who {
		one := w.who[i]
		if a := w.lastBefore(s, one.id); a != nil && len(a.Participants) == 2 {
			other := a.Participants[0].Entity
			if other == one.id {
				other = a.Participants[1].Entity
			}
			w.pairs = append(w.pairs, pairing{s: s, a: one, b: standing{id: other, how: byContext}})
		}
	}
	if a := w.lastBefore(s, None); len(w.who) == 0 && a != nil && len(a.Participants) == 2 {
		w.pairs = append(w.pairs, w.pairMeant(s, a))
	}
}

// pairMeant is the first two of a contact, of whom a sentence does not speak by name.
func (w *againWeigher) pairMeant(s *sentence, a *Assertion) pairing {
	return pairing{s: s, a: standing{id: a.Participants[0].Entity, how: byContext}, b: standing{id: a.Participants[1].Entity, how: byContext}}
}

// inContact reports whether two people are in a contact that is told nearby.
func (w *againWeigher) inContact(a, b EntityID) bool {
	return slices.ContainsFunc(w.known, func(i int) bool { return w.res.Assertions[i].has(a) && w.res.Assertions[i].has(b) })
}

// lastBefore returns the contact that the text tells last before a sentence, else the first after it, nil for none: that of
// somebody, or of anybody for None.
func (w *againWeigher) lastBefore(s *sentence, id EntityID) (best *Assertion) {
	for _, i := range w.known {
		a := &w.res.Assertions[i]
		if id != None && !a.has(id) || a.Quote == s.span {
			continue
		}
		if best == nil || w.nearer(s, a, best) {
			best = a
		}
	}
	return best
}

// nearer reports whether a contact is told rather before a sentence, and nearer to it, than another.
func (w *againWeigher) nearer(s *sentence, a, b *Assertion) bool {
	before, than := a.Quote.Start < s.span.Start, b.Quote.Start < s.span.Start
	switch {
	case before != than:
		return before
	case before:
		return a.Quote.Start >= b.Quote.Start
	}
	return a.Quote.Start < b.Quote.Start
}

// consider weighs a pair and keeps the contact that the sentence likely tells.
func (w *againWeigher) consider(x *pairing) {
	if w.res.Entities[x.a.id].Kind != Person || w.res.Entities[x.b.id].Kind != Person {
		return
	}
	first := w.firstOf(x)
	if first == nil {
		return
	}
	x.odds = w.oddsOf(x)
	now := w.backTo(x.s)
	told := w.likelyContact(x.s, &x.a, &x.b)
	w.goTo(now)
	if w.sighted == nil && w.sameDay(&told) {
		return
	}
	odds, features := w.weigh(x, first, &told)
	if w.sighted != nil {
		w.sighted(w.reader, x, features)
		return
	}
	if sure := w.model.curve.at(odds); sure >= CandidateBelow {
		told.Rule, told.Confidence, told.separate = likelyAgainRule, sure, true
		w.further = append(w.further, told)
	}
}

// firstOf returns the contact of two people that is told first, nil where there is none or the sentence tells one or
// bears one out. Where weights are counted, these are told too.
func (w *againWeigher) firstOf(x *pairing) (first *Assertion) {
	w.theirs, w.others = 0, 0
	var apart [2]bool // whether the sentence tells of a contact of each without the other
	for _, i := range w.known {
		a := &w.res.Assertions[i]
		here := a.Quote == x.s.span
		if !a.has(x.a.id) || !a.has(x.b.id) {
			w.others += yes(here)
			apart[0], apart[1] = apart[0] || here && a.has(x.a.id), apart[1] || here && a.has(x.b.id)
			continue
		}
		if here || slices.Contains(a.Support, x.s.span) {
			if w.sighted == nil {
				return nil
			}
			continue
		}
		w.theirs++
		if first == nil {
			first = a
		}
	}
	if apart == [2]bool{true, true} {
		return nil
	}
	return first
}

// oddsOf returns the log-odds that the sentence tells of a contact of the two, NaN where none were kept.
func (w *againWeigher) oddsOf(x *pairing) float64 {
	for i := range w.odds {
		if y := &w.odds[i]; y.a == x.a.id && y.b == x.b.id || y.a == x.b.id && y.b == x.a.id {
			return y.odds
		}
	}
	return math.NaN()
}

// sameDay reports whether a contact of two people is told already for that day.
func (w *againWeigher) sameDay(told *Assertion) bool {
	for _, i := range w.known {
		a := &w.res.Assertions[i]
		if a.Date == told.Date && !a.Date.IsZero() && a.Status == told.Status && remote(a.Kind) == remote(told.Kind) && a.has(told.Participants[0].Entity) && a.has(told.Participants[1].Entity) {
			return true
		}
	}
	return false
}
