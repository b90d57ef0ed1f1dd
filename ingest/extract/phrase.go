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
	count    int    // of "group" as a pronoun: how many people, 0 unknown
	same     bool   // of "group": "the same leaders"
	office   *head  // of "group": the function that all of them hold: "les deux présidents"
	label    string // "ceux de X": wording put together
	comma    bool   // closed by the comma of an apposition
	also     *title // a function told before the title, in apposition
	nation   string // ISO code of the country that "l'Éthiopien X" or "X of Senegal" tells
}

// phrases finds the noun phrases of a sentence, in order, without overlap, and
// appends them to out.
func (g *grammar) phrases(out []phrase, toks []token, r *roster, dates []when) []phrase {
	next := 0 // date
	for i := 0; i < len(toks); {
		for next < len(dates) && dates[next].from < i {
			next++
		}
		if next < len(dates) && dates[next].from == i {
			i = dates[next].to
			continue
		}
		if !toks[i].opens(opensPhrase) {
			i++
			continue
		}
		p, ok := g.phraseAt(toks, r, i)
		if !ok {
			i = g.afterPlace(toks, r, i)
			continue
		}
		if q, ok := g.ownedBy(toks, r, &p); ok {
			p = q
		}
		p.prep = g.prepBefore(toks, p.from)
		out = append(out, p)
		i = p.to
	}
	return out
}

// ownedBy reads the name after a body and "'s" as one phrase with it: "the EU's Anna Berg".
func (g *grammar) ownedBy(toks []token, r *roster, p *phrase) (phrase, bool) {
	if g.romance || len(p.people) > 0 || p.title != nil || p.pronoun != "" || p.entry == nil && p.body == nil || p.entry != nil && p.entry.kind != lexBody || !at(toks, p.to).is("'s") || !at(toks, p.to+1).cap {
		return phrase{}, false
	}
	q, ok := g.phraseAt(toks, r, p.to+1)
	if !ok || len(q.people) != 1 || q.weak || q.title != nil {
		return phrase{}, false
	}
	q.from = p.from
	return q, true
}

// afterPlace steps over a name of several words that follows "à" or "in" and is
// therefore one of a place: "York" of "à New York" names nobody.
func (g *grammar) afterPlace(toks []token, r *roster, i int) int {
	if toks[i].kind != word || !toks[i].cap || !g.afterPlacePreposition(toks, i) {
		if e, n := g.lex.match(toks, i); n > 1 && e.kind == lexPlace {
			return i + n // "Port Moresby" at the head of a sentence
		}
		if _, n := namedAt(toks, i); n > 1 {
			return i + n
		}
		return i + 1
	}
	if _, n := g.lex.match(toks, i); n > 0 {
		return g.pastRegion(toks, r, i+n)
	}
	if i+1 < len(toks) && toks[i+1].cap && toks[i+1].of(thingLast) {
		return i + 2
	}
	if g.placeThenName(toks, i) {
		return i + 1
	}
	end, words := g.nameAt(toks, i)
	if words > 1 && r.find(g.mem.book.surface(toks[i:end])) == nil {
		return g.pastRegion(toks, r, end)
	}
	return g.pastRegion(toks, r, i+1)
}

// pastRegion steps over the region in which a place lies: ", California," of "in
// Woodside, California,".
func (g *grammar) pastRegion(toks []token, r *roster, i int) int {
	if g.romance || !at(toks, i).is(",") || !at(toks, i+1).cap || at(toks, i+1).kind != word {
		return i
	}
	end, words := g.nameAt(toks, i+1)
	if words == 0 || words > 2 || r.find(g.mem.book.surface(toks[i+1:end])) != nil || !at(toks, end).is3(",", ".", ";") {
		return i
	}
	return end
}

func (g *grammar) prepBefore(toks []token, from int) string {
	switch t := &toks[from]; {
	case t.is("du"):
		return "de"
	case t.is2("au", "aux"):
		return "à"
	}
	if from > 0 && toks[from-1].is("that") && from < 3 {
		return "" // "Before that X had conversations"
	}
	if from > 1 && toks[from].kind == word && isAcronym(toks[from-1].text) && !toks[from-1].in(isPreposition) && !toks[from-2].in(isArticle) {
		from-- // "with UNDP director X"
	}
	if from > 3 && toks[from-1].is(",") && toks[from-2].in(isGuest) { // "with his host, X"
		if p := at(toks, from-4); p.in(isPreposition) {
			return p.fold
		}
	}
	if from > 1 && toks[from-1].is("'s") { // "with X's deputy, Y"
		from--
		for from > 1 && toks[from-1].cap && toks[from-1].kind == word {
			from--
		}
	}
	if from > 0 && toks[from-1].in(isPreposition) {
		return toks[from-1].fold
	}
	if from > 1 && toks[from-1].in(isArticle) && toks[from-2].in(isPreposition) {
		return toks[from-2].fold
	}
	return ""
}

