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
		title := presidesAs(s.toks[v].fold)
		if title == "" {
			continue
		}
		if at(s.toks, v+1).is("over") {
			v++
		}
		if r.presidesOver(s, v+1, s.phrases[i].people[0].text) {
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

// presidesAs returns the function that a verb in the present tells.
func presidesAs(verb string) string {
	switch verb {
	case "preside":
		return "président de "
	case "dirige":
		return "dirigeant de "
	case "commande":
		return "commandant de "
	case "chairs":
		return "chair of "
	case "heads", "runs":
		return "head of "
	case "leads":
		return "leader of "
	case "presides":
		return "president of "
	case "commands":
		return "commander of "
	case "represents":
		return "representative of "
	}
	return ""
}

// atTheHead asserts the function of "X, à la tête de la Commission".
func (r *reader) atTheHead(s *sentence) {
	for j := 2; j+4 < len(s.toks); j++ {
		if !s.toks[j].is("tete") || !s.toks[j-1].is("la") || !s.toks[j-2].is("à") || j < 4 || !s.toks[j-3].is(",") {
			continue
		}
		i := s.phraseEnding(j - 3)
		if i < 0 {
			i = s.phraseEnding(j - 2)
		}
		if i < 0 || len(s.phrases[i].people) != 1 || !s.toks[j+1].is("de", "du", "d'") {
			continue
		}
		from := j + 1
		if s.toks[from].is("de", "d'") {
			from++
		}
		if r.presidesOver(s, from, s.phrases[i].people[0].text) {
			continue
		}
		for k := range s.phrases {
			if p := &s.phrases[k]; (p.from == from || p.from == from+1) && (p.body != nil || p.entry != nil && p.entry.kind == lexBody) {
				r.role(s, r.person(s.phrases[i].people[0].text), Role{Title: "chef de " + surfaceOf(s.toks[p.from:p.to]), Body: None, Country: None})
			}
		}
	}
}

// presidesOver asserts that somebody is head of what a noun in lower case names at
// token j: "la diplomatie marocaine", "the Hamas team".
func (r *reader) presidesOver(s *sentence, j int, who string) bool {
	role := Role{Body: None, Country: None}
	from := j
	if at(s.toks, from).in(isArticle) || at(s.toks, from).is("du") {
		from++
	}
	end := from
	if r.g.romance {
		if t := at(s.toks, from); t.cap || !t.in(isBodyNoun|isBodyPart|isPortfolio) && !t.is("diplomatie", "organisation", "police", "armee", "renseignement", "opposition", "gouvernement") {
			return false
		}
		end++
	} else {
		for end < len(s.toks) && end < from+7 && s.toks[end].kind == word && (s.toks[end].cap || s.toks[end].in(isBodyNoun|isBodyPart|isPortfolio)) {
			end++
		}
		for end > from && !s.toks[end-1].in(isBodyNoun|isBodyPart|isPortfolio) {
			end--
		}
		if end == from {
			return false
		}
	}
	if e, n := r.g.lex.match(s.toks, min(end, len(s.toks)-1)); r.g.romance && n > 0 && e.kind == lexDemonym {
		role.Country = r.country(e.id)
	}
	lead := "head of "
	if r.g.romance {
		lead = "chef de la "
		if !at(s.toks, j).is("la") {
			lead = "chef de "
		}
	}
	role.Title = lead + surfaceOf(s.toks[from:end])
	r.role(s, r.person(who), role)
	return true
}
