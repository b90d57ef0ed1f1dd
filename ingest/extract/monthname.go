package extract

// monthNames makes names of the capitals of a sentence that are written like a month but
// end or open the name of a person: "Prime Minister Theresa May told", "Avril Haines".
// Once somebody is named so, a month alone that no day, year or preposition stands beside
// is his too: "May said".
func (r *reader) monthNames(toks []token) {
	for i := range toks {
		t := &toks[i]
		if t.lex.month == 0 || !t.cap {
			continue
		}
		before, after := at(toks, i-1), at(toks, i+1)
		switch {
		case after.kind == number || after.is(",") && at(toks, i+2).kind == number || before.kind == number:
			continue
		case i > 0 && before.cap && before.kind == word && (givenName(before) || len(before.lex.entries) == 0 && before.lex == nothing && endsTitle(toks, i-1)):
			r.mayName = t.fold
		case r.g.romance && i > 0 && after.cap && after.kind == word && len(after.lex.entries) == 0 && !before.in(isPlacePreposition):
		case r.mayName == t.fold && !before.in(isPreposition|isPlacePreposition|isOf) && !before.isAny("since", "last", "next", "this", "early", "late", "mid", "until", "by"):
		default:
			continue
		}
		t.lex, t.forms, t.said = nothing, nil, nil
		t.classify()
	}
}

// endsTitle reports whether a function stands right before the word at token i.
func endsTitle(toks []token, i int) bool {
	for from := max(0, i-3); from < i; from++ {
		if _, n := headAt(toks, from); n > 0 && from+n == i {
			return true
		}
	}
	return false
}
