package extract

// portfolioAt returns the number of tokens of a portfolio at toks[j] that a
// function follows: "external affairs" of "external affairs minister"; 0 where
// there is none.
func portfolioAt(toks []token, j int) int {
	const longest = 6
	for k := j; k < len(toks) && k < j+longest; k++ {
		if toks[k].in(isPortfolioHead) {
			return k - j
		}
		if !toks[k].in(isPortfolio) || k == j && toks[k].is("and") {
			return 0
		}
	}
	return 0
}

// nationalNoun keeps "intelligence" of "of Sudanese intelligence", in English.
func (p *titleParser) nationalNoun(from, k, n int, e *lexEntry) bool {
	if p.g.romance || !p.plainWord(k+n) || len(at(p.toks, k+n).forms) > 0 {
		return false
	}
	p.country(e.id, "")
	p.keep(from, k)
	p.part(k+n, k+n+1, k+n, k+n+1)
	return true
}

// nationalBody reads "Chinese Foreign Ministry": in English, a nationality and
// capitals that end in a noun for a body.
func (p *titleParser) nationalBody(from, k int) int {
	if p.g.romance {
		return 0
	}
	start := k
	if e, n := p.g.lex.match(p.toks, k); e != nil && e.kind == lexDemonym {
		p.country(e.id, "")
		start += n
	}
	end, last := start, 0
	for end < len(p.toks) && end < start+5 && p.toks[end].kind == word && (p.toks[end].cap || p.toks[end].in(isPortfolio)) {
		if end++; p.toks[end-1].in(isBodyNoun) {
			last = end
		}
	}
	if last <= start+1 && (last == 0 || start == k) {
		return 0
	}
	p.part(from, last, start, last)
	return last - from
}
