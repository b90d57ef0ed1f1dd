package extract

// A contact is mostly in the country of one who takes part in it: what the models are told of how
// places and people belong together.

// landOf returns the code of the country where a place is, or which it is; "" where that is unknown.
func (r *reader) landOf(place EntityID) string {
	if place == None {
		return ""
	}
	switch e := &r.res.Entities[place]; e.Kind {
	case Country:
		return e.Code
	case Place:
		return r.g.landOf(e.Key)
	}
	return ""
}

// homeland returns the code of somebody's country, as the text or else the vocabulary tells it; "" where
// neither does.
func (r *reader) homeland(id EntityID) string {
	if code := r.codeOf(id); code != "" {
		return code
	}
	if e := &r.res.Entities[id]; e.Kind == Person {
		return lore().homeOf(e.Key)
	}
	return ""
}

// landOfEntry is landOf for what no rule has entered.
func (r *reader) landOfEntry(e *lexEntry) string {
	if e.kind == lexCountry {
		return e.id
	}
	return r.g.landOf(e.id)
}

// landOf returns the code of the country of a town by the id of its entry; "" where that is unknown.
func (g *grammar) landOf(town string) string {
	code, _ := g.lands.get(town)
	return code.String()
}

// homes are how a place is to those who take part in a contact: in the country of the first side or one of
// its people, of the second, of both, of none of them, or of none whose country is known where that of
// some is not.
var homes = domain{"unknown", "first", "second", "both", "neither", "untold"}

// homeOf tells how a country is to those who take part in a contact, among homes.
func (c *chooser) homeOf(land string, a *Assertion) int {
	if land == "" {
		return 0
	}
	is, untold := 0, false
	for i := range a.Participants {
		p := &a.Participants[i]
		switch c.homelands[i] {
		case "":
			untold = true
		case land:
			if second := p.Side == 2 || p.Side == 0 && i > 0; second {
				is |= 2
			} else {
				is |= 1
			}
		}
	}
	switch {
	case is > 0:
		return is
	case untold:
		return 5
	}
	return 4
}

// namedLands is the countries of the towns and the countries that a sentence names.
type namedLands struct{ towns, countries []string }

// landsOf finds the countries of what a sentence names.
func (r *reader) landsOf(s *sentence) {
	n := &r.namedLands
	n.towns, n.countries = n.towns[:0], n.countries[:0]
	for j := 0; j < len(s.toks); j++ {
		if len(s.toks[j].lex.entries) == 0 {
			continue
		}
		e, k := r.g.lex.match(s.toks, j)
		if e == nil {
			continue
		}
		switch e.kind {
		case lexPlace:
			if land := r.g.landOf(e.id); land != "" {
				n.towns = append(n.towns, land)
			}
		case lexCountry:
			n.countries = append(n.countries, e.id)
		}
		j += k - 1
	}
}

// officeOf is the function of somebody in its usual wording, "" where the text tells none.
func (r *reader) officeOf(id EntityID) string {
	role, ok := r.roleOf[id]
	if !ok {
		return ""
	}
	k := r.people.key(role.Title)
	if same, ok := r.g.offices[k]; ok {
		return same
	}
	return k
}

// compare tells how what is known of two people goes together: 0 nothing is known, 1 of the first alone,
// 2 of the second alone, 3 both are the same, 4 they differ.
func compare(one, other string) int {
	switch {
	case one == "" && other == "":
		return 0
	case other == "":
		return 1
	case one == "":
		return 2
	case one == other:
		return 3
	}
	return 4
}

// settle fills in where somebody is at home and in which function, once for a sentence.
func (r *reader) settle(who *standing) {
	if !who.settled {
		who.home, who.office, who.settled = r.homeland(who.id), r.officeOf(who.id), true
	}
}

// describeHomes tells whether two people are of one country and hold the same function, and whether their
// sentence names places in their countries.
func (r *reader) describeHomes(a, b *standing) {
	r.settle(a)
	r.settle(b)
	f, one, other := r.features, a.home, b.home
	lands := compare(one, other)
	f.number(featureLands, lands, 4)
	f.number(featureOffices, compare(a.office, b.office), 4)
	home := func(named []string) (is int) {
		for _, land := range named {
			switch land {
			case one:
				is |= 1
			case other:
				is |= 2
			default:
				is |= 4
			}
		}
		return is
	}
	f.digits(featureHomes, home(r.namedLands.towns), home(r.namedLands.countries), min(lands, 1))
}
