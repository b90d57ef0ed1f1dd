package extract

// placeMention is where a sentence names a place or tells one by a noun.
type placeMention struct {
	id       EntityID  // None for a place that no rule has entered
	entry    *lexEntry // of such a place
	before   int       // the token before it and its article: a preposition, where there is one
	from, to int       // tokens of the name
	stated   bool      // a preposition of place brings it
	sort     int       // among sorts
	plain    bool      // it is a city, stated, that belongs to nothing else
	leads    int       // among leadings
	land     string    // the code of its country, "" where that is unknown
	// What its own words weigh in each of awayHere.
	weight  [2]float64
	weighed [2]bool
}

// Sorts of places.
const (
	sortName = iota
	sortCity
	sortVenue
	sortCountry
	sortBody
)

var sorts = domain{sortName: "name", sortCity: "city", sortVenue: "venue", sortCountry: "country", sortBody: "body"}

// placesIn finds the places that a sentence tells; the names of people are none.
func (r *reader) placesIn(s *sentence) []placeMention {
	first := len(r.mem.places)
	for j := 0; j < len(s.toks); {
		t := &s.toks[j]
		states := t.in(isPlacePreposition)
		if !states && !t.cap && len(t.lex.entries) == 0 {
			j++
			continue
		}
		var p placeMention
		ok := false
		if states {
			p, ok = r.statedPlace(s, j)
		}
		if !ok && (t.cap || len(t.lex.entries) > 0) && !s.inName(j) {
			p, ok = r.namedPlace(s, j)
		}
		if !ok {
			j++
			continue
		}
		if p.entry != nil {
			p.land = r.landOfEntry(p.entry)
		} else {
			p.land = r.landOf(p.id)
		}
		r.mem.places = append(r.mem.places, p)
		j = p.to
	}
	return r.mem.places[first:len(r.mem.places):len(r.mem.places)]
}

// statedPlace reads the place that the preposition at token j brings.
func (r *reader) statedPlace(s *sentence, j int) (placeMention, bool) {
	p := placeMention{before: j, stated: true}
	id, city := r.placeAt(s, j, len(s.toks))
	if id == None {
		id, city = r.venueAt(s, j, len(s.toks))
		p.sort = sortVenue
	}
	if id == None {
		return p, false
	}
	p.id = id
	switch e := &r.res.Entities[id]; {
	case e.Kind == Country:
		p.sort = sortCountry
	case e.Kind == Organization:
		p.sort = sortBody
	case r.plainVenue(id):
		p.sort = sortVenue
	case city:
		p.sort = sortCity
	}
	p.from = j + 1
	if at(s.toks, p.from).in(isArticle) {
		p.from++
	}
	if _, n := r.g.lex.match(s.toks, p.from); n > 0 {
		p.to = p.from + n
		return p, true
	}
	for p.to = p.from + 1; p.to < len(s.toks) && s.toks[p.to].cap; p.to++ {
	}
	return p, true
}

// namedPlace reads a place at token j that no preposition of place brings: one that the
// vocabulary knows, or the goal of a way.
func (r *reader) namedPlace(s *sentence, j int) (placeMention, bool) {
	t, p := &s.toks[j], placeMention{id: None, before: j - 1, from: j}
	if e, n := r.g.lex.match(s.toks, j); e != nil {
		switch e.kind {
		case lexPlace:
			p.sort = sortCity
		case lexCountry:
			p.sort = sortCountry
		default:
			return p, false
		}
		p.to = j + n
		if at(s.toks, p.before).in(isArticle) {
			p.before--
		}
		if p.id = r.entered(e); p.id == None {
			p.entry = e
		}
		return p, true
	}
	if t.kind != word || t.lex.weekday+t.lex.month > 0 || !at(s.toks, j-1).is4("to", "for", "pour", "vers") {
		return p, false
	}
	end, words := r.g.nameAt(s.toks, j)
	text := surfaceOf(s.toks[j:max(j, end)])
	if words == 0 || r.people.find(text) != nil {
		return p, false
	}
	p.id, p.to = r.entity(Place, key(text), Name{Text: text, Lang: r.g.lang}), end
	return p, true
}

// entered returns the place or country of an entry where the text has told of it, else None.
func (r *reader) entered(e *lexEntry) EntityID {
	id, ok := r.entries[e]
	if !ok && e.kind == lexCountry {
		id, ok = r.codes[e.id]
	} else if !ok {
		id, ok = r.byKey[entityKey{Place, e.id}]
	}
	if !ok {
		return None
	}
	return id
}

// inName reports whether token j belongs to the name of a person.
func (s *sentence) inName(j int) bool {
	for i := range s.phrases {
		p := &s.phrases[i]
		if j < p.from || j >= p.to {
			continue
		}
		for k := range p.people {
			if n := &p.people[k]; n.from <= j && j < n.to {
				return true
			}
		}
	}
	return false
}
