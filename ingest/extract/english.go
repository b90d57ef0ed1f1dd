package extract

import "strings"

// englishVerbAt reads a verb group that starts at toks[i].
func englishVerbAt(g *grammar, toks []token, i int) group {
	v := group{from: i}
	t := &toks[i]
	if t.kind != word {
		return group{}
	}
	switch be := t.lex.be; {
	case t.in(isModal) && !t.cap:
		v.modal, v.tense = true, futureTense
		return v.english(g, toks, i, infinitive, participle, gerund)
	case t.is("being") && i > 0 && toks[i-1].in(isBeforeGerund): // "before being received by X"
		v.tense, v.bare = gerund, true
		w := v.english(g, toks, i, participle)
		w.passive = w.ok()
		return w
	case be != noTense && be != participle:
		v.tense, v.due = be, be == preterite
		return v.english(g, toks, i, participle, infinitive, gerund)
	case t.is4("has", "have", "had", "having"):
		v.tense, v.due, v.bare = preterite, t.is("had"), t.is("having")
		if w := v.english(g, toks, i, participle); w.ok() {
			return w
		}
	case t.in(isWish|isPlan) && !plannedThing(toks, i):
		v.wish, v.modal, v.tense, v.neg = t.in(isWish), true, futureTense, at(toks, i-1).is("longer")
		if i+1 < len(toks) && toks[i+1].is("to") {
			return v.english(g, toks, i, infinitive)
		}
		v = group{from: i}
	case t.is3("did", "does", "do"):
		v.tense = preterite
		if next := at(toks, i+1); next.is2("he", "she") && !at(toks, i+2).in(isNegation) { // "Only then did he meet"
			if v.clitic = "il"; next.is("she") {
				v.clitic = "elle"
			}
			return v.english(g, toks, i+1, infinitive)
		}
		return v.english(g, toks, i, infinitive)
	case t.is("to"):
		v.tense, v.bare = infinitive, true
		if i+1 < len(toks) {
			if f, n := g.formAt(toks, i+1, infinitive); n > 0 {
				v.verb, v.to = f.verb, i+1+n
				return v
			}
			if toks[i+1].is("be") { // "the turn of X to be received"
				return v.english(g, toks, i+1, participle)
			}
		}
		return group{}
	case i > 1 && toks[i-1].is("ever") && len(toks[i-2].forms) > 0 && toks[i-2].forms[0].verb.can(denies):
		if f, n := g.formAt(toks, i, gerund); n > 0 {
			v.verb, v.tense, v.bare, v.to = f.verb, gerund, true, i+n
			return v
		}
	case i > 0 && (toks[i-1].in(isBeforeGerund) || toks[i-1].is(",") || len(toks[i-1].forms) > 0 && toks[i-1].forms[0].verb.can(denies|states)):
		if f, n := g.formAt(toks, i, gerund); n > 0 && !(i+1 < len(toks) && toks[i+1].is2("between", "of")) {
			v.verb, v.tense, v.bare, v.to = f.verb, gerund, true, i+n
			return v
		}
	}
	if at(toks, i-1).is("of") && at(toks, i-2).isAny("honour", "honor", "privilege", "pleasure", "task", "job", "plan", "plans", "idea", "intention", "better") {
		if f, n := g.formAt(toks, i, gerund); n > 0 {
			return group{from: i, to: i + n, verb: f.verb, tense: gerund, bare: true}
		}
	}
	if at(toks, i-1).is("against") && at(toks, i-2).is3("decided", "decide", "decides") {
		if f, n := g.formAt(toks, i, gerund); n > 0 {
			return group{from: i, to: i + n, verb: f.verb, tense: gerund, bare: true}
		}
	}
	if w := g.gerundAt(toks, i); w.ok() {
		return w
	}
	f, n := g.formAt(toks, i, preterite, present)
	if n == 0 && i > 0 && !t.cap && (toks[i-1].cap && i > 1 && toks[i-1].lex.weekday == 0 && !toks[i-2].in(isArticle) || toks[i-1].is2("who", "they") || toks[i-1].in(isPeople) || toks[i-1].is(",") && (at(toks, i+1).in(isPreposition) || at(toks, i+1).lex.weekday > 0)) {
		if f, n = g.formAt(toks, i, infinitive); n > 0 { // "A, B and C meet"
			f.tense = present
		}
	}
	if n > 0 && f.verb.can(plans) && (!g.subjectOf(toks, i) || at(toks, i+1).is3("for", "on", "at")) {
		return group{} // "a meeting, scheduled for Monday, was": no verb of its own
	}
	if n == 0 || t.cap || i > 0 && (toks[i-1].in(isArticle) || toks[i-1].in(isOf)) || t.is4("talks", "plans", "calls", "reports") && !g.subjectOf(toks, i) {
		return group{}
	}
	v.verb, v.tense, v.to, v.neg = f.verb, f.tense, i+n, i > 0 && toks[i-1].is("never")
	return v
}

// gerundAt reads a gerund with its preposition that no other word opens: "spent Monday
// mediating between".
func (g *grammar) gerundAt(toks []token, i int) group {
	f, n := g.formAt(toks, i, gerund)
	if n > 0 && i > 0 && f.verb.can(contacts) && f.verb.prep != "" && toks[i].lex.noun == (noun{}) && at(toks, i+n).is(f.verb.prep) && !toks[i-1].in(isArticle|isOf) && toks[i-1].lex.be == noTense {
		return group{from: i, to: i + n, verb: f.verb, tense: gerund, bare: true}
	}
	return group{}
}

