package extract

import (
	"slices"
	"strings"
)

// reader holds the state of one extraction.
type reader struct {
	g         *grammar
	text      string
	published Date
	reference Date // the first full date of the text, where published is unknown
	year      int  // the first that the text tells
	res       Result
	people    *roster
	pending   []pendingMention
	doubtful  []string // "X de Y" at the head of a sentence: a name, or a noun and a name

	untitled bool // the first block is no title
	mem      *memory
	register

	// What later sentences refer back to.
	block       int
	sentence    int           // number of the sentence
	lastSubject EntityID      // the person told of last
	he, she     EntityID      // whom "il" and "elle" mean
	together    []EntityID    // the subject of the contact told last
	togetherAt  int           // its sentence
	acting      []EntityID    // the people who were the subject of a sentence together
	actingAt    int           // its number
	noneAt      int           // the sentence that denied a contact without naming anybody
	recent      []EntityID    // people named by the last sentence that names any
	named       []EntityID    // people whom the last sentence with several names
	topical     []int         // assertions that "les discussions" means
	topicalAt   int           // their block
	deniedAt    int           // sentence that denied a contact last
	others      []Assertion   // of the sentence, in passing: see theirOther
	pair        []EntityID    // two people whom a sentence had as its subject last
	pairAt      int           // that sentence
	ledAt       int           // sentence that was about a led delegation last
	gathering   int           // assertion that "y" and "leur participation" mean, -1 none
	gatheringAt int           // its block
	calledOffAt int           // sentence that told last of something called off
	rejectedAt  int           // sentence that rejected last what somebody had told
	announcer   EntityID      // on whose word planned gatherings are reported
	announcedAt int           // block of the last announcement
	guest       EntityID      // whom the last verb of receiving received
	guestAt     int           // its sentence
	host        EntityID      // who received
	received    visit         // guest and host as the sentences before told them
	subjects    []EntityID    // people whom sentences were about, the latest last
	seen        []EntityID    // people named so far, the latest last
	lists       [6][]EntityID // the last list of so many people
	leader      EntityID      // of the delegation told of
	leads       int           // the sentence that opens with "led by" him
	leaderAt    int           // the sentence that named him
	party       []EntityID    // several who together met somebody
	company     company       // with whom somebody came
	charged     appointee     // who was given a task or a post last
	group       []EntityID    // whom "they" and "the two" meant
	groupAt     int           // the sentence in which
	thatOne     bool          // the sentence is known to go back to the contact told last
	// The contact to which attendance was added last, and how many it had before.
	widened, core int
	chairedAt     int      // gathering of unnamed people whose chair has not been counted among them yet, -1 none
	chair         EntityID // who chairs it
	// Who received credentials, and the sentence that tells it.
	credentialsTo EntityID
	letter        letterTo // to whom a letter came
	credentialsAt int
	prior         prior // the last sentence without a contact
	calls         callSeries
	diary         diary
	bodyName      string // how the text calls the body that it named last
	mayName       string // month that is the surname of somebody, see monthNames
	at            setting

	now         *sentence // the sentence that is read
	before      *sentence // the one before it, in which block
	beforeBlock int
	unresolved  []Unresolved // offices without a name
	journeys    []Assertion  // visits of one person, see journey
	earlier     []Assertion  // contacts from which the text only counts, see lastTime

	// Pairs that the model of likely contacts weighs.
	features   *features
	here       []standing
	hereAt     int          // sentence in which they stand
	with       []uint64     // see foundTogether
	slots      []int8       // of entities, likewise
	suggested  []suggestion // by EntityID, see guess
	refers     referring    // of the sentence that the model weighs
	namedLands namedLands   // of it
	headline   headline
	weighing   weighing
	cast       []EntityID // people in the order in which the text tells of them
	likely     []candidate
	unsure     []candidate // less likely than facts must be
	sightings  []sighting  // see addAgain
	presences  []presence
	stood      []standing
	sighted    func(*reader, *pairing, []string)                  // see Rules
	considered func(*reader, candidate)                           // see Rules
	stated     func(*reader, *member, *member, float64, []string) // see Rules
	judged     func(*reader, *Assertion, []string)                // see Rules
	options    []option
	weighed    func(*reader, *Assertion, []option, bool) // see Rules

	roleOrder []EntityID   // holders of functions, in the order of the text
	ranked    []introduced // generals, princes, mullahs
	mirrors   []mirror     // counterparts whose function is not told yet
	speakers  []EntityID   // whose function is to speak for others
}

