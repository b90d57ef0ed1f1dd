package extract

import "strings"

// named is one person named in a phrase.
type named struct {
	text     string
	from, to int
}

// phrase is a noun phrase that can be a party to a contact.
type phrase struct {
	from, to int // tokens [from, to), with article, title, apposition and its comma
	people   []named
	title    *title
	entry    *lexEntry // a country or body of the lexicon
	pronoun  string
	body     *body // a body found by construction
	prep     string
	weak     bool // a lone capital that nothing else explains
	female   bool
	label    string // "ceux de X": wording put together
	comma    bool   // closed by the comma of an apposition
}

// phrases finds the noun phrases of a sentence, in order, without overlap.
func (g *grammar) phrases(toks []token, r *roster, skip map[int]int) []phrase {
	var out []phrase
	for i := 0; i < len(toks); {
		if to := skip[i]; to > i { // a date
			i = to
			continue
		}
		p, ok := g.phraseAt(toks, r, i)
		if !ok {
			i = g.afterPlace(toks, r, i)
			continue
		}
		p.prep = g.prepBefore(toks, p.from)
		out = append(out, p)
		i = p.to
	}
	return out
}

// afterPlace steps over a name of several words that follows "à" or "in" and is
// therefore one of a place: "York" of "à New York" names nobody.
func (g *grammar) afterPlace(toks []token, r *roster, i int) int {
	if toks[i].kind != word || !toks[i].cap || !g.afterPlacePreposition(toks, i) {
		return i + 1
	}
	if _, n := g.lex.match(toks, i); n > 0 {
		return i + n
	}
	end, words := g.nameAt(toks, i)
	if words > 1 && r.find(surfaceOf(toks[i:end])) == nil {
		return end
	}
	return i + 1
}

// prepositions that can stand before a party; a party without one is a subject
// or a direct object.
var prepositions = set("de d' du à au aux en dans sur sous par pour avec sans chez vers entre contre depuis selon apres avant " +
	"of to in on at by for from with into over after before between against about about")

func (g *grammar) prepBefore(toks []token, from int) string {
	switch t := toks[from]; {
	case t.is("du"):
		return "de"
	case t.is("au", "aux"):
		return "à"
	}
	if from > 0 && prepositions[toks[from-1].fold] {
		return toks[from-1].fold
	}
	if from > 1 && g.dets[toks[from-1].fold] && prepositions[toks[from-2].fold] {
		return toks[from-2].fold
	}
	return ""
}

func (g *grammar) phraseAt(toks []token, r *roster, i int) (phrase, bool) {
	if toks[i].kind == punct {
		return phrase{}, false
	}
	if t := g.titleAt(toks, i); t != nil {
		return g.titled(toks, r, t), true
	}
	if p, ok := g.nationalAt(toks, r, i); ok {
		return p, true
	}
	if p, ok := g.personAt(toks, r, i); ok {
		return p, true
	}
	if p, ok := g.placelessAt(toks, i); ok {
		return p, true
	}
	switch t := toks[i]; {
	case t.is("il", "elle", "he", "she"):
		return phrase{from: i, to: i + 1, pronoun: t.fold, female: t.is("elle", "she")}, true
	case t.is("lui", "him", "her") && i > 0 && (toks[i-1].is("avec", "with") || !t.is("lui", "her") || t.is("her") && pronounHer(toks, i)):
		return phrase{from: i, to: i + 1, pronoun: t.fold}, true
	case t.is("ce", "cette") && i+1 < len(toks) && toks[i+1].is("dernier", "derniere"):
		return phrase{from: i, to: i + 2, pronoun: "ce dernier", female: t.is("cette")}, true
	case t.is("ceux", "celles"):
		return g.thoseAt(toks, i)
	}
	return phrase{}, false
}

// pronounHer reports whether "her" at toks[i] is no possessive: a preposition,
// a sign or the end follows.
func pronounHer(toks []token, i int) bool {
	return i+1 == len(toks) || toks[i+1].kind == punct || toks[i+1].is("in", "at", "on", "for", "to", "and", "by", "with")
}

// ofCountry reads "of Zambia" after a name with a title, in English.
func (g *grammar) ofCountry(toks []token, t *title, end int) int {
	if g.lang != English || end+1 >= len(toks) || !toks[end].is("of") {
		return end
	}
	if e, n := g.lex.match(toks, end+1); e != nil && e.kind == lexCountry {
		t.countries, t.surfaces = append(t.countries, e.id), append(t.surfaces, "")
		return end + 1 + n
	}
	return end
}

