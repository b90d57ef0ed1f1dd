package extract

import "slices"

// boundary reports whether a token opens another clause.
func boundary(t *token) bool { return t.of(clauseWords) }

// demonstrative reads "that day", "that of X" as what they are: no clause opens there.
func demonstrative(toks []token) {
	for j := 0; j+1 < len(toks); j++ {
		if toks[j].fold == "that" && toks[j+1].isAny("day", "evening", "morning", "afternoon", "night", "week", "month", "year", "time", "of", "same", "meeting", "occasion") {
			toks[j].fold = "this"
			toks[j].classify()
			toks[j].said = nil
		}
	}
}

// clause returns the tokens [lo, hi) that belong to the k-th verb group.
func (s *sentence) clause(k int) (lo, hi int) {
	v := &s.verbs[k]
	switch {
	case v.bare:
		lo = v.from
	default:
		floor := 0
		if k > 0 {
			floor = s.verbs[k-1].to
		}
		for j := v.from - 1; j >= floor; j-- {
			if boundary(&s.toks[j]) || j == v.from-1 && s.toks[j].is3("et", "and", "puis") {
				lo = j + 1
				break
			}
		}
		if lo == 0 && k > 0 {
			lo = s.afterJoint(s.verbs[k-1].to, v.from)
		}
	}
	hi = len(s.toks)
	if k+1 < len(s.verbs) {
		next := &s.verbs[k+1]
		hi = next.from
		for j := next.from - 1; j >= v.to; j-- {
			if t := &s.toks[j]; boundary(t) || t.of(partingWords) {
				hi = j
				break
			}
		}
	}
	joint := -1
	for j := v.to; j < hi; j++ {
		t := &s.toks[j]
		if joint < 0 && !t.of(clauseTurns) {
			continue
		}
		switch {
		case t.is4(";", "tandis", "alors", "while"):
			hi = j
		case t.is2("et", "and") && at(s.toks, j-1).is(","):
			joint = j
		case joint >= 0 && j > joint+1 && (t.lex.have == preterite || t.lex.have == futureTense) && s.ownSubject(joint+1, j):
			hi = joint // ", et le visiteur a promis": another clause
		}
	}
	return lo, hi
}

// ownSubject reports whether a noun phrase that is no object stands among tokens [lo, hi):
// the subject of the verb that starts at hi.
func (s *sentence) ownSubject(lo, hi int) bool {
	i := s.phraseEnding(hi)
	return i >= 0 && s.phrases[i].from >= lo && s.phrases[i].prep == ""
}

// afterJoint returns where the clause of a verb at to starts after a verb that
// ended at from: after the last comma or "et" before its subject.
func (s *sentence) afterJoint(from, to int) int {
	start := to
	for i := range s.phrases {
		if p := &s.phrases[i]; p.to == to && p.from >= from {
			start = p.from
		}
	}
	for j := start - 1; j >= from; j-- {
		if s.toks[j].is3(",", "et", "and") {
			return j
		}
	}
	return from
}

// connected reports whether tokens [from, to) only join two items of a list.
func (s *sentence) connected(from, to int, byComma bool) bool {
	if to-from > 5 && !s.thatOf(from, to) || from > to {
		return false
	}
	joined := byComma
	for j := from; j < to; j++ {
		switch t := &s.toks[j]; {
		case t.of(joiningWords):
			joined = true
		case t.is4("leur", "their", "son", "his") && at(s.toks, j+1).in(isGuest):
		case t.in(isGuest), t.of(followedWords):
		case t.is2("after", "apres") || t.isAny("him", "her", "them", "lui", "elle", "eux"):
		case t.is("of") && j > from && s.toks[j-1].is("and"): // "under the eyes of X and of Y"
		case t.is("to") && (j == from && byComma || j > from && s.toks[j-1].is2("and", ",")): // "spoke to X, to Y and to Z"
		case t.is2("celui", "celle") || s.thatOf(from, j+1) && (t.cap || t.in(isArticle|isOf)): // "puis celui de France, X"
		case t.is2("ses", "leurs") && j > from && s.toks[j-1].is("et"), (t.lex.unit > 1 || t.kind == number) && j > from && s.toks[j-1].is2("ses", "leurs"):
			// "X et ses douze collègues"
		case t.demonym(): // "ses homologues iranien, X, et jordanien, Y"
		case t.of(linkWords):
		default:
			return false
		}
	}
	return joined
}

