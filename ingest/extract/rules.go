package extract

import (
	"math/bits"
	"slices"
)

// rule is a rule of contacts. It looks at what those before it have told of the sentence; found is the
// number of assertions before that.
type rule struct {
	tell func(r *reader, s *sentence, found int)
	// What a sentence must have for it. Most sentences have it for few rules, and to call the others only
	// to be told so would cost a processor more than these do.
	of    wordlist // one of these words
	needs needs
}

// needs is a set of things that a sentence must have, or its language, or what is told so far.
type needs uint16

const (
	inRomance   needs = 1 << iota // its language is
	inEnglish                     // its language is read as English is
	hasName                       // it names somebody
	hasTitle                      // it has a function
	hasPhrase                     // it has a phrase
	hasPhrases                    // it has several
	hasNoun                       // of contact or of a gathering
	hasDate                       // it has a date
	noCondition                   // it does not open with a condition
	noHabit                       // it tells of no habit

	// What the rules before it may change.
	hasFound   // they have found something in it
	hasContact // a contact of it is told
	noContact  // none is
	canGoBack  // there is what it may go back to, see reader.lastTold

	inFlux     = hasFound // the first of these
	fixedNeeds = 10       // how many are before them
)

// has returns what a sentence and its language have, but for what is in flux.
func (r *reader) has(s *sentence) needs {
	is := inEnglish
	if r.g.romance {
		is = inRomance
	}
	for i := range s.phrases {
		p := &s.phrases[i]
		if len(p.people) > 0 {
			is |= hasName
		}
		if p.title != nil {
			is |= hasTitle
		}
	}
	add := func(n needs, has bool) {
		if has {
			is |= n
		}
	}
	add(hasPhrase, len(s.phrases) > 0)
	add(hasPhrases, len(s.phrases) > 1)
	add(hasNoun, len(s.nouns) > 0)
	add(hasDate, len(s.dates) > 0)
	add(noCondition, !s.conditional(0, min(len(s.toks), 2)))
	add(noHabit, !s.habitual())
	return is
}

// ruleBook is rules in their order, 64 at most, and which of them need what, one bit for each.
type ruleBook struct {
	rules []rule
	words wordset // all that any of them needs
	of    [anyWords + 1]uint64
	needs [fixedNeeds]uint64
}

func newRuleBook(parts ...[]rule) *ruleBook {
	b := &ruleBook{rules: slices.Concat(parts...)}
	if len(b.rules) > 64 {
		panic("extract: a book of more than 64 rules")
	}
	for i, x := range b.rules {
		bit := uint64(1) << i
		b.words.add(x.of)
		b.of[x.of] |= bit
		for n := range b.needs {
			if x.needs>>n&1 != 0 {
				b.needs[n] |= bit
			}
		}
	}
	return b
}

// able returns the rules that may tell something of a sentence which has some words and other things.
func (b *ruleBook) able(words *wordset, has needs) (able uint64) {
	for w := range words {
		for set := words[w] & b.words[w]; set != 0; set &= set - 1 {
			able |= b.of[w<<6|bits.TrailingZeros64(set)]
		}
	}
	for lacks := (1<<fixedNeeds - 1) &^ has; lacks != 0; lacks &= lacks - 1 {
		able &^= b.needs[bits.TrailingZeros16(uint16(lacks))]
	}
	return able
}

// ask asks the rules of a book about a sentence, in their order.
func (r *reader) ask(b *ruleBook, s *sentence, has needs, found int) {
	for able := b.able(&s.sets, has); able != 0; able &= able - 1 {
		x := &b.rules[bits.TrailingZeros64(able)]
		if x.needs < inFlux || r.nowHas(x.needs, s, found) {
			x.tell(r, s, found)
		}
	}
}

// nowHas reports whether there is what a rule needs of what is in flux.
func (r *reader) nowHas(n needs, s *sentence, found int) bool {
	if n&(hasContact|noContact) != 0 && r.ownContact(s, found) != (n&hasContact != 0) {
		return false
	}
	return (n&hasFound == 0 || len(r.res.Assertions) > found) && (n&canGoBack == 0 || r.lastTold() != nil)
}
