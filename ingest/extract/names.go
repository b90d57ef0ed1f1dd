package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// person is a name of the roster: the longest form in the text and its words.
type person struct {
	text  string
	words []string // folded
	index int      // in roster.all

	recalled, present bool // see noteMention
}

// roster holds the people whom a text names in full, so that a surname alone
// can be traced to its bearer wherever it stands.
type roster struct {
	all       []*person
	bySurname map[string][]*person
	byFirst   map[string][]*person // by the first word: "Wang Yi" is called Wang
	byKey     map[string]*person
	book      *namebook
	mem       *memory
	whole     string // the text
	english   bool
	recalls   bool // somebody of it is recalled
}

// add enters a name of two words or more. A shorter form of a name already
// there ("Tayyip Erdogan") is the same person, and a longer one replaces it.
func (r *roster) add(text string) {
	name := r.book.at(text)
	words := name.words
	if len(words) < 2 || r.byKey[name.key] != nil {
		return
	}
	r.book.state++
	last := words[surname(words)]
	for _, p := range r.bySurname[last] {
		if shorterForm(words, p.words) || shorterForm(p.words, words) {
			if len(words) > len(p.words) {
				p.text, p.words = text, words
			}
			r.byKey[name.key] = p
			return
		}
	}
	p := &cut(&r.mem.persons, 1)[0]
	*p = person{text: text, words: words, index: len(r.all)}
	r.all = append(r.all, p)
	r.bySurname[last] = extend(&r.mem.bearers, r.bySurname[last], p)
	first := words[0]
	if sheikh(first) && len(words) > 2 {
		first = words[1]
	}
	r.byFirst[first] = extend(&r.mem.bearers, r.byFirst[first], p)
	r.byKey[name.key] = p
}

// popes enters the name of a pope of one word where somebody else of the text bears it as his
// first: "le pape François" is not François Hollande.
func (r *roster) popes(toks []token) {
	for i := 0; i+1 < len(toks); i++ {
		if !toks[i+1].cap || !toks[i].is2("pape", "pope") || at(toks, i+2).cap {
			continue
		}
		name := r.book.at(toks[i+1].text)
		list := r.byFirst[name.key]
		if len(list) == 0 || len(name.words) != 1 || r.byKey[name.key] != nil || len(r.bySurname[name.key]) > 0 {
			continue
		}
		if r.titledPope(list) {
			continue
		}
		r.book.state++
		p := &cut(&r.mem.persons, 1)[0]
		*p = person{text: name.text, words: name.words, index: len(r.all)}
		r.all = append(r.all, p)
		r.byKey[name.key] = p
	}
}

// titledPope reports whether the text calls one of some people pope.
func (r *roster) titledPope(list []*person) bool {
	for _, p := range list {
		if strings.Contains(r.whole, "ape "+p.text) || strings.Contains(r.whole, "ope "+p.text) {
			return true
		}
	}
	return false
}

// key is the function of that name, which folds a name once.
func (r *roster) key(text string) string { return r.book.at(text).key }

// find returns the person whom a name means: the one of that full name, or the
// only one of that surname; nil where there is none or the surname is shared.
func (r *roster) find(text string) *person {
	name := r.book.at(text)
	if name.asked != r.book.state {
		name.asked, name.means = r.book.state, -1
		if p := r.findKey(name.key); p != nil {
			name.means = p.index
		}
	}
	if name.means < 0 {
		return nil
	}
	return r.all[name.means]
}

func (r *roster) findKey(k string) *person {
	if p := r.byKey[k]; p != nil {
		return p
	}
	if list := r.bySurname[k]; len(list) == 1 {
		return list[0]
	}
	first := k
	if style, name, ok := strings.Cut(k, " "); ok && sheikh(style) {
		first = name
	}
	if list := r.byFirst[first]; len(list) == 1 && len(r.bySurname[first]) == 0 && (len(list[0].words) <= 3 || list[0].sonOf()) {
		return list[0]
	}
	if i := strings.LastIndexByte(k, ' '); i >= 0 { // "von der Leyen", "Le Pen"
		if list := r.bySurname[k[i+1:]]; len(list) == 1 && strings.HasSuffix(strings.Join(list[0].words, " "), k) {
			return list[0]
		}
		return nil
	}
	return r.byMiddle(k)
}

