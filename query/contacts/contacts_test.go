package contacts_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/contacts"
	"github.com/chancery-graph/chancery/query/relation"
)

// memory is a snapshot of statements as texts.
type memory struct {
	texts []string
	quads []graph.Quad
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
	if o[0] != '"' {
		o = "<" + o + ">"
	}
	m.quads = append(m.quads, graph.Quad{m.id("<" + s + ">"), m.id("<" + p + ">"), m.id(o), m.id("<u:source>")})
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

func (m *memory) rows(p graph.Pattern) (rows []graph.Quad) {
	for _, q := range m.quads {
		if p.Matches(q) {
			rows = append(rows, q)
		}
	}
	return rows
}

func (m *memory) Count(_ context.Context, p graph.Pattern) (uint64, error) {
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
func (s *scanner) Next(_ context.Context, b *graph.Batch) error {
	b.N = len(s.rows)
	for pos := range b.Cols {
		b.Cols[pos] = nil
		for _, row := range s.rows {
			b.Cols[pos] = append(b.Cols[pos], row[pos])
		}
	}
	s.rows = nil
	return nil
}

func TestNetwork(t *testing.T) {
	var m memory
	for _, name := range []string{"c", "a", "b", "e"} {
		m.add("u:"+name, vocab.RDFType, vocab.SchemaPerson)
		m.add("u:"+name, vocab.SchemaName, `"`+name+`"`)
	}
	meeting := func(iri, status, date, end string, attending, expected []string) {
		m.add(iri, vocab.RDFType, vocab.ChyMeeting)
		m.add(iri, vocab.ChyStatus, status)
		if date != "" {
			m.add(iri, vocab.SchemaStartDate, `"`+date+`"^^<`+vocab.XSD+`date>`)
		}
		if end != "" {
			m.add(iri, vocab.SchemaEndDate, `"`+end+`"^^<`+vocab.XSD+`date>`)
		}
		for _, a := range attending {
			m.add(iri, vocab.SchemaAttendee, a)
		}
		for _, a := range expected {
			m.add(iri, vocab.ChyExpectedParticipant, a)
		}
	}
	meeting("u:m2", vocab.ChyOccurred, "2026-01-01", "2026-01-03", []string{"u:c", "u:a"}, []string{"u:e"})
	meeting("u:m1", vocab.ChyPlanned, "2026-02-01", "2026-01-01", []string{"u:a"}, []string{"u:b"})
	meeting("u:m3", vocab.ChyOccurred, "", "", []string{"u:a"}, nil)
	ctx := context.Background()
	for _, test := range []struct {
		name         string
		entity       graph.ID
		nodes, edges []string
	}{
		// e was only expected at a meeting that took place; an end before the
		// start is not believed; a contact of one has no edge.
		{"all", graph.None, []string{"u:a", "u:b", "u:c"}, []string{
			"u:a u:b meeting planned 2026-02-01 2026-02-01 u:source u:m1", "u:a u:c meeting occurred 2026-01-01 2026-01-03 u:source u:m2"}},
		{"one", m.id("<u:c>"), []string{"u:a", "u:c"}, []string{"u:a u:c meeting occurred 2026-01-01 2026-01-03 u:source u:m2"}},
		{"nobody", m.id("<u:m1>"), nil, nil},
	} {
		reader, err := relation.NewReader(ctx, &m, relation.Options{})
		if err != nil {
			t.Fatal(err)
		}
		net, err := contacts.Open(ctx, reader, contacts.Options{Entity: test.entity})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // a source can be read again
			var nodes, edges []string
			for node, err := range net.Nodes(ctx) {
				if err != nil || node.Kind != relation.KindPerson {
					t.Fatal(node, err)
				}
				nodes = append(nodes, node.ID)
			}
			for e, err := range net.Edges(ctx) {
				if err != nil {
					t.Fatal(err)
				}
				edges = append(edges, fmt.Sprint(e.From, " ", e.To, " ", e.Kind, " ", e.Status, " ", e.Start, " ", e.End, " ", e.Source, " ", e.Event))
			}
			if !slices.Equal(nodes, test.nodes) || !slices.Equal(edges, test.edges) {
				t.Errorf("%s: got %q and %q, want %q and %q", test.name, nodes, edges, test.nodes, test.edges)
			}
		}
	}
	cancelled, cancel := context.WithCancel(ctx)
	reader, err := relation.NewReader(ctx, &m, relation.Options{})
	if err != nil {
		t.Fatal(err)
	}
	net, err := contacts.Open(ctx, reader, contacts.Options{})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	for _, err := range net.Edges(cancelled) {
		if err == nil {
			t.Error("edges of a cancelled context")
		}
	}
}
