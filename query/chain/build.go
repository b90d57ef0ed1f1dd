package chain

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
)

// Build projects the contacts of the reader's snapshot. It reads the statements
// about participants, statuses, kinds and dates once each, and decodes no terms
// but the distinct dates.
func Build(ctx context.Context, r *relation.Reader) (*Network, error) {
	b := builder{r: r, terms: r.ContactTerms()}
	if err := b.readPairs(ctx); err != nil {
		return nil, err
	}
	b.gather()
	for _, read := range []func(context.Context) error{b.readStatuses, b.readKinds, b.readDates} {
		if err := read(ctx); err != nil {
			return nil, err
		}
	}
	b.dropExpected()
	if len(b.pairs) > maxEntries {
		return nil, fmt.Errorf("chain: %d participations, at most %d are numbered", len(b.pairs), maxEntries)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return b.network(), nil
}

// pair is an actor in a contact.
type pair struct {
	contact, actor graph.ID
	expected       bool
}

func comparePairs(a, b pair) int {
	if c := cmp.Or(cmp.Compare(a.contact, b.contact), cmp.Compare(a.actor, b.actor)); c != 0 || a.expected == b.expected {
		return c
	}
	if b.expected { // who attends comes before the same actor as expected
		return -1
	}
	return 1
}

// builder holds contacts by ID, before they are sorted by day.
type builder struct {
	r     *relation.Reader
	terms relation.ContactTerms
	pairs []pair

	contacts        []graph.ID
	statuses, kinds []uint8
	// The earliest start that is stated, and the last day of the latest end;
	// undated and MinDay where there is none.
	first, last, end []relation.Day
}

func (b *builder) readPairs(ctx context.Context) error {
	for _, side := range []struct {
		predicates []graph.ID
		expected   bool
	}{{b.terms.Attending, false}, {b.terms.Expected, true}} {
		for _, p := range side.predicates {
			err := b.scan(ctx, graph.Pattern{P: p}, graph.PSOG, func(s, o graph.ID) error {
				if isActor(o) {
					b.pairs = append(b.pairs, pair{s, o, side.expected})
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
	}
	// One property alone comes sorted.
	if !slices.IsSortedFunc(b.pairs, comparePairs) {
		slices.SortFunc(b.pairs, comparePairs)
	}
	b.pairs = slices.CompactFunc(b.pairs, func(x, y pair) bool {
		return x.contact == y.contact && x.actor == y.actor
	})
	return nil
}

// gather makes room for what is said of each contact.
func (b *builder) gather() {
	for i, p := range b.pairs {
		if i == 0 || p.contact != b.pairs[i-1].contact {
			b.contacts = append(b.contacts, p.contact)
		}
	}
	n := len(b.contacts)
	b.statuses, b.kinds = make([]uint8, n), make([]uint8, n)
	b.first = slices.Repeat([]relation.Day{undated}, n)
	b.last = slices.Clone(b.first)
	b.end = slices.Repeat([]relation.Day{relation.MinDay}, n)
}

// scan calls fn with subject and object of each statement that fits.
func (b *builder) scan(ctx context.Context, p graph.Pattern, o graph.Order, fn func(s, o graph.ID) error) error {
	q := graph.Scan{Pattern: p, Order: o, Columns: graph.ColS | graph.ColO}
	return relation.EachBatch(ctx, b.r.Graph(), q, func(batch *graph.Batch) error {
		objects := batch.Cols[graph.O][:batch.N]
		for i, s := range batch.Cols[graph.S][:batch.N] {
			if err := fn(s, objects[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// about calls fn with each contact that a sorted scan tells something of.
func (b *builder) about(ctx context.Context, p graph.Pattern, o graph.Order, fn func(contact int, o graph.ID) error) error {
	at := 0
	return b.scan(ctx, p, o, func(s, object graph.ID) error {
		for at < len(b.contacts) && b.contacts[at] < s {
			at++
		}
		if at < len(b.contacts) && b.contacts[at] == s {
			return fn(at, object)
		}
		return nil
	})
}

func (b *builder) readStatuses(ctx context.Context) error {
	for _, p := range b.terms.Status {
		err := b.about(ctx, graph.Pattern{P: p}, graph.PSOG, func(c int, o graph.ID) error {
			if s, ok := b.terms.StatusOf[o]; ok {
				b.statuses[c] |= 1 << s
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for i, s := range b.statuses {
		if s == 0 {
			b.statuses[i] = 1 // none stated: occurred
		}
	}
	return nil
}

func (b *builder) readKinds(ctx context.Context) error {
	plain := uint8(len(relation.ContactKinds()) - 1)
	for _, p := range b.terms.Type {
		for class, kind := range b.terms.KindOf {
			if kind == plain {
				continue // what has no finer kind
			}
			err := b.about(ctx, graph.Pattern{P: p, O: class}, graph.POSG, func(c int, _ graph.ID) error {
				b.kinds[c] |= 1 << kind
				return nil
			})
			if err != nil {
				return err
			}
		}
	}
	for i, k := range b.kinds {
		if k == 0 {
			b.kinds[i] = 1 << plain
		}
	}
	return nil
}

func (b *builder) readDates(ctx context.Context) error {
	for _, p := range b.terms.Start {
		if err := b.dates(ctx, p, func(c int, d relation.Date) {
			if d.First < b.first[c] || (d.First == b.first[c] && d.Last < b.last[c]) {
				b.first[c], b.last[c] = d.First, d.Last
			}
		}); err != nil {
			return err
		}
	}
	for _, p := range b.terms.End {
		if err := b.dates(ctx, p, func(c int, d relation.Date) {
			b.end[c] = max(b.end[c], d.Last)
		}); err != nil {
			return err
		}
	}
	for i, first := range b.first {
		if first != undated {
			b.last[i] = max(b.last[i], b.end[i])
		}
	}
	return nil
}

// dates calls fn with each known date of a contact.
func (b *builder) dates(ctx context.Context, p graph.ID, fn func(contact int, d relation.Date)) error {
	return b.about(ctx, graph.Pattern{P: p}, graph.PSOG, func(c int, o graph.ID) error {
		d, err := b.r.Date(ctx, o)
		if err == nil && d.Known() {
			fn(c, d)
		}
		return err
	})
}

// dropExpected removes those who were only expected from contacts that occurred.
func (b *builder) dropExpected() {
	at := 0
	b.pairs = slices.DeleteFunc(b.pairs, func(p pair) bool {
		for b.contacts[at] < p.contact {
			at++
		}
		return p.expected && b.statuses[at]&1 != 0
	})
}

// network sorts the contacts by day and lays out the rows.
func (b *builder) network() *Network {
	n := &Network{seq: b.r.Graph().Seq()}
	order := b.byDay()
	n.contacts = make([]graph.ID, len(order))
	n.first, n.last = make([]relation.Day, len(order)), make([]relation.Day, len(order))
	n.kinds, n.statuses = make([]uint8, len(order)), make([]uint8, len(order))
	n.attendeeStart = make([]uint32, 1, len(order)+1)
	n.attendees = make([]uint32, 0, len(b.pairs))
	n.actors = b.rank(&n.ranks)
	starts := b.pairStarts()
	for i, c := range order {
		n.contacts[i], n.kinds[i], n.statuses[i] = b.contacts[c], b.kinds[c], b.statuses[c]
		n.first[i], n.last[i] = b.first[c], b.last[c]
		for _, p := range b.pairs[starts[c]:starts[c+1]] {
			actor, _ := n.ranks.of(p.actor)
			n.attendees = append(n.attendees, actor)
		}
		n.attendeeStart = append(n.attendeeStart, uint32(len(n.attendees)))
	}
	n.layOutActors()
	n.searches.New = func() any { return newSearch(n) }
	return n
}

// byDay returns the contacts that still have actors, by day and then by ID.
func (b *builder) byDay() []uint32 {
	keys := make([]uint64, 0, len(b.contacts))
	starts := b.pairStarts()
	for i := range b.contacts {
		if starts[i] == starts[i+1] {
			continue
		}
		// Flipping the sign bit makes days compare as unsigned numbers.
		keys = append(keys, uint64(uint32(b.first[i])^1<<31)<<32|uint64(i))
	}
	slices.Sort(keys)
	order := make([]uint32, len(keys))
	for i, k := range keys {
		order[i] = uint32(k)
	}
	return order
}

// pairStarts returns where the pairs of each contact start, and the end.
func (b *builder) pairStarts() []uint32 {
	starts := make([]uint32, 0, len(b.contacts)+1)
	at := 0
	for _, c := range b.contacts {
		starts = append(starts, uint32(at))
		for at < len(b.pairs) && b.pairs[at].contact == c {
			at++
		}
	}
	return append(starts, uint32(at))
}

// rank numbers the actors and returns them by number.
func (b *builder) rank(r *ranks) []graph.ID {
	for _, p := range b.pairs {
		r.add(p.actor)
	}
	actors := make([]graph.ID, r.finish())
	for _, p := range b.pairs {
		i, _ := r.of(p.actor)
		actors[i] = p.actor
	}
	return actors
}

// layOutActors turns the rows of contacts into rows of actors, which come out by
// day because the contacts are.
func (n *Network) layOutActors() {
	n.actorStart = make([]uint32, len(n.actors)+1)
	for _, a := range n.attendees {
		n.actorStart[a+1]++
	}
	for i := range n.actors {
		n.actorStart[i+1] += n.actorStart[i]
	}
	n.attended = make([]uint32, len(n.attendees))
	next := slices.Clone(n.actorStart)
	for c := range n.contacts {
		for _, a := range n.in(uint32(c)) {
			n.attended[next[a]] = uint32(c)
			next[a]++
		}
	}
}
