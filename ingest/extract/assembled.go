package extract

// assembled asserts what "X a réuni A et B" and "the meeting brought together A
// and B" tell: one contact of all, with the subject if it is a person.
func (r *reader) assembled(s *sentence, _ int) {
	r.keptAtWork(s)
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.passive && r.broughtTogether(s, k) || r.gathersThem(s, k) {
			continue
		}
		if !v.verb.can(gathers) || v.reflex || v.passive || v.bare && !s.managesTo(v) || v.wish || v.hedged || s.told[k] {
			continue
		}
		f := frame{s: s, k: k, kind: Meeting, start: v.to}
		f.lo, f.hi = s.clause(k)
		var others []EntityID
		start := s.besideHim(v.to)
		for i := range s.phrases {
			if p := &s.phrases[i]; p.from >= start && (p.prep == "" || p.from == start && start > v.to) && p.from < f.hi {
				others = r.listed(s, i, len(s.toks))
				break
			}
		}
		others = append(r.centreOf(s, v.to, f.hi), others...)
		if r.g.romance && len(others) > 0 {
			for i := range s.phrases { // "un échange a réuni A et B avec C"
				if p := &s.phrases[i]; p.from >= v.to && p.prep == r.g.with && p.from < f.hi && len(p.people) > 0 && s.nounSubjectOf(r, k) {
					others = append(others, r.listed(s, i, len(s.toks))...)
					break
				}
			}
		}
		if len(others) < 2 || !r.allPeople(others) {
			continue
		}
		a := Assertion{Kind: f.modeIn(f.lo, f.hi, Meeting), Place: None, ClaimedBy: r.claimAt(s, f.lo), Quote: s.span, Rule: "contact/assembled", Role: Role{Body: None, Country: None}}
		dir := a.settle(v)
		a.Date, a.Place = r.dateIn(s, f.lo, len(s.toks), v.from, dir), r.placeIn(s, f.lo, len(s.toks), v.from)
		if i, last := s.phraseFrom(v.to), r.lastTold(); i >= 0 && s.phrases[i].pronoun == them && last != nil && last.has(others[0]) && last.has(others[1]) && a.Date.IsZero() && a.Place == None {
			continue // "had brought them together": the contact told last
		}
		for _, i := range r.subject(s, k) {
			if ids := r.partiesIn(s, i); len(ids) > 0 && r.allPeople(ids) {
				others = append(ids, others...)
			}
		}
		for i, id := range others {
			if !hasEntity(others[:i], id) {
				a.Participants = append(a.Participants, Participant{Entity: id})
			}
		}
		s.told[k] = true
		r.add(a)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	}
}

// besideHim returns the token after words that tell where the subject gathers people: "a assis à ses
// côtés A et B", "a réuni autour de lui A et B"; from where there are none.
func (s *sentence) besideHim(from int) int {
	const reach = 5
	for j := from; j < len(s.toks) && j < from+reach && !s.toks[j].cap; j++ {
		switch t := &s.toks[j]; {
		case t.isAny("cotes", "table", "chevet", "bureau") && at(s.toks, j-1).is2("ses", "son") || t.is("table") && at(s.toks, j-1).is("sa"),
			t.is2("lui", "elle") && at(s.toks, j-1).isAny("de", "d'", "chez"):
			return j + 1
		}
	}
	return from
}

// managesTo reports whether an infinitive is what somebody brought about: "est parvenu à asseoir à ses
// côtés A et B", "a réussi à réunir".
func (s *sentence) managesTo(v *group) bool {
	for j := v.from - 1; j > 0 && j > v.from-9; j-- {
		if s.toks[j].isAny("parvenu", "parvenue", "reussi", "arrive", "arrivee") {
			return !s.has(max(0, j-3), j, "pas", "jamais", "n'") && at(s.toks, j-1).kind == word && s.has(j+1, v.from, "à")
		}
		if boundary(&s.toks[j]) {
			return false
		}
	}
	return false
}

