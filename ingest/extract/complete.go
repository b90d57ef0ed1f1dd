package extract

import (
	"strings"
	"unicode"
)

// complete gives the contacts of a sentence the day and place that their clause
// does not state: those of another clause of the sentence, else those that its
// paragraph told last. Papers state them once for an episode.
func (r *reader) complete(s *sentence, found int) {
	with := s.contactFound(r, found) != nil
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < RegularContact && len(a.Participants) > 1 && !(with && a.Rule == statesRule && a.Kind == Gathering) {
			if a.Place == None && a.Status != Denied {
				r.whereNamed(s, a)
			}
			r.sameOccasion(s, a, found)
			r.completeOne(s, a)
		}
	}
}

func (r *reader) completeOne(s *sentence, a *Assertion) {
	if a.Status == Denied && a.Place == None && !remote(a.Kind) {
		a.Place = r.placeOf(s)
		for j := 1; a.Place == None && j < len(s.toks); j++ { // "a report that X had slipped into Y"
			if e, _ := r.g.lex.match(s.toks, j); e != nil && e.kind == lexPlace && s.toks[j-1].is4("to", "into", "pour", "vers") {
				a.Place = r.entry(e)
			}
		}
	}
	if a.Status == Hypothetical || a.Status == Denied {
		return
	}
	apart := r.apart(a)
	if a.Date.IsZero() && !apart {
		if a.Status == Occurred && r.at.toldBlock == r.block && len(s.dates) == 0 && !s.goesBack(remote(a.Kind)) {
			a.Date = r.at.told
		}
	}
	if a.Status == Cancelled {
		a.Date = r.justOff(s, a.Date)
		if a.Place == None && !remote(a.Kind) && r.g.romance {
			a.Place = r.visitPlace(s)
		}
	}
	if a.Status == Occurred && a.Date.Precision == Day && r.published.Precision == Day && a.Date.time().After(r.published.time()) {
		a.Status = Planned // whatever the verb: it lies ahead
	}
	venue := None
	if r.plainVenue(a.Place) {
		venue, a.Place = a.Place, None
	}
	if a.Place == None && !remote(a.Kind) {
		a.Place = r.placeOf(s)
		if a.Place == None && r.at.block == r.block && (a.Status != Cancelled || r.calledOffAt == r.sentence-1 || s.saysThere()) && !(a.Status == Planned && a.Rule == againRule) && !apart && r.sameEpisode(a) {
			a.Place = r.onScene()
			a.assumed = a.Place == r.at.dateline
		}
	}
	if a.Place == None && venue != None && !office[r.res.Entities[venue].Key] {
		a.Place = venue
	}
}

// office are venues that tell no place unless something is said of them.
var office = map[string]bool{"bureau": true, "bureaux": true, "office": true, "offices": true}

// plainVenue reports whether a place is a building that a common noun names: "palais
// royal", "the castle", "palais de Lina". A city, where one is told, counts before it.
func (r *reader) plainVenue(id EntityID) bool {
	if id == None || r.res.Entities[id].Kind != Place {
		return false
	}
	name := r.res.Entities[id].Names[0].Text
	for i := 0; r.g.romance && i < len(ofNames); i++ {
		if first, _, ok := strings.Cut(name, ofNames[i]); ok && !strings.ContainsFunc(first, unicode.IsUpper) {
			return true
		}
	}
	return !strings.ContainsFunc(name, unicode.IsUpper)
}

// ofNames join the noun of a building to the name of the town or the owner that tells which
// it is.
var ofNames = [...]string{" de ", " du ", " d'", " d’"}

const week = 7 // days

// justOff is the day of what was called off: a weekday that lies a week ahead all but a
// day or two is the one just past, since papers tell of it when it falls through.
func (r *reader) justOff(s *sentence, day Date) Date {
	if day.Precision != Day || r.published.Precision != Day {
		return day
	}
	for i := range s.dates {
		if w := &s.dates[i]; w.day > 0 && r.resolve(s, i, future) == day {
			return day // told by its number
		}
	}
	for i := range s.dates {
		w := &s.dates[i]
		if w.weekday == 0 || w.day > 0 || w.forced != nearest {
			continue
		}
		if ahead := w.nearestWeekday(r.published, future); ahead == day && !day.time().Before(r.published.addDays(week-2).time()) {
			return day.addDays(-week)
		}
	}
	return day
}

// someTime reports whether a sentence puts what it tells at some time that is no day: "ces
// derniers mois", "in January".
func (s *sentence) someTime() bool {
	for i := range s.dates {
		if s.dates[i].vague {
			return true
		}
	}
	return false
}

// sameEpisode reports whether a contact can be where the paragraph is: unless it
// has a day of its own.
func (r *reader) sameEpisode(a *Assertion) bool {
	return a.Date.IsZero() || r.at.toldBlock != r.block || r.at.told.IsZero() || a.Date == r.at.told
}

// placeOf returns the place of a sentence as a whole: the city that is its subject
// ("Geneva will host"), else one that a preposition of place brings.
func (r *reader) placeOf(s *sentence) EntityID {
	if id := r.hostCity(s); id != None {
		return id
	}
	for j := range s.toks {
		if id := r.statedAt(s, j); id != None && !s.saidAt(j) {
			return id
		}
	}
	return None
}

