package extract

import "strings"

// Places and things that are listed for what they are not, people: towns.txt by country, and
// named.txt, regions and things. A name of the latter two only stands in the way of a person's;
// a region is a place as well, but yields to a town as a country does.

// addGazetteer reads towns.txt and named.txt.
func (x *lexicon) addGazetteer() {
	for _, r := range rows("towns.txt") {
		code, list, ok := strings.Cut(r.text, "  ")
		if !ok || len(code) != 2 {
			r.bad()
		}
		x.addListed(r, code, list, lexPlace)
	}
	for _, r := range rows("named.txt") {
		sort, list, _ := strings.Cut(r.text, ":")
		kind, ok := map[string]lexKind{"region": lexRegion, "thing": lexThing}[sort]
		if !ok {
			r.bad()
		}
		x.addListed(r, "", list, kind)
	}
}

// addListed reads "Name, English = French", of a country or of none.
func (x *lexicon) addListed(r row, code, list string, kind lexKind) {
	for item := range strings.SplitSeq(list, ",") {
		english, french, differ := strings.Cut(strings.TrimSpace(item), " = ")
		names := [...]Name{{english, English}, {english, French}}
		if differ {
			names[1].Text = french
		}
		e := lexEntry{kind: kind, id: x.id(english), names: x.prefer(names[:])}
		if code != "" {
			*x.g.lands.at(e.id) = codeOf(r, code)
		}
		x.add(english, e)
		if differ {
			x.add(french, e)
		}
	}
}

// namedAt returns the region or thing whose name starts at toks[i], and its number of tokens.
func namedAt(toks []token, i int) (*lexEntry, int) {
	if i >= len(toks) || len(toks[i].lex.named) == 0 || !toks[i].cap {
		return nil, 0
	}
	return longestEntry(toks[i].lex.named, toks, i)
}
