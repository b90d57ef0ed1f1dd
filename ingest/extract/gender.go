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
	return usual
}

// knownWoman returns the only one of those whom sentences were about who is known to be a woman:
// "she" is she rather than one of whom nothing is known, most of whom are men; else the first of
// those named last.
func (r *reader) knownWoman() EntityID {
	only := None
	for _, id := range r.subjects {
		if r.guess(id) != female {
			continue
		}
		if only != None {
			return None
		}
		only = id
	}
	for i := 0; only == None && i < len(r.recent); i++ {
		if id := r.recent[i]; r.guess(id) == female {
			only = id
		}
	}
	return only
}

// guess returns the known gender of a person, or what the ending of a first name
// suggests: most names in -a are those of women, in -o of men.
func (r *reader) guess(id EntityID) int8 {
	if g := r.gender[id]; g != 0 {
		return g
	}
	first, _, ok := strings.Cut(r.res.Entities[id].Key, " ")
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
