package extract

import (
	_ "embed" // states.txt
	"sync"
)

// statesText holds the weights of likely contacts of states and bodies, an aspect with its values or a part
// of the sentence with a word, and a weight in log-odds on each line, parted by a tab, and the line
// "evidence": how often what they add was right and wrong on texts that they did not come from. The test
// TestStates writes it:
//
//	go test ./ingest/extract -run TestStates -update
//
//go:embed states.txt
var statesText string

// statesZone is a part of a sentence as seen from two members of it.
type statesZone int

const (
	betweenStates statesZone = iota
	betweenWithPerson
	beforeBothOf
	afterBothOf
	beforeList
	afterNoun    // between a noun of contact and one of two
	contactNouns // the nouns of contact of the sentence
	besideFirst  // the words before and after the first, by its kind
	statesZones  = besideFirst + 4*memberKindsOf
)

// beside is the zone of the word before or after the first or the second of two, by his kind.
func beside(side int, after bool, kind int) statesZone {
	return besideFirst + statesZone((side*2+yes(after))*memberKindsOf+kind)
}

// statesZoneNames are as states.txt has them.
var statesZoneNames = func() []string {
	out := make([]string, statesZones)
	copy(out, []string{"between.states", "between.person", "pre", "post", "list.before", "noun.after", "nouns"})
	for side, name := range [2]string{"1.", "2."} {
		for kind, of := range memberKinds {
			out[beside(side, false, kind)], out[beside(side, true, kind)] = name+"before."+of, name+"after."+of
		}
	}
	return out
}()

// sideAspects are what is told of one of two, by the order in which they stand, beside words.
type sideAspects struct{ opens, subject, noun, verb, negated, met, home, prep *aspect }

// statesAspects are all that the model is told.
type statesAspects struct {
	learnt
	sides [2]sideAspects
	// Of two together.
	kinds, gap, verbs, commas, list, proxies, titled, cast, sent, foreign *aspect
	// Of the sentence.
	bias, told, people, states, number, contactNoun, uses, date *aspect
}

// statesModel reads the weights.
var statesModel = sync.OnceValue(func() *statesAspects {
	all := aspects{}
	m := &statesAspects{
		bias: all.of("bias", either), kinds: all.of("kinds", memberKinds, memberKinds), gap: all.of("gap", upTo(5), memberSorts), verbs: all.of("verbs", upTo(3), memberSorts), commas: all.of("commas", upTo(3)),
		list: all.of("list", memberKinds, memberKinds), proxies: all.of("proxies", proxyKinds, memberSorts, either), titled: all.of("titled", upTo(2), memberSorts), cast: all.of("cast", upTo(6), memberSorts),
		sent: all.of("sent", upTo(2), upTo(3)), foreign: all.of("foreign", upTo(3), memberSorts),
		told: all.of("told", upTo(3), memberSorts), people: all.of("people", upTo(3), upTo(4)), states: all.of("states", upTo(6)), number: all.of("number", upTo(4)), contactNoun: all.of("contact.noun", kinds),
		uses: all.of("uses", uses), date: all.of("date", either),
	}
	for i, side := range [2]string{"1.", "2."} {
		m.sides[i] = sideAspects{
			opens: all.of(side+"opens", memberKinds), subject: all.of(side+"subject", uses), noun: all.of(side+"noun", upTo(7), memberKinds), verb: all.of(side+"verb", upTo(5), uses),
			negated: all.of(side+"negated", either), met: all.of(side+"met", upTo(2), memberKinds), home: all.of(side+"home", either, memberKinds), prep: all.ofWord(side+"prep", memberKinds),
		}
	}
	m.words = zonesOf(statesZoneNames)
	m.read("states.txt", statesText, all)
	return m
})

// proxyKinds are who of the people of a text are of the countries of two: none, somebody of one, of both,
// and those of both in contact.
var proxyKinds = domain{"none", "one", "both", "met"}

// memberSorts are whether one of two is somebody.
var memberSorts = domain{"states", "person"}

// zone adds words [lo, hi) of the sentence as those of a zone, each once.
func (c *statesWeigher) zone(z statesZone, lo, hi int) { c.w.zone(&c.m.words, int(z), c.s, lo, hi) }

// weighSentence weighs what all pairs of the sentence have in common.
func (c *statesWeigher) weighSentence() {
	s, m, w := c.s, c.m, &c.w
	w.begin()
	w.is(m.bias, 0)
	for i := c.found; i < len(c.res.Assertions); i++ {
		if a := &c.res.Assertions[i]; a.Kind < HoldsRole && len(a.Participants) > 1 && a.Quote == s.span {
			c.told++
		}
	}
	w.is(m.people, c.people, len(c.all)-c.people)
	w.is(m.states, len(c.all)-c.people)
	w.is(m.number, c.sentence)
	w.is(m.date, yes(len(s.dates) > 0))
	for _, n := range s.nouns {
		noun := &s.toks[n].lex.noun
		if noun.contact {
			w.is(m.contactNoun, int(noun.kind))
		}
		if noun.contact || noun.gathering {
			c.zone(contactNouns, n, n+1)
		}
	}
	for k := range s.verbs {
		w.uses(m.uses, s.verbs[k].verb)
	}
	w.share()
}