func (g *grammar) phraseAt(toks []token, r *roster, i int) (phrase, bool) {
	if t := &toks[i]; t.kind == punct {
		return phrase{}, false
	} else if t.is2("celui-ci", "celle-ci") {
		return phrase{from: i, to: i + 1, pronoun: "ce dernier", female: t.is("celle-ci")}, true
	}
	if i+1 < len(toks) && (toks[i].is2("ces", "these") || toks[i+1].is2("same", "memes") && toks[i].in(isArticle)) {
		if p, ok := g.togetherAt(toks, i); ok {
			return p, true
		}
	}
	if t := g.titleAt(toks, i); t != nil {
		if p := g.titled(toks, r, t); len(p.people) > 0 || !t.head.plural || !strings.HasSuffix(t.head.singular, "envoy") || g.someEnvoys(toks, t) {
			return p, true // other envoys without names stand for no states: their names come later
		}
	}
	// What cannot start with the token is not asked for: most tokens open nothing.
	t := &toks[i]
	article, entries := t.in(isArticle), len(t.lex.entries) > 0 || t.own != nil
	if article || entries {
		if p, ok := g.nationalAt(toks, r, i); ok {
			return p, true
		}
	}
	if t.of(pronounWords) {
		if p, ok := g.compatriotAt(toks, i); ok {
			return p, true
		}
	}
	if t.cap {
		if p, ok := g.personAt(toks, r, i); ok {
			return p, true
		}
	}
	if article {
		if p, ok := g.apposedAt(toks, r, i); ok {
			return p, true
		}
	}
	if article || entries {
		if p, ok := g.placelessAt(toks, i); ok {
			return p, true
		}
	}
	if article || t.lex.few != 0 || t.in(isAll) {
		if p, ok := g.togetherAt(toks, i); ok {
			return p, true
		}
	}
	switch {
	case !t.of(pronounWords): // the words that the cases below start with
	case t.is4("il", "elle", "he", "she"):
		return phrase{from: i, to: i + 1, pronoun: t.fold, female: t.is2("elle", "she")}, true
	case t.is3("lui", "him", "her") && i > 0 && (toks[i-1].is2("avec", "with") || !t.is2("lui", "her") || t.is("her") && pronounHer(toks, i)):
		return phrase{from: i, to: i + 1, pronoun: t.fold}, true
	case t.is2("ce", "cette") && i+1 < len(toks) && toks[i+1].is2("dernier", "derniere"):
		return phrase{from: i, to: i + 2, pronoun: "ce dernier", female: t.is("cette")}, true
	case t.is2("celui-ci", "celle-ci"):
		return phrase{from: i, to: i + 1, pronoun: "ce dernier", female: t.is("celle-ci")}, true
	case t.is("the") && (at(toks, i+1).is("latter") || at(toks, i+1).is("former") && (endsPhrase(at(toks, i+2)) && !at(toks, i+2).cap)):
		return phrase{from: i, to: i + 2, pronoun: at(toks, i+1).fold}, true
	case g.romance && t.is2("le", "la") && at(toks, i+1).isAny("premier", "premiere", "second", "seconde"):
		return ordinalAt(toks, i)
	case t.is4("le", "the", "l'", "la") && at(toks, i+1).in(isGuest) && at(toks, i+1).fold[len(at(toks, i+1).fold)-1] != 's':
		pronoun := "visitor"
		if at(toks, i+1).is2("hote", "host") {
			pronoun = "host"
		}
		return phrase{from: i, to: i + 2, pronoun: pronoun}, true
	case t.is4("son", "sa", "his", "her") && at(toks, i+1).in(isGuest) && !strings.HasSuffix(at(toks, i+1).fold, "s") && !at(toks, i+2).cap && !(at(toks, i+2).is(",") && at(toks, i+3).cap):
		return phrase{from: i, to: i + 2, pronoun: "lui"}, true
	case t.is("them"):
		return themAt(toks, i)
	case t.is2("ceux", "celles"):
		return g.thoseAt(toks, i)
	}
	return phrase{}, false
}

