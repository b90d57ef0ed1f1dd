package extract

// A delegation is told of by its leader: "X led the delegation" names after the contact who
// was in it, "the minister met the group", "la mission a été reçue par" mean its leader.

const leadMemory = 3 // sentences in which "the group" means the delegation told of

// copulaBetween reports whether a form of "be" stands among tokens (lo, hi).
func (s *sentence) copulaBetween(lo, hi int) bool {
	for j := lo + 1; j < hi; j++ {
		if s.toks[j].lex.be != noTense || s.toks[j].helps(helpsPassive) {
			return true
		}
	}
	return false
}

// groupTold reports whether the noun for several people at token j means those told of: it
// has a definite article and nothing that tells whose group it is.
func (s *sentence) groupTold(j int) bool {
	return j > 1 && s.toks[j-1].isAny("the", "this", "la", "le", "cette", "l'", "les", "these", "ces", "their") && !at(s.toks, j+1).isAny("of", "de", "du", "d'", "des", "from") && !s.toks[j].cap ||
		j == 1 && s.toks[0].isAny("the", "this", "la", "le", "cette", "l'", "les", "these", "ces") && !at(s.toks, 2).isAny("of", "de", "du", "d'", "des", "from")
}

// ledGroupAt returns the leader of the delegation where "the group", "la mission" starts at
// token j or "it" stands there; None where none was told of just before.
func (r *reader) ledGroupAt(s *sentence, j int) EntityID {
	if r.leader == None || r.leaderAt == 0 || r.sentence-r.leaderAt > leadMemory || j < 0 || j >= len(s.toks) {
		return None
	}
	if s.toks[j].is("it") && r.leaderAt == r.sentence-1 || at(s.toks, j+1).of(groupWords) && s.groupTold(j+1) {
		return r.leader
	}
	return None
}

// groupSubject returns the leader of the group that is the subject of a verb.
func (r *reader) groupSubject(s *sentence, v *group) EntityID {
	const reach = 4
	for j := v.from - 1; j >= 0 && j > v.from-reach; j-- {
		if id := r.ledGroupAt(s, j); id != None {
			return id
		}
		if t := &s.toks[j]; !t.in(isAdverb|isThen) && !t.of(groupWords) {
			return None
		}
	}
	return None
}

// manySide returns those of several people told of last who met the same one person each, as
// a delegation does: "they" went on without him. Nil where they did not.
func (r *reader) manySide(all []EntityID) []EntityID {
	if len(all) < 3 || r.lastTold() == nil {
		return nil
	}
	if n := len(all) - 1; len(r.topical) == 1 && (n > 2 || r.listedFirst()) && n < len(r.lists) && len(r.lists[n]) == n {
		for _, id := range r.lists[n] {
			if !hasEntity(all, id) {
				return nil
			}
		}
		return r.lists[n] // "four leaders, A, B, C and D, pleaded before X. They"
	}
	one := r.commonParty()
	if one == None {
		return nil
	}
	var out []EntityID
	for _, id := range all {
		if id != one {
			out = append(out, id)
		}
	}
	return out
}

// commonParty returns the only one who is in each of the contacts told last, or who is alone
// on his side in the only one, None where there is none.
func (r *reader) commonParty() EntityID {
	first := &r.res.Assertions[r.topical[0]]
	one, n := None, 0
	for _, p := range first.Participants {
		in, mates := true, 0
		for _, i := range r.topical[1:] {
			in = in && hasParty(&r.res.Assertions[i], p.Entity)
		}
		for _, q := range first.Participants {
			if q.Side == p.Side {
				mates++
			}
		}
		if in && p.Side != 0 && (len(r.topical) > 1 || mates == 1) {
			one, n = p.Entity, n+1
		}
	}
	if n != 1 {
		return None
	}
	return one
}

// listedFirst reports whether the contact told last opens with the two whom the sentences
// listed together last.
func (r *reader) listedFirst() bool {
	who, list := r.lastTold().Participants, r.lists[2]
	return len(list) == 2 && len(who) == 3 && who[0].Entity == list[0] && who[1].Entity == list[1]
}

// sameOnes is the count of "the same leaders": those who did together what was told last.
const sameOnes = -1

// sameAt returns where "the same African leaders", "les mêmes dirigeants" that starts at
// toks[i] ends, 0 where nothing of the kind does.
func (g *grammar) sameAt(toks []token, i int) int {
	const reach = 4
	if !toks[i].is4("the", "these", "les", "ces") || !at(toks, i+1).is2("same", "memes") {
		return 0
	}
	for j := i + 2; j < len(toks) && j < i+reach+1; j++ {
		if h, n := headAt(toks, j); n > 0 && h.plural {
			return j + n
		}
		if toks[j].in(isPeople) || toks[j].of(groupWords) && toks[j].fold[len(toks[j].fold)-1] == 's' {
			return j + 1
		}
		if toks[j].kind != word {
			return 0
		}
	}
	return 0
}
