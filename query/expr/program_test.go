package expr_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/expr"
)

func TestProgramFacts(t *testing.T) {
	for _, c := range []struct {
		expr                    string
		slots                   []int
		constant                string // "-" is none
		deterministic, canError bool
	}{
		{`?x < 10`, []int{0}, "-", true, true},
		{`?y = ?x && ?x > 1`, []int{0, 1}, "-", true, true},
		{`BOUND(?y)`, []int{1}, "-", true, false},
		{`BOUND(?nowhere)`, nil, `false`, true, false},
		{`?nowhere + 1`, nil, ``, true, true},
		{`1 + 1`, nil, `2`, true, false},
		{`1 / 0`, nil, ``, true, true},
		{`CONCAT("a", "b")`, nil, `"ab"`, true, false},
		{`?x`, []int{0}, "-", true, false},
		{`isIRI(?x)`, []int{0}, "-", true, false},
		{`isIRI(?x) || isBlank(?x)`, []int{0}, "-", true, false},
		{`IF(isIRI(?x), ?x, ?y)`, []int{0, 1}, "-", true, false},
		{`COALESCE(?x / ?y, 0)`, []int{0, 1}, "-", true, false},
		{`COALESCE(?x / ?y)`, []int{0, 1}, "-", true, true},
		{`RAND()`, nil, "-", false, false},
		{`?x + RAND()`, []int{0}, "-", false, true},
		{`UUID()`, nil, "-", false, false},
		{`BNODE()`, nil, "-", false, false},
		{`NOW()`, nil, "-", true, false},
		{`IRI("x")`, nil, "-", true, true},
		{`STR(?x)`, []int{0}, "-", true, true},
	} {
		p := compile(t, c.expr)
		if got := p.Slots(); !slices.Equal(got, c.slots) {
			t.Errorf("%s: slots %v, want %v", c.expr, got, c.slots)
		}
		text, ok := p.Constant()
		if ok != (c.constant != "-") || ok && text != parseTerm(t, c.constant) {
			t.Errorf("%s: constant %q, %v, want %s", c.expr, text, ok, c.constant)
		}
		if p.Deterministic() != c.deterministic {
			t.Errorf("%s: Deterministic is %v", c.expr, p.Deterministic())
		}
		if p.CanError() != c.canError {
			t.Errorf("%s: CanError is %v", c.expr, p.CanError())
		}
		if p.Source() == nil {
			t.Errorf("%s: no source", c.expr)
		}
	}
}