type entityKey struct {
	kind EntityKind
	key  string
}

// pendingMention is where something is named that may become an entity.
type pendingMention struct {
	key  entityKey
	span Span
	id   EntityID // once the text is read; None for what has not become one
}

// sentence is one sentence with all that the rules look at.
type sentence struct {
	mem *memory
	// Its number and paragraph, and the setting in which the text came to it; 0 where no rule has
	// looked at it.
	number, block int
	at            setting
	span          Span
	toks          []token
	// tokens that are nouns of contact or of a gathering: most rules ask for one of these first
	nouns []int
	sets  wordset // lists that any of the words is in
	is    class   // and classes
	// 1 where it has a wording of presence, -1 where not, 0 where nobody has looked.
	attending int8
	opened    int8 // one more than the token up to which it has an opening, 0 where nobody has asked
	dates     []when
	lapse     lapse
	verbs     []group
	phrases   []phrase
	claimer   EntityID  // "selon X", for the whole sentence
	ends      []int32   // one more than the phrase that ends before a token, 0 none
	said      saidWords // see sentence.saidWords
	told      []bool    // verbs that a contact was found for
	// Day and place of the contact told last in the sentence, and whose it is.
	day      Date
	place    EntityID
	who      []EntityID
	verbFrom []bool        // tokens at which a verb group starts
	parted   [][2]EntityID // people whom it tells to be apart, see idiom
	byTurns  bool          // several did something to one, each by himself
	absent   []EntityID    // people whom it names as not being there
	agents   []EntityID    // those by whom its subject is received
	idle     []int         // verbs that tell so
	sided    bool          // it tells who was on which side
	holding  bool          // states are told to hold talks: no day or place is asked for
	him, her EntityID      // whom an object pronoun has meant in it
}

func (r *reader) entity(kind EntityKind, k string, names ...Name) EntityID {
	if id, ok := r.byKey[entityKey{kind, k}]; ok {
		return id
	}
	id := EntityID(len(r.res.Entities))
	r.byKey[entityKey{kind, k}] = id
	r.res.Entities = append(r.res.Entities, Entity{Kind: kind, Key: k, Names: names, Country: None, Body: None})
	return id
}

func (r *reader) country(code string) EntityID {
	if id, ok := r.codes[code]; ok {
		return id
	}
	id := r.entity(Country, strings.ToLower(code), r.g.namesOfCountry(code)...)
	r.res.Entities[id].Code = code
	r.codes[code] = id
	return id
}

func (r *reader) person(text string) EntityID {
	name := r.people.book.at(text)
	if name.entered == r.people.book.texts {
		return name.id
	}
	full := text
	if p := r.people.find(text); p != nil {
		full = p.text
	}
	name.entered, name.id = r.people.book.texts, r.entity(Person, r.people.key(full), Name{Text: full})
	return name.id
}

// entry enters what a lexicon entry names, and the name by which the text
// calls it.
func (r *reader) entry(e *lexEntry) EntityID {
	if id, ok := r.entries[e]; ok {
		return id
	}
	id := r.newEntry(e)
	r.entries[e] = id
	return id
}

// newEntry enters what a lexicon entry names for the first time.
func (r *reader) newEntry(e *lexEntry) EntityID {
	id := None
	switch e.kind {
	case lexCountry:
		id = r.country(e.id)
	case lexBody:
		if own := r.ownOf(e); own != nil {
			return r.entity(Organization, e.id, Name{Text: own.text, Lang: r.g.lang}, Name{Text: own.acronym})
		}
		id = r.entity(Organization, e.id, r.g.lex.namesOf(e)...)
	default:
		id = r.entity(Place, e.id, r.g.lex.namesOf(e)...)
	}
	r.called(id, r.g.lex.text(e))
	return id
}

