package extract

// journeyOwner returns whose journey or day a contact opened or closed, where the noun at n heads a sentence
// that tells so: "Un entretien avec A a ouvert la mission de X", "Talks with A rounded off X's visit"; None
// where it does not.
func (r *reader) journeyOwner(s *sentence, n, with int) EntityID {
	const reach = 10 // tokens from the verb to the noun for the journey
	if !s.headsSentence(n) {
		return None
	}
	for j := s.phrases[with].to; j < len(s.toks); j++ {
		if !s.toks[j].isAny("ouvert", "clos", "conclu", "acheve", "termine", "marque", "inaugure", "ouvrait", "cloturait", "opened", "closed", "concluded", "ended", "crowned", "began", "capped") && !(s.toks[j].is("rounded") && at(s.toks, j+1).is("off")) {
			continue
		}
		for k := j + 1; k < len(s.toks) && k < j+reach; k++ {
			t := &s.toks[k]
			if !t.in(isTrip) && !t.is4("journee", "programme", "program", "day") {
				continue
			}
			if at(s.toks, k+1).is4("de", "d'", "du", "of") {
				if i := s.firstPhrase(k + 1); i < len(s.phrases) && s.phrases[i].from <= k+3 && len(s.phrases[i].people) == 1 {
					return r.person(s.phrases[i].people[0].text)
				}
			}
			if i := s.phraseEnding(k - 1); i >= 0 && s.toks[k-1].is("'s") || k > 1 && at(s.toks, k-1).is("'s") {
				if i < 0 {
					i = s.phraseEnding(k - 2)
				}
				if i >= 0 && len(s.phrases[i].people) == 1 {
					return r.person(s.phrases[i].people[0].text)
				}
			}
			return None
		}
	}
	return None
}

// ownAgenda returns in whose programme the contact stands that the noun at n heads, where English tells it
// after the party: "a conversation with Y is also on the American president's agenda"; None where it does not.
func (r *reader) ownAgenda(s *sentence, n, with int) EntityID {
	const reach = 12
	if r.g.romance {
		return None
	}
	for j := s.phrases[with].to; j < len(s.toks) && j < s.phrases[with].to+reach; j++ {
		if !s.toks[j].is2("on", "in") {
			continue
		}
		if at(s.toks, j+1).is2("his", "her") && at(s.toks, j+2).isAny("agenda", "programme", "program", "schedule", "diary", "calendar", "itinerary") {
			return r.central()
		}
		for i := s.firstPhrase(j); i < len(s.phrases) && s.phrases[i].from <= j+2; i++ {
			p := &s.phrases[i]
			if end := p.to; at(s.toks, end).is("'s") && at(s.toks, end+1).isAny("agenda", "programme", "program", "schedule", "diary", "calendar", "itinerary") {
				if ids := r.peopleOf(s, []int{i}); len(ids) == 1 && r.res.Entities[ids[0]].Kind == Person {
					return ids[0]
				}
			}
		}
	}
	return None
}

// himBefore returns the phrase of whom a verb before the noun at n has as its object, where the noun is the
// subject of what follows: "X is to receive him, and talks with Y are also planned"; -1 where there is none.
func (s *sentence) himBefore(n int) int {
	and := n - 1
	for and > 0 && s.toks[and].in(isAdjective|isArticle) {
		and--
	}
	if and < 1 || !s.toks[and].is("and") || !s.toks[and-1].is(",") {
		return -1
	}
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.pronoun != "him" && p.pronoun != "her" || p.to > and || p.prep != "" {
			continue
		}
		for k := range s.verbs {
			if v := &s.verbs[k]; v.to == p.from && v.verb.can(contacts) && (k+1 == len(s.verbs) || s.verbs[k+1].from > and) {
				return i
			}
		}
	}
	return -1
}