// TestLongExpressions: what a chain of operators costs to compile grows with its
// length alone.
func TestLongExpressions(t *testing.T) {
	one := algebra.Const{Term: `"1"^^<http://www.w3.org/2001/XMLSchema#integer>`}
	const links = 20_000
	var sum, any algebra.Expr = one, algebra.Var("x")
	for range links - 1 {
		sum = &algebra.Binary{Op: algebra.Add, Left: sum, Right: one}
	}
	list := &algebra.In{X: algebra.Var("x")}
	for i := range links {
		c := algebra.Const{Term: fmt.Sprintf(`"%d"^^<http://www.w3.org/2001/XMLSchema#integer>`, i)}
		list.List = append(list.List, c)
		if i < 500 {
			any = &algebra.Binary{Op: algebra.Or, Left: any, Right: &algebra.Binary{Op: algebra.Equal, Left: algebra.Var("x"), Right: c}}
		}
	}
	start := time.Now()
	slot := func(v algebra.Var) (int, bool) { return 0, v == "x" }
	p, err := expr.Compile(sum, slot, expr.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if text, ok := p.Constant(); !ok || text != fmt.Sprintf(`"%d"^^<http://www.w3.org/2001/XMLSchema#integer>`, links) {
		t.Errorf("sum is %s, %v", text, ok)
	}
	for _, e := range []algebra.Expr{list, any} {
		p, err := expr.Compile(e, slot, expr.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := p.Select(context.Background(), newContext(newTerms()), [][]graph.ID{{mustInteger(7), mustInteger(links), mustInteger(-1)}}, 3, nil, nil)
		want := []int32{0}
		if e == any {
			want = []int32{0, 1, 2} // ?x itself is true
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%T selects %v, %v, want %v", e, got, err, want)
		}
	}
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("compiling took %v", d)
	}
}

func TestCompileErrors(t *testing.T) {
	none := func(algebra.Var) (int, bool) { return 0, false }
	for _, c := range []struct {
		e    algebra.Expr
		want error
	}{
		{&algebra.Call{Name: "<http://example.org/nothing>"}, expr.ErrUnknownFunction},
		{&algebra.Call{Name: "FROBNICATE"}, expr.ErrUnknownFunction},
		{&algebra.Call{Name: "STRLEN"}, expr.ErrArguments},
		{&algebra.Call{Name: "<http://www.w3.org/2001/XMLSchema#integer>"}, expr.ErrArguments},
		{&algebra.Exists{In: &algebra.BGP{}}, expr.ErrExpression},
		{algebra.Const{}, expr.ErrExpression},
		{&algebra.Call{Name: "BOUND", Args: []algebra.Expr{algebra.Const{Term: `"a"`}}}, expr.ErrExpression},
	} {
		if _, err := expr.Compile(c.e, none, expr.Options{}); !errors.Is(err, c.want) {
			t.Errorf("Compile(%T): %v, want %v", c.e, err, c.want)
		}
	}
}

func TestBlankNodes(t *testing.T) {
	d := newTerms()
	c := newContext(d)
	ctx := context.Background()
	a, b := d.add(`"a"`, false), d.add(`"b"`, false)
	cols := [][]graph.ID{{a, a, a, b}, {a, b, a, a}}
	eval := func(p *expr.Program, cols [][]graph.ID) []graph.ID {
		t.Helper()
		out := make([]graph.ID, 4)
		if err := p.Eval(ctx, c, cols, 4, nil, out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	fresh := eval(compile(t, "BNODE()"), nil)
	seen := map[graph.ID]bool{}
	for _, id := range append(fresh, eval(compile(t, "BNODE()"), nil)...) {
		if !id.IsBlank() || seen[id] {
			t.Errorf("BNODE() gives %v, a second time or no blank node", id)
		}
		seen[id] = true
	}
	// As a planner writes it: the number of the solution is bound below.
	numbered := func(v algebra.Var) *expr.Program {
		p, err := expr.Compile(&algebra.Call{Name: expr.BNode, Args: []algebra.Expr{v, algebra.Var("n")}},
			func(v algebra.Var) (int, bool) { return strings.IndexByte("xyn", v[0]), true }, expr.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	solution, err := expr.Compile(&algebra.Call{Name: expr.Solution}, nil, expr.Options{})
	if err != nil {
		t.Fatal(err)
	}
	numbers := eval(solution, nil)
	xs, ys := eval(numbered("x"), append(cols, numbers)), eval(numbered("y"), append(cols, numbers))
	for i := range xs {
		if !xs[i].IsBlank() || (xs[i] == ys[i]) != (cols[0][i] == cols[1][i]) {
			t.Errorf("row %d: BNODE of %v and %v are %v and %v", i, cols[0][i], cols[1][i], xs[i], ys[i])
		}
		if i > 0 && slices.Contains(xs[:i], xs[i]) {
			t.Errorf("row %d has the blank node of another solution", i)
		}
	}
	within := eval(compile(t, "BNODE(?x) = BNODE(?y)"), cols)
	for i, id := range within {
		if want := graph.BooleanID(cols[0][i] == cols[1][i]); id != want {
			t.Errorf("row %d: BNODE(?x) = BNODE(?y) is %v", i, d.text(id))
		}
	}
	if got := evaluate(t, "BNODE(1)", nil); got != "" {
		t.Errorf("BNODE(1) = %s", got)
	}
}

func TestRandomFunctions(t *testing.T) {
	for text, want := range map[string]string{
		`RAND() >= 0 && RAND() < 1 && DATATYPE(RAND()) = xsd:double`:                                           `true`,
		`REGEX(STR(UUID()), "^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")`: `true`,
		`REGEX(STRUUID(), "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")`:            `true`,
		`isIRI(UUID()) && isLiteral(STRUUID()) && UUID() != UUID() && STRUUID() != STRUUID()`:                  `true`,
	} {
		if got := evaluate(t, text, nil); got != parseTerm(t, want) {
			t.Errorf("%s = %s", text, got)
		}
	}
}

func TestExtensions(t *testing.T) {
	o := expr.Options{Functions: map[string]func([][]byte) ([]byte, error){
		"<http://example.org/swap>": func(args [][]byte) ([]byte, error) {
			if len(args) != 2 {
				return nil, fmt.Errorf("two, please")
			}
			return fmt.Appendf(nil, `"%d %d"`, len(args[1]), len(args[0])), nil
		},
	}}
	d := newTerms()
	for text, want := range map[string]string{
		`<http://example.org/swap>(?x, "ab")`:         `"4 3"`,
		`STRLEN(<http://example.org/swap>("a", ?x))`:  `3`,
		`<http://example.org/swap>(?x)`:               ``,
		`<http://example.org/swap>(?x, ?y)`:           ``,
		`COALESCE(<http://example.org/swap>(), ?x)`:   `"x"`,
		`xsd:integer(<http://example.org/swap>(1,2))`: ``,
	} {
		p, err := expr.Compile(parse(t, text), func(v algebra.Var) (int, bool) { return 0, v == "x" }, o)
		if err != nil {
			t.Fatal(err)
		}
		out := make([]graph.ID, 1)
		if err := p.Eval(context.Background(), newContext(d), [][]graph.ID{{d.add(`"x"`, false)}}, 1, nil, out); err != nil {
			t.Fatal(err)
		}
		if got := d.text(out[0]); got != parseTerm(t, want) {
			t.Errorf("%s = %s, want %s", text, got, want)
		}
	}
}

// TestFaults: an error of the store is an error of Eval, Select and the others,
// never a value.
func TestFaults(t *testing.T) {
	d := newTerms()
	c := newContext(d)
	ctx := context.Background()
	lost := graph.MakeID(graph.TagLiteral, 1<<40)
	found := d.add(`"a long enough string"`, false)
	cols := [][]graph.ID{{found, lost, found}, {lost, found, lost}}
	out := make([]graph.ID, 3)
	for _, text := range []string{`STRLEN(?x)`, `CONCAT(?x, ?y)`, `?x = ?y`, `COALESCE(STR(?x), "none")`, `IF(?x = "a", 1, 2)`} {
		p := compile(t, text)
		for range 2 {
			if err := p.Eval(ctx, c, cols, 3, nil, out); err == nil || !strings.Contains(err.Error(), "no term") {
				t.Errorf("Eval(%s): %v", text, err)
			}
		}
	}
	for _, text := range []string{`CONTAINS(?x, "a")`, `!BOUND(?x) || STRLEN(?x) > 1`, `?x < ?y`, `?x = ?y`, `STRLEN(?x) > STRLEN(?y)`} {
		p := compile(t, text)
		for range 2 {
			if _, err := p.Select(ctx, c, cols, 3, nil, nil); err == nil || !strings.Contains(err.Error(), "no term") {
				t.Errorf("Select(%s): %v", text, err)
			}
		}
		if got, err := p.Select(ctx, c, [][]graph.ID{{found}, {found}}, 1, nil, nil); err != nil || len(got) > 1 {
			t.Errorf("Select(%s) after a fault: %v, %v", text, got, err)
		}
	}
	if err := expr.SortKeys(ctx, c, cols[0], make([]uint64, 3)); err == nil {
		t.Error("SortKeys: no error")
	}
	if _, err := expr.Compare(c, lost, found); err == nil {
		t.Error("Compare: no error")
	}
	for _, name := range []string{"SUM", "MIN", "GROUP_CONCAT"} {
		a := accumulator(t, name, " ")
		a.Grow(1)
		if err := a.Add(ctx, c, make([]int32, 3), cols[1]); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if err := compile(t, `?x + 1`).Eval(cancelled, c, cols, 3, nil, out); !errors.Is(err, context.Canceled) {
		t.Errorf("Eval after cancel: %v", err)
	}
	if _, err := compile(t, `?x > 1`).Select(cancelled, c, cols, 3, nil, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Select after cancel: %v", err)
	}
}

// TestUnboundColumns: a column that is nil, or that the batch does not have, is
// unbound in every row.
func TestUnboundColumns(t *testing.T) {
	c := newContext(newTerms())
	for text, want := range map[string]int{`BOUND(?x)`: 0, `!BOUND(?x)`: 3, `?x < 1`: 0, `COALESCE(?x, 1) = 1`: 3, `BOUND(?x) || BOUND(?y)`: 0} {
		for _, cols := range [][][]graph.ID{nil, {nil, nil}} {
			got, err := compile(t, text).Select(context.Background(), c, cols, 3, nil, nil)
			if err != nil || len(got) != want {
				t.Errorf("%s selects %v, %v of unbound rows, want %d", text, got, err, want)
			}
		}
	}
}

// TestMemory: what is remembered of many terms stays within bounds, and values
// stay right.
func TestMemory(t *testing.T) {
	d := newTerms()
	c := newContext(d)
	p := compile(t, `STRLEN(?x) = 41`)
	const rows, batches = graph.BatchRows, 300
	col := make([]graph.ID, rows)
	for batch := range batches {
		for i := range col {
			col[i] = d.add(fmt.Sprintf(`"a label that is long enough %013d"`, batch*rows+i), false)
		}
		got, err := p.Select(context.Background(), c, [][]graph.ID{col}, rows, nil, nil)
		if err != nil || len(got) != rows {
			t.Fatalf("batch %d: %d rows, %v", batch, len(got), err)
		}
	}
}
