package extract

import (
	"slices"
	"strings"
)

// attending is a wording that tells who is there at a contact, see attending.txt.
type attending struct {
	words []string // as tokens are compared; "*" is any word
	how   attendingKind
}

type attendingKind uint8

const (
	attendsDoing  attendingKind = iota // "X looked on"
	attendsOver                        // "X chaired the session"
	attendsAt                          // "X was in the room"
	attendsComing                      // "X flew in", of a gathering
	attendsUnder                       // "under the eyes of X"
	attendsHis                         // "under his auspices"
	attendsBidden                      // "at the invitation of X", of a gathering
	attendsBy                          // "talks hosted by X"
	attendsBeside                      // "watched by X"
	attendsAs                          // "with X looking on"
)

var attendingNames = map[string]attendingKind{
	"does": attendsDoing, "over": attendsOver, "at": attendsAt, "under": attendsUnder, "by": attendsBy, "beside": attendsBeside, "as": attendsAs,
	"comes": attendsComing, "bidden": attendsBidden, "his": attendsHis,
}

// loadAttending reads attending.txt.
func (g *grammar) loadAttending() {
	v := g.split.vocabulary
	for _, r := range rows(g.dir + "attending.txt") {
		name, rest, ok := strings.Cut(r.text, ":")
		if !ok {
			r.bad()
		}
		how, isWording := attendingNames[name]
		for item := range strings.SplitSeq(rest, ",") {
			words := strings.Fields(item)
			if len(words) == 0 {
				continue
			}
			for i, w := range words {
				words[i] = g.fold(w)
			}
			switch {
			case isWording:
				x := v.at(words[0])
				x.attends = append(x.attends, attending{words, how})
			case name == "posture":
				for _, w := range words {
					v.at(w).posture = true
				}
			case name == "leads":
				for _, w := range words {
					v.at(w).leads = true
				}
			case name == "includes":
				for _, w := range words {
					v.at(w).includes = true
				}
			case name == "retinue":
				for _, w := range words {
					v.at(w).retinue = true
				}
			case name == "signed":
				for _, w := range words {
					v.at(w).signed = true
				}
			case name == "several":
				for _, w := range words {
					v.at(w).several = true
				}
			case name == "many":
				for _, w := range words {
					v.at(w).many = true
				}
			case name == "occasion":
				for _, w := range words {
					v.at(w).occasion = true
				}
			default:
				r.bad()
			}
		}
	}
	for _, x := range v {
		slices.SortStableFunc(x.attends, func(a, b attending) int { return len(b.words) - len(a.words) })
	}
}

// matches reports whether the wording stands at token j.
func (a *attending) matches(toks []token, j int) bool {
	if j+len(a.words) > len(toks) {
		return false
	}
	for i, w := range a.words {
		if t := &toks[j+i]; w != "*" && t.fold != w || w == "*" && t.kind != word {
			return false
		}
	}
	return true
}

// comprised adds those whom a sentence counts among the delegation of a party: "his
// delegation included X", "la délégation comptait aussi Y".
func (r *reader) comprised(s *sentence, found, j int) bool {
	const reach = 9
	for k := j - 1; k >= 0 && k > j-reach; k-- {
		t := &s.toks[k]
		if t.in(isNegation) {
			return false
		}
		if !t.lex.retinue {
			continue
		}
		list := s.peopleFrom(j + 1)
		if len(list) == 0 && at(s.toks, j+1).in(isAdverb) {
			list = s.peopleFrom(j + 2)
		}
		if len(list) == 0 {
			return false
		}
		if who := r.possessor(s, k); who != None {
			return r.attendBeside(s, found, list, who)
		}
		if side := r.sideTold(s, k-1, k+4); side != None {
			return r.attendBeside(s, found, list, side)
		}
		return r.attend(s, found, list, true)
	}
	return false
}

// atOccasion returns the people who are at the contact told: "X was at the dinner too".
func (r *reader) atOccasion(s *sentence, j int) []int {
	t := &s.toks[j]
	if !t.lex.noun.contact && !t.lex.occasion || t.lex.noun.summit || !at(s.toks, j-1).is("the", "la", "l'", "le", "au", "du") || at(s.toks, j+1).is("of", "with", "between", "de", "du", "d'", "avec", "entre", "for", "in", "à") {
		return nil
	}
	prep := j - 1
	if !s.toks[prep].is("au", "du") {
		prep--
	}
	if prep < 1 || !s.toks[prep].is("at", "in", "à", "au", "du", "de") {
		return nil
	}
	for k := prep - 1; k > 0 && k > prep-4; k-- {
		if t := &s.toks[k]; t.lex.be != noTense && t.lex.be != infinitive {
			return r.whoAttends(s, k)
		} else if t.in(isNegation) || t.kind != word {
			return nil
		}
	}
	return nil
}

