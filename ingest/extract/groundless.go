package extract

// groundless turns the contacts that a sentence tells of into denied ones where it calls
// the rumour of them unfounded: "Reports that X had met Y were groundless", "Les rumeurs
// selon lesquelles X aurait vu Y sont sans fondement".
func (r *reader) groundless(s *sentence, found int) {
	if !s.of(rumourWords) || !s.of(falseWords) || !r.toldOccurred(found) {
		return
	}
	rumour, false1 := false, false
	for j := range s.toks {
		t := &s.toks[j]
		switch {
		case t.isAny("rumours", "rumors", "rumour", "rumor", "reports", "report", "claims", "speculation", "suggestions", "rumeurs", "rumeur", "informations", "allegations", "affirmations") &&
			(at(s.toks, j+1).isAny("that", "of", "about", "selon", "sur", "d'", "de", "faisant")):
			rumour = true
		case t.isAny("groundless", "unfounded", "baseless", "untrue", "false", "fabricated", "infondees", "infondee", "fausses", "fausse", "mensongeres", "denuees", "denuee", "erronees"),
			t.is("fondement") && at(s.toks, j-1).is2("sans", "aucun"), t.is("foundation") && at(s.toks, j-1).is2("without", "no"):
			false1 = rumour || j > 2
		}
	}
	if !rumour || !false1 {
		return
	}
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < Gathering && a.Status == Occurred {
			a.Status = Denied
		}
	}
}

// toldOccurred reports whether an assertion from an index on is a contact that occurred.
func (r *reader) toldOccurred(from int) bool {
	for i := from; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < Gathering && a.Status == Occurred {
			return true
		}
	}
	return false
}
