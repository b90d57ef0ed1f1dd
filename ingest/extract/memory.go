package extract

import (
	"slices"
	"sync"
)

// memory is what an extraction needs most of, to be used again by the next one.
// A slice that grows leaves what was cut from it before where it is.
type memory struct {
	tokens     []token
	phrases    []phrase
	ends       []int32
	marks      []bool
	entities   []Entity
	assertions []Assertion
	pending    []pendingMention
	sentences  []sentence
	groups     []group
	register   register
	people     map[string]*person         // as roster.byKey
	surnames   map[string][]*person       // as roster.bySurname
	firsts     map[string][]*person       // as roster.byFirst
	words      map[Lang]map[string]*token // as splitter.seen
	keys       map[string]string          // as roster.keys
	features   features
	here       []standing
	cast       []EntityID
	likely     []candidate
}

var memories = sync.Pool{New: func() any {
	m := &memory{words: map[Lang]map[string]*token{}, keys: map[string]string{}}
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

// wordsOf returns the words that were seen in a language.
func (m *memory) wordsOf(lang Lang) map[string]*token {
	seen := m.words[lang]
	if seen == nil {
		seen = map[string]*token{}
		m.words[lang] = seen
	}
	return seen
}

// use has a reader gather in memory that is there.
func (r *reader) use(m *memory) {
	r.mem, r.register = m, m.register
	r.features, r.here, r.cast, r.likely = &m.features, m.here[:0], m.cast[:0], m.likely[:0]
	r.people.keys, r.people.byKey, r.people.bySurname, r.people.byFirst = m.keys, m.people, m.surnames, m.firsts
	r.res.Entities, r.res.Assertions, r.pending = m.entities[:0], m.assertions[:0], m.pending[:0]
}

// giveBack gives back what the reader has gathered; the result has its own by then.
func (r *reader) giveBack(entities []Entity) {
	r.mem.entities, r.mem.assertions, r.mem.pending = entities, r.res.Assertions, r.pending
	r.mem.here, r.mem.cast, r.mem.likely = r.here, r.cast, r.likely
}

// release clears the memory, so that it keeps no text alive, and gives it back.
func (m *memory) release() {
	clear(m.tokens)
	clear(m.phrases)
	clear(m.groups)
	clear(m.entities)
	clear(m.assertions)
	clear(m.pending)
	clear(m.here[:cap(m.here)])
	clear(m.likely)
	clear(m.sentences)
	m.clearMaps()
	m.sentences = m.sentences[:0]
	m.tokens, m.phrases, m.groups, m.ends, m.marks = m.tokens[:0], m.phrases[:0], m.groups[:0], m.ends[:0], m.marks[:0]
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
