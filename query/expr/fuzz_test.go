package expr_test

import (
	"context"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/expr"
	"github.com/chancery-graph/chancery/query/sparql"
)

// FuzzExpression evaluates arbitrary expressions: they end without a panic, and
// give the same with and without inlined IDs.
func FuzzExpression(f *testing.F) {
	for _, text := range []string{`?x + 1 < 5.0`, `REPLACE(STR(?x), "a(.)", "$1")`, `IF(isIRI(?x), IRI("y"), TRIPLE(?x, :p, ?y))`, `xsd:decimal(?x) / 3 IN (1, ?y)`,
		`SUBSTR("abc", ?x, 2)`, `STRDT(STR(?x), xsd:date) - ?y`, `CONCAT(LCASE("É"), STRLANG("x", "en"))`, `!(?x && ?y || BOUND(?x))`} {
		f.Add(text, `"12"^^<http://www.w3.org/2001/XMLSchema#integer>`, `"2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date>`)
	}
	f.Fuzz(func(t *testing.T, text, x, y string) {
		for _, term := range []string{x, y} {
			if v, err := graph.ParseTerm([]byte(term)); err != nil {
				return
			} else if back, err := graph.AppendTerm(nil, v); err != nil || string(back) != term {
				return // not canonical
			}
		}
		q, err := sparql.ParseQuery(prefixes+"SELECT ("+text+" AS ?result) {}", sparql.Options{})
		if err != nil {
			return
		}
		extend := extendOf(q.In)
		if extend == nil {
			return
		}
		var results [2]string
		p, err := expr.Compile(extend.Expr, func(v algebra.Var) (int, bool) {
			return map[algebra.Var]int{"y": 1}[v], v == "x" || v == "y"
		}, expr.Options{})
		if err != nil {
			return
		}
		for i := range results {
			d := newTerms()
			d.neverInline = i == 1
			cols := [][]graph.ID{{d.add(x, false)}, {d.add(y, false)}}
			out := make([]graph.ID, 1)
			if err := p.Eval(context.Background(), newContext(d), cols, 1, nil, out); err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			results[i] = d.text(out[0])
			if _, err := p.Select(context.Background(), newContext(d), cols, 1, nil, nil); err != nil {
				t.Fatalf("%s: %v", text, err)
			}
		}
		if p.Deterministic() && results[0] != results[1] {
			t.Fatalf("%s of %s and %s: %s, without inlining %s", text, x, y, results[0], results[1])
		}
		if results[0] != "" {
			if v, err := graph.ParseTerm([]byte(results[0])); err != nil {
				t.Fatalf("%s gives %q, which is no term: %v", text, results[0], err)
			} else if back, err := graph.AppendTerm(nil, v); err != nil || string(back) != results[0] {
				t.Fatalf("%s gives %q, canonical is %q, %v", text, results[0], back, err)
			}
		}
	})
}

func extendOf(op algebra.Op) *algebra.Extend {
	switch o := op.(type) {
	case *algebra.Extend:
		if _, ok := o.In.(*algebra.BGP); ok {
			return o
		}
	case *algebra.Project:
		return extendOf(o.In)
	}
	return nil
}
