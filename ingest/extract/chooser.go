package extract

import "sort"

// Papers state where and when once for an episode, often in another sentence than the one
// that tells of a contact, and beside other places and days. After the rules a log-linear model
// ranks all that the text tells near a contact, and that it tells nothing. Its choice stands
// where the rules have found no day, and where it is likelier than the place that they found.
// It follows Denis and Baldridge, "A Ranking Approach to Pronoun Resolution", IJCAI 2007, with
// places and days for antecedents. Its weights are counted on annotated texts (chooser.txt),
// whatever the rules chose there.

// What the model must be surer of, in log-odds, than that the rules are right.
const (
	overNamed   = 2.0 // than of a place that the sentence of the contact names
	overCarried = 1.0 // than of one that another sentence does, or that no place is told
	overNoDay   = 1.5 // than that no day is told
	// than that none is told of a contact after which something was done on a day
	overAfterwards = 0.5
)

// chooser ranks the places and days of a text for its contacts.
type chooser struct {
	*reader
	model       *rankingModel
	w           weigher
	told        []telling
	latest      int // of them, looked for
	neighbours  [7]neighbour
	rule        spelling // of the contact
	homelands   []string // of those who take part in it
	rank, prior int      // how many places or dates lie between the contact and what is weighed
}

// telling is what the model knows of a sentence.
type telling struct {
	*sentence
	known, located bool
	places         []placeMention
	stated         int  // of them, how many follow a preposition of place
	judged         bool // whether outcomes holds what all its contacts have in common
	fates          fates
	back           int        // whether it goes back before what was told
	there          int        // the word by which it means a place told before, among theres
	first          *Assertion // the first contact that it tells of, nil for none
}

// option is a place or day that a contact may have.
type option struct {
	place EntityID  // None for no place and for one that no rule has entered
	entry *lexEntry // of such a place
	day   Date
	score float64
	// What the model is told of it, for the counting of weights.
	features []string
}

// choose gives the contacts of a text the places and days that the model prefers.
func (r *reader) choose() {
	c := chooser{reader: r, model: chooserModel(), w: weigher{record: r.weighed != nil}}
	for i := range r.res.Assertions {
		a := &r.res.Assertions[i]
		if a.Kind >= RegularContact || len(a.Participants) < 2 || a.Status == Hypothetical {
			continue
		}
		c.open()
		n := c.sentenceAt(a.Quote)
		if n < 0 {
			continue
		}
		at := c.spotOf(c.know(n).sentence, a)
		if !c.w.record {
			c.settleFate(n, at, a)
		}
		days := a.Date.IsZero() || c.w.record
		places := !remote(a.Kind)
		if !days && !places {
			continue
		}
		if places = places && c.doubtful(n, at, a); !places && !days {
			continue
		}
		if !c.w.record && c.apart(a) {
			t := c.know(n)
			c.locate(t)
			days, places = days && len(t.dates) > 0, places && len(t.places) > 0
		}
		c.rule = spellingOf(a.Rule)
		if places {
			c.placeFor(n, at, a)
		}
		if days {
			c.dayFor(n, at, a)
		}
	}
}

// open lays out the sentences of the text, once.
func (c *chooser) open() {
	if c.told != nil {
		return
	}
	all := c.mem.parsed
	c.told = cut(&c.mem.tellings, len(all))
	for i, s := range all {
		c.told[i].sentence = s
	}
	for i := range c.res.Assertions {
		a := &c.res.Assertions[i]
		if a.Kind >= RegularContact || len(a.Participants) < 2 {
			continue
		}
		if n := c.sentenceAt(a.Quote); n >= 0 && c.told[n].first == nil {
			c.told[n].first = a
		}
	}
}

// sentenceAt is the number of the sentence of prose that a span is, -1 for none.
func (c *chooser) sentenceAt(span Span) int {
	if c.told[c.latest].span == span { // most have just been looked for
		return c.latest
	}
	n := sort.Search(len(c.told), func(i int) bool { return c.told[i].span.Start >= span.Start })
	if n == len(c.told) || c.told[n].span != span || c.told[n].number == 0 {
		return -1
	}
	c.latest = n
	return n
}

// know reads what a sentence tells, but for its places.
func (c *chooser) know(n int) *telling {
	t := &c.told[n]
	if t.known {
		return t
	}
	t.known = true
	t.back = yes(t.goesBack(false))
	for j := 0; j < len(t.toks) && t.of(thereWords); j++ {
		switch w := &t.toks[j]; {
		case w.is("there"), c.g.romance && w.is("y"):
			t.there = 1
		case w.is2("here", "ici"):
			t.there = 2
		}
	}
	return t
}

// locate finds the places of a sentence, as it stood when the text came to it.
func (c *chooser) locate(t *telling) {
	if t.located {
		return
	}
	t.located = true
	now := c.backTo(t.sentence)
	t.places = c.placesIn(t.sentence)
	c.goTo(now)
	for i := range t.places {
		if t.places[i].stated {
			t.stated++
		}
	}
}

// moment is how far a text is read.
type moment struct {
	now             *sentence
	sentence, block int
	at              setting
}

// backTo goes back to where a sentence was read, for what depends on what the text had told
// before it; it returns where the reader was.
func (r *reader) backTo(s *sentence) moment {
	was := moment{r.now, r.sentence, r.block, r.at}
	r.goTo(moment{s, s.number, s.block, s.at})
	return was
}

func (r *reader) goTo(m moment) { r.now, r.sentence, r.block, r.at = m.now, m.sentence, m.block, m.at }

