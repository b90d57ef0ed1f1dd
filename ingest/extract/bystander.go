package extract

import "slices"

// Who is named only for his death, rights or memory, or as what a place is called after, takes
// part in nothing: "Alexei Navalny's health", "the house where Simon Bolivar died", "la salle
// qui porte le nom de X". One other mention is enough to make him a person of the story.

// noteMention keeps whether somebody whom a phrase names is one of the story. Whose function is
// told may be meant by it later.
func (r *reader) noteMention(s *sentence, p *phrase, who *person) {
	if s.of(memoryWords) && p.title == nil && s.namedForMemory(p) {
		who.recalled, r.people.recalls = true, true
		return
	}
	who.present = true
}

// namedForMemory reports whether a phrase stands beside a word of what befell somebody or is
// left of him.
func (s *sentence) namedForMemory(p *phrase) bool {
	const reach = 4
	next := at(s.toks, p.to)
	if next.is2("'s", "'") {
		for j := p.to + 1; j < p.to+reach; j++ {
			if t := at(s.toks, j); t.of(memoryWords) {
				return true
			} else if t.kind != word || t.lex.noun.contact || t.in(isPreposition) {
				return false
			}
		}
		return false
	}
	if next.isAny("died", "perished", "mourut", "naquit", "repose", "lies") {
		return true
	}
	if next.lex.be != noTense && at(s.toks, p.to+1).isAny("born", "buried", "killed", "murdered", "assassinated", "mort", "morte", "ne", "nee", "enterre", "inhume", "tue", "assassine") {
		return true
	}
	prev := at(s.toks, p.from-1)
	if prev.is2("late", "feu") || prev.is2("after", "for") && at(s.toks, p.from-2).is2("named", "called") {
		return true
	}
	if !prev.is4("of", "de", "d'", "du") && !prev.is2("à", "to") {
		return false
	}
	for j := p.from - 2; j >= 0 && j > p.from-2-reach; j-- {
		if t := &s.toks[j]; t.of(memoryWords) {
			return true
		} else if t.kind != word || t.lex.noun.contact || s.verbFrom[j] || t.in(isPreposition) {
			return false
		}
	}
	return false
}

// bystander reports whether somebody is named only so.
func (r *reader) bystander(id EntityID) bool {
	if e := &r.res.Entities[id]; r.people.recalls && e.Kind == Person {
		if p := r.people.byKey[e.Key]; p != nil {
			return p.recalled && !p.present
		}
	}
	return false
}

// dropBystanders takes those out of the contacts of a sentence who are only remembered in it.
func (r *reader) dropBystanders(_ *sentence, found int) {
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind >= HoldsRole || len(a.Participants) == 0 {
			continue
		}
		before := len(a.Participants)
		a.Participants = slices.DeleteFunc(a.Participants, func(p Participant) bool { return r.bystander(p.Entity) })
		if len(a.Participants) < min(before, 2) {
			r.res.Assertions = slices.Delete(r.res.Assertions, i, i+1)
			r.gathering, r.topical = -1, r.topical[:0]
			i--
		}
	}
}
