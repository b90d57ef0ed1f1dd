package naive_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/memory"
	"github.com/chancery-graph/chancery/query/querytest/naive"
	"github.com/chancery-graph/chancery/query/sparql"
)

// TestEngineAgrees compares the engine with the definitions on random datasets
// and queries that nest all operators.
func TestEngineAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		quads := naive.DrawQuads(t)
		q := naive.DrawQuery(t)
		union := rapid.Bool().Draw(t, "union default graph")
		want := evaluate(t, q.Whole, quads, union)
		got := run(t, q.Text, quads, query.Options{DefaultGraphOnly: !union, Eager: rapid.Bool().Draw(t, "eager")})
		if q.Sliced {
			checkSlice(t, q, got, want, quads)
			return
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("%s\nunion: %v\n%s\ngot  %d:\n%s\nwant %d:\n%s", q.Text, union, show(quads), len(got), strings.Join(got, "\n"), len(want), strings.Join(want, "\n"))
		}
	})
}

// TestAbsentGraph: a graph that the dataset does not have gives nothing, even for
// patterns that need no triple (§18.6).
func TestAbsentGraph(t *testing.T) {
	quads := [][4]string{{"<http://example.org/a>", "<http://example.org/p>", "<http://example.org/a>", "<http://example.org/g>"}}
	for pattern, present := range map[string]int{
		"":                  1,
		"BIND(1 AS ?x)":     1,
		"VALUES ?x { 1 2 }": 2,
		"OPTIONAL { ?x <http://example.org/q> 1 }":          1,
		"<http://example.org/a> <http://example.org/p>* ?x": 1,
	} {
		for name, want := range map[string]int{"g": present, "absent": 0} {
			text := fmt.Sprintf("SELECT * WHERE { GRAPH <http://example.org/%s> { %s } }", name, pattern)
			for who, got := range map[string][]string{"engine": run(t, text, quads, query.Options{DefaultGraphOnly: true}), "definitions": evaluate(t, text, quads, false)} {
				if len(got) != want {
					t.Errorf("%s: by the %s %d solutions, want %d", text, who, len(got), want)
				}
			}
		}
	}
}

// checkSlice: a slice has as many solutions as it must, all of them of the whole.
func checkSlice(t *rapid.T, q naive.Query, got, want []string, quads [][4]string) {
	var limit, offset int
	if _, err := fmt.Sscanf(q.Text[strings.LastIndex(q.Text, "LIMIT"):], "LIMIT %d OFFSET %d", &limit, &offset); err != nil {
		t.Fatal(err)
	}
	if n := min(max(len(want)-offset, 0), limit); len(got) != n {
		t.Fatalf("%s\n%s\ngot %d solutions, want %d of\n%s", q.Text, show(quads), len(got), n, strings.Join(want, "\n"))
	}
	left := slices.Clone(want)
	for _, s := range got {
		i := slices.Index(left, s)
		if i < 0 {
			t.Fatalf("%s\n%s\ngot %s, which is not, or not so often, among\n%s", q.Text, show(quads), s, strings.Join(want, "\n"))
		}
		left = slices.Delete(left, i, i+1)
	}
}

// TestWriteCases writes random datasets, queries and the engine's answers as lines
// of JSON to the file that CHANCERY_CASES names, for docs/benchmarks/differential.mjs,
// which asks another engine.
func TestWriteCases(t *testing.T) {
	path := os.Getenv("CHANCERY_CASES")
	if path == "" {
		t.Skip("CHANCERY_CASES names no file to write cases to")
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := json.NewEncoder(f)
	drawn := rapid.Custom(func(t *rapid.T) drawnCase { return drawnCase{naive.DrawQuads(t), naive.DrawQuery(t)} })
	for seed := range 5000 {
		c := drawn.Example(seed)
		if c.query.Sliced {
			continue // which rows come is for each engine to choose
		}
		rows, err := answer(c.query.Text, c.quads, query.Options{DefaultGraphOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(rows)
		if err := lines.Encode(map[string]any{"quads": c.quads, "query": c.query.Text, "rows": append([]string{}, rows...)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

type drawnCase struct {
	quads [][4]string
	query naive.Query
}

func show(quads [][4]string) string {
	var b strings.Builder
	for _, q := range quads {
		fmt.Fprintln(&b, strings.Join(q[:], " "), ".")
	}
	return b.String()
}

// evaluate gives the solutions by the definitions.
func evaluate(t rapid.TB, text string, quads [][4]string, union bool) []string {
	parsed, err := sparql.ParseQuery(text, sparql.Options{})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	d := &naive.Dataset{Named: map[string][]naive.Triple{}}
	seen := map[[4]string]bool{}
	for _, q := range quads {
		triple := naive.Triple(q[:3])
		if q[3] != "" && !seen[q] {
			d.Named[q[3]] = append(d.Named[q[3]], triple)
		}
		seen[q] = true
		key := [4]string{q[0], q[1], q[2], "default"}
		if (q[3] == "" || union) && !seen[key] {
			seen[key] = true
			d.Default = append(d.Default, triple)
		}
	}
	solutions, err := naive.Eval(parsed.In, d)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	keys := make([]string, len(solutions))
	for i, s := range solutions {
		visible := naive.Solution{}
		for _, v := range parsed.Vars {
			if term, ok := s[v]; ok {
				visible[v] = term
			}
		}
		keys[i] = visible.Key()
	}
	return keys
}

// run gives the solutions of the engine.
func run(t rapid.TB, text string, quads [][4]string, o query.Options) []string {
	keys, err := answer(text, quads, o)
	if err != nil {
		t.Fatalf("%s\n%s\n%v", text, show(quads), err)
	}
	return keys
}

func answer(text string, quads [][4]string, o query.Options) ([]string, error) {
	b := memory.NewBuilder()
	for _, q := range quads {
		b.Add([]byte(q[0]), []byte(q[1]), []byte(q[2]), []byte(q[3]))
	}
	q, err := query.Prepare(text, o)
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	r, err := q.Run(ctx, b.Dataset())
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var keys []string
	for {
		page, err := r.Next(ctx)
		if err != nil || page.N == 0 {
			return keys, err
		}
		for row := range page.N {
			s := naive.Solution{}
			for i, v := range q.Vars() {
				if term := page.Cols[i][row]; term != nil {
					s[algebra.Var(v)] = string(term)
				}
			}
			keys = append(keys, s.Key())
		}
	}
}
