package extract

// toldLater fills in the place and day that a sentence without a contact of its own
// states for the one told before it: "Gaza a dominé leurs discussions à Paris", "the
// meeting was in a hotel in Goma". What had only been taken from the dateline yields.
func (r *reader) toldLater(s *sentence, found int) {
	const reach = 8 // tokens between the noun and its place
	last := r.lastTold()
	if last == nil || len(r.res.Assertions) > found || remote(last.Kind) || len(last.Participants) < 2 || !r.topicalHere() {
		return
	}
	n := s.goesBackTo()
	if n < 0 {
		return
	}
	place := r.placeIn(s, n, min(len(s.toks), s.clauseAfter(n, reach)), n)
	if place == None && s.tellsSetting() {
		place = r.lastPlace(s, len(s.toks))
	}
	day := Date{}
	if last.Status == Occurred {
		day = r.dateIn(s, n, min(len(s.toks), s.clauseAfter(n, reach)), n, past)
	}
	for _, i := range r.topical {
		if a := &r.res.Assertions[i]; a.Status == last.Status && a.Date.IsZero() && !day.IsZero() {
			a.Date = day
			if a.Quote != s.span {
				a.Support = append(a.Support, s.span)
			}
		}
	}
	if place == None {
		return
	}
	for _, i := range r.topical {
		if a := &r.res.Assertions[i]; a.Status == last.Status && (a.Place == None || a.assumed) && !remote(a.Kind) {
			a.Place, a.assumed = place, false
			if a.Quote != s.span {
				a.Support = append(a.Support, s.span)
			}
		}
	}
}

// clauseAfter returns the end of the words behind token n: the sign after the next few.
func (s *sentence) clauseAfter(n, reach int) int {
	end := n + reach
	for end < len(s.toks) && s.toks[end].kind == word && end < n+2*reach {
		end++
	}
	return end
}

// topicalHere reports whether the contact told last is of this paragraph or the one before.
func (r *reader) topicalHere() bool { return r.block-r.topicalAt <= 1 }

// goesBackTo returns the noun by which a sentence goes back to a contact told before:
// "leurs discussions", "the meeting", "l'échange"; -1 where there is none.
func (s *sentence) goesBackTo() int {
	for _, n := range s.nouns {
		t := &s.toks[n]
		if !t.lex.noun.contact || t.lex.noun.summit || s.verbFrom[n] || s.pressConference(n) || at(s.toks, n+1).is4("avec", "with", "entre", "between") {
			continue
		}
		for j := max(0, n-2); j < n; j++ {
			if t := at(s.toks, j+1); t.isAny("last", "previous", "earlier", "first", "next", "derniere", "dernier", "precedente", "precedent", "premiere", "premier", "prochaine", "prochain") {
				break
			}
			if s.toks[j].is3("leur", "leurs", "their") || j == n-1 && t.lex.noun.before && s.toks[j].isAny("la", "l'", "cet", "cette", "the", "this") && j < 3 {
				return n
			}
		}
	}
	return -1
}

// tellsSetting reports whether a sentence says that something was the setting of another.
func (s *sentence) tellsSetting() bool {
	for j := range s.toks {
		if s.toks[j].isAny("cadre", "theatre", "decor", "setting", "venue", "lieu", "backdrop") {
			return true
		}
	}
	return false
}