// thatOf reports whether "celui de" or "celle de" opens a part of tokens [from, to): "l'ambassadeur
// d'Irlande, X, et celui de France, Y".
func (s *sentence) thatOf(from, to int) bool {
	const longest = 9
	for j := max(0, from); j < to && to-from <= longest; j++ {
		if s.toks[j].is2("celui", "celle") && at(s.toks, j+1).isAny("de", "d'", "du", "des") {
			return true
		}
	}
	return false
}

// demonym reports whether a word is the adjective of a country.
func (t *token) demonym() bool {
	for i := range t.lex.entries {
		if e := &t.lex.entries[i]; e.kind == lexDemonym && e.size() == 1 {
			return true
		}
	}
	return false
}

// list returns the indexes of the phrases of a list that starts with phrase i
// and lies before token limit. A phrase that is the subject of a later verb is
// no part of it, unless that verb starts at token own.
func (s *sentence) list(i, limit, own int) []int {
	all, start := &s.mem.lists, len(s.mem.lists)
	*all = append(*all, i)
	end := start + 1 // behind the last item that the list is known to go on to
	those := false
	to, comma := s.phrases[i].to, s.phrases[i].comma
	for j := i + 1; j < len(s.phrases); j++ {
		p := &s.phrases[j]
		if past := s.pastAside(to); past > to {
			if p.from < past {
				continue // within what is told of the one before
			}
			to, comma = past, false
		}
		if p.entry != nil && at(s.toks, p.from-1).is("(") && p.from-1 == to && at(s.toks, p.to).is(")") {
			to = p.to + 1 // "X (Kenya) et Y"
			continue
		}
		if q := &s.phrases[j-1]; p.entry != nil && len(p.people) == 0 && p.title == nil && len(q.people) == 1 && q.to == to && !comma && p.from <= to+2 && (p.prep == "of" || p.prep == "de" || p.prep == "d'") {
			to, comma = p.to, p.comma // "X of the Democratic Republic of Congo and Y"
			continue
		}
		if (p.entry != nil || p.body != nil) && s.thatOf(p.from-3, p.to) && j+1 < len(s.phrases) && len(s.phrases[j+1].people) > 0 && s.phrases[j+1].from <= p.to+1 {
			for k := to; k < p.from; k++ {
				those = those || s.toks[k].is3("et", "puis", "enfin")
			}
			to, comma = p.to, p.comma // "puis celui de France, X"
			continue
		}
		if q := &s.phrases[j-1]; s.inApposition(p, to, comma || len(q.people) > 0 && s.apposed(q)) {
			to, comma = p.to, false // "X, adviser to Y, and Z"
			continue
		}
		if s.asWhat(p) {
			to, comma = p.to, p.comma
			continue
		}
		if s.servesHim(j) && s.phrases[j-1].to == to {
			to, comma = p.to, p.comma
			continue
		}
		if s.furtherOffice(&s.phrases[j-1], p, to, comma) {
			to, comma = p.to, p.comma
			continue
		}
		later := s.followedBy(to, p.from)
		if p.from >= limit || p.pronoun != "" || !later && !s.connected(to, p.from, comma) ||
			s.subjectOfVerb(p) && p.to != own && !(len(*all) == start+1 && wantsTwo(s.phrases[i].prep)) {
			break
		}
		*all = append(*all, j)
		if those || later {
			end, those = len(*all), false
		}
		for j := to; j < p.from; j++ {
			if t := &s.toks[j]; t.isAny("et", "and", "ainsi", "puis", "enfin", "well", "followed", "suivi", "suivie", "suivis") {
				end = len(*all)
			}
		}
		to, comma = p.to, p.comma
	}
	*all = (*all)[:end] // "A, B" without "et" is no list: B opens another clause
	return (*all)[start:end:end]
}

// wantsTwo reports whether a preposition marks two parties at least: "aucun entretien n'a eu lieu
// entre X et Y, ambassadeur à Lima, a assuré le ministère".
func wantsTwo(prep string) bool { return prep == "entre" || prep == "between" }