// keptAtWork asserts what something had several people do together for some time: "the crisis kept A
// and B at work for five hours", "le dossier a retenu A et B à la table".
func (r *reader) keptAtWork(s *sentence) {
	if !s.of(keptWords) {
		return
	}
	for j := 1; j < len(s.toks); j++ {
		if !s.toks[j].of(keptWords) || at(s.toks, j-1).in(isNegation) || s.toks[j].is("retenu") && at(s.toks, j-1).lex.have == noTense {
			continue
		}
		list := s.peopleFrom(j + 1)
		if len(list) == 0 || s.phrases[list[0]].prep != "" {
			continue
		}
		who := r.peopleOf(s, list)
		if len(who) < 2 || !s.atWork(s.phrases[list[len(list)-1]].to) || r.paired(who[0], who[1], 0, len(r.res.Assertions), Occurred) {
			continue
		}
		a := Assertion{Kind: Meeting, Place: None, ClaimedBy: r.claimAt(s, 0), Quote: s.span, Rule: "contact/assembled", Role: Role{Body: None, Country: None}}
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, past), r.placeIn(s, 0, len(s.toks), j)
		r.assertAll(a, who)
		return
	}
}

// atWork reports whether the words after a list of people that ends before token j, past what stands
// in apposition, tell that they were at something together.
func (s *sentence) atWork(j int) bool {
	const reach = 14
	for k := j; k < len(s.toks) && k < j+reach; k++ {
		t, next := &s.toks[k], at(s.toks, k+1)
		switch {
		case t.is("at") && (next.is("work") || next.is("it") || at(s.toks, k+2).is("table") || at(s.toks, k+3).is("table")), t.is("in") && next.is("talks"),
			t.isAny("talking", "closeted", "together", "ensemble", "attables", "enfermes"), t.is("à") && at(s.toks, k+2).is("table"), t.is("au") && next.is("travail"):
			return true
		case s.verbFrom[k]:
			return false
		}
	}
	return false
}

// centreOf returns him around whom others are brought together: "a réuni autour de X Y et Z".
func (r *reader) centreOf(s *sentence, lo, hi int) []EntityID {
	for j := lo; j < hi && j < len(s.toks); j++ {
		if s.toks[j].is2("autour", "around") {
			if list := s.phraseAfter(j, 3); len(list) > 0 && len(s.phrases[list[0]].people) > 0 {
				return r.peopleOf(s, list[:1])
			}
		}
	}
	return nil
}

// gatheredFirst asserts "Réunis à Rome par X, Y et Z ont dit", "Réunis autour de X, Y et Z": the
// contact of all of them.
func (r *reader) gatheredFirst(s *sentence, _ int) {
	first, ok := r.g.verbForm(&s.toks[0], participle)
	if comma := s.opening(); ok && first.verb.can(gathers) && r.g.romance && comma > 0 {
		who := r.centreOf(s, 1, comma)
		if i := s.after(0, r.g.by, comma); i >= 0 && s.phrases[i].from < comma {
			who = append(who, r.peopleOf(s, []int{i})...)
		}
		if i := s.firstPhrase(comma); i < len(s.phrases) { // the subject, right after the comma
			if p := &s.phrases[i]; p.prep == "" && p.from <= comma+2 {
				who = append(who, r.peopleOf(s, s.subjectFrom(i))...)
			}
		}
		if len(who) < 2 || r.paired(who[0], who[1], 0, 0, Occurred) {
			return
		}
		a := Assertion{Kind: (&frame{s: s}).modeIn(0, comma, Meeting), Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/opening", Role: Role{Body: None, Country: None}}
		a.Date, a.Place = r.dateIn(s, 0, comma, 0, past), r.placeIn(s, 0, comma, 0)
		r.assertAll(a, who)
	}
}

// subjectFrom returns the list that starts with phrase i and is the subject of the verb after it.
func (s *sentence) subjectFrom(i int) []int {
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.from >= s.phrases[i].to {
			return s.list(i, v.from, v.from)
		}
	}
	return s.list(i, len(s.toks), -1)
}