// attends adds to the contact told those of whom the sentence says that they do
// what one does who is there: "X looked on", "X chaired the session", "X was in the
// room". It reports whether there were any.
func (r *reader) attends(s *sentence, found int) (any bool) {
	for j := range s.toks {
		if s.toks[j].lex.includes && r.comprised(s, found, j) {
			any = true
			continue
		}
		if list := r.atOccasion(s, j); len(list) > 0 {
			any = r.attend(s, found, list, false) || any
		}
		for i := range s.toks[j].lex.attends {
			a := &s.toks[j].lex.attends[i]
			if a.how > attendsComing || !a.matches(s.toks, j) {
				continue
			}
			var list []int
			end := j + len(a.words)
			switch a.how {
			case attendsDoing:
				if !a.elsewhere(at(s.toks, end)) {
					list = r.whoAttends(s, j)
				}
			case attendsOver:
				if s.occasionAfter(end) {
					list = r.whoAttends(s, j)
				}
			case attendsAt:
				if !s.ownOccasion(end) {
					list = r.whoIsAt(s, j, end)
				}
			}
			if a.how == attendsComing && !s.toOwn(end) && r.isGathering(s, found) {
				list = r.whoAttends(s, j)
			}
			if len(list) == 0 && a.how <= attendsOver && at(s.toks, j-1).is("y") {
				list = s.peopleFrom(end) // "Y assistaient X et Z"
			}
			if len(list) == 0 {
				continue
			}
			r.thatOne = a.how == attendsOver
			if side := r.sideTold(s, j, end); side != None {
				any = r.attendBeside(s, found, list, side) || any
			} else if a.how <= attendsOver && r.wasThere(s, found, list) {
				any = true
			} else {
				any = r.attend(s, found, list, false) || any
			}
			any = r.asDid(s, found, end) || any
			if a.how <= attendsOver { // "steered the talks with X"
				any = r.attend(s, found, s.helpers(end), false) || any
			}
			r.thatOne = false
			break
		}
	}
	return any
}