// byMiddle finds the one of a name of four words or more who is called by a word in its middle: "Lula" for Luiz
// Inácio Lula da Silva.
func (r *roster) byMiddle(k string) (found *person) {
	for _, p := range r.all {
		if len(p.words) < 4 || p.sonOf() || !slices.Contains(p.words[1:len(p.words)-1], k) || k == p.words[1] {
			continue
		}
		if found != nil {
			return nil
		}
		found = p
	}
	return found
}

// sonOf reports whether a name tells whose son or daughter its bearer is, who is then called by
// the first name: "Sheikh Mohamed" for Sheikh Mohamed bin Zayed Al Nahyan.
func (p *person) sonOf() bool {
	return slices.ContainsFunc(p.words, func(w string) bool { return w == "bin" || w == "ben" || w == "bint" || w == "ibn" })
}

// sheikh reports whether a folded word is the style that goes before such a name.
func sheikh(word string) bool { return word == "sheikh" || word == "cheikh" }

// shorterForm reports whether one name may be a shorter form of another: "Tayyip Erdogan". Who leaves
// out two names between his first and his last is somebody else: "Aung Kyi" is not Aung San Suu Kyi.
func shorterForm(short, long []string) bool {
	if !subsequence(short, long) {
		return false
	}
	from := 0
	for from < len(long) && long[from] != short[0] {
		from++
	}
	left := 0
	for i, k := from, 0; i < len(long); i++ {
		if k < len(short) && long[i] == short[k] {
			k++
		} else if w := long[i]; w != "bin" && w != "ben" && w != "ibn" && w != "bint" && w != "al" && w != "el" && w != "de" && w != "da" && w != "dos" {
			left++
		}
	}
	return left < 2
}

func subsequence(short, long []string) bool {
	i := 0
	for _, w := range long {
		if i < len(short) && short[i] == w {
			i++
		}
	}
	return i == len(short)
}

// nameAt returns the end of the run of name words that starts at toks[i], and
// the number of its words, 0 where none starts.
func (g *grammar) nameAt(toks []token, i int) (end, words int) {
	if !g.nameStart(toks, i) {
		return i, 0
	}
	end, words = i+1, 1
	if end < len(toks) && toks[end].is(".") && utf8.RuneCountInString(toks[i].text) == 1 {
		end++
	}
	for end < len(toks) {
		n := g.nameGoesOn(toks, i, end, words)
		if n == 0 {
			break
		}
		end += n
		words++
	}
	if words > 1 && g.namesThing(toks, i, end) || ofRegion(toks, end) {
		return i, 0
	}
	if last := &toks[end-1]; words > 1 && (last.lex.noun.contact || last.lex.noun.gathering || last.in(isBodyNoun)) {
		return i, 0 // "Security Conference"
	}
	return g.pastJunior(toks, end, words), words
}

// ofRegion reports whether the word before toks[end] is the adjective of a region and tells
// of which one several are: "the Baltic states", "three Central Asian presidents".
func ofRegion(toks []token, end int) bool {
	if end == 0 || !toks[end-1].of(regionWords) {
		return false
	}
	next := at(toks, end)
	if next.kind != word || next.cap {
		return false
	}
	if next.in(isPeople) || next.lex.many || next.isAny("states", "nations", "capitals", "island", "partners", "allies", "republics") {
		return true
	}
	h, n := headAt(toks, min(end, len(toks)-1))
	return n > 0 && h.plural
}

// pastRegion returns where the people start of whom capitals at toks[j] tell the region,
// j where none do: "the two Central Asian leaders".
func pastRegion(toks []token, j int) int {
	for k := j; k < len(toks) && k < j+2 && toks[k].cap; k++ {
		if at(toks, k+1).in(isPeople) && (ofRegion(toks, k+1) || toks[k].demonym()) {
			return k + 1
		}
	}
	return j
}

// pastJunior steps over the "Jr." that ends a name.
func (g *grammar) pastJunior(toks []token, end, words int) int {
	j := end
	if at(toks, j).is(",") {
		j++
	}
	if words < 2 || j >= len(toks) || !toks[j].cap || !toks[j].is2("jr", "sr") {
		return end
	}
	if j++; at(toks, j).is(".") && toks[j].Start == toks[j-1].End {
		j++
	}
	return j
}

