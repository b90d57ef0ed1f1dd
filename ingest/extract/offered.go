package extract

// offeredThere reports whether a subject that ends at token from says or offers something to
// "him", with the auxiliary at token j, where a place opens the sentence: "Lundi, à Quito, X
// lui avait proposé un accord". What is said to somebody at a place is said to his face.
func (r *reader) offeredThere(s *sentence, from, j int) bool {
	open := s.opening()
	if open == 0 || open > from || !at(s.toks, j).is("lui") && !at(s.toks, j-1).is("lui") {
		return false
	}
	if j-from > 2 || (&frame{s: s}).modeIn(0, len(s.toks), Meeting) != Meeting {
		return false
	}
	for k := j + 1; k < len(s.toks) && k < j+6; k++ {
		if s.toks[k].isAny("promis", "propose", "demande", "assure", "remis", "offert", "expose", "presente", "confie", "exprime", "garanti", "reproche", "annonce", "confirme") {
			return r.placeIn(s, 0, open, 0) != None
		}
	}
	return false
}
