package query_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/memory"
	"github.com/chancery-graph/chancery/query/plan"
)

// The terms that random datasets and queries are made of.
var (
	someIRIs       = []string{"<urn:a>", "<urn:b>", "<urn:c>"}
	somePredicates = []string{"<urn:p>", "<urn:p>", "<urn:q>", "<urn:r>"}
	someLiterals   = []string{`"1"^^<http://www.w3.org/2001/XMLSchema#integer>`, `"2"^^<http://www.w3.org/2001/XMLSchema#integer>`,
		`"01"^^<http://www.w3.org/2001/XMLSchema#integer>`, `"1.0"^^<http://www.w3.org/2001/XMLSchema#decimal>`, `"x"`, `"x"@en`}
	someGraphs = []string{"", "", "", "<urn:g1>", "<urn:g2>"}
	someVars   = []algebra.Var{"x", "y", "z", "w"}
)

// generator draws datasets and queries.
type generator struct {
	t     *rapid.T
	fresh int
}

func pick[T any](g *generator, list []T) T { return list[g.n(len(list))] }

// n draws evenly, unlike rapid.IntRange, which likes small numbers.
func (g *generator) n(n int) int { return rapid.SampledFrom(numbers[:n]).Draw(g.t, "n") }

var numbers = []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29}

func (g *generator) statements() []graphtest.Statement {
	seen := map[graphtest.Statement]bool{}
	var list []graphtest.Statement
	for range 4 + g.n(26) {
		s := graphtest.Statement{S: pick(g, append(someIRIs, "_:n")), P: pick(g, somePredicates),
			O: pick(g, slices.Concat(someIRIs, someLiterals, []string{"_:n"})), G: pick(g, someGraphs)}
		if !seen[s] {
			seen[s] = true
			list = append(list, s)
		}
	}
	return list
}

func (g *generator) node(constants []string) algebra.Node {
	if g.n(7) == 0 {
		return algebra.Node{Term: pick(g, constants)}
	}
	return algebra.Node{Var: pick(g, someVars)}
}

func (g *generator) bgp() algebra.Op {
	b := &algebra.BGP{}
	for range pick(g, []int{1, 1, 1, 2, 3}) {
		p := algebra.Node{Term: pick(g, somePredicates)}
		if g.n(5) == 0 {
			p = algebra.Node{Var: pick(g, someVars)}
		}
		b.Triples = append(b.Triples, algebra.Triple{S: g.node(someIRIs), P: p, O: g.node(slices.Concat(someIRIs, someLiterals))})
	}
	return b
}

func (g *generator) path(depth int) algebra.Path {
	if depth == 0 {
		return &algebra.PathIRI{IRI: pick(g, somePredicates)}
	}
	switch g.n(8) {
	case 0:
		return &algebra.PathInverse{In: g.path(depth - 1)}
	case 1:
		return &algebra.PathSequence{Left: g.path(depth - 1), Right: g.path(depth - 1)}
	case 2:
		return &algebra.PathAlternative{Left: g.path(depth - 1), Right: g.path(depth - 1)}
	case 3:
		return &algebra.PathZeroOrOne{In: g.path(depth - 1)}
	case 4:
		return &algebra.PathZeroOrMore{In: g.path(depth - 1)}
	case 5:
		return &algebra.PathOneOrMore{In: g.path(depth - 1)}
	case 6:
		n := &algebra.PathNegated{Forward: []string{pick(g, somePredicates)}}
		if g.n(2) == 0 {
			n.Backward = []string{pick(g, somePredicates)}
		}
		return n
	}
	return &algebra.PathIRI{IRI: pick(g, somePredicates)}
}

