package extract

import "strings"

// otherOffices reports whether a function in the plural of tokens [lo, hi), that of officials of
// two countries, is held by none of those told of, whose functions are known: after a contact of
// two presidents, "the foreign secretaries of the two countries" are others.
func (r *reader) otherOffices(s *sentence, lo, hi int, who []EntityID) bool {
	for j := lo; j < hi; j++ {
		h, n := headAt(s.toks, j)
		if n == 0 || !h.plural || h.group || !s.ofTwoCountries(lo, hi) {
			continue
		}
		known := false
		for i := range r.res.Assertions {
			a := &r.res.Assertions[i]
			if a.Kind != HoldsRole || len(a.Participants) == 0 || !hasEntity(who, a.Participants[0].Entity) {
				continue
			}
			known = true
			if r.sameOffice(s, lo, j+n, Fold(a.Role.Title)) {
				return false
			}
		}
		return known
	}
	return false
}

// ofTwoCountries reports whether tokens [lo, hi) name two countries without their names: "the two
// countries' ministers", "les ministres des deux pays".
func (s *sentence) ofTwoCountries(lo, hi int) bool {
	for j := lo; j+1 < hi; j++ {
		if s.toks[j].is2("two", "deux") && s.toks[j+1].isAny("countries", "nations", "states", "governments", "neighbours", "neighbors", "pays", "etats", "gouvernements", "voisins", "capitals", "capitales") {
			return true
		}
	}
	return false
}

// sameOffice reports whether the words of a function in the plural that ends before token end
// are those of a title: "foreign ministers" of "foreign minister", but not of "prime minister".
// The first letters count, since the plural changes the last.
func (r *reader) sameOffice(s *sentence, lo, end int, title string) bool {
	const stem = 5 // letters
	for j := end - 1; j >= lo; j-- {
		t := &s.toks[j]
		if t.isAny("leaders", "dirigeants", "heads", "chefs", "officials", "responsables") {
			return true
		}
		if t.kind != word || t.in(isArticle) || t.is2("countries", "pays") || t.kind == punct {
			break
		}
		if t.in(isStop) || t.lex.unit > 0 {
			continue
		}
		if !strings.Contains(title, t.fold[:min(stem, len(t.fold))]) {
			return false
		}
	}
	return true
}
