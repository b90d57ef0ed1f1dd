package extract

// What may stand between an auxiliary or a modal verb and its verb besides adverbs: a time
// ("a quelques heures plus tard reçu", "a le 3 mars rencontré"), a place ("a lundi à Oslo
// vu"), an aside between commas ("a, selon son cabinet, reçu").

// maxStep is how many tokens one such adverbial takes at most.
const maxStep = 12

// step returns how many tokens an adverbial within a French verb group takes that starts at
// toks[k], 0 where there is none.
func (g *grammar) step(toks []token, k int) int {
	if !g.romance {
		return 0
	}
	t, next := &toks[k], at(toks, k+1)
	switch {
	case t.is(","):
		return asideStep(toks, k)
	case next.is("apres") && t.isAny("aussitot", "sitot", "peu", "juste", "immediatement", "tot"):
		return 2
	case t.is3("le", "ce", "du") && next.lex.weekday > 0, t.is2("le", "au") && next.kind == number && at(toks, k+2).lex.month > 0,
		t.is("le") && next.is3("lendemain", "meme", "jour"), t.is("la") && next.is("veille"), t.is("ce") && next.is("jour-là"):
		return g.dayStep(toks, k+1) + 1
	case t.lex.weekday > 0:
		return g.dayStep(toks, k)
	case t.kind == number || t.isAny("une", "un", "quelques", "plusieurs", "deux", "trois"):
		return laterStep(toks, k)
	case t.isAny("à", "au", "en", "dans", "lors", "par", "pendant", "dès", "sur"):
		return placeOrTimeStep(toks, k)
	}
	return 0
}

// englishStep returns how many tokens a time or, right after the auxiliary, an aside between commas
// takes at toks[k] within an English verb: "had that same day exchanged", "had a week earlier been
// received", "had, on Tuesday in Lima, met".
func englishStep(toks []token, k int, first bool) int {
	t := &toks[k]
	switch {
	case t.is(",") && first:
		return asideStep(toks, k)
	case t.is4("that", "this", "the", "a"):
	default:
		return 0
	}
	j := k + 1
	if at(toks, j).isAny("same", "very", "previous", "preceding", "following", "next") {
		j++
	}
	if !at(toks, j).isAny("day", "morning", "afternoon", "evening", "night", "week", "month", "year", "hour", "weekend") {
		return 0
	}
	if j++; at(toks, j).isAny("earlier", "before", "later", "after") {
		return j + 1 - k
	} else if t.is("a") {
		return 0
	}
	return j - k
}

// asideStep returns how many tokens an aside between the commas at toks[k] and after it takes.
func asideStep(toks []token, k int) int {
	for j := k + 1; j < len(toks) && j <= k+maxStep; j++ {
		switch t := &toks[j]; {
		case t.is(","):
			return j + 1 - k
		case t.kind == punct && !t.is("-"), t.lex.have != noTense, t.lex.be != noTense:
			return 0
		}
	}
	return 0
}

// dayStep returns how many tokens a day takes at toks[k]: "lundi soir", "3 mars 2024", "même jour".
func (g *grammar) dayStep(toks []token, k int) int {
	j := k + 1
	if at(toks, k).is("meme") && at(toks, j).is2("jour", "soir") {
		return 2
	}
	for ; j < len(toks) && j < k+5; j++ {
		if t := &toks[j]; t.kind != number && t.lex.month == 0 && !t.isAny("soir", "matin", "midi", "apres-midi", "dernier") {
			break
		}
	}
	return j - k
}

// laterStep returns how many tokens "quelques heures plus tard" or "une heure après" takes.
func laterStep(toks []token, k int) int {
	if !at(toks, k+1).isAny("heure", "heures", "minutes", "jour", "jours", "semaine", "semaines", "mois", "instants") {
		return 0
	}
	switch {
	case at(toks, k+2).is2("apres", "auparavant"):
		return 3
	case at(toks, k+2).is("plus") && at(toks, k+3).is2("tard", "tot"):
		return 4
	}
	return 0
}

// placeOrTimeStep returns how many tokens "à Oslo", "dans la foulée" or "en fin de journée" takes.
func placeOrTimeStep(toks []token, k int) int {
	const longest = 6
	n := 0
	if toks[k].is3("à", "au", "en") && at(toks, k+1).cap {
		for n = 2; n < longest && at(toks, k+n).cap; n++ {
		}
		return n
	}
	for j := k + 1; j < len(toks) && j <= k+longest; j++ {
		t := &toks[j]
		if t.kind != word || t.cap || boundary(t) || t.lex.have != noTense || t.lex.be != noTense {
			break
		}
		if t.isAny("foulee", "journee", "matinee", "soiree", "apres-midi", "nuit", "occasion", "suite", "moment", "temps", "heures", "jours", "semaine", "semaines", "mois", "reprises", "effet", "clos", "prive", "secret", "tete", "personne", "tete-à-tete", "place", "capitale", "passage", "marge", "retour", "telephone", "visioconference", "titre", "priorite", "particulier", "public", "tour", "suivants", "suivante", "turque") {
			n = j + 1 - k
		}
	}
	return n
}
