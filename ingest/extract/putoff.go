package extract

// putOff asserts the new day of a contact that a verb puts off: "reportée au 21
// octobre", "postponed until Monday". The day it had been set for, if the
// sentence tells one, stays with what is called off.
func (r *reader) putOff(s *sentence, v *group, a *Assertion) {
	if !v.verb.can(defers) || v.neg || v.wish || v.hedged {
		return
	}
	a.Postponed = true
	for i, d := range s.dates {
		if d.from < v.to || d.from > v.to+8 || !s.newDay(d) {
			continue
		}
		b := *a
		b.Status, b.Postponed, b.Rule = Planned, false, "contact/putoff"
		b.Date = r.resolve(s, i, future)
		if a.Date == b.Date {
			a.Date = Date{}
			for k := range s.dates {
				if k != i {
					a.Date = r.resolve(s, k, future)
				}
			}
		}
		r.add(b)
		return
	}
}

// newDay reports whether a date is that to which something is put off.
func (s *sentence) newDay(d when) bool {
	for j := max(0, d.from-2); j <= d.from && j < len(s.toks); j++ {
		if s.toks[j].isAny("au", "à", "to", "until", "till", "pour") {
			return true
		}
	}
	return false
}

// putOffTold asserts the new day of the contact told last, which a sentence puts off by a noun
// that means it: "Le rendez-vous est repoussé au 22 mai". The day is no longer that of what is
// called off, whose telling a then is.
func (r *reader) putOffTold(s *sentence, v *group, last, a *Assertion) {
	if !v.verb.can(defers) {
		return
	}
	b := *last
	b.Quote, b.Support, b.Topics = s.span, nil, nil
	b.Date = Date{}
	n := len(r.res.Assertions)
	r.putOff(s, v, &b)
	last.Postponed = true
	if len(r.res.Assertions) == n {
		return
	}
	if made := &r.res.Assertions[n]; made.Place == r.at.place {
		made.Place = r.placeIn(s, 0, len(s.toks), v.from)
	}
	a.Date = Date{}
}

// calledOffBefore reports whether a verb before the k-th tells that something is off.
func (s *sentence) calledOffBefore(k int) bool {
	for i := range s.verbs[:k] {
		if w := &s.verbs[i]; w.verb.can(cancels) && !w.neg && !w.wish && !w.hedged && !w.bare {
			return true
		}
	}
	return false
}

// visitPlace returns where the visit was to be of which a sentence tells that it is off: "dont
// la première visite devait avoir lieu en France".
func (r *reader) visitPlace(s *sentence) EntityID {
	const reach = 10
	for n := range s.toks {
		if !s.toks[n].isAny("visite", "deplacement", "voyage", "sejour", "tournee") {
			continue
		}
		for j := n + 1; j < len(s.toks) && j < n+reach; j++ {
			if s.toks[j].in(isPlacePreposition) && !s.within(j) {
				if id, _ := r.placeAt(s, j, len(s.toks)); id != None {
					return id
				}
			}
		}
	}
	return None
}

// withOther reports whether the noun at n names a party of its own that is none of the contact
// told last: "la rencontre prévue avec X".
func (r *reader) withOther(s *sentence, n int, last *Assertion) bool {
	i, _ := s.partyOf(n)
	if i < 0 || len(s.phrases[i].people) == 0 {
		return false
	}
	for _, id := range r.peopleOf(s, []int{i}) {
		if hasParty(last, id) {
			return false
		}
	}
	return true
}
