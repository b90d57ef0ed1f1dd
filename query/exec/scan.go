package exec

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// scan reads one permutation of the dataset. Columns are handed on as the
// dataset gives them; rows that do not count (repeated in another graph, in a
// graph that is not asked for, different terms for one variable) are left out by
// the selection.
//
// In all orders but GSPO the graph name is compared last, so that the rows of a
// statement that is in several graphs stand side by side.
type scan struct {
	run  *run
	node *plan.Scan

	query   graph.Scan
	unique  []graph.Position // positions that tell statements apart, last compared first; nil: no repeats
	same    [][2]graph.Position
	inSet   []graph.ID       // the graph must be one of these; nil: any
	named   bool             // the graph must not be the default one
	nothing bool             // an empty set of graphs
	outside bool             // fixed at a term outside the range or the set
	hashed  *repeats         // repeats do not stand together: GSPO over several graphs
	eager   []graph.Position // those of unique that are wanted anyway
	lazy    []graph.Position // those that are not; nil: the dataset cannot defer them

	scanner graph.Scanner
	seeker  graph.Seeker   // the scanner, if it can seek
	later   graph.Deferrer // the scanner, if it can defer lazy columns
	part    *part          // the rows of it only; nil: all
	past    bool           // the rows sought lie beyond it
	batch   graph.Batch
	last    graph.Quad // the row before the batch
	begun   bool       // last is valid
	sel     []int32
}

func newScan(r *run, n *plan.Scan) *scan {
	s := &scan{run: r, node: n, part: r.part}
	s.query.Order = n.Order
	s.query.Pattern = graph.Pattern{S: n.S.ID, P: n.P.ID, O: n.O.ID}
	if n.O.ID == graph.None {
		s.query.Object = n.Object
	}
	s.chooseGraphs()
	s.chooseColumns()
	return s
}

// chooseGraphs turns the graph mode into a pattern and tests.
func (s *scan) chooseGraphs() {
	n, several := s.node, false
	switch n.Graphs {
	case plan.GraphDefault:
		s.query.G = graph.DefaultGraph
	case plan.GraphSet:
		switch len(n.Set) {
		case 0:
			s.nothing = true
		case 1:
			s.query.G = n.Set[0]
		default:
			s.inSet, several = n.Set, true
		}
	case plan.GraphEach:
		switch {
		case n.G.ID != graph.None:
			s.query.G = n.G.ID
			s.nothing = n.Set != nil && !slices.Contains(n.Set, n.G.ID)
		case n.Set != nil:
			s.inSet, s.nothing = n.Set, len(n.Set) == 0
			if len(n.Set) == 1 {
				s.query.G, s.inSet = n.Set[0], nil
			}
		default:
			s.named = true
		}
	default:
		several = true
	}
	if several {
		s.distinguish()
	}
}

// distinguish finds the positions in which two statements of the pattern can
// differ.
func (s *scan) distinguish() {
	order := s.query.Order
	if order == graph.AnyOrder { // the dataset must choose one with G last
		order = graph.SPOG
		s.query.Order = order
	}
	s.unique = []graph.Position{}
	for _, pos := range order.Positions() {
		if pos != graph.G && s.query.At(pos) == graph.None {
			s.unique = append(s.unique, pos)
		}
	}
	slices.Reverse(s.unique)
	if order == graph.GSPO {
		s.hashed = newRepeats(s.run)
	}
}

// terms are the positions of the pattern; the graph is bound by GraphEach only.
func (s *scan) terms() [4]plan.Term {
	n := s.node
	terms := [4]plan.Term{graph.S: n.S, graph.P: n.P, graph.O: n.O, graph.G: n.G}
	if n.Graphs != plan.GraphEach {
		terms[graph.G].Slot = plan.NoSlot
	}
	return terms
}

