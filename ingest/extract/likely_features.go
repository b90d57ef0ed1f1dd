package extract

import "cmp"

// What the model of likely contacts is told of a sentence and of two people in it.
// A feature is a name and a value; zones are the words before, between and after
// the two, each by its beginning and by what the vocabulary knows of it.

// around is how many tokens before and after a pair are told.
const around = 6

// The features of a sentence and of a pair; those of one of the two are in sides.
var (
	featureAbout       = featureOf("about")
	featureApart       = featureOf("apart")
	featureBias        = featureOf("bias")
	featureCast        = featureOf("cast")
	featureConditional = featureOf("conditional")
	featureCue         = keyOf("cue")
	featureDate        = featureOf("date")
	featureGap         = featureOf("gap")
	featureHomes       = keyOf("homes")
	featureHow         = keyOf("how")
	featureLands       = keyOf("lands")
	featureList        = keyOf("list")
	featureListInside  = keyOf("list.inside")
	featureListLater   = keyOf("list.later")
	featureListOutside = keyOf("list.outside")
	featureListPrep    = keyOf("list.prep")
	featureNoun        = keyOf("noun")
	featureOffices     = keyOf("offices")
	featureOrder       = keyOf("order")
	featurePassive     = featureOf("passive")
	featurePeople      = keyOf("people")
	featurePlace       = featureOf("place")
	featureRanks       = featureOf("ranks")
	featureRanksCast   = featureOf("ranks.cast")
	featureSentence    = featureOf("sentence")
	featureTitled      = keyOf("titled")
	featureVerb        = keyOf("verb")
)

// describeSentence tells what is true of a sentence whatever the pair.
func (r *reader) describeSentence(s *sentence, named int) {
	f := r.features
	f.add(featureBias, "")
	f.number(featurePeople, named, 5)
	f.number(featureSentence, r.sentence, 4)
	f.zone(anywhere, 0, len(s.toks))
	for k := range s.verbs {
		v := &s.verbs[k]
		f.meanings(featureVerb, v.verb)
		if v.passive {
			f.meanings(featurePassive, v.verb)
		}
		switch {
		case v.neg:
			f.add(featureVerb, "not")
		case v.hedged:
			f.add(featureVerb, "hedged")
		case v.wish:
			f.add(featureVerb, "wished")
		}
	}
	cue, gathering, phone := false, false, false
	for j := range s.toks {
		t := &s.toks[j]
		noun := &t.lex.noun
		if noun.contact {
			f.number(featureNoun, int(noun.kind), 9)
		}
		gathering = gathering || noun.gathering
		phone = phone || t.in(isPhone|isVideo)
		cue = cue || (noun.contact || len(t.forms) > 0 || t.in(isPhone|isVideo)) && s.cue(j)
	}
	if gathering {
		f.add(featureCue, "gathering")
	}
	if cue {
		f.add(featureCue, "contact")
	}
	if phone {
		f.add(featureCue, "phone")
	}
	if len(s.dates) > 0 {
		f.add(featureDate, "")
	}
	if r.placeIn(s, 0, len(s.toks), 0) != None {
		f.add(featurePlace, "")
	}
	r.landsOf(s)
	if s.conditional(0, min(len(s.toks), 2)) {
		f.add(featureConditional, "")
	}
}

// describePair tells how two people stand; b may be there by context alone.
func (r *reader) describePair(s *sentence, here []standing, a, b *standing) {
	f := r.features
	f.manners(featureHow, a.how, b.how)
	cast := len(r.people.byKey)
	f.number(featureCast, cast, 6)
	first, second := r.rank(a.id), r.rank(b.id)
	first, second = min(first, second), max(first, second)
	f.digits(featureRanks, min(first, 3), min(second, 4), 0)
	f.digits(featureRanksCast, min(first, 3), min(second, 4), min(cast, 5))
	r.describeMet(s, a, b)
	r.describeHomes(a, b)
	r.describeTitled(a.id, b.id)
	if b.how == byContext {
		r.describeNamed(s, a)
		r.describeMeant(s, b)
		return
	}
	r.describeSide(asFirst, s, a)
	r.describeSide(asSecond, s, b)
	if b.how != byName {
		r.describeReferred(s, b)
	} else if a.how != byName {
		r.describeReferred(s, a)
	}
	r.describeOthers(here, a, b)
	f.number(featureGap, bucket(b.from-a.to), 5)
	f.zone(between, a.to, b.from)
	f.zone(beforeBoth, max(0, a.from-around), a.from)
	f.zone(afterBoth, b.to, min(len(s.toks), b.to+around))
	r.describeWay(s, here, a, b)
}

