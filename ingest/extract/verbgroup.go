package extract

import "strings"

// group is a verb with its auxiliaries and adverbs: "n'a pas encore rencontré".
type group struct {
	from, to int // tokens [from, to); to is 0 where there is none
	verb     *verb
	tense    tense  // preterite for every past
	reflex   bool   // "s'est entretenu"
	passive  bool   // "a été reçu", "est prévue"
	neg      bool   // "n'a pas"
	hedged   bool   // "aurait rencontré": a rumour
	wish     bool   // "souhaite rencontrer"
	modal    bool   // "doit rencontrer"
	failed   bool   // "n'a pas pu rencontrer": a plan that failed
	due      bool   // "devait rencontrer": a plan as seen from the past
	bare     bool   // infinitive or gerund without a subject of its own
	clitic   string // subject after the verb: "a-t-il"
	object   string // object before the verb: "l'a reçu", "lui a parlé"
}

func (v group) ok() bool { return v.to > 0 }

// verbGroups finds the verb groups of a sentence, in order, and appends them to out.
func (g *grammar) verbGroups(out []group, toks []token) []group {
	for i := 0; i < len(toks); {
		if !toks[i].opens(opensVerb) {
			i++
			continue
		}
		if n := len(out); n > 0 && out[n-1].verb.lemma == "rendre" && i-out[n-1].to < 4 && toks[i].is("visite") {
			i++ // "a rendu mardi visite à X": no verb
			continue
		}
		v := g.verbAt(g, toks, i)
		if !v.ok() {
			v = g.coordinated(toks, i)
		}
		if !v.ok() {
			i++
			continue
		}
		out = append(out, v)
		i = v.to
	}
	return out
}

// coordinated reads a participle that goes on with the auxiliary of a verb before
// it, which need not be known: "a sermonné, puis réuni X et Y".
func (g *grammar) coordinated(toks []token, i int) group {
	const reach = 12 // tokens back to the auxiliary
	if !g.romance || len(toks[i].forms) == 0 {
		return group{}
	}
	f, ok := g.verbForm(&toks[i], participle)
	j := i - 1
	if ok && j > 1 && toks[j].in(isAdverb) && !toks[j].is("puis") {
		j--
	}
	if !ok || !f.verb.can(contacts|gathers) || f.verb.reflexive && !f.verb.can(gathers) || j < 2 || !toks[j].is2("et", "puis") {
		return group{}
	}
	if w := g.coordinatedPassive(toks, i, j); w.to > 0 {
		w.verb = f.verb
		return w
	}
	for k := j - 1; k >= 0 && k > j-reach; k-- {
		t := &toks[k]
		switch {
		case t.lex.have == preterite && !at(toks, k-1).helps(helpsNot):
			return group{from: i, to: i + 1, verb: f.verb, tense: preterite}
		case boundary(t) || t.cap || len(t.lex.heads) > 0:
			return group{}
		}
	}
	return group{}
}

// coordinatedPassive reads a participle at toks[i] that "et" or "puis" at toks[j] joins to a passive
// before it: "a été accueilli par X, puis reçu par Y".
func (g *grammar) coordinatedPassive(toks []token, i, j int) group {
	const reach, agent = 30, 8
	by := false
	for k := i + 1; k < len(toks) && k < i+agent && !by; k++ {
		if boundary(&toks[k]) {
			return group{}
		}
		by = toks[k].is("par")
	}
	for k := j - 1; by && k > 0 && k > j-reach; k-- {
		t := &toks[k]
		switch {
		case boundary(t):
			return group{}
		case t.helps(helpsPassive):
			return group{from: i, to: i + 1, tense: preterite, passive: true}
		case t.lex.be == futureTense:
			return group{from: i, to: i + 1, tense: futureTense, passive: true}
		case t.lex.have != noTense, t.lex.be != noTense:
			return group{}
		}
	}
	return group{}
}

// maxInside is how many tokens may stand between an auxiliary and its verb.
const maxInside = 8

// helps reports whether a word does one of some things in a verb group.
func (t *token) helps(h helper) bool { return t.lex.helps&h != 0 }

// afterBefore reports whether "avant que" or "à moins que" opens the clause of the "ne" at
// toks[i], which then denies nothing.
func afterBefore(toks []token, i int) bool {
	const reach = 14
	for j := i - 1; j > 0 && j > i-reach && toks[j].kind == word; j-- {
		if toks[j].is2("que", "qu'") {
			return toks[j-1].is2("avant", "moins")
		}
	}
	return false
}

