package extract

// them is the pronoun of a phrase for several people told of before who are an object: "received them".
const them = "them"

// themAt reads "them" where it is no part of a number: "received them", but not "two of them".
func themAt(toks []token, i int) (phrase, bool) {
	return phrase{from: i, to: i + 1, pronoun: them}, i > 0 && !toks[i-1].isAny("of", "among", "between", "for", "about", "from")
}

// themIn returns whom "them" of a phrase means: the list that is the subject of a clause before it, those
// who did something together in the sentence before, else those told of last where they met as one.
func (r *reader) themIn(s *sentence, p *phrase) []EntityID {
	for k := range s.phrases {
		q := &s.phrases[k]
		if q.to > p.from {
			break
		}
		if q.prep != "" || q.weak || len(q.people) == 0 {
			continue
		}
		list := s.list(k, p.from, -1)
		if ids := r.peopleOf(s, list); len(ids) > 1 && r.subjectBeforeOther(s, &s.phrases[list[len(list)-1]], p.from) {
			return ids
		}
	}
	if len(r.group) > 1 && r.groupAt == r.sentence-1 {
		return r.group
	}
	if len(r.acting) > 1 && r.actingAt == r.sentence-1 {
		return r.acting
	}
	if last := r.lastTold(); last != nil && r.block-r.topicalAt <= 1 && (len(r.topical) > 1 || r.level()) {
		return r.several(0)
	}
	return nil
}

// subjectBeforeOther reports whether the last phrase of a list is the subject of a verb and another
// subject stands between it and a token: "A and B had never met until C led them".
func (r *reader) subjectBeforeOther(s *sentence, last *phrase, limit int) bool {
	if !s.subjectOfVerb(last) && at(s.toks, last.to).lex.have == noTense && !at(s.toks, last.to).is(",") {
		return false
	}
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from >= last.to && p.to <= limit && p.prep == "" && s.subjectOfVerb(p) {
			return true
		}
	}
	return false
}

// themBeside returns those of "them" whom somebody who is none of them met, or the others of them.
func (r *reader) themBeside(s *sentence, p *phrase, subjects []EntityID) []EntityID {
	all := r.themIn(s, p)
	others := without(all, subjects)
	if len(others) == 0 || !r.allPeople(others) || len(others) > 6 {
		return nil
	}
	if len(others) == len(all) && len(r.topical) > 1 && !r.level() && len(r.acting) < 2 {
		return nil // of several contacts, in which he was not: who knows
	}
	return others
}

// withThem reports whether tokens [lo, hi) tell that somebody was with several: "will have X with them".
func (s *sentence) withThem(lo, hi int) bool {
	for j := lo; j+1 < hi; j++ {
		if s.toks[j].is2("with", "avec") && s.toks[j+1].is3("them", "eux", "elles") {
			return true
		}
	}
	return false
}
