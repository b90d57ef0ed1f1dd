package extract

// afar makes calls of the contacts of a sentence that tells of calls alone: "took another call, that
// of X", "the third caller was Y", "envisage un appel au président". The rules that read no verb or
// noun of contact cannot tell.
func (r *reader) afar(s *sentence, found int) {
	if len(r.res.Assertions) == found && len(r.likely) == 0 {
		return
	}
	calls := s.onlyCalls(r)
	if !calls && !r.alsoCalls(s) {
		return
	}
	remote := func(a *Assertion) {
		if a.Kind == Meeting && a.Quote == s.span && !a.Summit {
			a.Kind, a.Place = Call, None
		}
	}
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < RegularContact && len(a.Participants) > 1 {
			remote(a)
		}
	}
	for i := range r.likely {
		remote(&r.likely[i].found)
	}
}

// onlyCalls reports whether a sentence has a word for a call, and none for another contact.
func (s *sentence) onlyCalls(r *reader) bool {
	call := false
	for _, n := range s.nouns {
		t := &s.toks[n]
		switch noun := &t.lex.noun; {
		case noun.contact && noun.kind == Call && (at(s.toks, n-1).is("courtesy") || s.has(0, n, "paid", "pays", "pay", "paying")):
			return false // "paid X a call"
		case noun.contact && noun.kind == Call && !s.demand(n):
			call = call || !s.summons(n) && !(at(s.toks, n-1).is("of") && at(s.toks, n-2).is2("port", "ports"))
		case noun.contact && !t.isAny("conversation", "conversations", "entretien", "entretiens", "echange", "echanges", "exchange", "exchanges", "discussion", "discussions", "talks"), noun.gathering:
			return false
		}
	}
	for j := range s.toks {
		if t := &s.toks[j]; t.is2("caller", "callers") || t.is("lui") && at(s.toks, j+1).is2("telephone", "telephonait") {
			call = true
		}
	}
	for k := range s.verbs {
		switch v := &s.verbs[k]; {
		case v.verb.can(contacts) && v.verb.kind == Call && !v.verb.can(byPhone):
			if r.callsSomebody(s, k) {
				call = true
			}
		case v.verb.can(contacts|gathers|hosts) && !v.verb.can(speaks|lightly|treats|states) || v.verb.can(receives) && !s.takesCall(v):
			return false
		}
	}
	if !call {
		return false
	}
	for j := range s.toks {
		if t := &s.toks[j]; t.in(isTrip) || t.isAny("guest", "guests", "visitor", "hote", "hotes", "table", "lunch", "dinner", "dejeuner", "diner", "face", "person") {
			return false
		}
	}
	return true
}

// takesCall reports whether what a verb has received is a call.
func (s *sentence) takesCall(v *group) bool {
	const reach = 6
	for j := v.to; j < len(s.toks) && j < v.to+reach; j++ {
		if n := &s.toks[j].lex.noun; n.contact {
			return n.kind == Call
		}
	}
	return false
}

// summons reports whether the noun at token n is a demand or a summons: "calls for restraint", "a call
// to end", "un appel au calme".
func (s *sentence) summons(n int) bool {
	next := at(s.toks, n+1)
	if next.is("for") || next.is("on") && !s.inDate(n+1) && !s.inDate(n+2) {
		return true
	}
	if next.is2("to", "à") || next.is("au") {
		after := at(s.toks, n+2)
		return !after.cap && !after.in(isArticle) && len(after.lex.heads) == 0 && !after.isAny("his", "her", "their", "son", "sa", "ses")
	}
	return false
}

// callsSomebody reports whether the k-th verb, of calling, has somebody as its object or is reciprocal;
// "called the vote a farce" calls nobody.
func (r *reader) callsSomebody(s *sentence, k int) bool {
	v := &s.verbs[k]
	if v.passive || v.reflex {
		return true
	}
	next := at(s.toks, v.to)
	if next.is4("for", "on", "upon", "off") || next.is("à") && at(s.toks, v.to+1).kind == word && !at(s.toks, v.to+1).cap {
		return false
	}
	if at(s.toks, v.from-1).isAny("l'", "lui", "les", "leur") || next.is4("him", "her", "them", "each") {
		return true
	}
	i := s.firstPhrase(v.to)
	return i < len(s.phrases) && s.phrases[i].from <= v.to+3 && (len(s.phrases[i].people) > 0 || s.phrases[i].title != nil)
}

// alsoCalls reports whether a sentence only goes on with the calls that its paragraph told of last: "The
// king also spoke with X", "Y a été ensuite son interlocuteur".
func (r *reader) alsoCalls(s *sentence) bool {
	last := r.lastTold()
	if last == nil || last.Kind != Call || r.before == nil || r.beforeBlock != r.block || last.Quote != r.before.span {
		return false
	}
	also := false
	for j := range s.toks {
		t := &s.toks[j]
		also = also || t.isAny("also", "then", "aussi", "egalement", "ensuite", "puis", "enfin", "likewise", "another", "autre", "again", "second", "seconde", "third", "troisieme", "next")
		if t.in(isPlacePreposition) && at(s.toks, j+1).cap && !t.is4("of", "de", "d'", "from") || t.in(isTrip) || t.in(isVenue) {
			return false
		}
	}
	if !also {
		return false
	}
	for _, n := range s.nouns {
		if t := &s.toks[n]; t.lex.noun.gathering || t.lex.noun.contact && !t.isAny("conversation", "conversations", "entretien", "entretiens", "echange", "echanges", "exchange", "exchanges", "call", "calls", "appel", "appels", "views") {
			return false
		}
	}
	for k := range s.verbs {
		if v := &s.verbs[k]; v.verb.can(contacts|gathers|hosts|receives|goes) && !v.verb.can(speaks) && v.verb.kind != Call {
			return false
		}
	}
	return true
}
