package exec_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/expr"
	"github.com/chancery-graph/chancery/query/plan"
)

func variable(slot plan.Slot) algebra.Var { return algebra.Var("v" + strconv.Itoa(int(slot))) }

// slotOf is the slot of a variable of a test.
func slotOf(v algebra.Var) (int, bool) {
	n, err := strconv.Atoi(string(v[1:]))
	return n, err == nil
}

func compile(t failer, e algebra.Expr) *expr.Program {
	t.Helper()
	p, err := expr.Compile(e, slotOf, expr.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// drawCondition draws sameTerm of two variables, its negation, or BOUND.
func drawCondition(t *rapid.T) *plan.Condition {
	a := variable(plan.Slot(rapid.IntRange(0, testSlots-2).Draw(t, "a")))
	b := variable(plan.Slot(rapid.IntRange(0, testSlots-2).Draw(t, "b")))
	var e algebra.Expr
	switch rapid.IntRange(0, 2).Draw(t, "condition") {
	case 0:
		e = &algebra.Call{Name: "SAMETERM", Args: []algebra.Expr{a, b}}
	case 1:
		e = &algebra.Unary{Op: algebra.Not, X: &algebra.Call{Name: "SAMETERM", Args: []algebra.Expr{a, b}}}
	default:
		e = &algebra.Call{Name: "BOUND", Args: []algebra.Expr{a}}
	}
	return &plan.Condition{Program: compile(t, e), Source: e}
}

// holds decides a condition that drawCondition drew.
func holds(c *plan.Condition, r row) bool {
	at := func(e algebra.Expr) graph.ID {
		slot, _ := slotOf(e.(algebra.Var))
		return r[slot]
	}
	negated := false
	e := c.Source
	if u, ok := e.(*algebra.Unary); ok {
		e, negated = u.X, true
	}
	call := e.(*algebra.Call)
	x := at(call.Args[0])
	if call.Name == "BOUND" {
		return x != graph.None
	}
	y := at(call.Args[1])
	return x != graph.None && y != graph.None && (x == y) != negated
}

func TestFilter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fx := drawFixture(t)
		in := drawInput(t, fx, 1)
		f := &plan.Filter{Header: *in.Head(), In: in}
		for range rapid.IntRange(1, 3).Draw(t, "conditions") {
			f.Conds = append(f.Conds, drawCondition(t))
		}
		check(t, fx, f)
	})
}

// group counts by definition; of values only those that COUNT, SAMPLE of one
// value and MIN and MAX over integers can tell.
func (v *naive) group(n *plan.Group) []row {
	var keys []string
	rows := map[string][]row{}
	for _, r := range v.eval(n.In) {
		key := ""
		for _, slot := range n.Keys {
			key += r[slot].String() + " "
		}
		if rows[key] == nil {
			keys = append(keys, key)
		}
		rows[key] = append(rows[key], r)
	}
	if len(n.Keys) == 0 && len(keys) == 0 && len(n.Aggregates) > 0 {
		keys = []string{""}
	}
	var out []row
	for _, key := range keys {
		r := make(row, v.n)
		for _, slot := range n.Keys {
			r[slot] = rows[key][0][slot]
		}
		for i := range n.Aggregates {
			r[n.Aggregates[i].Slot] = v.aggregate(&n.Aggregates[i], n, rows[key])
		}
		out = append(out, r)
	}
	return out
}

func (v *naive) aggregate(a *plan.Aggregate, n *plan.Group, rows []row) graph.ID {
	seen := map[string]bool{}
	count, sum := int64(0), int64(0)
	for _, r := range rows {
		key := fmt.Sprint(r)
		if a.Arg != plan.NoSlot {
			if r[a.Arg] == graph.None {
				continue
			}
			key = r[a.Arg].String()
		}
		if a.Source.Distinct && seen[key] {
			continue
		}
		seen[key] = true
		count++
		if a.Arg != plan.NoSlot {
			value, _ := r[a.Arg].Integer()
			sum += value
		}
	}
	if a.Source.Name == "SUM" {
		count = sum
	}
	id, _ := graph.IntegerID(count)
	return id
}

func drawGroup(t *rapid.T, in plan.Node) *plan.Group {
	g := &plan.Group{In: in}
	for _, slot := range in.Head().Slots {
		if rapid.Bool().Draw(t, "key") {
			g.Keys = append(g.Keys, slot)
		}
	}
	g.Slots = slices.Clone(g.Keys)
	for i := range rapid.IntRange(0, 3).Draw(t, "aggregates") {
		a := plan.Aggregate{Slot: plan.Slot(testSlots + i), Arg: plan.NoSlot}
		a.Source = algebra.Aggregate{Name: "COUNT", Distinct: rapid.Bool().Draw(t, "distinct")}
		if slots := in.Head().Slots; len(slots) > 0 && rapid.Bool().Draw(t, "of a variable") {
			a.Arg = rapid.SampledFrom(slots).Draw(t, "argument")
			a.Source.Arg = variable(a.Arg)
			a.Program = compile(t, a.Source.Arg)
		}
		g.Aggregates = append(g.Aggregates, a)
		g.Slots = append(g.Slots, a.Slot)
	}
	return g
}

func TestGroups(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fx := drawFixture(t)
		in := drawInput(t, fx, 1)
		g := drawGroup(t, in)
		if g.Streaming = rapid.Bool().Draw(t, "streaming"); g.Streaming {
			g.In = sortByID(in, g.Keys)
		}
		ds, o := drawSetting(t, fx)
		got, err := collect(ds, g, testSlots+3, o)
		if err != nil {
			t.Fatal(err)
		}
		sameBag(t, describe(g, ""), got, (&naive{fx: fx, n: testSlots + 3}).eval(g))
	})
}

