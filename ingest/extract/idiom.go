package extract

import (
	"slices"
	"sort"
	"strings"
)

// An idiom is a verb that tells something only together with other words: "a réservé
// un créneau à X", "took X aside", "stood X up". The file idioms.txt of a language
// lists them; what takes a noun of contact ("a eu un entretien avec") is in verbs.txt.
type idiom struct {
	words     []string // after the verb, folded, in a row
	bits      uint64   // that of the first of them, all where there is none
	prep      string   // before the other party; direct or owner
	kind      Kind
	off       bool // the contact fell through
	none      bool // there was no contact: "took issue with X"
	joint     bool // several subjects do it together
	planned   bool // it tells of what is to come: "a réservé un créneau à X"
	passive   bool // only in the passive voice: "was introduced to X"
	reflexive bool // only of a reflexive verb
}

// Places of the other party that no preposition marks.
const (
	directParty = "-"  // the object: "took X aside"
	ownerParty  = "'s" // "knocked on X's door"
	aboutNoun   = "="  // none: a noun of contact is the subject, "est tombée à l'eau"
)

// loadIdioms reads idioms.txt: verbs | words | prepositions | what they tell.
func (g *grammar) loadIdioms() {
	rs := rows(g.dir + "idioms.txt")
	if len(rs) == 0 {
		return
	}
	v, verbs := g.split.vocabulary, map[string][]*verb{}
	v.all(func(x *lexeme) {
		for _, spelled := range x.forms {
			for _, f := range spelled.forms {
				if known := verbs[f.verb.lemma]; !slices.Contains(known, f.verb) {
					verbs[f.verb.lemma] = append(known, f.verb)
				}
			}
		}
	})
	for _, r := range rs {
		fields := strings.Split(r.text, "|")
		if len(fields) != 4 {
			r.bad()
		}
		for lemma := range strings.FieldsSeq(fields[0]) {
			lemma, reflexive := strings.CutPrefix(lemma, "se:")
			of := verbs[strings.ReplaceAll(lemma, "_", " ")]
			if len(of) == 0 {
				r.bad()
			}
			for words := range strings.FieldsSeq(fields[1]) {
				for prep := range strings.FieldsSeq(fields[2]) {
					id := readIdiom(r, fields[3])
					id.prep, id.reflexive = prep, reflexive
					for w := range strings.SplitSeq(words, "_") {
						if w != "." {
							id.words = append(id.words, v.kept(g.fold(w)))
						}
					}
					id.words = v.words.keep(id.words)
					id.bits = ^uint64(0)
					if len(id.words) > 0 {
						id.bits = wordBit(id.words[0])
					}
					for _, verb := range of {
						verb.idioms = append(verb.idioms, id)
						if verb.opening == nil {
							verb.opening = map[string]bool{}
						}
						verb.opening[id.first()] = true
						verb.openingBits |= id.bits
					}
				}
			}
		}
	}
}

func readIdiom(r row, does string) idiom {
	var id idiom
	for word := range strings.FieldsSeq(does) {
		switch word {
		case "off":
			id.off = true
		case "none":
			id.none = true
		case "planned":
			id.planned = true
		case "passive":
			id.passive = true
		case "joint":
			id.joint = true
		default:
			k, ok := kindsByName[word]
			if !ok {
				r.bad()
			}
			id.kind = k
		}
	}
	return id
}

// givesTo reports whether an idiom of a verb, of which words are some that follow it,
// has the other party after "à": "a passé un appel à X".
func (v *verb) givesTo(words []token) bool {
	for i := range v.idioms {
		if id := &v.idioms[i]; id.prep == "à" && len(id.words) > 0 {
			for k := range words {
				if words[k].fold == id.words[0] {
					return true
				}
			}
		}
	}
	return false
}

// first returns the first word of an idiom, empty where it has none.
func (id *idiom) first() string {
	if len(id.words) == 0 {
		return ""
	}
	return id.words[0]
}

// mayBeIdiom reports whether a word that an idiom of a verb has comes after it.
func (s *sentence) mayBeIdiom(v *group) bool {
	if v.verb.opening[""] {
		return true
	}
	const reach = 40 // tokens, with the names that idioms step over
	for j := v.to; j < len(s.toks) && j < v.to+reach; j++ {
		t := &s.toks[j]
		if v.verb.openingBits>>t.bit&1 != 0 && v.verb.opening[t.fold] {
			return true
		}
		if boundary(t) || s.verbFrom[j] && j > v.to {
			return false
		}
	}
	return false
}

