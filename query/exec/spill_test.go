package exec_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/expr"
	"github.com/chancery-graph/chancery/query/plan"
)

// manyRows makes n random rows of the slots, with IDs below most.
func manyRows(n, most int, slots ...plan.Slot) *plan.Values {
	r := rand.New(rand.NewPCG(uint64(n), uint64(most)))
	v := &plan.Values{Header: plan.Header{Slots: slots}}
	for range n {
		row := make([]graph.ID, len(slots))
		for i := range row {
			row[i] = graph.MakeID(graph.TagIRI, r.Uint64N(uint64(most)))
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

func hashJoin(kind plan.JoinKind, left, right plan.Node) *plan.Join {
	j := &plan.Join{Kind: kind, Algorithm: plan.HashAlgorithm, Left: left, Right: right, MarkSlot: 4}
	share(j)
	j.Slots = slices.Clone(left.Head().Slots)
	switch kind {
	case plan.Inner, plan.Left:
		j.Slots = append(j.Slots, right.Head().Slots...)
		slices.Sort(j.Slots)
		j.Slots = slices.Compact(j.Slots)
	case plan.Mark:
		j.Slots = append(j.Slots, 4)
	}
	return j
}

const (
	spillRows   = 20_000
	spillMemory = 600 << 10
)

// spilling are plans that do not fit into spillMemory.
func spilling(t testing.TB) map[string]plan.Node {
	left, right := manyRows(spillRows, spillRows, 0, 1), manyRows(spillRows, spillRows, 1, 2)
	sorted := hashJoin(plan.Inner, sortByID(left, []plan.Slot{0}), right)
	sorted.Sorted = []plan.Slot{0}
	return map[string]plan.Node{
		"inner join":                 hashJoin(plan.Inner, left, right),
		"left join":                  hashJoin(plan.Left, left, right),
		"semi join":                  hashJoin(plan.Semi, left, right),
		"anti join":                  hashJoin(plan.Anti, left, right),
		"minus":                      hashJoin(plan.MinusJoin, left, right),
		"mark join":                  hashJoin(plan.Mark, left, right),
		"sorted join":                sorted,
		"left join with a condition": withCondition(hashJoin(plan.Left, integers(left), integers(right))),
		"semi join with a condition": withCondition(hashJoin(plan.Semi, integers(left), integers(right))),
		"distinct":                   &plan.Distinct{Header: plan.Header{Slots: []plan.Slot{0, 1}}, In: manyRows(3*spillRows, 300, 0, 1)},
		"DISTINCT in an aggregate":   distinctCounts(t, manyRows(3*spillRows, 300, 0, 1)),
		"DISTINCT of one group":      distinctCounts(t, manyRows(3*spillRows, spillRows, 0, 1)),
		"DISTINCT in a stream":       distinctCounts(t, manyRows(3*spillRows, 300, 0, 1), 0),
		"DISTINCT in few groups":     distinctCounts(t, fewGroups(), 0),
		"DISTINCT in hashed groups":  hashed(distinctCounts(t, fewGroups(), 0)),
		"sort":                       sortByID(manyRows(5*spillRows, 1000, 0, 1), []plan.Slot{1, 0}),
	}
}

// distinctCounts counts distinct values of slot 1 and distinct solutions, in all of
// the rows or, sorted, in groups of the keys.
func distinctCounts(t testing.TB, in *plan.Values, keys ...plan.Slot) *plan.Group {
	g := &plan.Group{In: in, Keys: keys, Streaming: len(keys) > 0, Aggregates: []plan.Aggregate{
		{Slot: 2, Arg: 1, Source: algebra.Aggregate{Name: "COUNT", Distinct: true, Arg: variable(1)}, Program: compile(t, variable(1))},
		{Slot: 3, Arg: plan.NoSlot, Source: algebra.Aggregate{Name: "COUNT", Distinct: true}},
		{Slot: 4, Arg: plan.NoSlot, Source: algebra.Aggregate{Name: "COUNT"}},
	}}
	if g.Streaming {
		g.In = sortByID(in, keys)
	}
	g.Slots = append(slices.Clone(keys), 2, 3, 4)
	return g
}

// hashed is a group without its sort.
func hashed(g *plan.Group) *plan.Group {
	g.Streaming, g.In = false, g.In.Inputs()[0]
	return g
}

// fewGroups are rows of which slot 0 has three values.
func fewGroups() *plan.Values {
	in := manyRows(3*spillRows, spillRows, 0, 1)
	for _, row := range in.Rows {
		row[0] = graph.MakeID(graph.TagIRI, row[0].Payload()%3)
	}
	return in
}

// integers makes the terms of rows integers, which expressions need not decode.
func integers(v *plan.Values) *plan.Values {
	n := &plan.Values{Header: v.Header}
	for _, r := range v.Rows {
		r = slices.Clone(r)
		for i := range r {
			r[i], _ = graph.IntegerID(int64(r[i].Payload()))
		}
		n.Rows = append(n.Rows, r)
	}
	return n
}

// withCondition adds the condition that the outer slots are different terms.
func withCondition(j *plan.Join) *plan.Join {
	e := &algebra.Unary{Op: algebra.Not, X: &algebra.Call{Name: "SAMETERM", Args: []algebra.Expr{variable(0), variable(2)}}}
	p, err := expr.Compile(e, slotOf, expr.Options{})
	if err != nil {
		panic(err)
	}
	j.On = []*plan.Condition{{Program: p, Source: e}}
	return j
}

func TestSpilled(t *testing.T) {
	fx := load(t, "<n:1> <p:1> <n:2>")
	for name, root := range spilling(t) {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			want, err := collect(fx.ds, root, 5, exec.Options{MaxMemory: -1, SpillDir: filepath.Join(dir, "none")})
			if err != nil {
				t.Fatal(err)
			}
			got, err := collect(fx.ds, root, 5, exec.Options{MaxMemory: spillMemory, SpillDir: dir})
			if err != nil {
				t.Fatal(err)
			}
			sameBag(t, name, got, want)
			switch name {
			case "sort":
				sortedBy(t, name, got, []plan.Slot{1, 0})
			case "sorted join":
				sortedBy(t, name, got, []plan.Slot{0})
			case "distinct":
				if !slices.EqualFunc(got, want, slices.Equal[row]) {
					t.Error("the order of the input is lost")
				}
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("files are left behind: %v %v", left, err)
			}
			// That a directory which is not there is an error shows that the plan does
			// spill.
			_, err = collect(fx.ds, root, 5, exec.Options{MaxMemory: spillMemory, SpillDir: filepath.Join(dir, "none")})
			if !errors.Is(err, os.ErrNotExist) {
				t.Errorf("without a directory: got error %v, want one that it does not exist", err)
			}
		})
	}
}

// TestLittleMemory runs plans with so little memory that much of them goes to
// disk: the answer is the right one, or the error is that of the limit.
func TestLittleMemory(t *testing.T) {
	whole, dir := 0, t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		fx := drawFixture(t)
		var root plan.Node
		in := drawInput(t, fx, 1)
		switch rapid.IntRange(0, 4).Draw(t, "plan") {
		case 0:
			root = &plan.Distinct{Header: *in.Head(), In: in}
		case 1:
			root = sortByID(in, in.Head().Slots)
		case 2:
			root = drawGroup(t, in)
		default:
			root = drawJoin(t, fx, 1)
		}
		o := exec.Options{MaxMemory: int64(rapid.IntRange(500, 20_000).Draw(t, "memory")), SpillDir: dir,
			Eager: rapid.Bool().Draw(t, "eager")}
		got, err := collect(fx.ds, root, testSlots+3, o)
		var limit *exec.LimitError
		switch {
		case errors.As(err, &limit) && limit.Limit == exec.LimitMemory:
		case err != nil:
			t.Fatal(err)
		default:
			whole++
			sameBag(t, describe(root, ""), got, (&naive{fx: fx, n: testSlots + 3}).eval(root))
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Fatalf("files are left behind: %v %v", left, err)
		}
	})
	if whole == 0 {
		t.Error("no plan had enough memory")
	}
}

