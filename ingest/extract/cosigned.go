package extract

// cosigned asserts the meeting of several who sign something together on a day or at a
// place: "A, the minister of X, and B signed a truce in Pretoria on Friday".
func (r *reader) cosigned(s *sentence, found int) {
	if r.ownContact(s, found) || s.severally() || s.conditional(0, min(len(s.toks), 2)) {
		return
	}
	for j := 1; j < len(s.toks); j++ {
		if !s.toks[j].lex.signed || s.toks[j].cap || at(s.toks, j+1).isAny("by", "par", "de", "of") || !s.signsSomething(j) {
			continue
		}
		if s.undergone(j) || s.toks[j].is4("conclu", "conclue", "conclus", "conclues") {
			continue
		}
		who := r.peopleOf(s, r.whoAttends(s, j))
		if len(who) < 2 || r.metAlready(who) {
			continue
		}
		a := Assertion{Kind: Meeting, Place: None, ClaimedBy: r.claimAt(s, j), Quote: s.span, Rule: "contact/signed", Role: Role{Body: None, Country: None}}
		st := nounFrame{dir: past}
		if ok := s.unknownVerb(r.g.romance, j, 0, &st); !ok || st.hedged || st.status == Denied {
			return
		}
		a.Status = st.status
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, st.dir), r.placeIn(s, 0, len(s.toks), j)
		if a.Date.IsZero() && a.Place == None {
			return
		}
		for _, id := range who {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
		r.add(a)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		return
	}
}

// signsSomething reports whether what is signed at token j is an agreement or the like.
func (s *sentence) signsSomething(j int) bool {
	const reach = 12
	for k := j + 1; k < len(s.toks) && k < j+reach; k++ {
		t := &s.toks[k]
		if boundary(t) {
			return false
		}
		if t.isAny("agreement", "agreements", "accord", "accords", "treaty", "treaties", "traite", "traites", "pact", "pacte", "protocol", "protocols", "protocole", "protocoles", "deal", "deals",
			"memorandum", "memoranda", "memorandums", "declaration", "truce", "treve", "ceasefire", "cease-fire", "cessez-le-feu", "cessation", "convention", "conventions", "roadmap", "contract", "contracts",
			"contrat", "contrats", "document", "documents", "text", "texts", "texte", "textes", "compromise", "compromis", "arrangement", "charter", "charte", "partnership", "partenariat", "plan") {
			return true
		}
	}
	return false
}

// metAlready reports whether a contact of the first two of some people has been told.
func (r *reader) metAlready(who []EntityID) bool {
	for i := range r.res.Assertions {
		if a := &r.res.Assertions[i]; a.Kind < RegularContact && hasParty(a, who[0]) && hasParty(a, who[1]) {
			return true
		}
	}
	return false
}
