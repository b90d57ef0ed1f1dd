package extract

import (
	"cmp"
	"math/bits"
	"slices"
)

// What no rule has put together may still be told: "X a pris la route de Paris, où
// Y l'attend" tells of a contact to a reader who knows none of the constructions.
// For each two people whom a sentence names or refers to, a log-linear model weighs
// what it shows of them: the words between and around them, how they stand to the
// verbs, which words of contact there are. It follows Kambhatla: "Combining Lexical,
// Syntactic, and Semantic Features with Maximum Entropy Models for Information
// Extraction", ACL 2004, with phrases and verb groups in place of parse trees. Its
// weights are counted on annotated texts (likely.txt); it comes after all rules and
// adds only pairs that none of them has found.

const likelyRule = "contact/likely"

// nearRule puts people together who stand near a cue of contact.
const nearRule = "contact/near"

// likelyNear is from which log-odds on people stay together who were found near a cue beside others.
const likelyNear = -1.5

// candidate is a likely contact of a pair, in the sentence that bears it out best.
type candidate struct {
	a, b  EntityID // a < b
	score float64  // log-odds
	how   manner   // how the sentence tells of the two: by name, or how of the one whom it does not name
	// For the counting of weights: the one whom the sentence does not name, and whether it tells that they are not
	// in contact by it.
	meant EntityID
	ruled bool
	found Assertion
}

// consider weighs the pairs of a sentence and keeps the likely ones.
func (r *reader) consider(s *sentence, found int) {
	if s.habitual() {
		return // what goes on day by day is no contact of a day
	}
	here := r.lineup(s, r.here[:0])
	r.here, r.hereAt = here, r.sentence
	if r.considered == nil {
		r.keepLineup(s, here)
	}
	if len(here) == 0 {
		return
	}
	for i := range here {
		if !hasEntity(r.cast, here[i].id) {
			r.cast = append(r.cast, here[i].id)
		}
	}
	if s.almostDaily() {
		return
	}
	named := len(here)
	r.refers = r.references(s, here)
	if n := r.refers.named; n > 0 && n < 4 {
		here = r.inContext(here)
	}
	r.here = here
	if len(here) < 2 || len(here) > inBits {
		return // the model knows no lists of so many
	}
	for i := range here {
		here[i].place, here[i].speaks = i, r.speaksFor(here[i].id)
	}
	r.weighing = weighing{s: s, here: here, named: named, found: found, first: unasked}
	if r.considered == nil {
		r.meantInstead()
	}
	together := r.foundTogether(here)
	for i := range named {
		for k := i + 1; k < len(here); k++ {
			if k >= named && here[i].how != byName {
				continue
			}
			near := -1
			if r.considered == nil && together[i]>>k&1 != 0 {
				// Two who are in contact by a rule stay so, unless it only found them near a cue
				// where others may be meant.
				if named > 2 {
					near = r.foundNear(found, here[i].id, here[k].id)
				}
				if near < 0 {
					r.doubtRuled(i, k)
					if !r.toldOfBoth(found, here[i].id, here[k].id) && r.mayMean(i, k) {
						r.sight(i, k)
					}
					continue
				}
			}
			if near < 0 {
				r.weigh(i, k)
			} else if r.mayMean(i, k) && r.score(i, k) < likelyNear {
				r.res.Assertions = slices.Delete(r.res.Assertions, near, near+1)
				r.gathering, r.topical = -1, r.topical[:0]
				r.weighing.first = unasked
			}
		}
	}
}

// toldOfBoth reports whether an assertion after the first found has two people.
func (r *reader) toldOfBoth(found int, a, b EntityID) bool {
	for i := found; i < len(r.res.Assertions); i++ {
		if x := &r.res.Assertions[i]; x.has(a) && x.has(b) {
			return true
		}
	}
	return false
}

// foundNear returns the assertion after the first found that has two people and no others in
// contact because they stand near a cue, -1 if there is none.
func (r *reader) foundNear(found int, a, b EntityID) int {
	for i := found; i < len(r.res.Assertions); i++ {
		if x := &r.res.Assertions[i]; x.Rule == nearRule && len(x.Participants) == 2 && x.has(a) && x.has(b) {
			return i
		}
	}
	return -1
}