// followedBy reports whether tokens [from, to) go on with whoever comes after in time: ", then
// with X", "and, an hour later, X", "and later on Tuesday with X".
func (s *sentence) followedBy(from, to int) bool {
	const longest = 12
	if to-from < 2 || to-from > longest || !s.toks[from].isAny(",", "and", "then", "on", "in", "at") && !s.inDate(from) {
		return false
	}
	later := false
	for j := from; j < to; j++ {
		t := &s.toks[j]
		switch {
		case t.cap && s.toks[j-1].is2("in", "at"): // "in Lima on Tuesday, then with X"
		case t.isAny("then", "later", "subsequently", "afterwards", "finally", "morning", "noon", "afternoon", "evening", "night"):
			later = true
		case !s.inDate(j) && !t.isAny(",", "and", "an", "a", "few", "hour", "hours", "minutes", "with", "to", "by", "on", "half", "two", "three", "the", "in", "at", "late", "towards", "toward", "before"):
			return false
		}
	}
	return later
}

// inTurn reports whether words among tokens [from, to) tell that those named there were met
// one after another.
func (s *sentence) inTurn(from, to int) bool {
	for j := from; j < to && j < len(s.toks); j++ {
		if s.toks[j].isAny("then", "later", "subsequently", "afterwards", "separately") || s.toks[j].is("turn") && at(s.toks, j-1).is("in") {
			return true
		}
	}
	return false
}

// pastTurns returns the token after what tells between commas, from token j on, that somebody did
// something to several by turns: "rang, one after the other, A, B and C".
func (s *sentence) pastTurns(j int) int {
	const longest = 8
	if !at(s.toks, j).is(",") {
		return j
	}
	turns := false
	for k := j + 1; k < len(s.toks) && k < j+longest; k++ {
		switch t := &s.toks[k]; {
		case t.is(","):
			if turns {
				return k + 1
			}
			return j
		case t.isAny("turn", "succession", "separately", "another", "other", "one", "individually", "successively", "row", "tour", "suite", "successivement", "separement", "autres", "autre", "file"):
			turns = true
		case t.cap || s.verbFrom[k]:
			return j
		}
	}
	return j
}

// inApposition reports whether a phrase is the complement of a function in apposition to a
// name that ends at token to, after which the list goes on.
func (s *sentence) inApposition(p *phrase, to int, comma bool) bool {
	const longest = 8
	if p.prep != "to" && p.prep != "of" && p.prep != "de" && p.prep != "d'" || p.from-to > longest || !comma && !at(s.toks, to).is(",") {
		return false
	}
	if !at(s.toks, p.to).is(",") && !p.comma || !at(s.toks, p.to).is2("and", "et") && !at(s.toks, p.to+1).is2("and", "et") {
		return false
	}
	for j := to; j < p.from; j++ {
		if s.verbFrom[j] || boundary(&s.toks[j]) || s.toks[j].is2("and", "et") {
			return false
		}
	}
	return true
}

// servesHim reports whether phrase i is the complement of the function in apposition to the name before it: "X,
// envoyé spécial du président Y, a dit".
func (s *sentence) servesHim(i int) bool {
	if i == 0 {
		return false
	}
	p, q := &s.phrases[i], &s.phrases[i-1]
	return len(q.people) == 1 && len(p.people) > 0 && p.from-q.to < 2 && (p.prep == "de" || p.prep == "d'" || p.prep == "of") && s.apposed(q)
}

// furtherOffice reports whether a phrase after "and" goes on with the apposition of the one before it, which
// ends at token to: "X, Ghana's president and the chairman of the African Union", "X and Y, the heads of the
// Commission and the Council".
func (s *sentence) furtherOffice(before, p *phrase, to int, comma bool) bool {
	if comma || len(p.people) > 0 || p.pronoun != "" || before.to != to || len(before.people) == 0 || !at(s.toks, to).is2("and", "et") || !s.apposed(before) {
		return false
	}
	for j := to + 1; j < p.from; j++ {
		if !s.toks[j].in(isArticle | isOf) {
			return false
		}
	}
	if p.title != nil {
		return len(before.people) == 1 && !p.title.many() && !p.title.head.mirror && (p.title.det == "the" || p.title.det == "")
	}
	return (p.body != nil || p.entry != nil && p.entry.kind != lexCountry) && before.title != nil && before.title.body != nil && before.title.many()
}

