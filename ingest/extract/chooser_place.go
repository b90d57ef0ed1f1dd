package extract

// What the model is told of the places that a contact may have. A mention is weighed once by its
// own words, as one of the sentence of a contact and as one of another, and for each contact by
// how it stands to it.

// placeAspects are those of a place that a sentence names.
type placeAspects struct {
	// By its own words.
	sort, sortAfter, prep, next, dateline, ofNoun, within, elsewhere, said, region, leads, head *aspect
	// Of whatever sentence.
	far, status, noun, back, there, last, stated *aspect
	// Of the sentence of the contact.
	side, gap, clause, clauseSort, verbs, verb, between, people, first, fromLast, only, onlyStated, opens *aspect
	// Of another sentence.
	own, rank, prior, days, contact *aspect
	// Of those who take part.
	home, homeKind, homeHere *aspect
	// Of the title.
	titled, titledBlock, titledDateline *aspect
	// Of several together.
	leadsSort, leadsThere, leadsDateline, sortThere, homeDateline *aspect
	// Of who is named in its sentence.
	parties *aspect
}

func placesOf(all aspects) placeAspects {
	return placeAspects{
		sort: all.of("place.sort", sorts, awayHere), sortAfter: all.ofWord("place.sort.after", sorts), prep: all.ofWord("place.prep", awayHere), next: all.ofWord("place.next"),
		dateline: all.of("place.dateline", either, awayHere), ofNoun: all.of("place.ofnoun", either, awayHere), within: all.of("place.within", either, awayHere),
		elsewhere: all.of("place.elsewhere", either, awayHere), said: all.of("place.said", either, awayHere), region: all.of("place.region", either, awayHere),
		leads: all.of("place.leads", either, awayHere), head: all.of("place.head", either, either, awayHere),

		far: all.of("place.far", fars, either), status: all.of("place.status", statuses, fars), noun: all.of("place.noun", either, fars), back: all.of("place.back", either, fars),
		there: all.of("place.there", theres, fars, either), last: all.of("place.last", either, fars), stated: all.of("place.stated", either, fars, sorts),

		side: all.of("place.side", beforeAfter, sorts, either), gap: all.of("place.gap", beforeAfter, widths, either), clause: all.of("place.clause", either, beforeAfter, either),
		clauseSort: all.of("place.clause.sort", either, sorts), verbs: all.of("place.verbs", upTo(3), beforeAfter), verb: all.of("place.verb", beforeAfter, uses),
		between: all.of("place.between", upTo(2), beforeAfter), people: all.of("place.people", upTo(3), beforeAfter), first: all.of("place.first", widths, either),
		fromLast: all.of("place.from.last", widths, either), only: all.of("place.only", either, either, sorts), onlyStated: all.of("place.only.stated", upTo(2), either, sorts),
		opens: all.of("place.opens", either, beforeAfter),

		own: all.of("place.own", upTo(2), upTo(2), fars, either), rank: all.of("place.rank", upTo(3), fars), prior: all.of("place.prior", upTo(3), either, fars),
		days: all.of("place.days", either, fars, either), contact: all.of("place.contact", shared, fars), parties: all.of("place.parties", upTo(2), fars),

		home: all.of("place.home", homes, sorts, either), homeKind: all.of("place.home.kind", homes, kinds, statuses), homeHere: all.of("place.home.here", homes, fars, either),

		titled: all.of("place.titled", titleds, sorts, fars), titledBlock: all.of("place.titled.block", titleds, fars, either),
		titledDateline: all.of("place.titled.dateline", titleds, either, awayHere),

		leadsSort: all.of("place.leads.sort", leadings, sorts), leadsThere: all.of("place.leads.there", leadings, theres, fars), leadsDateline: all.of("place.leads.dateline", leadings, either),
		sortThere: all.of("place.sort.there", sorts, theres, fars), homeDateline: all.of("place.home.dateline", homes, either),
	}
}

