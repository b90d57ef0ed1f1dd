package extract

// Of those whom a sentence means without naming them, "he", "the guest" or nobody at all, the
// model is told how well each of the people told of last fits: by his gender and function, and by
// where he stood in the sentence before. It follows the mention-ranking models of coreference
// (Denis and Baldridge, IJCAI 2007), but learns whom a contact was with, and not whom a word means.

// The most people told of last whom a sentence may mean without naming them. Weights are counted
// from more: whom it does not mean tells as much.
const (
	meant        = 2
	meantToLearn = 4
)

// inContext adds the people told of last who stand nowhere in a sentence, the latest first, and
// the one whom the text is about.
func (r *reader) inContext(here []standing) []standing {
	n, most := len(here), meant
	if r.considered != nil {
		most = meantToLearn
	}
	here = r.enter(here, standing{how: byContext}, r.lastSubject)
	for i := len(r.seen) - 1; i >= 0 && len(here)-n < most-1; i-- {
		if !r.speaksFor(r.seen[i]) {
			here = r.enter(here, standing{how: byContext}, r.seen[i])
		}
	}
	return r.enter(here, standing{how: byContext}, r.cast[0])
}

var (
	featureFitGender  = keyOf("fit.gender")
	featureFitRole    = keyOf("fit.role")
	featureFitPronoun = keyOf("fit.pronoun")
	featureFitRecent  = featureOf("fit.recent")
	featureFitBefore  = featureOf("fit.before")
	featureFitNamed   = featureOf("fit.named")
	featureFitHost    = featureOf("fit.host")
)

// referring is what a sentence tells of those whom it does not name.
type referring struct {
	pronouns []EntityID // whom the rules have found its pronouns, clitics and functions to mean
	titles   []*title   // functions of nobody named
	named    int        // how many it names
}

// references reads what a sentence tells of those whom it does not name.
func (r *reader) references(s *sentence, here []standing) referring {
	out := referring{pronouns: r.refers.pronouns[:0], titles: r.refers.titles[:0]}
	for i := range s.phrases {
		if p := &s.phrases[i]; p.title != nil && len(p.people) == 0 && !p.title.many() {
			out.titles = append(out.titles, p.title)
		}
	}
	for i := range here {
		if here[i].how == byName {
			out.named++
		} else {
			out.pronouns = append(out.pronouns, here[i].id)
		}
	}
	return out
}

// describeReferred tells how well somebody fits what refers to him.
func (r *reader) describeReferred(s *sentence, m *standing) {
	if o, ok := r.features.open(m, asReferred); ok {
		r.describeFit(s, m)
		r.features.close(o)
	}
}

// describeFit tells how well somebody fits what a sentence does not name.
func (r *reader) describeFit(s *sentence, m *standing) {
	f := r.features
	f.number(featureFitNamed, r.refers.named, 4)
	f.digits(featureFitGender, yes(s.of(heWords)), yes(s.of(sheWords)), int(r.guess(m.id))+1)
	role := 0
	for _, t := range r.refers.titles {
		switch fits := r.fitsTitle(t, m.id); {
		case fits > 0:
			role |= 1
		case fits < 0:
			role |= 2
		}
	}
	f.digits(featureFitRole, role, min(len(r.refers.titles), 2), 0)
	pronoun := 0
	for _, id := range r.refers.pronouns {
		if id == m.id {
			pronoun |= 1
		} else {
			pronoun |= 2
		}
	}
	f.digits(featureFitPronoun, pronoun, yes(m.how == byContext), 0)
	const most = 5
	recent := 0
	for i := len(r.seen) - 1; i >= 0 && r.seen[i] != m.id && recent < most; i-- {
		recent++
	}
	f.number(featureFitRecent, recent, most)
	f.digits(featureFitBefore, r.standBefore(m.id), yes(r.beforeBlock == r.block), yes(r.lastSubject == m.id))
	f.digits(featureFitHost, yes(s.of(comingWords))+2*yes(s.of(hostedWords)), yes(r.guest == m.id)+2*yes(r.host == m.id), yes(r.guest != None))
}

// standBefore tells where the sentence before names somebody: 0 nowhere, 1 as the subject of a verb,
// 2 without a preposition, 3 after one.
func (r *reader) standBefore(id EntityID) (place int) {
	s := r.before
	if s == nil {
		return 0
	}
	for i := range s.phrases {
		p := &s.phrases[i]
		for k := range p.people {
			if r.person(p.people[k].text) != id {
				continue
			}
			switch {
			case s.subjectOfVerb(p):
				place = 1
			case p.prep == "":
				place = 2
			default:
				place = 3
			}
		}
	}
	return place
}

// fitsTitle tells whether a function told of nobody by name is that of somebody: 1 that it is, -1 that it is
// another's, 0 that nothing is known.
func (r *reader) fitsTitle(t *title, id EntityID) int {
	role, ok := r.roleOf[id]
	if len(t.countries) > 0 {
		country := r.country(t.countries[0])
		switch {
		case ok && role.Country != None && role.Country != country || r.foreign(id, country):
			return -1
		case ok && role.Country == country && r.g.officeName(role.Title) == r.g.officeName(t.text):
			return 1
		}
	}
	if !ok {
		return 0
	}
	if r.g.officeName(role.Title) == r.g.officeName(t.text) || lastWord(r.people.key(role.Title)) == lastWord(r.people.key(t.text)) {
		return 1
	}
	return -1
}
