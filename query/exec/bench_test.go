package exec_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/memory"
	"github.com/chancery-graph/chancery/query/plan"
)

// benchQuads is the size of the contact graph of the benchmarks.
const benchQuads = 1_000_000

var benchGraph = sync.OnceValues(func() (exec.Dataset, error) {
	b := memory.NewBuilder()
	if err := b.Apply(graphtest.Contacts(graphtest.Config{Quads: benchQuads}), ""); err != nil {
		return nil, err
	}
	return b.Dataset(), nil
})

// bench is the contact graph and the IDs of its vocabulary.
type bench struct {
	ds exec.Dataset
	b  *testing.B
}

func newBench(b *testing.B) bench {
	ds, err := benchGraph()
	if err != nil {
		b.Fatal(err)
	}
	return bench{ds, b}
}

func (x bench) term(iri string) plan.Term {
	id, ok, err := x.ds.Lookup(context.Background(), []byte("<"+iri+">"))
	if err != nil || !ok {
		x.b.Fatalf("%s is not in the graph: %v", iri, err)
	}
	return plan.Term{ID: id, Slot: plan.NoSlot}
}

const (
	schemaNS = "http://schema.org/"
	chyNS    = "https://chancery.example/ns#"
)

// scan is ?s p ?o in an order.
func (x bench) scan(s plan.Slot, p string, o plan.Slot, order graph.Order) *plan.Scan {
	n := &plan.Scan{S: plan.Term{Slot: s}, O: plan.Term{Slot: o}, G: plan.Term{Slot: plan.NoSlot}, Graphs: plan.GraphUnion, Order: order}
	n.P = plan.Term{Slot: 9}
	if p != "" {
		n.P = x.term(p)
	}
	n.Slots = slotsOf(n.S, n.P, n.O)
	return n
}

// run measures a plan; rows is the number of rows that count as its work, 0: those
// it yields.
func (x bench) run(root plan.Node, rows int, o exec.Options) {
	x.b.Helper()
	if _, err := collectNone(x.ds, root, 10, o); err != nil { // sorts what is read
		x.b.Fatal(err)
	}
	x.b.ReportAllocs()
	n := 0
	for x.b.Loop() {
		got, err := collectNone(x.ds, root, 10, o)
		if err != nil {
			x.b.Fatal(err)
		}
		n = got
	}
	if rows == 0 {
		rows = n
	}
	x.b.ReportMetric(float64(rows)*float64(x.b.N)/x.b.Elapsed().Seconds()/1e6, "Mrows/s")
	x.b.ReportMetric(float64(n), "solutions")
}

func (x bench) count(root plan.Node) int {
	n, err := collectNone(x.ds, root, 10, exec.Options{})
	if err != nil {
		x.b.Fatal(err)
	}
	return n
}

func BenchmarkScan(b *testing.B) {
	x := newBench(b)
	b.Run("all", func(b *testing.B) { bench{x.ds, b}.run(x.scan(0, "", 1, graph.SPOG), 0, exec.Options{}) })
	b.Run("predicate", func(b *testing.B) {
		bench{x.ds, b}.run(x.scan(0, schemaNS+"attendee", 1, graph.PSOG), 0, exec.Options{})
	})
}

// joinOf joins meeting dates and attendees on the meeting.
func (x bench) joinOf(a plan.Algorithm, kind plan.JoinKind) (*plan.Join, int) {
	l, r := x.scan(0, schemaNS+"startDate", 1, graph.PSOG), x.scan(0, schemaNS+"attendee", 2, graph.PSOG)
	j := &plan.Join{Kind: kind, Algorithm: a, Left: l, Right: r, Keys: []plan.Slot{0}}
	j.Slots = []plan.Slot{0, 1, 2}
	if kind != plan.Inner && kind != plan.Left {
		j.Slots = []plan.Slot{0, 1}
	}
	return j, x.count(l) + x.count(r)
}

func BenchmarkJoin(b *testing.B) {
	x := newBench(b)
	for name, a := range map[string]plan.Algorithm{
		"merge": plan.MergeAlgorithm, "hash": plan.HashAlgorithm, "hashLeft": plan.HashLeftAlgorithm, "index": plan.IndexAlgorithm,
	} {
		b.Run(name, func(b *testing.B) {
			j, rows := x.joinOf(a, plan.Inner)
			bench{x.ds, b}.run(j, rows, exec.Options{})
		})
	}
	b.Run("semi", func(b *testing.B) {
		j, rows := x.joinOf(plan.MergeAlgorithm, plan.Semi)
		bench{x.ds, b}.run(j, rows, exec.Options{})
	})
	b.Run("spilled", func(b *testing.B) {
		j, rows := x.joinOf(plan.HashAlgorithm, plan.Inner)
		bench{x.ds, b}.run(j, rows, exec.Options{MaxMemory: 1 << 20, SpillDir: b.TempDir()})
	})
}

// BenchmarkSparseJoin finds the attendees of a hundred meetings.
func BenchmarkSparseJoin(b *testing.B) {
	x := newBench(b)
	l := &plan.Slice{In: x.scan(0, schemaNS+"startDate", 1, graph.POSG), Limit: 100}
	l.Slots = []plan.Slot{0, 1}
	j := &plan.Join{Kind: plan.Inner, Algorithm: plan.IndexAlgorithm, Left: l, Keys: []plan.Slot{0}}
	j.Right = x.scan(0, schemaNS+"attendee", 2, graph.PSOG)
	j.Slots = []plan.Slot{0, 1, 2}
	x.run(j, 100, exec.Options{})
}

