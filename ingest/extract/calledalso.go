package extract

import "strings"

// loadCalled reads called.txt: the words that a later sentence has for somebody, with parts of
// the functions that he may have been introduced with. The top diplomat of a country is its
// minister, an ambassador a diplomat, the heir to the throne the crown prince.
func (g *grammar) loadCalled() {
	for _, r := range rows(g.dir + "called.txt") {
		words, parts, ok := strings.Cut(r.text, ":")
		if !ok {
			r.bad()
		}
		var of []string
		for part := range strings.SplitSeq(parts, ",") {
			of = append(of, key(strings.TrimSpace(part)))
		}
		for w := range strings.SplitSeq(words, ",") {
			k := key(strings.TrimSpace(w))
			g.called[k] = append(g.called[k], of...)
		}
	}
}

// introduced is whom a title before the name gave a function or a rank.
type introduced struct {
	id EntityID
	as string // folded
}

// calledAlso returns whom "the minister", "le diplomate" of a later sentence means: of those
// named before it who hold a function of that sort the only one, or the one told of last. Who
// was called by the very word comes before those whose function is only of the sort.
func (r *reader) calledAlso(t *title, country EntityID, worded string) EntityID {
	parts := r.g.called[worded]
	if parts == nil || t.body != nil || t.modified {
		return None
	}
	minister := worded == "minister" || worded == "ministre"
	only, n, exact := None, 0, false
	consider := func(id EntityID, own string) {
		same := own == worded
		if id == only || exact && !same || !same && !hasAny(own, parts) || minister && leadsCabinet(own) || !r.namedBefore(id, t.from) || t.head.feminine && r.guess(id) == male {
			return
		}
		if same && !exact {
			only, n, exact = None, 0, true
		}
		if only == None || id == r.lastSubject {
			only = id
		}
		n++
	}
	for _, id := range r.roleOrder {
		role := r.roleOf[id]
		if country != None && (role.Country != None && role.Country != country || role.Country == None && r.foreign(id, country)) {
			continue
		}
		consider(id, r.people.key(role.Title))
	}
	for _, who := range r.ranked {
		if country == None || !r.foreign(who.id, country) {
			consider(who.id, who.as)
		}
	}
	if n > 1 && only != r.lastSubject {
		return None
	}
	return only
}

func hasAny(s string, parts []string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// leadsCabinet reports whether a function is that of a prime minister, whom nobody calls
// "the minister".
func leadsCabinet(title string) bool {
	return strings.Contains(title, "prime minister") || strings.HasPrefix(title, "premier ministre") || strings.HasPrefix(title, "premiere ministre")
}

// namedBefore reports whether somebody was named in a sentence before, or before a token of
// this one.
func (r *reader) namedBefore(id EntityID, limit int) bool {
	if hasEntity(r.seen, id) {
		return true
	}
	for i := range r.now.phrases {
		p := &r.now.phrases[i]
		for _, n := range p.people {
			if n.to <= limit && r.person(n.text) == id {
				return true
			}
		}
	}
	return false
}
