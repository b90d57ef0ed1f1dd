package extract

import "strings"

// placeIn returns the place stated among tokens [lo, hi): the first city after
// the verb at pivot, else the last before it, else a country likewise.
func (r *reader) placeIn(s *sentence, lo, hi, pivot int) EntityID {
	city, country, venue, weak := None, None, None, None
	for pass := range 2 {
		from, to := pivot, hi
		if pass == 1 {
			from, to = lo, pivot
		}
		for j := from; j < to; j++ {
			if !s.toks[j].in(isPlacePreposition) || s.within(j) || s.elsewhere(j) || s.saidAt(j) {
				continue
			}
			id, isCity := r.placeAt(s, j, to)
			if isCity {
				id = r.townOf(s, j, to, id)
			}
			if id == None {
				if v, known := r.venueAt(s, j, to); known && city == None {
					city = v
				} else if venue == None {
					venue = v
				}
			}
			if id == None || !isCity && s.complement(r.g, j) {
				continue
			}
			if isCity && s.complement(r.g, j) {
				if weak == None && !s.regionOf(r.g, j) {
					weak = id // "une trêve à Gaza"
				}
			} else if isCity && city == None {
				city = id
			} else if !isCity && country == None {
				country = id
			}
		}
		if city != None {
			return city
		}
	}
	if weak != None {
		if open := s.opening(); open > 0 && lo > open {
			if id := r.placeIn(s, 0, open, 0); id != None {
				return id
			}
		}
		return weak
	}
	if country == None {
		return venue
	}
	return country
}

// venueAt reads a building or seat as the place of a contact: "au siège de X",
// "at the ministry"; where it is named after a known city ("au palais de Y") it
// is the city that counts, and known is true.
func (r *reader) venueAt(s *sentence, j, limit int) (id EntityID, known bool) {
	k := j + 1
	for k < limit && k < j+4 && s.toks[k].kind == word && !s.toks[k].in(isVenue) && (s.toks[k].in(isArticle) || !s.toks[k].cap) {
		k++
	}
	if k < limit && s.toks[j].is("at") && at(s.toks, j+1).is("parliament") && !s.toks[j+1].cap { // without an article it is the building
		return r.entity(Place, "parliament", Name{Text: s.toks[j+1].text, Lang: r.g.lang}), false
	}
	if k >= limit || !s.toks[k].in(isVenue) || s.toks[k].cap {
		return None, false
	}
	if at(s.toks, k+1).in(isOf) && k+2 < limit {
		m := k + 2
		if s.toks[m].in(isArticle) && m+1 < limit {
			m++
		}
		if e, _ := r.g.lex.match(s.toks, m); e != nil && e.kind == lexPlace {
			return r.entry(e), true
		}
		if s.toks[m].is2("capitale", "capital") || at(s.toks, m+1).is("capital") {
			if id := r.seatAt(s, m, limit); id != None {
				return id, true
			}
		}
	}
	from := k
	if !r.g.romance {
		for from > j+1 && !s.toks[from-1].in(isArticle) {
			from--
		}
	}
	end := min(r.g.bodyEnd(s.toks, k), limit)
	if r.g.romance && end == k+1 {
		end = r.namedVenue(s, end, limit)
	}
	text := surfaceOf(s.toks[from:end])
	return r.entity(Place, key(text), Name{Text: text, Lang: r.g.lang}), false
}

// namedVenue returns where the name of a building ends that starts at token j: "au palais
// Cotroceni", "le bureau Ovale"; j itself where none or a person is named there.
func (r *reader) namedVenue(s *sentence, j, limit int) int {
	end := j
	for end < limit && s.toks[end].cap && s.toks[end].kind == word {
		end++
	}
	if end > j {
		if to, words := r.g.nameAt(s.toks, j); words > 0 && r.people.find(surfaceOf(s.toks[j:to])) != nil {
			return j
		}
	}
	return end
}

