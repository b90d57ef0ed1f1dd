package extract

// Names of places, forces and events are no people's: "Urugwiro Village", "Central Asia",
// "Cyclone Nargis". The vocabulary knows what opens them (thing-first) and what ends them
// (thing-last).

// namesThing reports whether the words of tokens [from, to) name no person.
func namesThing(toks []token, from, to int) bool {
	return toks[from].in(isThingFirst) || toks[to-1].in(isThingLast) || toks[to-1].is2("one", "two") && to-from > 1
}

// opensThing reports whether a token belongs to the name of a thing that it or the one
// before it opens, or is all of it.
func opensThing(toks []token, i int) bool {
	return toks[i].in(isThingFirst) || i > 0 && toks[i-1].cap && toks[i-1].in(isThingFirst) || toks[i].in(isThingLast) && !at(toks, i+1).cap
}