// weigh keeps a pair that is likely enough; the rules go first.
func (r *reader) weigh(i, k int) {
	s, a, b := r.weighing.s, &r.weighing.here[i], &r.weighing.here[k]
	if len(s.parted)+len(s.absent) > 0 && s.areParted(a.id, b.id) {
		return
	}
	if a.speaks || b.speaks {
		return // who speaks for somebody is heard, not met
	}
	early := r.considered == nil && k < r.weighing.named // of one who is only meant, few weigh enough
	if early && r.ruledOut(s, a, b) || r.considered == nil && r.hopelessFor(k) {
		return
	}
	score := r.score(i, k)
	x := candidate{a: min(a.id, b.id), b: max(a.id, b.id), score: score, how: a.how}
	if b.how != byName {
		x.how = b.how
	}
	if r.considered != nil {
		x.meant, x.ruled = b.id, r.ruledOut(s, a, b)
		r.considered(r, x)
		return
	}
	sure := likelyModel().sure(&x, false)
	if score < leastSighted || !early && r.ruledOut(s, a, b) || !r.mayMean(i, k) {
		return
	}
	r.sight(i, k)
	if sure < leastSure {
		return
	}
	x.found = r.likelyContact(s, a, b)
	if sure < CandidateBelow {
		r.unsure = append(r.unsure, x)
		return
	}
	for i := range r.likely {
		c := &r.likely[i]
		if c.a != x.a || c.b != x.b || c.found.Quote == s.span && c.score >= score || x.found.anotherDay(&c.found) {
			continue
		}
		if c.score < score {
			*c = x
		}
		return
	}
	r.likely = append(r.likely, x)
}

// ruledOut reports whether a sentence tells that two people are not in contact by it.
func (r *reader) ruledOut(s *sentence, a, b *standing) bool {
	if s.against(a) || s.against(b) || s.callsOnOne(a, b) {
		return true
	}
	if b.how == byContext && s.meetsSome(a) {
		return true
	}
	return r.firstTold(s) >= 0 && (r.apiece(s, a.id, b.id) || s.onlySpeaks(r, a.id) || s.onlySpeaks(r, b.id))
}

// against reports whether what a sentence tells is told to be against somebody: "un plan contre X".
func (s *sentence) against(a *standing) bool {
	return a.how != byContext && at(s.toks, a.from-1).is2("contre", "against")
}

// callsOnOne reports whether a sentence tells that one of two calls on the other to do something.
func (s *sentence) callsOnOne(a, b *standing) bool {
	if a.how == byContext || b.how == byContext {
		return false
	}
	for k := range s.verbs {
		if v := &s.verbs[k]; v.from >= min(a.to, b.to) && v.to <= max(a.from, b.from) && s.callsOn(v) {
			return true
		}
	}
	return false
}

// onlySpeaks reports whether a sentence names somebody only as the one who said it, after
// what he said: "A et B se sont vus, a déclaré X".
func (s *sentence) onlySpeaks(r *reader, id EntityID) bool {
	said := false
	for i := range s.phrases {
		p := &s.phrases[i]
		if len(p.people) != 1 || r.person(p.people[0].text) != id {
			continue
		}
		if !s.speaks(p) || p.from == 0 || len(s.verbs) == 0 || p.from < s.verbs[0].from {
			return false
		}
		said = true
	}
	return said
}

// addLikely asserts the likely contacts of pairs that no rule has found.
func (r *reader) addLikely() {
	alone := true
	for i := range r.res.Assertions {
		if a := &r.res.Assertions[i]; a.Kind < HoldsRole && len(a.Participants) > 1 {
			alone = false
			break
		}
	}
	m := likelyModel()
	for i := range r.unsure {
		c := &r.unsure[i]
		if c.found.Rule != likelyRule {
			continue
		}
		c.found.Confidence = min(m.sure(c, alone), CandidateBelow-0.01)
	}
	for i := range r.likely {
		c := &r.likely[i]
		c.found.Confidence = m.sure(c, alone)
		if c.found.Confidence < CandidateBelow {
			r.unsure = append(r.unsure, *c)
		} else if !r.haveContactLike(c) {
			r.add(c.found)
		}
	}
}

// addUnsure adds the contacts that are less likely as candidates, each of a pair that is in no other, where its
// sentence bears it out best.
func (r *reader) addUnsure() {
	slices.SortStableFunc(r.unsure, func(a, b candidate) int { return cmp.Compare(b.found.Confidence, a.found.Confidence) })
	for i := range r.unsure {
		if c := &r.unsure[i]; !r.haveContact(c.a, c.b) {
			r.add(c.found)
		}
	}
}

// semicolonTo is the last semicolon before token j, -1 where there is none.
func (s *sentence) semicolonTo(j int) int {
	for j--; j >= 0 && !s.toks[j].is(";"); j-- {
	}
	return j
}

// saidBetween reports whether a verb between two people tells that one said something to the other, whatever
// it was: "X told Y that more would come".
func (s *sentence) saidBetween(a, b *standing) bool {
	lo, hi := min(a.to, b.to), max(a.from, b.from)
	for k := range s.verbs {
		if v := &s.verbs[k]; v.from >= lo && v.to == hi && v.tense == preterite && !v.bare && !v.passive && v.verb.can(states) {
			return true
		}
	}
	return false
}

