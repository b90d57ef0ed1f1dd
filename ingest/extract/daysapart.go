package extract

// daysApart moves the contact that an adverbial at the head of a sentence tells of to its
// day, which the adverbial counts from that of the rest: "Au lendemain d'un entretien avec
// X, Y a été reçu mardi", "Three days after seeing Z in Kyiv, Y was received on Friday".
func (r *reader) daysApart(s *sentence, found int) {
	days, from := r.g.daysAfter(s.toks)
	if days == 0 {
		return
	}
	comma := from
	for comma < len(s.toks) && !s.toks[comma].is(",") {
		comma++
	}
	if at(s.toks, comma+1).is2("où", "where") { // "au lendemain d'une étape à Praia, où il avait vu X, Y"
		comma = max(comma, s.mainAfter(comma+1))
	}
	var inside []EntityID
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from >= from && p.to <= comma+1 && len(p.people) > 0 {
			inside = append(inside, r.partiesIn(s, i)...)
		}
	}
	main := Date{}
	for i := range s.dates {
		if s.dates[i].from > comma {
			main = r.resolve(s, i, past)
			break
		}
	}
	if len(inside) == 0 || main.Precision != Day {
		return
	}
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind >= RegularContact || a.Quote != s.span || a.Status != Occurred || !a.Date.IsZero() && a.Date != main {
			continue
		}
		for _, id := range inside {
			if hasParty(a, id) {
				a.Date = main.addDays(-days)
				break
			}
		}
	}
}

// daysAfter reads "au lendemain de", "trois jours après", "a day after" at the head of a
// sentence: how many days, and the token after.
func (g *grammar) daysAfter(toks []token) (days, end int) {
	if len(toks) < 5 {
		return 0, 0
	}
	switch {
	case toks[0].is("au") && toks[1].is("lendemain") && toks[2].is3("de", "d'", "du"):
		return 1, 3
	case toks[0].is2("the", "a") && toks[1].is("day") && toks[2].is("after"):
		return 1, 3
	}
	n, k := 1, 1
	if !toks[0].is4("un", "une", "a", "one") {
		if n, k = g.numberAt(toks, 0); k == 0 {
			return 0, 0
		}
	}
	switch t := at(toks, k); {
	case t.is4("jour", "jours", "day", "days"):
	case t.is4("semaine", "semaines", "week", "weeks"):
		n *= week
	default:
		return 0, 0
	}
	if !at(toks, k+1).is2("apres", "after") {
		return 0, 0
	}
	return n, k + 2
}

// mainAfter returns the comma before the subject of the main clause that follows the clause
// which starts at token j; 0 where there is none.
func (s *sentence) mainAfter(j int) int {
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from > j+1 && len(p.people) > 0 && s.toks[p.from-1].is(",") && s.subjectOfVerb(p) && p.prep == "" {
			return p.from - 1
		}
	}
	return 0
}
