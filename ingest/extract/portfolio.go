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