// likelyContact states the contact of a pair, with the day, place, kind and status
// that its sentence tells.
func (r *reader) likelyContact(s *sentence, a, b *standing) Assertion {
	out := Assertion{Kind: Meeting, Place: None, ClaimedBy: s.claimer, Quote: s.span, Rule: likelyRule, Role: Role{Body: None, Country: None},
		Participants: []Participant{{Entity: a.id}, {Entity: b.id}}}
	dir, pivot := past, a.to
	f := frame{s: s, k: s.verbOf(a, b), hi: len(s.toks)}
	if f.k >= 0 {
		pivot = s.verbs[f.k].from
		dir = out.settle(&s.verbs[f.k])
		if out.Status == Denied {
			out.Status = Cancelled // a denial is for a rule to find
		}
		if v := &s.verbs[f.k]; out.Status == Cancelled && v.neg && !v.verb.can(contacts|receives|goes|gathers|joins|takesPlace) {
			out.Status, dir = Occurred, past // "aucune base ne verra le jour"
		}
	}
	said := s.saidBetween(a, b)
	if out.Status == Occurred && !said && (f.k < 0 || s.verbs[f.k].tense == present) {
		st := nounFrame{dir: dir}
		if s.unknownVerb(r.g.romance, a.from, a.to, &st); st.status == Planned {
			out.Status, dir = Planned, future
		}
	}
	if lo := min(a.to, max(b.to, 0)); out.Status == Occurred && b.how != byContext && s.meansTo(lo, max(a.from, b.from)) {
		out.Status, dir = Planned, future
	}
	if out.Status == Occurred && !said && s.onlyAhead(r.g.romance) {
		out.Status, dir = Planned, future
	}
	if s.calledOff() && s.contactOff() {
		out.Status, dir = Cancelled, setFor
	}
	out.Kind = f.modeIn(0, len(s.toks), Meeting)
	out.Date = r.dateIn(s, 0, len(s.toks), pivot, dir)
	if f.k >= 0 {
		if lo, _ := s.clause(f.k); lo > 0 && s.toks[lo-1].is2("où", "where") {
			out.Place = r.lastPlace(s, lo)
		}
	}
	if semi := s.semicolonTo(max(a.from, b.from)); semi > min(a.to, b.to) && out.Place == None {
		out.Place = r.placeIn(s, semi+1, len(s.toks), max(a.from, b.from)) // "met X in Lima; in Quito, Y"
	}
	if out.Place != None {
	} else if out.Place = r.placeOf(s); out.Place == None {
		out.Place = r.placeIn(s, 0, len(s.toks), pivot)
	}
	if f.k >= 0 {
		r.surround(s, f, &out, dir)
	}
	r.completeOne(s, &out)
	r.realityOf(s, &out)
	return out
}

// meansTo reports whether tokens [lo, hi) tell what somebody means to do: "intends to lay the
// proposals before X".
func (s *sentence) meansTo(lo, hi int) bool {
	for j := lo; j+1 < hi; j++ {
		if s.toks[j].isAny("intends", "intend", "plans", "means") && s.toks[j+1].is("to") || s.toks[j].is4("entend", "entendent", "compte", "comptent") && s.verbAt(j) < 0 && s.toks[j+1].kind == word {
			return true
		}
	}
	return false
}

// verbOf returns the verb that tells most likely of the contact of two people: the
// nearest one, verbs of contact and of motion before others; -1 where there is none.
func (s *sentence) verbOf(a, b *standing) int {
	const headStart = 8 // tokens
	best, least := -1, 0
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.bare || v.verb.can(states) || v.verb.means == idiomatic {
			continue
		}
		if v.from > 1 && s.toks[v.from-2].is("ce") && s.toks[v.from-1].is2("qui", "que") {
			continue // "s'est assis face à X, ce qui n'était pas arrivé depuis"
		}
		if l := &s.lapse; l.vague && v.from >= l.to && v.from < l.end && a.from < l.from {
			continue // "trois mois après l'annulation d'un sommet prévu à"
		}
		gap := max(v.from-a.to, a.from-v.to, 0)
		if b.how != byContext {
			gap = min(gap, max(v.from-b.to, b.from-v.to, 0))
		}
		if v.verb.can(contacts | receives | goes | gathers) {
			gap -= headStart
		}
		if best < 0 || gap < least {
			best, least = k, gap
		}
	}
	return best
}