// listBefore returns the phrases of a list that ends with phrase i, as
// "A, B et C" before a verb.
func (s *sentence) listBefore(i int) []int {
	all, start := &s.mem.lists, len(s.mem.lists)
	*all = append(*all, i)
	and := false
	for j := i; j > 0; j-- {
		prev, p := &s.phrases[j-1], &s.phrases[j]
		joint := s.toks[prev.to:max(prev.to, p.from)]
		if at(s.toks, p.from-1).is2("and", "et") && at(s.toks, p.from-2).is(",") {
			if k := s.beforeAside(j); k >= 0 { // "X, who had brokered it, and Y"
				*all = append(*all, k)
				j = k + 1
				and = true
				continue
			}
		}
		if k := s.apposedTo(j - 1); k >= 0 && s.connected(prev.to, p.from, prev.comma) && at(s.toks, p.from-1).is2("et", "and") {
			*all = append(*all, k) // "X, conseiller du Premier ministre turc, et Y"
			j = k + 1
			and = true
			continue
		}
		if len(joint) == 0 && !prev.comma || !s.connected(prev.to, p.from, prev.comma) || prev.prep != "" && prev.prep != "after" && prev.prep != "before" {
			break
		}
		if k := s.antecedent(j - 1); k >= 0 { // "X, who chairs the Senate, and Y"
			*all = append(*all, k)
			j = k + 1
			and = true
			continue
		}
		for _, t := range joint {
			and = and || t.is3("et", "and", "ainsi")
		}
		if !and {
			break
		}
		*all = append(*all, j-1)
	}
	out := slices.Clip((*all)[start:])
	slices.Reverse(out)
	return out
}

// apposedTo returns the phrase of one person in apposition to whom the complement of a function
// stands that is phrase i, -1 where it is none: "X, conseiller du Premier ministre turc,".
func (s *sentence) apposedTo(i int) int {
	const longest = 12
	p := &s.phrases[i]
	if i == 0 || len(p.people) > 0 || p.prep != "de" && p.prep != "d'" || !p.comma && !at(s.toks, p.to).is(",") {
		return -1
	}
	k := i - 1
	for k > 0 && len(s.phrases[k].people) == 0 && s.phrases[k].prep != "" {
		k--
	}
	q := &s.phrases[k]
	if len(q.people) != 1 || q.prep != "" || p.from-q.people[0].to > longest || !at(s.toks, q.people[0].to).is(",") {
		return -1
	}
	for j := q.people[0].to; j < p.from; j++ {
		if s.verbFrom[j] || boundary(&s.toks[j]) {
			return -1
		}
	}
	return k
}

// antecedent returns the phrase of one person whose relative clause holds phrase i, -1
// where it stands in none.
func (s *sentence) antecedent(i int) int {
	const reach = 8 // tokens of a short relative clause
	if len(s.phrases[i].people) > 0 {
		return -1
	}
	for j := s.phrases[i].from - 1; j > 0 && j > s.phrases[i].from-reach; j-- {
		if !s.toks[j].is2("qui", "who") {
			continue
		}
		end := j
		if s.toks[end-1].is(",") && s.phraseEnding(end) < 0 {
			end--
		}
		if k := s.phraseEnding(end); k >= 0 && len(s.phrases[k].people) == 1 {
			return k
		}
		return -1
	}
	return -1
}

// subject returns the indexes of the phrases that are the subject of a verb
// group: those right before it, before an insertion, or before "qui".
func (r *reader) subject(s *sentence, k int) []int { return r.subjectAt(s, s.verbs[k].from, k) }