// op draws a pattern.
func (g *generator) op(depth int) algebra.Op {
	if depth == 0 {
		return g.bgp()
	}
	switch g.n(14) {
	case 0:
		return &algebra.Join{Left: g.op(depth - 1), Right: g.op(depth - 1)}
	case 1:
		l := &algebra.LeftJoin{Left: g.op(depth - 1), Right: g.op(depth - 1)}
		if g.n(2) == 0 {
			l.Filter = g.expr(2, depth-1)
		}
		return l
	case 2, 3:
		return &algebra.Filter{Exprs: []algebra.Expr{g.expr(2, depth-1)}, In: g.op(depth - 1)}
	case 4:
		return &algebra.Union{Left: g.op(depth - 1), Right: g.op(depth - 1)}
	case 5:
		return &algebra.Minus{Left: g.op(depth - 1), Right: g.op(depth - 1)}
	case 6:
		return &algebra.Graph{Name: g.node([]string{"<urn:g1>", "<urn:g2>", "<urn:g3>"}), In: g.op(depth - 1)}
	case 7:
		return g.extend(depth)
	case 8:
		return g.values()
	case 9:
		return g.group(depth)
	case 10:
		return &algebra.Project{In: g.op(depth - 1), Vars: someVars[:g.n(3)+1]}
	case 11:
		return &algebra.Distinct{In: &algebra.Project{In: g.op(depth - 1), Vars: someVars[1 : g.n(3)+2]}}
	case 12:
		return &algebra.PathPattern{S: g.node(someIRIs), Path: g.path(2), O: g.node(slices.Concat(someIRIs, someLiterals[:1]))}
	}
	return g.bgp()
}

func (g *generator) extend(depth int) algebra.Op {
	in := g.op(depth - 1)
	visible := algebra.Visible(in)
	for _, v := range someVars {
		if !slices.Contains(visible, v) {
			return &algebra.Extend{In: in, Var: v, Expr: g.expr(2, depth-1)}
		}
	}
	return in
}

