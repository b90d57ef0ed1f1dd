package extract

import "strings"

// calledAlso lists, by the word that a later sentence has for somebody, parts of the
// functions that he may have been introduced with: the top diplomat of a country is its
// minister, an ambassador a diplomat.
var calledAlso = map[string][]string{
	"minister":  {"minister", "top diplomat", "chief diplomat", "foreign secretary"},
	"ministre":  {"ministre", "chef de la diplomatie", "cheffe de la diplomatie"},
	"diplomat":  {"ambassador", "envoy", "representative", "charge d'affaires", "consul", "top diplomat", "foreign minister"},
	"diplomate": {"ambassadeur", "ambassadrice", "envoye", "envoyee", "representant", "representante", "charge d'affaires", "consul", "chef de la diplomatie", "cheffe de la diplomatie"},
	"envoy":     {"envoy", "emissary", "special representative", "mediator"},
	"emissary":  {"envoy", "emissary", "special representative"},
	"emissaire": {"envoye", "envoyee", "emissaire", "representant special"},
	"envoye":    {"envoye", "emissaire", "representant special"},
	"mediator":  {"mediator", "envoy"},
	"mediateur": {"mediateur", "envoye"},

	"heir to the throne": {"crown prince", "crown princess"},
	"heir":               {"crown prince", "crown princess"},
	"monarch":            {"king", "queen", "emir", "sultan", "emperor"},
	"sovereign":          {"king", "queen", "emir", "sultan", "emperor"},
	"ruler":              {"king", "emir", "sultan", "crown prince"},
	"prelate":            {"cardinal", "archbishop", "bishop", "nuncio", "patriarch", "metropolitan"},
	"parliamentarian":    {"speaker", "senator", "lawmaker", "member of parliament"},
	"soldier":            {"general", "colonel", "admiral"},
}

// calledAlso returns whom "the minister", "le diplomate" of a later sentence means: of those
// named before it who hold a function of that sort the only one, or the one told of last.
func (r *reader) calledAlso(t *title, country EntityID, worded string) EntityID {
	parts := calledAlso[worded]
	if parts == nil || t.body != nil || t.modified {
		return None
	}
	only, n := None, 0
	for _, id := range r.roleOrder {
		role := r.roleOf[id]
		own := r.people.key(role.Title)
		if country != None && (role.Country != None && role.Country != country || role.Country == None && r.foreign(id, country)) {
			continue
		}
		if !hasAny(own, parts) || (worded == "minister" || worded == "ministre") && leadsCabinet(own) || !r.namedBefore(id, t.from) {
			continue
		}
		if id == r.lastSubject {
			return id
		}
		only, n = id, n+1
	}
	if n != 1 {
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
