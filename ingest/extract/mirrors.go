package extract

// mirror is a counterpart whose function waits for that of whom it mirrors.
type mirror struct {
	of, who EntityID
	country EntityID // of the counterpart
	span    Span     // the sentence that tells of him
}

// awaitMirror keeps the counterpart of phrase i, whom the text gives no function yet, until
// it tells that of the first person of his sentence: "A met his French counterpart, B. The
// German president …".
func (r *reader) awaitMirror(s *sentence, i int, country EntityID) {
	p := &s.phrases[i]
	if p.title.many() || len(p.people) != 1 {
		return
	}
	who := r.person(p.people[0].text)
	for k := 0; k < i; k++ {
		q := &s.phrases[k]
		if q.prep == "" && !q.weak && len(q.people) == 1 {
			if of := r.person(q.people[0].text); of != who {
				r.mirrors = append(r.mirrors, mirror{of, who, country, s.span})
			}
			return
		}
		if q.pronoun != "" && q.prep == "" {
			break
		}
	}
	if r.lastSubject != None && r.lastSubject != who {
		r.mirrors = append(r.mirrors, mirror{r.lastSubject, who, country, s.span})
	}
}

// mirrorsOf gives a function to the counterparts who waited for it.
func (r *reader) mirrorsOf(id EntityID, role Role) {
	for k := range r.mirrors {
		if m := r.mirrors[k]; m.of == id {
			r.mirrors[k].of = None
			if _, told := r.roleOf[m.who]; !told {
				r.role(&sentence{span: m.span}, m.who, Role{Title: role.Title, Body: None, Country: m.country})
			}
		}
	}
}
