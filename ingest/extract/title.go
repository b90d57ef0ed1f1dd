package extract

import (
	"slices"
	"strings"
)

// body is an organization named within a title or on its own.
type body struct {
	entry   *lexEntry // of the lexicon, else nil
	text    string
	acronym string
}

// title is a function or group as a phrase: "le secrétaire d'État américain".
type title struct {
	from, to   int // tokens, with the article and an acronym in brackets
	head       head
	det        string // folded, empty where there is none
	text       string // without article, nationality and country; singular
	label      string // as worded, without article and list of countries
	countries  []string
	surfaces   []string // the countries as worded with their article: "le Royaume-Uni"
	bodies     []party  // of a list: bodies, and capitals that stand for governments
	body       *body
	split      []string // labels of a group of several kinds: "représentants des A et de B"
	splitBody  []*body
	bearer     *EntityID // whom the title means, once it is known
	modified   bool      // by words that the vocabulary does not know
	ofPersonAt int       // token where a person follows as complement, 0 none
	owns       []string  // functions of the people after the first, empty for the same as his
}

func (t *title) definite() bool {
	switch t.det {
	case "le", "la", "l'", "les", "son", "sa", "ses", "leur", "leurs", "au", "aux", "du", "the", "his", "her", "its", "their":
		return true
	}
	return false
}

func (t *title) many() bool { return t.head.plural || t.head.group }

// mayTitle reports whether a function noun can follow at toks[i] after articles,
// adjectives, countries and portfolios. It spares titleAt most of its calls.
func (g *grammar) mayTitle(toks []token, i int) bool {
	const reach = 9 // tokens before a function noun
	unknown := 0
	for j := i; j < len(toks) && j < i+reach; j++ {
		t := &toks[j]
		if len(t.lex.heads) > 0 {
			return true
		}
		if t.in(isArticle|isAdjective|isPortfolio|isPortfolioHead|isDirection) || len(t.lex.entries) > 0 || !g.romance && (t.is(".") && at(toks, j-1).cap || len(t.text) == 1 && t.cap || t.is3("'s", "and", "'") || j > i && at(toks, j-1).cap && t.cap) {
			continue
		}
		if unknown++; unknown <= mostModifiers && (j > i || toks[i].in(isArticle)) && g.mayModify(t) {
			continue
		}
		return false
	}
	return false
}

// titleAt reads a function noun with its article and complements at toks[i].
func (g *grammar) titleAt(toks []token, i int) *title {
	if !g.mayTitle(toks, i) {
		return nil
	}
	p := titleParser{g: g, toks: toks, from: i}
	j := i
	if toks[j].in(isArticle) {
		p.det = toks[j].fold
		j++
	} else if i > 0 && toks[i-1].is("whose") {
		p.det = "the" // "whose president, X, will receive him"
	}
	return p.read(j)
}

// read reads the title whose article ends before toks[j].
func (p *titleParser) read(j int) *title {
	g, toks, i := p.g, p.toks, p.from
	if j = p.before(j); j >= len(toks) {
		return nil
	}
	field := 0
	if _, k := headAt(toks, j); !g.romance && k < 2 {
		field = portfolioAt(toks, j)
	}
	found, n := headAt(toks, min(j+field, len(toks)-1))
	h := *found
	if field > 0 && n > 0 {
		h.singular, n = surfaceOf(toks[j:j+field])+" "+h.singular, n+field
	}
	if n == 0 || g.romance && toks[j].cap && j > i && n == 1 && !toks[j].is("premier") && p.det == "" {
		return nil
	}
	t := p.begin()
	t.head = h
	p.keep(j, j+n)
	p.headEnd = j + n
	t.to = p.complements(j + n)
	p.finish(j)
	return t
}

// titleParser collects the parts of a title as it reads on.
type titleParser struct {
	g        *grammar
	toks     []token
	from     int    // first token of the title
	det      string // its article
	t        *title // nil before it has begun
	kept     []Span // token ranges that stay in the title
	headEnd  int
	bodyFrom int // first token of a body, 0 none
	bodyTo   int
	parts    []Span // complements of a group that name kinds: "des A", "de l'B"
	second   bool   // what follows belongs to the second kind alone
	generic  bool   // "de plusieurs pays européens" was dropped
}

// begin returns the title, a new one at first: most words that may open one do not.
func (p *titleParser) begin() *title {
	if p.t == nil {
		p.t = p.g.newTitle()
		p.t.from, p.t.det = p.from, p.det
	}
	return p.t
}

// newTitle returns a title with nothing in it.
func (g *grammar) newTitle() *title { return &cut(&g.mem.titles, 1)[0] }

