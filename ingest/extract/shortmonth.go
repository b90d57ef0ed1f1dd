package extract

import "strings"

// shortMonths makes of the months that the tokens from start on shorten what their full names
// would be, where a number stands beside: "Feb. 15", "5 Sept", "in Dec. 2022". A full stop
// that only shortens is no token of its own, so that "on Aug. 3 in Oslo" is read as
// "on August 3 in Oslo". "Jan" and "Mar" without a number stay the names that they are.
func (x *splitter) shortMonths(text string, toks []token, start int) []token {
	for i := start + 1; i < len(toks); i++ {
		if toks[i].kind != number {
			continue
		}
		j := i - 1 // "Feb 15", "Feb. 15"
		if toks[j].is(".") && j > start && toks[j].Start == toks[j-1].End {
			j--
		}
		if full, ok := x.shortMonth(toks, j); ok {
			x.spellOut(text, &toks[j], full, toks[i-1].End)
			toks = append(toks[:j+1], toks[i:]...)
			i = j + 1
			continue
		}
		if full, ok := x.shortMonth(toks, i+1); ok && len(toks[i].text) < 3 { // "15 Feb", "15 Feb. 2022"
			stop := i + 2
			if stop+1 < len(toks) && toks[stop].is(".") && toks[stop].Start == toks[i+1].End {
				x.spellOut(text, &toks[i+1], full, toks[stop].End)
				toks = append(toks[:stop], toks[stop+1:]...)
			} else {
				x.spellOut(text, &toks[i+1], full, toks[i+1].End)
			}
		}
	}
	return toks
}

// shortMonth returns the full name of the month that the word at toks[j] shortens.
func (x *splitter) shortMonth(toks []token, j int) (string, bool) {
	if j < 0 || j >= len(toks) || !toks[j].cap || len(toks[j].text) > 4 {
		return "", false
	}
	full, ok := x.short[toks[j].fold]
	return full, ok
}

// spellOut gives a token the meaning of a word that it shortens, and the bytes up to end.
func (x *splitter) spellOut(text string, t *token, full string, end int) {
	start := t.Start
	*t = x.append(nil, full, 0, len(full), word)[0]
	t.Span, t.text = Span{start, end}, text[start:end]
}

// shorten notes that a word stands for the n-th month of the year.
func (x *splitter) shorten(w string, n int, months []string) {
	if x.short == nil {
		x.short = map[string]string{}
	}
	full := months[n-1]
	x.short[w] = strings.ToUpper(full[:1]) + full[1:]
}
