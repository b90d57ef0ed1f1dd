package extract

// lastTime asserts another contact of the people of a sentence that it only counts from:
// "huit mois après leur sommet de Singapour", "since their telephone call of March 21".
func (r *reader) lastTime(s *sentence, found int) {
	for _, n := range s.nouns {
		t := &s.toks[n]
		if n < 2 || !t.lex.noun.contact && !t.lex.noun.gathering || t.kind != word || t.cap || s.inAnyVerb(n) || s.pressConference(n) || !s.afterTheir(n) && !s.beforeNext(n) && !s.lapsedSince(n) {
			continue
		}
		with := s.contactFound(r, found)
		if with == nil {
			if with = r.lastTold(); with == nil {
				return
			}
		}
		if len(with.Participants) < 2 || len(with.Participants) > 4 || !r.allPeople(partiesOf(with)) {
			return
		}
		a := Assertion{Kind: t.lex.noun.kind, Place: r.placeOfNoun(s, n), ClaimedBy: None, Quote: s.span, Rule: "contact/round", Role: Role{Body: None, Country: None}}
		if !t.lex.noun.contact {
			a.Kind = Meeting
		}
		dir := past
		if s.beforeNext(n) {
			a.Status, dir = Planned, future
			if a.Place == None {
				a.Place = r.placeIn(s, n, min(len(s.toks), n+8), n)
			}
		}
		a.Kind = (&frame{s: s}).modeIn(n-1, min(len(s.toks), n+3), a.Kind)
		if remote(a.Kind) {
			a.Place = None
		}
		const reach = 5 // tokens to the day of the noun
		for i := range s.dates {
			if w := &s.dates[i]; w.from > n && w.from <= n+reach && a.Date.IsZero() {
				if d := r.resolve(s, i, dir); d.Precision == Day {
					a.Date = d
				}
			}
		}
		if s.lapsedSince(n) && a.Date.IsZero() {
			a.Date, _ = r.lapsed(s, n, past)
		}
		if a.Date.IsZero() && a.Place == None {
			continue
		}
		a.Participants = append(a.Participants, with.Participants...)
		if !r.toldAlready(&a, partiesOf(&a)) {
			r.earlier = append(r.earlier, a) // what the text goes on about is the other contact
		}
		return
	}
}

// addBefore asserts the contacts from which the text only counted.
func (r *reader) addBefore() {
	for i := range r.earlier {
		if a := &r.earlier[i]; !r.toldAlready(a, partiesOf(a)) {
			r.add(*a)
		}
	}
}

// afterTheir reports whether "after their", "depuis leur" stands before the noun at n.
func (s *sentence) afterTheir(n int) bool {
	const reach = 3
	for j := n - 1; j > 0 && j >= n-reach; j-- {
		t := &s.toks[j]
		if t.is3("leur", "leurs", "their") {
			return s.toks[j-1].isAny("apres", "after", "since", "depuis", "following") && !at(s.toks, j-2).is("bientot")
		}
		if t.kind != word || t.cap || t.in(isPreposition) {
			return false
		}
	}
	return false
}

// placeOfNoun is the place that the noun at n has behind it: "leur sommet de Singapour",
// "their meeting in Bali".
func (r *reader) placeOfNoun(s *sentence, n int) EntityID {
	for j := n + 1; j+1 < len(s.toks) && j <= n+4; j++ {
		t := &s.toks[j]
		if t.is4("de", "d'", "du", "of") || t.in(isPlacePreposition) {
			k := j + 1
			if s.toks[k].in(isArticle) && !s.toks[k].cap {
				k++
			}
			if e, _ := r.g.lex.match(s.toks, k); e != nil && (e.kind == lexPlace || e.kind == lexCountry) {
				return r.entry(e)
			}
		}
		if t.kind != word || s.verbFrom[j] {
			break
		}
	}
	return r.placeIn(s, n, min(len(s.toks), n+5), n)
}

// onlyDisagrees reports whether a verb that is denied tells that people did not agree, who
// must have met for that: "ne s'étaient pas mis d'accord".
func (s *sentence) onlyDisagrees(v *group) bool {
	for j := v.from; j < v.to+2 && j < len(s.toks); j++ {
		if s.toks[j].is("accord") && at(s.toks, j-1).is("d'") {
			return true
		}
	}
	return v.verb.lemma == "s'entendre" || v.verb.lemma == "agree"
}

// neverBefore reports whether a verb tells that people had not met until then, which denies
// nothing: "who had never met", "qui ne s'étaient encore jamais vus".
func (s *sentence) neverBefore(v *group) bool {
	return v.neg && s.has(v.from, v.to, "never", "jamais") && s.has(v.from, v.to, "had", "avait", "avaient", "etait", "etaient")
}

// beforeNext reports whether "before their next" stands before the noun at n.
func (s *sentence) beforeNext(n int) bool {
	const reach = 4
	next := false
	for j := n - 1; j > 0 && j >= n-reach; j-- {
		t := &s.toks[j]
		if t.is3("next", "prochain", "prochaine") {
			next = true
		} else if t.is3("leur", "leurs", "their") {
			return next && s.toks[j-1].isAny("avant", "before", "until", "d'ici", "ahead", "of", "à")
		}
	}
	return false
}

// lapsedSince reports whether a sentence counts the days of what it tells from the contact
// that the noun at n names, of the same people: "three days after a telephone conversation".
func (s *sentence) lapsedSince(n int) bool {
	l := &s.lapse
	if l.to == 0 || l.days <= 0 || n < l.to || n >= l.end || n > l.to+2 || s.named(l.to, l.end) {
		return false
	}
	return at(s.toks, n-1).isAny("un", "une", "a", "an", "leur", "their") || at(s.toks, n-2).isAny("un", "une", "a", "an", "leur", "their")
}