// complement reports whether "en X" at toks[j] belongs to a noun before it, as
// in "la guerre en X": a topic, not the place of a contact.
func (s *sentence) complement(g *grammar, j int) bool {
	if j == 0 || s.toks[j-1].kind != word {
		return false
	}
	if i := s.phraseEnding(j); s.toks[j-1].cap && (i < 0 || s.phrases[i].title == nil || s.phrases[i].title.to != j) {
		return false
	}
	t := &s.toks[j-1]
	if _, ok := t.gatheringNoun(); ok || len(t.forms) > 0 || t.in(isStop) || adverbial(t.fold) || t.in(isPlannedWord) {
		return false
	}
	if _, ok := t.contactNoun(); ok || strings.HasSuffix(t.fold, "ly") || t.of(momentWords) {
		return false
	}
	for _, d := range s.dates {
		if d.to == j {
			return false
		}
	}
	if i := s.phraseEnding(j); i >= 0 { // "ambassadeur de X en Y"
		t := s.phrases[i].title
		return t != nil && t.to == j
	}
	return true
}

// placeAt reads "à X", "en X", "au X" at toks[j].
func (r *reader) placeAt(s *sentence, j, limit int) (id EntityID, city bool) {
	t := &s.toks[j]
	if !t.in(isPlacePreposition) || j+1 >= limit {
		return None, false
	}
	k := j + 1
	article := false
	if s.toks[k].of(theWords) && !s.toks[k].cap {
		article = true
		k++
	}
	if k+1 < limit && !s.toks[k].cap && s.toks[k].of(nearbyWords) && s.toks[k+1].cap {
		k++ // "in nearby Lugano"
	}
	if k >= limit || s.toks[k].kind != word {
		return None, false
	}
	if article {
		if id := r.sortThenName(s, k, limit); id != None {
			return id, true
		}
	}
	if t := &s.toks[k]; !t.cap {
		if !t.in(isArticle) && len(t.lex.entries) == 0 && !at(s.toks, k+1).isTown() && !t.of(settlementWords) {
			return None, false
		}
		id := r.seatAt(s, k, limit)
		return id, id != None
	}
	if e, n := r.g.lex.match(s.toks, k); e != nil {
		switch e.kind {
		case lexPlace:
			if k+n < limit && at(s.toks, k+n).isTown() && at(s.toks, k+n+1).is("of") {
				if id := r.sortOfPlace(s, k+n, limit); id != None {
					return id, true // "in the Black Sea resort of X"
				}
			}
			return r.entry(e), true
		case lexCountry:
			if at(s.toks, k+n).is("capital") && !r.g.romance {
				return r.capital(s, e.id, k, k+n+1), true
			}
			return r.entry(e), r.g.romance && cityState(t, &s.toks[k], e.id)
		case lexBody:
			if s.toks[k+n-1].in(isVenue) { // a seat, and a building
				text := surfaceOf(s.toks[k : k+n])
				return r.entity(Place, key(text), Name{Text: text, Lang: r.g.lang}), true
			}
			if next := at(s.toks, k+n); t.is("at") && next.in(isVenue) && !next.cap { // "at the UN headquarters"
				text := surfaceOf(s.toks[k : k+n+1])
				return r.entity(Place, key(text), Name{Text: text, Lang: r.g.lang}), false
			}
			if next := at(s.toks, k+n); t.is("at") && (next.kind != word || next.in(isPreposition) || s.inDate(k+n)) { // "met at the United Nations"
				text := surfaceOf(s.toks[k : k+n])
				return r.entity(Place, key(text), Name{Text: text, Lang: r.g.lang}), false
			}
		case lexDemonym:
			id := r.seatAt(s, k, limit)
			if id == None && k+n < limit {
				id = r.sortOfPlace(s, k+n, limit) // "in the Colombian city of X"
			}
			return id, id != None
		}
		return None, false
	}
	if e, n := namedAt(s.toks, k); e != nil && e.kind == lexRegion {
		if at(s.toks, k+n).isTown() {
			id := r.sortOfPlace(s, k+n, limit)
			return id, id != None // "in the Red Sea city of X"
		}
		return r.entry(e), false
	}
	if t.is("au") { // "au Caire" is "à Le Caire"
		if e, ok := r.articlePlace("le " + s.toks[k].fold); ok {
			return r.entry(e), true
		}
	}
	if s.toks[k].in(isDirection) && at(s.toks, k+1).cap {
		return None, false // "in the South China Sea"
	}
	end := k
	for end < limit && end < k+4 && s.toks[end].cap && s.toks[end].kind == word && (end == k || !s.toks[end].in(isStop)) {
		if end > k && s.toks[k].in(isVenue) && at(s.toks, end+1).cap {
			break // "à l'Élysée X Y"
		}
		if end > k { // "a convié à l'Élysée X": a name of its own
			if to, words := r.g.nameAt(s.toks, end); words > 0 && r.people.find(surfaceOf(s.toks[end:to])) != nil {
				break
			}
		}
		end++
	}
	if t.is2("dans", "aux") || end == k {
		return None, false
	}
	if w := &s.toks[k]; w.in(isStop) && !article || w.lex.month > 0 || w.lex.weekday > 0 || len(w.text) < 3 || w.in(isBodyNoun) {
		return None, false
	}
	text := surfaceOf(s.toks[k:end])
	if s.toks[k].in(isContinent) && end == k+1 {
		return None, false
	}
	if r.people.find(text) != nil || t.is("à") && !r.g.afterPlacePreposition(s.toks, k) && !article {
		return None, false
	}
	return r.entity(Place, key(text), Name{Text: text, Lang: r.g.lang}), !t.is("en")
}