// ranks are heads that name a rank of birth or of arms rather than a function.
var ranks = set("prince princesse princess général générale general amiral amirale admiral")

// titled adds the people that a title introduces: directly, or after a comma
// where the title is definite.
func (g *grammar) titled(toks []token, r *roster, t *title) phrase {
	p := phrase{from: t.from, to: t.to, title: t, female: t.head.feminine || t.det == "la"}
	j := t.to
	comma := j < len(toks) && toks[j].is(",") && t.definite()
	if comma {
		j++
	}
	start, female := skipHonorific(toks, j)
	if start >= len(toks) {
		return p
	}
	end, words := g.nameAt(toks, start)
	if words == 0 || comma && words == 1 && r.find(surfaceOf(toks[start:end])) == nil {
		return p
	}
	p.female = p.female || female
	p.people = append(p.people, named{surfaceOf(toks[start:end]), start, end})
	p.to = g.ofCountry(toks, t, end)
	for t.head.plural {
		next, ok := g.anotherName(toks, p.to)
		if !ok {
			break
		}
		p.people = append(p.people, next)
		p.to = g.ofCountry(toks, t, next.to)
	}
	if comma {
		p.closeComma(toks)
	} else if len(p.people) == 1 {
		g.parenthesis(toks, &p)
		if ranks[t.head.singular] { // "le prince X, ministre de Y": the function, not the rank
			q := p
			if g.apposition(toks, &q); q.title != t {
				return q
			}
		}
	}
	return p
}

// anotherName reads ", B" or "et B" where B is a name in full.
func (g *grammar) anotherName(toks []token, j int) (named, bool) {
	k := j
	for k < len(toks) && k < j+2 && toks[k].is(",", "et", "and") {
		k++
	}
	if k == j || k >= len(toks) {
		return named{}, false
	}
	k, _ = skipHonorific(toks, k)
	if k >= len(toks) {
		return named{}, false
	}
	end, words := g.nameAt(toks, k)
	return named{surfaceOf(toks[k:end]), k, end}, words >= 2
}

func (p *phrase) closeComma(toks []token) {
	if p.to < len(toks) && toks[p.to].is(",") {
		p.to++
		p.comma = true
	}
}

// parenthesis steps over a short bracket after a name.
func (g *grammar) parenthesis(toks []token, p *phrase) {
	if p.to >= len(toks) || !toks[p.to].is("(") {
		return
	}
	for k := p.to + 1; k < len(toks) && k < p.to+8; k++ {
		if toks[k].is(")") {
			p.to = k + 1
			return
		}
	}
}

// nationalAt reads "l'Autrichien Anna Muster": a nationality and a name.
func (g *grammar) nationalAt(toks []token, r *roster, i int) (phrase, bool) {
	j := i
	if g.lang == English {
		return g.possessedAt(toks, i)
	}
	if !g.dets[toks[j].fold] {
		return phrase{}, false
	}
	j++
	if j >= len(toks) || !toks[j].cap {
		return phrase{}, false
	}
	e := (*lexEntry)(nil)
	n := 0
	for _, c := range g.lex.byFirst[toks[j].fold] {
		if c.kind == lexDemonym && len(c.words) == 1 {
			e, n = c, 1
		}
	}
	if e == nil || j+n >= len(toks) {
		return phrase{}, false
	}
	end, words := g.nameAt(toks, j+n)
	if words < 2 && r.find(surfaceOf(toks[j+n:end])) == nil {
		return phrase{}, false
	}
	return phrase{from: i, to: end, people: []named{{surfaceOf(toks[j+n : end]), j + n, end}}}, true
}

// possessedAt reads "Norway's Anna Berg": a country and a name.
func (g *grammar) possessedAt(toks []token, i int) (phrase, bool) {
	e, n := g.lex.match(toks, i)
	if e == nil || e.kind != lexCountry || i+n+1 >= len(toks) || !toks[i+n].is("'s") {
		return phrase{}, false
	}
	start := i + n + 1
	end, words := g.nameAt(toks, start)
	if words < 2 {
		return phrase{}, false
	}
	p := phrase{from: i, to: end, people: []named{{surfaceOf(toks[start:end]), start, end}}}
	g.apposition(toks, &p)
	return p, true
}

