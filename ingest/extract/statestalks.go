package extract

import "strings"

// Parties that are no people, and the talks between them.

// partyAt reads a party that is nobody at token j: a state or body, its government ("le gouvernement
// congolais", "Yemen's government", "the government of X") or one behind a noun that tells its sort
// ("la guérilla de l'ELN"); end is j where there is none.
func (r *reader) partyAt(s *sentence, j int) (id EntityID, end int) {
	if id, end = r.stateAt(s, j); id != None {
		if at(s.toks, end).is("government") && r.res.Entities[id].Kind == Country {
			end++ // "the Kosovo government"
		}
		return id, end
	}
	k := j
	if at(s.toks, k).in(isArticle) && !at(s.toks, k).cap {
		k++
	}
	if t := at(s.toks, k); t.isAny("gouvernement", "government") {
		next := at(s.toks, k+1)
		if next.is3("de", "du", "of") || next.is("d'") {
			return r.stateAt(s, k+2)
		}
		if id := r.governmentOf(s, k, k+1, k+2); id != None {
			return id, k + 2
		}
		return None, j
	}
	if at(s.toks, k+1).is("government") {
		if id := r.governmentOf(s, k, k, k+2); id != None {
			return id, k + 2
		}
	}
	if end := r.g.armedAt(s.toks, k); end > k {
		return r.namedBody(surfaceOf(s.toks[k:end])), end
	}
	if e, n := r.g.lex.match(s.toks, k); e != nil && e.kind == lexCountry && at(s.toks, k+n).is2("'s", "'") && at(s.toks, k+n+1).isAny("government", "authorities", "leadership") {
		return r.entry(e), k + n + 2
	}
	for i := range s.phrases {
		if p := &s.phrases[i]; p.body != nil && len(p.people) == 0 && p.from <= k && p.from >= j-1 && p.to > k {
			if id := r.bodyEntity(p.body, None); id != None {
				return id, p.to
			}
		}
	}
	const reach = 4 // tokens from the noun to the body
	for m := k; m < k+reach; m++ {
		t := at(s.toks, m)
		if m > k && t.cap && isAcronym(t.text) && at(s.toks, m-1).isAny("rebel", "movement", "group", "guerrilla", "rebelle", "mouvement", "groupe") { // "the rebel JEM"
			return r.namedBody(t.text), m + 1
		}
		if t.kind != word || t.cap {
			break
		}
		if t.is4("de", "du", "d'", "of") && m > k && s.toks[m-1].isAny("guerilla", "guerrilla", "rebels", "rebelles", "rebellion", "mouvement", "movement", "group", "groupe", "fighters", "junta", "junte", "insurgents", "insurges", "regime", "authorities", "autorites", "army", "armee", "forces", "milices", "militia", "islamistes", "insurrection") {
			if id, end := r.stateAt(s, m+1); id != None && r.res.Entities[id].Kind == Organization {
				return id, end
			}
			for i := range s.phrases {
				if p := &s.phrases[i]; p.body != nil && len(p.people) == 0 && p.from >= m && p.from <= m+1 {
					if id := r.bodyEntity(p.body, None); id != None {
						return id, p.to
					}
				}
			}
			break
		}
	}
	return None, j
}

// armedAt reads "Sudanese army", "armée soudanaise" at token k and returns the token after it, k where
// that is none.
func (g *grammar) armedAt(toks []token, k int) int {
	noun, of := k, k+1 // of the army, of the adjective
	if !g.romance {
		noun, of = k+1, k
	}
	if !at(toks, noun).isAny("army", "military", "junta", "armee", "junte", "opposition", "rebels", "rebelles") || max(noun, of) >= len(toks) {
		return k
	}
	if e, n := g.lex.match(toks, of); e == nil || n != 1 || e.kind != lexDemonym {
		return k
	}
	return k + 2
}