func (r *reader) articlePlace(folded string) (*lexEntry, bool) {
	x := r.g.split.vocabulary.find("le")
	if x == nil {
		return nil, false
	}
	for i := range x.entries {
		if e := &x.entries[i]; e.kind == lexPlace && e.size() == 2 && "le "+e.rest[0] == folded {
			return e, true
		}
	}
	return nil, false
}

// dateIn returns the date stated among tokens [lo, hi): the first after the
// verb at pivot, else the last before it. A date that tells when something was
// published or said is none.
func (r *reader) dateIn(s *sentence, lo, hi, pivot int, dir direction) Date {
	if d, ok := r.lapsed(s, pivot, dir); ok {
		return d
	}
	best := -1
	for i, w := range s.dates {
		if s.firstSince(w) || s.lastsUntil(w) || s.inLapse(w, pivot) || s.dateOfSaying(w, pivot) || s.tellsOfWhom(w, pivot) || s.byAnother(w, pivot) || w.from < lo || w.to > hi || at(s.toks, w.from-1).in(isReleased) && at(s.toks, w.from-1).low != "date" || at(s.toks, w.from-2).in(isReleased) && at(s.toks, w.from-1).is3("on", "le", "ce") {
			continue
		}
		if w.vague && best >= 0 && !s.dates[best].vague || s.datesThing(r.g, w) {
			continue // "since August" beside "on Friday"
		}
		if best >= 0 && s.dates[best].vague && !w.vague {
			best = -1
		}
		if w.from >= pivot {
			if best < 0 || s.dates[best].from < pivot {
				best = i
			}
			break
		}
		best = i
	}
	if best < 0 {
		return Date{}
	}
	return r.resolve(s, best, dir)
}

// firstSince reports whether a date tells since when there was no other contact: "their first meeting since
// January".
func (s *sentence) firstSince(w when) bool {
	if !s.toks[w.from].is2("since", "depuis") && !at(s.toks, w.from-1).is2("since", "depuis") {
		return false
	}
	for j := w.from - 1; j >= 0; j-- {
		if s.toks[j].isAny("first", "premier", "premiere", "premiers", "premieres") {
			return true
		}
	}
	return false
}

// datesThing reports whether a date belongs to a noun that is no contact, whose name it
// is: "le mouvement du 5 juin", "the June 5 movement".
func (s *sentence) datesThing(g *grammar, w when) bool {
	if w.weekday > 0 && w.day == 0 {
		return s.dayOfThing(g, w)
	}
	if w.day == 0 || w.month == 0 {
		return false
	}
	if !g.romance {
		prev, next := at(s.toks, w.from-1), at(s.toks, w.to)
		return (prev.is3("'s", "the", "a") || s.toks[w.from].is("the")) && next.kind == word && !next.cap && !next.in(isPreposition|isPlacePreposition|isStop|isAdverb) && len(next.forms) == 0 &&
			!next.lex.noun.contact && !next.lex.noun.gathering
	}
	prev := at(s.toks, w.from-1)
	return w.from > 0 && s.toks[w.from].is3("du", "de", "d'") && prev.kind == word && !prev.cap && !prev.in(isStop|isAdverb|isTrip) && !prev.lex.noun.contact && !prev.lex.noun.gathering &&
		len(prev.forms) == 0 && prev.lex.weekday == 0 && !prev.isAny("journee", "soiree", "matinee", "nuit", "date", "partir", "compter", "lors", "matin", "soir", "celui", "celle", "ceux", "celles", "pres", "loin", "datait", "discours")
}

