package extract

// What a sentence calls false without a verb of denial: reports that "have no foundation", a
// claim of which there is "no truth", a lunch that "relève de l'invention".

// untrueThat returns the token from which on a sentence tells what is not so: "it is not true
// that", "il est faux de dire que", "knows nothing of a meeting"; -1 where it tells nothing so.
func (s *sentence) untrueThat() int {
	if !s.of(clauseWords) && !s.of(unknownWords) {
		return -1
	}
	for j := 1; j < len(s.toks); j++ {
		t := &s.toks[j]
		if t.of(unknownWords) && s.knowsNothing(j) {
			return j
		}
		if !t.is3("that", "que", "qu'") {
			continue
		}
		k := j - 1
		if s.toks[k].isAny("dire", "affirmer", "pretendre", "ecrire") && at(s.toks, k-1).is("de") {
			k -= 2
		}
		switch t := at(s.toks, k); {
		case t.isAny("untrue", "false", "faux", "inexact", "mensonger"):
			return j
		case t.isAny("true", "correct", "vrai", "exact"):
			if s.has(max(0, k-3), k, "not", "n't", "isn't", "pas") {
				return j
			}
		}
	}
	return -1
}

// knowsNothing reports whether somebody is told at token j to know of no contact that follows:
// "knew nothing of a meeting", "is not aware of any talks", "dit tout ignorer d'un entretien".
func (s *sentence) knowsNothing(j int) bool {
	const reach = 7
	t := &s.toks[j]
	none := t.isAny("ignore", "ignorait", "ignorer") && s.has(max(0, j-2), j+3, "tout") || t.is("unaware")
	for k := j + 1; k < len(s.toks) && k < j+reach; k++ {
		c := &s.toks[k]
		if c.lex.noun.contact || c.lex.noun.gathering {
			return none || t.is("aware") && s.has(max(0, j-3), j, "not", "n't")
		}
		if c.is3("nothing", "no", "rien") && !t.is("aware") {
			none = true
		} else if boundary(c) || c.cap || s.verbFrom[k] {
			return false
		}
	}
	return false
}

// falseReport returns the tokens [from, to) of a report, or of a contact of which others speak,
// that a sentence calls false; from is -1 where it calls none so.
func (s *sentence) falseReport() (from, to int) {
	if !s.of(falseWords) {
		return -1, 0
	}
	for j := range s.toks {
		if !s.toks[j].of(falseWords) || !s.falseAt(j) {
			continue
		}
		if k := s.reportBefore(j); k >= 0 {
			return k, j
		}
		if k := s.reportAfter(j); k >= 0 {
			return k, s.attribution(k)
		}
	}
	return -1, 0
}

// falseAt reports whether the word at j tells, with those before it, that something is false.
func (s *sentence) falseAt(j int) bool {
	t, prev := &s.toks[j], at(s.toks, j-1)
	switch {
	case t.isAny("foundation", "fondement", "basis", "substance", "truth", "merit"):
		return s.has(max(0, j-5), j, "no", "not", "n't", "without", "any", "aucun", "sans", "denue", "denuee", "denues", "denuees", "depourvu", "depourvue", "depourvues")
	case t.isAny("true", "correct", "accurate", "vrai", "vraie", "vraies", "exact", "exacte", "exactes"):
		return s.has(max(0, j-3), j, "not", "n't", "pas", "rien")
	case t.isAny("wrong", "incorrect", "inaccurate"):
		return prev.lex.be != noTense || prev.is("as") || prev.kind == word && at(s.toks, j-2).lex.be != noTense
	case t.is("faux"): // "s'inscrit en faux contre"
		return prev.is("en") && at(s.toks, j+1).is("contre")
	case t.isAny("reality", "realite", "facts", "faits"):
		return s.has(max(0, j-6), j, "not", "n't", "pas", "nothing", "rien", "aucun") && s.has(max(0, j-6), j, "correspond", "corresponds", "correspondent", "do", "voir", "basis", "rapport", "lien")
	case t.is("mark"):
		return prev.is("the") && at(s.toks, j-3).is("wide")
	case t.is("made"):
		return at(s.toks, j+1).is("up")
	case t.is("water"):
		return prev.is("cold") && at(s.toks, j+1).is("on")
	case t.is("nothing"):
		return prev.lex.be != noTense && at(s.toks, j+1).is2("to", "in")
	case t.is("rien"):
		return prev.is("sur") && s.has(max(0, j-4), j, "repose", "reposent", "reposait", "reposaient", "fonde", "fondent")
	case t.is("lie"), t.is("lies"):
		return prev.in(isArticle) || prev.is2("as", "pure") || prev.lex.be != noTense
	}
	return true
}

