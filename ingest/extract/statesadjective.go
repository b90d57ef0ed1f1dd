package extract

import (
	"slices"
	"strings"
	"sync"
)

// Talks may be told by the adjective of both states: "the Russian-Turkish consultations", "le dialogue
// algéro-français". They are parties where the text names both elsewhere; else only a gathering is told.

// jointPrefixes are what stands for the first country in such an adjective, folded, with its code.
var jointPrefixes = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, r := range rows("joint.txt") {
		code, list, ok := strings.Cut(r.text, "  ")
		if !ok {
			r.bad()
		}
		for p := range strings.SplitSeq(list, ",") {
			out[Fold(strings.TrimSpace(p))] = code
		}
	}
	return out
})

// adjectival returns the two states that an adjective beside the noun at n is of, where the text names both, and the
// token after noun and adjective.
func (r *reader) adjectival(s *sentence, n int) (who []EntityID, end int) {
	const reach = 3 // tokens from the noun to its adjective
	step := -1
	if r.g.romance {
		step = 1
	}
	for j, k := n+step, 0; j >= 0 && j < len(s.toks) && k < reach; j, k = j+step, k+1 {
		t := &s.toks[j]
		if t.kind != word || t.in(isPreposition|isArticle) || s.verbFrom[j] {
			break
		}
		first, second, ok := strings.Cut(t.fold, "-")
		if !ok {
			continue
		}
		a, b := r.g.jointLand(first), r.g.jointLand(second)
		if a == "" || b == "" || a == b {
			continue
		}
		x, y := r.landNamed(a), r.landNamed(b)
		if x == nil || y == nil {
			return nil, 0
		}
		for _, e := range [2]*lexEntry{x, y} {
			id := r.entry(e)
			r.called(id, r.g.lex.text(e))
			who = append(who, id)
		}
		return who, max(n, j) + 1
	}
	return nil, 0
}

// jointLand returns the code of the country that a folded adjective, or what stands for it before another, is of; "" for
// none.
func (g *grammar) jointLand(word string) string {
	if code := jointPrefixes()[word]; code != "" {
		return code
	}
	if x := g.split.vocabulary.find(word); x != nil {
		for i := range x.entries {
			if e := &x.entries[i]; e.kind == lexDemonym && e.size() == 1 {
				return e.id
			}
		}
	}
	return ""
}

// landNamed returns the name by which the text calls a country, nil where it names it nowhere.
func (r *reader) landNamed(code string) *lexEntry {
	toks := r.mem.tokens
	for j := range toks {
		if !toks[j].cap || !slices.ContainsFunc(toks[j].lex.entries, func(e lexEntry) bool { return e.kind == lexCountry && e.id == code }) {
			continue
		}
		if e, _ := r.g.lex.match(toks, j); e != nil && e.kind == lexCountry && e.id == code {
			return e
		}
	}
	return nil
}
