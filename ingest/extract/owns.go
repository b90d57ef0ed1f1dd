package extract

// ownsContact reports whether a contact belongs to the capitals at toks[i], which then are no
// place: "in X Y's exchange with".
func ownsContact(toks []token, i int) bool {
	for i < len(toks) && toks[i].cap {
		i++
	}
	if !at(toks, i).is2("'s", "'") {
		return false
	}
	for j := i + 1; j < i+4 && j < len(toks) && toks[j].kind == word; j++ {
		if toks[j].lex.noun.contact {
			return true
		}
	}
	return false
}

// demonym reports whether a folded word is the adjective of a country.
func (g *grammar) demonym(word string) bool {
	x := g.split.vocabulary.find(word)
	if x == nil {
		return false
	}
	for i := range x.entries {
		if e := &x.entries[i]; e.kind == lexDemonym && e.size() == 1 {
			return true
		}
	}
	return false
}
