package query_test

import (
	"context"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/expr"
	"github.com/chancery-graph/chancery/query/memory"
)

// TestOrder compares the keys of ORDER BY with OFFSET and LIMIT with those of the
// naive solutions, sorted. Which of equal ones come is open.
func TestOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := &generator{t: t}
		list := g.statements()
		in := g.op(2)
		if rapid.Bool().Draw(t, "integers") { // a scan may have the order that is wanted
			in = &algebra.BGP{Triples: []algebra.Triple{{S: algebra.Node{Var: "y"}, P: algebra.Node{Term: "<urn:n>"}, O: algebra.Node{Var: "x"}}}}
			for _, s := range someIRIs {
				o := rapid.SampledFrom([]string{"-5", "3", "12", "100"}).Draw(t, "value")
				list = append(list, graphtest.Statement{S: s, P: "<urn:n>", O: `"` + o + `"^^<http://www.w3.org/2001/XMLSchema#integer>`})
			}
		}
		descending := rapid.Bool().Draw(t, "descending")
		offset, limit := g.n(3), g.n(5)
		n := newNaive(list, true)
		c := &expr.Context{Terms: n.terms}
		var want []string
		for _, m := range n.eval(in, "") {
			want = append(want, m["x"])
		}
		slices.SortStableFunc(want, func(a, b string) int { return compareTexts(t, c, n.terms, a, b, descending) })
		want = want[min(offset, len(want)):min(offset+limit, len(want))]
		q := &algebra.Query{Form: algebra.Select, Vars: someVars, In: &algebra.Slice{Offset: int64(offset), Limit: int64(limit),
			In: &algebra.Project{Vars: someVars, In: &algebra.OrderBy{In: in,
				Conds: []algebra.Condition{{Expr: algebra.Var("x"), Descending: descending}}}}}}
		got := keysOf(t, list, q)
		if len(got) != len(want) {
			t.Fatalf("%s\n%v\ngot  %q\nwant %q", q.In, list, got, want)
		}
		for i := range got {
			if compareTexts(t, c, n.terms, got[i], want[i], false) != 0 {
				t.Fatalf("%s\n%v\ngot  %q\nwant %q", q.In, list, got, want)
			}
		}
	})
}

func compareTexts(t *rapid.T, c *expr.Context, terms *naiveTerms, a, b string, descending bool) int {
	n, err := expr.Compare(c, terms.id(a), terms.id(b))
	if err != nil {
		t.Fatal(err)
	}
	if descending {
		return -n
	}
	return n
}

// keysOf runs a query and gives the first column.
func keysOf(t *rapid.T, list []graphtest.Statement, q *algebra.Query) []string {
	b := memory.NewBuilder()
	if err := b.Apply(&statementReader{slices.Clone(list)}, ""); err != nil {
		t.Fatal(err)
	}
	prepared, err := query.FromAlgebra(q, query.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := prepared.Run(context.Background(), b.Dataset())
	if err != nil {
		t.Fatal(err)
	}
	table, err := readTable(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, row := range table.rows {
		keys = append(keys, row[0])
	}
	return keys
}