// ownOf returns the body of this text that an entry is, nil for one of the lexicon.
func (r *reader) ownOf(e *lexEntry) *ownBody {
	for _, b := range r.mem.own {
		if &b.lexEntry == e {
			return b
		}
	}
	return nil
}

// called adds a name by which the text has an entity, unless it is known.
func (r *reader) called(id EntityID, as string) {
	for _, n := range r.res.Entities[id].Names {
		if n.Text == as || Fold(n.Text) == Fold(as) {
			return
		}
	}
	r.res.Entities[id].Names = append(r.res.Entities[id].Names, Name{Text: as, Lang: r.g.lang})
}

// bodyEntity enters a body; one that is national gets its country into the key,
// since every country has its ministry of defence.
func (r *reader) bodyEntity(b *body, country EntityID) EntityID {
	if b == nil {
		return None
	}
	if b.entry != nil {
		return r.entry(b.entry)
	}
	name := b.text
	if name == "" {
		name = b.acronym
	}
	k := r.people.key(name)
	if k == "" {
		return None
	}
	if country != None {
		k += " " + r.people.key(r.res.Entities[country].Names[englishName(r.g.lang)].Text)
	}
	id := r.entity(Organization, k, Name{Text: name, Lang: r.g.lang})
	if b.acronym != "" && b.acronym != name && len(r.res.Entities[id].Names) == 1 {
		r.res.Entities[id].Names = append(r.res.Entities[id].Names, Name{Text: b.acronym})
	}
	if country != None {
		r.res.Entities[id].Country = country
	}
	return id
}

// englishName is the index of the English name among those of bothNames.
func englishName(lang Lang) int {
	if lang == English {
		return 0
	}
	return 1
}

// unnamed enters a group or office by its wording and country: "the Danish foreign minister" and "the
// Saudi foreign minister" are two. surface is how the text calls the country of one of several, else "".
func (r *reader) unnamed(kind EntityKind, label string, country, body EntityID, surface string) EntityID {
	k := r.people.key(label)
	if k == "" {
		return None
	}
	if surface != "" {
		k = r.inCountry(entityKey{kind, k}, country).key
	}
	called := entityKey{kind, k}
	id, known := r.byKey[called]
	if known && surface == "" && r.ofAnother(id, country) {
		r.byKey[r.inCountry(called, r.res.Entities[id].Country)] = id
		own := r.inCountry(called, country)
		id, known = r.byKey[own]
		k = own.key
	}
	if !known {
		name := label
		if surface != "" {
			name += " " + ofCountry(surface, r.g.lang)
		}
		id = r.entity(kind, k, Name{Text: name, Lang: r.g.lang})
	}
	r.byKey[called] = id // and so it is whom the same words without a country mean next
	if country != None {
		r.res.Entities[id].Country = country
	}
	if body != None {
		r.res.Entities[id].Body = body
	}
	return id
}

// ofAnother reports whether an office or group is of another country than one that is not None.
func (r *reader) ofAnother(id, country EntityID) bool {
	own := r.res.Entities[id].Country
	return own != None && country != None && own != country
}

// inCountry is the key of an unnamed office or group that is told apart by its country.
func (r *reader) inCountry(called entityKey, country EntityID) entityKey {
	return entityKey{called.kind, called.key + " " + r.people.key(r.res.Entities[country].Names[englishName(r.g.lang)].Text)}
}

// withoutArticle is a country without the article that it has in French.
func withoutArticle(surface string) string {
	for _, article := range [...]string{"le ", "la ", "les ", "l'", "l’"} {
		if bare, ok := strings.CutPrefix(surface, article); ok {
			return bare
		}
	}
	return surface
}