// wasThere asserts the contact of those whom the sentence before named, without a word of
// contact, where this one tells who took part in it or led it: "X and Y signed a truce. Z
// had mediated."
func (r *reader) wasThere(s *sentence, found int, list []int) bool {
	const most = 4
	if r.prior.sentence != r.sentence-1 || len(r.prior.who) < 2 || len(r.prior.who) > most || r.ownContact(s, found) || r.prior.who[0].list != r.prior.who[1].list {
		return false
	}
	a := Assertion{Kind: Meeting, Date: r.prior.day, Place: r.prior.place, ClaimedBy: None, Quote: s.span, Rule: "contact/back", Role: Role{Body: None, Country: None}, Support: []Span{r.prior.span}}
	for _, m := range r.prior.who {
		if m.list == r.prior.who[0].list {
			a.Participants = append(a.Participants, Participant{Entity: m.id})
		}
	}
	for _, id := range r.peopleOf(s, list) {
		if !hasParty(&a, id) {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
	}
	if len(a.Participants) < 3 || a.Date.IsZero() && a.Place == None {
		return false
	}
	r.add(a)
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	return true
}

// asDid adds those of whom a sentence tells the same after token j: "as did X", "de même
// que Y".
func (r *reader) asDid(s *sentence, found, j int) bool {
	for ; j+2 < len(s.toks); j++ {
		end := -1
		switch {
		case s.toks[j].is("as") && s.toks[j+1].is("did", "was", "were", "had", "will"):
			end = j + 2
		case s.toks[j].is("de") && s.toks[j+1].is("meme") && s.toks[j+2].is("que", "qu'"):
			end = j + 3
		case boundary(&s.toks[j]):
			return false
		}
		if end < 0 {
			continue
		}
		list := s.peopleFrom(end)
		if len(list) == 0 {
			return false
		}
		if side := r.sideTold(s, s.phrases[list[len(list)-1]].to, len(s.toks)); side != None {
			return r.attendBeside(s, found, list, side)
		}
		return r.attend(s, found, list, false)
	}
	return false
}

// helpers returns the people whom "with" or "helped by" adds to the subject of a wording
// that ends before token j.
func (s *sentence) helpers(j int) []int {
	const reach = 9
	for k := j; k < len(s.toks) && k < j+reach; k++ {
		if boundary(&s.toks[k]) {
			return nil
		}
		if s.toks[k].is("with", "avec") {
			return s.peopleFrom(k + 1)
		}
	}
	return nil
}

// sideTold returns the party on whose side tokens [j, end) put somebody: "in the Indian
// party", "on X's team"; None where they tell none.
func (r *reader) sideTold(s *sentence, j, end int) EntityID {
	for k := j; k < end && k < len(s.toks); k++ {
		t := &s.toks[k]
		if t.is("partie", "part", "member", "members", "membres", "delegation") && r.leader != None {
			if last := r.lastTold(); last != nil && hasParty(last, r.leader) {
				return r.leader
			}
		}
		if !t.cap && !t.demonym() {
			continue
		}
		for _, e := range t.lex.entries {
			if e.kind == lexDemonym {
				if last := r.lastTold(); last != nil {
					for _, p := range last.Participants {
						if c := r.countryOf(p.Entity); c != None && r.res.Entities[c].Code == e.id {
							return p.Entity
						}
					}
				}
			}
		}
		if p := r.people.find(t.text); p != nil && t.cap {
			return r.person(t.text)
		}
	}
	return None
}

// attendBeside is attend for those who are on the side of a party.
func (r *reader) attendBeside(s *sentence, found int, list []int, party EntityID) bool {
	before := map[EntityID]bool{}
	index := r.attendedAt(s, found)
	if index >= 0 {
		for _, p := range r.res.Assertions[index].Participants {
			before[p.Entity] = true
		}
	}
	if !r.attend(s, found, list, false) {
		return false
	}
	if index < 0 {
		return true
	}
	a := &r.res.Assertions[index]
	side := 0
	for i := range a.Participants {
		if a.Participants[i].Entity == party {
			side = a.Participants[i].Side
		}
	}
	if !hasParty(a, party) {
		return true
	}
	for i := range a.Participants {
		if p := &a.Participants[i]; !before[p.Entity] {
			p.Side = side
		}
	}
	return true
}

// elsewhere reports whether the token after a wording shows that it tells of something
// else: "sat in Oslo" is no "sat in", "attended a school" no "attended".
func (a *attending) elsewhere(next *token) bool {
	switch last := a.words[len(a.words)-1]; {
	case next.kind != word:
		return false
	case last == "in":
		return !next.is("as", "on", "with", "too", "for", "and")
	case next.is("à", "au", "aux"):
		return strings.HasPrefix(last, "assist") || strings.HasPrefix(last, "particip") || last == "part"
	}
	return a.how == attendsDoing && (next.in(isArticle) || next.cap || next.is("that", "to", "him", "her", "them"))
}

// whoAttends returns the people who are the subject of the verb at token j; none
// where it is denied of them.
func (r *reader) whoAttends(s *sentence, j int) []int {
	const longest = 6 // words of a verb group
	for n := 0; n < longest && j > 0; n++ {
		t := &s.toks[j-1]
		if t.in(isNegation) || t.in(isHabitual) {
			return nil
		}
		if s.phraseEnding(j) >= 0 || t.kind != word || t.cap || t.lex.have == noTense && t.lex.be == noTense && !t.in(isModal|isAdverb) && !t.is("se", "s'", "y", "en", "lui", "l'", "les", "pris", "took", "taken") {
			break
		}
		j--
	}
	if at(s.toks, j-1).is("qui", "who") {
		j--
	}
	if i := s.phraseEnding(j); i >= 0 && (s.phrases[i].pronoun == "il" || s.phrases[i].pronoun == "he" || s.phrases[i].pronoun == "elle" || s.phrases[i].pronoun == "she") {
		return []int{i}
	}
	i := s.whoBefore(j)
	if i < 0 || s.phrases[i].prep != "" {
		return nil
	}
	list := s.allBefore(i)
	if s.phrases[list[0]].prep != "" {
		return nil
	}
	return list
}

// whoBefore returns the phrase of people that ends before token j, past an insertion
// between commas; -1 where there is none.
func (s *sentence) whoBefore(j int) int {
	const longest = 28 // tokens of an insertion
	if i := s.phraseEnding(j); i >= 0 && len(s.phrases[i].people) > 0 {
		return i
	} else if i > 0 && s.phrases[i].entry != nil && (s.phrases[i].prep == "of" || s.phrases[i].prep == "de") && len(s.phrases[i-1].people) > 0 && s.phrases[i].from-s.phrases[i-1].to < 3 {
		return i - 1 // "X of Angola"
	}
	last := -1 // the phrase named last before token j
	for i := range s.phrases {
		if s.phrases[i].to <= j {
			last = i
		}
	}
	if !at(s.toks, j-1).is(",") && (last < 0 || s.phrases[last].to != j || !s.phrases[last].comma) {
		return -1
	}
	for i := last; i >= 0 && s.phrases[i].to > j-longest; i-- {
		p := &s.phrases[i]
		if len(p.people) == 0 || p.prep != "" && p.prep != "with" && p.prep != "avec" {
			continue
		}
		if p.comma || s.apposed(p) || at(s.toks, p.to).is(",", "qui", "who") || at(s.toks, p.to).is("of", "de", "du", "d'") && i+1 < len(s.phrases) && s.phrases[i+1].entry != nil {
			return s.unbroken(i, j)
		}
	}
	return -1
}

// apposed reports whether a phrase holds a function in apposition to a name.
func (s *sentence) apposed(p *phrase) bool {
	for k := p.people[0].to; k < p.to; k++ {
		if s.toks[k].is(",") {
			return true
		}
	}
	return false
}

// unbroken returns phrase i where no semicolon and no other clause stands between it
// and token j, else -1.
func (s *sentence) unbroken(i, j int) int {
	for k := s.phrases[i].to; k < j; k++ {
		if s.toks[k].is(";", ":", "while", "tandis", "but", "mais") {
			return -1
		}
	}
	return i
}

// allBefore returns the phrases of people of a list that ends with phrase i, each with
// what is said of where they come from: "X of A and Y, sent by B".
func (s *sentence) allBefore(i int) []int {
	out := []int{i}
	joint := false
	for i > 0 {
		m := i - 1
		for m >= 0 && len(s.phrases[m].people) == 0 && s.phrases[i].from-s.phrases[m].to < 8 {
			m--
		}
		if m < 0 || s.phrases[i].from-s.phrases[m].to > 12 {
			break
		}
		ok, and := s.joinedUp(s.phrases[m].to, s.phrases[i].from, s.phrases[m].comma)
		joint = joint || and
		if !ok || !joint {
			break
		}
		out = append([]int{m}, out...)
		if s.phrases[m].prep != "" {
			break
		}
		i = m
	}
	return out
}

// joinedUp reports whether tokens [from, to) only join two people of a list, with an
// apposition to the first, and whether there is a conjunction among them.
func (s *sentence) joinedUp(from, to int, comma bool) (ok, and bool) {
	comma = comma || from == to
	for k := from; k < to; k++ {
		t := &s.toks[k]
		switch {
		case t.is("and", "et", "ainsi"):
			and, comma = true, true
		case t.is(","):
			comma = true
		case s.verbFrom[k] && !(t.lex.be == noTense && t.lex.have == noTense && t.low != "" && (strings.HasSuffix(t.fold, "ed") || strings.HasSuffix(t.fold, "ent") || strings.HasSuffix(t.fold, "e"))):
			return false, false
		case t.kind == punct && !t.is("(", ")"), boundary(t):
			return false, false
		}
	}
	return comma, and
}

// whoIsAt returns the people who are where tokens [j, end) tell: before "be" or
// another posture, after it where it comes first, or whom somebody has there.
func (r *reader) whoIsAt(s *sentence, j, end int) []int {
	const reach = 4
	posture := func(t *token) bool {
		return t.lex.be != noTense && t.lex.be != infinitive && !t.is("soit", "soient") || t.lex.posture
	}
	for k := j - 1; k >= 0 && k > j-reach; k-- {
		t := &s.toks[k]
		if t.in(isNegation) || t.kind != word && !t.is(",") {
			break
		}
		if posture(t) {
			return r.whoAttends(s, k)
		}
	}
	for k := end; k < len(s.toks) && k < end+reach; k++ {
		t := &s.toks[k]
		if t.in(isNegation) || t.kind != word || t.cap {
			break
		}
		if posture(t) {
			return s.peopleFrom(k + 1)
		}
	}
	if at(s.toks, j-1).lex.have != noTense { // "il avait à ses côtés X"
		return s.peopleFrom(end)
	}
	return nil
}

// ownOccasion reports whether a wording that ends before token j goes on with an
// occasion of its own: "was among the guests at a lunch".
func (s *sentence) ownOccasion(j int) bool {
	const reach = 6
	for k := j; k < len(s.toks) && k < j+reach && s.toks[k].kind == word; k++ {
		if t := &s.toks[k]; t.lex.noun.contact || t.lex.noun.gathering || t.lex.occasion {
			for m := max(j, k-3); m < k; m++ {
				if s.toks[m].is("a", "an", "un", "une", "d'") {
					return true
				}
			}
		}
	}
	return false
}

// occasionAfter reports whether the object that starts at token j is the contact
// told before: a noun of contact or the like with a definite article, and without
// parties of its own.
func (s *sentence) occasionAfter(j int) bool {
	const reach = 6
	definite := false
	for k := j; k < len(s.toks) && k < j+reach; k++ {
		t := &s.toks[k]
		definite = definite || t.is("the", "their", "this", "these", "those", "all", "la", "le", "l'", "les", "leur", "leurs", "cette", "ce", "cet", "ces") || at(s.toks, k-1).is("au", "aux")
		if t.kind == punct || t.cap || s.verbFrom[k] && !t.lex.noun.contact {
			return false
		}
		if t.is("two", "earlier", "previous", "premiere", "precedente", "precedents", "a", "an", "un", "une") {
			return false
		}
		if !t.lex.noun.contact && !t.lex.noun.gathering && !t.lex.occasion || !definite {
			continue
		}
		if next := at(s.toks, k+1); next.lex.noun.contact || next.lex.noun.gathering || next.lex.occasion {
			continue
		}
		if at(s.toks, k+1).is("of", "de", "d'", "des", "du") {
			if next := at(s.toks, k+2); next.kind == number || next.lex.unit+next.lex.ten > 0 {
				return true // "the session of two hours"
			}
			if t.lex.occasion && !t.lex.noun.contact {
				continue
			}
			return false
		}
		return !at(s.toks, k+1).is("with", "between", "avec", "entre", "against", "contre", "on", "sur")
	}
	return false
}

// attended adds to the contact that the sentence tells those under whose eyes it
// took place: "sous l'égide de X", "talks hosted by X", "with X looking on". A
// sentence that tells of no contact but goes back to one adds to that.
func (r *reader) attended(s *sentence, found int) {
	for j := range s.toks {
		for i := range s.toks[j].lex.attends {
			a := &s.toks[j].lex.attends[i]
			if a.how < attendsUnder || !a.matches(s.toks, j) {
				continue
			}
			end := j + len(a.words)
			var list []int
			switch a.how {
			case attendsUnder, attendsBeside:
				list = s.peopleFrom(end)
			case attendsHis:
				list = r.nearestSubject(s, j)
			case attendsBidden:
				if r.isGathering(s, found) {
					list = s.peopleFrom(end)
				}
			case attendsBy:
				if s.occasionBefore(j) {
					list = s.peopleFrom(end)
				}
			case attendsAs:
				list = s.withBefore(j)
			}
			if len(list) == 0 {
				continue
			}
			if r.ownContact(s, found) || s.backAtOpening() || r.addedTo(s) || a.how == attendsAs && s.toks[0].is("with", "avec") && j < 16 && r.topicalAt == r.block {
				added := r.addedTo(s)
				r.thatOne = added
				if a.how == attendsBeside && !a.watches() && !added {
					r.accompanies(s, found, j, list)
				} else {
					r.attend(s, found, list, false)
				}
				r.thatOne = false
			}
			break
		}
	}
}

// toOwn reports whether those who come, by a wording that ends before token j, come
// to what the sentence goes on to tell: "is expected in Oslo".
func (s *sentence) toOwn(j int) bool {
	t := at(s.toks, j)
	return t.kind == word && !t.is("too", "there", "also", "as", "and", "but", "aussi", "egalement", "et", "mais", "y") || s.inDate(j)
}

// isGathering reports whether a gathering is what the sentence tells of, or what was
// told last before it.
func (r *reader) isGathering(s *sentence, found int) bool {
	for i := len(r.res.Assertions) - 1; i >= found; i-- {
		if a := &r.res.Assertions[i]; a.Kind <= Gathering && a.Quote == s.span {
			return a.Kind == Gathering
		}
	}
	last := r.lastTold()
	return last != nil && last.Kind == Gathering
}

// addedTo reports whether the sentence has added to the contact told last.
func (r *reader) addedTo(s *sentence) bool {
	last := r.lastTold()
	return last != nil && len(last.Support) > 0 && last.Support[len(last.Support)-1] == s.span
}

// watches reports whether a wording tells of onlookers, who come along with nobody.
func (a *attending) watches() bool {
	return a.words[len(a.words)-1] == "by" && strings.HasPrefix(a.words[0], "w") || strings.HasPrefix(a.words[0], "obs")
}

// peopleFrom returns the list of people that starts at token j, or one after it.
func (s *sentence) peopleFrom(j int) []int {
	const reach = 10 // tokens of a function before the name
	for k := j + 1; k < j+4 && k+1 < len(s.toks); k++ {
		if s.toks[k].in(isGuest) && s.toks[k+1].is(",") {
			j = k + 2 // "by their host, X"
		}
	}
	for i := range s.phrases {
		if p := &s.phrases[i]; p.to > j && p.from <= j+1 && len(p.people) > 0 && p.people[0].from >= j && p.people[0].from < j+reach {
			return s.list(i, len(s.toks), -1)
		} else if p.to > j && p.from <= j+1 && p.from >= j-1 && p.title != nil && len(p.people) == 0 && i+1 < len(s.phrases) {
			if q := &s.phrases[i+1]; len(q.people) > 0 && q.prep == "" && q.from-p.to < 4 && s.toks[q.from-1].is(",") {
				return s.list(i+1, len(s.toks), -1) // "son ministre par intérim, X"
			}
		}
	}
	return nil
}

// withBefore returns the people between "with" and token j.
func (s *sentence) withBefore(j int) []int {
	const reach = 7 // tokens of "with the two mediators,"
	i := s.whoBefore(j)
	if i < 0 {
		return nil
	}
	list := s.allBefore(i)
	p := &s.phrases[list[0]]
	if p.prep == "with" || p.prep == "avec" {
		return list
	}
	for k := p.from - 1; k >= 0 && k > p.from-reach && !s.verbFrom[k]; k-- {
		if s.toks[k].is("with", "avec") {
			return list
		}
	}
	return nil
}

// occasionBefore reports whether the participle at token j belongs to a noun of
// contact, and not to what the contact is only on the margins of.
func (s *sentence) occasionBefore(j int) bool {
	const reach = 5
	for k := j - 1; k >= 0 && k > j-reach; k-- {
		t := &s.toks[k]
		if t.lex.noun.contact || t.lex.occasion {
			for m := max(0, k-8); m < k; m++ {
				if s.toks[m].in(isMargin) {
					return false
				}
			}
			return true
		}
		if t.kind == punct && !t.is(",") || s.verbFrom[k] && t.lex.be == noTense {
			return false
		}
	}
	return false
}

// ownContact reports whether a contact of the sentence itself was found.
func (r *reader) ownContact(s *sentence, found int) bool {
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < RegularContact && a.Quote == s.span {
			return true
		}
	}
	return false
}

