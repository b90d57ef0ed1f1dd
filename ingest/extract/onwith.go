package extract

// onWith asserts what a sentence of French tells after a contact without its verb: "s'est entretenu
// vendredi avec X, samedi avec Y", "sera reçu à Rome par X et à Madrid par Y". A day or place of
// its own shows that the second is another contact.
func (r *reader) onWith(s *sentence, found int) {
	for i := 1; i < len(s.phrases); i++ {
		p := &s.phrases[i]
		if len(p.people) == 0 || p.weak || p.prep != "par" && p.prep != "avec" {
			continue
		}
		h := s.sameVerb(i)
		if h < 0 {
			continue
		}
		who, like := r.toldWith(s, found, h)
		if who == None {
			continue
		}
		lo := s.phrases[h].to
		for _, id := range r.humansOf(s, s.list(i, len(s.toks), -1), []EntityID{who}) {
			if r.paired(who, id, found, 0, like.Status) {
				continue
			}
			a := like
			a.Participants, a.Doubts = nil, 0
			dir := past
			if a.Status == Planned {
				dir = future
			}
			if day := r.dateIn(s, lo, p.to, p.from, dir); !day.IsZero() {
				a.Date = day
			}
			if place := r.placeIn(s, lo, p.from, p.from); place != None && !remote(a.Kind) {
				a.Place = place
			}
			r.pairs(a, []EntityID{who}, []EntityID{id})
			r.topical, r.topicalAt = append(r.topical, len(r.res.Assertions)-1), r.block
		}
	}
}

// sameVerb returns the phrase before phrase i that the same verb governs with the same preposition,
// where a comma or "et" and a day or place stand between them, and no verb; -1 where there is none.
func (s *sentence) sameVerb(i int) int {
	const longest = 9
	p := &s.phrases[i]
	for h := i - 1; h >= 0; h-- {
		q := &s.phrases[h]
		if p.from-q.to > longest {
			return -1
		}
		if len(q.people) == 0 {
			continue
		}
		if q.prep != p.prep {
			return -1
		}
		parted, own := q.comma, false
		for k := q.to; k < p.from-1; k++ {
			t := &s.toks[k]
			switch {
			case s.inDate(k), t.is2("à", "au") && s.toks[k+1].cap:
				own = true
			case t.is3(",", "et", "puis"), t.is(";"):
				parted = true
			case s.verbFrom[k] || boundary(t), t.kind == word && !t.cap && !t.in(isPreposition|isArticle|isThen) && !t.isAny("ensuite", "enfin", "soir", "matin", "soiree", "matinee", "apres-midi", "lendemain"):
				return -1
			}
		}
		if parted && own {
			return h
		}
		return -1
	}
	return -1
}

// toldWith returns whose contact the sentence tells with those of phrase h, and that contact.
func (r *reader) toldWith(s *sentence, found, h int) (EntityID, Assertion) {
	hosts := r.peopleOf(s, []int{h})
	for k := found; k < len(r.res.Assertions); k++ {
		a := &r.res.Assertions[k]
		if a.Kind >= RegularContact || len(a.Participants) != 2 || a.Status == Denied || a.Quote != s.span {
			continue
		}
		for n, p := range a.Participants {
			if other := a.Participants[1-n].Entity; hasEntity(hosts, p.Entity) && !hasEntity(hosts, other) && r.res.Entities[other].Kind == Person {
				return other, *a
			}
		}
	}
	return None, Assertion{}
}
