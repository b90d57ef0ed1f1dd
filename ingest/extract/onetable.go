package extract

// oneTable reports whether a sentence that tells of one person's contact with several
// others shows that all sat together: "around X sat A and B", "had A, B and C on his
// screen", "welcomed A, B and C for a summit", or where the leaders of whom it names some
// gathered in the sentence before it.
func (r *reader) oneTable(s *sentence) bool {
	if s.severally() {
		return false
	}
	return s.of(tableWords) && s.sharesTable() || s.asOne() || r.hostsPeers(s)
}

// severally reports whether a word tells that contacts followed one another.
func (s *sentence) severally() bool {
	return s.of(severalWords) || s.in(isMargin|isSeries)
}

// sharesTable reports whether a wording puts all at one table, or on one screen.
func (s *sentence) sharesTable() bool {
	for j := range s.toks {
		t, next := &s.toks[j], at(s.toks, j+1)
		switch {
		case !t.of(tableWords):
		case t.is("around") && next.cap && j == 0, t.is("around") && j == 0 && next.isAny("president", "prime", "chancellor", "host"):
			return true
		case t.is("autour") && j < 2 && next.is4("de", "d'", "du", "des") && !s.has(j+2, min(len(s.toks), j+4), "table"):
			return true
		case t.is2("screen", "screens") && at(s.toks, j-1).isAny("the", "his", "her", "on", "one"), t.is2("ecran", "ecrans") && at(s.toks, j-1).isAny("l'", "son", "meme"):
			return true
		case t.is("table") && at(s.toks, j-1).isAny("one", "same", "meme") || t.is("table") && at(s.toks, j-1).is("une") && at(s.toks, j-2).isAny("d'", "à"):
			return true
		}
	}
	return false
}

// asOne reports whether the sentence tells that several were received for or over one
// occasion, or together: "pour un sommet", "at a summit", "autour d'un déjeuner".
func (s *sentence) asOne() bool {
	for j := range s.toks {
		t := &s.toks[j]
		if t.is4("together", "ensemble", "conjointement", "jointly") && !at(s.toks, j+1).is2("with", "avec") {
			return true
		}
		n := &t.lex.noun
		if !n.joint && !n.summit || n.round || s.inList(j) || s.back(j) {
			continue
		}
		for k := j - 1; k >= 0 && k >= j-4; k-- {
			if t := &s.toks[k]; t.isAny("a", "an", "un", "une", "d'", "over", "autour") {
				if b := at(s.toks, k-1); t.is2("over", "autour") || b.isAny("for", "pour", "at", "à", "lors", "over", "autour", "during") {
					return true
				}
			} else if t.kind != word {
				break
			}
		}
	}
	return false
}

// hostsPeers reports whether the sentence tells who received several others of whom the
// sentence before it tells that they, or leaders like them, gathered: "The leaders of the
// region gathered in Riga. X welcomed A and B."
func (r *reader) hostsPeers(s *sentence) bool {
	p := r.before
	if p == nil || r.beforeBlock != r.block || p.severally() {
		return false
	}
	hosts := false
	for k := range s.verbs {
		if v := &s.verbs[k]; v.verb.can(receives) && !v.passive && !v.neg && !v.wish {
			hosts = true
		}
	}
	return hosts && r.leadersGather(p)
}

// leadersGather reports whether a sentence tells that several who are known only by their
// function gathered, or that a summit was held.
func (r *reader) leadersGather(p *sentence) bool {
	for k := range p.verbs {
		v := &p.verbs[k]
		if v.neg || v.wish || v.hedged {
			continue
		}
		if v.verb.can(contacts|gathers) || v.verb.lemma == "gather" {
			if p.unnamedPeers(v.from) {
				return true
			}
		}
		if v.verb.can(holds | takesPlace | hosts) {
			for n := range p.toks {
				if t := &p.toks[n]; t.lex.noun.summit && !p.marginBefore(n) {
					return true
				}
			}
		}
	}
	return false
}

// unnamedPeers reports whether the subject of a verb at token end is of several known only
// by what they are: "the leaders of Central Asia", "les chefs d'État de la région".
func (s *sentence) unnamedPeers(end int) bool {
	const reach = 12
	for j := end - 1; j >= 0 && j > end-reach; j-- {
		t := &s.toks[j]
		if boundary(t) || t.is(",") || s.verbFrom[j] && !t.is("states") {
			return false
		}
		for i := range s.phrases {
			if p := &s.phrases[i]; p.to == j+1 && len(p.people) > 0 {
				return false
			}
		}
		if (t.in(isPeople) || t.lex.many) && !t.is3("men", "hommes", "femmes") {
			return true
		}
	}
	return false
}

// ofSeveralStates reports whether the text tells of each of several people of which country
// he is and they are not of one, so that they are no side: "the presidents of Kenya and
// Uganda received X".
func (r *reader) ofSeveralStates(who []EntityID) bool {
	if len(who) < 2 {
		return false
	}
	for i, id := range who {
		c := None
		if r.res.Entities[id].Kind == Person {
			c = r.countryOf(id)
		}
		if c == None {
			return false
		}
		for _, other := range who[:i] {
			if r.countryOf(other) == c {
				return false
			}
		}
	}
	return true
}

// unside makes those who take part in the contacts from an index on of no side, so that all
// of each are in contact.
func (r *reader) unside(from int) {
	for i := from; i < len(r.res.Assertions); i++ {
		for k := range r.res.Assertions[i].Participants {
			r.res.Assertions[i].Participants[k].Side = 0
		}
	}
}

// forOccasion reports whether those whom a verb that ends before token j brings together
// meet on one occasion: "pour un sommet", "for a working lunch".
func (s *sentence) forOccasion(j int) bool {
	const reach = 5
	for ; j+2 < len(s.toks); j++ {
		if boundary(&s.toks[j]) {
			return false
		}
		if !s.toks[j].is2("pour", "for") || !s.toks[j+1].is4("un", "une", "a", "an") && !(s.toks[j+1].isAny("le", "la", "the", "their", "leur") && s.has(j+2, j+reach, "trilateral", "trilaterale", "tripartite", "quadripartite", "quadrilateral", "three-way", "four-way")) {
			continue
		}
		for k := j + 2; k < len(s.toks) && k < j+reach; k++ {
			if n := &s.toks[k].lex.noun; n.joint || n.summit || n.gathering && n.gathers == Gathering {
				return true
			}
		}
	}
	return false
}
