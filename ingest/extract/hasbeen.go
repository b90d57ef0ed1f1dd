package extract

import "strings"

// Auxiliaries of what is to come that tell of what has been, or of what is.

// perfectAfter reports whether a participle follows the auxiliary at token j: "aura été", "auront
// marqué", by which a dispatch looks back.
func (s *sentence) perfectAfter(j int) bool {
	k := j + 1
	for at(s.toks, k).in(isAdverb) {
		k++
	}
	t := at(s.toks, k)
	return t.is("ete") || t.kind == word && !t.cap && strings.HasSuffix(t.low, "é")
}

// owes reports whether the word at token j tells of what is owed, not of what is to be: "doit
// beaucoup à X", "doit son poste à".
func (s *sentence) owes(j int) bool {
	return s.toks[j].is2("doit", "doivent") && at(s.toks, j+1).isAny("beaucoup", "tout", "son", "sa", "ses", "leur", "à", "un", "une")
}