// ofCountry words "de la France", "du Royaume-Uni" from a country with its article.
func ofCountry(surface string, lang Lang) string {
	if lang == English {
		return "of " + surface
	}
	switch {
	case strings.HasPrefix(surface, "le "):
		return "du " + strings.TrimPrefix(surface, "le ")
	case strings.HasPrefix(surface, "les "):
		return "des " + strings.TrimPrefix(surface, "les ")
	case surface != "" && strings.ContainsAny(Fold(surface)[:1], "aeiouh") && !strings.ContainsAny(surface, "'’"):
		return "d'" + surface
	}
	return "de " + surface
}

// alone is a list of one.
func (r *reader) alone(id EntityID) []EntityID { return extend(&r.mem.ids, nil, id) }

// parties resolves a phrase to the entities that it stands for.
func (r *reader) parties(p *phrase) []EntityID {
	switch {
	case p.pronoun == together:
		return r.several(p.count)
	case p.pronoun == them:
		return nil
	case p.pronoun == compatriot:
		return r.ofNation(p.nation, p.from)
	case p.pronoun != "" && p.title == nil:
		who := r.lastSubject
		switch {
		case p.pronoun == "visitor" && r.guest != None && r.sentence-r.guestAt <= 3:
			who = r.guest
		case p.pronoun == "host" && r.host != None && r.sentence-r.guestAt <= 3:
			who = r.host
		case p.female:
			who = r.ofGender(female, r.she)
			if r.g.romance && r.leader != None && r.leaderAt > 0 && r.sentence-r.leaderAt <= 2 && (who == None || r.guess(who) != female) {
				who = r.leader // of "une délégation conduite par X": "elle"
			}
		case p.pronoun == "il" || p.pronoun == "he":
			who = r.ofGender(male, r.he)
		}
		if who == None {
			return nil
		}
		return r.alone(who)
	case len(p.people) > 0:
		out := cut(&r.mem.ids, len(p.people))
		for i := range p.people {
			out[i] = r.person(p.people[i].text)
		}
		return out
	case p.entry != nil:
		return r.alone(r.entry(p.entry))
	case p.body != nil:
		if id := r.bodyEntity(p.body, None); id != None {
			return r.alone(id)
		}
	case p.title != nil:
		return r.titleParties(p)
	}
	return nil
}

// several returns the people told of last, of the given number where it is not
// 0: those of the last contacts, else those whom a sentence before named.
func (r *reader) several(n int) []EntityID {
	if n == sameOnes {
		all := r.several(0)
		if side := r.manySide(all); len(side) > 1 {
			return side
		}
		return nil
	}
	if (n == 0 || n == len(r.group)) && len(r.group) > 1 && r.groupAt == r.sentence-1 {
		return r.group // still the same
	}
	if len(r.topical) > 0 && r.block-r.topicalAt <= 1 {
		most := 0
		for _, i := range r.topical {
			most += len(r.res.Assertions[i].Participants)
		}
		out := cut(&r.mem.ids, most)[:0]
		for _, i := range r.topical {
			for _, p := range r.res.Assertions[i].Participants {
				if !hasEntity(out, p.Entity) && r.res.Entities[p.Entity].Kind != Group {
					out = append(out, p.Entity)
				}
			}
		}
		if side := r.oneSide(n); len(side) > 1 {
			return side
		}
		if len(out) == n || n == 0 && len(out) > 1 {
			return out
		}
		if n > 1 && len(r.together) == n && (r.sentence-r.togetherAt <= 2 || hasEntity(out, r.together[0]) && hasEntity(out, r.together[n-1])) {
			return r.together // of those told of, they who are the subject
		}
		if n > 1 && len(out) > n {
			if side := r.manySide(out); len(side) == n {
				return side
			}
			if pair := r.lists[2]; n == 2 && len(pair) == 2 && hasEntity(out, pair[0]) && hasEntity(out, pair[1]) {
				return pair
			}
		}
		if len(r.topical) == 1 && r.topical[0] == r.widened && r.core == n && len(out) > n {
			return out[:n] // without those who only attended
		}
	}
	if len(r.named) == n || n == 0 && len(r.named) > 1 {
		return r.named
	}
	if n == 2 && len(r.pair) == 2 && r.sentence-r.pairAt <= 2 {
		return r.pair
	}
	if others := r.othersOf(n); len(others) > 0 {
		return others
	}
	if n > 2 && n < len(r.lists) && r.lists[n] != nil {
		return r.lists[n]
	}
	if n > 2 && len(r.seen) == n {
		return r.seen
	}
	if a := r.lastOfSo(n); a != nil {
		return partiesOf(a)
	}
	return nil
}

