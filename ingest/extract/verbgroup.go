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
	bare     bool   // infinitive or gerund without a subject of its own
	clitic   string // subject after the verb: "a-t-il"
	object   string // object before the verb: "l'a reçu", "lui a parlé"
}

func (v group) ok() bool { return v.to > 0 }

// verbGroups finds the verb groups of a sentence, in order.
func (g *grammar) verbGroups(toks []token) []group {
	var out []group
	for i := 0; i < len(toks); {
		v := g.verbAt(g, toks, i)
		if !v.ok() {
			i++
			continue
		}
		out = append(out, v)
		i = v.to
	}
	return out
}

// maxInside is how many tokens may stand between an auxiliary and its verb.
const maxInside = 8

// frenchVerbAt reads a verb group that starts at toks[i].
func frenchVerbAt(g *grammar, toks []token, i int) group {
	v := group{from: i}
	j := i
	if toks[j].is("ne", "n'") {
		v.neg = true
		j++
	}
	for n := 0; n < 3 && j < len(toks) && toks[j].is("s'", "se", "y", "lui", "leur", "en", "le", "l'", "les"); n++ {
		if toks[j].is("s'", "se") {
			v.reflex = true
		}
		if toks[j].is("le", "l'", "lui") {
			v.object = toks[j].fold
		}
		j++
	}
	if j >= len(toks) || toks[j].kind != word {
		return group{}
	}
	base := toks[j].low
	if cut := strings.Index(base, "-"); cut > 0 {
		tail := base[cut:]
		for _, c := range []string{"il", "elle", "ils", "elles", "on"} {
			if tail == "-"+c || tail == "-t-"+c {
				base, v.clitic = base[:cut], c
			}
		}
	}
	if t, ok := haveForms[base]; ok {
		return v.withHave(g, toks, j, t)
	}
	if t, ok := beForms[base]; ok {
		return v.withBe(g, toks, j, t)
	}
	if next := v.withInfinitive(g, toks, j, base); next.ok() {
		return next
	}
	return v.simple(g, toks, i, j, base)
}

// inside reports whether a token may stand within a verb group, and whether it
// negates it.
func inside(g *grammar, t token) (may, negates bool) {
	if frenchNegations[t.fold] {
		return true, t.fold != "plus" && t.fold != "point"
	}
	may = frenchAdverbs[t.fold] || strings.HasSuffix(t.fold, "ment") && len(t.fold) > 5 || g.weekdays[t.fold] > 0 ||
		t.is("hier", "aujourd'hui", "y", "se", "s'")
	return may, false
}

// participle looks for the participle after an auxiliary at toks[j].
func (v group) participle(g *grammar, toks []token, j int) (group, bool) {
	for k := j + 1; k < len(toks) && k <= j+maxInside; k++ {
		t := toks[k]
		if t.low == "été" {
			v.passive = true
			continue
		}
		if f, ok := g.verbForm(t, participle); ok {
			v.verb, v.to = f.verb, k+1
			return v, true
		}
		if takeForms[t.low] == participle || t.is("en") && k+1 < len(toks) && toks[k+1].is("revue") {
			continue
		}
		may, negates := inside(g, t)
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
		if f, fok := g.verbForm(toks[min(j+2, len(toks)-1)], infinitive); fok && j+2 < len(toks) && toks[j+1].is("fait") {
			v.verb, v.to, v.tense = f.verb, j+3, preterite // a fait savoir
			return v
		}
		return group{}
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
	switch {
	case modalForms[base]:
		v.modal = true
	case wishForms[base]:
		v.wish = true
	case base == "vient" || base == "viennent":
		v.tense, de = preterite, true
	case base == "prévoit" || base == "prévoient":
		v.modal, de = true, true
	default:
		if t, ok := takeForms[base]; ok && t != participle && j+1 < len(toks) {
			if f, ok := g.verbForm(toks[j+1], participle); ok && toks[j+1].is("part") {
				v.verb, v.to, v.tense = f.verb, j+2, t
				return v
			}
		}
		return group{}
	}
	for k := j + 1; k < len(toks) && k <= j+maxInside; k++ {
		t := toks[k]
		switch {
		case t.is("s'", "se"):
			v.reflex = true
			continue
		case de && t.is("de", "d'"), t.is("y", "les"):
			continue
		case t.is("lui", "l'", "le"):
			v.object = t.fold
			continue
		case t.low == "être" || t.low == "avoir":
			w, ok := v.participle(g, toks, k)
			if !ok {
				return group{}
			}
			w.passive = t.low == "être"
			return w
		case t.low == "prendre":
			continue
		case t.is("part") && toks[k-1].low == "prendre":
			f, _ := g.verbForm(t, participle)
			v.verb, v.to = f.verb, k+1
			return v
		}
		if f, ok := g.verbForm(t, infinitive); ok {
			v.verb, v.to = f.verb, k+1
			return v
		}
		may, negates := inside(g, t)
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
	t.low = base
	f, ok := g.verbForm(t, present, futureTense, preterite, imperfect, conditional, infinitive, gerund)
	if !ok || t.cap && j > 0 {
		return group{}
	}
	if f.tense == present && j == i && i > 0 && (g.dets[toks[i-1].fold] || prepositions[toks[i-1].fold] ||
		toks[i-1].is("premiere", "nouvelle", "derniere", "prochaine", "breve", "lors")) {
		return group{}
	}
	if f.tense == present && j > i && toks[j-1].is("le", "l'", "les", "leur", "en") {
		return group{}
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
			if frenchNegations[toks[k].fold] {
				v.to = k + 1
			}
		}
	}
	return v
}