// lastStated returns the last city that a preposition of place brings.
func (r *reader) lastStated(s *sentence) EntityID {
	said := None
	for j := len(s.toks) - 1; j >= 0; j-- {
		if !s.toks[j].in(isPlacePreposition) {
			continue
		}
		if id := r.statedAt(s, j); id != None && !s.saidAt(j) {
			return id
		} else if said == None {
			said = id
		}
	}
	return said
}

// statedAt reads the city after a preposition of place at token j, unless it belongs
// to the noun before it ("une trêve à Gaza") or has something of its own.
func (r *reader) statedAt(s *sentence, j int) EntityID {
	if !s.toks[j].in(isPlacePreposition) || s.within(j) || s.elsewhere(j) || s.complement(r.g, j) || at(s.toks, j+2).is("'s") {
		return None
	}
	if id, city := r.placeAt(s, j, len(s.toks)); city {
		return id
	}
	return None
}

// hostCity reads a city at the head of a sentence with a verb right after it.
func (r *reader) hostCity(s *sentence) EntityID {
	if len(s.toks) == 0 || !s.toks[0].cap {
		return None
	}
	if s.toks[0].is2("la", "the") && len(s.toks) > 2 {
		return r.seatAt(s, 1, min(len(s.toks), 7))
	}
	e, n := r.g.lex.match(s.toks, 0)
	if e == nil || e.kind != lexPlace {
		return None
	}
	if t := at(s.toks, n); t.kind != word || t.cap || t.is2("and", "et") || len(t.lex.heads) > 0 {
		return None
	}
	return r.entry(e)
}

// onlyDay returns the day that a sentence tells where it tells just one, and not in
// a clause of its own ("who arrived on Sunday").
func (r *reader) onlyDay(s *sentence) Date {
	day := s.theDay()
	if day < 0 {
		return Date{}
	}
	for k := range s.verbs {
		if v := &s.verbs[k]; v.bare && s.intended(v.from) && s.dates[day].from < v.from {
			return Date{} // "Jeudi, il a fait part de son intention de voir X"
		}
	}
	for j := s.dates[day].from - 1; j >= 0 && !s.toks[j].is3(",", ";", ":"); j-- {
		if s.toks[j].of(asideWords) {
			return Date{}
		}
	}
	if s.saidThen(day) {
		return Date{} // "On Tuesday he said he was putting off"
	}
	return r.dateIn(s, s.dates[day].from, s.dates[day].to, 0, past)
}

// theDay returns the one date of a sentence, but for those that tell no day or only of
// which occasion something is ("interrompus depuis 2022"); -1 where there is none or where
// there are several.
func (s *sentence) theDay() int {
	day := -1
	for i := range s.dates {
		if len(s.dates) > 1 && (s.dates[i].vague || s.ofNoun(i)) {
			continue
		}
		if day >= 0 {
			return -1
		}
		day = i
	}
	return day
}

// toldPast reports whether the first verb of a sentence is in the past.
func (s *sentence) toldPast() bool {
	for j := range s.toks {
		t := &s.toks[j]
		if t.lex.have == futureTense || t.lex.be == futureTense || t.in(isModal) || t.in(isDue) {
			return false
		}
		if t.lex.have == preterite || t.is3("had", "has", "have") {
			return true
		}
	}
	return false
}

// goesBack reports whether a sentence tells of what came before: "had earlier",
// "auparavant".
func (s *sentence) goesBack(call bool) bool {
	if s.is&isEarlier == 0 {
		return false
	}
	for j := range s.toks {
		if s.toks[j].is("peu") && at(s.toks, j+1).is2("avant", "auparavant") {
			return true
		}
		if t := &s.toks[j]; t.in(isEarlier) && !t.is4("avant", "before", "avait", "avaient") && (call || !s.sameDayEarlier(j)) {
			return true
		}
	}
	return false
}

// sameDayEarlier reports whether the word at token j goes back within the day that was
// told: "Earlier, he had sat down with X", "had already spent an hour with X". A call may
// be of any day.
func (s *sentence) sameDayEarlier(j int) bool {
	t := &s.toks[j]
	return t.is3("earlier", "auparavant", "plus") && j == 0 || t.is2("already", "deja")
}

// onlyPassing reports whether a sentence has told of nothing but gatherings that it
// mentions.
func (r *reader) onlyPassing(found int) bool {
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Rule != passingRule || a.Status != Occurred {
			return false
		}
	}
	return true
}

// tellDay keeps the day of a sentence for those of its paragraph that tell none.
func (r *reader) tellDay(s *sentence, found int) {
	day := Date{}
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < RegularContact && a.Status == Occurred && !a.Date.IsZero() && (a.Kind != Gathering || len(a.Participants) > 0) && a.Rule != passingRule {
			day = a.Date
		}
	}
	if day.IsZero() && r.onlyPassing(found) && !s.leaves() {
		day = r.onlyDay(s)
	}
	if !day.IsZero() || r.at.toldBlock != r.block {
		r.at.told, r.at.toldBlock = day, r.block
	}
}
