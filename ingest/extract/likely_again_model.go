package extract

import (
	_ "embed" // again.txt
	"math"
	"sort"
	"sync"
)

// againText holds the weights of further contacts, as [learnt] reads them. The test TestAgain writes it:
//
//	go test ./ingest/extract -run TestAgain -update
//
//go:embed again.txt
var againText string

// againZone is a part of a sentence as seen from the word that tells most likely of a contact.
type againZone int

const (
	againSentence againZone = iota
	againClause
	againBefore
	againAfter
	againVerb
)

var againZoneNames = []string{"sentence", "clause", "before", "after", "verb"}

// againAspects are all that the model is told of a sentence that may tell of another contact of two people, beside
// the contact of theirs that the text tells first.
type againAspects struct {
	learnt
	bias     *aspect
	how      *aspect // how the sentence tells of each
	odds     *aspect // that it tells of a contact at all, see oddsIn
	far      *aspect // from the first contact: before or behind it, in sentences, in its paragraph or not
	contacts *aspect // how many of the two are told
	told     *aspect // contacts of others that the sentence tells
	others   *aspect // whom it names
	dates    *aspect // how many it has
	// What it would tell, with what the first contact has.
	status, date, place, remote *aspect
	tense                       *aspect
	contactNoun, uses, negated  *aspect // of the word that tells most likely of a contact
}

func newAgainAspects(all aspects) *againAspects {
	m := &againAspects{
		bias: all.of("bias", either), how: all.of("how", manners, manners), odds: all.of("odds", upTo(12)), far: all.of("far", beforeAfter, upTo(5), either),
		contacts: all.of("contacts", upTo(3)), told: all.of("told", upTo(2)), others: all.of("others", upTo(3)), dates: all.of("dates", upTo(3)),
		status: all.of("status", statuses, statuses), date: all.of("date", dayRelations, either), place: all.of("place", placeRelations, either), remote: all.of("remote", either, either),
		tense: all.of("tense", tenses, statuses), contactNoun: all.of("noun", kinds), uses: all.of("uses", uses), negated: all.of("negated", either),
	}
	m.words = zonesOf(againZoneNames)
	return m
}

var (
	manners        = domain{"named", "referred", "meant"}
	dayRelations   = domain{"none", "same", "before", "after", "vague"}
	placeRelations = domain{"none", "same", "other"}
)

// againModel reads the weights.
var againModel = sync.OnceValue(func() *againAspects {
	all := aspects{}
	m := newAgainAspects(all)
	m.read("again.txt", againText, all)
	return m
})

// mannerOf is how a sentence tells of somebody, among manners.
func mannerOf(m manner) int {
	switch m {
	case byName:
		return 0
	case byContext:
		return 2
	}
	return 1
}

// oddsIn is the log-odds of a contact in steps, 0 where none are known.
func oddsIn(odds float64) int {
	if math.IsNaN(odds) {
		return 0
	}
	return max(1, min(12, int(odds*1.5)+5))
}

// dayRelation is how a day stands to another, among dayRelations.
func dayRelation(day, other Date) int {
	switch {
	case day.IsZero():
		return 0
	case day == other:
		return 1
	case day.Precision != Day || other.Precision != Day:
		return 4
	case day.time().Before(other.time()):
		return 2
	}
	return 3
}

// placeRelation is how a place stands to another, among placeRelations.
func placeRelation(place, other EntityID) int {
	switch place {
	case None:
		return 0
	case other:
		return 1
	}
	return 2
}

// weigh returns the log-odds that a sentence tells of another contact of two people than the first, and what the
// model is told of it; told is what the sentence would tell.
func (w *againWeigher) weigh(x *pairing, first, told *Assertion) (float64, []string) {
	s, m, sum := x.s, w.model, &w.sum
	sum.is(m.how, mannerOf(x.a.how), mannerOf(x.b.how))
	sum.is(m.odds, oddsIn(x.odds))
	at := w.spotOf(s, told)
	tense := 0
	if at.verb >= 0 {
		v := &s.verbs[at.verb]
		tense = 2 + int(v.tense)
		if v.bare {
			tense = 1
		}
		sum.uses(m.uses, v.verb)
		sum.is(m.negated, yes(v.neg || v.hedged || v.wish))
		w.zone(againVerb, s, v.from, v.to)
	} else if n := &s.toks[at.from].lex.noun; n.contact {
		sum.is(m.contactNoun, int(n.kind))
	}
	behind, far, here := w.distance(s, first.Quote)
	sum.is(m.far, yes(behind), far, yes(here))
	sum.is(m.tense, tense, int(first.Status))
	sum.is(m.status, int(told.Status), int(first.Status))
	sum.is(m.date, dayRelation(told.Date, first.Date), yes(!first.Date.IsZero()))
	sum.is(m.place, placeRelation(told.Place, first.Place), yes(first.Place != None))
	sum.is(m.remote, yes(remote(told.Kind)), yes(remote(first.Kind)))
	sum.is(m.contacts, w.theirs)
	sum.is(m.told, w.others)
	sum.is(m.others, w.othersNamed(x))
	w.zone(againClause, s, at.lo, min(at.hi, at.lo+longestWeighed))
	w.zone(againBefore, s, at.from-fateReach, at.from)
	w.zone(againAfter, s, at.to, at.to+fateReach)
	return sum.total()
}

// weighSentence weighs what a sentence tells whoever is meant; it reports whether it may tell of another contact.
func (w *againWeigher) weighSentence(s *sentence) bool {
	w.sum.begin()
	w.sum.is(w.model.bias, 0)
	w.sum.is(w.model.dates, len(s.dates))
	w.zone(againSentence, s, 0, min(len(s.toks), longestWeighed))
	w.sum.share()
	return w.sum.record || w.sum.sum >= hopelessAgain
}

// hopelessAgain is under which log-odds of what all pairs of a sentence have in common none of them is in another
// contact.
const hopelessAgain = -0.5

// longestWeighed is how many tokens of a sentence or clause are looked at.
const longestWeighed = 80

func (w *againWeigher) zone(z againZone, s *sentence, lo, hi int) {
	w.sum.zone(&w.model.words, int(z), s, lo, hi)
}

// distance tells whether a sentence stands behind the one of a span, how many sentences away, and whether in the same
// paragraph.
func (w *againWeigher) distance(s *sentence, span Span) (behind bool, far int, here bool) {
	after := func(start int) int { // the first sentence that begins later
		return sort.Search(len(w.mem.parsed), func(i int) bool { return w.mem.parsed[i].span.Start > start })
	}
	own, other := after(s.span.Start), after(span.Start)
	if other > 0 {
		t := w.mem.parsed[other-1]
		here = t.span == span && t.block == s.block
	}
	return span.Start <= s.span.Start, max(own, other) - min(own, other), here
}

// othersNamed counts whom a sentence names beside two people.
func (w *againWeigher) othersNamed(x *pairing) (n int) {
	for i := range x.s.phrases {
		for _, name := range x.s.phrases[i].people {
			if id := w.person(name.text); id != x.a.id && id != x.b.id {
				n++
			}
		}
	}
	return n
}
