package extract

// Phrases of countries and bodies, which stand for nobody in particular.

// placelessAt reads a country or body, named by the lexicon or by its noun.
func (g *grammar) placelessAt(toks []token, i int) (phrase, bool) {
	j := i
	if toks[j].in(isArticle) && j+1 < len(toks) {
		j++
	}
	if e, n := g.lex.match(toks, j); e != nil && (e.kind == lexCountry || e.kind == lexBody) {
		if end := g.movementEnd(toks, j, j+n); end > 0 {
			return phrase{from: i, to: end, body: &body{text: g.mem.book.surface(toks[j:end])}}, true
		}
		return phrase{from: i, to: j + n, entry: e}, true
	}
	if j == i || toks[j].kind != word && !toks[j].is2("«", "“") {
		return phrase{}, false
	}
	quoted := toks[j].is2("«", "“")
	if quoted {
		j++
	}
	if !quoted && !g.romance {
		if end := g.bodyRun(toks, j); end > j {
			return phrase{from: i, to: end, body: &body{text: g.mem.book.surface(toks[j:end])}}, true
		}
	}
	if j >= len(toks) || !toks[j].in(isBodyNoun) || !quoted && !toks[j].cap {
		return phrase{}, false
	}
	end := g.bodyEnd(toks, j)
	b := &body{text: g.mem.book.surface(toks[j:end])}
	if quoted && end < len(toks) && toks[end].is2("»", "”") {
		end++
	}
	return phrase{from: i, to: end, body: b}, true
}

// movementEnd returns where the name of a movement ends that begins with that of its country, toks[j:n]: "Sudan Liberation
// Army"; 0 where there is none.
func (g *grammar) movementEnd(toks []token, j, n int) int {
	if g.romance || !at(toks, n).isAny("liberation", "resistance", "revolutionary", "patriotic", "people's", "peoples", "independence", "salvation") {
		return 0
	}
	for end := n + 1; end < len(toks) && end < n+4 && toks[end].cap && toks[end].kind == word; end++ {
		if toks[end].isAny("army", "movement", "front", "party", "force", "forces", "council", "alliance", "congress") {
			return end + 1
		}
	}
	return 0
}

// bodyRun returns where a body ends whose name starts at toks[j] and has its noun last: "Moro Islamic
// Liberation Front", "Lima Group"; j where there is none.
func (g *grammar) bodyRun(toks []token, j int) int {
	const longest = 6 // words
	end := j
	for end < len(toks) && end < j+longest && toks[end].kind == word && (toks[end].cap || toks[end].is("and") && at(toks, end+1).cap || toks[end].is("'s") && end > j) {
		end++
	}
	if end < j+2 || !toks[end-1].in(isBodyNoun|isBodyPart) || !toks[end-1].cap || len(toks[j].lex.heads) > 0 || toks[end-1].in(isVenue) {
		return j
	}
	return end
}

// bodyEnd returns where the name of a body that starts at toks[j] ends.
func (g *grammar) bodyEnd(toks []token, j int) int {
	p := &titleParser{g: g, toks: toks, t: g.newTitle(), headEnd: j + 1}
	p.keep(j, j+1)
	end := p.complements(j + 1)
	return max(j+1, min(end, len(toks)))
}
