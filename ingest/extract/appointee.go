package extract

// Who was given a task or a post is whom a description in the sentence after it means: "A a nommé B.
// Le nouveau ministre", "A a dépêché B à Rome. L'émissaire".

// appointee is somebody who was given a task or a post.
type appointee struct {
	id       EntityID
	sentence int
}

// noteAppointee keeps whom a sentence of French tells to have been given a task or a post by somebody.
func (r *reader) noteAppointee(s *sentence) {
	const reach = 6
	if !r.g.romance || !s.of(appointWords) {
		return
	}
	for j := 1; j < len(s.toks); j++ {
		if !s.toks[j].of(appointWords) || s.toks[j-1].lex.have == noTense && at(s.toks, j-2).lex.have == noTense {
			continue
		}
		who := r.doer(s, s.sceneStart(j), j)
		if len(who) != 1 {
			continue
		}
		for i := s.firstPhrase(j + 1); i < len(s.phrases) && s.phrases[i].from < j+reach; i++ {
			p := &s.phrases[i]
			if len(p.people) != 1 || p.weak || p.prep != "" && p.prep != r.g.to && p.prep != "en" {
				continue
			}
			if id := r.person(p.people[0].text); id != who[0] {
				r.charged = appointee{id, r.sentence}
			}
			return
		}
	}
}

// chargedWith returns the appointee of the sentence before where a title may be that of his post, None
// where it may not.
func (r *reader) chargedWith(t *title, country EntityID) EntityID {
	id := r.charged.id
	if r.charged.sentence == 0 || r.charged.sentence != r.sentence-1 || t.from > 6 || t.head.feminine && r.guess(id) == male || country != None && r.foreign(id, country) {
		return None
	}
	if r.titled[r.res.Entities[id].Key] {
		return None
	}
	switch t.head.words[0] {
	case "ministre", "ministres", "emissaire", "envoye", "envoyee", "diplomate", "ambassadeur", "ambassadrice", "representant", "representante", "commissaire",
		"titulaire", "responsable", "mediateur", "mediatrice", "negociateur", "negociatrice", "secretaire":
		return id
	}
	return None
}
