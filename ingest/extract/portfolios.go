package extract

// furtherPortfolios steps over the other portfolios of a minister who has several: ", de la
// Migration et des Tunisiens à l'étranger" of "ministre des Affaires étrangères, de la Migration et
// des Tunisiens à l'étranger". It returns the number of tokens, 0 where there are none. The first
// is what he is called by, so the others are no part of the title.
func (p *titleParser) furtherPortfolios(j int) int {
	const most = 28 // tokens
	if !p.g.romance || !p.toks[j].is(",") || len(p.parts) == 0 && p.t.body == nil && p.headEnd == j || !p.ofMinister() || p.portfolioAfter(j+1) == 0 {
		return 0
	}
	end := j
	for last := false; !last; {
		last = p.toks[end].is("et")
		k := end + 1
		n := p.portfolioAfter(k)
		if n == 0 {
			return 0
		}
		for k += n; k < len(p.toks) && k < j+most; k++ {
			t := &p.toks[k]
			if t.is(",") || t.is("et") && p.portfolioAfter(k+1) > 0 || t.kind == punct {
				break
			}
			if t.kind != word || boundary(t) || t.lex.have != noTense || t.lex.be != noTense {
				return 0
			}
		}
		if k >= len(p.toks) || k >= j+most || !last && !p.toks[k].is(",") && !p.toks[k].is("et") {
			return 0
		}
		end = k
	}
	if !at(p.toks, end).is(",") {
		return 0
	}
	return end - j
}

// ofMinister reports whether the title is of one who has portfolios.
func (p *titleParser) ofMinister() bool {
	for _, w := range p.t.head.words {
		switch w {
		case "ministre", "vice-ministre", "secretaire", "delegue", "deleguee", "commissaire", "ministere":
			return true
		}
	}
	return false
}

// portfolioAfter returns how many tokens of "de la Migration", "des Sports" stand at token k, 0 for
// none.
func (p *titleParser) portfolioAfter(k int) int {
	n := 1
	switch t := at(p.toks, k); {
	case t.is2("du", "des"), t.is2("au", "aux"):
	case t.is3("de", "d'", "à"):
		if at(p.toks, k+1).is3("la", "l'", "le") {
			n = 2
		}
	default:
		return 0
	}
	if t := at(p.toks, k+n); t.kind == word && (t.cap || t.in(isPortfolio|isPortfolioHead)) {
		return n + 1
	}
	return 0
}

// ownComplement steps over what the second of several has in his function where the first has
// something else, and returns his function: "de la Défense," of "les ministres de la Justice, X,
// et de la Défense, Y". It returns k and nothing where there is no such complement.
func (g *grammar) ownComplement(toks []token, k int, t *title) (int, string) {
	const longest = 12
	if !g.romance || !toks[k].is4("de", "du", "des", "d'") || !t.head.plural || t.head.group {
		return k, ""
	}
	for j := k + 1; j < len(toks) && j < k+longest; j++ {
		switch x := &toks[j]; {
		case x.is(","):
			if end, words := g.nameAt(toks, min(j+1, len(toks)-1)); words >= 2 && at(toks, end).kind == punct {
				from := k + 1
				if toks[from].in(isArticle) {
					from++
				}
				if e, n := g.lex.match(toks, from); e != nil && e.kind == lexCountry && from+n == j {
					t.of(g, e.id, "") // "les présidents du Kenya, X, et de l'Ouganda, Y"
					return j + 1, ""
				}
				return j + 1, t.head.singular + " " + surfaceOf(toks[k:j])
			}
			return k, ""
		case x.kind != word, boundary(x), x.lex.have != noTense, x.lex.be != noTense:
			return k, ""
		}
	}
	return k, ""
}
