package chain

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
)

// pair is an actor in an event, as one source states it.
type pair struct {
	event, actor, source graph.ID
	expected             bool
}

func comparePairs(a, b pair) int {
	if c := cmp.Or(cmp.Compare(a.event, b.event), cmp.Compare(a.actor, b.actor)); c != 0 || a.expected == b.expected {
		return c
	}
	if b.expected { // who attends comes before the same actor as expected
		return -1
	}
	return 1
}

// events are contacts as they are stated: by event node.
type events struct {
	r     *relation.Reader
	terms relation.ContactTerms
	pairs []pair

	ids             []graph.ID // ascending
	statuses, kinds []uint8
	// The earliest start that is stated, and the last day of the latest end;
	// Never and MinDay where there is none.
	first, last, end []relation.Day
	starts           []uint32   // of each event in pairs, and the end
	sourceStarts     []uint32   // of each event in sources, and the end
	sources          []source   // by event, then graph name
	named            []graph.ID // a graph name of each event
	only             []graph.ID
}

// source is a graph name that states who takes part in an event, when, or what it
// was.
type source struct{ event, name graph.ID }

// readEvents reads the events of a snapshot, or only some of them, whose IDs are
// ascending. It reads the statements about participants, statuses, kinds and
// dates once each, and decodes no terms but the distinct dates.
func readEvents(ctx context.Context, r *relation.Reader, only []graph.ID) (*events, error) {
	e := &events{r: r, terms: r.ContactTerms(), only: only}
	if err := e.readPairs(ctx); err != nil {
		return nil, err
	}
	e.gather()
	for _, read := range []func(context.Context) error{e.readStatuses, e.readKinds, e.readDates} {
		if err := read(ctx); err != nil {
			return nil, err
		}
	}
	e.sortSources()
	e.dropExpected()
	e.mark()
	return e, ctx.Err()
}

// reserve makes room for the pairs of a whole snapshot, but trusts a count no further
// than 16 million. Memory that is not asked for twice is half the time of a command
// that builds a network and ends.
func (e *events) reserve(ctx context.Context) error {
	if e.only != nil {
		return nil
	}
	var total uint64
	for _, p := range slices.Concat(e.terms.Attending, e.terms.Expected) {
		n, err := e.r.Graph().Count(ctx, graph.Pattern{P: p})
		if err != nil {
			return fmt.Errorf("count participants: %w", err)
		}
		total += n
	}
	e.pairs = make([]pair, 0, min(total, 1<<24))
	return nil
}

