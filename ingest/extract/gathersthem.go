package extract

// gathersThem asserts what "un sommet les réunira à Rome avec X" and "a dinner will bring the
// two together with X" tell of those told of before: that they meet, with whom else the
// sentence names. It reports whether the k-th verb tells so.
func (r *reader) gathersThem(s *sentence, k int) bool {
	const most = 6
	v := &s.verbs[k]
	if !v.verb.can(gathers) || v.reflex || v.passive || v.wish || v.hedged || v.neg || s.told[k] {
		return false
	}
	count, end, ok := s.joined(v)
	if !ok {
		return false
	}
	who := r.several(count)
	if len(who) < 2 || len(who) > most || !r.allPeople(who) {
		return false
	}
	lo, hi := s.clause(k)
	hi = max(hi, end)
	more := r.centreOf(s, v.to, hi)
	if host := r.peopleOf(s, r.subject(s, k)); r.allPeople(host) {
		more = append(more, host...)
	}
	for i := s.firstPhrase(v.to); i < len(s.phrases) && s.phrases[i].from < hi; i++ {
		if p := &s.phrases[i]; p.prep == r.g.with && len(p.people) > 0 {
			more = append(more, r.listed(s, i, len(s.toks))...)
			break
		}
	}
	if len(more) == 0 || !r.allPeople(more) || hasEntity(who, more[0]) {
		return false
	}
	a := Assertion{Kind: (&frame{s: s}).modeIn(lo, hi, Meeting), Place: None, ClaimedBy: r.claimAt(s, lo), Quote: s.span, Rule: againRule, Role: Role{Body: None, Country: None}}
	dir := a.settle(v)
	a.Date, a.Place = r.dateIn(s, lo, hi, v.from, dir), r.placeIn(s, lo, hi, v.from)
	if a.Date.IsZero() && a.Place == None && a.Status == Occurred {
		return false
	}
	s.told[k] = true
	r.assertAll(a, append(who[:len(who):len(who)], more...))
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	return true
}