// weighSide weighs one of two, the first or the second, whoever the other is.
func (c *statesWeigher) weighSide(side int, x *member) {
	s, m, w := c.s, &c.m.sides[side], &c.w
	before := s.pastArticle(x.from - 1)
	c.zone(beside(side, false, x.kind), before, before+1)
	c.zone(beside(side, true, x.kind), x.to, x.to+1)
	if before < 0 {
		w.is(m.opens, x.kind)
	}
	if k := s.verbAtOrAfter(x.to); k >= 0 {
		w.uses(m.subject, s.verbs[k].verb)
	}
	c.weighNoun(m, x)
	last := -1
	for k := range s.verbs {
		if s.verbs[k].to <= x.from {
			last = k
		}
	}
	if last >= 0 {
		v := &s.verbs[last]
		w.uses(m.verb, v.verb, bucket(x.from-v.to))
		w.is(m.negated, yes(v.neg || v.hedged || v.wish))
	}
	if x.kind >= memberCountry && x.home != "" {
		home := false
		for i := range c.all[:c.people] {
			home = home || c.all[i].home == x.home
		}
		w.is(m.home, yes(home), x.kind)
	}
	prep := "none"
	if x.phrase != nil {
		prep = x.phrase.prep
	}
	w.word(m.prep, spellingOf(prep), x.kind)
}

// pastArticle is the token before an article at token j, else j.
func (s *sentence) pastArticle(j int) int {
	if at(s.toks, j).in(isArticle) {
		return j - 1
	}
	return j
}

// metOthers counts the contacts that rules have found in the sentence of one of two with others.
func (c *statesWeigher) metOthers(x, other *member) (n int) {
	for i := c.found; i < len(c.res.Assertions) && x.id != None; i++ {
		a := &c.res.Assertions[i]
		if a.Kind < HoldsRole && len(a.Participants) > 1 && a.Quote == c.s.span && c.has(a, x) && !c.has(a, other) {
			n++
		}
	}
	return n
}

// proxiesOf tells who of the people of a text are of the countries of two, among proxyKinds.
func (c *statesWeigher) proxiesOf(a, b *member) int {
	switch {
	case len(a.people)+len(b.people) == 0:
		return 0
	case len(a.people)*len(b.people) == 0:
		return 1
	}
	for _, x := range a.people {
		for _, y := range b.people {
			if x != y && c.haveMet(x, y) {
				return 3
			}
		}
	}
	return 2
}

// haveMet reports whether two people are in one of the contacts told last.
func (c *statesWeigher) haveMet(x, y EntityID) bool {
	told := c.res.Assertions[max(0, len(c.res.Assertions)-recently):]
	for i := range told {
		if a := &told[i]; a.Kind < HoldsRole && a.has(x) && a.has(y) {
			return true
		}
	}
	return false
}

// inTitleOf reports whether the title of the text names a member.
func (c *statesWeigher) inTitleOf(m *member) bool {
	if m.kind < memberCountry {
		return c.inTitle(m.id, m.id) == 2
	}
	for j := range c.headline.toks {
		if e, _ := c.g.lex.match(c.headline.toks, j); e != nil && m.entry != nil && e.id == m.entry.id {
			return true
		}
	}
	return false
}

// weighNoun weighs the noun of contact before one of two.
func (c *statesWeigher) weighNoun(m *sideAspects, x *member) {
	const reach = 8 // tokens
	s := c.s
	for j := x.from - 1; j >= 0 && j > x.from-reach && !boundary(&s.toks[j]); j-- {
		if noun := &s.toks[j].lex.noun; noun.contact || noun.gathering {
			c.w.is(m.noun, x.from-j, x.kind)
			c.zone(afterNoun, j+1, x.from)
			return
		}
	}
	c.w.is(m.noun, 0, x.kind)
}

// weighBetween weighs how two stand to each other.
func (c *statesWeigher) weighBetween(first, second *member) {
	const around = 3 // tokens
	s, m, w := c.s, c.m, &c.w
	sort := yes(first.kind < memberCountry || second.kind < memberCountry)
	w.is(m.kinds, first.kind, second.kind)
	w.is(m.gap, bucket(second.from-first.to), sort)
	w.is(m.told, c.told, sort)
	w.is(m.sides[0].met, c.metOthers(first, second), first.kind)
	w.is(m.sides[1].met, c.metOthers(second, first), second.kind)
	w.is(m.proxies, c.proxiesOf(first, second), sort, yes(first.kind == memberBody || second.kind == memberBody))
	w.is(m.titled, yes(first.titled)+yes(second.titled), sort)
	w.is(m.cast, len(c.homes), sort)
	w.is(m.sent, yes(first.sent())+yes(second.sent()), c.named)
	w.is(m.foreign, c.stateless, sort)
	verbs, commas, list := 0, 0, true
	for j := first.to; j < second.from; j++ {
		t := &s.toks[j]
		verbs += yes(s.verbFrom[j])
		commas += yes(t.is(","))
		list = list && (t.is4(",", "et", "and", "de") || t.in(isArticle|isOf) || t.cap)
	}
	w.is(m.verbs, verbs, sort)
	w.is(m.commas, commas)
	if list {
		w.is(m.list, first.kind, second.kind)
		before := s.pastArticle(first.from - 1)
		c.zone(beforeList, before, before+1)
	}
	c.zone(betweenStates+statesZone(sort), first.to, second.from)
	c.zone(beforeBothOf, first.from-around, first.from)
	c.zone(afterBothOf, second.to, second.to+around)
}