// namedBody enters an organization by the name that the text gives it.
func (r *reader) namedBody(text string) EntityID {
	return r.entity(Organization, r.people.key(text), Name{Text: text, Lang: r.g.lang})
}

// governmentOf enters the government that tokens [from, to) name by a demonym at token j.
func (r *reader) governmentOf(s *sentence, from, j, to int) EntityID {
	e, n := r.g.lex.match(s.toks, j)
	if e == nil || n != 1 || e.kind != lexDemonym {
		return None
	}
	return r.government(surfaceOf(s.toks[from:to]), e.id)
}

// partyList reads "A, B et C" from token j on.
func (r *reader) partyList(s *sentence, j int) (who []EntityID, end int) {
	return r.listOf(s, j, (*reader).partyItem)
}

// partyItem reads the party at token j, after "of" where it is not the first ("of A and of B"): a body
// known by its acronym alone only beside another.
func (r *reader) partyItem(s *sentence, j int, first bool) (EntityID, int) {
	if !first && at(s.toks, j).is2("de", "of") || at(s.toks, j).is2("du", "d'") {
		j++
	}
	id, next := r.partyAt(s, j)
	if id != None || first {
		return id, next
	}
	if at(s.toks, j).in(isArticle) {
		j++
	}
	if t := at(s.toks, j); !t.cap || !isAcronym(t.text) || at(s.toks, j+1).cap {
		return None, j
	}
	return r.namedBody(s.toks[j].text), j + 1
}

// ofTalks reports whether the word at token n names talks or a gathering to which states may come.
func (s *sentence) ofTalks(n int) bool {
	t := &s.toks[n]
	return t.kind == word && (t.lex.noun.contact || t.lex.noun.gathering) && !t.lex.noun.round && !s.pressConference(n) &&
		!t.isAny("visite", "visites", "visit", "visits", "main", "views", "vues", "table", "call", "appel")
}

// talksBetween asserts talks whose parties follow "between" at a distance: "Direct talks which Angola
// had called in Luanda between A and B", "Aucune négociation n'est engagée entre A et B".
func (r *reader) talksBetween(s *sentence, found int) {
	for j := 2; s.of(betweenWords) && j < len(s.toks); j++ {
		if !s.toks[j].of(betweenWords) {
			continue
		}
		who, end := r.partyList(s, j+1)
		if len(who) < 2 || at(s.toks, end).is2("'s", "'") {
			continue
		}
		n := j - 1
		for n >= 0 && !s.ofTalks(n) {
			n--
		}
		if n < 0 || !s.mayEndBefore(n, j) {
			continue
		}
		r.statesMeet(s, n, end, who, found)
	}
}

// mayEndBefore reports whether what goes before "between" at token j may go with the noun at token n
// rather than with a noun of its own: "the war between".
func (s *sentence) mayEndBefore(n, j int) bool {
	const near = 4 // tokens
	if j-n <= near {
		for k := n + 1; k < j; k++ {
			if s.toks[k].in(isArticle) {
				return false
			}
		}
		return true
	}
	prev := &s.toks[j-1]
	return prev.cap || prev.in(isAdverb) || s.inDate(j-1) || s.verbAt(j-1) >= 0 || len(prev.forms) > 0 || prev.kind == punct
}

// talksWith asserts what a state is to have with others: "La Russie enverra une délégation à Istanbul
// pour de nouveaux pourparlers avec l'Ukraine", "A s'est dérobé aux négociations directes avec B".
func (r *reader) talksWith(s *sentence, found int) {
	const reach = 5 // tokens from the noun to its preposition
	for _, n := range s.nouns {
		if !s.ofTalks(n) {
			continue
		}
		for j := n + 1; j < len(s.toks) && j < n+reach; j++ {
			if t := &s.toks[j]; !t.is(r.g.with) {
				if boundary(t) || t.kind == punct || t.in(isPreposition) && !t.in(isOf) {
					break
				}
				continue
			}
			others, end := r.partyList(s, j+1)
			if len(others) == 0 {
				break
			}
			who := r.ownTalksOf(s, n)
			if k := s.finiteBefore(n); len(who) == 0 && k >= 0 && !s.verbs[k].verb.can(states|denies) {
				who = r.statesBefore(s, s.verbs[k].from)
			}
			if len(who) == 0 || hasEntity(others, who[0]) {
				break
			}
			r.statesMeet(s, n, end, append(who, others...), found)
			break
		}
	}
}

