package querytest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"
	"sync"

	"github.com/chancery-graph/chancery/graph"
)

// Row is a statement with the events that added and removed it; Removed is
// graph.NoSeq while it stands.
type Row struct {
	graph.Quad
	Added, Removed graph.Seq
}

// Graph is a snapshot as of the last event that was loaded.
type Graph struct {
	seq    graph.Seq
	ids    map[string]graph.ID
	texts  []string // by ordinal
	rows   []Row    // every statement that was ever added
	live   map[graph.Quad]int
	mu     sync.Mutex
	orders [len(orderSlots)]*permutation
}

var orderSlots = [...]graph.Order{graph.AnyOrder, graph.SPOG, graph.PSOG, graph.POSG, graph.OSPG, graph.GSPO}

// permutation is the rows as of the snapshot, sorted.
type permutation struct {
	once sync.Once
	rows []Row
}

// New returns an empty graph, as of event 0.
func New() *Graph {
	g := &Graph{ids: map[string]graph.ID{}, live: map[graph.Quad]int{}}
	g.forget()
	return g
}

// forget drops the sorted rows.
func (g *Graph) forget() {
	for i := range g.orders {
		g.orders[i] = &permutation{}
	}
}

// Seq is the number of events that were loaded.
func (g *Graph) Seq() graph.Seq { return g.seq }

// ID returns the ID of a canonical term text, giving it one if it has none.
func (g *Graph) ID(text []byte) graph.ID {
	if id, ok := graph.Inline(text); ok {
		return id
	}
	if id, ok := g.ids[string(text)]; ok {
		return id
	}
	id := graph.MakeID(graph.TagOf(text), uint64(len(g.texts)))
	g.ids[string(text)] = id
	g.texts = append(g.texts, string(text))
	return id
}

// Lookup returns the ID of a canonical term text.
func (g *Graph) Lookup(_ context.Context, text []byte) (graph.ID, bool, error) {
	if id, ok := graph.Inline(text); ok {
		return id, true, nil
	}
	id, ok := g.ids[string(text)]
	return id, ok, nil
}

// AppendTerm appends the canonical text of an ID to dst.
func (g *Graph) AppendTerm(_ context.Context, dst []byte, id graph.ID) ([]byte, error) {
	if id == graph.DefaultGraph {
		return dst, nil
	}
	if !id.InDictionary() {
		return id.AppendInline(dst), nil
	}
	if id.Payload() >= uint64(len(g.texts)) {
		return dst, fmt.Errorf("querytest: no term %v", id)
	}
	return append(dst, g.texts[id.Payload()]...), nil
}

// Count returns how many statements a scan yields.
func (g *Graph) Count(_ context.Context, p graph.Pattern) (uint64, error) {
	rows, bound := g.section(p, graph.AnyOrder)
	if bound {
		return uint64(len(rows)), nil
	}
	n := uint64(0)
	for _, r := range rows {
		if p.Matches(r.Quad) {
			n++
		}
	}
	return n, nil
}

// Scan reads the statements that fit.
func (g *Graph) Scan(_ context.Context, q graph.Scan) (graph.Scanner, error) {
	if q.Order == graph.AnyOrder {
		q.Order = bestOrder(q.Pattern)
	}
	rows, _ := g.section(q.Pattern, q.Order)
	return newScanner(rows, q), nil
}

// ScanHistory reads the statements that fit, removed ones too, with the Added
// and Removed columns, in no order.
func (g *Graph) ScanHistory(_ context.Context, q graph.Scan) (graph.Scanner, error) {
	q.Order, q.Events = graph.AnyOrder, true
	return newScanner(g.rows, q), nil
}

// bestOrder returns the permutation in which most bound positions come first.
func bestOrder(p graph.Pattern) graph.Order {
	best, most := graph.SPOG, -1
	for _, o := range graph.Orders {
		n := 0
		for _, pos := range o.Positions() {
			if p.At(pos) == graph.None {
				break
			}
			n++
		}
		if n > most {
			best, most = o, n
		}
	}
	return best
}

// section returns the rows that share the bound positions at the start of the
// order. all tells that every one of them fits the pattern.
func (g *Graph) section(p graph.Pattern, o graph.Order) (rows []Row, all bool) {
	if o == graph.AnyOrder {
		o = bestOrder(p)
	}
	rows = g.sorted(o)
	bound := 0
	for _, pos := range o.Positions() {
		want := p.At(pos)
		if want == graph.None {
			break
		}
		bound++
		lo := sort.Search(len(rows), func(i int) bool { return rows[i].Quad[pos] >= want })
		hi := lo + sort.Search(len(rows)-lo, func(i int) bool { return rows[lo+i].Quad[pos] > want })
		rows = rows[lo:hi]
	}
	for i, pos := range o.Positions() {
		if i >= bound && p.At(pos) != graph.None {
			return rows, false
		}
	}
	return rows, p.O != graph.None || p.Object.IsZero()
}

func (g *Graph) sorted(o graph.Order) []Row {
	g.mu.Lock()
	p := g.orders[slices.Index(orderSlots[:], o)]
	g.mu.Unlock()
	p.once.Do(func() {
		for _, r := range g.rows {
			if r.Removed == graph.NoSeq {
				p.rows = append(p.rows, r)
			}
		}
		pos := o.Positions()
		slices.SortFunc(p.rows, func(a, b Row) int {
			for _, at := range pos {
				if c := cmp.Compare(a.Quad[at], b.Quad[at]); c != 0 {
					return c
				}
			}
			return 0
		})
	})
	return p.rows
}

// scanner yields rows that fit in batches.
type scanner struct {
	rows    []Row
	q       graph.Scan
	columns [4][]graph.ID
	added   []graph.Seq
	removed []graph.Seq
}

func newScanner(rows []Row, q graph.Scan) *scanner {
	if q.Columns == 0 {
		q.Columns = graph.AllCols
	}
	return &scanner{rows: rows, q: q}
}

// Next fills b with the next rows.
func (s *scanner) Next(ctx context.Context, b *graph.Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for i := range s.columns {
		s.columns[i] = s.columns[i][:0]
	}
	s.added, s.removed = s.added[:0], s.removed[:0]
	n := 0
	for n < graph.BatchRows && len(s.rows) > 0 {
		r := &s.rows[0]
		s.rows = s.rows[1:]
		if !s.q.Matches(r.Quad) {
			continue
		}
		for pos := range s.columns {
			if s.q.Columns.Has(graph.Position(pos)) {
				s.columns[pos] = append(s.columns[pos], r.Quad[pos])
			}
		}
		s.added, s.removed = append(s.added, r.Added), append(s.removed, r.Removed)
		n++
	}
	*b = graph.Batch{N: n}
	for pos := range s.columns {
		if s.q.Columns.Has(graph.Position(pos)) {
			b.Cols[pos] = s.columns[pos]
		}
	}
	if s.q.Events {
		b.Added, b.Removed = s.added, s.removed
	}
	return nil
}

// Order tells the permutation that is read.
func (s *scanner) Order() graph.Order { return s.q.Order }

// Close does nothing.
func (s *scanner) Close() error { return nil }
