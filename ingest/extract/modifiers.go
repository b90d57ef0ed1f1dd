package extract

import "strings"

// mostModifiers is how many words that the vocabulary does not know may stand between an
// article and its function.
const mostModifiers = 3

// mayModify reports whether a word can stand between an article and a function noun: "the
// force commander", "la toute-puissante ministre". Verbs do so as participles only.
func (g *grammar) mayModify(t *token) bool {
	if t.kind != word || g.romance && t.cap || t.in(isStop|isPreposition|isArticle|isParticle|isModal|isGuest|isHonorific|isHonorificFeminine) || len(t.fold) < 3 ||
		t.lex.noun.contact || t.lex.noun.gathering || t.lex.have != noTense || t.lex.be != noTense || t.lex.weekday > 0 || t.lex.month > 0 || t.lex.unit > 0 {
		return false
	}
	if len(t.forms) == 0 {
		return true
	}
	for _, f := range t.forms {
		if f.tense == participle && f.verb.particle == "" && !f.verb.can(contacts|states|receives) {
			return true
		}
	}
	return false
}

// modifiers returns the token after the words from toks[j] on that modify a function, j
// where no function follows them. What is no participle stays in the title.
func (p *titleParser) modifiers(j int) int {
	if p.det == "" && (p.t == nil || p.t.det == "") {
		return j
	}
	end := j
	for end < len(p.toks) && end < j+mostModifiers {
		if _, n := headAt(p.toks, end); n > 0 || !p.g.romance && portfolioAt(p.toks, end) > 0 {
			break
		}
		if !p.g.mayModify(&p.toks[end]) {
			return j
		}
		end++
	}
	if end == j || end >= len(p.toks) {
		return j
	}
	if h, n := headAt(p.toks, end); n == 0 && (p.g.romance || portfolioAt(p.toks, end) == 0) || n > 0 && (h.mirror || p.toks[end].cap && p.g.romance) {
		return j
	}
	if !p.g.romance {
		p.begin()
		for k := j; k < end; k++ {
			if t := &p.toks[k]; len(t.forms) == 0 && !t.of(personalWords) && !strings.HasSuffix(t.fold, "ed") {
				p.keep(k, k+1)
			}
		}
	}
	t := p.begin()
	for k := j; k < end; k++ {
		t.modified = t.modified || !p.toks[k].of(personalWords)
	}
	return end
}

// possessed reads "'s Foreign Ministry" after the country or body that a complement names.
func (p *titleParser) possessed(j int) int {
	if p.g.romance || j <= p.headEnd || !p.toks[j].is2("'s", "'") {
		return 0
	}
	end := j + 1
	for end < len(p.toks) && end < j+6 && p.toks[end].kind == word && (p.toks[end].cap || len(p.toks[end].forms) == 0) && !p.toks[end].in(isStop|isPreposition) {
		end++
	}
	if _, n := headAt(p.toks, j+1); n > 0 || end == j+1 {
		return 0
	}
	p.part(j+1, end, j+1, end)
	return end - j
}

// apposedTitle reads a function that stands beside a name: after "then" or "alors", after
// an owner whom the lexicon does not know, in French with an adjective before it.
func (g *grammar) apposedTitle(toks []token, i int) *title {
	for n := 0; n < 2 && i+1 < len(toks) && toks[i].of(formerlyWords); n++ {
		if toks[i].is2("until", "jusqu'") && !toks[i+1].isAny("now", "recently", "lately", "then", "ici", "alors", "present") {
			break
		}
		i++
	}
	t := g.titleAt(toks, i)
	if t == nil && !g.romance || t != nil && at(toks, t.to).is("'s") {
		if u := g.ownedTitle(toks, i); u != nil {
			return u
		}
	}
	if t != nil {
		return t
	}
	if g.romance {
		if i+1 < len(toks) && !toks[i].in(isArticle) && g.mayModify(&toks[i]) {
			if _, n := headAt(toks, i+1); n > 0 && !toks[i+1].cap {
				return g.titleAt(toks, i+1)
			}
		}
	}
	return nil
}

// ownedTitle reads a function after an owner whom the lexicon does not know: "X's aide",
// "the group's acting spokesman", "the president-elect's communications director".
func (g *grammar) ownedTitle(toks []token, i int) *title {
	k := i
	if toks[k].in(isArticle) {
		k++
	}
	start := k
	for k < len(toks) && k < start+mostOwner && toks[k].kind == word && !toks[k].is2("'s", "'") && (toks[k].cap || k > i && i < start && !toks[k].in(isStop|isPreposition|isArticle)) {
		k++
	}
	if k == start || k+1 >= len(toks) || !toks[k].is2("'s", "'") {
		return nil
	}
	p := titleParser{g: g, toks: toks, from: k + 1, det: "the"}
	return p.read(k + 1)
}

// mostOwner is of how many words an owner is before its function.
const mostOwner = 4

// standsAlone reports whether no function goes on at toks[j], so that the word before it,
// which may be an adjective, is a function of its own: "her deputy, X".
func (p *titleParser) standsAlone(j int) bool {
	if j >= len(p.toks) || p.toks[j].kind != word {
		return true
	}
	if _, n := headAt(p.toks, j); n > 0 || p.toks[j].in(isAdjective|isPortfolio|isPortfolioHead) {
		return false
	}
	return p.toks[j].cap || p.toks[j].in(isStop)
}