// ownTalksOf returns the state whose talks the noun at token n names: "Iran's talks with".
func (r *reader) ownTalksOf(s *sentence, n int) []EntityID {
	const reach = 3 // words before the noun
	for j := n - 1; j > 0 && j >= n-reach; j-- {
		if s.toks[j].is2("'s", "'") {
			for from := max(0, j-reach); from < j; from++ {
				if e, k := r.g.lex.match(s.toks, from); e != nil && from+k == j && (e.kind == lexCountry || e.kind == lexBody) {
					return []EntityID{r.entry(e)}
				}
			}
			return nil
		}
		if s.toks[j].kind != word || s.toks[j].in(isPreposition|isArticle) {
			return nil
		}
	}
	return nil
}

// finiteBefore returns the last finite verb that starts up to token n, -1 for none.
func (s *sentence) finiteBefore(n int) int {
	k := len(s.verbs) - 1
	for k >= 0 && (s.verbs[k].from > n || s.verbs[k].bare) {
		k--
	}
	return k
}

// headsOf skips "negotiators from", "des délégations de" at token j: those of states who have no name.
func (s *sentence) headsOf(j int) int {
	k := j
	if at(s.toks, k).in(isArticle) || at(s.toks, k).is2("des", "les") {
		k++
	}
	for at(s.toks, k).in(isAdjective) && !at(s.toks, k).cap {
		k++
	}
	if !at(s.toks, k).of(headsWords) {
		return j
	}
	if t := at(s.toks, k+1); t.isAny("of", "from", "for", "de", "du", "des", "d'") {
		return k + 2
	}
	return j
}

// stillAhead reports whether a sentence tells of what the noun at token n names as still to come: by a
// verb in the future, or by "are to", "is due", "doivent" right before or after it.
func (s *sentence) stillAhead(romance bool, n, end int) bool {
	const before, after = 12, 10 // tokens
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.to > end+after || v.from < n-before || v.neg {
			continue
		}
		if v.tense == futureTense && !v.bare {
			return true
		}
	}
	for j := max(0, n-before); j < len(s.toks) && j < end+after; j++ {
		t, next := &s.toks[j], at(s.toks, j+1)
		switch {
		case t.kind == punct && j >= end && !t.is(","):
			return false
		case j >= n && j < end+4 && t.isAny("due", "scheduled", "slated", "prevu", "prevue", "prevus", "prevues", "attendu", "attendue", "attendus", "attendues", "programme", "programmee", "programmes", "programmees", "planned") && (j > n || !t.is("programme")):
			return true
		case !romance && (t.lex.be == present && (next.is("to") || next.isAny("due", "set", "scheduled", "slated", "expected", "planned")) || t.is("will")):
			return true
		case romance && t.is4("doit", "doivent", "va", "vont") && next.kind == word && !next.cap:
			return true
		case romance && t.kind == word && !t.cap && len(t.low) > 5 && t.lex.have == noTense && (strings.HasSuffix(t.low, "eront") || strings.HasSuffix(t.low, "iront") || strings.HasSuffix(t.low, "era") || strings.HasSuffix(t.low, "ira")) && !at(s.toks, j-1).in(isArticle):
			return true
		}
	}
	return false
}

