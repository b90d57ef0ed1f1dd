package extract

import "strings"

// opensOnly reports whether the capital at toks[i] only opens a sentence and is no part of the
// name after it: "Whether Sputnik", "Neither Putin nor", "Flanked by", "Interrogé lundi".
func (g *grammar) opensOnly(toks []token, i int) bool {
	if i > 0 && (toks[i-1].kind != punct || toks[i-1].is(",") || toks[i-1].is(".")) {
		return false
	}
	t := &toks[i]
	if t.of(openerWords) {
		return true
	}
	if !at(toks, i+1).cap || t.firstName() {
		return false
	}
	endings := participles
	if g.romance {
		endings = romanceParticiples
	}
	for _, end := range endings {
		if len(t.low) > len(end)+2 && strings.HasSuffix(t.low, end) {
			return true
		}
	}
	return false
}

// Endings of participles and adverbs that open sentences before a name.
var (
	participles        = []string{"ed", "ly"}
	romanceParticiples = []string{"é", "ée", "és", "ées", "issant"}
)
