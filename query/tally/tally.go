package tally

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// Snapshot is what is counted.
type Snapshot interface {
	// Scan yields the statements that match.
	Scan(ctx context.Context, q graph.Scan) (graph.Scanner, error)
	// Lookup finds the ID of a canonical term text.
	Lookup(ctx context.Context, text []byte) (graph.ID, bool, error)
	// AppendTerm appends the canonical text of a term to dst.
	AppendTerm(ctx context.Context, dst []byte, id graph.ID) ([]byte, error)
	// Predicates counts the statements of each predicate.
	Predicates(ctx context.Context) ([]graph.PredicateStats, error)
}

// Count is a term with a number. The term is its canonical text; empty stands
// for the default graph.
type Count struct {
	Term  string `json:"term"`
	Count uint64 `json:"count"`
}

// Graphs counts the statements in each graph, most first, then by term.
func Graphs(ctx context.Context, s Snapshot) ([]Count, error) {
	return count(ctx, s, graph.Scan{Order: graph.GSPO, Columns: graph.ColG}, graph.G)
}

// Classes counts the typed subjects of each class, most first, then by term. A
// type that is stated in several graphs counts once.
func Classes(ctx context.Context, s Snapshot) ([]Count, error) {
	typ, ok, err := s.Lookup(ctx, []byte("<"+vocab.RDFType+">"))
	if err != nil || !ok {
		return nil, err
	}
	q := graph.Scan{Pattern: graph.Pattern{P: typ}, Order: graph.POSG, Columns: graph.ColO | graph.ColS}
	return count(ctx, s, q, graph.O)
}

// count counts the distinct rows of a scan per value of one column. Equal rows
// stand next to one another, since the scan's order begins with the columns.
func count(ctx context.Context, s Snapshot, q graph.Scan, by graph.Position) (list []Count, err error) {
	scanner, err := s.Scan(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("tally: %w", err)
	}
	defer func() { err = errors.Join(err, scanner.Close()) }()
	numbers := map[graph.ID]uint64{}
	var b graph.Batch
	var last [2]graph.ID
	for {
		if err := scanner.Next(ctx, &b); err != nil {
			return nil, fmt.Errorf("tally: %w", err)
		}
		if b.N == 0 {
			break
		}
		for row := range b.N {
			id := b.Cols[by][row]
			if q.Columns.Has(graph.S) {
				pair := [2]graph.ID{id, b.Cols[graph.S][row]}
				if pair == last {
					continue
				}
				last = pair
			}
			numbers[id]++
		}
	}
	for id, n := range numbers {
		c := Count{Count: n}
		if id != graph.DefaultGraph {
			text, err := s.AppendTerm(ctx, nil, id)
			if err != nil {
				return nil, fmt.Errorf("tally: %w", err)
			}
			c.Term = string(text)
		}
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Term, b.Term))
	})
	return list, nil
}

// PredicateCount counts the statements of one predicate.
type PredicateCount struct {
	Term     string `json:"term"`
	Rows     uint64 `json:"statements"`
	Subjects uint64 `json:"subjects"`
	Objects  uint64 `json:"objects"`
}

// Predicates counts the statements of each predicate, most first, then by term.
func Predicates(ctx context.Context, s Snapshot) ([]PredicateCount, error) {
	stats, err := s.Predicates(ctx)
	if err != nil {
		return nil, fmt.Errorf("tally: %w", err)
	}
	list := make([]PredicateCount, 0, len(stats))
	for _, p := range stats {
		if p.Rows == 0 {
			continue
		}
		text, err := s.AppendTerm(ctx, nil, p.Predicate)
		if err != nil {
			return nil, fmt.Errorf("tally: %w", err)
		}
		list = append(list, PredicateCount{string(text), p.Rows, p.Subjects, p.Objects})
	}
	slices.SortFunc(list, func(a, b PredicateCount) int {
		return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Term, b.Term))
	})
	return list, nil
}
