package extract

// gatheringNouns are nouns of contact that can be the subject of "se tenir" or
// the object of "organiser", with the kind of contact. Keys are folded.
var gatheringNouns = map[string]Kind{
	"reunion": Gathering, "reunions": Gathering, "sommet": Gathering, "sommets": Gathering, "conference": Gathering, "forum": Gathering, "session": Gathering,
	"table": Gathering, "congres": Gathering, "rassemblement": Gathering, "atelier": Gathering,
	"rencontre": Meeting, "rencontres": Meeting, "entretien": Meeting, "entretiens": Meeting, "tete-a-tete": Meeting,
	"pourparlers": Talks, "negociations": Talks, "discussions": Talks, "consultations": Talks,
	"visioconference": VideoCall,
	"meeting":         Gathering, "summit": Gathering, "talks": Talks, "negotiations": Talks,
}

// summitNouns are those of gatherings of leaders or of many; they are folded.
var summitNouns = set("sommet sommets conference forum congres summit")

// gatherings asserts the gatherings that a sentence announces or reports.
func (r *reader) gatherings(s *sentence) {
	for n := 0; n < len(s.toks); n++ {
		kind, ok := gatheringNouns[s.toks[n].fold]
		if !ok || s.toks[n].is("table") && !(n+1 < len(s.toks) && s.toks[n+1].is("ronde")) || s.inList(n) || s.pressConference(n) {
			continue
		}
		k, form := r.gatheringVerb(s, n)
		if k < 0 || s.told[k] {
			continue
		}
		if s.conditional(0, min(n, s.verbs[k].from)) && s.mainClause(min(n, s.verbs[k].from)) {
			continue
		}
		r.gatheringOf(s, n, k, kind, form)
		n = max(n, s.verbs[k].to-1)
	}
}

// inList reports whether a noun stands for an unnumbered series: "une série de
// réunions", "plusieurs rencontres".
func (s *sentence) inList(n int) bool {
	for j := max(0, n-4); j < n; j++ {
		if s.toks[j].is("serie", "series", "plusieurs", "several") {
			return true
		}
	}
	return false
}

// how a verb governs a gathering.
type government uint8

const (
	asSubject government = iota // "une réunion se tiendra"
	asObject                    // "X organisera une réunion"
	announced                   // "X a annoncé une réunion"
	calledOff                   // "X a annulé sa rencontre avec Y"
)

// gatheringVerb finds the verb whose subject or object is the noun at n.
func (r *reader) gatheringVerb(s *sentence, n int) (int, government) {
	for k, v := range s.verbs {
		if v.wish || v.hedged {
			continue
		}
		if v.from > n {
			if s.takesGathering(v) && !s.broken(n, k) {
				return k, asSubject
			}
			if !v.bare && !s.inserted(v) {
				break
			}
			continue
		}
		if v.to > n || v.bare || n-v.to > 6 || v.passive || v.neg && !v.verb.can(hosts) {
			continue
		}
		between := true
		for j := v.to; j < n; j++ {
			t := s.toks[j]
			between = between && !boundary(t) && !t.is(",", "avec", "sur", "lors", "par", "pour", "à")
		}
		switch {
		case !between:
		case v.verb.can(cancels):
			return k, calledOff
		case v.verb.can(hosts) && !v.reflex && !(v.verb.can(lightly) && s.hasWith(r.g.lang, n)):
			return k, asObject
		case v.verb.can(states) && !v.verb.can(confirms) && s.singular(n):
			return k, announced
		}
	}
	return -1, 0
}

func (s *sentence) hasWith(lang Lang, n int) bool {
	for j := n; j < len(s.toks) && j < n+5; j++ {
		if s.toks[j].is("avec", "with") {
			return true
		}
	}
	return false
}

// singular reports whether an article in the singular stands before the noun.
func (s *sentence) singular(n int) bool {
	for j := max(0, n-3); j < n; j++ {
		if s.toks[j].is("un", "une", "l'", "le", "la", "d'", "a", "the") {
			return true
		}
	}
	return false
}