// someEnvoys reports whether a function is that of envoys of several states who are not to be named:
// "Envoys of Iran and Oman met".
func (g *grammar) someEnvoys(toks []token, t *title) bool {
	if t.det != "" || len(t.countries)+len(t.bodies) < 2 || at(toks, t.to).is(",") {
		return false
	}
	before := at(toks, t.from-1)
	return t.from == 0 || before.kind == punct || before.in(isPreposition) || len(before.forms) > 0
}

// together is the pronoun of a phrase for several people told of before.
const together = "group"

// togetherAt reads "les deux hommes", "tous trois", "ils", "the pair".
func (g *grammar) togetherAt(toks []token, i int) (phrase, bool) {
	t := &toks[i]
	p := phrase{from: i, to: i + 1, pronoun: together}
	if t.lex.few != 0 { // they, ils, pair, trio
		p.count = max(0, t.lex.few)
		return p, t.lex.few < 0 || i > 0 && toks[i-1].in(isArticle)
	}
	if !t.in(isArticle|isAll) || i+1 >= len(toks) || t.is2("des", "du") || i > 0 && toks[i-1].is2("de", "of") {
		return p, false
	}
	if t.is2("the", "les") && toks[i+1].is2("same", "memes") && p.sameAt(toks, i+2) {
		return p, true
	}
	if t.is2("ces", "these") && toks[i+1].in(isPeople) && !at(toks, i+2).is4("de", "du", "d'", "of") && !at(toks, i+2).cap {
		p.to = i + 2 // "ces dirigeants"
		return p, true
	}
	if end := g.sameAt(toks, i); end > 0 {
		p.to, p.count = end, sameOnes
		return p, true
	}
	if t.is("both") {
		return g.bothAt(toks, i)
	}
	j := i + 1
	if t.in(isAll) && toks[j].in(isArticle) && j+1 < len(toks) { // "tous les deux"
		j++
	}
	n := toks[j].lex.unit
	if n < 2 || n > 9 || toks[j].in(isArticle) {
		return p, false
	}
	p.count, p.to = n, j+1
	if !g.romance && pastRegion(toks, j+1) > j+1 {
		p.to = pastRegion(toks, j+1) // "the two African leaders"
	}
	if t.in(isAll) {
		return p, true
	}
	if !g.romance { // "the two Central Asian leaders"
		for p.to+1 < len(toks) && toks[p.to].cap && (toks[p.to].in(isDirection) || toks[p.to].of(thingLast) || len(toks[p.to].lex.entries) > 0 && toks[p.to].lex.entries[0].kind == lexDemonym) {
			p.to++
		}
	}
	next := at(toks, p.to)
	if at(toks, p.to+1).is2("'s", "'") {
		return p, false
	}
	if h, k := headAt(toks, min(p.to, len(toks)-1)); p.to < len(toks) && k > 0 && h.plural {
		p.to += k
		if h.ofState && endsPhrase(at(toks, p.to)) {
			p.office = h
		}
		if next := at(toks, p.to); g.romance && next.kind == word && !next.cap && (next.demonym() || next.isAny("europeens", "africains", "occidentaux", "asiatiques", "arabes", "onusiens")) {
			p.to++ // "les deux responsables européens"
		}
		if t := at(toks, p.to); g.romance && !t.cap && t.isAny("europeens", "africains", "asiatiques", "arabes", "occidentaux", "sahéliens", "caucasiens", "baltes", "nordiques", "maghrebins", "scandinaves") {
			p.to++ // "les deux responsables européens"
		}
		return p, !t.is3("un", "une", "des") && t.fold != ""
	}
	if next.in(isPeople) {
		p.to++
		if next := at(toks, p.to); g.romance && next.kind == word && !next.cap && (next.demonym() || next.isAny("europeens", "africains", "occidentaux", "asiatiques", "arabes", "baltes", "africaines", "europeennes")) {
			p.to++ // "les deux dirigeants africains"
		}
		return p, true
	}
	if p.nation = g.nationals(next); p.nation != "" { // "the two Kenyans"
		p.to++
		return p, true
	}
	return p, len(next.forms) > 0 || next.lex.have != noTense || next.lex.be != noTense || next.in(isModal) ||
		!g.romance && t.is("the") && (next.in(isPreposition|isPlacePreposition) && !next.in(isOf) || next.is2(".", ",") || next.lex.weekday > 0)
}