// of adds a country and how it is worded, with its article.
func (t *title) of(g *grammar, code, surface string) {
	t.countries, t.surfaces = extend(&g.mem.strings, t.countries, code), extend(&g.mem.strings, t.surfaces, surface)
}

// before reads the adjectives before a function noun, and in English the country
// or body, from toks[j] on, and returns the token after them.
func (p *titleParser) before(j int) int {
	for n := 0; n < 4 && j < len(p.toks); n++ {
		if p.toks[j].in(isAdjective) {
			if h, k := headAt(p.toks, j); k > 1 || k == 1 && (h.singular == "grand" || p.standsAlone(j+1)) {
				break
			}
			j++
			continue
		}
		next := j
		if !p.g.romance {
			next = p.owner(j)
		}
		if next == j {
			return p.modifiers(j)
		}
		j = next
	}
	return j
}

// owner reads "Russian", "Danish and Swedish", "Norway's" or "the UN's" before an
// English function noun, and returns the token after it, or j.
func (p *titleParser) owner(j int) int {
	e, k := p.g.lex.match(p.toks, j)
	if e == nil || e.kind == lexPlace && !at(p.toks, j+k).is2("'s", "'") {
		return j
	}
	j += k
	p.begin()
	if e.kind == lexPlace { // "Dubai's ruler"
		p.t.det = "the"
		return j + 1
	}
	if e.kind == lexBody {
		p.t.body = &body{entry: e, text: p.join(Span{j - k, j})}
	} else {
		p.t.of(p.g, e.id, "")
		if at(p.toks, j).is("and") && (e.kind == lexDemonym || isAcronym(p.toks[j-1].text)) && j+1 < len(p.toks) {
			if d, n := p.g.lex.match(p.toks, j+1); d != nil && d.kind == lexDemonym {
				p.t.of(p.g, d.id, "")
				j += 1 + n
			}
		}
	}
	if at(p.toks, j).is2("'s", "'") {
		j++
		if p.t.det == "" {
			p.t.det = "the"
		}
	}
	return j
}

func (p *titleParser) keep(from, to int) {
	if n := len(p.kept); n > 0 && p.kept[n-1].End == from {
		p.kept[n-1].End = to
		return
	}
	p.kept = extend(&p.g.mem.spans, p.kept, Span{from, to})
}

// complements reads adjectives, prepositional complements, acronyms and lists
// of countries from toks[j] on and returns where the title ends.
func (p *titleParser) complements(j int) int {
	for j < len(p.toks) {
		n := p.demonyms(j)
		if n == 0 {
			n = p.acronym(j)
		}
		if n == 0 {
			n = p.adjective(j)
		}
		if n == 0 {
			n = p.complement(j)
		}
		if n == 0 {
			n = p.interim(j)
		}
		if n == 0 {
			n = p.dont(j)
		}
		if n == 0 {
			n = p.possessed(j)
		}
		if n == 0 {
			n = p.furtherPortfolios(j)
		}
		if n == 0 {
			break
		}
		j += n
	}
	return j
}

// demonyms reads "turc", and after a plural "turc, grec et bulgare".
func (p *titleParser) demonyms(j int) int {
	e, n := p.g.lex.match(p.toks, j)
	if e == nil || e.kind != lexDemonym || p.toks[j].cap && p.g.romance {
		return 0
	}
	p.country(e.id, "")
	if p.bodyFrom > 0 {
		p.bodyTo = min(p.bodyTo, j)
	}
	end := j + n
	for p.t.many() {
		k := end
		for k < len(p.toks) && k < end+2 && p.toks[k].is3(",", "et", "and") {
			k++
		}
		if k == end || k >= len(p.toks) {
			break
		}
		e, n := p.g.lex.match(p.toks, k)
		if e == nil || e.kind != lexDemonym {
			break
		}
		p.country(e.id, "")
		end = k + n
	}
	return end - j
}

func (p *titleParser) country(code, surface string) {
	for _, c := range p.t.countries {
		if c == code {
			return
		}
	}
	p.t.of(p.g, code, surface)
}

// acronym reads "(MIT)".
func (p *titleParser) acronym(j int) int {
	if j+2 < len(p.toks) && p.toks[j].is("(") && p.toks[j+2].is(")") && isAcronym(p.toks[j+1].text) {
		if p.t.body != nil {
			p.t.body.acronym = p.toks[j+1].text
		} else if p.bodyFrom > 0 {
			p.t.body = &body{acronym: p.toks[j+1].text}
		}
		return 3
	}
	return 0
}

