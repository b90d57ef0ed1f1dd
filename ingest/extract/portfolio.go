package extract

// portfolios are the fields, folded, that stand before an English function:
// "external affairs minister", "treasury secretary".
var portfolios = set(`external internal foreign home affairs treasury industry agriculture environment climate transport culture education labour
	labor commerce security cabinet planning development cooperation international information water oil petroleum energy mines
	investment migration immigration european europe social economic economy finance interior defence defense trade health justice
	technology science housing tourism sports regional public works national policy military naval navy air force police
	intelligence budget science youth women maritime fisheries digital communications infrastructure veterans and`)

// portfolioHeads are the functions that take a portfolio before them.
var portfolioHeads = set("minister ministers secretary secretaries chief chiefs commissioner commissioners adviser advisor advisers advisors envoy head director")

// portfolioAt returns the number of tokens of a portfolio at toks[j] that a
// function follows, 0 where there is none.
func portfolioAt(toks []token, j int) int {
	const longest = 6
	for k := j; k < len(toks) && k < j+longest; k++ {
		if portfolioHeads[toks[k].fold] {
			return k - j
		}
		if !portfolios[toks[k].fold] || k == j && toks[k].is("and") {
			return 0
		}
	}
	return 0
}