// broughtTogether asserts "X and Y were brought together by Z", "X et Y ont été réunis par
// Z": a contact of them all.
func (r *reader) broughtTogether(s *sentence, k int) bool {
	v := &s.verbs[k]
	if !v.verb.can(gathers) || v.neg || v.wish || v.hedged || s.told[k] {
		return false
	}
	all := r.peopleOf(s, r.subject(s, k))
	for i := s.firstPhrase(v.to); i < len(s.phrases); i++ {
		if p := &s.phrases[i]; p.prep == r.g.by && p.from < v.to+10 && len(all) > 1 {
			by := r.peopleOf(s, []int{i})
			if len(by) != 1 || hasEntity(all, by[0]) {
				return false
			}
			all = append(all, by[0])
			lo, hi := s.clause(k)
			a := Assertion{Kind: (&frame{s: s}).modeIn(lo, hi, Meeting), Place: None, ClaimedBy: r.claimAt(s, lo), Quote: s.span, Rule: "contact/assembled", Role: Role{Body: None, Country: None}}
			dir := a.settle(v)
			a.Date, a.Place = r.dateIn(s, lo, hi, v.from, dir), r.placeIn(s, lo, hi, v.from)
			for _, id := range all {
				a.Participants = append(a.Participants, Participant{Entity: id})
			}
			s.told[k] = true
			r.add(a)
			r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
			return true
		}
	}
	return false
}

// receivedFirst asserts "Reçu à Lima par A, B a dit": a sentence that opens with
// the participle of a verb of contact.
func (r *reader) receivedFirst(s *sentence, _ int) {
	first, ok := r.g.verbForm(&s.toks[0], participle)
	for j := 1; !ok && j < 6 && j+1 < len(s.toks) && r.g.romance && s.toks[0].isAny("premier", "premiere", "dernier", "derniere", "seul", "seule"); j++ {
		if s.toks[j].kind != word || s.toks[j].cap {
			break
		}
		if s.toks[j+1].is("par") { // "Premier dirigeant reçu par X, Y a dit"
			first, ok = r.g.verbForm(&s.toks[j], participle)
		}
	}
	if !ok || !first.verb.can(contacts) || first.verb.prep != "" || first.verb.reflexive {
		return
	}
	comma := s.opening()
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.prep != "par" && p.prep != "by" {
			continue
		}
		if comma == 0 || p.to > comma+1 {
			return
		}
		subjects := r.followingSubject(s, p.to-1)
		hosts := r.partiesIn(s, i)
		if len(subjects) == 0 || len(hosts) == 0 {
			return
		}
		guests := r.partiesIn(s, subjects[0])
		if len(guests) == 1 && first.plural(&s.toks[0]) {
			guests = r.peopleOf(s, s.list(subjects[0], len(s.toks), s.phrases[subjects[0]].to))
			for _, k := range s.lastOfSubject(r, subjects[0]) {
				for _, id := range r.partiesIn(s, k) {
					if !hasEntity(guests, id) {
						guests = append(guests, id)
					}
				}
			}
		}
		a := Assertion{Kind: (&frame{s: s}).modeIn(0, comma, first.verb.kind), Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/opening", Role: Role{Body: None, Country: None}}
		dir := past
		if first.verb.can(awaits) { // "Attendu lundi à Lima par A, B"
			a.Status, dir = Planned, future
			if s.calledOff() || r.calledOffAt == r.sentence-1 || s.putAway() {
				a.Status = Cancelled
			}
		}
		a.Date, a.Place = r.dateIn(s, 0, comma, 0, dir), r.placeIn(s, 0, comma, 0)
		if turns := s.has(0, comma, "apres", "separement", "chacun", "individuellement") || s.has(0, comma, "after", "separately", "individually", "turn") || s.has(0, comma, "tour") && s.has(0, comma, "à"); turns && len(guests) > 1 {
			for i := range guests { // "Reçus l'un après l'autre par A, B et C"
				s.part(guests[:i], guests[i:i+1])
				r.pairs(a, guests[i:i+1], hosts)
			}
			return
		}
		r.pairs(a, guests, hosts)
		return
	}
	if r.g.romance && comma > 0 && first.verb.can(receives) {
		r.receivedUnnamed(s, comma)
	}
}

