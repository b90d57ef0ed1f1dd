package exec

import (
	"context"
	"errors"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// step is one kind of edge of a path in one graph: from a term to those that are
// one step away. It looks terms up in an index, and reads all edges of the kind
// into memory once that is cheaper than what has been looked up already.
type step struct {
	run    *run
	node   *plan.Scan
	except []graph.ID
	cursor *keyCursor
	seeks  bool
	lookup int   // terms looked up so far
	edges  int64 // number of edges of the kind; -1: not counted

	// all edges, if they have been read
	t     *table
	start []int32
	to    []graph.ID
	mem   reservation
	loads bool // they are too many to be read
}

// Slots of a step's scan; the middle one is the predicate, if it is any.
const (
	stepFrom plan.Slot = iota
	stepTo
	stepPredicate
	stepSlots
)

const pathWhat = "a path search"

func newStep(r *run, e *plan.Edge, graphs plan.GraphMode, set []graph.ID) *step {
	inner := *r // a scan of its own, with slots of its own
	inner.slots, inner.profile = int(stepSlots), nil
	n := &plan.Scan{Graphs: graphs, Set: set}
	from, to := plan.Term{Slot: stepFrom}, plan.Term{Slot: stepTo}
	n.S, n.O, n.G = from, to, plan.Term{Slot: plan.NoSlot}
	if e.Backward {
		n.S, n.O = to, from
	}
	n.Slots = []plan.Slot{stepFrom, stepTo}
	switch {
	case e.Predicate != graph.None:
		n.P = plan.Term{ID: e.Predicate, Slot: plan.NoSlot}
		n.Order = graph.PSOG
		if e.Backward {
			n.Order = graph.POSG
		}
	default:
		n.P = plan.Term{Slot: stepPredicate}
		n.Slots = append(n.Slots, stepPredicate)
		n.Order = graph.SPOG
		if e.Backward {
			n.Order = graph.OSPG
		}
	}
	s := &step{run: &inner, node: n, edges: -1, mem: r.mem.reserve(pathWhat)}
	if e.Predicate == graph.None {
		s.except = e.Except
	}
	return s
}

// open starts the scan.
func (s *step) open(ctx context.Context) error {
	if s.cursor != nil {
		return nil
	}
	sc := newScan(s.run, s.node)
	want := slices.DeleteFunc(slices.Clone(s.node.Slots), func(slot plan.Slot) bool { return slot == stepFrom })
	s.cursor = newKeyCursor(s.run, sc, []plan.Slot{stepFrom}, want, pathWhat)
	var err error
	if s.seeks, err = sc.seekable(ctx); s.seeks {
		s.cursor.scan = sc
	}
	return err
}

// loadAfter is the number of look-ups at least after which the edges are read as
// a whole; loadRatio how many edges one look-up is reckoned to be worth.
const (
	loadAfter = 256
	loadRatio = 16
)

// expand appends the terms one step from each of from, which rises, to dst, with
// repeats.
func (s *step) expand(ctx context.Context, from, dst []graph.ID) ([]graph.ID, error) {
	s.lookup += len(from)
	if s.t == nil && !s.loads && s.lookup > loadAfter {
		if err := s.consider(ctx); err != nil {
			return dst, err
		}
	}
	if s.t != nil {
		return s.fromMemory(from, dst), nil
	}
	if err := s.open(ctx); err != nil {
		return dst, err
	}
	if !s.seeks {
		return s.scanEach(ctx, from, dst)
	}
	c := s.cursor
	if len(c.last) > 0 && c.last[0] >= from[0] {
		if err := c.rewind(); err != nil {
			return dst, err
		}
	}
	c.buf.reset()
	for i := range from {
		equal, err := c.advance(ctx, from[i:i+1])
		if err != nil {
			return dst, err
		}
		if equal {
			if _, _, err := c.take(ctx, from[i:i+1]); err != nil {
				return dst, err
			}
		}
	}
	cols, err := c.partners()
	if err != nil {
		return dst, err
	}
	return s.filter(dst, cols, c.buf.n), nil
}

// filter appends targets whose predicate counts.
func (s *step) filter(dst []graph.ID, cols [][]graph.ID, n int) []graph.ID {
	if s.except == nil {
		return append(dst, cols[stepTo][:n]...)
	}
	for i, p := range cols[stepPredicate][:n] {
		if _, out := slices.BinarySearch(s.except, p); !out {
			dst = append(dst, cols[stepTo][i])
		}
	}
	return dst
}

// scanEach opens a scan per term: the dataset's scanners cannot seek.
func (s *step) scanEach(ctx context.Context, from, dst []graph.ID) ([]graph.ID, error) {
	sc := s.cursor.in.(*scan)
	b := NewBatch(int(stepSlots))
	dense := newRows(s.node.Slots, s.run.mem.reserve(pathWhat))
	defer dense.release()
	for i := range from {
		if err := sc.fix([]plan.Slot{stepFrom}, from[i:i+1]); err != nil {
			return dst, err
		}
		for {
			if err := sc.next(ctx, b); err != nil {
				return dst, err
			}
			if b.Len() == 0 {
				break
			}
			// The column of the fixed term is not bound any more; nothing needs it.
			dense.reset()
			if err := dense.append(b); err != nil {
				return dst, err
			}
			dst = s.filter(dst, dense.bySlot(int(stepSlots)), dense.n)
		}
	}
	return dst, nil
}

// consider reads all edges if that costs no more than the look-ups so far did.
func (s *step) consider(ctx context.Context) error {
	if s.edges < 0 {
		p := graph.Pattern{P: s.node.P.ID}
		if s.node.Graphs == plan.GraphDefault {
			p.G = graph.DefaultGraph
		} else if s.node.Graphs == plan.GraphSet && len(s.node.Set) == 1 {
			p.G = s.node.Set[0]
		}
		n, err := s.run.ds.Count(ctx, p)
		if err != nil {
			return err
		}
		s.edges = int64(min(n, 1<<40))
	}
	if s.edges > int64(s.lookup)*loadRatio {
		return nil
	}
	return s.load(ctx)
}

// load reads all edges, unless they take too much memory.
func (s *step) load(ctx context.Context) error {
	if s.loads = true; !s.mem.fits(s.edges * 32) {
		return nil
	}
	sc := newScan(s.run, s.node)
	t := newTable(1, s.run.mem.reserve(pathWhat))
	b := NewBatch(int(stepSlots))
	nums := make([]int32, BatchRows)
	var err error
	for err == nil {
		if err = sc.next(ctx, b); err != nil || b.Len() == 0 {
			break
		}
		err = s.addEdges(t, b, nums)
	}
	if err = errors.Join(err, sc.close()); err != nil {
		t.release()
		return err
	}
	s.start = append(s.start, int32(len(s.to)))
	s.t = t
	return nil
}

// addEdges appends the rows of a batch; those of a term follow one another.
func (s *step) addEdges(t *table, b *Batch, nums []int32) error {
	rows := b.live()
	if err := s.mem.grow(int64(len(rows)) * 12); err != nil {
		return err
	}
	if err := t.insert([][]graph.ID{b.Cols[stepFrom]}, rows, nums); err != nil {
		return err
	}
	for i, row := range rows {
		if int(nums[i]) == len(s.start) {
			s.start = append(s.start, int32(len(s.to)))
		}
		if s.except != nil {
			if _, out := slices.BinarySearch(s.except, b.Cols[stepPredicate][row]); out {
				continue
			}
		}
		s.to = append(s.to, b.Cols[stepTo][row])
	}
	return nil
}

func (s *step) fromMemory(from, dst []graph.ID) []graph.ID {
	var nums [256]int32
	for len(from) > 0 {
		n := min(len(from), len(nums))
		s.t.find([][]graph.ID{from}, identity[:n], nums[:n])
		for _, num := range nums[:n] {
			if num >= 0 {
				dst = append(dst, s.to[s.start[num]:s.start[num+1]]...)
			}
		}
		from = from[n:]
	}
	return dst
}

// sources appends all terms that have an edge of the kind, rising.
func (s *step) sources(ctx context.Context, dst []graph.ID) ([]graph.ID, error) {
	sc := newScan(s.run, s.node)
	b := NewBatch(int(stepSlots))
	last := graph.None
	for {
		if err := sc.next(ctx, b); err != nil || b.Len() == 0 {
			return dst, errors.Join(err, sc.close())
		}
		col := b.Cols[stepFrom]
		for _, row := range b.live() {
			if col[row] == last {
				continue
			}
			if s.except != nil {
				if _, out := slices.BinarySearch(s.except, b.Cols[stepPredicate][row]); out {
					continue
				}
			}
			last = col[row]
			dst = append(dst, last)
		}
	}
}

func (s *step) close() error {
	s.mem.release()
	if s.t != nil {
		s.t.release()
	}
	if s.cursor == nil {
		return nil
	}
	s.cursor.buf.release()
	return s.cursor.in.close()
}
