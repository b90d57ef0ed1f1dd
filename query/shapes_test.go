package query_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/plan"
)

// tableOf runs a SELECT to its end.
func tableOf(t testing.TB, ds exec.Dataset, text string) [][]string {
	t.Helper()
	list, err := tableWith(ds, text, query.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func tableWith(ds exec.Dataset, text string, o query.Options) ([][]string, error) {
	q, err := query.Prepare(text, o)
	if err != nil {
		return nil, err
	}
	r, err := q.Run(context.Background(), ds)
	if err != nil {
		return nil, err
	}
	table, err := readTable(context.Background(), r)
	if err != nil {
		return nil, err
	}
	return table.rows, r.Close()
}

// TestShapes runs the queries of the benchmarks on a graph of many batches, with
// every optimisation, without some, and with plans at random: the answers agree.
func TestShapes(t *testing.T) {
	ds := contactData(t, 40_000)
	settings := []query.Options{{}, {Eager: true}, {Without: plan.AllPasses &^ plan.PushFilters}, {Without: plan.MergeJoins | plan.IndexJoins},
		{Without: plan.IndexJoins}, {Without: plan.MergeJoins}}
	for seed := range uint64(8) {
		settings = append(settings, query.Options{Chaos: seed + 1, Eager: seed%2 == 0})
	}
	seen := map[string]bool{}
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			text := shapeText(t, ds, s.text)
			var want []string
			for i, o := range settings {
				note(t, seen, ds, text, o)
				if s.name == "triangle" && i == 2 {
					continue // a product of all edges with all edges
				}
				list, err := tableWith(ds, text, o)
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, row := range list {
					got = append(got, fmt.Sprint(row))
				}
				if q, _ := query.Prepare(text, o); !ordered(q.Algebra().In) {
					slices.Sort(got)
				}
				if slices.Contains([]string{"limit", "topk"}, s.name) {
					got = []string{fmt.Sprint(len(got), " solutions")} // which of equal ones is open
				}
				if i == 0 {
					want = got
					continue
				}
				if !slices.Equal(got, want) {
					t.Errorf("%+v: %d solutions, want %d\n%s", o, len(got), len(want), explained(t, ds, text, o))
				}
			}
			if len(want) == 0 {
				t.Error("no solutions: the shape tests nothing")
			}
		})
	}
	for _, name := range []string{"merge join", "hash join", "hash (left) join", "index join", "leapfrog join", "bind join",
		"index left join", "hash left join", "merge left join", "hash anti join", "streaming group", "hash group", "merge union", "path"} {
		if !seen[name] {
			t.Errorf("no plan had a %s; there were %v", name, slices.Sorted(maps.Keys(seen)))
		}
	}
}

// note adds the operators of a plan to seen.
func note(t testing.TB, seen map[string]bool, ds exec.Dataset, text string, o query.Options) {
	t.Helper()
	q, err := query.Prepare(text, o)
	if err != nil {
		t.Fatal(err)
	}
	x, err := q.Explain(context.Background(), ds, false)
	if err != nil {
		t.Fatal(err)
	}
	var walk func(x *plan.Explained)
	walk = func(x *plan.Explained) {
		seen[x.Operator] = true
		for _, in := range x.Inputs {
			walk(in)
		}
	}
	walk(x)
}

func explained(t testing.TB, ds exec.Dataset, text string, o query.Options) string {
	t.Helper()
	q, err := query.Prepare(text, o)
	if err != nil {
		t.Fatal(err)
	}
	x, err := q.Explain(context.Background(), ds, q.Form() == algebra.Select)
	if err != nil {
		t.Fatal(err)
	}
	return x.String()
}