// datelineAspects are those of the place of the dateline.
type datelineAspects struct{ kind, own, there, home, titled *aspect }

func datelineOf(all aspects) datelineAspects {
	return datelineAspects{
		kind: all.of("dateline.kind", upTo(4), statuses, kinds), own: all.of("dateline.own", upTo(4), upTo(2), upTo(2)), there: all.of("dateline.there", upTo(4), theres),
		home: all.of("dateline.home", homes, upTo(4)), titled: all.of("dateline.titled", titleds),
	}
}

// noPlaceAspects are those of no place.
type noPlaceAspects struct {
	noun, number, numberThere, numberTitled, own, parties, rule, ruleStated, status, there, titled, verb *aspect
}

func noPlacesOf(all aspects) noPlaceAspects {
	return noPlaceAspects{
		noun: all.of("noplace.noun", either), number: all.of("noplace.number", upTo(4)), own: all.of("noplace.own", upTo(3), upTo(2)), parties: all.of("noplace.parties", upTo(4)),
		rule: all.ofWord("noplace.rule"), ruleStated: all.ofWord("noplace.rule.stated", upTo(2)), status: all.of("noplace.status", statuses), there: all.of("noplace.there", theres),
		numberThere: all.of("noplace.number.there", upTo(4), theres), numberTitled: all.of("noplace.number.titled", upTo(4), titleds),
		titled: all.of("noplace.titled", titleds), verb: all.of("noplace.verb", uses),
	}
}

// placeFor chooses where a contact was that the n-th sentence tells of.
func (c *chooser) placeFor(n int, at spot, a *Assertion) {
	t, is := c.know(n), &c.model.noPlace
	c.options, c.rank, c.prior = c.options[:0], 0, 0
	c.homelands = c.homelands[:0]
	for i := range a.Participants {
		c.homelands = append(c.homelands, c.homeland(a.Participants[i].Entity))
	}
	for _, m := range c.near(n) {
		c.locate(m.telling)
		if len(m.places) == 0 {
			continue
		}
		c.w.begin()
		c.weighNear(t, m, at, a)
		c.w.share()
		for i := len(m.places) - 1; i >= 0; i-- {
			if p := &m.places[i]; p.stated && m.ofTrouble(p.before) {
				continue
			}
			c.weighPlace(t, m, i, at)
			c.weighHome(t, m, &m.places[i], a)
			c.option(option{place: m.places[i].id, entry: m.places[i].entry})
		}
		c.rank += len(m.places)
		c.prior += m.stated
	}
	c.w.begin()
	c.weighDateline(t, a)
	c.w.is(is.status, int(a.Status))
	c.w.word(is.rule, c.rule)
	c.w.word(is.ruleStated, c.rule, t.stated)
	c.w.is(is.own, len(t.places), t.stated)
	c.w.is(is.there, t.there)
	titled := c.titledAs(None, nil)
	c.w.is(is.titled, titled)
	c.w.is(is.numberTitled, t.number, titled)
	c.w.is(is.numberThere, t.number, t.there)
	c.w.is(is.number, t.number)
	c.w.is(is.parties, len(a.Participants))
	c.w.is(is.noun, yes(at.verb < 0))
	if at.verb >= 0 {
		c.w.uses(is.verb, t.verbs[at.verb].verb)
	}
	c.option(option{place: None})
	if c.weighed != nil {
		c.weighed(c.reader, a, c.options, true)
		return
	}
	over := overCarried
	if a.Place != None && t.names(a.Place) {
		over = overNamed
	}
	if best := c.better(over, a.Place, Date{}); best != nil {
		if a.Place, a.assumed = best.place, false; best.entry != nil {
			a.Place = c.entry(best.entry)
		}
	}
}