// TestSpilledManyRuns merges more runs than can be merged at once.
func TestSpilledManyRuns(t *testing.T) {
	fx := load(t, "<n:1> <p:1> <n:2>")
	root := sortByID(manyRows(300_000, 1<<30, 0), []plan.Slot{0})
	got, err := collect(fx.ds, root, 1, exec.Options{MaxMemory: 800 << 10, SpillDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 300_000 {
		t.Fatalf("got %d rows, want 300000", len(got))
	}
	sortedBy(t, "sort", got, []plan.Slot{0})
}

func TestLimits(t *testing.T) {
	fx := load(t, "<n:1> <p:1> <n:2>")
	loose := hashJoin(plan.Inner, manyRows(spillRows, spillRows, 0, 1), manyRows(spillRows, spillRows, 1, 2))
	loose.Keys, loose.Loose = nil, loose.Keys
	oneKey := hashJoin(plan.Inner, manyRows(spillRows, 1, 1), manyRows(spillRows, 1, 1))
	for _, c := range []struct {
		name string
		root plan.Node
		o    exec.Options
		want string
	}{
		{"memory of a join that cannot spill", loose, exec.Options{MaxMemory: spillMemory}, exec.LimitMemory},
		{"memory of a join with one key", oneKey, exec.Options{MaxMemory: 128 << 10}, exec.LimitMemory},
		{"rows", manyRows(100, 100, 0), exec.Options{MaxRows: 99}, exec.LimitRows},
		{"time", hashJoin(plan.Inner, manyRows(spillRows, 1, 0), manyRows(spillRows, 1, 1)), exec.Options{Timeout: 20e6}, exec.LimitTime},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.o.SpillDir = t.TempDir()
			_, err := collectNone(fx.ds, c.root, 5, c.o)
			var limit *exec.LimitError
			if !errors.As(err, &limit) || limit.Limit != c.want {
				t.Fatalf("got error %v, want the limit of %s", err, c.want)
			}
			if left, err := os.ReadDir(c.o.SpillDir); err != nil || len(left) > 0 {
				t.Errorf("files are left behind: %v %v", left, err)
			}
		})
	}
	if got, err := collect(fx.ds, manyRows(100, 100, 0), 1, exec.Options{MaxRows: 100}); err != nil || len(got) != 100 {
		t.Fatalf("as many rows as the limit: got %d and error %v", len(got), err)
	}
}