// side holds the features of one of the two.
type side struct{ prep, subject, speaks, mirror, title, head, comma, possessive, opens, before, after feature }

var sides = [...]side{asFirst: sideOf("a."), asSecond: sideOf("b.")}

func sideOf(prefix string) side {
	return side{
		prep: keyOf(prefix + "prep"), subject: keyOf(prefix + "subject"), speaks: keyOf(prefix + "speaks"), mirror: featureOf(prefix + "mirror"),
		title: featureOf(prefix + "title"), head: featureOf(prefix + "head"), comma: featureOf(prefix + "comma"), possessive: featureOf(prefix + "possessive"),
		opens: featureOf(prefix + "opens"), before: featureOf(prefix + "before"), after: featureOf(prefix + "after"),
	}
}

// describeSide tells of somebody as the first or the second of a pair.
func (r *reader) describeSide(p part, s *sentence, m *standing) {
	if o, ok := r.features.open(m, p); ok {
		r.describeOne(&sides[p], s, m)
		r.features.close(o)
	}
}

func (r *reader) describeOne(name *side, s *sentence, m *standing) {
	f, p := r.features, m.phrase
	if p == nil {
		return
	}
	f.add(name.prep, cmp.Or(p.prep, "none"))
	f.when(s.subjectOfVerb(p), name.subject)
	f.when(s.speaks(p), name.speaks)
	f.when(p.comma, name.comma)
	f.when(at(s.toks, m.to).is2("'s", "'"), name.possessive)
	f.when(m.from == 0, name.opens)
	f.add(name.before, stem(at(s.toks, m.from-1)))
	f.add(name.after, stem(at(s.toks, m.to)))
	if p.title != nil {
		f.when(p.title.head.mirror, name.mirror)
		f.add(name.title, "")
		f.add(name.head, stem(at(s.toks, p.title.from)))
		f.add(name.head, stem(at(s.toks, p.title.from+1)))
	}
}

// describeOthers tells who else is there, and where: the members of a list whom
// somebody meets one by one do not meet each other.
func (r *reader) describeOthers(here []standing, a, b *standing) {
	f := r.features
	first, second, outside, inside := 0, 0, 0, 0
	for i := range here {
		switch {
		case here[i].id == a.id:
			first = i
		case here[i].id == b.id:
			second = i
		case here[i].list == a.list:
			inside++
		case here[i].phrase != nil && here[i].phrase.prep == "":
			outside++
		}
	}
	f.digits(featureOrder, min(first, 3), min(second, 4), 0)
	f.number(featureApart, second-first, 4)
	if a.list != b.list {
		return
	}
	f.add(featureList, "same")
	f.number(featureListOutside, outside, 2)
	f.number(featureListInside, inside, 2)
	if a.phrase != nil {
		f.add(featureListPrep, cmp.Or(a.phrase.prep, "none"))
	}
	f.when(first > 0, featureListLater)
}

// rank is how many people the text told of before somebody.
func (r *reader) rank(id EntityID) int {
	for i, c := range r.cast {
		if c == id {
			return i
		}
	}
	return len(r.cast)
}

// bucket sorts a distance in tokens into six classes.
func bucket(n int) int {
	for i, limit := range [...]int{2, 5, 9, 15, 25} {
		if n <= limit {
			return i
		}
	}
	return 5
}

// stem is the beginning of a word, the same for most of its forms; all names are
// one.
func stem(t *token) string {
	switch {
	case t.kind == word && t.cap:
		return "Name"
	case t.kind == word:
		return stemOf(t.fold)
	}
	return t.fold
}

// stemOf is the beginning of a folded word.
func stemOf(w string) string {
	const length = 6 // bytes
	return w[:min(len(w), length)]
}