// inventedAt reports whether the false word at j is one that needs no report as its subject: what
// is pure invention may be the contact itself.
func (s *sentence) inventedAt(j int) bool {
	return s.toks[j].isAny("invention", "inventions", "fiction", "figment", "fabrication", "fantaisie", "affabulation", "invente", "inventee", "invented", "made", "canular", "hoax", "intox")
}

// reportBefore returns the report, or the contact of which others speak, that is the subject of
// what the false word at j tells; -1 where there is none.
func (s *sentence) reportBefore(j int) int {
	const reach = 40
	for k := j - 1; k >= 0 && k > j-reach; k-- {
		t := &s.toks[k]
		switch {
		case t.is3(";", ":", "»"):
			return -1
		case s.rumour(k) && !s.verbFrom[k] || s.claimedIn(k):
			return k
		case k > 0 && s.toks[k-1].in(isArticle) && t.lex.noun.contact && s.inventedAt(j) && !s.verbFrom[k] && at(s.toks, k+1).isAny("that", "which", "que", "qu'", "dont", "between", "entre", "de", "d'", "of"):
			return k
		}
	}
	return -1
}

// reportAfter returns the report that the false word at j has as its complement or object, -1
// where there is none: "no truth in the claim that", "called baseless reports that".
func (s *sentence) reportAfter(j int) int {
	reach := 10
	if j < 4 && (at(s.toks, j+1).is2(":", "»") || at(s.toks, j+1).is("”")) {
		reach = 30 // "Pure fiction: so X answered a report that"
	}
	for k := j + 1; k < len(s.toks) && k < j+reach; k++ {
		if s.rumour(k) || s.claimedIn(k) {
			return k
		}
	}
	return -1
}

// attribution returns the comma after token j from which on a sentence only tells who said it,
// and when: "…, X said after meeting Y"; else its end.
func (s *sentence) attribution(j int) int {
	const reach = 6 // tokens of a verb and a title
	for k := j + 1; k < len(s.toks); k++ {
		if !s.toks[k].is(",") {
			continue
		}
		for i := range s.phrases {
			if p := &s.phrases[i]; p.from > k && p.from <= k+reach && s.speaks(p) {
				return k
			}
		}
	}
	return len(s.toks)
}

// saidAfterIt returns the comma after the noun at n from which on a sentence tells who said what it
// tells of the noun, where the parties of a contact stand only there, and met before that: "The
// negotiations will resume, X announced in Tehran after two hours with Y"; else -1.
func (r *reader) saidAfterIt(s *sentence, n int, a *Assertion) int {
	c := s.attribution(n)
	if c == len(s.toks) || !s.has(c, len(s.toks), "after", "following", "apres", "alongside", "cotes") {
		return -1
	}
	for i := range s.phrases {
		p := &s.phrases[i]
		for _, name := range p.people {
			if p.from < c && hasParty(a, r.person(name.text)) {
				return -1
			}
		}
	}
	return c
}

// mediaSay reports whether the word at j names a medium that is told to have claimed something:
// "des médias soutenaient que", "the newspaper had reported that".
func (s *sentence) mediaSay(j int) bool {
	const reach = 6
	if !s.toks[j].of(mediaWords) || s.toks[j].cap {
		return false
	}
	for k := j + 1; k < len(s.toks) && k < j+reach; k++ {
		if t := &s.toks[k]; t.isAny("que", "qu'", "that") {
			return !s.inAnyVerb(j)
		} else if t.kind == punct {
			return false
		}
	}
	return false
}

// callsItFalse reports whether a sentence does no more than call false what the one before it,
// by a medium, told: "It was untrue, her spokesman said", « C'est faux », "Il n'en est rien".
func (s *sentence) callsItFalse(before *sentence) bool {
	if before == nil || !before.of(mediaWords) && !before.of(rumourWords) {
		return false
	}
	for j := 1; j < len(s.toks); j++ {
		t := &s.toks[j]
		if t.is("rien") && s.has(max(0, j-3), j, "en") && at(s.toks, j-1).lex.be != noTense {
			return true
		}
		if !t.of(falseWords) || !s.falseAt(j) && !t.is("faux") {
			continue
		}
		for k := j - 1; k >= 0 && k > j-5; k-- {
			if c := &s.toks[k]; c.isAny("it", "this", "that", "these", "they", "c'", "ce", "cela", "«", "“", "\"") {
				return true
			}
		}
	}
	return false
}