// onlyThen reports whether the "ne" at toks[i] goes with a "que" that limits: "ne le recevra
// que le 20 mars", "n'y ont été reçus que par X", "n'a vu que Y".
func onlyThen(toks []token, i int) bool {
	const reach = 9
	for j := i + 1; j < len(toks) && j < i+reach; j++ {
		switch t := &toks[j]; {
		case t.kind == punct || t.in(isNegation):
			return false
		case t.is2("que", "qu'"):
			next := at(toks, j+1)
			return next.kind == number || next.in(isArticle) || next.lex.weekday > 0 || next.in(isPlacePreposition) || next.cap && t.is("que") ||
				next.isAny("quelques", "peu", "brievement", "pour", "par", "avec", "une", "deux", "trois", "quatre")
		}
	}
	return false
}

// romanceVerbAt reads a verb group that starts at toks[i].
func romanceVerbAt(g *grammar, toks []token, i int) group {
	v := group{from: i}
	j := i
	if toks[j].kind != word {
		return group{}
	}
	if toks[j].helps(helpsNot) {
		v.neg = !afterBefore(toks, i) && !onlyThen(toks, i)
		j++
	}
	for n := 0; n < 3 && j < len(toks); n++ {
		if !toks[j].helps(helpsReflexive | helpsObject | helpsClitic) {
			break
		}
		v.reflex = v.reflex || toks[j].helps(helpsReflexive)
		if toks[j].helps(helpsObject) {
			v.object = toks[j].fold
		}
		j++
	}
	if j >= len(toks) || toks[j].kind != word {
		return group{}
	}
	base := toks[j].low
	if cut := strings.IndexByte(base, '-'); cut > 0 {
		tail := strings.TrimPrefix(base[cut:], "-t")
		if c := strings.TrimPrefix(tail, "-"); c != tail && g.split.vocabulary.find(c) != nil && g.split.vocabulary.find(c).helps&helpsSubject != 0 {
			base, v.clitic = base[:cut], c
		}
	}
	have, be := toks[j].lex.have, toks[j].lex.be
	if v.clitic != "" {
		x := g.split.vocabulary.find(Fold(base))
		if x == nil {
			x = nothing
		}
		have, be = x.have, x.be
	}
	if have != noTense {
		return v.withHave(g, toks, j, have)
	}
	if be != noTense {
		return v.withBe(g, toks, j, be)
	}
	if next := v.withInfinitive(g, toks, j, base); next.ok() {
		return next
	}
	return v.simple(g, toks, i, j, base)
}

// inside reports whether a token may stand within a verb group, and whether it
// negates it.
func (g *grammar) inside(t *token) (may, negates bool) {
	if t.in(isNegation) {
		return true, t.fold != "plus" && t.fold != "point"
	}
	may = t.in(isAdverb) || t.isAny("chacun", "chacune", "tous", "toutes", "each", "both") || adverbial(t.fold) && len(t.fold) > 5 || t.lex.weekday > 0 || !g.romance && strings.HasSuffix(t.fold, "ly")
	return may, false
}

// participle looks for the participle after an auxiliary at toks[j].
func (v group) participle(g *grammar, toks []token, j int) (group, bool) {
	end := j + maxInside
	for k := j + 1; k < len(toks) && k <= end; k++ {
		t := &toks[k]
		if t.helps(helpsPassive) {
			v.passive = true
			continue
		}
		if next := at(toks, k+1); t.is("fait") && len(next.forms) > 0 && next.forms[0].tense == infinitive {
			break // "a fait savoir"
		}
		if t.is("eu") && at(toks, k+1).is("lieu") {
			continue // "a eu lieu"
		}
		if t.lex.takes && g.take[t.low] == participle && (at(toks, k+1).is("part") || at(toks, k+2).is("part") && at(toks, k+1).in(isAdverb)) {
			continue // "a pris part": of joining, not of taking
		}
		if f, ok := g.verbForm(t, participle); ok && !(t.is("part") && g.take[toks[k-1].low] != participle) {
			v.verb, v.to = f.verb, k+1
			return v, true
		}
		if t.is2("de", "à") && at(toks, k+1).is("nouveau") || t.is("nouveau") && toks[k-1].is2("de", "à") {
			continue // "a de nouveau rencontré"
		}
		if t.lex.takes && g.take[t.low] == participle || t.is("en") && k+1 < len(toks) && toks[k+1].is("revue") {
			continue
		}
		if n := g.step(toks, k); n > 0 {
			k, end = k+n-1, end+n
			continue
		}
		may, negates := g.inside(t)
		if !may {
			break
		}
		v.neg = v.neg || negates
	}
	return v, false
}