// doubtful reports whether a contact of the n-th sentence may be elsewhere than the rules have
// it: not where its sentence states that place and no other. How far a dateline reaches the rules
// know.
func (c *chooser) doubtful(n int, at spot, a *Assertion) bool {
	t := c.know(n)
	c.locate(t)
	switch {
	case a.Place == None || c.w.record:
		return true
	case len(t.places) == 1 && t.places[0].stated && t.places[0].id == a.Place:
		return false
	}
	return (!a.assumed || t.names(a.Place)) && !(t.mainFrom() > 0 && t.statedByVerb(at, a.Place))
}

// statedByVerb reports whether a place stands with its preposition after the verb of a contact and in its
// clause: "Après ses entretiens à Lima, il a vu mardi X à Quito".
func (t *telling) statedByVerb(at spot, id EntityID) bool {
	const reach = 10 // tokens
	if at.verb < 0 {
		return false
	}
	v := &t.verbs[at.verb]
	for i := range t.places {
		p := &t.places[i]
		if p.id != id || !p.plain || p.before < v.to || p.before > v.to+reach {
			continue
		}
		for j := v.to; j < p.before; j++ {
			if x := &t.toks[j]; x.kind == punct || boundary(x) {
				return false
			}
		}
		return true
	}
	return false
}

// names reports whether a sentence names a place.
func (t *telling) names(id EntityID) bool {
	for i := range t.places {
		if t.places[i].id == id {
			return true
		}
	}
	return false
}

// weighDateline weighs the place of the dateline, where there is one.
func (c *chooser) weighDateline(t *telling, a *Assertion) {
	if c.at.dateline == None {
		return
	}
	is := &c.model.dateline
	c.w.is(is.own, t.number, len(t.places), t.stated)
	c.w.is(is.kind, t.number, int(a.Status), int(a.Kind))
	c.w.is(is.there, t.number, t.there)
	c.w.is(is.home, c.homeOf(c.landOf(c.at.dateline), a), t.number)
	c.w.is(is.titled, c.titledAs(c.at.dateline, nil))
	c.option(option{place: c.at.dateline})
}

// weighNear weighs what all places of sentence m have in common for a contact of sentence t.
func (c *chooser) weighNear(t *telling, m neighbour, at spot, a *Assertion) {
	is, far, block := &c.model.place, m.far, yes(m.block == t.block)
	c.w.is(is.far, far, block)
	c.w.is(is.status, int(a.Status), far)
	c.w.is(is.noun, yes(at.verb < 0), far)
	c.w.is(is.back, t.back, far)
	c.w.is(is.there, t.there, far, block)
	c.w.is(is.parties, c.namedIn(m.sentence, a), far)
	if m.telling != t {
		c.w.is(is.contact, m.shares(a), far)
		c.w.is(is.own, len(t.places), t.stated, far, block)
		c.w.is(is.rank, c.rank, far)
		c.w.is(is.days, yes(len(t.dates) > 0), far, block)
	}
}

// weighPlace weighs the i-th place of sentence m for a contact of sentence t.
func (c *chooser) weighPlace(t *telling, m neighbour, i int, at spot) {
	is, p, far, here := &c.model.place, &m.places[i], m.far, m.telling == t
	c.ownWords(m.telling, p, yes(here))
	c.w.is(is.last, yes(i == len(m.places)-1), far)
	if p.stated {
		c.w.is(is.stated, yes(p.plain), far, p.sort)
	}
	if here {
		c.placeHere(t, p, at)
		return
	}
	c.w.is(is.prior, c.prior, yes(p.stated), far)
}

// leadings are whether a place named without a preposition stands where a sentence leads to it.
var leadings = domain{"stated", "no", "yes"}

