package extract

import "strings"

// Gender of a person, as far as the text tells.
const (
	female int8 = 1
	male   int8 = -1
)

// genders notes what titles, articles and honorifics tell of the gender of the
// people whom a sentence names.
func (r *reader) genders(s *sentence) {
	for i := range s.phrases {
		p := &s.phrases[i]
		if len(p.people) != 1 {
			continue
		}
		id := r.person(p.people[0].text)
		if p.nation != "" {
			r.nation[id] = p.nation
		}
		switch {
		case p.female:
			r.gender[id] = female
		case p.title != nil && r.g.inflects(&p.title.head):
			r.gender[id] = male
		case p.people[0].from > 0 && s.toks[p.people[0].from-1].in(isHonorific), p.people[0].from > 1 && s.toks[p.people[0].from-1].is(".") && s.toks[p.people[0].from-2].in(isHonorific):
			r.gender[id] = male
		}
	}
}

// inflects reports whether a masculine function has a feminine of its own, so
// that it tells the gender: "président", but not "ministre".
func (g *grammar) inflects(h *head) bool { return h.inflects && !h.feminine }

// ofGender returns whom "he" or "she" means: the usual one, unless that one is of
// the other gender; then of the people named last the first who is known to be
// of that gender, or whose first name looks like it.
func (r *reader) ofGender(want int8, usual EntityID) EntityID {
	if usual != None && r.guess(usual) != -want {
		if want == female && r.guess(usual) == 0 {
			if id := r.knownWoman(); id != None {
				return id
			}
		}
		return usual
	}
	for _, fits := range []func(EntityID) bool{
		func(id EntityID) bool { return r.gender[id] == want },
		func(id EntityID) bool { return r.guess(id) == want },
		func(id EntityID) bool { return r.guess(id) == 0 },
	} {
		for _, id := range r.recent {
			if fits(id) {
				return id
			}
		}
	}
	for k := len(r.subjects) - 1; k >= 0; k-- {
		if id := r.subjects[k]; r.guess(id) != -want {
			return id // of whom the text was before
		}
	}
	return usual
}

// himAfter returns whom the text is about where "him" or "her" among tokens [from, to) means him:
// "A further call linked him with Y"; the last one of that sex where the last subject is of the other.
func (r *reader) himAfter(s *sentence, from, to int) EntityID {
	for j := from; j < to && j < len(s.toks); j++ {
		switch t := &s.toks[j]; {
		case t.is("him"):
			return r.ofGender(male, r.lastSubject)
		case t.is("her") && pronounHer(s.toks, j):
			return r.ofGender(female, r.lastSubject)
		}
	}
	return r.lastSubject
}

// knownWoman returns the only one of those whom sentences were about, else of those named in the
// sentence before, who is known to be a woman: "she" is she rather than one of whom nothing is
// known, most of whom are men.
func (r *reader) knownWoman() EntityID {
	if id, none := r.onlyWoman(r.subjects); !none {
		return id
	}
	id, _ := r.onlyWoman(r.recent)
	return id
}

// onlyWoman returns the only known woman among some people, None where there are several, and
// whether there is none.
func (r *reader) onlyWoman(of []EntityID) (only EntityID, none bool) {
	only, none = None, true
	for _, id := range of {
		if id == only || r.guess(id) != female {
			continue
		}
		if only != None {
			return None, false
		}
		only, none = id, false
	}
	return only, none
}

// otherSex reports whether a pronoun for a man or a woman cannot mean somebody: "X spoke of a
// courtesy; he will" where X is a woman.
func (r *reader) otherSex(p *phrase, id EntityID) bool {
	switch p.pronoun {
	case "he", "him":
		return r.guess(id) == female
	case "she", "her":
		return r.guess(id) == male
	}
	return false
}

// carriedOn returns whom "he" of phrase p means where the clause before it only brings in its
// subject q as the one who deals with him of whom the text is: "X expects him in Kyiv on
// Wednesday, and on Thursday he will be with Y"; None where it means the subject.
func (r *reader) carriedOn(s *sentence, q, p *phrase, subject EntityID) EntityID {
	k := s.verbAt(q.to)
	if p.pronoun != "he" && p.pronoun != "she" && p.pronoun != "il" && p.pronoun != "elle" || r.lastSubject == None || r.lastSubject == subject {
		return None
	}
	if k < 0 || s.verbs[k].passive || !s.refersTo(q.to, s.verbs[k].to+1) && s.verbs[k].object == "" || s.verbs[k].verb.can(states) {
		return None
	}
	joined := false
	for j := s.verbs[k].to; j < p.from; j++ {
		t := &s.toks[j]
		if t.is4("and", "et", ";", "before") {
			joined = true
		} else if joined && !(s.inDate(j) || t.in(isPreposition) || t.is3(",", "then", "puis")) {
			return None
		}
	}
	him := r.lastSubject
	if !joined || r.otherSex(p, him) || (p.pronoun == "il") && r.guess(him) == female || p.pronoun == "elle" && r.guess(him) == male {
		return None
	}
	return him
}

// refersTo reports whether "him" or "her" is the object among tokens [from, to).
func (s *sentence) refersTo(from, to int) bool {
	for j := from; j < to && j < len(s.toks); j++ {
		if s.toks[j].is("him") || s.toks[j].is("her") && pronounHer(s.toks, j) {
			return true
		}
	}
	return false
}

// guess returns the known gender of a person, or what the ending of a first name
// suggests: most names in -a are those of women, in -o of men.
func (r *reader) guess(id EntityID) int8 {
	if g := r.gender[id]; g != 0 {
		return g
	}
	if n := len(r.res.Entities) - len(r.suggested); n > 0 {
		r.suggested = append(r.suggested, make([]suggestion, n)...)
	}
	x := &r.suggested[id]
	if !x.known {
		*x = suggestion{true, genderOf(r.res.Entities[id].Key)}
	}
	return x.gender
}

// suggestion is the gender that a name suggests, once it is known.
type suggestion struct {
	known  bool
	gender int8
}

// genderOf returns the gender that a name suggests.
func genderOf(name string) int8 {
	first, rest, ok := strings.Cut(name, " ")
	if first == "sheikh" || first == "cheikh" {
		first, _, _ = strings.Cut(rest, " ") // Sheikh Hasina
	}
	if !ok {
		return 0
	}
	if g, known := lore().gender[first]; known {
		return g
	}
	if g, known := sexOfGiven(first); known {
		return g
	}
	switch {
	case strings.HasSuffix(first, "o"):
		return male
	case strings.HasSuffix(first, "ssa"), strings.HasSuffix(first, "afa"), strings.HasSuffix(first, "sha"), strings.HasSuffix(first, "uca"):
		return 0
	case strings.HasSuffix(first, "a"):
		return female
	}
	return 0
}