// chooseColumns asks for the columns that are bound or compared.
func (s *scan) chooseColumns() {
	terms := s.terms()
	first := map[plan.Slot]graph.Position{}
	for i := range terms {
		pos, slot := graph.Position(i), terms[i].Slot
		if terms[i].ID != graph.None || slot == plan.NoSlot {
			continue
		}
		if at, seen := first[slot]; seen {
			s.same = append(s.same, [2]graph.Position{at, pos})
			s.query.Columns |= 1<<at | 1<<pos
			continue
		}
		first[slot] = pos
		if slices.Contains(s.node.Slots, slot) {
			s.query.Columns |= 1 << pos
		}
	}
	for _, pos := range s.unique {
		if s.query.Columns.Has(pos) {
			s.eager = append(s.eager, pos)
		} else {
			s.lazy = append(s.lazy, pos)
		}
	}
	for _, pos := range s.lazy {
		s.query.Columns |= 1 << pos
	}
	if s.inSet != nil || s.named {
		s.query.Columns |= graph.ColG
	}
	if s.query.Columns == 0 { // the number of rows is wanted all the same
		s.query.Columns = 1 << s.query.Order.Positions()[3]
	}
}

// open starts the dataset's scan.
func (s *scan) open(ctx context.Context) error {
	if s.scanner != nil {
		return nil
	}
	sc, err := s.run.ds.Scan(ctx, s.query)
	if err != nil {
		return fmt.Errorf("scan %v: %w", s.query.Order, err)
	}
	s.scanner = sc
	s.seeker, _ = sc.(graph.Seeker)
	s.defers(sc)
	if s.part != nil {
		return s.seek(ctx, graph.Quad{}, graph.Quad{graph.MaxID, graph.MaxID, graph.MaxID, graph.MaxID})
	}
	return nil
}

// next implements operator.
func (s *scan) next(ctx context.Context, b *Batch) error {
	b.reset()
	if s.nothing || s.outside {
		return nil
	}
	if err := s.open(ctx); err != nil || s.past {
		return err
	}
	for {
		if err := s.scanner.Next(ctx, &s.batch); err != nil || s.batch.N == 0 {
			return err
		}
		sel, err := s.choose()
		if err != nil {
			return err
		}
		if sel == nil || len(sel) > 0 {
			s.hand(b, sel)
			return nil
		}
	}
}

func (s *scan) hand(b *Batch, sel []int32) {
	b.N, b.Sel = s.batch.N, sel
	s.bind(b, s.node.S, graph.S)
	s.bind(b, s.node.P, graph.P)
	s.bind(b, s.node.O, graph.O)
	if s.node.Graphs == plan.GraphEach {
		s.bind(b, s.node.G, graph.G)
	}
}

func (s *scan) bind(b *Batch, t plan.Term, pos graph.Position) {
	if t.ID == graph.None && t.Slot != plan.NoSlot && s.batch.Cols[pos] != nil {
		b.Cols[t.Slot] = s.batch.Cols[pos]
	}
}

// scratch is an empty selection, made when first needed: most scans of a few rows
// take all.
func (s *scan) scratch() []int32 {
	if s.sel == nil {
		s.sel = make([]int32, 0, BatchRows)
	}
	return s.sel[:0]
}

// choose returns the rows of the batch that count, nil if all do.
func (s *scan) choose() ([]int32, error) {
	var sel []int32
	all := true // sel is not in use
	narrow := func(keep func(row int32) bool) {
		dst := s.scratch()
		if all {
			for row := range int32(s.batch.N) {
				if keep(row) {
					dst = append(dst, row)
				}
			}
			all = len(dst) == s.batch.N
		} else {
			for _, row := range sel {
				if keep(row) {
					dst = append(dst, row)
				}
			}
		}
		s.sel, sel = dst, dst
	}
	cols := &s.batch.Cols
	if g := cols[graph.G]; s.named && slices.Contains(g[:s.batch.N], graph.DefaultGraph) {
		narrow(func(row int32) bool { return g[row] != graph.DefaultGraph })
	}
	if s.inSet != nil {
		g := cols[graph.G]
		narrow(func(row int32) bool { _, ok := slices.BinarySearch(s.inSet, g[row]); return ok })
	}
	for _, pair := range s.same {
		x, y := cols[pair[0]], cols[pair[1]]
		narrow(func(row int32) bool { return x[row] == y[row] })
	}
	switch {
	case s.hashed != nil:
		dst, err := s.hashed.first(cols, s.unique, s.batch.N, sel, s.scratch())
		if err != nil {
			return nil, err
		}
		s.sel, sel, all = dst, dst, false
	case s.unique != nil:
		var err error
		if all {
			sel, all, err = s.dropRepeats()
		} else {
			sel, err = s.dropSelectedRepeats(sel)
		}
		if err != nil {
			return nil, err
		}
	}
	if all {
		return nil, nil
	}
	return sel, nil
}