// backAtOpening reports whether a sentence opens with what stands for a contact told
// before: "La cérémonie s'est déroulée".
func (s *sentence) backAtOpening() bool {
	for j := range min(len(s.toks), 4) {
		if t := &s.toks[j]; t.lex.occasion || t.lex.noun.contact {
			return at(s.toks, j-1).is("the", "their", "this", "la", "le", "l'", "leur", "cette", "cet", "ce", "les", "leurs")
		}
	}
	return false
}

// attendsWith reports whether a verb group is of a wording of presence at the contact
// told last, so that it tells of no other: "Y mediated".
func (r *reader) attendsWith(s *sentence, v group) bool {
	if r.lastTold() == nil {
		return false
	}
	for j := v.from; j < min(v.to+3, len(s.toks)); j++ {
		for i := range s.toks[j].lex.attends {
			a := &s.toks[j].lex.attends[i]
			if a.how == attendsAt && a.matches(s.toks, j) && s.toks[v.to-1].lex.posture && r.topicalAt == r.block {
				return len(r.whoIsAt(s, j, j+len(a.words))) > 0
			}
			if end := j + len(a.words); j < v.to && a.how <= attendsOver && a.matches(s.toks, j) && !a.elsewhere(at(s.toks, end)) && !at(s.toks, end).is("with", "between", "avec", "entre") &&
				(a.how == attendsDoing || s.occasionAfter(end)) && len(r.whoAttends(s, j)) > 0 {
				return true
			}
		}
	}
	return false
}