// dayOfThing reports likewise for a weekday: "l'élection de lundi dernier", "Sunday's attack".
func (s *sentence) dayOfThing(g *grammar, w when) bool {
	thing := func(t *token) bool {
		return t.kind == word && !t.cap && !t.in(isStop|isAdverb|isTrip|isPreposition|isPlacePreposition|isGuest) && !t.lex.noun.contact && !t.lex.noun.gathering && !t.lex.noun.summit && len(t.forms) == 0 && t.lex.weekday == 0 && t.lex.unit == 0
	}
	if g.romance {
		of := w.from
		if !s.toks[of].is("de") {
			of--
		}
		prev := at(s.toks, of-1)
		return of > 0 && s.toks[of].is("de") && thing(prev) && !prev.in(isPhone|isVideo|isAdjective) && !at(s.toks, of-2).lex.noun.contact && !at(s.toks, of-2).lex.noun.gathering &&
			!prev.isAny("apres-midi", "journee", "soiree", "matinee", "nuit", "date", "partir", "compter", "lors", "matin", "soir", "celui", "celle", "ceux", "celles", "pres", "loin", "fin", "debut", "dejeuner", "diner", "seance", "session", "programme", "discussion", "discussions", "echange", "echanges", "evenement")
	}
	next := at(s.toks, w.to+1)
	return at(s.toks, w.to).is("'s") && thing(next) && next.isAny("attack", "attacks", "election", "elections", "vote", "speech", "statement", "decision", "announcement", "strike", "strikes", "coup", "referendum", "ruling", "violence", "shooting", "bombing", "assault", "deal", "agreement", "launch", "test", "explosion", "crash", "protests", "raid")
}

// dateOfSaying reports whether a date right after a verb of saying tells when it
// was said: "a indiqué jeudi", "admitted on Thursday".
func (s *sentence) dateOfSaying(w when, pivot int) bool {
	const reach = 7 // tokens to what was going on
	if pivot > w.to && pivot <= w.to+reach && at(s.toks, w.to).isAny("as", "while", "during", "at", "lors", "durant", "pendant", "alors") {
		return false // "said on Monday as she received X", "at the start of talks with X"
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if at(s.toks, w.to+1).of(denialWords) || at(s.toks, w.to+2).of(denialWords) {
			return true // "a opposé lundi un démenti à"
		}
		if gap := w.from - v.to; v.verb.can(states|denies) && !v.verb.can(contacts|holds) && v.from != pivot && gap >= 0 && gap <= 1 && (gap == 0 || s.toks[v.to].is3("on", "ce", "le")) {
			return true
		}
	}
	return false
}

// opening returns the end of an adverbial that opens a sentence ("Jeudi à
// Genève,"), or 0: dates and places in it hold for the main clause.
func (s *sentence) opening() int {
	if s.opened == 0 {
		s.opened = int8(s.findOpening()) + 1
	}
	return int(s.opened) - 1
}

func (s *sentence) findOpening() int {
	const longest = 12
	for j := range s.toks {
		t := &s.toks[j]
		if t.is(",") {
			return s.adverbials(j)
		}
		if j > longest || s.verbFrom[j] || boundary(t) {
			break
		}
	}
	return 0
}

// adverbials returns the end of the adverbials that follow the first of a sentence, which
// ends at the comma at j: "Vendredi, à Kiev,".
func (s *sentence) adverbials(j int) int {
	const longest = 7
	if t := at(s.toks, j+1); !t.in(isPlacePreposition) && !s.inDate(j+1) && !s.inDate(j+2) {
		return j
	}
	for k := j + 1; k < len(s.toks) && k <= j+longest; k++ {
		if t := &s.toks[k]; t.is(",") {
			return k
		} else if s.verbFrom[k] || boundary(t) {
			break
		}
	}
	return j
}

// mainClause reports whether no "que" stands between the opening of a sentence
// and the clause that starts at lo.
func (s *sentence) mainClause(lo int) bool {
	for j := range s.toks[:lo] {
		if s.toks[j].is3("que", "qu'", "that") {
			return false
		}
	}
	return true
}

