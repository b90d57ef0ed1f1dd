package extract

// cosigned asserts the meeting of several who sign something together on a day or at a
// place: "A, the minister of X, and B signed a truce in Pretoria on Friday".
func (r *reader) cosigned(s *sentence, _ int) {
	if s.severally() {
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
		r.addOf(a, who)
		return
	}
}

// signsSomething reports whether what is signed at token j is an agreement or the like, told after it or
// before "that": "the accord that A and B signed".
func (s *sentence) signsSomething(j int) bool {
	const reach = 12
	for k := j + 1; k < len(s.toks) && k < j+reach && !boundary(&s.toks[k]); k++ {
		if s.toks[k].isAgreement() {
			return true
		}
	}
	for k := j - 1; k > 0 && k > j-2*reach; k-- {
		if s.toks[k].isAny("that", "which", "que", "qu'") {
			return s.toks[k-1].isAgreement() || s.toks[k-1].is("statement")
		}
	}
	return false
}

// isAgreement reports whether a word names what is signed.
func (t *token) isAgreement() bool {
	return t.isAny("agreement", "agreements", "accord", "accords", "treaty", "treaties", "traite", "traites", "pact", "pacte", "protocol", "protocols", "protocole", "protocoles", "deal", "deals",
		"memorandum", "memoranda", "memorandums", "declaration", "truce", "treve", "ceasefire", "cease-fire", "cessez-le-feu", "cessation", "convention", "conventions", "roadmap", "contract", "contracts",
		"contrat", "contrats", "document", "documents", "text", "texts", "texte", "textes", "compromise", "compromis", "arrangement", "charter", "charte", "partnership", "partenariat", "plan")
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
