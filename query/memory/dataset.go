package memory

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"
	"sync"

	"github.com/chancery-graph/chancery/graph"
)

// Dataset is a set of quads. It implements what the query engine reads.
type Dataset struct {
	dict   *dictionary
	quads  []graph.Quad
	orders [graph.GSPO + 1]permutation
}

// permutation is the quads sorted in one order, as columns by position.
type permutation struct {
	once sync.Once
	cols [4][]graph.ID
}

func newDataset(d *dictionary, quads []graph.Quad) *Dataset {
	return &Dataset{dict: d, quads: quads}
}

// Len is the number of quads.
func (d *Dataset) Len() int { return len(d.quads) }

// Lookup gives the ID of a canonical text; false if no statement has it.
func (d *Dataset) Lookup(_ context.Context, text []byte) (graph.ID, bool, error) {
	if len(text) == 0 {
		return graph.DefaultGraph, true, nil
	}
	if id, ok := graph.Inline(text); ok {
		return id, true, nil
	}
	id, ok := d.dict.lookup(text)
	return id, ok, nil
}

// AppendTerm appends the canonical text of id; nothing for the default graph.
func (d *Dataset) AppendTerm(_ context.Context, dst []byte, id graph.ID) ([]byte, error) {
	switch {
	case id == graph.DefaultGraph:
		return dst, nil
	case id.InDictionary():
		if text, ok := d.dict.text(id); ok {
			return append(dst, text...), nil
		}
		return dst, fmt.Errorf("memory: %v is not in the dictionary", id)
	case id.Tag() == graph.TagSpecial || id.IsLocal():
		return dst, fmt.Errorf("memory: %v is no term", id)
	default:
		return id.AppendInline(dst), nil
	}
}

// AppendTerms appends the texts of many terms and where each ends in dst.
func (d *Dataset) AppendTerms(ctx context.Context, dst []byte, ends []int, ids []graph.ID) ([]byte, []int, error) {
	for _, id := range ids {
		var err error
		if dst, err = d.AppendTerm(ctx, dst, id); err != nil {
			return dst, ends, err
		}
		ends = append(ends, len(dst))
	}
	return dst, ends, ctx.Err()
}

// Scan reads the quads that match q. The scanner is a [graph.Seeker]. Events are
// not known here: that columns are asked for is an error.
func (d *Dataset) Scan(_ context.Context, q graph.Scan) (graph.Scanner, error) {
	if q.Events {
		return nil, fmt.Errorf("memory: quads in memory have no events")
	}
	if q.Order == graph.AnyOrder {
		q.Order = bestOrder(&q.Pattern)
	}
	if q.Columns == 0 {
		q.Columns = graph.AllCols
	}
	s := &scanner{scan: q, perm: d.sorted(q.Order)}
	s.from, s.to = s.perm.span(&q)
	return s, nil
}

// bestOrder is the first permutation in which most positions that p binds lead.
func bestOrder(p *graph.Pattern) graph.Order {
	best, most := graph.SPOG, -1
	for _, o := range graph.Orders {
		n := 0
		for _, pos := range o.Positions() {
			if p.At(pos) == graph.None {
				if pos == graph.O && !p.Object.IsZero() {
					n++
				}
				break
			}
			n += 2
		}
		if n > most {
			best, most = o, n
		}
	}
	return best
}

func (d *Dataset) sorted(o graph.Order) *permutation {
	p := &d.orders[o]
	p.once.Do(func() {
		quads := slices.Clone(d.quads)
		pos := o.Positions()
		slices.SortFunc(quads, func(a, b graph.Quad) int {
			for _, i := range pos {
				if c := cmp.Compare(a[i], b[i]); c != 0 {
					return c
				}
			}
			return 0
		})
		for i := range p.cols {
			p.cols[i] = make([]graph.ID, len(quads))
			for r, q := range quads {
				p.cols[i][r] = q[i]
			}
		}
	})
	return p
}

// span is the rows that the leading positions of the pattern select.
func (p *permutation) span(q *graph.Scan) (from, to int) {
	to = len(p.cols[0])
	for _, pos := range q.Order.Positions() {
		lo, hi := q.At(pos), q.At(pos)
		if lo == graph.None {
			if pos != graph.O || q.Object.IsZero() {
				break
			}
			lo, hi = q.Object.Lo, q.Object.Hi
		}
		col := p.cols[pos]
		first := from + sort.Search(to-from, func(i int) bool { return col[from+i] >= lo })
		from, to = first, first+sort.Search(to-first, func(i int) bool { return col[first+i] > hi })
		if lo != hi {
			break
		}
	}
	return from, to
}

// Count is the exact number of quads that match p.
func (d *Dataset) Count(ctx context.Context, p graph.Pattern) (uint64, error) {
	s, err := d.Scan(ctx, graph.Scan{Pattern: p, Columns: graph.ColS})
	if err != nil {
		return 0, err
	}
	var b graph.Batch
	var n uint64
	for {
		if err := s.Next(ctx, &b); err != nil || b.N == 0 {
			return n, err
		}
		n += uint64(b.N)
	}
}

// Predicates lists the predicates in use, ascending by ID; all counts are exact.
func (d *Dataset) Predicates(context.Context) ([]graph.PredicateStats, error) {
	var all []graph.PredicateStats
	count := func(o graph.Order, second graph.Position, add func(*graph.PredicateStats)) {
		perm, i := d.sorted(o), -1
		var last graph.Quad
		for r, p := range perm.cols[graph.P] {
			x := perm.cols[second][r]
			if i < 0 || last[graph.P] != p {
				if i++; i == len(all) {
					all = append(all, graph.PredicateStats{Predicate: p})
				}
				last[second] = graph.None
			}
			if o == graph.PSOG {
				all[i].Rows++
			}
			if last[second] != x {
				add(&all[i])
			}
			last[graph.P], last[second] = p, x
		}
	}
	count(graph.PSOG, graph.S, func(s *graph.PredicateStats) { s.Subjects++ })
	count(graph.POSG, graph.O, func(s *graph.PredicateStats) { s.Objects++ })
	return all, nil
}
