package extract

import "strings"

// lies returns the side of the publication on which the i-th date of a sentence lies,
// as the words of its own clause tell it, whatever verb tells of the contact: "prendront
// lundi le chemin de X, où Y les a conviés", "a session to be chaired on Saturday", "un
// rendez-vous inscrit pour dimanche". Where they tell nothing it is the side given.
func (s *sentence) lies(g *grammar, i int, given direction) direction {
	const reach = 8 // tokens before the date
	w := &s.dates[i]
	if w.weekday == 0 && w.day == 0 || w.year > 0 || w.forced != nearest {
		return given
	}
	for j := w.from - 1; j >= 0 && j >= w.from-reach; j-- {
		t := &s.toks[j]
		if boundary(t) || t.of(asideSigns) {
			break
		}
		if k := s.verbAt(j); k >= 0 {
			if v := &s.verbs[k]; !v.bare {
				switch {
				case v.tense == futureTense && !v.due && !v.failed:
					return future
				case v.tense != present || v.verb.can(cancels):
					return given
				}
			}
		}
		if s.aheadAt(g, j, given) {
			return future
		}
		if t.lex.have == preterite || t.lex.be == preterite || t.lex.have == imperfect || t.lex.be == imperfect {
			break
		}
	}
	return given
}

// aheadAt reports whether the word at token j tells of what is to come: "will", "sera",
// "bound for", "expects", a verb in the future that the vocabulary does not know.
func (s *sentence) aheadAt(g *grammar, j int, given direction) bool {
	t := &s.toks[j]
	switch {
	case t.cap || t.kind != word:
		return false
	case t.lex.be == futureTense || t.lex.have == futureTense:
		return true
	case !g.romance:
		switch {
		case t.of(willWords):
			return true
		case t.is("to"):
			return at(s.toks, j+1).is("be") && !at(s.toks, j-1).is3("was", "were", "had")
		}
		return false
	}
	if t.is("compte") && len(at(s.toks, j-1).forms) > 0 {
		return false // "a rendu compte"
	}
	return t.is4("attend", "attendent", "compte", "comptent") || len(t.low) > 5 &&
		(strings.HasSuffix(t.low, "ront") || strings.HasSuffix(t.low, "ttra") || strings.HasSuffix(t.low, "era") || strings.HasSuffix(t.low, "ira") || strings.HasSuffix(t.low, "dra"))
}