// statesHold asserts talks of several states by what follows them, whatever the verb: "A and B have been
// through two rounds of negotiations", "A et B renoueront les pourparlers", "A et B ont achevé lundi à X
// leur premier sommet".
func (r *reader) statesHold(s *sentence, found int) {
	const reach = 12 // tokens from the states to the noun
	named := -1      // the last noun of talks
	for _, n := range s.nouns {
		if s.ofTalks(n) {
			named = n
		}
	}
	listed := 0 // end of the list read last
	for j := 0; j < named; j++ {
		if j < listed || !s.toks[j].opensState() {
			continue
		}
		if prev := at(s.toks, j-1); j > 0 && prev.kind != punct && !prev.of(stateTurns) {
			continue
		}
		who, end := r.partyList(s, s.headsOf(j))
		if len(who) < 2 || end == j || at(s.toks, end).is2("'s", "'") {
			continue
		}
		listed = end
		none := false
		for n := end; n < len(s.toks) && n < end+reach; n++ {
			t := &s.toks[n]
			if t.in(isNegation) || t.is2("no", "aucun") || t.is("aucune") {
				none = true
			}
			if t.isAny("occupe", "domine", "dominent", "rempli", "nourri", "alimente", "anime", "occupied", "dominated", "filled", "topped", "marked", "fed") {
				break // what the talks were about
			}
			if t.kind == punct && !(t.is(",") && n == end) || boundary(t) || t.is(r.g.with) || t.is2("over", "against") || t.is3("about", "sur", "contre") {
				break
			}
			if !s.ofTalks(n) || t.lex.noun.kind != Talks && t.lex.noun.gathers != Talks && !t.lex.noun.summit && !t.lex.noun.gathering && !t.isAny("rounds", "session", "sessions", "cycle", "reunions", "meetings", "consultations", "entretiens", "discussions") {
				continue
			}
			k := n - 1
			for k > end && (s.toks[k].in(isArticle|isAdjective) || s.toks[k].isAny("their", "its", "leur", "leurs", "ses", "les", "des", "these", "ces", "direct", "peace", "secret")) {
				k--
			}
			if s.toks[k].isAny("of", "de", "in", "dans", "au", "du", "during", "lors") && k < n-1 || s.toks[n-1].is("in") || s.toks[n-1].is2("of", "de") && !s.toks[max(0, n-2)].isAny("round", "rounds", "series", "session", "cycle", "phase", "serie") {
				break
			}
			if r.peopleAfter(s, n) > 1 || s.has(n, len(s.toks), "observers", "observateurs") {
				break // who was there is told by name, or the talks are those of others
			}
			s.holding = !none
			r.statesMeet(s, n, max(n+1, end), who, found)
			s.holding = false
			break
		}
	}
}

// opensState reports whether the name of a state, with what may stand before it, can start with a word.
func (t *token) opensState() bool {
	return t.cap || t.in(isArticle|isAdjective) || t.is2("les", "des") || t.of(headsWords) || t.is2("du", "d'")
}

// statesAmong asserts what "a meeting of five countries, among them A and B" tells.
func (r *reader) statesAmong(s *sentence, found int) {
	const reach = 8 // tokens from the noun to the list
	for _, n := range s.nouns {
		if !s.ofTalks(n) {
			continue
		}
		for j := n + 1; j < len(s.toks) && j < n+reach; j++ {
			if !s.toks[j].is4("dont", "including", "among", "notamment") {
				continue
			}
			k := j + 1
			if s.toks[j].is("among") && at(s.toks, k).is("them") {
				k++
			}
			if who, end := r.partyList(s, k); len(who) > 1 && s.has(n, j, "pays", "etats", "countries", "states", "nations", "capitals", "parties") {
				r.statesMeet(s, n, end, who, found)
			}
			break
		}
	}
}

// peopleAfter counts the people whom a sentence names after token n.
func (r *reader) peopleAfter(s *sentence, n int) (count int) {
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from > n && !p.weak {
			count += len(p.people)
		}
	}
	return count
}