// weighHome weighs how a place of sentence m is to those who take part and to the title, and to
// what sentence t goes back to.
func (c *chooser) weighHome(t *telling, m neighbour, p *placeMention, a *Assertion) {
	is, home, titled, stated := &c.model.place, c.homeOf(p.land, a), c.titledAs(p.id, p.entry), yes(p.stated)
	dateline := yes(p.id != None && p.id == c.at.dateline)
	c.w.is(is.home, home, p.sort, stated)
	c.w.is(is.homeKind, home, int(a.Kind), int(a.Status))
	c.w.is(is.homeHere, home, m.far, stated)
	c.w.is(is.homeDateline, home, dateline)
	c.w.is(is.titled, titled, p.sort, m.far)
	c.w.is(is.titledBlock, titled, m.far, yes(m.block == t.block))
	c.w.is(is.titledDateline, titled, dateline, yes(m.telling == t))
	c.w.is(is.leadsThere, p.leads, t.there, m.far)
	c.w.is(is.sortThere, p.sort, t.there, m.far)
}

// ownWords weighs a mention by its own words, in one of awayHere.
func (c *chooser) ownWords(m *telling, p *placeMention, zone int) {
	if p.weighed[zone] && !c.w.record {
		c.w.sum += p.weight[zone]
		return
	}
	is, before := &c.model.place, c.w.sum
	prep := spellingOf("none")
	if p.before >= 0 {
		prep = spellingOf(stem(&m.toks[p.before]))
	}
	next := at(m.toks, p.to)
	c.w.is(is.sort, p.sort, zone)
	c.w.word(is.sortAfter, prep, p.sort)
	c.w.word(is.prep, prep, zone)
	c.w.word(is.next, spellingOf(stem(next)))
	c.w.is(is.dateline, yes(p.id != None && p.id == c.at.dateline), zone)
	if p.stated {
		ofNoun, within, elsewhere := m.complement(c.g, p.before), m.within(p.before), m.elsewhere(p.before)
		p.plain = p.sort == sortCity && !ofNoun && !within && !elsewhere
		c.w.is(is.ofNoun, yes(ofNoun), zone)
		c.w.is(is.within, yes(within), zone)
		c.w.is(is.elsewhere, yes(elsewhere), zone)
		c.w.is(is.said, yes(m.saidAt(p.before)), zone)
		c.w.is(is.region, yes(m.regionOf(c.g, p.before)), zone)
	} else {
		leads := yes(m.leadsTo(c.g, p.from))
		p.leads = 1 + leads
		c.w.is(is.leads, leads, zone)
		c.w.is(is.head, yes(p.from == 0), yes(next.kind == word && !next.cap), zone)
	}
	c.w.is(is.leadsSort, p.leads, p.sort)
	c.w.is(is.leadsDateline, p.leads, yes(p.id != None && p.id == c.at.dateline))
	p.weighed[zone], p.weight[zone] = true, c.w.sum-before
}

// placeHere tells how a place stands to the contact of its own sentence.
func (c *chooser) placeHere(t *telling, p *placeMention, at spot) {
	is := &c.model.place
	side, gap := at.sideOf(p.from, p.to)
	stated, in := yes(p.stated), yes(at.lo <= p.from && p.from < at.hi)
	c.w.is(is.side, side, p.sort, stated)
	c.w.is(is.gap, side, width(gap), stated)
	c.w.is(is.clause, in, side, stated)
	c.w.is(is.clauseSort, in, p.sort)
	c.w.is(is.verbs, t.verbsBetween(at, p.from), side)
	if at.verb >= 0 {
		c.w.uses(is.verb, t.verbs[at.verb].verb, side)
	}
	places, people := 0, 0
	for i := range t.places {
		if at.parts(t.places[i].from, p.from) {
			places++
		}
	}
	for i := range t.phrases {
		if q := &t.phrases[i]; len(q.people) > 0 && at.parts(q.from, p.from) {
			people++
		}
	}
	c.w.is(is.between, places, side)
	c.w.is(is.people, people, side)
	if at.last >= 0 {
		c.w.is(is.first, width(p.from-at.first), stated)
		c.w.is(is.fromLast, width(p.from-at.last), stated)
	}
	c.w.is(is.only, yes(len(t.places) == 1), stated, p.sort)
	c.w.is(is.onlyStated, t.stated, stated, p.sort)
	c.w.is(is.opens, yes(p.to <= t.opening()), side)
}
