package extract

import "slices"

// statesApart drops what the rules of people have made of states alone without a day, a place
// or a plan: "Colombia and Venezuela are on speaking terms" tells of relations. Where the states
// are those of several heads and the sentence names as many people before them, these are
// meant: "A and B are the first presidents of X and Y to have sat down".
func (r *reader) statesApart(s *sentence, found int) {
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind >= RegularContact || a.Rule == statesRule || len(a.Participants) < 2 || !r.allStates(a) {
			continue
		}
		if who := r.headsNamed(s, a); len(who) > 0 {
			for k := range a.Participants {
				a.Participants[k].Entity = who[k]
			}
			continue
		}
		if r.peopleTold(found, a.Status) || a.Status == Occurred && a.Date.IsZero() && a.Place == None && !r.anyGroup(a) {
			r.res.Assertions = slices.Delete(r.res.Assertions, i, i+1)
			r.gathering, r.topical = -1, r.topical[:0]
			i--
		}
	}
}

// peopleTold reports whether the sentence tells of a contact of people with some status: states
// beside them are what they stand for.
func (r *reader) peopleTold(found int, status Status) bool {
	for i := found; i < len(r.res.Assertions); i++ {
		if b := &r.res.Assertions[i]; b.Kind < RegularContact && b.Status == status && len(b.Participants) > 1 && r.allPeople(partiesOf(b)) {
			return true
		}
	}
	return false
}

// allStates reports whether the parties of a contact are countries or those who hold the same
// function in several.
func (r *reader) allStates(a *Assertion) bool {
	for _, p := range a.Participants {
		if k := r.res.Entities[p.Entity].Kind; k != Country && k != Group {
			return false
		}
	}
	return true
}

// anyGroup reports whether people without a name are parties of a contact.
func (r *reader) anyGroup(a *Assertion) bool {
	for _, p := range a.Participants {
		if r.res.Entities[p.Entity].Kind == Group {
			return true
		}
	}
	return false
}

// headsNamed returns the people whom a sentence lists before it speaks of the heads of the states
// of a contact, as many as these are; nil where it does not.
func (r *reader) headsNamed(s *sentence, a *Assertion) []EntityID {
	heads := -1
	for i := range s.phrases {
		if t := s.phrases[i].title; t != nil && t.head.plural && !t.head.group && len(s.phrases[i].people) == 0 && len(t.countries) == len(a.Participants) {
			heads = i
		}
	}
	if heads < 0 {
		return nil
	}
	var who []EntityID
	for i := range s.phrases[:heads] {
		if p := &s.phrases[i]; len(p.people) > 0 && !p.weak {
			who = append(who, r.peopleOf(s, []int{i})...)
		}
	}
	if len(who) != len(a.Participants) || len(who) == 2 && who[0] == who[1] {
		return nil
	}
	return who
}