// plannedThing reports whether the word at toks[i] is a noun although it may be a verb of plans:
// "has abandoned plans to meet", "dropped her plan to see".
func plannedThing(toks []token, i int) bool {
	return toks[i].is2("plan", "plans") && i > 0 && (toks[i-1].in(isArticle) || len(toks[i-1].forms) > 0 && !toks[i-1].cap)
}

// formAt returns the reading of toks[i] as a verb in one of the given tenses, and
// how many tokens it takes: two for "called off".
func (g *grammar) formAt(toks []token, i int, tenses ...tense) (form, int) {
	var plain form
	for _, f := range toks[i].forms {
		for _, want := range tenses {
			if f.tense != want {
				continue
			}
			if f.verb.particle != "" && at(toks, i+1).is(f.verb.particle) && !(f.verb.particle == "on" && opensDay(at(toks, i+2))) {
				return f, 2
			}
			if f.verb.particle == "on" && at(toks, i+1).lex.isRelative && at(toks, i+2).is("on") && at(toks, i+3).cap && !opensDay(at(toks, i+3)) {
				return f, 3 // "called yesterday on X"
			}
			if f.verb.particle == "" && plain.verb == nil {
				plain = f
			}
		}
	}
	if plain.verb == nil {
		return form{}, 0
	}
	return plain, 1
}

// opensDay reports whether a word after "on" is of a date: "called on Tuesday" calls on nobody.
func opensDay(t *token) bool { return t.lex.weekday > 0 || t.lex.month > 0 || t.kind == number }

// havesTalks reports whether "have" at token k has a noun of contact as its object rather
// than a participle: "is to have talks".
func (g *grammar) havesTalks(toks []token, k int) bool {
	for j := k + 1; j < k+5 && j < len(toks); j++ {
		t := &toks[j]
		if _, n := g.formAt(toks, j, participle); n > 0 && !t.lex.noun.contact || t.kind != word || t.cap {
			return false
		}
		if t.lex.noun.contact {
			return true
		}
	}
	return false
}

// subjectOf reports whether the word before toks[i] can be a subject, so that a
// word that is both noun and verb is a verb: a name, or a pronoun.
func (g *grammar) subjectOf(toks []token, i int) bool {
	return i > 0 && (toks[i-1].cap && !toks[i-1].in(isStop) || toks[i-1].is4("who", "he", "she", "they"))
}

// untilThen reports whether the "not" at toks[k] goes with an "until", so that what it denies came to be: "did not
// part until after midnight", "will not meet until March".
func untilThen(toks []token, k int) bool {
	const reach = 10
	for j := k + 1; j < len(toks) && j < k+reach && toks[j].kind != punct; j++ {
		if toks[j].is2("until", "till") {
			return at(toks, j+1).is("after") || at(toks, j+1).kind == number || at(toks, j+1).lex.month > 0 || at(toks, j+1).lex.weekday > 0 || at(toks, j+1).isAny("midnight", "late", "next", "early", "mid-afternoon", "dawn", "the")
		}
	}
	return false
}

// english looks for the main verb after an auxiliary at toks[i].
func (v group) english(g *grammar, toks []token, i int, want ...tense) group {
	be := toks[i].lex.be != noTense
	for k := i + 1; k < len(toks) && k <= i+maxInside; k++ {
		t := &toks[k]
		if t.is3("not", "never", "n't") {
			v.neg = !untilThen(toks, k)
		}
		if t.is("no") && at(toks, k+1).is("longer") { // "will no longer meet"
			v.neg = true
			k++
			continue
		}
		if t.is2("be", "been") {
			be = true
		}
		if t.is2("able", "unable") && at(toks, k+1).is("to") {
			v.neg = v.neg || t.is("unable")
			v.failed = v.failed || t.is("unable")
			want, be = []tense{infinitive}, false
			k++
			continue
		}
		if t.is("have") && v.modal && !be && g.havesTalks(toks, k) { // "is to have talks"
			if f, n := g.formAt(toks, k, infinitive); n > 0 {
				v.verb, v.to = f.verb, k+n
				return v
			}
		}
		if t.is("have") && v.modal {
			v.hedged = v.hedged || toks[i].is4("may", "might", "could", "must")
			v.failed = v.failed || toks[i].is4("should", "would", "was", "were")
			continue // was to have been received; "may have met" is a guess
		}
		if t.is("to") && toks[k-1].is("been") && toks[i].lex.be == noTense && !v.modal { // "had been to see"
			v.due, be = false, false
			want = []tense{infinitive}
			continue
		}
		if t.is("to") && be { // is to meet, is due to meet
			v.modal, v.tense, be = true, futureTense, false
			v.failed = v.failed || toks[i].is("had") && k > i+2 // "had been due to meet"
			want = []tense{infinitive, participle}
		}
		toVerb := k+1 < len(toks) && toks[k+1].is("to") && t.isAny("scheduled", "planned", "set", "expected", "going", "planning", "supposed")
		if f, n := g.formAt(toks, k, want...); n > 0 && !toVerb && !(f.tense == infinitive && be && v.tense != futureTense) {
			v.verb, v.to = f.verb, k+n
			v.passive = be && f.tense == participle
			return v
		}
		if f, n := g.formAt(toks, k, gerund); n > 0 && be && !toVerb {
			v.verb, v.to = f.verb, k+n
			return v
		}
		if n := englishStep(toks, k, k == i+1); n > 0 {
			k += n - 1
			continue
		}
		if !t.in(isAdverb) && !t.is("last") && !(strings.HasSuffix(t.fold, "ly") && !t.cap) && t.lex.weekday == 0 && !t.is("on") {
			break
		}
	}
	return group{}
}