func (e *events) readPairs(ctx context.Context) error {
	if err := e.reserve(ctx); err != nil {
		return err
	}
	for _, side := range []struct {
		predicates []graph.ID
		expected   bool
	}{{e.terms.Attending, false}, {e.terms.Expected, true}} {
		for _, p := range side.predicates {
			err := e.each(ctx, graph.Pattern{P: p}, graph.PSOG, func(s, o, g graph.ID) error {
				if isActor(o) {
					e.pairs = append(e.pairs, pair{s, e.r.Kept(o), g, side.expected})
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
	}
	e.sources = make([]source, 0, len(e.pairs))
	for _, p := range e.pairs {
		if s := (source{p.event, p.source}); len(e.sources) == 0 || e.sources[len(e.sources)-1] != s {
			e.sources = append(e.sources, s)
		}
	}
	// One property alone comes sorted.
	if !slices.IsSortedFunc(e.pairs, comparePairs) {
		slices.SortFunc(e.pairs, comparePairs)
	}
	e.pairs = slices.CompactFunc(e.pairs, func(x, y pair) bool { return x.event == y.event && x.actor == y.actor })
	return nil
}

// gather makes room for what is said of each event.
func (e *events) gather() {
	n := 0
	for i, p := range e.pairs {
		if i == 0 || p.event != e.pairs[i-1].event {
			n++
		}
	}
	e.ids, e.named = make([]graph.ID, 0, n), make([]graph.ID, 0, n)
	for i, p := range e.pairs {
		if i == 0 || p.event != e.pairs[i-1].event {
			e.ids = append(e.ids, p.event)
			e.named = append(e.named, p.source)
		}
	}
	e.statuses, e.kinds = make([]uint8, n), make([]uint8, n)
	e.first = slices.Repeat([]relation.Day{Never}, n)
	e.last = slices.Clone(e.first)
	e.end = slices.Repeat([]relation.Day{relation.MinDay}, n)
}

// each calls fn with the statements that fit: all of them in an order that
// starts with the subject within the pattern, or those about the wanted events.
func (e *events) each(ctx context.Context, p graph.Pattern, o graph.Order, fn func(s, o, g graph.ID) error) error {
	take := func(batch *graph.Batch) error {
		objects, names := batch.Cols[graph.O][:batch.N], batch.Cols[graph.G][:batch.N]
		for i, s := range batch.Cols[graph.S][:batch.N] {
			if err := fn(s, objects[i], names[i]); err != nil {
				return err
			}
		}
		return nil
	}
	const columns = graph.ColS | graph.ColO | graph.ColG
	if e.only == nil {
		return relation.EachBatch(ctx, e.r.Graph(), graph.Scan{Pattern: p, Order: o, Columns: columns}, take)
	}
	for _, s := range e.only {
		p.S = s
		if err := relation.EachBatch(ctx, e.r.Graph(), graph.Scan{Pattern: p, Columns: columns}, take); err != nil {
			return err
		}
	}
	return nil
}

// about calls fn with each event that a sorted scan tells something of.
func (e *events) about(ctx context.Context, p graph.Pattern, o graph.Order, fn func(event int, o graph.ID) error) error {
	at := 0
	return e.each(ctx, p, o, func(s, object, name graph.ID) error {
		for at < len(e.ids) && e.ids[at] < s {
			at++
		}
		if at == len(e.ids) || e.ids[at] != s {
			return nil
		}
		if name != e.named[at] {
			e.sources = append(e.sources, source{s, name})
		}
		return fn(at, object)
	})
}

// sortSources sorts the graph names and drops repeats.
func (e *events) sortSources() {
	compare := func(a, b source) int { return cmp.Or(cmp.Compare(a.event, b.event), cmp.Compare(a.name, b.name)) }
	if !slices.IsSortedFunc(e.sources, compare) {
		slices.SortFunc(e.sources, compare)
	}
	e.sources = slices.Compact(e.sources)
}

func (e *events) readStatuses(ctx context.Context) error {
	for _, p := range e.terms.Status {
		err := e.about(ctx, graph.Pattern{P: p}, graph.PSOG, func(c int, o graph.ID) error {
			if s, ok := e.terms.StatusOf[o]; ok {
				e.statuses[c] |= 1 << s
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for i, s := range e.statuses {
		if s == 0 {
			e.statuses[i] = 1 // none stated: occurred
		}
	}
	return nil
}

func (e *events) readKinds(ctx context.Context) error {
	plain := uint8(len(relation.ContactKinds()) - 1)
	for _, p := range e.terms.Type {
		for class, kind := range e.terms.KindOf {
			if kind == plain {
				continue // what has no finer kind
			}
			err := e.about(ctx, graph.Pattern{P: p, O: class}, graph.POSG, func(c int, _ graph.ID) error {
				e.kinds[c] |= 1 << kind
				return nil
			})
			if err != nil {
				return err
			}
		}
	}
	for i, k := range e.kinds {
		if k == 0 {
			e.kinds[i] = 1 << plain
		}
	}
	return nil
}

func (e *events) readDates(ctx context.Context) error {
	for _, p := range e.terms.Start {
		if err := e.dates(ctx, p, func(c int, d relation.Date) {
			if d.First < e.first[c] || (d.First == e.first[c] && d.Last < e.last[c]) {
				e.first[c], e.last[c] = d.First, d.Last
			}
		}); err != nil {
			return err
		}
	}
	for _, p := range e.terms.End {
		if err := e.dates(ctx, p, func(c int, d relation.Date) {
			e.end[c] = max(e.end[c], d.Last)
		}); err != nil {
			return err
		}
	}
	for i, first := range e.first {
		if first != Never {
			e.last[i] = max(e.last[i], e.end[i])
		}
	}
	return nil
}

// dates calls fn with each known date of an event.
func (e *events) dates(ctx context.Context, p graph.ID, fn func(event int, d relation.Date)) error {
	var last graph.ID
	var known relation.Date
	return e.about(ctx, graph.Pattern{P: p}, graph.PSOG, func(c int, o graph.ID) error {
		if o != last {
			var err error
			if known, err = e.r.Date(ctx, o); err != nil {
				return err
			}
			last = o
		}
		if known.Known() {
			fn(c, known)
		}
		return nil
	})
}

// dropExpected removes those who were only expected from events that occurred.
func (e *events) dropExpected() {
	at := 0
	e.pairs = slices.DeleteFunc(e.pairs, func(p pair) bool {
		for e.ids[at] < p.event {
			at++
		}
		return p.expected && e.statuses[at]&1 != 0
	})
}

// mark notes where the pairs and the sources of each event start.
func (e *events) mark() {
	e.starts = startsOf(e.ids, len(e.pairs), func(i int) graph.ID { return e.pairs[i].event })
	e.sourceStarts = startsOf(e.ids, len(e.sources), func(i int) graph.ID { return e.sources[i].event })
}

// startsOf tells where the entries of each ID start in a list by ID, and its end.
func startsOf(ids []graph.ID, entries int, id func(int) graph.ID) []uint32 {
	starts := make([]uint32, 0, len(ids)+1)
	at := 0
	for _, want := range ids {
		for at < entries && id(at) < want {
			at++
		}
		starts = append(starts, uint32(at))
	}
	return append(starts, uint32(entries))
}

// marks returns the bits of the kinds and statuses of an event.
func (e *events) marks(event int) uint32 { return marksOf(e.kinds[event], e.statuses[event]) }

// kindCount is the number of kinds of contact.
var kindCount = len(relation.ContactKinds())

// marksOf returns a bit for each pair of a kind and a status; see contact.
func marksOf(kinds, statuses uint8) uint32 {
	var marks uint32
	for k := range kindCount {
		if kinds&(1<<k) != 0 {
			marks |= uint32(statuses&(1<<statusBits-1)) << (statusBits * k)
		}
	}
	return marks
}
