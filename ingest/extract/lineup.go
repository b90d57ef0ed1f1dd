package extract

// How somebody stands in a sentence: by name, by what refers to him, or as the one
// whom the text is about although the sentence does not speak of him.

// manner is how a sentence refers to somebody.
type manner byte

const (
	byName    manner = 'n'
	byPronoun manner = 'p'
	byTitle   manner = 't' // by function alone: "le ministre"
	byClitic  manner = 'c' // "l'a reçu"
	byContext manner = 'x' // not at all: the one whom the text is about
)

// standing is somebody in a sentence.
type standing struct {
	id       EntityID
	from, to int // tokens; of a clitic, where its verb starts
	how      manner
	phrase   *phrase // nil for clitics and context
	list     int     // the phrases of one list have the same
	speaks   bool    // for others, see reader.speaksFor
	place    int     // among those whose contacts are weighed
	home     string  // see homeland
	office   string  // in its usual wording, "" where the text tells none
	settled  bool    // home and office are filled in
}

// lineup returns the people whom a sentence names or refers to, in its order, each
// once.
func (r *reader) lineup(s *sentence, out []standing) []standing {
	list := 0
	for i := range s.phrases {
		p := &s.phrases[i]
		if i > 0 && !s.connected(s.phrases[i-1].to, p.from, s.phrases[i-1].comma) {
			list++
		}
		at := standing{from: p.from, to: p.to, phrase: p, list: list}
		switch {
		case p.weak && !s.subjectOfVerb(p):
		case len(p.people) > 0:
			at.how = byName
			for _, n := range p.people {
				out = r.enter(out, at, r.person(n.text))
			}
		case p.pronoun != "" && p.title == nil:
			at.how = byPronoun
			for _, id := range r.partiesIn(s, i) {
				out = r.enter(out, at, id)
			}
		case p.title != nil && !p.title.many():
			at.how = byTitle
			out = r.enter(out, at, r.holder(p.title))
		}
	}
	for k := range s.verbs {
		if v := &s.verbs[k]; v.object != "" || v.clitic != "" {
			list++
			out = r.enter(out, standing{from: v.from, to: v.from, how: byClitic, list: list}, r.another(s, v.from, false, r.idsOf(out)))
		}
	}
	return out
}

// enter adds a person who is not in the lineup yet.
func (r *reader) enter(out []standing, at standing, id EntityID) []standing {
	if id == None || r.res.Entities[id].Kind != Person || isIn(out, id) || r.bystander(id) {
		return out
	}
	at.id = id
	return append(out, at)
}

func isIn(list []standing, id EntityID) bool {
	for i := range list {
		if list[i].id == id {
			return true
		}
	}
	return false
}

func (r *reader) idsOf(list []standing) []EntityID {
	ids := cut(&r.mem.ids, len(list))
	for i := range list {
		ids[i] = list[i].id
	}
	return ids
}