// personAt reads a name and the title in apposition after it.
func (g *grammar) personAt(toks []token, r *roster, i int) (phrase, bool) {
	start, female := skipHonorific(toks, i)
	if start >= len(toks) {
		return phrase{}, false
	}
	end, words := g.nameAt(toks, start)
	if words == 0 {
		return phrase{}, false
	}
	text := surfaceOf(toks[start:end])
	known := r.find(text)
	if i > 0 && g.dets[toks[i-1].fold] && known == nil {
		return phrase{}, false // an article: the name of a body or a thing
	}
	if i > 0 && g.dets[toks[i-1].fold] && start == i {
		return phrase{}, false
	}
	if start == i && known == nil && g.afterPlacePreposition(toks, i) {
		return phrase{}, false
	}
	p := phrase{from: i, to: end, people: []named{{text, start, end}}, female: female}
	p.weak = words == 1 && known == nil && start == i
	g.parenthesis(toks, &p)
	g.apposition(toks, &p)
	return p, true
}

// apposition reads ", secrétaire du Conseil de X," after a name.
func (g *grammar) apposition(toks []token, p *phrase) {
	j := p.to
	if j+1 >= len(toks) || !toks[j].is(",") || toks[j+1].kind != word {
		return
	}
	from := j + 1
	if toks[from].is("both", "tous", "toutes") && from+1 < len(toks) {
		from++
		if toks[from].is("deux", "two") && from+1 < len(toks) {
			from++
		}
	}
	t := g.titleAt(toks, from)
	if t == nil || t.head.group || t.head.plural && !(p.from > 0 && toks[p.from-1].is("et", "and")) {
		return
	}
	if t.to < len(toks) {
		k, _ := skipHonorific(toks, t.to)
		if k < len(toks) {
			if _, words := g.nameAt(toks, k); words > 0 {
				return // the title belongs to the next name
			}
		}
		if !toks[t.to].is(",", ".", ";", ")", "et", "à", "and", "»", "!", "?", "avec", "qui", "en", "lors") && t.det != "" {
			return
		}
	}
	p.title = t
	p.female = p.female || t.head.feminine || t.det == "la"
	p.to = t.to
	p.closeComma(toks)
}

// placelessAt reads a country or body, named by the lexicon or by its noun.
func (g *grammar) placelessAt(toks []token, i int) (phrase, bool) {
	j := i
	if g.dets[toks[j].fold] && j+1 < len(toks) {
		j++
	}
	if e, n := g.lex.match(toks, j); e != nil && (e.kind == lexCountry || e.kind == lexBody) {
		return phrase{from: i, to: j + n, entry: e}, true
	}
	if j == i || toks[j].kind != word && !toks[j].is("«", "“") {
		return phrase{}, false
	}
	quoted := toks[j].is("«", "“")
	if quoted {
		j++
	}
	if j >= len(toks) || !bodyNouns[toks[j].fold] || !quoted && !toks[j].cap {
		return phrase{}, false
	}
	end := g.bodyEnd(toks, j)
	b := &body{text: surfaceOf(toks[j:end])}
	if quoted && end < len(toks) && toks[end].is("»", "”") {
		end++
	}
	return phrase{from: i, to: end, body: b}, true
}

// bodyEnd returns where the name of a body that starts at toks[j] ends.
func (g *grammar) bodyEnd(toks []token, j int) int {
	p := &titleParser{g: g, toks: toks, t: &title{}, headEnd: j + 1}
	p.keep(j, j+1)
	end := p.complements(j + 1)
	return max(j+1, min(end, len(toks)))
}

// thoseAt reads "ceux de la « coalition des volontaires »"; the noun that
// "ceux" stands for is filled in by the reader.
func (g *grammar) thoseAt(toks []token, i int) (phrase, bool) {
	p := &titleParser{g: g, toks: toks, t: &title{head: head{plural: true}}, headEnd: i + 1}
	end := p.complements(i + 1)
	if end == i+1 {
		return phrase{}, false
	}
	p.t.to = end
	p.t.from = i
	t := p.t
	t.label = surfaceOf(toks[i+1 : end])
	out := phrase{from: i, to: end, title: t, label: t.label, pronoun: "ceux"}
	for k := i + 1; k < end; k++ {
		if toks[k].is("«") && k+1 < end && bodyNouns[toks[k+1].fold] {
			e := k + 1
			for e < end && !toks[e].is("»") {
				e++
			}
			out.title.body = &body{text: surfaceOf(toks[k+1 : e])}
		}
	}
	out.label = strings.NewReplacer("« ", "", "«", "", " »", "", "»", "", "\u00a0", " ").Replace(out.label)
	return out, true
}