// takesGathering reports whether a verb can have a gathering as its subject.
func (s *sentence) takesGathering(v group) bool {
	switch {
	case v.bare:
		return false
	case v.verb.can(cancels):
		return v.passive
	case !v.verb.can(holds):
		return false
	case v.verb.lemma == "tenir" || v.verb.lemma == "dérouler":
		return v.reflex
	case v.verb.lemma == "avoir lieu" || v.verb.lemma == "débuter" || v.verb.lemma == "take place":
		return true
	}
	return v.passive
}

// inserted reports whether a verb of saying stands between commas with its
// subject after it: ", a indiqué X,".
func (s *sentence) inserted(v group) bool {
	return v.verb.can(states) && v.from > 0 && s.toks[v.from-1].is(",")
}

// broken reports whether another finite verb or another gathering stands
// between a noun and the verb that may govern it.
func (s *sentence) broken(n, k int) bool {
	for _, v := range s.verbs[:k] {
		if v.from > n && !v.bare && !s.inserted(v) {
			return true
		}
	}
	for j := n + 1; j < s.verbs[k].from; j++ {
		if t := s.toks[j]; t.is(";", ":", "tandis", "alors", "while") {
			return true
		}
	}
	return false
}

// gatheringOf asserts the gathering named by the noun at n.
func (r *reader) gatheringOf(s *sentence, n, k int, kind Kind, form government) {
	v := s.verbs[k]
	a := Assertion{Kind: kind, Place: None, ClaimedBy: None, Quote: s.span, Rule: "gathering/subject", Role: Role{Body: None, Country: None}}
	a.Summit = summitNouns[s.toks[n].fold]
	dir := a.settle(v)
	switch {
	case form == calledOff, v.verb.can(cancels):
		a.Status, a.Rule = Cancelled, "gathering/cancelled"
		if v.verb.can(states) {
			a.Status = Planned
		}
	case form == announced:
		a.Status, dir, a.Rule = Planned, future, "gathering/announced"
	case form == asObject:
		a.Rule = "gathering/object"
	case v.neg:
		a.Status = Cancelled
	}
	if v.passive && a.Status == Occurred && v.tense == present || plans(v.verb) && a.Status == Occurred {
		a.Status, dir = Planned, future
	}
	if none := (&nounFrame{}); none.noneAt(s, n) {
		a.Status, dir = Denied, nearest
	}
	if a.Status == Cancelled {
		dir = future // the day for which it had been set
	}
	end := s.frameEnd(n, k)
	start := min(n, v.from)
	pivot := max(n, v.to)
	a.Date = r.dateIn(s, start, end, pivot, dir)
	a.Place = r.placeIn(s, start, end, pivot)
	if open := s.opening(); open > 0 && open <= start && s.mainClause(start) {
		if a.Date.IsZero() {
			a.Date = r.dateIn(s, 0, open, open, dir)
		}
		if a.Place == None {
			a.Place = r.placeIn(s, 0, open, 0)
		}
	}
	a.Topics = r.inlineTopics(s, n, end)
	r.gatheringParties(s, n, end, k, form, &a)
	a.ClaimedBy = r.gatheringClaim(s, start, k, form, a.Status)
	if form == announced && a.Date.IsZero() && a.Place == None {
		return
	}
	if len(a.Participants) == 0 && a.Collective == "" && a.Date.IsZero() && a.Place == None {
		return
	}
	r.finishGathering(s, a)
}

// plans reports whether a verb tells of a plan even in the present.
func plans(v *verb) bool {
	switch v.lemma {
	case "prévoir", "programmer", "planifier", "fixer", "attendre", "schedule", "plan":
		return true
	}
	return false
}

// frameEnd is the token where what is said of a gathering ends: the next one,
// or the end of the sentence.
func (s *sentence) frameEnd(n, k int) int {
	for j := max(n, s.verbs[k].to); j < len(s.toks); j++ {
		if s.toks[j].is(";", "tandis", "while") {
			return j
		}
		if _, ok := gatheringNouns[s.toks[j].fold]; ok && j > n && s.singular(j) && j-1 > s.verbs[k].to && s.toks[j-1].is("une", "un") {
			return j - 1
		}
	}
	return len(s.toks)
}