// idiomAt returns the idiom that a verb group makes with the words after it, and the
// phrase of the other party, -1 where a pronoun before the verb or only the subject
// tells who it is. It returns nil where there is none.
func (r *reader) idiomAt(s *sentence, v *group) (*idiom, int) {
	if !s.mayBeIdiom(v) {
		return nil, -1
	}
	after := s.clauseBits(v.to)
	for i := range v.verb.idioms {
		id := &v.verb.idioms[i]
		if id.bits&after == 0 || id.prep == aboutNoun || id.reflexive && !v.reflex || id.joint && v.passive || id.passive && !v.passive {
			continue
		}
		from, ok := s.findWords(id.words, v.to)
		if !ok {
			continue
		}
		if p, ok := r.idiomParty(s, v, id, from); ok {
			return id, p
		}
		if id.joint {
			return id, -1
		}
	}
	return nil, -1
}

// clauseBits returns the bits of the words among which findWords looks, and perhaps of
// some after them.
func (s *sentence) clauseBits(from int) (bits uint64) {
	i := s.firstPhrase(from)
	for j := from; j < len(s.toks); {
		t := &s.toks[j]
		if boundary(t) || t.is3(",", "(", "»") {
			return bits
		}
		if bits |= 1 << t.bit; s.verbFrom[j] && j > from {
			return bits // "took X to see": the verb may be of the idiom
		}
		for i < len(s.phrases) && s.phrases[i].from < j {
			i++
		}
		if i < len(s.phrases) && s.phrases[i].from == j && len(s.phrases[i].people) > 0 && s.phrases[i].to > j {
			j = s.phrases[i].to
			continue
		}
		j++
	}
	return bits
}

// findWords returns where words stand in a row in the clause after a verb; names
// between are stepped over.
func (s *sentence) findWords(words []string, from int) (int, bool) {
	const reach = 12 // tokens, but for names
	if len(words) == 0 {
		return from, true
	}
	i := s.firstPhrase(from)
	for j, n := from, 0; j < len(s.toks) && n < reach; n++ {
		t := &s.toks[j]
		if boundary(t) || t.is3(",", "(", "»") {
			return 0, false
		}
		if t.fold == words[0] && s.spells(words, j) {
			return j, true
		}
		if s.verbFrom[j] && j > from {
			return 0, false
		}
		for i < len(s.phrases) && s.phrases[i].from < j {
			i++
		}
		if i < len(s.phrases) && s.phrases[i].from == j && len(s.phrases[i].people) > 0 && s.phrases[i].to > j {
			j = s.phrases[i].to
			continue
		}
		j++
	}
	return 0, false
}

// firstPhrase returns the first phrase from a token on, len(s.phrases) where there is none.
func (s *sentence) firstPhrase(from int) int {
	return sort.Search(len(s.phrases), func(k int) bool { return s.phrases[k].from >= from })
}

// spells reports whether words stand in a row from a token on.
func (s *sentence) spells(words []string, j int) bool {
	for k, w := range words {
		if at(s.toks, j+k).fold != w {
			return false
		}
	}
	return true
}

// idiomParty finds the other party of an idiom whose words start at a token.
func (r *reader) idiomParty(s *sentence, v *group, id *idiom, from int) (phrase int, ok bool) {
	to := from + len(id.words)
	prep := id.prep
	granted := at(s.toks, v.from-1).isAny("vu", "vue", "vus", "vues", "voit", "verra", "voient", "verront")
	switch {
	case id.passive:
	case v.passive && prep != directParty && prep != r.g.to && prep != "for" && prep != "pour", v.passive && id.joint:
		return -1, false
	case v.passive || granted && v.bare:
		prep = r.g.by
	case v.object != "" && (prep == directParty && v.object != "lui" || prep == r.g.to && v.object == "lui"):
		return -1, true
	}
	for i := s.firstPhrase(v.to); i < len(s.phrases); i++ {
		p := &s.phrases[i]
		if p.from > to+10 || s.parts(v.to, min(from, p.from)) || s.parts(to, p.from) { // a word of the idiom may be a verb
			return -1, false
		}
		if len(p.people) == 0 && p.title == nil && p.pronoun == "" || p.weak && len(p.people) > 0 && (p.prep == "" && p.from > to || p.prep != prep && p.from >= from) {
			continue
		}
		if at(s.toks, p.from).is("late") || at(s.toks, p.from-1).is("late") || at(s.toks, p.from+1).is("late") {
			return -1, false // "a ceremony for the late X"
		}
		if prep != ownerParty && at(s.toks, p.to).is2("'s", "'") {
			return -1, false // "by X's wife"
		}
		switch prep {
		case directParty:
			if p.prep == "" && (p.from <= from || p.from <= s.pastInsertion(to)+2) {
				return i, true
			}
			return -1, false
		case ownerParty:
			if (at(s.toks, p.to).is2("'s", "'") && p.to < from && from <= p.to+4) || p.pronoun != "" && p.to == from {
				return i, true
			}
		default:
			if s.watching(p) {
				return -1, false
			}
			if p.prep == prep || prep == "de" && p.prep == "d'" {
				if s.underThem(p) {
					return -1, false // "se sont serré la main sous les yeux de X"
				}
				return i, true
			}
			if p.from >= to {
				return -1, false
			}
		}
	}
	return -1, false
}

