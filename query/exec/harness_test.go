package exec_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/memory"
	"github.com/chancery-graph/chancery/query/plan"
)

// fixture is a dataset with the IDs of its terms and its quads.
type fixture struct {
	ds    exec.Dataset
	quads []graph.Quad
	nodes []graph.ID // subjects and objects
	preds []graph.ID
	names []graph.ID // of graphs, without the default one
}

type failer interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

func load(t failer, lines ...string) *fixture {
	t.Helper()
	b := memory.NewBuilder()
	for _, line := range lines {
		f := strings.Fields(line)
		for len(f) < 4 {
			f = append(f, "")
		}
		b.Add([]byte(f[0]), []byte(f[1]), []byte(f[2]), []byte(f[3]))
	}
	fx := &fixture{ds: b.Dataset()}
	ctx := context.Background()
	sc, err := fx.ds.Scan(ctx, graph.Scan{Order: graph.SPOG})
	if err != nil {
		t.Fatal(err)
	}
	var batch graph.Batch
	for {
		if err := sc.Next(ctx, &batch); err != nil {
			t.Fatal(err)
		}
		if batch.N == 0 {
			break
		}
		for i := range batch.N {
			q := graph.Quad{batch.Cols[0][i], batch.Cols[1][i], batch.Cols[2][i], batch.Cols[3][i]}
			fx.quads = append(fx.quads, q)
			fx.nodes = append(fx.nodes, q[graph.S], q[graph.O])
			fx.preds = append(fx.preds, q[graph.P])
			if q[graph.G] != graph.DefaultGraph {
				fx.names = append(fx.names, q[graph.G])
			}
		}
	}
	for _, list := range []*[]graph.ID{&fx.nodes, &fx.preds, &fx.names} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return fx
}

// drawFixture draws a small dataset in which much joins with much.
func drawFixture(t *rapid.T) *fixture {
	n := rapid.IntRange(1, 120).Draw(t, "quads")
	nodes := rapid.IntRange(1, 12).Draw(t, "nodes")
	lines := make([]string, n)
	for i := range lines {
		s := fmt.Sprintf("<n:%d>", rapid.IntRange(1, nodes).Draw(t, "s"))
		o := fmt.Sprintf("<n:%d>", rapid.IntRange(1, nodes).Draw(t, "o"))
		if rapid.IntRange(0, 3).Draw(t, "literal") == 0 {
			o = fmt.Sprintf(`"%d"^^<http://www.w3.org/2001/XMLSchema#integer>`, rapid.IntRange(0, 9).Draw(t, "v"))
		}
		lines[i] = fmt.Sprintf("%s <p:%d> %s", s, rapid.IntRange(1, 3).Draw(t, "p"), o)
		if g := rapid.IntRange(0, 3).Draw(t, "g"); g > 0 {
			lines[i] += fmt.Sprintf(" <n:%d>", g)
		}
	}
	return load(t, lines...)
}

// blind hides that a dataset's scanners can seek.
type blind struct{ exec.Dataset }

type blindScanner struct{ graph.Scanner }

func (d blind) Scan(ctx context.Context, q graph.Scan) (graph.Scanner, error) {
	sc, err := d.Dataset.Scan(ctx, q)
	return blindScanner{sc}, err
}

// slow hands rows out in small batches, so that runs cross their borders.
type slow struct {
	exec.Dataset
	rows int
}

type slowScanner struct {
	graph.Scanner
	rows int
	all  [4][]graph.ID
	at   int
	hi   graph.Quad
}

func (d slow) Scan(ctx context.Context, q graph.Scan) (graph.Scanner, error) {
	want := q.Columns
	q.Columns = graph.AllCols
	sc, err := d.Dataset.Scan(ctx, q)
	if err != nil {
		return nil, err
	}
	s := &slowScanner{Scanner: sc, rows: d.rows, hi: graph.Quad{graph.MaxID, graph.MaxID, graph.MaxID, graph.MaxID}}
	var b graph.Batch
	for {
		if err := sc.Next(ctx, &b); err != nil {
			return nil, err
		}
		if b.N == 0 {
			break
		}
		for i, c := range b.Cols {
			s.all[i] = append(s.all[i], c...)
		}
	}
	return &narrowScanner{s, want}, nil
}

// narrowScanner hands out the wanted columns only.
type narrowScanner struct {
	*slowScanner
	want graph.Columns
}

func (s *narrowScanner) Next(ctx context.Context, b *graph.Batch) error {
	err := s.slowScanner.Next(ctx, b)
	for i := range b.Cols {
		if !s.want.Has(graph.Position(i)) {
			b.Cols[i] = nil
		}
	}
	return err
}

// deferring is slow with scanners that leave columns out until they are asked for.
type deferring struct{ slow }

type deferringScanner struct {
	*narrowScanner
	deferred graph.Columns
	from     int // of the last batch
}

func (d deferring) Scan(ctx context.Context, q graph.Scan) (graph.Scanner, error) {
	sc, err := d.slow.Scan(ctx, q)
	if err != nil {
		return nil, err
	}
	return &deferringScanner{narrowScanner: sc.(*narrowScanner)}, nil
}

