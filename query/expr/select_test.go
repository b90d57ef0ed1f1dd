package expr_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/expr"
	"pgregory.net/rapid"
)

// pool are terms around every limit that ranges of IDs have: kinds, inlined and
// not, equal values in several texts, zones.
var pool = []string{
	`:a`, `:b`, `_:x`, `_:y`, `<<(:a :b 1)>>`, `<<(:a :b 1.0)>>`, `"a"`, `"b"`, `""`, `"abcdefg"`, `"abcdefgh"`, `"abcdef"`, `"a"@en`, `"b"@fr`, `"a"@en--ltr`, `"é"`, `"a\u0000"`, `"zzzzzzzzzz"`,
	`0`, `1`, `-1`, `5`, `"01"^^xsd:integer`, `"1"^^xsd:byte`, `576460752303423487`, `576460752303423488`, `-576460752303423487`, `-576460752303423489`, `9007199254740993`, `9007199254740992`, `99999999999999999999`,
	`1.0`, `1.00`, `0.5`, `-0.5`, `4.999999`, `5.0000001`, `72057594037.927935`, `72057594037.927936`, `-72057594037.927935`,
	`1e0`, `0e0`, `5.5e0`, `"NaN"^^xsd:double`, `"INF"^^xsd:double`, `"-INF"^^xsd:double`, `"0.1"^^xsd:float`, `0.1`, `9007199254740993e0`,
	`true`, `false`, `"1"^^xsd:boolean`, `"x"^^xsd:boolean`, `"x"^^xsd:integer`, `"x"^^:t`, `"y"^^:t`,
	`"2026-01-01"^^xsd:date`, `"2026-01-02"^^xsd:date`, `"2026-01-01Z"^^xsd:date`, `"2026-01-01-14:00"^^xsd:date`, `"2026-01-01+14:00"^^xsd:date`, `"2025-12-31-10:00"^^xsd:date`, `"12026-01-01"^^xsd:date`, `"-9999-01-01"^^xsd:date`, `"9999-12-31"^^xsd:date`,
	`"2026-01-01T00:00:00"^^xsd:dateTime`, `"2026-01-01T00:00:00Z"^^xsd:dateTime`, `"2026-01-01T14:00:00"^^xsd:dateTime`, `"2026-01-01T00:00:00.000001Z"^^xsd:dateTime`, `"2026-01-01T01:00:00+01:00"^^xsd:dateTime`, `"2025-12-31T10:00:00.001"^^xsd:dateTime`, `"20260-01-01T00:00:00Z"^^xsd:dateTime`, `"-9999-01-01T00:00:00Z"^^xsd:dateTime`,
	`"12:00:00"^^xsd:time`, `"2026"^^xsd:gYear`, `"P1D"^^xsd:dayTimeDuration`,
}

// condition draws an expression of ?x, and of ?y too where it is mixed.
func condition(r *rapid.T, depth int, mixed bool) string {
	x := "?x"
	if mixed && rapid.Bool().Draw(r, "other variable") {
		x = "?y"
	}
	constant := func() string {
		for {
			if c := rapid.SampledFrom(pool).Draw(r, "constant"); c[0] != '_' {
				return c
			}
		}
	}
	op := func() string {
		return rapid.SampledFrom([]string{"=", "!=", "<", ">", "<=", ">="}).Draw(r, "operator")
	}
	if depth > 0 {
		switch rapid.IntRange(0, 5).Draw(r, "connective") {
		case 0:
			return "(" + condition(r, depth-1, mixed) + " && " + condition(r, depth-1, mixed) + ")"
		case 1:
			return "(" + condition(r, depth-1, mixed) + " || " + condition(r, depth-1, mixed) + ")"
		case 2:
			return "!(" + condition(r, depth-1, mixed) + ")"
		case 3:
			return "COALESCE(" + condition(r, depth-1, mixed) + ", false)"
		}
	}
	switch rapid.IntRange(0, 12).Draw(r, "leaf") {
	case 0:
		return constant() + " " + op() + " " + x
	case 1:
		return fmt.Sprintf("%s IN (%s, %s, %s)", x, constant(), constant(), constant())
	case 2:
		return fmt.Sprintf("%s NOT IN (%s, %s)", x, constant(), constant())
	case 3:
		return fmt.Sprintf(rapid.SampledFrom([]string{"BOUND(%s)", "isIRI(%s)", "isBlank(%s)", "isLiteral(%s)", "isNumeric(%s)", "isTRIPLE(%s)", "%s", "LANG(%s) = \"en\"", "DATATYPE(%s) = xsd:integer",
			"CONTAINS(%s, \"a\")", "REGEX(STR(%s), \"^a\")", "%s + 1 > 2", "YEAR(%s) = 2026", "ABS(%s) < 1", "STRLEN(STR(%s)) > 3", "langMatches(LANG(%s), \"*\")", "xsd:integer(%s) >= 1", "SUBJECT(%s) = :a", "hasLANG(%s)"}).
			Draw(r, "function"), x)
	case 4:
		return "sameTerm(" + x + ", " + constant() + ")"
	case 5:
		if mixed {
			return "?x " + op() + " ?y"
		}
	}
	return x + " " + op() + " " + constant()
}