// surname is the index of the word of a name by which its bearer is called alone.
func surname(words []string) int {
	last := len(words) - 1
	if last > 0 && (words[last] == "jr" || words[last] == "sr") {
		last--
	}
	return last
}

// styled reports whether a style that takes an article stands for a name: "the Dalai
// Lama", "the Aga Khan".
func styled(toks []token, i int) bool {
	return toks[i].cap && at(toks, i+1).cap && (at(toks, i+1).is("lama") || toks[i].is("aga") && at(toks, i+1).is("khan"))
}

// nameStart reports whether a token can open the name of a person.
func (g *grammar) nameStart(toks []token, i int) bool {
	t := &toks[i]
	if i > 1 && toks[i-1].cap && isAcronym(toks[i-1].text) && toks[i-2].in(isArticle) && len(toks[i-1].lex.entries) == 0 {
		return false // "the MV X Y": the name of a thing
	}
	if t.kind != word || !t.cap || t.lex.unit+t.lex.ten > 1 || t.lex.noun.contact || t.lex.noun.gathering || t.in(isStop) && !(i > 0 && toks[i-1].kind == word && syllable(t) && at(toks, i+1).cap && at(toks, i+1).kind == word && !at(toks, i+1).in(isStop)) || t.lex.month > 0 || t.lex.weekday > 0 || t.in(isBodyNoun) {
		return false
	}
	if n := len(t.fold) - 1; !g.romance && n > 3 && t.fold[n] == 's' && !at(toks, i+1).cap && g.demonym(t.fold[:n]) {
		return false // "the fate of jailed Australians"
	}
	if g.opensOnly(toks, i) || g.inhabitants(toks, i) {
		return false
	}
	if townBefore(toks, i) {
		return false // "the port city of Santa X"
	}
	initial := i+1 < len(toks) && toks[i+1].is(".") && toks[i+1].Start == t.End || // "J. Doe", and "Minister S Doe"
		i > 0 && toks[i-1].cap && initialAt(toks, i) && !g.romance || initialAt(toks, i) && !g.romance && !t.is2("a", "i")
	if oneLetter(t.text) && !initial {
		return false
	}
	if !g.romance && t.in(isPortfolio) && portfolioAt(toks, i) > 0 {
		return false // "External Affairs Minister S. Doe"
	}
	if opensThing(toks, i) || g.pairsLands(toks, i) || t.in(isVenue) && at(toks, i+1).is("of") || i+1 < len(toks) && toks[i+1].cap && g.opensFunction(toks, i) {
		return false // "Cyclone X", "Acting Foreign Minister X", "Visiting Y"
	}
	if i == 0 && (strings.HasSuffix(t.fold, "ment") || strings.HasSuffix(t.fold, "ant")) && g.romance && !t.firstName() {
		return false
	}
	if i == 0 && g.romance && !at(toks, 1).cap && !at(toks, 1).in(isParticle) {
		if _, ok := g.verbForm(t, participle); ok {
			return false // "Venus assister à la cérémonie, A et B"
		}
	}
	if _, n := headAt(toks, i); n > 0 && opensTitle(toks, i, n) {
		return false
	}
	if e, n := g.lex.match(toks, i); e != nil && !(e.kind == lexCountry && n == 1 && g.firstName(toks, i)) && !(e.kind == lexPlace && n == 1 && g.cityAsName(toks, i)) && !(n == 1 && e.kind != lexBody && e.kind != lexDemonym && g.alsoGiven(toks, i)) {
		return false
	}
	if e, n := namedAt(toks, i); e != nil && (n > 1 || !g.alsoGiven(toks, i)) {
		return false // "Western Thrace", "Sputnik"
	}
	return !isAcronym(t.text) || i+1 < len(toks) && toks[i+1].cap && !isAcronym(toks[i+1].text) && len(t.text) == 2
}

// inhabitants reports whether the capital at toks[i], alone and in the plural behind a word for several, tells where
// several people come from: "les deux Européens", "les Vaudois".
func (g *grammar) inhabitants(toks []token, i int) bool {
	t, prev := &toks[i], at(toks, i-1)
	if !g.romance || i == 0 || at(toks, i+1).cap || t.firstName() || !strings.HasSuffix(t.fold, "s") {
		return false
	}
	return prev.isAny("les", "des", "aux", "ces", "leurs", "nos") || prev.lex.unit > 1 && !prev.cap || prev.isAny("quelques", "plusieurs")
}

