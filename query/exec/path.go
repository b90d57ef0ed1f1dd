package exec

import (
	"context"
	"errors"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// path matches a property path (SPARQL 1.1 §18.4, ALP) for each solution of its
// input: it checks where both ends are known, finds the other end where one is,
// and all pairs where none is. Ends come once each, whatever the number of ways.
type path struct {
	run  *run
	node *plan.Path
	in   operator

	batch Batch
	live  []int32
	at    int
	begun bool // the row at hand has been set up

	graphs []graph.ID // still to be searched for the row, after the one at hand
	names  []graph.ID // of all named graphs, once they are needed
	listed bool
	g      graph.ID // the graph at hand; None where it is not bound
	search *search
	memo   *memo

	s, o    graph.ID   // ends of the row, None if unbound
	starts  []graph.ID // still to be searched from
	mirror  bool       // starts are objects
	from    graph.ID   // start of the results at hand
	results []graph.ID // still to be yielded

	out [][]graph.ID // by slot
	n   int
	top int64
}

func newPath(r *run, n *plan.Path, in operator) *path {
	p := &path{run: r, node: n, in: in, out: make([][]graph.ID, r.slots)}
	for _, slot := range n.Slots {
		p.out[slot] = make([]graph.ID, BatchRows)
	}
	p.batch.Cols = make([][]graph.ID, r.slots)
	return p
}

func (p *path) next(ctx context.Context, b *Batch) error {
	p.n = 0
	for p.n < BatchRows {
		switch {
		case len(p.results) > 0:
			p.emit()
		case len(p.starts) > 0:
			if err := p.searchFrom(ctx); err != nil {
				return err
			}
		case p.begun && len(p.graphs) > 0:
			g := p.graphs[0]
			p.graphs = p.graphs[1:]
			if err := p.enter(ctx, g); err != nil {
				return err
			}
		default:
			more, err := p.nextRow(ctx)
			if err != nil {
				return err
			}
			if !more {
				return p.hand(b)
			}
		}
	}
	return p.hand(b)
}

func (p *path) hand(b *Batch) error {
	b.reset()
	b.N = p.n
	for slot, c := range p.out {
		if c != nil {
			b.Cols[slot] = c[:p.n]
		}
	}
	return nil
}

// nextRow sets the search up for the next input solution.
func (p *path) nextRow(ctx context.Context) (bool, error) {
	if p.begun {
		p.at++
	}
	p.begun = false
	for p.at >= len(p.live) {
		if err := p.in.next(ctx, &p.batch); err != nil {
			return false, err
		}
		p.live, p.at = p.batch.live(), 0
		if len(p.live) == 0 {
			return false, nil
		}
	}
	p.begun = true
	row := p.live[p.at]
	p.s, p.o = p.value(p.node.S, row), p.value(p.node.O, row)
	if p.node.Graphs != plan.GraphEach {
		p.graphs = p.graphs[:0]
		return true, p.enter(ctx, graph.None)
	}
	if g := p.value(p.node.G, row); g != graph.None {
		if p.graphs = nil; g != graph.DefaultGraph && (p.node.Set == nil || slices.Contains(p.node.Set, g)) {
			return true, p.enter(ctx, g)
		}
		return true, nil
	}
	err := p.listGraphs(ctx)
	p.graphs = p.names
	return true, err
}

// value is what a position is in a row: a constant, what the input binds, None.
func (p *path) value(t plan.Term, row int32) graph.ID {
	if t.ID != graph.None || t.Slot == plan.NoSlot {
		return t.ID
	}
	return p.batch.At(t.Slot, row)
}

// listGraphs finds the names of all named graphs.
func (p *path) listGraphs(ctx context.Context) error {
	if p.listed {
		return nil
	}
	inner := *p.run
	inner.slots = 1
	op := newGraphNames(&inner, &plan.GraphNames{Slot: 0, Set: p.node.Set})
	b := NewBatch(1)
	var err error
	for {
		if err = op.next(ctx, b); err != nil || b.N == 0 {
			break
		}
		p.names = append(p.names, b.Cols[0][:b.N]...)
	}
	p.listed = true
	return errors.Join(err, op.close())
}

// enter sets the search of the row up in a graph.
func (p *path) enter(ctx context.Context, g graph.ID) error {
	if p.search == nil || g != p.g {
		if err := p.leave(); err != nil {
			return err
		}
		graphs, set := p.node.Graphs, p.node.Set
		if graphs == plan.GraphEach {
			graphs, set = plan.GraphSet, []graph.ID{g}
		}
		p.g = g
		p.search = newSearch(p.run, p.node.Path, graphs, set)
		p.memo = newMemo(p.run)
	}
	p.starts, p.mirror = nil, false
	same := p.node.S.ID == graph.None && p.node.S.Slot != plan.NoSlot && p.node.S.Slot == p.node.O.Slot
	switch {
	case p.s != graph.None && p.o != graph.None:
		return p.check(ctx)
	case p.s != graph.None:
		p.starts = []graph.ID{p.s}
	case p.o != graph.None:
		p.starts, p.mirror = []graph.ID{p.o}, true
	case same:
		return p.loops(ctx)
	default:
		var err error
		p.starts, err = p.allStarts(ctx)
		return err
	}
	return nil
}

// allStarts returns the terms at which a path may begin.
func (p *path) allStarts(ctx context.Context) ([]graph.ID, error) {
	if p.node.Path.Empty {
		return p.search.nodes(ctx)
	}
	return p.search.sources(ctx, p.search.fore)
}

// loops finds the terms that the path leads back to.
func (p *path) loops(ctx context.Context) error {
	starts, err := p.allStarts(ctx)
	if err != nil || p.node.Path.Empty { // zero steps lead back
		p.results, p.from = starts, graph.None
		return err
	}
	p.from = graph.None
	var found []graph.ID
	for _, id := range starts {
		ok, err := p.search.connected(ctx, id, id)
		if err != nil {
			return err
		}
		if ok {
			found = append(found, id)
		}
	}
	p.results = found
	return nil
}

// check yields the row if the path leads from one of its ends to the other.
func (p *path) check(ctx context.Context) error {
	ok, err := p.empty(ctx, p.s, p.o)
	if err != nil {
		return err
	}
	if !ok {
		if ends, known := p.memo.get(p.s, false); known {
			_, ok = slices.BinarySearch(ends, p.o)
		} else if p.memo.asked(p.s) { // not the first time: find all its ends
			if ends, err = p.reach(ctx, p.s, false); err != nil {
				return err
			}
			_, ok = slices.BinarySearch(ends, p.o)
		} else if ok, err = p.search.connected(ctx, p.s, p.o); err != nil {
			return err
		}
	}
	if ok {
		p.from, p.results = p.s, []graph.ID{p.o}
	}
	return nil
}

// empty tells whether zero steps lead from one term to another.
func (p *path) empty(ctx context.Context, from, to graph.ID) (bool, error) {
	if !p.node.Path.Empty || from != to {
		return false, nil
	}
	if !p.node.Known {
		return true, nil
	}
	return p.search.isNode(ctx, from)
}

// reach returns the terms that the path leads to, rising, without those of zero
// steps.
func (p *path) reach(ctx context.Context, from graph.ID, mirror bool) ([]graph.ID, error) {
	if ends, known := p.memo.get(from, mirror); known {
		return ends, nil
	}
	d := p.search.fore
	if mirror {
		d = p.search.back
	}
	found, err := p.search.reach(ctx, d, from, nil)
	if err != nil {
		return nil, err
	}
	slices.Sort(found)
	p.memo.put(from, mirror, found)
	return found, nil
}

// searchFrom finds the results of the next start.
func (p *path) searchFrom(ctx context.Context) error {
	p.from, p.starts = p.starts[0], p.starts[1:]
	found, err := p.reach(ctx, p.from, p.mirror)
	if err != nil {
		return err
	}
	p.results = found
	if at, ok := slices.BinarySearch(found, p.from); !ok {
		zero, err := p.empty(ctx, p.from, p.from)
		if err != nil {
			return err
		}
		if zero {
			p.results = slices.Insert(slices.Clone(found), at, p.from)
		}
	}
	return nil
}

// emit yields results as far as there is room.
func (p *path) emit() {
	k := min(BatchRows-p.n, len(p.results))
	ids, row := p.results[:k], p.live[p.at]
	p.results = p.results[k:]
	for slot, c := range p.out {
		if c == nil {
			continue
		}
		c, slot := c[p.n:p.n+k], plan.Slot(slot)
		isS, isO := p.is(p.node.S, slot), p.is(p.node.O, slot)
		switch {
		case isS && (isO || p.mirror || p.from == graph.None):
			copy(c, ids)
		case isO && !p.mirror:
			copy(c, ids)
		case isS || isO:
			fill(c, p.from)
		case p.node.Graphs == plan.GraphEach && p.is(p.node.G, slot):
			fill(c, p.g)
		default:
			fill(c, p.batch.At(slot, row))
		}
	}
	p.n += k
}

func (p *path) is(t plan.Term, slot plan.Slot) bool { return t.ID == graph.None && t.Slot == slot }

func fill(c []graph.ID, id graph.ID) {
	for i := range c {
		c[i] = id
	}
}

// leave ends the search in a graph.
func (p *path) leave() error {
	if p.search == nil {
		return nil
	}
	p.held()
	p.memo.release()
	err := p.search.close()
	p.search = nil
	return err
}

func (p *path) held() int64 {
	if s := p.search; s != nil {
		p.top = max(p.top, s.mem.top+s.fore.terms.mem.top+s.back.terms.mem.top+p.memo.mem.top)
		for _, st := range s.steps {
			p.top = max(p.top, st.mem.top)
		}
	}
	return p.top
}

func (p *path) close() error { return errors.Join(p.leave(), p.in.close()) }

// memo remembers where a path leads from a term, while there is room: input
// solutions often share an end.
type memo struct {
	ends   map[memoKey][]graph.ID
	before map[graph.ID]struct{} // starts of checks
	mem    reservation
}

type memoKey struct {
	from   graph.ID
	mirror bool
}

const (
	memoBytes = 64 << 20
	memoEntry = 96 // of the map, besides the ends
)

func newMemo(r *run) *memo {
	return &memo{ends: map[memoKey][]graph.ID{}, before: map[graph.ID]struct{}{}, mem: r.mem.reserve(pathWhat)}
}

func (m *memo) get(from graph.ID, mirror bool) ([]graph.ID, bool) {
	ends, ok := m.ends[memoKey{from, mirror}]
	return ends, ok
}

// asked notes that a start was asked for, and tells whether it was before.
func (m *memo) asked(from graph.ID) bool {
	_, ok := m.before[from]
	if !ok && len(m.before) < memoBytes/memoEntry {
		m.before[from] = struct{}{}
	}
	return ok
}

// put remembers ends if that is cheap; all is forgotten when it is not.
func (m *memo) put(from graph.ID, mirror bool, ends []graph.ID) {
	n := int64(len(ends)*8 + memoEntry)
	if m.mem.n+n > memoBytes || !m.mem.fits(n) {
		clear(m.ends)
		m.mem.release()
	}
	if n > memoBytes || !m.mem.fits(n) || m.mem.grow(n) != nil {
		return
	}
	m.ends[memoKey{from, mirror}] = ends
}

func (m *memo) release() { m.mem.release() }
