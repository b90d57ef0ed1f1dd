package extract

// guestApart asserts what a noun for a guest after a comma tells: "X s'envolera pour Rome, invité
// de Y", "X, hôte à Rome de Y, a dit".
func (r *reader) guestApart(s *sentence, found int) {
	if !s.in(isGuest) {
		return
	}
	for j := 2; j < len(s.toks); j++ {
		t := &s.toks[j]
		if !t.isAny("hote", "invite", "invitee") || !s.toks[j-1].is(",") {
			continue
		}
		of := s.guestOf(j) + 1
		if !at(s.toks, of).is4("de", "d'", "du", "des") {
			continue
		}
		hosts := r.humansOf(s, s.peopleFrom(of), nil)
		who := r.doer(s, s.sceneStart(j-1), j)
		if i := s.phraseEnding(j - 1); i >= 0 && len(s.phrases[i].people) == 1 && s.phrases[i].prep == "" {
			who = r.humansOf(s, []int{i}, nil)
		}
		if len(hosts) == 0 || len(who) != 1 || hasEntity(hosts, who[0]) {
			continue
		}
		f := framed{who: who, others: hosts, lo: 0, hi: len(s.toks), pivot: j}
		var ok bool
		if f.status, f.dir, ok = r.deed(s, 0, j); !ok {
			f.status, f.dir, ok = r.deed(s, of, len(s.toks))
		}
		if ok {
			r.frame(s, found, "contact/guest", f)
		}
		return
	}
}
