package extract

// presides asserts the function that a verb tells: "X, qui préside l'Assemblée
// nationale" makes X the president of that body.
func (r *reader) presides(s *sentence) {
	for j := 1; j+1 < len(s.toks); j++ {
		if !s.toks[j].is("qui", "who") {
			continue
		}
		end := j
		if s.toks[end-1].is(",") && s.phraseEnding(end) < 0 {
			end--
		}
		i := s.phraseEnding(end)
		if i < 0 || len(s.phrases[i].people) != 1 {
			continue
		}
		v := j + 1
		for v+1 < len(s.toks) && s.toks[v].is("aussi", "egalement", "also") {
			v++
		}
		title := map[string]string{"preside": "président de ", "dirige": "dirigeant de ", "chairs": "chair of ", "heads": "head of ", "leads": "leader of "}[s.toks[v].fold]
		if title == "" {
			continue
		}
		for k := range s.phrases {
			p := &s.phrases[k]
			if p.from <= v || p.from > v+2 || p.entry == nil && p.body == nil || p.entry != nil && p.entry.kind == lexCountry {
				continue
			}
			end := p.to
			role := Role{Country: None}
			for m := p.from + 1; m+1 < p.to; m++ { // "l'Assemblée nationale de X"
				if e, n := r.g.lex.match(s.toks, m+1); s.toks[m].is("de", "d'", "du", "of") && e != nil && e.kind == lexCountry && m+1+n == p.to {
					end, role.Country = m, r.country(e.id)
				}
			}
			role.Title = title + surfaceOf(s.toks[p.from:end])
			if p.entry != nil {
				role.Body = r.entry(p.entry)
			} else {
				role.Body = r.bodyEntity(p.body, None)
			}
			r.role(s, r.person(s.phrases[i].people[0].text), role)
			break
		}
	}
}
