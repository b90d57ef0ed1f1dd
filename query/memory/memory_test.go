package memory_test

import (
	"context"
	"fmt"
	"io"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/memory"
)

// term returns one of few terms, inlined and not.
func term(t *rapid.T, label string) string {
	n := rapid.IntRange(0, 5).Draw(t, label)
	return []string{"<http://example.org/a>", "<http://example.org/b>", "_:x", `"7"^^<http://www.w3.org/2001/XMLSchema#integer>`, `"9"^^<http://www.w3.org/2001/XMLSchema#integer>`, `"a long enough string"`}[n]
}

type harness struct {
	quads []graph.Quad
	data  *memory.Dataset
}

func draw(t *rapid.T) harness {
	b := memory.NewBuilder()
	for range rapid.IntRange(0, 40).Draw(t, "quads") {
		g := term(t, "g")
		if rapid.Bool().Draw(t, "default") {
			g = ""
		}
		b.Add([]byte(term(t, "s")), []byte(term(t, "p")), []byte(term(t, "o")), []byte(g))
	}
	h := harness{data: b.Dataset()}
	h.quads = read(t, h.data, graph.Scan{Order: graph.SPOG})
	if len(h.quads) != h.data.Len() {
		t.Fatalf("a full scan has %d quads, the dataset %d", len(h.quads), h.data.Len())
	}
	return h
}

func read(t interface{ Fatal(...any) }, d *memory.Dataset, q graph.Scan) []graph.Quad {
	s, err := d.Scan(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return rest(t, s)
}

func rest(t interface{ Fatal(...any) }, s graph.Scanner) (all []graph.Quad) {
	var b graph.Batch
	for {
		if err := s.Next(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
		if b.N == 0 {
			return all
		}
		for i := range b.N {
			all = append(all, graph.Quad{b.Cols[0][i], b.Cols[1][i], b.Cols[2][i], b.Cols[3][i]})
		}
	}
}

func sorted(quads []graph.Quad, o graph.Order) []graph.Quad {
	quads = slices.Clone(quads)
	slices.SortFunc(quads, func(a, b graph.Quad) int { return compare(a, b, o) })
	return quads
}

func compare(a, b graph.Quad, o graph.Order) int {
	for _, p := range o.Positions() {
		if a[p] != b[p] {
			if a[p] < b[p] {
				return -1
			}
			return 1
		}
	}
	return 0
}

func TestScanAndSeek(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := draw(t)
		var p graph.Pattern
		if len(h.quads) > 0 {
			q := rapid.SampledFrom(h.quads).Draw(t, "like")
			bound := rapid.IntRange(0, 15).Draw(t, "bound")
			for i, at := range []*graph.ID{&p.S, &p.P, &p.O, &p.G} {
				if bound&(1<<i) != 0 {
					*at = q[i]
				}
			}
			if p.O == graph.None && rapid.Bool().Draw(t, "range") {
				p.Object = graph.Range{Lo: min(q[graph.O], h.quads[0][graph.O]), Hi: max(q[graph.O], h.quads[0][graph.O])}
			}
		}
		order := rapid.SampledFrom(graph.Orders).Draw(t, "order")
		var want []graph.Quad
		for _, q := range sorted(h.quads, order) {
			if p.Matches(q) {
				want = append(want, q)
			}
		}
		if got := read(t, h.data, graph.Scan{Pattern: p, Order: order}); !slices.Equal(got, want) {
			t.Fatalf("scan of %+v by %v: got %v, want %v", p, order, got, want)
		}
		if n, err := h.data.Count(context.Background(), p); err != nil || n != uint64(len(want)) {
			t.Fatalf("count of %+v: got %d %v, want %d", p, n, err, len(want))
		}
		checkSeek(t, h, p, order, want)
	})
}

func checkSeek(t *rapid.T, h harness, p graph.Pattern, order graph.Order, all []graph.Quad) {
	s, err := h.data.Scan(context.Background(), graph.Scan{Pattern: p, Order: order})
	if err != nil {
		t.Fatal(err)
	}
	keys := sorted(h.quads, order)
	for len(keys) > 0 {
		i := rapid.IntRange(0, len(keys)-1).Draw(t, "lo")
		j := rapid.IntRange(i, len(keys)-1).Draw(t, "hi")
		if err := s.(graph.Seeker).Seek(context.Background(), keys[i], keys[j]); err != nil {
			t.Fatal(err)
		}
		var want []graph.Quad
		for _, q := range all {
			if compare(q, keys[i], order) >= 0 && compare(q, keys[j], order) <= 0 {
				want = append(want, q)
			}
		}
		if got := rest(t, s); !slices.Equal(got, want) {
			t.Fatalf("seek %v to %v: got %v, want %v", keys[i], keys[j], got, want)
		}
		keys = keys[j+1:]
	}
}

func TestPredicates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := draw(t)
		want := map[graph.ID]graph.PredicateStats{}
		seen := map[string]bool{}
		for _, q := range h.quads {
			s := want[q[graph.P]]
			s.Predicate = q[graph.P]
			s.Rows++
			if k := fmt.Sprint("s", q[graph.P], q[graph.S]); !seen[k] {
				seen[k] = true
				s.Subjects++
			}
			if k := fmt.Sprint("o", q[graph.P], q[graph.O]); !seen[k] {
				seen[k] = true
				s.Objects++
			}
			want[q[graph.P]] = s
		}
		got, err := h.data.Predicates(context.Background())
		if err != nil || len(got) != len(want) {
			t.Fatalf("got %v %v, want %v", got, err, want)
		}
		for _, s := range got {
			if want[s.Predicate] != s {
				t.Fatalf("got %+v, want %+v", s, want[s.Predicate])
			}
		}
	})
}

func TestScopedBlankNodes(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"_:a", "_:s1-a"},
		{`<<( _:a <http://example.org/p> "say _:b \" _:c" )>>`, `<<( _:s1-a <http://example.org/p> "say _:b \" _:c" )>>`},
		{`<<( <http://example.org/a_:b> <http://example.org/p> _:c )>>`, `<<( <http://example.org/a_:b> <http://example.org/p> _:s1-c )>>`},
	} {
		b := memory.NewBuilder()
		if err := b.Apply(&one{graph.Change{Op: graph.Add, S: []byte("<http://example.org/s>"), P: []byte("<http://example.org/p>"), O: []byte(c.in)}, false}, "s1-"); err != nil {
			t.Fatal(err)
		}
		d := b.Dataset()
		q := read(t, d, graph.Scan{})[0]
		text, err := d.AppendTerm(context.Background(), nil, q[graph.O])
		if err != nil || string(text) != c.want {
			t.Errorf("%s: got %s %v, want %s", c.in, text, err, c.want)
		}
	}
}

// one is a patch of one change.
type one struct {
	c    graph.Change
	done bool
}

func (o *one) ReadPatch(b *graph.PatchBatch) error {
	if o.done {
		return io.EOF
	}
	o.done = true
	*b.Next() = o.c
	return nil
}