// ofCountry reads "of Zambia" after a name with a title, in English.
func (g *grammar) ofCountry(toks []token, t *title, end int) int {
	if g.romance || end+1 >= len(toks) || !toks[end].is("of") {
		return end
	}
	land := end + 1
	if toks[land].is("the") && land+1 < len(toks) {
		land++ // "of the United States"
	}
	if e, n := g.lex.match(toks, land); e != nil && e.kind == lexCountry {
		t.of(g, e.id, "")
		return land + n
	}
	return end
}

// titled adds the people that a title introduces: directly, or after a comma
// where the title is definite.
func (g *grammar) titled(toks []token, r *roster, t *title) phrase {
	p := phrase{from: t.from, to: t.to, title: t, female: t.head.feminine || t.det == "la"}
	j := g.pastPost(toks, t.to)
	comma := j < len(toks) && toks[j].is(",") && (t.definite() || t.det != "" && !t.many() || t.from > 0 && toks[t.from-1].is("'s") && !t.many())
	if comma {
		j++
	}
	for comma && j+1 < len(toks) && !toks[j].cap && toks[j+1].cap && toks[j].isAny("cheikh", "sheikh", "prince", "princesse", "mgr") {
		j++
	}
	start, female := skipHonorific(toks, j)
	if !t.head.rank {
		start = g.skipRank(toks, start)
	}
	if start >= len(toks) {
		return p
	}
	if comma && start == j && t.definite() && !t.many() { // "le médiateur de l'UA, l'ancien président X,"
		if u := g.titleAt(toks, j); u != nil && !u.many() && !u.head.mirror {
			if g.romance && u.det == "" {
				u.det = t.det // "le ministre d'État, ministre de la Justice, X,"
			}
			if q := g.titled(toks, r, u); len(q.people) == 1 && (at(toks, q.to).is3(",", ".", ";") || q.comma && g.romance) {
				q.from, q.also = p.from, t
				q.closeComma(toks)
				return q
			}
		}
	}
	end, words := g.nameAt(toks, start)
	if words == 0 || comma && words == 1 && r.find(g.mem.book.surface(toks[start:end])) == nil {
		return p
	}
	if comma && !t.definite() && (words < 2 || t.from > 0 && !at(toks, end).is2(",", ".")) {
		return p // but "A former mayor of X, Y Z met" at the head of a sentence
	}
	if comma && !g.romance && (at(toks, t.from-1).lex.be != noTense || at(toks, t.from-1).is("be")) {
		return p // "X will be Norway's ambassador to Mali, Y announced"
	}
	p.female = p.female || female
	p.people = extend(&g.mem.named, p.people, named{g.mem.book.surface(toks[start:end]), start, end})
	p.to = g.afterNamed(toks, t, end)
	for t.head.plural {
		next, ok := g.anotherName(toks, p.to, t)
		if !ok {
			break
		}
		p.people = append(p.people, next)
		p.to = g.afterNamed(toks, t, next.to)
	}
	if comma {
		p.closeComma(toks)
	} else if len(p.people) == 1 {
		g.parenthesis(toks, &p)
		if at(toks, p.to).is(",") {
			if g.apposition(toks, &p); p.title != t && !t.head.rank { // "le prince X, ministre de Y": the function, not the rank
				p.also = t
			}
		}
	}
	return p
}

// pastPost steps over the post of a title before the comma of its name: "l'ambassadeur
// de Hongrie à Kiev, X".
func (g *grammar) pastPost(toks []token, j int) int {
	if !at(toks, j).isAny("à", "au", "aux", "en", "in", "to", "at") || j+1 >= len(toks) {
		return j
	}
	k := j + 1
	if toks[k].in(isArticle) && k+1 < len(toks) {
		k++
	}
	if e, n := g.lex.match(toks, k); e != nil && e.kind != lexDemonym && at(toks, k+n).is(",") {
		return k + n
	}
	return j
}

