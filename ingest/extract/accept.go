package extract

// accepts asserts the visit to which somebody has agreed: "X has accepted Y's invitation
// to Sofia", "X a accepté l'invitation de Y à se rendre à Sofia".
func (r *reader) accepts(s *sentence, found int) {
	const reach = 5 // tokens between the verb and the noun
	for n := 0; n < len(s.toks); n++ {
		if !s.toks[n].of(invitationWords) || !s.toks[n].is("invitation") {
			continue
		}
		for j := n - 1; j >= 0 && j > n-reach; j-- {
			if !s.toks[j].is4("accepted", "accepts", "accepte", "acceptera") || j > 0 && s.toks[j-1].in(isNegation|isWish) || j > 1 && (s.toks[j-2].in(isNegation) || s.toks[j-2].helps(helpsNot)) {
				continue
			}
			if host, end := r.asks(s, n); host != None {
				r.accepted(s, found, host, j, end)
			} else {
				r.agreedTo(s, found, j, n)
			}
			return
		}
	}
}

// asks returns the person whose invitation the noun at token n is, and the token after
// him and it.
func (r *reader) asks(s *sentence, n int) (EntityID, int) {
	for i := range s.phrases {
		p := &s.phrases[i]
		own := p.to < n && p.to >= n-3 && at(s.toks, p.to).is2("'s", "'") || p.from > n && p.from <= n+3 && (p.prep == "of" || p.prep == "de" || p.prep == "d'" || p.prep == "from")
		if !own || p.weak {
			continue
		}
		if ids := r.peopleOf(s, []int{i}); len(ids) == 1 {
			return ids[0], max(p.to, n+1)
		}
	}
	return None, 0
}

// accepted asserts the visit of the subject of the verb at token j to a host.
func (r *reader) accepted(s *sentence, found int, host EntityID, j, end int) {
	const reach = 12 // tokens of what tells where and when
	guests := r.peopleOf(s, r.nearestSubject(s, j))
	hi := min(len(s.toks), end+reach)
	if len(guests) != 1 || guests[0] == host || r.paired(guests[0], host, found, found, Planned) {
		return
	}
	a := Assertion{Kind: Visit, Status: Planned, Place: None, ClaimedBy: r.claimAt(s, j), Quote: s.span, Rule: "contact/invited", Role: Role{Body: None, Country: None}}
	a.Date, a.Place = r.dateIn(s, j, hi, end, future), r.placeIn(s, end, hi, end)
	for k := end; a.Place == None && k < end+3 && k+1 < hi; k++ {
		if s.toks[k].is2("to", "à") {
			a.Place = r.placeAfter(s, k+1)
		}
	}
	if a.Place == None && a.Date.IsZero() {
		return
	}
	r.pairs(a, guests, []EntityID{host})
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
}