// townBefore reports whether the capital at toks[i] is of the name of a town that a noun before it calls
// one: "the Colombian city of X", "la ville colombienne de X Y".
func townBefore(toks []token, i int) bool {
	const longest = 3 // words of the name
	for n := 1; n < longest && i > 0 && toks[i-1].cap && toks[i-1].kind == word; n++ {
		i--
	}
	if i < 2 || !toks[i-1].is3("of", "de", "d'") || toks[i-2].cap || at(toks, i-3).isAny("home", "native") {
		return false // "the home city of X"
	}
	return toks[i-2].isTown() || toks[i-2].kind == word && at(toks, i-3).isTown() && !at(toks, i-3).cap && toks[i-1].is2("de", "d'")
}

// isTown reports whether a word calls a place a town.
func (t *token) isTown() bool {
	return t.of(townWords)
}

// cityAsName reports whether the name of a city is used as a first name: "Santiago X", where people
// are known to bear it and a surname follows.
func (g *grammar) cityAsName(toks []token, i int) bool {
	next := at(toks, i+1)
	if !lore().knows(toks[i].fold) || !next.cap || next.kind != word || next.in(isStop|isBodyNoun) || next.of(thingLast) || at(toks, i-1).in(isPlacePreposition) || len(next.lex.heads) > 0 {
		return false
	}
	e, _ := g.lex.match(toks, i+1)
	return e == nil
}

// firstName reports whether the name of a country is used as a first name, as
// in "Dominique de X": it has no article or preposition, and a surname follows.
func (g *grammar) firstName(toks []token, i int) bool {
	if i > 0 && (toks[i-1].in(isArticle) || toks[i-1].in(isPreposition)) {
		return false
	}
	j := i + 1
	for j < len(toks) && j < i+3 && toks[j].in(isParticle) && !toks[j].cap {
		j++
	}
	if j >= len(toks) || !toks[j].cap || toks[j].kind != word || toks[j].in(isStop) || toks[j].in(isBodyNoun) {
		return false
	}
	if _, n := headAt(toks, j); n > 0 {
		return false
	}
	e, _ := g.lex.match(toks, j)
	return e == nil
}

// oneLetter reports whether a word is of one rune; most are longer than any.
func oneLetter(text string) bool {
	return len(text) <= utf8.UTFMax && utf8.RuneCountInString(text) == 1
}

// initialAt reports whether the letter at toks[i] is an initial without its dot: "S Doe", "K P Roe".
func initialAt(toks []token, i int) bool {
	next := at(toks, i+1)
	if !oneLetter(toks[i].text) || !next.cap || next.kind != word || next.Start != toks[i].End+1 {
		return false
	}
	return len(next.text) > 2 && !next.in(isStop|isBodyNoun) && !isAcronym(next.text) || oneLetter(next.text) && initialAt(toks, i+1)
}

// nameGoesOn returns how many tokens at toks[j] continue a name begun at i.
func (g *grammar) nameGoesOn(toks []token, i, j, words int) int {
	t := &toks[j]
	if t.kind != word {
		return 0
	}
	if t.in(isParticle) && !t.cap {
		k := j
		for k < len(toks) && k < j+3 && toks[k].in(isParticle) && !toks[k].cap {
			k++
		}
		if t.is2("la", "le") || k == len(toks) || !toks[k].cap || toks[k].kind != word {
			return 0
		}
		if t.isAny("de", "du", "d'", "la", "le", "al", "el") && g.romance && t.isAny("de", "du", "d'", "la", "le") {
			if toks[k].of(iberianWords) && t.is("de") {
				return k - j + 1 // "Marcelo Rebelo de Sousa"
			}
			if e, _ := g.lex.match(toks, k); words > 1 || e != nil || toks[k].in(isBodyNoun) {
				return 0
			}
		}
		return k - j + 1
	}
	if !t.cap || t.lex.month > 0 && t.cap || t.lex.weekday > 0 {
		return 0
	}
	if e, n := g.lex.match(toks, j); e != nil && !(n == 1 && words > 1 && e.kind == lexBody && len(t.text) < 4 && !isAcronym(t.text)) && !(e.kind != lexDemonym && e.kind != lexBody && n == 1 && (words == 1 || words == 2 && e.kind == lexPlace && toks[i].firstName() && !at(toks, j+1).is2("'s", "'")) && !toks[i].in(isDirection) && !g.afterPlacePreposition(toks, i)) {
		return 0 // but "Andrés Lagos" bears the name of a city
	}
	if _, n := namedAt(toks, j); n > 1 {
		return 0
	}
	if oneLetter(t.text) {
		if j+2 < len(toks) && toks[j+1].is(".") && toks[j+1].Start == t.End && toks[j+2].cap {
			return 2
		}
		if initialAt(toks, j) && !g.romance {
			return 1
		}
		return 0
	}
	if t.in(isStop) && !t.in(isParticle) && !syllable(t) {
		return 0
	}
	return 1
}

