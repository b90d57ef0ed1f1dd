package extract

// A rule reads a few words; the model weighs the whole sentence. Where it holds a contact of two that a rule has
// found there unlikely, about half of these are wrong: then it is a candidate, with the confidence measured for such
// contacts on texts that the weights do not come from.

// likelyAgainst is under which log-odds the model speaks against a contact that a rule has found.
const likelyAgainst = -1.5

// fewAgainst is of how many people a sentence may tell for that: of the last ones of a long list the model knows
// little.
const fewAgainst = 3

// doubtRuled doubts what rules have found in the sentence of the i-th and the k-th alone, where the model holds
// that unlikely.
func (r *reader) doubtRuled(i, k int) {
	w := &r.weighing
	if w.named > fewAgainst {
		return
	}
	for n := w.found; n < len(r.res.Assertions); n++ {
		a := &r.res.Assertions[n]
		if a.Kind < RegularContact && a.Status <= Planned && len(a.Participants) == 2 && a.Quote == w.s.span && a.has(w.here[i].id) && a.has(w.here[k].id) && r.score(i, k) < likelyAgainst && !r.plainlyTells(w.s, w.here[i].id, w.here[k].id) {
			a.unlikely = true
		}
	}
}

// plainlyTells reports whether nothing but a verb of contact stands between the names of two people: "X met Y", "X spoke
// with Y".
func (r *reader) plainlyTells(s *sentence, a, b EntityID) bool {
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.neg || v.wish || v.hedged || !v.verb.can(contacts|receives|speaks) {
			continue
		}
		i, j := s.phraseEnding(v.from), s.firstPhrase(v.to)
		if i < 0 || j == len(s.phrases) || s.phrases[j].from > v.to+1 || s.phrases[j].from > v.to && !s.toks[v.to].in(isPreposition) {
			continue
		}
		if one, other := r.namedBy(&s.phrases[i]), r.namedBy(&s.phrases[j]); hasEntity(one, a) && hasEntity(other, b) || hasEntity(one, b) && hasEntity(other, a) {
			return true
		}
	}
	return false
}

// namedBy returns whom a phrase names.
func (r *reader) namedBy(p *phrase) (out []EntityID) {
	for n := range p.people {
		out = append(out, r.person(p.people[n].text))
	}
	return out
}
