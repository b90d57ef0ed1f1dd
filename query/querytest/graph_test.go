package querytest_test

import (
	"context"
	"slices"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/querytest"
)

// scanAll reads every row of a scan.
func scanAll(t *testing.T, s graph.Scanner) []querytest.Row {
	t.Helper()
	var rows []querytest.Row
	var b graph.Batch
	for {
		if err := s.Next(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
		if b.N == 0 {
			return rows
		}
		for i := range b.N {
			var r querytest.Row
			for pos, col := range b.Cols {
				r.Quad[pos] = col[i]
			}
			r.Added, r.Removed = b.Added[i], b.Removed[i]
			rows = append(rows, r)
		}
	}
}

func TestGraphScansEveryPatternInEveryOrder(t *testing.T) {
	g, err := querytest.ParseShort(`
		actor:a chy:met actor:b
		actor:a chy:met actor:c
		actor:b chy:met actor:a
		GRAPH source:1
		actor:a schema:name "Ada"
		actor:b schema:name "A \"quoted\" name"@fr
		meeting:1 schema:startDate "1938-09-29"^^xsd:date
		meeting:1 schema:startDate "1938-09-30"^^xsd:date
	`)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	all, err := g.Scan(ctx, graph.Scan{Events: true})
	if err != nil {
		t.Fatal(err)
	}
	rows := scanAll(t, all)
	if len(rows) != 7 {
		t.Fatalf("got %d rows, want 7", len(rows))
	}
	for _, row := range rows {
		for bound := range 16 {
			var p graph.Pattern
			for pos, field := range []*graph.ID{&p.S, &p.P, &p.O, &p.G} {
				if bound&(1<<pos) != 0 {
					*field = row.Quad[pos]
				}
			}
			for _, order := range append([]graph.Order{graph.AnyOrder}, graph.Orders...) {
				checkScan(t, g, rows, graph.Scan{Pattern: p, Order: order, Events: true})
			}
		}
	}
}

func checkScan(t *testing.T, g *querytest.Graph, all []querytest.Row, q graph.Scan) {
	t.Helper()
	s, err := g.Scan(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	got := scanAll(t, s)
	pos := s.Order().Positions()
	sorted := slices.IsSortedFunc(got, func(a, b querytest.Row) int {
		for _, at := range pos {
			if a.Quad[at] != b.Quad[at] {
				if a.Quad[at] < b.Quad[at] {
					return -1
				}
				return 1
			}
		}
		return 0
	})
	if !sorted || (q.Order != graph.AnyOrder && s.Order() != q.Order) {
		t.Errorf("scan %+v: not sorted by %v", q, q.Order)
	}
	want := 0
	for _, r := range all {
		if q.Matches(r.Quad) {
			want++
			if !slices.Contains(got, r) {
				t.Errorf("scan %+v: row %v is missing", q, r)
			}
		}
	}
	count, err := g.Count(context.Background(), q.Pattern)
	if err != nil || len(got) != want || count != uint64(want) {
		t.Errorf("scan %+v: got %d rows, count %d (%v), want %d", q, len(got), count, err, want)
	}
}

func TestGraphKeepsWhatWasRemoved(t *testing.T) {
	g, err := querytest.ParseShort(`actor:a chy:met actor:b`)
	if err != nil {
		t.Fatal(err)
	}
	line, err := querytest.Expand(`actor:a chy:met actor:b`)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []func(string) error{g.Remove, g.Add} {
		if err := step(line); err != nil {
			t.Fatal(err)
		}
	}
	s, err := g.ScanHistory(context.Background(), graph.Scan{})
	if err != nil {
		t.Fatal(err)
	}
	rows := scanAll(t, s)
	if len(rows) != 2 || rows[0].Added != 1 || rows[0].Removed != 2 || rows[1].Added != 3 || rows[1].Removed != graph.NoSeq {
		t.Errorf("got %+v, want the statement from 1 to 2 and from 3 on", rows)
	}
	if n, _ := g.Count(context.Background(), graph.Pattern{}); n != 1 || g.Seq() != 3 {
		t.Errorf("got %d statements as of %d, want 1 as of 3", n, g.Seq())
	}
}

func TestExpandRefusesUnknownPrefixes(t *testing.T) {
	if _, err := querytest.Expand(`actor:a nowhere:b actor:c`); err == nil {
		t.Error("got no error for an unknown prefix")
	}
	if _, err := querytest.ParseShort(`actor:a chy:met`); err == nil {
		t.Error("got no error for a statement without an object")
	}
}
