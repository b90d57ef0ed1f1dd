package extract

import (
	"slices"
	"sync"
)

// memory is what an extraction needs most of, to be used again by the next one.
// A slice that grows leaves what was cut from it before where it is.
type memory struct {
	blocks     []block
	dates      []when
	spans      []Span
	tokens     []token
	perSpan    [][]token
	parsed     []*sentence
	phrases    []phrase
	titles     []title
	named      []named
	strings    []string
	lists      []int
	ids        []EntityID
	ends       []int32
	values     []int32 // see saidWords
	marks      []bool
	entities   []Entity
	assertions []Assertion
	pending    []pendingMention
	sentences  []sentence
	groups     []group
	register   register
	people     map[string]*person   // as roster.byKey
	surnames   map[string][]*person // as roster.bySurname
	firsts     map[string][]*person // as roster.byFirst
	grammars   map[Lang]*grammar    // whose words and parts are kept here
	book       namebook
	persons    []person
	bearers    []*person // of a surname or first name
	all        []*person // as roster.all
	roster     roster
	reader     reader
	features   features
	scores     []float64 // of two people each, row by row; NaN where it is not known yet
	fates      fateWeigher
	here       []standing
	with       []uint64
	slots      []int8
	suggested  []suggestion
	cast       []EntityID
	likely     []candidate
	unsure     []candidate
	sightings  []sighting
	presences  []presence
	stood      []standing
	pairings   []pairing
	toldTwo    []int
	own        []*ownBody

	zoned   onceIn // words added to a sum
	members []member
	states  []member
	homes   []string

	tellings []telling
	places   []placeMention
	options  []option

	titleToks   []token // see headline
	titlePeople []string
	titlePlaces []*lexEntry
}

var memories = sync.Pool{New: func() any {
	m := &memory{grammars: map[Lang]*grammar{}, book: namebook{names: map[string]*spelled{}}}
	m.makeMaps()
	return m
}}

func (m *memory) makeMaps() {
	m.register = newRegister()
	m.people, m.surnames, m.firsts = map[string]*person{}, map[string][]*person{}, map[string][]*person{}
}

// clearMaps empties the maps, or makes small ones in place of great ones, which
// every later text would pay for.
func (m *memory) clearMaps() {
	const great = 1 << 10
	if m.register.len()+len(m.people) > great {
		m.makeMaps()
		return
	}
	m.register.clear()
	clear(m.people)
	clear(m.surnames)
	clear(m.firsts)
}

// grammarOf returns a grammar that keeps here the words that it has seen and what it
// reads; all else it shares with the others of its language.
func (m *memory) grammarOf(shared *grammar) *grammar {
	g := m.grammars[shared.lang]
	if g == nil {
		own := *shared
		own.mem, own.split.seen, own.split.recent = m, map[string]*token{}, new([seenLast]*token)
		g = &own
		m.grammars[shared.lang] = g
	}
	return g
}

// newReader returns a reader that gathers in this memory; it ends with its release.
func (m *memory) newReader(g *grammar, text string, published Date) *reader {
	m.book.texts++
	m.book.state++
	m.roster = roster{all: m.all[:0], bySurname: m.surnames, byFirst: m.firsts, byKey: m.people, book: &m.book, mem: m, whole: text, english: !g.romance}
	r := &m.reader
	*r = reader{
		g: m.grammarOf(g), text: text, published: published, people: &m.roster, mem: m, register: m.register,
		company: company{who: None}, diary: diary{who: None}, lastSubject: None, he: None, she: None, announcer: None, gathering: -1,
		calledOffAt: -1, leader: None, credentialsTo: None, widened: -1, chairedAt: -1, chair: None, guest: None, host: None,
		at:       setting{place: None, scene: None, stayer: None, stay: None, dateline: None, series: None, arrived: None},
		features: &m.features, here: m.here[:0], with: m.with[:0], slots: m.slots[:0], suggested: m.suggested[:0], cast: m.cast[:0], likely: m.likely[:0], unsure: m.unsure[:0], sightings: m.sightings[:0], presences: m.presences[:0], stood: m.stood[:0], options: m.options[:0],
		pending: m.pending[:0], res: Result{Lang: g.lang, Entities: m.entities[:0], Assertions: m.assertions[:0]},
	}
	return r
}

// giveBack gives back what the reader has gathered; the result has its own by then.
func (r *reader) giveBack(entities []Entity) {
	r.mem.entities, r.mem.assertions, r.mem.pending = entities, r.res.Assertions, r.pending
	r.mem.all = r.people.all
	r.mem.here, r.mem.with, r.mem.slots, r.mem.cast, r.mem.likely, r.mem.unsure = r.here, r.with, r.slots, r.cast, r.likely, r.unsure
	r.mem.sightings, r.mem.presences, r.mem.stood = r.sightings, r.presences, r.stood
	r.mem.options, r.mem.suggested = r.options, r.suggested
}

// release clears the memory, so that it keeps no text alive, and gives it back.
func (m *memory) release() {
	clear(m.tokens)
	clear(m.perSpan)
	clear(m.parsed)
	clear(m.blocks)
	clear(m.phrases)
	clear(m.groups)
	clear(m.entities)
	clear(m.assertions)
	clear(m.pending)
	clear(m.here[:cap(m.here)])
	clear(m.likely)
	clear(m.unsure)
	clear(m.presences)
	clear(m.stood)
	clear(m.pairings[:cap(m.pairings)])
	clear(m.members[:cap(m.members)])
	clear(m.states[:cap(m.states)])
	clear(m.homes[:cap(m.homes)])
	clear(m.own)
	m.own = m.own[:0]
	clear(m.sentences)
	clear(m.tellings)
	clear(m.places)
	clear(m.options[:cap(m.options)])
	clear(m.titles)
	clear(m.named)
	clear(m.strings)
	clear(m.persons)
	clear(m.bearers)
	clear(m.all)
	m.roster, m.reader = roster{}, reader{}
	m.clearMaps()
	m.dates, m.blocks, m.spans, m.perSpan, m.parsed = m.dates[:0], m.blocks[:0], m.spans[:0], m.perSpan[:0], m.parsed[:0]
	m.persons, m.bearers, m.all = m.persons[:0], m.bearers[:0], m.all[:0]
	m.sentences, m.titles, m.named, m.strings, m.lists, m.ids = m.sentences[:0], m.titles[:0], m.named[:0], m.strings[:0], m.lists[:0], m.ids[:0]
	m.tokens, m.phrases, m.groups, m.ends, m.marks = m.tokens[:0], m.phrases[:0], m.groups[:0], m.ends[:0], m.marks[:0]
	m.values = m.values[:0]
	m.tellings, m.places = m.tellings[:0], m.places[:0]
	m.entities, m.assertions, m.pending = m.entities[:0], m.assertions[:0], m.pending[:0]
	memories.Put(m)
}

// cut takes n zero elements off the end of a slice that is used again.
func cut[T any](from *[]T, n int) []T {
	start := len(*from)
	*from = slices.Grow(*from, n)[:start+n]
	out := (*from)[start : start+n : start+n]
	clear(out)
	return out
}

// extend appends an element to a slice that lies in memory which is used again, and
// takes room for one there if the slice is nil: most hold just one.
func extend[T any](from *[]T, list []T, element T) []T {
	if list == nil {
		list = cut(from, 1)[:0]
	}
	return append(list, element)
}
