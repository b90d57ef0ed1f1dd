package chain

import (
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
)

// Step is one contact of a chain, as numbers of a [Network].
type Step struct {
	From, To uint32 // actors
	Contact  uint32
	Day      relation.Day // on which the contact is used; Never without a date
}

// Finder finds chains in one network. It keeps the memory that searches need, so
// that one that is used again allocates nothing; it is used by one goroutine at a
// time. [Network.Finder] hands them out.
type Finder struct {
	n   *Network
	ctx context.Context
	err error // of the context, once it is done
	o   Options
	f   filter
	q   query

	sweeps  sweeper
	levels  levels
	tallies tally
	gaps    gapSearch
	sides   [2]side
	dues    dues
	dead    stamps // actors from whom no shortest chain goes on; see firstOf
	looked  int
	// onPartner is of each actor the place in a list of partners, plus 1.
	onPartner []uint32
	spare     []Step
}

// query is what is searched for, in numbers.
type query struct {
	ordered, strict bool
	gap             relation.Day
	maxHops         int
	from, to, via   []uint32
	avoid           stamps
	isTo            stamps
	// See prefix.go.
	prefix, heads    []uint32
	banned, onPrefix stamps
	avoids           bool // somebody is avoided
	free             bool // nobody is avoided or banned, and there is no prefix
}

// stamps is a set of actors that is emptied without being touched.
type stamps struct {
	at    []uint32
	epoch uint32
}

func (s *stamps) reset(n int) {
	if len(s.at) < n || s.epoch == ^uint32(0) {
		s.at, s.epoch = make([]uint32, n), 0
	}
	s.epoch++
}

func (s *stamps) add(i uint32)      { s.at[i] = s.epoch }
func (s *stamps) has(i uint32) bool { return s.at[i] == s.epoch }
func (s *stamps) remove(i uint32)   { s.at[i] = s.epoch - 1 }

// Finder returns a finder. Give it back with Release.
func (n *Network) Finder() *Finder { return n.finders.Get().(*Finder) }

// Network is the network that is searched.
func (f *Finder) Network() *Network { return f.n }

// Release gives a finder back for others.
func (f *Finder) Release() {
	f.ctx = nil
	f.n.finders.Put(f)
}

func newFinder(n *Network) *Finder { return &Finder{n: n} }

// prepare compiles a question. Ends that are in no contact are left out.
func (f *Finder) prepare(ctx context.Context, from, to []graph.ID, o *Options) {
	f.ctx, f.err, f.o, f.looked = ctx, nil, *o, 0
	f.f = f.n.compileFilter(o)
	q := &f.q
	q.ordered, q.strict, q.maxHops, q.gap = o.ordered(), o.Strict, o.MaxHops, relation.Day(o.Gap)
	size := f.n.Actors()
	for _, s := range []*stamps{&q.avoid, &q.isTo, &q.banned} {
		s.reset(size)
	}
	q.from, q.to, q.via = f.numbers(q.from[:0], from), f.numbers(q.to[:0], to), f.numbers(q.via[:0], o.Via)
	if o.NoHubs > 0 {
		for _, hub := range f.n.hubs(o.NoHubs) {
			q.avoid.add(hub)
		}
	}
	for _, id := range o.Avoid {
		if a, ok := f.n.Actor(id); ok {
			q.avoid.add(a)
		}
	}
	for _, end := range q.to {
		q.isTo.add(end)
		q.avoid.remove(end)
	}
	for _, end := range q.via {
		q.avoid.remove(end)
	}
	q.avoids = o.NoHubs > 0 || len(o.Avoid) > 0
	f.setPrefix(nil)
}

// numbers appends the numbers of actors, each once.
func (f *Finder) numbers(dst []uint32, ids []graph.ID) []uint32 {
	for _, id := range ids {
		if a, ok := f.n.Actor(id); ok && !slices.Contains(dst, a) {
			dst = append(dst, a)
		}
	}
	return dst
}

// checkContacts is how many contacts are looked at between looks at the context.
const checkContacts = 1 << 14

// look counts contacts and tells whether the search has to end.
func (f *Finder) look(contacts int) bool {
	if f.looked += contacts; f.looked >= checkContacts {
		f.looked = 0
		if f.err == nil {
			f.err = f.ctx.Err()
		}
	}
	return f.err != nil
}