func BenchmarkGroup(b *testing.B) {
	x := newBench(b)
	in := x.scan(0, schemaNS+"attendee", 1, graph.PSOG)
	group := func(key plan.Slot, distinct bool) *plan.Group {
		g := &plan.Group{In: in, Keys: []plan.Slot{key}}
		a := plan.Aggregate{Slot: 2, Arg: plan.NoSlot, Source: algebra.Aggregate{Name: "COUNT"}}
		if distinct {
			a.Arg, a.Source.Arg, a.Source.Distinct = 1-key, variable(1-key), true
			a.Program = compile(b, variable(1-key))
		}
		g.Aggregates, g.Slots = []plan.Aggregate{a}, []plan.Slot{key, 2}
		return g
	}
	rows := x.count(in)
	b.Run("few", func(b *testing.B) { bench{x.ds, b}.run(group(1, false), rows, exec.Options{}) })
	b.Run("many", func(b *testing.B) { bench{x.ds, b}.run(group(0, false), rows, exec.Options{}) })
	b.Run("streaming", func(b *testing.B) {
		g := group(0, false)
		g.Streaming = true
		bench{x.ds, b}.run(g, rows, exec.Options{})
	})
	b.Run("distinct", func(b *testing.B) { bench{x.ds, b}.run(group(1, true), rows, exec.Options{}) })
}

func BenchmarkDistinct(b *testing.B) {
	x := newBench(b)
	in := x.scan(0, schemaNS+"attendee", 1, graph.PSOG)
	rows := x.count(in)
	for name, slots := range map[string][]plan.Slot{"few": {1}, "many": {0, 1}} {
		b.Run(name, func(b *testing.B) {
			p := &plan.Project{Header: plan.Header{Slots: slots}, In: in}
			bench{x.ds, b}.run(&plan.Distinct{Header: p.Header, In: p}, rows, exec.Options{})
		})
	}
}

func BenchmarkSort(b *testing.B) {
	x := newBench(b)
	in := x.scan(0, schemaNS+"attendee", 1, graph.PSOG)
	rows := x.count(in)
	s := func(byID bool, limit int64) *plan.Sort {
		return &plan.Sort{Header: in.Header, In: in, Keys: []plan.SortKey{{Slot: 1, ByID: byID}, {Slot: 0, ByID: true}}, Limit: limit}
	}
	b.Run("ids", func(b *testing.B) { bench{x.ds, b}.run(s(true, -1), rows, exec.Options{}) })
	b.Run("values", func(b *testing.B) { bench{x.ds, b}.run(s(false, -1), rows, exec.Options{}) })
	b.Run("top10", func(b *testing.B) { bench{x.ds, b}.run(s(false, 10), rows, exec.Options{}) })
	b.Run("spilled", func(b *testing.B) {
		bench{x.ds, b}.run(s(true, -1), rows, exec.Options{MaxMemory: 2 << 20, SpillDir: b.TempDir()})
	})
}

func BenchmarkTriangles(b *testing.B) {
	x := newBench(b)
	n := triangle(x.term(chyNS + "met").ID)
	x.run(n, x.count(n.Scans[0]), exec.Options{})
}

func BenchmarkPath(b *testing.B) {
	x := newBench(b)
	met := x.term(chyNS + "met")
	next := plan.Edge{To: 1, Predicate: met.ID}
	a := &plan.Automaton{States: 2, Accept: []bool{false, true}, Edges: [][]plan.Edge{{next}, {next}}}
	first := &plan.Slice{In: x.scan(0, chyNS+"met", 1, graph.PSOG), Limit: 1}
	first.Slots = []plan.Slot{0}
	p := &plan.Path{In: first, S: plan.Term{Slot: 0}, O: plan.Term{Slot: 2}, G: plan.Term{Slot: plan.NoSlot}, Path: a, Graphs: plan.GraphUnion}
	p.Slots = []plan.Slot{0, 2}
	x.run(p, 0, exec.Options{})
}

func BenchmarkDecode(b *testing.B) {
	ds, err := benchGraph()
	if err != nil {
		b.Fatal(err)
	}
	x := bench{ds, b}
	ctx := context.Background()
	p := planOf(x.scan(0, schemaNS+"attendee", 1, graph.PSOG), 2)
	cells := 0
	for b.Loop() {
		c, err := exec.Run(ctx, p, ds, exec.Options{})
		if err != nil {
			b.Fatal(err)
		}
		batch := exec.NewBatch(2)
		for {
			if err := c.Next(ctx, batch); err != nil {
				b.Fatal(err)
			}
			if batch.Len() == 0 {
				break
			}
			cols, err := c.Decode(ctx, batch)
			if err != nil {
				b.Fatal(err)
			}
			cells += len(cols) * batch.Len()
		}
		if err := c.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(cells)/b.Elapsed().Seconds()/1e6, "Mterms/s")
}

// BenchmarkTable measures the hash table alone.
func BenchmarkTable(b *testing.B) {
	ds, err := benchGraph()
	if err != nil {
		b.Fatal(err)
	}
	for _, keys := range []int{1000, 100_000} {
		b.Run(fmt.Sprint(keys), func(b *testing.B) {
			in := manyRows(1<<17, keys, 0, 1)
			bench{ds, b}.run(hashJoin(plan.Semi, in, in), 1<<17, exec.Options{})
		})
	}
}
