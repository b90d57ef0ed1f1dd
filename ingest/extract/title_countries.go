package extract

import (
	"slices"
	"strings"
)

// party is a body, or a capital that stands for its government, among those whom a group speaks for.
type party struct {
	entry *lexEntry
	text  string // as worded
	of    string // with what precedes it: "de la Banque mondiale"
}

// countriesList reads "de l'Ukraine", and after a plural "de France, d'Italie
// et du Japon", "of Kinshasa and the M23". The countries leave the title.
func (p *titleParser) countriesList(from, k int, of bool) int {
	e, n := p.partyAt(k)
	if e == nil || !of {
		return 0
	}
	if e.kind != lexCountry {
		if other, _ := p.partyAt(p.nextParty(k + n)); other == nil && e.kind == lexBody {
			return 0 // one body is that of the title
		}
	}
	p.party(e, k, n)
	end := k + n
	for p.t.many() {
		j := p.nextParty(end)
		e, n := p.partyAt(j)
		if e == nil || at(p.toks, j+n).is2("'s", "'") {
			break
		}
		p.party(e, j, n)
		end = j + n
	}
	return end - from
}

// speaks reports whether a function is that of several who stand for others, as heads of bodies do not.
func (t *title) speaks() bool {
	return t.head.group || t.head.plural && (t.head.generic || slices.ContainsFunc(standFor[:], func(w string) bool { return strings.HasSuffix(t.head.singular, w) }))
}

// standFor are the last words of functions of those who stand for others.
var standFor = [...]string{"negotiator", "négociateur", "delegate", "délégué", "mediator", "médiateur", "adviser", "advisor", "conseiller", "expert", "minister", "ministre", "ambassador", "ambassadeur", "lawmaker"}

// partyAt reads a country, and after a plural a body or a capital, at token k.
func (p *titleParser) partyAt(k int) (*lexEntry, int) {
	if k >= len(p.toks) {
		return nil, 0
	}
	e, n := p.g.lex.match(p.toks, k)
	switch {
	case e == nil || e.kind == lexDemonym || e.kind != lexCountry && (!p.t.speaks() || at(p.toks, k+n).is2("'s", "'")):
	case e.kind == lexPlace && (p.g.governs[e.id] == "" || at(p.toks, k-1).in(isArticle)):
	default:
		return e, n
	}
	return nil, 0
}

// nextParty returns where the next party of a list may stand, an item of which ends before token end;
// past the last token where none does.
func (p *titleParser) nextParty(end int) int {
	j := end
	for j < len(p.toks) && p.toks[j].is3(",", "et", "and") {
		j++
	}
	if j == end || j > end+2 {
		return len(p.toks)
	}
	for j < len(p.toks) && (p.toks[j].isAny("de", "du", "des", "d'", "la", "le", "l'", "les", "of", "the") || p.toks[j].is("from") && !p.g.romance) {
		j++
	}
	const most = 2 // words before a body: "the rebel JEM"
	for k := j; k < j+most && k+1 < len(p.toks) && p.toks[k].kind == word && !p.toks[k].cap && len(p.toks[k].forms) == 0; k++ {
		if e, _ := p.g.lex.match(p.toks, k+1); e != nil && e.kind == lexBody {
			return k + 1
		}
	}
	return j
}

// party adds the party at tokens [k, k+n).
func (p *titleParser) party(e *lexEntry, k, n int) {
	if e.kind == lexCountry {
		p.country(e.id, p.surface(k, k+n))
		return
	}
	for _, b := range p.t.bodies {
		if b.entry == e {
			return
		}
	}
	of := k
	for of > p.headEnd && (p.toks[of-1].in(isArticle) || p.toks[of-1].in(isOf)) {
		of--
	}
	p.t.bodies = append(p.t.bodies, party{e, p.join(Span{k, k + n}), p.join(Span{of, k + n})})
}

// comingFrom reads "from Finland and Sweden" and "venus de Finlande" after a plural.
func (p *titleParser) comingFrom(j int) int {
	if !p.t.many() || at(p.toks, p.from-1).is2("'s", "'") {
		return 0 // "X's team from Kinshasa"
	}
	k := j
	switch {
	case !p.g.romance && p.toks[k].is("from"):
		k++
	case p.g.romance && p.toks[k].isAny("venu", "venue", "venus", "venues", "issus", "issues", "envoye", "envoyee", "envoyes", "envoyees"):
		k++
		if at(p.toks, k).is2("specialement", "expres") {
			k++
		}
		if !at(p.toks, k).is4("de", "du", "des", "d'") && !(at(p.toks, k).is("par") && at(p.toks, k-1).fold[0] == 'e') {
			return 0
		}
		k++
	default:
		return 0
	}
	if at(p.toks, k).isAny("the", "le", "la", "l'", "les") {
		k++
	}
	e, n := p.partyAt(k)
	if e == nil {
		return 0
	}
	if m := p.countriesList(j, k, true); m > 0 {
		return m
	}
	p.party(e, k, n)
	return k + n - j
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
