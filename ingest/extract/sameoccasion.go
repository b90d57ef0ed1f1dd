package extract

// sameOccasion gives a contact without a day and place of its own those of the one told
// before it where the sentence only goes on about that one: it tells who sat on which
// side, or that what had just been called off will not bring its people together.
func (r *reader) sameOccasion(s *sentence, a *Assertion, found int) {
	if a.Place != None && !a.Date.IsZero() || len(s.dates) > 0 || remote(a.Kind) {
		return
	}
	off := a.Status == Cancelled && r.calledOffAt >= r.sentence-1
	if !off && (a.Status != Occurred || !s.tellsSides()) {
		return
	}
	b := r.toldBeforeIt(a, found)
	if b == nil || b.Status != a.Status || remote(b.Kind) || !off && !r.topicalHere() {
		return
	}
	if a.Date.IsZero() {
		a.Date = b.Date
	}
	if a.Place == None && r.placeOf(s) == None {
		a.Place = b.Place
	}
}

// toldBeforeIt returns the contact or gathering told last before this sentence if it
// shares somebody with a, or names nobody; nil where there is none.
func (r *reader) toldBeforeIt(a *Assertion, found int) *Assertion {
	for i := found - 1; i >= 0; i-- {
		b := &r.res.Assertions[i]
		if b.Kind >= RegularContact {
			continue
		}
		for _, p := range b.Participants {
			if hasParty(a, p.Entity) {
				return b
			}
		}
		if a.Status == Cancelled && b.Kind == Gathering {
			return b
		}
		return nil
	}
	return nil
}

// tellsSides reports whether a sentence tells who sat on which side or beside whom: "X
// was on the Malian side", "X sat with the president", "aux côtés de X".
func (s *sentence) tellsSides() bool {
	for j := 0; j < len(s.toks) && s.of(sideWords); j++ {
		t := &s.toks[j]
		switch {
		case !t.of(sideWords):
		case t.is2("side", "elbow") && j > 1, t.isAny("flanked", "flanking", "flanque", "flanquait", "entoure", "entourait", "cotes"),
			t.is("sat") && at(s.toks, j+1).is4("with", "beside", "alongside", "in"),
			t.is("cote") && at(s.toks, j-1).is2("du", "cote"):
			return true
		}
	}
	return false
}

// saysThere reports whether a sentence refers to the place told last: "was to lead there".
func (s *sentence) saysThere() bool {
	for j := range s.toks {
		if t := &s.toks[j]; t.is("there") && j > 0 && !at(s.toks, j-1).is2("over", "out") && at(s.toks, j+1).lex.be == noTense {
			return true
		}
	}
	return false
}

// expecting reports whether somebody was waiting for what did not come: "had been
// expecting him", "was preparing to greet him", "l'attendait".
func (s *sentence) expecting() bool {
	for j := range s.toks {
		t := &s.toks[j]
		if t.is4("attendait", "attendaient", "escomptait", "awaited") || t.is4("expecting", "awaiting", "preparing", "waiting") && at(s.toks, j-1).is3("been", "was", "were") {
			return true
		}
	}
	return false
}
