package extract

import "strings"

// Those who speak for others ("spokesman X", "le porte-parole de Y") take part in nothing but
// what they are told to have done themselves, and no text goes on about them.

// speaksFor reports whether the function of somebody is to speak for others.
func (r *reader) speaksFor(id EntityID) bool { return hasEntity(r.speakers, id) }

// noteSpeaker keeps somebody whose function is to speak for others.
func (r *reader) noteSpeaker(id EntityID, title string) {
	title = r.people.key(title)
	if strings.Contains(title, "spokes") || strings.Contains(title, "porte parole") || strings.Contains(title, "press") && ofPress(title) {
		r.speakers = append(r.speakers, id)
	}
}

// ofPress reports whether a function is one for the press.
func ofPress(title string) bool {
	for _, words := range [...]string{"press secretary", "press officer", "attache de presse", "secretaire de presse"} {
		if strings.Contains(title, words) {
			return true
		}
	}
	return false
}

// onlySays reports whether phrase p names somebody who only says what a sentence tells and is
// none of those whom the text was about: a spokesman, or an aide who is in no contact of those told.
func (r *reader) onlySays(s *sentence, p *phrase, told int) bool {
	if len(p.people) != 1 {
		return false
	}
	id := r.person(p.people[0].text)
	if r.speaksFor(id) {
		return true
	}
	if p.title == nil || !s.speaks(p) && !s.speaksOf(p) || !s.assists(p.title) {
		return false
	}
	for i := range r.res.Assertions[:told] {
		if a := &r.res.Assertions[i]; a.Kind < HoldsRole && a.has(id) {
			return false
		}
	}
	return true
}

// assists reports whether a function is to help others at their work.
func (s *sentence) assists(t *title) bool {
	for j := t.from; j < t.to && j < len(s.toks); j++ {
		if s.toks[j].isAny("aide", "adviser", "advisor", "assistant", "official", "conseiller", "conseillere", "collaborateur", "collaboratrice", "responsable") {
			return true
		}
	}
	return false
}

// speaksOf reports whether a phrase is the subject of "spoke of", "a parlé d'un".
func (s *sentence) speaksOf(p *phrase) bool {
	k := s.verbAt(p.to)
	if k < 0 {
		return false
	}
	v := &s.verbs[k]
	return (v.verb.lemma == "speak" || v.verb.lemma == "parler") && at(s.toks, v.to).is4("of", "de", "d'", "du")
}

// partSpeakers takes those who speak for others, and aides who "spoke of a frank exchange", out of
// the contacts of a sentence.
func (r *reader) partSpeakers(s *sentence, found int) {
	if len(r.res.Assertions) == found {
		return
	}
	only := None
	for i := range s.phrases {
		if p := &s.phrases[i]; s.speaksOf(p) && r.onlySays(s, p, found) {
			only = r.person(p.people[0].text)
		}
	}
	if len(r.speakers) == 0 && only == None {
		return
	}
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind >= HoldsRole {
			continue
		}
		n := 0
		for _, p := range a.Participants {
			if (!r.speaksFor(p.Entity) || a.Rule == "contact/verb" && r.actsHere(s, p.Entity)) && (p.Entity != only || only == None) {
				a.Participants[n] = p
				n++
			}
		}
		if n == len(a.Participants) {
			continue
		}
		if a.Participants = a.Participants[:n]; n < 2 && a.Kind < Gathering {
			r.res.Assertions = append(r.res.Assertions[:i], r.res.Assertions[i+1:]...)
			r.gathering, r.topical = -1, r.topical[:0]
			i--
		}
	}
}

// actsHere reports whether somebody is the subject of a verb of a sentence that is none of saying: "The group's
// spokesman, X, met Y".
func (r *reader) actsHere(s *sentence, id EntityID) bool {
	for i := range s.phrases {
		p := &s.phrases[i]
		if len(p.people) == 1 && p.prep == "" && s.subjectOfVerb(p) && !s.speaks(p) && !s.speaksOf(p) && r.person(p.people[0].text) == id {
			return true
		}
	}
	return false
}
