package extract

import "strings"

// alsoCalled lists words for those whom a text has introduced by another.
var alsoCalled = map[string][]string{
	"ambassador": {"envoy", "diplomat"}, "envoy": {"ambassador", "diplomat", "emissary"}, "representative": {"envoy", "diplomat", "ambassador"},
	"emissary": {"envoy"}, "adviser": {"aide", "official"},
	"ambassadeur": {"diplomate"}, "ambassadrice": {"diplomate"}, "representant": {"diplomate", "ambassadeur", "émissaire"},
	"envoye": {"émissaire", "diplomate"}, "emissaire": {"envoyé", "diplomate"}, "conseiller": {"émissaire"},
}

// nameToCome returns whom "its ambassador", "son ministre" means where a later sentence names
// the holder beside the bare word for the office: "The envoy, Awa Ndiaye, and", "Le ministre,
// Jean Bard, avait". None where the text names nobody so, or has named him before.
func (r *reader) nameToCome(t *title) EntityID {
	if r.now == nil || t.many() || t.head.mirror {
		return None
	}
	after := r.text[min(r.now.span.End, len(r.text)):]
	own := lastWord(r.people.key(t.head.singular))
	try := func(word string) EntityID {
		at := strings.Index(after, " "+word+", ")
		if at < 0 {
			return None
		}
		rest, name := after[at+len(word)+3:], ""
		for _, list := range r.people.bySurname {
			for _, p := range list {
				if len(p.text) > len(name) && strings.HasPrefix(rest, p.text) {
					name = p.text
				}
			}
		}
		if name == "" || r.namedAlready(r.people.key(name)) {
			return None
		}
		return r.person(name)
	}
	if id := try(own); id != None {
		return id
	}
	for _, word := range alsoCalled[own] {
		if id := try(word); id != None {
			return id
		}
	}
	return None
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// sentTo reports whether what a title names as its body is where its holder is accredited, and
// not whom he speaks for: "ambassador to the United Nations", "représentant auprès de l'UE".
func (t *title) sentTo(toks []token) bool {
	if t.body == nil {
		return false
	}
	for j := t.from; j < t.to && j < len(toks); j++ {
		if toks[j].is2("to", "aupres") {
			return true
		}
	}
	return false
}