// neighbour is a sentence that may tell where or when a contact was, with how many sentences
// away it is, among fars.
type neighbour struct {
	*telling
	far int
}

// near returns the neighbours of the n-th sentence: itself, those before it, the nearest first,
// and the one after it in its paragraph.
func (c *chooser) near(n int) []neighbour {
	out := c.neighbours[:0]
	for i := n; i >= 0 && i > n-len(c.neighbours)+1; i-- {
		if c.told[i].number > 0 {
			out = append(out, neighbour{c.know(i), min(n-i, len(fars)-2)})
		}
	}
	if n+1 < len(c.told) && c.told[n+1].number > 0 && c.told[n+1].block == c.told[n].block {
		out = append(out, neighbour{c.know(n + 1), len(fars) - 1})
	}
	return out
}

// option ends an option that has been weighed.
func (c *chooser) option(o option) {
	o.score, o.features = c.w.total()
	c.options = append(c.options, o)
}

// better returns the likeliest option where that is likelier by more than over than the place
// or day that the rules have, else nil.
func (c *chooser) better(over float64, place EntityID, day Date) *option {
	const unknown = -2.0 // what the rules have is no option
	best, rules := &c.options[0], unknown
	for i := range c.options {
		o := &c.options[i]
		if o.score > best.score {
			best = o
		}
		if o.place == place && o.entry == nil && o.day == day {
			rules = max(rules, o.score)
		}
	}
	if best.score > rules+over {
		return best
	}
	return nil
}

// spot is where a sentence tells of a contact.
type spot struct {
	verb        int // group of the sentence, -1 where it is a noun
	from, to    int // tokens of the verb or noun
	lo, hi      int // and of its clause
	first, last int // tokens at which parties are named, -1 where none is
}

// spotOf finds the verb or noun that tells most likely of a contact: the nearest to those whom
// the sentence names of its parties, words of contact and motion before others.
func (r *reader) spotOf(s *sentence, a *Assertion) spot {
	const headStart = 8 // tokens
	at := spot{verb: -1, first: -1, last: -1, hi: len(s.toks)}
	var parties [8]int // tokens
	named := parties[:0]
	for i := range s.phrases {
		for k := range s.phrases[i].people {
			if n := &s.phrases[i].people[k]; len(named) < len(parties) && a.has(r.person(n.text)) {
				named = append(named, n.from)
			}
		}
	}
	if len(named) > 0 {
		at.first, at.last = named[0], named[len(named)-1]
	}
	away := func(from, to int) (gap int) {
		for _, p := range named {
			gap += max(from-p, p-to, 0)
		}
		if len(named) == 0 {
			gap = from
		}
		return gap
	}
	least := int(^uint(0) >> 1)
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.verb.can(states) && !v.verb.can(contacts) {
			continue
		}
		gap := away(v.from, v.to)
		if v.verb.can(contacts | receives | goes | gathers) {
			gap -= headStart
		}
		if gap < least {
			least, at.verb, at.from, at.to = gap, k, v.from, v.to
		}
	}
	for j := range s.toks {
		if !s.toks[j].lex.noun.contact || s.verbFrom[j] {
			continue
		}
		if gap := away(j, j) - headStart; gap < least {
			least, at.verb, at.from, at.to = gap, -1, j, j+1
		}
	}
	if at.verb >= 0 {
		at.lo, at.hi = s.clause(at.verb)
	} else {
		at.lo, at.hi = s.unitAbout(at.from)
	}
	return at
}

// unitAbout returns the words about a token between signs and words that open clauses.
func (s *sentence) unitAbout(j int) (lo, hi int) {
	for lo = j; lo > 0 && !boundary(&s.toks[lo-1]) && !s.toks[lo-1].is(","); lo-- {
	}
	for hi = j; hi < len(s.toks) && !boundary(&s.toks[hi]) && !s.toks[hi].is(","); hi++ {
	}
	return lo, hi
}

// sideOf tells on which side of a contact tokens [from, to) stand, and how far away.
func (at spot) sideOf(from, to int) (side, gap int) {
	if from < at.from {
		return 0, at.from - to
	}
	return 1, from - at.to
}

// parts reports whether token i stands between a contact and token j.
func (at spot) parts(i, j int) bool { return i > min(at.to, j) && i < max(at.from, j) }

// verbsBetween counts the verbs between a contact and a token.
func (s *sentence) verbsBetween(at spot, j int) (n int) {
	for k := range s.verbs {
		if v := &s.verbs[k]; !v.bare && at.parts(v.from, j) {
			n++
		}
	}
	return n
}

// namedIn counts who of those who take part in a contact a sentence names, up to two.
func (r *reader) namedIn(s *sentence, a *Assertion) (n int) {
	for i := range s.phrases {
		for k := range s.phrases[i].people {
			if a.has(r.person(s.phrases[i].people[k].text)) {
				if n++; n == 2 {
					return n
				}
			}
		}
	}
	return n
}

// shares is what the first contact of a sentence has in common with another, among shared.
func (t *telling) shares(a *Assertion) int {
	if t.first == nil {
		return 0
	}
	both := 0
	for i := range t.first.Participants {
		if a.has(t.first.Participants[i].Entity) {
			both++
		}
	}
	at := 1 + 3*min(both, 2)
	switch {
	case remote(t.first.Kind):
		return at + 2
	case t.first.Status == a.Status:
		return at + 1
	}
	return at
}

var (
	theres = domain{"none", "there", "here"}
	shared = domain{"nothing", "nobody", "status", "call", "one", "one+status", "one+call", "two", "two+status", "two+call"}
)
