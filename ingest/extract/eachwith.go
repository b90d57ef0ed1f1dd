package extract

// eachWith asserts contacts told one by one of the same person: "an interview with A, and another with B",
// "deux entretiens, l'un avec A, l'autre avec B". A and B are in no contact by it.
func (r *reader) eachWith(s *sentence, found int) {
	var lists [][]EntityID
	first, another := -1, false
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.prep != r.g.with || len(p.people) == 0 || p.weak {
			continue
		}
		w := p.from - 1
		for w > 0 && !s.toks[w].is(r.g.with) {
			w--
		}
		one := at(s.toks, w-1)
		if first < 0 {
			first = w
			another = one.is2("one", "un") || one.is("une")
		} else if one.isAny("another", "other", "second", "third", "autre", "seconde", "deuxieme", "troisieme") {
			another = true
		} else {
			continue
		}
		lists = append(lists, r.listed(s, i, len(s.toks)))
	}
	if len(lists) < 2 || !another {
		return
	}
	const reach = 12 // tokens from the noun to the first "with"
	n := first - 1
	for n >= 0 && n > first-reach && !s.toks[n].lex.noun.contact {
		n--
	}
	if n < 0 || !s.toks[n].lex.noun.contact {
		return
	}
	who := r.possessor(s, n)
	for j := 0; j < n && who == None; j++ {
		if s.toks[j].is4("his", "her", "son", "sa") {
			who = r.central() // "Son programme comprend"
		}
	}
	if who == None {
		who = firstOf(r.peopleOf(s, r.nearestSubject(s, n)))
	}
	if who == None {
		who = r.central()
	}
	if who == None || r.res.Entities[who].Kind != Person {
		return
	}
	var all []EntityID
	for _, list := range lists {
		if hasEntity(list, who) {
			return
		}
		all = append(all, list...)
	}
	for m := len(r.res.Assertions) - 1; m >= found; m-- { // what another rule has made of those apart
		if b := &r.res.Assertions[m]; b.Kind < HoldsRole && b.Quote == s.span && !hasParty(b, who) && len(b.Participants) > 1 && hasParty(b, lists[0][0]) {
			r.res.Assertions = append(r.res.Assertions[:m], r.res.Assertions[m+1:]...)
			r.gathering, r.topical = -1, r.topical[:0]
		}
	}
	st, ok := r.nounStatus(s, n, first)
	if !ok || st.hedged {
		return
	}
	f := framed{who: []EntityID{who}, others: all, status: st.status, dir: st.dir, hi: len(s.toks), pivot: n, kind: s.toks[n].lex.noun.kind}
	if f.status == Occurred && (s.stillAhead(r.g.romance, n, first) || s.has(0, n, "comprend", "comprennent", "includes", "include", "prevoit")) {
		f.status, f.dir = Planned, future
	}
	for k := range lists {
		for m := k + 1; m < len(lists); m++ {
			s.part(lists[k], lists[m])
		}
	}
	r.frame(s, found, "contact/noun", f)
}