// seekable tells whether the dataset's scanner can skip forward.
func (s *scan) seekable(ctx context.Context) (bool, error) {
	if s.nothing {
		return true, nil
	}
	err := s.open(ctx)
	return s.seeker != nil, err
}

// compareLast compares the values that the last row read, whether it counted or
// not, has at the positions after the constants with a key; it is negative if
// nothing has been read.
func (s *scan) compareLast(key []graph.ID) int {
	last := s.batch.N - 1
	if last < 0 {
		return -1
	}
	i := 0
	for _, pos := range s.query.Order.Positions() {
		if i == len(key) {
			break
		}
		if s.fixed(pos) != graph.None {
			continue
		}
		if id := s.batch.Cols[pos][last]; id != key[i] {
			return cmp.Compare(id, key[i])
		}
		i++
	}
	return 0
}

// bounds are the first and the last possible row with the given values of the
// positions after the pattern's constants.
func (s *scan) bounds(key []graph.ID) (lo, hi graph.Quad) {
	i := 0
	for _, pos := range s.query.Order.Positions() {
		switch at := s.fixed(pos); {
		case at != graph.None:
			lo[pos], hi[pos] = at, at
		case i < len(key):
			lo[pos], hi[pos] = key[i], key[i]
			i++
		default:
			lo[pos], hi[pos] = graph.None, graph.MaxID
		}
	}
	return lo, hi
}

// keyOrder returns the positions in the order of the scan that slots of a join
// stand in, if they lead after the constants.
func (s *scan) keyOrder(keys []plan.Slot) ([]plan.Slot, bool) {
	var order []plan.Slot
	for _, pos := range s.query.Order.Positions() {
		if len(order) == len(keys) {
			break
		}
		if s.fixed(pos) != graph.None {
			continue
		}
		slot := s.slotAt(pos)
		if slot == plan.NoSlot || !slices.Contains(keys, slot) || slices.Contains(order, slot) {
			return nil, false
		}
		order = append(order, slot)
	}
	return order, len(order) == len(keys)
}

// fixed is what all rows have at a position, if it binds no slot.
func (s *scan) fixed(pos graph.Position) graph.ID {
	if s.slotAt(pos) != plan.NoSlot && s.terms()[pos].ID == graph.None {
		return graph.None
	}
	return s.query.At(pos)
}

func (s *scan) slotAt(pos graph.Position) plan.Slot { return s.terms()[pos].Slot }

// fix makes a scan one for given terms at some slots, and starts it anew.
func (s *scan) fix(slots []plan.Slot, ids []graph.ID) error {
	err := s.rewind()
	s.outside = false
	terms := s.terms()
	for i, slot := range slots {
		for pos, t := range terms {
			if t.ID != graph.None || t.Slot != slot {
				continue
			}
			switch graph.Position(pos) {
			case graph.S:
				s.query.S = ids[i]
			case graph.P:
				s.query.P = ids[i]
			case graph.O:
				s.query.O = ids[i]
				s.outside = s.outside || !s.node.Object.Contains(ids[i])
			default:
				s.query.G = ids[i]
				set := s.node.Set
				s.outside = s.outside || ids[i] == graph.DefaultGraph || set != nil && !slices.Contains(set, ids[i])
			}
		}
	}
	return err
}

// rewind makes the scan start anew.
func (s *scan) rewind() error {
	err := s.close()
	s.scanner, s.seeker, s.begun, s.past, s.batch.N = nil, nil, false, false, 0
	return err
}

func (s *scan) close() error {
	if s.hashed != nil {
		s.hashed.release()
	}
	if s.scanner == nil {
		return nil
	}
	return s.scanner.Close()
}