func (g *generator) values() algebra.Op {
	v := &algebra.Values{Vars: someVars[g.n(2) : 2+g.n(2)]}
	for range g.n(3) {
		var row []string
		for range v.Vars {
			row = append(row, pick(g, slices.Concat(someIRIs, someLiterals, []string{"", "<urn:absent>"})))
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

func (g *generator) group(depth int) algebra.Op {
	gr := &algebra.Group{In: g.op(depth - 1)}
	gr.Keys = someVars[:g.n(3)]
	g.fresh++
	a := algebra.Aggregation{Var: algebra.Var(fmt.Sprintf("_:a%d", g.fresh))}
	switch g.n(4) {
	case 0:
		a.Aggregate = algebra.Aggregate{Name: "COUNT"}
	case 1:
		a.Aggregate = algebra.Aggregate{Name: "COUNT", Distinct: g.n(2) == 0, Arg: pick(g, someVars)}
	case 2:
		a.Aggregate = algebra.Aggregate{Name: "SUM", Distinct: g.n(2) == 0, Arg: pick(g, someVars)}
	case 3:
		a.Aggregate = algebra.Aggregate{Name: "COUNT", Distinct: true}
	}
	gr.Aggregates = []algebra.Aggregation{a}
	vars := append(slices.Clone(gr.Keys), "w")
	return &algebra.Project{In: &algebra.Extend{In: gr, Var: "w", Expr: a.Var}, Vars: vars}
}

// expr draws an expression whose EXISTS have patterns of at most this depth.
func (g *generator) expr(depth, pattern int) algebra.Expr {
	leaf := func() algebra.Expr {
		if g.n(3) == 0 {
			return algebra.Const{Term: pick(g, slices.Concat(someIRIs, someLiterals))}
		}
		return pick(g, someVars)
	}
	if depth == 0 {
		return leaf()
	}
	switch g.n(10) {
	case 0:
		return &algebra.Unary{Op: algebra.Not, X: g.expr(depth-1, pattern)}
	case 1:
		return &algebra.Binary{Op: algebra.And, Left: g.expr(depth-1, pattern), Right: g.expr(depth-1, pattern)}
	case 2:
		return &algebra.Binary{Op: algebra.Or, Left: g.expr(depth-1, pattern), Right: g.expr(depth-1, pattern)}
	case 3, 4:
		ops := []algebra.Operator{algebra.Equal, algebra.NotEqual, algebra.Less, algebra.GreaterEqual}
		return &algebra.Binary{Op: pick(g, ops), Left: leaf(), Right: leaf()}
	case 5, 8:
		return &algebra.Call{Name: "BOUND", Args: []algebra.Expr{pick(g, someVars)}}
	case 6:
		return &algebra.Call{Name: "SAMETERM", Args: []algebra.Expr{leaf(), leaf()}}
	case 7:
		return &algebra.Exists{In: g.exists(min(pattern, 2)), Not: g.n(2) == 0}
	}
	return &algebra.Call{Name: "COALESCE", Args: []algebra.Expr{leaf(), leaf()}}
}

// exists draws the pattern of an EXISTS: without what substitution leaves
// unsaid (assignments to a variable that has a value already).
func (g *generator) exists(depth int) algebra.Op {
	for {
		if o := g.op(max(depth, 0)); !assigns(o) {
			return o
		}
		depth = 0
	}
}

func assigns(o algebra.Op) bool {
	switch o := o.(type) {
	case *algebra.Extend, *algebra.Values, *algebra.Group:
		return true
	case *algebra.Join:
		return assigns(o.Left) || assigns(o.Right)
	case *algebra.LeftJoin:
		return assigns(o.Left) || assigns(o.Right)
	case *algebra.Union:
		return assigns(o.Left) || assigns(o.Right)
	case *algebra.Minus:
		return assigns(o.Left) || assigns(o.Right)
	case *algebra.Filter:
		return assigns(o.In)
	case *algebra.Graph:
		return assigns(o.In)
	case *algebra.Project:
		return assigns(o.In)
	case *algebra.Distinct:
		return assigns(o.In)
	}
	return false
}

// TestNaive compares the engine with the naive evaluator, with every optimisation
// and with some left out.
func TestNaive(t *testing.T) {
	cases, answers := 0, 0
	defer func() {
		const enough = 100 // cases; of fewer, few may have solutions by chance
		t.Logf("%d cases, %d with solutions", cases, answers)
		if cases >= enough && answers*6 < cases {
			t.Errorf("%d cases, but %d with solutions: too few to tell much", cases, answers)
		}
	}()
	rapid.Check(t, func(t *rapid.T) {
		g := &generator{t: t}
		list := g.statements()
		in := g.op(3)
		union := rapid.Bool().Draw(t, "union")
		without := plan.Pass(rapid.SampledFrom([]uint{0, uint(plan.AllPasses), 1, 2, 4, 8, 16, 32, 64, 128, 256, 512,
			uint(plan.MergeJoins | plan.IndexJoins), uint(plan.SemiJoins | plan.PushFilters)}).Draw(t, "without"))
		chaos := rapid.Uint64Range(0, 3).Draw(t, "chaos") * rapid.Uint64().Draw(t, "seed")
		want := solutions(newNaive(list, union).eval(in, ""), someVars)
		distinct := rapid.Bool().Draw(t, "distinct")
		if distinct { // plans may then drop repeated solutions anywhere
			want = slices.Compact(want)
		}
		got, explained, err := engine(list, in, distinct, query.Options{DefaultGraphOnly: !union, Without: without, Chaos: chaos, Eager: chaos%2 == 1})
		if err != nil {
			t.Fatalf("%s\n%v\n%v", in, list, err)
		}
		cases++
		if len(want) > 0 {
			answers++
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%s\ndata %v\nwithout %b\n%s\ngot  %q\nwant %q", in, list, without, explained, got, want)
		}
	})
}

// solutions writes a bag in one way.
func solutions(list []mapping, vars []algebra.Var) []string {
	var out []string
	for _, m := range list {
		p := mapping{}
		for _, v := range vars {
			if t, ok := m[v]; ok {
				p[v] = t
			}
		}
		out = append(out, p.key())
	}
	slices.Sort(out)
	return out
}

// engine runs a pattern; distinct asks for each solution once.
func engine(list []graphtest.Statement, in algebra.Op, distinct bool, o query.Options) ([]string, string, error) {
	ctx := context.Background()
	b := memory.NewBuilder()
	if err := b.Apply(&statementReader{slices.Clone(list)}, ""); err != nil {
		return nil, "", err
	}
	ds := b.Dataset()
	var all algebra.Op = &algebra.Project{In: in, Vars: someVars}
	if distinct {
		all = &algebra.Distinct{In: all}
	}
	q, err := query.FromAlgebra(&algebra.Query{Form: algebra.Select, In: all, Vars: someVars}, o)
	if err != nil {
		return nil, "", err
	}
	x, err := q.Explain(ctx, ds, false)
	if err != nil {
		return nil, "", err
	}
	r, err := q.Run(ctx, ds)
	if err != nil {
		return nil, x.String(), err
	}
	t, err := readTable(ctx, r)
	if err != nil {
		return nil, x.String(), err
	}
	if err := r.Close(); err != nil {
		return nil, x.String(), err
	}
	var bag []mapping
	for _, row := range t.rows {
		m := mapping{}
		for i, text := range row {
			if text != "" {
				m[someVars[i]] = text
			}
		}
		bag = append(bag, maps.Clone(m))
	}
	return solutions(bag, someVars), x.String(), nil
}