func (v group) withHave(g *grammar, toks []token, j int, t tense) group {
	v, ok := v.participle(g, toks, j)
	if !ok {
		if j+2 < len(toks) && toks[j+1].is("fait") {
			if f, fok := g.verbForm(&toks[j+2], infinitive); fok {
				v.verb, v.to, v.tense = f.verb, j+3, preterite // a fait savoir
				return v
			}
		}
		if w := v.withAble(g, toks, j); w.ok() {
			return w
		}
		return v.having(g, toks, j, t)
	}
	v.tense = preterite
	switch t {
	case futureTense:
		v.tense = futureTense
	case conditional:
		v.hedged = true
	case infinitive, gerund:
		v.bare = true
	}
	return v
}

// withAble reads "a enfin pu rencontrer"; "n'a pas pu" tells that a plan failed.
func (v group) withAble(g *grammar, toks []token, j int) group {
	able := false
	for k := j + 1; k < len(toks) && k <= j+maxInside; k++ {
		t := &toks[k]
		if t.helps(helpsAble) {
			able = true
			continue
		}
		if t.helps(helpsObject | helpsReflexive | helpsClitic) {
			v.reflex = v.reflex || t.helps(helpsReflexive)
			if t.helps(helpsObject) {
				v.object = t.fold
			}
			continue
		}
		if f, ok := g.verbForm(t, infinitive); ok && able {
			v.verb, v.to, v.tense, v.failed = f.verb, k+1, preterite, v.neg || toks[j].lex.have == conditional && !toks[k-1].is("pu")
			return v
		}
		if t.lex.be == infinitive && able {
			w, ok := v.participle(g, toks, k)
			w.passive, w.tense, w.failed = true, preterite, v.neg || toks[j].lex.have == conditional
			if !ok {
				return group{}
			}
			return w
		}
		may, negates := g.inside(t)
		if !may {
			break
		}
		v.neg = v.neg || negates
	}
	return group{}
}

// hasBefore reports whether the words after a form of "avoir", from token j on, tell who is before
// somebody: "y avait mardi pour vis-à-vis", "aura au bout du fil".
func (g *grammar) hasBefore(toks []token, j int) bool {
	const reach = 4
	for k := j; k < len(toks) && k < j+reach; k++ {
		t, next := &toks[k], at(toks, k+1)
		switch {
		case t.is("pour"):
			return next.in(isGuest) || next.isAny("vis-a-vis", "partenaire", "commensal", "voisin", "voisine", "hotesse") || at(toks, k+2).in(isGuest)
		case t.is("au") && (next.is("telephone") || next.is("bout")), t.is("en") && next.is("ligne"):
			return true
		}
		if may, _ := g.inside(t); !may {
			return false
		}
	}
	return false
}

// having reads "aura un entretien": the auxiliary as a verb of its own, where a
// noun of contact is its object.
func (v group) having(g *grammar, toks []token, j int, t tense) group {
	x := g.split.vocabulary.find("avoir")
	if x == nil || v.reflex {
		return group{}
	}
	f, ok := form{}, false
	for _, spelled := range x.forms {
		for _, o := range spelled.forms {
			if o.tense == infinitive && o.verb.can(lightly) {
				f, ok = o, true
			}
		}
	}
	noun, article := false, 0
	for k := j + 1; k < len(toks) && k < j+7 && !noun; k++ {
		t := &toks[k]
		if t.in(isArticle) && article == 0 {
			article = k
			continue
		}
		if may, _ := g.inside(t); t.kind != word || t.cap || article == 0 && !may && !t.is("rendez-vous") || article > 0 && k > article+3 {
			break
		}
		noun = t.lex.noun.contact && (article > 0 || t.is("rendez-vous"))
	}
	if !ok || !noun && !g.hasBefore(toks, j+1) {
		return group{}
	}
	v.verb, v.to, v.tense = f.verb, j+1, t
	switch {
	case toks[j].is2("a", "ont"):
		v.tense = present
	case t == conditional:
		v.hedged = true
	case t == infinitive || t == gerund:
		v.bare = true
	}
	return v
}

func (v group) withBe(g *grammar, toks []token, j int, t tense) group {
	v, ok := v.participle(g, toks, j)
	if !ok {
		return group{}
	}
	v.tense = t
	if v.reflex {
		v.tense = preterite
		v.hedged = t == conditional
		v.bare = t == infinitive
		return v
	}
	v.passive = true
	v.bare = t == infinitive
	if (v.verb.can(goes) || v.verb.intransitive) && t == present {
		v.tense, v.passive = preterite, false // "est arrivé"
	}
	if t == imperfect {
		v.tense = preterite
	}
	return v
}