// plural reports whether a participle is that of several: "Reçus".
func (f form) plural(t *token) bool { return len(t.low) > 3 && t.low[len(t.low)-1] == 's' }

// lastOfSubject returns the phrases of the subject of the main verb where it starts with
// phrase i.
func (s *sentence) lastOfSubject(r *reader, i int) []int {
	for k := range s.verbs {
		if list := r.subject(s, k); len(list) > 1 && list[0] == i {
			return list
		}
	}
	return nil
}

// receivedUnnamed asserts "Reçu lundi à X, A a remercié B": the host is whom the guest thanks or
// tells something there.
func (r *reader) receivedUnnamed(s *sentence, comma int) {
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.from < comma || v.bare || v.neg || v.wish || v.hedged || v.passive || r.g.addresses[s.toks[v.to-1].fold]&addressDirect == 0 {
			continue
		}
		guests := r.peopleOf(s, r.subject(s, k))
		i := s.phraseFrom(v.to)
		if len(guests) == 0 || i < 0 || s.phrases[i].prep != "" || len(s.phrases[i].people) != 1 || s.told[k] {
			return
		}
		hosts := r.peopleOf(s, []int{i})
		a := Assertion{Kind: Meeting, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/opening", Role: Role{Body: None, Country: None}}
		a.Date, a.Place = r.dateIn(s, 0, comma, 0, past), r.placeIn(s, 0, comma, 0)
		if a.Date.IsZero() && a.Place == None || len(hosts) != 1 || hasEntity(guests, hosts[0]) {
			return
		}
		s.told[k] = true
		r.pairs(a, guests, hosts)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		return
	}
}

// putAway reports whether an infinitive of a sentence tells that something is put off:
// "a été prié de remettre son déplacement".
func (s *sentence) putAway() bool {
	for j := 1; j+2 < len(s.toks); j++ {
		if t := &s.toks[j]; t.isAny("remettre", "differer", "reporter", "annuler", "ajourner", "repousser") && s.toks[j-1].is3("de", "d'", "à") {
			return true
		}
	}
	return false
}

// theirs asserts "à l'issue de leur rencontre, A et B ont signé": the contact
// of those who are the subject of its sentence.
func (r *reader) theirs(s *sentence, first int) {
	for _, n := range s.nouns {
		kind, ok := s.toks[n].contactNoun()
		if !ok || n == 0 || s.inVerb(n) {
			continue
		}
		own, after := false, false
		for j := max(0, n-5); j < n; j++ {
			own = own || j >= n-3 && s.toks[j].is3("leur", "leurs", "their")
			after = after || s.toks[j].in(isAfter)
		}
		if !own || !after {
			continue
		}
		list := r.nearestSubject(s, n)
		if len(list) == 0 {
			list = r.followingSubject(s, n)
		}
		a := Assertion{Kind: kind, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/theirs", Role: Role{Body: None, Country: None}}
		for _, i := range list {
			for _, id := range r.partiesIn(s, i) {
				if id != None && r.res.Entities[id].Kind == Person {
					a.Participants = append(a.Participants, Participant{Entity: id})
				}
			}
		}
		if len(a.Participants) < 2 || r.told(s, n, first, &a) {
			continue
		}
		hi := n + 1
		for hi < len(s.toks) && !s.toks[hi].is(",") && !s.verbFrom[hi] {
			hi++
		}
		a.Date, a.Place = r.dateIn(s, n, hi, n, past), r.placeIn(s, n, hi, n)
		r.add(a)
		return
	}
}

// nounSubjectOf reports whether a noun of contact stands right before the k-th verb, as its
// subject.
func (s *sentence) nounSubjectOf(r *reader, k int) bool {
	for j := s.verbs[k].from - 1; j >= 0 && j > s.verbs[k].from-5; j-- {
		if s.toks[j].lex.noun.contact {
			return true
		}
	}
	return false
}