// collectNone runs a plan and counts its solutions.
func collectNone(ds exec.Dataset, root plan.Node, slots int, o exec.Options) (rows int, err error) {
	ctx := context.Background()
	c, err := exec.Run(ctx, planOf(root, slots), ds, o)
	if err != nil {
		return 0, err
	}
	defer func() {
		if cerr := c.Close(); err == nil {
			err = cerr
		}
	}()
	b := exec.NewBatch(slots)
	for {
		if err := c.Next(ctx, b); err != nil || b.Len() == 0 {
			return rows, err
		}
		rows += b.Len()
	}
}

// TestCancelled cancels each plan before its first batch and in the midst of it.
func TestCancelled(t *testing.T) {
	fx := load(t, "<n:1> <p:1> <n:2>", "<n:2> <p:1> <n:1>")
	plans := spilling(t)
	plans["cross product"] = hashJoin(plan.Inner, manyRows(spillRows, 1, 0), manyRows(spillRows, 1, 1))
	plans["triangles"] = triangle(fx.preds[0])
	for name, root := range plans {
		t.Run(name, func(t *testing.T) {
			for _, after := range []int{0, 1} {
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				dir := t.TempDir()
				c, err := exec.Run(ctx, planOf(root, 5), fx.ds, exec.Options{MaxMemory: spillMemory, SpillDir: dir})
				if err != nil {
					t.Fatal(err)
				}
				b := exec.NewBatch(5)
				for range after {
					if err := c.Next(ctx, b); err != nil {
						t.Fatal(err)
					}
				}
				cancel()
				for err == nil && (b.Len() > 0 || after == 0) {
					err = c.Next(ctx, b)
					after = 1
				}
				if b.Len() > 0 {
					t.Error("solutions came with the error")
				}
				if err != nil && !errors.Is(err, context.Canceled) {
					t.Errorf("got error %v, want that of the context", err)
				}
				if err := c.Close(); err != nil {
					t.Error(err)
				}
				if err := c.Close(); err != nil {
					t.Errorf("the second Close: %v", err)
				}
				if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
					t.Errorf("files are left behind: %v %v", left, err)
				}
				if err := c.Next(context.Background(), b); err == nil {
					t.Error("Next after Close is no error")
				}
			}
		})
	}
}
