package extract

// A programme tells contacts of whom the text is about without naming him: "Friday's programme
// provides for an audience with Y and a session with Z", "There will be talks with Y, followed by
// a dinner with Z", "The visit includes a call on Y". Each is one of his own.

// topicTalk is a noun of contact with whom it is.
type topicTalk struct{ noun, party int }

// topicTalks asserts the contacts of whom the text is about where its sentence names only those
// with whom he has them.
func (r *reader) topicTalks(s *sentence, found int) {
	if r.lastSubject == None {
		return
	}
	talks := s.talksWith()
	if len(talks) == 0 || !s.namesNobodyElse(talks) {
		return
	}
	opens, whose := s.opensTalks(talks[0].noun)
	if !opens {
		return
	}
	who := r.lastSubject
	if whose >= 0 {
		ids := r.peopleOf(s, []int{whose})
		if len(ids) != 1 {
			return
		}
		who = ids[0]
	} else if r.guest != None && r.guestAt == r.sentence-1 {
		who = r.guest
	}
	var all []EntityID
	for _, t := range talks {
		all = append(all, r.peopleOf(s, s.list(t.party, len(s.toks), -1))...)
	}
	if hasEntity(all, who) {
		return
	}
	if len(talks) > 1 {
		s.part(all, all)
	}
	lo := 0
	var status nounFrame
	for n, t := range talks {
		end := s.phrases[t.party].to
		if st, ok := r.nounStatus(s, t.noun, end); n == 0 {
			if !ok || st.hedged || st.status == Denied {
				return
			}
			status = st
		}
		hi := len(s.toks)
		if n+1 < len(talks) {
			hi = talks[n+1].noun
		}
		kind, _ := s.toks[t.noun].contactNoun()
		if kind == Call && at(s.toks, t.noun+1).is2("on", "upon") {
			kind = Meeting
		}
		r.frame(s, found, "contact/noun", framed{who: []EntityID{who}, others: r.peopleOf(s, s.list(t.party, len(s.toks), -1)),
			status: status.status, dir: status.dir, lo: lo, hi: hi, pivot: t.noun, kind: kind})
		lo = end
	}
	r.dropAmong(s, found, all)
}

// talksWith returns the nouns of contact of a sentence with the phrases of those with whom they are.
func (s *sentence) talksWith() (talks []topicTalk) {
	for _, n := range s.nouns {
		t := &s.toks[n]
		if _, ok := t.contactNoun(); !ok || t.given() || s.inVerb(n) && !at(s.toks, n-1).in(isArticle) {
			continue
		}
		i, between := s.partyOf(n)
		if t.is2("call", "calls") && at(s.toks, n+1).is2("on", "upon") {
			i = s.firstPhrase(n + 2)
			if i < len(s.phrases) && s.phrases[i].from > n+3 {
				return nil
			}
		}
		if i < 0 || i >= len(s.phrases) || between || len(s.phrases[i].people) == 0 || s.phrases[i].weak {
			continue
		}
		talks = append(talks, topicTalk{n, i})
	}
	return talks
}

// namesNobodyElse reports whether a sentence names, from its first noun of contact on, only those
// with whom the contacts are, so that none of them can be those of another.
func (s *sentence) namesNobodyElse(talks []topicTalk) bool {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < talks[0].noun || p.weak || len(p.people) == 0 && p.pronoun == "" {
			continue
		}
		with := false
		for _, t := range talks {
			for _, k := range s.list(t.party, len(s.toks), -1) {
				with = with || k == i
			}
		}
		if !with && (len(p.people) > 0 || p.prep == "") {
			return false
		}
	}
	return true
}

// opensTalks reports whether only a programme, a stay, a day or "there are" stand before the noun of
// contact at token n, and the phrase of him whose they are, -1 where none is named.
func (s *sentence) opensTalks(n int) (opens bool, whose int) {
	whose = -1
	told := n == 0
	for j := 0; j < n; j++ {
		t := &s.toks[j]
		if i := s.phraseFrom(j); i >= 0 && len(s.phrases[i].people) == 1 && whose < 0 && at(s.toks, s.phrases[i].to).is2("'s", "'") {
			whose, j = i, s.phrases[i].to
			continue
		}
		switch {
		case t.of(programmeWords), t.in(isTrip), t.isAny("day", "days", "stop", "leg", "afternoon", "morning", "evening", "there", "after", "following", "before"):
			told = true
		case t.isAny("includes", "include", "included", "features", "featured", "foresees", "foresaw", "provides", "provided", "lists", "listed", "contains", "comprises", "comprised", "figures", "figure", "consists", "begins", "began", "starts", "started", "opens", "opened", "ends", "ended", "come", "came", "is", "are", "was", "were", "will", "also", "given", "over", "to", "devoted", "reserved", "taken", "up", "by", "went", "long", "'s", "private", "working", "courtesy", "introductory", "two-day", "three-day", "four-day", "official", "one-on-one", "bilateral", "brief", "high-level", "further", "farewell"),
			t.in(isArticle | isAdjective | isAdverb | isThen), t.kind == number, s.inDate(j), t.isAny("for", "on", "of", "in", "with", "be"), t.is(",") && told:
		default:
			return false, -1
		}
	}
	return told || s.headsSentence(n), whose
}

// dropAmong takes away what another rule has made of those with whom somebody else has his contacts.
func (r *reader) dropAmong(s *sentence, found int, others []EntityID) {
	if len(others) < 2 {
		return
	}
	for m := len(r.res.Assertions) - 1; m >= found; m-- {
		a := &r.res.Assertions[m]
		if a.Kind >= HoldsRole || a.Quote != s.span || len(a.Participants) < 2 {
			continue
		}
		among := true
		for _, p := range a.Participants {
			among = among && hasEntity(others, p.Entity)
		}
		if among {
			r.res.Assertions = append(r.res.Assertions[:m], r.res.Assertions[m+1:]...)
			r.gathering, r.topical = -1, r.topical[:0]
		}
	}
}