// adjective reads a word in lower case that no rule of grammar forbids, and
// "et" with a further adjective.
func (p *titleParser) adjective(j int) int {
	if !p.g.romance {
		return 0
	}
	if at(p.toks, j+1).of(objectWords) && len(p.parts) > 0 {
		return 0 // what follows is its object: a verb that the grammar does not know
	}
	if p.plainWord(j) && !adverbial(p.toks[j].fold) {
		p.extend(j, j+1)
		return 1
	}
	if p.toks[j].is("et") && j+1 < len(p.toks) && p.plainWord(j+1) && adjectival(p.toks[j+1].fold) && p.bodyFrom == 0 &&
		!(j+2 < len(p.toks) && p.plainWord(j+2)) {
		p.extend(j, j+2)
		return 2
	}
	return 0
}

// adverbial reports whether a word looks like an adverb: "également".
func adverbial(w string) bool { return strings.HasSuffix(w, "ment") }

func adjectival(w string) bool {
	for _, s := range []string{"iennes", "eennes", "ennes", "ique", "iques", "al", "ale", "ales", "aux", "aires", "aire", "elle", "elles", "els", "iens", "eens", "if", "ive", "ives"} {
		if strings.HasSuffix(w, s) {
			return true
		}
	}
	return false
}

// interim reads "par intérim", "en exercice": how a function is held.
func (p *titleParser) interim(j int) int {
	t := at(p.toks, j+1)
	if !p.g.romance || !(p.toks[j].is("par") && t.is("interim") || p.toks[j].is("en") && t.is2("exercice", "titre")) {
		return 0
	}
	p.extend(j, j+2)
	return 2
}

func (p *titleParser) extend(from, to int) {
	if !p.second {
		p.keep(from, to)
	}
	if p.bodyFrom > 0 && !p.second {
		p.bodyTo = to
	}
	if n := len(p.parts); n > 0 {
		p.parts[n-1].End = to
	}
}

// plainWord reports whether toks[j] may be an adjective or noun of a title.
func (p *titleParser) plainWord(j int) bool {
	if j >= len(p.toks) {
		return false
	}
	t := p.toks[j]
	if t.kind != word || t.cap || t.in(isLead) || t.in(isStop) || t.in(isArticle) || t.in(isOf) || len(t.fold) < 3 {
		return false
	}
	if len(t.forms) > 0 || t.in(isModal|isWish) || t.lex.have != noTense || t.lex.be != noTense || p.g.verbAt(p.g, p.toks, j).ok() {
		return false
	}
	for _, ending := range []string{"ront", "era", "aient", "erent", "ait", "ant"} {
		if strings.HasSuffix(t.fold, ending) && !t.is3("sortant", "suppleant", "assistant") {
			return false
		}
	}
	if j >= p.headEnd && !p.toks[j-1].in(isOf|isArticle) && p.told(j) {
		return false
	}
	return !(p.t.head.plural && strings.HasSuffix(t.low, "ent"))
}

// complement reads a preposition with what it governs.
func (p *titleParser) complement(j int) int {
	k, from := j, j
	and := p.toks[k].is2("et", "and")
	if and {
		k++
	}
	if n := p.comingFrom(j); n > 0 {
		return n
	}
	if k >= len(p.toks) || !p.toks[k].in(isOf) || p.toks[k].cap {
		return 0
	}
	prep := p.toks[k].fold
	k++
	for k < len(p.toks) && (p.toks[k].is4("de", "du", "des", "d'") && (prep == "aupres" || strings.HasPrefix(prep, "charge"))) {
		k++
	}
	article := prep == "du" || prep == "des" || prep == "au" || prep == "aux"
	if k < len(p.toks) && p.toks[k].isAny("la", "l'", "le", "les", "the", "son", "sa", "ses", "leurs") {
		article = true
		k++
	}
	if k >= len(p.toks) {
		return 0
	}
	if and && p.t.many() && article && len(p.parts) > 0 {
		return p.secondKind(j, k)
	}
	return p.governed(from, k, prep, article, and)
}

// secondKind reads "et de l'B" after "représentants des A": two groups, the
// second of which leaves no trace in the first.
func (p *titleParser) secondKind(j, k int) int {
	kept, parts, from, to, b := slices.Clone(p.kept), slices.Clone(p.parts), p.bodyFrom, p.bodyTo, p.t.body
	n := p.governed(j, k, "", true, false)
	p.kept, p.bodyFrom, p.bodyTo, p.t.body = kept, from, to, b
	p.parts = parts
	p.second = p.second || n > 0
	if n > 0 {
		p.parts = append(p.parts, Span{j + 1, j + n})
	}
	return n
}

