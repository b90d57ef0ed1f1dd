package extract

// Pronouns of one of two people: "le premier", "la seconde".
const (
	firstOfTwo  = "le premier"
	secondOfTwo = "le second"
)

// ordinalAt reads "le premier" or "la seconde" where no noun follows.
func ordinalAt(toks []token, i int) (phrase, bool) {
	t, next := at(toks, i+1), at(toks, i+2)
	p := phrase{from: i, to: i + 2, pronoun: secondOfTwo, female: toks[i].is("la")}
	switch {
	case t.is2("premier", "premiere"):
		p.pronoun = firstOfTwo
	case !t.is2("second", "seconde"):
		return p, false
	}
	if t.cap || next.cap {
		return p, false
	}
	return p, next.kind == punct && !next.is2("-", "»") || next.lex.have != noTense || next.lex.be != noTense || len(next.forms) > 0 && !next.lex.noun.contact ||
		next.isAny("s'", "l'", "lui", "leur", "y", "qui", "ne", "n'", "se")
}

// ofPair returns whom "le premier" or "le second" means: of just two people named before in the
// sentence, or in the one before where it names none; None where there are not two.
func (r *reader) ofPair(s *sentence, i int) EntityID {
	var two []EntityID
	for k := range s.phrases[:i] {
		if s.phrases[k].pronoun == firstOfTwo {
			two = two[:0] // "le premier a vu X, le second Y"
			break
		}
		for _, n := range s.phrases[k].people {
			if id := r.person(n.text); !s.phrases[k].weak && !hasEntity(two, id) {
				two = append(two, id)
			}
		}
	}
	if len(two) == 0 && r.before != nil && !r.before.twoThings() {
		two = r.recent
	}
	if len(two) != 2 {
		return None
	}
	id := two[0]
	if s.phrases[i].pronoun == secondOfTwo {
		id = two[1]
	}
	if s.phrases[i].female && r.guess(id) == male {
		return None
	}
	return id
}

// twoThings reports whether a sentence counts two of something else than people, which "le premier"
// after it may mean: "deux accords".
func (s *sentence) twoThings() bool {
	for j := range s.toks {
		if next := at(s.toks, j+1); s.toks[j].is("deux") && next.kind == word && !next.in(isPeople|isGuest) && len(next.lex.heads) == 0 && next.lex.unit == 0 && !s.inDate(j) &&
			!next.isAny("heures", "jours", "semaines", "mois", "ans", "fois") {
			return true
		}
	}
	return false
}
