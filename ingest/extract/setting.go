package extract

import "strings"

// setting is the day and place in which a text is at a moment, for sentences
// that refer back to them: "le même jour", "y", "where".
type setting struct {
	day   Date     // of the contact told last
	place EntityID // stated last, in this paragraph
	block int      // of place
	// A stay of which the contacts told after it are part.
	stayer    EntityID
	stay      EntityID
	stayDay   Date
	stayBlock int
	dateline  EntityID
}

// surround fills in the place and day of an assertion that its own clause does
// not state: those of the clause before "où", of "y", or of a stay.
func (r *reader) surround(s *sentence, f frame, a *Assertion, dir direction) {
	v := f.s.verbs[f.k]
	where := f.lo > 0 && s.toks[f.lo-1].is("où", "where")
	there := false
	for j := v.from; j < v.to; j++ {
		there = there || s.toks[j].is("y")
	}
	if where || there {
		if a.Place == None {
			a.Place = r.lastPlace(s, f.lo)
		}
		if a.Date.IsZero() && where {
			a.Date = r.dateIn(s, 0, f.lo, f.lo, dir)
		}
		if there && a.Place == None && r.at.block == r.block {
			a.Place = r.at.place
		}
	}
	if f.k > 0 && f.s.verbs[f.k-1].verb.can(goes) && !remote(a.Kind) && a.Status == Occurred {
		if a.Place == None {
			a.Place = r.lastPlace(s, v.from)
		}
		if a.Date.IsZero() && v.bare {
			a.Date = r.dateIn(s, f.s.verbs[f.k-1].to, v.from, v.from, dir)
		}
	}
	if s.cleft() && f.lo <= v.from {
		if a.Date.IsZero() {
			a.Date = r.dateIn(s, 0, f.lo, f.lo, dir)
		}
		if a.Place == None {
			a.Place = r.placeIn(s, 0, f.lo, 0)
		}
	}
	if a.Place != None {
		return
	}
	for j := v.from; j < f.hi && j < len(s.toks); j++ {
		if s.toks[j].is("here", "ici") && r.at.dateline != None {
			a.Place = r.at.dateline
			return
		}
	}
}

// cleft reports whether a sentence is one of emphasis: "C'est à X que".
func (s *sentence) cleft() bool {
	return len(s.toks) > 2 && (s.toks[0].is("c'") && s.toks[1].is("est", "etait") || s.toks[0].is("it") && s.toks[1].is("was", "is"))
}

// lastPlace returns the place stated last before token end.
func (r *reader) lastPlace(s *sentence, end int) EntityID {
	for j := end - 1; j >= 0; j-- {
		if t := s.toks[j]; !t.cap && !t.is("à", "au", "aux", "en", "dans", "in", "at") || s.within(j) {
			continue
		}
		if id, _ := r.placeAt(s, j, end); id != None {
			return id
		}
		if t := s.toks[j]; t.cap { // "se rend au Caire", "la route de Paris", "visited Oslo"
			if e, _ := r.g.lex.match(s.toks, j); e != nil && e.kind == lexPlace {
				return r.entry(e)
			}
			if text, ok := r.visited(s, j); ok {
				return r.entity(Place, key(text), Name{Text: text, Lang: r.g.lang})
			}
		}
	}
	return None
}

// visited reads the name of a place as the object of a verb of going: "gagnera
// X", "visited X".
func (r *reader) visited(s *sentence, j int) (string, bool) {
	for _, v := range s.verbs {
		if v.to != j || v.verb.lemma != "gagner" && v.verb.lemma != "visiter" && v.verb.lemma != "visit" {
			continue
		}
		end, words := r.g.nameAt(s.toks, j)
		text := surfaceOf(s.toks[j:max(j, end)])
		return text, words > 0 && r.people.find(text) == nil
	}
	return "", false
}