// underThem reports whether a phrase is that of onlookers or patrons: "sous les yeux de X".
func (s *sentence) underThem(p *phrase) bool {
	const reach = 5
	for j := p.from - 1; j >= 0 && j > p.from-reach; j-- {
		if s.toks[j].is2("sous", "under") {
			return true
		}
	}
	return false
}

// idiomStatus gives a contact the status that an idiom tells, whatever the tense: it
// fell through, or it is yet to come.
func (r *reader) idiomStatus(f frame, a *Assertion) {
	if f.idiom == nil || a.Status == Denied || !f.idiom.off && !f.idiom.planned {
		return
	}
	day := r.dateIn(f.s, f.lo, f.hi, f.s.verbs[f.k].from, future)
	switch {
	case f.idiom.off:
		a.Status, a.Date = Cancelled, day
	case a.Status == Occurred && (day.IsZero() || r.published.IsZero() || !day.time().Before(r.published.time())):
		a.Status, a.Date = Planned, day
	}
}

// goesOn reports whether what several people do together is part of a contact of
// theirs told before, and gives that its place and day: "A and B signed an accord".
func (r *reader) goesOn(a *Assertion, who []EntityID) bool {
	for k := len(r.res.Assertions) - 1; k >= 0; k-- {
		b := &r.res.Assertions[k]
		if b.Kind < RegularContact && b.Status == a.Status && hasParty(b, who[0]) && hasParty(b, who[1]) {
			if (a.Place == None || b.Place == None || a.Place == b.Place) && (a.Date.IsZero() || b.Date.IsZero() || a.Date == b.Date) {
				b.fill(a)
			}
			return true
		}
	}
	return false
}

// fallsThrough reports whether a verb tells of its subject, a contact, that it came to
// nothing: "est tombée à l'eau", "fell through".
func (s *sentence) fallsThrough(v *group) bool {
	for i := range v.verb.idioms {
		if id := &v.verb.idioms[i]; id.prep == aboutNoun {
			if from, ok := s.findWords(id.words, v.to); ok && from <= v.to+3 {
				return true
			}
		}
	}
	return false
}

// idiomPrep returns the preposition before the other party of an idiom, empty for an
// object.
func (r *reader) idiomPrep(v *group, id *idiom) string {
	switch {
	case v.passive && !id.passive:
		return r.g.by
	case id.prep == directParty || id.prep == ownerParty:
		return ""
	}
	return id.prep
}

// idiomObjects returns the other parties of a frame with an idiom.
func (r *reader) idiomObjects(f frame, subjects []EntityID) []EntityID {
	if f.party < 0 {
		return nil
	}
	s := f.s
	if p := &s.phrases[f.party]; p.pronoun != "" && p.title == nil {
		if p.pronoun == them {
			return r.themBeside(s, p, subjects)
		}
		if p.pronoun == together {
			return without(r.partiesIn(s, f.party), subjects)
		}
		if id := r.meant(s, f.party, subjects); id != None {
			return []EntityID{id}
		}
		return nil
	}
	var out []EntityID
	for _, i := range s.list(f.party, len(s.toks), -1) {
		for _, id := range r.partiesIn(s, i) {
			if id != None && r.isHuman(id) && !hasEntity(out, id) && !hasEntity(subjects, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// without returns the entities of a list that are not of another.
func without(list, not []EntityID) []EntityID {
	var out []EntityID
	for _, id := range list {
		if !hasEntity(not, id) {
			out = append(out, id)
		}
	}
	return out
}

// isHuman reports whether an entity is one human being, named or known by function.
func (r *reader) isHuman(id EntityID) bool {
	k := r.res.Entities[id].Kind
	return k == Person || k == Office
}

// parts reports whether another clause opens among tokens [from, to).
func (s *sentence) parts(from, to int) bool {
	for j := from; j < to; j++ {
		if boundary(&s.toks[j]) || s.verbFrom[j] {
			return true
		}
	}
	return false
}

// part keeps two people whom a sentence tells to be apart, whatever the words of
// contact in it.
func (s *sentence) part(parties, others []EntityID) {
	for _, a := range parties {
		for _, b := range others {
			s.parted = append(s.parted, [2]EntityID{a, b})
		}
	}
}

// areParted reports whether a sentence tells that two people are apart.
func (s *sentence) areParted(a, b EntityID) bool {
	if s.isAbsent(a) || s.isAbsent(b) {
		return true
	}
	for _, p := range s.parted {
		if p == [2]EntityID{a, b} || p == [2]EntityID{b, a} {
			return true
		}
	}
	return false
}