func compile(t testing.TB, text string) *expr.Program {
	t.Helper()
	p, err := expr.Compile(parse(t, text), func(v algebra.Var) (int, bool) {
		switch v {
		case "x":
			return 0, true
		case "y":
			return 1, true
		}
		return 0, false
	}, expr.Options{})
	if err != nil {
		t.Fatalf("Compile(%s): %v", text, err)
	}
	return p
}

// column gives IDs to terms; "" is unbound.
func column(d *terms, texts []string) []graph.ID {
	col := make([]graph.ID, len(texts))
	for i, text := range texts {
		if text != "" {
			col[i] = d.add(text, i%7 == 6) // some are local
		}
	}
	return col
}

// TestSelectAgainstValues compares Select, and Eval of !!(…), with and without
// inlined IDs, with a selection and without, and bulk reads with single ones.
func TestSelectAgainstValues(t *testing.T) {
	texts := make([]string, len(pool)+1)
	for i, term := range pool {
		texts[i] = parseTerm(t, term)
	}
	ctx := context.Background()
	rapid.Check(t, func(r *rapid.T) {
		text := condition(r, 3, rapid.Bool().Draw(r, "mixed"))
		p, value := compile(t, text), compile(t, "!!("+text+")")
		n := rapid.IntRange(1, 100).Draw(r, "rows")
		xs := rapid.SliceOfN(rapid.SampledFrom(texts), n, n).Draw(r, "x")
		ys := rapid.SliceOfN(rapid.SampledFrom(texts), n, n).Draw(r, "y")
		var want []int32
		slow := newTerms()
		slow.neverInline = true
		out := make([]graph.ID, n)
		if err := value.Eval(ctx, newContext(slow), [][]graph.ID{column(slow, xs), column(slow, ys)}, n, nil, out); err != nil {
			r.Fatal(err)
		}
		for i, id := range out {
			if slow.text(id) == `"true"^^<http://www.w3.org/2001/XMLSchema#boolean>` {
				want = append(want, int32(i))
			}
		}
		d := newTerms()
		c := newContext(d)
		if rapid.Bool().Draw(r, "bulk") {
			c.Terms = bulkTerms{d}
		}
		cols := [][]graph.ID{column(d, xs), column(d, ys)}
		for range 2 { // the second time from what is remembered
			got, err := p.Select(ctx, c, cols, n, nil, nil)
			if err != nil || !slices.Equal(got, want) {
				r.Fatalf("%s selects %v, %v, want %v of %v, %v", text, got, err, want, xs, ys)
			}
		}
		var sel, wantSel []int32
		for i := range n {
			if i%3 != 0 {
				sel = append(sel, int32(i))
				if slices.Contains(want, int32(i)) {
					wantSel = append(wantSel, int32(i))
				}
			}
		}
		if sel != nil {
			got, err := p.Select(ctx, c, cols, n, sel, sel[:0])
			if err != nil || !slices.Equal(got, wantSel) {
				r.Fatalf("%s selects %v, %v of the selected, want %v", text, got, err, wantSel)
			}
		}
	})
}