// TestLargeGroups groups more rows than a batch holds, into many groups and few,
// in memory, as a stream and spilled.
func TestLargeGroups(t *testing.T) {
	fx := load(t, "<n:1> <p:1> <n:2>")
	for _, most := range []int{1, 3, 700, 5000, 40_000} {
		in := manyRows(spillRows*2, most, 0, 1)
		for r, row := range in.Rows {
			in.Rows[r][1], _ = graph.IntegerID(int64(row[1].Payload()))
		}
		g := &plan.Group{In: in, Keys: []plan.Slot{0}, Aggregates: []plan.Aggregate{
			{Slot: 2, Arg: plan.NoSlot, Source: algebra.Aggregate{Name: "COUNT"}},
			{Slot: 3, Arg: 1, Source: algebra.Aggregate{Name: "SUM", Arg: variable(1)}, Program: compile(t, variable(1))},
		}}
		g.Slots = []plan.Slot{0, 2, 3}
		want := (&naive{fx: fx, n: 4}).eval(g)
		got, err := collect(fx.ds, g, 4, exec.Options{})
		if err != nil {
			t.Fatal(err)
		}
		sameBag(t, fmt.Sprintf("%d groups", most), got, want)
		stream := *g
		stream.In, stream.Streaming = sortByID(in, g.Keys), true
		if got, err = collect(fx.ds, &stream, 4, exec.Options{}); err != nil {
			t.Fatal(err)
		}
		sameBag(t, fmt.Sprintf("%d groups, streaming", most), got, want)
		if got, err = collect(fx.ds, g, 4, exec.Options{MaxMemory: 256 << 10, SpillDir: t.TempDir()}); err != nil {
			t.Fatal(err)
		}
		sameBag(t, fmt.Sprintf("%d groups, little memory", most), got, want)
	}
}

func TestExtend(t *testing.T) {
	fx := load(t, "<n:1> <p:1> <n:2>")
	one, _ := graph.IntegerID(1)
	in := &plan.Values{Header: plan.Header{Slots: []plan.Slot{0}}}
	for i := range 3000 {
		id, _ := graph.IntegerID(int64(i))
		in.Rows = append(in.Rows, []graph.ID{id})
	}
	in.Rows = append(in.Rows, []graph.ID{graph.None})
	sum := &algebra.Binary{Op: algebra.Add, Left: variable(0), Right: algebra.Const{Term: `"1"^^<http://www.w3.org/2001/XMLSchema#integer>`}}
	e := &plan.Extend{Header: plan.Header{Slots: []plan.Slot{0, 1}}, In: in, Slot: 1, Program: compile(t, sum), Source: sum}
	got, err := collect(fx.ds, e, 2, exec.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range got {
		want := r[0] + one - one + 1
		if r[0] == graph.None {
			want = graph.None
		}
		if r[1] != want {
			t.Fatalf("row %d: got %v + 1 = %v, want %v", i, r[0], r[1], want)
		}
	}
	if len(got) != 3001 {
		t.Fatalf("got %d rows, want 3001", len(got))
	}
}

// TestSortByValue sorts by values of several kinds, up and down, whole, the first
// few and spilled: all agree with one another and with expr.Compare.
func TestSortByValue(t *testing.T) {
	fx := load(t, `<n:1> <p:1> "01"^^<http://www.w3.org/2001/XMLSchema#integer>`, `<n:1> <p:1> "a long text that is not inlined"`,
		`<n:2> <p:1> "another long text"@en`, `_:b <p:1> "0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>`, `<n:3> <p:2> "x"`)
	in := manyRows(12_000, 60, 0, 1)
	for _, r := range in.Rows {
		for i, id := range r {
			switch n := int64(id.Payload()); {
			case n < 20:
				r[i], _ = graph.IntegerID(n)
			case n < 25:
				r[i] = graph.None
			default:
				r[i] = fx.nodes[int(n)%len(fx.nodes)]
			}
		}
	}
	in.Maybe = in.Slots
	terms := exec.NewTerms(fx.ds)
	c := &expr.Context{Terms: terms}
	compare := func(a, b row) int {
		x, err := expr.Compare(c, b[0], a[0]) // descending
		if err == nil && x == 0 {
			x, err = expr.Compare(c, a[1], b[1])
		}
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	s := &plan.Sort{Header: in.Header, In: in, Keys: []plan.SortKey{{Slot: 0, Descending: true}, {Slot: 1}}, Limit: -1}
	var all []row
	for _, o := range []exec.Options{{}, {MaxMemory: 256 << 10, SpillDir: t.TempDir()}} {
		got, err := collect(fx.ds, s, 2, o)
		if err != nil {
			t.Fatal(err)
		}
		sameBag(t, "sorted rows", got, in.Rows)
		if !slices.IsSortedFunc(got, compare) {
			t.Errorf("with %d bytes of memory the rows are not in order", o.MaxMemory)
		}
		if all == nil {
			all = got
		}
	}
	for _, limit := range []int{0, 1, 10, 1024, 5000, 11_999, 12_000, 20_000} {
		s.Limit = int64(limit)
		got, err := collect(fx.ds, s, 2, exec.Options{})
		if err != nil {
			t.Fatal(err)
		}
		want := all[:min(limit, len(all))]
		if len(got) != len(want) {
			t.Fatalf("limit %d: got %d rows", limit, len(got))
		}
		for i := range got {
			if compare(got[i], want[i]) != 0 {
				t.Fatalf("limit %d, row %d: got %v, want one like %v", limit, i, got[i], want[i])
			}
		}
	}
}