// gatheringParties finds who takes part: "des conseillers", "au niveau des
// dirigeants", "entre X et Y", "avec X", "réunissant des Y".
func (r *reader) gatheringParties(s *sentence, n, end, k int, form government, a *Assertion) {
	seen := map[EntityID]bool{}
	add := func(i, side int) {
		for _, id := range r.partiesIn(s, i) {
			if !seen[id] {
				seen[id] = true
				a.Participants = append(a.Participants, Participant{Entity: id, Side: side})
			}
		}
	}
	if form == calledOff && !s.between(n, end) {
		for _, i := range r.subject(s, k) {
			add(i, 1)
		}
	}
	people := true
	for i := 0; i < len(s.phrases); i++ {
		p := &s.phrases[i]
		if p.from <= n || p.from >= end || !r.takesPart(s, n, p) {
			continue
		}
		list := s.list(i, end, s.verbs[k].from)
		for _, m := range list {
			q := &s.phrases[m]
			if q.title != nil && q.title.many() && len(q.people) == 0 && a.Collective == "" {
				a.Collective = q.title.label
			}
			people = people && len(q.people) > 0
			side := 0
			if form == calledOff && !s.between(n, end) {
				side = 2
			}
			add(m, side)
		}
		i = list[len(list)-1]
	}
	if people && len(a.Participants) >= 2 && a.Kind == Gathering && s.toks[n].is("reunion", "meeting") {
		a.Kind = Meeting
	}
	if len(a.Participants) < 2 && a.Kind == Meeting {
		a.Kind = Gathering
	}
}

// between reports whether "entre" names all parties of the gathering at n.
func (s *sentence) between(n, end int) bool {
	for j := n + 1; j < min(end, n+8); j++ {
		if s.toks[j].is("entre", "between") {
			return true
		}
	}
	return false
}

// takesPart reports whether a phrase after the noun at n is a party.
func (r *reader) takesPart(s *sentence, n int, p *phrase) bool {
	if p.pronoun != "" {
		return false
	}
	before := func(k int) token {
		if p.from-k >= 0 {
			return s.toks[p.from-k]
		}
		return token{}
	}
	unnamed := p.title != nil && p.title.many() && len(p.people) == 0
	switch {
	case p.prep == "entre" || p.prep == "avec" || p.prep == "between" || p.prep == "with":
		return true
	case before(1).is("reunissant", "rassemblant", "associant", "gathering", "bringing", "reunira", "rassemblera"):
		return true
	case before(1).is("presence") || before(2).is("presence") || before(1).is("niveau"):
		return unnamed || len(p.people) > 0
	case unnamed && s.toks[p.from].is("des", "du", "de", "d'") || unnamed && (p.prep == "de" || p.prep == "of"):
		return p.from-n <= 4 && s.onlyAdjectives(r.g, n+1, p.from)
	}
	return false
}

func (s *sentence) onlyAdjectives(g *grammar, from, to int) bool {
	for j := from; j < to; j++ {
		if t := s.toks[j]; t.kind != word || t.cap || g.stop[t.fold] && !t.is("de", "d'", "of", "the") {
			return false
		}
	}
	return true
}

// gatheringClaim returns on whose word a gathering is reported. A planned one
// without a speaker of its own goes on with the announcement before it.
func (r *reader) gatheringClaim(s *sentence, start, k int, form government, status Status) EntityID {
	if form == announced {
		for _, i := range r.subject(s, k) {
			if ids := r.partiesIn(s, i); len(ids) > 0 {
				return ids[0]
			}
		}
	}
	if c := r.claimAt(s, start); c != None {
		return c
	}
	if status == Planned && form == asSubject && r.block-r.announcedAt <= 2 {
		return r.announcer
	}
	return None
}

func (r *reader) finishGathering(s *sentence, a Assertion) {
	if a.ClaimedBy != None && a.Status == Planned {
		r.announcer, r.announcedAt = a.ClaimedBy, r.block
	}
	r.add(a)
	r.gathering, r.gatheringAt = len(r.res.Assertions)-1, r.block
	r.topical, r.topicalAt = append(r.topical[:0], r.gathering), r.block
}