// othersOf returns the n people with each of whom one and the same person is told to have
// been in contact last: "X called A and B. The two had met".
func (r *reader) othersOf(n int) []EntityID {
	if n < 2 || len(r.topical) != n || r.block-r.topicalAt > 1 {
		return nil
	}
	var out []EntityID
	first := None
	for _, i := range r.topical {
		a := &r.res.Assertions[i]
		if len(a.Participants) != 2 || first != None && a.Participants[0].Entity != first {
			return nil
		}
		first = a.Participants[0].Entity
		out = append(out, a.Participants[1].Entity)
	}
	if !r.allPeople(out) {
		return nil
	}
	return out
}

// asWhat reports whether a phrase tells only in what function somebody is there: "with Kenya as mediator".
func (s *sentence) asWhat(p *phrase) bool {
	t := p.title
	return t != nil && len(p.people) == 0 && t.det == "" && !t.many() && at(s.toks, t.from-1).is3("as", "comme", "como")
}

// titleParties resolves a title without a name: the holder of that function if
// the text names one, else an office, a group, or a group for each country.
func (r *reader) titleParties(p *phrase) []EntityID {
	t := p.title
	var out []EntityID
	add := func(id EntityID) {
		if id != None {
			out = extend(&r.mem.ids, out, id)
		}
	}
	if !t.many() {
		if r.now.asWhat(p) {
			return nil
		}
		if id := r.holder(t); id != None {
			return r.alone(id)
		}
		country := None
		if len(t.countries) > 0 {
			country = r.country(t.countries[0])
		}
		if id := r.mirrorHolder(t, country); id != None {
			return r.alone(id)
		}
		if t.head.mirror && country == None || !t.definite() && t.det != "" {
			return nil
		}
		if id := r.nameToCome(t); id != None {
			return r.alone(id)
		}
		body := t.body
		if t.sentTo(r.now.toks) {
			body = nil // he speaks for whoever sent him
		}
		r.unnamedOffices[r.officeKey(t, country)] = true
		id := r.unnamed(Office, t.label, country, r.bodyEntity(body, country), "")
		r.unresolvedAt(p, id, country)
		add(id)
		return out
	}
	if t.head.group && r.leader != None && (t.definite() && len(t.countries) == 0 && t.body == nil || r.leads == r.sentence) {
		return r.alone(r.leader)
	}
	if r.leader != None && r.leaderAt > 0 && r.sentence-r.leaderAt <= leadMemory && r.sentence > r.leaderAt && t.definite() && len(t.countries) == 0 && t.body == nil && len(t.split) == 0 && r.now.toks[t.to-1].of(groupWords) {
		return []EntityID{r.leader} // "les émissaires" of "une délégation conduite par X"
	}
	listed := len(t.countries) > 1 || len(t.countries) == 1 && t.surfaces[0] != ""
	for i, code := range t.countries {
		c := r.country(code)
		if !listed {
			add(r.unnamed(Group, t.label, c, r.bodyEntity(t.body, c), ""))
			continue
		}
		surface := t.surfaces[i]
		if surface == "" {
			surface = r.res.Entities[c].Names[0].Text
		} else {
			r.called(c, withoutArticle(surface))
		}
		add(r.unnamed(Group, t.label, c, r.bodyEntity(t.body, c), surface))
	}
	for _, b := range t.bodies {
		if b.entry.kind == lexBody {
			add(r.unnamed(Group, t.label+" "+b.of, None, r.entry(b.entry), ""))
		} else {
			add(r.government(b.text, r.g.governs[b.entry.id]))
		}
	}
	if len(t.countries)+len(t.bodies) == 0 {
		add(r.unnamed(Group, t.label, None, r.bodyEntity(t.body, None), ""))
	}
	for i, label := range t.split {
		add(r.unnamed(Group, label, None, r.bodyEntity(t.splitBody[i], None), ""))
	}
	return out
}

