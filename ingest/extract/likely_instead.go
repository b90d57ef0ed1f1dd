package extract

// overMeant is what the model must be surer of, in log-odds, to put somebody else in the place of the
// one whom the rules have a sentence mean.
const overMeant = 1.5

// meantInstead puts another person into the contacts of a sentence that name one of two people, where
// the model is surer that the other is he.
func (r *reader) meantInstead() {
	p := &r.weighing
	for x := p.found; x < len(r.res.Assertions); x++ {
		a := &r.res.Assertions[x]
		if a.theirs || a.Kind >= HoldsRole || len(a.Participants) != 2 || a.Quote != p.s.span {
			continue
		}
		named, other := p.namedAndMeant(a)
		if other < 0 || r.countOf(p.here[named].id, p.found) > 1 || r.calledGuest(p.s, p.here[other].id) {
			continue // of several contacts of his, the rules have told apart whom each was with
		}
		best := r.likelierWith(named, other)
		if best < 0 {
			continue
		}
		for i := range a.Participants {
			if a.Participants[i].Entity == p.here[other].id {
				a.Participants[i].Entity = p.here[best].id
			}
		}
	}
}

// calledGuest reports whether a sentence calls somebody the guest or the host of a contact told before.
func (r *reader) calledGuest(s *sentence, id EntityID) bool {
	for i := range s.phrases {
		if p := &s.phrases[i]; p.to > p.from && s.toks[p.to-1].in(isGuest) && r.guestOrHost(s, i) == id {
			return true
		}
	}
	return false
}

// namedAndMeant returns the one of two people in contact whom the sentence names and the one whom it
// does not, both -1 unless there is one of each.
func (p *weighing) namedAndMeant(a *Assertion) (named, other int) {
	named, other = -1, -1
	for i := range p.here {
		switch {
		case !a.has(p.here[i].id):
		case p.here[i].how != byName:
			other = i
		case named >= 0:
			return -1, -1
		default:
			named = i
		}
	}
	if named < 0 || other < 0 {
		return -1, -1
	}
	return named, other
}

// likelierWith returns whom the sentence means rather than the other as the one with whom the named one
// was in contact, -1 for nobody.
func (r *reader) likelierWith(named, other int) int {
	here := r.weighing.here
	best, least := -1, r.score(min(named, other), max(named, other))+overMeant
	for k := range here {
		if k == named || k == other || here[k].how == byName || r.againstSex(r.weighing.s, here[k].id) {
			continue
		}
		if score := r.score(min(named, k), max(named, k)); score > least && !r.haveContact(here[named].id, here[k].id) {
			best, least = k, score
		}
	}
	return best
}

// againstSex reports whether the pronouns of a sentence are for a man where somebody is a woman, or
// for a woman where he is a man.
func (r *reader) againstSex(s *sentence, id EntityID) bool {
	he, she := s.of(heWords), s.of(sheWords)
	return he != she && (he && r.guess(id) == female || she && r.guess(id) == male)
}

// countOf counts the contacts after the first found that somebody takes part in.
func (r *reader) countOf(id EntityID, found int) (n int) {
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < HoldsRole && len(a.Participants) > 1 && a.has(id) {
			n++
		}
	}
	return n
}
