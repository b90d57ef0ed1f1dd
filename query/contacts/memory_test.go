package contacts_test

import (
	"context"
	"errors"
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

// memory is a snapshot of statements as texts.
type memory struct {
	texts []string
	quads []graph.Quad
	count uint64 // of all statements, if not 0
}

func (m *memory) id(text string) graph.ID {
	if text == "" {
		return graph.DefaultGraph
	}
	if id, ok := graph.Inline([]byte(text)); ok {
		return id
	}
	n := slices.Index(m.texts, text)
	if n < 0 {
		n = len(m.texts)
		m.texts = append(m.texts, text)
	}
	return graph.MakeID(graph.TagOf([]byte(text)), uint64(n))
}

// add states a triple of IRIs, or of a literal that begins with a quote.
func (m *memory) add(s, p, o string) {
	m.addIn("<u:source>", s, p, o)
}

// addIn states a triple in a graph, "" for the default graph.
func (m *memory) addIn(g, s, p, o string) {
	if o[0] != '"' && o[0] != '<' {
		o = "<" + o + ">"
	}
	m.quads = append(m.quads, graph.Quad{m.id("<" + s + ">"), m.id("<" + p + ">"), m.id(o), m.id(g)})
}

func (m *memory) Seq() graph.Seq { return 1 }

func (m *memory) Lookup(_ context.Context, text []byte) (graph.ID, bool, error) {
	if id, ok := graph.Inline(text); ok {
		return id, true, nil
	}
	n := slices.Index(m.texts, string(text))
	if n < 0 {
		return graph.None, false, nil
	}
	return graph.MakeID(graph.TagOf(text), uint64(n)), true, nil
}

func (m *memory) AppendTerm(_ context.Context, dst []byte, id graph.ID) ([]byte, error) {
	if id.InDictionary() {
		return append(dst, m.texts[id.Payload()]...), nil
	}
	return id.AppendInline(dst), nil
}

func (m *memory) AppendTerms(ctx context.Context, dst []byte, ends []int, ids []graph.ID) ([]byte, []int, error) {
	if !slices.IsSorted(ids) {
		return dst, ends, errors.New("IDs do not rise")
	}
	for _, id := range ids {
		dst, _ = m.AppendTerm(ctx, dst, id) // which has no error
		ends = append(ends, len(dst))
	}
	return dst, ends, nil
}

func (m *memory) rows(p graph.Pattern) (rows []graph.Quad) {
	for _, q := range m.quads {
		if p.Matches(q) {
			rows = append(rows, q)
		}
	}
	return rows
}

func (m *memory) Count(_ context.Context, p graph.Pattern) (uint64, error) {
	if p == (graph.Pattern{}) && m.count > 0 {
		return m.count, nil
	}
	return uint64(len(m.rows(p))), nil
}

func (m *memory) Scan(_ context.Context, q graph.Scan) (graph.Scanner, error) {
	rows := m.rows(q.Pattern)
	order := q.Order
	if order == graph.AnyOrder {
		order = graph.SPOG
	}
	positions := order.Positions()
	slices.SortFunc(rows, func(a, b graph.Quad) int {
		for _, pos := range positions {
			if a[pos] != b[pos] {
				if a[pos] < b[pos] {
					return -1
				}
				return 1
			}
		}
		return 0
	})
	return &scanner{rows, order}, nil
}

type scanner struct {
	rows  []graph.Quad
	order graph.Order
}

func (s *scanner) Order() graph.Order { return s.order }
func (s *scanner) Close() error       { return nil }

// Next gives few rows at a time, so that a contact is cut in two.
func (s *scanner) Next(_ context.Context, b *graph.Batch) error {
	b.N = min(len(s.rows), 3)
	for pos := range b.Cols {
		b.Cols[pos] = nil
		for _, row := range s.rows[:b.N] {
			b.Cols[pos] = append(b.Cols[pos], row[pos])
		}
	}
	s.rows = s.rows[b.N:]
	return nil
}