// syllable reports whether a word of grammar is one of a name too where it has a capital:
// "Kim Jong Un", "Than Shwe", "Bui Thanh Son".
func syllable(t *token) bool {
	return t.cap && t.of(syllableWords) && !isAcronym(t.text)
}

// isAcronym reports whether a word is written in capitals and digits only and
// is short enough for an acronym.
func isAcronym(s string) bool {
	n := 0
	for _, r := range s {
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) {
			return false
		}
		n++
	}
	return n >= 2 && n <= 6
}

// toldBy reports whether a verb of telling somebody something stands before the one who tells it and
// the "à" at toks[i]: ", a garanti mardi X à Y".
func (g *grammar) toldBy(toks []token, i int) bool {
	const longest = 8
	j := i - 1
	for j > 0 && j > i-longest && toks[j].cap && toks[j].kind == word {
		j--
	}
	if j == i-1 || j < 2 {
		return false
	}
	if toks[j].lex.weekday > 0 {
		j--
	}
	return g.addresses[toks[j].fold]&addressTo != 0 && toks[j-1].lex.have != noTense && at(toks, j-2).is3(",", "»", "”")
}

// namedSort reports whether the noun before "of" at toks[i-1] tells what toks[i] is the name
// of, a place: "the Colombian city of Santa Marta", "la station balnéaire de X".
func namedSort(toks []token, i int) bool {
	if i < 2 || !toks[i-1].is3("of", "de", "d'") {
		return false
	}
	sort := &toks[i-2]
	if sort.kind == word && !sort.cap && sort.isAny("balneaire", "frontaliere", "portuaire", "cotiere", "thermale") {
		sort = at(toks, i-3)
	}
	if at(toks, i-3).isAny("home", "native", "adopted", "adoptive", "birth", "'s") {
		return false // "the home city of X"
	}
	return !sort.cap && sort.isAny("city", "town", "village", "resort", "ville", "localite", "bourgade", "station")
}

// afterPlacePreposition reports whether a capital at toks[i] follows "à" or
// "en" and is therefore a place, unless a verb governs "à" ("a téléphoné à X").
func (g *grammar) afterPlacePreposition(toks []token, i int) bool {
	if namedSort(toks, i) {
		return true
	}
	if i == 0 || !toks[i-1].of(intoWords) {
		return false
	}
	if toks[i-1].is("à") && (at(toks, i-2).in(isToPerson) || g.apposedAfter(toks, i) || givenName(&toks[i]) && at(toks, i+1).cap && !givesPlace(toks, i) ||
		at(toks, i+1).isAny("ben", "bin", "ibn", "bint", "ould", "von", "van") && at(toks, i+2).cap) {
		return false // "face à X", "à Paulo X"
	}
	if toks[i-1].is("à") && g.receiver(toks, i) || !g.romance && ownsContact(toks, i) {
		return false
	}
	if toks[i-1].is("à") && g.toldBy(toks, i-1) && at(toks, i+1).cap && at(toks, i+1).kind == word {
		return false // "a garanti X à Y"
	}
	for j := i - 2; j >= 0 && j > i-12 && toks[i-1].is("à"); j-- {
		if n, ok := g.supports[toks[j].fold]; ok && n.prep == "à" {
			return false // "a ouvert les portes à X"
		}
		for _, f := range toks[j].forms {
			if f.verb.prep == "à" || f.verb.also == "à" || g.direct == "à" && f.verb.can(contacts) || f.verb.givesTo(toks[j+1:i-1]) {
				return false
			}
		}
	}
	return true
}