// withInfinitive reads modal verbs and verbs of wish with their infinitive,
// "vient de rencontrer", and "prendra part".
func (v group) withInfinitive(g *grammar, toks []token, j int, base string) group {
	v.tense = futureTense
	de := false
	x := toks[j].lex
	if v.clitic != "" {
		if x = g.split.vocabulary.find(Fold(base)); x == nil {
			x = nothing
		}
	}
	is := x.is
	switch {
	case is&isModal != 0:
		v.modal, v.due = true, is&isDue != 0
	case is&isWish != 0:
		v.wish = true
	case x.helps&helpsRecent != 0:
		v.tense, de = preterite, true
	case x.helps&helpsPlan != 0:
		v.modal, de = true, true
	default:
		if !x.takes || j+1 == len(toks) || !toks[j+1].is("part") {
			return group{}
		}
		t, takes := g.take[base]
		f, ok := g.verbForm(&toks[j+1], participle)
		if !takes || t == participle || !ok {
			return group{}
		}
		v.verb, v.to, v.tense = f.verb, j+2, t
		return v
	}
	return v.infinitive(g, toks, j, de)
}

// infinitive looks for the infinitive after a verb at toks[j], which "de" may
// introduce.
func (v group) infinitive(g *grammar, toks []token, j int, de bool) group {
	end := j + maxInside
	for k := j + 1; k < len(toks) && k <= end; k++ {
		t := &toks[k]
		switch {
		case t.helps(helpsReflexive):
			v.reflex = true
			continue
		case de && t.is2("de", "d'"), t.is2("y", "les"):
			continue
		case t.helps(helpsObject):
			v.object = t.fold
			continue
		case t.lex.be == infinitive || t.lex.have == infinitive:
			w, ok := v.participle(g, toks, k)
			if !ok {
				return group{}
			}
			w.passive = t.lex.be == infinitive
			return w
		case t.lex.takes && g.take[t.low] == infinitive:
			continue
		case t.is("part") && g.take[toks[k-1].low] == infinitive:
			f, _ := g.verbForm(t, participle)
			if f.verb == nil {
				return group{}
			}
			v.verb, v.to = f.verb, k+1
			return v
		}
		if f, ok := g.verbForm(t, infinitive); ok {
			v.verb, v.to = f.verb, k+1
			return v
		}
		if n := g.step(toks, k); n > 0 && !(t.is(",") && v.wish) {
			k, end = k+n-1, end+n
			continue
		}
		may, negates := g.inside(t)
		if !may {
			break
		}
		v.neg = v.neg || negates
	}
	return group{}
}

// simple reads a verb without an auxiliary. A word that may be a noun
// ("rencontre", "échange") is one after an article, adjective or preposition.
func (v group) simple(g *grammar, toks []token, i, j int, base string) group {
	t := toks[j]
	if t.low != base {
		t.low = base
		if x := g.split.vocabulary.find(Fold(base)); x != nil {
			t.forms = x.formsOf(base)
		}
	}
	f, ok := g.verbForm(&t, present, futureTense, preterite, imperfect, conditional, infinitive, gerund)
	if !ok || t.cap && j > 0 {
		return group{}
	}
	if f.tense == present && j == i && i > 0 && (toks[i-1].in(isArticle|isPreposition) ||
		toks[i-1].isAny("toute", "aucune", "nulle", "telle", "premiere", "nouvelle", "derniere", "prochaine", "breve", "lors")) {
		return group{}
	}
	if f.tense == present && j == i && i > 1 && t.lex.noun.contact && toks[i-2].in(isArticle) && !toks[i-1].cap && toks[i-1].lex.heads == nil && !toks[i-1].in(isPeople|isGuest) {
		return group{} // "une éventuelle rencontre"
	}
	if f.tense == present && j > i && toks[j-1].is2("leur", "en") {
		return group{}
	}
	if f.tense == present && j > i && toks[j-1].is3("le", "l'", "les") && !(i > 0 && (toks[i-1].is3("où", "qui", "que") || i > 1 && toks[i-1].cap && toks[i-1].kind == word && !t.lex.noun.contact && len(t.lex.heads) == 0)) {
		return group{}
	}
	if f.tense == infinitive && t.lex.noun.contact && i > 0 && toks[i-1].in(isArticle|isAdjective) {
		return group{} // "un dîner"
	}
	if f.tense == infinitive && t.lex.noun.contact && j > i && i > 0 && toks[j-1].is2("le", "les") && !toks[i-1].isAny("de", "d'", "à", "pour", "sans") {
		return group{} // "a boudé le dîner"
	}
	if f.tense == present && i == 0 && t.cap {
		return group{}
	}
	v.verb, v.tense, v.to = f.verb, f.tense, j+1
	v.bare = f.tense == infinitive || f.tense == gerund
	v.hedged = false
	if f.tense == imperfect {
		v.tense = preterite
	}
	if f.tense == conditional {
		v.tense = futureTense
	}
	if j+1 < len(toks) && v.neg {
		for k := j + 1; k < len(toks) && k < j+3; k++ {
			if toks[k].in(isNegation) {
				v.to = k + 1
			}
		}
	}
	return v
}