// governed reads what follows a preposition whose phrase started at from; k is
// the first token after preposition and article.
func (p *titleParser) governed(from, k int, prep string, article, and bool) int {
	t := p.toks[k]
	of := prep == "de" || prep == "du" || prep == "des" || prep == "d'" || prep == "of" || prep == ""
	if n := p.countriesList(from, k, of); n > 0 {
		return n
	}
	if n := p.someCountries(from, k); n > 0 {
		return n
	}
	if t.isAny("«", "“", "\"") {
		for e := k + 1; e < len(p.toks) && e < k+12; e++ {
			if p.toks[e].isAny("»", "”", "\"") {
				p.part(from, e+1, k+1, e)
				return e + 1 - from
			}
		}
		return 0
	}
	e, n := p.g.lex.match(p.toks, k)
	if e != nil && e.kind == lexPlace && (prep == "à" || prep == "au") {
		return 0
	}
	if e != nil && e.kind == lexDemonym && !(p.t.many() && p.g.armedAt(p.toks, k) > k) && p.nationalNoun(from, k, n, e) {
		return k + n + 1 - from
	}
	if e != nil && e.kind != lexDemonym {
		if e.kind == lexBody && p.t.body == nil {
			p.t.body = &body{entry: e}
		}
		named := n
		if own := t.own; own != nil {
			named = min(n, len(own.words)) // without its acronym in brackets
		}
		p.part(from, k+named, 0, 0)
		return k + n - from
	}
	if n := p.nationalBody(from, k); n > 0 {
		return n
	}
	if end := p.g.armedAt(p.toks, k); end > k && p.t.many() && p.t.body == nil {
		p.t.body = &body{text: p.join(Span{k, end})}
		p.keep(from, end)
		return end - from
	}
	if t.kind != word || t.in(isStop) && !t.is("autres") {
		return 0
	}
	if !t.cap {
		if !p.plainWord(k) && !t.in(isBodyNoun) {
			return 0
		}
		return p.plainPart(from, k)
	}
	if h, n := headAt(p.toks, k); n > 0 && !h.plural && at(p.toks, k+n).cap && !t.in(isBodyNoun) {
		p.t.ofPersonAt = k // "adviser to President Anna Berg"
		return 0
	}
	run := k
	for run < len(p.toks) && p.toks[run].cap && p.toks[run].kind == word {
		run++
	}
	if !article && !t.in(isBodyNoun) && !t.is("etat") && run-k == 2 {
		p.t.ofPersonAt = k
		return 0
	}
	p.part(from, k+1, k, k+1)
	end := k + 1
	for (t.in(isBodyNoun) || article) && end < run && end < k+5 && !p.g.romance { // "of the National Security Council"
		p.extend(end, end+1)
		end++
	}
	if p.g.romance && end < run && p.toks[end].of(thingLast) { // "pour les Grands Lacs"
		p.extend(end, end+1)
		end++
	}
	return end - from
}

// plainPart keeps a complement in lower case, in English with the noun of a body after
// it: "of the armed forces".
func (p *titleParser) plainPart(from, k int) int {
	p.part(from, k+1, k, k+1)
	if p.g.romance || !at(p.toks, k+1).in(isBodyPart) {
		return k + 1 - from
	}
	p.extend(k+1, k+2)
	return k + 2 - from
}

// part keeps a complement [from, to); nounFrom and nounTo bound its noun.
func (p *titleParser) part(from, to, nounFrom, nounTo int) {
	p.keep(from, to)
	if p.bodyFrom > 0 {
		p.bodyTo = to
	} else if nounTo > nounFrom && (p.toks[nounFrom].in(isBodyNoun) || isAcronym(p.toks[nounFrom].text)) {
		p.bodyFrom, p.bodyTo = nounFrom, nounTo
	}
	if n := len(p.parts); n > 0 && p.bodyFrom > 0 {
		p.parts[n-1].End = to
		return
	}
	p.parts = append(p.parts, Span{from, to})
}

// told reports whether a word is a verb in the present of what is done from afar, by its
// beginning (apart.txt): "exige" of "le président russe exige".
func (p *titleParser) told(j int) bool {
	t := &p.toks[j]
	if !p.g.romance || len(t.low) < 4 {
		return false
	}
	stem, ok := strings.CutSuffix(t.low, "e")
	if !ok {
		stem, ok = strings.CutSuffix(t.low, "ent")
	}
	return ok && p.g.split.apart[Fold(stem)]
}