func (s *deferringScanner) Defer(cols graph.Columns) { s.deferred = cols }

func (s *deferringScanner) Next(ctx context.Context, b *graph.Batch) error {
	err := s.narrowScanner.Next(ctx, b)
	s.from = s.at - b.N
	for pos := range b.Cols {
		if s.deferred.Has(graph.Position(pos)) {
			b.Cols[pos] = nil
		}
	}
	return err
}

func (s *deferringScanner) Deferred(pos graph.Position) ([]graph.ID, error) {
	return s.all[pos][s.from:s.at], nil
}

func (s *deferringScanner) DeferredAt(pos graph.Position, row int) (graph.ID, error) {
	return s.all[pos][s.from+row], nil
}

func (s *slowScanner) compare(i int, q graph.Quad) int {
	for _, pos := range s.Order().Positions() {
		if c := cmp.Compare(s.all[pos][i], q[pos]); c != 0 {
			return c
		}
	}
	return 0
}

func (s *slowScanner) Next(_ context.Context, b *graph.Batch) error {
	*b = graph.Batch{}
	for s.at+b.N < len(s.all[0]) && b.N < s.rows && s.compare(s.at+b.N, s.hi) <= 0 {
		b.N++
	}
	for i, c := range s.all {
		b.Cols[i] = c[s.at : s.at+b.N]
	}
	s.at += b.N
	return nil
}

func (s *slowScanner) Seek(_ context.Context, lo, hi graph.Quad) error {
	if s.at > 0 && s.compare(s.at-1, lo) > 0 {
		return fmt.Errorf("seek backwards to %v", lo)
	}
	for s.hi = hi; s.at < len(s.all[0]) && s.compare(s.at, lo) < 0; {
		s.at++
	}
	return nil
}

type row = []graph.ID

// planOf wraps a root into a plan with n slots, all of them in the result.
func planOf(root plan.Node, n int) *plan.Plan {
	p := &plan.Plan{Root: root, Vars: make([]algebra.Var, n)}
	for i := range n {
		p.Vars[i] = algebra.Var(fmt.Sprintf("v%d", i))
		p.Out = append(p.Out, plan.Slot(i))
	}
	return p
}

// collect runs a plan and returns its solutions in order.
func collect(ds exec.Dataset, root plan.Node, n int, o exec.Options) (all []row, err error) {
	ctx := context.Background()
	c, err := exec.Run(ctx, planOf(root, n), ds, o)
	if err != nil {
		return nil, err
	}
	b := exec.NewBatch(n)
	for {
		if err = c.Next(ctx, b); err != nil || b.Len() == 0 {
			break
		}
		if b.N > exec.BatchRows {
			return nil, fmt.Errorf("a batch of %d rows", b.N)
		}
		for i := range b.Len() {
			r := make(row, n)
			for slot := range n {
				r[slot] = b.At(plan.Slot(slot), b.Row(i))
			}
			all = append(all, r)
		}
	}
	if cerr := c.Close(); err == nil {
		err = cerr
	}
	if left := c.Memory() - c.Terms().Bytes(); left != 0 {
		return nil, fmt.Errorf("%d bytes are still reserved after Close, and error %v", left, err)
	}
	return all, err
}

func sortedRows(rows []row) []row {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, slices.Compare[row])
	return rows
}

// sameBag fails unless two multisets of solutions are equal.
func sameBag(t failer, what string, got, want []row) {
	t.Helper()
	g, w := sortedRows(got), sortedRows(want)
	if slices.EqualFunc(g, w, slices.Equal[row]) {
		return
	}
	t.Fatalf("%s:\ngot  %d rows %v\nwant %d rows %v", what, len(g), brief(g), len(w), brief(w))
}

func brief(rows []row) []row { return rows[:min(len(rows), 60)] }

// sortedBy fails unless rows ascend by the slots.
func sortedBy(t failer, what string, rows []row, slots []plan.Slot) {
	t.Helper()
	for i := 1; i < len(rows); i++ {
		for _, s := range slots {
			if c := cmp.Compare(rows[i-1][s], rows[i][s]); c != 0 {
				if c > 0 {
					t.Fatalf("%s: row %d %v comes after %v, which is greater in slot %d", what, i, rows[i], rows[i-1], s)
				}
				break
			}
		}
	}
}

func TestEmptyPlans(t *testing.T) {
	fx := load(t, "<n:1> <p:1> <n:2>")
	for _, c := range []struct {
		name string
		root plan.Node
		want []row
	}{
		{"unit", &plan.Unit{}, []row{{graph.None}}},
		{"empty", &plan.Empty{}, nil},
		{"values", &plan.Values{Header: plan.Header{Slots: []plan.Slot{0}}, Rows: [][]graph.ID{{7}, {graph.None}}}, []row{{7}, {graph.None}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := collect(fx.ds, c.root, 1, exec.Options{})
			if err != nil {
				t.Fatal(err)
			}
			sameBag(t, c.name, got, c.want)
		})
	}
}