// seatAt reads a place that a noun tells the sort of, at the token after a
// preposition and its article: "la capitale turque", "a Bangkok hotel", "la ville
// roumaine de Iasi".
func (r *reader) seatAt(s *sentence, k, limit int) EntityID {
	t := &s.toks[k]
	if t.in(isArticle) && k+1 < limit && s.toks[k+1].kind == word { // "a Bangkok hotel"
		k++
		t = &s.toks[k]
		if e, n := r.g.lex.match(s.toks, k); e != nil && e.kind == lexPlace && at(s.toks, k+n).in(isVenue) && k+n < limit {
			return r.entry(e)
		}
	}
	if e, n := r.g.lex.match(s.toks, k); len(t.lex.entries) > 0 && e != nil && e.kind == lexDemonym && !r.g.romance && k+n < limit && s.toks[k+n].is("capital") {
		return r.capital(s, e.id, k, k+n+1)
	}
	if id := r.sameTown(s, k, limit); id != None {
		return id
	}
	if id := r.sortOfPlace(s, k, limit); id != None {
		return id
	}
	switch {
	case t.is("capitale") && k+1 < limit:
		if e, n := r.g.lex.match(s.toks, k+1); e != nil && e.kind == lexDemonym {
			return r.capital(s, e.id, k, k+1+n)
		}
	case t.isAny("ville", "cite", "city", "town", "port"):
		for j := k + 1; j+1 < limit && j < k+4; j++ {
			if s.toks[j].is3("de", "d'", "of") && s.toks[j+1].cap {
				return r.placeAfter(s, j+1)
			}
		}
	}
	return None
}

// sameTown returns the city told last where token k starts what means it: "la même
// ville", "that city", "the capital".
func (r *reader) sameTown(s *sentence, k, limit int) EntityID {
	same := s.toks[k].is2("meme", "same")
	j := k
	if same && k+1 < limit {
		j++
	}
	this := same || at(s.toks, k-1).is3("cette", "this", "that")
	bare := s.toks[j].is2("capitale", "capital") && !at(s.toks, j+1).in(isOf) && at(s.toks, j+1).lex.entries == nil
	bare = bare || s.toks[j].is2("city", "ville") && at(s.toks, k-1).is2("the", "la") && !at(s.toks, j+1).in(isOf) && !at(s.toks, j+1).is2("of", "de") && !at(s.toks, j+1).cap && at(s.toks, j+1).lex.entries == nil && !at(s.toks, j+1).isAny("where", "où")
	if !(this && s.toks[j].isAny("ville", "cite", "city", "town", "capitale", "capital", "station", "resort", "port", "lieu", "endroit", "spot", "venue", "place", "hotel", "palais", "palace")) && !bare {
		return None
	}
	if bare && r.at.block != r.block && r.at.dateline != None {
		return r.at.dateline
	}
	if r.at.place != None && r.block-r.at.block <= 1 && r.res.Entities[r.at.place].Kind == Place {
		return r.at.place
	}
	if here := r.lastPlace(s, k-1); here != None {
		return here
	}
	return r.at.dateline
}

// capital is the place that tokens [from, to) call the capital of a country: the city
// that the vocabulary knows for it where the text names it, else the one that the
// paragraph told last, else these words.
func (r *reader) capital(s *sentence, code string, from, to int) EntityID {
	if e := r.g.capitals[code]; e != nil && (strings.Contains(r.text, r.g.lex.text(e)) || r.at.dateline != None && r.res.Entities[r.at.dateline].Key == e.id) {
		return r.entry(e)
	}
	if id := r.at.place; id != None && r.at.block == r.block && r.res.Entities[id].Kind == Place {
		return id
	}
	text := surfaceOf(s.toks[from:to])
	return r.entity(Place, key(text), Name{Text: text, Lang: r.g.lang})
}

// cityState reports whether a country after a preposition is a city too, or is named as one:
// "à Luxembourg", "au Vatican"; "à Cuba" is none.
func cityState(prep, name *token, code string) bool {
	switch code {
	case "VA", "MC", "SM":
		return true
	case "LU", "SG", "DJ", "KW", "PA", "GT", "MX", "TN", "DZ":
		return prep.is("à") && name.cap
	}
	return false
}