// afterNamed steps over what tells the country of one of several people: "of
// Zambia", "(Zambie)".
func (g *grammar) afterNamed(toks []token, t *title, end int) int {
	if at(toks, end).is("(") && end+1 < len(toks) {
		if e, n := g.lex.match(toks, end+1); e != nil && e.kind == lexCountry && at(toks, end+1+n).is(")") {
			t.of(g, e.id, "")
			return end + n + 2
		}
	}
	if at(toks, end).is2("for", "pour") { // "A for Norway and B for Chile"
		j := end + 1
		if at(toks, j).in(isArticle) {
			j++
		}
		if j < len(toks) {
			if e, n := g.lex.match(toks, j); e != nil && e.kind == lexCountry && at(toks, j+n).is3(",", "and", "et") {
				t.of(g, e.id, "")
				return j + n
			}
		}
	}
	return g.ofCountry(toks, t, end)
}

// anotherName reads ", B" or "et B" where B is a name in full, perhaps with the
// nationality of its bearer: "les présidents ghanéen A et ivoirien B".
func (g *grammar) anotherName(toks []token, j int, t *title) (named, bool) {
	k := j
	for k < len(toks) && k < j+2 && toks[k].is3(",", "et", "and") {
		k++
	}
	if k == j || k >= len(toks) {
		return named{}, false
	}
	nation := ""
	if e, n := g.lex.match(toks, k); g.romance && e != nil && e.kind == lexDemonym && !toks[k].cap && k+n < len(toks) {
		nation = e.id
		k += n
		if toks[k].is(",") && k+1 < len(toks) { // "les présidents ghanéen, A, et ivoirien, B"
			k++
		}
	}
	own := ""
	if nation == "" {
		k, own = g.ownComplement(toks, k, t)
	}
	k, _ = skipHonorific(toks, k)
	if k >= len(toks) {
		return named{}, false
	}
	end, words := g.nameAt(toks, k)
	if words >= 2 && nation != "" {
		t.of(g, nation, "")
	}
	if words >= 2 {
		t.owns = append(t.owns, own)
	}
	return named{g.mem.book.surface(toks[k:end]), k, end}, words >= 2
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

// personAt reads a name and the title in apposition after it.
func (g *grammar) personAt(toks []token, r *roster, i int) (phrase, bool) {
	start, female := skipHonorific(toks, i)
	if start >= len(toks) {
		return phrase{}, false
	}
	end, words := g.nameAt(toks, start)
	if words == 0 && r.surnameOfPlace(toks, start) {
		end, words = start+1, 1
	}
	if words == 0 {
		return phrase{}, false
	}
	text := g.mem.book.surface(toks[start:end])
	known := r.find(text)
	if i > 0 && toks[i-1].in(isArticle) && known == nil {
		return phrase{}, false // an article: the name of a body or a thing
	}
	if i > 0 && toks[i-1].in(isArticle) && start == i && !styled(toks, i) {
		return phrase{}, false
	}
	if i > 1 && known == nil && toks[i-1].cap && toks[i-1].in(isAdjective) && toks[i-2].in(isArticle|isPlacePreposition) {
		return phrase{}, false // "au Grand Palais"
	}
	if start == i && known == nil && g.afterPlacePreposition(toks, i) {
		return phrase{}, false
	}
	p := phrase{from: i, to: end, people: extend(&g.mem.named, nil, named{text, start, end}), female: female}
	land := end + 1
	if at(toks, land).is("the") {
		land++ // "of the United States"
	}
	if e, n := g.lex.match(toks, min(land, len(toks)-1)); words > 1 && !g.romance && at(toks, end).is("of") && e != nil && e.kind == lexCountry && land < len(toks) {
		p.to, p.nation = land+n, e.id // "Anna Berg of Norway"
	}
	if e, n := g.lex.match(toks, min(end+1, len(toks)-1)); e != nil && e.kind == lexCountry && at(toks, end).is2("for", "pour") && at(toks, end+1+n).is3("and", "et", ",") {
		p.to, p.nation = end+1+n, e.id // "Anna Berg for Norway and"
	}
	p.weak = words == 1 && known == nil && start == i
	if p.weak && toks[i].of(thingSurname) {
		return phrase{}, false // "the Hall was full"
	}
	if p.weak && r.onlyHead(toks, i) {
		return phrase{}, false // "Semiconductors were discussed"
	}
	if p.weak && i > 0 && !toks[i-1].cap && toks[i-1].in(isVenue|isThing) && g.romance {
		return phrase{}, false // "l'hôtel Metropole"
	}
	if p.weak && i > 1 && toks[i-1].is3("de", "d'", "of") && (toks[i-2].in(isVenue|isThing) || toks[i-2].isAny("chateau", "universite", "university", "castle", "traite", "treaty")) {
		return phrase{}, false // "le château de Windsor"
	}
	g.parenthesis(toks, &p)
	g.apposition(toks, &p)
	return p, true
}

// pastOwner steps over the function of whom a title serves: the "'s President" of
// "adviser to Mali's President,".
func (g *grammar) pastOwner(toks []token, to int) int {
	if g.romance || !at(toks, to).is("'s") {
		return to
	}
	for k := to + 1; k < len(toks) && k < to+5; k++ {
		if toks[k].kind == punct {
			if toks[k].is(",") {
				return k
			}
			break
		}
		if _, n := headAt(toks, k); n == 0 && !toks[k].cap {
			break
		}
	}
	return to
}

// apposition reads ", secrétaire du Conseil de X," after a name.
func (g *grammar) apposition(toks []token, p *phrase) {
	j := p.to
	if j+1 >= len(toks) || !toks[j].is(",") || toks[j+1].kind != word {
		return
	}
	from := j + 1
	if toks[from].is3("both", "tous", "toutes") && from+1 < len(toks) {
		from++
		if toks[from].is2("deux", "two") && from+1 < len(toks) {
			from++
		}
	}
	t := g.apposedTitle(toks, from)
	if t != nil {
		t.to = g.pastOwner(toks, t.to)
	}
	if t == nil || t.head.group || t.head.plural && !(p.from > 0 && toks[p.from-1].is2("et", "and") || p.from > 1 && toks[p.from-1].is2("de", "d'") && toks[p.from-2].is("et")) {
		return
	}
	if t.to < len(toks) {
		k, _ := skipHonorific(toks, t.to)
		if k < len(toks) {
			if _, words := g.nameAt(toks, k); words > 0 {
				return // the title belongs to the next name
			}
		}
		if !toks[t.to].of(titleEnds) && t.det != "" {
			return
		}
		if t.det != "" && g.titlesNext(toks, t.to) {
			return
		}
	}
	p.title = t
	p.female = p.female || t.head.feminine || t.det == "la"
	p.to = t.to
	g.secondFunction(toks, p)
	p.closeComma(toks)
}

// secondFunction reads "and foreign minister," after the first function in apposition.
func (g *grammar) secondFunction(toks []token, p *phrase) {
	if !at(toks, p.to).is2("and", "et") || at(toks, p.to+1).cap || at(toks, p.to+1).kind != word || at(toks, p.to+1).in(isArticle) {
		return
	}
	u := g.titleAt(toks, p.to+1)
	if u == nil || u.many() || u.head.group || !at(toks, u.to).is2(",", ".") {
		return
	}
	if k := u.to + 1; k < len(toks) && at(toks, u.to).is(",") {
		if _, words := g.nameAt(toks, k); words > 0 {
			return // "and foreign minister, X"
		}
	}
	p.also, p.to = u, u.to
}

// titlesNext reports whether a title that ends before toks[j] belongs to the name
// after its comma: "la mort d'A, le ministre B, C, a dit"; but in "A, the minister, B,
// the envoy," each has his own.
func (g *grammar) titlesNext(toks []token, j int) bool {
	if !at(toks, j).is(",") || j+1 >= len(toks) {
		return false
	}
	end, words := g.nameAt(toks, j+1)
	if words < 2 || !at(toks, end).is(",") || end+1 >= len(toks) {
		return false
	}
	return g.titleAt(toks, end+1) == nil && !at(toks, end+1).cap
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
	t.label = g.mem.book.surface(toks[i+1 : end])
	out := phrase{from: i, to: end, title: t, label: t.label, pronoun: "ceux"}
	for k := i + 1; k < end; k++ {
		if toks[k].is("«") && k+1 < end && toks[k+1].in(isBodyNoun) {
			e := k + 1
			for e < end && !toks[e].is("»") {
				e++
			}
			out.title.body = &body{text: g.mem.book.surface(toks[k+1 : e])}
		}
	}
	out.label = unquoted.Replace(out.label)
	return out, true
}

// unquoted leaves out quotation marks.
var unquoted = strings.NewReplacer("« ", "", "«", "", " »", "", "»", "", "\u00a0", " ")
