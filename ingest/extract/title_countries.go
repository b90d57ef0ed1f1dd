package extract

// countriesList reads "de l'Ukraine", and after a plural "de France, d'Italie
// et du Japon". The countries leave the title.
func (p *titleParser) countriesList(from, k int, of bool) int {
	e, n := p.g.lex.match(p.toks, k)
	if e == nil || e.kind != lexCountry || !of {
		return 0
	}
	p.country(e.id, p.surface(k, k+n))
	end := k + n
	for p.t.many() {
		j := end
		for j < len(p.toks) && p.toks[j].is3(",", "et", "and") {
			j++
		}
		if j == end || j > end+2 {
			break
		}
		for j < len(p.toks) && p.toks[j].isAny("de", "du", "des", "d'", "la", "le", "l'", "les", "of", "the") {
			j++
		}
		if j >= len(p.toks) {
			break
		}
		e, n := p.g.lex.match(p.toks, j)
		if e == nil || e.kind != lexCountry {
			break
		}
		p.country(e.id, p.surface(j, j+n))
		end = j + n
	}
	return end - from
}

// someCountries drops "de plusieurs pays européens" from a group.
func (p *titleParser) someCountries(from, k int) int {
	for j := k; j < len(p.toks) && j < k+3; j++ {
		if p.toks[j].is4("pays", "etats", "countries", "nations") && p.t.many() {
			end := j + 1
			for end < len(p.toks) && end < j+4 && p.plainWord(end) {
				end++
			}
			p.generic = true
			return end - from
		}
	}
	return 0
}

// dont reads ", dont le Royaume-Uni, l'Allemagne et la France".
func (p *titleParser) dont(j int) int {
	k := j
	if p.toks[k].is(",") {
		k++
	}
	if k >= len(p.toks) || !p.t.many() || !p.toks[k].is3("dont", "including", "notamment") {
		return 0
	}
	k++
	end := 0
	for k < len(p.toks) {
		if k < len(p.toks) && p.toks[k].is2("ceux", "celles") {
			k++
		}
		for k < len(p.toks) && p.toks[k].isAny("le", "la", "l'", "les", "the", "de", "du", "des", "d'") {
			k++
		}
		if k >= len(p.toks) {
			break
		}
		e, n := p.g.lex.match(p.toks, k)
		if e == nil || e.kind != lexCountry {
			break
		}
		p.country(e.id, p.surface(k, k+n))
		end = k + n
		k = end
		for k < len(p.toks) && k < end+2 && p.toks[k].is3(",", "et", "and") {
			k++
		}
		if k == end {
			break
		}
	}
	if end == 0 {
		return 0
	}
	return end - j
}

// surface returns a country as worded, with its article if it has one.
func (p *titleParser) surface(from, to int) string {
	if from > 0 {
		switch t := p.toks[from-1]; t.fold {
		case "le", "la", "l'", "les":
			from--
		case "du":
			return "le " + p.join(Span{from, to})
		case "des":
			return "les " + p.join(Span{from, to})
		}
	}
	return p.join(Span{from, to})
}