// placeThenName reports whether the capital at toks[i] is a place that the vocabulary does not
// know and the name of a person follows it: "a accueilli à Oyo Sergueï X".
func (g *grammar) placeThenName(toks []token, i int) bool {
	next := at(toks, i+1)
	return g.romance && at(toks, i-1).is("à") && at(toks, i+2).cap && at(toks, i+2).kind == word && next.kind == word && givenName(next) && !givenName(&toks[i]) && !givesPlace(toks, i)
}

// afterArticledPlace reports whether "à", "au" or "at" stands before toks[i], with or
// without an article.
func (g *grammar) afterArticledPlace(toks []token, i int) bool {
	if at(toks, i-1).in(isArticle) && !at(toks, i-1).in(isPlacePreposition) {
		i--
	}
	return at(toks, i-1).in(isPlacePreposition)
}

// receiver reports whether several capitals after "à" at toks[i], which name no place that
// is known, are a person: after an audience that is given, or before a function in
// apposition: "une audience à X Y", "à X Y, ministre du commerce".
func (g *grammar) receiver(toks []token, i int) bool {
	end := i
	for end < len(toks) && toks[end].cap && toks[end].kind == word {
		end++
	}
	if e, _ := g.lex.match(toks, i); end-i < 2 || e != nil {
		return false
	}
	if at(toks, end).is(",") {
		k := end + 1
		for k < end+3 && at(toks, k).in(isAdjective) {
			k++
		}
		if _, n := headAt(toks, k); k < len(toks) && n > 0 {
			return true
		}
	}
	noun := i - 2
	if noun < 1 || !toks[noun].lex.noun.contact || toks[noun].lex.noun.kind != Meeting {
		return false
	}
	for j := noun - 1; j >= 0 && j > noun-8; j-- {
		for _, f := range toks[j].forms {
			if f.verb.can(gives) {
				return true
			}
		}
	}
	return false
}

// skipHonorific steps over "M.", "Mme", "Mr." at toks[i].
func skipHonorific(toks []token, i int) (next int, feminine bool) {
	if i >= len(toks) || !toks[i].in(isHonorific|isHonorificFeminine) || !toks[i].cap {
		return i, false
	}
	feminine = toks[i].in(isHonorificFeminine)
	i++
	if i < len(toks) && toks[i].is(".") {
		i++
	}
	return i, feminine
}

// skipRank steps over a rank of birth or arms between a function and a name in full: the
// "Prince" of "Foreign Minister Prince X Y", the "Senior General" of "the army chief,
// Senior General X Y".
func (g *grammar) skipRank(toks []token, i int) int {
	if g.romance || !at(toks, i).cap {
		return i
	}
	j := i
	for j < i+3 && at(toks, j).cap && (at(toks, j).in(isRank|isAdjective) || at(toks, j).isAny("sheikh", "major", "field", "vice", "rear", "mullah")) {
		j++
	}
	if j == i || !at(toks, j-1).in(isRank) && !at(toks, j-1).is2("sheikh", "mullah") {
		return i
	}
	if _, words := g.nameAt(toks, min(j, len(toks)-1)); words < 2 {
		return i
	}
	return j
}

// opensFunction reports whether a capital at toks[i], with another after it, opens a
// function or, as a participle, a sentence of English.
func (g *grammar) opensFunction(toks []token, i int) bool {
	t := &toks[i]
	if g.romance || !t.in(isAdjective) && i > 0 {
		return false
	}
	if i == 0 && len(t.fold) > 5 && strings.HasSuffix(t.fold, "ing") {
		return true
	}
	return t.in(isAdjective) && g.mayTitle(toks, i+1)
}

// apposedAfter reports whether capitals at toks[i] have a function without an article
// behind their comma, as only a person has: "X, ministre de la Défense".
func (g *grammar) apposedAfter(toks []token, i int) bool {
	j := i
	for j < len(toks) && j < i+5 && toks[j].kind == word && (toks[j].cap || toks[j].in(isParticle)) {
		j++
	}
	if j < i+2 || !at(toks, j).is(",") || j+1 >= len(toks) || toks[j+1].cap || toks[j+1].in(isArticle) {
		return false
	}
	t := g.titleAt(toks, j+1)
	return t != nil && !t.many()
}
