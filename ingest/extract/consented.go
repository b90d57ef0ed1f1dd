package extract

// consented asserts the contact to which those agreed whom the one of whom the text tells is to see: "X goes
// to Lima. Y has agreed to a meeting, Z too", "Y a donné son accord à une rencontre, Z aussi". What names both
// sides itself is told by other rules.
func (r *reader) consented(s *sentence, found int) {
	const reach = 5 // tokens from the consent to the noun
	for _, n := range s.nouns {
		if !s.toks[n].lex.noun.contact || s.pressConference(n) || at(s.toks, n+1).isAny("with", "avec", "between", "entre") {
			continue
		}
		for j := max(1, n-reach); j < n; j++ {
			t, next := &s.toks[j], at(s.toks, j+1)
			agrees := t.is2("agreed", "consented") && next.is("to") || t.is("accord") && s.toks[j-1].is("son") && next.isAny("à", "pour") ||
				t.is2("accepte", "accepted") && next.in(isArticle) || t.is("accepte") && next.is("le") && at(s.toks, j+2).is("principe")
			if !agrees || s.has(max(0, j-5), j, "not", "pas", "never", "jamais", "yet", "encore") {
				continue
			}
			who := r.central()
			with := r.peopleOf(s, r.nearestSubject(s, j))
			if who == None || len(with) == 0 || hasEntity(with, who) {
				return
			}
			for i := s.firstPhrase(n); i < len(s.phrases); i++ { // "Z aussi"
				if p := &s.phrases[i]; len(p.people) > 0 && at(s.toks, p.to).isAny("aussi", "egalement", "too", "likewise", "also") {
					with = append(with, r.peopleOf(s, []int{i})...)
				}
			}
			r.frame(s, found, "contact/invited", framed{who: []EntityID{who}, others: with, status: Planned, plain: true, dir: future, hi: len(s.toks), pivot: n})
			for i := range with {
				s.part(with[:i], with[i:])
			}
			return
		}
	}
}
