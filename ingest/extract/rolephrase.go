package extract

import "strings"

// presides asserts the function that a verb tells: "X, qui préside l'Assemblée
// nationale" makes X the president of that body.
func (r *reader) presides(s *sentence, _ int) {
	for j := 1; j+1 < len(s.toks); j++ {
		plain := !s.toks[j].is2("qui", "who")
		if plain && (s.phraseEnding(j) < 0 || s.phrases[s.phraseEnding(j)].prep != "") {
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
		if plain {
			v = j
		}
		for v+1 < len(s.toks) && s.toks[v].of(presentlyWords) {
			v++
		}
		title := r.g.split.presiding[s.toks[v].fold]
		if title == "" || plain && (!s.teamAfter(v+1) || s.toks[v].is2("represents", "represented")) {
			continue
		}
		if at(s.toks, v+1).is("over") {
			v++
		}
		if r.presidesOver(s, v+1, s.phrases[i].people[0].text, title) {
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
				if e, n := r.g.lex.match(s.toks, m+1); s.toks[m].is4("de", "d'", "du", "of") && e != nil && e.kind == lexCountry && m+1+n == p.to {
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

// teamAfter reports whether a delegation or team is named in the few words from token j on:
// of what else "X heads" tells, a relative clause alone tells a function.
func (s *sentence) teamAfter(j int) bool {
	for k := j; k < j+4 && k < len(s.toks) && s.toks[k].kind == word; k++ {
		if s.toks[k].is3("delegation", "team", "equipe") {
			return true
		}
	}
	return false
}

// atTheHead asserts the function of "X, à la tête de la Commission".
func (r *reader) atTheHead(s *sentence, _ int) {
	for j := 2; j+4 < len(s.toks); j++ {
		if !s.toks[j].is("tete") || !s.toks[j-1].is("la") || !s.toks[j-2].is("à") || j < 4 || !s.toks[j-3].is(",") {
			continue
		}
		i := s.phraseEnding(j - 3)
		if i < 0 {
			i = s.phraseEnding(j - 2)
		}
		if i < 0 || len(s.phrases[i].people) != 1 || !s.toks[j+1].is3("de", "du", "d'") {
			continue
		}
		from := j + 1
		if s.toks[from].is2("de", "d'") {
			from++
		}
		if r.presidesOver(s, from, s.phrases[i].people[0].text, "chef de ") {
			continue
		}
		for k := range s.phrases {
			if p := &s.phrases[k]; (p.from == from || p.from == from+1) && (p.body != nil || p.entry != nil && p.entry.kind == lexBody) {
				r.role(s, r.person(s.phrases[i].people[0].text), Role{Title: "chef de " + surfaceOf(s.toks[p.from:p.to]), Body: None, Country: None})
			}
		}
	}
}

// presidesOver asserts the function over what a noun in lower case names at token j: "la
// diplomatie marocaine", "the Hamas team". The function is worded as far as its "of".
func (r *reader) presidesOver(s *sentence, j int, who, title string) bool {
	role := Role{Body: None, Country: None}
	from := j
	if at(s.toks, from).in(isArticle) || at(s.toks, from).is("du") {
		from++
	}
	end := from
	if r.g.romance {
		if t := at(s.toks, from); t.cap || !t.in(isBodyNoun|isBodyPart|isPortfolio) && !r.ledBody(s, j, from) {
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
			if !r.ledBody(s, j, from) {
				return false
			}
			for end < len(s.toks) && end < from+4 && !at(s.toks, end).in(isStop|isPreposition) && at(s.toks, end).kind == word {
				end++
			}
		}
	}
	if e, n := r.g.lex.match(s.toks, min(end, len(s.toks)-1)); r.g.romance && n > 0 && e.kind == lexDemonym {
		role.Country = r.country(e.id)
	}
	if r.g.romance && at(s.toks, from).is3("diplomatie", "delegation", "equipe") {
		title = "chef de "
	}
	if at(s.toks, j).is2("la", "l'") {
		title += at(s.toks, j).text + " "
	}
	role.Title = strings.ReplaceAll(title, "' ", "'") + surfaceOf(s.toks[from:end])
	r.role(s, r.person(who), role)
	return true
}

// ledBody reports whether a noun at token from, after an article at j, can name what is
// led: any that names no contact.
func (r *reader) ledBody(s *sentence, j, from int) bool {
	t := at(s.toks, from)
	if from == j || t.kind != word || t.cap || t.in(isStop) || len(t.forms) > 0 || !at(s.toks, j).isAny("la", "l'", "le", "the", "its", "his", "her", "sa", "son") {
		return false
	}
	for k := from; k < len(s.toks) && k < from+3 && s.toks[k].kind == word && !s.toks[k].in(isStop|isPreposition); k++ {
		if n := &s.toks[k].lex.noun; n.contact || n.gathering || s.toks[k].isAny("poll", "polls", "list", "liste", "debats", "sondages", "seance", "effort", "efforts", "race", "course", "way", "charge") {
			return false
		}
	}
	return true
}