// officeKey identifies an office within a text, however it is worded.
func (r *reader) officeKey(t *title, country EntityID) officeKey {
	k := r.people.key(t.text)
	if same, ok := r.g.offices[k]; ok {
		k = same
	}
	return officeKey{country, k}
}

// mention notes where an entity is named; it is kept if the entity is used.
func (r *reader) mention(kind EntityKind, k string, s Span) {
	r.pending = append(r.pending, pendingMention{entityKey{kind, k}, s, None})
}

// finish drops the entities that no assertion uses and notes the mentions of
// the others.
func (r *reader) finish() *Result {
	used := cut(&r.mem.marks, len(r.res.Entities))
	r.visit(func(id *EntityID) {
		for e := *id; e != None && !used[e]; e = r.res.Entities[e].Body {
			used[e] = true
			if c := r.res.Entities[e].Country; c != None {
				used[c] = true
			}
		}
	})
	for i := range r.pending {
		if id, ok := r.byKey[r.pending[i].key]; ok {
			r.pending[i].id = id
		}
	}
	for i := range r.res.Assertions {
		r.res.Assertions[i].Doubts = r.doubts(&r.res.Assertions[i])
	}
	ids := cut(&r.mem.ids, len(used))
	n := 0
	for _, u := range used {
		if u {
			n++
		}
	}
	kept := make([]Entity, 0, n)
	for i, e := range r.res.Entities {
		ids[i] = None
		if used[i] {
			ids[i] = EntityID(len(kept))
			kept = append(kept, e)
		}
	}
	renumber := func(id *EntityID) {
		if *id != None {
			*id = ids[*id]
		}
	}
	r.visit(renumber)
	for i := range kept {
		renumber(&kept[i].Country)
		renumber(&kept[i].Body)
	}
	for _, u := range r.unresolved {
		if used[u.Entity] {
			renumber(&u.Entity)
			u.Country, u.Body = kept[u.Entity].Country, kept[u.Entity].Body
			r.res.Unresolved = append(r.res.Unresolved, u)
		}
	}
	r.giveBack(r.res.Entities)
	r.res.Entities, r.res.Assertions = kept, slices.Clone(r.res.Assertions)
	for i := range r.res.Assertions {
		a := &r.res.Assertions[i]
		if a.Confidence == 0 {
			a.Confidence = ConfidenceIn(a.Rule, a.Doubts)
		}
	}
	n = 0
	for i := range r.pending {
		if id := r.pending[i].id; id != None && used[id] {
			n++
		}
	}
	for i := range r.pending {
		if m := &r.pending[i]; m.id != None && used[m.id] {
			if r.res.Mentions == nil {
				r.res.Mentions = make([]Mention, 0, n)
			}
			r.res.Mentions = append(r.res.Mentions, Mention{ids[m.id], m.span})
		}
	}
	if r.published.Precision == Day {
		r.res.Published = r.published
	}
	res := r.res // alone, so that it does not keep the reader
	return &res
}

// visit calls f for every reference of the assertions to an entity.
func (r *reader) visit(f func(*EntityID)) {
	for i := range r.res.Assertions {
		a := &r.res.Assertions[i]
		for k := range a.Participants {
			f(&a.Participants[k].Entity)
		}
		f(&a.Place)
		f(&a.ClaimedBy)
		f(&a.Role.Body)
		f(&a.Role.Country)
	}
}