// settled notes the day and place that later sentences refer to. A sentence
// about a series of contacts at one place makes that place hold for the
// contacts of the same person in the paragraphs that follow.
func (r *reader) settled(s *sentence, found int) {
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind >= RegularContact {
			continue
		}
		if a.Place == None && r.at.stay != None && r.block-r.at.stayBlock <= 2 && a.Status == Occurred && hasParty(a, r.at.stayer) && !remote(a.Kind) {
			a.Place = r.at.stay
			if a.Date.IsZero() {
				a.Date = r.at.stayDay
			}
		}
		r.at.day = a.Date
	}
	place := r.lastPlace(s, len(s.toks))
	if place != None {
		r.at.place, r.at.block = place, r.block
	}
	about := false
	for _, t := range s.toks {
		_, ok := contactNouns[t.fold]
		about = about || ok
	}
	if !about {
		return
	}
	for j, t := range s.toks {
		if _, n := numberAt(s.toks, j, r.g.lang); n == 0 && !t.is("serie", "series", "string", "round", "plusieurs", "several", "back-to-back", "succession", "separate") {
			continue
		} else if n > 0 && t.is("un", "une", "one") {
			continue
		}
		for k := j; k < len(s.toks) && k < j+5; k++ {
			if _, ok := contactNouns[s.toks[k].fold]; !ok {
				continue
			}
			if place == None {
				for _, h := range s.toks {
					if h.is("here") {
						place = r.at.dateline
					}
				}
			}
			if list := r.nearestSubject(s, j); len(list) > 0 && place != None {
				if ids := r.partiesIn(s, list[0]); len(ids) > 0 {
					r.at.stayer, r.at.stay, r.at.stayBlock = ids[0], place, r.block
					r.at.stayDay = r.dateIn(s, k, min(len(s.toks), k+6), k, past)
				}
			}
			return
		}
	}
}

func hasParty(a *Assertion, id EntityID) bool {
	for _, p := range a.Participants {
		if p.Entity == id {
			return true
		}
	}
	return false
}

// readDateline finds the place in capitals at the head of a text: "ALGER —",
// "NEW DELHI:", "GENEVA (Agency) -".
func (r *reader) readDateline(toks []token) {
	end := 0
	for end < len(toks) && end < 4 && toks[end].kind == word && toks[end].text == strings.ToUpper(toks[end].text) && len(toks[end].text) > 2 {
		end++
	}
	if end == 0 || end == len(toks) || !toks[end].is(":", "—", "–", "-", "(", ",") {
		return
	}
	if e, n := r.g.lex.match(toks, 0); e != nil && n == end && (e.kind == lexPlace || e.kind == lexCountry) {
		r.at.dateline = r.entry(e)
		return
	}
	text := surfaceOf(toks[:end])
	r.at.dateline = r.entity(Place, key(text), Name{Text: text, Lang: r.g.lang})
}

// openedWith asserts "Avec X, la question Y a été abordée": a contact of the
// person told of last with those whom the sentence opens with.
func (r *reader) openedWith(s *sentence, found int) {
	if len(s.toks) < 4 || !s.toks[0].is("avec", "with") || len(s.phrases) == 0 || len(r.res.Assertions) > found && r.res.Assertions[len(r.res.Assertions)-1].Kind != HoldsRole {
		return
	}
	p := &s.phrases[0]
	if p.from > 2 || len(p.people) == 0 || p.prep != s.toks[0].fold {
		return
	}
	for k, v := range s.verbs {
		if !v.verb.can(treats) && !v.verb.can(contacts) || v.neg || v.wish || v.hedged {
			continue
		}
		var subjects []EntityID
		for _, i := range r.subject(s, k) {
			if q := &s.phrases[i]; len(q.people) > 0 || q.pronoun != "" {
				subjects = append(subjects, r.partiesIn(s, i)...)
			}
		}
		if len(subjects) == 0 && v.passive && r.lastSubject != None {
			subjects = []EntityID{r.lastSubject}
		}
		others := r.listed(s, 0, v.from)
		if len(subjects) == 0 || hasEntity(others, subjects[0]) {
			return
		}
		a := Assertion{Kind: Meeting, Place: None, ClaimedBy: r.claimAt(s, v.from), Quote: s.span, Rule: "contact/with", Role: Role{Body: None, Country: None}}
		dir := a.settle(v)
		a.Date, a.Place = r.dateIn(s, p.to, len(s.toks), v.from, dir), r.placeIn(s, p.to, len(s.toks), v.from)
		r.pairs(a, subjects[:1], others)
		return
	}
}