// toldIn reports whether a rule has found a contact in a sentence.
func (r *reader) toldIn(s *sentence) bool {
	for i := len(r.res.Assertions) - 1; i >= 0; i-- {
		if a := &r.res.Assertions[i]; a.Kind < HoldsRole && len(a.Participants) > 1 && a.Quote == s.span {
			return true
		}
	}
	return false
}

// firstTold returns the first contact that a rule has found in the sentence that is weighed, -1 where
// there is none.
func (r *reader) firstTold(s *sentence) int {
	first := &r.weighing.first
	if *first == unasked {
		*first = -1
		for i := range r.res.Assertions {
			if a := &r.res.Assertions[i]; a.Kind < HoldsRole && len(a.Participants) > 1 && a.Quote == s.span {
				*first = i
				break
			}
		}
	}
	return *first
}

// haveContactLike reports whether rules have two people in a contact, other than one
// that is only told to be another than the candidate: "a second meeting is planned".
func (r *reader) haveContactLike(c *candidate) bool {
	for i := range r.res.Assertions {
		x := &r.res.Assertions[i]
		if x.Kind < HoldsRole && x.has(c.a) && x.has(c.b) && (x.Rule != againRule || x.Status == c.found.Status) && !c.found.anotherDay(x) && !c.found.fellThroughBefore(x) {
			return true
		}
	}
	return false
}

// fellThroughBefore reports whether another sentence tells of a contact that fell through, and where or
// for when it had been set, than the one that tells of what took place.
func (a *Assertion) fellThroughBefore(b *Assertion) bool {
	return a.Quote != b.Quote && a.Status == Cancelled && b.Status == Occurred && (a.Place != None || a.Date.Precision == Day)
}

// anotherDay reports whether another sentence has a contact on another day than some other one.
func (a *Assertion) anotherDay(b *Assertion) bool {
	return a.Quote != b.Quote && a.Date.Precision == Day && !b.Date.IsZero() && a.Date != b.Date
}

// inBits is the most people of a sentence whose pairs are weighed: foundTogether has a bit for each.
const inBits = 64

// foundTogether tells of each of up to inBits people with which of them a rule has found him in one
// contact, a bit for each.
func (r *reader) foundTogether(here []standing) []uint64 {
	out := slices.Grow(r.with[:0], len(here))[:len(here)]
	clear(out)
	r.with = out
	if n := len(r.res.Entities) - len(r.slots); n > 0 {
		r.slots = append(r.slots, make([]int8, n)...)
	}
	for i := range here {
		r.slots[here[i].id] = int8(i) + 1
	}
	everyone := uint64(0)
	for i := range here {
		everyone |= 1 << (r.slots[here[i].id] - 1)
	}
	open := everyone                                               // those not yet found with everyone
	for i := len(r.res.Assertions) - 1; i >= 0 && open != 0; i-- { // mostly found in what was told last
		x := &r.res.Assertions[i]
		if x.Kind >= HoldsRole || len(x.Participants) < 2 {
			continue
		}
		all := uint64(0)
		for k := range x.Participants {
			if id := x.Participants[k].Entity; id != None && r.slots[id] > 0 {
				all |= 1 << (r.slots[id] - 1)
			}
		}
		for rest := all; rest != 0; rest &= rest - 1 {
			k := bits.TrailingZeros64(rest)
			if out[k] |= all; out[k] == everyone {
				open &^= 1 << k
			}
		}
	}
	for i := range here {
		r.slots[here[i].id] = 0
	}
	return out
}

// haveContact reports whether an assertion has two people in one contact.
func (r *reader) haveContact(a, b EntityID) bool {
	for i := range r.res.Assertions {
		if x := &r.res.Assertions[i]; x.Kind < HoldsRole && x.has(a) && x.has(b) {
			return true
		}
	}
	return false
}

// apiece reports whether rules have found in a sentence that somebody was in contact
// with each of two people by himself: those do not meet each other.
func (r *reader) apiece(s *sentence, a, b EntityID) bool {
	told := r.res.Assertions[r.firstTold(s):]
	for i := range told {
		x := &told[i]
		if x.Kind >= HoldsRole || x.Quote != s.span || !x.has(a) || x.has(b) {
			continue
		}
		for _, p := range x.Participants {
			for k := range told {
				y := &told[k]
				if p.Entity != a && y.Kind < HoldsRole && y.Quote == s.span && y.has(p.Entity) && y.has(b) && !y.has(a) {
					return true
				}
			}
		}
	}
	return false
}

// has reports whether an entity takes part.
func (a *Assertion) has(id EntityID) bool {
	for i := range a.Participants {
		if a.Participants[i].Entity == id {
			return true
		}
	}
	return false
}
