package extract

// Days and places that a sentence tells of something else than the contact at hand.

// tellsOfWhom reports whether a date stands in a clause that only tells who one of those
// named after the verb at pivot is: "met X, who took office two days earlier".
func (s *sentence) tellsOfWhom(w when, pivot int) bool {
	if pivot <= 0 || w.from < pivot+2 {
		return false
	}
	for j := w.from - 1; j > pivot; j-- {
		t := &s.toks[j]
		switch {
		case t.kind == punct:
			return false
		case t.is4("who", "qui", "whose", "dont"):
			if !at(s.toks, j-1).is2(",", "(") {
				return false
			}
			for k := range s.verbs {
				if v := &s.verbs[k]; v.to > j && v.from < w.to && v.verb.can(contacts|receives|gathers|lightly) {
					return false
				}
			}
			return !s.named(j, len(s.toks)) // "dont X a accepté mardi les lettres"
		}
	}
	return false
}

// keepScene notes where the contact was that a sentence tells of, for those of its
// paragraph that state no place.
func (r *reader) keepScene(s *sentence, found int) {
	place := None
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind >= RegularContact || a.Rule == passingRule || len(a.Participants) < 2 || a.Status != Occurred {
			continue
		}
		if a.Place != None && r.res.Entities[a.Place].Kind == Place && !r.plainVenue(a.Place) {
			place = a.Place
		}
	}
	r.at.scene, r.at.sceneBlock = place, r.block
}

// onScene is the place of what a paragraph tells: of the contact of the sentence before, else
// the one stated last.
func (r *reader) onScene() EntityID {
	if r.at.scene != None && r.at.sceneBlock == r.block {
		return r.at.scene
	}
	return r.at.place
}

// regionOf reports whether the place after the preposition at token j is a part of a country
// that a noun is about: "areas in the Donbas", "un cessez-le-feu dans le Kordofan".
func (s *sentence) regionOf(g *grammar, j int) bool {
	if !at(s.toks, j+1).is4("the", "le", "la", "l'") || at(s.toks, j+1).cap || !at(s.toks, j+2).cap || !s.toks[j].is4("in", "dans", "au", "en") {
		return false
	}
	end := j + 2
	for at(s.toks, end).cap {
		end++
	}
	return !at(s.toks, end).isAny("capital", "city", "town", "resort", "port", "village", "island") && s.complement(g, j) // "in the Fijian capital"
}

// ofRegion reports whether such a noun stands among tokens [lo, hi).
func (s *sentence) ofRegion(g *grammar, lo, hi int) bool {
	for j := lo; j < hi && j < len(s.toks); j++ {
		if s.regionOf(g, j) {
			return true
		}
	}
	return false
}

// kindOfWhich is the kind of the contact in the course of which a clause takes place whose
// subject starts at token to: "l'appel du 31 mars, au cours duquel A et B"; else the given one.
func (s *sentence) kindOfWhich(to int, kind Kind) Kind {
	const reach = 8 // tokens back to the noun
	for j := max(0, to-2); j < to; j++ {
		if !s.toks[j].isAny("duquel", "laquelle", "lequel", "desquels", "which") {
			continue
		}
		for k := j - 1; k >= 0 && k > j-reach; k-- {
			if n := &s.toks[k].lex.noun; n.contact {
				return n.kind
			}
		}
	}
	return kind
}

// dayWhen is the day that a clause which starts at token lo goes on about: "le 7 avril 2022,
// jour où X avait reçu Y", "on May 3, the day on which".
func (r *reader) dayWhen(s *sentence, lo int, dir direction) Date {
	const reach = 4 // tokens between the day and the clause
	for j := lo - 1; j >= 0 && j >= lo-reach; j-- {
		if !s.toks[j].isAny("jour", "date", "day") {
			continue
		}
		for i := range s.dates {
			if w := &s.dates[i]; w.to <= j && w.to >= j-2 {
				return r.resolve(s, i, dir)
			}
		}
		return Date{}
	}
	return Date{}
}

// onlyOfNouns reports whether a sentence names a city only as that of nouns: "l'ouverture de
// douanes à Sebta".
func (s *sentence) onlyOfNouns(r *reader, place EntityID) bool {
	any := false
	for j := 0; s.in(isPlacePreposition) && j < len(s.toks); j++ {
		if !s.toks[j].in(isPlacePreposition) {
			continue
		}
		if id, _ := r.placeAt(s, j, len(s.toks)); id != place || id == None {
			continue
		}
		if !s.complement(r.g, j) {
			return false
		}
		any = true
	}
	return any
}

// sortOfPlace reads a place behind a noun that tells its sort and words before that: "the
// Greek village of Psarades", "the Black Sea resort of Sochi", "la station balnéaire de X".
func (r *reader) sortOfPlace(s *sentence, k, limit int) EntityID {
	const reach = 5
	for j := k; j+2 < limit && j < k+reach && s.toks[j].kind == word; j++ {
		if !s.toks[j].of(sortWords) || s.toks[j].cap {
			continue
		}
		for m := j + 1; m+1 < limit && m <= j+2; m++ {
			if s.toks[m].is3("of", "de", "d'") && s.toks[m+1].cap {
				return r.placeAfter(s, m+1)
			}
		}
	}
	return None
}

// lastsUntil reports whether a date is the end of what goes on: "whose visit lasts until
// Saturday", "en visite jusqu'à vendredi".
func (s *sentence) lastsUntil(w when) bool {
	prev := at(s.toks, w.from-1)
	if prev.is2("until", "till") || prev.is3("à", "au", "en") && at(s.toks, w.from-2).is("jusqu'") {
		for k := range s.verbs {
			if s.verbs[k].verb.can(defers) {
				return false
			}
		}
		return true
	}
	return false
}

// actsFor reports whether the seat of government at token j stands for the government: it is
// the subject of a verb of saying or demanding ("Kigali posait comme condition").
func (s *sentence) actsFor(g *grammar, j int) bool {
	e, n := g.lex.match(s.toks, j)
	if e == nil || e.kind != lexPlace || g.governs[e.id] == "" {
		return false
	}
	t := at(s.toks, j+n)
	for k := range s.verbs {
		if v := &s.verbs[k]; v.from == j+n && (v.verb.can(states|denies|cancels|confirms) || v.wish) {
			return true
		}
	}
	return t.isAny("pose", "posait", "exige", "exigeait", "refuse", "refusait", "reproche", "reprochait", "accuse", "accused", "demanded", "demands", "insists", "insisted", "denounced", "sees", "regrette", "juge", "estime")
}

// goesBefore reports whether a verb of arriving stands before token end.
func (s *sentence) goesBefore(end int) bool {
	for k := range s.verbs {
		if v := &s.verbs[k]; v.to <= end && v.verb.can(goes) && v.tense == preterite && !v.neg && !v.bare {
			return true
		}
	}
	return false
}

// saidThen reports whether the day before the first verb of a sentence, one of saying, is that
// of the saying: another verb tells what was said.
func (s *sentence) saidThen(day int) bool {
	first := -1
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.bare {
			continue
		}
		if first < 0 {
			if v.from < s.dates[day].to || !v.verb.can(states) || v.verb.can(contacts|speaks) {
				return false
			}
			first = k
			continue
		}
		return true
	}
	return false
}