// TestBounds: no term outside of the bounds satisfies the filter, and every term
// in an exact one does.
func TestBounds(t *testing.T) {
	ctx := context.Background()
	d := newTerms()
	var ids []graph.ID
	for _, term := range pool {
		ids = append(ids, d.add(parseTerm(t, term), false))
	}
	for i := range 100 { // neighbours of the inlined ones
		for _, id := range ids[:len(pool)] {
			if id.Tag() > graph.TagLiteral {
				next := id + graph.ID(i*i)
				if text := next.AppendInline(nil); next.Tag() == id.Tag() {
					if same, ok := graph.Inline(text); ok && same == next {
						ids = append(ids, next)
					}
				}
			}
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	c := newContext(d)
	rapid.Check(t, func(r *rapid.T) {
		text := condition(r, 2, false)
		bounds, ok := expr.Bounds(parse(t, text), "x")
		if !ok {
			return
		}
		for i, b := range bounds {
			if b.Lo > b.Hi || i > 0 && b.Lo <= bounds[i-1].Hi {
				r.Fatalf("bounds of %s overlap: %v", text, bounds)
			}
		}
		got, err := compile(t, "!!("+text+")"), error(nil)
		out := make([]graph.ID, len(ids))
		if err = got.Eval(ctx, c, [][]graph.ID{ids, nil}, len(ids), nil, out); err != nil {
			r.Fatal(err)
		}
		for i, id := range ids {
			in, exact := false, false
			for _, b := range bounds {
				if b.Contains(id) {
					in, exact = true, b.Exact
				}
			}
			holds := out[i] == graph.BooleanID(true)
			if holds && !in || exact && !holds {
				r.Fatalf("%s of %s is %v; in the bounds %v, exact %v: %v", text, d.text(id), holds, in, exact, bounds)
			}
		}
	})
}

// TestBoundsExamples: what a planner relies on to scan little.
func TestBoundsExamples(t *testing.T) {
	type of struct {
		tag   graph.Tag
		exact bool
	}
	for _, c := range []struct {
		filter string
		want   []of
	}{
		{`?x < 10`, []of{{graph.TagLiteral, false}, {graph.TagInteger, true}, {graph.TagDecimal, true}}},
		{`?x >= 1 && 10 > ?x`, []of{{graph.TagLiteral, false}, {graph.TagInteger, true}, {graph.TagDecimal, true}}},
		{`?x = "abc"`, []of{{graph.TagLiteral, false}, {graph.TagString, true}}},
		{`?x >= "2026-01-01"^^xsd:date`, []of{{graph.TagLiteral, false}, {graph.TagDate, false}, {graph.TagDate, true}}},
		{`isIRI(?x)`, []of{{graph.TagIRI, true}}},
		{`?x = :a`, []of{{graph.TagIRI, false}}},
		{`YEAR(?x) = 2026`, []of{{graph.TagLiteral, false}, {graph.TagDate, false}}},
		{`CONTAINS(LCASE(?x), "a")`, []of{{graph.TagLiteral, false}}},
		{`?x < :a`, nil},
		{`?x < 1 && isIRI(?x)`, nil},
	} {
		bounds, ok := expr.Bounds(parse(t, c.filter), "x")
		if !ok {
			t.Errorf("Bounds(%s): not ok", c.filter)
			continue
		}
		var got []of
		for _, b := range bounds {
			got = append(got, of{b.Lo.Tag(), b.Exact})
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("Bounds(%s) = %v, want %v", c.filter, bounds, c.want)
		}
	}
	var long []string
	for i := range 60 {
		long = append(long, fmt.Sprint("?x = ", 3*i))
	}
	bounds, ok := expr.Bounds(parse(t, strings.Join(long, " || ")), "x")
	if want, _ := graph.IntegerID(177); !ok || len(bounds) > 4 || !slices.ContainsFunc(bounds, func(b expr.Bound) bool { return b.Hi == want && !b.Exact }) {
		t.Errorf("Bounds of a long disjunction: %v, %v", bounds, ok)
	}
	for _, filter := range []string{`?y < 10`, `?x < 10 || ?y < 10`, `!BOUND(?y)`, `true`} {
		if bounds, ok := expr.Bounds(parse(t, filter), "x"); ok && !(filter == `true` && expr.AllExact(bounds)) {
			t.Errorf("Bounds(%s) = %v, want none", filter, bounds)
		}
	}
}