// subjectAt returns the subject of a verb that starts at a token; k is its verb
// group, -1 for a verb that is none.
func (r *reader) subjectAt(s *sentence, end, k int) []int {
	const maxSteps = 64 // tokens and insertions between a subject and its verb
	relative := false   // past "qui": whatever stands before it is its antecedent
	if end > 1 && s.toks[end-1].is3("all", "both", "each") && s.phraseEnding(end-1) >= 0 {
		end-- // "X, Y and Z all attended"
	}
	for n := 0; end > 0 && n < maxSteps; n++ {
		if i := s.phraseEnding(end); i >= 0 {
			p := &s.phrases[i]
			if relative && len(p.people) == 1 {
				return []int{i}
			}
			led := p.from > 1 && len(p.people) > 0 && s.leadWord(p.from)
			conjunct := n == 0 && !r.g.romance && (p.prep == "after" || p.prep == "before") // "after X had met Y"
			if p.prep != "" && !conjunct && p.pronoun != "he" && p.pronoun != "she" && p.pronoun != "il" && p.pronoun != "elle" && !led && !(p.prep == "de" && s.toks[p.from].is("des") && (p.from == 0 || !s.toks[p.from-1].cap && s.toks[p.from-1].kind == punct)) {
				if s.servesHim(i) {
					return s.listBefore(i - 1)
				}
				if end = s.beforeInsertion(end); end < 0 {
					return nil
				}
				continue
			}
			if led {
				return []int{i} // "lawmakers from A, B and C, headed by X,"
			}
			return s.listBefore(i)
		}
		if i := s.nameEnding(end); i >= 0 && r.g.romance {
			return s.listBefore(i)
		}
		t := &s.toks[end-1]
		switch {
		case t.is2("qui", "who"):
			end--
			relative = true
			if end > 0 && s.toks[end-1].is(",") && s.phraseEnding(end) < 0 {
				end--
			}
		case t.is(","):
			if i := s.phraseEnding(end - 1); i >= 0 && len(s.phrases[i].people) > 0 && s.leadWord(s.phrases[i].from) {
				return []int{i}
			}
			if list := s.membersBefore(end - 1); len(list) > 1 {
				return list
			}
			if end = s.beforeInsertion(end); end < 0 {
				return nil
			}
		case t.is3("et", "and", "puis") && k > 0 && !s.verbs[k-1].bare:
			return r.subject(s, k-1)
		default:
			if from := r.adjunct(s, end); from < end {
				end = from
				continue
			}
			if may, _ := r.g.inside(t); !may {
				return nil
			}
			end--
		}
	}
	return nil
}

// adjunct returns where a date or place that ends before token end starts, with
// its preposition; end where there is none: "X on Tuesday in Oslo met Y".
func (r *reader) adjunct(s *sentence, end int) int {
	for _, d := range s.dates {
		if d.to == end {
			if d.from > 0 && s.toks[d.from-1].isAny("on", "le", "ce", "de", "last", "late", "early", "this") {
				return d.from - 1
			}
			return d.from
		}
	}
	const longest = 5 // tokens of a place with its preposition
	for j := end - 1; j >= 0 && j >= end-longest; j-- {
		t := &s.toks[j]
		if t.isAny("à", "au", "en", "in", "at") {
			if id, _ := r.placeAt(s, j, end); id != None {
				return j
			}
			return end
		}
		if !t.cap && !t.is4("la", "l'", "le", "the") {
			return end
		}
	}
	return end
}

// beforeInsertion steps back over ", en visite à X," that ends at end, and
// returns the token before its first comma, or -1.
func (s *sentence) beforeInsertion(end int) int {
	const longest = 24 // tokens of an insertion
	last := end - 1
	if last < 0 || !s.toks[last].is(",") {
		return -1
	}
	for j := last - 1; j > 0 && j > last-longest; j-- {
		if s.toks[j].is(",") {
			return j
		}
	}
	return -1
}

// nameEnding returns the phrase of one person whose name ends at a token and whose apposition
// goes on after it, -1 where there is none: "X" of "X, conseiller du ministre Y, dément".
func (s *sentence) nameEnding(end int) int {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from >= end {
			break
		}
		if p.to > end && s.toks[end].is(",") && len(p.people) == 1 && p.people[0].to == end && p.prep == "" {
			return i
		}
	}
	return -1
}

func (s *sentence) phraseEnding(end int) int {
	if end < 0 || end >= len(s.ends) {
		return -1
	}
	return int(s.ends[end]) - 1
}

// within reports whether a token lies in a noun phrase.
func (s *sentence) within(j int) bool {
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from <= j && j < p.to && p.entry == nil && !p.weak {
			return true
		}
	}
	return false
}
